"""A standard page: what an office says about itself, for as long as it holds."""

from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.models import Orderable, Page
from wagtail.search import index

from sasando.core.models import BasePage, Reviewed, listed
from sasando.core.shareable import Shareable, link_to, once
from sasando.files.models import Picture
from sasando.files.rights import faults
from sasando.newsroom import office
from sasando.newsroom.blocks import BodyBlock
from sasando.newsroom.body import files_in, lacks_of
from sasando.newsroom.fields import BodyField
from sasando.newsroom.forms import StoryForm, lacks_of_frame
from sasando.newsroom.sharing import pictures_in


class StandardPage(Reviewed, BasePage):
    """A page such as “About us”: it has no date, but a day on which it is reviewed."""

    intro = models.TextField(
        _("introduction"),
        max_length=400,
        blank=True,
        help_text=_("One or two sentences: what readers find on this page."),
    )
    body = BodyField(BodyBlock(), verbose_name=_("text"))
    unit = models.ForeignKey(
        "accounts.Unit",
        on_delete=models.PROTECT,
        null=True,
        related_name="standard_pages",
        verbose_name=_("work unit"),
        help_text=_("The unit that answers for this page."),
    )

    base_form_class = StoryForm
    approval_template = "website/standard_text.html"
    parent_page_types: ClassVar = ["website.HomePage", "website.StandardPage"]
    subpage_types: ClassVar = ["website.StandardPage"]
    content_panels: ClassVar = [
        *Page.content_panels,
        FieldPanel("intro"),
        FieldPanel("body"),
        FieldPanel("unit"),
        InlinePanel("officials", heading=_("Officials"), label=_("Official")),
    ]
    settings_panels: ClassVar = [
        FieldPanel("embargo_until"),
        *Page.settings_panels,
    ]
    search_fields: ClassVar = [*Page.search_fields, index.SearchField("intro")]

    class Meta:
        verbose_name = _("standard page")
        verbose_name_plural = _("standard pages")

    def lacks(self) -> list[str]:
        """Return what is missing before a second person can approve it."""
        lacking = lacks_of_frame(self) + lacks_of(self.body, title=self.title)
        pictures = [file for file in self.shown_files() if isinstance(file, Picture)]
        return lacking + faults(pictures, on=timezone.localdate())

    def shown_files(self) -> list[Any]:
        return files_in(self.body)

    def shareable(self, *, on: date) -> Shareable:
        """Return what channels may say of it."""
        return Shareable(
            title=self.title,
            text="\n\n".join(filter(None, (self.title, self.intro.strip()))),
            link=link_to(self),
            language=self.locale.language_code,
            unit=self.unit_id,
            pictures=once(pictures_in(self.body, on=on)),
        )

    def named(self) -> Any:
        """Return the officials in the order of the page, each with the person."""
        return self.officials.select_related("user")

    def review_months(self) -> int:
        """Return what the office has chosen. One query."""
        return office.review_months(self)

    def get_context(self, request: HttpRequest, *args: Any, **kw: Any) -> Any:
        context = super().get_context(request, *args, **kw)
        above = StandardPage.objects.ancestor_of(self).live()
        below = listed(StandardPage.objects.child_of(self)).defer("body")
        return context | {"above": above, "below": below}


class Official(Orderable):
    """One person whom a standard page names with the office they hold."""

    page = ParentalKey(StandardPage, on_delete=models.CASCADE, related_name="officials")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("person"),
    )
    position = models.CharField(
        _("position"),
        max_length=150,
        help_text=_("As readers know it, for example: Head of the agency."),
    )

    panels: ClassVar = [FieldPanel("user"), FieldPanel("position")]

    class Meta(Orderable.Meta):
        verbose_name = _("official")
        verbose_name_plural = _("officials")

    def __str__(self) -> str:
        return self.position
