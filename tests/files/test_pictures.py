import io
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageDraw
from tests.files import make_files as make

from sasando.files import child, pictures, pixels
from sasando.files.intake import Reason, Refused

RED, BLUE = (254, 0, 0), (0, 0, 254)


def clean(content: bytes, **limits: int) -> pictures.CleanPicture:
    return pictures.clean(io.BytesIO(content), **limits)


def opened(picture: pictures.CleanPicture) -> Image.Image:
    image = Image.open(io.BytesIO(picture.content))
    image.load()
    assert image.size == (picture.width, picture.height)
    assert Image.MIME[str(image.format)] == picture.media_type
    return image


def reason(content: bytes, **limits: int) -> Reason:
    with pytest.raises(Refused) as caught:
        clean(content, **limits)
    assert "%(" not in caught.value.sentence
    return caught.value.reason


def near(pixel: Any, colour: tuple[int, ...]) -> bool:
    return all(abs(a - b) < 12 for a, b in zip(pixel, colour, strict=True))


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("JPEG", ".jpg"),
        ("PNG", ".png"),
        ("WEBP", ".webp"),
        ("GIF", ".png"),
        ("AVIF", ".jpg"),
    ],
)
def test_a_picture_is_drawn_anew_with_the_same_pixels(sent: str, kept: str) -> None:
    cleaned = clean(make.picture(sent))
    image = opened(cleaned).convert("RGB")
    assert (cleaned.extension, image.size) == (kept, (60, 40))
    assert near(image.getpixel((5, 5)), RED)
    assert near(image.getpixel((55, 35)), BLUE)


def test_nothing_that_was_written_into_a_photo_is_left() -> None:
    sent = make.picture("JPEG", exif=make.exif(), comment=b"RAHASIA-1")
    sent = make.with_iptc(sent, [(2, 120, b"RAHASIA-2")])
    sent = make.with_xmp(sent, make.xmp(caption="RAHASIA-3"))
    sent = make.with_segment(sent, 0xE2, b"MPF\0RAHASIA-4")
    hidden = make.archive({"RAHASIA-5.exe": b"MZ"})
    cleaned = clean(sent + b"RAHASIA-6<?php" + hidden)
    for trace in (b"RAHASIA", b"Exif", b"xap", b"Photoshop", b"PK\x03", b"<?php"):
        assert trace in sent + b"RAHASIA<?php" + hidden
        assert trace not in cleaned.content
    assert cleaned.content.endswith(b"\xff\xd9")
    image = opened(cleaned)
    assert not image.getexif()
    assert (
        not set(image.info)
        - {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
        - {
            "progressive",
            "progression",
        }
    )


@pytest.mark.parametrize("format", ["PNG", "WEBP", "AVIF"])
def test_the_place_leaves_the_other_formats_too(format: str) -> None:
    sent = make.picture(format, exif=make.exif(), xmp=make.xmp(caption="RAHASIA"))
    cleaned = clean(sent + b"RAHASIA")
    assert b"Rote" in sent
    assert b"Rote" not in cleaned.content
    assert b"RAHASIA" not in cleaned.content
    assert not opened(cleaned).getexif()


def test_text_and_tail_of_a_png_are_dropped() -> None:
    sent = make.picture("PNG")
    note = make.png_chunk(b"tEXt", b"Comment\0RAHASIA")
    cleaned = clean(sent[:33] + note + sent[33:] + b"<script>alert(1)</script>")
    assert b"RAHASIA" not in cleaned.content
    assert b"script" not in cleaned.content


def test_a_well_formed_gif_that_is_also_a_script_loses_the_script() -> None:
    gif = make.picture("GIF", comment=b"*/=1;alert(document.cookie)//")
    assert b"alert" in gif
    assert b"alert" not in clean(gif).content


def test_a_photo_taken_sideways_stands_upright() -> None:
    turned = Image.Exif()
    turned[0x0112] = 6
    image = opened(clean(make.picture("JPEG", exif=turned, quality=95)))
    assert image.size == (40, 60)
    assert near(image.getpixel((20, 5)), RED)
    assert near(image.getpixel((20, 55)), BLUE)


def test_garbage_in_exif_does_not_turn_a_photo_away() -> None:
    sent = make.with_segment(make.picture(), 0xE1, b"Exif\0\0II*\0" + b"\xff" * 40)
    assert clean(sent).width == 60


def test_colours_of_another_profile_become_srgb() -> None:
    sent = make.picture("PNG", icc_profile=make.swapped_profile())
    cleaned = clean(sent)
    assert near(opened(cleaned).getpixel((5, 5)), (0, 0, 255))
    assert b"iCCP" not in cleaned.content


def test_a_broken_profile_does_not_turn_a_photo_away() -> None:
    cleaned = clean(make.picture("JPEG", icc_profile=b"bukan profil" * 20))
    assert near(opened(cleaned).getpixel((5, 5)), RED)


def test_a_photo_for_the_press_in_cmyk_becomes_rgb() -> None:
    sent = make.saved(Image.new("CMYK", (20, 20), (0, 255, 255, 0)), "JPEG")
    image = opened(clean(sent))
    assert image.mode == "RGB"
    assert near(image.getpixel((10, 10)), (255, 0, 0))


def test_sixteen_bits_become_eight_and_keep_their_light() -> None:
    sent = make.saved(Image.new("I;16", (8, 8), 0x8000), "PNG")
    image = opened(clean(sent))
    assert (image.mode, image.getpixel((4, 4))) == ("L", 128)


def test_a_palette_with_a_clear_colour_stays_clear() -> None:
    palette = Image.new("P", (10, 10), 0)
    palette.putpalette([255, 0, 0, 0, 0, 255])
    ImageDraw.Draw(palette).rectangle((5, 0, 9, 9), fill=1)
    image = opened(clean(make.saved(palette, "PNG", transparency=0)))
    assert image.mode == "RGBA"
    assert image.getpixel((1, 1))[3] == 0  # type: ignore[index]
    assert image.getpixel((8, 8)) == (0, 0, 255, 255)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA"])
@pytest.mark.parametrize("format", ["PNG", "WEBP", "GIF"])
def test_every_mode_of_a_picture_is_drawn(mode: str, format: str) -> None:
    sent = make.saved(Image.new("RGBA", (9, 9), (0, 200, 0, 255)).convert(mode), format)
    assert opened(clean(sent)).mode in ("L", "RGB")


@pytest.mark.parametrize("size", [(500, 100), (100, 500), (3000, 2)])
def test_a_large_picture_is_made_smaller_in_its_shape(size: tuple[int, int]) -> None:
    cleaned = clean(make.saved(Image.new("RGB", size), "JPEG"), max_edge=200)
    assert max(cleaned.width, cleaned.height) == 200
    assert cleaned.width * size[1] == pytest.approx(cleaned.height * size[0], rel=0.9)


def test_a_small_picture_is_not_made_larger() -> None:
    assert clean(make.picture(), max_edge=200).width == 60


@pytest.mark.parametrize(
    ("content", "size"),
    [
        (make.png_header(60_000, 60_000), "60000 by 60000"),
        (make.webp_header(16_000, 15_000), "16000 by 15000"),
    ],
)
def test_too_many_pixels_are_refused_by_the_header(content: bytes, size: str) -> None:
    with pytest.raises(Refused) as caught:
        clean(content)
    assert caught.value.reason is Reason.TOO_MANY_PIXELS
    assert all(number in caught.value.sentence for number in size.split(" by "))


@pytest.mark.parametrize("format", ["PNG", "WEBP"])
def test_a_header_costs_no_memory(tmp_path: Path, format: str) -> None:
    headers = {
        "PNG": make.png_header(60_000, 60_000),
        "WEBP": make.webp_header(16_000, 15_000),
    }
    source = tmp_path / "in"
    source.write_bytes(headers[format])
    order = {"format": format, "max_edge": 100, "max_pixels": 1_000_000}
    # The interpreter and the decoders take most of this; the canvas would need 10 GB.
    allowance = child.Allowance(memory_bytes=256_000_000)
    with source.open("rb") as read, (tmp_path / "out").open("wb") as product:
        said = child.run(
            Path(pixels.__file__),
            order,
            source=read,
            product=product,
            allowance=allowance,
        )
    assert said["refused"] == "too_many_pixels"


def test_the_limit_of_pixels_is_the_callers() -> None:
    assert reason(make.picture(), max_pixels=2_399) is Reason.TOO_MANY_PIXELS
    assert clean(make.picture(), max_pixels=2_400).width == 60


def test_a_small_file_that_claims_many_rows_is_refused() -> None:
    assert reason(make.png_header(7_000, 7_000)) is Reason.DAMAGED


@pytest.mark.parametrize("part", [0.3, 0.6, 0.95])
def test_a_photo_that_did_not_arrive_whole_is_refused(part: float) -> None:
    whole = make.noise()
    assert clean(whole).width == 400
    assert reason(whole[: int(len(whole) * part)]) is Reason.DAMAGED


@pytest.mark.parametrize("format", ["PNG", "WEBP", "GIF", "AVIF"])
def test_half_a_picture_of_another_format_is_refused(format: str) -> None:
    image = Image.open(io.BytesIO(make.noise()))
    whole = make.saved(image, format)
    assert reason(whole[: len(whole) // 2]) is Reason.DAMAGED


@pytest.mark.parametrize("format", ["GIF", "WEBP", "PNG", "AVIF"])
def test_a_moving_picture_is_refused(format: str) -> None:
    assert reason(make.moving(format)) is Reason.MOVING


def test_a_phone_photo_with_a_second_picture_in_it_is_taken() -> None:
    assert clean(make.moving("MPO")).extension == ".jpg"


def test_what_is_no_picture_is_refused_before_a_decoder_sees_it() -> None:
    assert reason(make.pdf()) is Reason.NOT_PICTURE
    assert reason(b"<svg><script/></svg>") is Reason.SVG
    assert reason(b"GIF89a/*\0\0\0\0*/=1;alert(1)//") is Reason.FALSE_START
    assert reason(b"") is Reason.EMPTY


def test_a_picture_above_its_limit_of_bytes_is_refused() -> None:
    assert reason(make.picture(), max_bytes=100) is Reason.TOO_BIG


def work(folder: Path, code: str, **allowance: int) -> dict[str, Any]:
    worker = folder / "worker.py"
    worker.write_text(f"import os, time\ndef answer(order, source, product):\n {code}")
    with (folder / "in").open("w+b") as source, (folder / "out").open("w+b") as product:
        return child.run(
            worker,
            {"n": 1},
            source=source,
            product=product,
            allowance=child.Allowance(**allowance),
        )


def test_a_child_knows_nothing_of_the_office(tmp_path: Path) -> None:
    known = "[k for k in os.environ if not k.startswith(('LC_CTYPE', 'MALLOC_'))]"
    code = f"return {{'environment': len({known})}}"
    assert work(tmp_path, code) == {"environment": 0}


@pytest.mark.parametrize(
    ("code", "allowance"),
    [
        ("os.abort()", {}),
        (
            "return {'memory': len(bytearray(900_000_000))}",
            {"memory_bytes": 400_000_000},
        ),
        ("while True: pass", {"cpu_seconds": 1}),
        ("time.sleep(60)", {"wall_seconds": 1}),
        ("product.write(b'x' * 90_000)", {"product_bytes": 50_000}),
        ("raise ValueError", {}),
    ],
    ids=["abort", "memory", "cpu", "wall", "disk", "error"],
)
def test_a_child_that_breaks_its_limits_dies_alone(
    tmp_path: Path, code: str, allowance: dict[str, int]
) -> None:
    with pytest.raises(child.Died):
        work(tmp_path, code, **allowance)


def test_garbage_from_a_decoder_that_was_taken_over_is_not_believed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    worker = tmp_path / "worker.py"
    worker.write_text(
        "def answer(order, source, product):\n"
        " product.write(b'<html><script>')\n"
        " return {'format': 'JPEG', 'width': 1, 'height': 1}"
    )
    monkeypatch.setattr(pictures, "_WORKER", worker)
    assert reason(make.picture()) is Reason.UNREADABLE


def test_a_decoder_that_dies_refuses_the_picture(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    worker = tmp_path / "worker.py"
    worker.write_text("import os\ndef answer(*_): os.abort()")
    monkeypatch.setattr(pictures, "_WORKER", worker)
    assert reason(make.picture()) is Reason.UNREADABLE


def test_a_grey_photo_with_a_profile_stays_grey() -> None:
    sent = make.saved(
        Image.new("L", (8, 8), 100), "PNG", icc_profile=make.swapped_profile()
    )
    assert opened(clean(sent)).getpixel((4, 4)) == 100
