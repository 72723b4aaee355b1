"""What the office sees of its subscribers, and how it connects ways to reach them."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from tests import make
from tests.channels.post_office import PostOffice
from tests.channels.test_subscriptions import SARI, subscribed

from sasando.accounts.models import User
from sasando.channels.models import Channel
from sasando.channels.people.models import Subscription, Wish

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(db: None) -> User:
    return make.person("Adam Contoh", "channel_admin")


def test_the_office_sees_counts_and_no_address(client: Client, admin: User) -> None:
    subscribed()
    client.force_login(admin)
    page = client.get(reverse("channels_people")).content.decode()
    assert "1 setuju" in page
    assert SARI not in page
    answer = client.get(reverse("channels_consents"))
    text = b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]
    assert "email,active,id,2026-11" in text
    assert "example.org" not in text


def test_who_has_no_right_sees_none_of_it(client: Client) -> None:
    client.force_login(make.person("Rita Contoh", "writer"))
    for name in ("channels_people", "channels_consents"):
        answer = client.get(reverse(name), follow=True)
        assert "naskah" not in answer.content.decode() or answer.redirect_chain


def test_the_counts_cost_the_same_at_any_size(client: Client, admin: User) -> None:
    client.force_login(admin)

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("channels_people"))
        return len(queries)

    unit, now = make.unit("Dinas Sosial"), timezone.now()
    subscribed()
    first = Subscription.objects.get()
    Wish.objects.create(subscription=first, purpose="news", unit=unit)
    cost()
    few = cost()
    rows = Subscription.objects.bulk_create(
        Subscription(
            way="webpush",
            mark=f"m{n}",
            wording="2026-11",
            asked_at=now,
            status="active",
        )
        for n in range(600)
    )
    Wish.objects.bulk_create(
        Wish(subscription=row, purpose="news", topic=f"t{row.pk % 50}") for row in rows
    )
    assert cost() == few <= 10


def test_a_mail_server_is_tried_before_its_channel_is_kept(
    client: Client, admin: User, post_office: PostOffice, settings: object
) -> None:
    settings.CHANNEL_HOSTS = ["127.0.0.1"]  # type: ignore[attr-defined]
    client.force_login(admin)
    there = reverse("channels_connect", args=["email"])
    facts = {"name": "Surat", "account_id": "humas@example.org", "user": "humas"}
    facts |= {"base_url": post_office.url, "token": "salah", "per_minute": "120"}
    client.post(there, facts)
    assert not Channel.objects.exists()
    answer = client.post(there, facts | {"token": "rahasia"}, follow=True)
    channel = Channel.objects.get()
    assert channel.options == {"user": "humas", "per_minute": "120"}
    assert "rahasia" not in answer.content.decode()


@pytest.mark.parametrize(
    "url", ["smtp://mail.example.org", "smtps://10.0.0.9", "ftp://x", "https://x"]
)
def test_a_mail_server_is_encrypted_and_of_the_open_internet(
    client: Client, admin: User, url: str
) -> None:
    client.force_login(admin)
    facts = {"name": "Surat", "account_id": "humas@example.org", "base_url": url}
    client.post(reverse("channels_connect", args=["email"]), facts)
    assert not Channel.objects.exists()


def test_web_push_is_connected_by_a_contact_alone(client: Client, admin: User) -> None:
    client.force_login(admin)
    facts = {"name": "Pemberitahuan", "account_id": "humas@example.org"}
    odd = facts | {"account_id": "bukan surel"}
    client.post(reverse("channels_connect", args=["webpush"]), odd)
    assert not Channel.objects.exists()
    client.post(reverse("channels_connect", args=["webpush"]), facts)
    page = client.get("/langganan/").content.decode()
    assert "data-push-key" in page
    assert Channel.objects.get().kind == "webpush"
