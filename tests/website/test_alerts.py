"""An alert stands above every stored page with its verb; nothing is rendered for it."""

import gzip
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from tests import make
from tests.website import storing
from wagtail.models import Locale, Page

from sasando.accounts.models import User
from sasando.core import approvals
from sasando.core.models import Entry
from sasando.core.workflow import NotAllowed
from sasando.website import alerts
from sasando.website.alerts import Alert
from sasando.website.models import HomePage
from sasando.website.store import (
    bearers,
    keeping,
    refreshing,
    splicing,
    squeezing,
    sweeping,
)
from sasando.website.store.folder import Folder, bundle
from sasando.website.store.rows import StoredPage

pytestmark = pytest.mark.django_db
OVER = make.NOW + timedelta(hours=6)
TEXT, TEXT_EN = "Jalan Kupang–Soe putus.", "The road Kupang–Soe is cut."


@pytest.fixture
def stored(home: HomePage, settings: Any, tmp_path: Any) -> HomePage:
    settings.PAGE_STORE = tmp_path / "site"
    storing.fill()
    return home


def alert(**facts: Any) -> Alert:
    facts = {"text": TEXT, "text_en": TEXT_EN, "starts_at": make.NOW} | facts
    return Alert(**{"ends_at": OVER} | facts)


def bearing(text: str) -> set[str]:
    return {path for path, words in storing.everything().items() if text in words}


def pages() -> tuple[set[str], set[str]]:
    """Return the stored pages in Indonesian and in English."""
    every = {path for path, words in storing.everything().items() if "<html" in words}
    english = {path for path in every if path.startswith("/en/")}
    return every - english, english


def test_it_stands_on_every_page_from_its_verb_to_its_hour_and_nothing_is_rendered(
    stored: HomePage,
    ratna: User,
    maria: User,
    django_capture_on_commit_callbacks: Any,
) -> None:
    make.person("Yosef Contoh", "approver")
    storing.fill()
    # Three seconds a job: on a busy machine one is not enough for all pages.
    while StoredPage.objects.filter(is_squeezed=False).exists():
        refreshing.job(make.NOW)
    at, before = make.NOW + timedelta(minutes=1), storing.everything()
    with storing.held_elsewhere(), django_capture_on_commit_callbacks(execute=True):
        said = alerts.raise_alert(alert(link="/berita/"), by=maria, at=at)
    assert (bearing(TEXT), bearing(TEXT_EN)) == pages()
    assert not StoredPage.objects.filter(stored_at=at).exists()
    assert [mail.to for mail in mail.outbox] == [["yosef.contoh@example.org"]]
    assert TEXT in mail.outbox[0].subject
    assert Entry.objects.filter(action="alert.raised").count() == 1
    # Who asks Django sees the same; the night finds nothing amiss; new pages bear it.
    assert storing.wrong() == []
    sweeping.sweep(at)
    assert not StoredPage.objects.exclude(leaked_at=None).exists()
    item = make.published(by=ratna, approver=maria, title="Bantuan tiba")
    storing.fill(at=at)
    assert TEXT in storing.text(item.url or "")
    assert refreshing.run(at=OVER - timedelta(seconds=1), seconds=9) == 0
    assert bearing(TEXT)
    assert refreshing.run(at=OVER, seconds=9) == 0
    assert bearing(TEXT) == set()
    assert storing.text("/en/") == before["/en/"]
    assert storing.wrong() == []
    with pytest.raises(NotAllowed):
        alerts.end_alert(said, by=maria, at=OVER)


def test_who_is_killed_leaves_it_to_the_next_and_its_link_ends_with_its_page(
    stored: HomePage, ratna: User, maria: User, django_capture_on_commit_callbacks: Any
) -> None:
    """After the commit, and amid the pages; then the page is taken back it leads to."""
    item = make.published(by=ratna, approver=maria, title="Bantuan tiba")
    storing.fill()
    facts = {"link": item.url, "ends_at": OVER.replace(year=2099)}
    said = alerts.raise_alert(alert(**facts), by=maria, at=make.NOW)
    assert bearing(TEXT) == set()
    folder = keeping.folder()
    splicing.put(folder, alerts.html(make.NOW), is_spread=False)
    with folder.alone():
        assert bearers.Alone(folder).bear(["/"], alerts.html(make.NOW)) == 1
    refreshing.run(at=make.NOW, seconds=9)
    assert (bearing(TEXT), bearing(TEXT_EN)) == pages()
    with django_capture_on_commit_callbacks(execute=True):
        approvals.withdraw(item, by=maria, at=make.NOW, reason="Salah.")
    assert bearing(f'{item.url}"') == set()
    assert "/" in bearing(TEXT)
    with django_capture_on_commit_callbacks(execute=True):
        alerts.end_alert(said, by=maria, at=make.NOW)
    assert bearing(TEXT) == set()


FAULTS: list[dict[str, Any]] = [
    {"text_en": " "},
    {"ends_at": make.NOW - timedelta(hours=1)},
    {"starts_at": OVER},
    {"link": "javascript:alert(1)"},
    {"link": "//lain.example.org/"},
]


def test_what_is_faulty_or_said_by_who_may_not_is_refused(
    maria: User, ratna: User
) -> None:
    for facts in FAULTS:
        with pytest.raises(NotAllowed):
            alerts.raise_alert(alert(**facts), by=maria, at=make.NOW)
    with pytest.raises(NotAllowed):
        alerts.raise_alert(alert(), by=ratna, at=make.NOW)
    assert not Alert.objects.exists()


def test_the_screen_puts_it_up_and_takes_it_down(
    stored: HomePage, client: Client, maria: User, ratna: User
) -> None:
    client.force_login(ratna)
    assert client.get("/kantor/peringatan/").status_code != 200
    client.force_login(maria)
    facts = {"level": 3, "text": TEXT, "text_en": TEXT_EN}
    answer = client.post("/kantor/peringatan/", facts | {"ends_at": "2020-01-01 10:00"})
    assert not Alert.objects.exists()
    assert answer.status_code == 200
    client.post("/kantor/peringatan/", facts | {"ends_at": "2099-01-01 10:00"})
    said = Alert.objects.get()
    assert TEXT in client.get("/kantor/peringatan/").content.decode()
    client.post(f"/kantor/peringatan/{said.pk}/akhiri/")
    assert Alert.objects.get().ended_at is not None
    assert client.get("/kantor/peringatan/").status_code == 200


def test_what_bears_it_is_the_page_in_every_encoding(stored: HomePage) -> None:
    """Brotli is made later: what told of the page before is gone until then."""
    folder = keeping.folder()
    assert folder.plain("/", 200).with_name("index.html.br").exists()
    assert splicing.say(lambda: {"id": "<p>Awas</p>"}) >= 1
    there = folder.read("/")
    assert there is not None
    assert there.bodies.keys() == {"", "gzip"}
    assert b"<p>Awas</p>" in there.bodies[""]
    assert gzip.decompress(there.bodies["gzip"]) == there.bodies[""]
    assert not folder.plain("/", 200).with_name("index.html.br").exists()
    squeezing.squeeze("/")
    assert folder.plain("/", 200).with_name("index.html.br").exists()


@pytest.mark.soak
def test_five_thousand_pages_bear_it(stored: HomePage) -> None:
    folder: Folder = keeping.folder()
    there = folder.read("/")
    assert there is not None
    for number in range(5_000):
        body = there.bodies[""] + f"<!-- {number} -->".encode() * 50
        with folder.writing(f"/b/{number}/", bundle(200, there.headers, body)):
            pass
    assert splicing.say(lambda: {"id": "<p>Awas</p>"}) > 5_000
    assert "<p>Awas</p>" in storing.text("/b/4999/")


def test_it_leads_english_readers_to_the_translation_while_that_is_out(
    stored: HomePage, ratna: User, maria: User
) -> None:
    item = make.published(by=ratna, approver=maria, title="Jalan putus")
    there = f"{item.url}#peta"
    Alert.objects.create(
        text=TEXT,
        text_en=TEXT_EN,
        link=there,
        starts_at=make.NOW,
        ends_at=OVER,
        said_by=maria,
        said_at=make.NOW,
    )
    said = alerts.html(make.NOW)
    assert f'href="{there}"' in said["id"]
    assert f'href="{there}"' in said["en"]
    english = Locale.objects.get(language_code="en")
    section = item.get_parent()
    for page in (section.get_parent(), section, item):
        if page.get_translation_or_none(english) is None:
            page.specific.copy_for_translation(english)
    twin = item.get_translation(english)
    assert f'href="{there}"' in alerts.html(make.NOW)["en"]
    text = twin.get_latest_revision_as_object()
    text.save_revision(user=ratna)
    # Its section has to be out before it.
    Page.objects.filter(pk=twin.get_parent().pk).update(first_published_at=make.NOW)
    make.approve(twin, by=maria)
    approvals.publish(twin.specific, by=maria, at=make.NOW)
    said = alerts.html(make.NOW)
    assert f'href="{there}"' in said["id"]
    assert f'href="{twin.url}"' in said["en"]


def test_it_never_tells_the_address_of_a_draft(
    stored: HomePage, ratna: User, maria: User
) -> None:
    item = make.news(by=ratna, title="Rahasia besok")
    with pytest.raises(NotAllowed):
        alerts.raise_alert(alert(link=item.url), by=maria, at=make.NOW)
    facts = {"said_by": maria, "said_at": make.NOW}
    waits = alert(link=f"{item.url}?a=b", **facts)
    waits.save()
    assert item.slug not in "".join(alerts.html(make.NOW).values())
    make.approve(item, by=maria)
    approvals.publish(item, by=maria, at=make.NOW)
    assert f'href="{item.url}?a=b"' in alerts.html(make.NOW)["id"]
