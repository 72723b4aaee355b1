"""Subject and audience are chosen, counted, shown and approved with the words."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from tests import make
from tests.channels.post_office import PostOffice
from tests.channels.saying import by_hand, facebook
from tests.channels.stage import run
from tests.channels.test_mailing import mail_channel, subscribe

from sasando.accounts.models import Unit, User
from sasando.channels import payloads, workflow
from sasando.channels.models import Channel, Content
from sasando.channels.people import subjects
from sasando.channels.people.models import Subscription
from sasando.channels.people.subjects import Want
from sasando.core.refusals import NotAllowed

pytestmark = pytest.mark.django_db(transaction=True)
NEW = "/kantor/kiriman/baru/"


def page_of(client: Client, content: Content) -> str:
    answer = client.get(reverse("channels_content", args=[content.pk]))
    assert answer.status_code == 200
    return str(answer.content.decode())


def push(name: str = "Peramban") -> Channel:
    facts = workflow.Connection("webpush", name, "humas@example.org")
    return workflow.connect(None, facts, by=None, at=timezone.now())


def whatsapp() -> Channel:
    facts = workflow.Connection(
        "whatsapp", "WhatsApp", "77", tokens={"token": "rahasia"}
    )
    return workflow.connect(None, facts, by=None, at=timezone.now())


def agreed(way: str, many: int, *, unit: Unit | None = None) -> None:
    now = timezone.now()
    for number in range(many):
        row = Subscription.objects.create(
            way=way,
            mark=f"{way}{unit}{number}",
            status="active",
            wording="2026-11",
            asked_at=now,
        )
        row.wishes.create(purpose="news", unit=unit)


@pytest.fixture
def unit(db: None) -> Unit:
    return make.unit("Dinas Kesehatan NTT")


@pytest.fixture
def ways(post_office: PostOffice, db: None) -> list[Channel]:
    return [mail_channel(post_office), push(), whatsapp()]


def written(client: Client, ways: list[Channel], **facts: Any) -> Content:
    """Write a post in the composer, as a form sends it."""
    said = {"text": "Jalan dibuka\n\nBesok pagi.", "link": "https://example.org/jalan"}
    said |= {"channels": [one.pk for one in ways], "whom": "halaman"} | facts
    assert client.post(NEW, said).status_code == 302
    return Content.objects.latest("pk")


def test_subject_and_audience_are_a_part_of_what_is_approved(
    client: Client, ratna: User, ways: list[Channel], unit: Unit
) -> None:
    client.force_login(ratna)
    content = written(client, ways)
    before = {pk: one.digest() for pk, one in payloads.drafts_of(content, ways).items()}
    there = reverse("channels_revise", args=[content.pk])
    words = {"text": content.text, "link": content.link}
    said = words | {"subject": "Kabar jalan", "whom": "pilihan"}
    client.post(there, said | {"audience": [f"news:unit:{unit.pk}"]})
    mail, notice, chat = (payloads.draft_of(content, one) for one in ways)
    assert mail.options["subject"] == notice.options["subject"] == "Kabar jalan"
    # WhatsApp's template has no such line: nothing of it is approved.
    assert "subject" not in chat.options
    assert {str(one.options["units"]) for one in (mail, notice, chat)} == {
        f"[{unit.pk}]"
    }
    after = {pk: one.digest() for pk, one in payloads.drafts_of(content, ways).items()}
    assert not set(before.values()) & set(after.values())
    # Taken back, it is as it was.
    client.post(
        there, words | {"whom": "halaman", "audience": [f"news:unit:{unit.pk}"]}
    )
    again = payloads.drafts_of(content, ways)
    assert {pk: one.digest() for pk, one in again.items()} == before


def test_a_changed_audience_voids_an_approval(
    client: Client, ratna: User, ways: list[Channel], unit: Unit
) -> None:
    client.force_login(ratna)
    content = written(client, ways[:1])
    workflow.approve(content, by=None, at=timezone.now())
    there = reverse("channels_revise", args=[content.pk])
    words = {"text": content.text, "link": content.link}
    client.post(there, words | {"whom": "darurat"})
    row = content.deliveries.get()
    assert (row.status, row.approved_digest) == ("draft", "")
    assert payloads.draft_of(content, row.channel).options["purpose"] == "alerts"


def test_its_approver_sees_how_many_get_it_by_each_way(
    client: Client, ratna: User, maria: User, ways: list[Channel], unit: Unit
) -> None:
    for way, many in (("email", 3), ("webpush", 2)):
        agreed(way, many)
    agreed("email", 4, unit=unit)
    client.force_login(ratna)
    boxes = [f"news:unit:{unit.pk}"]
    content = written(client, [*ways, facebook()], audience=boxes)
    client.force_login(maria)
    page = page_of(client, content)
    for told in ("Surat: 7 orang", "Peramban: 2 orang", "WhatsApp: 0 orang"):
        assert told in " ".join(page.split())
    assert "Dinas Kesehatan NTT" in page


def test_the_preview_is_the_very_letter_with_its_way_out(
    client: Client, ratna: User, maria: User, post_office: PostOffice
) -> None:
    channel = mail_channel(post_office)
    subscribe("sari@example.org")
    client.force_login(ratna)
    content = written(client, [channel], subject="Kabar <jalan>")
    client.force_login(maria)
    page = page_of(client, content)
    row = content.deliveries.get()
    there = reverse("channels_letter", args=[row.pk])
    assert there in page
    answer = client.get(there)
    assert answer["Content-Security-Policy"].startswith("sandbox")
    workflow.approve(content, by=maria, at=timezone.now())
    run()
    sent = post_office.read()
    assert sent["Subject"] == "Kabar <jalan>"

    def bare(text: str) -> list[str]:
        """Leave out the one word of a link that differs from person to person."""
        return [
            one.rpartition("/langganan/")[0] + "…" if "/langganan/" in one else one
            for one in text.replace('"', " ").split()
        ]

    shown = answer.content.decode()
    assert bare(shown) == bare(sent.get_body(("html",)).get_content())
    assert "Berhenti berlangganan" in shown
    plain = bare(sent.get_body(("plain",)).get_content())
    from django.utils.html import escape

    assert " ".join(plain[:8]) in " ".join(bare(page))
    assert escape("Kabar <jalan>") in page
    assert client.get(there).status_code == 200


def test_a_subject_is_the_title_of_the_page_until_somebody_writes_one(
    client: Client, ratna: User, maria: User, post_office: PostOffice
) -> None:
    channel = mail_channel(post_office)
    page = make.published(by=ratna, approver=maria)
    client.force_login(ratna)
    content = written(client, [channel])
    assert "subject" not in payloads.draft_of(content, channel).options
    Content.objects.update(page=page)
    content.refresh_from_db()
    assert payloads.draft_of(content, channel).options["subject"] == page.title
    there = reverse("channels_revise", args=[content.pk])
    assert page.title in client.get(there).content.decode()
    words = {"text": content.text, "link": content.link, "whom": "halaman"}
    client.post(there, words | {"subject": "Judul lain"})
    assert payloads.draft_of(content, channel).options["subject"] == "Judul lain"
    client.post(there, words | {"subject": ""})
    assert payloads.draft_of(content, channel).options["subject"] == page.title


def test_a_page_that_changes_after_the_approval_changes_no_audience(
    client: Client,
    ratna: User,
    maria: User,
    post_office: PostOffice,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    about: list[str] = ["air-bersih"]
    monkeypatch.setattr(subjects, "ABOUT", [lambda _link: (list(about), [])])
    channel = mail_channel(post_office)
    subscribe("air@example.org", (Want(topic="air-bersih"),))
    subscribe("jalan@example.org", (Want(topic="jalan"),))
    client.force_login(ratna)
    content = written(client, [channel])
    page_of(client, content)
    row = content.deliveries.get()
    read = {row.pk: payloads.draft_of(content, channel).digest()}
    about[:] = ["jalan"]
    # Read while it was for others.
    with pytest.raises(NotAllowed):
        workflow.approve(content, by=maria, at=timezone.now(), read=read)
    about[:] = ["air-bersih"]
    workflow.approve(content, by=maria, at=timezone.now(), read=read)
    about[:] = ["jalan"]
    run(timezone.now() + timedelta(seconds=1))
    assert post_office.addresses() == ["air@example.org"]


def test_without_such_a_channel_nothing_of_it_is_asked(
    client: Client, ratna: User, ways: list[Channel]
) -> None:
    client.force_login(ratna)
    assert 'name="whom"' in client.get(NEW).content.decode()
    Channel.objects.all().delete()
    by_hand()
    assert 'name="whom"' not in client.get(NEW).content.decode()


def test_a_channel_that_is_added_is_for_the_same_people(
    client: Client, ratna: User, ways: list[Channel], unit: Unit
) -> None:
    client.force_login(ratna)
    content = written(client, ways[:1], audience=[f"news:unit:{unit.pk}"])
    there = reverse("channels_revise", args=[content.pk])
    said = {"text": content.text, "link": content.link, "whom": "pilihan"}
    said |= {"audience": [f"news:unit:{unit.pk}"], "channels": [ways[1].pk]}
    client.post(there, said)
    assert payloads.draft_of(content, ways[1]).options["units"] == [unit.pk]


def test_the_page_of_a_post_costs_the_same_with_many_subscribers(
    client: Client, ratna: User, maria: User, ways: list[Channel], unit: Unit
) -> None:
    client.force_login(ratna)
    content = written(client, ways, audience=[f"news:unit:{unit.pk}"])
    client.force_login(maria)

    def cost() -> int:
        page_of(client, content)
        with CaptureQueriesContext(connection) as queries:
            page_of(client, content)
        return len(queries)

    few = cost()
    agreed("email", 60)
    assert cost() == few <= 13
