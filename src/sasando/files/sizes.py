"""The sizes of a picture, drawn all at once by a child process with Pillow alone.

Wagtail draws them in the process that renders the page, three at a time, each from the
whole picture: an encoder's 50 to 150 MB, which a web server then keeps.
"""

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile

# Django reads their measures here; else Pillow loads forty formats at the first one.
from PIL import (
    AvifImagePlugin,  # noqa: F401
    JpegImagePlugin,  # noqa: F401
    PngImagePlugin,  # noqa: F401
    WebPImagePlugin,  # noqa: F401
)
from wagtail.images.image_operations import (
    AvifQualityOperation,
    FormatOperation,
    JPEGQualityOperation,
    WebPQualityOperation,
)

from sasando.files import child, turn

# A reader may wait for it.
ALLOWANCE = child.Allowance(niceness=0)
WORKER = Path(__file__).with_name("scaling.py")
# What Wagtail makes of a picture for which no format is asked.
OWN = {".jpg": "jpeg", ".jpeg": "jpeg", ".png": "png", ".webp": "png", ".avif": "png"}
# As Wagtail does.
QUALITY = {"jpeg": 76, "png": 0, "webp": 80, "avif": 61}
QUALITIES: dict[str, Any] = {
    "jpeg": JPEGQualityOperation,
    "png": (),
    "webp": WebPQualityOperation,
    "avif": AvifQualityOperation,
}
OPERATIONS = (
    FormatOperation,
    JPEGQualityOperation,
    WebPQualityOperation,
    AvifQualityOperation,
)
ENDINGS = {"jpeg": ".jpg", "png": ".png", "webp": ".webp", "avif": ".avif"}


def knows(filter: Any) -> bool:
    """Return whether our child can draw this; Wagtail can do more."""
    asked = formats(filter)
    drawn = all(each.format in ENDINGS and not each.options for each in asked)
    known = (isinstance(each, OPERATIONS) for each in filter.filter_operations)
    return drawn and all(known)


def formats(filter: Any) -> list[Any]:
    asked = filter.filter_operations
    return [each for each in asked if isinstance(each, FormatOperation)]


def kind_of(picture: Any, filter: Any) -> str:
    """Return the format of a size: what is asked, else what Wagtail makes of it."""
    asked = formats(filter)
    kind = asked[-1].format if asked else OWN[Path(picture.file.name).suffix.lower()]
    return str(kind)


def order_of(picture: Any, filter: Any) -> dict[str, Any]:
    """Return one size as the child understands it."""
    transform = filter.get_transform(picture)
    kind = kind_of(picture, filter)
    asked = filter.filter_operations
    quality = [each.quality for each in asked if isinstance(each, QUALITIES[kind])]
    left, top, right, bottom = transform.get_rect().round()
    right, bottom = min(right, picture.width), min(bottom, picture.height)
    return {
        "box": [max(0, left), max(0, top), right, bottom],
        "size": list(transform.size),
        "format": kind.upper(),
        "quality": [QUALITY[kind], *quality][-1],
    }


def draw(picture: Any, filters: Sequence[Any]) -> list[Any]:
    """Return each of these sizes as a file, in order. Raises child.Died."""
    order = {
        "width": picture.width,
        "height": picture.height,
        "sizes": [order_of(picture, filter) for filter in filters],
    }
    with tempfile.TemporaryFile() as source, tempfile.TemporaryFile() as product:
        with picture.open_file() as file:
            for chunk in file.chunks():
                source.write(chunk)
        source.flush()
        with turn.taken():
            said = child.run(
                WORKER, order, source=source, product=product, allowance=ALLOWANCE
            )
        product.seek(0)
        return [
            ContentFile(product.read(length), name=name_of(picture, filter))
            for length, filter in zip(said["lengths"], filters, strict=True)
        ]


def name_of(picture: Any, filter: Any) -> str:
    """Return a name as Wagtail gives it: that of the picture, and what was asked."""
    mark = filter.get_cache_key(picture)
    ending = filter.spec.replace("|", ".") + ENDINGS[kind_of(picture, filter)]
    ending = f"{mark}.{ending}" if mark else ending
    return f"{Path(picture.file.name).stem[: 59 - len(ending)]}.{ending}"
