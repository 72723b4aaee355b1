"""A story: what news, releases and publications have in common."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Exists
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import Tag, TaggedItemBase
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.log_actions import get_active_log_context
from wagtail.models import Orderable, Page, PageManager
from wagtail.query import PageQuerySet
from wagtail.search import index

from sasando.core.cited import gone_out
from sasando.core.lacking import Lack, unmet
from sasando.core.models import Approval, BasePage, listed
from sasando.core.prepared import prepared
from sasando.core.shareable import Shareable
from sasando.files.alt import alt_fault
from sasando.files.models import Picture
from sasando.files.rights import faults, taken_back
from sasando.newsroom import asking, replies, replying, sharing, translations
from sasando.newsroom.address_words import ENGLISH, VERSION, word
from sasando.newsroom.blocks import BodyBlock
from sasando.newsroom.body import files_in, lacks_of
from sasando.newsroom.coverage import close_after
from sasando.newsroom.fields import BodyField
from sasando.newsroom.forms import StoryForm, lacks_of_frame
from sasando.newsroom.history import History, history_of
from sasando.newsroom.panels import OncePublished
from sasando.newsroom.replies import Reply


class StoryQuerySet(PageQuerySet):
    def out(self) -> "StoryQuerySet":
        """Return the stories that lists may show."""
        return listed(self)

    def in_order(self) -> "StoryQuerySet":
        """Return stories from the oldest on: a new one changes no place of another."""
        return self.order_by("first_published_at", "pk")

    def as_shown(self) -> "StoryQuerySet":
        """Return stories with what lists show of each. One query, no body."""
        return self.select_related("picture", "unit").defer("body")

    def oldest(self) -> "StoryQuerySet":
        return self.in_order().as_shown()

    def newest(self) -> "StoryQuerySet":
        return self.as_shown().order_by("-first_published_at", "-pk")


class StoryTag(TaggedItemBase):
    """One word under which a story is found."""

    content_object = ParentalKey(
        "newsroom.Story", on_delete=models.CASCADE, related_name="tagged"
    )


class Story(RoutablePageMixin, BasePage):
    """Something an office tells the public, with a text that a second person allows."""

    class Change(models.TextChoices):
        SMALL = "small", _("Small correction: a slip of the pen, no alert")
        REAL = "real", _("Real change: readers are told what changed")

    # A record is corrected in the open or not at all: no small corrections.
    is_record: ClassVar[bool] = False
    row_facts: ClassVar = BasePage.row_facts | {"changed_at"}
    read_in_text: ClassVar = BasePage.read_in_text | {
        *("summary", "body", "picture", "unit", "authors")
    }

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
        related_name="stories",
        verbose_name=_("work unit"),
    )
    tags = ClusterTaggableManager(through=StoryTag, blank=True, verbose_name=_("tags"))
    change = models.CharField(
        _("kind of change"), max_length=5, choices=Change, blank=True
    )
    change_note = models.CharField(
        _("what changed"),
        max_length=250,
        blank=True,
        help_text=_("Shown to readers with the date, for example: Date corrected."),
    )
    changed_at = models.DateTimeField(
        _("last real change"), null=True, editable=False, db_index=True
    )

    # What a copy says anew: its own changes, not those of its model.
    exclude_fields_in_copy: ClassVar = ["change", "change_note", "changed_at"]
    base_form_class = StoryForm
    template = "newsroom/story_page.html"
    approval_template = "newsroom/item.html"
    is_creatable = False

    listed = PageManager.from_queryset(StoryQuerySet)()

    content_panels: ClassVar = [
        *Page.content_panels,
        OncePublished(
            [FieldPanel("change"), FieldPanel("change_note")],
            heading=_("What is new?"),
        ),
        FieldPanel("summary"),
        MultiFieldPanel(
            [FieldPanel("picture"), FieldPanel("picture_alt")], heading=_("Picture")
        ),
        FieldPanel("body"),
        FieldPanel("unit"),
        InlinePanel("authors", heading=_("Authors"), label=_("Author"), min_num=1),
        FieldPanel("tags"),
    ]
    settings_panels: ClassVar = [
        FieldPanel("embargo_until"),
        *Page.settings_panels,
    ]
    search_fields: ClassVar = [*Page.search_fields, index.SearchField("summary")]
    subpage_types: ClassVar[list[str]] = []
    # Of some kinds alone. A template asks each for them, and what a page does not have
    # costs it a list of all that it has: a millisecond.
    form: Any = ""
    signatory: Any = None
    contact: Any = ""

    class Meta:
        verbose_name = _("story")
        verbose_name_plural = _("stories")

    def lacks(self) -> list[str]:
        """Return what is missing before a second person can approve it."""
        summary = Lack(gettext("Write a summary."), field="summary")
        lacking = unmet({summary: bool(self.summary.strip())})
        lacking += lacks_of_frame(self)
        named = Lack(gettext("Name at least one author."), field="authors")
        lacking += unmet({named: self.authors.exists()})
        if fault := self.picture_fault():
            lacking.append(Lack(fault, field="picture_alt"))
        lacking += lacks_of(self.body, title=self.title)
        lacking += faults(self.shown_pictures(), on=timezone.localdate())
        return lacking + self.lacks_of_change()

    def picture_fault(self) -> str:
        """Return what is wrong with the words for the picture above the text, or ""."""
        if self.picture is None:
            return ""
        caption = self.picture.caption
        return alt_fault(self.picture_alt, caption=caption, title=self.title)

    def lacks_of_change(self) -> list[str]:
        """Return what a text that is out already still has to say of its change."""
        if self.first_published_at is None:
            return []
        if not self.change:
            why = gettext("Choose: a small correction, or a real change.")
            return [Lack(why, field="change")]
        if self.change == self.Change.SMALL and self.is_record:
            why = gettext("This text is a record: mark its change as real.")
            return [Lack(why, field="change")]
        if self.change == self.Change.REAL and not self.change_note.strip():
            why = gettext("Write for readers what changed.")
            return [Lack(why, field="change_note")]
        return []

    def picture_was_replaced(self, new: Picture) -> None:
        """Say for readers what changed, where the text is out already."""
        if self.first_published_at is not None:
            note = gettext("A picture was replaced.")
            # What somebody wrote of another change is told with it.
            told = f"{self.change_note} {note}".strip()
            self.change = self.Change.REAL
            fits = len(told) <= 250 and note not in self.change_note
            self.change_note = told if fits else self.change_note or note

    def unit_was_succeeded(self, new: Any) -> None:
        """Say for readers what changed."""
        self.change = self.Change.REAL
        words = {"unit": new.name}
        self.change_note = gettext("The work unit is now %(unit)s.")[:250] % words

    def goes_out(self, *, at: datetime) -> None:
        """Date the change, unless it is only a slip of the pen that is mended."""
        if self.changed_at is None or self.change != self.Change.SMALL:
            self.changed_at = at
        by = get_active_log_context().user
        replying.went_out(self, by=by, at=at)
        translations.went_out(self, at=at)

    def was_redacted(self, *, at: datetime) -> None:
        """Blank what sources were shown of this page, and what they said of it."""
        asking.text_was_redacted(self, at=at)

    def was_approved(self, approval: Approval) -> None:
        """Close the coverage that this text came of: nothing more is to be written."""
        by, at = approval.approved_by, approval.approved_at
        close_after(self.pk, by=by, at=at)

    @property
    def kind(self) -> str:
        """Return the name of this kind of story, in the language of the reader."""
        return str(self._meta.verbose_name)

    def named_authors(self) -> set[int]:
        return {author.user_id for author in self.authors.all() if author.user_id}

    def shown_files(self) -> list[Any]:
        return [*filter(None, [self.picture]), *files_in(self.body)]

    def shown_pictures(self) -> list[Picture]:
        return [file for file in self.shown_files() if isinstance(file, Picture)]

    def shareable(self, *, on: date) -> Shareable:
        """Return what channels may say of it."""
        return sharing.of_story(self, on=on)

    def hinders(self, *, at: datetime) -> str:
        """Return which right or consent has ended since the approval, or ""."""
        wrong = faults(self.shown_pictures(), on=timezone.localdate(at))
        return wrong[0] if wrong else ""

    def writers(self) -> list[str]:
        """Return the names shown under the title. One query."""
        return names_of(self.authors.select_related("user"))

    @path("")
    def text(self, request: HttpRequest) -> HttpResponse:
        """Show the story itself."""
        return self.render(request)

    def get_context(self, request: HttpRequest, *args: Any, **kw: Any) -> Any:
        """Return what the template gets. Four queries."""
        context = super().get_context(request, *args, **kw)
        history = self.history()
        # What is revoked stands in no list: it may have been the last of its topic.
        topics = () if context["ending"] else self.topics()
        facts = {"writers": self.credits(), "topics": topics}
        facts |= {"history": history, "changes": history.changes}
        facts["links"] = replies.links(self) if history.is_answered else None
        return context | facts

    def credits(self) -> list[str]:
        """Return the names under the title; bring unit and picture along. One query."""
        mine = self.authors.all()
        # An editor's preview has them in memory.
        rows = list(with_beside(self.pk) if isinstance(mine, models.QuerySet) else mine)
        row = rows[0].page if rows else self
        if (row.pk, row.unit_id, row.picture_id) == (
            self.pk,
            self.unit_id,
            self.picture_id,
        ):
            self.unit, self.picture = row.unit, row.picture
        return names_of(rows)

    def topics(self) -> Any:
        """Return slug and name of each topic. One query."""
        return topics_of(self.pk)

    def versions(self) -> Any:
        """Return the approvals that went out, oldest first: each is one version."""
        return gone_out(self.pk)

    def history(self) -> History:
        """Return what became of this text since it first went out. One query.

        Of a redacted version only the date is known, so it counts as a real change.
        """
        return history_of(out_and_answered(self.pk))

    @path(f"{ENGLISH[VERSION]}/<int:number>/", name="version_in_english")
    @path(f"{VERSION}/<int:number>/", name="version")
    def version(self, request: HttpRequest, number: int) -> HttpResponse:
        """Show one published version as it was, with a line that says which it is."""
        versions = list(self.versions())
        if not 1 <= number <= len(versions):
            raise Http404
        here = f"{word(VERSION)}/{number}/"
        if not request.path.endswith(f"/{here}"):
            return redirect(f"{self.get_url(request)}{here}", permanent=True)
        approval = versions[number - 1]
        facts = {"approval": approval, "number": number}
        facts |= {"page": self, "is_newest": number == len(versions)}
        if not approval.redacted_at:
            item = approval.revision.as_object()
            facts |= {"item": item, "writers": item.writers()}
            facts["hidden"] = taken_back(item.shown_pictures())
        template = "newsroom/story_version.html"
        return self.render(request, template=template, context_overrides=facts)


class Author(Orderable):
    """One name under a story, with what this person did."""

    class Part(models.TextChoices):
        TEXT = "text", _("Text")
        PHOTO = "photo", _("Photographs")
        EDITING = "editing", _("Editing")

    page = ParentalKey(Story, on_delete=models.CASCADE, related_name="authors")
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


@prepared
def with_beside(page: int) -> models.QuerySet[Author]:
    """Return the authors of a page, with its unit and picture.

    Of the page itself, which is here already, no text is loaded twice.
    """
    mine = Author.objects.select_related("user", "page__unit", "page__picture")
    names = ("name", "user__name", "user__email")
    found = mine.only(*names, "page__id", "page__unit", "page__picture")
    return found.filter(page_id=page)


@prepared
def topics_of(page: int) -> models.QuerySet[Tag, Any]:
    mine = Tag.objects.filter(newsroom_storytag_items__content_object=page)
    return mine.order_by("name").values_list("slug", "name")


@prepared
def out_and_answered(page: int) -> models.QuerySet[Approval, Any]:
    """Return the versions of a page, and whether somebody answered to it publicly."""
    answered = Exists(Reply.objects.published(page))
    facts = ("published_at", "digest", "content__change", "content__change_note")
    return gone_out(page).annotate(answered=answered).values(*facts, "answered")


def names_of(authors: Iterable[Author]) -> list[str]:
    """Return each name once, also of who both wrote and took the pictures.

    A row that the editor has not filled yet is nobody.
    """
    return list(dict.fromkeys(filter(None, map(str, authors))))
