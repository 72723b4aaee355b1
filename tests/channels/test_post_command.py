"""`sasando post`: each option as the guide says, and what can mean nothing."""

import io
import json
import threading
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from PIL import Image
from tests.channels.films import film, tube
from tests.channels.saying import by_hand, edited
from tests.channels.stage import LATER, Stage, only, picture, run

from sasando.accounts.models import User
from sasando.channels import moving, payloads
from sasando.channels.management.commands.post import Command
from sasando.channels.models import Channel, Content, Delivery, Medium

DAY = timedelta(days=1)
pytestmark = pytest.mark.django_db(transaction=True)


def post(*words: str) -> tuple[int, Any]:
    """Return the exit code of the command, and the JSON on its standard output."""
    out, code = io.StringIO(), 0
    try:
        call_command("post", *words, stdout=out)
    except SystemExit as ended:
        code = int(ended.code or 0)
    return code, json.loads(out.getvalue())


@pytest.fixture
def channel(db: None) -> Channel:
    return by_hand()


def test_every_option_of_the_issue_says_what_it_says(
    stage: Stage, tmp_path: Path
) -> None:
    page, other = stage.channel(), stage.channel(page="1002")
    hour = timezone.now() + timedelta(hours=2)
    code, facts = post(
        *("--text", "Jalan dibuka.", "--link", "https://example.org/jalan"),
        *("--image", str(picture(tmp_path)), "--alt", "Jalan di Oelamasi"),
        *("--image", str(picture(tmp_path, "gold")), "--alt", "Jembatan"),
        *("--channels", f"{page.pk}, {other.pk}", "--at", hour.isoformat()),
        *("--key", "jalan-1", "--approve"),
    )
    assert code == 0
    rows = list(Delivery.objects.order_by("pk"))
    assert facts["content"] == Content.objects.get().pk
    assert [one["id"] for one in facts["deliveries"]] == [row.pk for row in rows]
    assert {one["state"] for one in facts["deliveries"]} == {"scheduled"}
    assert {row.scheduled_at for row in rows} == {hour}
    alts = list(Medium.objects.values_list("alt", flat=True))
    assert alts == ["Jalan di Oelamasi", "Jembatan"]
    run()
    assert stage.posts() == []
    run(hour + LATER)
    posts = stage.posts()
    assert [len(one["photos"]) for one in posts] == [2, 2]
    assert all("https://example.org/jalan" in one["text"] for one in posts)


def test_a_film_goes_out_and_without_approve_nothing_does(
    stage: Stage, tmp_path: Path
) -> None:
    channel = tube(stage)
    words = ("--text", "Jembatan", "--video", str(film(tmp_path)), "--key", "film")
    words += ("--channels", str(channel.pk))
    code, facts = post(*words)
    run()
    assert (code, facts["deliveries"][0]["state"], stage.posts()) == (0, "draft", [])
    code, again = post(*words, "--approve")
    assert (code, again["content"]) == (0, facts["content"])
    run()
    assert len(stage.posts()) == 1


MEANS_NOTHING = {
    "no number": ("--channels", "satu"),
    "no number at all": ("--channels", ","),
    "a digit of another script": ("--channels", "١"),
    "a number below": ("--channels=-1",),
    "a number with a line": ("--channels", "1_0"),
    "a number that no database has": ("--channels", "9" * 30),
    "a number that Python refuses to read": ("--channels", "9" * 5000),
    "no moment": ("--at", "besok"),
    "an empty moment": ("--at", ""),
    "a moment before all others": ("--at", "0001-01-01T00:00"),
    "a moment after all others": ("--at", "9999-12-31T23:59:59-08:00"),
    "an empty key": ("--key", ""),
    "a long key": ("--key", "k" * 101),
    "a script for a link": ("--link", "javascript:alert(1)"),
    "a link with a line break": ("--link", "https://example.org/\nx"),
    "a long link": ("--link", "https://example.org/" + "x" * 500),
    "half a letter": ("--text", "x\udcff"),
    "a zero": ("--text", "a\0b"),
    "words without a file": ("--alt", "Jalan"),
}


@pytest.mark.parametrize("what", MEANS_NOTHING)
def test_what_can_mean_nothing_ends_with_two(channel: Channel, what: str) -> None:
    base = ("--text", "x", "--channels", str(channel.pk), "--approve")
    code, facts = post(*base, *MEANS_NOTHING[what])
    assert code == 2
    assert facts["error"].endswith(".")
    assert not Content.objects.exists()


@pytest.mark.parametrize(
    "words", [(), ("--channels", "1", "--appr"), ("--channels", "1", "--gambar", "x")]
)
def test_options_that_are_missing_or_unknown_end_with_two(
    channel: Channel, words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        Command().run_from_argv(["sasando", "post", "--text", "x", *words])
    assert ended.value.code == 2
    assert "usage" in capsys.readouterr().err
    assert not Content.objects.exists()


def files(folder: Path) -> dict[str, tuple[str, str]]:
    junk, small = folder / "catatan.jpg", folder / "kecil.bmp"
    junk.write_text("Bukan gambar.")
    Image.new("RGB", (8, 8)).save(small)
    half = folder / "terpotong.jpg"
    half.write_bytes(picture(folder).read_bytes()[:400])
    return {
        "a picture that is not there": ("--image", str(folder / "tidak-ada.jpg")),
        "a film that is not there": ("--video", str(folder / "tidak-ada.mp4")),
        "a folder": ("--image", str(folder)),
        "a device without end": ("--image", "/dev/zero"),
        "a film without end": ("--video", "/dev/zero"),
        "no picture": ("--image", str(junk)),
        "a picture of another kind": ("--image", str(small)),
        "a picture that breaks off": ("--image", str(half)),
        "a channel that is not there": ("--channels", "99999"),
        "a year too far": ("--at", "2099-01-01T00:00:00Z"),
    }


def test_what_is_refused_ends_with_one_and_leaves_nothing(
    channel: Channel, tmp_path: Path
) -> None:
    base = ("--text", "x", "--channels", str(channel.pk), "--approve", "--key", "k")
    for what, words in files(tmp_path).items():
        code, facts = post(*base, *words)
        assert (code, bool(facts["error"])) == (1, True), what
        assert not Content.objects.exists(), what


def test_what_cannot_be_approved_leaves_no_draft(stage: Stage) -> None:
    channel = stage.channel()
    words = ("--text", "", "--channels", str(channel.pk), "--key", "k", "--approve")
    code, facts = post(*words)
    assert (code, Content.objects.count()) == (1, 0)
    assert facts["error"]


def test_a_picture_loses_what_its_camera_wrote(
    channel: Channel, tmp_path: Path
) -> None:
    path, exif = tmp_path / "foto.jpg", Image.Exif()
    exif[0x010E] = "Di rumah Ratna"
    Image.new("RGB", (64, 64)).save(path, exif=exif)
    words = ("--text", "x", "--image", str(path), "--channels", str(channel.pk))
    assert post(*words)[0] == 0
    kept = payloads.path_of(Medium.objects.get().file).read_bytes()
    assert b"Di rumah Ratna" in path.read_bytes()
    assert b"Di rumah Ratna" not in kept


def test_a_key_stands_for_one_post_also_when_its_files_are_gone(
    stage: Stage, tmp_path: Path
) -> None:
    channel, photo = stage.channel(), picture(tmp_path)
    words = ("--text", "x", "--image", str(photo), "--channels", str(channel.pk))
    words += ("--key", "k", "--approve")
    first = post(*words)
    photo.unlink()
    assert post(*words) == first
    for other in (("--text", "y"), ("--link", "https://example.org/")):
        code, facts = post(*words, *other)
        assert (code, str(first[1]["content"]) in facts["error"]) == (1, True)
    run()
    assert len(stage.posts()) == 1


def test_a_key_approves_nothing_that_a_person_wrote_since(channel: Channel) -> None:
    words = ("--text", "x", "--channels", str(channel.pk), "--key", "k", "--approve")
    post(*words)
    edited(Content.objects.get(), "Lain sama sekali")
    assert only().status == "draft"
    code, facts = post(*words)
    assert (code, facts["deliveries"][0]["state"]) == (0, "draft")


def test_the_same_key_at_once_is_one_post(channel: Channel) -> None:
    words = ("--text", "x", "--channels", str(channel.pk), "--key", "k", "--approve")
    answers: list[tuple[int, Any]] = []

    def send() -> None:
        try:
            answers.append(post(*words))
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {code for code, _facts in answers} == {0}
    assert {facts["content"] for _code, facts in answers} == {Content.objects.get().pk}
    assert only().status == "scheduled"


def test_a_number_that_no_database_has_is_not_understood_anywhere(
    channel: Channel,
) -> None:
    from sasando.channels.management.commands.channels import Command as Channels
    from sasando.channels.management.commands.deliveries import Command as Deliveries

    for command, words in (
        (Deliveries, ["deliveries", "--content", "9" * 30]),
        (Channels, ["channels", "pause", "9" * 30]),
        (Channels, ["channels", "check", "-1"]),
    ):
        with pytest.raises(SystemExit) as ended:
            command().run_from_argv(["sasando", *words])
        assert ended.value.code == 2


def test_a_key_approves_nothing_that_a_person_moved_since(
    channel: Channel, ratna: User
) -> None:
    hour = timezone.now() + timedelta(days=2)
    words = ("--text", "x", "--channels", str(channel.pk), "--key", "k", "--approve")
    words += ("--at", hour.isoformat())
    post(*words)
    Content.objects.update(created_by=ratna)
    moving.move_delivery(only(), hour + DAY, by=ratna, at=timezone.now())
    assert only().status == "draft"
    code, facts = post(*words)
    assert (code, facts["deliveries"][0]["state"]) == (0, "draft")
