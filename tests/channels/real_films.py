"""Films that are films, drawn by ffmpeg; tests with them are left out without it."""

import shutil
import subprocess
from pathlib import Path

import pytest

needs_ffmpeg = pytest.mark.skipif(
    not (shutil.which("ffmpeg") and shutil.which("ffprobe")),
    reason="install ffmpeg (Debian: apt-get install ffmpeg)",
)
# Oelamasi, as telephones write it down.
PLACE = "-10.1300+123.8300/"


def film(
    folder: Path,
    *,
    size: str = "320x180",
    seconds: float = 1,
    codec: str = "libx264",
    name: str = "film.mp4",
    more: tuple[str, ...] = (),
) -> Path:
    """Draw a film with sound, and with a place in its metadata."""
    path = folder / name
    words = [
        *("-f", "lavfi", "-i", f"testsrc2=size={size}:rate=25:duration={seconds}"),
        *("-f", "lavfi", "-i", f"sine=duration={seconds}"),
        *("-c:v", codec, "-preset", "ultrafast", "-pix_fmt", "yuv420p"),
        *("-c:a", "aac", "-metadata", f"comment={PLACE}"),
        *(
            "-metadata",
            f"location={PLACE}",
            "-metadata",
            "title=<script>alert(1)</script>",
            *more,
            str(path),
        ),
    ]
    quiet = ["ffmpeg", "-nostdin", "-y", "-loglevel", "error"]
    subprocess.run([*quiet, *words], check=True)
    return path
