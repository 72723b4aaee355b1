"""Killed anywhere on its way, the fetcher makes exactly one draft of each letter."""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.killing import office, python
from tests.newsroom.field import photo
from tests.newsroom.imap_server import Box, serving
from tests.newsroom.letters_made import JUDGE, letter

from sasando.newsroom.inbox import jobs

PREPARE = f"""
import django; django.setup()
from sasando.core import schema; schema.load()
from tests import make
from wagtail.models import Site
from sasando.newsroom.office import NewsroomSettings
make.site(); make.person("Ratna Contoh", "writer", of=make.unit())
NewsroomSettings.objects.create(site=Site.objects.get(), mail_judge="{JUDGE}")
"""
JUDGEMENT = """
import django; django.setup()
from collections import Counter
from sasando.core import entries
from sasando.core.models import Entry
from sasando.files.models import Picture
from sasando.newsroom.models import FieldPhoto, Letter, NewsPage
assert entries.verify(Entry).faults == ()
titles = Counter(NewsPage.objects.values_list("title", flat=True))
assert set(titles.values()) == {1}, titles
assert all(letter.status == "accepted" for letter in Letter.objects.all())
pictures, photos = Picture.objects.count(), FieldPhoto.objects.count()
assert pictures == photos == 2 * len(titles), (pictures, photos)
assert not NewsPage.objects.filter(picture=None).exists()
print(len(titles))
"""


@pytest.mark.soak
def test_forty_kills_leave_one_draft_a_letter(tmp_path: Path) -> None:
    campaign(tmp_path, kills=40)


def campaign(tmp_path: Path, *, kills: int) -> None:
    with office(tmp_path) as env:
        kill(env, kills=kills)


def kill(env: dict[str, str], *, kills: int) -> None:
    python(PREPARE, env)
    dice = random.Random(5)
    with serving() as box:
        for number in range(kills):
            put(box, number)
            process = subprocess.Popen(
                [sys.executable, "tests/newsroom/fetching.py", str(box.port)],
                env=env,
                stdout=subprocess.PIPE,
                text=True,
            )
            assert process.stdout is not None
            assert process.stdout.readline()
            time.sleep(dice.uniform(0.0, 2.5))
            process.send_signal(signal.SIGKILL)
            process.wait()
        finish = [sys.executable, "tests/newsroom/fetching.py", str(box.port)]
        # On a slow machine nearly all are left, and a round takes no more than so many.
        for _ in range(1 + kills // jobs.MOST_LETTERS):
            subprocess.run(finish, env=env, check=True)
        assert box.new() == []
    assert int(python(JUDGEMENT, env)) == kills


def put(box: Box, number: int) -> None:
    # Each letter has photos of its own, so that two are never taken for one.
    days = [f"2026:11:{day:02d} 0{number % 10}:15:00" for day in (20, 21)]
    head = {"Message-ID": f"<{number}@x>", "Subject": f"Panen {number}"}
    box.put(letter(*[photo(day) for day in days], head=head))
