"""A film goes out in its platform's shape, made by ffmpeg beside all requests."""

import hashlib
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.channels.films import show
from tests.channels.real_films import PLACE, film, needs_ffmpeg
from tests.channels.stage import Stage, environment, eventually, only, run

from sasando.accounts.models import User
from sasando.channels import answering, films, payloads, shaping, workflow
from sasando.channels.films import Unplayable
from sasando.channels.models import Medium, Shaped
from sasando.channels.shapes import UPRIGHT, FilmShape, Focus
from sasando.channels.workflow import File, Saying
from sasando.core.workflow import NotAllowed

pytestmark = [
    *(pytest.mark.django_db(transaction=True), needs_ffmpeg, pytest.mark.once),
]
REEL = FilmShape(UPRIGHT, UPRIGHT, least_edge=960)


@pytest.fixture(autouse=True)
def with_ffmpeg(settings: Any) -> None:
    settings.FFMPEG = ""


def made(source: Path, shape: FilmShape, focus: Focus = None) -> films.Look:
    half = source.with_name("jadi.half")
    films.make(source, half, shape, focus, lambda _percent: None)
    assert PLACE.encode() not in half.read_bytes()
    assert b"<script>" not in half.read_bytes()
    assert b"loci" not in half.read_bytes()
    assert b"elst" not in half.read_bytes()
    assert half.read_bytes().index(b"moov") < half.read_bytes().index(b"mdat")
    return films.look(half)


@pytest.mark.audit
def test_a_film_for_a_telephone_is_upright_and_all_of_it_is_seen(
    tmp_path: Path,
) -> None:
    assert PLACE.encode() in film(tmp_path).read_bytes()
    look = made(film(tmp_path), REEL)
    assert (look.width, look.height) == (540, 960)
    assert look.is_plain


@pytest.mark.audit
def test_a_film_is_cut_around_its_focal_point_and_large_enough(tmp_path: Path) -> None:
    look = made(film(tmp_path), REEL, (20, 50))
    assert (look.width, look.height) == (540, 960)


def test_a_film_that_fits_only_loses_what_its_camera_wrote(tmp_path: Path) -> None:
    source = film(tmp_path, size="180x320")
    look = made(source, FilmShape())
    assert (look.width, look.height) == (180, 320)
    assert abs(look.size - source.stat().st_size) < 20_000


@pytest.mark.soak
def test_what_no_browser_plays_is_brought_into_h264(tmp_path: Path) -> None:
    assert made(film(tmp_path, name="film.mkv", codec="mpeg4"), FilmShape()).is_plain


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("kosong.mp4", b""),
        ("kata.mp4", b"bukan video" * 100),
        ("daftar.mp4", b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n"),
        ("gabung.mp4", b"ffconcat version 1.0\nfile /etc/passwd\n"),
        ("kepala.mp4", b"\0\0\0\x18ftypisom\0\0\0\0isommp42" + b"\xff" * 200),
    ],
)
def test_a_hostile_file_is_one_sentence(tmp_path: Path, name: str, body: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(body)
    with pytest.raises(Unplayable, match="film_unreadable"):
        films.look(path)


@pytest.mark.soak
def test_a_film_that_would_fill_the_memory_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Unplayable, match="film_unreadable"):
        films.look(film(tmp_path, size="8000x8000", seconds=0.1, codec="mpeg4"))


def test_a_film_waits_until_it_is_ready_and_then_goes_out(
    stage: Stage, tmp_path: Path
) -> None:
    show([stage.channel()], film(tmp_path, seconds=3.2), options={"as": "reel"})
    run()
    assert (only().status, only().problem) == ("scheduled", "film_works")
    # Nothing was asked of the platform.
    assert stage.world.log == []
    assert shaping.work()
    while shaping.work():
        pass
    run(timezone.now() + timedelta(seconds=20))
    platform: Any = stage.world.platforms["facebook"]
    [sent] = platform.films.films.values()
    digest = hashlib.sha256(sent["bytes"]).hexdigest()
    row = Shaped.objects.get(digest=digest)
    assert sent["kind"] == "reel"
    assert sent["bytes"] == payloads.path_of(row.file).read_bytes()
    assert PLACE.encode() not in sent["bytes"]


@pytest.mark.parametrize("is_alone", [True, False])
def test_a_film_that_cannot_be_made_ready_stops_only_its_own_post(
    stage: Stage, tmp_path: Path, is_alone: bool
) -> None:
    path = tmp_path / "rusak.mp4"
    path.write_bytes(b"\0\0\0\x18ftypisom" + b"\xff" * 5000)
    show([stage.channel()], path)
    while shaping.work():
        pass
    run()
    assert (only().status, only().problem) == ("media_failed", "film_unreadable")
    if is_alone:
        workflow.retry(only(), by=None, at=timezone.now())
    else:
        answering.retry_failed(only().content, by=None, at=timezone.now())
    assert Shaped.objects.get().status == "waiting"


@pytest.mark.soak
def test_a_film_too_long_for_its_channel_is_refused_before_any_work(
    stage: Stage, tmp_path: Path
) -> None:
    path = film(tmp_path, size="64x64", seconds=100)
    channel = stage.channel(kind="instagram")
    now = timezone.now()
    files = [File(path, "video"), File(film(tmp_path, name="2.mp4"), "video")]
    saying = Saying("Dua video.", files=files, channels=[channel.pk])
    with pytest.raises(NotAllowed, match=r"1:40.*1:00"):
        workflow.write(None, saying, by=None, at=now)


def test_who_reads_before_approving_waits_for_the_film(
    stage: Stage, tmp_path: Path, client: Client, maria: User
) -> None:
    channel = stage.channel()
    files = [File(film(tmp_path), "video")]
    saying = Saying("Jembatan.", files=files, channels=[channel.pk])
    content = workflow.write(None, saying, by=None, at=timezone.now())
    read = {only().pk: payloads.draft_of(content, channel).digest()}
    with pytest.raises(NotAllowed):
        workflow.approve(content, by=None, at=timezone.now(), read=read)
    client.force_login(maria)
    there = reverse("channels_content", args=[content.pk])
    button = reverse("channels_approve", args=[content.pk])
    assert button not in client.get(there).content.decode()
    assert shaping.work()
    assert button in client.get(there).content.decode()
    film_there = client.get(reverse("channels_picture", args=[only().pk, 1]))
    shown = b"".join(film_there.streaming_content)  # type: ignore[attr-defined]
    assert hashlib.sha256(shown).hexdigest() == Shaped.objects.get().digest
    workflow.approve(content, by=None, at=timezone.now(), read=read)
    assert only().status == "scheduled"


WORKER = """
import django
django.setup()
from sasando.channels import films, shaping
films.LIMITED = films.LIMITED.replace("os.nice(10)", "import time; time.sleep(60)")
shaping.work()
"""


def test_a_worker_killed_half_way_leaves_nothing_and_the_next_one_ends_it(
    stage: Stage, tmp_path: Path
) -> None:
    show([stage.channel()], film(tmp_path))
    worker = subprocess.Popen([sys.executable, "-c", WORKER], env=environment())
    eventually(lambda: Shaped.objects.get().tries == 1)
    below = Path(f"/proc/{worker.pid}/task/{worker.pid}/children")
    eventually(lambda: below.read_text().split() != [])
    [child] = below.read_text().split()
    worker.kill()
    worker.wait()
    eventually(
        lambda: (
            not Path(f"/proc/{child}/cmdline").exists()
            or not Path(f"/proc/{child}/cmdline").read_bytes()
        )
    )
    assert Shaped.objects.get().status == "waiting"
    assert shaping.work()
    row, kept = Shaped.objects.get(), payloads.path_of(Medium.objects.get().file)
    assert row.status == "done"
    assert list(kept.parent.glob("*.half")) == []


def test_without_ffmpeg_a_film_goes_as_it_is(
    stage: Stage, tmp_path: Path, settings: Any
) -> None:
    settings.FFMPEG = None
    show([stage.channel()], film(tmp_path))
    run()
    assert (only().status, Shaped.objects.count()) == ("confirming", 0)
