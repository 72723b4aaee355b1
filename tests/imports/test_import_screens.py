"""The staff screens of imports: send, read, start, approve, take back, as a table."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.imports import old_site
from tests.imports.bringing import brought, importer, page_of, received, sections, work
from tests.imports.old_site import item

from sasando.accounts.models import Unit, User
from sasando.imports import jobs
from sasando.imports.models import Import, Row

pytestmark = pytest.mark.django_db


@pytest.fixture
def ina(kominfo: Unit) -> User:
    """An editor, who imports."""
    sections()
    return importer(kominfo)


def post_file(client: Client, content: bytes, **facts: str) -> object:
    unit = str(Unit.objects.get(short_name="Dinas Kominfo").pk)
    file = SimpleUploadedFile("lama.xml", content, "text/xml")
    facts = {"unit": unit, "undescribed": "keep"} | facts
    return client.post(reverse("imports_new"), facts | {"file": file})  # type: ignore[dict-item]


def test_an_editor_sends_reads_starts_and_another_approves(
    client: Client, ina: User, maria: User
) -> None:
    client.force_login(ina)
    post_file(client, old_site.export(item(1), item(2)).encode())
    batch = Import.objects.get()
    assert Path(batch.file).parent == Path(settings.DATA) / "imports"
    show = reverse("imports_show", args=[batch.pk])
    answer = client.get(show)
    assert answer["Refresh"] == "5"
    work(batch)
    answer = client.get(show)
    assert "Refresh" not in answer
    assert b"Kabar 2" in answer.content
    client.post(reverse("imports_start", args=[batch.pk]))
    work(batch)
    approve = reverse("imports_approve", args=[batch.pk])
    assert approve.encode() not in client.get(show).content
    client.force_login(maria)
    assert approve.encode() in client.get(show).content
    answer = client.get(approve)
    assert b"Kabar 1" in answer.content
    client.post(approve, {"seal": answer.context["seal"]})
    work(batch)
    assert page_of(batch).live


@pytest.mark.parametrize(
    ("content", "field"),
    [(b"PK\x03\x04 bukan xml", "file"), (b"", "file"), (b"halo", "file")],
)
def test_what_is_no_xml_is_said_beside_the_field(
    client: Client, ina: User, content: bytes, field: str
) -> None:
    client.force_login(ina)
    answer = post_file(client, content)
    assert answer.status_code == 200  # type: ignore[attr-defined]
    assert answer.context["form"].errors[field]  # type: ignore[attr-defined]
    assert not Import.objects.exists()


def test_an_address_for_files_is_judged_and_loopback_is_never_trusted(
    client: Client, ina: User
) -> None:
    client.force_login(ina)
    whole = old_site.export(item(1, text=f"Satu {old_site.image('a.png')}")).encode()
    answer = post_file(client, whole, media_address="file:///etc/")
    assert answer.context["form"].errors["media_address"]  # type: ignore[attr-defined]
    post_file(client, whole, media_address="http://127.0.0.1:1/uploads/")
    batch = Import.objects.get()
    work(batch)
    client.post(reverse("imports_start", args=[batch.pk]))
    work(batch)
    [fault] = batch.rows.files().get().said()
    assert fault.code == "media_private"


def test_an_export_is_deleted_when_it_is_done_with(client: Client, ina: User) -> None:
    client.force_login(ina)
    for _ in range(2):
        post_file(client, old_site.export(item(1)).encode())
    first, second = map(work, Import.objects.order_by("pk"))
    client.post(reverse("imports_undo", args=[second.pk]))
    jobs.files(second.at)
    assert first.path().is_file()
    assert not second.path().exists()
    client.post(reverse("imports_start", args=[first.pk]))
    path = work(first).path()
    jobs.files(first.at + jobs.KEPT + timedelta(days=1))
    assert not path.exists()


def test_a_folder_is_chosen_by_name_and_no_path_gets_in(
    client: Client, ina: User, tmp_path: Path
) -> None:
    client.force_login(ina)
    content = old_site.export(item(1)).encode()
    answer = post_file(client, content, media_folder="../../etc")
    assert answer.context["form"].errors["media_folder"]  # type: ignore[attr-defined]


def test_a_bad_choice_for_a_category_is_said(client: Client, ina: User) -> None:
    client.force_login(ina)
    content = old_site.export(item(1)).encode()
    answer = post_file(client, content, mapping="berita=majalah")
    assert "majalah" in str(answer.context["form"].errors["mapping"])  # type: ignore[attr-defined]


def test_each_form_bears_the_sign_that_it_is_ours(
    ina: User, maria: User, tmp_path: Path
) -> None:
    batch = received(tmp_path, item(1), by=ina)
    steps = [
        ("show", ina, "start"),
        ("approve", maria, "approve"),
        ("undo", ina, "undo"),
    ]
    for shown, person, step in steps:
        client = Client(enforce_csrf_checks=True)
        client.force_login(person)
        answer = client.get(reverse(f"imports_{shown}", args=[batch.pk]))
        seal = answer.context.get("seal", "")
        sign = re.search(r'csrfmiddlewaretoken" value="(\w+)"', answer.content.decode())
        assert sign, shown
        facts = {"csrfmiddlewaretoken": sign[1], "seal": seal}
        done = client.post(reverse(f"imports_{step}", args=[batch.pk]), facts)
        assert done.status_code == 302, step
        batch = work(batch)
    assert batch.status == Import.Status.UNDONE


def test_undo_asks_first_and_then_takes_back(
    client: Client, ina: User, tmp_path: Path
) -> None:
    batch = brought(tmp_path, item(1), by=ina)
    client.force_login(ina)
    address = reverse("imports_undo", args=[batch.pk])
    assert client.get(address).status_code == 200
    assert batch.rows.made().count() == 1
    client.post(address)
    assert work(batch).status == Import.Status.UNDONE


def test_a_writer_sees_none_of_it(
    client: Client, ina: User, ratna: User, tmp_path: Path
) -> None:
    batch = brought(tmp_path, item(1), by=ina)
    client.force_login(ratna)
    for name in ("show", "start", "approve", "undo", "table"):
        answer = client.post(reverse(f"imports_{name}", args=[batch.pk]))
        assert answer.status_code in {302, 403}, name
    assert batch.rows.made().count() == 1
    batch.refresh_from_db()
    assert batch.status == Import.Status.DONE


def test_no_step_is_taken_by_looking(client: Client, ina: User, tmp_path: Path) -> None:
    batch = received(tmp_path, item(1), by=ina)
    client.force_login(ina)
    assert client.get(reverse("imports_start", args=[batch.pk])).status_code == 405


def test_the_table_runs_nothing_in_a_table_program(
    client: Client, ina: User, tmp_path: Path
) -> None:
    batch = received(tmp_path, item(1, title="=CMD()|calc", slug="a"), by=ina)
    client.force_login(ina)
    answer = client.get(reverse("imports_table", args=[batch.pk]))
    text = answer.content.decode("utf-8-sig")
    assert "'=CMD()|calc" in text
    assert len(text.splitlines()) == 2


@pytest.mark.parametrize("count", [60, pytest.param(6_000, marks=pytest.mark.soak)])
def test_ten_queries_show_any_number_of_rows(
    client: Client, ina: User, tmp_path: Path, count: int
) -> None:
    batch = brought(tmp_path, item(1), by=ina)
    rows = [
        Row(batch=batch, place=n, source="x", key=f"k{n}", kind="news", title=f"T{n}")
        for n in range(2, count)
    ]
    Row.objects.bulk_create(rows, batch_size=500)
    client.force_login(ina)
    for name in ("show", "index"):
        args = [batch.pk] if name == "show" else []
        address = reverse(f"imports_{name}", args=args)
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        assert len(asked) <= 10, [q["sql"][:100] for q in asked]


def test_feeds_are_set_up_by_an_editor_in_the_editors_own_name(
    client: Client, ina: User
) -> None:
    client.force_login(ina)
    unit = Unit.objects.get(short_name="Dinas Kominfo").pk
    facts = {"name": "Situs Ende", "unit": unit, "is_active": "on"}
    address = reverse("feeds:add")
    bad = client.post(address, facts | {"address": "file:///etc/passwd"})
    assert bad.status_code == 200
    client.post(address, facts | {"address": "https://ende.example.org/feed/"})
    from sasando.imports.models import Feed

    assert Feed.objects.get().by == ina
    assert client.get(reverse("feeds:index")).status_code == 200


def test_an_approver_reads_the_words_of_each_kind_of_text(
    tmp_path: Path, client: Client, ina: User, maria: User
) -> None:
    page = item(2, kind="page", text="<p>Profil</p><p>Dinas &amp; UPTD.</p>")
    batch = brought(tmp_path, item(1), page, by=ina)
    client.force_login(maria)
    answer = client.get(reverse("imports_approve", args=[batch.pk]))
    words = [words for _row, _summary, words in answer.context["sample"]]
    assert "Profil Dinas & UPTD." in words
    assert all(words)
    assert b"Profil Dinas &amp; UPTD." in answer.content


def test_before_the_start_nothing_is_said_to_have_failed(
    tmp_path: Path, client: Client, ina: User
) -> None:
    batch = received(tmp_path, item(1), item(2, title="", text=""), by=ina)
    client.force_login(ina)
    for screen in ("imports_show", "imports_table"):
        html = client.get(reverse(screen, args=[batch.pk])).content.decode()
        assert "Tidak dapat diimpor" in html
        assert "Gagal diimpor" not in html
    client.post(reverse("imports_start", args=[batch.pk]))
    work(batch)
    html = client.get(reverse("imports_show", args=[batch.pk])).content.decode()
    assert "Gagal diimpor" in html
