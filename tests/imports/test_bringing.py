"""What an import writes: drafts, whole or not at all, and each only once."""

from pathlib import Path

import pytest
from django.utils.translation import override
from tests import make
from tests.imports import old_site
from tests.imports.bringing import (
    brought,
    faults,
    importer,
    page_of,
    received,
    sections,
    work,
)
from tests.imports.old_site import ALT, attachment, category, drawing, image, item
from wagtail.models import Page

from sasando.accounts.models import Unit, User
from sasando.core.models import Approval, Entry
from sasando.core.refusals import NotAllowed
from sasando.files.models import OfficeDocument, Picture
from sasando.imports import jobs, workflow
from sasando.imports.models import Import, Row
from sasando.newsroom.models import NewsPage, PublicationPage
from sasando.website.models import StandardPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def ina(kominfo: Unit) -> User:
    """An editor, who imports."""
    sections()
    return importer(kominfo)


def test_reading_writes_no_page(tmp_path: Path, ina: User) -> None:
    before = Page.objects.count()
    batch = received(tmp_path, item(1), item(2), by=ina)
    assert batch.status == Import.Status.READ
    assert batch.counts()["found"] == 2
    assert (Page.objects.count(), Picture.objects.count()) == (before, 0)


def test_a_post_becomes_a_draft_with_all_that_it_had(tmp_path: Path, ina: User) -> None:
    drawing(tmp_path / "uploads", "2015/03/dermaga.png")
    shown = image("2015/03/dermaga-300x200.png")
    text = f"Perahu datang.\n\n[caption]{shown} Bolok[/caption]"
    terms = category("laut", "Laut") + category("feri", "Feri", domain="post_tag")
    post = item(
        1, title="Perahu & laut", text=text, terms=terms, meta={"_thumbnail_id": "9"}
    )
    author = old_site.author("ratna", email=ina.email.upper(), name="Ina")
    file = attachment(9, "2015/03/dermaga.png")
    batch = brought(tmp_path, post, file, by=ina, authors=author)
    page = page_of(batch)
    assert isinstance(page, NewsPage)
    assert (page.title, page.slug, page.live) == ("Perahu & laut", "kabar-1", False)
    assert {tag.name for tag in page.tags.all()} == {"Laut", "Feri"}
    assert [each.user for each in page.authors.all()] == [ina]
    assert (page.owner, page.unit) == (ina, batch.unit)
    picture = Picture.objects.get()
    assert (page.picture, page.picture_alt) == (picture, ALT)
    [_text, block] = page.body
    assert (block.value["picture"], block.value["caption"]) == (picture, "Bolok")
    assert block.value["credit"] == "Arsip Kominfo"
    assert page.get_latest_revision().user == ina
    assert page.get_latest_revision_as_object().lacks() == []
    entry = Entry.objects.for_instance(page).get()
    assert entry.action == "page.imported"
    assert entry.data["first_published"].startswith("2015-03-02")


def test_a_page_becomes_a_standard_page(tmp_path: Path, ina: User) -> None:
    post = item(1, kind="page", title="Profil", slug="profil", excerpt="Siapa kami.")
    page = page_of(brought(tmp_path, post, by=ina))
    assert isinstance(page, StandardPage)
    assert (page.slug, page.live, page.unit) == ("profil", False, Unit.objects.first())
    assert page.get_latest_revision_as_object().lacks() == []


def test_a_publication_has_its_form(tmp_path: Path, ina: User) -> None:
    post = item(1, terms=category("buletin", "Buletin"))
    page = page_of(brought(tmp_path, post, by=ina))
    assert isinstance(page, PublicationPage)
    assert page.form == PublicationPage.Form.BULLETIN


def test_two_posts_with_one_address_both_come_in(tmp_path: Path, ina: User) -> None:
    posts = [item(n, slug="sama") for n in (1, 2)]
    batch = brought(tmp_path, *posts, by=ina)
    assert {page_of(batch, n).slug for n in (1, 2)} == {"sama", "sama-2"}
    assert "slug_changed" in faults(batch.rows.get(place=2))


def test_running_twice_changes_nothing(tmp_path: Path, ina: User) -> None:
    drawing(tmp_path / "uploads", "a.png")
    items = [item(1, text=f"Satu {image('a.png')}"), item(2), attachment(9, "a.png")]
    brought(tmp_path, *items, by=ina)
    before = list(Page.objects.values_list("pk", "latest_revision_id"))
    again = brought(tmp_path, *items, by=ina)
    assert list(Page.objects.values_list("pk", "latest_revision_id")) == before
    assert Picture.objects.count() == 1
    assert again.counts()["known"] == 3


def test_a_later_export_brings_only_what_is_new(tmp_path: Path, ina: User) -> None:
    brought(tmp_path, item(1), by=ina)
    later = brought(tmp_path, item(1), item(2), by=ina)
    assert later.counts() | {"known": 1, "made": 1} == later.counts()
    assert NewsPage.objects.count() == 2


def test_a_stop_at_any_row_is_gone_on_from(tmp_path: Path, ina: User) -> None:
    drawing(tmp_path / "uploads", "a.png")
    posts = [item(n, text=f"Teks {n} {image('a.png')}") for n in range(5)]
    batch = received(tmp_path, *posts, by=ina)
    workflow.start(batch, by=ina, at=make.NOW)
    batch.refresh_from_db()
    for calls in range(1, 9):
        left = iter([False] * 2 + [True] * 99)
        jobs.step(batch, at=make.NOW, stopped=lambda left=left: next(left))
        batch.refresh_from_db()
        assert batch.counts()["made"] == min(calls * 2, 6), calls
        if not batch.is_at_work:
            break
    work(batch)
    assert (NewsPage.objects.count(), Picture.objects.count()) == (5, 1)


def test_missing_files_are_faults_of_rows_and_stop_nothing(
    tmp_path: Path, ina: User
) -> None:
    (tmp_path / "rahasia.png").write_bytes(b"x")
    text = f"Satu. {image('hilang.png')} {image('../rahasia.png')}"
    batch = brought(tmp_path, item(1, text=text), item(2), by=ina)
    assert [faults(row) for row in batch.rows.files()] == [
        ["media_missing"],
        ["media_outside"],
    ]
    assert batch.counts()["made"] == 2
    assert faults(batch.rows.get(place=1)).count("picture_left") == 2
    assert [block.block_type for block in page_of(batch).body] == ["paragraph"]


def test_what_was_missing_comes_in_when_it_is_there_later(
    tmp_path: Path, ina: User
) -> None:
    batch = brought(tmp_path, item(1, text=f"Satu {image('a.png')}"), by=ina)
    assert batch.counts()["failed"] == 1
    drawing(tmp_path / "uploads", "a.png")
    workflow.start(batch, by=ina, at=make.NOW)
    work(batch)
    assert Picture.objects.count() == 1


def test_hostile_files_are_refused_by_the_intake(tmp_path: Path, ina: User) -> None:
    uploads = tmp_path / "uploads"
    drawing(uploads, "asli.png")
    png = (uploads / "asli.png").read_bytes()
    # A header that says 60,000 by 60,000.
    sides = (60_000).to_bytes(4) * 2
    (uploads / "besar.png").write_bytes(png[:16] + sides + png[24:])
    (uploads / "kode.jpg").write_bytes(b"<?php system($_GET[0]); ?>")
    (uploads / "surat.pdf").write_bytes(b"PK\x03\x04 bukan pdf")
    link = f'<a href="{old_site.ADDRESS}/wp-content/uploads/surat.pdf">Surat</a>'
    text = f"Satu {link}" + image("besar.png") + image("kode.jpg")
    batch = brought(tmp_path, item(1, text=text), by=ina)
    assert [faults(row) for row in batch.rows.files()] == [["media_refused"]] * 3
    assert not Picture.objects.exists()
    assert not OfficeDocument.objects.exists()
    assert page_of(batch).body[0].value.source == "<p>Satu Surat</p>"


def test_a_link_in_the_folder_leads_nowhere_else(tmp_path: Path, ina: User) -> None:
    secret = drawing(tmp_path, "rahasia.png")
    (tmp_path / "uploads").mkdir()
    (tmp_path / "uploads" / "a.png").symlink_to(secret)
    batch = brought(tmp_path, item(1, text=f"Satu {image('a.png')}"), by=ina)
    assert faults(batch.rows.files().get()) == ["media_missing"]


def test_pictures_that_nobody_described_wait_or_are_left_out(
    tmp_path: Path, ina: User
) -> None:
    drawing(tmp_path / "uploads", "IMG_1.png")
    post = item(1, text=f"Satu {image('IMG_1.png', alt='IMG_1.png')}")
    kept = page_of(brought(tmp_path, post, by=ina))
    assert kept.get_latest_revision_as_object().lacks() != []
    other = item(2, text=f"Satu {image('IMG_1.png', alt='IMG_1.png')}")
    batch = brought(tmp_path, other, by=ina, undescribed="omit")
    assert page_of(batch).get_latest_revision_as_object().lacks() == []
    assert "picture_undescribed" in faults(batch.rows.texts().get())


def test_a_row_that_takes_the_worker_down_three_times_is_left_alone(
    tmp_path: Path, ina: User
) -> None:
    batch = received(tmp_path, item(1), item(2), by=ina)
    batch.rows.filter(place=1).update(tries=3)
    workflow.start(batch, by=ina, at=make.NOW)
    work(batch)
    assert faults(batch.rows.get(place=1)) == ["broke"]
    assert batch.counts()["made"] == 1


def test_a_damaged_export_keeps_what_stands_before(tmp_path: Path, ina: User) -> None:
    batch = received(tmp_path, *[item(n) for n in range(20)], by=ina)
    text = Path(batch.file).read_text()
    Path(batch.file).write_text(text[: len(text) // 2])
    batch.rows.all().delete()
    Import.objects.filter(pk=batch.pk).update(status="received")
    batch = work(Import.objects.get(pk=batch.pk))
    assert batch.status == Import.Status.READ
    with override("id"):
        assert batch.why_stopped.startswith("Berkas ini rusak di baris")
    with override("en"):
        assert batch.why_stopped.startswith("The file is damaged at line")
    workflow.start(batch, by=ina, at=make.NOW)
    assert work(batch).counts()["made"] == batch.rows.count() > 5


def test_a_post_without_any_text_is_a_fault_of_its_row(
    tmp_path: Path, ina: User
) -> None:
    only = item(2, text=f"{image('hilang.png')}")
    batch = brought(tmp_path, item(1, text=""), only, item(3), by=ina)
    assert faults(batch.rows.get(place=1)) == ["empty"]
    assert faults(batch.rows.get(place=2)) == ["empty"]
    assert batch.counts()["made"] == 1


def test_a_file_that_is_gone_ends_the_import(tmp_path: Path, ina: User) -> None:
    batch = received(tmp_path, item(1), by=ina)
    workflow.start(batch, by=ina, at=make.NOW)
    Path(batch.file).unlink()
    batch = work(batch)
    assert batch.status == Import.Status.DONE
    assert faults(batch.rows.get()) == ["not_stored"]
    with pytest.raises(NotAllowed):
        workflow.start(batch, by=ina, at=make.NOW)


def test_nothing_is_born_live_and_nobody_approves_by_importing(
    tmp_path: Path, ina: User
) -> None:
    batch = brought(tmp_path, item(1), by=ina)
    assert not page_of(batch).live
    assert not Approval.objects.filter(page_id=page_of(batch).pk).exists()


def test_who_may_not_import_is_refused(tmp_path: Path, ina: User, ratna: User) -> None:
    with pytest.raises(NotAllowed):
        received(tmp_path, item(1), by=ratna)
    assert not Row.objects.exists()


def test_old_texts_of_one_author_stay_findable_by_name(
    tmp_path: Path, ina: User
) -> None:
    batch = brought(tmp_path, item(1, author="pak.yos"), item(2, author=""), by=ina)
    assert page_of(batch, 1).writers() == ["pak.yos"]
    assert page_of(batch, 2).writers() == ["Ina Contoh"]
    assert faults(batch.rows.get(place=2)) == ["author_unknown"]
