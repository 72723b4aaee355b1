"""What the full demo plans for the next thirty days: ideas and coverages."""

from datetime import date, datetime, time, timedelta
from typing import Any

from sasando.demo import content
from sasando.demo.newsroom import Newsroom
from sasando.newsroom import coverage, ideas
from sasando.newsroom.models import Part

Row = dict[str, str]
# How long after its end a text of a coverage is due.
WRITES = timedelta(hours=20)


def add_plans(room: Newsroom, *, today: date) -> None:
    """Keep the ideas and ask for the coverages that its two tables name."""
    for row in content.rows("ideas.md", folder=content.FULL):
        add_idea(room, row, today=today)
    for row in content.rows("coverages.md", folder=content.FULL):
        assign(room, row, today=today)


def add_idea(room: Newsroom, row: Row, *, today: date) -> None:
    wished = today + timedelta(days=int(row["wished"])) if row["wished"] else None
    facts: dict[str, Any] = {"title": row["title"], "note": row["note"]}
    by, at = room.people[row["by"]], on(today, row["days"], time(9))
    unit = room.units[row["unit"]]
    ideas.add_idea(unit, by=by, at=at, **facts, wished_on=wished)


def assign(room: Newsroom, row: Row, *, today: date) -> None:
    """Ask a writer and a photographer; say yes for those who have."""
    writer, photographer = room.people[row["writer"]], room.people[row["photographer"]]
    hour, minute = map(int, row["time"].split("."))
    starts = on(today, row["starts"], time(hour, minute))
    ends = starts + timedelta(hours=int(row["hours"]))
    plan = coverage.Plan(
        title=row["title"],
        place=row["place"],
        brief=row["brief"],
        starts_at=starts,
        ends_at=ends,
        deadline_at=ends + WRITES,
        people=((writer, Part.Kind.TEXT), (photographer, Part.Kind.PHOTO)),
    )
    by, at = room.people["Oktavianus Lado"], on(today, row["asked"], time(10))
    made = coverage.assign(room.units[row["unit"]], plan, by=by, at=at)
    for name in filter(None, row["accepted"].split(";")):
        later = at + timedelta(hours=1)
        coverage.accept(made, by=room.people[name.strip()], at=later)


def on(today: date, days: str, clock: time) -> datetime:
    return content.moment(today + timedelta(days=int(days)), clock)
