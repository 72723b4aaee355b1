"""What a published page shows of a file stays as it was approved."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db.models import ProtectedError
from django.test import Client
from django.urls import reverse
from tests import make
from tests.files.test_uploads import jpeg
from wagtail.models import Workflow

from sasando.accounts import workflow
from sasando.accounts.models import Unit, User
from sasando.core import approvals, redaction
from sasando.core.workflow import NotAllowed
from sasando.files.models import OfficeDocument, Picture
from sasando.files.rights import state
from sasando.newsroom.models import NewsPage

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def picture(by: User | None = None) -> Picture:
    """A picture that may be shown."""
    return bare(by, rights="own", consent="none")


def bare(by: User | None = None, **facts: str) -> Picture:
    """A picture of which nobody has said yet whose it is."""
    file = ContentFile(jpeg(), name="a.jpg")
    return Picture.objects.create(
        title="Jalan", file=file, uploaded_by_user=by, **facts
    )


@pytest.fixture
def shown(ratna: User, maria: User) -> Picture:
    mine = picture(ratna)
    make.published(
        by=ratna, approver=maria, picture=mine, picture_alt="Warga di jalan baru."
    )
    return mine


@pytest.fixture
def linked(ratna: User, maria: User) -> OfficeDocument:
    file = ContentFile(PDF, name="a.pdf")
    document = OfficeDocument.objects.create(title="Jadwal", file=file)
    link = f'<p><a linktype="document" id="{document.pk}">Jadwal</a></p>'
    make.published(by=ratna, approver=maria, body=[("paragraph", link)])
    return document


@pytest.fixture
def desk(client: Client) -> Client:
    root = User.objects.create_superuser("akar@example.org", make.PASSWORD, name="Akar")
    client.force_login(root)
    return client


def test_a_caption_or_file_on_a_live_page_is_not_changed(shown: Picture) -> None:
    shown.caption = "GUBERNUR MUNDUR"
    with pytest.raises(NotAllowed):
        shown.save()
    shown.refresh_from_db()
    shown.file = ContentFile(jpeg(gps=True), name="b.jpg")
    with pytest.raises(NotAllowed):
        shown.save()
    with pytest.raises((NotAllowed, ProtectedError)):
        Picture.objects.filter(pk=shown.pk).delete()
    fresh = Picture.objects.get(pk=shown.pk)
    fresh.focal_point_x = 10
    fresh.save()


def test_a_linked_document_is_neither_changed_nor_deleted(
    linked: OfficeDocument,
) -> None:
    linked.file = ContentFile(PDF + b"%", name="b.pdf")
    with pytest.raises(NotAllowed):
        linked.save()
    with pytest.raises(NotAllowed):
        OfficeDocument.objects.get(pk=linked.pk).delete()


def test_the_screen_says_why(desk: Client, shown: Picture) -> None:
    address = reverse("wagtailimages:edit", args=[shown.pk])
    facts = {"title": "Jalan", "caption": "Lain", "collection": "1", "tags": ""}
    answer = desk.post(address, facts)
    assert answer.status_code == 200
    assert "Halaman yang sudah terbit" in answer.content.decode()
    desk.post(reverse("wagtailimages:delete", args=[shown.pk]))
    assert Picture.objects.filter(pk=shown.pk, caption=shown.caption).exists()


def test_a_file_may_change_once_its_withdrawn_text_is_redacted(
    shown: Picture, maria: User
) -> None:
    page = NewsPage.objects.get()
    approvals.withdraw(page, by=maria, at=make.NOW, reason="Salah gambar.")
    shown.caption = "Jalan lama"
    with pytest.raises(NotAllowed):
        shown.save()
    redaction.redact(
        page, by=maria, at=make.NOW, approval=page.versions()[0], reason="Nama anak."
    )
    shown.save()


def test_a_writer_changes_only_the_own_files(
    client: Client, ratna: User, bima: User
) -> None:
    theirs = picture(ratna)
    client.force_login(bima)
    address = reverse("wagtailimages:edit", args=[theirs.pk])
    facts = {"title": "Jalan", "caption": "Lain", "collection": "1", "tags": ""}
    client.post(address, facts)
    assert Picture.objects.get(pk=theirs.pk).caption == theirs.caption
    client.force_login(ratna)
    assert client.post(address, facts).status_code == 302
    assert Picture.objects.get(pk=theirs.pk).caption == "Lain"


def test_groups_of_an_older_release_get_the_rights_of_the_table(ratna: User) -> None:
    group = ratna.groups.get()
    wanted = set(rights(group))
    group.collection_permissions.all().delete()
    workflow.renew_file_rights(group)
    workflow.renew_file_rights(group)
    assert set(rights(group)) == wanted
    assert {name.split("_")[0] for name in wanted} == {"add", "choose"}


def rights(group: Any) -> list[str]:
    given = group.collection_permissions.select_related("permission")
    return [right.permission.codename for right in given]


@pytest.mark.parametrize("room", ["wagtailimages", "wagtaildocs"])
def test_many_files_are_added_at_once(room: str, desk: Client, kominfo: Unit) -> None:
    address = reverse(f"{room}:add_multiple")
    assert desk.get(address).status_code == 200
    good, name = (jpeg(), "a.jpg") if room == "wagtailimages" else (PDF, "a.pdf")
    field = "files[]"
    for content, whole in ((good, True), (b"<html><script>x</script>", False)):
        answer = desk.post(
            address,
            {field: ContentFile(content, name=name)},
            headers={"X-Requested-With": "XMLHttpRequest"},
        )
        assert answer.status_code == 200
        assert answer.json()["success"] is whole, answer.json()


@pytest.mark.parametrize(
    "name",
    [
        "images/%00.jpg",
        "%00",
        f"images/{'a' * 300}.jpg",
        f"images/{'é' * 150}.jpg",
        "images/../x.jpg",
    ],
)
def test_an_odd_name_of_a_picture_is_not_found(name: str, client: Client) -> None:
    wanted = 400 if "%00" in name else 404
    assert client.get(f"/media/{name}").status_code == wanted


def second_version(page: Any, *, by: User, approver: User, **more: Any) -> None:
    """Publish the next version of this page."""
    text = NewsPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    for name, value in (more | {"change": "real", "change_note": "Lain."}).items():
        setattr(text, name, value)
    text.save_revision(user=by)
    make.approve(NewsPage.objects.get(pk=page.pk), by=approver)
    approvals.publish(NewsPage.objects.get(pk=page.pk), by=approver, at=make.NOW)


ALT = "Warga berjalan di jalan baru."


def test_words_beneath_a_picture_stay_while_a_text_waits_for_its_hour(
    ratna: User, maria: User
) -> None:
    mine, then = picture(ratna), make.NOW + timedelta(days=1)
    facts = {"picture": mine, "picture_alt": ALT, "embargo_until": then}
    make.published(by=ratna, approver=maria, **facts)
    mine.caption = "Gubernur mundur"
    with pytest.raises(NotAllowed):
        mine.save()
    with pytest.raises(NotAllowed):
        Picture.objects.get(pk=mine.pk).delete()


def test_words_beneath_a_picture_stay_while_somebody_is_asked(
    ratna: User, maria: User, second_person: Workflow
) -> None:
    mine = picture(ratna)
    page = make.news(by=ratna, picture=mine, picture_alt=ALT)
    other = picture(ratna)
    second_person.start(page, ratna)
    mine.caption = "Gubernur mundur"
    with pytest.raises(NotAllowed):
        mine.save()
    other.caption = "Jalan lain"
    other.save()
    page.current_workflow_state.cancel(user=ratna)
    mine.save()


def test_a_document_stays_with_every_version_that_shows_it(
    ratna: User, maria: User
) -> None:
    mine = OfficeDocument.objects.create(
        title="Jadwal", file=ContentFile(PDF, name="a.pdf")
    )
    page = make.published(
        by=ratna, approver=maria, body=[("document", {"document": mine, "about": ""})]
    )
    body = [("paragraph", "<p>Tanpa jadwal.</p>")]
    second_version(page, by=ratna, approver=maria, body=body)
    mine.title = "Gubernur mundur"
    with pytest.raises(NotAllowed):
        mine.save()
    with pytest.raises(NotAllowed):
        OfficeDocument.objects.get(pk=mine.pk).delete()


def test_bytes_and_words_of_an_old_version_stay(ratna: User, maria: User) -> None:
    mine = picture(ratna)
    page = make.published(by=ratna, approver=maria, picture=mine, picture_alt=ALT)
    second_version(page, by=ratna, approver=maria, picture=None, picture_alt="")
    mine.caption = "Gubernur mundur"
    with pytest.raises(NotAllowed):
        mine.save()
    redaction.redact(
        page, by=maria, at=make.NOW, approval=page.versions()[0], reason="Nama anak."
    )
    mine.save()


def test_no_version_shows_a_picture_whose_consent_was_withdrawn(
    ratna: User, maria: User, client: Client
) -> None:
    mine = picture(ratna)
    page = make.published(by=ratna, approver=maria, picture=mine, picture_alt=ALT)
    second_version(page, by=ratna, approver=maria, picture=None, picture_alt="")
    address = f"{page.url}versi/1/"
    assert "/media/images/" in client.get(address).content.decode()
    state(mine, by=None, at=make.NOW, consent="withdrawn")
    said = client.get(address).content.decode()
    assert "/media/images/" not in said
    assert "tidak ditampilkan lagi" in said
