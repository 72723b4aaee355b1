"""The sizes of a picture: drawn by one child with nothing of Sasando in it."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from PIL import Image
from tests.files import make_files as make
from wagtail.images.models import AbstractImage, Filter

from sasando.files import child, sizes
from sasando.files.models import Picture

pytestmark = pytest.mark.django_db
SPECS = ("width-120", "max-165x165", "fill-100x100", "fill-90x30-c100", "original")
SHOWN = [
    f"format-{kind}|width-{width}|jpegquality-70"
    for kind in ("avif", "jpeg")
    for width in (120, 240)
]


@pytest.fixture(autouse=True)
def nothing_remembered() -> None:
    """Wagtail remembers a size by what the picture shows, beyond the end of a test."""
    cache.clear()


def picture(format: str = "JPEG", mode: str = "RGB") -> Picture:
    content = make.saved(
        Image.linear_gradient("L").resize((400, 300)).convert(mode), format
    )
    one = Picture(title="Foto", file=ContentFile(content, name=f"foto.{format}"))
    one.save()
    return one


def opened(file: Any) -> Image.Image:
    file.seek(0)
    return Image.open(io.BytesIO(file.read()))


def test_all_sizes_of_a_page_are_drawn_at_once_and_once() -> None:
    one = picture()
    made = one.get_renditions(*SHOWN)
    seen = [
        (opened(size.file).format, size.width, size.height) for size in made.values()
    ]
    assert seen == [
        ("AVIF", 120, 90),
        ("AVIF", 240, 180),
        ("JPEG", 120, 90),
        ("JPEG", 240, 180),
    ]
    again = Picture.objects.get(pk=one.pk).get_renditions(*SHOWN)
    assert again == made
    assert one.renditions.count() == len(SHOWN)


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP"])
def test_a_size_is_what_wagtail_would_have_drawn(format: str) -> None:
    one = picture(format)
    filters = [Filter(spec) for spec in SPECS]
    for filter, file in zip(filters, sizes.draw(one, filters), strict=True):
        wanted = AbstractImage.generate_rendition_file(one, filter)
        assert Path(file.name or "").name == Path(wanted.name or "").name
        mine, theirs = opened(file), opened(wanted)
        assert (mine.format, mine.size) == (theirs.format, theirs.size)
        # The same part of the picture: its grey grows evenly from the top down.
        for place in ((1, 1), (mine.width - 2, mine.height - 2)):
            pair = [each.convert("L").getpixel(place) for each in (mine, theirs)]
            assert abs(pair[0] - pair[1]) <= 6, filter.spec  # type: ignore[operator]


def test_where_one_can_see_through_a_jpeg_is_white() -> None:
    one = picture("PNG", "RGBA")
    Image.new("RGBA", (400, 300), (0, 0, 0, 0)).save(one.file.path, "PNG")
    drawn = opened(sizes.draw(one, [Filter("width-40|format-jpeg")])[0])
    assert drawn.getpixel((20, 15)) == (255, 255, 255)


def test_a_picture_that_cannot_be_drawn_leaves_no_row() -> None:
    one = picture()
    Path(one.file.path).write_bytes(b"half a pic")
    with pytest.raises(child.Died):
        one.get_renditions(*SHOWN)
    assert one.renditions.count() == 0


def test_what_our_child_cannot_draw_wagtail_does() -> None:
    one, spec = picture(), "width-40|format-gif"
    assert not sizes.knows(Filter(spec))
    assert opened(one.get_renditions(spec, SHOWN[2])[spec].file).format == "GIF"
