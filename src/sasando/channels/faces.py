"""The picture of an account: fetched once by us, drawn anew, served to staff alone.

channels/faces/NUMBER.jpg     below the media folder; no browser asks the platform
"""

import io
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from PIL import Image, ImageOps

from sasando.channels.models import Channel
from sasando.channels.wire import Line, Lost, NotSent

SIDE = 96
FORMATS = ("JPEG", "PNG", "GIF", "WEBP")
# Larger ones are no picture of an account.
MOST_BYTES, MOST_PIXELS = 2 * 1024 * 1024, 16_000_000
SECONDS, OK = 10.0, 200


def path_of(channel: Channel) -> Path:
    return Path(settings.MEDIA_ROOT) / "channels" / "faces" / f"{channel.pk}.jpg"


def has(channel: Channel) -> bool:
    return path_of(channel).is_file()


def forget(channel: Channel) -> None:
    path_of(channel).unlink(missing_ok=True)


def fetch(channel: Channel, url: str) -> bool:
    """Keep the picture at an address that the platform named; return whether it is one.

    A channel without a picture is one all the same.
    """
    if not url.startswith(("https://", "http://")):
        return False
    try:
        reply = Line(home=channel.base_url, seconds=SECONDS).get(url)
    except (NotSent, Lost):
        return False
    if reply.status != OK or len(reply.body) > MOST_BYTES:
        return False
    drawn = redrawn(reply.body)
    if drawn:
        path = path_of(channel)
        path.parent.mkdir(parents=True, exist_ok=True)
        half = path.with_suffix(".half")
        half.write_bytes(drawn)
        half.replace(path)
    return bool(drawn)


def redrawn(content: bytes) -> bytes:
    """Return a picture as a small JPEG of our own; b"" for what is none."""
    file = io.BytesIO()
    with suppress(OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        with Image.open(io.BytesIO(content), formats=FORMATS) as image:
            if image.width * image.height > MOST_PIXELS:
                return b""
            small = ImageOps.fit(image.convert("RGB"), (SIDE, SIDE))
        small.save(file, "JPEG", quality=85)
    return file.getvalue()
