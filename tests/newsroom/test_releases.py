"""A press release is a record: one number without gaps, each version kept."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from tests import make
from wagtail.models import Page

from sasando.accounts import workflow
from sasando.accounts.models import Unit, User
from sasando.core import approvals, schedule
from sasando.core.models import Entry
from sasando.core.workflow import NotAllowed
from sasando.newsroom import numbers
from sasando.newsroom.models import Author, ReleaseIndexPage, ReleaseNumber, ReleasePage
from sasando.newsroom.office import good_form

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 24)


def section() -> ReleaseIndexPage:
    found = ReleaseIndexPage.objects.first()
    if found is None:
        found = ReleaseIndexPage(title="Siaran pers", slug="siaran-pers", live=False)
        # As one that was out: what lies below waits for no other.
        found.first_published_at = make.NOW
        make.section().get_parent().add_child(instance=found)
    return found


def release(
    *, by: User, signatory: User, title: str = "Jalan dibuka", **facts: Any
) -> Any:
    """Return the draft of a release, complete enough to be approved."""
    page = ReleasePage(
        title=title,
        owner=by,
        live=False,
        summary="Jalan Oelamasi dibuka hari ini.",
        body=[("paragraph", "<p>Warga boleh lewat.</p>")],
        unit=Unit.objects.first() or make.unit(),
        **{"dated_on": DAY, "contact": "Humas, 0380 000000"} | facts,
        signatory=signatory,
    )
    section().add_child(instance=page)
    page.authors = [Author(user=by)]
    page.save_revision(user=by)
    return ReleasePage.objects.get(pk=page.pk)


def again(page: Page, *, by: User, **changes: Any) -> Any:
    """Return the page with a new draft."""
    text = page.specific.get_latest_revision_as_object()
    for name, value in changes.items():
        setattr(text, name, value)
    text.save_revision(user=by)
    return type(text).objects.get(pk=page.pk)


def lacks(page: Any) -> str:
    return " ".join(page.get_latest_revision_as_object().lacks())


def test_the_number_is_given_with_the_approval(ratna: User, maria: User) -> None:
    first = release(by=ratna, signatory=maria)
    second = release(by=ratna, signatory=maria, title="Jembatan dibuka")
    assert first.number == ""
    make.approve(second, by=maria)
    make.approve(first, by=maria)
    assert (second.number, first.number) == ("001/SP/2026", "002/SP/2026")
    numbered = Entry.objects.for_instance(first).get(action="release.numbered")
    assert numbered.data == {"number": "002/SP/2026"}


def test_readers_see_a_number_not_a_figure(ratna: User, maria: User) -> None:
    page = release(by=ratna, signatory=maria)
    make.approve(page, by=maria)
    shown = render_to_string("newsroom/item.html", {"item": page, "writers": []})
    assert "Nomor 001/SP/2026" in shown
    assert "Angka" not in shown


def test_a_refused_approval_uses_no_number(ratna: User, maria: User) -> None:
    page = release(by=ratna, signatory=maria, contact="")
    with pytest.raises(NotAllowed):
        make.approve(page, by=maria)
    other = release(by=ratna, signatory=maria, title="Lain")
    make.approve(other, by=maria)
    assert other.number == "001/SP/2026"


def test_an_undone_transaction_leaves_no_gap(ratna: User, maria: User) -> None:
    page = release(by=ratna, signatory=maria)
    with transaction.atomic():
        make.approve(page, by=maria)
        transaction.set_rollback(True)
    make.approve(page, by=maria)
    assert page.number == "001/SP/2026"


def test_a_number_stays_through_later_texts(ratna: User, maria: User) -> None:
    page = release(by=ratna, signatory=maria)
    make.approve(page, by=maria)
    make.approve(again(page, by=ratna, summary="Lebih jelas."), by=maria)
    assert page.number == "001/SP/2026"
    assert ReleaseNumber.objects.count() == 1


def test_each_year_begins_with_one(ratna: User, maria: User) -> None:
    for year in (2026, 2027):
        page = release(
            by=ratna, signatory=maria, title=f"T{year}", dated_on=date(year, 1, 5)
        )
        make.approve(page, by=maria)
        assert page.number == f"001/SP/{year}"


def test_a_cancelled_number_stays_and_the_next_follows(
    ratna: User, maria: User
) -> None:
    page = release(by=ratna, signatory=maria)
    make.approve(page, by=maria)
    with pytest.raises(NotAllowed):
        numbers.cancel(page, by=maria, at=make.NOW, reason=" ")
    numbers.cancel(page, by=maria, at=make.NOW, reason="Salah tanggal.")
    assert page.number == ""
    make.approve(again(page, by=ratna, summary="Lebih jelas."), by=maria)
    assert page.number == "002/SP/2026"
    kept = ReleaseNumber.objects.get(count=1)
    assert (kept.cancelled_at, kept.reason) == (make.NOW, "Salah tanggal.")


def test_the_number_of_a_published_release_is_not_cancelled(
    ratna: User, maria: User
) -> None:
    page = release(by=ratna, signatory=maria)
    make.approve(page, by=maria)
    approvals.publish(page, by=maria, at=make.NOW)
    with pytest.raises(NotAllowed):
        numbers.cancel(page, by=maria, at=make.NOW, reason="Salah.")


def test_a_release_whose_number_was_cancelled_waits_for_a_new_approval(
    ratna: User, maria: User
) -> None:
    page = release(by=ratna, signatory=maria)
    make.approve(page, by=maria)
    numbers.cancel(page, by=maria, at=make.NOW, reason="Salah tanggal.")
    approvals.publish(page, by=maria, at=make.NOW)
    schedule.release_due(make.NOW + timedelta(hours=1))
    assert not Page.objects.get(pk=page.pk).live


def test_a_number_is_cancelled_on_a_screen_that_asks_why(
    client: Client, ratna: User, maria: User
) -> None:
    page = release(by=ratna, signatory=maria)
    address = reverse("newsroom_cancel_number", args=[page.pk])
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    client.force_login(maria)
    assert client.get(address).status_code == 302
    make.approve(page, by=maria)
    assert address in client.get(edit).content.decode()
    assert client.post(address, {"reason": " "}).status_code == 200
    assert page.number == "001/SP/2026"
    assert client.post(address, {"reason": "Salah tanggal."}).status_code == 302
    assert page.number == ""
    assert address not in client.get(edit).content.decode()


def test_a_writer_cancels_no_number(client: Client, ratna: User, maria: User) -> None:
    page = release(by=ratna, signatory=maria)
    make.approve(page, by=maria)
    client.force_login(ratna)
    address = reverse("newsroom_cancel_number", args=[page.pk])
    assert client.post(address, {"reason": "Salah."}).status_code == 302
    assert page.number == "001/SP/2026"


def test_a_typed_number_is_used_once_a_year(ratna: User, maria: User) -> None:
    typed = {"typed_number": "489/Kominfo/2026"}
    page = release(by=ratna, signatory=maria, **typed)
    make.approve(page, by=maria)
    assert page.number == "489/Kominfo/2026"
    other = release(
        by=ratna, signatory=maria, title="Lain", typed_number="489/KOMINFO/2026 "
    )
    assert "489/KOMINFO/2026" in lacks(other)
    with pytest.raises(NotAllowed):
        make.approve(other, by=maria)
    next_year = again(other, by=ratna, dated_on=date(2027, 1, 4))
    make.approve(next_year, by=maria)
    assert next_year.number == "489/KOMINFO/2026"


def test_a_counter_passes_a_number_that_was_typed(ratna: User, maria: User) -> None:
    page = release(by=ratna, signatory=maria, typed_number="001/SP/2026")
    make.approve(page, by=maria)
    other = release(by=ratna, signatory=maria, title="Lain")
    make.approve(other, by=maria)
    assert other.number == "002/SP/2026"


@pytest.fixture
def yohanes(kominfo: Unit) -> User:
    return make.person("Yohanes Contoh", "approver", of=kominfo)


def test_who_signs_has_the_role_on_that_day(
    ratna: User, maria: User, yohanes: User
) -> None:
    for assignment in yohanes.assignments.all():
        workflow.dismiss(
            assignment, by=maria, at=make.NOW, ends_on=DAY - timedelta(days=1)
        )
    page = release(by=ratna, signatory=yohanes)
    assert str(yohanes) in lacks(page)
    assert lacks(again(page, by=ratna, dated_on=DAY - timedelta(days=1))) == ""


@pytest.mark.parametrize(
    "form",
    [
        *("", "SP", "{year}", "{other}", "{count.x}", "{", "{count", "}{count}"),
        *("{count[0]}", "{count:0200000000d}", "{count:c}", "{count:.0e}"),
        *("{count.__class__}", "{count}\n", "{count!r}", "{count:{year}}"),
    ],
)
def test_a_form_that_gives_no_running_number_is_refused(form: str) -> None:
    with pytest.raises(ValidationError):
        good_form(form)


@pytest.mark.parametrize("form", ["{count}", "{count:03d}/SP/{year}", "HM.{count:4d}"])
def test_a_form_with_a_running_number_is_taken(form: str) -> None:
    good_form(form)


def test_a_number_once_given_is_not_changed_by_a_later_text(
    ratna: User, maria: User
) -> None:
    page = release(by=ratna, signatory=maria, typed_number="1/HMS/2026")
    make.approve(page, by=maria)
    assert lacks(again(page, by=ratna, typed_number="1/hms/2026")) == ""
    assert "1/HMS/2026" in lacks(again(page, by=ratna, typed_number="2/HMS/2026"))


def test_a_record_has_no_small_corrections(ratna: User, maria: User) -> None:
    page = release(by=ratna, signatory=maria)
    make.approve(page, by=maria)
    approvals.publish(page, by=maria, at=make.NOW)
    page = again(page, by=ratna, title="Jalan besar dibuka")
    assert lacks(page)
    assert lacks(again(page, by=ratna, change="small"))
    assert lacks(again(page, by=ratna, change="real"))
    assert lacks(again(page, by=ratna, change="real", change_note="Judul.")) == ""


def published_twice(change: str, *, by: User, approver: User) -> ReleasePage:
    page = release(by=by, signatory=approver)
    make.approve(page, by=approver)
    approvals.publish(page, by=approver, at=make.NOW)
    page = again(
        page,
        by=by,
        title="Jalan besar dibuka",
        change=change,
        change_note="Judul diganti.",
    )
    later = make.NOW + timedelta(minutes=5)
    make.approve(page, by=approver, at=later)
    approvals.publish(page, by=approver, at=later)
    return ReleasePage.objects.get(pk=page.pk)


def test_each_version_is_read_at_its_address(
    ratna: User, maria: User, client: Client
) -> None:
    page = published_twice("real", by=ratna, approver=maria)
    first = client.get(f"{page.url}versi/1/").content.decode()
    assert "<h1>Jalan dibuka</h1>" in first
    assert page.versions()[0].digest in first
    now = client.get(page.url).content.decode()
    assert "<h1>Jalan besar dibuka</h1>" in now
    assert "Judul diganti." in now
    assert "001/SP/2026" in now
    assert client.get(f"{page.url}versi/3/").status_code == 404


def test_a_real_change_is_dated_and_a_small_one_is_not(
    ratna: User, maria: User
) -> None:
    page = published_twice("real", by=ratna, approver=maria)
    assert page.changed_at == make.NOW + timedelta(minutes=5)
    news = make.published(by=ratna, approver=maria)
    before = news.changed_at
    news = again(news, by=ratna, title="Jalan Baru dibuka", change="small")
    make.approve(news, by=maria)
    approvals.publish(news, by=maria, at=make.NOW + timedelta(hours=1))
    news = type(news).objects.get(pk=news.pk)
    assert news.title == "Jalan Baru dibuka"
    assert news.changed_at == before == make.NOW
    assert news.history().changes == ()


@pytest.mark.django_db(transaction=True)
def test_two_releases_in_one_second_get_two_numbers(ratna: User, maria: User) -> None:
    pages = [release(by=ratna, signatory=maria, title=f"Ke-{n}") for n in range(6)]

    def sign(page: ReleasePage) -> None:
        make.approve(page, by=maria)
        connection.close()

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(sign, pages))
    assert sorted(page.number for page in pages) == [
        f"{n:03d}/SP/2026" for n in range(1, 7)
    ]


# --- the form ---------------------------------------------------------------


def form_of(page: Any, by: User) -> Any:
    kind = ReleasePage.get_edit_handler().get_form_class()
    return kind(instance=page.get_latest_revision_as_object(), for_user=by)


def test_the_form_offers_who_may_sign_with_the_position(
    ratna: User, maria: User
) -> None:
    User.objects.filter(pk=maria.pk).update(title="Kepala Dinas Kominfo")
    make.person("Yosef Contoh", "operator")
    offered = form_of(release(by=ratna, signatory=maria), ratna).fields["signatory"]
    names = [words for key, words in offered.choices if key]
    assert names == ["Maria Contoh, Kepala Dinas Kominfo"]


def test_the_form_shows_the_number_that_was_given(ratna: User, maria: User) -> None:
    page = release(by=ratna, signatory=maria)
    assert not form_of(page, ratna).fields["typed_number"].disabled
    make.approve(page, by=maria)
    field = form_of(page, ratna).fields["typed_number"]
    assert "001/SP/2026" in str(field.help_text)
    assert field.disabled
    page.typed_number = "9/SP/2026"
    page.save_revision(user=ratna)
    assert not form_of(page, ratna).fields["typed_number"].disabled
