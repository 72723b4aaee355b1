"""A real worker, paused (SIGSTOP) for longer than its lease, wakes up: still one post.

Paused while it prepares, it meets its fence; paused between the written attempt and the
first byte, the monotonic clock.
"""

import os
import signal
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Thread

import pytest
from django.utils import timezone
from tests.channels.stage import (
    LATER,
    Fleet,
    Stage,
    eventually,
    only,
    picture,
    run,
    say,
)

from sasando.channels import spool, waits, workflow
from sasando.channels.models import Channel

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.servers]
PHOTOS = {"method": "POST", "path_regex": "/photos$"}


def signalled(pid: int, sign: int) -> None:
    """Send a signal to a worker and to all that runs its jobs."""
    below = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    for one in (pid, *map(int, below)):
        os.kill(one, sign)


def test_a_worker_paused_while_it_prepares_finds_its_row_gone(
    stage: Stage, workers: Fleet, tmp_path: Path
) -> None:
    say([stage.channel()], pictures=[picture(tmp_path)])
    stage.fault("accept_then_wait", seconds=1, match=PHOTOS)
    paused = workers.start()
    eventually(lambda: stage.asked("POST", "/photos"))
    signalled(paused, signal.SIGSTOP)
    run(timezone.now() + LATER)
    assert only().status == "published"
    fence = only().fence
    signalled(paused, signal.SIGCONT)
    # It goes on, and says something else when it is asked to.
    say([Channel.objects.get()], text="Yang lain.")
    eventually(lambda: len(stage.posts()) == 2)
    workers.kill()
    first = stage.posts()[0]
    row = Channel.objects.get().deliveries.earliest("pk")
    assert (row.status, row.external_id, row.fence) == ("published", first["id"], fence)
    assert len(stage.asked("POST", "/feed")) == 2


class Gate:
    """A port that opens no connection before `open`; then it leads to the double."""

    def __init__(self, there: int) -> None:
        self.there, self.door = there, socket.socket()
        self.door.bind(("127.0.0.1", 0))
        self.door.listen(0)
        self.port = self.door.getsockname()[1]
        self.callers = [socket.socket() for _ in range(4)]
        for one in self.callers:
            one.setblocking(False)
            one.connect_ex(("127.0.0.1", self.port))

    def open(self) -> None:
        """Let in who waits, and whoever comes."""
        for one in self.callers:
            one.close()
        self.door.listen(64)
        Thread(target=self.let_in, daemon=True).start()

    def let_in(self) -> None:
        with suppress(OSError):
            while True:
                caller, _where = self.door.accept()
                double = socket.create_connection(("127.0.0.1", self.there))
                for pair in ((caller, double), (double, caller)):
                    Thread(target=carry, args=pair, daemon=True).start()


def carry(source: socket.socket, sink: socket.socket) -> None:
    """Carry bytes from one socket to another, to the end."""
    with suppress(OSError):
        while piece := source.recv(65536):
            sink.sendall(piece)
        sink.shutdown(socket.SHUT_WR)


@contextmanager
def gate(stage: Stage) -> Iterator[Gate]:
    made = Gate(int(stage.address.rpartition(":")[2]))
    yield made
    made.door.close()


@pytest.mark.soak
def test_a_worker_paused_before_its_first_byte_sends_nothing_when_it_wakes(
    stage: Stage, workers: Fleet
) -> None:
    say([stage.channel()])
    with gate(stage) as closed:
        Channel.objects.update(base_url=f"http://127.0.0.1:{closed.port}/facebook")
        paused = workers.start()
        eventually(lambda: only().status == "sending")
        signalled(paused, signal.SIGSTOP)
        # The kernel opens the connection meanwhile: it could send at once.
        closed.open()
        time.sleep(waits.LEASE.total_seconds() - waits.MARGIN_SECONDS + 2)
        run(timezone.now() + LATER)
        # Its file is held by a process that lives: nothing is proven.
        assert only().status == "confirming"
        signalled(paused, signal.SIGCONT)
        eventually(lambda: not list(spool.folder().iterdir()))
        assert stage.asked("POST", "/feed") == []
        workers.kill()
        for look in waits.LOOKS:
            run(timezone.now() + LATER + look)
        assert (only().status, only().problem) == ("needs_human", "unproven")
        late = timezone.now() + LATER
        workflow.publish_again(only(), "Tidak ada.", by=None, at=late)
        run(late)
        assert (only().status, len(stage.posts())) == ("published", 1)
