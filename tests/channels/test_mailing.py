"""One letter a person: handed over once, refused, or not certain; never twice."""

import re
from collections import Counter
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from tests import make
from tests.channels.post_office import PostOffice
from tests.channels.stage import only, run, say

from sasando.channels import composing, waits
from sasando.channels import workflow as channels
from sasando.channels.composing import Own, Revision
from sasando.channels.models import Channel, Pause
from sasando.channels.outcomes import Kind, Mishap
from sasando.channels.people import handovers, keys, spreading, workflow
from sasando.channels.people.models import Recipient, Subscription, Wish
from sasando.channels.people.subjects import Want
from sasando.channels.people.workflow import Wanted
from sasando.channels.settling import DIED
from sasando.core.models import ShortLink
from sasando.core.workflow import NotAllowed

pytestmark = pytest.mark.django_db(transaction=True)
LATER = timedelta(minutes=3)
NEWS = (Want(),)


def mail_channel(office: PostOffice, **facts: Any) -> Channel:
    options = {"user": "humas", "per_minute": "0"} | facts.pop("options", {})
    connection = channels.Connection(
        "email",
        "Surat",
        "Humas Contoh <humas@example.org>",
        base_url=office.url,
        tokens=facts.pop("tokens", {"token": "rahasia"}),
        options=options,
    )
    return channels.connect(None, connection, by=None, at=timezone.now())


def subscribe(address: str, wants: tuple[Want, ...] = NEWS, **facts: Any) -> None:
    now = timezone.now()
    wanted = Wanted("email", address, wants=wants, **facts)
    row = workflow.ask(None, wanted, by=None, at=now)
    workflow.confirm(row, by=None, at=now)


def people(many: int) -> list[str]:
    """Let so many people agree, by plain rows."""
    now, addresses = timezone.now(), [f"w{n:04d}@example.org" for n in range(many)]
    rows = Subscription.objects.bulk_create(
        Subscription(
            way="email",
            address=one,
            mark=keys.mark_of("email", one),
            status="active",
            wording="2026-11",
            asked_at=now,
            confirmed_at=now,
        )
        for one in addresses
    )
    for row in rows:
        row.wishes.create(purpose="news")
    return addresses


def states() -> dict[str, int]:
    return dict(Counter(Recipient.objects.values_list("status", flat=True)))


def sentence() -> str:
    delivery = only()
    return channels.told(delivery.problem, delivery.problem_facts, delivery.channel)


def test_each_person_gets_one_letter_with_its_own_ways_out(
    post_office: PostOffice, client: Any
) -> None:
    channel = mail_channel(post_office)
    subscribe("sari@example.org")
    subscribe("john@example.org", language="en")
    link = "https://humas.example.org/berita/jalan/"
    text = "Jalan Oelamasi dibuka\n\nWarga boleh lewat <mulai> besok."
    say([channel], text=text, link=link)
    run()
    assert post_office.addresses() == ["sari@example.org", "john@example.org"]
    first = post_office.read(0)
    assert first["Subject"] == "Jalan Oelamasi dibuka"
    assert first["From"] == "Humas Contoh <humas@example.org>"
    assert first["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    leave = str(first["List-Unsubscribe"]).strip("<>")
    assert leave in post_office.text(0)
    assert "Berhenti berlangganan" in post_office.text(0)
    assert "Unsubscribe" in post_office.text(1)
    assert link in post_office.text(1)
    html = first.get_body(("html",)).get_content()
    assert "&lt;mulai&gt;" in html
    assert not re.search(r"<img|<script|src=|@import|url\(", html)
    assert len({line["id"] for line in post_office.letters()}) == 2
    delivery = only()
    assert (delivery.status, delivery.permalink) == ("published", link)
    assert sentence() == "2 dari 2 terkirim."
    # One press of the mail program, and the next letter is not for her.
    path = leave.partition("://")[2].partition("/")[2]
    client.post(f"/{path}", {"List-Unsubscribe": "One-Click"})
    say([channel], text="Kabar kedua")
    run()
    assert post_office.addresses()[2:] == ["john@example.org"]


def test_topics_units_and_purposes_choose_who_is_told(
    post_office: PostOffice,
) -> None:
    channel = mail_channel(post_office)
    unit = make.unit("Dinas Kesehatan NTT")
    subscribe("semua@example.org")
    subscribe("air@example.org", (Want(topic="air-bersih"),))
    subscribe("unit@example.org", (Want(unit=unit.pk),))
    subscribe("bahaya@example.org", (Want("alerts"),))
    workflow.ask(
        None, Wanted("email", "belum@example.org", wants=NEWS), by=None, at=make.NOW
    )
    for options in (
        {},
        {"topics": ["air-bersih"]},
        {"units": [str(unit.pk)]},
        {"purpose": "alerts"},
    ):
        content = channels.write(
            None,
            channels.Saying(text=f"Kabar {sorted(options)}", channels=[channel.pk]),
            by=None,
            at=timezone.now(),
        )
        content.variants.create(channel=channel, options=options)
        channels.approve(content, by=None, at=timezone.now())
    run()
    told: dict[str, set[str]] = {}
    for number, line in enumerate(post_office.letters()):
        subject = str(post_office.read(number)["Subject"])
        told.setdefault(subject, set()).add(line["to"].partition("@")[0])
    assert told == {
        "Kabar []": {"semua"},
        "Kabar ['topics']": {"semua", "air"},
        "Kabar ['units']": {"semua", "unit"},
        "Kabar ['purpose']": {"bahaya"},
    }


def test_a_lost_answer_leaves_one_person_uncertain_and_is_never_repeated(
    post_office: PostOffice,
) -> None:
    channel = mail_channel(post_office)
    people(3)
    post_office.be(data={"w0001": "hang"})
    say([channel])
    run()
    post_office.be()
    run(timezone.now() + LATER)
    assert sorted(post_office.addresses()) == [f"w000{n}@example.org" for n in range(3)]
    assert states() == {"sent": 2, "uncertain": 1}
    assert only().status == "published"
    assert sentence().startswith("2 dari 3 terkirim, 1 tidak pasti.")


def test_numbers_are_grouped_as_each_language_writes_them() -> None:
    from sasando.channels.sentences import sentence as told

    facts = {"sent": 4980, "all": 5000, "uncertain": 20, "refused": 0}
    said = told("spread_doubt", facts, {})
    assert said
    assert said.id.startswith("4.980 dari 5.000 terkirim, 20 tidak pasti.")
    assert said.en.startswith("4,980 of 5,000 sent, 20 not certain.")


def test_refusals_are_recorded_and_the_third_ends_a_subscription(
    post_office: PostOffice,
) -> None:
    channel = mail_channel(post_office)
    people(2)
    post_office.be(rcpt={"w0000": "550 5.1.1 no such user w0000@example.org"})
    for number in range(3):
        assert Subscription.objects.active().count() == 2
        say([channel], text=f"Kabar {number}")
        run()
    assert states() == {"sent": 3, "refused": 3}
    gone = Subscription.objects.get(status="stopped")
    assert gone.address == "w0000@example.org"
    assert set(Recipient.objects.filter(status="refused").values_list("code")) == {
        (550,)
    }
    # Nothing that the server said is kept: it may name the person.
    assert "w0000" not in str(list(Recipient.objects.values()))


def test_a_busy_server_is_asked_again_later_and_the_others_go_on(
    post_office: PostOffice,
) -> None:
    channel = mail_channel(post_office)
    people(3)
    post_office.be(rcpt={"w0001": "450 4.2.0 greylisted"})
    say([channel])
    run()
    assert len(post_office.letters()) == 2
    assert only().status == "preparing"
    assert sentence().startswith("2 dari 3 terkirim sejauh ini")
    post_office.be(data={"w0001": "451 4.3.0 later"})
    run(timezone.now() + LATER)
    assert only().status == "preparing"
    post_office.be()
    run(timezone.now() + 3 * LATER)
    assert states() == {"sent": 3}
    assert only().status == "published"


def test_a_wrong_password_closes_the_channel_and_the_rest_goes_out_afterwards(
    post_office: PostOffice,
) -> None:
    channel = mail_channel(post_office, tokens={"token": "salah"})
    people(2)
    say([channel])
    run()
    channel.refresh_from_db()
    assert (channel.status, only().status) == ("needs_reconnect", "blocked_auth")
    assert states() == {"waiting": 2}
    tokens = {"token": "rahasia"}
    facts: dict[str, Any] = {"account_id": channel.account_id, "by": None}
    channels.reconnect(channel, tokens, **facts, at=timezone.now())
    run()
    assert states() == {"sent": 2}


def test_a_refused_sender_hands_over_nothing_and_says_why(
    post_office: PostOffice,
) -> None:
    channel = mail_channel(post_office)
    people(2)
    post_office.be(mail="553 5.7.1 sender not owned")
    say([channel])
    run()
    assert (only().status, states()) == ("failed", {"waiting": 2})
    assert "alamat pengirim" in sentence()
    post_office.be()
    channels.retry(only(), by=None, at=timezone.now())
    run()
    assert states() == {"sent": 2}


def test_a_server_that_is_away_is_asked_again_and_nobody_is_lost(
    post_office: PostOffice,
) -> None:
    channel = mail_channel(post_office)
    people(2)
    Channel.objects.update(base_url="smtp://127.0.0.1:9")
    say([channel], late_minutes=600)
    run()
    assert states() == {"waiting": 2}
    Channel.objects.update(base_url=channel.base_url)
    run(timezone.now() + LATER)
    assert states() == {"sent": 2}


def going(post_office: PostOffice, many: int = 60) -> Channel:
    """Let a mailing be on its way: some have it, the rate lets the others wait."""
    channel = mail_channel(post_office, options={"per_minute": "60"})
    people(many)
    say([channel], late_minutes=600)
    run()
    assert 0 < len(post_office.letters()) < many
    assert only().status == "preparing"
    return channel


def test_deaths_of_our_own_refuse_nobody() -> None:
    now, row = timezone.now(), Recipient(tries=waits.REPEATS)
    died, away = (
        Mishap(Kind.NOT_SENT, "not_sent", said=said) for said in (DIED, "refused")
    )
    job: Any = None
    assert spreading.refused(job, row, died, now) == {
        "status": "waiting",
        "due_at": now,
    }
    assert spreading.refused(job, row, away, now)["status"] == "refused"


def test_the_rate_of_a_channel_is_kept(post_office: PostOffice) -> None:
    going(post_office)
    assert len(post_office.letters()) == 10
    began = timezone.now()
    run(began + timedelta(seconds=10))
    assert len(post_office.letters()) <= 20
    for minutes in range(1, 12):
        run(began + timedelta(minutes=minutes))
    assert states() == {"sent": 60}


def test_a_recall_stops_the_rest_and_says_who_has_it(post_office: PostOffice) -> None:
    going(post_office)
    channels.recall(only(), by=None, at=timezone.now())
    run(timezone.now() + LATER)
    assert only().status == "cancelled"
    assert sentence().startswith("Dihentikan di tengah jalan: 10 dari 60")
    assert len(post_office.letters()) == 10


def test_a_pause_holds_the_rest_until_its_end(post_office: PostOffice) -> None:
    going(post_office, many=15)
    at: datetime = timezone.now()
    Pause.objects.create(reason="Masa berkabung", began_at=at)
    run(at + LATER)
    assert len(post_office.letters()) == 10
    channels.resume_all(None, by=None, at=at + LATER)
    run(at + 2 * LATER)
    assert states() == {"sent": 15}


def test_an_edit_halfway_lets_only_the_rest_read_the_new_words(
    post_office: PostOffice,
) -> None:
    going(post_office, many=15)
    content = only().content
    revision = Revision("Jalan ditutup lagi.")
    composing.revise(content, revision, by=None, at=timezone.now())
    run(timezone.now() + LATER)
    assert len(post_office.letters()) == 10
    channels.approve(content, by=None, at=timezone.now())
    run(timezone.now() + LATER)
    subjects = Counter(str(post_office.read(n)["Subject"]) for n in range(15))
    assert subjects == {"Jalan dibuka.": 10, "Jalan ditutup lagi.": 5}
    assert len(set(post_office.addresses())) == 15


def test_a_mailing_that_some_have_is_not_taken_off_to_begin_anew(
    post_office: PostOffice,
) -> None:
    channel = mail_channel(post_office)
    people(2)
    content = say([channel])
    # Its worker died after the first batch, and before it told of it.
    for who, status in zip(
        Subscription.objects.all(), ("sent", "waiting"), strict=True
    ):
        Recipient.objects.create(
            delivery=only(), subscription=who, status=status, due_at=timezone.now()
        )
    only().content.deliveries.update(status="preparing")
    revision = Revision("Jalan ditutup lagi.")
    composing.revise(content, revision, by=None, at=timezone.now())
    assert (only().status, only().attempts.count()) == ("draft", 0)
    other = channels.Connection("by_hand", "Papan", "@papan")
    board = channels.connect(None, other, by=None, at=timezone.now())
    revision = Revision("Jalan.", added=[board.pk], removed=[channel.pk])
    with pytest.raises(NotAllowed):
        composing.revise(content, revision, by=None, at=timezone.now())


def test_who_leaves_while_it_goes_out_gets_nothing_more(
    post_office: PostOffice,
) -> None:
    going(post_office, many=12)
    waiting = Recipient.objects.filter(status="waiting").select_related("subscription")
    for row in waiting:
        assert row.subscription
        workflow.leave(row.subscription, by=None, at=timezone.now())
    run(timezone.now() + LATER)
    assert states() == {"sent": 10, "skipped": 2}
    assert sentence() == "10 dari 10 terkirim."


def test_nobody_subscribed_is_no_fault_and_what_is_out_stays_out(
    post_office: PostOffice,
) -> None:
    channel = mail_channel(post_office)
    say([channel])
    run()
    assert (only().status, only().problem) == ("cancelled", "no_readers")
    people(1)
    content = say([channel], text="Kabar kedua")
    run()
    delivery = content.deliveries.get()
    with pytest.raises(NotAllowed):
        channels.recall(delivery, by=None, at=timezone.now())
    assert not list(handovers.folder().iterdir())
    assert reverse("subscriptions") == "/langganan/"


def test_the_story_that_a_link_leads_to_says_whom_it_is_for(
    post_office: PostOffice,
) -> None:
    channel = mail_channel(post_office)
    agency = make.unit("Dinas Kesehatan NTT")
    section = make.unit("Bidang Gizi", parent=agency)
    ratna, maria = make.person("Ratna", "writer"), make.person("Maria", "approver")
    story = make.news(by=ratna, unit=section).get_latest_revision_as_object()
    story.tags.add("Gizi anak")
    story.save_revision(user=ratna)
    make.approve(story, by=maria)
    make.approvals.publish(story, by=maria, at=make.NOW)
    subscribe("topik@example.org", (Want(topic="gizi-anak"),))
    subscribe("dinas@example.org", (Want(unit=agency.pk),))
    subscribe("lain@example.org", (Want(topic="jalan"),))
    whom = ["dinas@example.org", "topik@example.org"]
    say([channel], text="Posyandu dibuka", link=str(story.full_url))
    run()
    assert sorted(post_office.addresses()) == whom
    # A short link, as posts bear it, is about what it leads to.
    target = f"{story.url}?utm_source=email"
    ShortLink.objects.create(code="posyandu1", title="Posyandu", target=target)
    link = f"{settings.PUBLIC_URL}/s/posyandu1"
    say([channel], text="Posyandu dibuka lagi", link=link)
    run()
    assert sorted(post_office.addresses()[2:]) == whom


def test_a_channel_without_an_address_uses_the_mail_server_of_the_office(
    post_office: PostOffice, settings: Any
) -> None:
    connection = channels.Connection("email", "Surat", "humas@example.org")
    channel = channels.connect(None, connection, by=None, at=timezone.now())
    people(2)
    say([channel])
    run()
    assert (only().status, states()) == ("failed", {"waiting": 2})
    assert sentence().startswith("Belum ada server surat")
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", post_office.port
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "humas", "rahasia"
    settings.EMAIL_USE_TLS = False
    channels.retry(only(), by=None, at=timezone.now())
    run()
    assert states() == {"sent": 2}


def test_a_header_cannot_be_forged_and_long_words_stay_whole(
    post_office: PostOffice,
) -> None:
    channel = mail_channel(post_office)
    people(1)
    first = "Pengumuman “penting” " + "panjang " * 40
    say([channel], text=f"{first}\nBcc: lain@example.org\n.\nBaris bertitik")
    run()
    [line] = post_office.letters()
    letter = post_office.read()
    assert letter["Bcc"] is None
    assert str(letter["Subject"]).endswith("…")
    assert "=?" not in str(letter["List-Unsubscribe"])
    assert "\n.\nBaris bertitik" in post_office.text().replace("\r\n", "\n")
    raw = line["raw"]
    assert raw.isascii()
    assert max(len(one) for one in raw.split("\r\n")) <= 998


def test_a_correction_asks_nothing_of_letters_that_people_have(
    post_office: PostOffice,
) -> None:
    channel = mail_channel(post_office)
    people(1)
    content = say([channel])
    run()
    changed = Revision(text="Jalan ditutup.")
    composing.revise(content, changed, by=None, at=timezone.now())
    run(timezone.now() + LATER)
    assert (only().status, only().changes.count()) == ("published", 0)
    assert len(post_office.letters()) == 1


def test_who_is_not_meant_any_more_gets_nothing_of_a_mailing_approved_anew(
    post_office: PostOffice,
) -> None:
    channel = going(post_office, many=15)
    subscribe("sungai@example.org", wants=(Want(topic="air-bersih"),))
    content, chosen = only().content, {"topics": ["air-bersih"]}
    Wish.objects.filter(topic="").update(topic="jalan")
    own = {channel.pk: Own(options=chosen)}
    revision = Revision("Air bersih.", own=own)
    composing.revise(content, revision, by=None, at=timezone.now())
    channels.approve(content, by=None, at=timezone.now())
    for minutes in (1, 2, 3):
        run(timezone.now() + timedelta(minutes=minutes))
    assert post_office.addresses()[10:] == ["sungai@example.org"]
    assert (only().status, states()) == ("published", {"sent": 11})
