"""The log as the staff side shows it: who may read it, and what an export holds."""

import csv
import io
from datetime import date
from typing import Any
from zipfile import ZipFile

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from tests import make

from sasando.accounts import workflow as accounts
from sasando.accounts.models import Unit, User
from sasando.accounts.roles import SCREENS, Role
from sasando.core import approvals, calendar, redaction, revoking, telling
from sasando.core.models import Approval, Entry
from sasando.core.reports import plain

pytestmark = pytest.mark.django_db

FORMULA = "=HYPERLINK(1)"


@pytest.fixture
def auditor(client: Client, kominfo: Unit) -> Client:
    """An auditor, and a log that holds a record named like a formula."""
    kominfo.short_name = FORMULA
    kominfo.save()
    Entry.write(kominfo, "unit.noted", by=None, at=timezone.now())
    client.force_login(make.person("Melki Contoh", "auditor"))
    return client


def exported(client: Client, kind: str) -> bytes:
    answer: Any = client.get(reverse("core_log"), {"export": kind})
    return b"".join(answer)


@pytest.mark.parametrize("role", Role.values)
def test_the_log_opens_to_the_roles_of_the_table(
    role: str, kominfo: Unit, client: Client
) -> None:
    client.force_login(make.person("Seseorang Contoh", role, of=kominfo))
    for name, query in (
        ("core_log", ""),
        ("core_log_results", ""),
        ("core_log", "?export=csv"),
        ("core_log", "?export=xlsx"),
        ("core_log_results", "?export=csv"),
    ):
        opens = client.get(reverse(name) + query).status_code == 200
        assert opens == (role in SCREENS["core.view_entry"]), (name, query)


def test_the_log_is_closed_to_strangers(client: Client) -> None:
    assert client.get(reverse("core_log") + "?export=csv").status_code == 302


def test_a_csv_holds_no_formula(auditor: Client) -> None:
    rows = list(csv.reader(io.StringIO(exported(auditor, "csv").decode())))
    cells = [cell for row in rows for cell in row]
    assert f"'{FORMULA}" in cells
    assert [cell for cell in cells if cell[:1] in set("=+-@\t\r")] == []


def test_a_workbook_holds_no_formula(auditor: Client) -> None:
    with ZipFile(io.BytesIO(exported(auditor, "xlsx"))) as book:
        sheet = b"".join(book.read(name) for name in book.namelist()).decode()
    assert f"'{FORMULA}" in sheet.replace("&#x27;", "'").replace("&apos;", "'")
    assert "<f>" not in sheet


@pytest.mark.parametrize("first", "=+-@\t\r")
def test_a_cell_that_begins_like_a_formula_is_text(first: str) -> None:
    assert plain(f"{first}1") == f"'{first}1"


@pytest.mark.parametrize("value", ["Jalan = baru", "", 7, -7, None])
def test_any_other_cell_stays_as_it_is(value: Any) -> None:
    assert plain(value) == value


def test_the_report_says_which_role_was_given_in_which_unit(
    client: Client, kominfo: Unit
) -> None:
    person = make.person("Ratna Contoh")
    day = {"starts_on": date(2026, 1, 2), "ends_on": date(2026, 12, 31)}
    accounts.appoint(kominfo, person, "approver", by=None, at=make.NOW, **day)
    client.force_login(make.person("Melki Contoh", "auditor"))
    shown = " ".join(client.get(reverse("core_log")).content.decode().split())
    days = [date_format(each) for each in day.values()]
    for words in ("Penyetuju", str(kominfo), *days):
        assert words in shown
    sheet = exported(client, "csv").decode()
    assert '""role"": ""approver""' in sheet
    assert '""starts_on"": ""2026-01-02""' in sheet


def test_the_report_says_what_was_before_and_after(
    client: Client, kominfo: Unit, dinkes: Unit
) -> None:
    dewi = make.person("Dewi Contoh", "operator")
    dinkes.parent, dinkes.short_name = kominfo, "Dinas Sehat"
    accounts.keep_unit(dinkes, by=dewi, at=make.NOW)
    [told] = telling.tell(Entry.objects.for_instance(dinkes)[:1]).values()
    assert "Dinkes → Dinas Sehat" in told
    assert f"– → {kominfo}" in told


def test_the_report_cuts_what_is_long_in_a_new_record(kominfo: Unit) -> None:
    entry = Entry.objects.for_instance(kominfo).first() or Entry()
    entry.data = {"before": {}, "after": {"name": "Dinas " * 400}}
    [told] = telling.tell([entry]).values()
    assert "Dinas Dinas" in told
    assert len(told) < 150


def test_the_report_tells_the_reason(maria: User, ratna: User) -> None:
    item = make.published(by=ratna, approver=maria)
    approvals.withdraw(item, by=maria, at=make.NOW, reason="Angkanya salah.")
    last = Entry.objects.for_instance(item)[:1]
    [told] = telling.tell(last).values()
    assert "Angkanya salah." in told
    assert last[0].digest not in told


def test_the_report_tells_why_a_page_was_revoked_and_what_to_read_instead(
    maria: User, ratna: User
) -> None:
    item = make.published(by=ratna, approver=maria)
    other = make.published(by=ratna, approver=maria, title="Jalan kedua dibuka")
    facts = {"reason": "Sudah diganti.", "goes_to": other}
    revoking.revoke(item, by=maria, at=make.NOW, **facts)
    [told] = telling.tell(Entry.objects.for_instance(item)[:1]).values()
    assert "Sudah diganti." in told
    assert "Jalan kedua dibuka" in told


def test_no_fact_is_told_by_its_name_in_code(maria: User, ratna: User) -> None:
    item = make.published(by=ratna, approver=maria)
    version = Approval.objects.get(page=item, act=Approval.PUBLISH)
    facts = {"by": maria, "at": make.NOW, "reason": "Sudah diganti."}
    revoking.revoke(item, **facts)
    approvals.withdraw(item, **facts)
    redaction.redact(item, approval=version, **facts)
    calendar.import_holidays(by=None, at=make.NOW, year=2026)
    for entry in Entry.objects.all():
        for name in telling.facts_of(entry).keys() - telling.UNTOLD:
            assert telling.label(name, telling.model_of(entry)) != name


def test_a_fact_that_nobody_named_is_left_to_machines(kominfo: Unit) -> None:
    data = {"reason": "Pindah.", "key": "wxr-7", "short_name": "Kominfo"}
    entry = Entry.write(kominfo, "unit.noted", by=None, at=make.NOW, data=data)
    [told] = telling.tell([entry]).values()
    assert "Pindah." in told
    assert "Kominfo" in told
    assert "wxr-7" not in told


def test_words_cost_the_same_few_queries_for_every_number_of_entries(
    kominfo: Unit, django_assert_max_num_queries: Any
) -> None:
    for number in range(12):
        unit = make.unit(f"Bidang {number}")
        person = make.person(f"Orang {number}")
        day = date(2026, 1, 2)
        accounts.appoint(unit, person, "writer", starts_on=day, by=None, at=make.NOW)
    entries = list(Entry.objects.all())
    with django_assert_max_num_queries(10):
        assert len(telling.tell(entries)) >= 12


def test_what_no_person_did_says_so(client: Client) -> None:
    Entry.write(make.unit(), "unit.noted", by=None, at=make.NOW, data={})
    client.force_login(make.person("Maria Contoh", "head"))
    assert "Sasando sendiri" in client.get(reverse("core_log")).content.decode()
