"""When something was first published, from the three dates that an export gives."""

from datetime import UTC, datetime, timedelta, tzinfo
from email.utils import parsedate_to_datetime

from django.utils.formats import date_format

from sasando.imports.faults import Fault, fault

# No site is older, and a clock may be a day ahead of ours.
FIRST_YEAR = 1990
AHEAD = timedelta(days=1)
NOTHING = "0000-00-00"


def first_published(
    said: dict[str, str], *, zone: tzinfo, at: datetime
) -> tuple[datetime | None, list[Fault]]:
    """Return the moment, and what was assumed where a date cannot be read.

    `said` holds `wp:post_date_gmt`, `wp:post_date` (in the site's own zone) and
    `pubDate`; `at` is now: what lies after it is no date of something published.
    """
    ways = (
        (said.get("wp:post_date_gmt", ""), UTC),
        (said.get("wp:post_date", ""), zone),
        (said.get("pubDate", ""), None),
    )
    wrong = ""
    for text, where in ways:
        text = text.strip()
        if not text or text.startswith(NOTHING):
            continue
        moment = read(text, zone=where)
        if moment is not None and is_likely(moment, at=at):
            return moment, [broken(wrong, moment, zone)] if wrong else []
        wrong = wrong or text
    why = fault("date_lost", was=wrong) if wrong else fault("date_missing")
    return None, [why]


def read(text: str, *, zone: tzinfo | None) -> datetime | None:
    """Return an aware moment, or None; without a zone, as mail writes dates."""
    try:
        if zone is not None:
            return datetime.strptime(text, "%Y-%m-%d %H:%M:%S").replace(tzinfo=zone)
        moment = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def is_likely(moment: datetime, *, at: datetime) -> bool:
    return moment.year >= FIRST_YEAR and moment <= at + AHEAD


def broken(was: str, taken: datetime, zone: tzinfo) -> Fault:
    day = date_format(taken.astimezone(zone), "j F Y")
    return fault("date_broken", was=was, taken=day)
