"""What was wrong, lost or assumed in one item, as a code with its facts.

Stored as JSON and said in the language of whoever reads it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Self

from django.utils.translation import gettext_lazy as _

from sasando.core.bilingual import Sentence

# A sentence as JSON: its source and its words, or a text that has no source.
Kept = str | dict[str, Any]

ERRORS = {
    "empty": _("Nothing of it can stand here: it has no text."),
    "too_long": _(
        "The text is longer than %(most)s signs. Divide it in WordPress, or put it "
        "into a document."
    ),
    "twice": _("“%(key)s” stands twice in the file. Only the first was taken."),
    "media_missing": _("The file “%(name)s” was not found."),
    "media_outside": _("“%(name)s” leads out of the folder of files. It was left out."),
    "media_private": _("“%(name)s” leads to a private address. It was not fetched."),
    "media_failed": _("“%(name)s” could not be fetched: %(why)s"),
    "media_refused": _("“%(name)s” was not taken. %(why)s"),
    "not_stored": _("It could not be stored. %(why)s"),
    "broke": _("It could not be stored, three times. Ask the operator for the log."),
    "not_approved": _("It was not approved. %(why)s"),
}
NOTES = {
    "date_broken": _("The date “%(was)s” cannot be read. Taken instead: %(taken)s."),
    "date_lost": _(
        "The date “%(was)s” cannot be read. It gets the day on which it goes out here."
    ),
    "date_missing": _(
        "It has no date that can be read. It gets the day on which it goes out here."
    ),
    "title_cut": _("The title had %(length)s signs and was shortened to 160."),
    "title_made": _("It has no title. The first words of the text were taken."),
    "slug_changed": _("Its address was taken already. The new one ends in “%(slug)s”."),
    "author_by_name": _("“%(name)s” has no account here. The name stays as text."),
    "author_unknown": _("It names no author. The person who imports it was taken."),
    "lost": _("Left out: %(what)s (%(count)s×)."),
    "link_lost": _("A link to “%(address)s” was left out; its words stay."),
    "picture_elsewhere": _(
        "The picture “%(address)s” lies on another site. It was left out."
    ),
    "picture_undescribed": _(
        "The picture “%(name)s” has no description. It was left out."
    ),
    "caption_assumed": _("A picture had no caption. The title was taken; look at it."),
    "picture_left": _(
        "The picture “%(name)s” could not be brought in. It was left out."
    ),
    "table_as_text": _(
        "A table is too large or has merged cells. Its rows stand as text."
    ),
    "table_assumed": _(
        "A table had no caption or no headings. These were assumed; look at them."
    ),
    "too_deep": _("A part lay too deep in other parts. Its words stay."),
    "linked": _("Somebody links to it. It stays."),
    "edited": _("Somebody has changed it since. It stays."),
    "approved": _("It was approved. What was approved is kept; revoke or withdraw it."),
    "in_use": _("Another page shows it. It stays."),
}
# True of nearly every text of an old site: said, but nothing to look at.
USUAL = {"author_by_name"}
SENTENCES: dict[str, Any] = {**ERRORS, **NOTES}


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to know of an item. `words` are texts, numbers, and kept sentences."""

    code: str
    words: dict[str, Kept | int] = field(default_factory=dict)

    def __str__(self) -> str:
        words = {name: said(word) for name, word in self.words.items()}
        return str(SENTENCES[self.code]) % words

    @property
    def is_error(self) -> bool:
        """Return whether the item is not there because of it."""
        return self.code in ERRORS

    def stored(self) -> dict[str, Any]:
        return {"code": self.code, "words": self.words}

    @classmethod
    def read(cls, stored: dict[str, Any]) -> Self:
        return cls(stored["code"], stored["words"])


def fault(code: str, **words: str | int | BaseException) -> Fault:
    """Return a fault; long words are cut, so that a row stays readable."""
    return Fault(code, {name: kept(word) for name, word in words.items()})


def kept(word: str | int | BaseException) -> Kept | int:
    """Return a word as JSON; of a sentence, or a refusal made of one, its source."""
    if isinstance(word, BaseException):
        first = word.args[0] if word.args else ""
        word = first if isinstance(first, Sentence) else str(word)
    if isinstance(word, Sentence):
        words = word.words or {}
        return {
            "msgid": word.source,
            "words": {
                name: kept(each if isinstance(each, int) else as_text(each))
                for name, each in words.items()
            },
        }
    return word if isinstance(word, int) else cut(word)


def as_text(word: Any) -> str:
    return word if isinstance(word, str) else str(word)


def said(word: Kept | int) -> str | int:
    """Return what was kept in the language of whoever reads it."""
    if not isinstance(word, dict):
        return word
    words = {name: said(each) for name, each in word["words"].items()}
    return str(Sentence(word["msgid"], words or None))


def cut(text: str, *, most: int = 120) -> str:
    flat = " ".join(str(text).split())
    return flat if len(flat) <= most else flat[: most - 1] + "…"


def stored(faults: Iterable[Fault]) -> list[dict[str, Any]]:
    """Return faults as JSON, each once, in their order."""
    return [each.stored() for each in unique(faults)]


def is_notable(stored: Iterable[dict[str, Any]]) -> bool:
    """Return whether somebody should look at what was stored."""
    return any(each["code"] not in USUAL for each in stored)


def unique(faults: Iterable[Fault]) -> list[Fault]:
    found: list[Fault] = []
    for each in faults:
        if each not in found:
            found.append(each)
    return found
