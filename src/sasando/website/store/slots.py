"""The place of the alert in a page, and what stands there now."""

import re

from sasando.website.store.folder import Folder, facts

NAME = "alert.json"
SLOT = re.compile(rb"<!--alert-->.*?<!--/alert-->", re.DOTALL)
LANGUAGE = re.compile(rb'<html lang="(\w+)')
Said = dict[str, str]


def said(folder: Folder) -> Said:
    """Return what stands above the pages of each language now; {} for nothing."""
    found: Said = facts(folder.get(NAME)).get("said", {})
    return found


def bearing(body: bytes, now: Said) -> bytes:
    """Return a page with what is said now in its language, in its place."""
    if b"<!--alert-->" not in body:
        return body
    language = LANGUAGE.search(body)
    words = now.get(language[1].decode() if language else "", "")
    return SLOT.sub(lambda _m: slot(words).encode(), body, count=1)


def slot(words: str) -> str:
    return f"<!--alert-->{words}<!--/alert-->"
