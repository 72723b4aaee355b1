"""What programs ask of the room: JSON, and an exit code."""

from pathlib import Path
from typing import Any

import pytest
from tests.channels.stage import PAGE, TOKEN, Stage, picture, run, told

from sasando.channels.models import Channel

pytestmark = pytest.mark.django_db(transaction=True)


def added(stage: Stage, **more: str) -> Any:
    stage.world.platforms["facebook"].add({"id": PAGE, "token": TOKEN})
    words = {"kind": "facebook", "name": "Humas", "account-id": PAGE}
    words |= {"base-url": f"{stage.address}/facebook", "token": TOKEN} | more
    pairs = [word for name, value in words.items() for word in (f"--{name}", value)]
    return told("channels", "add", *pairs)


def test_a_post_goes_from_the_command_line_to_the_page(
    stage: Stage, tmp_path: Path
) -> None:
    channel = added(stage)
    assert TOKEN not in str(channel)
    image = ["--image", str(picture(tmp_path)), "--alt", "Jalan di Oelamasi"]
    words = ["post", "--text", "Halo", *image, "--channels", str(channel["id"])]
    posted = told(*words, "--key", "k1", "--approve")
    [delivery] = posted["deliveries"]
    assert (delivery["state"], delivery["sentence"]) == ("scheduled", "")
    run()
    [delivery] = told("deliveries", "--content", str(posted["content"]))
    [post] = stage.posts()
    assert delivery["state"] == "published"
    assert delivery["external_id"] == post["id"]
    assert delivery["attempts"] == 1


def test_the_same_key_never_posts_twice(stage: Stage) -> None:
    channel = added(stage)
    words = ["post", "--text", "Halo", "--channels", str(channel["id"]), "--key", "k"]
    first, second = told(*words, "--approve"), told(*words, "--approve")
    assert first["content"] == second["content"]
    run()
    told(*words, "--approve")
    run()
    assert len(stage.posts()) == 1


def test_a_pause_holds_everything_until_it_ends(stage: Stage) -> None:
    channel = added(stage)
    told("channels", "pause", "--reason", "Masa berkabung")
    told("post", "--text", "Halo", "--channels", str(channel["id"]), "--approve")
    run()
    assert stage.posts() == []
    told("channels", "resume")
    told("channels", "pause", str(channel["id"]))
    run()
    assert stage.posts() == []
    told("channels", "resume", str(channel["id"]))
    run()
    assert len(stage.posts()) == 1


@pytest.mark.parametrize(
    "words",
    [
        {"token": "dua\nbaris"},
        {"token": ""},
        {"base-url": "ftp://example.org"},
    ],
)
def test_facts_that_cannot_work_are_refused_with_a_sentence(
    stage: Stage, words: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        added(stage, **words)
    assert ended.value.code == 1
    assert not Channel.objects.exists()


@pytest.mark.parametrize(
    ("text", "sign"), [("", "Belum ada isi"), ("x" * 63_207, "63207")]
)
def test_what_a_platform_cannot_take_is_refused_before_it_is_written(
    stage: Stage, text: str, sign: str
) -> None:
    from io import StringIO

    from django.core.management import call_command

    channel, out = added(stage), StringIO()
    words = ["--text", text, "--channels", str(channel["id"]), "--approve"]
    with pytest.raises(SystemExit) as ended:
        call_command("post", *words, stdout=out)
    assert ended.value.code == 1
    assert sign in out.getvalue()
    assert told("deliveries") == []
