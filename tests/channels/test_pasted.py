"""A post whose address a person pasted is known to look-ups: it is nobody else's."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from tests.channels.stage import Stage, run, say

from sasando.channels import workflow
from sasando.channels.models import Channel, Delivery
from sasando.channels.pasted import is_same
from sasando.core.workflow import NotAllowed

pytestmark = pytest.mark.django_db(transaction=True)
FEED = "https://www.facebook.com/1001/posts/122100000000001"
REEL = "https://www.instagram.com/reel/DA1b2C3d4E5/"


@pytest.mark.parametrize(
    ("link", "name", "permalink"),
    [
        (FEED, "", FEED),
        (FEED.replace("www", "m") + "/", "", FEED),
        (f"{FEED}?mibextid=Nif5oz", "1001_122100000000001", ""),
        ("https://m.facebook.com/story.php?story_fbid=122100000000001&id=1", "", FEED),
        ("https://www.instagram.com/humas/p/DA1b2C3d4E5/?igsh=x", "17890", REEL),
    ],
)
def test_a_pasted_address_is_known_in_each_of_its_shapes(
    link: str, name: str, permalink: str
) -> None:
    assert is_same(link, name, permalink)


@pytest.mark.parametrize(
    ("link", "name", "permalink"),
    [
        (FEED, "1001_122100000000002", f"{FEED[:-1]}2"),
        (FEED, "1001", "https://www.facebook.com/permalink.php?story_fbid=2&id=1001"),
        (
            "https://www.facebook.com/permalink.php?story_fbid=3&id=1001",
            "",
            "https://www.facebook.com/permalink.php?story_fbid=2&id=1001",
        ),
        (FEED, "", ""),
    ],
)
def test_another_post_is_not_taken_for_it(link: str, name: str, permalink: str) -> None:
    assert not is_same(link, name, permalink)


def lost(stage: Stage, channel: Channel, do: str = "accept_then_reset") -> Delivery:
    """Let a post be lost that says what its twin says."""
    stage.fault(do)
    row = say([channel], text="Layanan tutup hari ini.").deliveries.get()
    run()
    row.refresh_from_db()
    assert row.status == "confirming"
    return row


def found(row: Delivery, link: str) -> None:
    workflow.found(row, link, by=None, at=timezone.now())


def look_on(row: Delivery) -> Delivery:
    for minutes in (1, 3, 11, 31):
        run(timezone.now() + timedelta(minutes=minutes))
    row.refresh_from_db()
    return row


def test_a_twin_is_not_adopted_by_the_post_that_a_person_found(stage: Stage) -> None:
    channel = stage.channel()
    first = lost(stage, channel)
    [post] = stage.posts()
    found(first, f"{post['permalink']}/")
    second = look_on(lost(stage, channel, "refuse_5xx"))
    assert (second.status, second.problem) == ("needs_human", "unproven")
    assert len(stage.posts()) == 1


def test_a_twin_that_is_out_is_found_beside_it(stage: Stage) -> None:
    channel = stage.channel()
    first = lost(stage, channel)
    [post] = stage.posts()
    found(first, post["permalink"])
    # Of two that say the same in a row Facebook refuses the second.
    say([channel], text="Besok buka lagi.")
    run()
    second = look_on(lost(stage, channel))
    assert (second.status, second.problem) == ("published", "found")
    assert second.external_id not in {"", post["id"]}
    assert len(stage.posts()) == 3


def test_where_nobody_can_tell_the_twins_apart_a_person_does(stage: Stage) -> None:
    channel = stage.channel()
    found(lost(stage, channel), "https://www.facebook.com/humas/posts/pfbid02xYz")
    second = look_on(lost(stage, channel, "refuse_5xx"))
    assert (second.status, second.problem) == ("needs_human", "unproven")


def test_the_address_of_a_named_post_is_nobody_elses_in_any_spelling(
    stage: Stage,
) -> None:
    channel = stage.channel()
    say([channel], text="Layanan tutup hari ini.")
    run()
    [post] = stage.posts()
    second = lost(stage, channel, "refuse_5xx")
    there: Any = post["permalink"].replace("www.", "m.")
    with pytest.raises(NotAllowed):
        found(second, f"{there}/?ref=bagikan")


def test_an_address_that_a_person_pasted_is_refused_in_each_spelling(
    stage: Stage,
) -> None:
    channel = stage.channel()
    first, second = lost(stage, channel), lost(stage, channel, "refuse_5xx")
    found(first, FEED)
    for spelt in (FEED.replace("www", "m"), f"{FEED}/?mibextid=Nif5oz"):
        with pytest.raises(NotAllowed):
            found(second, spelt)
    found(second, f"{FEED[:-1]}2")
