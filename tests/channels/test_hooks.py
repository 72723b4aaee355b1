"""Webhooks: told with the change, signed, sent until taken, and never to our house."""

import base64
import hashlib
import hmac
import json
import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from django.db import connections, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests import make
from tests.channels.saying import by_hand, draft, edited, put
from tests.channels.stage import Stage, eventually, only, run, say

from sasando.accounts.models import User
from sasando.channels import hooks, outbox, workflow
from sasando.channels.hooks import Wish
from sasando.channels.models import Delivery
from sasando.channels.outside import Happening, Hook, Message
from sasando.core.models import Entry
from sasando.core.refusals import NotAllowed
from sasando.core.workflow import move

pytestmark = pytest.mark.django_db


class Receiver:
    """Somebody's program: what it got, and what it answers."""

    def __init__(self) -> None:
        self.got: list[tuple[dict[str, str], bytes]] = []
        self.status, self.hold = 204, threading.Event()
        self.hold.set()
        self.url, self.delay = "", 0.0

    def ids(self) -> list[str]:
        return [headers["webhook-id"] for headers, _body in self.got]

    def facts(self) -> list[dict[str, Any]]:
        return [json.loads(body) for _headers, body in self.got]


@contextmanager
def receiving() -> Iterator[Receiver]:
    receiver = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            headers = {name.lower(): value for name, value in self.headers.items()}
            receiver.got.append((headers, body))
            receiver.hold.wait(20)
            threading.Event().wait(receiver.delay)
            try:
                self.send_response(receiver.status)
                self.send_header("Location", "http://127.0.0.1:9/")
                self.send_header("Content-Length", "0")
                self.end_headers()
            except OSError:
                return

        def log_message(self, *_args: Any) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    receiver.url = f"http://127.0.0.1:{server.server_port}/masuk"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield receiver
    finally:
        receiver.hold.set()
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def receiver(settings: Any) -> Iterator[Receiver]:
    # On this machine only where the settings name it.
    settings.CHANNEL_HOSTS = ["127.0.0.1"]
    with receiving() as found:
        yield found


def hook(receiver: Receiver, *events: str, name: str = "Situs dinas") -> Hook:
    wish = Wish(name, receiver.url, events or outbox.KINDS)
    return hooks.add_hook(None, wish, by=None, at=timezone.now())


def happen(by: Any, status: str = "published", **facts: Any) -> Delivery:
    """Let a delivery come to a state, as the engine would."""
    delivery = draft(by_hand(), by=by).deliveries.get()
    return put(delivery.content, status, **facts)


def soon(**later: float) -> datetime:
    return timezone.now() + timedelta(**({"seconds": 1} | later))


# --- what is told -------------------------------------------------------------------


def test_what_becomes_of_a_post_is_told_whichever_way_it_went(
    stage: Stage, receiver: Receiver
) -> None:
    hook(receiver)
    say([stage.channel()])
    run()
    delivery = only()
    workflow.recall(delivery, by=None, at=timezone.now())
    run()
    outbox.run(soon())
    kinds = [one["type"] for one in receiver.facts()]
    assert kinds == ["content.approved", "delivery.published", "delivery.recalled"]
    told = receiver.facts()[1]["data"]
    assert told["permalink"] == delivery.permalink != ""
    assert told["external_id"] == delivery.external_id
    assert told["channel"]["kind"] == "facebook"
    assert len(set(receiver.ids())) == 3


def test_a_change_that_is_rolled_back_is_not_told(
    receiver: Receiver, ratna: User
) -> None:
    hook(receiver)
    delivery = happen(ratna, "scheduled")
    with transaction.atomic():
        move(delivery, "cancelled", by=None, at=soon(), action="delivery.cancelled")
        assert Happening.objects.count() == 1
        transaction.set_rollback(True)
    assert not Happening.objects.exists()


def test_without_a_webhook_nothing_is_written(ratna: User, receiver: Receiver) -> None:
    happen(ratna)
    one = hook(receiver)
    hooks.remove_hook(one, by=None, at=soon())
    happen(ratna)
    assert not Happening.objects.exists()


def test_each_hears_what_it_asked_for_with_the_reason_in_two_languages(
    receiver: Receiver, ratna: User
) -> None:
    hook(receiver, "delivery.failed", name="A")
    hook(receiver, "delivery.needs_human", name="B")
    happen(ratna, "failed", problem="late")
    happen(ratna, "published")
    outbox.run(soon())
    [facts] = receiver.facts()
    assert facts["type"] == "delivery.failed"
    problem = facts["data"]["problem"]
    assert problem["name"] == "late"
    assert problem["id"]
    assert problem["en"] != problem["id"]


# --- signed and sent ----------------------------------------------------------------


def verify(secret: str, headers: dict[str, str], body: bytes) -> bool:
    """Check a message as a receiver does who read the standard, not our code."""
    key = base64.b64decode(secret.removeprefix("whsec_"))
    text = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    mark = base64.b64encode(hmac.new(key, text, hashlib.sha256).digest()).decode()
    return f"v1,{mark}" in headers["webhook-signature"].split()


def test_a_message_is_signed_and_a_changed_one_does_not_fit(
    receiver: Receiver, ratna: User
) -> None:
    one = hook(receiver)
    happen(ratna)
    outbox.run(soon())
    [(headers, body)] = receiver.got
    assert verify(one.secret, headers, body)
    assert not verify(one.secret, headers, body + b" ")
    assert not verify(one.secret, headers | {"webhook-timestamp": "1"}, body)
    assert abs(int(headers["webhook-timestamp"]) - timezone.now().timestamp()) < 60
    assert headers["content-type"] == "application/json"


def test_for_a_day_after_a_change_both_secrets_sign(
    receiver: Receiver, ratna: User
) -> None:
    one = hook(receiver)
    old, now = one.secret, timezone.now()
    hooks.rotate_hook(one, by=None, at=now)
    assert one.secret != old
    for at, both in ((soon(), True), (soon(hours=25), False)):
        happen(ratna)
        outbox.run(at)
        headers, body = receiver.got[-1]
        assert verify(one.secret, headers, body)
        assert verify(old, headers, body) is both


def test_secrets_are_kept_encrypted(receiver: Receiver) -> None:
    one = hook(receiver)
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT secret FROM channels_hook")
        assert one.secret not in str(cursor.fetchall())


def test_it_is_sent_again_with_longer_waits_for_a_day_then_a_person_is_told(
    receiver: Receiver, ratna: User, maria: User
) -> None:
    hook(receiver)
    happen(ratna)
    receiver.status = 500
    at = began = soon()
    outbox.run(at)
    while due := Message.objects.get().due_at:
        outbox.run(due - timedelta(seconds=1))
        at = due
        outbox.run(at)
    message = Message.objects.get()
    assert message.state == "stopped"
    assert timedelta(hours=22) < at - began < timedelta(hours=25)
    assert len(receiver.got) == message.tries == len(outbox.WAITS) + 1
    assert len(set(receiver.ids())) == 1
    assert {one["status"] for one in message.log} == {500}
    admin = make.person("Adam Contoh", "channel_admin")
    [line] = hooks.lines(admin, at)
    assert "Situs dinas" in line.text
    assert list(hooks.lines(maria, at)) == []


def test_a_redirect_is_no_answer_and_is_not_followed(
    receiver: Receiver, ratna: User
) -> None:
    hook(receiver)
    happen(ratna)
    receiver.status = 302
    outbox.run(soon())
    message = Message.objects.get()
    assert (message.state, message.log[0]["status"]) == ("waits", 302)


def test_one_that_is_away_holds_up_no_other(receiver: Receiver, ratna: User) -> None:
    with receiving() as away:
        hook(away, name="Mati")
    hook(receiver, name="Hidup")
    happen(ratna)
    happen(ratna, "failed")
    outbox.run(soon())
    assert len(receiver.got) == 2
    waiting = Message.objects.filter(state="waits").order_by("pk")
    assert [one.tries for one in waiting] == [1, 0]


def test_one_that_takes_all_but_slowly_holds_up_no_other(
    receiver: Receiver, ratna: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outbox, "SECONDS", 0.5)
    with receiving() as slow:
        slow.delay = 0.3
        hook(slow, name="Lambat")
        hook(receiver, name="Cepat")
        for _number in range(6):
            happen(ratna)
        outbox.run(soon())
        assert len(slow.got) <= 3
        assert len(receiver.got) == 6
        slow.delay = 0.0
        outbox.run(soon())
        assert len(set(slow.ids())) == 6


@pytest.mark.django_db(transaction=True)
def test_killed_between_request_and_note_it_comes_again_under_the_same_id(
    receiver: Receiver, ratna: User
) -> None:
    hook(receiver)
    happen(ratna)
    receiver.hold.clear()
    at = soon()
    connections.close_all()
    pid = os.fork()
    if pid == 0:
        outbox.run(at)
        os._exit(0)
    eventually(lambda: len(receiver.got) == 1)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    receiver.hold.set()
    outbox.run(at + timedelta(seconds=30))
    assert len(receiver.got) == 1
    outbox.run(at + timedelta(minutes=3))
    assert Message.objects.get().state == "taken"
    first, second = receiver.got
    assert receiver.ids()[0] == receiver.ids()[1]
    assert first[1] == second[1]


# --- where it may lead --------------------------------------------------------------


@pytest.mark.parametrize(
    "url",
    [
        "http://contoh.example.org/",
        "https://10.0.0.1/",
        "https://127.0.0.1/",
        "https://localhost/",
        "https://[::1]/",
        "https://169.254.169.254/latest/",
        "ftp://contoh.example.org/",
        "bukan alamat",
        "https://",
    ],
)
def test_an_address_of_our_own_house_is_refused(url: str) -> None:
    with pytest.raises(NotAllowed):
        hooks.add_hook(None, Wish("x", url, outbox.KINDS), by=None, at=timezone.now())
    assert not Hook.objects.exists()


def test_a_name_that_leads_home_is_not_called(
    receiver: Receiver, ratna: User, settings: Any
) -> None:
    one = hook(receiver)
    settings.CHANNEL_HOSTS = []
    # A short way to write 127.0.0.1, as a name would resolve to it.
    Hook.objects.filter(pk=one.pk).update(
        url=receiver.url.replace("127.0.0.1", "127.1")
    )
    happen(ratna)
    outbox.run(soon())
    assert receiver.got == []
    assert "open internet" in Message.objects.get().log[0]["said"]


# --- screens ------------------------------------------------------------------------


def test_the_screens_add_show_rotate_send_again_and_remove(
    client: Client, receiver: Receiver, ratna: User
) -> None:
    client.force_login(make.person("Adam Contoh", "channel_admin"))
    facts = {"name": "Situs dinas", "url": receiver.url, "events": [*outbox.KINDS]}
    page = client.post(reverse("channels_hooks"), facts, follow=True)
    one = Hook.objects.get()
    assert one.secret in page.content.decode().replace("&#x2B;", "+")
    happen(ratna)
    receiver.status = 500
    outbox.run(soon())
    message = Message.objects.get()
    Message.objects.update(state="stopped", due_at=None)
    address = reverse("channels_hook", args=[one.pk])
    assert "500" in client.get(address).content.decode()
    again = reverse("channels_hook_step", args=[one.pk, "kirim-lagi"])
    client.post(again, {"pesan": str(message.pk)})
    receiver.status = 200
    outbox.run(soon())
    assert Message.objects.get().state == "taken"
    assert len(set(receiver.ids())) == 1
    client.post(reverse("channels_hook_step", args=[one.pk, "kunci-baru"]))
    client.post(reverse("channels_hook_step", args=[one.pk, "hapus"]))
    one.refresh_from_db()
    assert (one.removed_at is None, one.secret) == (False, "")
    assert client.get(address).status_code == 404
    actions = Entry.objects.for_instance(one).values_list("action", flat=True)
    assert set(actions) == {
        *("hook.added", "hook.sent_again", "hook.rotated", "hook.removed"),
    }


def test_webhooks_are_for_who_runs_the_channels(client: Client, ratna: User) -> None:
    client.force_login(ratna)
    assert "Situs" not in client.get(reverse("channels_hooks")).content.decode()
    wish = Wish("x", "https://contoh.example.org/", outbox.KINDS)
    with pytest.raises(NotAllowed):
        hooks.add_hook(None, wish, by=ratna, at=timezone.now())


def test_what_was_told_a_month_ago_is_forgotten(
    receiver: Receiver, ratna: User
) -> None:
    hook(receiver)
    happen(ratna)
    outbox.run(soon())
    outbox.sweep(soon(days=29))
    assert Message.objects.exists()
    outbox.sweep(soon(days=31))
    assert not Happening.objects.exists()


def test_a_change_of_what_is_out_is_no_second_publication(
    stage: Stage, receiver: Receiver
) -> None:
    hook(receiver)
    content = say([stage.channel()])
    run()
    edited(content, "Jalan ditutup.")
    workflow.approve(content, by=None, at=timezone.now())
    run()
    assert [post["text"] for post in stage.posts()] == ["Jalan ditutup."]
    assert Happening.objects.filter(kind="delivery.published").count() == 1
