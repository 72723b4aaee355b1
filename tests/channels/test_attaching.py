"""What a post bears besides words: films, the library, order, focal points."""

import io
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any
from urllib.parse import urlencode

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image, PngImagePlugin
from tests.channels.real_films import PLACE, film, needs_ffmpeg
from tests.channels.saying import by_hand, facebook
from tests.channels.test_composer import NEW, kept_in, photo, text_of
from wagtail.models import Collection, CollectionViewRestriction

from sasando.accounts.models import User
from sasando.channels import arriving, library, payloads, workflow
from sasando.channels.models import Channel, Content, FirstComment, HalfFilm, Medium
from sasando.channels.screens import attaching, pictures
from sasando.channels.workflow import Connection
from sasando.core.workflow import NotAllowed
from sasando.files.models import OfficeDocument, Picture
from sasando.files.rights import Consent, Rights

pytestmark = pytest.mark.django_db
FILM = "/kantor/kiriman/film/"


@pytest.fixture
def channels(client: Client, ratna: User) -> list[Channel]:
    """Two channels, and Ratna who writes."""
    client.force_login(ratna)
    return [by_hand(), facebook()]


def write(client: Client, channels: list[Channel], **said: Any) -> Content:
    facts = {"text": "Jembatan.", "channels": [one.pk for one in channels]} | said
    text_of(client.post(NEW, facts, follow=True))
    return Content.objects.get()


def revise(client: Client, content: Content, **said: Any) -> str:
    """Send the form as it stands, with what is said otherwise."""
    facts: dict[str, Any] = {"text": content.text, "link": content.link}
    for one in content.media.all():
        facts |= {f"alt-{one.pk}": one.alt, f"urut-{one.pk}": one.ordinal}
        for axis, value in (("x", one.focal_x), ("y", one.focal_y)):
            facts[f"fokus-{axis}-{one.pk}"] = "" if value is None else value
    there = reverse("channels_revise", args=[content.pk])
    return text_of(client.post(there, facts | said, follow=True))


def picture(**facts: Any) -> Picture:
    stated = {"rights": Rights.OWN, "consent": Consent.NOT_NEEDED}
    file = ContentFile(photo().read(), name="jembatan.jpg")
    kept = Picture(title="Jembatan", file=file, **stated | facts)
    kept.save()
    return kept


# --- films in pieces ----------------------------------------------------------------


def begin(client: Client, size: int, name: str = "film.mp4", stamp: str = "1") -> Any:
    asked = urlencode({"besar": size, "nama": name, "ubah": stamp})
    return client.post(f"{FILM}mulai/?{asked}")


def send(client: Client, key: str, offset: int, content: bytes) -> Any:
    url = f"{FILM}{key}/?mulai={offset}"
    return client.post(url, content, content_type="application/octet-stream")


def brought(client: Client, path: Path) -> str:
    """Bring a film over in pieces; return its key."""
    body = path.read_bytes()
    key = str(begin(client, len(body)).json()["key"])
    for at in range(0, len(body), arriving.PIECE_BYTES):
        send(client, key, at, body[at : at + arriving.PIECE_BYTES])
    return key


@needs_ffmpeg
def test_a_film_comes_in_pieces_and_goes_on_after_a_break(
    client: Client, channels: list[Channel], tmp_path: Path
) -> None:
    body = film(tmp_path).read_bytes()
    cut = len(body) // 2
    key = begin(client, len(body)).json()["key"]
    assert send(client, key, 0, body[:cut]).json()["offset"] == cut
    # Its answer was lost: the same piece again, then one that is not the next.
    assert send(client, key, 0, body[:cut]).json()["offset"] == cut
    wrong = send(client, key, cut + 5, body[cut + 5 :])
    assert (wrong.status_code, wrong.json()["offset"]) == (409, cut)
    # The next day the same file is chosen again.
    again = begin(client, len(body)).json()
    assert (again["key"], again["offset"]) == (key, cut)
    early = text_of(client.post(NEW, {"film_key": key, "channels": [channels[0].pk]}))
    assert not Content.objects.exists()
    assert "film" in early
    send(client, key, cut, body[cut:])
    assert client.post(f"{FILM}{key}/selesai/").json()["done"] is True
    content = write(client, channels, film_key=key)
    medium = content.media.get()
    assert (medium.kind, medium.width, medium.height) == ("video", 320, 180)
    assert medium.seconds == pytest.approx(1, abs=0.2)
    assert PLACE.encode() not in payloads.path_of(medium.file).read_bytes()
    assert not HalfFilm.objects.exists()
    assert list(arriving.folder().glob("*")) == []


@needs_ffmpeg
def test_a_film_in_one_request_needs_no_script(
    client: Client, channels: list[Channel], tmp_path: Path
) -> None:
    with film(tmp_path).open("rb") as file:
        content = write(client, channels, film=file)
    assert content.media.get().kind == "video"


@needs_ffmpeg
def test_a_film_stays_when_the_form_has_a_fault(
    client: Client, channels: list[Channel], tmp_path: Path
) -> None:
    path = film(tmp_path)
    wrong = {"channels": [channels[0].pk], "scheduled_at": "kapan saja"}
    with path.open("rb") as file:
        [one] = kept_in(text_of(client.post(NEW, wrong | {"film": file})))
    # Or it came in pieces.
    said = wrong | {"film_key": brought(client, path), "kept": [one]}
    page = text_of(client.post(NEW, said))
    assert len(kept_in(page)) == 2
    assert not HalfFilm.objects.exists()
    content = write(client, channels, kept=kept_in(page)[1:])
    assert content.media.get().kind == "video"


@pytest.mark.parametrize(
    "body", [b"", b"bukan video" * 50, b"#EXTM3U\nfile:///etc/x\n"]
)
def test_what_is_no_film_is_one_sentence_and_every_word_stays(
    client: Client, channels: list[Channel], tmp_path: Path, body: bytes
) -> None:
    path = tmp_path / "jahat.mp4"
    path.write_bytes(body)
    with path.open("rb") as file:
        said = {"text": "Jangan hilang", "channels": [channels[0].pk], "film": file}
        page = text_of(client.post(NEW, said))
    assert "Jangan hilang" in page
    assert not Content.objects.exists()
    if body:
        key = brought(client, path)
        answer = client.post(f"{FILM}{key}/selesai/").json()
        assert "jahat" in answer["said"] or "film.mp4" in answer["said"]
        assert not HalfFilm.objects.exists()


def test_a_film_is_its_senders_alone_and_has_limits(
    client: Client, channels: list[Channel], maria: User, bima: User
) -> None:
    key = begin(client, 1000).json()["key"]
    assert begin(client, arriving.MOST_BYTES + 1).status_code == 413
    assert begin(client, 0).status_code == 413
    assert send(client, key, 0, b"x" * 1001).status_code == 413
    for number in range(arriving.QUOTA_FILMS):
        last = begin(client, 1000, name=f"{number}.mp4")
    assert last.status_code == 507
    client.force_login(maria)
    assert send(client, key, 0, b"x").status_code in {403, 404}
    arriving.sweep(timezone.now() + 2 * arriving.KEPT_FOR)
    assert not HalfFilm.objects.exists()


# --- the library ----------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_films_that_begin_at_once_find_the_last_place_once(ratna: User) -> None:
    now, together = timezone.now(), Barrier(4)
    for number in range(arriving.QUOTA_FILMS - 1):
        arriving.begin(ratna, f"{number}.mp4", 9, "lama", at=now)

    def browser(number: int) -> None:
        connection.ensure_connection()
        together.wait()
        try:
            arriving.begin(ratna, f"baru-{number}.mp4", 9, "baru", at=now)
        except arriving.PieceError:
            pass
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as several:
        list(several.map(browser, range(4)))
    assert HalfFilm.objects.count() == arriving.QUOTA_FILMS


def test_a_picture_of_the_library_brings_its_words_and_focal_point(
    client: Client, channels: list[Channel]
) -> None:
    one = picture(description="Jembatan", focal_point_x=16, focal_point_y=12)
    content = write(client, channels, library_picture=one.pk)
    medium = content.media.get()
    assert (medium.alt, medium.picture_id) == ("Jembatan", one.pk)
    assert medium.focus == (25, 25)


@pytest.mark.parametrize(
    ("facts", "said"),
    [({"rights": ""}, "milik siapa"), ({"consent": Consent.WITHDRAWN}, "dicabut")],
)
def test_a_picture_without_right_or_consent_is_refused_with_its_reason(
    client: Client, channels: list[Channel], facts: Any, said: str
) -> None:
    one = picture(**facts)
    given = {"library_picture": one.pk, "channels": [channels[0].pk], "text": "Ada"}
    page = text_of(client.post(NEW, given)).lower()
    assert "jembatan" in page
    assert not Content.objects.exists()


def test_a_consent_that_is_withdrawn_is_seen_at_the_approval_and_after_it(
    client: Client, channels: list[Channel], maria: User
) -> None:
    one = picture()
    content = write(client, channels[:1], library_picture=one.pk)
    Picture.objects.filter(pk=one.pk).update(consent=Consent.WITHDRAWN)
    with pytest.raises(NotAllowed):
        workflow.approve(content, by=maria, at=timezone.now())
    Picture.objects.filter(pk=one.pk).update(consent=Consent.NOT_NEEDED)
    workflow.approve(content, by=maria, at=timezone.now())
    Picture.objects.filter(pk=one.pk).update(consent=Consent.WITHDRAWN)
    row = content.deliveries.get()
    today = timezone.localdate()
    assert library.forbidden(payloads.post_of(row), on=today) == 1


def test_a_film_of_the_library_is_taken_from_the_documents(
    client: Client, channels: list[Channel]
) -> None:
    from tests.files import make_files

    document = OfficeDocument(title="Tarian")
    document.file.save("tarian.mp4", ContentFile(make_files.film()))
    document.save()
    content = write(client, channels, library_film=document.pk)
    assert content.media.get().kind == "video"


# --- what stands in the form ----------------------------------------------------------


def test_order_and_focal_points_need_no_script_and_void_what_they_change(
    client: Client, channels: list[Channel], maria: User
) -> None:
    content = write(client, channels, pictures=[photo(), photo("lain.jpg")])
    first, second = content.media.all()
    workflow.approve(content, by=maria, at=timezone.now())
    given = {f"urut-{first.pk}": 2, f"urut-{second.pk}": 1}
    revise(client, content, **given, **{f"fokus-x-{first.pk}": 10})
    assert [one.pk for one in content.media.all()] == [first.pk, second.pk]
    given |= {f"fokus-x-{first.pk}": 10, f"fokus-y-{first.pk}": 90}
    revise(client, content, **given)
    assert [one.pk for one in content.media.all()] == [second.pk, first.pk]
    assert Medium.objects.get(pk=first.pk).focus == (10, 90)
    assert set(content.deliveries.values_list("status", flat=True)) == {"draft"}


def test_a_channel_is_added_to_a_draft_and_taken_away_again(
    client: Client, channels: list[Channel]
) -> None:
    content = write(client, channels[:1])
    revise(client, content, channels=[channels[1].pk])
    assert content.deliveries.count() == 2
    page = revise(client, content, **{f"lepas-{channels[1].pk}": "on"})
    assert channels[0].name in page
    assert [row.channel for row in content.deliveries.all()] == channels[:1]
    page = revise(client, content, **{f"lepas-{channels[0].pk}": "on"})
    assert "yang-keliru" in page
    assert content.deliveries.count() == 1


def test_a_first_comment_is_for_channels_that_can_have_one_and_shown(
    client: Client, channels: list[Channel]
) -> None:
    content = write(client, channels, first_comment="Rincian di situs.")
    variant = content.variants.get()
    assert (variant.channel, variant.options["first_comment"]) == (
        channels[1],
        "Rincian di situs.",
    )
    there = reverse("channels_content", args=[content.pk])
    assert text_of(client.get(there)).count("Rincian di situs.") == 1
    given = {f"komentar-{channels[1].pk}": "Lain.", f"reel-{channels[1].pk}": "on"}
    revise(client, content, **given)
    variant.refresh_from_db()
    assert variant.options == {"first_comment": "Lain.", "as": "reel"}
    revise(client, content, **{f"komentar-{channels[1].pk}": ""})
    variant.refresh_from_db()
    assert variant.options == {}


def test_a_comment_that_needs_a_person_stands_on_today_and_has_its_steps(
    client: Client, channels: list[Channel], maria: User
) -> None:
    content = write(client, channels[1:], first_comment="Rincian di situs.")
    workflow.approve(content, by=maria, at=timezone.now())
    row = content.deliveries.get()
    content.deliveries.update(status="published", due_at=None, external_id="1_2")
    FirstComment.objects.update(
        status="needs_human", problem="comment_unproven", due_at=None
    )
    client.force_login(maria)
    assert "komentar pertama" in text_of(client.get("/kantor/"))
    perlu = text_of(client.get("/kantor/kiriman/?kiriman=perlu"))
    assert "Jembatan." in perlu
    step = reverse("channels_delivery_step", args=[row.pk, "komentar-ada"])
    there = reverse("channels_content", args=[content.pk])
    assert step in text_of(client.get(there))
    client.get(step)
    assert FirstComment.objects.get().status == "needs_human"
    assert "Dicatat" in text_of(client.post(step, follow=True))
    assert FirstComment.objects.get().status == "published"
    assert step not in text_of(client.get(there))


@pytest.mark.parametrize("kind", ["instagram", "threads"])
def test_the_page_of_a_post_shows_its_link_where_it_will_stand(
    client: Client, channels: list[Channel], kind: str
) -> None:
    facts = Connection(kind, "Akun", "1784", tokens={"token": "rahasia"})
    one = workflow.connect(None, facts, by=None, at=timezone.now())
    link = "https://example.org/jembatan"
    content = write(client, [one], link=link, pictures=[photo()])
    page = text_of(client.get(reverse("channels_content", args=[content.pk])))
    assert f"Jembatan.\n{link}" in page.replace("\n\n", "\n")
    assert "said-link" not in page


# --- what a picture says besides itself -----------------------------------------------


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        *(("JPEG", "exif"), ("JPEG", "xmp"), ("JPEG", "comment")),
        *(("WEBP", "exif"), ("WEBP", "xmp"), ("PNG", "exif"), ("PNG", "pnginfo")),
    ],
)
def test_no_picture_says_where_it_was_taken_whatever_its_kind(
    tmp_path: Path, kind: str, words: str
) -> None:
    exif, info = Image.Exif(), PngImagePlugin.PngInfo()
    exif[0x010E] = "-10.17, 123.60"
    info.add_text("GPS", "-10.17, 123.60")
    said: dict[str, Any] = {"exif": exif, "pnginfo": info}
    file = io.BytesIO()
    shown = Image.new("RGB", (32, 24), "teal")
    shown.save(file, kind, **{words: said.get(words, b"<x>-10.17, 123.60</x>")})
    assert b"123.60" in file.getvalue()
    kept = pictures.plain(file, tmp_path / "gambar").path
    assert b"123.60" not in kept.read_bytes()
    with Image.open(kept) as again:
        again.load()
        assert (again.format, again.size) == (kind, (32, 24))
        if kind == "PNG":
            assert again.tobytes() == shown.tobytes()


def test_a_picture_of_a_closed_collection_is_not_attached(db: None) -> None:
    closed = Collection.get_first_root_node().add_child(name="Tertutup")
    CollectionViewRestriction.objects.create(
        collection=closed, restriction_type=CollectionViewRestriction.LOGIN
    )
    mine = picture()
    with attaching.of_library(mine) as file:
        assert file.picture == mine.pk
    mine.collection = closed
    mine.save()
    with pytest.raises(NotAllowed, match="Jembatan"), attaching.of_library(mine):
        pass
