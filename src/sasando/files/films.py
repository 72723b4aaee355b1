"""Films as the office takes them; what is wrong with one is said in a sentence."""

from typing import IO, Any

from sasando.files.kinds import Source
from sasando.files.refusals import Reason, refused
from sasando.formats import mp4
from sasando.formats.mp4 import Film, NotPlayed, Why

REASONS = {
    Why.DAMAGED: Reason.DAMAGED,
    Why.TRACK: Reason.FILM_TRACK,
    Why.CODEC: Reason.FILM_CODEC,
}


def check(file: Source) -> Film:
    """Return what a film is made of. Raises Refused for one that is not played."""
    try:
        return mp4.check(file)
    except NotPlayed as fault:
        raise refused(REASONS[fault.why]) from fault


def without_telling(file: Any) -> IO[bytes]:
    """Return a copy in which no box tells place, owner or camera. Raises Refused."""
    try:
        return mp4.without_telling(file)
    except NotPlayed as fault:
        raise refused(REASONS[fault.why]) from fault
