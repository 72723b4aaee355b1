import io
from datetime import UTC, datetime, timedelta, timezone

import pytest
from PIL import Image
from tests.files import make_files as make

from sasando.files import captions, pictures
from sasando.files.intake import Reason, Refused
from sasando.files.pictures import PictureFacts

WITA = timezone(timedelta(hours=8))


def facts(content: bytes) -> PictureFacts:
    return pictures.facts(io.BytesIO(content))


def test_words_of_people_come_before_words_of_the_camera() -> None:
    photo = make.picture("JPEG", exif=make.exif())
    assert facts(photo).caption == "Sasando di Rote"
    photo = make.with_xmp(photo, make.xmp("Dari XMP", "Bima", "2025-01-02T03:04:05Z"))
    assert facts(photo) == PictureFacts(
        caption="Dari XMP",
        photographer="Bima",
        taken_at=datetime(2025, 1, 2, 3, 4, 5, tzinfo=UTC),
        copyright="Humas NTT",
    )
    typed = [
        (2, 120, b"Gubernur di Atambua"),
        (2, 80, b"Sari Kolo"),
        (2, 116, "© Humas".encode()),
        (2, 55, b"20241231"),
        (2, 60, b"235959+0800"),
    ]
    assert facts(make.with_iptc(photo, typed)) == PictureFacts(
        caption="Gubernur di Atambua",
        photographer="Sari Kolo",
        taken_at=datetime(2024, 12, 31, 23, 59, 59, tzinfo=WITA),
        copyright="© Humas",
    )


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP"])
def test_facts_are_read_from_the_other_formats_too(format: str) -> None:
    words = {"exif": make.exif(), "xmp": make.xmp("Tenun Sumba")}
    found = facts(make.picture(format, **words))
    assert found.caption == "Tenun Sumba"
    assert found.photographer == "Ratna Dethan"


def test_a_picture_without_words_has_none() -> None:
    for format in ("JPEG", "PNG", "WEBP", "GIF", "AVIF"):
        assert facts(make.picture(format)) == PictureFacts()


def test_the_place_is_never_told() -> None:
    photo = make.picture("JPEG", exif=make.exif())
    with Image.open(io.BytesIO(photo)) as image:
        assert image.getexif().get_ifd(0x8825)
    assert set(PictureFacts.__dataclass_fields__) == {
        "caption",
        "photographer",
        "taken_at",
        "copyright",
    }


def test_a_clock_without_zone_stays_without_zone() -> None:
    naive = facts(make.picture("JPEG", exif=make.exif())).taken_at
    assert naive is not None
    assert naive.isoformat() == "2026-11-20T09:15:00"
    aware = facts(make.picture("JPEG", exif=make.exif(zone="+08:00"))).taken_at
    assert aware == datetime(2026, 11, 20, 9, 15, tzinfo=WITA)


@pytest.mark.parametrize(
    "taken",
    [
        "0000:00:00 00:00:00",
        "    :  :     :  :  ",
        "kemarin",
        "9999:12:31 23:59:59",
        "1001:01:01 00:00:00",
    ],
)
def test_a_clock_that_was_never_set_tells_no_time(taken: str) -> None:
    assert facts(make.picture("JPEG", exif=make.exif(taken=taken))).taken_at is None


def test_a_date_alone_gives_way_to_a_time_and_else_is_midnight() -> None:
    day = [(2, 55, b"19580812")]
    alone = facts(make.with_iptc(make.picture(), day)).taken_at
    assert alone is not None
    assert alone.isoformat() == "1958-08-12T00:00:00"
    photo = make.with_iptc(make.picture("JPEG", exif=make.exif()), day)
    timed = facts(photo).taken_at
    assert timed is not None
    assert timed.hour == 9


def test_letters_of_old_windows_programs_are_read() -> None:
    photo = make.with_iptc(make.picture(), [(2, 120, b"Caf\xe9 \x93Kupang\x94")])
    assert facts(photo).caption == "Café “Kupang”"


def test_letters_beyond_ascii_in_exif_are_read() -> None:
    photo = make.picture("JPEG", exif=make.exif(photographer="José".encode()))
    assert facts(photo).photographer == "José"


def test_several_photographers_are_all_named() -> None:
    photo = make.with_iptc(make.picture(), [(2, 80, b"Ratna"), (2, 80, b"Bima")])
    assert facts(photo).photographer == "Ratna, Bima"


@pytest.mark.parametrize("words", ["OLYMPUS DIGITAL CAMERA", "DCIM", "IMG_20261120"])
def test_what_a_camera_writes_by_itself_is_no_caption(words: str) -> None:
    assert facts(make.picture("JPEG", exif=make.exif(caption=words))).caption == ""


def test_words_are_one_line_of_bounded_length_without_hidden_signs() -> None:
    said = "Baris\r\nsatu\0\x1b[2J dua\u202egpj" + "a" * 60_000
    caption = facts(
        make.with_iptc(make.picture(), [(2, 120, said.encode()[:32_000])])
    ).caption
    assert caption.startswith("Baris satu [2J duagpja")
    assert len(caption) == captions.CAPTION_LENGTH
    assert caption.endswith("…")


BOMB = b"""<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;">]>
<x>&d;</x>"""
FOREIGN = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'


@pytest.mark.parametrize(
    "xmp",
    [
        BOMB,
        FOREIGN,
        b"",
        b"<x",
        b"\0\xff\xfe",
        b'<?xml version="1.0" encoding="tidak-ada"?><x/>',
        b"<a>" * 20_000,
    ],
    ids=["bomb", "foreign", "empty", "cut", "garbage", "encoding", "deep"],
)
def test_hostile_xmp_is_left_out_and_the_rest_is_read(xmp: bytes) -> None:
    photo = make.with_xmp(make.picture("JPEG", exif=make.exif()), xmp)
    assert facts(photo).caption == "Sasando di Rote"


GARBAGE = [
    b"",
    b"\0",
    b"\xff" * 900,
    b"II*\0\xff\xff\xff\xff",
    b"MM\0*\0\0\0\x08\xff\xff",
]


@pytest.mark.parametrize("content", GARBAGE, ids=len)
def test_garbage_in_any_block_tells_nothing(content: bytes) -> None:
    photo = make.picture("JPEG")
    for marker, head in (
        (0xE1, b"Exif\0\0"),
        (0xED, b"Photoshop 3.0\0"),
        (0xED, b"Photoshop 3.0\x008BIM\x04\x04"),
        (0xED, b"Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\xff\xff\x1c\x02\x78"),
    ):
        assert facts(make.with_segment(photo, marker, head + content)).taken_at is None


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP"])
def test_a_picture_cut_anywhere_raises_nothing_unknown(format: str) -> None:
    whole = make.picture(format, exif=make.exif(), xmp=make.xmp("x"))
    for end in range(40, len(whole), 37):
        facts(whole[:end])


def test_facts_of_what_is_no_picture_are_refused() -> None:
    with pytest.raises(Refused) as caught:
        facts(make.pdf())
    assert caught.value.reason is Reason.NOT_PICTURE
