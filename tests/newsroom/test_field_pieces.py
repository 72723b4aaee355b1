"""Photos in pieces: doubled, out of order, too long, damaged or of another person."""

import hashlib
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone
from tests import make
from tests.newsroom.field import (
    FORM,
    KEY,
    PHOTO,
    begin,
    end,
    photo,
    piece,
    place,
    words,
)

from sasando.accounts.models import User
from sasando.files import rights
from sasando.files.models import Picture
from sasando.newsroom.field import jobs, pieces
from sasando.newsroom.field.rows import FieldPhoto, Report
from sasando.newsroom.models import NewsPage

pytestmark = pytest.mark.django_db
JPEG = photo()


@pytest.fixture
def phone(client: Client, ratna: User, settings: Any, tmp_path: Any) -> Client:
    settings.DATA = settings.MEDIA_ROOT = tmp_path
    make.site()
    client.force_login(ratna)
    return client


def bring(phone: Client, content: bytes = JPEG, **where: Any) -> Any:
    begin(phone, len(content), **where)
    half = len(content) // 2
    piece(phone, 0, content[:half], **where)
    piece(phone, half, content[half:], **where)
    return end(phone, hashlib.sha256(content).hexdigest(), **where)


def test_a_photo_in_pieces_becomes_a_picture_of_the_draft(phone, kominfo):
    assert bring(phone).json()["done"] is True
    sent = {"foto-0-key": str(PHOTO), "foto-0-consent": "none"}
    answer = phone.post(
        FORM, words(unit=kominfo.pk, **sent), headers={"Accept": "application/json"}
    )
    assert answer.status_code == 201
    assert answer.json()["address"] == Report.objects.get().get_absolute_url()
    text = NewsPage.objects.get().get_latest_revision_as_object()
    assert text.picture.consent == "none"
    assert not list(pieces.folder().iterdir())


def test_after_a_break_the_office_says_where_to_go_on(phone):
    assert begin(phone, len(JPEG)).json()["offset"] == 0
    assert piece(phone, 0, JPEG[:100]).json()["offset"] == 100
    assert phone.get(place()).json()["offset"] == 100
    assert begin(phone, len(JPEG)).json()["offset"] == 100


def test_a_piece_that_comes_twice_counts_once(phone):
    begin(phone, len(JPEG))
    piece(phone, 0, JPEG[:100])
    assert piece(phone, 0, JPEG[:100]).json()["offset"] == 100
    assert FieldPhoto.objects.get().got == 100


def test_a_piece_out_of_order_is_sent_back(phone):
    begin(phone, len(JPEG))
    answer = piece(phone, 100, JPEG[100:200])
    assert (answer.status_code, answer.json()["offset"]) == (409, 0)
    piece(phone, 0, JPEG[:100])
    assert piece(phone, 50, JPEG[50:150]).status_code == 409


def test_more_than_announced_is_refused(phone):
    begin(phone, 100)
    answer = piece(phone, 0, JPEG[:101])
    assert (answer.status_code, answer.json()["offset"]) == (413, 0)
    big = b"\0" * (pieces.PIECE_BYTES + 1)
    begin(phone, 1_000_000, key=uuid4())
    assert piece(phone, 0, big).status_code == 413


@pytest.mark.parametrize("size", [2_000_000_000, 26_000_000, 0])
def test_a_size_that_cannot_be_is_refused_at_once(size, phone):
    answer = begin(phone, size)
    assert answer.status_code == 413
    assert "25 MB" in answer.json()["said"]
    assert not FieldPhoto.objects.exists()


@pytest.mark.parametrize("size", ["x", "-1", "1e9", "9" * 40, ""])
def test_a_size_that_is_no_number_is_refused(size, phone):
    assert begin(phone, size).status_code == 400
    begin(phone, 100)
    assert piece(phone, size, b"x").status_code == 400


def test_another_person_neither_reads_nor_adds_nor_drops(phone, kominfo):
    begin(phone, len(JPEG))
    piece(phone, 0, JPEG[:100])
    thief = Client()
    thief.force_login(make.person("Sisi Contoh", "writer", of=kominfo))
    assert thief.get(place()).status_code == 404
    assert piece(thief, 100, JPEG[100:]).status_code == 404
    assert thief.post(place("buang/")).status_code == 404
    assert end(thief).status_code == 404
    assert FieldPhoto.objects.get().got == 100


def test_who_may_not_write_brings_nothing(phone):
    phone.force_login(make.person("Auditor Contoh", "auditor"))
    assert begin(phone, 100).status_code == 403
    assert not Report.objects.exists()


def test_a_session_that_ended_answers_403_and_loses_nothing(phone):
    begin(phone, len(JPEG))
    piece(phone, 0, JPEG[:100])
    phone.logout()
    ajax = {"X-Requested-With": "XMLHttpRequest", "Accept": "application/json"}
    answer = phone.post(
        f"{place()}?mulai=100",
        JPEG[100:],
        content_type="application/octet-stream",
        headers=ajax,
    )
    assert answer.status_code == 403
    assert "json" not in answer["Content-Type"]
    assert FieldPhoto.objects.get().got == 100


def test_an_unfinished_or_damaged_photo_is_not_judged(phone):
    begin(phone, len(JPEG))
    piece(phone, 0, JPEG[:-1])
    early = end(phone)
    assert (early.status_code, early.json()["offset"]) == (409, len(JPEG) - 1)
    piece(phone, len(JPEG) - 1, JPEG[-1:])
    damaged = end(phone, "0" * 64)
    assert (damaged.status_code, damaged.json()["offset"]) == (409, 0)
    assert not Picture.objects.exists()


def test_a_web_page_named_jpg_is_told_so(phone):
    answer = bring(phone, b"<!doctype html><html><body>x</body></html>").json()
    assert answer["done"] is True
    assert "halaman web (HTML)" in answer["said"]
    assert not Picture.objects.exists()


def test_finishing_twice_makes_one_picture(phone):
    bring(phone)
    assert end(phone).json()["done"] is True
    assert Picture.objects.count() == 1


def test_a_photo_that_is_taken_out_leaves_nothing(phone):
    bring(phone)
    phone.post(place("buang/"))
    assert (Picture.objects.count(), FieldPhoto.objects.count()) == (0, 0)


def test_a_photo_that_was_not_sent_along_goes_with_the_report(
    phone, kominfo, django_capture_on_commit_callbacks
):
    bring(phone)
    with django_capture_on_commit_callbacks(execute=True):
        phone.post(FORM, words(unit=kominfo.pk))
    assert (Picture.objects.count(), FieldPhoto.objects.count()) == (0, 0)


def test_one_person_cannot_fill_the_disk(phone, ratna, kominfo):
    now = timezone.now()
    largest = 25_000_000
    for _number in range(10):
        report = pieces.report_for(ratna, uuid4(), at=now)
        pieces.begin(report, uuid4(), size=largest, name="a.jpg", at=now)
    refused = begin(phone, 1000)
    assert refused.status_code == 507
    other = Client()
    other.force_login(make.person("Sisi Contoh", "writer", of=kominfo))
    assert begin(other, 1000).status_code == 200


def test_a_report_holds_so_many_photos(phone):
    for _number in range(pieces.MOST_PHOTOS):
        assert begin(phone, 100, key=uuid4()).status_code == 200
    assert begin(phone, 100, key=uuid4()).status_code == 403


def test_no_photo_joins_a_report_that_was_received(phone, kominfo):
    phone.post(FORM, words(unit=kominfo.pk))
    assert begin(phone, 100).status_code == 409


def test_pieces_lost_in_a_restore_are_asked_for_again(phone):
    begin(phone, len(JPEG))
    piece(phone, 0, JPEG[:100])
    for file in pieces.folder().iterdir():
        file.unlink()
    assert phone.get(place()).json()["offset"] == 0


def test_what_was_never_sent_is_forgotten_after_two_weeks(phone, ratna):
    bring(phone)
    begin(phone, 5000, key=uuid4())
    piece(phone, 0, b"x" * 10, key=FieldPhoto.objects.last().key)
    pieces.report_for(ratna, uuid4(), at=timezone.now())
    (pieces.folder() / "sisa").write_bytes(b"x")
    jobs.left_behind(timezone.now() + timedelta(days=13))
    assert FieldPhoto.objects.count() == 2
    jobs.left_behind(timezone.now() + timedelta(days=15))
    assert (Report.objects.count(), Picture.objects.count()) == (0, 0)
    assert list(pieces.folder().iterdir()) == []


def test_what_was_sent_stays(phone, kominfo):
    bring(phone)
    phone.post(FORM, words(unit=kominfo.pk, **{"foto-0-key": str(PHOTO)}))
    jobs.left_behind(timezone.now() + timedelta(days=30))
    assert Report.objects.get().key == KEY
    assert Picture.objects.count() == 1


def test_a_photo_that_is_out_already_comes_along_as_it_is(phone, kominfo, ratna, maria):
    bring(phone)
    mine = FieldPhoto.objects.get(report__by=ratna)
    rights.state(mine.picture, by=None, at=make.NOW, rights="own", consent="none")
    facts = {"picture": mine.picture, "picture_alt": "Seorang ibu menimba air"}
    make.published(by=ratna, approver=maria, title="Sumur", **facts)
    sent = {"foto-0-key": mine.key, "foto-0-caption": "Kata lain"}
    phone.post(FORM, words(unit=kominfo.pk, title="Banjir", **sent))
    page = NewsPage.objects.get(title="Banjir")
    assert page.get_latest_revision_as_object().picture == mine.picture
    [note] = Report.objects.get(page=page).notes
    assert "Halaman yang sudah terbit" in note
    assert Picture.objects.get(pk=mine.picture_id).caption != "Kata lain"
