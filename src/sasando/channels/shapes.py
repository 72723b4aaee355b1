"""In which shape a platform wants a picture or a film: plain values, no file is opened.

A shape stands in the payload that is approved, and so in its hash: what is drawn from
an original, a focal point and a shape is always the same (`renditions`, `films`).
"""

from dataclasses import asdict, dataclass
from typing import Any

MB = 1024 * 1024
# How we draw. Higher, when the same shape would be drawn otherwise than before.
RECIPE = 1
# A film with fewer bits a second is mush; and of its bytes, so many are used.
LEAST_BITS, USED = 380_000, 0.94
# Where the eye goes, in percent from left and from above; None for the middle.
Focus = tuple[int, int] | None
MIDDLE = (50, 50)


@dataclass(frozen=True, slots=True)
class Shape:
    """A JPEG: between which ratios of width to height, how wide and heavy at most."""

    narrow: float = 0.01
    wide: float = 100.0
    most_width: int = 1440
    least_width: int = 0
    most_bytes: int = 8 * MB
    # Several in one post are all cut to the ratio of the first.
    alike: bool = False

    def ratio(self, width: int, height: int) -> float:
        """Return the ratio that a picture of this size is cut to."""
        return min(max(width / height, self.narrow), self.wide)

    def like(self, ratio: float) -> "Shape":
        """Return the shape of exactly this ratio."""
        return Shape(
            *(ratio, ratio, self.most_width, self.least_width, self.most_bytes)
        )


@dataclass(frozen=True, slots=True)
class FilmShape:
    """An MP4 with H.264 and AAC: ratios, longest edge, seconds, bytes, at most."""

    narrow: float = 0.01
    wide: float = 100.0
    most_edge: int = 1920
    least_edge: int = 0
    least_seconds: int = 0
    most_seconds: int = 4 * 3600
    most_bytes: int = 1024 * MB

    def longest(self) -> int:
        """Return how many seconds have room in its bytes, and are allowed."""
        return min(self.most_seconds, int(self.most_bytes * 8 * USED / LEAST_BITS))

    def ratio(self, width: int, height: int) -> float:
        """Return the ratio that a film of this size is brought to."""
        return min(max(width / height, self.narrow), self.wide)


# What a telephone shows whole: reels, stories.
UPRIGHT = 9 / 16
AnyShape = Shape | FilmShape


def kept(shape: AnyShape | None) -> dict[str, Any]:
    """Return a shape as a payload keeps it; {} for none: it goes as it is."""
    return {} if shape is None else asdict(shape) | {"recipe": RECIPE}


def of(kind: str, facts: dict[str, Any]) -> AnyShape | None:
    """Return the shape that a payload keeps of a picture or a film."""
    facts = {name: value for name, value in facts.items() if name != "recipe"}
    if not facts:
        return None
    return Shape(**facts) if kind == "image" else FilmShape(**facts)
