import hashlib
import io
import struct
from pathlib import Path
from typing import IO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.files import make_files as make

from sasando.files import intake
from sasando.files.intake import DEFAULT_LIMITS, Group, Kind, Limits, Reason
from sasando.files.refusals import SENTENCES

REMOTE = Reason.REMOTE
RELATION = (
    b'<Relationships><Relationship Id="r1" Type="http://x/relationships/%s" '
    b'Target="http://203.0.113.5/t.dotm" TargetMode="External"/></Relationships>'
)
FTYP = b"\0\0\0\x18ftyp"
GOOD = [
    (make.picture("JPEG"), Kind.JPEG),
    (make.picture("PNG"), Kind.PNG),
    (make.picture("WEBP"), Kind.WEBP),
    (make.picture("GIF"), Kind.GIF),
    (make.picture("AVIF"), Kind.AVIF),
    (make.pdf(), Kind.PDF),
    (make.docx(), Kind.DOCX),
    (make.docx({"word/_rels/a.rels": RELATION % b"hyperlink"}), Kind.DOCX),
    (make.odt(), Kind.ODT),
    (b"Siaran pers: BMKG Kupang\nHujan lebat, angin kencang.\n", Kind.TXT),
    (b"BMKG mencatat gempa di Alor.", Kind.TXT),
    (b"Dari Kupang, NTT\nKepada Bupati, di Atambua\n", Kind.TXT),
    (b"\xef\xbb\xbfnama;unit\nRatna;Humas\nBima;PPID\n", Kind.CSV),
    (make.film(), Kind.MP4),
    (make.film(make.track(), make.track(b"soun", b"mp4a")), Kind.MP4),
    (b'kabupaten,jiwa\n"Rote Ndao, pulau",150000\nAlor,220000\n', Kind.CSV),
]
REFUSED = [
    (b"<!DOCTYPE html><html><body>Halo</body></html>", Reason.HTML),
    (b"\0\0<html ><script>alert(1)</script>", Reason.HTML),
    (b"Halo\n<script src=x></script>", Reason.HTML),
    (
        b'<?xml version="1.0"?><svg xmlns="x"><script>alert(1)</script></svg>',
        Reason.SVG,
    ),
    (b"<svg onload=alert(1)>", Reason.SVG),
    (b"<?xml version='1.0'?><data/>", Reason.OTHER_DOCUMENT),
    (b"<?php system($_GET['c']); ?>", Reason.SCRIPT),
    (b"catatan\n<?= `id` ?>", Reason.SCRIPT),
    (b"#!/bin/sh\nrm -rf /\n", Reason.SCRIPT),
    (b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff" + b"\0" * 200, Reason.PROGRAM),
    (b"\x7fELF\x02\x01\x01" + b"\0" * 100, Reason.PROGRAM),
    (make.archive({"foto.jpg": b"x"}), Reason.ARCHIVE),
    (b"Rar!\x1a\x07\x01\0" + b"\0" * 20, Reason.ARCHIVE),
    (FTYP + b"qt  \0\0\x02\0qt  qt  ", Reason.VIDEO),
    (FTYP + b"isom\0\0\x02\0isommp41", Reason.DAMAGED),
    (make.film(make.track(codec=b"hvc1")), Reason.FILM_CODEC),
    (make.film(make.track(), make.track(b"meta", b"mebx")), Reason.FILM_TRACK),
    (make.film(make.track(b"soun", b"mp4a")), Reason.DAMAGED),
    (make.film()[:-40], Reason.DAMAGED),
    (make.film(more=make.box(b"free") * 6_000), Reason.DAMAGED),
    (b"\x1aE\xdf\xa3\x01\0\0\0\0\0\0\x1f", Reason.VIDEO),
    (b"ID3\x03\0\0\0\0\0\0", Reason.SOUND),
    (FTYP + b"heic\0\0\0\0mif1heic", Reason.HEIC),
    (b"II*\0\x08\0\0\0" + b"\0" * 40, Reason.TIFF),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500, Reason.OLD_OFFICE),
    (b"{\\rtf1\\ansi Halo}", Reason.OTHER_DOCUMENT),
    (b"GIF89a/*\0\0\0\0*/=1;alert(document.cookie)//", Reason.FALSE_START),
    (b"GIF89a=1;alert(1)", Reason.FALSE_START),
    (b"\xff\xd8\xff<?php echo 1; ?>", Reason.FALSE_START),
    (b"\x89PNG<script>alert(1)</script>", Reason.FALSE_START),
    (b"%PDF-1.7\n<html><script>alert(1)</script></html>\n%%EOF", Reason.POLYGLOT),
    ("Pulau Pantar".encode("utf-16"), Reason.ENCODING),
    ("Café Kupang\n".encode("cp1252"), Reason.ENCODING),
    (b"Laporan\0kegiatan", Reason.HIDDEN_CHARACTERS),
    (b"Laporan " + b"biasa " * 20 + b"\x1b[2J", Reason.HIDDEN_CHARACTERS),
    (bytes(range(128, 256)) * 3 + bytes(range(32)) * 20, Reason.UNKNOWN),
    (b"", Reason.EMPTY),
]


def refusal(
    content: bytes,
    *,
    name: str = "berkas",
    limits: Limits = DEFAULT_LIMITS,
    only: Group | None = None,
) -> intake.Refused:
    with pytest.raises(intake.Refused) as caught:
        intake.check(io.BytesIO(content), name=name, limits=limits, only=only)
    assert caught.value.sentence
    assert "%(" not in caught.value.sentence
    return caught.value


@pytest.mark.parametrize(("content", "kind"), GOOD, ids=lambda value: str(value)[:30])
def test_content_alone_gives_the_kind_and_the_extension(
    content: bytes, kind: Kind
) -> None:
    accepted = intake.check(io.BytesIO(content), name="../../x.php")
    assert (accepted.kind, accepted.extension) == (kind, kind.extension)
    assert accepted.media_type == kind.media_type
    assert accepted.size == len(content)
    assert accepted.sha256 == hashlib.sha256(content).hexdigest()


@pytest.mark.parametrize(
    ("content", "reason"), REFUSED, ids=lambda value: str(value)[:30]
)
def test_a_file_that_is_not_taken_is_refused_for_its_true_reason(
    content: bytes, reason: Reason
) -> None:
    assert refusal(content).reason is reason


def test_every_reason_has_a_sentence_that_ends() -> None:
    assert set(SENTENCES) == set(Reason)
    assert all(str(sentence).endswith(".") for sentence in SENTENCES.values())


def test_a_web_page_named_as_a_photo_is_called_a_web_page() -> None:
    page = b"<!doctype html><title>x</title><html>"
    as_photo = refusal(page, name="Foto Bupati.JPG")
    assert ".jpg" in as_photo.sentence
    assert as_photo.sentence != refusal(page, name="surat.pdf").sentence
    assert as_photo.sentence != refusal(page, name="laman.html").sentence
    assert as_photo.reason is Reason.HTML


def test_a_name_cannot_write_into_the_sentence() -> None:
    said = refusal(b"<html><body>", name="x.<b>%(extension)s").sentence
    assert "<b>" not in said


def test_an_upload_of_django_is_read_and_left_at_its_beginning() -> None:
    upload = SimpleUploadedFile("a.exe", make.picture("PNG"), "text/html")
    assert intake.check(upload, name="a.exe").kind is Kind.PNG
    assert upload.tell() == 0
    assert intake.kind_of(upload) is Kind.PNG
    assert upload.tell() == 0


class Counting(io.BufferedIOBase):
    """A file that counts what is read of it."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file, self.count = file, 0

    def read(self, size: int | None = -1, /) -> bytes:
        assert size
        assert 0 < size < 200_000, "read without a bound"
        content = self.file.read(size)
        self.count += len(content)
        return content

    def seek(self, offset: int, whence: int = 0, /) -> int:
        return self.file.seek(offset, whence)

    def tell(self) -> int:
        return self.file.tell()


@pytest.mark.parametrize(
    "head", [make.picture("JPEG"), make.pdf(), b"PK\x03\x04", b"a"]
)
def test_two_gigabytes_are_refused_without_being_read(
    tmp_path: Path, head: bytes
) -> None:
    path = make.sparse(tmp_path / "besar", 2_000_000_000, head)
    with path.open("rb") as file:
        counting = Counting(file)
        with pytest.raises(intake.Refused) as caught:
            intake.check(counting, name="besar.jpg")
    assert caught.value.reason is Reason.TOO_BIG
    assert "100 MB" in caught.value.sentence
    assert counting.count == 0


def test_each_group_has_its_own_limit(tmp_path: Path) -> None:
    path = make.sparse(tmp_path / "foto", 26_000_000, make.picture("JPEG"))
    with path.open("rb") as file:
        counting = Counting(file)
        with pytest.raises(intake.Refused, match="25 MB"):
            intake.check(counting, name="foto.jpg")
    assert counting.count <= 16_384
    text = b"Humas NTT " * 10
    assert refusal(text, limits=Limits(text_bytes=50)).reason is Reason.TOO_BIG
    intake.check(io.BytesIO(make.pdf()), name="", limits=Limits(text_bytes=50))


def test_a_file_that_grows_while_it_is_read_is_stopped_at_the_limit() -> None:
    class Growing(io.BytesIO):
        def tell(self) -> int:
            return 10

    with pytest.raises(intake.Refused) as caught:
        intake.check(Growing(b"a" * 500), name="", limits=Limits(text_bytes=100))
    assert caught.value.reason is Reason.TOO_BIG


def test_the_kind_of_a_large_picture_is_told_from_its_first_bytes() -> None:
    counting = Counting(io.BytesIO(make.picture("JPEG") + b"\0" * 5_000_000))
    assert intake.kind_of(counting) is Kind.JPEG
    assert counting.count <= 16_384


def test_a_field_for_pictures_takes_no_document() -> None:
    assert refusal(make.pdf(), only=Group.PICTURE).reason is Reason.NOT_PICTURE
    assert refusal(make.picture(), only=Group.DOCUMENT).reason is Reason.NOT_DOCUMENT
    text = io.BytesIO(b"Catatan rapat.")
    assert intake.check(text, name="", only=Group.DOCUMENT).kind is Kind.TXT


def test_a_null_far_into_a_text_is_found() -> None:
    text = b"Baris biasa.\n" * 20_000
    assert refusal(text + b"\0").reason is Reason.HIDDEN_CHARACTERS
    assert refusal(text + b"\xe9 ").reason is Reason.ENCODING
    assert refusal(text + b"\xc3").reason is Reason.ENCODING
    assert intake.check(io.BytesIO(text), name="").kind is Kind.TXT


@pytest.mark.parametrize("shift", range(4))
def test_a_letter_cut_by_the_end_of_the_head_is_still_a_letter(shift: int) -> None:
    text = b"a" * shift + "é—😀".encode() * 4_000
    assert intake.check(io.BytesIO(text), name="").kind is Kind.TXT


def test_a_pdf_without_its_end_is_damaged() -> None:
    assert refusal(make.pdf(b"x" * 9_000)[:-7]).reason is Reason.DAMAGED


def test_an_archive_behind_a_pdf_is_found() -> None:
    hidden = make.pdf() + make.archive({"a.exe": b"MZ"}) + b""
    assert refusal(hidden).reason is Reason.POLYGLOT


def test_a_pdf_that_carries_an_archive_inside_is_taken() -> None:
    inside = make.pdf(make.archive({"lampiran.csv": b"a,b"}) + b"\nendstream endobj")
    assert intake.check(io.BytesIO(inside), name="").kind is Kind.PDF


def test_a_picture_with_an_archive_behind_it_is_a_picture_to_be_cleaned() -> None:
    both = make.picture("JPEG") + make.archive({"a.exe": b"MZ"})
    assert intake.check(io.BytesIO(both), name="").kind is Kind.JPEG


OFFICE = [
    (make.docx({"word/vbaProject.bin": b"x"}), Reason.MACRO),
    (make.docx({"xl/macrosheets/sheet1.xml": b"x"}), Reason.MACRO),
    (
        make.docx(main="application/vnd.ms-word.document.macroEnabled.main+xml"),
        Reason.MACRO,
    ),
    (make.odt({"Basic/Standard/Module1.xml": b"x"}), Reason.MACRO),
    (make.docx(main=f"{make.WORD}.template.main+xml"), Reason.OTHER_DOCUMENT),
    (
        make.docx({"word/_rels/settings.xml.rels": RELATION % b"attachedTemplate"}),
        REMOTE,
    ),
    (make.docx({"word/_rels/a.rels": RELATION % b"oleObject"}), REMOTE),
    (make.docx({"../../etc/cron.d/x": b"x"}), Reason.UNSAFE_NAME),
    (make.docx({"word/..\\x": b"x"}), Reason.UNSAFE_NAME),
    (make.docx({"/etc/passwd": b"x"}), Reason.UNSAFE_NAME),
    (make.docx({"C:x": b"x"}), Reason.UNSAFE_NAME),
    (make.docx({"word/media/a.png": b"\0" * 20_000_000}), Reason.BOMB),
    (make.locked(make.docx()), Reason.LOCKED),
    (
        make.odt({"META-INF/manifest.xml": b"<manifest:encryption-data/>"}),
        Reason.LOCKED,
    ),
    (make.docx()[:-10], Reason.DAMAGED),
    (make.docx()[:60], Reason.DAMAGED),
    (make.docx() + b"ekor", Reason.DAMAGED),
]


@pytest.mark.parametrize("case", OFFICE, ids=lambda case: case[1].value)
def test_a_dangerous_office_document_is_refused_for_its_true_reason(
    case: tuple[bytes, Reason],
) -> None:
    assert refusal(case[0], name="surat.docx").reason is case[1]


def test_parts_and_unpacked_size_have_limits() -> None:
    many = make.docx({f"word/media/{n}.png": b"x" for n in range(30)})
    assert (
        refusal(many, limits=Limits(archive_entries=20)).reason is Reason.TOO_MANY_PARTS
    )
    directory = Limits(archive_directory_bytes=500)
    assert refusal(many, limits=directory).reason is Reason.TOO_MANY_PARTS
    assert refusal(many, limits=Limits(unpacked_bytes=30)).reason is Reason.BOMB
    assert intake.kind_of(io.BytesIO(many)) is Kind.DOCX


def test_a_bomb_is_known_without_being_unpacked() -> None:
    # The directory alone says two gigabytes; the part itself is empty.
    package = bytearray(make.docx({"word/media/a.png": b""}))
    at = package.rfind(b"PK\x01\x02")
    struct.pack_into("<I", package, at + 24, 2_000_000_000)
    assert refusal(bytes(package)).reason is Reason.BOMB


def test_a_second_directory_cannot_hide_behind_the_first() -> None:
    locator = b"PK\x06\x07" + b"\0" * 16
    package = make.docx()
    at = package.rfind(b"PK\x05\x06")
    assert refusal(package[:at] + locator + package[at:]).reason is Reason.DAMAGED


def test_a_zip_named_as_a_photo_is_called_an_archive() -> None:
    refused = refusal(make.archive({"a": b"x"}), name="foto.png")
    assert refused.reason is Reason.ARCHIVE
    assert ".png" in refused.sentence


PAPER = Path(__file__).parents[2] / "docs" / "rooms" / "files.md"


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_and_its_limit_stand_in_the_documents(kind: Kind) -> None:
    megabytes = DEFAULT_LIMITS.bytes_of(kind.group) // 1_000_000
    row = f"| `{kind.extension}` | `{kind.media_type}` | {megabytes} MB |"
    assert row in PAPER.read_text()


@pytest.mark.parametrize("field", list(Limits.__dataclass_fields__))
def test_every_limit_stands_in_the_documents(field: str) -> None:
    assert f"| `{field}` | {getattr(DEFAULT_LIMITS, field):,} |" in PAPER.read_text()


@pytest.mark.parametrize("reason", list(Reason))
def test_every_reason_stands_in_the_documents(reason: Reason) -> None:
    assert f"`{reason.value}`" in PAPER.read_text()
