"""What the double knows, on the disk: a restart forgets nothing that the public saw.

    state.json     accounts, posts, containers; the bytes of files by their hash
    SHA256         a picture or a film, as it was uploaded

Uploads that were not at their end, and faults that wait, are forgotten: a platform may
lose those too.
"""

import base64
import json
import os
from collections.abc import Iterator, Mapping
from hashlib import sha256
from itertools import count
from operator import attrgetter
from pathlib import Path
from typing import Any

from sasando.channels.sandbox.world import World

STATE = "state.json"
SMALL = 64


class Shelf:
    """A folder in which one world is kept."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.seen = -1

    def is_empty(self) -> bool:
        return not (self.folder / STATE).exists()

    def keep(self, world: World) -> None:
        """Write the world down, if anything was asked since the last time."""
        with world.lock:
            if self.seen == len(world.log):
                return
            self.seen = len(world.log)
            facts = {
                name: {key: self.packed(getattr(part, key)) for key in keys}
                for name, part, keys in parts_of(world)
            }
        self.write(STATE, json.dumps(facts).encode())

    def bring_back(self, world: World) -> None:
        """Let the world know again what was kept."""
        facts = json.loads((self.folder / STATE).read_bytes())
        for name, part, keys in parts_of(world):
            for key in set(keys) & facts.get(name, {}).keys():
                setattr(part, key, self.unpacked(facts[name][key]))

    def packed(self, value: Any) -> Any:
        """Return a value as JSON holds it."""
        if isinstance(value, bytes):
            return self.of_bytes(value)
        if isinstance(value, count):
            return {"__count__": next(value)}
        if isinstance(value, set):
            return {"__set__": sorted(value)}
        if isinstance(value, Mapping):
            return {str(name): self.packed(one) for name, one in value.items()}
        if isinstance(value, list | tuple):
            return [self.packed(one) for one in value]
        return value

    def of_bytes(self, value: bytes) -> dict[str, str]:
        if len(value) <= SMALL:
            return {"__bytes__": base64.b64encode(value).decode()}
        name = sha256(value).hexdigest()
        if not (self.folder / name).exists():
            self.write(name, value)
        return {"__file__": name}

    def unpacked(self, value: Any) -> Any:
        if isinstance(value, list):
            return [self.unpacked(one) for one in value]
        if not isinstance(value, dict):
            return value
        if "__bytes__" in value:
            return base64.b64decode(value["__bytes__"])
        if "__file__" in value:
            return (self.folder / value["__file__"]).read_bytes()
        if "__set__" in value:
            return set(value["__set__"])
        if "__count__" in value:
            return count(value["__count__"])
        return {name: self.unpacked(one) for name, one in value.items()}

    def write(self, name: str, content: bytes) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        half = self.folder / f".{name}-{os.getpid()}"
        half.write_bytes(content)
        half.replace(self.folder / name)


def parts_of(world: World) -> Iterator[tuple[str, Any, tuple[str, ...]]]:
    """Yield what is kept: its name, whose it is, and what of it."""
    yield "world", world, ("names", "numbers")
    for platform in world.platforms.values():
        for below, keys in getattr(platform, "keeps", {}).items():
            part = attrgetter(below)(platform) if below else platform
            yield f"{platform.name}.{below}", part, keys
