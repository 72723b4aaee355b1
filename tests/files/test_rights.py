"""Whose a picture is, until when, and who agreed to it."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests import make
from tests.files.test_shown import bare as picture

from sasando.accounts.models import Unit, User
from sasando.core import schedule
from sasando.core.models import Entry, Personal
from sasando.files import rights
from sasando.files.models import Picture

pytestmark = pytest.mark.django_db
TODAY = make.NOW.date()
GOOD = {"rights": "own", "consent": "none"}
FACTS = {"title": "Jalan", "collection": "1", "tags": ""}


@pytest.fixture
def editor(kominfo: Unit) -> User:
    return make.person("Penyunting Contoh", "editor", of=kominfo)


def good(**facts: Any) -> Picture:
    mine = picture()
    rights.state(mine, by=None, at=make.NOW, **{**GOOD, **facts})
    return mine


def test_a_new_picture_is_saved_but_lacks_rights_and_consent() -> None:
    assert len(picture().lacks(on=TODAY)) == 2


def test_own_work_without_anybody_to_recognise_lacks_nothing() -> None:
    assert good().lacks(on=TODAY) == []


@pytest.mark.parametrize(
    "facts",
    [
        {"rights": "given"},
        {"rights": "given", "rights_by": "  "},
        {"rights": "licence"},
        {"rights": "licence", "licence": "CC BY 4.0"},
        {"rights": "licence", "licence_address": "https://example.org/by"},
        {"rights_end_on": TODAY - timedelta(days=1)},
        {"rights_start_on": TODAY + timedelta(days=1)},
        {"consent": "missing"},
        {"consent": "withdrawn"},
        {"consent": "withdrawn", "withdrawn_on": TODAY},
        {"consent": "given"},
        {"consent": "given", "consent_by": "Ibu Contoh"},
        {"consent": "given", "consent_on": TODAY},
    ],
)
def test_each_gap_is_one_sentence(facts: dict[str, Any]) -> None:
    assert len(good(**facts).lacks(on=TODAY)) == 1


def test_a_right_holds_on_its_first_and_its_last_day() -> None:
    assert good(rights_start_on=TODAY, rights_end_on=TODAY).lacks(on=TODAY) == []


def test_faults_name_each_picture_once() -> None:
    mine = good(consent="withdrawn")
    (sentence,) = rights.faults([mine, None, mine, good()], on=TODAY)
    assert mine.title in sentence


@pytest.mark.parametrize(
    "facts",
    [
        {"rights_end_on": date(1, 1, 1)},
        {"rights_end_on": date(9999, 12, 31)},
        {"consent_on": date(1, 1, 1)},
        {"rights_start_on": TODAY, "rights_end_on": TODAY - timedelta(days=1)},
        {"consent_on": TODAY, "withdrawn_on": TODAY - timedelta(days=1)},
    ],
)
def test_dates_that_cannot_be_meant_are_refused(facts: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        good(**facts)
    assert not Entry.objects.filter(action="picture.rights").exists()


def test_the_log_keeps_names_apart_from_what_changed() -> None:
    mine = good()
    facts = {"consent": "given", "consent_by": "Ibu Contoh", "consent_on": TODAY}
    rights.state(mine, by=None, at=make.NOW, **facts)
    entry = Entry.objects.for_instance(mine).first()
    assert entry.data["before"]["consent"] == "none"
    assert entry.data["after"] == {"consent": "given", "consent_on": str(TODAY)}
    assert "Contoh" not in str(entry.data)
    kept = Personal.objects.get(entry=entry).facts
    assert kept["after"] == {"consent_by": "Ibu Contoh"}


def test_a_change_that_changes_nothing_is_not_logged() -> None:
    mine = good()
    rights.state(mine, by=None, at=make.NOW, consent="none")
    assert Entry.objects.for_instance(mine).count() == 1


# --- the form ---------------------------------------------------------------


def address(mine: Picture) -> str:
    return reverse("wagtailimages:edit", args=[mine.pk])


def test_consent_is_withdrawn_while_a_live_page_shows_the_picture(
    client: Client, editor: User, ratna: User, maria: User
) -> None:
    mine = good()
    alt = "Warga berjalan di jalan baru."
    make.published(by=ratna, approver=maria, picture=mine, picture_alt=alt)
    client.force_login(editor)
    read = ("caption", "photographer", "copyright")
    facts = FACTS | {name: getattr(mine, name) for name in read}
    facts |= {"rights": "own", "consent": "withdrawn"}
    assert client.post(address(mine), facts).status_code == 302
    entry = Entry.objects.for_instance(mine).first()
    assert (entry.user, entry.data["after"]) == (editor, {"consent": "withdrawn"})
    more = facts | {"caption": "Lain", "consent": "none"}
    assert client.post(address(mine), more).status_code == 200
    assert Picture.objects.get().consent == "withdrawn"


def test_a_text_under_embargo_waits_when_consent_is_withdrawn(
    ratna: User, maria: User
) -> None:
    mine, then = good(), make.NOW + timedelta(hours=2)
    facts = {"picture_alt": "Warga berjalan di jalan baru.", "embargo_until": then}
    item = make.published(by=ratna, approver=maria, picture=mine, **facts)
    rights.state(mine, by=None, at=make.NOW, consent="withdrawn")
    schedule.release_due(then)
    item.refresh_from_db()
    assert not item.live
    rights.state(mine, by=None, at=then, **GOOD)
    schedule.release_due(then)
    item.refresh_from_db()
    assert item.live


def test_a_text_under_embargo_waits_when_the_right_has_ended(
    ratna: User, maria: User
) -> None:
    # An approval asks for the rights of the day on which it is given.
    mine = good(rights_end_on=timezone.localdate() + timedelta(days=1))
    then = timezone.now() + timedelta(days=3)
    facts = {"picture_alt": "Warga berjalan di jalan baru.", "embargo_until": then}
    item = make.published(by=ratna, approver=maria, picture=mine, **facts)
    schedule.release_due(then)
    item.refresh_from_db()
    assert not item.live


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("taken_at", "0001-01-01 00:00"),
        ("taken_at", "9999-12-31 23:59"),
        ("rights_end_on", "0001-01-01"),
        ("consent_on", "9999-12-31"),
        ("consent_on", "2099-01-01"),
        ("licence_address", "javascript:alert(1)"),
        ("consent", "mungkin"),
    ],
)
def test_the_form_refuses_what_cannot_be_meant(
    client: Client, editor: User, name: str, value: str
) -> None:
    mine = picture()
    client.force_login(editor)
    answer = client.post(address(mine), FACTS | {name: value})
    assert answer.status_code == 200
    assert answer.context["form"].errors[name]


def test_who_agreed_is_read_by_editors_only(
    client: Client, editor: User, ratna: User
) -> None:
    mine = picture(ratna)
    client.force_login(ratna)
    assert 'name="consent_by"' in client.get(address(mine)).content.decode()
    named = {"consent": "given", "consent_on": "2026-11-20", "consent_by": "Ibu Tenun"}
    client.post(address(mine), FACTS | {"rights": "own"} | named)
    assert Picture.objects.get().lacks(on=TODAY) == []
    assert "Ibu Tenun" not in client.get(address(mine)).content.decode()
    client.post(address(mine), FACTS | {"rights": "own", "consent": "missing"})
    assert Picture.objects.get().consent_by == "Ibu Tenun"
    client.force_login(editor)
    assert "Ibu Tenun" in client.get(address(mine)).content.decode()


@pytest.mark.parametrize("year", [1970, 2090])
def test_a_time_of_a_wrong_clock_is_offered_and_marked(
    client: Client, editor: User, year: int
) -> None:
    mine = picture()
    client.force_login(editor)
    sure = client.get(address(mine)).content.decode()
    mine.taken_at = datetime(year, 1, 1, tzinfo=UTC)
    mine.save()
    page = client.get(address(mine)).content.decode()
    assert "meragukan" in page or "doubtful" in page
    assert "meragukan" not in sure
    assert "doubtful" not in sure
    assert str(year) in page


WITHDRAWN = {"consent": "withdrawn", "consent_by": "Ibu Tenun"}


@pytest.mark.parametrize(
    ("consent", "agreed_on", "kept"),
    [
        ("given", "2026-11-25", "given"),
        ("given", "2026-11-01", "withdrawn"),
        ("none", "", "withdrawn"),
    ],
)
def test_a_withdrawn_consent_comes_back_by_a_new_one_alone(
    client: Client, editor: User, consent: str, agreed_on: str, kept: str
) -> None:
    mine = good(**WITHDRAWN, consent_on=date(2026, 11, 1), withdrawn_on=TODAY)
    client.force_login(editor)
    facts = FACTS | {"rights": "own", "consent": consent, "consent_on": agreed_on}
    client.post(address(mine), facts | {"consent_by": "Ibu Tenun"})
    assert Picture.objects.get().consent == kept


def test_who_uploaded_it_does_not_give_a_withdrawn_consent_back(
    client: Client, ratna: User
) -> None:
    mine = good(**WITHDRAWN, withdrawn_on=TODAY)
    Picture.objects.update(uploaded_by_user=ratna)
    client.force_login(ratna)
    facts = FACTS | {"rights": "own", "consent": "given", "consent_on": "2026-11-25"}
    client.post(address(mine), facts)
    batch = {"picture": [mine.pk], "sama-consent": "none"}
    said = client.post(reverse("files_same"), batch).json()["said"]
    assert "0" in said
    assert Picture.objects.get().consent == "withdrawn"


def test_who_took_a_photo_sees_its_rights_and_no_others(
    client: Client, kominfo: Unit, ratna: User
) -> None:
    yanti = make.person("Yanti Contoh", "photographer", of=kominfo)
    mine, other = picture(), picture()
    for photo, by, title in ((mine, yanti, "Milik saya"), (other, ratna, "Lain")):
        facts = {"uploaded_by_user": by, "title": title}
        Picture.objects.filter(pk=photo.pk).update(**facts)
    client.force_login(yanti)
    assert "/kantor/hak-foto/" in client.get("/kantor/").content.decode()
    html = client.get("/kantor/hak-foto/?jenis=unstated").content.decode()
    assert ("Milik saya" in html, "Lain<" in html) == (True, False)


def test_what_states_nothing_is_filled_in_and_not_replaced(
    client: Client, editor: User
) -> None:
    mine = picture()
    client.force_login(editor)
    address = reverse("files_rights")
    shown = client.get(f"{address}?jenis=unstated").content.decode()
    assert f"{reverse('wagtailimages:edit', args=[mine.pk])}#id_rights" in shown
    assert "Ganti di semua halaman" not in shown
    good(rights_end_on=date(2026, 11, 1))
    shown = client.get(f"{address}?jenis=lapsed").content.decode()
    assert "1 Nov 2026" in shown
    assert "Nov." not in shown
    shown = client.get(f"{address}?jenis=soon").content.decode()
    assert "Tidak ada hak yang berakhir dalam 30 hari ke depan." in shown
