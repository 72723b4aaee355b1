"""Feeds of what is new: RSS, Atom and JSON Feed, for home and for each section.

Their order and their dates follow real changes alone: a slip of the pen that is mended
moves nothing, and what was revoked or withdrawn is in none of them.
"""

import json
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import F
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import feedgenerator
from django.utils.translation import get_language
from django.views.decorators.http import require_safe
from wagtail.models import Page

from sasando.core.addresses import address_of, whole
from sasando.core.models import listed
from sasando.newsroom.models import Story
from sasando.newsroom.sections import SectionPage
from sasando.website.finding import Step, home_of
from sasando.website.models import office_of

MOST = 30


class Clockless(feedgenerator.SyndicationFeed):
    """A feed whose date is that of its newest item, never that of its reading."""

    content_type: str

    def latest_post_date(self) -> datetime:
        """Return the last real change, or when the list itself went out."""
        dates = [item["updateddate"] for item in self.items]
        return max(dates, default=self.feed["since"])


class Rss(Clockless, feedgenerator.Rss201rev2Feed):
    content_type = "application/rss+xml; charset=utf-8"


class Atom(Clockless, feedgenerator.Atom1Feed):
    content_type = "application/atom+xml; charset=utf-8"


class Json(Clockless):
    """JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""

    content_type = "application/feed+json; charset=utf-8"

    def write(self, outfile: Any, encoding: str) -> None:
        """Write the feed as UTF-8."""
        facts = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": self.feed["title"],
            "home_page_url": self.feed["link"],
            "feed_url": self.feed["feed_url"],
            "description": self.feed["description"],
            "language": self.feed["language"],
            "items": [self.as_json(item) for item in self.items],
        }
        outfile.write(json.dumps(facts, ensure_ascii=False, indent=1).encode(encoding))

    def as_json(self, item: dict[str, Any]) -> dict[str, Any]:
        """Return one item; it is read in full at its own address."""
        return {
            "id": item["unique_id"],
            "url": item["link"],
            "title": item["title"],
            "content_text": item["description"],
            "date_published": item["pubdate"].isoformat(),
            "date_modified": item["updateddate"].isoformat(),
            "tags": list(item["categories"]),
        }


FORMS: dict[str, type[Clockless]] = {
    "rss.xml": Rss,
    "atom.xml": Atom,
    "feed.json": Json,
}


@require_safe
def feed(request: HttpRequest, form: str, section: str = "") -> HttpResponse:
    """Answer with the newest stories of a section, or of all. Six queries."""
    home = home_of(request)
    if home is None:
        raise Http404
    page = section_of(home, section) if section else Page.objects.get(pk=home.key)
    title = office_of(request).title()
    if section:
        title = f"{page.title} · {title}" if title else page.title
    link = whole(address_of(page.url_path)[0])
    made = FORMS[form](
        title=title or page.title,
        link=link,
        description=getattr(page, "intro", "") or title or page.title,
        language=get_language() or settings.LANGUAGE_CODE,
        feed_url=link + form,
        since=page.first_published_at or page.latest_revision_created_at,
    )
    for story in newest(page):
        made.add_item(**item(story))
    answer = HttpResponse(content_type=made.content_type)
    made.write(answer, "utf-8")
    return answer


def section_of(home: Step, slug: str) -> Page:
    """Return the section of this name. Raises Http404 where it is none. Two queries."""
    below = Page.objects.filter(path__startswith=home.path, depth=home.depth + 1)
    found = listed(below).filter(slug=slug).first()
    page = found and found.specific
    if not isinstance(page, SectionPage):
        raise Http404
    return page


def newest(page: Page) -> Any:
    """Return stories below a page by their last real change. Two queries."""
    stories: Any = Story.listed
    below = stories.filter(path__startswith=page.path).out().as_shown()
    moved = below.annotate(moved=Coalesce("changed_at", "first_published_at"))
    ordered = moved.order_by(F("moved").desc(), "-pk")
    return ordered.prefetch_related("tagged__tag")[:MOST]


def item(story: Any) -> dict[str, Any]:
    link = whole(address_of(story.url_path)[0])
    return {
        "title": story.title,
        "link": link,
        "description": story.summary,
        "unique_id": mark(story),
        "unique_id_is_permalink": False,
        "pubdate": story.first_published_at,
        "updateddate": story.moved,
        "author_name": story.unit.title() if story.unit else None,
        "categories": sorted(each.tag.name for each in story.tagged.all()),
    }


def mark(story: Any) -> str:
    """Return what a reader's program knows a story by, whatever its address becomes."""
    first = story.first_published_at.date().isoformat()
    return f"tag:{settings.PUBLIC.hostname},{first}:{story.pk}"
