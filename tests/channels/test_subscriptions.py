"""Who subscribes says yes twice, leaves with one press, and is then forgotten."""

import hashlib
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from tests import make
from tests.channels.post_office import PostOffice

from sasando.channels import workflow as channels
from sasando.channels.models import Channel
from sasando.channels.people import (
    asking,
    consent,
    keys,
    letters,
    subjects,
    workflow,
)
from sasando.channels.people.models import Mailbox, Recipient, Subscription, Wish
from sasando.channels.people.subjects import Want
from sasando.channels.people.workflow import Wanted
from sasando.core.models import Entry, Personal
from sasando.core.workflow import NotAllowed

pytestmark = pytest.mark.django_db
PAGE = "/langganan/"
SARI = "Sari.Contoh@example.org"
FORM = {"mau": "news", "alamat": SARI, "setuju": "ya", "cara": "email"}
ADDRESS = re.compile(r"https?://\S+(/langganan/\S+)")


@pytest.fixture(autouse=True)
def nobody_counted() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def mail_channel(url: str = "smtp://127.0.0.1:9", **facts: Any) -> Channel:
    connection = channels.Connection(
        "email", "Surat", "humas@example.org", base_url=url, **facts
    )
    return channels.connect(None, connection, by=None, at=timezone.now())


def subscribed(address: str = SARI, **facts: Any) -> Subscription:
    """Return somebody who agreed."""
    facts.setdefault("wants", (Want(),))
    now = timezone.now()
    row = workflow.ask(None, Wanted("email", address, **facts), by=None, at=now)
    workflow.confirm(row, by=None, at=now)
    return row


def link_in(office: PostOffice, place: int = -1) -> str:
    found = ADDRESS.search(office.text(place))
    assert found
    return found[1]


def test_an_address_is_told_nothing_before_it_said_yes_by_a_button(
    client: Client, post_office: PostOffice
) -> None:
    mail_channel(post_office.url)
    answer = client.post(PAGE, FORM)
    assert answer.status_code == 302
    letters.send(timezone.now())
    assert post_office.addresses() == [SARI]
    there = link_in(post_office)
    # A mail scanner opens the link, and its head, as often as it likes.
    for _ in range(3):
        assert "Ya, saya berlangganan" in client.get(there).content.decode()
        client.head(there)
    assert Subscription.objects.get().status == "asked"
    assert "Anda sudah berlangganan" in client.post(there).content.decode()
    row = Subscription.objects.get()
    assert (row.status, row.wording) == ("active", consent.CURRENT)
    assert row.confirmed_at is not None
    # Once more is no fault.
    assert client.post(there).status_code == 200


def test_the_answer_is_the_same_for_known_and_unknown_addresses(
    client: Client, post_office: PostOffice
) -> None:
    mail_channel(post_office.url)
    subscribed()
    Subscription.objects.update(letter="")
    known = client.post(PAGE, FORM, follow=True)
    other = client.post(PAGE, FORM | {"alamat": "baru@example.org"}, follow=True)
    assert known.content == other.content
    assert known.status_code == other.status_code == 200
    letters.send(timezone.now())
    assert sorted(post_office.addresses()) == [SARI, "baru@example.org"]
    first = next(n for n, to in enumerate(post_office.addresses()) if to == SARI)
    # What the known one wanted did not change by somebody's form.
    assert "sudah berlangganan" in post_office.text(first)
    assert client.get(link_in(post_office, first)).status_code == 200


def ask_at(at: datetime, address: str = SARI) -> None:
    """Send the form, and let the job of letters run."""
    asking.note(Wanted("email", address, wants=(Want(),)), at=at)
    letters.send(at)


def test_one_address_gets_no_second_letter_within_ten_minutes(
    post_office: PostOffice,
) -> None:
    mail_channel(post_office.url)
    now = timezone.now()
    for minutes in (0, 1, 5, 11):
        ask_at(now + timedelta(minutes=minutes))
    assert len(post_office.letters()) == 2


def test_one_mailbox_gets_three_letters_a_day_whoever_asks(
    post_office: PostOffice,
) -> None:
    mail_channel(post_office.url)
    now = timezone.now()
    # Twice an hour, under names that all lead to one mailbox.
    for turn in range(40):
        name = ("sari@example.org", "Sari+a@example.org", f"sari+{turn}@example.org")
        ask_at(now + timedelta(minutes=30 * turn), name[turn % 3])
    assert len(post_office.letters()) == 3
    # Another mailbox is none of it, and the next day is another day.
    ask_at(now + timedelta(hours=20), "budi@example.org")
    ask_at(now + timedelta(hours=24, minutes=1), "sari@example.org")
    assert post_office.addresses()[3:] == ["budi@example.org", "sari@example.org"]
    asking.forget(now + timedelta(days=3))
    assert not Mailbox.objects.exists()


def test_a_server_that_is_away_uses_up_none_of_the_three(
    post_office: PostOffice,
) -> None:
    channel = mail_channel()
    now = timezone.now()
    ask_at(now)
    for seconds in range(1, 8):
        letters.send(now + timedelta(seconds=seconds))
    Channel.objects.filter(pk=channel.pk).update(base_url=post_office.url)
    letters.send(now + timedelta(minutes=1))
    assert post_office.addresses() == [SARI]


KNOWN = ("nobody", "asked", "active", "left", "stopped")


def test_the_form_does_the_same_whether_an_address_is_known_or_not(
    client: Client,
) -> None:
    mail_channel()
    at = timezone.now()
    for state in KNOWN[1:]:
        row = workflow.ask(
            None,
            Wanted("email", f"{state}@example.org", wants=(Want(),)),
            by=None,
            at=at,
        )
        Subscription.objects.filter(pk=row.pk).update(status=state, letter="")
    seen = set()
    for state in ("warm", *KNOWN):
        cache.clear()
        with CaptureQueriesContext(connection) as queries:
            answer = client.post(PAGE, FORM | {"alamat": f"{state}@example.org"})
        did = tuple(re.sub(r"'[^']*'|\d+", "?", one["sql"]) for one in queries)
        if state != "warm":
            seen.add((answer.status_code, answer.content, answer["Location"], did))
    assert len(seen) == 1
    # The job finds out whose it was; what a known one wanted stays.
    asking.settle(at, most=100)
    states = Subscription.objects.values_list("status", "letter").order_by("pk")
    assert sorted(states) == [
        ("active", "known"),
        *[("asked", "confirm")] * 5,
    ]
    assert not Subscription.objects.filter(mark=None).exists()


def test_a_link_that_somebody_guessed_tells_nothing_of_its_row(client: Client) -> None:
    row = subscribed()
    for use in ("confirm", "choose", "leave", "proof"):
        seen = set()
        for number in (0, row.pk, row.pk + 1000):
            there = reverse(f"subscription_{use}", args=[f"{number}-{'x' * 24}"])
            with CaptureQueriesContext(connection) as queries:
                answer = client.post(there)
            did = tuple(re.sub(r"\d+", "?", one["sql"]) for one in queries)
            # The first fills what is stored of every page.
            if number:
                seen.add((answer.status_code, answer.content, did))
        assert len(seen) == 1
        assert 404 in seen.pop()


def test_a_mail_server_that_is_away_loses_no_letter(post_office: PostOffice) -> None:
    channel = mail_channel()
    now = timezone.now()
    workflow.ask(None, Wanted("email", SARI, wants=(Want(),)), by=None, at=now)
    letters.send(now)
    Channel.objects.filter(pk=channel.pk).update(base_url=post_office.url)
    letters.send(now)
    assert post_office.addresses() == [SARI]


@pytest.mark.parametrize(
    "lacks",
    [{"setuju": ""}, {"alamat": "bukan alamat"}, {"alamat": ""}, {"mau": "lain"}],
)
def test_what_is_missing_is_said_and_every_word_stays(
    client: Client, lacks: dict[str, str]
) -> None:
    mail_channel()
    answer = client.post(PAGE, FORM | lacks)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert 'role="alert"' in page
    assert (FORM | lacks)["alamat"] in page
    assert not Subscription.objects.exists()


def test_a_program_another_site_and_a_flood_subscribe_nobody(client: Client) -> None:
    mail_channel()
    client.post(PAGE, FORM | {"alamat_lain": "isi"})
    foreign = client.post(PAGE, FORM, headers={"Sec-Fetch-Site": "cross-site"})
    assert foreign.status_code == 403
    assert not Subscription.objects.exists()
    answers = [
        client.post(PAGE, FORM | {"alamat": f"a{number}@example.org"}).status_code
        for number in range(7)
    ]
    assert answers[-1] == 429


def test_one_press_of_a_mail_program_ends_it_without_cookie_or_page() -> None:
    row = subscribed()
    there = reverse("subscription_leave", args=[keys.token_of(row, keys.LEAVE)])
    browser = Client(enforce_csrf_checks=True)
    assert "Berhenti" in browser.get(there).content.decode()
    row.refresh_from_db()
    assert row.status == "active"
    one_click = {"List-Unsubscribe": "One-Click"}
    assert browser.post(there, one_click).status_code == 200
    assert browser.post(there, one_click).status_code == 200
    row.refresh_from_db()
    assert row.status == "left"
    # A slip is undone as long as anything is kept.
    browser.post(there, {"langkah": "kembali"})
    row.refresh_from_db()
    assert row.status == "active"


def test_who_left_is_erased_after_three_times_24_hours() -> None:
    row, now = subscribed(), timezone.now()
    number = row.pk
    workflow.leave(row, by=None, at=now)
    workflow.forget(now + timedelta(hours=71))
    assert Subscription.objects.filter(pk=number).exists()
    workflow.forget(now + timedelta(hours=72))
    assert not Subscription.objects.exists()
    assert not Wish.objects.exists()
    told = Entry.objects.filter(object_id=str(number)).values_list("action", flat=True)
    assert list(told.order_by("seq")) == [
        "subscription.confirmed",
        "subscription.left",
        "subscription.erased",
    ]


def test_who_never_said_yes_is_forgotten_after_a_week() -> None:
    now = timezone.now()
    row = workflow.ask(None, Wanted("email", SARI, wants=(Want(),)), by=None, at=now)
    later = now + timedelta(days=7, seconds=1)
    with pytest.raises(NotAllowed):
        workflow.confirm(row, by=None, at=later)
    workflow.forget(later)
    assert not Subscription.objects.exists()


def test_no_address_stands_in_the_log_or_readable_in_the_database() -> None:
    row = subscribed()
    workflow.choose(row, (Want("alerts"),), language="en", by=None, at=timezone.now())
    workflow.leave(row, by=None, at=timezone.now())
    with connection.cursor() as cursor:
        cursor.execute("SELECT address, mark FROM channels_subscription")
        [(address, mark)] = cursor.fetchall()
    said = [str(facts) for facts in Entry.objects.values_list("data", "label")]
    assert not [text for text in [*said, address, mark] if "sari" in text.lower()]
    assert not Personal.objects.exists()


def test_links_open_their_own_step_alone_and_end_with_the_round(
    client: Client,
) -> None:
    row = subscribed()
    token = keys.token_of(row, keys.LEAVE)
    assert client.get(reverse("subscription_choose", args=[token])).status_code == 404
    assert keys.opened(f"{row.pk}-", keys.LEAVE) is None
    assert keys.opened("٣-x", keys.LEAVE) is None
    workflow.leave(row, by=None, at=timezone.now())
    again = Wanted("email", SARI, wants=(Want(),))
    workflow.ask(None, again, by=None, at=timezone.now())
    assert keys.opened(token, keys.LEAVE) is None


def test_choices_are_changed_without_an_account_and_the_proof_taken_along(
    client: Client,
) -> None:
    unit = make.unit("Dinas Kesehatan NTT")
    row = subscribed()
    token = keys.token_of(row, keys.CHOOSE)
    there = reverse("subscription_choose", args=[token])
    answer = client.get(there)
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "no-store" in answer["Cache-Control"]
    said = {"mau": ["alerts", f"news:unit:{unit.pk}"], "bahasa": "en"}
    page = client.post(there, said).content.decode()
    assert "It is changed" in page
    row.refresh_from_db()
    assert row.language == "en"
    wishes = {(one.purpose, one.unit_id) for one in row.wishes.all()}
    assert wishes == {("alerts", None), ("news", unit.pk)}
    nothing = client.post(there, {"bahasa": "en"}).content.decode()
    assert 'role="alert"' in nothing
    proof = client.get(reverse("subscription_proof", args=[token])).json()
    assert proof["address"] == SARI
    assert proof["agreed_to"] == consent.WORDINGS[consent.CURRENT].en


def test_everything_wins_over_its_parts_and_cases_are_not_for_the_form() -> None:
    unit = make.unit("Dinas Perikanan")
    values = [f"news:unit:{unit.pk}", "news", "cases", "alerts"]
    wants = subjects.wants_of(values, timezone.now())
    assert set(wants) == {Want("news"), Want("alerts")}


def test_a_wording_that_was_shown_is_never_changed() -> None:
    known = {"2026-11": "bd1d06ea4dbca333"}
    digests = {
        name: hashlib.sha256(f"{words.id}\n{words.en}".encode()).hexdigest()[:16]
        for name, words in consent.WORDINGS.items()
    }
    assert digests == known


def test_the_page_costs_the_same_with_many_subscribers(client: Client) -> None:
    mail_channel()

    def cost() -> int:
        client.get(PAGE)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(PAGE)
        return len(queries)

    few = cost()
    at: datetime = timezone.now()
    Subscription.objects.bulk_create(
        Subscription(way="email", mark=f"m{n}", wording="2026-11", asked_at=at)
        for n in range(600)
    )
    assert cost() == few <= 12
    assert not Recipient.objects.exists()
