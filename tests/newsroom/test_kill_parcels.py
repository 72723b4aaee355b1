"""Killed half-way, a parcel is out whole or not at all."""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.killing import office, python
from tests.newsroom.test_kill import PREPARE

JUDGE = """
import django; django.setup()
from wagtail.models import Page
from sasando.core import entries, publication, replay, triggers
from sasando.core.models import Entry
from sasando.newsroom.models import Parcel
assert entries.verify(Entry).faults == ()
assert triggers.missing() == []
assert publication.unapproved(Page.objects.all()) == []
assert replay.discords() == []
for parcel in Parcel.objects.all():
    live = set(parcel.members.values_list("page__live", flat=True))
    expected = {parcel.status == "out"}
    assert live == expected, (parcel.pk, parcel.status, live)
    if parcel.status == "out":
        times = set(parcel.members.values_list("page__first_published_at", flat=True))
        assert times == {parcel.out_at}, (parcel.pk, times)
print(Parcel.objects.filter(status="out").count())
"""


@pytest.mark.soak
def test_forty_kills_while_parcels_go_out_leave_all_or_nothing(tmp_path: Path) -> None:
    campaign(tmp_path, kills=40)


def campaign(tmp_path: Path, *, kills: int) -> None:
    with office(tmp_path) as env:
        kill(env, kills=kills)


def kill(env: dict[str, str], *, kills: int) -> None:
    python(PREPARE, env)
    dice, finished = random.Random(7), 0
    for _ in range(kills):
        process = subprocess.Popen(
            [sys.executable, "tests/newsroom/parcelling.py"],
            env=env,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert process.stdout is not None
        assert process.stdout.readline().startswith("due")
        # A release of four pages takes about this long.
        time.sleep(dice.uniform(0.0, 0.3))
        process.send_signal(signal.SIGKILL)
        finished += sum(line.startswith("out") for line in process.stdout)
        process.wait()
    assert finished <= int(python(JUDGE, env)) <= finished + kills
