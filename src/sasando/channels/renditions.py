"""A picture as a platform wants it: a JPEG of its own, in the shape that it shows.

The same original, focal point and shape give the same bytes. Nothing of the camera goes
along (place, owner); colours become sRGB.
"""

import hashlib
import io
import json
import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from sasando.channels.shapes import MIDDLE, AnyShape, Focus, Shape
from sasando.channels.shapes import kept as facts_of

if TYPE_CHECKING:
    from PIL.Image import Image

# Too heavy for its platform, it is drawn coarser, and then smaller.
QUALITIES, SMALLER, LEAST_WIDTH = (88, 80, 70, 60), 0.75, 64
# What is larger is no photo, and would fill the memory.
MOST_PIXELS = 100_000_000
ORIENTATION, ON_ITS_SIDE = 0x0112, {5, 6, 7, 8}


class Unreadable(Exception):
    """The file is no picture that we can read."""


def size_of(path: Path) -> tuple[int, int]:
    """Return width and height of a picture as it is shown. Raises Unreadable."""
    from PIL import Image

    try:
        with Image.open(path) as image:
            check(image)
            turned = image.getexif().get(ORIENTATION) in ON_ITS_SIDE
            width, height = image.size
    except (OSError, ValueError, SyntaxError) as error:
        raise Unreadable(path.name) from error
    return (height, width) if turned else (width, height)


def recipe_of(shape: AnyShape, focus: Focus) -> str:
    """Return the hash of all that decides what becomes of an original."""
    text = json.dumps([facts_of(shape), focus], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def jpeg(path: Path, shape: Shape, focus: Focus = None) -> Path:
    """Draw a picture in this shape beside it; return where. Raises Unreadable.

    Whatever lay at its place is replaced: the same picture, or one that was spoilt.
    """
    final = path.with_name(f"{path.stem}-{recipe_of(shape, focus)}.jpg")
    try:
        body = drawn(path, shape, focus)
    except (OSError, ValueError, SyntaxError) as error:
        raise Unreadable(path.name) from error
    aside = final.with_name(f".{final.name}-{os.getpid()}-{os.urandom(4).hex()}")
    aside.write_bytes(body)
    aside.replace(final)
    return final


def drawn(path: Path, shape: Shape, focus: Focus) -> bytes:
    """Return a picture in this shape, as light as its platform wants it."""
    from PIL import Image, ImageOps

    with Image.open(path) as image:
        check(image)
        upright = flat(in_srgb(ImageOps.exif_transpose(image)))
    body = packed(cut(upright, shape, focus), QUALITIES[0])
    width = shape.most_width
    for quality in QUALITIES[1:]:
        if len(body) > shape.most_bytes:
            body = packed(cut(upright, shape, focus), quality)
    while len(body) > shape.most_bytes and width > LEAST_WIDTH:
        width = int(width * SMALLER)
        body = packed(cut(upright, shape, focus, width), QUALITIES[-1])
    return body


def packed(image: "Image", quality: int) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality, optimize=True, progressive=True)
    return out.getvalue()


def check(image: "Image") -> None:
    if image.width * image.height > MOST_PIXELS:
        raise ValueError("too many pixels")


def in_srgb(image: "Image") -> "Image":
    """Return a picture whose colours mean what they mean without a profile."""
    from PIL import ImageCms

    profile = image.info.get("icc_profile")
    if profile and image.mode in {"RGB", "CMYK", "L"}:
        # A broken profile is as good as none.
        with suppress(ImageCms.PyCMSError, OSError):
            theirs = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            ours = ImageCms.createProfile("sRGB")
            changed = ImageCms.profileToProfile(image, theirs, ours, outputMode="RGB")
            return changed or image
    return image


def flat(image: "Image") -> "Image":
    """Return a picture without holes: what was see-through is white."""
    from PIL import Image

    if image.mode == "RGB":
        return image.copy()
    if "A" not in image.getbands() and "transparency" not in image.info:
        return image.convert("RGB")
    above = image.convert("RGBA")
    below = Image.new("RGB", above.size, "white")
    below.paste(above, mask=above.getchannel("A"))
    return below


def cut(image: "Image", shape: Shape, focus: Focus, most: int = 0) -> "Image":
    """Return what stands around the focal point, in this shape and no wider."""
    from PIL import Image

    ratio = shape.ratio(image.width, image.height)
    box = frame(image.size, ratio, focus)
    width, height = box[2] - box[0], box[3] - box[1]
    wanted = min(width, most or shape.most_width)
    wanted = wanted if most else max(wanted, shape.least_width)
    if wanted != width:
        width, height = wanted, round(wanted / ratio)
    size = (max(width, 1), max(height, 1))
    return image.resize(size, Image.Resampling.LANCZOS, box=box)


def frame(
    size: tuple[int, int], ratio: float, focus: Focus
) -> tuple[int, int, int, int]:
    """Return the part of this ratio that has the focal point nearest its middle."""
    whole_width, whole_height = size
    width = max(1, min(whole_width, round(whole_height * ratio)))
    height = max(1, min(whole_height, round(whole_width / ratio)))
    x, y = focus or MIDDLE
    left = min(max(round(whole_width * x / 100 - width / 2), 0), whole_width - width)
    top = min(max(round(whole_height * y / 100 - height / 2), 0), whole_height - height)
    return left, top, left + width, top + height
