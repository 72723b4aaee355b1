"""A template to who agreed by their own message; the status proves what was lost."""

import json
from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from tests.channels.stage import Stage, only, run, say

from sasando.channels import workflow as channels
from sasando.channels.adapters.whatsapp_faults import WHATSAPP_FAULTS
from sasando.channels.models import Channel
from sasando.channels.people import keys, workflow
from sasando.channels.people.models import Recipient, Subscription
from sasando.channels.people.subjects import Want
from sasando.channels.people.workflow import Wanted

LINK = "https://humas.example.org/berita/jalan/"
PHONE, SARI = "770001", "6281234500001"
SENDS = {"method": "POST", "path_regex": "/messages$"}
LATER = timedelta(minutes=3)


def phone_of(stage: Stage) -> Any:
    return stage.world.platforms["whatsapp"]


def channel_of(stage: Stage, **facts: Any) -> Channel:
    phone_of(stage).add({"id": PHONE, "token": "rahasia"} | facts)
    connection = channels.Connection(
        "whatsapp",
        "WhatsApp Humas",
        PHONE,
        f"{stage.address}/whatsapp",
        tokens={"token": "rahasia", "app_secret": "rahasia-app"},
        options={"number": "+62 380 555 0100", "verify_token": "kata-kita"},
    )
    return channels.connect(None, connection, by=None, at=timezone.now())


def subscribe(*numbers: str) -> None:
    """Let numbers agree by their own message."""
    now = timezone.now()
    for number in numbers:
        wanted = Wanted("whatsapp", wants=(Want(),))
        row = workflow.ask_by_message(None, wanted, by=None, at=now)
        text = f"LANGGANAN {row.code}"
        assert workflow.heard(None, text, number=number, by=None, at=now)


def states() -> dict[str, int]:
    return dict(Counter(Recipient.objects.values_list("status", flat=True)))


def hear(client: Client, stage: Stage, channel: Channel) -> list[int]:
    """Bring all that WhatsApp tells to our address."""
    platform, codes = phone_of(stage), []
    waiting, platform.events = platform.events, []
    for event in waiting:
        headers, raw = platform.letter(event)
        codes.append(hook(client, channel, headers, raw))
    return codes


def hook(client: Client, channel: Channel, headers: dict[str, str], raw: bytes) -> int:
    there = f"/langganan/whatsapp/{channel.pk}/"
    kind = "application/json"
    answer: Any = client.post(there, raw, content_type=kind, headers=headers)
    return int(answer.status_code)


def test_a_number_subscribes_by_its_own_message_and_stops_by_one(
    stage: Stage, client: Client
) -> None:
    cache.clear()
    channel = channel_of(stage)
    form = {"mau": "news", "setuju": "ya", "cara": "whatsapp"}
    page = client.post("/langganan/", form).content.decode()
    asked = Subscription.objects.get()
    assert f"LANGGANAN {asked.code}" in page
    assert "https://wa.me/623805550100?text=LANGGANAN%20" in page
    assert (asked.status, asked.address, asked.mark) == ("asked", "", None)
    phone_of(stage).say(PHONE, number=SARI, text=f"langganan {asked.code.lower()}")
    assert hear(client, stage, channel) == [200]
    row = Subscription.objects.get()
    assert (row.status, row.address) == ("active", SARI)
    assert row.mark == keys.mark_of("whatsapp", SARI)
    say([channel], text="Jalan dibuka", link=LINK)
    run()
    assert [post["text"] for post in stage.posts()] == [f"Jalan dibuka {LINK}"]
    phone_of(stage).say(PHONE, number=SARI, text=" Berhenti ")
    hear(client, stage, channel)
    assert Subscription.objects.get().status == "left"
    say([channel], text="Kabar kedua", link=LINK)
    run()
    assert len(stage.posts()) == 1
    workflow.forget(timezone.now() + timedelta(hours=73))
    # The row is counted on, and names nobody any more.
    [kept] = Recipient.objects.values("status", "subscription", "external_id")
    assert kept == {"status": "sent", "subscription": None, "external_id": ""}


def test_a_code_of_another_is_no_use_and_a_known_number_gets_new_wishes(
    stage: Stage,
) -> None:
    channel_of(stage)
    subscribe(SARI)
    now = timezone.now()
    nobody = workflow.heard(None, "LANGGANAN AAAAAA", number="628999", by=None, at=now)
    assert nobody is None
    wanted = Wanted("whatsapp", wants=(Want("alerts"),))
    row = workflow.ask_by_message(None, wanted, by=None, at=now)
    workflow.heard(None, row.code, number=SARI, by=None, at=now)
    known = Subscription.objects.get()
    assert [one.purpose for one in known.wishes.all()] == ["alerts"]


def test_a_yes_that_comes_late_changes_nothing_of_a_later_one(stage: Stage) -> None:
    channel_of(stage)
    now = timezone.now()

    def say_yes(purpose: str, minutes: int) -> None:
        wanted = Wanted("whatsapp", wants=(Want(purpose),))
        row = workflow.ask_by_message(None, wanted, by=None, at=now)
        facts = {"number": SARI, "said_at": now - timedelta(minutes=minutes)}
        workflow.heard(None, row.code, by=None, at=now, **facts)

    say_yes("alerts", minutes=2)
    # WhatsApp brings it after the other; she said it before.
    say_yes("news", minutes=9)
    known = Subscription.objects.get(status="active")
    assert [one.purpose for one in known.wishes.all()] == ["alerts"]
    assert known.confirmed_at == now - timedelta(minutes=2)


def test_statuses_prove_what_was_lost_in_any_order_and_once(
    stage: Stage, client: Client
) -> None:
    channel = channel_of(stage)
    subscribe(SARI, "6281234500002", "6281234500003")
    stage.fault("accept_then_reset", match=SENDS)
    say([channel], text="Jalan dibuka", link=LINK)
    run()
    assert states() == {"sent": 2, "uncertain": 1}
    assert only().problem == "spread_doubt"
    platform = phone_of(stage)
    for message in platform.messages:
        platform.tell(message, "delivered")
    platform.tell(platform.messages[1], "read")
    platform.tell(platform.messages[2], "failed", 131026)
    platform.events.reverse()
    again = list(platform.events)
    assert set(hear(client, stage, channel)) == {200}
    platform.events = again
    hear(client, stage, channel)
    assert states() == {"sent": 2, "refused": 1}
    # Eight go at once, in any order.
    seen = Recipient.objects.order_by("seen").values_list("seen", "code")
    assert [seen[0], seen[2], seen[1]] == [
        ("delivered", 0),
        ("read", 0),
        ("failed", 131026),
    ]
    assert only().problem == "spread_refused"
    run(timezone.now() + LATER)
    assert len(stage.asked("POST", "/messages")) == 3


def test_what_is_not_signed_by_whatsapp_is_not_read(
    stage: Stage, client: Client
) -> None:
    channel = channel_of(stage)
    subscribe(SARI)
    platform = phone_of(stage)
    platform.say(PHONE, number=SARI, text="STOP")
    headers, raw = platform.letter(platform.events[0])
    anew = json.dumps(json.loads(raw), indent=1).encode()
    assert hook(client, channel, headers, anew) == 403
    assert hook(client, channel, {}, raw) == 403
    bad = {"X-Hub-Signature-256": "sha256=" + "0" * 64}
    assert hook(client, channel, bad, raw) == 403
    assert Subscription.objects.get().status == "active"
    # Signed, and of another number: nobody's here.
    platform.add({"id": "999"})
    platform.events[0]["phone"] = "999"
    assert hook(client, channel, *platform.letter(platform.events[0])) == 200
    assert Subscription.objects.get().status == "active"
    there = f"/langganan/whatsapp/{channel.pk}/"
    hub = {"hub.mode": "subscribe", "hub.challenge": "1158201444"}
    right = client.get(there, hub | {"hub.verify_token": "kata-kita"})
    assert right.content == b"1158201444"
    assert client.get(there, hub | {"hub.verify_token": "lain"}).status_code == 403


def test_nonsense_that_is_signed_breaks_nothing(stage: Stage, client: Client) -> None:
    import hashlib
    import hmac

    channel = channel_of(stage)
    for raw in (b"", b"[]", b"3", b'{"entry": [3, {"changes": {"a": 1}}]}', b"{"):
        digest = hmac.new(b"rahasia-app", raw, hashlib.sha256).hexdigest()
        headers = {"X-Hub-Signature-256": f"sha256={digest}"}
        assert hook(client, channel, headers, raw) in {200, 400}


@pytest.mark.parametrize(
    ("code", "end", "row"),
    [
        (131026, "failed", "refused"),
        (131049, "failed", "refused"),
        (132001, "failed", "waiting"),
        (130429, "waiting_rate", "waiting"),
        (190, "blocked_auth", "waiting"),
        (368, "blocked_auth", "waiting"),
        (131056, "preparing", "waiting"),
        (999999, "published", "uncertain"),
    ],
)
def test_each_number_is_of_one_person_or_of_all(
    stage: Stage, code: int, end: str, row: str
) -> None:
    channel = channel_of(stage)
    subscribe(SARI)
    stage.fault("error", match=SENDS, code=code)
    say([channel], text="Jalan dibuka", link=LINK)
    run()
    assert (only().status, states()) == (end, {row: 1})
    assert stage.posts() == []


def test_the_table_says_what_to_do_in_both_languages() -> None:
    for fault in WHATSAPP_FAULTS.values():
        assert fault.says.id
        assert fault.says.en
        assert fault.says.id != fault.says.en


def test_the_double_takes_only_what_a_template_allows(stage: Stage) -> None:
    channel = channel_of(stage, templates={})
    subscribe(SARI)
    say([channel], text="Jalan dibuka", link=LINK)
    run()
    assert (only().status, only().problem) == ("failed", "132001.0")
    phone_of(stage).phones[PHONE]["templates"] = {"kabar_kantor": ["id"]}
    channels.retry(only(), by=None, at=timezone.now())
    run()
    assert states() == {"sent": 1}


def told(stage: Stage, text: str, at: Any) -> tuple[dict[str, str], bytes]:
    """Return the letter of a message that somebody wrote at a moment."""
    platform = phone_of(stage)
    platform.say(PHONE, number=SARI, text=text)
    event = platform.events.pop()
    event["messages"][0]["timestamp"] = str(int(at.timestamp()))
    letter: tuple[dict[str, str], bytes] = platform.letter(event)
    return letter


def wish_for() -> str:
    wanted = Wanted("whatsapp", wants=(Want(),))
    row = workflow.ask_by_message(None, wanted, by=None, at=timezone.now())
    return f"LANGGANAN {row.code}"


def test_a_stop_that_is_told_twice_takes_no_later_yes_away(
    stage: Stage, client: Client
) -> None:
    channel, now = channel_of(stage), timezone.now()
    yes = told(stage, wish_for(), now - timedelta(minutes=9))
    stop = told(stage, "STOP", now - timedelta(minutes=6))
    assert hook(client, channel, *yes) == hook(client, channel, *stop) == 200
    assert Subscription.objects.get().status == "left"
    again = told(stage, wish_for(), now - timedelta(minutes=3))
    for letter in (again, stop, yes):
        hook(client, channel, *letter)
        assert Subscription.objects.get().status == "active"
    # Written since: it counts, however late it comes.
    hook(client, channel, *told(stage, "BERHENTI", now - timedelta(minutes=2)))
    assert Subscription.objects.get().status == "left"


def test_a_yes_that_comes_late_takes_no_later_stop_away(
    stage: Stage, client: Client
) -> None:
    channel, now = channel_of(stage), timezone.now()
    subscribe(SARI)
    late = told(stage, wish_for(), now - timedelta(minutes=1))
    Subscription.objects.filter(status="active").update(
        confirmed_at=now - timedelta(hours=1)
    )
    hook(client, channel, *told(stage, "STOP", now))
    hook(client, channel, *late)
    assert Subscription.objects.get(mark__isnull=False).status == "left"


@pytest.mark.parametrize("moment", ["", "x", "9" * 40, "-1", "٣"])
def test_a_stop_without_a_readable_hour_counts(
    stage: Stage, client: Client, moment: str
) -> None:
    channel = channel_of(stage)
    subscribe(SARI)
    platform = phone_of(stage)
    platform.say(PHONE, number=SARI, text="STOP")
    platform.events[-1]["messages"][0]["timestamp"] = moment
    assert hear(client, stage, channel) == [200]
    assert Subscription.objects.get().status == "left"


def test_who_comes_back_by_the_page_is_not_sent_away_by_an_old_stop(
    stage: Stage, client: Client
) -> None:
    channel = channel_of(stage)
    subscribe(SARI)
    stop = told(stage, "STOP", timezone.now())
    hook(client, channel, *stop)
    later = timezone.now() + timedelta(seconds=2)
    workflow.come_back(Subscription.objects.get(), by=None, at=later)
    hook(client, channel, *stop)
    assert Subscription.objects.get().status == "active"
