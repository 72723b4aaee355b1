"""Files that a platform fetches: in its shape, at an address of ours, for two days."""

import os
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.utils import timezone
from PIL import Image

from sasando.channels import lending, renditions
from sasando.channels.adapters import NotLent, Piece, Post
from sasando.channels.adapters.instagram import Instagram
from sasando.channels.adapters.threads import Threads
from sasando.channels.shapes import Shape

SQUARE = Shape(0.8, 1.91)
META = "https://graph.facebook.com"


def kept(folder: Path, size: tuple[int, int] = (3000, 900), mode: str = "RGB") -> Path:
    path = folder / f"{size[0]}-{mode}.png"
    Image.new(mode, size, 128 if mode == "L" else None).save(path)
    return path


@pytest.fixture
def public(settings: object) -> None:
    settings.PUBLIC_URL = "https://humas.example.org"  # type: ignore[attr-defined]
    settings.PUBLIC = urlsplit("https://humas.example.org")  # type: ignore[attr-defined]


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "P", "CMYK"])
def test_every_picture_becomes_a_jpeg_in_its_shape(tmp_path: Path, mode: str) -> None:
    path = tmp_path / "gambar.tif"
    Image.new(mode, (3000, 900)).save(path)
    made = renditions.jpeg(path, SQUARE)
    with Image.open(made) as image:
        assert (image.format, image.mode) == ("JPEG", "RGB")
        assert image.width == 1440
        assert image.width / image.height == pytest.approx(1.91, rel=0.01)
    before = made.read_bytes()
    assert renditions.jpeg(path, SQUARE) == made
    assert made.read_bytes() == before


def test_nothing_of_the_camera_goes_along(tmp_path: Path) -> None:
    path, exif = tmp_path / "foto.jpg", Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "Kamera"
    Image.new("RGB", (80, 60)).save(path, exif=exif)
    with Image.open(renditions.jpeg(path, SQUARE)) as image:
        assert image.size == (60, 75)
        assert dict(image.getexif()) == {}


@pytest.mark.parametrize("body", [b"", b"<svg/>", b"\xff\xd8\xff\xe0 broken"])
def test_what_is_no_picture_is_said_so(tmp_path: Path, body: bytes) -> None:
    path = tmp_path / "rusak.jpg"
    path.write_bytes(body)
    with pytest.raises(renditions.Unreadable):
        renditions.jpeg(path, SQUARE)


@pytest.mark.django_db
def test_a_lent_file_is_served_at_its_address_and_swept_after_two_days(
    public: None, client: Client, tmp_path: Path
) -> None:
    made = renditions.jpeg(kept(tmp_path), SQUARE)
    url = lending.lend(made, META)
    assert lending.lend(made, META) == url
    assert url.isascii()
    assert url.startswith("https://humas.example.org/media/lent/")
    answer = client.get(urlsplit(url).path)
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert b"".join(answer.streaming_content) == made.read_bytes()  # type: ignore[attr-defined]
    now, name = timezone.now(), url.rpartition("/")[2]
    lending.sweep(now + timedelta(hours=47))
    assert name in {path.name for path in lending.lent()}
    lending.sweep(now + timedelta(hours=49))
    assert client.get(urlsplit(url).path).status_code == 404


def test_an_address_that_is_not_https_is_lent_to_nobody_but_the_double(
    settings: object, tmp_path: Path
) -> None:
    made = kept(tmp_path)
    with pytest.raises(NotLent):
        lending.lend(made, META)
    here = lending.lend(made, "http://127.0.0.1:8800/instagram")
    assert here.startswith("http://127.0.0.1:8800/__files__/")


def test_a_file_is_lent_whole_where_there_are_no_hard_links(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError

    monkeypatch.setattr(os, "link", refuse)
    made = kept(tmp_path, (7, 9))
    name = lending.lend(made, "http://localhost/x").rpartition("/")[2]
    assert (lending.folder() / name).read_bytes() == made.read_bytes()


def piece(
    kind: str = "image", name: str = "a.jpg", size: int = 9, alt: str = ""
) -> Piece:
    return Piece(kind, Path(name), "d", size, alt)  # type: ignore[arg-type]


def names(adapter: Instagram | Threads, post: Post) -> list[str]:
    return [one.name for one in adapter.validate(post)]


@pytest.mark.parametrize(
    ("post", "found"),
    [
        (Post("😀" * 2200, pieces=(piece(),)), []),
        (Post("x" * 2201, pieces=(piece(),)), ["too_long"]),
        (Post("x" * 2190, "https://example.org", (piece(),)), ["too_long"]),
        (Post("Kata saja."), ["needs_media"]),
        (Post(), ["needs_media"]),
        (Post("#a " * 30 + "#1 x&#39;", pieces=(piece(),)), []),
        (Post("#ntt " * 31, pieces=(piece(),)), ["too_many_tags"]),
        (Post("@a.b " * 21 + "x@example.org", pieces=(piece(),)), ["too_many_names"]),
        (Post(pieces=(piece(alt="x" * 1001),)), ["alt_too_long"]),
        (Post(pieces=(piece(),) * 11), ["too_many_media"]),
        (
            Post(pieces=(piece(),) * 6 + (piece("video", "a.mp4"),) * 5),
            ["too_many_media"],
        ),
        (Post(pieces=(piece("video", "a.MP4", 300 << 20),)), []),
        (Post(pieces=(piece("video", "a.mp4", (300 << 20) + 1),)), ["too_big"]),
        (Post(pieces=(piece("video", "a.webm"),)), ["not_a_film"]),
    ],
)
def test_instagram_is_counted_as_it_counts(post: Post, found: list[str]) -> None:
    assert names(Instagram(), post) == found


@pytest.mark.parametrize(
    ("post", "found"),
    [
        (Post("é" * 500), []),
        (Post("x" * 501), ["too_long"]),
        (Post("😀" * 125), []),
        (Post("😀" * 125 + "x"), ["too_long"]),
        (Post("x" * 480, "https://example.org/jalan"), ["too_long"]),
        (Post(), ["empty"]),
        (Post(pieces=(piece(),) * 20), []),
        (Post(pieces=(piece(),) * 21), ["too_many_media"]),
    ],
)
def test_threads_counts_emoji_by_their_bytes(post: Post, found: list[str]) -> None:
    assert names(Threads(), post) == found
