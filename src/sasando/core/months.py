"""The months and weeks by which calendars are leafed through."""

from datetime import date, timedelta

from sasando.core.refusals import YEARS


def month_of(text: str, *, today: date) -> date:
    """Return the first day of the month “2026-11”, or of today's for anything else."""
    try:
        first = date.fromisoformat(f"{text}-01")
    except ValueError:
        return today.replace(day=1)
    return first if first.year in YEARS else today.replace(day=1)


def week_of(text: str, *, today: date) -> date:
    """Return the Monday of the week that holds the day “2026-11-24”, or today."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = today
    day = day if day.year in YEARS else today
    return day - timedelta(days=day.weekday())


def next_month(first: date) -> date:
    """Return the first day of the month after this one."""
    return (first + timedelta(days=31)).replace(day=1)


def month_before(first: date) -> date:
    """Return the first day of the month before this one."""
    return (first - timedelta(days=1)).replace(day=1)
