"""A film of 200 MB goes to each platform with less than 64 MB of memory beside it."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.utils import timezone
from tests.channels.films import show
from tests.channels.stage import Stage, only, run
from tests.channels.test_telegram import chat
from tests.channels.test_youtube_kills import taken

from sasando.channels.models import Channel
from sasando.channels.sandbox.platforms import facebook_films
from sasando.channels.shapes import MB
from sasando.core.workflow import NotAllowed

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.soak]
MOST_MB = 64


def large(folder: Path, mb: int) -> Path:
    path = folder / "besar.mp4"
    with path.open("wb") as file:
        file.write(b"\0\0\0\x18ftypisom" + bytes(65520))
        for number in range(1, mb * MB // 65536):
            file.write(number.to_bytes(8, "big") * 8192)
    return path


def facebook(stage: Stage) -> Channel:
    return stage.channel()


def reel(stage: Stage) -> Channel:
    return stage.channel()


def instagram(stage: Stage) -> Channel:
    return stage.channel(kind="instagram")


def threads(stage: Stage) -> Channel:
    return stage.channel(kind="threads")


@pytest.mark.parametrize("opened", [facebook, reel, instagram, threads])
def test_a_film_of_200_mb_takes_less_than_64_mb(
    stage: Stage,
    tmp_path: Path,
    opened: Callable[[Stage], Channel],
    record_property: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # As much at once as a platform asks for, and more.
    monkeypatch.setattr(facebook_films, "PIECE_BYTES", 100 * MB)
    options = {"as": "reel"} if opened is reel else {}
    show([opened(stage)], large(tmp_path, 200), options=options)
    used = [taken(later) for later in (0, 35, 70)]
    for seconds in (100, 200, 400):
        stage.world.shift = seconds
        run(timezone.now() + timedelta(seconds=seconds))
    record_property("MB", used)
    print(opened.__name__, used)
    assert (only().status, len(stage.posts())) == ("published", 1)
    assert max(used) < MOST_MB, used
    drop()


def test_telegram_takes_50_mb_and_says_so_before_anything_is_sent(
    stage: Stage, tmp_path: Path, record_property: Any
) -> None:
    channel = chat(stage)
    with pytest.raises(NotAllowed, match="50"):
        show([channel], large(tmp_path, 200))
    show([channel], large(tmp_path, 45))
    used = taken()
    record_property("MB", used)
    print("telegram", used)
    assert (only().status, len(stage.posts())) == ("published", 1)
    assert used < MOST_MB
    drop()


def drop() -> None:
    """Take 200 MB off the disk of the tests again."""
    row = only()
    for piece in row.payload["pieces"]:
        Path(settings.MEDIA_ROOT, piece["file"]).unlink()
