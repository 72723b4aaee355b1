"""Keeping the words of what is public: read anew whenever a page's text is another.

Nothing tells the index of a change. It compares: the published revision of each page
with the one whose words it holds. So no verb, no screen of Wagtail and no SQL by hand
can forget it, and a question asks the pages themselves what is public (`engines`).
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, F, OuterRef
from wagtail.models import Page

from sasando.core.models import listed
from sasando.search.models import Text

logger = logging.getLogger(__name__)
# How many pages one run reads; how many signs of one page are kept.
AT_ONCE, LONGEST = 200, 100_000
A_DAY, AGAIN_AT_ONCE = timedelta(days=1), 50
# NUL, the marks of `engines`; and PostgreSQL passes over what stands within < and >.
OTHERWISE = {0: " ", 2: " ", 3: " ", ord("<"): "‹", ord(">"): "›"}


@dataclass(frozen=True, slots=True)
class Words:
    """What a page gives to be found by."""

    kind: str
    words: str
    at: datetime | None = None


Reader = Callable[[Any], Words]
READERS: dict[type[Page], Reader] = {}


def register(model: type[Page], reader: Reader) -> None:
    """Let pages of this class be found. Called in `AppConfig.ready` of their room."""
    READERS[model] = reader


def refresh(at: datetime) -> None:
    """Read the pages whose text is new, and forget what is not public. Job of `tick`.

    Two queries where nothing is new.
    """
    forget()
    for page in stale()[:AT_ONCE]:
        read(page, at=at)


def reread(at: datetime) -> None:
    """Read again what was read more than a day ago. Job of `tick`.

    For what no revision tells: an official with another name, a reader of a new
    release. What is held stays findable meanwhile.
    """
    old = Text.objects.filter(read_at__lt=at - A_DAY).order_by("read_at")
    for row in old.select_related("page")[:AGAIN_AT_ONCE]:
        read(row.page, at=at)


def forget() -> None:
    """Take the words of pages out that are not public any more. One query."""
    public = listed(Page.objects.filter(pk=OuterRef("page_id")))
    Text.objects.filter(~Exists(public)).delete()


def stale() -> Any:
    """Return the public pages whose words are not those of the published revision."""
    kinds = ContentType.objects.get_for_models(*READERS).values()
    held = Text.objects.filter(
        page_id=OuterRef("pk"), revision=OuterRef("live_revision_id")
    )
    public = listed(Page.objects.filter(content_type__in=list(kinds)))
    known = public.exclude(live_revision=None).filter(~Exists(held))
    return known.order_by(F("first_published_at").desc(nulls_last=True), "pk")


def is_behind() -> bool:
    """Return whether a public page is not read yet, so not found either. One query."""
    return bool(stale().order_by().exists())


def read(page: Page, *, at: datetime) -> None:
    """Keep the words of one page as they are now. Some queries for what it shows."""
    whole = page.specific
    found = READERS[type(whole)](whole)
    Text.objects.update_or_create(
        page=page,
        defaults={
            "revision": whole.live_revision_id,
            "language": whole.locale.language_code,
            "kind": found.kind,
            "at": found.at,
            "title": clean(whole.title),
            "words": clean(found.words)[:LONGEST],
            "read_at": at,
        },
    )


def clean(text: str) -> str:
    """Return words in one line, without our own marks and what no database takes."""
    return " ".join(text.translate(OTHERWISE).split())
