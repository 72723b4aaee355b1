"""An office in which each withdrawal is killed at another step of what it writes.

python tests/website/cutting_killed.py verb|clock|hearing

Each is a process of its own, and so is the worker that comes after; it is killed once
too. Prints how many steps there were, and stops where a stored byte still tells of what
was taken back, or home is away.
"""

import os
import signal
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sasando.settings")
STEPS = {"open", "os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.link"}
MOST = 100


def die_at(step: int, root: str) -> None:
    """Kill this process before its step of that number, of those that write there."""
    left = [step]

    def watch(event: str, facts: tuple[Any, ...]) -> None:
        if event not in STEPS or not str(facts[0]).startswith(root):
            return
        if event == "open" and not facts[2] & (os.O_WRONLY | os.O_RDWR):
            return
        left[0] -= 1
        if not left[0]:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(watch)


def apart(call: Callable[[], object], *, step: int = 0) -> bool:
    """Do this in another process; return whether it came to its end."""
    from django.db import connections

    from sasando.website.store import keeping

    connections.close_all()
    child = os.fork()
    if not child:
        if step:
            die_at(step, str(keeping.folder().root))
        try:
            call()
            os._exit(0)
        except BaseException:  # noqa: BLE001 - it says why it failed, and no more
            sys.excepthook(*sys.exc_info())
            os._exit(1)
    _pid, how = os.waitpid(child, 0)
    home_is_there()
    if os.WIFSIGNALED(how):
        return False
    assert how == 0, "It failed by itself"
    return True


def main() -> None:
    import django
    from django.test.utils import setup_test_environment

    django.setup()
    setup_test_environment()
    from tests.website import storing

    way, (pages, stays, maria) = sys.argv[1], made()
    for step, page in enumerate(pages, 1):
        ended = taken_back(page, way, step=step, by=maria)
        assert stored_of(page) == []
        if ended:
            break
    assert stays.title in storing.text("/")
    assert storing.wrong() == []
    assert storing.faults() == {}
    print(step)


def made() -> tuple[list[Any], Any, Any]:
    """Publish what is taken back, each at the end of another minute, and what stays."""
    from tests import make
    from tests.website import storing

    from sasando.core import schema

    schema.load()
    make.site()
    ratna = make.person("Ratna Contoh", "writer", of=make.unit())
    maria = make.person("Maria Contoh", "head", "approver")
    both = {"by": ratna, "approver": maria}
    pages = []
    for number in range(1, MOST):
        ends = make.NOW + timedelta(minutes=number)
        title = f"Rahasia nomor {number} ditarik"
        pages.append(make.published(title=title, expire_at=ends, **both))
    stays = make.published(title="Yang satu ini tinggal", **both)
    storing.fill()
    return pages, stays, maria


def taken_back(page: Any, way: str, *, step: int, by: Any) -> bool:
    """Take a page back, killed before this step, and so the worker that follows.

    Returns whether the first came to its end.
    """
    from tests.website import storing

    from sasando.core import approvals, schedule
    from sasando.website.store import refreshing, staleness

    at = page.expire_at
    facts = {"by": by, "at": at - timedelta(seconds=1), "reason": "Salah."}
    ways: dict[str, Callable[[], object]] = {
        "verb": lambda: approvals.withdraw(page, **facts),
        "clock": lambda: schedule.release_due(at),
        "hearing": lambda: staleness.hear(at),
    }
    if way == "hearing":
        # Whoever withdrew it died right after the commit.
        assert not apart(ways["verb"], step=1)
    ended = apart(ways[way], step=step)
    apart(lambda: refreshing.run(at=at, seconds=60), step=1 + step * 7 % 60)
    apart(lambda: storing.fill(at=at))
    return ended


def home_is_there() -> None:
    from sasando.website.store import keeping

    folder = keeping.folder()
    there = folder.read("/")
    assert there is not None
    assert there.status == 200
    assert folder.plain("/", 200).exists()


def stored_of(page: Any) -> list[str]:
    from tests.website.test_store_cutting import shown

    return shown(page)


if __name__ == "__main__":
    main()
