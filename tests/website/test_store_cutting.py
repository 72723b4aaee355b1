"""What is taken back is in no stored byte after its verb, before anything is rendered.

Another process holds the lease throughout, so nothing is rendered again meanwhile: no
machine is too slow for this.
"""

import errno
import re
from contextlib import suppress
from datetime import date, timedelta
from html import escape
from threading import Thread
from typing import Any

import pytest
from tests import make
from tests.newsroom.test_releases import again
from tests.website import storing
from tests.website.storing import House
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from sasando.accounts.models import User
from sasando.core import approvals, schedule
from sasando.core.refusals import NotAllowed
from sasando.newsroom.models import Reply
from sasando.website.models import HomePage
from sasando.website.store import cutting, keeping, staleness
from sasando.website.store.folder import Folder, bundle

pytestmark = pytest.mark.django_db
MARK = re.compile(rb"<!--/?\d*-->")
LATER = make.NOW + timedelta(hours=1)


@pytest.fixture
def house(
    home: HomePage, ratna: User, maria: User, settings: Any, tmp_path: Any
) -> House:
    """A small office where each page is shown by others in all ways there are."""
    settings.PAGE_STORE = tmp_path / "site"
    found = storing.house(home, ratna=ratna, maria=maria)
    facts: dict[str, Any] = {
        "due_on": date(2026, 12, 1),
        "received_on": date(2026, 11, 20),
    }
    facts |= {"page": found.item, "reply_page": found.other, "reckoning": {}}
    facts |= {"recorded_by": maria, "recorded_at": make.NOW, "status": "published"}
    Reply.objects.create(person="Yohanes Contoh", way="letter", what="x", **facts)
    Redirect.add_redirect("/lama", found.item)
    return found


def in_the_menu(house: House) -> Any:
    facts: dict[str, Any] = {
        "by": house.ratna,
        "approver": house.maria,
        "show_in_menus": True,
    }
    return make.standing(below=house.home, title="Balai Contoh", **facts)


def in_english(house: House) -> Any:
    locale = house.home.get_translations().get().locale
    english = house.item.copy_for_translation(locale, copy_parents=True)
    english.title = "The market opens"
    english.save_revision(user=house.ratna)
    make.approve(english, by=house.maria)
    approvals.publish(english, by=house.maria, at=make.NOW)
    return english


def everywhere() -> str:
    """Return all that lies in the store, packed or not, with the names of files."""
    said = []
    for file in keeping.folder().root.rglob("*"):
        said.append(str(file))
        if file.is_file() and file.suffix not in {".gz", ".br"}:
            said.append(file.read_bytes().decode(errors="ignore"))
    return "\n".join(said)


def shown(page: Page) -> list[str]:
    """Return what the store still says of this page."""
    words = everywhere()
    signs = [page.title, escape(page.title), f'{page.url}"', f"{page.url}<"]
    return [sign for sign in signs if sign in words]


def test_what_is_withdrawn_is_shown_nowhere_though_nothing_is_rendered(
    house: House, django_capture_on_commit_callbacks: Any
) -> None:
    pages = [house.other, house.item, in_english(house), in_the_menu(house)]
    pages += [house.release, house.about]
    storing.fill()
    assert [page.title for page in pages if len(shown(page)) < 2] == []
    lists = {"/", "/berita/", f"/unit/{house.item.unit_id}/", "/berita/atom.xml"}
    lists |= {"/siaran-pers/", "/berita/feed.json", "/rss.xml", "/en/", house.below.url}
    with storing.held_elsewhere():
        for page in pages:
            with django_capture_on_commit_callbacks(execute=True):
                approvals.withdraw(page, by=house.maria, at=LATER, reason="Salah.")
            assert shown(page) == []
            assert [path for path in lists if not storing.status(path)] == []
    # The page below stands, without the way that led to it.
    assert "<h1>Tugas</h1>" in storing.text(house.below.url)
    storing.fill(at=LATER)
    assert storing.status(house.item.url) == 410
    assert storing.wrong() == []


def test_a_text_under_embargo_is_taken_along_and_never_comes(
    house: House, django_capture_on_commit_callbacks: Any
) -> None:
    """What is out is withdrawn while a newer text of it waits for its hour."""
    until = LATER + timedelta(hours=1)
    facts = {"change": "real", "change_note": "Judul.", "embargo_until": until}
    newer = again(house.item, by=house.ratna, title="Rahasia pasar besok", **facts)
    make.approve(newer, by=house.maria)
    assert not approvals.publish(newer, by=house.maria, at=make.NOW)
    storing.fill()
    assert "Rahasia pasar besok" not in everywhere()
    reason = {"by": house.maria, "at": LATER, "reason": "Salah."}
    with storing.held_elsewhere(), django_capture_on_commit_callbacks(execute=True):
        approvals.withdraw(house.item, **reason)
    assert shown(house.item) == []
    schedule.release_due(until)
    storing.fill(at=until)
    assert storing.status(house.item.url or "") == 410
    assert "Rahasia pasar besok" not in everywhere()
    draft = make.news(by=house.ratna, title="Belum", embargo_until=until)
    with pytest.raises(NotAllowed):
        approvals.withdraw(draft, **reason)


def test_of_who_is_killed_after_the_commit_the_next_to_hear_cuts_it_out(
    house: House,
) -> None:
    storing.fill()
    approvals.withdraw(house.release, by=house.maria, at=LATER, reason="Salah.")
    assert shown(house.release) != []
    staleness.hear(LATER)
    assert shown(house.release) == []
    assert house.item.title in storing.text("/")


def test_bytes_from_which_it_cannot_be_cut_leave_the_store_but_home(
    house: House,
) -> None:
    """A template that forgot its mark, or bytes of a release before there were any."""
    storing.fill()
    pages = {"/", "/berita/"}
    for path in pages:
        there = keeping.folder().read(path)
        assert there is not None
        bare = MARK.sub(b"", there.bodies[""]) + b"<p>Pasar dibuka lagi</p>"
        with keeping.folder().writing(path, bundle(200, there.headers, bare)):
            pass
    cutting.cut_out({house.item.pk})
    assert storing.status("/berita/") == 0
    assert storing.status("/") == 200
    assert f'{house.item.url}"' not in storing.text("/")


def test_with_a_full_disk_what_tells_of_it_leaves_the_store_but_home(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    storing.fill()

    def full(*args: Any, **more: Any) -> Any:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(Folder, "draft", full)
        cutting.cut_out({house.item.pk})
    assert [storing.status(path) for path in (house.item.url, "/berita/")] == [0, 0]
    assert storing.status("/") == 200
    # Home is shortened where it lies, which needs no room; packed it is no more.
    plain = keeping.folder().plain("/", 200)
    assert list(plain.parent.glob("index.*")) == [plain]
    assert house.item.title not in storing.text("/") + plain.read_text()
    assert "<h1" in plain.read_text()


def test_of_two_who_write_bytes_one_waits_and_who_was_killed_leaves_none(
    house: House,
) -> None:
    storing.fill()
    folder, order = keeping.folder(), []

    def write() -> None:
        with folder.alone():
            order.append("second")

    thread = Thread(target=write)
    with folder.alone():
        thread.start()
        order.append("first")
    thread.join()
    assert order == ["first", "second"]
    for path, status in {"/berita/": 0, "/": 200}.items():
        with suppress(KeyboardInterrupt), folder.alone() as differs:
            differs(path)
            raise KeyboardInterrupt
        with folder.alone():
            assert storing.status(path) == status
