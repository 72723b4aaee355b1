"""The worker that draws a picture anew. Runs in the child process of `child.run`.

Only pixels cross over: the new file is written from them alone, so that nothing of the
old one (place, camera, comments, hidden files) is left.
"""

import io
import struct
import zlib
from typing import IO, Any

from PIL import Image, ImageCms

_JPEG_QUALITY = 88
_WEBP_QUALITY = 88
_ORIENTATION = 0x0112
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_BROKEN = (
    OSError,
    EOFError,
    SyntaxError,
    ValueError,
    TypeError,
    LookupError,
    ArithmeticError,
    RuntimeError,
    struct.error,
    zlib.error,
    ImageCms.PyCMSError,
)
_SAVE: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": _JPEG_QUALITY, "optimize": True, "progressive": True},
    "PNG": {},
    "WEBP": {"quality": _WEBP_QUALITY, "method": 4},
}


class Unfit(Exception):
    """The picture cannot be drawn anew; holds the answer that says why."""

    def __init__(self, reason: str, **facts: int) -> None:
        super().__init__(reason)
        self.answer = {"refused": reason, **facts}


def answer(
    order: dict[str, Any], source: IO[bytes], product: IO[bytes]
) -> dict[str, Any]:
    """Draw `source` anew into `product`; return its format, width and height.

    `order` holds `format` (the only decoder that may run), `max_edge` and `max_pixels`.
    A picture that is not fit gives `{"refused": reason}` instead.
    """
    # Our own limit comes before any pixel is decoded; Pillow's would only warn.
    Image.MAX_IMAGE_PIXELS = None
    try:
        picture = redraw(source, **order)
        kind = _format(order["format"], picture)
        picture.save(product, kind, **_SAVE[kind])
    except Unfit as unfit:
        return unfit.answer
    except MemoryError:
        return {"refused": "unreadable"}
    except _BROKEN:
        return {"refused": "damaged"}
    return {"format": kind, "width": picture.width, "height": picture.height}


def redraw(
    source: IO[bytes], *, format: str, max_edge: int, max_pixels: int
) -> Image.Image:
    """Return the picture upright, in sRGB, 8 bits, no edge longer than `max_edge`."""
    if format == "WEBP":
        _require_pixels(_webp_size(source), max_pixels)
    image: Image.Image = Image.open(source, formats=[format])
    _require_pixels(image.size, max_pixels)
    # A phone's JPEG may carry a depth map as a second picture; that is not a film.
    if format != "JPEG" and getattr(image, "is_animated", False):
        raise Unfit("moving")
    turn = _TURNS.get(_orientation(image))
    profile = image.info.get("icc_profile")
    # One name for all steps: each frees the picture before it, which may be large.
    image = _decode(image, max_edge)
    image = _eight_bits(image)
    image = _premultiplied(image, max_edge)
    image = _fit(image, max_edge)
    image = _srgb(image, profile)
    return _bare(image.transpose(turn) if turn is not None else image)


def _require_pixels(size: tuple[int, int], max_pixels: int) -> None:
    width, height = size
    if width * height > max_pixels:
        raise Unfit("too_many_pixels", width=width, height=height)


def _webp_size(source: IO[bytes]) -> tuple[int, int]:
    # The WebP decoder reserves the whole canvas on opening, so the header comes first.
    head = source.read(30)
    source.seek(0)
    if head[12:16] == b"VP8X":
        width, height = (int.from_bytes(head[at : at + 3], "little") for at in (24, 27))
        return width + 1, height + 1
    if head[12:16] == b"VP8L":
        bits = int.from_bytes(head[21:25], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    width, height = struct.unpack_from("<HH", head, 26)
    return width & 0x3FFF, height & 0x3FFF


def _orientation(image: Image.Image) -> int:
    try:
        return int(image.getexif().get(_ORIENTATION, 1))
    except _BROKEN:
        return 1


def _decode(image: Image.Image, max_edge: int) -> Image.Image:
    # JPEG decodes at a half, a quarter or an eighth at no cost: less time and memory.
    image.draft(None, _within(image.size, max_edge))
    image.load()
    return image


def _eight_bits(image: Image.Image) -> Image.Image:
    if image.mode in ("I", "I;16"):
        return image.point(lambda value: value * (1 / 256)).convert("L")
    if image.mode in ("L", "RGB", "CMYK", "RGBA") and "transparency" not in image.info:
        return image
    if image.has_transparency_data:
        return image.convert("RGBA")
    return image.convert("L" if image.mode == "1" else "RGB")


def _premultiplied(image: Image.Image, max_edge: int) -> Image.Image:
    # What Pillow would do while it holds the first picture too.
    is_large = max(image.size) > max_edge
    return image.convert("RGBa") if is_large and image.mode == "RGBA" else image


def _fit(image: Image.Image, max_edge: int) -> Image.Image:
    size = _within(image.size, max_edge)
    if size == image.size:
        return image
    return image.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)


def _within(size: tuple[int, int], max_edge: int) -> tuple[int, int]:
    scale = min(1.0, max_edge / max(size))
    width, height = (max(1, round(edge * scale)) for edge in size)
    return width, height


def _srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    image = image.convert("RGBA") if image.mode == "RGBa" else image
    alpha = image.getchannel("A") if image.mode == "RGBA" else None
    colour = image.convert("RGB") if alpha else image
    converted = _by_profile(colour, profile) if profile else None
    if converted is None:
        converted = colour.convert("RGB") if colour.mode == "CMYK" else colour
    if alpha is None or alpha.getextrema()[0] == 255:
        return converted
    converted.putalpha(alpha)
    return converted


def _by_profile(image: Image.Image, profile: bytes) -> Image.Image | None:
    # A wrong profile is common and no reason to turn a photo away: it is left out.
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        space = {"L": "GRAY", "CMYK": "CMYK"}.get(image.mode, "RGB ")
        if source.profile.xcolor_space != space:
            return None
        target = ImageCms.createProfile("sRGB")
        drawn = ImageCms.profileToProfile(image, source, target, outputMode="RGB")
    except _BROKEN:
        return None
    if drawn is None or image.mode != "L":
        return drawn
    return drawn.convert("L")


def _bare(image: Image.Image) -> Image.Image:
    # Pillow writes comments and profiles from `info` when it is not told otherwise.
    image = image.copy()
    image.info = {}
    return image


def _format(source: str, picture: Image.Image) -> str:
    if source == "AVIF":
        return "PNG" if picture.mode == "RGBA" else "JPEG"
    return "PNG" if source == "GIF" else source
