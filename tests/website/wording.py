"""Which words of a page stand in English though the catalogues know them otherwise."""

from functools import cache
from pathlib import Path
from typing import Any

import polib
from django.utils.translation import trans_real

OURS = Path("src/sasando/locale_wagtail/id/LC_MESSAGES/djangojs.po")
# Every text a person meets: words on the page, and what a screen reader says.
VISIBLE = """() => {
  const words = [];
  const tree = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (tree.nextNode()) {
    const owner = tree.currentNode.parentElement;
    if (!owner.closest("script, style, template, noscript") &&
        owner.checkVisibility()) words.push(tree.currentNode.data);
  }
  for (const name of ["aria-label", "placeholder", "title", "alt"])
    for (const each of document.querySelectorAll(`[${name}]`))
      words.push(each.getAttribute(name));
  for (const each of document.querySelectorAll("input[type=submit], option"))
    words.push(each.label || each.value);
  return words;
}"""


@cache
def english() -> frozenset[str]:
    """Return every message whose Indonesian is another word."""
    known: dict[str, str] = {}
    for key, words in trans_real.translation("id")._catalog.items():
        # Of several catalogues the first that has a message says it.
        known.setdefault(key if isinstance(key, str) else key[0], words)
    for entry in polib.pofile(str(OURS)):
        known[entry.msgid] = entry.msgstr or entry.msgstr_plural.get(0, "")
    plain = {key.split("\x04")[-1]: words for key, words in known.items()}
    said = {words for words in plain.values() if isinstance(words, str)}
    return frozenset(
        key for key, words in plain.items() if key and words != key and key not in said
    )


def english_left(tab: Any) -> set[str]:
    """Return the words on this page that are an English message, word for word."""
    words = {" ".join(each.split()) for each in tab.evaluate(VISIBLE) if each}
    return words & english()
