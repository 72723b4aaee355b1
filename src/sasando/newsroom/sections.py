"""The sections in which stories are listed, newest first, paged by path."""

from typing import Any, ClassVar

from django.core.paginator import Paginator
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.models import Page

from sasando.core.models import BasePage
from sasando.newsroom.stories import Story, StoryQuerySet


class SectionPage(RoutablePageMixin, BasePage):
    PER_PAGE = 20

    intro = models.TextField(_("introduction"), blank=True)

    content_panels: ClassVar = [*Page.content_panels, FieldPanel("intro")]
    template = "newsroom/section_page.html"
    parent_page_types: ClassVar = ["website.HomePage"]
    max_count_per_parent = 1

    class Meta:
        abstract = True

    def items(self) -> StoryQuerySet:
        """Return the live stories of this section, newest first."""
        stories: Any = Story.listed
        return stories.filter(path__startswith=self.path).newest()

    @path("")
    def first(self, request: HttpRequest) -> HttpResponse:
        return self.show(request, 1)

    @path("hal/<int:number>/")
    def numbered(self, request: HttpRequest, number: int) -> HttpResponse:
        return self.show(request, number)

    def show(self, request: HttpRequest, number: int) -> HttpResponse:
        pages = Paginator(self.items(), self.PER_PAGE)
        if not 1 <= number <= pages.num_pages:
            raise Http404
        shown = pages.page(number)
        return self.render(request, context_overrides={"shown": shown})


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

    subpage_types: ClassVar = ["newsroom.PublicationPage"]
    template = SectionPage.template

    class Meta:
        verbose_name = _("section of publications")
        verbose_name_plural = _("sections of publications")
