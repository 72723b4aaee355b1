"""A page store for one test: filled, asked, and compared with what Django says now."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import Event, Thread
from typing import Any

from django.db import connection
from django.test import Client
from tests import make
from tests.newsroom.test_blocks import document, image, picture
from tests.newsroom.test_releases import release as written

from sasando.accounts.models import User
from sasando.core import approvals, leases
from sasando.files.models import OfficeDocument, Picture
from sasando.newsroom.models import NewsPage
from sasando.website.models import HomePage, Official
from sasando.website.store import keeping, refreshing
from sasando.website.store.rows import StoredPage


def fill(*, at: datetime = make.NOW) -> None:
    """Refresh until nothing is stale but what failed."""
    for _each in range(50):
        if not refreshing.run(at=at, seconds=60):
            break
    assert not refreshing.waits()


def text(path: str) -> str:
    """Return the stored words of an address, or "" where nothing is stored."""
    found = keeping.folder().read(path)
    return found.bodies[""].decode() if found else ""


def status(path: str) -> int:
    found = keeping.folder().read(path)
    return found.status if found else 0


def paths() -> list[str]:
    return list(StoredPage.objects.order_by("path").values_list("path", flat=True))


def faults() -> dict[str, str]:
    rows = StoredPage.objects.exclude(fault="")
    return dict(rows.values_list("path", "fault"))


def everything() -> dict[str, str]:
    return {path: text(path) for path in paths()}


def wrong(*, but: Collection[str] = ()) -> list[str]:
    """Return the addresses whose stored bytes are not what Django says now."""
    asked: Any = Client()
    kept = {path: words for path, words in everything().items() if path not in but}
    now = {path: asked.get(path).content.decode() for path in kept}
    return [path for path, words in kept.items() if words != now[path]]


@contextmanager
def held_elsewhere() -> Iterator[None]:
    """Let another thread, with a connection of its own, hold the lease."""
    has, done = Event(), Event()

    def work() -> None:
        with leases.hold(refreshing.LEASE) as held:
            assert held
            has.set()
            done.wait(90)
        connection.close()

    thread = Thread(target=work)
    thread.start()
    assert has.wait(90)
    yield
    done.set()
    thread.join()


def until_somebody_waits(lock: Path) -> None:
    """Return when somebody waits for the lock on this file, as Linux tells it."""
    mark = f":{lock.stat().st_ino} "
    for _blink in range(2_000):
        lines = Path("/proc/locks").read_text().splitlines()
        if any("-> FLOCK" in line and mark in line for line in lines):
            return
        Event().wait(0.005)
    raise AssertionError(f"Nobody waits for {lock}")


@dataclass(slots=True)
class House:
    """A small office with one of each thing that readers are shown."""

    home: Any
    item: NewsPage
    other: NewsPage
    release: Any
    about: Any
    below: Any
    picture: Picture
    document: OfficeDocument
    ratna: User
    maria: User


def house(home: HomePage, *, ratna: User, maria: User) -> House:
    """Publish a story with picture, document and link, a release, standard pages."""
    both = {"by": ratna, "approver": maria}
    mine, file = picture("Tenun"), document()
    other = make.published(title="Kapal data berlayar", **both)
    words = f'<p>Lihat <a linktype="page" id="{other.pk}">kapal</a>.</p>'
    body = [("paragraph", words), ("image", image(mine)), ("document", linked(file))]
    facts = {"picture": mine, "picture_alt": "Ibu menenun kain di teras.", "body": body}
    item = make.published(title="Pasar dibuka lagi", **facts, **both)
    release = written(by=ratna, signatory=maria, title="Siaran satu")
    make.approve(release, by=maria)
    approvals.publish(release, by=maria, at=make.NOW)
    about = make.standard(by=ratna, below=home)
    about.officials = [Official(user=maria, position="Kepala Dinas")]
    about.save_revision(user=ratna)
    make.approve(about, by=maria)
    approvals.publish(about, by=maria, at=make.NOW)
    below = make.standing(below=about, title="Tugas", **both)
    return House(home, item, other, release, about, below, mine, file, ratna, maria)


def linked(file: OfficeDocument) -> dict[str, Any]:
    return {"document": file, "about": "Jadwal bulan ini."}
