"""A notice reaches the browser that agreed, and it alone; a gone one is let go."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from tests.channels.stage import Stage, only, run, say

from sasando.channels import workflow as channels
from sasando.channels.adapters import sealing
from sasando.channels.adapters.webpush import address_of
from sasando.channels.models import Channel
from sasando.channels.people import keys, opened_ways
from sasando.channels.people.models import OfficeKey, Recipient, Subscription

PUSH = "/langganan/dorong/"
WAITS = {"method": "POST", "path_regex": "push/"}


def test_the_vector_of_the_standard_comes_out() -> None:
    """RFC 8291, Appendix A."""
    raw = sealing.raw_of
    sealed = sealing.sealed(
        b"When I grow up, I want to be a watermelon",
        p256dh=raw(
            "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZ"
            "GH6SRpkNtoIAiw4"
        ),
        auth=raw("BTBZMqHH6r4Tts7J_aSIgg"),
        own=sealing.key_of("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"),
        salt=raw("DGv6ra1nlYgDCS1FRnbzlw"),
    )
    assert sealing.coded(sealed) == (
        "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3v"
        "CYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXP"
        "XLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
    )
    browser = sealing.key_of("q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94")
    auth = raw("BTBZMqHH6r4Tts7J_aSIgg")
    assert sealing.opened(sealed, browser, auth).startswith(b"When I grow up")


def push_channel(stage: Stage) -> Channel:
    connection = channels.Connection(
        "webpush",
        "Pemberitahuan",
        "humas@example.org",
        base_url=f"{stage.address}/webpush",
    )
    return channels.connect(None, connection, by=None, at=timezone.now())


def browser(stage: Stage, name: str, **facts: Any) -> str:
    platform: Any = stage.world.platforms["webpush"]
    platform.add({"id": name} | facts)
    return str(platform.subscription(name, stage.address))


def send(client: Client, given: Any, **facts: Any) -> Any:
    said = {"given": given, "mau": ["news"], "setuju": "ya"} | facts
    return client.post(PUSH, json.dumps(said), content_type="application/json")


def subscribed(client: Client, stage: Stage, *names: str) -> None:
    cache.clear()
    for name in names:
        assert send(client, json.loads(browser(stage, name))).status_code == 200


def test_a_notice_arrives_and_its_browser_reads_it(
    stage: Stage, client: Client
) -> None:
    channel = push_channel(stage)
    platform: Any = stage.world.platforms["webpush"]
    key = opened_ways.push_key(["webpush"])
    cache.clear()
    given = json.loads(browser(stage, "b1", application_key=key))
    answer = send(client, given).json()
    assert client.get(answer["choose"]).status_code == 200
    link = "https://humas.example.org/berita/"
    say([channel], text="Jalan dibuka\nWarga boleh lewat.", link=link)
    run()
    [row] = stage.posts()
    assert (row["text"], row["permalink"]) == (
        "Jalan dibuka\nWarga boleh lewat.",
        link,
    )
    said = platform.notices[0]["said"]
    leave = said["leave"].partition("://")[2].partition("/")[2]
    client.post(f"/{leave}")
    assert Subscription.objects.get().status == "left"
    # The private half is nowhere to be read.
    private = OfficeKey.objects.get(name="vapid").value
    page = client.get("/langganan/").content.decode()
    assert key in page
    assert private not in page


def test_a_browser_that_is_gone_ends_its_subscription_at_once(
    stage: Stage, client: Client
) -> None:
    channel = push_channel(stage)
    subscribed(client, stage, "b1", "b2", "b3")
    platform: Any = stage.world.platforms["webpush"]
    platform.browsers["b2"]["is_gone"] = True
    del platform.browsers["b3"]
    say([channel])
    run()
    assert sorted(Subscription.objects.values_list("status", flat=True)) == [
        "active",
        "stopped",
        "stopped",
    ]
    assert only().problem == "spread_refused"
    assert len(stage.posts()) == 1


def test_a_lost_answer_is_uncertain_and_a_busy_service_is_asked_again(
    stage: Stage, client: Client
) -> None:
    channel = push_channel(stage)
    subscribed(client, stage, "b1", "b2")
    stage.fault("accept_then_reset", match={**WAITS, "path_regex": "push/b1"})
    busy = {**WAITS, "path_regex": "push/b2"}
    stage.fault("error", match=busy, status=429, headers={"Retry-After": "40"})
    say([channel])
    run()
    later = timezone.now() + timedelta(minutes=2)
    run(later)
    states = set(Recipient.objects.values_list("status", flat=True))
    assert states == {"uncertain", "sent"}
    assert len(stage.posts()) == 2
    assert len(stage.asked("POST", "push/b1")) == 1


def test_a_wrong_signature_stops_all_and_counts_as_nobodys_fault(
    stage: Stage, client: Client
) -> None:
    channel = push_channel(stage)
    subscribed(client, stage, "b1", "b2")
    stage.world.shift = 3 * 24 * 3600
    say([channel])
    run()
    assert (only().status, only().problem) == ("failed", "403.0")
    assert Subscription.objects.active().count() == 2
    assert set(Recipient.objects.values_list("status", flat=True)) == {"waiting"}


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://push.example.org/x",
        "https://127.0.0.1/x",
        "https://169.254.169.254/latest",
        "https://127\u30020.0.1/x",
        "https://user@push.example.org/x",
        "https://10.0.0.7/x",
        "file:///etc/passwd",
        "",
    ],
)
def test_an_address_that_is_no_push_service_is_refused(
    db: None, client: Client, endpoint: str
) -> None:
    cache.clear()
    connection = channels.Connection("webpush", "Dorong", "humas@example.org")
    channels.connect(None, connection, by=None, at=timezone.now())
    key = sealing.coded(sealing.public_of(sealing.key_of(sealing.new_key())))
    given = {"endpoint": endpoint, "keys": {"p256dh": key, "auth": "A" * 22}}
    assert send(client, given).status_code == 422
    for nonsense in (None, [], {"endpoint": 3}, "x"):
        assert send(client, nonsense).status_code in {422, 429}
    assert not Subscription.objects.exists()


@pytest.mark.parametrize("beginning", [b"\x04", b"\x02", b"\x00"])
def test_a_key_that_is_no_point_of_the_curve_is_refused_with_a_sentence(
    db: None, client: Client, beginning: bytes
) -> None:
    cache.clear()
    connection = channels.Connection("webpush", "Dorong", "humas@example.org")
    channels.connect(None, connection, by=None, at=timezone.now())
    key = sealing.coded(beginning + bytes(63) + b"\x01")
    endpoint = "https://push.example.org/x"
    given = {"endpoint": endpoint, "keys": {"p256dh": key, "auth": "A" * 22}}
    answer = send(client, given)
    assert answer.status_code == 422
    assert answer.json()["why"]
    assert not Subscription.objects.exists()


def test_agreement_and_a_choice_are_asked_of_a_browser_too(
    stage: Stage, client: Client
) -> None:
    push_channel(stage)
    cache.clear()
    given = json.loads(browser(stage, "b1"))
    assert send(client, given, setuju="").status_code == 422
    assert send(client, given, mau=["cases"]).status_code == 422
    foreign = client.post(
        PUSH,
        "{}",
        content_type="application/json",
        headers={"Sec-Fetch-Site": "cross-site"},
    )
    assert foreign.status_code == 403
    assert not Subscription.objects.exists()
    worker = client.get("/langganan/pemberitahu.js")
    assert worker["Content-Type"].startswith("text/javascript")
    place = channels.payloads.place_of(Channel.objects.get())
    assert address_of(json.dumps(given), place)
    assert keys.own_key()
