"""Makes the media of the full demo from `tools/drawings`: `python tools/drawings.py`.

Drawings (.svg) become WebP and need Chromium, as the tests in a browser do; sheets
(.typ) become PDF; films (.film.svg, animated) become MP4 where FFMPEG names a program
that writes H.264. Names after the command choose: `python tools/drawings.py kopi`.
"""

import io
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import typst
from PIL import Image
from playwright.sync_api import Page, sync_playwright

SOURCES = Path(__file__).with_suffix("")
PACKAGE = Path(__file__).parents[1] / "src" / "sasando"
MEDIA, FONTS = PACKAGE / "demo" / "media", PACKAGE / "printing" / "fonts"
WIDTH, HEIGHT = 1600, 1000
LARGEST = 60_000
SECONDS, FRAMES = 12, 10


def main(names: list[str]) -> None:
    """Make what is named, or everything, and say how large each file is."""
    wanted = [
        file
        for file in sorted(SOURCES.iterdir())
        if not names or file.name.split(".")[0] in names
    ]
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox"]
        )
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        for file in wanted:
            made = make(file, page)
            if made:
                print(f"{made.name}: {made.stat().st_size:,} bytes")
        browser.close()


def make(file: Path, page: Page) -> Path | None:
    """Return what was made of one source, or None for a film without FFMPEG."""
    name = file.name.split(".")[0]
    if file.suffix == ".typ":
        made = MEDIA / f"{name}.pdf"
        facts = {"font_paths": [str(FONTS)], "pdf_standards": ["a-2a", "ua-1"]}
        made.write_bytes(typst.compile(str(file), **facts))
        return made
    words = file.read_text("utf-8")
    page.set_content(f"<style>*{{margin:0}}svg{{display:block}}</style>{words}")
    if not file.name.endswith(".film.svg"):
        made = MEDIA / f"{name}.webp"
        made.write_bytes(webp(page.screenshot()))
        return made
    if not (ffmpeg := os.environ.get("FFMPEG")):
        print(f"{file.name}: left out, FFMPEG names no program")
        return None
    return film(frames(page), to=MEDIA / f"{name}.mp4", ffmpeg=ffmpeg)


def webp(png: bytes) -> bytes:
    """Return the picture as WebP, at the best quality that fits."""
    image = Image.open(io.BytesIO(png)).convert("RGB")
    for quality in (88, 80, 72, 64):
        out = io.BytesIO()
        image.save(out, "WEBP", quality=quality, method=6)
        if out.tell() <= LARGEST:
            break
    return out.getvalue()


def frames(page: Page) -> Iterator[bytes]:
    page.evaluate("document.querySelector('svg').pauseAnimations()")
    for at in range(SECONDS * FRAMES):
        seconds = at / FRAMES
        page.evaluate(f"document.querySelector('svg').setCurrentTime({seconds})")
        yield page.screenshot()


def film(pictures: Iterator[bytes], *, to: Path, ffmpeg: str) -> Path:
    """Write the pictures as a film without sound that every browser plays."""
    given = ["-f", "image2pipe", "-framerate", str(FRAMES), "-i", "-"]
    small = ["-vf", "scale=800:500", "-pix_fmt", "yuv420p", "-movflags", "+faststart"]
    coded = ["-c:v", "libx264", "-crf", "28", "-preset", "veryslow", *small]
    command = [ffmpeg, "-loglevel", "error", "-y", *given, *coded, str(to)]
    subprocess.run(command, input=b"".join(pictures), check=True)
    return to


if __name__ == "__main__":
    main(sys.argv[1:])
