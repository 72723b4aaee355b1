"""Somebody on our public pages of subscriptions who means us, or others, harm."""

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests import make
from tests.channels.saying import by_hand, draft
from tests.channels.stage import Stage
from tests.channels.test_webpush import PUSH, push_channel

from sasando.accounts.models import User
from sasando.channels.people import subjects, workflow
from sasando.channels.people.models import Subscription
from sasando.channels.people.screens import OF_ALL
from sasando.channels.people.workflow import Wanted
from sasando.core.refusals import NotAllowed

pytestmark = pytest.mark.django_db(transaction=True)


def ask(address: str) -> Subscription:
    wanted = Wanted("email", address, "id", (subjects.Want(),))
    return workflow.ask(None, wanted, by=None, at=timezone.now())


@pytest.mark.parametrize(
    "address",
    [
        # What a domain may not hold.
        *("sari@\ufffd.org", "sari@\u05d0a.org", "sari@" + "\u00fc" * 60 + ".org"),
        # Machines of the office's own network.
        *("root@localhost", "sari@[127.0.0.1]", "sari@[::1]"),
        # Two addresses for who reads carelessly.
        *('"<lain@example.org>"@example.org', '"lain@example.org,"@example.org'),
    ],
)
def test_what_is_no_address_of_a_person_is_refused_with_a_sentence(
    address: str,
) -> None:
    with pytest.raises(NotAllowed):
        ask(address)
    assert not Subscription.objects.exists()


def test_a_domain_in_letters_of_its_own_is_an_address() -> None:
    assert ask("Sari@B\u00fccher.example").address == "Sari@xn--bcher-kva.example"


@pytest.mark.parametrize("body", ["[" * 4000, "{", '{"given": [' * 300])
def test_a_browser_that_sends_what_nobody_can_read_is_refused(
    stage: Stage, client: Client, body: str
) -> None:
    push_channel(stage)
    cache.clear()
    answer = client.post(PUSH, body, content_type="application/json")
    assert answer.status_code == 422


def test_one_who_floods_the_form_does_not_close_it_for_others(client: Client) -> None:
    cache.clear()
    for _number in range(OF_ALL[0] + 1):
        flood = client.post("/langganan/", {}, REMOTE_ADDR="203.0.113.7")
    assert flood.status_code == 429
    answer = client.post("/langganan/", {}, REMOTE_ADDR="203.0.113.8")
    assert answer.status_code == 422


def test_no_number_that_somebody_sends_is_too_long(
    client: Client, ratna: User, maria: User
) -> None:
    long = "9" * 5000
    facts: dict[str, Any] = {"data": "{}", "content_type": "application/json"}
    answer = client.post("/api/v1/channels/contents", **facts, CONTENT_LENGTH=long)
    assert answer.status_code == 413
    client.force_login(maria)
    content = draft(by_hand(), by=ratna)
    there = reverse("channels_approve", args=[content.pk])
    form: dict[str, Any] = {"content_type": "application/x-www-form-urlencoded"}
    assert client.post(there, f"baca-{long}=x", **form).status_code == 302
    page = make.published(by=ratna, approver=maria)
    client.force_login(ratna)
    there = reverse("channels_share", args=[page.pk])
    assert client.post(there, {"gambar": long}).status_code == 200
