"""News: what an officer writes and, once a second person approved it, people read."""

from typing import Any, ClassVar

from django.conf import settings
from django.core.paginator import Paginator
from django.db import models
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail import blocks
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.models import Orderable, Page, PageManager
from wagtail.query import PageQuerySet
from wagtail.search import index

from sasando.accounts.models import Unit
from sasando.core.models import BasePage
from sasando.newsroom.fields import BodyField

TEXT = ["bold", "italic", "link", "ol", "ul", "document-link"]
TITLE_LONGEST = 160


class BodyBlock(blocks.StreamBlock):
    heading = blocks.CharBlock(
        label=_("Heading"), icon="title", template="newsroom/blocks/heading.html"
    )
    paragraph = blocks.RichTextBlock(label=_("Text"), icon="pilcrow", features=TEXT)
    quote = blocks.StructBlock(
        [
            ("words", blocks.TextBlock(label=_("Words"))),
            ("speaker", blocks.CharBlock(label=_("Who said it"))),
        ],
        label=_("Quote"),
        icon="openquote",
        template="newsroom/blocks/quote.html",
    )


class NewsQuerySet(PageQuerySet):
    def newest(self) -> "NewsQuerySet":
        """Return live items as lists show them, newest first. One query, no body."""
        return (
            self.filter(live=True)
            .select_related("picture", "unit")
            .prefetch_related("picture__renditions")
            .defer("body")
            .order_by("-first_published_at", "-pk")
        )


class NewsIndexPage(RoutablePageMixin, BasePage):
    """The section that lists news, newest first, paged by path."""

    PER_PAGE = 20

    intro = models.TextField(_("introduction"), blank=True)

    content_panels: ClassVar = [*Page.content_panels, FieldPanel("intro")]
    subpage_types: ClassVar = ["newsroom.NewsPage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("news section")
        verbose_name_plural = _("news sections")

    def items(self) -> NewsQuerySet:
        """Return the live items of this section, newest first."""
        return NewsPage.listed.filter(path__startswith=self.path).newest()

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


class NewsForm(WagtailAdminPageForm):
    """Asks beside the field, once a text is sent for approval, for what it lacks."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "unit" in self.fields and self.for_user is not None:
            self.fields["unit"].queryset = self.units()

    def units(self) -> Any:
        """Return the units that exist today and that this person writes for."""
        today, ask = timezone.localdate(), self.for_user.has_perm
        mine = [
            unit.pk
            for unit in Unit.objects.valid(today).select_related("parent__parent")
            if ask("core.ask_approval", unit)
        ]
        return Unit.objects.filter(Q(pk__in=mine) | Q(pk=self.instance.unit_id))

    def clean(self) -> Any:
        facts = super().clean()
        if len(facts.get("title", "")) > TITLE_LONGEST:
            self.add_error("title", gettext("Shorten the title to 160 characters."))
        if self.is_deferred_validation:
            return facts
        if facts.get("picture") and not facts.get("picture_alt", "").strip():
            self.add_error("picture_alt", gettext("Say what the picture shows."))
        return facts


class NewsPage(BasePage):
    """One news item."""

    summary = models.TextField(
        _("summary"),
        max_length=400,
        help_text=_("One or two sentences: what happened, where, who it concerns."),
    )
    body = BodyField(BodyBlock(), verbose_name=_("text"))
    picture = models.ForeignKey(
        "files.Picture",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("picture"),
    )
    picture_alt = models.CharField(
        _("what the picture shows"),
        max_length=250,
        blank=True,
        help_text=_("For people who cannot see it. Say who does what, and where."),
    )
    unit = models.ForeignKey(
        "accounts.Unit",
        on_delete=models.PROTECT,
        null=True,
        related_name="news",
        verbose_name=_("work unit"),
    )

    base_form_class = NewsForm
    approval_template = "newsroom/item.html"

    listed = PageManager.from_queryset(NewsQuerySet)()

    content_panels: ClassVar = [
        *Page.content_panels,
        FieldPanel("summary"),
        MultiFieldPanel(
            [FieldPanel("picture"), FieldPanel("picture_alt")], heading=_("Picture")
        ),
        FieldPanel("body"),
        FieldPanel("unit"),
        InlinePanel("authors", heading=_("Authors"), label=_("Author"), min_num=1),
    ]
    settings_panels: ClassVar = [
        FieldPanel("embargo_until"),
        *Page.settings_panels,
    ]
    search_fields: ClassVar = [*Page.search_fields, index.SearchField("summary")]
    parent_page_types: ClassVar = ["newsroom.NewsIndexPage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("news item")
        verbose_name_plural = _("news items")

    def lacks(self) -> list[str]:
        """Return what is missing before a second person can approve it."""
        wanted = {
            gettext("Write a summary."): bool(self.summary.strip()),
            gettext("Write the text."): len(self.body) > 0,
            gettext("Name the work unit."): self.unit_id is not None,
            gettext("Name at least one author."): self.authors.exists(),
            gettext("Say what the picture shows."): not self.picture_id
            or bool(self.picture_alt.strip()),
            gettext("Shorten the title to 160 characters."): len(self.title)
            <= TITLE_LONGEST,
        }
        return [sentence for sentence, there in wanted.items() if not there]

    def named_authors(self) -> set[int]:
        return {author.user_id for author in self.authors.all() if author.user_id}

    def shown_files(self) -> list[Any]:
        return [self.picture] if self.picture else []

    def writers(self) -> list[str]:
        """Return the names shown under the title. One query."""
        return [str(author) for author in self.authors.select_related("user")]

    def get_context(self, request: HttpRequest, *args: Any, **kw: Any) -> Any:
        context = super().get_context(request, *args, **kw)
        return context | {"writers": self.writers(), "section": self.get_parent()}


class Author(Orderable):
    """One name under a news item, with what this person did."""

    class Part(models.TextChoices):
        TEXT = "text", _("Text")
        PHOTO = "photo", _("Photographs")
        EDITING = "editing", _("Editing")

    page = ParentalKey(NewsPage, on_delete=models.CASCADE, related_name="authors")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("person"),
    )
    name = models.CharField(_("name, if not of the office"), max_length=150, blank=True)
    part = models.CharField(_("part"), max_length=10, choices=Part, default=Part.TEXT)

    panels: ClassVar = [FieldPanel("user"), FieldPanel("name"), FieldPanel("part")]

    class Meta(Orderable.Meta):
        verbose_name = _("author")
        verbose_name_plural = _("authors")

    def __str__(self) -> str:
        return self.name or str(self.user or "")
