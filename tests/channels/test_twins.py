"""One account is one channel: by two of them a post would stand there twice."""

from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone
from tests.channels.stage import Stage

from sasando.channels import workflow
from sasando.channels.adapters import Place, adapter_of
from sasando.channels.models import Channel
from sasando.channels.outcomes import Account
from sasando.channels.wire import Line
from sasando.channels.workflow import Connection
from sasando.core.workflow import NotAllowed

pytestmark = pytest.mark.django_db(transaction=True)
PAGE = {"kind": "facebook", "account_id": "1001", "tokens": {"token": "rahasia"}}


def connect(name: str = "Humas", **facts: Any) -> Channel:
    given = Connection(name=name, **(PAGE | facts))
    return workflow.connect(None, given, by=None, at=timezone.now())


@pytest.mark.parametrize(
    "second",
    [
        {},
        {"name": "Halaman lain", "tokens": {"token": "lain"}},
        {"account_id": " 1001 "},
        {"base_url": "https://graph.facebook.com/v25.0"},
    ],
)
def test_an_account_is_connected_once(second: dict[str, Any]) -> None:
    first = connect()
    with pytest.raises(NotAllowed):
        connect(**second)
    connect(account_id="1002")
    workflow.disconnect(first, by=None, at=timezone.now())
    connect(**second)


@pytest.mark.parametrize(("kind", "account"), [("telegram", "@Humas_NTT")])
def test_a_name_is_the_same_in_capitals(kind: str, account: str) -> None:
    connect(kind=kind, account_id=account)
    with pytest.raises(NotAllowed):
        connect(kind=kind, account_id=account.lower())


def test_an_account_of_the_double_is_another_one() -> None:
    connect()
    connect(base_url="http://127.0.0.1:8800/facebook")


def test_the_same_handle_on_two_platforms_by_hand_is_two_channels() -> None:
    by_hand = {"kind": "by_hand", "account_id": "@humas", "tokens": {}}
    connect("TikTok", **by_hand)
    connect("X", **by_hand)
    with pytest.raises(NotAllowed):
        connect("TikTok", **by_hand)


def test_of_two_who_connect_one_account_at_once_one_is_refused() -> None:
    together, refused = Barrier(6), []

    def person() -> None:
        together.wait()
        try:
            connect()
        except NotAllowed as why:
            refused.append(why)
        finally:
            connection.close()

    people = [Thread(target=person) for _ in range(6)]
    for one in people:
        one.start()
    for one in people:
        one.join()
    assert Channel.objects.count() == 1
    assert len(refused) == 5


def test_a_chat_is_the_same_by_its_number_and_by_its_name(
    stage: Stage,
) -> None:
    facts = {"id": "-1001", "username": "humas_ntt", "token": "1:rahasia"}
    stage.world.platforms["telegram"].add(facts)
    url = f"{stage.address}/telegram"
    connect(kind="telegram", account_id="@Humas_NTT", base_url=url)
    account = adapter_of("telegram").check(
        Place(url, "-1001", {"token": "1:rahasia"}), Line(home=url)
    )
    assert isinstance(account, Account)
    assert "@humas_ntt" in account.other_ids
    with pytest.raises(NotAllowed):
        connect(
            kind="telegram",
            account_id="-1001",
            base_url=url,
            other_ids=account.other_ids,
        )
