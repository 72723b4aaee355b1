"""A QR code as one SVG path, for what is printed."""

from functools import lru_cache

from django.utils.html import format_html
from django.utils.safestring import SafeString
from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode

# White around it that cameras need, in squares.
QUIET = 2


@lru_cache(maxsize=256)
def qr(text: str, *, name: str) -> SafeString:
    """Return an SVG that says `text` to a camera, and `name` to who cannot see it."""
    code = QRCode(error_correction=ERROR_CORRECT_M, border=QUIET)
    code.add_data(text)
    code.make(fit=True)
    rows = code.get_matrix()
    path = "".join(
        f"M{first} {y}h{last - first}v1H{first}z"
        for y, row in enumerate(rows)
        for first, last in runs(row)
    )
    return format_html(
        '<svg class="qr" viewBox="0 0 {} {}" role="img" aria-label="{}">'
        '<path d="{}"/></svg>',
        len(rows),
        len(rows),
        name,
        path,
    )


def runs(row: list[bool]) -> list[tuple[int, int]]:
    """Return where black begins and ends in one row."""
    edges = [x for x in range(len(row) + 1) if at(row, x) != at(row, x - 1)]
    return list(zip(edges[::2], edges[1::2], strict=True))


def at(row: list[bool], x: int) -> bool:
    return 0 <= x < len(row) and bool(row[x])
