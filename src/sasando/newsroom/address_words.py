"""The words of addresses below a page: Indonesian, and what English pages say."""

from django.conf import settings
from django.utils.translation import get_language

FACETS, YEAR, LEAF, VERSION = ("topik", "unit", "bentuk"), "tahun", "hal", "versi"
# Of the search, where news are a kind too.
KIND = "jenis"
ENGLISH = {
    "topik": "topics",
    "unit": "units",
    "bentuk": "kinds",
    YEAR: "year",
    LEAF: "page",
    VERSION: "version",
    KIND: "kind",
}


def word(name: str, *, language: str | None = None) -> str:
    """Return a word in this language, or in that of the page that is written."""
    code = language or get_language()
    return name if code in (None, settings.LANGUAGE_CODE) else ENGLISH[name]


def own(said: str) -> str:
    """Return the Indonesian word for one of either language."""
    return next((name for name, english in ENGLISH.items() if said == english), said)


def either(*names: str) -> str:
    """Return the alternatives of a pattern: these words in both languages."""
    return "|".join([*names, *(ENGLISH[name] for name in names)])
