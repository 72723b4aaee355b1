"""Words that the office has in Indonesian, and perhaps in English too."""

from django.conf import settings
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language


def is_english() -> bool:
    """Return whether the page that is being written is not in the first language."""
    return get_language() not in (None, settings.LANGUAGE_CODE)


def plain(own: str, english: str) -> str:
    """Return words for a title or a program, where no mark-up can stand."""
    return english if english and is_english() else own


def told(own: str, english: str) -> SafeString:
    """Return words for a page; Indonesian ones on an English page are marked as such.

    So a screen reader speaks them as what they are.
    """
    if own and not english and is_english():
        return format_html('<span lang="{}">{}</span>', settings.LANGUAGE_CODE, own)
    return conditional_escape(plain(own, english))
