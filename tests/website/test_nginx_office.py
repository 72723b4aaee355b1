"""An office behind nginx: killed, without its database, and still read."""

import contextlib
import os
import re
import signal
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from tests.core.test_serving import Office
from tests.website.nginx import HOST, Nginx, Said, ask, room, running
from tests.website.test_store_outage import FILL, PAGES, away, python

from sasando.core.management.commands import schema as writing

pytestmark = [pytest.mark.audit, pytest.mark.servers]
LEAVE = """
import django; django.setup()
from datetime import timedelta
from django.utils import timezone
from wagtail.models import Page
from wagtail.contrib.redirects.models import Redirect
from sasando.website.store import refreshing
Redirect.objects.create(old_path="/kabar", redirect_link="/berita/")
while refreshing.run(at=timezone.now(), seconds=60): pass
"""
PUBLIC = f"https://{HOST}"
# What belongs to one answer or one server.
OWN = {"date", "server", "etag", "connection", "accept-ranges"}


class Behind(Office):
    """An office whose readers come by nginx, with TLS in front."""

    def environment(self, **more: str) -> dict[str, str]:
        facts = {"SASANDO_PUBLIC_URL": PUBLIC, "SASANDO_PROXIES": "1"}
        return super().environment(**facts, **more)


@pytest.fixture(scope="module")
def place() -> Iterator[Path]:
    with room() as folder:
        yield folder


@pytest.fixture(scope="module")
def office(place: Path) -> Iterator[Behind]:
    with writing.scratch(settings.DATABASES["default"]) as database:
        one = Behind(place / "var", database)
        assert one.run("sasando", "schema").returncode == 0
        # As StateDirectoryMode of the sample for systemd does.
        one.data.chmod(0o711)
        python(one, FILL)
        python(one, LEAVE)
        one.open()
        yield one
        if one.process is not None and one.process.stdout is not None:
            if one.process.poll() is None:
                one.close(signal.SIGTERM)
            one.process.stdout.close()


@pytest.fixture(scope="module")
def nginx(place: Path, office: Behind) -> Iterator[Nginx]:
    with running(place, office.data / "site", office.port) as one:
        yield one


def test_scripts_and_sheets_are_kept_for_ever(nginx: Nginx) -> None:
    page = nginx.ask("/kantor/akun/login/").body.decode()
    found = re.search(r'"(/static/[^"]+\.[0-9a-f]{12}\.js)"', page)
    assert found
    said = nginx.ask(found[1], **{"Accept-Encoding": "br"})
    kept = set(said.headers["cache-control"].split(", "))
    assert kept == {"public", "max-age=31536000", "immutable"}
    assert said.headers["content-encoding"] == "br"


def every_path(office: Behind) -> list[str]:
    """Return the addresses of all that is stored."""
    whole = office.data / "site" / "whole"
    files = whole.rglob("*.page")
    names = [str(file.relative_to(whole)) for file in files]
    return sorted(
        f"/{n.removesuffix('index.page').removesuffix('.page')}" for n in names
    )


def told(said: Said) -> dict[str, str]:
    return {name: value for name, value in said.headers.items() if name not in OWN}


@pytest.mark.parametrize("accepted", ["identity", "gzip", "br"])
def test_headers_and_bytes_are_those_of_our_own_door(
    accepted: str, office: Behind, nginx: Nginx
) -> None:
    for path in every_path(office):
        ours = ask(office.port, path, Accept_Encoding=accepted)
        theirs = nginx.ask(path, Accept_Encoding=accepted)
        assert ours.status == theirs.status == 200
        assert told(theirs) == told(ours)
        assert theirs.body == ours.body
        assert "max-age=31536000" in theirs.headers["strict-transport-security"]
        assert sorted(set(theirs.names)) == sorted(theirs.names)


def test_what_is_no_stored_page_is_for_the_application(nginx: Nginx) -> None:
    said = nginx.ask("/kantor/akun/login/")
    assert said.status == 200
    assert "no-store" in said.headers["cache-control"]
    once = [name for name in said.names if name != "set-cookie"]
    assert sorted(set(once)) == sorted(once)
    assert nginx.ask("/tidak-ada/").status == 404
    assert nginx.ask("/?q=" + "x" * 8192).status == 200
    assert nginx.ask("/_health/").status == 200


def test_readers_who_take_nothing_leave_room_for_others(nginx: Nginx) -> None:
    head = f"GET /berita/ HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode()
    with contextlib.ExitStack() as lines:
        for number in range(100):
            line = socket.create_connection(("127.0.0.1", nginx.port), timeout=30)
            lines.enter_context(line)
            # Every other one does not even finish its question.
            line.sendall(head if number % 2 else head[:20])
        assert nginx.ask("/berita/").status == 200
        assert nginx.ask("/kantor/akun/login/").status == 200


def test_all_is_read_with_the_application_killed_and_the_database_away(
    office: Behind, nginx: Nginx
) -> None:
    before = {path: nginx.ask(path).body for path in PAGES}
    nginx.reload()
    assert office.process is not None
    family = office.family()
    for pid in (office.process.pid, *family):
        os.kill(pid, signal.SIGKILL)
    office.process.wait()
    with away(office):
        assert not office.healthy()
        for path in PAGES:
            said = nginx.ask(path)
            assert (said.status, said.body) == (200, before[path])
        said = nginx.ask("/kabar/")
        assert (said.status, said.headers["location"]) == (301, "/berita/")
        said = nginx.ask("/kantor/")
        assert said.status == 503
        assert "Situs ini sedang kami rawat" in said.body.decode()
        assert nginx.ask("/en/x/").headers["content-language"] == "en"
    # The others ask it again, in whatever order they come.
    if office.process.stdout is not None:
        office.process.stdout.close()
    office.open()
