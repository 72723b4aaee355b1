"""Files that come in with a content: kept under the name of their bytes, measured."""

import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from django.conf import settings

from sasando.channels import payloads, renditions
from sasando.channels.adapters import adapter_of
from sasando.channels.models import Channel, Content, Medium, Variant
from sasando.channels.people import addressing
from sasando.channels.shapes import Focus
from sasando.formats import mp4

BIT = 1024 * 1024


@dataclass(frozen=True, slots=True)
class File:
    """A picture or film to go with a text."""

    path: Path
    kind: str = Medium.Kind.IMAGE
    alt: str = ""
    focus: Focus = None
    # Its number in the library; 0 for one of its own.
    picture: int = 0


def keep_file(content: Content, ordinal: int, file: File) -> None:
    """Copy a file below the media folder, under the name of its bytes.

    Of a film that every browser plays, what its camera wrote into it stays behind; of
    any other one when it is brought into the shape of a platform.
    """
    with without_telling(file) as path:
        put(content, ordinal, file, path)


@contextmanager
def without_telling(file: File) -> Iterator[Path]:
    """Lend a file that does not say where and by which camera a film was made."""
    if file.kind == Medium.Kind.VIDEO:
        with suppress(mp4.NotPlayed), file.path.open("rb") as source:
            copy = mp4.without_telling(source)
            with copy, NamedTemporaryFile(dir=settings.DATA) as plain:
                shutil.copyfileobj(copy, plain, BIT)
                plain.flush()
                yield Path(plain.name)
                return
    yield file.path


def put(content: Content, ordinal: int, file: File, path: Path) -> None:
    """Keep a file for good, and write down what it is."""
    digest = payloads.digest_of(path)
    name = f"channels/{digest[:2]}/{digest}{file.path.suffix.lower()}"
    kept = payloads.path_of(name)
    # One that was spoilt since is made good: who is told to attach it again does.
    if not kept.exists() or payloads.digest_of(kept) != digest:
        kept.parent.mkdir(parents=True, exist_ok=True)
        half = kept.with_suffix(".half")
        shutil.copyfile(path, half)
        half.rename(kept)
    width, height, seconds = measured(kept, file.kind)
    x, y = file.focus or (None, None)
    Medium.objects.create(
        content=content,
        ordinal=ordinal,
        kind=file.kind,
        file=name,
        digest=digest,
        size=kept.stat().st_size,
        alt=file.alt,
        width=width,
        height=height,
        seconds=seconds,
        focal_x=x,
        focal_y=y,
        picture_id=file.picture or None,
    )


def measured(path: Path, kind: str) -> tuple[int, int, float]:
    """Return width, height and seconds as a file is shown; 0 where it does not say."""
    if kind == Medium.Kind.IMAGE:
        with suppress(renditions.Unreadable):
            return *renditions.size_of(path), 0.0
    else:
        with suppress(mp4.NotPlayed), path.open("rb") as file:
            film = mp4.read(file)
            return film.width, film.height, film.seconds
    return 0, 0, 0.0


def keep_comment(content: Content, channels: Iterable[Channel], text: str) -> None:
    """Let a first comment follow on each of these channels that can have one."""
    for channel in channels:
        if text and adapter_of(channel.kind).caps.can_first_comment:
            options = {"first_comment": text}
            Variant.objects.create(content=content, channel=channel, options=options)


def keep_addressing(
    content: Content, channels: Iterable[Channel], chosen: Mapping[str, Any]
) -> None:
    """Let each of these channels that goes to people have this subject and audience."""
    for channel in channels:
        options = addressing.options_for(channel.kind, chosen)
        options = {name: one for name, one in options.items() if one != ""}
        if options:
            Variant.objects.create(content=content, channel=channel, options=options)
