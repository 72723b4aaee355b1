"""What a channel says of every post is approved with each: just that goes out."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from tests.channels.films import film, films, show, tube
from tests.channels.saying import by_hand
from tests.channels.stage import Stage, run

from sasando.channels import composing, entering, payloads, workflow
from sasando.channels.composing import Own, Revision
from sasando.channels.models import Change, Channel, Content, Delivery
from sasando.channels.workflow import Connection, Saying
from sasando.core.workflow import NotAllowed

pytestmark = pytest.mark.django_db(transaction=True)


def set_options(channel: Channel, **options: str) -> None:
    channel.refresh_from_db()
    entering.set_options(channel, options, by=None, at=timezone.now())


def test_a_film_goes_out_with_the_options_that_were_approved(
    stage: Stage, tmp_path: Path
) -> None:
    channel = tube(stage, options={"privacy": "unlisted", "tags": "jalan,ntt"})
    show([channel], film(tmp_path))
    set_options(channel, privacy="", tags="pasar", category="22", playlist="PL9")
    run()
    [one] = films(stage)
    assert one["status"]["privacyStatus"] == "unlisted"
    assert {"jalan", "ntt"} < set(one["snippet"]["tags"])
    assert "pasar" not in one["snippet"]["tags"]
    assert one["snippet"]["categoryId"] == "25"
    assert Delivery.objects.get().status == "published"


def test_a_post_says_otherwise_than_its_channel(stage: Stage, tmp_path: Path) -> None:
    channel = tube(stage, options={"privacy": "unlisted", "category": "22"})
    show([channel], film(tmp_path), options={"privacy": "public"})
    run()
    [one] = films(stage)
    assert (one["status"]["privacyStatus"], one["snippet"]["categoryId"]) == (
        "public",
        "22",
    )


def test_what_was_approved_before_options_were_bound_keeps_its_channels(
    stage: Stage, tmp_path: Path
) -> None:
    channel = tube(stage, options={"privacy": "unlisted"})
    show([channel], film(tmp_path))
    row = Delivery.objects.get()
    row.payload["options"] = {}
    row.approved_digest = payloads.post_of(row).digest()
    row.save()
    run()
    assert [one["status"]["privacyStatus"] for one in films(stage)] == ["unlisted"]


def test_options_that_change_while_somebody_reads_are_read_again(db: None) -> None:
    connection = Connection("whatsapp", "Humas", "770001", tokens={"token": "rahasia"})
    at = timezone.now()
    channel = workflow.connect(None, connection, by=None, at=at)
    link = "https://humas.example.org/berita/jalan/"
    saying = Saying(text="Jalan dibuka.", link=link, channels=[channel.pk])
    content = workflow.write(None, saying, by=None, at=at)
    row = content.deliveries.get()
    read = {row.pk: payloads.draft_of(content, channel).digest()}
    set_options(channel, number="+62 380 555 0100")
    assert payloads.draft_of(content, channel).digest() == read[row.pk]
    set_options(channel, template="darurat")
    with pytest.raises(NotAllowed):
        workflow.approve(content, by=None, at=at, read=read)
    row.refresh_from_db()
    assert row.status == "draft"


def later(content: Content, **facts: Any) -> Delivery:
    """Write something anew that is not of the film's channel."""
    revision = Revision(text=content.text, link=content.link, **facts)
    composing.revise(content, revision, by=None, at=timezone.now())
    return content.deliveries.get(channel__kind="youtube")


def as_before(row: Delivery, options: dict[str, str]) -> None:
    """Let a delivery be as it was approved before options were bound."""
    row.payload["options"] = options
    row.approved_digest = payloads.post_of(row).digest()
    row.save()


@pytest.mark.parametrize("is_old", [True, False])
@pytest.mark.parametrize("own", [{}, {"privacy": "public"}])
def test_an_edit_elsewhere_takes_no_approval_from_what_says_the_same(
    stage: Stage, tmp_path: Path, own: dict[str, str], *, is_old: bool
) -> None:
    channel = tube(stage, options={"privacy": "unlisted", "category": "22"})
    hour = timezone.now() + timedelta(days=2)
    content = show(
        [channel, by_hand()], film(tmp_path), options=dict(own), scheduled_at=hour
    )
    row = content.deliveries.get(channel=channel)
    if is_old:
        as_before(row, own)
    set_options(channel, category="24", tags="pasar")
    hand = content.deliveries.get(channel__kind="by_hand")
    row = later(content, own={hand.channel_id: Own(text="Lewat mulai pukul tujuh.")})
    assert row.status == "scheduled"
    hand.refresh_from_db()
    assert hand.status == "draft"


def test_a_film_that_was_out_before_options_were_bound_is_asked_nothing(
    stage: Stage, tmp_path: Path
) -> None:
    channel = tube(stage)
    content = show([channel], film(tmp_path), options={"privacy": "unlisted"})
    run()
    as_before(Delivery.objects.get(), {"privacy": "unlisted"})
    later(content)
    assert not Change.objects.exists()
