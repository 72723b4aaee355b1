"""The sections in which stories are listed: narrowed and paged by their address."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, re_path
from wagtail.models import Page

from sasando.core.addresses import address_of
from sasando.core.models import BasePage
from sasando.newsroom import filters, leaves
from sasando.newsroom.kinds import PublicationPage


class SectionPage(RoutablePageMixin, BasePage):
    # The forms in which its stories come, by the word of the address.
    forms: ClassVar[dict[str, Any]] = {}

    intro = models.TextField(_("introduction"), blank=True)

    content_panels: ClassVar = [*Page.content_panels, FieldPanel("intro")]
    template = "newsroom/section_page.html"
    parent_page_types: ClassVar = ["website.HomePage"]
    max_count_per_parent = 1

    class Meta:
        abstract = True

    @re_path(filters.PATTERN, name="list")
    def show(self, request: HttpRequest, **named: str | None) -> HttpResponse:
        """Show the newest stories, or one leaf of the archive; all, or some of them."""
        chosen = filters.read(named, self.path, forms=self.forms)
        facts: dict[str, Any] = {"chosen": chosen}
        if number := named.get("number"):
            facts["leaf"] = leaves.archive(chosen.lot(self.path), int(number))
        else:
            facts |= self.newest(chosen)
        facts["base"] = address_of(self.url_path)[0]
        facts["here"] = facts["base"] + chosen.path
        end = chosen.path + facts["leaf"].path
        if not request.path.endswith(f"/{end}"):
            # Said with the words of the other language.
            return redirect(facts["base"] + end, permanent=True)
        return self.render(request, context_overrides=facts)

    def newest(self, chosen: filters.Filter) -> dict[str, Any]:
        """Return the first page: leaf, total, and what narrows it. Five queries."""
        lot = chosen.lot(self.path)
        years = lot.years()
        total = years.get(chosen.year, 0) if chosen.year else sum(years.values())
        groups = filters.groups(self.path, chosen, years=years, forms=self.forms)
        leaf = leaves.newest(lot, total=total)
        return {"leaf": leaf, "total": total, "groups": groups}


class NewsIndexPage(SectionPage):
    """The section of news."""

    subpage_types: ClassVar = ["newsroom.NewsPage"]
    template = SectionPage.template

    class Meta:
        verbose_name = _("news section")
        verbose_name_plural = _("news sections")


class ReleaseIndexPage(SectionPage):
    """The section of press releases."""

    subpage_types: ClassVar = ["newsroom.ReleasePage"]
    template = SectionPage.template

    class Meta:
        verbose_name = _("section of press releases")
        verbose_name_plural = _("sections of press releases")


class PublicationIndexPage(SectionPage):
    """The section of publications."""

    forms: ClassVar = dict(PublicationPage.Form.choices)
    subpage_types: ClassVar = ["newsroom.PublicationPage"]
    template = SectionPage.template

    class Meta:
        verbose_name = _("section of publications")
        verbose_name_plural = _("sections of publications")
