"""The verbs of an assignment of coverage, from the desk's plan to the draft."""

import dataclasses
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from sasando.accounts.models import Assignment, Unit, User
from sasando.accounts.permissions import allowed
from sasando.accounts.roles import Role
from sasando.core.changes import changes, values
from sasando.core.models import Entry
from sasando.core.refusals import refuse_odd_years
from sasando.core.workflow import NotAllowed, move, verb
from sasando.newsroom import coverage_letters as letters
from sasando.newsroom.coverages import Coverage, Part

COVERS = (Role.WRITER, Role.PHOTOGRAPHER, Role.EDITOR, Role.CHANNEL_ADMIN)
Status, Answer = Coverage.Status, Part.Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What the desk wants covered; `has_happened` says that it is noted afterwards."""

    title: str
    starts_at: datetime
    deadline_at: datetime
    people: tuple[tuple[User, str], ...]
    brief: str = ""
    place: str = ""
    ends_at: datetime | None = None
    has_happened: bool = False

    def facts(self) -> dict[str, Any]:
        names = ("title", "brief", "place", "starts_at", "ends_at", "deadline_at")
        return {name: getattr(self, name) for name in names}


@verb("newsroom.assign_coverage")
def assign(unit: Unit, plan: Plan, *, by: Any, at: datetime) -> Coverage:
    """Ask people to cover something for a unit; each is told by mail.

    Raises NotAllowed when the hours do not fit, when it lies in the past and the plan
    does not say so, or when somebody holds no role that covers on those days.
    """
    refuse_unit(unit, plan)
    refuse_hours(plan, at=at)
    refuse_people(unit, plan, at=at)
    facts = {"unit": unit, "assigned_by": by, "assigned_at": at}
    coverage = Coverage.objects.create(**plan.facts(), **facts)
    for user, kind in plan.people:
        Part.objects.create(coverage=coverage, user=user, kind=kind)
    data: dict[str, Any] = {"people": [user.pk for user, _kind in plan.people]}
    if plan.has_happened:
        data["note"] = _("Noted afterwards.")
    data |= changes({}, values(coverage))
    Entry.write(coverage, "coverage.assigned", by=by, at=at, data=data)
    letters.tell_assigned(coverage, [user for user, _kind in plan.people], by=by)
    return coverage


def refuse_unit(unit: Unit, plan: Plan) -> None:
    if not unit.exists_on(timezone.localdate(plan.starts_at)):
        raise NotAllowed(
            _("“%(unit)s” does not exist on that day. Choose another work unit.")
            % {"unit": unit}
        )


def refuse_hours(plan: Plan, *, at: datetime) -> None:
    """Refuse hours that do not fit each other, or the clock."""
    ends_at = plan.ends_at
    refuse_odd_years(
        *(timezone.localdate(each) for each in (plan.starts_at, plan.deadline_at)),
        *([timezone.localdate(ends_at)] if ends_at else []),
    )
    if ends_at and ends_at < plan.starts_at:
        raise NotAllowed(_("It cannot end before it begins."))
    if plan.deadline_at < (ends_at or plan.starts_at):
        raise NotAllowed(_("Choose a deadline after the event: nobody writes before."))
    if plan.starts_at < at and not plan.has_happened:
        raise NotAllowed(
            _(
                "This lies in the past. Mark that it has happened already, or choose "
                "another day."
            )
        )
    if plan.deadline_at <= at:
        raise NotAllowed(_("The deadline has passed already. Choose a later one."))


def refuse_people(unit: Unit, plan: Plan, *, at: datetime) -> None:
    if not plan.people:
        raise NotAllowed(_("Name at least one person who covers this."))
    if len(set(plan.people)) != len(plan.people):
        raise NotAllowed(_("Somebody stands there twice with the same part."))
    for user, kind in plan.people:
        refuse_person(user, unit, kind, plan=plan, at=at)


def refuse_person(
    user: User, unit: Unit, kind: str, *, plan: Any, at: datetime
) -> None:
    """Refuse somebody whose role does not last, or who writes for other units.

    Whose role ends today is not asked any more. Two queries, and one a unit's level.
    """
    begins = timezone.localdate(plan.starts_at)
    due = timezone.localdate(plan.deadline_at)
    roles = Assignment.objects.current(begins).filter(user=user, role__in=COVERS)
    lasting = roles.exclude(ends_on__lte=timezone.localdate(at))
    if not lasting.exclude(ends_on__lt=due).exists():
        raise NotAllowed(
            _("%(name)s has no role that lasts until this deadline. Ask somebody else.")
            % {"name": user}
        )
    if kind == Part.Kind.TEXT and not allowed(
        user, "core.ask_approval", unit, on=begins
    ):
        words = {"name": user, "unit": unit}
        raise NotAllowed(
            _("%(name)s does not write for %(unit)s. Ask somebody else for the text.")
            % words
        )


@verb("newsroom.change_coverage")
def change(coverage: Coverage, plan: Plan, *, by: Any, at: datetime) -> Coverage:
    """Change what, when, where or who; those concerned are told.

    Who stays keeps their answer. Raises NotAllowed as `assign` does.
    """
    hold(coverage)
    refuse_change(coverage, plan, at=at)
    before = values(coverage)
    for name, value in plan.facts().items():
        setattr(coverage, name, value)
    coverage.save(update_fields=[*plan.facts()])
    data: dict[str, Any] = changes(before, values(coverage))
    stay, gone, added = exchange(coverage, plan)
    if data["after"] or gone or added:
        facts = data | {"people": [user.pk for user, _kind in plan.people]}
        Entry.write(coverage, "coverage.changed", by=by, at=at, data=facts)
        settle(coverage, by=by, at=at)
        letters.tell_changed(coverage, stay if data["after"] else [], by=by)
        letters.tell_assigned(coverage, added, by=by)
        letters.tell_released(coverage, gone, by=by)
    return coverage


def refuse_change(coverage: Coverage, plan: Plan, *, at: datetime) -> None:
    """Refuse hours and people only where they are other than before."""
    hours = ("starts_at", "ends_at", "deadline_at")
    is_moved = any(getattr(plan, name) != getattr(coverage, name) for name in hours)
    there = set(coverage.parts.values_list("user_id", "kind"))
    added = [each for each in plan.people if (each[0].pk, each[1]) not in there]
    if is_moved:
        # What has begun already may stay where it was.
        begun = plan.has_happened or plan.starts_at == coverage.starts_at
        refuse_hours(dataclasses.replace(plan, has_happened=begun), at=at)
    if is_moved or added or not plan.people:
        refuse_people(coverage.unit, plan, at=at)


def exchange(
    coverage: Coverage, plan: Plan
) -> tuple[list[User], list[User], list[User]]:
    """Let the parts be those of the plan; return who stays, who goes, who comes."""
    parts = list(coverage.parts.select_related("user"))
    there = {(part.user_id, part.kind) for part in parts}
    wanted = {(user.pk, kind) for user, kind in plan.people}
    gone = [part for part in parts if (part.user_id, part.kind) not in wanted]
    stay = [part.user for part in parts if part not in gone]
    coverage.parts.filter(pk__in=[part.pk for part in gone]).delete()
    added = [each for each in plan.people if (each[0].pk, each[1]) not in there]
    for user, kind in added:
        Part.objects.create(coverage=coverage, user=user, kind=kind)
    return stay, [part.user for part in gone], [user for user, _kind in added]


def hold(coverage: Coverage) -> None:
    """Let nobody else answer or change in this moment; know it as it is stored."""
    same = Coverage.objects.filter(pk=coverage.pk, status__in=Coverage.OPEN)
    # The second person waits here, on PostgreSQL, until the first is done.
    if not same.update(status=F("status")):
        raise NotAllowed(
            _("“%(title)s” is not open any more.") % {"title": coverage.title}
        )
    coverage.refresh_from_db()


def mine(coverage: Coverage, by: Any) -> Any:
    """Return this person's parts. Raises NotAllowed for who is not asked."""
    parts = coverage.parts.filter(user=by).exclude(answer=Answer.DECLINED)
    if not parts.exists():
        raise NotAllowed(_("You are not asked to cover this."))
    return parts


@verb("newsroom.accept_coverage")
def accept(coverage: Coverage, *, by: Any, at: datetime) -> Coverage:
    """Say yes for oneself; with the last yes the coverage is accepted."""
    hold(coverage)
    asked = mine(coverage, by).filter(answer=Answer.ASKED)
    if not asked.update(answer=Answer.ACCEPTED):
        raise NotAllowed(_("You have accepted this already."))
    Entry.write(coverage, "coverage.accepted", by=by, at=at)
    return settle(coverage, by=by, at=at)


@verb("newsroom.decline_coverage")
def decline(coverage: Coverage, *, by: Any, at: datetime, reason: str) -> Coverage:
    """Say no for oneself, with a reason; who assigned it is told."""
    said = needed(reason, _("Say why you cannot cover this."))
    hold(coverage)
    mine(coverage, by).update(answer=Answer.DECLINED, reason=said)
    data = {"reason": said}
    Entry.write(coverage, "coverage.declined", by=by, at=at, data=data)
    letters.tell_declined(coverage, by=by, reason=said)
    return settle(coverage, by=by, at=at)


@verb("newsroom.hand_over_coverage")
def hand_over(part: Part, *, to: User, by: Any, at: datetime) -> Coverage:
    """Give one part to another person, who is asked; both and the desk are told.

    One's own part, or any part for who may assign. Raises NotAllowed otherwise.
    """
    coverage = part.coverage
    hold(coverage)
    if part.user_id != by.pk and not by.has_perm("newsroom.assign_coverage", coverage):
        raise NotAllowed(_("You can hand over your own part only."))
    if coverage.parts.filter(user=to, kind=part.kind).exists():
        raise NotAllowed(_("%(name)s has this part already.") % {"name": to})
    refuse_person(to, coverage.unit, part.kind, plan=coverage, at=at)
    before = part.user
    same = coverage.parts.filter(pk=part.pk, user=before)
    if not same.update(user=to, answer=Answer.ASKED, reason=""):
        raise NotAllowed(_("Somebody else has handed this part over already."))
    data = {"hands_over": before.pk, "takes_over": to.pk}
    Entry.write(coverage, "coverage.handed_over", by=by, at=at, data=data)
    letters.tell_assigned(coverage, [to], by=by)
    letters.tell_handed_over(coverage, before, to, by=by)
    return settle(coverage, by=by, at=at)


@verb("newsroom.mark_covered")
def mark_covered(coverage: Coverage, *, by: Any, at: datetime) -> Coverage:
    """Say that the event is covered and the writing may begin."""
    if coverage.starts_at > at:
        raise NotAllowed(_("This has not begun yet."))
    take_part(coverage, by)
    return to(coverage, Status.COVERED, "coverage.covered", by=by, at=at)


@verb("newsroom.finish_coverage")
def finish(coverage: Coverage, *, by: Any, at: datetime) -> Coverage:
    """Say that nothing more is to be done, also where no story comes of it."""
    take_part(coverage, by)
    return to(coverage, Status.WRITTEN, "coverage.written", by=by, at=at)


def close_after(story_id: int, *, by: Any, at: datetime) -> None:
    """Close what led to a story, in the transaction of the story's approval."""
    for coverage in Coverage.objects.open().filter(story_id=story_id):
        to(coverage, Status.WRITTEN, "coverage.written", by=by, at=at)


@verb("newsroom.cancel_coverage")
def cancel(coverage: Coverage, *, by: Any, at: datetime, reason: str) -> Coverage:
    """Call a coverage off, with a reason that those who were asked read."""
    said = needed(reason, _("Say why this is called off."))
    people = [part.user for part in coverage.parts.select_related("user")]
    hold(coverage)
    # First: the table knows no cancelled coverage without a reason.
    Coverage.objects.filter(pk=coverage.pk).update(reason=said)
    coverage.reason = said
    to(coverage, Status.CANCELLED, "coverage.cancelled", by=by, at=at, note=said)
    letters.tell_cancelled(coverage, people, by=by)
    return coverage


def take_part(coverage: Coverage, by: Any) -> None:
    if not by.has_perm("newsroom.assign_coverage", coverage):
        mine(coverage, by)


def to(
    coverage: Coverage, status: str, action: str, *, by: Any, at: datetime, **facts: Any
) -> Coverage:
    moved: Coverage = move(coverage, status, by=by, at=at, action=action, **facts)
    return moved


def settle(coverage: Coverage, *, by: Any, at: datetime) -> Coverage:
    """Let the state say what all answers say together."""
    if coverage.status == Status.COVERED:
        return coverage
    answers = set(coverage.parts.values_list("answer", flat=True))
    if Answer.DECLINED in answers:
        status = Status.DECLINED
    elif answers == {Answer.ACCEPTED}:
        status = Status.ACCEPTED
    else:
        status = Status.PLANNED
    if status == coverage.status:
        return coverage
    return to(coverage, status, "coverage.settled", by=by, at=at)


def needed(reason: str, sentence: str) -> str:
    said = reason.strip()
    if not said:
        raise NotAllowed(sentence)
    return said
