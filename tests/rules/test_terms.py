"""Terms: units, explanation, change of law, internal target."""

import json
from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sasando.rules.terms import (
    CASSATION_FILING,
    FOI_ANSWER,
    PDP_BREACH_NOTICE,
    Term,
    TermError,
    internal_target,
    term_on,
)
from sasando.rules.workdays import DayOff, is_workday

WITA = timezone(timedelta(hours=8), "WITA")
MONDAY = date(2026, 11, 23)
NOON = datetime(2026, 11, 23, 12, tzinfo=WITA)
LEAVE = DayOff(
    date(2026, 12, 24), "Cuti Bersama", "collective_leave", "SKB 2026", decreed=True
)

OLD = Term(10, "workday", "UU lama")
NEW = Term(8, "workday", "UU baru", first_day=date(2028, 1, 1))


@pytest.mark.parametrize("start", [MONDAY, date(2026, 12, 23), date(2026, 11, 28)])
def test_calendar_days_skip_nothing(start: date) -> None:
    reckoning = CASSATION_FILING.count(start, [LEAVE])

    assert reckoning.due_on == start + timedelta(days=14)
    assert [step.number for step in reckoning.steps] == list(range(1, 15))
    assert not reckoning.provisional


@settings(deadline=None)
@given(
    st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)),  # noqa: DTZ001
    st.integers(-12, 14),
)
def test_three_times_24_hours_are_72_hours_in_every_zone(
    moment: datetime, hours: int
) -> None:
    start = moment.replace(tzinfo=timezone(timedelta(hours=hours)))
    ends_at = PDP_BREACH_NOTICE.ends_at(start)
    assert ends_at - start == timedelta(hours=72)
    assert ends_at.utcoffset() == start.utcoffset()


def test_72_hours_pass_also_where_the_clock_is_put_forward() -> None:
    start = datetime(2026, 3, 28, 12, tzinfo=ZoneInfo("Europe/Berlin"))
    ends_at = PDP_BREACH_NOTICE.ends_at(start)
    assert ends_at.astimezone(UTC) - start.astimezone(UTC) == timedelta(hours=72)
    assert ends_at.hour == 13


def test_hours_run_through_weekend_and_days_off() -> None:
    start = datetime(2026, 12, 24, 15, 30, tzinfo=WITA)
    expected = datetime(2026, 12, 27, 15, 30, tzinfo=WITA)
    assert PDP_BREACH_NOTICE.ends_at(start) == expected


def test_the_day_of_receipt_chooses_between_old_and_new_law() -> None:
    for terms in ((OLD, NEW), (NEW, OLD)):
        assert term_on(terms, date(2027, 12, 31)) == OLD
        assert term_on(terms, date(2028, 1, 1)) == NEW


def test_a_term_governs_its_first_and_its_last_day() -> None:
    term = Term(5, "day", "UU", first_day=date(2026, 1, 1), last_day=date(2026, 12, 31))
    for day, expected in [
        (date(2025, 12, 31), False),
        (date(2026, 1, 1), True),
        (date(2026, 12, 31), True),
        (date(2027, 1, 1), False),
    ]:
        assert term.governs(day) is expected


@pytest.mark.parametrize("received_on", [date(2026, 12, 24), date(2026, 11, 28)])
def test_the_internal_target_is_the_due_date_when_received_on_a_day_off(
    received_on: date,
) -> None:
    target = internal_target(FOI_ANSWER, received_on, [LEAVE])
    assert target.due_on == FOI_ANSWER.count(received_on, [LEAVE]).due_on


def test_the_internal_target_counts_the_day_of_receipt() -> None:
    target = internal_target(FOI_ANSWER, MONDAY, [])
    assert target.start == target.steps[0].on == MONDAY
    assert target.steps[0].number == 1
    assert target.due_on == date(2026, 12, 4)
    assert FOI_ANSWER.count(MONDAY, []).due_on == date(2026, 12, 7)


def test_the_internal_target_is_never_later_than_the_due_date(
    days_off: Collection[DayOff],
) -> None:
    for n in range(1000):
        received_on = date(2025, 1, 1) + timedelta(days=n)
        target = internal_target(FOI_ANSWER, received_on, days_off).due_on
        due_on = FOI_ANSWER.count(received_on, days_off).due_on
        assert (target < due_on) == is_workday(received_on, days_off)
        assert target <= due_on


def test_a_year_without_decreed_collective_leave_makes_the_count_provisional() -> None:
    expected = DayOff(
        date(2027, 2, 5), "Cuti Bersama", "collective_leave", "-", provisional=True
    )
    new_year = DayOff(date(2027, 1, 1), "Tahun Baru", "national", "SKB 2027")

    reckoning = FOI_ANSWER.count(date(2026, 12, 18), [LEAVE, new_year, expected])

    assert reckoning.provisional_years == (2027,)
    assert reckoning.provisional


def test_a_year_that_holds_only_day_zero_is_not_counted_through() -> None:
    leave = replace(LEAVE, date=date(2027, 2, 5))
    reckoning = FOI_ANSWER.count(date(2026, 12, 31), [leave])
    assert reckoning.provisional_years == ()
    assert FOI_ANSWER.count(date(2026, 12, 30), [leave]).provisional_years == (2026,)


def test_a_day_of_leave_alone_does_not_make_its_year_decreed() -> None:
    own = replace(LEAVE, source="Surat edaran", decreed=False)
    assert FOI_ANSWER.count(MONDAY, [own]).provisional_years == (2026,)
    # The decree may be known beside any day of its year.
    new_year = DayOff(date(2026, 1, 1), "Tahun Baru", "national", "SKB", decreed=True)
    assert FOI_ANSWER.count(MONDAY, [own, new_year]).provisional_years == ()


def test_a_provisional_day_off_on_the_way_makes_the_count_provisional() -> None:
    expected = DayOff(
        date(2026, 11, 25), "Pilkades", "regional", "Surat edaran", provisional=True
    )
    assert not FOI_ANSWER.count(MONDAY, [LEAVE]).provisional
    assert FOI_ANSWER.count(MONDAY, [LEAVE, expected]).provisional
    assert not FOI_ANSWER.count(date(2026, 11, 25), [LEAVE, expected]).provisional


def test_a_reckoning_survives_json(days_off: Collection[DayOff]) -> None:
    reckoning = FOI_ANSWER.count(date(2026, 12, 18), days_off)

    stored = json.loads(json.dumps(reckoning.as_dict()))

    assert stored == reckoning.as_dict()
    steps = stored.pop("steps")
    assert stored == {
        "days": 10,
        "unit": "workday",
        "source": "UU 14/2008 Pasal 22 ayat (7)",
        "sure": True,
        "start": "2026-12-18",
        "due_on": "2027-01-07",
        "provisional": False,
        "provisional_years": [],
    }
    assert [step["on"] for step in steps if step["number"] == 10] == ["2027-01-07"]


def test_a_receipt_after_midnight_is_due_one_working_day_after_one_before() -> None:
    sunday = FOI_ANSWER.count(date(2026, 11, 22), []).due_on
    monday = FOI_ANSWER.count(MONDAY, []).due_on
    assert (sunday, monday) == (date(2026, 12, 4), date(2026, 12, 7))


@pytest.mark.parametrize(
    ("attempt", "sentence"),
    [
        (lambda: Term(0, "day", "UU"), "at least one day"),
        (lambda: Term(-1, "day", "UU"), "must lie between"),
        (lambda: Term(10_001, "day", "UU"), "must lie between"),
        (
            lambda: Term(1, "day", "UU", date(2028, 1, 2), date(2028, 1, 1)),
            "before its first day",
        ),
        (lambda: PDP_BREACH_NOTICE.count(MONDAY, []), "by the hour"),
        (lambda: FOI_ANSWER.ends_at(datetime(2026, 1, 1, tzinfo=UTC)), "by the day"),
        (
            lambda: PDP_BREACH_NOTICE.ends_at(datetime(2026, 1, 1)),  # noqa: DTZ001
            "needs a time zone",
        ),
        (
            lambda: PDP_BREACH_NOTICE.ends_at(datetime(9999, 12, 30, tzinfo=UTC)),
            "outside the years",
        ),
        (lambda: CASSATION_FILING.count(NOON, []), "local date"),
        (lambda: CASSATION_FILING.count(date.max, []), "outside the years"),
        (lambda: FOI_ANSWER.count(NOON, []), "local date"),
        (lambda: internal_target(FOI_ANSWER, NOON, []), "local date"),
        (lambda: internal_target(FOI_ANSWER, date.min, []), "outside the years"),
        (lambda: term_on([OLD], NOON), "local date"),
        (lambda: term_on([NEW], date(2027, 12, 31)), "No term is in force"),
        (lambda: term_on([], MONDAY), "No term is in force"),
        (lambda: term_on([OLD, FOI_ANSWER], MONDAY), "began on the same day"),
    ],
)
def test_a_term_that_cannot_be_counted_says_why(
    attempt: Callable[[], object], sentence: str
) -> None:
    with pytest.raises(TermError, match=sentence):
        attempt()
