"""Files named after their bytes go some time after the last stored page named them.

Scripts, sheets and icons of earlier releases, and what a brand was before. What the
program names now stays, as what a page names whose bytes could not be made anew. Since
when nobody names a file is written down, so the clock decides nothing by itself, and a
name that comes back begins anew.
"""

import json
import posixpath
import re
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from sasando.core import assets
from sasando.website import brand
from sasando.website.office import OfficeSettings
from sasando.website.store.folder import Folder, facts

# A tab of the staff side may stay open for so long, and names what it was given.
STAYS = timedelta(days=30)
NOTE = "unnamed.json"
NAMED = re.compile(rb"/(static|media/brand)/([\w./-]{1,300})")
HASH = re.compile(r"\.[0-9a-f]{12}(\.\w+)$")
BRAND = "media/brand"


def prune(folder: Folder, *, at: datetime) -> list[str]:
    """Remove what nobody has named for `STAYS`; return the names of what went.

    By who holds the lease, so that no page is stored meanwhile. One query; the stored
    pages are read if a file is there that neither the program nor an office names.
    """
    ours = of_the_offices()
    there = {
        name: file for name, file in files() if not (name in ours or is_current(name))
    }
    named = whole(named_by(folder)) if there else set()
    before = facts(folder.get(NOTE))
    since = {name: before.get(name, at.isoformat()) for name in there.keys() - named}
    gone = [name for name, day in since.items() if is_over(day, at=at)]
    for name in gone:
        for file in (there[name], *packed(there[name])):
            file.unlink(missing_ok=True)
        del since[name]
    folder.put(NOTE, json.dumps(since, sort_keys=True).encode())
    return gone


def is_over(day: str, *, at: datetime) -> bool:
    return at - datetime.fromisoformat(day) >= STAYS


def files() -> Iterator[tuple[str, Path]]:
    """Yield each file that is named after its bytes, as an address names it."""
    root = Path(settings.STATIC_ROOT)
    for file in root.rglob("*"):
        if HASH.search(file.name) and file.suffix not in {".gz", ".br"}:
            yield f"static/{file.relative_to(root)}", file
    for file in (Path(settings.MEDIA_ROOT) / brand.FOLDER).glob("*"):
        yield f"{BRAND}/{file.name}", file


def packed(file: Path) -> list[Path]:
    return [Path(f"{file}{ending}") for ending in (".gz", ".br")]


def is_current(name: str) -> bool:
    """Return whether the program of now gives a file this name."""
    bare = name.removeprefix("static/")
    return bare != name and assets.named(HASH.sub(r"\1", bare)) == bare


def of_the_offices() -> set[str]:
    """Return the marks and colours of now. One query."""
    found = set()
    for office in OfficeSettings.objects.all():
        found |= {f"media/{office.mark.name}", brand.address(office).lstrip("/")}
    return found


def named_by(folder: Folder) -> set[str]:
    """Return what the bytes on the disk name, with the frames of bad days."""
    found: set[str] = set()
    for above in ("whole", "frame", "maintenance"):
        for file in (folder.root / above).rglob("*"):
            if file.is_file():
                found |= {
                    f"{where.decode()}/{name.decode()}"
                    for where, name in NAMED.findall(file.read_bytes())
                }
    return found


def whole(names: Iterable[str]) -> set[str]:
    """Return these with all that they load themselves."""
    found, waiting = set(), set(names)
    while waiting:
        name = waiting.pop()
        found.add(name)
        waiting |= loaded_by(name) - found
    return found


def loaded_by(name: str) -> set[str]:
    """Return the names of what a script or a sheet loads from beside itself."""
    loads = assets.LOADS.get(posixpath.splitext(name)[1])
    file = Path(settings.STATIC_ROOT) / name.removeprefix("static/")
    if loads is None or not name.startswith("static/") or not file.is_file():
        return set()
    beside = posixpath.dirname(name)
    each = loads.finditer(file.read_text())
    return {posixpath.normpath(posixpath.join(beside, one["name"])) for one in each}
