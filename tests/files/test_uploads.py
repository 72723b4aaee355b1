"""Uploads through the staff side, the importer's way and the shell: always safe."""

from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from PIL import Image
from tests import make
from tests.files import make_files

from sasando.accounts.models import Unit, User
from sasando.files.intake import Refused
from sasando.files.models import OfficeDocument, Picture

pytestmark = pytest.mark.django_db


def jpeg(*, gps: bool = False) -> bytes:
    exif = Image.Exif()
    if gps:
        exif.get_ifd(0x8825)[1] = "S"
        exif.get_ifd(0x8825)[2] = (10.0, 9.0, 0.0)
    exif[0x010E] = "Warga menenun di Rote"
    exif[0x013B] = "Juru Contoh"
    file = BytesIO()
    Image.new("RGB", (640, 400), "#1f3a6e").save(file, "JPEG", exif=exif)
    return file.getvalue()


@pytest.fixture
def desk(client: Client, kominfo: Unit) -> Client:
    client.force_login(make.person("Foto Contoh", "photographer", of=kominfo))
    return client


def send(desk: Client, content: bytes, name: str) -> tuple[int, str]:
    """Upload a picture as the form does; return status and page."""
    facts = {"title": "Contoh", "file": ContentFile(content, name=name)}
    facts |= {"collection": "1", "tags": ""}
    answer = desk.post(reverse("wagtailimages:add"), facts)
    text = answer.content.decode() if answer.status_code == 200 else ""
    return answer.status_code, text


def test_a_picture_is_drawn_anew_and_its_facts_are_offered(desk: Client) -> None:
    status, page = send(desk, jpeg(gps=True), "tenun.jpg")
    assert status == 302, page
    picture = Picture.objects.get()
    kept = Image.open(picture.file.path)
    assert not kept.getexif()
    assert b"Exif" not in Path(picture.file.path).read_bytes()
    assert picture.caption == "Warga menenun di Rote"
    assert picture.photographer == "Juru Contoh"
    assert "tenun" not in picture.file.name
    assert len(Path(picture.file.name).stem) >= 22


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("foto.jpg", b"<!doctype html><script>alert(1)</script>"),
        ("foto.svg", b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
        ("foto.jpg", make_files.png_header(60_000, 60_000)),
        ("foto.jpg", b""),
    ],
)
def test_a_hostile_picture_is_refused_in_one_sentence_and_nothing_is_kept(
    name: str, content: bytes, desk: Client
) -> None:
    status, page = send(desk, content, name)
    assert status == 200
    assert "error-message" in page
    assert not Picture.objects.exists()
    assert not list(Path(settings.MEDIA_ROOT).rglob("*.svg"))


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("logo.svg", b'<svg xmlns="http://www.w3.org/2000/svg"/>', "Gambar SVG"),
        ("foto.tif", b"II*\0\x08\0\0\0" + b"\0" * 40, "TIFF"),
        ("daftar.xyz", b"%PDF-1.7\n%%EOF", "JPEG, PNG, atau WebP"),
    ],
)
def test_a_picture_of_another_kind_gets_our_sentence_whatever_its_name(
    name: str, content: bytes, words: str, desk: Client
) -> None:
    _status, page = send(desk, content, name)
    assert words in page
    assert "Ekstensi berkas" not in page


def test_the_screen_for_many_pictures_says_it_in_our_words_too(desk: Client) -> None:
    page = desk.get(reverse("wagtailimages:add_multiple")).content.decode()
    assert "Di sini hanya untuk gambar" in page
    assert "Not a supported" not in page


def test_the_shell_cannot_bring_what_the_form_refuses(db: None) -> None:
    tail = jpeg() + make_files.archive({"a.txt": b"x"})
    for content in (b"GIF89a", tail[:300]):
        with pytest.raises((Refused, OSError)):
            Picture(title="x", file=ContentFile(content, name="x.jpg")).save()
    assert not Picture.objects.exists()
    good = Picture(title="x", file=ContentFile(jpeg(gps=True), name="x.jpg"))
    good.save()
    assert not Image.open(good.file.path).getexif()
    assert good.file_hash


def test_a_document_keeps_the_extension_of_its_content(db: None) -> None:
    document = OfficeDocument(
        title="x", file=ContentFile(b"nama;unit\nRatna;Humas\n", name="gambar.exe.jpg")
    )
    document.save()
    assert document.file.name.endswith(".csv")


def test_a_document_is_always_sent_as_an_attachment(
    client: Client, ratna: User
) -> None:
    client.force_login(ratna)
    document = OfficeDocument(title="x", file=ContentFile(b"Halo.\n", name="a.txt"))
    document.save()
    answer = client.get(document.url)
    assert b"".join(answer.streaming_content) == b"Halo.\n"
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "Content-Encoding" not in answer


def test_originals_have_no_address_and_sizes_are_not_sniffed(
    client: Client, ratna: User
) -> None:
    client.force_login(ratna)
    picture = Picture(title="x", file=ContentFile(jpeg(), name="x.jpg"))
    picture.save()
    assert client.get(f"/media/{picture.file.name}").status_code == 404
    answer = client.get(picture.get_rendition("width-320").url)
    assert b"".join(answer.streaming_content)
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Type"] == "image/jpeg"
    for address in ("/media/../sasando.db", "/media/images/%2e%2e/x", "/media/"):
        assert client.get(address).status_code == 404


def test_a_body_that_announces_two_gigabytes_is_refused_unread(
    client: Client, maria: User
) -> None:
    client.force_login(maria)
    answer = client.post(
        reverse("wagtailimages:add"),
        data=b"--x\r\n",
        content_type="multipart/form-data; boundary=x",
        CONTENT_LENGTH=str(2 * 1024**3),
    )
    assert answer.status_code == 413
    assert "100 MB" in answer.content.decode()
