"""The door for programs: who comes in, what is refused, and that nothing doubles."""

import json
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from tests import make
from tests.channels.saying import by_hand, draft, facebook, put

from sasando.accounts.models import User
from sasando.channels import access
from sasando.channels.access import Wish
from sasando.channels.models import Channel, Content, Delivery
from sasando.channels.outside import AccessToken, Answer
from sasando.core.models import Entry
from sasando.core.refusals import NotAllowed

pytestmark = pytest.mark.django_db
BASE = "/api/v1/channels/"
ALL = ("read", "write", "approve")
DOCUMENT = Path("docs/openapi.json")


class Program:
    """Somebody's program with a token."""

    def __init__(self, person: User, *scopes: str, **facts: Any) -> None:
        wish = Wish(
            "Program contoh", scopes or ("read", "write"), facts.get("days", 30)
        )
        at = facts.get("at") or timezone.now()
        self.token, self.text = access.make_token(None, wish, by=person, at=at)
        self.client = Client()

    def call(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        facts: dict[str, Any] = {"headers": {"Authorization": f"Bearer {self.text}"}}
        facts["headers"] |= {"Accept-Language": "en"} | headers
        if body is not None:
            data = body if isinstance(body, str | bytes) else json.dumps(body)
            facts |= {"data": data, "content_type": "application/json"}
        return self.client.generic(method, BASE + path, **facts)

    def get(self, path: str = "") -> Any:
        return self.call("GET", path)

    def post(self, path: str, body: Any = None, key: str = "") -> Any:
        headers = {"Idempotency-Key": key} if key else {}
        return self.call("POST", path, body, **headers)


@pytest.fixture
def channel(db: None) -> Channel:
    return by_hand()


@pytest.fixture
def program(ratna: User, channel: Channel) -> Program:
    return Program(ratna)


def new(channel: Channel, text: str = "Jalan dibuka.", **facts: Any) -> dict[str, Any]:
    return {"text": text, "channels": [channel.pk], **facts}


# --- who comes in -------------------------------------------------------------------


def test_only_a_valid_token_opens_and_a_cookie_never(
    program: Program, ratna: User, client: Client
) -> None:
    assert program.get().status_code == 200
    client.force_login(ratna)
    for headers in ({}, {"Authorization": "Bearer x"}, {"Authorization": "Basic x"}):
        answer = client.get(BASE, headers=headers)
        assert answer.status_code == 401
        assert answer["Content-Type"] == "application/problem+json"
        assert answer["WWW-Authenticate"] == "Bearer"
    access.withdraw_token(program.token, by=ratna, at=timezone.now())
    assert program.get().status_code == 401
    assert "sessionid" not in program.client.cookies


def test_an_ended_token_and_a_person_who_left_open_nothing(
    ratna: User, channel: Channel
) -> None:
    old = Program(ratna, days=3, at=timezone.now() - timedelta(days=4))
    assert old.get().status_code == 401
    fresh = Program(ratna)
    User.objects.filter(pk=ratna.pk).update(is_active=False)
    assert fresh.get().status_code == 401


def test_a_token_is_kept_as_its_hash_and_its_use_is_noted(program: Program) -> None:
    program.get()
    row = AccessToken.objects.get()
    assert program.text not in json.dumps(row.__dict__, default=str)
    assert row.last_used_at is not None
    assert program.text.startswith(row.begins)


def test_a_scope_and_the_role_of_its_person_bound_a_token(
    ratna: User, maria: User, channel: Channel
) -> None:
    reads = Program(ratna, "read")
    assert reads.post("contents", new(channel)).status_code == 403
    writes = Program(ratna, "write")
    assert writes.get().status_code == 403
    answer = writes.post("contents/1/cancel")
    assert (answer.status_code, "role" in answer.json()["detail"]) == (403, True)
    with pytest.raises(NotAllowed):
        Program(ratna, "approve")
    assert Program(maria, *ALL).get().status_code == 200


def test_nobody_ends_another_persons_token_but_who_runs_the_office(
    program: Program, bima: User
) -> None:
    at = timezone.now()
    with pytest.raises(NotAllowed):
        access.withdraw_token(program.token, by=bima, at=at)
    operator = make.person("Oki Contoh", "operator")
    access.withdraw_token(program.token, by=operator, at=at)
    with pytest.raises(NotAllowed):
        access.withdraw_token(program.token, by=operator, at=at)


def test_the_screen_shows_a_token_once(client: Client, ratna: User) -> None:
    client.force_login(ratna)
    address = reverse("channels_tokens")
    facts = {"name": "Situs dinas", "scopes": ["read"], "days": "30"}
    page = client.post(address, facts).content.decode()
    row = AccessToken.objects.get()
    # To be chosen by one press, and for the button that copies it.
    [text] = set(re.findall(rf">({row.begins}[\w-]+)<", page))
    assert access.holder(text, timezone.now()) == row
    assert text not in client.get(address).content.decode()
    client.post(reverse("channels_token_withdraw", args=[row.pk]))
    assert access.holder(text, timezone.now()) is None


# --- contents -----------------------------------------------------------------------


def test_a_program_writes_and_another_persons_program_approves(
    program: Program, channel: Channel, maria: User
) -> None:
    at = (timezone.now() + timedelta(days=2)).isoformat()
    made = program.post("contents", new(channel, scheduled_at=at))
    assert made.status_code == 201
    content = made.json()
    [delivery] = content["deliveries"]
    assert (delivery["status"], delivery["channel_name"]) == ("draft", channel.name)
    assert content["created_by"] == "Ratna Contoh"
    # What is approved by the digest is read with it.
    assert delivery["says"]["text"] == content["text"]
    digests = {str(delivery["id"]): delivery["digest"]}
    path = f"contents/{content['id']}/approve"
    head = Program(maria, *ALL)
    wrong = head.post(path, {"digests": {str(delivery["id"]): "0" * 64}})
    assert wrong.status_code == 409
    answer = head.post(path, {"digests": digests})
    assert answer.json()["deliveries"][0]["status"] == "scheduled"
    told = Entry.objects.for_instance(head.token).filter(action="token.approved")
    assert told.count() == 1


def test_who_wrote_it_approves_it_by_no_token(channel: Channel) -> None:
    both = make.person("Yusuf Contoh", "editor", "approver")
    writes, approves = Program(both), Program(both, *ALL)
    content = writes.post("contents", new(channel)).json()
    [delivery] = content["deliveries"]
    digests = {str(delivery["id"]): delivery["digest"]}
    answer = approves.post(f"contents/{content['id']}/approve", {"digests": digests})
    assert answer.status_code == 409
    assert "Somebody else" in answer.json()["detail"]
    assert Delivery.objects.get().status == "draft"


def test_a_content_is_revised_with_each_channels_own_words(
    program: Program, channel: Channel
) -> None:
    content = program.post("contents", new(channel)).json()
    path, before = f"contents/{content['id']}", content["deliveries"][0]["digest"]
    body = {"text": "Baru", "own": {str(channel.pk): "Khusus"}}
    after = program.call("PUT", path, body).json()
    assert after["text"] == "Baru"
    assert after["deliveries"][0]["digest"] != before
    assert Content.objects.get().variants.get().text == "Khusus"
    strange = {"text": "Baru", "own": {"99999999999999999999": "Khusus"}}
    assert program.call("PUT", path, strange).status_code == 422
    program.call("PUT", path, {"text": "Lagi"})
    assert Content.objects.get().variants.get().text == "Khusus"


def test_cancelling_leaves_what_is_out(channel: Channel) -> None:
    editor = make.person("Eka Contoh", "editor")
    content = draft(channel, facebook(), by=editor)
    _first, second = content.deliveries.order_by("pk")
    Delivery.objects.filter(pk=second.pk).update(status="published")
    answer = Program(editor).post(f"contents/{content.pk}/cancel")
    states = [one["status"] for one in answer.json()["deliveries"]]
    assert states == ["cancelled", "published"]


def test_deliveries_are_listed_read_retried_and_recalled(channel: Channel) -> None:
    editor = make.person("Eka Contoh", "editor")
    program = Program(editor)
    row = put(draft(channel, by=editor), "failed", "190.463")
    listed = program.get(f"deliveries?content={row.content_id}&status=failed").json()
    assert [one["id"] for one in listed["items"]] == [row.pk]
    assert program.get("deliveries?status=draft").json()["total"] == 0
    assert program.get(f"deliveries/{row.pk}").json()["attempts"] == []
    again = program.post(f"deliveries/{row.pk}/retry")
    assert again.json()["status"] == "scheduled"
    assert program.post(f"deliveries/{row.pk}/retry").status_code == 409
    taken = program.post(f"deliveries/{row.pk}/recall").json()
    assert taken["status"] == "cancelled"


# --- bad input ----------------------------------------------------------------------

BAD: dict[str, tuple[Any, int]] = {
    "no JSON": ("{", 400),
    "a list": ([], 422),
    "nothing": ({}, 422),
    "an unknown field": ({"text": "x", "channels": [1], "teks": "y"}, 422),
    "a number for a text": ({"text": 5, "channels": [1]}, 422),
    "a text for a number": ({"text": "x", "channels": ["1"]}, 422),
    "a yes for a number": ({"text": "x", "channels": [True]}, 422),
    "half a number": ({"text": "x", "channels": [1.5]}, 422),
    "no channel": ({"text": "x", "channels": []}, 422),
    "a channel that is not there": ({"text": "x", "channels": [99_999]}, 422),
    "a huge number": ({"text": "x", "channels": [10**30]}, 422),
    "nothing to say": ({"text": "  ", "channels": [1]}, 422),
    "a zero": ({"text": "a\0b", "channels": [1]}, 422),
    "half a letter": ('{"text": "\\ud800", "channels": [1]}', 422),
    "no moment": ({"text": "x", "channels": [1], "scheduled_at": "besok"}, 422),
    "the past": (
        {"text": "x", "channels": [1], "scheduled_at": "2020-01-01T00:00:00Z"},
        422,
    ),
    "a link to nowhere": (
        {"text": "x", "channels": [1], "link": "javascript:alert(1)"},
        422,
    ),
    "late by a word": ({"text": "x", "channels": [1], "late_minutes": "60"}, 422),
    "too long": ({"text": "x" * 100_001, "channels": [1]}, 422),
    "far too large": ({"text": "x" * 600_000, "channels": [1]}, 413),
    "deep": ("[" * 100_000, 400),
}


def test_bad_input_gets_a_problem_in_plain_words(
    program: Program, channel: Channel
) -> None:
    for name, (body, status) in BAD.items():
        answer = program.post("contents", body)
        assert answer.status_code == status, (name, answer.content)
        assert answer["Content-Type"] == "application/problem+json"
        facts = answer.json()
        assert facts["status"] == status
        sentences = [error["why"] for error in facts.get("errors", ())]
        assert all(error["where"] for error in facts.get("errors", ())), name
        for sentence in (facts["detail"], *sentences):
            assert sentence.endswith("."), name
            assert sentence != "This is not right.", name
    assert not Content.objects.exists()


def test_an_hour_that_is_not_there_is_refused(
    program: Program, channel: Channel, settings: Any
) -> None:
    settings.TIME_ZONE = "America/New_York"
    body = new(channel, scheduled_at="2027-03-14T02:30:00")
    answer = program.post("contents", body)
    assert answer.status_code == 422
    assert "02.30" in answer.json()["detail"]


def test_other_addresses_methods_and_kinds_get_a_problem(program: Program) -> None:
    for method, path, status in (
        ("GET", "tidak-ada", 404),
        ("GET", "contents/999999", 404),
        ("GET", "contents/99999999999999999999", 422),
        ("GET", "contents/x", 422),
        ("GET", "deliveries/999999", 404),
        ("GET", "contents?page=0", 422),
        ("GET", "deliveries?status=hilang", 422),
        ("DELETE", "contents", 405),
        ("POST", "contents/999999/cancel", 403),
    ):
        answer = program.call(method, path)
        assert answer.status_code == status, (method, path, answer.content)
        assert answer["Content-Type"] == "application/problem+json"
    headers = {"Authorization": f"Bearer {program.text}"}
    form = program.client.post(BASE + "contents", {"text": "x"}, headers=headers)
    assert form.status_code == 415
    endless = program.call("POST", "contents", {}, **{"Transfer-Encoding": "chunked"})
    assert endless.status_code == 411


# --- once ---------------------------------------------------------------------------


def test_the_same_key_and_body_are_answered_alike_and_done_once(
    program: Program, channel: Channel
) -> None:
    first, second = (program.post("contents", new(channel), "k-1") for _ in range(2))
    assert first.status_code == second.status_code == 201
    assert first.content == second.content
    assert Content.objects.count() == 1
    other = program.post("contents", new(channel, "Lain"), "k-1")
    assert other.status_code == 422
    program.post("contents", new(channel), "k-2")
    assert Content.objects.count() == 2


def test_a_key_is_of_one_token_and_a_refusal_keeps_none(
    program: Program, channel: Channel, bima: User
) -> None:
    assert (
        program.post("contents", {"text": "x", "channels": [9]}, "k").status_code == 422
    )
    assert not Answer.objects.exists()
    assert program.post("contents", new(channel), "k").status_code == 201
    assert Program(bima).post("contents", new(channel), "k").status_code == 201
    assert program.post("contents", new(channel), "k" * 101).status_code == 400


def test_answers_are_kept_for_days(program: Program, channel: Channel) -> None:
    program.post("contents", new(channel), "k")
    now = timezone.now()
    access.sweep(now + timedelta(days=6))
    assert Answer.objects.exists()
    access.sweep(now + timedelta(days=8))
    assert not Answer.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_of_many_that_come_at_once_one_is_done(
    program: Program, channel: Channel
) -> None:
    def send(_number: int) -> Any:
        try:
            return program_of(program).post("contents", new(channel), "sama")
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(send, range(6)))
    assert {one.status_code for one in answers} == {201}
    assert len({one.content for one in answers}) == 1
    assert Content.objects.count() == 1


def program_of(other: Program) -> Program:
    """Return the same program, on a connection of its own."""
    fresh = object.__new__(Program)
    fresh.token, fresh.text, fresh.client = other.token, other.text, Client()
    return fresh


# --- cost, and what is written down -------------------------------------------------


def test_lists_cost_the_same_at_any_size(
    program: Program, channel: Channel, ratna: User
) -> None:
    counts = []
    for number in (2, 60):
        for _ in range(number):
            draft(channel, by=ratna)
        for path in (
            "contents",
            "deliveries",
            f"contents/{Content.objects.first().pk}",
        ):  # type: ignore[union-attr]
            with CaptureQueriesContext(connection) as asked:
                assert program.get(path).status_code == 200
            counts.append(len(asked))
    assert max(counts) <= 10
    assert counts[:3] == counts[3:]
    page = program.get("contents?page=2").json()
    assert (page["page"], page["pages"], len(page["items"])) == (2, 2, 12)
    assert program.get("contents?page=3").json()["items"] == []


def test_the_openapi_description_is_the_code(client: Client) -> None:
    served = client.get("/api/v1/openapi.json").json()
    assert served == json.loads(DOCUMENT.read_text())


def test_every_address_stands_in_the_guide_for_programs(client: Client) -> None:
    guide = Path("docs/api.md").read_text()
    for path, methods in client.get("/api/v1/openapi.json").json()["paths"].items():
        for method in methods:
            assert f"`{method.upper()} {path}`" in guide
