"""What nginx served alone, counted from its access log: each line once.

How far the file was read stands in a row, written together with the counts. A file that
was rotated is read to its end first, by its inode and its first line. What nginx handed
on to the application the door has counted; `deploy/nginx` says how the lines are made,
without an address of anybody.
"""

import json
import os
import re
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from hashlib import blake2b
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import unquote_to_bytes

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from sasando.website.reads import sorting, writing
from sasando.website.reads.rows import LogPlace
from sasando.website.reads.tally import Tally
from sasando.website.store.serving import is_plain

AT_ONCE_BYTES = 4 * 1024 * 1024
MOST_SECONDS = 20.0
ROTATED = re.compile(r"\.(\d{1,4})$")
# Of a line: what nginx calls it, and what a door would be told.
HEADERS = {
    "by": "HTTP_USER_AGENT",
    "from": "HTTP_REFERER",
    "ahead": "HTTP_SEC_PURPOSE",
    "staff": "HTTP_COOKIE",
}


def job(at: datetime) -> None:
    """Count what was logged since the last time, and forget what is old: for `tick`."""
    if settings.ACCESS_LOG is not None:
        count(settings.ACCESS_LOG)
    writing.prune(at)


def count(log: Path) -> None:
    """Count the lines that are new, in parts of 4 MB, each in one transaction.

    Raises PermissionError for a log that we may not read: `doctor` shows it.
    """
    if log.exists():
        log.open("rb").close()
    end = time.monotonic() + MOST_SECONDS
    place, _made = LogPlace.objects.get_or_create(name=str(log))
    while time.monotonic() < end and step(log, place):
        pass


def step(log: Path, place: LogPlace) -> bool:
    """Count one part; return whether there may be more."""
    files = [log, *rotated(log)]
    at = next((n for n, file in enumerate(files) if is_same(file, place)), None)
    if at is None:
        # Nothing was read yet, or it is gone since: from the start of the newest.
        if not begin(log, place):
            return False
        at = 0
    with files[at].open("rb") as file:
        lines, offset = read(file, place.offset)
    if lines:
        write(lines, place, offset=offset)
        return True
    return at > 0 and begin(files[at - 1], place)


def rotated(log: Path) -> list[Path]:
    """Return the older parts of a log that are not compressed, the newest first."""
    found = {
        int(number[1]): file
        for file in log.parent.glob(f"{log.name}.*")
        if (number := ROTATED.search(file.name))
    }
    return [found[number] for number in sorted(found)]


def is_same(file: Path, place: LogPlace) -> bool:
    """Return whether this is the file that was read up to `place`, not a later one."""
    try:
        with file.open("rb") as opened:
            facts = os.fstat(opened.fileno())
            same = facts.st_ino == place.inode and facts.st_size >= place.offset
            return same and bool(place.head) and head_of(opened) == place.head
    except OSError:
        return False


def begin(file: Path, place: LogPlace) -> bool:
    """Take up a file from its start; return False while it holds no line."""
    try:
        with file.open("rb") as opened:
            head, inode = head_of(opened), os.fstat(opened.fileno()).st_ino
    except OSError:
        return False
    if not head:
        return False
    place.inode, place.head, place.offset = inode, head, 0
    place.save()
    return True


def head_of(file: BinaryIO) -> str:
    """Return the hash of the first line, or "" where none is whole."""
    file.seek(0)
    line = file.readline(4096)
    return blake2b(line, digest_size=16).hexdigest() if line.endswith(b"\n") else ""


def read(file: BinaryIO, offset: int) -> tuple[list[bytes], int]:
    """Return the whole lines from here on, and where they end."""
    file.seek(offset)
    data = file.read(AT_ONCE_BYTES)
    end = data.rfind(b"\n") + 1
    if not end and len(data) == AT_ONCE_BYTES:
        # No line of ours is so long.
        return [b""], offset + len(data)
    return data[:end].splitlines(), offset + end


def write(lines: Iterable[bytes], place: LogPlace, *, offset: int) -> None:
    tallies = by_day(lines)
    with transaction.atomic():
        for day, tally in sorted(tallies.items()):
            writing.write(tally, day=day)
        place.offset = offset
        place.save(update_fields=["offset"])


def by_day(lines: Iterable[bytes]) -> dict[date, Tally]:
    tallies: dict[date, Tally] = defaultdict(Tally)
    for day, path, source in reads_in(lines):
        tallies[day].read(path, source)
    return tallies


def reads_in(lines: Iterable[bytes]) -> Iterator[tuple[date, str, str]]:
    """Yield day, address and source of each line that is a read of a page."""
    for line in lines:
        try:
            facts = json.loads(line)
            found = read_of(facts)
        except (ValueError, TypeError, KeyError, AttributeError):
            # What a client sent may break a line; it breaks no other.
            continue
        if found:
            yield found


def read_of(facts: dict[str, Any]) -> tuple[date, str, str] | None:
    """Return day, address as WSGI has it, and source; None for what is no read."""
    if facts["status"] not in (200, 304) or facts["upstream"]:
        return None
    target, _mark, query = facts["asked"].partition("?")
    if not (target.endswith("/") and is_plain(query)):
        return None
    said = {header: str(facts[name]) for name, header in HEADERS.items()}
    said["HTTP_COOKIE"] = f"{settings.SESSION_COOKIE_NAME}=" if facts["staff"] else ""
    said |= {"REQUEST_METHOD": facts["method"]}
    if facts["dest"]:
        said["HTTP_SEC_FETCH_DEST"] = facts["dest"]
    if not sorting.is_reader(said):
        return None
    day = timezone.localdate(datetime.fromisoformat(facts["at"]))
    source = sorting.whence(query, said["HTTP_REFERER"])
    return day, unquote_to_bytes(target).decode("latin-1"), source
