"""Logging in at a platform instead of pasting a token: there, back, and a choice."""

from collections.abc import Iterator
from datetime import timedelta
from html import unescape
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests import make

from sasando.accounts.models import User
from sasando.channels import entering, faces, lasting, payloads, workflow
from sasando.channels.models import Channel, Registration
from sasando.channels.sandbox.accounts import settle_in
from sasando.channels.sandbox.doors import APP
from sasando.channels.sandbox.platforms import PLATFORMS
from sasando.channels.sandbox.server import running
from sasando.channels.sandbox.sim import set_fault
from sasando.channels.sandbox.world import World

pytestmark = pytest.mark.django_db
NUMBERS = {"facebook": "1001", "instagram": "2001", "youtube": "UC3001"}
NUMBERS |= {"threads": "4001"}


class Walk:
    """One person in the office, and the double beside it."""

    def __init__(self, client: Client, world: World, address: str) -> None:
        self.client, self.world, self.address = client, world, address

    def register(self, kind: str) -> None:
        facts = {"client_id": APP["client_id"], "secret": APP["client_secret"]}
        facts["base_url"] = f"{self.address}/{kind}"
        self.client.post(reverse("channels_app", args=[kind]), facts)

    def dialog(self, kind: str, **query: Any) -> list[str]:
        """Go to the dialog; return where its links lead, in their order."""
        answer = self.client.get(reverse("channels_login", args=[kind]), query)
        page = httpx.get(answer["Location"]).text
        return [unescape(one.split('"')[0]) for one in page.split('href="')[1:]]

    def come_back(self, link: str) -> str:
        """Follow a link of the dialog; return the page on which that ends."""
        parts = urlsplit(link)
        answer = self.client.get(f"{parts.path}?{parts.query}", follow=True)
        return str(answer.content.decode())

    def choose(self, name: str = "") -> str:
        said = {"account": "0", "name": name}
        answer = self.client.post(reverse("channels_pick"), said, follow=True)
        return str(answer.content.decode())


@pytest.fixture
def admin(db: None) -> User:
    return make.person("Adam Contoh", "channel_admin")


@pytest.fixture
def walk(client: Client, admin: User, settings: Any, tmp_path: Any) -> Iterator[Walk]:
    # A picture of an account stands there by the number of its channel.
    settings.MEDIA_ROOT = tmp_path
    # From the web the double is reached where the settings name it.
    settings.CHANNEL_HOSTS = ["127.0.0.1"]
    client.force_login(admin)
    world = World(PLATFORMS)
    settle_in(world)
    with running(world) as (_world, address):
        yield Walk(client, world, address)


@pytest.mark.parametrize("kind", NUMBERS)
def test_who_logs_in_chooses_an_account_and_it_is_a_channel(
    walk: Walk, kind: str
) -> None:
    walk.register(kind)
    page = walk.come_back(walk.dialog(kind)[0])
    assert 'type="radio"' in page
    assert not Channel.objects.exists()
    page = walk.choose("Kanal resmi")
    channel = Channel.objects.get()
    assert (channel.kind, channel.name) == (kind, "Kanal resmi")
    assert channel.account_id == NUMBERS[kind]
    assert "login ini berbicara untuk" in page.lower() or "Tersambung" in page
    # Tried against a double, and it says so; its picture is ours.
    assert faces.has(channel)
    assert channel.live_checked_at is None
    face = walk.client.get(reverse("channel_face", args=[channel.pk]))
    assert face["Content-Type"] == "image/jpeg"
    assert b"".join(face.streaming_content)[:2] == b"\xff\xd8"


def test_an_app_of_which_nothing_is_said_is_refused_by_a_sentence(walk: Walk) -> None:
    there = reverse("channels_app", args=["facebook"])
    answer: Any = walk.client.post(there, {})
    [said] = map(str, get_messages(answer.wsgi_request))
    assert said.strip() == "Isian ini wajib diisi."
    assert not Registration.objects.exists()
    walk.register("facebook")
    assert Registration.objects.get().kind == "facebook"


def test_a_facebook_page_knows_when_its_access_to_data_ends(walk: Walk) -> None:
    walk.register("facebook")
    walk.come_back(walk.dialog("facebook")[0])
    walk.choose()
    channel, now = Channel.objects.get(), timezone.now()
    assert channel.token_expires_at is None
    assert channel.data_access_expires_at
    left = channel.data_access_expires_at - now
    assert timedelta(days=89) < left < timedelta(days=91)
    kept = payloads.place_of(channel).tokens
    assert kept["client_id"] == APP["client_id"]


def test_the_secret_of_an_app_is_kept_encrypted_and_never_shown(walk: Walk) -> None:
    from django.db import connection

    walk.register("threads")
    with connection.cursor() as cursor:
        cursor.execute("SELECT secret FROM channels_registration")
        assert APP["client_secret"] not in cursor.fetchone()[0]
    page = walk.client.get(reverse("channels_connect", args=["threads"])).content
    assert APP["client_secret"] not in page.decode()
    assert entering.app_of("threads").secret == APP["client_secret"]  # type: ignore[union-attr]
    # Left empty it stays.
    facts = {"client_id": "77", "secret": "", "base_url": ""}
    walk.client.post(reverse("channels_app", args=["threads"]), facts)
    row = Registration.objects.get()
    assert (row.client_id, row.secret) == ("77", APP["client_secret"])


def test_what_was_refused_of_an_app_stands_there_again(walk: Walk) -> None:
    facts = {"client_id": "aplikasi-kantor", "secret": "rahasia"}
    facts["base_url"] = "http://contoh.example.org"
    there = reverse("channels_app", args=["threads"])
    page = walk.client.post(there, facts, follow=True).content.decode()
    assert 'value="aplikasi-kantor"' in page
    assert "rahasia" not in page.lower().replace("rahasia aplikasi", "")


def test_a_login_that_was_not_begun_in_this_session_opens_nothing(
    walk: Walk,
) -> None:
    walk.register("facebook")
    link = walk.dialog("facebook")[0]
    other = Client()
    other.force_login(make.person("Oka Contoh", "channel_admin"))
    parts = urlsplit(link)
    answer = other.get(f"{parts.path}?{parts.query}", follow=True)
    assert "tidak dimulai di sini" in answer.content.decode()
    # And it serves once.
    assert 'type="radio"' in walk.come_back(link)
    assert "tidak dimulai di sini" in walk.come_back(link)


@pytest.mark.parametrize("change", ["state", "kind", "time"])
def test_a_state_that_is_another_ones_or_old_is_refused(
    walk: Walk, change: str
) -> None:
    walk.register("facebook")
    link = walk.dialog("facebook")[0]
    if change == "state":
        state = parse_qs(urlsplit(link).query)["state"][0]
        link = link.replace(state, "A" * len(state))
    elif change == "kind":
        link = link.replace("/facebook/", "/instagram/")
    else:
        session = walk.client.session
        session["channels.away"] |= {"at": timezone.now().timestamp() - 601}
        session.save()
    assert "tidak dimulai di sini" in walk.come_back(link)
    assert not Channel.objects.exists()


def test_who_refuses_at_the_platform_reads_so(walk: Walk) -> None:
    walk.register("youtube")
    page = walk.come_back(walk.dialog("youtube")[-1])
    assert "Anda menolak" in page


def test_a_code_without_its_proof_key_opens_nothing(walk: Walk) -> None:
    walk.register("youtube")
    link = walk.dialog("youtube")[0]
    session = walk.client.session
    session["channels.away"] |= {"verifier": "somebody-else"}
    session.save()
    assert 'type="radio"' not in walk.come_back(link)


def test_rights_that_were_not_granted_are_named(walk: Walk) -> None:
    walk.register("facebook")
    page = walk.come_back(walk.dialog("facebook")[1])
    assert "pages_manage_posts" in page


def test_a_page_without_an_instagram_account_says_what_is_missing(
    walk: Walk,
) -> None:
    walk.register("instagram")
    page = walk.come_back(walk.dialog("instagram")[0])
    assert "Halaman tanpa Instagram" in page
    assert "akun bisnis" in page


def test_tokens_in_the_session_are_not_to_be_read_there(walk: Walk) -> None:
    walk.register("facebook")
    walk.come_back(walk.dialog("facebook")[0])
    assert "contoh-facebook" not in str(dict(walk.client.session))


def test_connecting_again_takes_the_same_account_alone(walk: Walk) -> None:
    walk.register("facebook")
    walk.come_back(walk.dialog("facebook")[0])
    walk.choose()
    channel = Channel.objects.get()
    Channel.objects.update(status="needs_reconnect", problem="190.463")
    walk.come_back(walk.dialog("facebook", kanal=channel.pk)[0])
    channel.refresh_from_db()
    assert channel.status == "open"
    Channel.objects.update(status="needs_reconnect", account_id="999")
    page = walk.come_back(walk.dialog("facebook", kanal=channel.pk)[0])
    channel.refresh_from_db()
    assert channel.status == "needs_reconnect"
    assert "tidak berbicara untuk" in page


def test_an_account_is_a_channel_once(walk: Walk) -> None:
    walk.register("facebook")
    for _twice in range(2):
        walk.come_back(walk.dialog("facebook")[0])
        page = walk.choose()
    assert Channel.objects.count() == 1
    assert "sudah menjadi kanal" in page


@pytest.mark.parametrize("view", ["channels_app", "channels_login"])
def test_a_writer_registers_nothing_and_logs_in_nowhere(
    client: Client, ratna: User, view: str
) -> None:
    client.force_login(ratna)
    facts = {"client_id": "1", "secret": "2"}
    answer = client.post(reverse(view, args=["facebook"]), facts)
    assert answer.status_code in {302, 403}
    assert not Registration.objects.exists()


# --- pictures of accounts -----------------------------------------------------------


def test_a_picture_that_is_none_or_too_large_is_not_kept(walk: Walk) -> None:
    channel = connected(walk)
    address = f"{walk.address}/__sim__/clock"
    assert not faces.fetch(channel, address)
    assert not faces.fetch(channel, f"{walk.address}/nothing")
    assert not faces.fetch(channel, "file:///etc/passwd")
    assert not faces.has(channel)


def test_a_platform_of_the_internet_leads_no_picture_to_this_machine(
    walk: Walk, settings: Any
) -> None:
    settings.CHANNEL_HOSTS = []
    channel = connected(walk)
    channel.base_url = "https://graph.facebook.com"
    assert not faces.fetch(channel, f"{walk.address}/__feed__/face/facebook/1001")


# --- clocks ---------------------------------------------------------------------------


def connected(walk: Walk, kind: str = "threads", **tokens: str) -> Channel:
    token = {"threads": "contoh-threads"}.get(kind, f"contoh-{kind}")
    facts = workflow.Connection(
        kind,
        kind,
        NUMBERS[kind],
        f"{walk.address}/{kind}",
        {"token": token} | tokens,
    )
    return workflow.connect(None, facts, by=None, at=timezone.now())


def test_a_token_of_threads_is_made_longer_in_time(walk: Walk) -> None:
    channel, now = connected(walk), timezone.now()
    lasting.ask_all(now)
    channel.refresh_from_db()
    first = payloads.place_of(channel).tokens["token"]
    assert first != "contoh-threads"
    assert channel.token_expires_at
    assert channel.token_expires_at > now + timedelta(days=59)
    lasting.ask_all(now + timedelta(days=20))
    channel.refresh_from_db()
    assert payloads.place_of(channel).tokens["token"] == first
    lasting.ask_all(now + timedelta(days=35))
    channel.refresh_from_db()
    assert payloads.place_of(channel).tokens["token"] != first


def test_a_renewal_that_is_not_to_be_had_changes_nothing(walk: Walk) -> None:
    channel, now = connected(walk), timezone.now()
    Channel.objects.update(token_expires_at=now + timedelta(days=3))
    match = {"path_regex": "refresh_access_token"}
    for minute in range(10):
        set_fault(walk.world, {"do": "refuse_5xx", "match": match})
        lasting.ask_all(now + timedelta(minutes=minute))
    channel.refresh_from_db()
    assert (channel.status, channel.problem) == ("open", "")
    assert payloads.place_of(channel).tokens == {"token": "contoh-threads"}
    assert channel.token_expires_at == now + timedelta(days=3)
    lasting.ask_all(now + timedelta(minutes=11))
    channel.refresh_from_db()
    assert channel.token_expires_at > now + timedelta(days=59)


def test_a_dead_token_closes_the_channel_with_its_sentence(walk: Walk) -> None:
    app = {"client_id": APP["client_id"], "app_secret": APP["client_secret"]}
    channel = connected(walk, "facebook", **app)
    lasting.ask_all(timezone.now())
    channel.refresh_from_db()
    assert channel.status == "open"
    walk.world.platforms["facebook"].pages["1001"]["token"] = "another"  # type: ignore[attr-defined]
    lasting.ask_all(timezone.now())
    channel.refresh_from_db()
    assert (channel.status, channel.problem) == ("needs_reconnect", "190.463")


def test_a_token_that_cannot_be_made_longer_and_serves_closes_nothing(
    walk: Walk,
) -> None:
    channel = connected(walk)
    match = {"path_regex": "refresh_access_token"}
    set_fault(walk.world, {"do": "token", "code": 190, "match": match, "times": 0})
    lasting.ask_all(timezone.now())
    channel.refresh_from_db()
    assert channel.status == "open"
    walk.world.platforms["threads"].accounts["4001"]["token"] = "another"  # type: ignore[attr-defined]
    lasting.ask_all(timezone.now())
    channel.refresh_from_db()
    assert channel.status == "needs_reconnect"


def test_a_wrong_secret_of_the_app_closes_no_channel(walk: Walk) -> None:
    app = {"client_id": APP["client_id"], "app_secret": "changed-since"}
    channel = connected(walk, "facebook", **app)
    lasting.ask_all(timezone.now())
    channel.refresh_from_db()
    assert channel.status == "open"


def test_a_login_at_a_double_is_no_login_of_a_real_account(walk: Walk) -> None:
    channel = connected(walk, "facebook")
    Channel.objects.update(base_url="https://graph.facebook.com", status="blocked")
    walk.register("facebook")
    page = walk.come_back(walk.dialog("facebook", kanal=channel.pk)[0])
    channel.refresh_from_db()
    assert channel.status == "blocked"
    assert "tidak berbicara untuk" in page


def test_without_an_app_nobody_is_asked_for_the_clocks(walk: Walk) -> None:
    connected(walk, "facebook")
    before = len(walk.world.log)
    lasting.ask_all(timezone.now())
    assert len(walk.world.log) == before


# --- options --------------------------------------------------------------------------


def test_what_holds_for_every_film_is_chosen_in_fields(walk: Walk) -> None:
    channel = connected(walk, "youtube", refresh_token="contoh-segar")
    said = {"privacy": "unlisted", "category": "27", "made_for_kids": "on"}
    walk.client.post(reverse("channel_step", args=[channel.pk, "pengaturan"]), said)
    channel.refresh_from_db()
    assert channel.options == {
        "privacy": "unlisted",
        "category": "27",
        "made_for_kids": "yes",
    }
    walk.client.post(reverse("channel_step", args=[channel.pk, "pengaturan"]), {})
    channel.refresh_from_db()
    assert channel.options == {}


def test_the_secret_of_an_app_is_never_sent_to_an_address_it_was_not_given_for(
    client: Client,
) -> None:
    client.force_login(make.person("Adam Contoh", "channel_admin"))
    there = reverse("channels_app", args=["facebook"])
    facts = {"client_id": "1", "secret": "rahasia", "base_url": ""}
    client.post(there, facts)
    elsewhere = {"secret": "", "base_url": "https://graph.example.org"}
    client.post(there, facts | elsewhere)
    assert Registration.objects.get().base_url == ""
    client.post(there, facts | elsewhere | {"secret": "lain"})
    row = Registration.objects.get()
    assert (row.base_url, row.secret) == ("https://graph.example.org", "lain")
    # At the same address it stays.
    client.post(there, facts | elsewhere | {"client_id": "2"})
    row = Registration.objects.get()
    assert (row.client_id, row.secret) == ("2", "lain")


def test_no_number_in_an_address_is_too_long(client: Client) -> None:
    client.force_login(make.person("Adam Contoh", "channel_admin"))
    facts = {"client_id": "1", "secret": "rahasia", "base_url": ""}
    client.post(reverse("channels_app", args=["facebook"]), facts)
    there = reverse("channels_login", args=["facebook"])
    assert client.get(there, {"kanal": "9" * 5000}).status_code == 302
