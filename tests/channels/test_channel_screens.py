"""*Kanal* and *Kiriman*: what people see, may press, and what comes of it."""

import socket
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from tests import make
from tests.channels.saying import by_hand, draft, facebook, put
from tests.channels.stage import PAGE, TOKEN

from sasando.accounts.models import User
from sasando.channels import waiting, workflow
from sasando.channels.models import Channel, Content, Delivery, Pause
from sasando.channels.sandbox.server import running
from sasando.channels.workflow import Connection

pytestmark = pytest.mark.django_db
LINK = "https://www.instagram.com/p/contoh1/"


@pytest.fixture
def admin(db: None) -> User:
    return make.person("Adam Contoh", "channel_admin")


def text_of(answer: Any) -> str:
    assert answer.status_code == 200
    return str(answer.content.decode())


def send(client: Client, view: str, *args: Any, **said: Any) -> str:
    """Press a button; return the page that follows, as a person reads it."""
    return text_of(client.post(reverse(view, args=args), said, follow=True))


# --- Kanal --------------------------------------------------------------------------


def test_a_channel_by_hand_is_there_after_one_form(client: Client, admin: User) -> None:
    client.force_login(admin)
    assert reverse("channels_connect", args=["by_hand"]) in text_of(
        client.get(reverse("channels_choose"))
    )
    facts = {"name": "Instagram Humas", "account_id": "@humas", "address": ""}
    send(client, "channels_connect", "by_hand", **facts)
    channel = Channel.objects.get()
    assert (channel.kind, channel.name) == ("by_hand", "Instagram Humas")


def test_nothing_is_called_where_a_channel_may_not_be(
    client: Client, admin: User
) -> None:
    client.force_login(admin)
    facts = {"name": "Dalam", "account_id": "@x", "token": "1:A"}
    with socket.create_server(("127.0.0.1", 0)) as inside:
        inside.setblocking(False)
        url = f"http://127.0.0.1:{inside.getsockname()[1]}"
        page = send(client, "channels_connect", "telegram", **facts, base_url=url)
        with pytest.raises(BlockingIOError):
            inside.accept()
    assert "Alamat ini ada di server ini sendiri" in page
    assert not Channel.objects.exists()


def test_a_token_is_tried_before_the_channel_is_kept(
    client: Client, admin: User, settings: Any
) -> None:
    # From the web the double is reached where the settings name it.
    settings.CHANNEL_HOSTS = ["127.0.0.1"]
    client.force_login(admin)
    with running() as (world, address):
        world.platforms["facebook"].add(
            {"id": PAGE, "token": TOKEN, "name": "Humas NTT"}
        )
        facts = {"name": "Facebook", "account_id": PAGE, "token": "salah"}
        facts["base_url"] = f"{address}/facebook"
        send(client, "channels_connect", "facebook", **facts)
        assert not Channel.objects.exists()
        page = send(client, "channels_connect", "facebook", **facts | {"token": TOKEN})
    assert "Humas NTT" in page
    assert TOKEN not in page
    assert Channel.objects.get().account_id == PAGE


def test_a_first_token_that_is_refused_is_told_of_as_the_first(
    client: Client, admin: User, settings: Any
) -> None:
    settings.CHANNEL_HOSTS = ["127.0.0.1"]
    client.force_login(admin)
    form = text_of(client.get(reverse("channels_connect", args=["telegram"])))
    # Telegram has a token and nothing else.
    assert "app_secret" not in form
    facts = {"name": "Telegram", "account_id": "@humas", "token": "1:salah"}
    with running() as (_world, address):
        facts["base_url"] = f"{address}/telegram"
        page = send(client, "channels_connect", "telegram", **facts)
    assert "@BotFather" in page
    assert "sambungkan lagi" not in page
    assert "lagi kanal ini" not in page
    assert not Channel.objects.exists()


def test_an_office_without_a_mail_server_is_told_where_to_write_one(
    client: Client, admin: User, settings: Any
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    client.force_login(admin)
    facts = {"name": "Surel", "account_id": "humas@example.org"}
    page = send(client, "channels_connect", "email", **facts)
    assert "SASANDO_MAIL_URL" in page
    # There is no such button on this page.
    assert "Coba lagi" not in page
    assert not Channel.objects.exists()


def test_a_platform_that_is_away_keeps_every_word_typed(
    client: Client, admin: User
) -> None:
    client.force_login(admin)
    facts = {"name": "Facebook Saya", "account_id": PAGE, "token": TOKEN}
    facts["base_url"] = "http://127.0.0.1:9/facebook"
    page = send(client, "channels_connect", "facebook", **facts)
    assert "Facebook Saya" in page
    assert not Channel.objects.exists()


def test_a_channel_is_connected_again_for_its_own_account_only(
    client: Client, admin: User
) -> None:
    channel = facebook()
    Channel.objects.update(status="needs_reconnect", problem="190.463")
    client.force_login(admin)
    with running() as (world, address):
        world.platforms["facebook"].add({"id": "1001", "token": "baru"})
        Channel.objects.update(base_url=f"{address}/facebook")
        send(client, "channel_step", channel.pk, "sambung-lagi", token="salah")
        channel.refresh_from_db()
        assert channel.status == "needs_reconnect"
        send(client, "channel_step", channel.pk, "sambung-lagi", token="baru")
    channel.refresh_from_db()
    assert channel.status == "open"


def test_a_mail_server_of_its_own_is_given_a_new_password(
    client: Client, admin: User
) -> None:
    facts = Connection(
        "email", "Surel", "humas@example.org", "smtp://127.0.0.1:9", {"token": "lama"}
    )
    channel = workflow.connect(None, facts, by=None, at=timezone.now())
    Channel.objects.update(status="needs_reconnect", problem="535.0")
    client.force_login(admin)
    there = reverse("channel_step", args=[channel.pk, "sambung-lagi"])
    page = text_of(client.get(reverse("channel", args=[channel.pk])))
    assert there in page
    assert 'type="password"' in page
    # One that cannot be tried changes nothing.
    assert "smtp+tls" in text_of(client.post(there, {"token": "baru"}, follow=True))
    channel.refresh_from_db()
    assert (channel.status, "lama" in channel.secrets) == ("needs_reconnect", True)
    # The office's own server has its password elsewhere.
    Channel.objects.update(base_url="")
    assert there not in text_of(client.get(reverse("channel", args=[channel.pk])))


def test_a_pause_of_all_asks_why_and_is_told_of_where_people_look(
    client: Client, admin: User
) -> None:
    by_hand()
    client.force_login(admin)
    page = send(client, "channels_pause_all", reason="")
    # The form stays open, with its fault beside it.
    assert 'href="#id_reason"' in page
    assert not Pause.objects.exists()
    send(client, "channels_pause_all", reason="Hari berkabung")
    for view in ("channels", "channels_contents", "channels_calendar"):
        assert "Hari berkabung" in text_of(client.get(reverse(view)))


def test_the_list_pauses_resumes_and_says_so(client: Client, admin: User) -> None:
    channel = by_hand()
    client.force_login(admin)
    send(client, "channel_step", channel.pk, "jeda")
    channel.refresh_from_db()
    assert channel.paused_at is not None
    send(client, "channel_step", channel.pk, "lanjut", **{"dari-daftar": "1"})
    channel.refresh_from_db()
    assert channel.paused_at is None


def test_everything_pauses_with_a_reason_and_the_head_ends_it(
    client: Client, admin: User, maria: User
) -> None:
    client.force_login(admin)
    send(client, "channels_pause_all", reason="")
    send(client, "channels_pause_all")
    assert not Pause.objects.exists()
    page = send(client, "channels_pause_all", reason="Masa berkabung")
    assert "Masa berkabung" in page
    assert reverse("channels_resume_all") not in page
    client.force_login(maria)
    assert reverse("channels_resume_all") in text_of(client.get(reverse("channels")))
    send(client, "channels_resume_all")
    assert not Pause.objects.filter(over_at=None).exists()


def test_a_channel_that_nobody_saw_live_says_so_and_no_token_is_shown(
    client: Client, admin: User
) -> None:
    channel = facebook()
    client.force_login(admin)
    badge = 'class="said-badge"'
    assert badge in text_of(client.get(reverse("channels")))
    page = text_of(client.get(reverse("channel", args=[channel.pk])))
    assert badge in page
    assert "rahasia-sekali" not in page
    Channel.objects.update(live_checked_at=timezone.now())
    assert badge not in text_of(client.get(reverse("channels")))


def test_removing_wipes_the_token_and_keeps_the_history(
    client: Client, admin: User, ratna: User
) -> None:
    channel = facebook()
    draft(channel, by=ratna)
    client.force_login(admin)
    send(client, "channel_step", channel.pk, "hapus")
    channel.refresh_from_db()
    assert (channel.status, channel.secrets) == ("removed", "")
    assert Delivery.objects.get().status == "cancelled"
    assert channel.name in text_of(client.get(f"{reverse('channels')}?tampil=dihapus"))
    assert text_of(client.get(reverse("channel", args=[channel.pk])))


@pytest.mark.parametrize("name", ["channels", "channels_choose"])
def test_channels_are_not_for_everybody(client: Client, ratna: User, name: str) -> None:
    client.force_login(ratna)
    assert client.get(reverse(name)).status_code != 200


# --- Kiriman ------------------------------------------------------------------------


def test_a_task_is_done_with_its_link(client: Client, ratna: User) -> None:
    channel = by_hand(options={"open": "https://www.instagram.com/"})
    content = draft(channel, by=ratna)
    row = put(content, "needs_human", "by_hand")
    client.force_login(ratna)
    page = text_of(client.get(reverse("channels_content", args=[content.pk])))
    assert "https://www.instagram.com/" in page
    assert "Jalan dibuka." in page
    step = ("channels_delivery_step", row.pk, "sudah-diposting")
    send(client, *step, tautan="bukan tautan")
    assert Delivery.objects.get().status == "needs_human"
    send(client, *step, tautan=LINK)
    assert Delivery.objects.get().status == "published"


@pytest.mark.parametrize(
    ("step", "said", "status"),
    [
        ("sudah-tayang", {"tautan": LINK}, "published"),
        ("sudah-tayang", {"tautan": ""}, "needs_human"),
        ("terbitkan-lagi", {"alasan": "Tidak ada di akunnya"}, "scheduled"),
        ("terbitkan-lagi", {"alasan": " "}, "needs_human"),
    ],
)
def test_a_lost_post_has_two_buttons(
    client: Client, maria: User, ratna: User, step: str, said: Any, status: str
) -> None:
    content = draft(facebook(), by=ratna)
    row = put(content, "needs_human", "unproven")
    client.force_login(maria)
    page = text_of(client.get(reverse("channels_content", args=[content.pk])))
    assert "sudah-tayang" in page
    assert "terbitkan-lagi" in page
    assert "coba-lagi" not in page
    send(client, "channels_delivery_step", row.pk, step, **said)
    assert Delivery.objects.get().status == status


def test_only_the_failed_are_sent_again(
    client: Client, maria: User, ratna: User
) -> None:
    channels = [by_hand(f"Kanal {number}") for number in range(6)]
    content = draft(*channels, by=ratna)
    rows = content.deliveries.order_by("pk")
    rows.update(status="published", approved_digest="x")
    failed = [row.pk for row in rows[:2]]
    Delivery.objects.filter(pk__in=failed).update(status="failed", problem="refused")
    client.force_login(maria)
    there = reverse("channels_content", args=[content.pk])
    assert "4 dari 6 tayang" in text_of(client.get(there))
    send(client, "channels_retry_failed", content.pk)
    states = dict(content.deliveries.values_list("pk", "status"))
    assert {states[pk] for pk in failed} == {"scheduled"}
    assert list(states.values()).count("published") == 4


def test_a_second_person_approves_what_was_read(
    client: Client, maria: User, ratna: User
) -> None:
    content = draft(by_hand(), by=ratna)
    row, there = (
        content.deliveries.get(),
        reverse("channels_content", args=[content.pk]),
    )
    client.force_login(ratna)
    approve = reverse("channels_approve", args=[content.pk])
    assert approve not in text_of(client.get(there))
    client.force_login(maria)
    page = client.get(there)
    assert approve in text_of(page)
    digest = page.context["drafts"][0].digest
    Content.objects.update(text="Diubah diam-diam")
    send(client, "channels_approve", content.pk, **{f"baca-{row.pk}": digest})
    assert Delivery.objects.get().status == "draft"
    digest = client.get(there).context["drafts"][0].digest
    send(client, "channels_approve", content.pk, **{f"baca-{row.pk}": digest})
    assert Delivery.objects.get().status == "scheduled"


# Each state with its sentence, and which steps a head may take.
STATES = [
    ("draft", "", ["tarik"]),
    ("scheduled", "", ["tarik"]),
    ("sending", "", []),
    ("confirming", "looking", []),
    ("waiting_rate", "rate", ["tarik"]),
    ("blocked_auth", "reauth", ["tarik"]),
    ("media_failed", "media", ["coba-lagi", "tarik"]),
    ("failed", "config", ["coba-lagi", "tarik"]),
    ("needs_human", "late", ["coba-lagi", "tarik"]),
    ("needs_human", "useless", ["tarik"]),
    ("published", "", ["tarik"]),
    ("recall_requested", "delete_by_hand", ["sudah-dihapus"]),
    ("recalled", "", []),
    ("cancelled", "recalled_in_time", []),
]


ALL = ("sudah-tayang", "terbitkan-lagi", "coba-lagi", "tarik", "sudah-dihapus")


def test_every_button_of_every_state_works_or_is_not_there(
    client: Client, maria: User, ratna: User
) -> None:
    content = draft(facebook(), by=ratna)
    client.force_login(maria)
    there = reverse("channels_content", args=[content.pk])
    for status, problem, steps in STATES:
        row = put(content, status, problem, recall_asked_at=None)
        page = text_of(client.get(there))
        for name in ALL:
            step = reverse("channels_delivery_step", args=[row.pk, name])
            assert (step in page) == (name in steps), (status, name)
            if name in steps:
                client.post(step)
                assert Delivery.objects.get().status != status, (status, name)
                put(content, status, problem, recall_asked_at=None)


def test_what_goes_out_now_says_where_to_see_how_far_it_is(
    client: Client, maria: User, ratna: User
) -> None:
    content = draft(facebook(), by=ratna)
    client.force_login(maria)
    there = reverse("channels_content", args=[content.pk])
    later = timezone.now() + timedelta(hours=1)
    for status, facts, is_going in (
        ("draft", {}, False),
        ("confirming", {}, True),
        ("published", {}, False),
        ("scheduled", {}, True),
        ("scheduled", {"expected_at": later}, False),
    ):
        put(content, status, **facts)
        assert client.get(there).context["is_going"] is is_going, (status, facts)


def test_nothing_is_changed_by_a_get(client: Client, maria: User, ratna: User) -> None:
    content = draft(by_hand(), by=ratna)
    row = put(content, "failed", "config")
    client.force_login(maria)
    for name, args in (
        ("channels_delivery_step", (row.pk, "coba-lagi")),
        ("channels_retry_failed", (content.pk,)),
        ("channels_approve", (content.pk,)),
        ("channels_pause_all", ()),
        ("channel_step", (row.channel_id, "jeda")),
    ):
        assert client.get(reverse(name, args=args)).status_code == 302
    assert Delivery.objects.get().status == "failed"
    assert not Pause.objects.exists()


# --- at every size, and on Hari ini --------------------------------------------------


def rows(number: int, *, by: User) -> None:
    at = timezone.now()
    Channel.objects.bulk_create(
        Channel(kind="by_hand", name=f"Kanal {each}", created_at=at)
        for each in range(number)
    )
    channels = list(Channel.objects.all()[:3])
    contents = Content.objects.bulk_create(
        Content(text=f"Kabar {each}", created_by=by, created_at=at)
        for each in range(number)
    )
    Delivery.objects.bulk_create(
        Delivery(
            content=content,
            channel=channel,
            scheduled_at=at,
            expected_at=at,
            status=status,
        )
        for content in contents
        for channel, status in zip(
            channels, ("published", "needs_human", "draft"), strict=True
        )
    )


@pytest.mark.parametrize("number", [30, 300])
def test_the_lists_cost_ten_queries_at_any_size(
    client: Client, maria: User, ratna: User, number: int
) -> None:
    rows(number, by=ratna)
    client.force_login(maria)
    shown = ("semua", "perlu", "setuju", "jalan", "saya")
    there = [f"{reverse('channels_contents')}?tampil={each}" for each in shown]
    last = reverse("channels_content", args=[Content.objects.latest("pk").pk])
    for address in (*there, reverse("channels"), last):
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            text_of(client.get(address))
        assert len(asked) <= 10, (address, [one["sql"][:90] for one in asked])


def test_today_says_what_needs_whom(
    client: Client, maria: User, ratna: User, bima: User, admin: User
) -> None:
    at = timezone.now()
    task = put(draft(by_hand(), by=ratna), "needs_human", "by_hand")
    draft(by_hand("WhatsApp"), by=ratna, text="Menunggu Maria")
    said = [line.text for line in waiting.stopped(ratna, at)]
    assert len(said) == 1
    assert "Instagram Humas" in said[0]
    assert list(waiting.stopped(bima, at)) == []
    assert len(list(waiting.stopped(maria, at))) == 1
    assert len(list(waiting.to_approve(maria, at))) == 1
    assert list(waiting.to_approve(ratna, at)) == []
    late = next(iter(waiting.stopped(maria, at + timedelta(hours=2))))
    assert (late.group, late.due_at) == ("late", task.expected_at)


def test_today_says_once_that_a_channel_must_be_connected_again(
    admin: User, maria: User, ratna: User
) -> None:
    channel, at = facebook(), timezone.now()
    for number in range(3):
        draft(channel, by=ratna, text=f"Kabar {number}")
    Delivery.objects.update(status="blocked_auth", problem="reauth")
    Channel.objects.update(status="needs_reconnect", problem="190.463")
    [line] = waiting.health(admin, at)
    assert line.is_alarm
    assert channel.name in line.text
    assert list(waiting.health(maria, at)) == []
    workflow.pause_all(None, "Masa berkabung", by=maria, at=at)
    assert [one.is_alarm for one in waiting.health(maria, at)] == [True]


@pytest.mark.parametrize("source", ["stopped", "to_approve", "health"])
def test_a_source_of_today_costs_two_queries(
    source: str, admin: User, maria: User, ratna: User
) -> None:
    rows(30, by=ratna)
    maria.has_perm("channels.found")
    admin.has_perm("channels.found")
    for person in (maria, admin):
        with CaptureQueriesContext(connection) as asked:
            list(getattr(waiting, source)(person, timezone.now()))
        assert len(asked) <= 2
