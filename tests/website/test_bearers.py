"""A second process bears half of the pages, and none is left out when it dies."""

import fcntl
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from sasando.website.store import bearers, splicing
from sasando.website.store.folder import Folder, bundle
from sasando.website.store.zipping import BEGINS, ENDS

PAGES = 40
NOW = {"id": "Jalan putus."}
PATHS = [f"/berita/{number}/" for number in range(PAGES)]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    found = Folder(tmp_path / "site")
    for path in PATHS:
        body = b'<html lang="id">' + BEGINS + ENDS + path.encode()
        with found.writing(path, bundle(200, [], body)):
            pass
    return found


@pytest.fixture
def pair(folder: Folder) -> Iterator[bearers.Beside]:
    with folder.lock() as lock, bearers.two(folder, lock) as hands:
        assert isinstance(hands, bearers.Beside)
        with folder.locked(lock):
            yield hands


def bearing(folder: Folder) -> set[str]:
    found = {path: folder.read(path) for path in PATHS}
    return {
        path
        for path, there in found.items()
        if there and b"Jalan putus." in there.bodies[""]
    }


def test_two_bear_all_pages(folder: Folder, pair: bearers.Beside) -> None:
    assert pair.bear(PATHS, NOW) == PAGES
    assert bearing(folder) == set(PATHS)
    assert pair.bear(PATHS, NOW) == 0
    assert set(splicing.addresses(folder)) == set(PATHS)


def test_one_does_all_when_the_other_is_dead(
    folder: Folder, pair: bearers.Beside
) -> None:
    pair.child.kill()
    pair.child.wait()
    assert pair.bear(PATHS, NOW) == PAGES
    assert bearing(folder) == set(PATHS)


def test_one_does_all_when_the_other_dies_of_its_share(
    folder: Folder, pair: bearers.Beside, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = bearers.Beside.ask

    def and_kill(self: bearers.Beside, paths: list[str], now: dict[str, str]) -> bool:
        self.child.send_signal(signal.SIGSTOP)
        is_asked = asked(self, paths, now)
        self.child.kill()
        return is_asked

    monkeypatch.setattr(bearers.Beside, "ask", and_kill)
    assert pair.bear(PATHS, NOW) == PAGES
    assert bearing(folder) == set(PATHS)


def test_the_lock_of_an_owner_that_is_gone_lasts_until_the_share_is_done(
    folder: Folder,
) -> None:
    """The owner is killed amid its half: nobody may write beside the child then."""
    with folder.lock() as lock, bearers.two(folder, lock) as hands:
        assert isinstance(hands, bearers.Beside)
        fcntl.flock(lock, fcntl.LOCK_EX)
        hands.child.send_signal(signal.SIGSTOP)
        assert hands.ask(PATHS, NOW)
        # As the system does for who dies: closed, and not unlocked.
        os.close(lock)
        with open(f"{folder.root}/lock", "rb+") as other:
            with pytest.raises(BlockingIOError):
                fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)
            hands.child.send_signal(signal.SIGCONT)
            hands.child.stdin.close()  # type: ignore[union-attr]
            fcntl.flock(other, fcntl.LOCK_EX)
            assert bearing(folder) == set(PATHS)
        # What the block closes must be there.
        os.dup2(os.open(os.devnull, os.O_RDONLY), lock)


def test_where_no_process_starts_one_does_all(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bearers.sys, "executable", "/nowhere/python")
    with folder.lock() as lock, bearers.two(folder, lock) as hands:
        assert hands.bear(PATHS, NOW) == PAGES
    assert bearing(folder) == set(PATHS)


def test_who_was_killed_between_two_files_leaves_no_alert_before_nginx(
    folder: Folder,
) -> None:
    """Killed while an alert was put in; it is over when the next one comes."""
    plain = folder.plain(PATHS[0], 200)
    without = plain.read_bytes()
    plain.write_bytes(bearers.bearing(without, NOW))
    with folder.alone():
        assert bearers.Alone(folder).bear(PATHS, {}) == 1
        assert bearers.Alone(folder).bear(PATHS, {}) == 0
    assert plain.read_bytes() == without
