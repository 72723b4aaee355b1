"""A person's month: what was written, corrected, approved, also what was withdrawn."""

from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from openpyxl import load_workbook
from tests import make
from tests.newsroom import many
from wagtail.models import Locale

from sasando.accounts.models import User
from sasando.core import approvals
from sasando.newsroom import work_papers
from sasando.newsroom.models import Author, Coverage, NewsPage, Part
from sasando.newsroom.work_products import Month, products

pytestmark = pytest.mark.django_db
NOVEMBER = Month(2026, 11)


@pytest.fixture
def item(ratna: User, maria: User) -> NewsPage:
    """A story of Ratna's, who wrote it and took the pictures, out in November."""
    item = make.news(by=ratna, title="Jembatan gantung Oesao dibuka")
    item.authors = [
        Author(user=ratna, part=Author.Part.TEXT),
        Author(user=ratna, part=Author.Part.PHOTO),
    ]
    item.save_revision(user=ratna)
    make.approve(item, by=maria)
    approvals.publish(item, by=maria, at=make.NOW)
    NewsPage.objects.filter(pk=item.pk).update(first_published_at=make.NOW)
    return NewsPage.objects.get(pk=item.pk)


def correct(item: NewsPage, *, by: User, approver: User, at: datetime) -> NewsPage:
    item.summary, item.change, item.change_note = "Lain.", "real", "Tanggal dibetulkan."
    item.save_revision(user=by)
    make.approve(item, by=approver, at=at)
    approvals.publish(item, by=approver, at=at)
    return NewsPage.objects.get(pk=item.pk)


def test_a_story_stands_once_with_all_roles_date_and_link(
    item: NewsPage, ratna: User
) -> None:
    [mine] = products(ratna, NOVEMBER)
    assert mine.title == "Jembatan gantung Oesao dibuka"
    assert mine.roles == ("Teks", "Foto")
    assert mine.kind == "berita"
    assert mine.at == make.NOW
    assert mine.url == item.get_full_url()
    assert mine.state == ""


def test_a_story_in_another_language_says_so(item: NewsPage, ratna: User) -> None:
    english = Locale.objects.get_or_create(language_code="en")[0]
    NewsPage.objects.filter(pk=item.pk).update(locale=english)
    [mine] = products(ratna, NOVEMBER)
    assert mine.kind == f"berita ({english})"


def test_what_is_not_published_is_no_product(ratna: User) -> None:
    make.news(by=ratna)
    assert products(ratna, NOVEMBER) == []


def test_each_month_has_its_own_in_the_time_of_the_office(
    item: NewsPage, ratna: User
) -> None:
    # 1 December, 00.30 in Kupang is still November in UTC.
    late = datetime(2026, 11, 30, 16, 30, tzinfo=UTC)
    NewsPage.objects.filter(pk=item.pk).update(first_published_at=late)
    assert products(ratna, NOVEMBER) == []
    assert len(products(ratna, Month(2026, 12))) == 1


def test_a_correction_counts_for_its_writer_with_its_note(
    item: NewsPage, ratna: User, maria: User, bima: User
) -> None:
    correct(item, by=bima, approver=maria, at=make.NOW + timedelta(hours=1))
    [his] = products(bima, NOVEMBER)
    assert his.roles == ("Koreksi",)
    assert his.note == "Tanggal dibetulkan."
    assert his.url.endswith("/versi/2/")
    assert len(products(ratna, NOVEMBER)) == 1


def test_approvals_count_for_the_approver(item: NewsPage, maria: User) -> None:
    [hers] = products(maria, NOVEMBER)
    assert hers.roles == ("Persetujuan",)


def test_a_standard_page_counts_for_whoever_wrote_it(ratna: User, maria: User) -> None:
    make.standing(by=ratna, approver=maria, below=make.site())
    [mine] = products(ratna, NOVEMBER)
    assert (mine.roles, mine.kind) == (("Teks",), "halaman tetap")


def test_what_was_withdrawn_is_marked_not_hidden(
    item: NewsPage, ratna: User, maria: User
) -> None:
    approvals.withdraw(item, by=maria, at=make.NOW, reason="Salah orang.")
    [mine] = products(ratna, NOVEMBER)
    assert mine.state == "kemudian ditarik"


def test_everybody_sees_their_own_and_only_head_and_editor_see_others(
    item: NewsPage, ratna: User, maria: User, bima: User, client: Client
) -> None:
    asked = {"orang": ratna.pk, "bulan": "2026-11"}
    for address in ("newsroom_work", "newsroom_work_xlsx", "newsroom_work_pdf"):
        client.force_login(bima)
        refused = client.get(reverse(address), asked)
        assert "Jembatan" not in str(refused.content)
        assert refused.status_code != 200
    for person in (ratna, maria):
        client.force_login(person)
        shown = client.get(reverse("newsroom_work"), asked).content.decode()
        assert "Jembatan gantung Oesao dibuka" in shown


@pytest.mark.parametrize("month", ["", "2026-13", "1999-01", "x", "2026-1", "９999-01"])
def test_an_odd_month_is_the_present_one(
    month: str, ratna: User, client: Client
) -> None:
    client.force_login(ratna)
    answer = client.get(reverse("newsroom_work"), {"bulan": month})
    assert answer.status_code == 200


def test_the_sheet_has_real_days_and_no_formula(item: NewsPage, ratna: User) -> None:
    evil = '=HYPERLINK("https://jahat.example.org";"klik")\x0b'
    NewsPage.objects.filter(pk=item.pk).update(title=evil)
    found = products(ratna, NOVEMBER)
    content = work_papers.sheet(found, person=ratna, month=NOVEMBER)
    page = load_workbook(BytesIO(content)).active
    head, row = list(page.iter_rows())
    assert [cell.value for cell in head][:2] == ["Tanggal", "Judul"]
    assert row[0].is_date
    assert row[0].value == datetime(2026, 11, 24)  # noqa: DTZ001 - a day of a sheet
    assert row[1].data_type == "s"
    assert row[1].value.startswith("'=HYPERLINK")


@pytest.mark.parametrize(("language", "tag"), [("id", "id-ID"), ("en", "en-GB")])
def test_the_paper_is_accessible_in_both_languages(
    language: str, tag: str, item: NewsPage, ratna: User
) -> None:
    with translation.override(language):
        content = work_papers.paper(
            products(ratna, NOVEMBER),
            person=ratna,
            month=NOVEMBER,
            office="Dinas Contoh",
            on=make.NOW.date(),
        )
    paper = pikepdf.open(BytesIO(content))
    with paper.open_metadata(update_docinfo=False) as facts:
        assert facts["{http://www.aiim.org/pdfa/ns/id/}part"] == "2"
        assert facts["{http://www.aiim.org/pdfa/ns/id/}conformance"] == "A"
        assert facts["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"
    assert str(paper.Root.Lang) == tag
    assert "Ratna Contoh" in str(paper.docinfo.Title)


def test_both_files_can_be_downloaded(
    item: NewsPage, ratna: User, client: Client
) -> None:
    client.force_login(ratna)
    for name, start in (("xlsx", b"PK"), ("pdf", b"%PDF")):
        answer = client.get(reverse(f"newsroom_work_{name}"), {"bulan": "2026-11"})
        assert answer.content.startswith(start)
        assert f"hasil-kerja-2026-11.{name}" in answer["Content-Disposition"]


def test_a_month_without_work_is_an_empty_paper(ratna: User) -> None:
    facts: Any = {"person": ratna, "month": NOVEMBER}
    assert work_papers.sheet([], **facts).startswith(b"PK")
    paper = work_papers.paper([], **facts, office="Dinas", on=make.NOW.date())
    assert paper.startswith(b"%PDF")


@pytest.mark.soak
def test_the_list_costs_the_same_at_any_size(
    item: NewsPage, ratna: User, maria: User, client: Client
) -> None:
    client.force_login(maria)
    costs = []
    for size in (60, 6000):
        many.stories(item.get_parent(), upto=size, by=ratna, approver=maria)
        counted = []
        for person in (ratna, maria):
            asked = {"orang": person.pk, "bulan": "2026-11"}
            client.get(reverse("newsroom_work"), asked)
            with CaptureQueriesContext(connection) as queries:
                answer = client.get(reverse("newsroom_work"), asked)
            assert answer.status_code == 200
            counted.append(len(queries))
        costs.append(counted)
    assert costs[0] == costs[1]
    assert max(costs[1]) <= 10
    with CaptureQueriesContext(connection) as queries:
        assert len(products(ratna, NOVEMBER)) == 6000
    assert len(queries) <= 5


def test_what_was_covered_stands_in_the_month_of_the_event(
    ratna: User, maria: User
) -> None:
    event = make.NOW - timedelta(days=1)
    facts = {"assigned_by": maria, "assigned_at": event, "unit": make.unit()}
    facts |= {"starts_at": event, "deadline_at": make.NOW}
    done = Coverage.objects.create(title="Pasar malam Oeba", status="covered", **facts)
    open_one = Coverage.objects.create(title="Rapat", **facts)
    for coverage in (done, open_one):
        Part.objects.create(
            coverage=coverage, user=ratna, kind="photo", answer="accepted"
        )
    [mine] = products(ratna, NOVEMBER)
    assert (mine.title, mine.roles) == ("Pasar malam Oeba", ("Foto",))
    assert mine.at == event
    assert products(ratna, Month(2026, 12)) == []
