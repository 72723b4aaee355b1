"""One sentence of a command in both languages, from the catalogue."""

from typing import Any

from django.utils import translation
from django.utils.functional import Promise


def both(sentence: str | Promise, **words: Any) -> str:
    """Return a lazy sentence in Indonesian and, on the next line, in English."""
    lines = []
    for code in ("id", "en"):
        with translation.override(code):
            lines.append(str(sentence) % words if words else str(sentence))
    return "\n".join(lines)
