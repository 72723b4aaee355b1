"""A platform, or a receiver of our messages, that means us harm gets nowhere."""

import gzip
import json
import socket
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests import make
from tests.channels.stage import Stage, only, run, say
from tests.channels.test_webpush import push_channel, subscribed

from sasando.channels import entering, settling, waits, workflow
from sasando.channels.adapters import Place, doors, insights, meta_doors, telegram
from sasando.channels.models import Attempt
from sasando.channels.outcomes import Accepted, Found
from sasando.channels.screens import trying
from sasando.channels.wire import Line, Lost, NotSent, Reply
from sasando.channels.workflow import Connection
from sasando.core.refusals import NotAllowed

pytestmark = pytest.mark.django_db(transaction=True)
HEAD = b"HTTP/1.1 200 OK\r\n"


@contextmanager
def server(answer: Callable[[socket.socket], None], *, calls: int = 1) -> Iterator[str]:
    """Run a server that answers so many calls as it likes; its address."""

    def serve(listening: socket.socket) -> None:
        # The other side may have enough of it, or never come.
        with suppress(OSError):
            for _call in range(calls):
                line, _who = listening.accept()
                with line:
                    line.recv(65_536)
                    answer(line)

    with socket.create_server(("127.0.0.1", 0)) as listening:
        threading.Thread(target=serve, args=[listening], daemon=True).start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/"


def packed(body: bytes, how: bytes) -> Callable[[socket.socket], None]:
    head = b"Content-Encoding: %b\r\nContent-Length: %d\r\n\r\n" % (how, len(body))
    return lambda line: line.sendall(HEAD + head + body)


@pytest.mark.parametrize("how", [b"gzip", b"gzip, gzip", b"br"])
def test_a_packed_bomb_is_never_unpacked(how: bytes) -> None:
    bomb = gzip.compress(bytes(8 << 20))
    with server(packed(bomb, how)) as url, pytest.raises(Lost):
        Line().get(url)


def test_a_packed_answer_is_read_and_half_of_one_is_lost() -> None:
    body = gzip.compress(b'{"id": "1"}')
    with server(packed(body, b"gzip")) as url:
        assert Line().get(url).json() == {"id": "1"}
    with server(packed(body[:-4], b"gzip")) as url, pytest.raises(Lost):
        Line().get(url)


@pytest.mark.parametrize("drop", [b"X-A: b\r\n", b"HTTP/1.1 100 Continue\r\n\r\n"])
def test_an_answer_that_drips_does_not_hold_us_longer_than_one_that_hangs(
    drop: bytes,
) -> None:
    ended = threading.Event()

    def drip(line: socket.socket) -> None:
        line.sendall(HEAD if drop.startswith(b"X") else b"")
        while not ended.wait(0.1):
            line.sendall(drop)

    began = time.monotonic()
    with server(drip) as url, pytest.raises(Lost):
        Line(seconds=0.5).get(url)
    ended.set()
    assert time.monotonic() - began < 60


@pytest.mark.parametrize(
    "body", [b"[" * 100_000, b'{"a":' * 5_000, b"\xff", b"1" * 9999]
)
def test_json_that_nobody_can_read_is_no_json(body: bytes) -> None:
    assert Reply(200, {}, body).json() is None


def test_signs_that_no_database_keeps_are_left_out_of_an_answer() -> None:
    body = b'{"id": "1\\u0000\\ud8002", "text": "\\ud83d\\ude00"}'
    assert Reply(200, {}, body).json() == {"id": "12", "text": "\U0001f600"}


@pytest.mark.parametrize("code", [10**20, -(10**20), 2**31])
def test_a_number_that_no_platform_has_stops_nothing(stage: Stage, code: int) -> None:
    say([stage.channel()])
    stage.fault("error", code=code, subcode=10**30, status=400)
    run()
    assert only().status == "confirming"
    assert Attempt.objects.get().outcome == "ambiguous"


@pytest.mark.parametrize(
    "permalink",
    [
        "javascript:alert(1)",
        "https://a.example\n.org/",
        "https://a.example/" + "a" * 500,
    ],
)
def test_what_is_no_address_is_not_kept_as_that_of_a_post(
    stage: Stage, permalink: str
) -> None:
    say([stage.channel()])
    row = only()
    row.status = "sending"
    row.save(update_fields=["status"])
    settling.publish(row, "12", permalink, at=timezone.now())
    row = only()
    assert (row.status, row.permalink, row.external_id) == ("published", "", "12")


@pytest.mark.parametrize("name", ["1\n2", "a" * 201, "\x00"])
def test_what_no_column_keeps_is_no_name_of_a_post(name: str) -> None:
    assert Accepted(name).external_id == Found(name, "").external_id == ""
    assert Accepted("1_2,3").external_id == "1_2,3"


def test_no_platform_stops_us_for_longer_than_the_longest_day() -> None:
    assert waits.rate(0, named_seconds=10**30) == waits.LONGEST_REST
    assert waits.rate(0, named_seconds=90) == timedelta(seconds=90)


@pytest.mark.parametrize("wait", ["999999999", "9" * 14, "9" * 5000])
def test_one_browser_that_wants_to_wait_for_years_does_not_hold_up_the_others(
    stage: Stage, client: Client, wait: str
) -> None:
    channel = push_channel(stage)
    subscribed(client, stage, "b1", "b2")
    match = {"method": "POST", "path_regex": "push/"}
    headers = {"Retry-After": wait}
    stage.fault("error", status=429, headers=headers, match=match)
    say([channel])
    run()
    assert len(stage.posts()) == 1
    # What is no number of seconds counts for nothing.
    for minutes in (1, 61):
        run(timezone.now() + timedelta(minutes=minutes))
    assert len(stage.posts()) == 2
    assert only().status == "published"


@pytest.mark.parametrize("number", [10**30, -(10**30), "9" * 5000])
def test_a_figure_or_an_end_beyond_all_measure_is_none(number: object) -> None:
    facts = {"value": number, "expires_in": number}
    assert insights.value_of(facts, "value") is None
    assert insights.value_of({"value": {"a": number}}, "value") in (None, 0)
    assert doors.seconds(facts) == 0
    assert meta_doors.moment(number) is None


def said(body: bytes) -> Callable[[socket.socket], None]:
    """Answer with this JSON."""
    head = b"Content-Length: %d\r\nConnection: close\r\n\r\n" % len(body)
    return lambda line: line.sendall(HEAD + head + body)


def test_who_tries_a_token_reads_a_sentence_whatever_the_platform_answers() -> None:
    odd = b'{"items": [{"id": 1, "snippet": "x"}]}'
    with server(said(odd)) as url, pytest.raises(NotAllowed):
        trying.asked("youtube", Place(url.rstrip("/"), "1", {"token": "t"}))


def test_who_logs_in_reads_a_sentence_whatever_the_platform_answers(
    client: Client, settings: Any
) -> None:
    settings.CHANNEL_HOSTS = ["127.0.0.1"]
    client.force_login(make.person("Adam Contoh", "channel_admin"))
    odd = b'{"access_token": "t", "data": [{"status": "granted"}]}'
    kind, at = "facebook", timezone.now()
    with server(said(odd), calls=3) as url:
        base_url = url.rstrip("/")
        entering.register(kind, "1", "rahasia", base_url=base_url, by=None, at=at)
        client.get(reverse("channels_login", args=[kind]))
        state = client.session["channels.away"]["state"]
        there = reverse("channels_login_back", args=[kind])
        answer = client.get(there, {"state": state, "code": "1"})
    assert answer.status_code == 302


@pytest.mark.parametrize("wait", [None, "x", [], 10**30])
def test_telegram_may_name_a_wait_that_is_none(wait: object) -> None:
    facts = {"ok": False, "error_code": 429, "description": "Too Many Requests: x"}
    body = json.dumps(facts | {"parameters": {"retry_after": wait}}).encode()
    mishap = telegram.mishap_of(Reply(429, {}, body))
    assert waits.rate(0, named_seconds=mishap.wait_seconds) <= waits.LONGEST_REST
    assert telegram.permalink({"message_id": 1, "chat": "x"}).startswith("https://")


@pytest.mark.parametrize("sign", ["\n", "\x00", "\u2603", "\u201d"])
def test_a_token_that_no_header_bears_is_refused_and_told_to_nobody(sign: str) -> None:
    token = f"rahasia{sign}x"
    headers = {"Authorization": f"Bearer {token}"}
    with server(said(b"{}")) as url:
        with pytest.raises((Lost, NotSent)) as fault:
            Line(headers=headers).get(url)
        told = "".join(traceback.format_exception(fault.value))
        assert "Illegal header" not in told
        assert str(fault.value) in {"LocalProtocolError", "UnicodeEncodeError"}
    facts = Connection("facebook", "Humas", "1001", "", {"token": token})
    with pytest.raises(NotAllowed):
        workflow.check_facts(facts)
