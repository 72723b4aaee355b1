"""A reader's question, from what was typed to pages with the words that fit."""

import re
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from sasando.search.engines import BEGINS, ENDS, Asked, Hit, engine
from sasando.search.models import Text

# Longer is no question, and no office has that many pages of hits to read.
LONGEST, MOST_WORDS, PER_PAGE, LAST_PAGE = 200, 12, 10, 100
WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Found:
    """One hit as the page shows it."""

    title: SafeString
    around: SafeString
    url_path: str
    kind: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Answer:
    """Hits of one page of answers; `kinds` counts all hits by kind."""

    found: tuple[Found, ...] = ()
    kinds: tuple[tuple[str, int], ...] = ()
    total: int = 0
    page: int = 1
    has_more: bool = False
    # No page holds all the words; these hold one of them.
    is_loose: bool = False


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a question, each once, as the index compares them."""
    return tuple(dict.fromkeys(WORD.findall(text.lower())))[:MOST_WORDS]


def answer(asked: Asked, *, page: int = 1) -> Answer:
    """Return the pages that fit. Three queries; five where not all words fit."""
    if not asked.words:
        return Answer()
    every = engine().count(replace(asked, kind=""))
    if not every and len(asked.words) > 1:
        asked = replace(asked, is_loose=True)
        every = engine().count(replace(asked, kind=""))
    total = every.get(asked.kind, 0) if asked.kind else sum(every.values())
    if not total:
        return Answer(kinds=tuple(every.items()), page=page)
    hits = engine().find(asked, most=PER_PAGE, after=(page - 1) * PER_PAGE)
    return Answer(
        found=tuple(shown(hits)),
        kinds=tuple(sorted(every.items(), key=lambda each: -each[1])),
        total=total,
        page=page,
        has_more=page * PER_PAGE < min(total, LAST_PAGE * PER_PAGE),
        is_loose=asked.is_loose,
    )


def shown(hits: list[Hit]) -> Any:
    """Yield hits with address and date. One query."""
    rows = Text.objects.filter(pk__in=[hit.page_id for hit in hits])
    named = ("page_id", "page__url_path", "kind", "at")
    facts = {key: (path, kind, at) for key, path, kind, at in rows.values_list(*named)}
    for hit in hits:
        if hit.page_id in facts:
            path, kind, at = facts[hit.page_id]
            yield Found(marked(hit.title), marked(hit.around), path, kind, at)


def marked(text: str) -> SafeString:
    """Return text as HTML in which the words that fit are marked."""
    html = escape(text).replace(BEGINS, "<mark>").replace(ENDS, "</mark>")
    return mark_safe(html)  # noqa: S308 - escaped before the marks are put in
