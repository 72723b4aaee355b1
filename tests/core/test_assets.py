"""Scripts and sheets have names made of their bytes, and are kept for ever."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.http import HttpResponse
from django.templatetags.static import static
from django.test import Client, RequestFactory

from sasando.core import assets

FOR_EVER = "max-age=31536000, public, immutable"


@pytest.fixture
def place(settings: Any, tmp_path: Path) -> Iterator[Path]:
    settings.STATIC_ROOT = str(tmp_path)
    assets.named.cache_clear()
    yield tmp_path
    assets.named.cache_clear()


def sent(path: str) -> Any:
    """Return what a server that has been running for a while sends."""
    hand = assets.Assets(lambda request: HttpResponse(status=404))
    hand.autorefresh = False
    return hand(RequestFactory().get(path, HTTP_ACCEPT_ENCODING="br"))


def test_a_script_names_those_it_loads_by_their_bytes_too(place: Path) -> None:
    address = static("sasando/js/field.js")
    assert re.fullmatch(r"/static/sasando/js/field\.[0-9a-f]{12}\.js", address)
    answer = sent(address)
    assert answer["Cache-Control"] == FOR_EVER
    assert answer["Content-Encoding"] == "br"
    assert answer["ETag"]
    text = (place / address.removeprefix("/static/")).read_text()
    loaded = re.findall(r'from "\./([\w.-]+)"', text)
    assert len(loaded) == 4
    for name in loaded:
        assert re.fullmatch(r"[\w-]+\.[0-9a-f]{12}\.js", name)
        assert sent(f"/static/sasando/js/{name}")["Cache-Control"] == FOR_EVER


def test_a_sheet_names_its_icons_by_their_bytes(place: Path) -> None:
    address = static("wagtailadmin/css/core.css")
    text = (place / address.removeprefix("/static/")).read_text()
    icons = re.findall(r"url\((\.\./images/[^)]+)\)", text)
    assert icons
    assert all(re.search(r"\.[0-9a-f]{12}\.svg$", icon) for icon in icons)
    assert "url(data:" in text


def test_a_server_that_looks_for_each_file_finds_it_too(place: Path) -> None:
    name = static("sasando/js/today.js").removeprefix("/static/")
    assert finders.find(name) == str(place / name)
    assert finders.find("sasando/js/x.0123456789ab.js") is None
    assert assets.Kept().find("../x.0123456789ab.js") == []


def test_what_nobody_named_is_not_looked_for(place: Path) -> None:
    (place / "x.js").write_text("")
    for path in ("x.js", "../x.js", "a.0123456789ab.js", "x.0123456789ab.js/.."):
        assert sent(f"/static/{path}").status_code == 404
    assert static("no/such.js") == "/static/no/such.js"


def test_a_full_disk_leaves_a_file_its_own_name(place: Path, settings: Any) -> None:
    settings.STATIC_ROOT = "/proc/nowhere"
    assert static("sasando/js/today.js") == "/static/sasando/js/today.js"


@pytest.mark.django_db
def test_a_page_that_is_not_stored_is_asked_for_anew_and_not_sent_twice(
    home: Any, client: Client
) -> None:
    first = client.get("/cari/")
    assert first["Cache-Control"] == "no-cache"
    again = client.get("/cari/", HTTP_IF_NONE_MATCH=first["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    assert "no-store" in client.get("/kantor/akun/login/")["Cache-Control"]
