"""Marks of an office: a drawing of known shapes alone, or pixels drawn anew.

A picture may be anything that the files room takes. An SVG is a program to a browser,
so it is not cleaned but written anew: what is not on these lists does not come over.
"""

import hashlib
import re
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element, ParseError, SubElement, tostring

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _

from sasando.files import pictures
from sasando.files.kinds import Source, size_of
from sasando.files.refusals import Refused

SVG = "http://www.w3.org/2000/svg"
# It stands on every page: so large may a drawing be, and so many pixels an edge.
MOST_BYTES, MAX_EDGE, DEEPEST = 20_000, 264, 20
SHAPES = {"path", "rect", "circle", "ellipse", "line", "polyline", "polygon"}
PAINTS = {"linearGradient", "radialGradient", "stop", "clipPath"}
ELEMENTS = {"g", "defs", *SHAPES, *PAINTS}
GEOMETRY = {
    *("id", "d", "points", "x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx"),
    *("ry", "fx", "fy", "width", "height", "transform", "viewBox", "offset"),
    *("gradientUnits", "gradientTransform", "spreadMethod", "clipPathUnits"),
}
LOOKS = {
    *("fill", "fill-opacity", "fill-rule", "clip-path", "clip-rule", "opacity"),
    *("stroke", "stroke-width", "stroke-opacity", "stroke-linecap", "stroke-linejoin"),
    *("stroke-miterlimit", "stroke-dasharray", "stop-color", "stop-opacity"),
}
# Numbers, names, colours; no address but one of the drawing's own parts.
VALUE = re.compile(r"[\w\s.,#%()+-]*|url\(#[\w-]+\)", re.ASCII)
CALLS = re.compile(r"(?i)(url|expression|attr|var|image)\s*\((?!#[\w-]+\)$)")


def clean(file: Source) -> tuple[bytes, str]:
    """Return a mark that is safe to show, with its extension.

    Raises ValidationError for a drawing, Refused for a picture that is not taken.
    """
    file.seek(0, 0)
    head = file.read(512).lstrip(b"\xef\xbb\xbf \t\r\n")
    file.seek(0, 0)
    if head.startswith(b"<"):
        return drawn(file), ".svg"
    found = pictures.clean(file, max_edge=MAX_EDGE)
    return found.content, found.extension


def drawn(file: Source) -> bytes:
    """Return an SVG written anew from the shapes of `file`. Raises ValidationError."""
    if size_of(file) > MOST_BYTES:
        said = _("This drawing is too large: at most %(most)d kB.")
        raise ValidationError(said, params={"most": MOST_BYTES // 1000})
    file.seek(0, 0)
    try:
        root = fromstring(file.read(MOST_BYTES), forbid_dtd=False)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise ValidationError(_("This file cannot be read as an SVG.")) from error
    box = root.get("viewBox") or box_of(root)
    if local(root) != "svg" or not VALUE.fullmatch(box):
        raise ValidationError(_("This file cannot be read as an SVG."))
    new = Element("svg", {"xmlns": SVG, "viewBox": box})
    copy(root, new, deep=0)
    if not any(each.tag in SHAPES for each in new.iter()):
        raise ValidationError(
            _("No shape of this drawing is left. Turn words and pictures into paths.")
        )
    return tostring(new, encoding="utf-8")


def box_of(root: Element) -> str:
    width, height = (
        re.sub(r"(px)?\s*$", "", root.get(name, "")) for name in ("width", "height")
    )
    return f"0 0 {width} {height}"


def copy(old: Element, new: Element, *, deep: int) -> None:
    """Write the children of `old` that may be there below `new`."""
    if deep > DEEPEST:
        raise ValidationError(_("This file cannot be read as an SVG."))
    for child in old:
        if local(child) in ELEMENTS:
            copy(
                child, SubElement(new, local(child), dict(facts(child))), deep=deep + 1
            )


def facts(element: Element) -> Iterator[tuple[str, str]]:
    """Yield what may be said of a shape; a `style` as if each were said by itself."""
    said = dict(element.attrib)
    for part in str(said.pop("style", "")).split(";"):
        name, _colon, value = part.partition(":")
        said[name.strip()] = value.strip()
    for name, value in said.items():
        known = name in GEOMETRY or name in LOOKS
        if known and VALUE.fullmatch(value) and not CALLS.search(value):
            yield name, value
        elif name.rpartition("}")[2] == "href" and re.fullmatch(r"#[\w-]+", value):
            # One gradient that goes on from another.
            yield "href", value


def local(element: Any) -> str:
    """Return the name of an element of SVG; "" for one of anything else."""
    space, _brace, name = str(element.tag).rpartition("}")
    return name if space in ("", "{" + SVG) else ""


class MarkField(forms.FileField):
    """Takes a mark, and gives back one that is safe, under the name of its bytes."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        found = super().clean(data, initial)
        if not found or found == initial:
            return found
        try:
            content, extension = clean(found)
        except Refused as refusal:
            raise ValidationError(str(refusal)) from refusal
        name = hashlib.sha256(content).hexdigest()[:20]
        return ContentFile(content, name + extension)
