"""A film on a Facebook Page: sent in pieces, shown once, found by its own name."""

import random
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from tests.channels.stage import Stage, only, picture, run

from sasando.channels import workflow
from sasando.channels.models import Variant
from sasando.channels.sandbox.platforms.facebook_films import PIECE_BYTES, Films
from sasando.channels.workflow import File, Saying
from sasando.core.workflow import NotAllowed

pytestmark = pytest.mark.django_db(transaction=True)
KINDS = ["video", "reel"]
FINISH = {"path_regex": "/(videos|video_reels)$"}
PIECES = {"path_regex": "/videos$|video-upload"}
LOOKS = (31, 121, 601, 1801)


def film(folder: Path, *, pieces: float = 2.5) -> Path:
    path, size = folder / "film.mp4", int(pieces * PIECE_BYTES)
    path.write_bytes(random.Random(7).randbytes(size))
    return path


def show(stage: Stage, folder: Path, kind: str = "video", *, more: Any = ()) -> Path:
    """Say something with a film, approved and due now."""
    channel, path, now = stage.channel(), film(folder), timezone.now()
    files = [File(path, "video"), *more]
    saying = Saying("Jembatan Oelamasi dibuka.", files=files, channels=[channel.pk])
    content = workflow.write(None, saying, by=None, at=now)
    if kind == "reel":
        options = {"as": "reel"}
        Variant.objects.create(content=content, channel=channel, options=options)
    workflow.approve(content, by=None, at=now)
    return path


def later(stage: Stage, seconds: float) -> None:
    """Let the engine and the platform be so many seconds on."""
    stage.world.shift = seconds
    run(timezone.now() + timedelta(seconds=seconds))


def there(stage: Stage) -> list[dict[str, Any]]:
    platform: Any = stage.world.platforms["facebook"]
    return list(platform.films.films.values())


def finishes(stage: Stage) -> int:
    said = [line["params"].get("upload_phase") for line in stage.world.log]
    return said.count("finish")


@pytest.mark.parametrize("kind", KINDS)
def test_a_film_is_published_when_its_status_says_so(
    stage: Stage, tmp_path: Path, kind: str
) -> None:
    path = show(stage, tmp_path, kind)
    run()
    assert (only().status, only().problem) == ("confirming", "processing")
    assert stage.posts() == []
    later(stage, 31)
    [post], [held] = stage.posts(), there(stage)
    assert (only().status, only().external_id) == ("published", post["id"])
    assert only().permalink == post["permalink"]
    assert (held["kind"], held["bytes"]) == (kind, path.read_bytes())
    assert finishes(stage) == 1
    workflow.recall(only(), by=None, at=timezone.now())
    later(stage, 60)
    assert (only().status, stage.posts()) == ("recalled", [])


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "fault",
    [
        "accept_then_reset",
        "short_range",
        pytest.param("refuse_5xx", marks=pytest.mark.soak),
    ],
)
def test_an_upload_that_breaks_off_goes_on_where_the_platform_says(
    stage: Stage, tmp_path: Path, kind: str, fault: str
) -> None:
    path = show(stage, tmp_path, kind)
    nth = 1 if kind == "reel" else 2
    match = {"path_regex": "video-upload" if kind == "reel" else "/videos$"}
    stage.fault(fault, match=match | {"nth": nth}, bytes=1000)
    for seconds in (0, 60, 120, 180):
        later(stage, seconds)
    [held] = there(stage)
    assert held["bytes"] == path.read_bytes()
    assert (only().status, len(stage.posts())) == ("published", 1)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("fault", ["accept_then_reset", "refuse_5xx"])
def test_a_finish_whose_answer_was_lost_is_one_post(
    stage: Stage, tmp_path: Path, kind: str, fault: str
) -> None:
    show(stage, tmp_path, kind)
    # The first request begins; of a video three more bring pieces.
    stage.fault(fault, match=FINISH | {"nth": 2 if kind == "reel" else 5})
    run()
    assert only().problem == "looking"
    for seconds in LOOKS:
        later(stage, seconds)
    assert (only().status, len(stage.posts())) == ("published", 1)
    assert len(there(stage)) == 1
    assert finishes(stage) == (1 if fault == "accept_then_reset" else 2)


def test_a_second_finish_of_one_film_is_no_second_post(
    stage: Stage, tmp_path: Path
) -> None:
    show(stage, tmp_path)
    run()
    only().prepared.get()
    row = only()
    row.status, row.due_at = "ready", timezone.now()
    row.save()
    run()
    assert (only().status, finishes(stage)) == ("confirming", 2)
    later(stage, 31)
    assert (only().status, len(stage.posts())) == ("published", 1)


def test_a_film_that_the_platform_cannot_read_is_a_persons_to_mend(
    stage: Stage, tmp_path: Path
) -> None:
    show(stage, tmp_path)
    stage.fault("processing_error", match=FINISH | {"nth": 5})
    run()
    later(stage, 31)
    assert (only().status, only().problem) == ("needs_human", "media")
    assert stage.posts() == []
    workflow.retry(only(), by=None, at=timezone.now() + timedelta(seconds=40))
    later(stage, 41)
    later(stage, 80)
    assert (only().status, len(stage.posts())) == ("published", 1)
    assert len(there(stage)) == 2


def test_a_film_goes_alone(stage: Stage, tmp_path: Path) -> None:
    with pytest.raises(NotAllowed):
        show(stage, tmp_path, more=[File(picture(tmp_path))])


def goes_back(monkeypatch: pytest.MonkeyPatch, answers: Any) -> list[Any]:
    """Let the platform want other pieces each time; return where they begin."""
    asked: list[Any] = []

    def wanted(_self: Any, film: dict[str, Any]) -> dict[str, str]:
        start, end = answers(film["size"], len(asked))
        asked.append(start)
        return {"start_offset": str(start), "end_offset": str(end)}

    monkeypatch.setattr(Films, "wanted", wanted)
    return asked


@pytest.mark.parametrize(
    "answers",
    [
        lambda _size, number: (number % 2 * 4096, 8192),
        lambda size, number: (number % 3, size + 9),
        lambda _size, number: (-1 - number, 4096),
        lambda _size, _number: (4096, 0),
    ],
)
def test_a_platform_whose_offsets_go_back_and_forth_is_given_up(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answers: Any
) -> None:
    asked = goes_back(monkeypatch, answers)
    show(stage, tmp_path)
    for minutes in (0, 1, 3, 6, 12, 23, 45):
        later(stage, minutes * 60)
    assert (only().status, only().problem) == ("failed", "unreachable")
    assert len(asked) < 60
    assert stage.posts() == []


def test_an_upload_that_begins_anew_after_the_middle_arrives(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = show(stage, tmp_path)
    rest = [0, PIECE_BYTES, 2 * PIECE_BYTES, 0, PIECE_BYTES, 2 * PIECE_BYTES]
    size = path.stat().st_size

    def wanted(_self: Any, film: dict[str, Any]) -> dict[str, str]:
        start = rest.pop(0) if rest else size
        film["bytes"] = path.read_bytes()[:start]
        end = min(start + PIECE_BYTES, size)
        return {"start_offset": str(start), "end_offset": str(end)}

    monkeypatch.setattr(Films, "wanted", wanted)
    monkeypatch.setattr(Films, "take", lambda self, film, _request: self.wanted(film))
    later(stage, 0)
    later(stage, 31)
    assert only().status == "published"
