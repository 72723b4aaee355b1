"""Ideas: what the newsroom might write about, with or without a date.

A date on an idea is a wish: nothing goes out by it.
"""

from datetime import date, datetime
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Locale

from sasando.core.models import Entry
from sasando.core.refusals import refuse_odd_years
from sasando.core.workflow import NotAllowed, move, verb
from sasando.newsroom.kinds import NewsPage, PublicationPage, ReleasePage
from sasando.newsroom.sections import (
    NewsIndexPage,
    PublicationIndexPage,
    ReleaseIndexPage,
)
from sasando.newsroom.stories import Author, Story

Forms = PublicationPage.Form
KINDS: dict[str, tuple[Any, Any, Any]] = {
    "news": (gettext_lazy("News item"), NewsPage, NewsIndexPage),
    "release": (gettext_lazy("Press release"), ReleasePage, ReleaseIndexPage),
    "publication": (
        gettext_lazy("Publication"),
        PublicationPage,
        PublicationIndexPage,
    ),
}


class IdeaQuerySet(models.QuerySet["Idea"]):
    def undated(self) -> "IdeaQuerySet":
        """Return the open ideas that have no date."""
        return self.filter(status=Idea.Status.OPEN, wished_on=None)

    def planned(self, start: date, end: date) -> "IdeaQuerySet":
        """Return the ideas wished for these days whose story has not gone out."""
        inside = self.filter(wished_on__range=(start, end))
        return inside.exclude(status=Idea.Status.DROPPED).exclude(story__live=True)


class Idea(models.Model):
    """Something to write about, until it is a draft or dropped."""

    class Status(models.TextChoices):
        OPEN = "open", gettext_lazy("Idea")
        DRAFTED = "drafted", gettext_lazy("Draft")
        DROPPED = "dropped", gettext_lazy("Dropped")

    MOVES: ClassVar[dict[str, tuple[str, ...]]] = {
        "open": ("drafted", "dropped"),
        # Anew, when its draft was deleted.
        "drafted": ("drafted", "dropped"),
    }

    title = models.CharField(gettext_lazy("title"), max_length=160)
    note = models.TextField(gettext_lazy("note"), blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="ideas",
        verbose_name=gettext_lazy("whose idea"),
    )
    unit = models.ForeignKey(
        "accounts.Unit",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="ideas",
        verbose_name=gettext_lazy("work unit"),
    )
    wished_on = models.DateField(
        gettext_lazy("wished for"), null=True, blank=True, db_index=True
    )
    status = models.CharField(
        gettext_lazy("status"), max_length=10, choices=Status, default=Status.OPEN
    )
    story = models.ForeignKey(
        Story,
        on_delete=models.SET_NULL,
        null=True,
        related_name="ideas",
        verbose_name=gettext_lazy("story"),
    )
    made_at = models.DateTimeField(gettext_lazy("made at"))

    objects = IdeaQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("idea")
        verbose_name_plural = gettext_lazy("ideas")
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return self.title


@verb("newsroom.add_idea")
def add_idea(
    unit: Any, *, by: Any, at: datetime, title: str, note: str, wished_on: date | None
) -> Idea:
    """Keep an idea for this unit, or for none in particular; return it.

    Raises NotAllowed without a title, or for a day that has passed.
    """
    if not title.strip():
        raise NotAllowed(_("Give the idea a title."))
    refuse_past_day(wished_on, at=at)
    if unit is None and must_name_unit(by):
        raise NotAllowed(_("Name the work unit."))
    facts = {"title": title.strip(), "note": note, "wished_on": wished_on}
    idea = Idea.objects.create(owner=by, unit=unit, made_at=at, **facts)
    data = {"title": idea.title, "to": wished_on and wished_on.isoformat()}
    Entry.write(idea, "idea.added", by=by, at=at, data=data)
    return idea


def must_name_unit(user: Any) -> bool:
    """Return whether this person has ideas for some units only."""
    return not user.has_perm("newsroom.add_idea", Idea())


def refuse_past_day(day: date | None, *, at: datetime) -> None:
    refuse_odd_years(day)
    if day is not None and day < timezone.localdate(at):
        raise NotAllowed(_("This day has passed. Choose a later one."))


@verb("newsroom.plan_idea")
def plan_idea(idea: Idea, *, by: Any, at: datetime, wished_on: date | None) -> None:
    """Wish the idea for another day, or for none.

    Raises NotAllowed for a day that has passed, or when the idea was dropped.
    """
    refuse_past_day(wished_on, at=at)
    there = Idea.objects.filter(pk=idea.pk).exclude(status=Idea.Status.DROPPED)
    if not there.update(title=F("title")):
        raise NotAllowed(_("This idea was dropped."))
    idea.refresh_from_db()
    data = {"from": idea.wished_on and idea.wished_on.isoformat()}
    data["to"] = wished_on and wished_on.isoformat()
    idea.wished_on = wished_on
    idea.save(update_fields=["wished_on"])
    Entry.write(idea, "idea.planned", by=by, at=at, data=data)


@verb("newsroom.draft_idea")
def draft_idea(idea: Idea, *, by: Any, at: datetime, kind: str) -> Story:
    """Begin the draft of this idea, written by `by`; return the page.

    Raises NotAllowed when somebody began it, or when the site lacks its section.
    """
    _label, model, index = KINDS.get(kind, (None, None, None))
    section = index and index.objects.filter(locale=Locale.get_default()).first()
    if section is None:
        raise NotAllowed(_("There is no section for this kind of story."))
    facts = {"kind": kind}
    move(idea, Idea.Status.DRAFTED, by=by, at=at, action="idea.drafted", facts=facts)
    idea.refresh_from_db(fields=["story"])
    if idea.story_id:
        raise NotAllowed(_("Somebody has begun this draft already."))
    # The note is for colleagues: what readers see is written by hand.
    story: Story = model(title=idea.title, unit=idea.unit, owner=by, live=False)
    if isinstance(story, PublicationPage):
        story.form = Forms.INFOGRAPHIC
    section.add_child(instance=story)
    story.authors = [Author(user=by)]
    # What is missing yet is asked for when it is sent for approval.
    story.save_revision(user=by, log_action=True, clean=False)
    idea.story = story
    idea.save(update_fields=["story"])
    return story


@verb("newsroom.drop_idea")
def drop_idea(idea: Idea, *, by: Any, at: datetime, reason: str) -> None:
    """Give the idea up; its draft stays. Raises NotAllowed without a reason."""
    if not reason.strip():
        raise NotAllowed(_("Say why this idea is dropped."))
    move(idea, Idea.Status.DROPPED, by=by, at=at, action="idea.dropped", note=reason)


def end_of(idea: Idea) -> Entry | None:
    """Return who dropped this idea, when and why; None for one that is not. One query.

    It stands in the log alone.
    """
    if idea.status != Idea.Status.DROPPED:
        return None
    found: Entry | None = (
        Entry.objects.for_instance(idea).filter(action="idea.dropped").first()
    )
    return found
