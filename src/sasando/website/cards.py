"""The picture that a shared link shows: 1200 × 630, at most 300 kB, drawn by us.

A story's own picture, cut to the shape; else its title on the paper of the office.
"""

import hashlib
import re
import textwrap
from io import BytesIO
from pathlib import Path
from secrets import token_hex
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe
from PIL import Image, ImageDraw, ImageFont, ImageOps
from wagtail.models import Page

from sasando import printing
from sasando.core.models import listed
from sasando.website import brand
from sasando.website.models import OfficeSettings

WIDTH, HEIGHT, MOST_BYTES = 1200, 630, 300_000
EDGE, BAND = 80, 36
FONTS = Path(printing.__file__).parent / "fonts"
ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff]")
DEVANAGARI = re.compile("[\u0900-\u097f]")
# So many letters of a title fit at this size.
SIZES = ((60, 76), (110, 62), (180, 52), (300, 44))
A_YEAR = 31_536_000


def card_for(page: Any, office: OfficeSettings) -> str:
    """Return the address of the picture of a page, or that of the office. No query.

    It names what is on it: a new title or picture has another address.
    """
    return reverse("card", args=[page.pk if page else 0, mark_of(page, office)])


def mark_of(page: Any, office: OfficeSettings) -> str:
    picture = getattr(page, "picture", None)
    seen = [title_of(page, office), office.name, picture.file_hash if picture else ""]
    # A picture of words has the colours of the office.
    seen += [] if picture else [brand.sheet(office)]
    return hashlib.sha256("\n".join(seen).encode()).hexdigest()[:12]


def title_of(page: Any, office: OfficeSettings) -> str:
    is_home = page is None or page.depth <= 2
    return (office.name or "Sasando") if is_home else str(page.title)


@require_safe
def card(request: HttpRequest, key: int, mark: str) -> HttpResponse:
    """Answer with the picture of a public page; lead on from one that was before."""
    page = listed(Page.objects.filter(pk=key, depth__gt=1)).first() if key else None
    if key and page is None:
        raise Http404
    page = page and page.specific
    office = OfficeSettings.objects.first() or OfficeSettings()
    if mark != mark_of(page, office):
        return redirect(card_for(page, office))
    file = Path(settings.DATA) / "kartu" / f"{key}-{mark}.jpg"
    try:
        content = file.read_bytes()
    except FileNotFoundError:
        content = draw(page, office)
        keep(file, content)
    answer = HttpResponse(content, content_type="image/jpeg")
    answer["Cache-Control"] = f"public, max-age={A_YEAR}, immutable"
    return answer


def keep(file: Path, content: bytes) -> None:
    """Write the picture whole, and forget those that this page had before.

    Of a link that was just shared, many ask at once, and each may write it.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    for old in file.parent.glob(f"{file.stem.partition('-')[0]}-*.jpg"):
        if old != file:
            old.unlink(missing_ok=True)
    fresh = file.with_suffix(f".{token_hex(8)}")
    fresh.write_bytes(content)
    fresh.replace(file)


def draw(page: Any, office: OfficeSettings) -> bytes:
    """Return the picture as JPEG, as fine as fits into MOST_BYTES."""
    own = getattr(page, "picture", None)
    drawn = from_picture(own) if own else from_words(title_of(page, office), office)
    for quality in (82, 70, 58, 45, 30):
        written = BytesIO()
        drawn.save(written, "JPEG", quality=quality, optimize=True, progressive=True)
        if written.tell() <= MOST_BYTES:
            break
    return written.getvalue()


def from_picture(picture: Any) -> Image.Image:
    """Return the picture cut to the shape, around what its maker marked."""
    point = picture.get_focal_point()
    middle = (0.5, 0.5)
    if point:
        middle = (point.centroid_x / picture.width, point.centroid_y / picture.height)
    with picture.open_file() as file, Image.open(file) as opened:
        opened.draft("RGB", (WIDTH * 2, HEIGHT * 2))
        seen = opened.convert("RGB")
    return ImageOps.fit(seen, (WIDTH, HEIGHT), centering=middle)


def from_words(title: str, office: OfficeSettings) -> Image.Image:
    """Return the title on paper, with the band above and the office below."""
    dye = {name: light for name, (light, _dark) in brand.palette(office).items()}
    drawn = Image.new("RGB", (WIDTH, HEIGHT), dye["paper"])
    pen = ImageDraw.Draw(drawn)
    weave(pen, dye)
    size = next((size for most, size in SIZES if len(title) <= most), 38)
    letters = font(title, size)
    lines = fitted(title, letters, pen)
    pen.multiline_text(
        (EDGE, 130), "\n".join(lines), dye["ink"], letters, spacing=size // 4
    )
    if office.name and office.name != title:
        name = textwrap.shorten(office.name, 60, placeholder="…")
        pen.text((EDGE, HEIGHT - 96), name, dye["quiet"], font(name, 34))
    return drawn


def weave(pen: ImageDraw.ImageDraw, dye: dict[str, str]) -> None:
    pen.rectangle((0, 0, WIDTH, BAND), dye["mengkudu"])
    half = BAND // 2
    for x in range(half, WIDTH, BAND * 2):
        for reach, colour in ((half - 4, dye["kunyit"]), (half - 11, dye["nila"])):
            ends = [(x, half - reach), (x + reach, half), (x, half + reach)]
            pen.polygon([*ends, (x - reach, half)], colour)


def font(text: str, size: int) -> ImageFont.FreeTypeFont:
    name = "NotoSans-Bold.ttf"
    if ARABIC.search(text):
        name = "NotoNaskhArabic-Bold.ttf"
    elif DEVANAGARI.search(text):
        name = "NotoSansDevanagari-Regular.ttf"
    return ImageFont.truetype(FONTS / name, size)


def fitted(title: str, letters: Any, pen: ImageDraw.ImageDraw) -> list[str]:
    """Return the title in lines that fit; what is too long ends with dots."""
    most = int((HEIGHT - 130 - 130) / (letters.size * 1.45))
    lines = [""]
    for word in title.split():
        longer = f"{lines[-1]} {word}".strip()
        if pen.textlength(longer, letters) <= WIDTH - 2 * EDGE or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    if len(lines) > most:
        lines = [*lines[: most - 1], lines[most - 1] + "…"]
    return [cut(line, letters, pen) for line in lines]


def cut(line: str, letters: Any, pen: ImageDraw.ImageDraw) -> str:
    while pen.textlength(line, letters) > WIDTH - 2 * EDGE and len(line) > 1:
        line = line[:-2] + "…"
    return line
