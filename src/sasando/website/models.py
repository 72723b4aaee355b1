"""The home page, and what the whole site says about the office."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Page

from sasando.core.addresses import address_of
from sasando.core.models import BasePage, listed
from sasando.newsroom.models import Story
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
]


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
        newest = {
            kind: list(below.filter(**{f"{kind}__isnull": False}).newest()[:most])
            for kind, most in self.NEWEST.items()
        }
        counts = below.aggregate(**{kind: models.Count(kind) for kind in self.NEWEST})
        news = newest.pop("newspage")
        facts = {"lead": news[:1], "news": news[1:], "counts": counts}
        facts |= {"sections": self.sections(), "has_search": True}
        return context | newest | facts

    def sections(self) -> dict[str, str]:
        """Return the addresses of the sections by what they are. One query."""
        rows = listed(Page.objects.child_of(self)).order_by("path")
        kinds = rows.values_list("content_type__model", "url_path")
        return {kind: address_of(url_path)[0] for kind, url_path in kinds}


@register_setting(icon="home")
class OfficeSettings(BaseSiteSetting):
    """Name and address of the office, shown on every page."""

    name = models.CharField(_("name of the office"), max_length=150, blank=True)
    body = models.CharField(_("public body it belongs to"), max_length=150, blank=True)
    address = models.CharField(_("address"), max_length=250, blank=True)
    hours = models.CharField(_("service hours"), max_length=150, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("telephone"), max_length=50, blank=True)
    is_example = models.BooleanField(_("mark every page as an example"), default=False)

    panels: ClassVar = [
        FieldPanel(name)
        for name in ("name", "body", "address", "hours", "email", "phone")
    ] + [FieldPanel("is_example")]

    class Meta:
        verbose_name = _("office")
        verbose_name_plural = _("offices")


def office_of(request: Any) -> OfficeSettings:
    """Return the office of this site. One query a request, which brings the site."""
    if not hasattr(request, "office"):
        found = OfficeSettings.objects.select_related("site")
        row = found.filter(site__is_default_site=True).first()
        if row is not None:
            # Wagtail asks for it whenever an address is written.
            request._wagtail_site = row.site
        request.office = row or OfficeSettings()
    kept: OfficeSettings = request.office
    return kept
