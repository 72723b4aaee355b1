"""The verbs by which a text is shown to one person outside, and answers come back."""

import logging
import secrets
import uuid
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.models import Page

from sasando.core import approvals, digests
from sasando.core.models import Entry
from sasando.core.workflow import NotAllowed, verb
from sasando.files.models import Picture
from sasando.newsroom.reading import parts_of
from sasando.newsroom.sources import SourceAnswer, SourceQuestion

logger = logging.getLogger(__name__)
LONGEST = timedelta(days=60)
# One link, one person: more answers than this are no answers any more.
MOST_ANSWERS = 20
LONGEST_COMMENT = 4000
LONGEST_PART = 2000
LONGEST_ANSWER = 20_000
# So many signs of a part are kept beside its comment.
QUOTED = 160


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the desk says when it asks."""

    name: str
    kind: str
    question: str
    due_at: datetime
    email: str = ""
    phone: str = ""
    form_key: uuid.UUID = field(default_factory=uuid.uuid4)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What somebody with a link says; `parts` are comments by the number of a part."""

    name: str
    is_other: bool
    verdict: str
    comment: str = ""
    parts: dict[int, str] = field(default_factory=dict)

    def length(self) -> int:
        return len(self.comment) + sum(map(len, self.parts.values()))


@verb("newsroom.ask_source")
def ask(
    page: Page, *, by: Any, at: datetime, asked: Asked
) -> tuple[SourceQuestion, str]:
    """Keep the newest text for one person outside; return the row and its address.

    256 bits, of which only the hash is stored: the address is known here and now, and
    in the mail if there is one. Raises NotAllowed for a deadline that is no deadline,
    and for a form that was sent twice.
    """
    if not at < asked.due_at <= at + LONGEST:
        raise NotAllowed(_("Choose a time within the next 60 days."))
    page = Page.objects.get(pk=page.pk).specific
    revision = page.get_latest_revision()
    if revision is None:
        raise NotAllowed(_("Save the draft first."))
    text, token = revision.as_object(), secrets.token_urlsafe(32)
    facts = {name: getattr(asked, name) for name in asked.__slots__}
    question = SourceQuestion(
        page_id=page.pk,
        revision=revision,
        content=revision.content,
        digest=digests.public_digest(text),
        files=files_of(text),
        asked_by=by,
        asked_at=at,
        token_hash=approvals.hash_of(token),
        **facts,
    )
    store(question)
    log(question, page, "source.asked", by=by, at=at)
    address = settings.PUBLIC_URL + reverse("source_cover", args=[token])
    if question.email:
        transaction.on_commit(lambda: mail(question, page, address))
    return question, address


def store(question: SourceQuestion) -> None:
    try:
        with transaction.atomic():
            question.save(force_insert=True)
    except IntegrityError:
        raise NotAllowed(
            _("This question was asked a moment ago. You find it in the list.")
        ) from None


def files_of(text: Any) -> list[list[Any]]:
    """Return kind, key and hash of each file that this text shows."""
    return [
        [
            "picture" if isinstance(file, Picture) else "document",
            file.pk,
            file.file_hash,
        ]
        for file in text.shown_files()
    ]


def log(question: SourceQuestion, page: Page, action: str, *, by: Any, at: Any) -> None:
    """Write it under the page; the person's name where it can be erased."""
    data = {"question": question.pk, "kind": question.kind, "digest": question.digest}
    data["due_at"] = question.due_at.isoformat()
    personal = {"name": question.name}
    Entry.write(page, action, by=by, at=at, data=data, personal=personal)


def mail(question: SourceQuestion, page: Page, address: str) -> None:
    """Send the link in the language of the text. A mail server that is away is logged.

    The title stays out: a subject is read over shoulders, and it may be under embargo.
    """
    by = question.asked_by
    with override(page.locale.language_code):
        words = {
            "name": question.name,
            "asker": " ".join(str(by).split()),
            "question": question.question,
            "address": address,
            "time": date_format(timezone.localtime(question.due_at), "j F Y, H.i"),
        }
        body = _(
            "Dear %(name)s,\n\n%(asker)s asks you to read a text before it is "
            "published:\n%(question)s\n\nRead and answer here, until %(time)s. You "
            "need no account:\n%(address)s\n\nThe link is for you alone. Please do "
            "not pass it on."
        )
        subject = _("A text for you to read, from %(asker)s") % words
        letter = EmailMessage(subject, body % words, None, [question.email])
        letter.reply_to = [by.email] if by.email else []
    try:
        letter.send()
    except OSError:
        logger.exception("mail not sent", extra={"question": question.pk})
    else:
        rows = SourceQuestion.objects.filter(pk=question.pk)
        rows.update(mailed_at=question.asked_at)


@verb("newsroom.withdraw_source")
def withdraw(question: SourceQuestion, *, by: Any, at: datetime) -> None:
    """End a link; what was answered stays. Raises NotAllowed the second time."""
    mine = SourceQuestion.objects.filter(pk=question.pk, withdrawn_at=None)
    if not mine.update(withdrawn_at=at):
        raise NotAllowed(_("This link was withdrawn already."))
    log(question, question.page.specific, "source.withdrawn", by=by, at=at)


@verb("newsroom.read_answer")
def read(answer: SourceAnswer, *, by: Any, at: datetime) -> None:
    """Take an answer off the desk's list of what is new. The first reader counts."""
    rows = SourceAnswer.objects.filter(pk=answer.pk, read_at=None)
    rows.update(read_at=at, read_by=by)


def question_for(token: str, *, at: datetime) -> SourceQuestion:
    """Return what this link opens. Raises NotAllowed when it opens nothing (any more).

    One query.
    """
    question = SourceQuestion.objects.by_token(approvals.hash_of(token))
    if question is None:
        raise NotAllowed(_("This link is not valid. Check that it is complete."))
    if why := question.why_closed(at=at):
        raise NotAllowed(why)
    return question


@transaction.atomic
def answer(token: str, *, at: datetime, said: Said) -> SourceAnswer:
    """Keep what somebody with this link says. Who it is, nobody proves.

    Raises NotAllowed when the link has ended, for an answer that says nothing or too
    much, and after `MOST_ANSWERS`.
    """
    question = question_for(token, at=at)
    refuse_odd(said)
    mine = SourceQuestion.objects.filter(pk=question.pk, withdrawn_at=None)
    # A compare-and-swap: of many at once none passes the limit, and each has a number.
    if not mine.filter(taken__lt=MOST_ANSWERS).update(taken=F("taken") + 1):
        raise NotAllowed(_("This link has brought as many answers as it can."))
    taken = SourceQuestion.objects.values_list("taken", flat=True)
    count = taken.get(pk=question.pk)
    page = question.page.specific
    newest = page.get_latest_revision_as_object()
    words = {part.number: part.words for part in parts_of(question.item())}
    given = SourceAnswer.objects.create(
        question=question,
        number=count,
        name=said.name.strip(),
        is_other=said.is_other,
        verdict=said.verdict,
        comment=said.comment.strip(),
        parts=[
            [number, words[number][:QUOTED], about.strip()]
            for number, about in sorted(said.parts.items())
            if number in words
        ],
        text_had_changed=digests.public_digest(newest) != question.digest,
        answered_at=at,
    )
    data = {"question": question.pk, "number": count, "verdict": said.verdict}
    personal = {"name": given.name}
    Entry.write(page, "source.answered", by=None, at=at, data=data, personal=personal)
    return given


def refuse_odd(said: Said) -> None:
    if not said.name.strip():
        raise NotAllowed(_("Write your name."))
    if said.verdict not in SourceAnswer.Verdict.values:
        raise NotAllowed(_("Choose one of the two answers."))
    if said.verdict == SourceAnswer.Verdict.CHANGE and not said.length():
        raise NotAllowed(_("Write what should be changed or added."))
    if said.length() > LONGEST_ANSWER:
        raise NotAllowed(_("Your answer is too long. Shorten it, please."))


def text_was_redacted(page: Page, *, at: datetime) -> None:
    """Blank every kept text and comment of a page; names, dates and hashes stay.

    In the redaction's own transaction: what the head removes is nowhere else.
    """
    asked = SourceQuestion.objects.filter(page_id=page.pk)
    asked.filter(withdrawn_at=None).update(withdrawn_at=at)
    asked.update(content={}, files=[])
    SourceAnswer.objects.filter(question__page_id=page.pk).update(comment="", parts=[])
