"""The search page: one field, no script, every answer an address."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from sasando.core.addresses import address_of
from sasando.newsroom.address_words import ENGLISH, KIND, LEAF, YEAR, word
from sasando.newsroom.models import NewsPage, PublicationPage, ReleasePage, Story
from sasando.search import index
from sasando.search.asking import LAST_PAGE, LONGEST, Answer, answer, words_of
from sasando.search.engines import Asked
from sasando.website.models import StandardPage
from sasando.website.reads.tally import COUNTER
from sasando.website.views import twin

KINDS = {
    "news": _("News"),
    "release": _("Press releases"),
    "publication": _("Publications"),
    "page": _("About the office"),
}


def register() -> None:
    """Let the pages of the site be found."""
    index.register(NewsPage, lambda page: story_words(page, "news"))
    index.register(ReleasePage, lambda page: story_words(page, "release"))
    index.register(PublicationPage, lambda page: story_words(page, "publication"))
    index.register(StandardPage, page_words)


def story_words(story: Story, kind: str) -> index.Words:
    said = [story.summary, *body_words(story)]
    if number := getattr(story, "number", ""):
        said.insert(0, f"{number} ·")
    return index.Words(kind, "\n".join(said), story.first_published_at)


def page_words(page: StandardPage) -> index.Words:
    named = [f"{each.position}: {each.user}" for each in page.named()]
    return index.Words("page", "\n".join([page.intro, *body_words(page), *named]))


def body_words(page: Any) -> list[str]:
    words: list[str] = page.body.stream_block.get_searchable_content(page.body)
    return words


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Answer a question. Five queries beside those of the frame."""
    typed = request.GET.get("q", "").replace("\0", " ").strip()
    facts: dict[str, Any] = {
        "typed": typed[:LONGEST],
        "kinds": (),
        "has_search": True,
        "is_public": True,
        "twin": twin("search"),
    }
    if len(typed) > LONGEST:
        facts["is_too_long"] = True
    elif words := words_of(typed):
        facts |= answered(request, typed, words)
    response = render(request, "website/search.html", facts)
    response["X-Robots-Tag"] = "noindex"
    return response


def answered(request: HttpRequest, typed: str, words: tuple[str, ...]) -> Any:
    kind = said_of(request, KIND)
    kind = kind if kind in KINDS else ""
    page = number_in(said_of(request, LEAF) or "1", most=LAST_PAGE) or 1
    year = number_in(said_of(request, YEAR), most=2999)
    since, until = span_of(year) if year and year >= 1900 else (None, None)
    language = get_language() or ""
    asked = Asked(words, language, kind, since, until)
    found = answer(asked, page=page)
    if not found.total and index.is_behind():
        # Right after a start, or an import: nothing is found of what is not read yet.
        return {"is_behind": True}
    if not (found.total or kind or since):
        COUNTER.sought(request.META, typed)
    hits = [(hit, address_of(hit.url_path)[0]) for hit in found.found]
    said = {"q": typed, KIND: kind, YEAR: str(year) if since else ""}
    return {
        "answer": found,
        "hits": [(hit, url, KINDS.get(hit.kind, "")) for hit, url in hits],
        "kinds": choices(found, said),
        "kind": kind,
        "newer": "?" + query(said | {LEAF: page - 1}) if page > 1 else "",
        "older": "?" + query(said | {LEAF: page + 1}) if found.has_more else "",
    }


def choices(found: Answer, said: dict[str, str]) -> list[tuple[Any, int, str, bool]]:
    """Return name, hits, address and whether it is chosen, of each kind with hits."""
    chosen = said[KIND]
    every = sum(count for _kind, count in found.kinds)
    shown = [
        (KINDS[kind], count, "?" + query(said | {KIND: kind}), kind == chosen)
        for kind, count in found.kinds
        if kind in KINDS
    ]
    if len(shown) < 2 and not chosen:
        return []
    return [(_("All"), every, "?" + query(said | {KIND: ""}), not chosen), *shown]


def query(said: dict[str, Any]) -> str:
    """Return the end of an address, in the words of the page's language."""
    return urlencode(
        {
            name if name == "q" else word(name): value
            for name, value in said.items()
            if value
        }
    )


def said_of(request: HttpRequest, name: str) -> str:
    """Return what an address says, in the words of either language."""
    return request.GET.get(name) or request.GET.get(ENGLISH[name]) or ""


def number_in(text: str, *, most: int) -> int | None:
    if not (text.isascii() and text.isdecimal() and len(text) < 6):
        return None
    return min(int(text), most) or None


def span_of(year: int) -> tuple[datetime, datetime]:
    """Return the first moment of a year and of the next, by the office's clock."""
    first, second = (
        timezone.make_aware(datetime(each, 1, 1))  # noqa: DTZ001 - made aware here
        for each in (year, year + 1)
    )
    return first, second
