"""What stands above every page, put into the stored bytes: nothing is rendered for it.

    alert.json    what it is in each language, and whether all pages bear it by now

Whoever stores a page puts in what the file says, under the same lock. So a page bears
the alert because it was there when it came, or because it was stored after it.
"""

import json
import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice
from pathlib import Path

from sasando.website.store import keeping, zipping
from sasando.website.store.folder import (
    IN_HASTE,
    Bundle,
    Folder,
    bundle,
    etag_of,
    facts,
)
from sasando.website.store.rows import StoredPage
from sasando.website.store.slots import NAME, Said, bearing, said

# Pages that bear it before somebody else may write: some 50 ms.
TOGETHER, BETWEEN_SECONDS = 50, 0.001


def say(call: Callable[[], Said]) -> int:
    """Let all pages bear what `call` returns; return how many were changed.

    Who is killed meanwhile leaves it to the next who calls. A page costs about 1 ms.
    """
    folder = keeping.folder()
    with folder.alone():
        # Asked under the lock: nobody puts what was before over what is now.
        now = call()
        before = facts(folder.get(NAME))
        if now == before.get("said", {}) and before.get("is_spread", True):
            return 0
        put(folder, now, is_spread=False)
        keeping.reframe(partial(bearing, now=now))
    changed, paths = 0, addresses(folder)
    while some := list(islice(paths, TOGETHER)):
        with folder.alone():
            now = said(folder)
            try:
                changed += sum(spliced(path, now) for path in some)
            finally:
                folder.turn()
        # Who waits to publish comes between.
        time.sleep(BETWEEN_SECONDS)
    with folder.alone():
        if said(folder) == now:
            put(folder, now, is_spread=True)
    # They are compressed in haste.
    StoredPage.objects.filter(is_squeezed=True).update(is_squeezed=False)
    return changed


def put(folder: Folder, now: Said, *, is_spread: bool) -> None:
    words = {"said": now, "is_spread": is_spread}
    folder.put(NAME, json.dumps(words, ensure_ascii=False).encode())


def addresses(folder: Folder) -> Iterator[str]:
    """Return all stored addresses, those first that lie highest: home, sections."""
    whole = folder.root / "whole"
    files = [file.relative_to(whole) for file in whole.rglob("*.page")]
    for file in sorted(files, key=lambda file: (len(file.parts), file)):
        yield address_of(file)


def address_of(file: Path) -> str:
    """Return the address that a file of the folder is named after."""
    if file.name == "index.page":
        above = file.parent.as_posix()
        return "/" if above == "." else f"/{above}/"
    return f"/{file.with_suffix('').as_posix()}"


def spliced(path: str, now: Said) -> bool:
    """Let one page bear what is said now; return whether that changed it.

    Under `alone`, and who calls lets the generation turn.
    """
    folder = keeping.folder()
    there = folder.read(path)
    if there is None:
        return False
    old = there.bodies[""]
    body = bearing(old, now)
    if body == old:
        return False
    again = zipping.changed(there.bodies.get("gzip", b""), old, body)
    with folder.writing(path, of_parts(there, body, again), turns=False):
        return True


def of_parts(there: Bundle, body: bytes, zipped: bytes | None) -> Bundle:
    if zipped is None:
        return bundle(there.status, there.headers, body, pace=IN_HASTE)
    etag = etag_of(there.status, there.headers, body)
    return Bundle(there.status, there.headers, etag, {"": body, "gzip": zipped})
