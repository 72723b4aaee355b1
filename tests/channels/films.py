"""A YouTube channel on the double, and films to send there."""

import hashlib
from pathlib import Path
from typing import Any

from django.utils import timezone
from tests.channels.stage import TOKEN, Stage

from sasando.channels import workflow
from sasando.channels.models import Channel, Content, Variant
from sasando.channels.workflow import Connection, File, Saying

UNIT = 256 * 1024
TUBE, REFRESH = "UC1001", "segar"
PUT = {"method": "PUT", "path_regex": "upload/youtube/v3/videos$"}
FLIP = {"method": "PUT", "path_regex": "youtube/youtube/v3/videos$"}


def tube(stage: Stage, name: str = TUBE, **facts: Any) -> Channel:
    """Connect a YouTube channel of the double; its pieces are of 256 KiB."""
    on_it = {"id": name, "token": f"{TOKEN}-{name}", "refresh_token": REFRESH + name}
    stage.world.platforms["youtube"].add(on_it | facts.pop("there", {}))
    connection = Connection(
        kind="youtube",
        name=f"Saluran {name}",
        account_id=name,
        base_url=f"{stage.address}/youtube",
        tokens={
            "token": f"{TOKEN}-{name}",
            "refresh_token": REFRESH + name,
            "client_id": "client",
            "app_secret": "secret",
        },
        options={"piece_kib": "256"} | facts.pop("options", {}),
    )
    return workflow.connect(None, connection, by=None, at=timezone.now())


def film(folder: Path, *, units: float = 2.5, seed: int = 7) -> Path:
    """Make a film whose every piece differs from every other."""
    path, size = folder / f"film-{seed}.mp4", int(units * UNIT)
    with path.open("wb") as file:
        for number in range(size // 4096):
            file.write((seed * 1_000_003 + number).to_bytes(8, "big") * 512)
    return path


def show(channels: list[Channel], path: Path, **facts: Any) -> Content:
    """Write a film for these channels and approve it, now."""
    now, options = facts.pop("at", None) or timezone.now(), facts.pop("options", {})
    text = facts.pop("text", "Jembatan Oelamasi dibuka\nLewat mulai pukul enam.")
    files = [File(path, "video"), *map(File, facts.pop("covers", ()))]
    numbers = [one.pk for one in channels]
    saying = Saying(text=text, files=files, channels=numbers, **facts)
    content = workflow.write(None, saying, by=None, at=now)
    for channel in channels if options else ():
        Variant.objects.create(content=content, channel=channel, options=options)
    workflow.approve(content, by=None, at=now)
    return content


def films(stage: Stage) -> list[dict[str, Any]]:
    """Return every film that is at the double, private ones too."""
    there: Any = stage.world.platforms["youtube"]
    return [one for one in there.videos.values() if one["deleted_at"] is None]


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def pieces(stage: Stage) -> int:
    """Return how many requests went to sessions: pieces, and questions."""
    return len(stage.asked("PUT", "upload/youtube/v3/videos"))
