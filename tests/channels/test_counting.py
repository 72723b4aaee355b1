"""What needs no platform: how letters are counted, which address, which hour."""

from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest
from tests.channels.films import TUBE

from sasando.channels.adapters import Piece, Place, Post, adapter_of, kinds, shown
from sasando.channels.adapters.google import is_at, till_midnight


@pytest.mark.parametrize(
    ("moment", "hours"),
    [
        (datetime(2026, 3, 7, 20, tzinfo=UTC), 12),
        # The clocks go forward on 8 March, back on 1 November, at two.
        (datetime(2026, 3, 8, 8, tzinfo=UTC), 23),
        (datetime(2026, 11, 1, 7, tzinfo=UTC), 25),
        (datetime(2026, 7, 1, 6, 59, tzinfo=UTC), 1 / 60),
    ],
)
def test_the_day_of_google_has_its_own_hours(moment: datetime, hours: float) -> None:
    assert till_midnight(format_datetime(moment)) == round(hours * 3600) + 60
    assert till_midnight("") == till_midnight("tomorrow") == 0


@pytest.mark.parametrize(
    ("url", "is_ours"),
    [
        ("https://youtube.googleapis.com/upload?upload_id=1", True),
        ("https://www.googleapis.com/upload?upload_id=1", True),
        ("http://www.googleapis.com/upload", False),
        ("https://10.0.0.1/upload", False),
        ("https://notgoogleapis.com/upload", False),
    ],
)
def test_a_film_goes_to_the_platform_alone(url: str, is_ours: bool) -> None:
    place = Place("https://www.googleapis.com", TUBE)
    assert is_at(place, url) is is_ours


@pytest.mark.parametrize(
    ("text", "options", "problems"),
    [
        ("x" * 100, {}, []),
        ("x" * 101, {}, ["title_too_long"]),
        ("x" * 101, {"title": "Pendek"}, []),
        ("Judul\n" + "é" * 2497, {}, []),
        ("Judul\n" + "é" * 2498, {}, ["too_long"]),
        ("1 < 2", {}, ["angle_brackets"]),
        ("", {}, ["title_needed"]),
        ("Judul", {"tags": ["a b" * 100, "c" * 198]}, ["tags_too_long"]),
    ],
)
def test_words_are_counted_as_youtube_counts(
    text: str, options: dict[str, Any], problems: list[str]
) -> None:
    piece = Piece("video", Path("x.mp4"), "d", 1)
    found = adapter_of("youtube").validate(Post(text, "", (piece,), options))
    assert [one.name for one in found] == problems


def test_a_post_without_a_film_is_none() -> None:
    [problem] = adapter_of("youtube").validate(Post("Judul"))
    assert problem.name == "film_needed"


@pytest.mark.parametrize(
    ("text", "pieces", "problems"),
    [
        ("x" * 4096, (), []),
        ("😀" * 2048, (), []),
        ("😀" * 2048 + "x", (), ["too_long"]),
        ("x" * 1024, ("image",), []),
        ("x" * 1025, ("image",), ["too_long"]),
        ("", ("image",) * 5 + ("video",) * 5, []),
        ("", ("image",) * 6 + ("video",) * 5, ["too_many_media"]),
    ],
)
def test_letters_are_counted_in_halves_of_utf_16(
    text: str, pieces: tuple[Any, ...], problems: list[str]
) -> None:
    made = tuple(Piece(kind, Path("x"), "d", 1) for kind in pieces)
    found = adapter_of("telegram").validate(Post(text, "", made))
    assert [one.name for one in found] == problems


@pytest.mark.parametrize("kind", kinds())
def test_every_platform_says_how_a_post_will_stand(kind: str, tmp_path: Path) -> None:
    piece = Piece("image", tmp_path / "a.jpg", "0", 1)
    for pieces in ((), (piece,), (piece, piece)):
        post = Post("Jalan dibuka", "https://example.org/", pieces)
        assert "Jalan dibuka" in shown(kind, post).text
