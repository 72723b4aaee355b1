"""The home page, and what the whole site says about the office."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Page

from sasando.core.models import BasePage, listed
from sasando.newsroom.models import NewsIndexPage, Story
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
    "OfficeSettings",
    "Official",
    "PageQuery",
    "Query",
    "QueryWord",
    "RowTag",
    "StandardPage",
    "StoreState",
    "StoredPage",
]


class HomePage(BasePage):
    """The first page: what the office does, and the newest news."""

    NEWEST = 7

    intro = models.TextField(_("introduction"), blank=True)

    content_panels: ClassVar = [*Page.content_panels, FieldPanel("intro")]
    parent_page_types: ClassVar = ["wagtailcore.Page"]
    # The installation makes one a language; no screen makes another.
    is_creatable = False

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    def get_context(self, request: HttpRequest, *args: Any, **kw: Any) -> Any:
        context = super().get_context(request, *args, **kw)
        stories: Any = Story.listed
        below = stories.filter(path__startswith=self.path)
        news = list(below.newest()[: self.NEWEST])
        section = listed(NewsIndexPage.objects.child_of(self)).first()
        return context | {"lead": news[:1], "news": news[1:], "section": section}


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
