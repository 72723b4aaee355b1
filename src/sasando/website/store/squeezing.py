"""Pages compressed as well as can be, while nobody waits: 20 ms each, a sixth smaller.

Without the lease: what is stored, cut or spliced meanwhile is left as it is.
"""

import time
from collections.abc import Callable

from sasando.website.store import keeping
from sasando.website.store.folder import AT_LEISURE, bundle
from sasando.website.store.rows import StoredPage


def some(*, seconds: float, unless: Callable[[], bool]) -> int:
    """Squeeze pages for some seconds, `unless` there is more to do; return how many."""
    end, done = time.monotonic() + seconds, 0
    while time.monotonic() < end and not unless():
        loose = StoredPage.objects.filter(is_squeezed=False, stale_since=None)
        page = loose.exclude(stored_at=None).order_by("rank", "pk").first()
        if page is None:
            break
        squeeze(page.path)
        done += 1
    return done


def squeeze(path: str) -> None:
    """Compress one page as well as can be. 20 ms, and two queries."""
    folder, known = keeping.folder(), StoredPage.objects.filter(path=path)
    if (there := folder.read(path)) is None:
        known.update(is_squeezed=True)
        return
    facts = there.status, there.headers, there.bodies[""]
    best = bundle(*facts, pace=AT_LEISURE)
    with folder.alone():
        now = folder.read(path)
        if now is not None and now.etag == there.etag:
            with folder.writing(path, best):
                pass
            known.update(is_squeezed=True)
