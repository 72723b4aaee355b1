"""Where a platform fetches a picture or film from: a public address, lent for two days.

    lent/NAME    a hard link, below the media folder; served at /media/lent/NAME

The name is a keyed hash of the file's own: the same file has the same address, and
nobody guesses it. A platform on this machine (the double) is given an address of its
own server, so that it works where no website runs.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.crypto import salted_hmac

from sasando.channels.adapters import NotLent

# A platform may fetch as long as its container lives: 24 hours, and some to spare.
KEPT = timedelta(hours=48)
HERE = {"127.0.0.1", "::1", "localhost"}
# Where the double serves what is lent.
OF_THE_DOUBLE = "/__files__/"


def folder() -> Path:
    """Return the folder of what is lent now."""
    return Path(settings.MEDIA_ROOT) / "lent"


def lend(path: Path, platform: str) -> str:
    """Return an address at which a platform can fetch this file. Raises NotLent."""
    origin = origin_for(platform)
    digest = salted_hmac("channels.lending", path.name, algorithm="sha256").hexdigest()
    name = f"{digest[:32]}{path.suffix.lower()}"
    put(path, folder() / name)
    return f"{origin}{name}"


def origin_for(platform: str) -> str:
    """Return what stands before the name. Raises NotLent without a public address."""
    there = urlsplit(platform)
    if there.hostname in HERE:
        return f"{there.scheme}://{there.netloc}{OF_THE_DOUBLE}"
    if settings.PUBLIC.scheme != "https":
        raise NotLent("SASANDO_PUBLIC_URL does not begin with https://.")
    return f"{settings.PUBLIC_URL}{settings.MEDIA_URL}lent/"


def put(source: Path, final: Path) -> None:
    """Let a file be there, and count its two days from now."""
    with suppress(FileNotFoundError):
        os.utime(final)
        return
    final.parent.mkdir(parents=True, exist_ok=True)
    # A link has the time of its source, and is old to `sweep` as soon as it is there.
    os.utime(source)
    aside = final.with_name(f".{final.name}-{os.getpid()}-{os.urandom(4).hex()}")
    try:
        os.link(source, aside)
    except OSError:
        # A file system without hard links.
        shutil.copyfile(source, aside)
    aside.replace(final)


def sweep(at: datetime) -> None:
    """Take away what was lent more than two days ago."""
    for path in lent():
        if path.stat().st_mtime < (at - KEPT).timestamp():
            path.unlink(missing_ok=True)


def lent() -> Iterator[Path]:
    there = folder()
    yield from sorted(there.iterdir()) if there.is_dir() else ()
