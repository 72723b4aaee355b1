"""A film of the office's own: taken as MP4, without its place, played in parts."""

import io
import struct
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.files import make_files

from sasando.accounts.models import User
from sasando.files import films
from sasando.files.models import OfficeDocument
from sasando.files.refusals import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def film(client: Client, ratna: User) -> OfficeDocument:
    """A film that no page shows yet, and somebody who may play it."""
    client.force_login(ratna)
    upload = SimpleUploadedFile("tarian.mp4", make_files.film())
    kept = OfficeDocument(title="Tarian", file=upload)
    kept.save()
    return kept


def test_a_film_is_kept_without_the_place_where_it_was_taken(
    film: OfficeDocument,
) -> None:
    sent, kept = make_files.film(), film.file.read()
    assert make_files.PLACE in sent
    assert make_files.PLACE not in kept
    assert len(kept) == len(sent)
    assert kept.count(b"free") == 1
    assert kept[kept.index(b"mdat") :] == sent[sent.index(b"mdat") :]
    assert films.check(io.BytesIO(kept)).telling == []


@pytest.mark.parametrize(
    "place",
    [
        make_files.box(b"uuid", bytes(16), make_files.PLACE),
        make_files.box(b"meta", bytes(4), make_files.box(b"keys", make_files.PLACE)),
    ],
)
def test_words_of_a_camera_go_wherever_they_stand(place: bytes) -> None:
    sent = make_files.film(make_files.track(b"vide", b"avc1", place), more=place)
    kept = films.without_telling(io.BytesIO(sent)).read()
    assert sent.count(make_files.PLACE) == 3
    assert make_files.PLACE not in kept


def test_the_places_of_a_dashcam_go_too() -> None:
    box = make_files.box
    leads = box(b"gps ", struct.pack(">II", 1, 1), make_files.PLACE)
    hidden = box(b"free", b"GPS " + make_files.PLACE)
    start = box(b"ftyp", b"isom", bytes(4), b"isom", b"mp42")
    moov = box(b"moov", box(b"mvhd", bytes(100)), make_files.track(), leads)
    sent = start + moov + hidden + box(b"mdat", b"bits " * 20)
    kept = films.without_telling(io.BytesIO(sent)).read()
    assert sent.count(make_files.PLACE) == 2
    assert make_files.PLACE not in kept
    assert len(kept) == len(sent)
    assert kept[kept.index(b"mdat") :] == sent[sent.index(b"mdat") :]


@pytest.mark.parametrize("kind", [b"moov", b"trak", b"free", b"udta"])
def test_boxes_in_boxes_without_end_are_not_followed(kind: bytes) -> None:
    inner = b""
    for _each in range(2_000):
        inner = make_files.box(kind, inner)
    kept = films.without_telling(io.BytesIO(make_files.film(more=inner))).read()
    assert kept.count(kind) <= 5


def test_a_box_that_claims_to_be_endless_is_not_followed() -> None:
    sent = make_files.film(more=b"\0\0\0\x01mdat" + b"\xff" * 8)
    with pytest.raises(Refused):
        films.check(io.BytesIO(sent))


@pytest.mark.parametrize(
    ("asked", "status", "told"),
    [
        ("bytes=0-9", 206, (0, 10)),
        ("bytes=8-", 206, (8, None)),
        ("bytes=-5", 206, (-5, None)),
        ("bytes=5-99999999", 206, (5, None)),
        ("bytes=99999999-", 416, None),
        ("bytes=-0", 416, None),
        ("bytes=9-3", 200, (0, None)),
        ("bytes=0-1,4-5", 200, (0, None)),
        ("bytes=-", 200, (0, None)),
        ("potong=1-2", 200, (0, None)),
    ],
)
def test_players_get_the_part_they_ask_for(
    film: OfficeDocument, client: Client, asked: str, status: int, told: Any
) -> None:
    whole = film.file.read()
    answer: Any = client.get(film.url, headers={"range": asked})
    assert answer.status_code == status
    got = b"".join(answer.streaming_content) if answer.streaming else answer.content
    assert got == (whole[slice(*told)] if told else b"")
    if status == 206:
        assert answer["Content-Range"].endswith(f"/{len(whole)}")
        assert answer["Content-Type"] == "video/mp4"
        assert answer["X-Content-Type-Options"] == "nosniff"


def test_who_has_the_beginning_of_another_file_gets_the_whole(
    film: OfficeDocument, client: Client
) -> None:
    asked = {"range": "bytes=4-", "if-range": '"lain"'}
    assert client.get(film.url, headers=asked).status_code == 200
    tag = client.get(film.url)["ETag"]
    asked["if-range"] = tag
    assert client.get(film.url, headers=asked).status_code == 206
