"""Pages are read while the PostgreSQL server is stopped: running, restarted, cold."""

import runpy
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.core.test_serving import Office
from tests.website.test_store_outage import FILL, PAGES, python, status

pytestmark = [pytest.mark.soak, pytest.mark.servers, pytest.mark.once]
TOOL = runpy.run_path("tools/postgres.py")


class Elsewhere(Office):
    """An office whose database lies on a server that we may stop."""

    url = ""

    def environment(self, **more: str) -> dict[str, str]:
        return super().environment(**more) | {"SASANDO_DATABASE_URL": self.url}


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Elsewhere]:
    one = Elsewhere(
        tmp_path / "var", {"ENGINE": "django.db.backends.sqlite3", "NAME": "x"}
    )
    yield one
    if one.process is not None and one.process.stdout is not None:
        if one.process.poll() is None:
            one.close(signal.SIGTERM)
        one.process.stdout.close()


def test_pages_are_read_while_the_server_is_stopped(office: Elsewhere) -> None:
    lent: Any = TOOL["server"](quick=True)
    with lent as office.url:
        assert office.run("sasando", "schema").returncode == 0
        python(office, FILL)
        office.open()
        assert status(office, "/kantor/akun/login/") == 200
    # Gone with its files: nobody listens there any more.
    assert [status(office, path) for path in PAGES] == [200] * 5
    assert status(office, "/?q=jalan") == 200
    assert status(office, "/cari/?q=jalan") >= 500
    office.close()
    office.open()
    assert "The stored pages are read all the same." in office.said
    assert [status(office, path) for path in PAGES] == [200] * 5
