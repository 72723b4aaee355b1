"""Killed half-way, a publication is whole or did not happen."""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.killing import office, python

PREPARE = """
import django; django.setup()
from sasando.core import schema; schema.load()
from tests import make
make.unit(); make.site()
for name, role in (("penulis", "writer"), ("penyetuju", "approver")):
    make.person(name, role)
"""
JUDGE = """
import django; django.setup()
from wagtail.models import Page, Revision
from sasando.core import entries, publication, triggers
from sasando.core.models import Approval, Entry
from sasando.newsroom.models import NewsPage
assert entries.verify(Entry).faults == ()
assert triggers.missing() == []
assert publication.unapproved(Page.objects.all()) == []
for page in NewsPage.objects.all():
    approvals = list(Approval.objects.filter(page=page))
    logged = Entry.objects.for_instance(page).filter(action="page.approved").count()
    assert len(approvals) == logged, (page.pk, approvals, logged)
    if page.live:
        marks = [each.revision_id for each in approvals if not each.voided_at]
        assert marks == [page.live_revision_id], (page.pk, marks)
print(NewsPage.objects.filter(live=True).count())
"""


@pytest.mark.once
@pytest.mark.servers
def test_a_kill_during_publication_leaves_all_or_nothing(tmp_path: Path) -> None:
    campaign(tmp_path, kills=3)


@pytest.mark.soak
def test_sixty_kills_during_publication_leave_all_or_nothing(tmp_path: Path) -> None:
    campaign(tmp_path, kills=30)


def campaign(tmp_path: Path, *, kills: int) -> None:
    with office(tmp_path) as env:
        kill(env, kills=kills)


def kill(env: dict[str, str], *, kills: int) -> None:
    python(PREPARE, env)
    finished = 0
    dice = random.Random(11)
    for _ in range(kills):
        process = subprocess.Popen(
            [sys.executable, "tests/newsroom/publishing.py"],
            env=env,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert process.stdout is not None
        assert process.stdout.readline()
        time.sleep(dice.uniform(0.0, 0.5))
        process.send_signal(signal.SIGKILL)
        finished += 1 + len(process.stdout.readlines())
        process.wait()
    # What was reported as published is there; at most one a kill is there unreported.
    assert finished <= int(python(JUDGE, env)) <= finished + kills
