"""What the terminal says at start: each sentence in Indonesian, then in English.

Plain pairs of sentences: nothing of Django is loaded when they are needed.
"""

import contextlib
import sys
from typing import TextIO


class Fault(Exception):
    """Why Sasando does not start: one sentence in Indonesian, one in English."""

    def __init__(self, indonesian: str, english: str) -> None:
        super().__init__(indonesian, english)
        self.indonesian, self.english = indonesian, english


def full() -> Fault:
    return Fault(
        "Disk penuh; sediakan ruang kosong, lalu jalankan lagi.",
        "The disk is full; make some room, then start again.",
    )


def comma(number: float) -> str:
    """Return a number with one decimal as Indonesian writes it."""
    return f"{number:.1f}".replace(".", ",")


def show(indonesian: str, english: str, *, to: TextIO | None = None) -> None:
    """Write one sentence in both languages, Indonesian first."""
    say(f"{indonesian}\n{english}", to=to)


def say(words: str, *, to: TextIO | None = None) -> None:
    # A closed terminal (SIGHUP) must not keep us from stopping the children.
    with contextlib.suppress(BrokenPipeError):
        print(words, file=to or sys.stdout, flush=True)
