"""A film as a platform wants it: MP4 with H.264 and AAC, by ffmpeg where it is.

ffmpeg reads what strangers send: it gets a file and no network, no environment, no
list of other files, and the limits below; when it breaks or loops, it dies alone, and
with the process that started it. Nothing of the camera goes along (place, owner).
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import IO, Any

from django.conf import settings

from sasando.channels.renditions import frame
from sasando.channels.shapes import USED, FilmShape, Focus

MOST_PIXELS, MOST_SECONDS, MOST_STREAMS = 36_000_000, 4 * 3600, 24
# What telephones and cameras write; no play list, which names other files.
WRITTEN_AS = "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,mpegts,mpeg"
READS_FILES = (
    *("-protocol_whitelist", "file", "-format_whitelist", WRITTEN_AS),
    *("-max_pixels", str(MOST_PIXELS)),
)
MEMORY_BYTES, LOOK_SECONDS, LEAST_WORK_SECONDS = 3 << 30, 30, 300
# Films of a quarter of an hour take some minutes here; what takes this long is none.
TIMES_ITS_LENGTH, MOST_WORK_SECONDS = 8, 3000
SLOWEST, FASTEST, PLAIN = 23, 60, 30
MOST_BITS, SOUND_BITS = 8_000_000, 128_000
COMPLAINT_BYTES = 300
# Sets the limits in the child, then becomes the program: not between fork and exec,
# which is unsafe beside other threads.
LIMITED = """
import ctypes, os, resource, signal, sys
memory, seconds, size, parent = map(int, sys.argv[1:5])
ctypes.CDLL(None).prctl(1, signal.SIGKILL)
if os.getppid() != parent:
    os._exit(1)
limits = {"AS": memory, "CPU": seconds, "FSIZE": size, "NOFILE": 64, "CORE": 0}
for name, most in limits.items():
    resource.setrlimit(getattr(resource, "RLIMIT_" + name), (most, most))
os.nice(10)
os.execv(sys.argv[5], sys.argv[5:])
"""


class Unplayable(Exception):
    """This is no film that can be shown; its text is the name of the sentence."""


@dataclass(frozen=True, slots=True)
class Look:
    """What ffprobe says of a film."""

    width: int
    height: int
    seconds: float
    # Pictures a second.
    speed: Fraction
    # H.264 and AAC in an MP4, as every platform plays it.
    is_plain: bool
    size: int


def can_work() -> bool:
    """Return whether films can be changed here."""
    return settings.FFMPEG is not None and bool(program("ffmpeg"))


def program(name: str) -> str:
    """Return the path of ffmpeg or ffprobe; "" where there is none."""
    given = settings.FFMPEG
    if given:
        beside = Path(shutil.which(given) or given).with_name(name)
        return str(beside) if beside.exists() else ""
    return shutil.which(name) or ""


# --- what it is ---------------------------------------------------------------------


def look(path: Path) -> Look:
    """Return what a film is. Raises Unplayable."""
    asked = "stream=codec_type,codec_name,width,height,pix_fmt,avg_frame_rate"
    asked += ",sample_aspect_ratio:stream_side_data=rotation"
    asked += ":format=duration,format_name"
    words = ["-v", "error", *READS_FILES, "-show_entries", asked, "-of", "json"]
    with tempfile.TemporaryFile() as out:
        run("ffprobe", [*words, str(path)], out=out, seconds=LOOK_SECONDS)
        out.seek(0)
        facts = json.loads(out.read() or b"{}")
    streams, whole = facts.get("streams", []), facts.get("format", {})
    shown = next((one for one in streams if one.get("codec_type") == "video"), None)
    seconds = number(whole.get("duration"))
    if shown is None or not seconds or len(streams) > MOST_STREAMS:
        raise Unplayable("film_unreadable")
    width, height = size_of(shown)
    if not min(width, height) >= 16 or width * height > MOST_PIXELS:
        raise Unplayable("film_unreadable")
    if seconds > MOST_SECONDS:
        raise Unplayable("film_endless")
    sounds = {one["codec_name"] for one in streams if one.get("codec_type") == "audio"}
    is_plain = (
        "mp4" in whole.get("format_name", "")
        and shown.get("codec_name") == "h264"
        and shown.get("pix_fmt") in {"yuv420p", "yuvj420p"}
        and sounds <= {"aac"}
    )
    speed = fraction(shown.get("avg_frame_rate"))
    return Look(width, height, seconds, speed, is_plain, path.stat().st_size)


def size_of(stream: dict[str, Any]) -> tuple[int, int]:
    """Return width and height as it is shown: square dots, turned upright."""
    width, height = int(stream.get("width") or 0), int(stream.get("height") or 0)
    dots = fraction(str(stream.get("sample_aspect_ratio", "")).replace(":", "/"))
    width = round(width * dots) if 0 < dots < 100 else width
    turns = [one.get("rotation", 0) for one in stream.get("side_data_list", [])]
    is_turned = any(round(number(turn)) % 180 for turn in turns)
    return (height, width) if is_turned else (width, height)


def number(value: Any) -> float:
    try:
        return float(value)
    except (TypeError, ValueError):
        return 0.0


def fraction(value: Any) -> Fraction:
    try:
        return Fraction(str(value))
    except (ValueError, ZeroDivisionError):
        return Fraction(0)


# --- what becomes of it -------------------------------------------------------------


def fits(film: Look, shape: FilmShape) -> bool:
    """Return whether a film only has to lose what its camera wrote into it."""
    ratio = film.width / film.height
    return (
        film.is_plain
        and abs(shape.ratio(film.width, film.height) / ratio - 1) < 0.01
        and shape.least_edge <= max(film.width, film.height) <= shape.most_edge
        and film.size <= shape.most_bytes * USED
        and SLOWEST <= film.speed <= FASTEST
    )


def make(
    source: Path,
    half: Path,
    shape: FilmShape,
    focus: Focus,
    told: Callable[[int], None],
) -> None:
    """Write a film in this shape to `half`; `told` hears percents. Raises Unplayable.

    With a focal point it is cut around it; without one all of it stays to be seen, with
    black borders.
    """
    film = look(source)
    if not shape.least_seconds <= film.seconds <= shape.most_seconds + 0.5:
        raise Unplayable("film_length")
    how = ["-c", "copy"] if fits(film, shape) else drawn(film, shape, focus)
    words = [
        *("-nostdin", "-hide_banner", "-loglevel", "error", "-y", *READS_FILES),
        *("-i", str(source), "-map", "0:v:0", "-map", "0:a:0?", "-sn", "-dn"),
        *("-map_metadata", "-1", "-map_chapters", "-1", *how),
        *("-fflags", "+bitexact", "-flags:v", "+bitexact", "-flags:a", "+bitexact"),
        # No edit lists, and what a player needs stands first: Instagram wants it so.
        *("-use_editlist", "0", "-movflags", "+faststart+negative_cts_offsets"),
        *("-progress", "pipe:1", "-f", "mp4", str(half)),
    ]
    seconds = min(
        max(LEAST_WORK_SECONDS, int(film.seconds * TIMES_ITS_LENGTH)),
        MOST_WORK_SECONDS,
    )
    for line in lines("ffmpeg", words, seconds=seconds, size=2 * shape.most_bytes):
        name, _is, value = line.partition("=")
        if name == "out_time_us" and value.isdecimal():
            told(min(99, int(int(value) / 10_000 / film.seconds)))
    made = look(half)
    if made.size > shape.most_bytes:
        raise Unplayable("film_length")
    if abs(made.seconds - film.seconds) > max(2, film.seconds / 20):
        raise Unplayable("film_unreadable")


def drawn(film: Look, shape: FilmShape, focus: Focus) -> list[str]:
    """Return how ffmpeg writes every picture and sound anew."""
    bits = bits_for(film.seconds, shape)
    speed = film.speed if SLOWEST <= film.speed <= FASTEST else Fraction(PLAIN)
    filters = [f"fps={speed}", *filters_for(film, shape, focus), "format=yuv420p"]
    return [
        *("-vf", ",".join(filters), "-c:v", "libx264", "-preset", "veryfast"),
        *("-profile:v", "high", "-crf", "21", "-threads", "2"),
        *("-maxrate", str(bits), "-bufsize", str(2 * bits), "-g", "120"),
        *("-c:a", "aac", "-b:a", str(SOUND_BITS), "-ac", "2", "-ar", "48000"),
    ]


def bits_for(seconds: float, shape: FilmShape) -> int:
    """Return how many bits a second there may be, so that it is not too heavy."""
    room = int(shape.most_bytes * 8 * USED / max(seconds, 1)) - SOUND_BITS
    return max(min(room, MOST_BITS), 0)


def filters_for(film: Look, shape: FilmShape, focus: Focus) -> Iterator[str]:
    """Yield what brings its pictures into this shape."""
    ratio = shape.ratio(film.width, film.height)
    yield f"scale={film.width}:{film.height},setsar=1"
    if focus is not None:
        left, top, right, bottom = frame((film.width, film.height), ratio, focus)
        yield f"crop={right - left}:{bottom - top}:{left}:{top}"
        width, height = edges((bottom - top) * ratio, bottom - top, shape)
        yield f"scale={width}:{height}"
    else:
        # The smallest paper of this ratio on which all of it has room.
        paper = max(film.width, film.height * ratio)
        width, height = edges(paper, paper / ratio, shape)
        by = "force_original_aspect_ratio=decrease:force_divisible_by=2"
        yield f"scale={width}:{height}:{by}"
        yield f"pad={width}:{height}:(ow-iw)/2:(oh-ih)/2:black"
    yield "setsar=1"


def edges(width: float, height: float, shape: FilmShape) -> tuple[int, int]:
    """Return even edges, the longer one as long as is allowed."""
    long = max(width, height)
    by = min(max(long, shape.least_edge), shape.most_edge) / long
    return max(2, round(width * by / 2) * 2), max(2, round(height * by / 2) * 2)


# --- the program --------------------------------------------------------------------


def start(name: str, words: list[str], **more: Any) -> subprocess.Popen[bytes]:
    """Start a program within its limits; it dies with this process."""
    seconds, size = more.pop("seconds"), more.pop("size", 0)
    path = program(name)
    if not path:
        raise Unplayable("no_ffmpeg")
    limits = [MEMORY_BYTES, 4 * seconds, size or COMPLAINT_BYTES * 1000, os.getpid()]
    command = [sys.executable, "-I", "-c", LIMITED, *map(str, limits), path, *words]
    return subprocess.Popen(  # noqa: S603 - our own command
        command, stdin=subprocess.DEVNULL, env={"LC_ALL": "C"}, **more
    )


def run(name: str, words: list[str], *, out: IO[bytes], seconds: int) -> None:
    """Let a program write its answer. Raises Unplayable where it fails."""
    more = {"stdout": out, "stderr": subprocess.DEVNULL, "seconds": seconds}
    child = start(name, words, **more)
    try:
        code = child.wait(seconds)
    except subprocess.TimeoutExpired:
        code = 1
    finally:
        stop(child)
    if code:
        raise Unplayable("film_unreadable")


def lines(name: str, words: list[str], *, seconds: int, size: int) -> Iterator[str]:
    """Yield what a program says while it works. Raises Unplayable where it fails."""
    ends = time.monotonic() + seconds
    more = {"stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    child = start(name, words, **more, seconds=seconds, size=size)
    try:
        assert child.stdout  # noqa: S101 - for the type
        for line in child.stdout:
            yield line.decode("ascii", "replace").strip()
            if time.monotonic() > ends:
                raise Unplayable("film_unreadable")
        code = child.wait()
    finally:
        stop(child)
    if code:
        raise Unplayable("film_unreadable")


def stop(child: subprocess.Popen[bytes]) -> None:
    if child.poll() is None:
        child.send_signal(signal.SIGKILL)
        child.wait()
    if child.stdout:
        child.stdout.close()
