"""The place of the alert in a page, and what stands there now."""

import re

from sasando.website.store.folder import Folder, facts
from sasando.website.store.zipping import BEGINS, ENDS, parted

NAME = "alert.json"
LANGUAGE = re.compile(rb'<html lang="(\w+)')
Said = dict[str, str]


def said(folder: Folder) -> Said:
    """Return what stands above the pages of each language now; {} for nothing."""
    found: Said = facts(folder.get(NAME)).get("said", {})
    return found


def bearing(body: bytes, now: Said) -> bytes:
    """Return a page with what is said now in its language, in its place."""
    if (parts := parted(body)) is None:
        return body
    language = LANGUAGE.search(body)
    words = now.get(language[1].decode() if language else "", "")
    return parts[0] + slot(words).encode() + parts[2]


def slot(words: str) -> str:
    return f"{BEGINS.decode()}{words}{ENDS.decode()}"
