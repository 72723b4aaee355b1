"""One thread of the web server takes requests at a time; those besides rest.

A task that wakes one thread after another costs more than a stored page: with 16 that
take turns at Python's lock, half as much again as with one. But one alone would be held
up by a slow sender. So a server may begin as many threads as it likes: who is one too
many rests when its answer is sent, and is called when another goes away for long.
"""

from collections.abc import Iterable, Iterator
from threading import Lock, Semaphore, get_ident
from time import monotonic

# Nobody rests for longer: were a call missed, this is how long readers would wait.
REST_SECONDS = 2.0
# Who was not seen for so long waits for a request, or has ended.
UNSEEN_SECONDS = 1.0


class Crew:
    """The threads of one server."""

    def __init__(self) -> None:
        self.lock, self.bell, self.resting = Lock(), Semaphore(0), 0
        # Who takes requests, and when it was last seen to.
        self.takes, self.seen = 0, 0.0

    def sends(self, answer: list[bytes]) -> Iterable[bytes]:
        """Return an answer that is ready, and whose length stands in its head.

        A reader has it when its last byte came, and does not see that we rest then.
        """
        me, now = get_ident(), monotonic()
        if self.takes != me:
            if now - self.seen < UNSEEN_SECONDS:
                return self.and_rests(answer) if any(answer) else answer
            self.takes = me
        self.seen = now
        return answer

    def goes(self) -> None:
        """Call another in this thread's place, for it may be long."""
        if self.takes == get_ident():
            self.takes, self.seen = 0, 0.0
        with self.lock:
            if self.resting:
                self.resting -= 1
                self.bell.release()

    def and_rests(self, answer: list[bytes]) -> Iterator[bytes]:
        yield from answer
        with self.lock:
            if not self.takes:
                # Who took requests went meanwhile, and found nobody to call.
                return
            self.resting += 1
        if self.bell.acquire(timeout=REST_SECONDS):
            return
        with self.lock:
            # Called just now: the call is left for the next.
            self.resting = max(self.resting - 1, 0)
