"""What stands above every page, put into the stored bytes: nothing is rendered for it.

    alert.json    what it is in each language, and whether all pages bear it by now

Whoever stores a page puts in what the file says, under the same lock. So a page bears
the alert because it was there when it came, or because it was stored after it.
"""

import json
import os
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from pathlib import Path

from sasando.website.store import keeping
from sasando.website.store.bearers import Alone, two
from sasando.website.store.folder import Folder, facts
from sasando.website.store.rows import StoredPage
from sasando.website.store.slots import NAME, Said, bearing, said

# Pages that bear it before somebody else may write: some 50 ms.
TOGETHER, BETWEEN_SECONDS = 80, 0.001
# From so many on a second process is worth its start.
FEW = 200


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
    changed = spread(folder)
    with folder.alone():
        if said(folder) == now:
            put(folder, now, is_spread=True)
    # They are compressed in haste.
    StoredPage.objects.filter(is_squeezed=True).update(is_squeezed=False)
    return changed


def spread(folder: Folder) -> int:
    """Put what is said into page after page; return how many were changed."""
    changed, paths = 0, addresses(folder)
    with folder.lock() as lock, hands(folder, lock, len(paths)) as our:
        while some := paths[:TOGETHER]:
            del paths[:TOGETHER]
            with folder.locked(lock):
                try:
                    changed += our.bear(some, said(folder))
                finally:
                    folder.turn()
            # Who waits to publish comes between.
            time.sleep(BETWEEN_SECONDS)
    return changed


def hands(folder: Folder, lock: int, pages: int) -> AbstractContextManager[Alone]:
    many = pages > FEW and len(os.sched_getaffinity(0)) > 1
    return two(folder, lock) if many else nullcontext(Alone(folder))


def put(folder: Folder, now: Said, *, is_spread: bool) -> None:
    words = {"said": now, "is_spread": is_spread}
    folder.put(NAME, json.dumps(words, ensure_ascii=False).encode())


def addresses(folder: Folder) -> list[str]:
    """Return all stored addresses, those first that lie highest: home, sections."""
    whole = f"{folder.root}/whole"
    found = [
        address_of(Path(above[len(whole) + 1 :], file))
        for above, _below, files in os.walk(whole)
        for file in files
        if file.endswith(".page")
    ]
    return sorted(found, key=lambda path: (path.count("/"), path))


def address_of(file: Path) -> str:
    """Return the address that a file of the folder is named after."""
    if file.name == "index.page":
        above = file.parent.as_posix()
        return "/" if above == "." else f"/{above}/"
    return f"/{file.with_suffix('').as_posix()}"
