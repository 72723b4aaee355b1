"""The laws of working-day arithmetic, on invented days off."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from random import Random
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sasando.rules.workdays import (
    KINDS,
    LONGEST_DAYS,
    WEEKEND,
    DayOff,
    Kind,
    TermError,
    is_workday,
    next_workday,
    walk,
    workdays_after,
    workdays_before,
    workdays_between,
)

MONDAY = date(2026, 11, 23)
NOON = datetime(2026, 11, 23, 12)  # noqa: DTZ001 - a moment where a day belongs

dates = st.dates(date(2025, 1, 1), date(2025, 12, 31))
some_days = st.integers(0, 120)
day_off = st.builds(
    DayOff,
    date=st.dates(date(2024, 6, 1), date(2026, 9, 1)),
    name=st.sampled_from(["Hari Raya Nyepi", "Pilkades", "Cuti bersama"]),
    kind=st.sampled_from(KINDS),
    source=st.sampled_from(["SKB 1497/2025", "Keputusan Gubernur"]),
    provisional=st.booleans(),
)
some_days_off = st.lists(day_off, max_size=60)
UNKNOWN = cast(Kind, "cuti")
property_test = settings(deadline=None)


def national(day: date, *, provisional: bool = False) -> DayOff:
    return DayOff(day, "Hari Raya", "national", "SKB 2026", provisional)


@property_test
@given(dates, st.integers(1, 120), some_days_off)
def test_a_count_never_ends_on_a_day_off(
    start: date, n: int, days_off: list[DayOff]
) -> None:
    end = workdays_after(start, n, days_off)
    assert end.weekday() not in WEEKEND
    assert end not in {off.date for off in days_off}
    assert is_workday(end, days_off)


@property_test
@given(dates, some_days, some_days_off)
def test_one_day_more_always_ends_later(
    start: date, n: int, days_off: list[DayOff]
) -> None:
    end = workdays_after(start, n, days_off)
    assert end < workdays_after(start, n + 1, days_off)
    assert workdays_after(start, n + 1, days_off) == next_workday(end, days_off)


@property_test
@given(dates, dates, some_days, some_days_off)
def test_a_later_start_never_ends_earlier(
    one: date, other: date, n: int, days_off: list[DayOff]
) -> None:
    early, late = sorted((one, other))
    assert workdays_after(early, n, days_off) <= workdays_after(late, n, days_off)


@property_test
@given(dates, some_days, some_days_off, day_off)
def test_a_day_off_more_never_ends_earlier(
    start: date, n: int, days_off: list[DayOff], new: DayOff
) -> None:
    before = workdays_after(start, n, days_off)
    after = workdays_after(start, n, [*days_off, new])
    assert before <= after
    moves = start < new.date <= before and is_workday(new.date, days_off)
    assert (before < after) == (moves and n > 0)


@property_test
@given(dates, some_days, some_days_off)
def test_day_zero_is_not_counted_whatever_it_is(
    start: date, n: int, days_off: list[DayOff]
) -> None:
    opened = [off for off in days_off if off.date != start]
    closed = [*opened, national(start)]
    assert workdays_after(start, n, opened) == workdays_after(start, n, closed)
    assert all(step.on > start for step in walk(start, n, days_off))


@property_test
@given(dates, some_days, st.integers(0, 60), some_days_off)
def test_counting_in_two_parts_is_counting_at_once(
    start: date, n: int, more: int, days_off: list[DayOff]
) -> None:
    first = workdays_after(start, n, days_off)
    whole = workdays_after(start, n + more, days_off)
    assert workdays_after(first, more, days_off) == whole


@property_test
@given(dates, some_days, some_days_off)
def test_the_explanation_counts_exactly_n_days(
    start: date, n: int, days_off: list[DayOff]
) -> None:
    steps = list(walk(start, n, days_off))
    counted = [step for step in steps if step.number is not None]
    assert [step.number for step in counted] == list(range(1, n + 1))
    assert all(is_workday(step.on, days_off) for step in counted)


@property_test
@given(dates, some_days, some_days_off)
def test_the_explanation_covers_every_day(
    start: date, n: int, days_off: list[DayOff]
) -> None:
    steps = list(walk(start, n, days_off))
    end = workdays_after(start, n, days_off)
    days = (end - start).days
    expected = [start + timedelta(days=i) for i in range(1, days + 1)]
    assert [step.on for step in steps] == expected


@property_test
@given(dates, some_days, some_days_off)
def test_each_skipped_day_gives_a_reason_that_is_true(
    start: date, n: int, days_off: list[DayOff]
) -> None:
    for step in walk(start, n, days_off):
        if step.number is not None:
            assert step.reason is None
            assert step.day_off is None
        elif step.on.weekday() in WEEKEND:
            assert step.reason == "weekend"
        else:
            assert step.day_off in days_off
            assert step.day_off.date == step.on
            assert step.reason == step.day_off.kind


@property_test
@given(dates, st.integers(1, 60), some_days_off, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_changes_nothing(
    start: date, n: int, days_off: list[DayOff], random: Random
) -> None:
    shuffled = list(days_off)
    random.shuffle(shuffled)
    assert list(walk(start, n, days_off)) == list(walk(start, n, shuffled))


@property_test
@given(dates, dates, some_days_off)
def test_workdays_between_agrees_with_counting_day_by_day(
    start: date, end: date, days_off: list[DayOff]
) -> None:
    first, last = sorted((start, end))
    days = [first + timedelta(days=i) for i in range(1, (last - first).days + 1)]
    expected = sum(is_workday(day, days_off) for day in days)
    assert workdays_between(first, last, days_off) == expected
    assert workdays_between(last, first, days_off) == -expected


@property_test
@given(dates, some_days, some_days_off)
def test_counting_back_undoes_counting_forward(
    start: date, n: int, days_off: list[DayOff]
) -> None:
    end = workdays_after(start, n, days_off)
    assert workdays_between(start, end, days_off) == n
    back = workdays_before(end, n, days_off)
    assert workdays_between(back, end, days_off) == n
    if is_workday(start, days_off):
        assert back == start


def test_a_firm_decree_explains_a_day_before_a_provisional_one() -> None:
    tuesday = MONDAY + timedelta(days=1)
    expected = national(tuesday, provisional=True)
    firm = DayOff(tuesday, "Pilkades", "regional", "Keputusan Gubernur")

    step = next(walk(MONDAY, 1, [expected, firm]))

    assert step.day_off == firm
    assert not step.provisional


def test_a_national_holiday_explains_a_day_before_a_regional_one() -> None:
    tuesday = MONDAY + timedelta(days=1)
    regional = DayOff(tuesday, "Pilkades", "regional", "Keputusan Gubernur")

    step = next(walk(MONDAY, 1, [regional, national(tuesday)]))

    assert step.reason == "national"


def test_a_holiday_on_a_weekend_is_named_but_takes_no_working_day() -> None:
    saturday = date(2026, 11, 28)
    off = national(saturday, provisional=True)

    (step,) = [s for s in walk(MONDAY, 5, [off]) if s.on == saturday]

    assert (step.reason, step.day_off, step.provisional) == ("weekend", off, False)
    assert workdays_after(MONDAY, 5, [off]) == workdays_after(MONDAY, 5, [])


def test_a_step_is_written_as_json_values() -> None:
    tuesday = MONDAY + timedelta(days=1)
    skipped, counted = walk(MONDAY, 1, [national(tuesday, provisional=True)])

    assert skipped.as_dict() == {
        "on": "2026-11-24",
        "number": None,
        "reason": "national",
        "name": "Hari Raya",
        "source": "SKB 2026",
        "provisional": True,
    }
    assert counted.as_dict() == {
        "on": "2026-11-25",
        "number": 1,
        "reason": None,
        "name": "",
        "source": "",
        "provisional": False,
    }


@pytest.mark.parametrize(
    ("count", "sentence"),
    [
        (lambda: workdays_after(MONDAY, -1, []), "must lie between"),
        (lambda: workdays_after(MONDAY, LONGEST_DAYS + 1, []), "must lie between"),
        (lambda: workdays_before(MONDAY, -1, []), "must lie between"),
        (lambda: workdays_after(NOON, 1, []), "local date"),
        (lambda: workdays_before(NOON, 1, []), "local date"),
        (lambda: workdays_between(NOON, MONDAY, []), "local date"),
        (lambda: workdays_between(MONDAY, NOON, []), "local date"),
        (lambda: is_workday(NOON, []), "local date"),
        (lambda: national(NOON), "local date"),
        (lambda: DayOff(MONDAY, "Cuti", UNKNOWN, "SKB"), "A day off is one of"),
        (lambda: next_workday(date.max, []), "outside the years"),
        (lambda: workdays_before(date.min, 1, []), "outside the years"),
    ],
)
def test_a_count_that_cannot_be_made_says_why(
    count: Callable[[], object], sentence: str
) -> None:
    with pytest.raises(TermError, match=sentence):
        count()


def test_the_longest_count_is_still_made() -> None:
    assert workdays_after(MONDAY, LONGEST_DAYS, []) == MONDAY + timedelta(weeks=2000)
