"""Words for people who cannot see a picture: what makes them worthless."""

import re
import unicodedata

from django.utils.translation import gettext as _

from sasando.files.captions import tidy

LENGTH = 250
SHORTEST = 10
LETTERS = 6

_FILE_NAME = re.compile(
    r"\S+\.(jpe?g|png|webp|gif|avif|heic|heif|tiff?|bmp|svg|pdf|mp4|webm)"
    r"|.*\.(jpe?g|png|webp|gif|avif|heic|heif|tiff?|bmp|svg)"
    r"|(img|dsc[a-z]?|pxl|mvi|dji|gopr|scan|photo|foto|image|gambar|p|screenshot)"
    r"[-_ ]*[0-9][-_ 0-9a-z]*"
    r"|whatsapp image .*",
    re.IGNORECASE,
)
# The reader's machine says that it is a picture; these words say it again.
_OPENING = re.compile(
    r"(ini |ini adalah |adalah |sebuah |selembar |suatu |dalam |di dalam |pada )?"
    r"(foto|gambar|potret|ilustrasi|tangkapan layar)\b"
    r"|((this is )?(an?|the) )?"
    r"(image|picture|photo|photograph|pic|graphic|illustration|screenshot)s?"
    r"( (of|showing|that shows|which shows|shows)\b|:)",
    re.IGNORECASE,
)


def alt_fault(text: str, *, caption: str, title: str) -> str:
    """Return what is wrong with this alt text in one sentence, or "".

    A blind reader hears caption and title too, so neither may be said again.
    Sources: WCAG 2.2, 1.1.1 and its failures F30 (file names) and F39.
    """
    words = tidy(text, length=10_000)
    checks = (
        (_("Say what the picture shows."), not words),
        (
            _("This is a file name. Say what the picture shows."),
            _FILE_NAME.fullmatch(words),
        ),
        (
            _("Begin with what is seen, without “picture of”."),
            _OPENING.match(words),
        ),
        (_("Say a little more: who does what, and where."), _is_short(words)),
        (_("Shorten it to 250 characters."), len(words) > LENGTH),
        (
            _("The caption says this already. Say what is seen."),
            _is_same(words, caption),
        ),
        (_("The title says this already. Say what is seen."), _is_same(words, title)),
    )
    return next((sentence for sentence, is_so in checks if is_so), "")


def _is_short(words: str) -> bool:
    letters = sum(unicodedata.category(sign).startswith("L") for sign in words)
    return len(words) < SHORTEST or letters < LETTERS


def _is_same(words: str, other: str) -> bool:
    return bool(_bare(other)) and _bare(words) == _bare(other)


def _bare(text: str) -> str:
    """Return the letters and digits alone: a full stop makes no other text."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text).casefold()))
