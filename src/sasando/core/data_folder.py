"""Who may use the data folder: one office at a time, and none that is half restored.

Standard library alone, because the supervisor of `serve` loads it.
"""

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path

# Where rooms keep what no backup may lack: letters as they came, photos half sent.
LETTERS, FIELD = "surat", "lapangan"
KEPT = (LETTERS, FIELD)
# The bytes of the public pages, and the first of them: made anew at any time.
SITE, HOME = "site", "site/whole/index.page"
LOCK, MARKER = "running.lock", "restore.unfinished"
HALF_RESTORED = (
    "Pemulihan terputus; jalankan lagi: sasando restore BERKAS",
    "A restore was interrupted; run it again: sasando restore FILE",
)


@contextlib.contextmanager
def held(folder: Path) -> Iterator[None]:
    """Hold the folder's lock; any death frees it.

    Raises BlockingIOError when another Sasando holds it, OSError when it cannot be
    written.
    """
    with (folder / LOCK).open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield


def is_half_restored(folder: Path) -> bool:
    """Return whether a restore began here and has not proven itself to the end."""
    return os.path.lexists(folder / MARKER)
