"""A mark is written anew: what a browser could run or fetch does not come over."""

from io import BytesIO
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from sasando.files.marks import MAX_EDGE, MarkField, clean

OPEN = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 44 44"'
XLINK = 'xmlns:xlink="http://www.w3.org/1999/xlink"'


def svg(inside: str, *, more: str = "") -> BytesIO:
    return BytesIO(f"{OPEN} {more}>{inside}</svg>".encode())


def test_shapes_paints_and_styles_come_over() -> None:
    content, extension = clean(
        svg(
            '<defs><linearGradient id="a"><stop offset="0" stop-color="#fff"/>'
            f'</linearGradient><linearGradient id="b" {XLINK} xlink:href="#a"/></defs>'
            '<g transform="translate(1 2)"><path d="M0 0h4" style="fill:url(#b);'
            'stroke:#8e2b1f;-inkscape-x:1"/></g>'
        )
    )
    words = content.decode()
    assert extension == ".svg"
    for part in ('d="M0 0h4"', 'fill="url(#b)"', 'stroke="#8e2b1f"', 'href="#a"'):
        assert part in words
    assert "inkscape" not in words


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        '<foreignObject><body xmlns="http://www.w3.org/1999/xhtml"/></foreignObject>',
        f'<image {XLINK} xlink:href="http://a.example/x.png"/>',
        f'<use {XLINK} xlink:href="http://a.example/x.svg#y"/>',
        "<style>@import 'http://a.example/x.css'</style>",
        '<path d="M0 0" onload="alert(1)"/>',
        '<path d="M0 0" fill="url(http://a.example/x)"/>',
        '<path d="M0 0" style="fill:url(//a.example/x)"/>',
        '<a href="javascript:alert(1)"><path d="M0 0"/></a>',
        '<path d="M0 0"><animate attributeName="d" to="javascript:alert(1)"/></path>',
    ],
)
def test_what_runs_or_asks_others_does_not(inside: str) -> None:
    content, _extension = clean(svg('<rect width="4" height="4"/>' + inside))
    words = content.decode()
    assert "<rect" in words
    for part in ("alert", "example", "script", "import", "animate", "on", "style"):
        assert part not in words.replace("version", "").replace("xmlns", "")


@pytest.mark.parametrize(
    "sent",
    [
        BytesIO(b"<svg"),
        BytesIO(b"<html><body/></html>"),
        svg("<text>Dinas</text>"),
        svg("<path d='M0 0'/>" + " " * 20_001),
        svg("<g>" * 25 + "<path d='M0 0'/>" + "</g>" * 25),
        BytesIO(
            b'<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
            b'<svg viewBox="0 0 4 4"><path d="&b;"/></svg>'
        ),
    ],
)
def test_what_is_no_drawing_is_refused_with_a_sentence(sent: Any) -> None:
    with pytest.raises(ValidationError) as refused:
        clean(sent)
    assert str(refused.value.messages[0]).endswith(".")


def test_a_picture_is_drawn_anew_small_and_named_after_its_bytes() -> None:
    sent = BytesIO()
    Image.new("RGB", (900, 300), "#1f3a6e").save(sent, "PNG")
    upload = SimpleUploadedFile("Logo kantor (2).png", sent.getvalue())
    kept = MarkField().clean(upload)
    assert Image.open(kept).width == MAX_EDGE
    assert len(kept.name) == 20 + len(".png")
    with pytest.raises(ValidationError):
        MarkField().clean(SimpleUploadedFile("logo.png", b"MZ\x90\x00" * 99))
