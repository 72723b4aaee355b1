"""The colours of an office: told apart by every reader, and one small file of tokens.

`tokens.css` holds the same table; a test holds the two together.
"""

import hashlib
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sasando.rules.contrast import EVERY_READER, SIGNS, WORDS, ratio

LIGHT, DARK = 0, 1
THEMES = (_("light theme"), _("dark theme"))
# What an office does not choose itself: light, dark.
COLOURS = {
    "paper": ("#fbf8f1", "#12161f"),
    "card": ("#ffffff", "#1a2030"),
    "ink": ("#1b2233", "#eceae4"),
    "quiet": ("#4d5362", "#b4b8c2"),
    "nila": ("#1f3a6e", "#9db8f0"),
    "mengkudu": ("#8e2b1f", "#f0a394"),
    "lontar": ("#2f5d50", "#8fc9b6"),
    "kunyit": ("#d99a2b", "#d99a2b"),
    "focus": ("#8a5a00", "#e9b458"),
    "on-dye": ("#ffffff", "#12161f"),
    "hit": ("#f3dca6", "#5c4a1e"),
}
CHOSEN = ("paper", "ink", "nila", "mengkudu", "lontar", "kunyit")
NAMES = {
    "paper": _("the paper"),
    "card": _("a card"),
    "ink": _("ink"),
    "quiet": _("quiet words"),
    "nila": _("links and buttons"),
    "mengkudu": _("alerts and dates"),
    "lontar": _("what is done and open"),
    "kunyit": _("ornament"),
    "focus": _("the ring of the keyboard"),
    "on-dye": _("words on buttons"),
    "hit": _("a found word"),
}
# Words or sign, ground, and the contrast they need at least.
PAIRS = (
    *(("ink", ground, EVERY_READER) for ground in ("paper", "card")),
    *(
        (words, ground, WORDS)
        for words in ("quiet", "nila", "mengkudu", "lontar")
        for ground in ("paper", "card")
    ),
    *(("on-dye", dye, WORDS) for dye in ("nila", "mengkudu")),
    ("ink", "hit", WORDS),
    *(("focus", ground, SIGNS) for ground in ("paper", "card")),
)
FOLDER = "brand"
Palette = dict[str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Fault:
    """Two colours that are too near to each other, in one theme."""

    words: str
    ground: str
    theme: int
    colours: tuple[str, str]
    found: float
    least: float

    def __str__(self) -> str:
        return gettext(
            "%(words)s (%(one)s) on %(ground)s (%(other)s), %(theme)s: the contrast is "
            "%(found)s : 1, and must be at least %(least)s : 1."
        ) % {
            "words": str(NAMES[self.words]).capitalize(),
            "ground": NAMES[self.ground],
            "one": self.colours[0],
            "other": self.colours[1],
            "theme": THEMES[self.theme],
            # Down, so that no sentence says 4,5 where 4,5 is needed.
            "found": number_format(int(self.found * 100) / 100, 2),
            "least": number_format(self.least, 1),
        }


def field_of(name: str, theme: int) -> str:
    """Return the field of the office that holds a colour."""
    return f"{name}_dark" if theme == DARK else name


def palette(office: Any) -> Palette:
    """Return all colours of an office, light and dark."""
    return {name: both(office, name) for name in COLOURS}


def both(office: Any, name: str) -> tuple[str, str]:
    usual = COLOURS[name]
    if name not in CHOSEN:
        return usual
    light, dark = (getattr(office, field_of(name, theme)) for theme in (LIGHT, DARK))
    return light.lower() or usual[LIGHT], dark.lower() or usual[DARK]


def faults(colours: Palette) -> Iterator[Fault]:
    """Yield each pair that some readers could not tell apart, in both themes."""
    for words, ground, least in PAIRS:
        for theme in (LIGHT, DARK):
            pair = (colours[words][theme], colours[ground][theme])
            if (found := ratio(*pair)) < least:
                yield Fault(words, ground, theme, pair, found, least)


def check(office: Any) -> None:
    """Raise ValidationError with a sentence for each pair, beside the colour chosen."""
    said: dict[str, list[str]] = {}
    for fault in faults(palette(office)):
        names = [field_of(name, fault.theme) for name in (fault.words, fault.ground)]
        mine = [name for name in names if getattr(office, name, "")]
        said.setdefault(mine[0] if mine else names[0], []).append(str(fault))
    if said:
        raise ValidationError(said)


def sheet(office: Any) -> str:
    """Return the office's own tokens as CSS, or "" where it has the usual colours."""
    own = {
        name: pair for name, pair in palette(office).items() if pair != COLOURS[name]
    }
    if not own:
        return ""
    plain = ";".join(f"--{name}:{light}" for name, (light, _dark) in own.items())
    dyes = ("mengkudu", "kunyit", "nila", "paper")
    plain += "".join(
        f";--weave-{name}:{own[name][LIGHT]}" for name in dyes if name in own
    )
    two = ";".join(
        f"--{name}:light-dark({light},{dark})" for name, (light, dark) in own.items()
    )
    return f":root{{{plain}}}@supports (color:light-dark(#000,#fff)){{:root{{{two}}}}}"


def address(office: Any) -> str:
    """Return where the office's colours lie, or ""; the file is there afterwards.

    It is named after its bytes, so it is never another, and kept for ever.
    """
    css = sheet(office)
    if not css:
        return ""
    name = f"{hashlib.sha256(css.encode()).hexdigest()[:20]}.css"
    file = Path(settings.MEDIA_ROOT) / FOLDER / name
    if not file.exists():
        write(file, css)
    return f"{settings.MEDIA_URL}{FOLDER}/{name}"


def write(file: Path, css: str) -> None:
    """Write a file whole: another process may read it as soon as it is there."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", dir=file.parent, delete=False) as draft:
        draft.write(css)
    Path(draft.name).replace(file)
