"""Whether an address that a person pasted is that of a post. Pure.

People copy what their browser shows: of the mobile site, with marks behind it, in one
of three shapes. The number or code of the post stands in each.
"""

import re
from urllib.parse import urlsplit

from sasando.channels.reach import host_of

# Shorter words stand in many addresses.
LEAST_LETTERS = 8
WWW = re.compile(r"^(www|m|web|mobile|mbasic)\.")


def is_same(link: str, name: str, permalink: str) -> bool:
    """Return whether a pasted address leads to the post of this name and address."""
    if permalink and plain(link) == plain(permalink):
        return True
    codes = {name, name.rpartition("_")[2], last_of(permalink)}
    return bool({one for one in codes if is_code(one)} & words_of(link))


def names_in(link: str, account: str) -> set[str]:
    """Return what the post of a pasted address may be called there."""
    codes = {one for one in words_of(link) if is_code(one)} | {last_of(link)}
    return codes | {f"{account}_{one}" for one in codes if one}


def is_code(word: str) -> bool:
    """Return whether a word is the number or code of one post, and no common one."""
    has_digit = any(letter.isdigit() for letter in word)
    return len(word) >= LEAST_LETTERS and has_digit and "." not in word


def last_of(link: str) -> str:
    return urlsplit(link).path.rstrip("/").rpartition("/")[2]


def words_of(link: str) -> set[str]:
    """Return what stands between the marks of an address."""
    return set(re.split(r"[/?&=#,]+", link))


def plain(link: str) -> tuple[str, str, str]:
    """Return an address without what its spelling alone differs by."""
    parts = urlsplit(link)
    return WWW.sub("", host_of(link)), parts.path.rstrip("/"), parts.query
