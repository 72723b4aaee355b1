"""From "approve" to accepted by all six channels of the demo, as an office runs it.

    python bench/approve.py

`sasando start` with its own database, its worker, and the demo's six channels; the
double in a process of its own. A text with a picture goes to Facebook, Instagram,
Threads, Telegram and by hand, a film to YouTube, both approved at once. The seconds go
from the approval to the last answer, by the attempts that the worker writes; the
double's own answers take a few milliseconds and are part of them.
"""

import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))

from bench.start import READY, SASANDO, free_port

ROUNDS, PATIENCE_SECONDS, BUDGET_SECONDS = 11, 60, 2.0
MEDIA = Path(__file__).parent.parent / "src/sasando/demo/media"


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        port, own = free_port(), free_port()
        os.environ |= {
            "SASANDO_DATA": folder,
            "PORT": str(port),
            "DJANGO_SETTINGS_MODULE": "sasando.settings",
        }
        with running(*SASANDO, "start", until=READY.search):
            sandbox = (*SASANDO, "sandbox", "--port", str(own))
            with running(*sandbox, until=lambda line: "http://" in line):
                seconds = rounds(own, Path(folder))
    median, worst = statistics.median(seconds), max(seconds)
    load = os.getloadavg()[0]
    print("| rounds | median | worst | budget | load of the machine |")
    print("| --- | --- | --- | --- | --- |")
    row = f"| {ROUNDS} | {median:.2f} s | {worst:.2f} s | {BUDGET_SECONDS} s |"
    print(f"{row} {load:.1f} |")
    return int(median > BUDGET_SECONDS)


@contextmanager
def running(*words: str, until: Any) -> Iterator[None]:
    """Run a command, from the line on that says it is ready; end it as Ctrl-C does."""
    process = subprocess.Popen(
        words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    try:
        assert process.stdout is not None
        while not until(line := process.stdout.readline()):
            assert line, f"{words} ended before it was ready"
        yield
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=60)


def rounds(port: int, folder: Path) -> list[float]:
    """Approve one post after another; return the seconds of each."""
    import django

    django.setup()
    from PIL import Image

    from sasando.channels.models import Channel

    for channel in Channel.objects.exclude(base_url=""):
        channel.base_url = f"http://127.0.0.1:{port}/{channel.kind}"
        channel.save(update_fields=["base_url"])
    picture = folder / "picture.jpg"
    with Image.open(MEDIA / "jembatan.webp") as image:
        image.convert("RGB").save(picture)
    seconds = []
    for number in range(ROUNDS + 1):
        seconds.append(one_round(number, picture))
        print(f"{seconds[-1]:.2f} s", file=sys.stderr)
    # The first one wakes what has never run.
    return seconds[1:]


def one_round(number: int, picture: Path) -> float:
    from django.utils import timezone

    from sasando.channels import workflow
    from sasando.channels.models import Channel
    from sasando.channels.workflow import File, Saying

    by_kind = dict(Channel.objects.values_list("kind", "pk"))
    tube = by_kind.pop("youtube")
    text, now = f"Kabar nomor {number} dari kantor contoh.", timezone.now()
    both = [
        Saying(text=text, files=[File(picture)], channels=list(by_kind.values())),
        Saying(
            text=text, files=[File(MEDIA / "sasando.mp4", "video")], channels=[tube]
        ),
    ]
    written = [workflow.write(None, saying, by=None, at=now) for saying in both]
    approved = timezone.now()
    for content in written:
        workflow.approve(content, by=None, at=timezone.now())
    return (answered(written) - approved).total_seconds()


def answered(written: list[Any]) -> datetime:
    """Wait for the last of the six; return when its answer was there."""
    from sasando.channels.models import Attempt, Delivery

    rows = Delivery.objects.filter(content__in=written)
    done, end = ("published", "needs_human"), time.monotonic() + PATIENCE_SECONDS
    while rows.filter(status__in=done).count() < rows.count():
        states = list(rows.values_list("channel__kind", "status", "problem"))
        assert time.monotonic() < end, states
        time.sleep(0.05)
    attempts = Attempt.objects.filter(delivery__in=rows, ended_at__isnull=False)
    last = attempts.order_by("ended_at").values_list(
        "delivery__channel__kind", "ended_at"
    )
    *_others, (kind, at) = last
    # Which one is waited for, for who wonders about a round.
    print(f"last: {kind}", file=sys.stderr)
    return at


if __name__ == "__main__":
    sys.exit(main())
