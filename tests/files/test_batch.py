"""What many pictures share is written once."""

from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from tests import make
from tests.files.test_rights import TODAY
from tests.files.test_screens import AJAX
from tests.files.test_shown import bare as picture
from tests.files.test_uploads import jpeg

from sasando.accounts.models import Unit, User
from sasando.core.models import Entry
from sasando.files.models import Picture

pytestmark = pytest.mark.django_db
SAME = {
    "sama-caption": "Panen di Oelamasi",
    "sama-photographer": "Ratna",
    "sama-rights": "own",
    "sama-consent": "given",
    "sama-consent_by": "Ibu Contoh",
    "sama-consent_on": "2026-11-20",
}
ALT = "Warga berjalan di jalan baru."


@pytest.fixture
def desk(client: Client, kominfo: Unit) -> Client:
    client.force_login(make.person("Juru Foto", "photographer", of=kominfo))
    return client


def add(desk: Client, **facts: str) -> Any:
    address = reverse("wagtailimages:add_multiple")
    body = {"title": "Panen", "files[]": ContentFile(jpeg(), name="a.jpg"), **facts}
    return desk.post(address, body, headers=AJAX).json()


def test_each_file_of_a_batch_gets_what_is_the_same(desk: Client) -> None:
    assert add(desk, **SAME)["success"] is True
    row = Picture.objects.get()
    assert (row.caption, row.photographer) == ("Panen di Oelamasi", "Ratna")
    assert row.lacks(on=TODAY) == []
    entry = Entry.objects.for_instance(row).get()
    assert entry.data["after"]["rights"] == "own"
    assert "Ibu" not in str(entry.data)


def test_what_is_left_empty_stays_as_the_file_says_it(desk: Client) -> None:
    add(desk)
    alone = Picture.objects.get()
    add(desk, **{"sama-photographer": "Ratna"})
    other = Picture.objects.latest("pk")
    assert (other.caption, other.copyright) == (alone.caption, alone.copyright)
    assert not Entry.objects.for_instance(other).exists()


def test_forty_files_are_given_the_same_and_each_stays_editable(desk: Client) -> None:
    owner = User.objects.get()
    first = picture(owner)
    names = {"file": first.file.name, "width": 1, "height": 1}
    rows = [Picture(title=f"P{n}", uploaded_by_user=owner, **names) for n in range(40)]
    Picture.objects.bulk_create(rows)
    keys = [row.pk for row in Picture.objects.exclude(pk=first.pk)]
    answer = desk.post(reverse("files_same"), SAME | {"picture": keys}).json()
    assert answer["facts"]["caption"] == "Panen di Oelamasi"
    assert (
        Picture.objects.filter(caption="Panen di Oelamasi", rights="own").count() == 40
    )
    address = reverse("wagtailimages:edit_multiple", args=[keys[0]])
    facts = {"title": "P", "tags": "", "collection": "1", "caption": "Lain"}
    named = {f"image-{keys[0]}-{name}": value for name, value in facts.items()}
    assert desk.post(address, named, headers=AJAX).json()["success"] is True
    assert Picture.objects.get(pk=keys[0]).caption == "Lain"


def test_pictures_of_others_and_shown_ones_are_left(
    desk: Client, ratna: User, maria: User
) -> None:
    photographer = User.objects.get(name="Juru Foto")
    theirs, mine = picture(ratna), picture(photographer, rights="own", consent="none")
    make.published(by=ratna, approver=maria, picture=mine, picture_alt=ALT)
    keys = {"picture": [theirs.pk, mine.pk, "x"]}
    answer = desk.post(reverse("files_same"), SAME | keys).json()
    assert answer["said"].count("Jalan") == 2
    assert not Picture.objects.filter(caption=SAME["sama-caption"]).exists()


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "2099-01-01", "besok"])
def test_a_date_that_cannot_be_meant_is_told_and_stores_nothing(
    desk: Client, day: str
) -> None:
    answer = add(desk, **SAME | {"sama-consent_on": day})
    assert answer["success"] is False
    assert answer["error_message"]
    assert not Picture.objects.exists()
    answer = desk.post(reverse("files_same"), {"sama-consent_on": day}).json()
    assert "facts" not in answer


def test_given_by_somebody_is_refused_without_who(desk: Client) -> None:
    mine = picture(User.objects.get())
    given = {"sama-rights": "given", "picture": [mine.pk]}
    said = desk.post(reverse("files_same"), given).json()
    assert "Tulis siapa yang memberinya." in said["said"]
    assert "facts" not in said
    licence = {"sama-rights": "licence", "sama-licence": "CC BY 4.0"}
    assert add(desk, **licence)["success"] is False
    mine.refresh_from_db()
    assert mine.rights == ""
    given |= {"sama-rights_by": "Ibu Contoh"}
    assert "facts" in desk.post(reverse("files_same"), given).json()


def test_the_place_for_the_files_stands_before_the_long_form(desk: Client) -> None:
    shown = desk.get(reverse("wagtailimages:add_multiple")).content.decode()
    assert '<details class="photo-same">' in shown
