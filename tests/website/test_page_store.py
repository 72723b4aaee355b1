"""What changes is read at once, whoever changes it; nothing else is rendered again."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from tests import make
from tests.newsroom.test_releases import again
from tests.website import storing
from tests.website.storing import House
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

from sasando.accounts.models import Unit, User
from sasando.core import approvals, revoking
from sasando.core.models import ShortLink, Touch
from sasando.files.models import OfficeDocument, Picture, Rendition
from sasando.newsroom import replying
from sasando.newsroom.models import Author, Reply, Story
from sasando.website.models import OfficeSettings, Official
from sasando.website.store import gate, staleness
from sasando.website.store.rows import StoredPage

pytestmark = pytest.mark.django_db
LATER = make.NOW + timedelta(hours=1)


@pytest.fixture
def stored(home: Any, ratna: User, maria: User, settings: Any, tmp_path: Any) -> House:
    """A small office whose pages are all stored."""
    settings.PAGE_STORE = tmp_path / "site"
    found = storing.house(home, ratna=ratna, maria=maria)
    storing.fill()
    return found


@dataclass(frozen=True, slots=True)
class Change:
    """One change, and how many stored pages it alters; None where any number may."""

    call: Callable[[House], Any]
    stale: int | None = None


def publish_new(house: House) -> None:
    make.published(by=house.ratna, approver=house.maria, title="Berita baru")


def publish_again(house: House) -> None:
    change = {"title": "Pasar besar", "change": "real", "change_note": "Judul."}
    page = again(house.item, by=house.ratna, **change)
    make.approve(page, by=house.maria, at=LATER)
    approvals.publish(page, by=house.maria, at=LATER)


def move_slug(house: House) -> None:
    page = again(house.other, by=house.ratna, slug="kapal-baru", change="small")
    make.approve(page, by=house.maria, at=LATER)
    approvals.publish(page, by=house.maria, at=LATER)


def rename_other(house: House) -> None:
    facts = {"title": "Kapal besar", "change": "real", "change_note": "Judul."}
    page = again(house.other, by=house.ratna, **facts)
    make.approve(page, by=house.maria, at=LATER)
    approvals.publish(page, by=house.maria, at=LATER)


def withdraw(house: House) -> None:
    reason = {"reason": "Salah tanggal.", "goes_to": house.other}
    approvals.withdraw(house.item, by=house.maria, at=LATER, **reason)


def revoke(house: House) -> None:
    revoking.revoke(house.other, by=house.maria, at=LATER, reason="Tidak berlaku.")


def reply(house: House) -> None:
    facts = {"person": "Yohanes Contoh", "way": "letter", "what": "x"}
    facts |= {"due_on": date(2026, 12, 1), "received_on": date(2026, 11, 20)}
    row = Reply.objects.create(
        page=house.item,
        reckoning={},
        calendar_version="x",
        recorded_by=house.maria,
        recorded_at=make.NOW,
        status="granted",
        **facts,
    )
    replying.link(row, by=house.maria, at=make.NOW, reply_page=house.other)


def translate(house: House) -> None:
    english = house.item.copy_for_translation(
        house.home.get_translations().get().locale, copy_parents=True
    )
    english.title = "The market opens again"
    english.save_revision(user=house.ratna)
    make.approve(english, by=house.maria)
    approvals.publish(english, by=house.maria, at=LATER)


def menu(shown: bool) -> Callable[[House], None]:
    def change(house: House) -> None:
        section = Page.objects.get(slug="publikasi").specific
        page = again(section, by=house.ratna, show_in_menus=shown)
        make.approve(page, by=house.maria, at=LATER)
        approvals.publish(page, by=house.maria, at=LATER)

    return change


def update(model: Any, **values: Any) -> Callable[[House], Any]:
    return lambda house: model.objects.all().update(**values)


CHANGES: dict[str, Change] = {
    "nothing": Change(lambda house: None, 0),
    "a unit is renamed": Change(update(Unit, name="Dinas Informatika")),
    "a unit is bulk-created": Change(
        lambda h: Unit.objects.bulk_create([Unit(name="B", valid_from="2020-01-01")]), 4
    ),
    "a person takes a name": Change(
        lambda h: User.objects.filter(pk=h.maria.pk).update(name="Maria Baru")
    ),
    "a person signs in": Change(update(User, last_login=make.NOW), 0),
    "the office moves": Change(update(OfficeSettings, address="Jalan Baru 1")),
    "the office by its form": Change(
        lambda h: OfficeSettings.objects.get().save(force_update=True), 0
    ),
    "a caption is mended": Change(update(Picture, caption="Di teras rumah.")),
    "a document is renamed": Change(update(OfficeDocument, title="Jadwal baru"), 1),
    "a draft is saved": Change(lambda h: again(h.item, by=h.ratna, title="Konsep"), 0),
    "a new draft is begun": Change(
        lambda h: make.news(by=h.ratna, title="Konsep rahasia"), 0
    ),
    "a story goes out": Change(publish_new),
    "a story is changed": Change(publish_again),
    "a story is answered": Change(reply),
    "a story is translated": Change(translate),
    "a section leaves the menu": Change(menu(False)),
    "a section is in the menu again": Change(menu(True)),
    "sizes of a picture are made anew": Change(
        lambda h: Rendition.objects.all()._raw_delete("default")
    ),
    "a release loses its signatory": Change(
        lambda h: User.objects.filter(pk=h.maria.pk).update(title="Kepala")
    ),
    "a story moves to another address": Change(move_slug),
    "a story is revoked": Change(revoke),
    "a story is withdrawn": Change(withdraw),
    "what it leads to is renamed": Change(rename_other),
    "a site is renamed": Change(update(Site, site_name="Situs")),
    "everything is touched": Change(lambda h: Touch.objects.create(tag="everything")),
    "an old address leads on": Change(
        lambda h: Redirect.add_redirect("/lama", h.about), 0
    ),
    "a short link is made": Change(
        lambda h: ShortLink.objects.create(code="a", title="A", target="/berita/"), 0
    ),
}


# One of each sort in `make test`: rows, lists, files, addresses, what nobody is shown.
QUICK = (
    *("a unit is renamed", "a unit is bulk-created", "a person signs in"),
    *("a caption is mended", "a document is renamed", "a draft is saved"),
    *("a story is changed", "a section leaves the menu", "a story is withdrawn"),
    *("sizes of a picture are made anew", "a story moves to another address"),
)


@pytest.mark.parametrize(
    "names", [QUICK, pytest.param(tuple(CHANGES), marks=pytest.mark.soak)]
)
def test_no_stored_byte_keeps_an_old_value(
    stored: House, names: tuple[str, ...]
) -> None:
    """Each change in turn; every address is then compared with what Django says."""
    wrong = {}
    for number, name in enumerate(names):
        change = CHANGES[name]
        at, before = LATER + timedelta(minutes=number), storing.everything()
        change.call(stored)
        storing.fill(at=at)
        now = storing.everything()
        paths = before.keys() | now.keys()
        altered = {path for path in paths if before.get(path) != now.get(path)}
        mine = StoredPage.objects.filter(stored_at=at)
        rendered = set(mine.values_list("path", flat=True))
        is_dear = change.stale is not None and len(rendered) > change.stale
        # What was rendered just now says what Django says now.
        facts = {"old": storing.wrong(but=rendered), "fault": storing.faults()}
        facts |= {"dear": (rendered, altered) if is_dear else ()}
        print(f"{name}: {len(altered)} altered, {len(rendered)} rendered, {len(now)}")
        if any(facts.values()):
            wrong[name] = facts
    assert (wrong, storing.wrong()) == ({}, [])


WALL = {
    "summary": (update(Story, summary="Lewat belakang."), Story),
    "title": (
        lambda h: Page.objects.filter(pk=h.item.pk).update(title="Lewat belakang."),
        Page,
    ),
    "official": (update(Official, position="Lewat belakang."), Official),
    "author": (update(Author, user=None, name="Lewat belakang."), Author),
}


def test_a_text_changed_past_the_wall_is_stored_nowhere(stored: House) -> None:
    """The approved text stays, also in the lists, until the row is mended."""
    for name, (change, model) in WALL.items():
        before, rows = storing.everything(), list(model.objects.all())
        change(stored)
        storing.fill(at=LATER)
        faults = set(storing.faults().values())
        assert gate.UNAPPROVED in faults, name
        assert faults <= {gate.UNAPPROVED, gate.SHOWS_UNAPPROVED}
        assert "Lewat belakang." not in "".join(storing.everything().values())
        assert storing.everything() == before
        for row in rows:
            put_back(row)
        storing.fill(at=LATER)
        assert storing.faults() == {}
    assert storing.wrong() == []


def put_back(row: Any) -> None:
    fields = row._meta.local_concrete_fields
    values = {each.attname: getattr(row, each.attname) for each in fields}
    del values[row._meta.pk.attname]
    type(row).objects.filter(pk=row.pk).update(**values)


@pytest.mark.parametrize(
    ("path", "goes_first"),
    [
        ("/", True),
        ("/en/", True),
        ("/berita/", True),
        ("/en/news/", True),
        ("/rss.xml", True),
        ("/berita/rss.xml", True),
        ("/en/news/feed.json", True),
        ("/berita/panen-raya/", False),
        ("/berita/unit/3/", False),
        ("/berita/topik/air/rss.xml", False),
    ],
)
def test_home_sections_and_their_feeds_go_before_the_others(
    path: str, goes_first: bool
) -> None:
    assert (staleness.place_of(path) == StoredPage.Rank.LIST) is goes_first
