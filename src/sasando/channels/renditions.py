"""A picture as a platform wants it: a JPEG of its own, in the shape that it shows.

It lies beside the picture, under its name and what was asked: the same question finds
the same bytes. Nothing of the camera goes along (place, owner); colours become sRGB.
"""

import io
import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

QUALITY = 88
# What is larger is no photo, and would fill the memory.
MOST_PIXELS = 100_000_000


class Unreadable(Exception):
    """The file is no picture that we can read."""


@dataclass(frozen=True, slots=True)
class Shape:
    """Between which ratios of width to height, and how wide at most."""

    narrow: float
    wide: float
    most_width: int = 1440

    def ratio(self, width: int, height: int) -> float:
        """Return the ratio that a picture of this size is cut to."""
        return min(max(width / height, self.narrow), self.wide)

    def like(self, ratio: float) -> "Shape":
        """Return the shape of exactly this ratio."""
        return Shape(ratio, ratio, self.most_width)


def ratio_of(path: Path, shape: Shape) -> float:
    """Return the ratio that a picture is shown in. Raises Unreadable."""
    from PIL import Image, ImageOps

    try:
        with Image.open(path) as image:
            check(image)
            image.draft("RGB", (64, 64))
            return shape.ratio(*ImageOps.exif_transpose(image).size)
    except (OSError, ValueError, SyntaxError) as error:
        raise Unreadable(path.name) from error


def jpeg(path: Path, shape: Shape) -> Path:
    """Return the JPEG of a picture in this shape; made once. Raises Unreadable."""
    asked = f"{shape.narrow:.4f}-{shape.wide:.4f}-{shape.most_width}"
    final = path.with_name(f"{path.stem}-{asked}.jpg")
    if not final.exists():
        try:
            body = drawn(path, shape)
        except (OSError, ValueError, SyntaxError) as error:
            raise Unreadable(path.name) from error
        aside = final.with_name(f".{final.name}-{os.getpid()}-{os.urandom(4).hex()}")
        aside.write_bytes(body)
        aside.replace(final)
    return final


def drawn(path: Path, shape: Shape) -> bytes:
    from PIL import Image, ImageOps

    with Image.open(path) as image:
        check(image)
        upright = ImageOps.exif_transpose(image)
        out = io.BytesIO()
        cut(flat(in_srgb(upright)), shape).save(
            out, "JPEG", quality=QUALITY, optimize=True, progressive=True
        )
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
        return image
    if "A" not in image.getbands() and "transparency" not in image.info:
        return image.convert("RGB")
    above = image.convert("RGBA")
    below = Image.new("RGB", above.size, "white")
    below.paste(above, mask=above.getchannel("A"))
    return below


def cut(image: "Image", shape: Shape) -> "Image":
    """Return the middle of a picture in this shape, no wider than allowed."""
    from PIL import Image, ImageOps

    ratio = shape.ratio(image.width, image.height)
    width = min(image.width, round(image.height * ratio))
    height = min(image.height, round(image.width / ratio))
    if width > shape.most_width:
        width, height = shape.most_width, round(shape.most_width * height / width)
    return ImageOps.fit(
        image, (max(width, 1), max(height, 1)), Image.Resampling.LANCZOS
    )
