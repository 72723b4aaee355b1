"""First come, first served: how many verbs of one process meet PostgreSQL at once.

Thirty threads that talk to it at the same time hand Python's one lock to whoever is
lucky: most verbs take 0.1 s and the unluckiest three times that. A few at a time lose
no speed and wait alike. SQLite has a queue of its own (`core.sqlite`).
"""

import os
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from django.db import connection

PLACES = 4


class Turns:
    """A counting lock whose waiters are let in in the order in which they came."""

    def __init__(self, places: int) -> None:
        self.gate, self.free = Lock(), places
        self.waiting: deque[Lock] = deque()

    def enter(self) -> None:
        """Take a place, waiting for one's turn if none is free."""
        with self.gate:
            if self.free:
                self.free -= 1
                return
            turn = Lock()
            turn.acquire()
            self.waiting.append(turn)
        turn.acquire()

    def leave(self) -> None:
        """Give the place to who waits longest."""
        with self.gate:
            if self.waiting:
                self.waiting.popleft().release()
            else:
                self.free += 1


VERBS = Turns(PLACES)


def begin_anew() -> None:
    """In a forked child: nobody of the parent's threads is here."""
    global VERBS
    VERBS = Turns(PLACES)


os.register_at_fork(after_in_child=begin_anew)


@contextmanager
def turn() -> Iterator[None]:
    """Hold a place while a verb runs that is the first of its transaction.

    Who is inside a transaction goes on: it may hold rows that others wait for.
    """
    if connection.vendor != "postgresql" or connection.in_atomic_block:
        yield
        return
    turns = VERBS
    turns.enter()
    try:
        yield
    finally:
        turns.leave()
