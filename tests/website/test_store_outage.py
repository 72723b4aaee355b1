"""Stored pages are read while the database is away, after a restart too."""

import contextlib
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from tests.core.test_serving import Office, office  # noqa: F401

from sasando.core import schema

pytestmark = pytest.mark.servers
PAGES = ("/", "/berita/", "/siaran-pers/", "/en/", "/en/news/")
FILL = """
import django; django.setup()
from django.utils import timezone
from sasando.website.workflow import Office, set_up
from sasando.website.store import refreshing
set_up(Office(name="Dinas Contoh"), by=None, at=timezone.now())
while refreshing.run(at=timezone.now(), seconds=60): pass
"""
MOVE = """
import django; django.setup()
from sasando.website.models import OfficeSettings
OfficeSettings.objects.update(address="Jalan Baru 1")
"""


def python(office: Office, code: str) -> None:  # noqa: F811
    subprocess.run(
        [sys.executable, "-c", code],
        env=office.environment(DJANGO_SETTINGS_MODULE="sasando.settings"),
        check=True,
        timeout=90,
    )


def status(office: Office, path: str) -> int:  # noqa: F811
    try:
        with urlopen(f"http://127.0.0.1:{office.port}{path}", timeout=30) as answer:
            return int(answer.status)
    except HTTPError as error:
        return error.code


def refusal(office: Office, path: str) -> HTTPError:  # noqa: F811
    with pytest.raises(HTTPError) as refused:
        urlopen(f"http://127.0.0.1:{office.port}{path}", timeout=30)
    return refused.value


def says_when_to_come_back(office: Office) -> bool:  # noqa: F811
    """Return whether what nobody stored is answered in both languages, framed."""
    for path, sentence in (
        ("/cari/?q=jalan", "Situs ini sedang kami rawat"),
        ("/en/search/?q=road", "We are working on this site"),
        ("/tidak-ada/", "Situs ini sedang kami rawat"),
    ):
        said = refusal(office, path)
        page = said.read().decode()
        assert (said.code, said.headers["Retry-After"]) == (503, "120"), path
        assert "sha256-" in said.headers["Content-Security-Policy"]
        assert sentence in page
        assert 'class="menu"' in page
        assert 'class="footer"' in page
    return True


def words(office: Office, path: str) -> str:  # noqa: F811
    with urlopen(f"http://127.0.0.1:{office.port}{path}", timeout=30) as answer:
        return str(answer.read().decode())


def wait_until(happened: Callable[[], bool], *, seconds: float) -> bool:
    end = time.monotonic() + seconds
    while not happened() and time.monotonic() < end:
        time.sleep(0.05)
    return happened()


@contextlib.contextmanager
def away(office: Office) -> Iterator[None]:  # noqa: F811
    """Take the database away: the file, or the server's answer under its name."""
    if schema.vendor_of(office.database) == "sqlite":
        file = Path(office.database["NAME"])
        aside = file.with_name("aside")
        aside.mkdir()
        for each in list(file.parent.glob(f"{file.name}*")):
            if each.is_file():
                each.rename(aside / each.name)
        yield
        for each in aside.iterdir():
            each.replace(file.parent / each.name)
        return
    rename(office, office.database["NAME"], "aside_of_test")
    yield
    rename(office, "aside_of_test", office.database["NAME"])


def rename(office: Office, old: str, new: str) -> None:  # noqa: F811
    with contextlib.closing(
        schema.connect(office.database | {"NAME": "postgres"})
    ) as raw:
        raw.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s",
            [old],
        )
        raw.execute(f'ALTER DATABASE "{old}" RENAME TO "{new}"')


def test_pages_are_read_without_a_database_warm_restarted_and_cold(
    office: Office,  # noqa: F811
) -> None:
    assert office.run("sasando", "schema").returncode == 0
    python(office, FILL)
    office.open()
    assert status(office, "/") == 200
    with away(office):
        # The others were never asked of this process.
        assert [status(office, path) for path in PAGES] == [200] * 5
        assert status(office, "/?q=jalan") == 200
        office.close()
        office.open()
        assert "The stored pages are read all the same." in office.said
        assert [status(office, path) for path in PAGES] == [200] * 5
        assert says_when_to_come_back(office)
    # It is back, and nobody has to start anything again.
    assert status(office, "/cari/?q=jalan") == 200
    assert refusal(office, "/tidak-ada/").code == 404


@pytest.mark.soak
def test_a_change_by_any_process_is_read_soon(office: Office) -> None:  # noqa: F811
    assert office.run("sasando", "schema").returncode == 0
    python(office, FILL)
    office.open()
    assert "Jalan Baru 1" not in words(office, "/")
    python(office, MOVE)
    assert wait_until(lambda: "Jalan Baru 1" in words(office, "/"), seconds=60)
    assert wait_until(lambda: "Jalan Baru 1" in words(office, "/en/news/"), seconds=60)
