"""What happened to texts of the full demo after they were out."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any

from wagtail.models import Page, PageLogEntry, Revision, TaskState, WorkflowState

from sasando.core import approvals, revoking
from sasando.demo import content, markdown
from sasando.demo.newsroom import WRITTEN_BEFORE, Newsroom, approve, backdate
from sasando.newsroom import drafts, replying
from sasando.newsroom.models import Reply

Row = dict[str, str]
Step = tuple[datetime, Callable[[], object]]
# How long a correction takes from the telephone call to the approval.
ASKED_BEFORE = timedelta(minutes=40)


@dataclass(frozen=True, slots=True)
class Mark:
    """The newest rows of Wagtail before something happened."""

    revision: int
    log: int

    @classmethod
    def now(cls) -> "Mark":
        newest = [
            model._default_manager.order_by("-pk").values_list("pk", flat=True).first()
            for model in (Revision, PageLogEntry)
        ]
        return cls(*(pk or 0 for pk in newest))


def steps(room: Newsroom, *, today: date) -> Iterator[Step]:
    """Yield each later change with its time."""
    for row in rows_of_changes():
        at = moment(today, row["days"], row["time"])
        happens = ENDS.get(row["act"], correct)
        yield at, partial(happens, room, row, at=at)
    for file in sorted((content.FULL / "replies").glob("*.md")):
        text = markdown.read(file.read_text("utf-8"), name=file.name)
        yield from reply_steps(room, text, today=today)


def rows_of_changes() -> list[Row]:
    """Return what `changes.md` says, as its rows."""
    return list(content.rows("changes.md", folder=content.FULL))


def moment(today: date, days: str, clock: str) -> datetime:
    hour, minute = clock.split(".")
    return content.moment(
        today + timedelta(days=int(days)), time(int(hour), int(minute))
    )


def correct(room: Newsroom, row: Row, *, at: datetime) -> None:
    """Mend a text that is out: a slip in silence, a fact with a note for readers."""
    author, mark = room.people[row["by"]], Mark.now()
    page = Page.objects.get(slug=row["story"]).specific
    text = page.get_latest_revision_as_object()
    raw = json.dumps(list(text.body.raw_data))
    text.body = raw.replace(row["old"], row["new"])
    for field in ("title", "summary"):
        setattr(text, field, getattr(text, field).replace(row["old"], row["new"]))
    text.change, text.change_note = row["act"], row["note"]
    text.save_revision(user=author, log_action=True)
    page = Page.objects.get(pk=page.pk).specific
    page.get_workflow().start(page, author)
    approve(page, by=room.people[row["approver"]], at=at)
    backdate_since(mark, page, at)
    Page.objects.filter(pk=page.pk).update(last_published_at=at)


def revoke(room: Newsroom, row: Row, *, at: datetime) -> None:
    """Say that a text no longer holds; it stays readable (cabut)."""
    end(room, row, at=at, verb=revoking.revoke)


def withdraw(room: Newsroom, row: Row, *, at: datetime) -> None:
    """Take a text off its address (tarik)."""
    end(room, row, at=at, verb=approvals.withdraw)


def end(room: Newsroom, row: Row, *, at: datetime, verb: Any) -> None:
    mark, page = Mark.now(), Page.objects.get(slug=row["story"]).specific
    onward = Page.objects.get(slug=row["goes_to"]) if row["goes_to"] else None
    by = room.people[row["by"]]
    verb(page, by=by, at=at, reason=row["note"], goes_to=onward)
    backdate_since(mark, page, at)


ENDS = {"cabut": revoke, "tarik": withdraw}


def reply_steps(room: Newsroom, text: markdown.Text, *, today: date) -> Iterator[Step]:
    """Yield the steps of one right of reply: received, granted, written, out."""
    facts, asked = text.facts, Asked(room, text)
    for key, do in {
        "received": asked.receive,
        "granted": asked.grant,
        "written": asked.begin,
        "days": asked.publish,
    }.items():
        at = moment(today, facts[key], facts["time"])
        yield at, partial(do, at)


class Asked:
    """One right of reply, on its way from the letter to its page."""

    def __init__(self, room: Newsroom, text: markdown.Text) -> None:
        self.room, self.facts, self.blocks = room, text.facts, text.blocks
        self.author = room.people[text.facts["author"]]
        self.reply: Any = None
        self.page: Any = None

    def receive(self, at: datetime) -> None:
        story = Page.objects.get(slug=self.facts["to"]).specific
        filing = replying.Filing(
            person=self.facts["person"],
            received_on=at.date(),
            way=Reply.Way.LETTER,
            what=self.facts["what"],
        )
        self.reply = replying.record(story, by=self.author, at=at, filing=filing)

    def grant(self, at: datetime) -> None:
        editor = self.room.people["Oktavianus Lado"]
        self.reply = replying.grant(self.reply, by=editor, at=at)

    def begin(self, at: datetime) -> None:
        self.page = drafts.draft_reply(self.reply, by=self.author, at=at)
        backdate(self.page, at + WRITTEN_BEFORE)

    def publish(self, at: datetime) -> None:
        text = self.page.get_latest_revision_as_object()
        text.summary, text.body = self.facts["summary"], self.blocks
        text.save_revision(user=self.author, log_action=True)
        page = Page.objects.get(pk=self.page.pk).specific
        page.get_workflow().start(page, self.author)
        approve(page, by=self.room.people[self.facts["approver"]], at=at)
        backdate(page, at)


def backdate_since(mark: Mark, item: Page, at: datetime) -> None:
    """Give the stamps that Wagtail made since `mark` the times that our log says."""
    asked = at - ASKED_BEFORE
    Page.objects.filter(pk=item.pk).update(latest_revision_created_at=asked)
    made = Revision.page_revisions.filter(object_id=str(item.pk))
    made.filter(pk__gt=mark.revision).update(created_at=asked)
    states = WorkflowState.objects.for_instance(item)
    tasks = TaskState.objects.filter(workflow_state__in=states)
    new = tasks.filter(revision_id__gt=mark.revision)
    new.update(started_at=asked, finished_at=at)
    states.filter(task_states__in=new).update(created_at=asked)
    log = PageLogEntry.objects.filter(page_id=item.pk, pk__gt=mark.log)
    log.update(timestamp=at)
