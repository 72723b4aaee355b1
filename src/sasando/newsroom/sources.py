"""Somebody outside who is asked about one text, and what came back.

The text stands in the row as it was when it was asked about: drafts go on changing,
and revisions are rewritten in place. The verbs are in `asking`.
"""

import uuid
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from sasando.core.models import Approval
from sasando.core.today import MOST, Group, Line

# From here on the desk is told that the link may have been passed on.
OFTEN = 10
# An unanswered question that nobody closes leaves the desk after this time.
FORGOTTEN = timedelta(days=7)


class SourceQuestionQuerySet(models.QuerySet["SourceQuestion"]):
    def with_outcome(self) -> Self:
        """Add to each whether its page went out since, and its number of answers."""
        return self.annotate(
            went_out=models.Exists(out_since(models.OuterRef("page_id"))),
            answer_count=models.Count("answers", distinct=True),
        )

    def mine(self, user: Any) -> Self:
        """Return what this person asked, and what was asked about their texts."""
        return self.filter(models.Q(asked_by=user) | models.Q(page__owner=user))

    def by_token(self, token_hash: str) -> "SourceQuestion | None":
        """Return the question of this link, or None. One query."""
        found = self.with_outcome().select_related("page", "page__locale", "asked_by")
        return found.filter(token_hash=token_hash).first()


def out_since(page: Any) -> Any:
    """Return the approvals of a page that went out since the question was asked."""
    return Approval.objects.filter(
        page_id=page,
        act=Approval.PUBLISH,
        published_at__gte=models.OuterRef("asked_at"),
    )


class SourceQuestion(models.Model):
    """One text, one named person outside, one question, one link."""

    class Kind(models.TextChoices):
        UNIT = "unit", _("Work unit or office")
        EXPERT = "expert", _("Expert or source")
        JOURNALIST = "journalist", _("Journalist under embargo")

    page = models.ForeignKey(
        Page,
        on_delete=models.CASCADE,
        related_name="source_questions",
        verbose_name=_("page"),
    )
    revision = models.ForeignKey(
        "wagtailcore.Revision",
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("revision"),
    )
    content = models.JSONField(_("text that was asked about"))
    digest = models.CharField(_("hash of the text"), max_length=64)
    files = models.JSONField(_("files of the text"), default=list)
    name = models.CharField(_("name of the person"), max_length=150)
    email = models.EmailField(
        _("e-mail"),
        blank=True,
        help_text=_("If you fill this in, the link is mailed there at once."),
    )
    phone = models.CharField(
        _("telephone note"),
        max_length=150,
        blank=True,
        help_text=_("How you reach this person, for example: WhatsApp, after 14.00."),
    )
    kind = models.CharField(_("who it is"), max_length=10, choices=Kind)
    question = models.TextField(
        _("question"),
        max_length=1000,
        help_text=_("What should this person look at? They see these words."),
    )
    due_at = models.DateTimeField(
        _("answer by"), help_text=_("The link ends then, or when the text goes out.")
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("asked by"),
    )
    asked_at = models.DateTimeField(_("asked at"))
    # A form that is sent twice asks once.
    form_key = models.UUIDField(_("key of the form"), default=uuid.uuid4, unique=True)
    token_hash = models.CharField(_("hash of the link"), max_length=64, unique=True)
    mailed_at = models.DateTimeField(_("mailed at"), null=True)
    # The first page of the link: programs that look at mails open it too.
    knocks = models.PositiveIntegerField(_("visits to the first page"), default=0)
    openings = models.PositiveIntegerField(_("openings of the text"), default=0)
    opened_at = models.DateTimeField(_("last opened at"), null=True)
    taken = models.PositiveSmallIntegerField(_("answers taken"), default=0)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True)

    objects = SourceQuestionQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("question to a source")
        verbose_name_plural = _("questions to sources")
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def unit(self) -> Any:
        """Return the unit whose text it is, for the table of rights. Two queries."""
        return getattr(self.page.specific, "unit", None)

    @property
    def was_passed_on(self) -> bool:
        return self.openings >= OFTEN

    @property
    def embargo_until(self) -> datetime | None:
        """Return until when the kept text is under embargo, or None."""
        return parse_datetime(self.content.get("embargo_until") or "")

    def why_closed(self, *, at: datetime) -> str:
        """Return why this link opens nothing any more, or "". Of `with_outcome`."""
        if self.withdrawn_at:
            return gettext("The office has withdrawn this link.")
        if getattr(self, "went_out", False):
            return gettext("The text has been published. This link has ended.")
        if self.due_at <= at:
            return gettext("The time for an answer is over. This link has ended.")
        return ""

    def item(self) -> Any:
        """Return the text as it was asked about. Three queries."""
        item = self.page.specific.with_content_json(self.content)
        kept = {pk for kind, pk, _hash in self.files if kind == "picture"}
        if item.picture_id not in kept:
            item.picture = None
        return item


class SourceAnswer(models.Model):
    """What somebody with the link said of the text."""

    class Verdict(models.TextChoices):
        RIGHT = "right", _("I have read the text and confirm that it is right.")
        CHANGE = "change", _("Something should be changed or added.")

    question = models.ForeignKey(
        SourceQuestion,
        on_delete=models.CASCADE,
        related_name="answers",
        verbose_name=_("question"),
    )
    number = models.PositiveSmallIntegerField(_("number"))
    # What the person says of themselves; nobody has proved it.
    name = models.CharField(_("name"), max_length=150)
    is_other = models.BooleanField(_("from somebody else with this link"))
    verdict = models.CharField(_("verdict"), max_length=10, choices=Verdict)
    comment = models.TextField(_("comment"), blank=True)
    parts = models.JSONField(_("comments by part"), default=list)
    text_had_changed = models.BooleanField(_("the draft had changed by then"))
    answered_at = models.DateTimeField(_("answered at"))
    read_at = models.DateTimeField(_("read at"), null=True)
    read_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("read by"),
    )

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("answer of a source")
        verbose_name_plural = _("answers of sources")
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["question", "number"], name="source_answer_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.number})"

    @property
    def unit(self) -> Any:
        """Return the unit whose text it is, for the table of rights. Three queries."""
        return self.question.unit

    @property
    def may_be_other(self) -> bool:
        """Return whether it says to be the one asked, but another did so before."""
        return not self.is_other and self.number > 1


# --- the log's words --------------------------------------------------------


def kinds(keys: Any) -> dict[Any, Any]:
    """Return the words of each kind of source."""
    return dict(SourceQuestion.Kind.choices)


def verdicts(keys: Any) -> dict[Any, Any]:
    """Return the words of each answer."""
    return dict(SourceAnswer.Verdict.choices)


# --- Hari ini --------------------------------------------------------------


def waiting(user: Any, at: datetime) -> Iterator[Line]:
    """Yield new answers and what is due without one, of this person. Two queries."""
    mine = SourceQuestion.objects.mine(user).select_related("page")
    yield from unread(mine)
    until = timezone.localtime(at).replace(hour=23, minute=59, second=59)
    outcomes: Any = mine.with_outcome()
    due = outcomes.filter(
        answer_count=0, went_out=False, withdrawn_at=None, due_at__lte=until
    )
    late = due.filter(due_at__gt=at - FORGOTTEN).order_by("due_at")
    for question in late[: MOST // 2]:
        group = Group.LATE if question.due_at <= at else Group.TODAY
        said = gettext("%(name)s has not answered yet: %(title)s")
        yield line(question, group, said % named(question), due_at=question.due_at)


def unread(questions: Any) -> Iterator[Line]:
    """Yield the newest unread answer to each question, by who gave it. One query."""
    answers = SourceAnswer.objects.filter(read_at=None, question__in=questions)
    newest = answers.select_related("question__page").order_by("-pk")[: MOST // 2]
    told = dict[int, SourceAnswer]()
    for answer in newest:
        told.setdefault(answer.question_id, answer)
    for answer in told.values():
        said = gettext("New answer from %(name)s: %(title)s")
        if answer.is_other:
            said = gettext(
                "New answer from %(name)s, to whom the link was passed on: %(title)s"
            )
        title = answer.question.page.draft_title
        said %= {"name": answer.name, "title": title}
        yield line(answer.question, Group.NEW, said)


def passed_on(user: Any, at: datetime) -> Iterator[Line]:
    """Yield this person's links that still open and were opened often. One query."""
    outcomes: Any = SourceQuestion.objects.mine(user).with_outcome()
    often = outcomes.select_related("page").filter(
        openings__gte=OFTEN, went_out=False, withdrawn_at=None, due_at__gt=at
    )
    for question in often.order_by("-openings", "pk")[:MOST]:
        said = gettext(
            "Opened %(times)s times, perhaps passed on: the link for %(name)s, "
            "%(title)s"
        )
        said %= named(question) | {"times": str(question.openings)}
        yield line(question, Group.WAITS, said)


def named(question: SourceQuestion) -> dict[str, str]:
    return {"name": question.name, "title": question.page.draft_title}


def line(question: SourceQuestion, group: Group, said: str, **facts: Any) -> Line:
    return Line(
        group=group,
        text=said,
        url=reverse("newsroom_sources", args=[question.page_id]),
        verb=gettext("Look at it"),
        **facts,
    )
