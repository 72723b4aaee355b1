"""The demo has six channels, and its double knows each post that the office knows."""

import pytest
from django.utils import timezone

from sasando.channels.management.commands.sandbox import shelf_folder
from sasando.channels.models import Channel, Delivery
from sasando.channels.sandbox.keeping import Shelf
from sasando.channels.sandbox.platforms import PLATFORMS
from sasando.channels.sandbox.world import World

pytestmark = pytest.mark.usefixtures("demo")


def test_there_are_six_channels_and_five_speak_to_the_double() -> None:
    kinds = set(Channel.objects.values_list("kind", flat=True))
    assert kinds == {
        *("facebook", "instagram", "youtube", "threads", "telegram", "by_hand"),
    }
    here = Channel.objects.filter(base_url__startswith="http://127.0.0.1:8800/")
    assert here.count() == 5


def test_posts_are_out_planned_waiting_and_one_needs_a_person() -> None:
    states = set(Delivery.objects.values_list("status", flat=True))
    assert states == {"published", "scheduled", "draft", "needs_human"}
    assert Delivery.objects.get(status="needs_human").problem == "by_hand"
    planned = Delivery.objects.filter(status="scheduled")
    assert all(one.due_at > timezone.now() for one in planned)


def test_the_double_shows_just_what_the_office_has_published() -> None:
    world = World(PLATFORMS)
    Shelf(shelf_folder()).bring_back(world)
    public = {(row["platform"], row["id"]): row for row in world.ledger()}
    out = Delivery.objects.filter(status="published").select_related("channel")
    assert {(one.channel.kind, one.external_id) for one in out} == set(public)
    for one in out:
        row = public[one.channel.kind, one.external_id]
        assert row["text"].split("\n")[0] in one.payload["text"]
        assert one.published_at
        assert abs(one.published_at.timestamp() - row["created_at"]) < 60


def test_who_wrote_a_post_did_not_approve_it() -> None:
    from sasando.core.models import Entry

    for one in Delivery.objects.exclude(status="draft").select_related("content"):
        log = Entry.objects.for_instance(one)
        approved = log.get(action="delivery.scheduled")
        assert approved.user_id not in {None, one.content.created_by_id}
