"""A picture may be read from the disk as long as a stored page names it."""

import os
from pathlib import Path
from typing import Any

import pytest
from tests import make
from tests.website import storing
from tests.website.storing import House

from sasando.accounts.models import User
from sasando.core import approvals
from sasando.website.models import HomePage
from sasando.website.store import keeping, pictures
from sasando.website.store.folder import Folder, bundle

HTML = [("Content-Type", "text/html")]
ONE, OTHER = "images/satu.jpg", "images/lain.webp"


@pytest.fixture
def media(tmp_path: Path) -> Path:
    folder = tmp_path / "media"
    (folder / "images").mkdir(parents=True)
    for name in (ONE, OTHER):
        (folder / name).write_bytes(name.encode())
        (folder / name).chmod(0o600)
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path / "site")


def put(folder: Folder, media: Path, path: str, *shown: str) -> None:
    body = "".join(f'<img src="/media/{name}">' for name in shown).encode()
    with folder.writing(path, bundle(200, HTML, body)):
        pictures.show(folder, media, path, body)


def public(folder: Folder) -> set[str]:
    root = folder.root / "files" / "media"
    return {str(file.relative_to(root)) for file in root.glob("images/*")}


def test_the_last_page_that_stops_naming_a_picture_takes_it_away(
    folder: Folder, media: Path
) -> None:
    put(folder, media, "/", ONE, OTHER)
    put(folder, media, "/berita/x/", ONE)
    assert public(folder) == {ONE, OTHER}
    put(folder, media, "/")
    assert public(folder) == {ONE}
    pictures.hide(folder, "/berita/x/")
    assert public(folder) == set()
    assert (media / ONE).exists()


def test_it_is_the_same_file_and_another_user_may_read_it(
    folder: Folder, media: Path
) -> None:
    put(folder, media, "/", ONE)
    there = folder.root / "files" / "media" / ONE
    assert there.samefile(media / ONE)
    assert there.stat().st_mode & 0o777 == 0o644
    assert there.parent.stat().st_mode & 0o777 == 0o755


def test_from_another_disk_it_is_copied(
    folder: Folder, media: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*words: Any) -> None:
        raise OSError(18, "Invalid cross-device link")

    monkeypatch.setattr(os, "link", refuse)
    put(folder, media, "/", ONE)
    assert (folder.root / "files" / "media" / ONE).read_bytes() == ONE.encode()


def test_what_is_no_picture_of_ours_has_no_address(folder: Folder, media: Path) -> None:
    (media / "rahasia.txt").write_text("x")
    body = b'/media/rahasia.txt /media/images/../rahasia.txt /media/images/tiada.jpg"'
    with folder.writing("/", bundle(200, HTML, body)):
        pictures.show(folder, media, "/", body)
    assert public(folder) == set()
    assert not list((folder.root / "named").glob("images/*"))


def test_what_a_killed_process_left_is_tidied(folder: Folder, media: Path) -> None:
    put(folder, media, "/", ONE)
    put(folder, media, "/x/", ONE, OTHER)
    folder.remove("/x/")
    assert public(folder) == {ONE, OTHER}
    pictures.tidy(folder)
    assert public(folder) == {ONE}


@pytest.mark.django_db
def test_a_picture_is_public_from_publishing_until_its_story_is_withdrawn(
    home: HomePage, ratna: User, maria: User, settings: Any, tmp_path: Path
) -> None:
    settings.PAGE_STORE = tmp_path / "site"
    storing.fill()
    assert public(keeping.folder()) == set()
    house: House = storing.house(home, ratna=ratna, maria=maria)
    storing.fill()
    shown = public(keeping.folder())
    assert shown
    for name in shown:
        assert f"/media/{name}" in "".join(storing.everything().values())
    approvals.withdraw(house.item, by=maria, reason="Salah.", at=make.NOW)
    storing.fill()
    assert public(keeping.folder()) == set()
