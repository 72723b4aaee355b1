"""The calendar of the law: imported, kept, counted with."""

from datetime import date

import pytest
from tests import make

from sasando.accounts.models import User
from sasando.core import calendar
from sasando.core.calendar import Imported, import_holidays
from sasando.core.models import Entry, Holiday
from sasando.core.workflow import NotAllowed
from sasando.rules.terms import FOI_ANSWER

pytestmark = pytest.mark.django_db


def bring(year: int, *, by: User | None = None) -> Imported:
    return import_holidays(by=by, at=make.NOW, year=year)


def dates(year: int, kind: str) -> list[str]:
    rows = calendar.in_year(year).filter(kind=kind)
    return [f"{day:%m-%d}" for day in rows.values_list("date", flat=True)]


@pytest.mark.parametrize(
    ("year", "national", "leave"),
    [
        (2024, 19, "02-09 03-12 04-08 04-09 04-12 04-15 05-10 05-24 06-18 12-26"),
        (2025, 17, "01-28 03-28 04-02 04-03 04-04 04-07 05-13 05-30 06-09 08-18 12-26"),
        (2026, 17, "02-16 03-18 03-20 03-23 03-24 05-15 05-28 12-24"),
        (2027, 18, "02-05 03-09 03-12 03-15 03-25 05-18 05-19 12-24"),
    ],
)
def test_national_days_and_collective_leave_are_both_imported(
    year: int, national: int, leave: str
) -> None:
    done = bring(year)
    assert dates(year, "collective_leave") == leave.split()
    assert len(dates(year, "national")) == national
    assert not done.provisional
    assert not Holiday.objects.filter(provisional=True).exists()


def test_a_year_without_decreed_leave_is_provisional() -> None:
    assert bring(2028).provisional
    assert calendar.in_year(2028).count() == 17
    assert not calendar.in_year(2028).filter(provisional=False).exists()
    assert calendar.undecreed_years(2026, 2028) == [2026, 2027, 2028]


def test_decreed_days_do_not_carry_the_mark_of_an_estimate() -> None:
    bring(2027)
    assert not Holiday.objects.filter(name__contains="perkiraan").exists()


def test_a_second_import_changes_nothing() -> None:
    first = bring(2026)
    before = list(Holiday.objects.values())
    again = bring(2026)
    assert (again.added, again.changed, again.removed) == ((), (), ())
    assert list(Holiday.objects.values()) == before
    assert again.version == first.version


def test_what_the_office_entered_is_kept() -> None:
    bring(2026)
    day = date(2026, 12, 24)
    decree = "Keppres contoh"
    Holiday.objects.filter(date=day).update(source=decree, name="Cuti kantor")
    local = Holiday.objects.create(
        date=date(2026, 9, 1), kind="regional", name="Pilkades", source="SK contoh"
    )
    done = bring(2026)
    assert done.kept == (local.date, day)
    assert Holiday.objects.get(date=day).source == decree
    assert Holiday.objects.filter(pk=local.pk).exists()


def test_an_own_row_before_the_first_import_is_kept_too() -> None:
    Holiday.objects.create(
        date=date(2026, 1, 1), kind="national", name="Tahun Baru", source="SKB contoh"
    )
    done = bring(2026)
    assert done.kept == (date(2026, 1, 1),)
    assert Holiday.objects.get(date=date(2026, 1, 1)).name == "Tahun Baru"


def test_imported_rows_follow_the_package() -> None:
    bring(2026)
    moved = Holiday.objects.get(date=date(2026, 3, 24))
    # As an earlier edition of the package would have had it.
    earlier = date(2026, 3, 25)
    Holiday.objects.filter(pk=moved.pk).update(date=earlier, imported_on=earlier)
    Holiday.objects.filter(date=date(2026, 8, 17)).update(provisional=True)
    done = bring(2026)
    assert done.added == (date(2026, 3, 24),)
    assert done.removed == (date(2026, 3, 25),)
    assert done.changed == (date(2026, 8, 17),)


@pytest.mark.usefixtures("empty_house")
def test_each_import_leaves_one_entry_on_the_first_day_of_the_year() -> None:
    bring(2026)
    bring(2026)
    first = Holiday.objects.get(date=date(2026, 1, 1))
    log = Entry.objects.for_instance(first)
    assert [entry.seq for entry in log] == [2, 1]
    assert {entry.action for entry in log} == {"holidays.imported"}
    assert len(log[1].data["added"]) == 25
    assert Entry.objects.count() == 2


def test_only_the_role_that_keeps_the_calendar_may_import(ratna: User) -> None:
    with pytest.raises(NotAllowed):
        bring(2026, by=ratna)
    assert not Holiday.objects.exists()
    keeper = make.person("Yosef Contoh", "operator")
    assert bring(2026, by=keeper).added


@pytest.mark.usefixtures("empty_house")
@pytest.mark.parametrize("year", [0, 1945, 2101, 12026])
def test_a_year_the_package_does_not_know_is_refused(year: int) -> None:
    with pytest.raises(NotAllowed, match="1946"):
        bring(year)
    assert not Entry.objects.exists()


def test_the_span_of_years_is_that_of_the_package() -> None:
    from holidays.countries import ID

    assert (calendar.YEARS[0], calendar.YEARS[-1]) == (ID.start_year, ID.end_year)


def test_days_off_come_in_whole_years() -> None:
    bring(2026)
    bring(2027)
    found = calendar.days_off(date(2026, 12, 28), date(2027, 1, 4))
    assert {off.date.year for off in found} == {2026, 2027}
    reckoning = FOI_ANSWER.count(date(2026, 12, 28), found)
    assert reckoning.provisional_years == ()


def test_the_vectors_of_the_law_hold_with_imported_rows() -> None:
    for year in (2025, 2026):
        bring(year)
    off = calendar.days_off(date(2025, 1, 1))
    due = {
        day: FOI_ANSWER.count(date.fromisoformat(day), off).due_on.isoformat()
        for day in ("2025-03-24", "2025-12-22", "2026-03-13", "2026-11-24")
    }
    assert due == {
        "2025-03-24": "2025-04-16",
        "2025-12-22": "2026-01-08",
        "2026-03-13": "2026-04-06",
        "2026-11-24": "2026-12-08",
    }


def test_the_version_changes_with_the_days_and_not_with_their_order() -> None:
    bring(2026)
    rows = calendar.days_off(date(2026, 1, 1))
    assert calendar.version(rows) == calendar.version(reversed(rows))
    assert calendar.version(rows) != calendar.version(rows[1:])
    assert len(calendar.version(rows)) == 16


def test_a_later_year_does_not_change_the_version_of_this_one() -> None:
    bring(2026)
    span = (date(2026, 3, 1), date(2026, 5, 1))
    before = calendar.version(calendar.days_off(*span))
    bring(2027)
    assert calendar.version(calendar.days_off(*span)) == before


def test_years_without_rows_are_known() -> None:
    bring(2026)
    assert calendar.unknown_years(2025, 2027) == [2025, 2027]
