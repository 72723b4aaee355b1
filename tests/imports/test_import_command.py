"""`sasando import`: dry run, the whole way, and on after a kill."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from tests.imports import old_site
from tests.imports.bringing import importer, sections
from tests.imports.old_site import drawing, image, item
from wagtail.models import Page

from sasando.accounts.models import Unit, User
from sasando.imports.models import Import
from sasando.newsroom.models import NewsPage


@pytest.fixture
def ina(kominfo: Unit) -> User:
    """An editor, who imports."""
    sections()
    return importer(kominfo)


def command(*words: str) -> str:
    out = StringIO()
    call_command("import", *words, stdout=out)
    return out.getvalue()


@pytest.mark.django_db
def test_a_dry_run_says_all_and_writes_nothing(tmp_path: Path, ina: User) -> None:
    posts = [item(1, text=f"Satu {image('hilang.png')}"), item(2, date="kemarin")]
    posts += [item(3, status="draft", kind="page"), item(4, status="trash")]
    file = old_site.saved(tmp_path, old_site.export(*posts))
    before = Page.objects.count()
    said = command("wxr", str(file), "--media", str(tmp_path), "--dry-run")
    assert "2015-03-02" in said
    assert "hilang.png" in said
    assert "kemarin" in said
    assert "sampah" in said
    assert (Page.objects.count(), Import.objects.count()) == (before, 0)


@pytest.mark.django_db
def test_the_command_goes_the_whole_way_and_back(tmp_path: Path, ina: User) -> None:
    drawing(tmp_path, "a.png")
    text = old_site.export(item(1, text=f"Satu {image('a.png')}"), item(2))
    file = old_site.saved(tmp_path, text)
    who = ["--by", ina.email, "--unit", "Dinas Kominfo"]
    command("wxr", str(file), "--media", str(tmp_path), *who)
    assert NewsPage.objects.filter(live=False).count() == 2
    batch = Import.objects.get()
    assert batch.counts()["made"] == 3
    command("undo", str(batch.pk), "--by", ina.email)
    assert not NewsPage.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "words",
    [
        ["wxr", "tidak-ada.xml", "--dry-run"],
        ["wxr", "{file}", "--by", "siapa@example.org", "--unit", "Dinas Kominfo"],
        ["wxr", "{file}", "--by", "ina.contoh@example.org", "--unit", "Antah"],
        ["wxr", "{file}", "--media", "tidak-ada", "--dry-run"],
        ["wxr", "{file}", "--map", "a=majalah", "--dry-run"],
        ["undo", "9", "--by", "ina.contoh@example.org"],
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence(
    tmp_path: Path, ina: User, words: list[str]
) -> None:
    file = old_site.saved(tmp_path, old_site.export(item(1)))
    error = StringIO()
    with pytest.raises(SystemExit):
        call_command("import", *[w.format(file=file) for w in words], stderr=error)
    assert len(error.getvalue().strip().splitlines()) == 1
    assert not NewsPage.objects.exists()


PREPARE = """
import django; django.setup()
from sasando.core import schema; schema.load()
from tests import make
from tests.imports.bringing import sections
unit = make.unit("Dinas Kominfo"); sections()
make.person("Ina Contoh", "editor")
"""
JUDGE = """
import django; django.setup()
from sasando.core import entries
from sasando.core.models import Entry
from sasando.files.models import Picture
from sasando.imports.models import Row
from sasando.newsroom.models import NewsPage
assert entries.verify(Entry).faults == ()
made = Row.objects.made()
assert made.texts().count() == NewsPage.objects.count(), "each page has its row"
assert made.files().count() == Picture.objects.count(), "each picture has its row"
assert NewsPage.objects.filter(live=True).count() == 0
print(made.count())
"""


@pytest.mark.soak
@pytest.mark.servers
def test_a_kill_leaves_whole_rows_and_the_rest_comes_later(tmp_path: Path) -> None:
    env = os.environ | {
        "SASANDO_DATA": str(tmp_path / "var"),
        "SASANDO_DATABASE_URL": f"sqlite:///{tmp_path}/sasando.db",
        "DJANGO_SETTINGS_MODULE": "sasando.settings",
        "PYTHONPATH": f"src{os.pathsep}.",
    }
    python(PREPARE, env)
    for number in range(6):
        drawing(tmp_path / "uploads", f"{number}.png")
    posts = [item(n, text=f"Teks {n} {image(f'{n % 6}.png')}") for n in range(40)]
    file = old_site.saved(tmp_path, old_site.export(*posts))
    words = ["wxr", str(file), "--media", str(tmp_path / "uploads")]
    words += ["--by", "ina.contoh@example.org", "--unit", "Dinas Kominfo"]
    made = kill_within(words, env, tmp_path / "sasando.db")
    assert 9 <= made < 46
    again = ["resume", "1", "--by", "ina.contoh@example.org"]
    subprocess.run(sasando(again), env=env, check=True, stdout=subprocess.DEVNULL)
    assert int(python(JUDGE, env)) == 46


def kill_within(words: list[str], env: dict[str, str], database: Path) -> int:
    """Kill the import once some rows are in; return how many are whole."""
    process = subprocess.Popen(
        sasando(words), env=env, stdout=subprocess.DEVNULL, start_new_session=True
    )
    while process.poll() is None and rows_made(database) < 9:
        time.sleep(0.05)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    return int(python(JUDGE, env))


def rows_made(database: Path) -> int:
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as reader:
        made = "SELECT count(*) FROM imports_row WHERE state = 'made'"
        return int(reader.execute(made).fetchone()[0])


def sasando(words: list[str]) -> list[str]:
    return [sys.executable, "-m", "sasando", "import", *words]


def python(code: str, env: dict[str, str]) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code], env=env, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
