"""Files that came with a form that had a fault: kept for the next try, a week at most.

No row tells of them: the form bears a signed word for each, which opens it to the one
who sent it.
"""

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core import signing

from sasando.channels.shapes import MB

SALT = "sasando.channels.held"
KEPT_FOR = timedelta(days=7)
# Of one person; beyond it the oldest go.
MOST, MOST_BYTES = 20, 1024 * MB
FILMS = {".mp4", ".mov", ".mkv", ".webm", ".3gp"}


@dataclass(frozen=True, slots=True)
class Held:
    """One file: the word by which it is found again, its name, where it lies."""

    token: str
    name: str
    path: Path

    @property
    def is_film(self) -> bool:
        return self.path.suffix in FILMS


def folder() -> Path:
    """Return where they lie."""
    return Path(settings.DATA) / "held"


def place_for(user: Any) -> Path:
    """Return where the next file of this person goes, without its suffix."""
    folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder() / f"{user.pk}-{uuid4().hex}"


def kept(user: Any, path: Path, name: str) -> Held:
    """Return a file that lies at its place, with the word that finds it again."""
    make_room(user)
    facts = [user.pk, path.name, Path(name).name[-100:]]
    return Held(signing.dumps(facts, salt=SALT), facts[2], path)


def found(user: Any, token: str) -> Held | None:
    """Return the file of this person that a word stands for; None when it is gone."""
    try:
        pk, file, name = signing.loads(token, salt=SALT, max_age=KEPT_FOR)
    except signing.BadSignature:
        return None
    path = folder() / file
    return Held(token, name, path) if pk == user.pk and path.is_file() else None


def drop(files: Iterable[Held]) -> None:
    """Forget what a post has by now."""
    for one in files:
        one.path.unlink(missing_ok=True)


def make_room(user: Any) -> None:
    """Take away this person's oldest files beyond the limit."""
    newest = sorted(there(f"{user.pk}-*"), key=lambda both: -both[0].st_mtime_ns)
    total = 0
    for number, (facts, path) in enumerate(newest):
        total += facts.st_size
        if number >= MOST or total > MOST_BYTES:
            path.unlink(missing_ok=True)


def sweep(at: datetime) -> None:
    """Take away what nobody came back for within a week."""
    ends = (at - KEPT_FOR).timestamp()
    for facts, path in there("*"):
        if facts.st_mtime < ends:
            path.unlink(missing_ok=True)


def there(pattern: str) -> Iterator[tuple[os.stat_result, Path]]:
    """Yield the files that are still there when they are looked at."""
    for path in folder().glob(pattern):
        with suppress(FileNotFoundError):
            yield path.stat(), path
