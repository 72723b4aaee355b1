"""The home page, and whatever else this room keeps."""

from typing import Any, ClassVar

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from sasando.core.addresses import address_of
from sasando.core.models import BasePage, listed
from sasando.newsroom.models import Story
from sasando.website.alerts import Alert
from sasando.website.office import OfficeSettings, office_of
from sasando.website.reads.rows import LogPlace, Missed, PageReads, Source
from sasando.website.standard import Official, StandardPage
from sasando.website.store.rows import (
    PageQuery,
    Query,
    QueryWord,
    RowTag,
    StoredPage,
    StoreState,
)

__all__ = [
    "Alert",
    "HomePage",
    "LogPlace",
    "Missed",
    "OfficeSettings",
    "Official",
    "PageQuery",
    "PageReads",
    "Query",
    "QueryWord",
    "RowTag",
    "Source",
    "StandardPage",
    "StoreState",
    "StoredPage",
    "office_of",
]


def key_of(room: str, kind: str) -> int:
    """Return the key of a kind of page. No query once it is known."""
    return ContentType.objects.get_by_natural_key(room, kind).pk


class HomePage(BasePage):
    """The first page: what can be asked of the office, and what is new."""

    # How many stories of each kind it shows.
    NEWEST: ClassVar = {"newspage": 6, "releasepage": 3, "publicationpage": 3}

    intro = models.TextField(_("introduction"), blank=True)

    content_panels: ClassVar = [*Page.content_panels, FieldPanel("intro")]
    parent_page_types: ClassVar = ["wagtailcore.Page"]
    # The installation makes one a language; no screen makes another.
    is_creatable = False

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    def get_context(self, request: HttpRequest, *args: Any, **kw: Any) -> Any:
        """Return what the template gets. Five queries."""
        context = super().get_context(request, *args, **kw)
        stories: Any = Story.listed
        below = stories.filter(path__startswith=self.path).out()
        keys = {kind: key_of("newsroom", kind) for kind in self.NEWEST}
        newest = {
            kind: list(below.filter(content_type=keys[kind]).newest()[:most])
            for kind, most in self.NEWEST.items()
        }
        many: Any = below.order_by().values_list("content_type")
        found = dict(many.annotate(models.Count("pk")))
        counts = {kind: found.get(key, 0) for kind, key in keys.items()}
        news = newest.pop("newspage")
        facts: dict[str, Any] = {"lead": news[:1], "news": news[1:], "counts": counts}
        facts |= {"sections": self.sections(), "has_search": True}
        return context | newest | facts

    def sections(self) -> dict[str, str]:
        """Return the addresses of the sections by what they are. One query."""
        rows = listed(Page.objects.child_of(self)).order_by("path")
        kinds = rows.values_list("content_type__model", "url_path")
        return {kind: address_of(url_path)[0] for kind, url_path in kinds}
