"""What the office does to a day off by hand wins over every later import."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from tests import make

from sasando.accounts.models import Unit, User
from sasando.core import calendar
from sasando.core.models import Entry, Holiday, LeaveDecree
from sasando.core.workflow import NotAllowed
from sasando.rules.terms import FOI_ANSWER

pytestmark = pytest.mark.django_db

EVE = date(2026, 12, 24)
DECREE = "Keppres contoh 5/2026"


@pytest.fixture
def dewi(kominfo: Unit) -> User:
    return make.person("Dewi Contoh", "operator")


@pytest.fixture
def desk(client: Client, dewi: User) -> Client:
    client.force_login(dewi)
    return client


def bring(year: int = 2026) -> Any:
    return calendar.import_holidays(by=None, at=make.NOW, year=year)


def counted(year: int = 2026) -> set[date]:
    return {off.date for off in calendar.days_off(date(year, 1, 1), date(year, 12, 31))}


def facts_of(day: Holiday, **changes: str) -> dict[str, str]:
    facts = {"date": str(day.date), "name": day.name, "kind": day.kind}
    return facts | {"source": day.source} | changes


def leave(year: int, **facts: Any) -> Holiday:
    facts.setdefault("date", date(year, 12, 24))
    facts = {"name": "Cuti kantor", "source": "SE contoh"} | facts
    return Holiday.objects.create(kind="collective_leave", **facts)


def test_a_day_taken_out_does_not_come_back_and_does_not_count(
    desk: Client, dewi: User
) -> None:
    bring()
    day = Holiday.objects.get(date=EVE)
    before = calendar.version(calendar.days_off(EVE))
    address = reverse("holiday:delete", args=[day.pk])
    assert desk.get(address).status_code == 200
    assert desk.post(address).status_code == 302
    assert EVE not in counted()
    assert calendar.version(calendar.days_off(EVE)) != before
    again = bring()
    assert (again.added, again.removed) == ((), ())
    assert EVE in again.kept
    assert EVE not in counted()
    entry = Entry.objects.for_instance(day).get(action="holidays.removed")
    assert entry.user == dewi
    assert entry.data == {"before": {"removed": 0}, "after": {"removed": 1}}


def test_a_day_taken_out_stands_in_the_list_and_counts_again_on_demand(
    desk: Client,
) -> None:
    bring()
    day = Holiday.objects.get(date=EVE)
    desk.post(reverse("holiday:delete", args=[day.pk]))
    listed = desk.get(reverse("holiday:index"), {"removed": "true"})
    assert [row.pk for row in listed.context["object_list"]] == [day.pk]
    address = reverse("holiday:edit", args=[day.pk])
    assert "removed" in desk.get(address).context["form"].fields
    assert desk.post(address, facts_of(day)).status_code == 302
    assert EVE in counted()
    assert bring().kept == ()


def test_a_day_moved_by_hand_keeps_its_place(desk: Client) -> None:
    bring()
    day = Holiday.objects.get(date=EVE)
    moved = facts_of(day, date="2026-12-23", name="Cuti Natal", source=DECREE)
    address = reverse("holiday:edit", args=[day.pk])
    assert desk.post(address, moved).status_code == 302
    assert bring().added == ()
    assert EVE not in counted()
    assert date(2026, 12, 23) in counted()
    day.refresh_from_db()
    assert (day.name, day.imported_on) == ("Cuti Natal", EVE)


def test_a_day_moved_into_the_next_year_does_not_come_back_in_either(
    desk: Client,
) -> None:
    bring()
    bring(2027)
    day = Holiday.objects.get(date=EVE)
    later = facts_of(day, date="2027-01-04", source=DECREE)
    assert desk.post(reverse("holiday:edit", args=[day.pk]), later).status_code == 302
    for year in (2026, 2027):
        assert bring(year).added == bring(year).removed == ()
    assert EVE not in counted()
    assert date(2027, 1, 4) in counted(2027)


def test_a_day_moved_past_the_form_keeps_its_place_too() -> None:
    bring()
    Holiday.objects.filter(date=EVE).update(date=date(2026, 12, 23))
    assert bring().added == ()
    assert EVE not in counted()


def test_a_day_given_another_kind_is_not_imported_again(desk: Client) -> None:
    bring()
    day = Holiday.objects.get(date=EVE)
    other = facts_of(day, kind="regional", source=DECREE)
    assert desk.post(reverse("holiday:edit", args=[day.pk]), other).status_code == 302
    bring()
    assert Holiday.objects.get(date=EVE).kind == "regional"


@pytest.mark.parametrize("kind", Holiday.Kind.values)
def test_a_second_day_off_on_one_date_is_refused_with_the_name_of_the_first(
    kind: str, desk: Client
) -> None:
    bring()
    day = Holiday.objects.get(date=EVE)
    before = Holiday.objects.count()
    second = facts_of(day, name="Libur daerah", kind=kind, source=DECREE)
    answer = desk.post(reverse("holiday:add"), second)
    [said] = answer.context["form"].errors["date"]
    assert day.name in said
    assert "sudah libur" in said
    assert Holiday.objects.count() == before
    free = second | {"date": "2026-12-23"}
    assert desk.post(reverse("holiday:add"), free).status_code == 302


def test_the_office_may_write_a_day_that_it_took_out(desk: Client) -> None:
    bring()
    day = Holiday.objects.get(date=EVE)
    desk.post(reverse("holiday:delete", args=[day.pk]))
    own = facts_of(day, name="Cuti kantor", source=DECREE)
    assert desk.post(reverse("holiday:add"), own).status_code == 302
    assert desk.post(reverse("holiday:add"), own).status_code == 200
    # The first does not count beside the second.
    refused = desk.post(reverse("holiday:edit", args=[day.pk]), facts_of(day))
    assert refused.status_code == 200
    assert Holiday.objects.filter(date=EVE).counting().count() == 1


def test_the_database_holds_one_counting_day_a_kind_and_one_row_an_import() -> None:
    bring()
    day = Holiday.objects.get(date=EVE)
    for same in ({"date": EVE}, {"date": EVE, "removed": True, "imported_on": EVE}):
        facts = {"imported_kind": day.kind if "imported_on" in same else ""}
        with pytest.raises(IntegrityError), transaction.atomic():
            leave(2026, **same, **facts)


def test_a_day_of_the_office_itself_is_deleted_with_its_values_in_the_log(
    desk: Client,
) -> None:
    day = leave(2026)
    pk = day.pk
    desk.post(reverse("holiday:delete", args=[pk]))
    assert not Holiday.objects.filter(pk=pk).exists()
    entry = Entry.objects.get(action="wagtail.delete", object_id=str(pk))
    assert entry.data["before"]["date"] == "2026-12-24"
    assert entry.data["before"]["name"] == "Cuti kantor"
    assert entry.data["after"] == {}


def test_only_the_role_that_keeps_the_calendar_takes_days_out(
    client: Client, ratna: User
) -> None:
    bring()
    day = Holiday.objects.get(date=EVE)
    with pytest.raises(NotAllowed):
        calendar.remove(day, by=ratna, at=make.NOW)
    assert EVE in counted()


# --- what makes a year decreed ----------------------------------------------


def test_a_day_of_leave_of_the_office_does_not_make_a_year_decreed() -> None:
    bring(2028)
    leave(2028)
    rows = calendar.days_off(date(2028, 1, 1))
    assert calendar.undecreed_years(2028, 2028) == [2028]
    reckoning = FOI_ANSWER.count(date(2028, 11, 1), rows)
    assert reckoning.provisional_years == (2028,)
    assert reckoning.provisional


def test_a_year_is_decreed_when_the_import_knows_leave_of_it() -> None:
    bring()
    assert calendar.undecreed_years(2026, 2026) == []
    # What the office does with the days does not make the decree unsaid.
    Holiday.objects.filter(kind="collective_leave").update(removed=True)
    assert calendar.undecreed_years(2026, 2026) == []
    rows = calendar.days_off(date(2026, 1, 1))
    assert FOI_ANSWER.count(date(2026, 6, 2), rows).provisional_years == ()


def test_a_year_is_decreed_when_somebody_says_by_what(desk: Client) -> None:
    bring(2028)
    said = {"year": "2028", "source": "SKB contoh 1/2027"}
    address = reverse("leavedecree:add")
    assert desk.post(address, {**said, "source": ""}).status_code == 200
    # Not before the days of the decree are there.
    assert desk.post(address, said).status_code == 200
    leave(2028)
    before = calendar.version(calendar.days_off(date(2028, 1, 1)))
    assert desk.post(address, said).status_code == 302
    assert calendar.undecreed_years(2028, 2028) == []
    rows = calendar.days_off(date(2028, 1, 1))
    assert FOI_ANSWER.count(date(2028, 11, 1), rows).provisional_years == ()
    assert calendar.version(rows) != before
    entry = Entry.objects.for_instance(LeaveDecree.objects.get()).get()
    assert entry.data == {"before": {}, "after": {**said, "year": 2028}}


def test_reading_the_days_off_costs_three_queries(
    django_assert_num_queries: Any,
) -> None:
    bring()
    bring(2027)
    with django_assert_num_queries(3):
        calendar.days_off(date(2026, 1, 1))


@pytest.mark.parametrize("imported", [True, False])
def test_a_day_taken_out_twice_stands_in_the_log_once(
    imported: bool, dewi: User
) -> None:
    day = leave(2026, imported_on=EVE if imported else None)
    again = Holiday.objects.get(pk=day.pk)
    for each in (day, again):
        calendar.remove(each, by=dewi, at=make.NOW)
    assert Entry.objects.for_instance(again).count() == 1


@pytest.mark.parametrize("year", ["0001", "1944", "2101", "9999"])
def test_a_day_off_lies_in_a_year_that_somebody_means(year: str, desk: Client) -> None:
    facts = {"date": f"{year}-01-01", "name": "Cuti", "kind": "regional"}
    answer = desk.post(reverse("holiday:add"), facts | {"source": DECREE})
    assert answer.status_code == 200
    errors = answer.context["form"].errors["date"]
    assert "1946" in errors[0]
    assert "2100" in errors[0]
    assert not Holiday.objects.exists()
