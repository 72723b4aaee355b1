"""Every screen of Wagtail that takes or removes a file, walked as people walk it."""

from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse
from PIL import Image
from tests import make
from tests.files.test_shown import PDF, picture
from tests.files.test_uploads import jpeg
from wagtail.models import UploadedFile

from sasando.accounts.models import Unit, User
from sasando.files.intake import Refused
from sasando.files.models import OfficeDocument, Picture

pytestmark = pytest.mark.django_db
HOSTILE = b"<!doctype html><script>alert(1)</script>"
AJAX = {"X-Requested-With": "XMLHttpRequest"}
ROOMS = ["wagtailimages", "wagtaildocs"]
SENTENCE = "Halaman yang sudah terbit"
FACTS = {"title": "Contoh", "collection": "1", "tags": ""}


@pytest.fixture(params=["writer", "superuser"])
def person(request: Any, kominfo: Unit) -> User:
    person = make.person("Meja Contoh", "writer", of=kominfo)
    person.is_superuser = request.param == "superuser"
    person.save()
    return person


@pytest.fixture
def desk(client: Client, person: User) -> Client:
    client.force_login(person)
    return client


def rows(room: str) -> Any:
    return (Picture if room == "wagtailimages" else OfficeDocument)._default_manager


def good(room: str) -> ContentFile[bytes]:
    if room == "wagtailimages":
        return ContentFile(jpeg(gps=True), name="tenun.jpg")
    return ContentFile(PDF, name="jadwal.exe")


def bad(room: str) -> ContentFile[bytes]:
    return ContentFile(HOSTILE, name=good(room).name)


def named(prefix: str, facts: dict[str, Any]) -> dict[str, Any]:
    return {f"{prefix}-{name}": value for name, value in facts.items()}


def stored(room: str) -> set[str]:
    folder = "pictures" if room == "wagtailimages" else "documents"
    if not default_storage.exists(folder):
        return set()
    return {f"{folder}/{name}" for name in default_storage.listdir(folder)[1]}


def assert_safe(room: str) -> None:
    row = rows(room).get()
    if room == "wagtailimages":
        with Image.open(row.file.path) as kept:
            assert not kept.getexif()
    else:
        assert row.file.name.endswith(".pdf")
    assert "tenun" not in row.file.name


@pytest.mark.parametrize("room", ROOMS)
def test_the_screen_for_one_file_takes_good_ones_only(room: str, desk: Client) -> None:
    address = reverse(f"{room}:add")
    page = desk.get(address).content.decode()
    assert "w-sync" in page, "the title follows the file's name"
    for file in (bad(room), ContentFile(b"", name="a.jpg"), None):
        more = {"file": file} if file else {}
        assert desk.post(address, FACTS | more).status_code == 200
        assert not rows(room).exists()
    assert desk.post(address, FACTS | {"file": good(room)}).status_code == 302
    assert_safe(room)


@pytest.mark.parametrize("room", ROOMS)
def test_the_screen_of_a_file_takes_good_ones_only(room: str, desk: Client) -> None:
    desk.post(reverse(f"{room}:add"), FACTS | {"file": good(room)})
    row = rows(room).get()
    address = reverse(f"{room}:edit", args=[row.pk])
    assert desk.get(address).status_code == 200
    assert desk.post(address, FACTS | {"file": bad(room)}).status_code == 200
    assert rows(room).get().file == row.file
    assert desk.post(address, FACTS | {"title": "Lain"}).status_code == 302
    assert rows(room).get().title == "Lain"
    assert rows(room).get().file == row.file
    assert desk.post(address, FACTS | {"file": good(room)}).status_code == 302
    assert rows(room).get().file != row.file
    assert_safe(room)


@pytest.mark.parametrize("room", ROOMS)
def test_many_files_are_added_named_and_taken_back(room: str, desk: Client) -> None:
    address = reverse(f"{room}:add_multiple")
    assert desk.get(address).status_code == 200
    assert desk.post(address, headers=AJAX).status_code == 400
    answer = desk.post(address, {"files[]": bad(room)}, headers=AJAX).json()
    assert answer["success"] is False
    assert answer["error_message"]
    answer = desk.post(address, {"files[]": good(room)}, headers=AJAX).json()
    assert answer["success"] is True
    assert 'type="file"' not in answer["form"]
    assert_safe(room)
    key, prefix = rows(room).get().pk, "image" if "images" in room else "doc"
    facts = named(f"{prefix}-{key}", FACTS | {"title": "Nama baru"})
    address = reverse(f"{room}:edit_multiple", args=[key])
    assert desk.post(address, facts, headers=AJAX).json()["success"] is True
    assert rows(room).get().title == "Nama baru"
    assert_safe(room)
    address = reverse(f"{room}:delete_multiple", args=[key])
    assert desk.post(address, headers=AJAX).json()["success"] is True
    assert not rows(room).exists()


@pytest.mark.parametrize("room", ROOMS)
def test_a_file_that_waited_for_its_title_is_made_safe(room: str, desk: Client) -> None:
    address, known = reverse(f"{room}:add_multiple"), stored(room)
    too_long = {"title": "x" * 300, "files[]": good(room)}
    answer = desk.post(address, too_long, headers=AJAX).json()
    assert answer["success"] is True
    assert not rows(room).exists()
    key = UploadedFile.objects.get().pk
    kind = "image" if room == "wagtailimages" else "document"
    address = reverse(f"{room}:create_multiple_from_uploaded_{kind}", args=[key])
    facts = named(f"uploaded-{kind}-{key}", FACTS)
    answer = desk.post(address, facts, headers=AJAX).json()
    assert answer["success"] is True, answer
    assert_safe(room)
    assert stored(room) - known == {rows(room).get().file.name}


@pytest.mark.parametrize("room", ROOMS)
def test_the_chooser_takes_good_files_only(room: str, desk: Client) -> None:
    address = reverse(f"{room}_chooser:create")
    assert desk.get(reverse(f"{room}_chooser:choose")).status_code == 200
    kind = "image" if room == "wagtailimages" else "document"
    prefix = f"{kind}-chooser-upload"
    for file in (bad(room), None):
        facts = FACTS | ({"file": file} if file else {})
        assert desk.post(address, named(prefix, facts)).status_code == 200
        assert not rows(room).exists()
    answer = desk.post(address, named(prefix, FACTS | {"file": good(room)}))
    assert answer.status_code == 200
    assert_safe(room)


def test_bytes_put_into_the_storage_first_are_judged_all_the_same() -> None:
    known = stored("wagtaildocs")
    with pytest.raises(Refused):
        OfficeDocument(title="x").file.save("x.pdf", bad("wagtaildocs"))
    assert not OfficeDocument.objects.exists()
    assert stored("wagtaildocs") == known
    row = Picture(title="x")
    row.file.save("x.jpg", good("wagtailimages"))
    assert_safe("wagtailimages")


# --- a file on a published page ---------------------------------------------


def on_a_page(room: str, *, by: User, approver: User) -> Any:
    if room == "wagtailimages":
        row: Any = picture(by)
        facts: dict[str, Any] = {"picture": row, "picture_alt": "Jalan baru."}
    else:
        file = ContentFile(PDF, name="a.pdf")
        row = OfficeDocument.objects.create(
            title="Jadwal", file=file, uploaded_by_user=by
        )
        link = f'<p><a linktype="document" id="{row.pk}">Jadwal</a></p>'
        facts = {"body": [("paragraph", link)]}
    make.published(by=by, approver=approver, **facts)
    return row


@pytest.mark.parametrize("room", ROOMS)
def test_screens_that_delete_say_why_a_shown_file_stays(
    room: str, desk: Client, person: User, maria: User
) -> None:
    row = on_a_page(room, by=person, approver=maria)
    address = reverse(f"{room}:delete", args=[row.pk])
    for answer in (desk.get(address, follow=True), desk.post(address, follow=True)):
        assert SENTENCE in answer.content.decode()
    model = row._meta.model_name
    address = reverse("wagtail_bulk_action", args=["files", model, "delete"])
    answer = desk.post(f"{address}?id={row.pk}", follow=True)
    assert SENTENCE in answer.content.decode()
    address = reverse(f"{room}:delete_multiple", args=[row.pk])
    assert desk.post(address, headers=AJAX).status_code == 403
    assert rows(room).filter(pk=row.pk).exists()


@pytest.mark.parametrize("room", ROOMS)
def test_screens_that_change_say_why_a_shown_file_stays(
    room: str, desk: Client, person: User, maria: User
) -> None:
    row = on_a_page(room, by=person, approver=maria)
    field = "caption" if room == "wagtailimages" else "title"
    facts = FACTS | {"title": row.title, field: "Lain"}
    address = reverse(f"{room}:edit", args=[row.pk])
    for more in ({}, {"file": good(room)}):
        assert SENTENCE in desk.post(address, facts | more).content.decode()
    prefix = "image" if room == "wagtailimages" else "doc"
    address = reverse(f"{room}:edit_multiple", args=[row.pk])
    answer = desk.post(address, named(f"{prefix}-{row.pk}", facts), headers=AJAX)
    assert answer.json()["success"] is False
    fresh = rows(room).get(pk=row.pk)
    assert getattr(fresh, field) == getattr(row, field)
    assert fresh.file.storage.exists(row.file.name)


def test_an_unshown_file_is_deleted_by_its_owner(desk: Client, person: User) -> None:
    row = picture(person)
    desk.post(reverse("wagtailimages:delete", args=[row.pk]))
    assert not Picture.objects.exists()


@pytest.mark.parametrize("role", ["editor", "approver"])
def test_editors_and_approvers_change_the_files_of_others(
    role: str, client: Client, ratna: User, kominfo: Unit
) -> None:
    row = picture(ratna)
    client.force_login(make.person("Penyunting Lain", role, of=kominfo))
    address = reverse("wagtailimages:edit", args=[row.pk])
    client.post(address, FACTS | {"caption": "Lain"})
    assert Picture.objects.get().caption == "Lain"


def test_the_screen_of_a_picture_has_no_point_that_does_nothing(desk: Client) -> None:
    desk.post(
        reverse("wagtailimages:add"), {"title": "Satu", "file": good("wagtailimages")}
    )
    picture = rows("wagtailimages").get()
    shown = desk.get(reverse("wagtailimages:edit", args=[picture.pk])).content.decode()
    assert 'name="caption"' in shown
    assert f"{picture.width} × {picture.height}" in shown
    assert "focal" not in shown
    assert "Jcrop" not in shown
