"""A picture goes out in its platform's shape: as it was shown, and nothing else."""

import hashlib
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image
from tests.channels.films import film, show, tube
from tests.channels.stage import Stage, only, picture, run, say
from tests.channels.test_telegram import chat

from sasando.accounts.models import User
from sasando.channels import payloads, renditions, shaping, workflow
from sasando.channels.adapters import adapter_of
from sasando.channels.models import Channel, Delivery, Medium, Shaped
from sasando.channels.shapes import Shape
from sasando.channels.workflow import File, Saying
from sasando.files.models import Picture
from sasando.files.rights import Consent, Rights

pytestmark = pytest.mark.django_db(transaction=True)
SQUARE = Shape(1, 1)
KINDS = ("facebook", "instagram", "threads", "telegram", "youtube")


def two_halves(folder: Path, size: tuple[int, int] = (400, 100)) -> Path:
    """Draw a picture that is red on the left and blue on the right."""
    path = folder / "dua.png"
    image = Image.new("RGB", size, "red")
    image.paste("blue", (size[0] // 2, 0, *size))
    image.save(path)
    return path


def colour(path: Path) -> str:
    with Image.open(path) as image:
        shown: Any = image.convert("RGB").getpixel((image.width // 2, 5))
    return "red" if shown[0] > shown[2] else "blue"


def open_one(stage: Stage, kind: str) -> Channel:
    if kind == "youtube":
        return tube(stage)
    return chat(stage) if kind == "telegram" else stage.channel(kind=kind)


def posted(stage: Stage, channel: Channel, folder: Path) -> Path:
    """Let a post with a picture, or a film, be due there; return its file at ours."""
    if channel.kind == "youtube":
        show([channel], film(folder))
    else:
        say([channel], pictures=[picture(folder)])
    return payloads.path_of(Medium.objects.get().file)


@pytest.mark.parametrize(("focus", "shown"), [((0, 50), "red"), ((100, 50), "blue")])
def test_a_picture_is_cut_around_its_focal_point(
    tmp_path: Path, focus: tuple[int, int], shown: str
) -> None:
    made = renditions.jpeg(two_halves(tmp_path), SQUARE, focus)
    with Image.open(made) as image:
        assert image.size == (100, 100)
    assert colour(made) == shown
    assert renditions.jpeg(two_halves(tmp_path), SQUARE) != made


def test_a_picture_weighs_no_more_than_its_platform_takes(tmp_path: Path) -> None:
    path = tmp_path / "ramai.png"
    Image.effect_noise((1400, 1000), 200).save(path)
    made = renditions.jpeg(path, Shape(most_bytes=150_000))
    assert made.stat().st_size <= 150_000


def test_a_thumbnail_is_as_large_as_youtube_wants_it(tmp_path: Path) -> None:
    shape = adapter_of("youtube").caps.picture
    assert shape
    with Image.open(renditions.jpeg(two_halves(tmp_path), shape)) as image:
        assert (image.format, image.size) == ("JPEG", (1280, 720))


@pytest.mark.parametrize("kind", ["facebook", "instagram"])
def test_the_preview_shows_the_very_file_that_goes_out(
    stage: Stage, client: Client, ratna: User, tmp_path: Path, kind: str
) -> None:
    say([stage.channel(kind=kind)], pictures=[two_halves(tmp_path)])
    client.force_login(ratna)
    answer: Any = client.get(reverse("channels_picture", args=[only().pk, 1]))
    shown = b"".join(answer.streaming_content)
    run()
    [post], platform = stage.posts(), stage.world.platforms[kind]
    if kind == "facebook":
        assert platform.photos[post["photos"][0]]["bytes"] == shown  # type: ignore[attr-defined]
    else:
        assert post["items"] == [hashlib.sha256(shown).hexdigest()]
    assert only().status == "published"


def test_another_focal_point_is_another_approval(stage: Stage, tmp_path: Path) -> None:
    channels = [stage.channel(), stage.channel(kind="instagram")]
    path, now = two_halves(tmp_path), timezone.now()
    saying = Saying("", files=[File(path)], channels=[one.pk for one in channels])
    content = workflow.write(None, saying, by=None, at=now)
    before = [one.digest() for one in payloads.drafts_of(content, channels).values()]
    Medium.objects.update(focal_x=0, focal_y=50)
    after = [one.digest() for one in payloads.drafts_of(content, channels).values()]
    assert not set(before) & set(after)


def test_a_file_that_was_spoilt_on_the_disk_is_drawn_anew(
    stage: Stage, tmp_path: Path
) -> None:
    say([stage.channel()], pictures=[picture(tmp_path)])
    shaping.ready(payloads.post_of(only()))
    row = Shaped.objects.get()
    good = payloads.path_of(row.file).read_bytes()
    payloads.path_of(row.file).write_bytes(b"spoilt")
    run()
    [post], platform = stage.posts(), stage.world.platforms["facebook"]
    assert platform.photos[post["photos"][0]]["bytes"] == good  # type: ignore[attr-defined]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "harm",
    [
        "changed",
        pytest.param("gone", marks=pytest.mark.soak),
        pytest.param("empty", marks=pytest.mark.soak),
    ],
)
def test_a_file_that_is_not_what_was_approved_is_not_sent(
    stage: Stage, tmp_path: Path, kind: str, harm: str
) -> None:
    file = posted(stage, open_one(stage, kind), tmp_path)
    if harm == "gone":
        file.unlink()
    else:
        file.write_bytes(b"" if harm == "empty" else file.read_bytes()[:-1] + b"x")
    run()
    row = Delivery.objects.get()
    assert (row.status, row.problem) == ("media_failed", "media_gone")
    assert row.problem_facts == {"item": 1}
    assert stage.world.log == []


def test_a_consent_withdrawn_after_the_approval_stops_the_post(
    stage: Stage, tmp_path: Path
) -> None:
    stated = {"rights": Rights.OWN, "consent": Consent.NOT_NEEDED}
    content = ContentFile(picture(tmp_path).read_bytes(), name="jembatan.jpg")
    shown = Picture(title="Jembatan", file=content, **stated)
    shown.save()
    now, channel = timezone.now(), stage.channel()
    files = [File(picture(tmp_path), picture=shown.pk)]
    saying = Saying("Jembatan.", files=files, channels=[channel.pk])
    workflow.approve(workflow.write(None, saying, by=None, at=now), by=None, at=now)
    Picture.objects.update(consent=Consent.WITHDRAWN)
    run()
    assert (only().status, only().problem) == ("media_failed", "no_right")
    assert stage.world.log == []


@pytest.mark.parametrize("body", [b"", b"<svg/>", b"GIF89a broken"])
def test_what_cannot_be_drawn_is_one_sentence_and_nothing_is_sent(
    stage: Stage, tmp_path: Path, body: bytes
) -> None:
    path = tmp_path / "rusak.jpg"
    path.write_bytes(body)
    say([stage.channel()], pictures=[path])
    run()
    assert (only().status, only().problem) == ("media_failed", "picture_unreadable")
    assert stage.world.log == []
