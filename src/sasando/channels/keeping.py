"""Files that come in with a content: kept under the name of their bytes, measured."""

import shutil
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from sasando.channels import payloads, renditions
from sasando.channels.adapters import adapter_of
from sasando.channels.models import Channel, Content, Medium, Variant
from sasando.channels.shapes import Focus
from sasando.formats import mp4


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
    """Copy a file below the media folder, under the name of its bytes."""
    digest = payloads.digest_of(file.path)
    name = f"channels/{digest[:2]}/{digest}{file.path.suffix.lower()}"
    kept = payloads.path_of(name)
    # One that was spoilt since is made good: who is told to attach it again does.
    if not kept.exists() or payloads.digest_of(kept) != digest:
        kept.parent.mkdir(parents=True, exist_ok=True)
        half = kept.with_suffix(".half")
        shutil.copyfile(file.path, half)
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
