"""What the store writes for a web server in front of us."""

from typing import Any

import pytest
from tests.website import storing

from sasando.core import csp
from sasando.website.models import HomePage
from sasando.website.store import keeping, outside
from sasando.website.store.folder import Folder, bundle

pytestmark = pytest.mark.django_db
HTML = [("Content-Type", "text/html; charset=utf-8")]


@pytest.fixture
def folder(home: HomePage, settings: Any, tmp_path: Any) -> Folder:
    settings.PAGE_STORE = tmp_path / "site"
    storing.fill()
    return keeping.folder()


def test_the_headers_of_every_page_are_one_map(folder: Folder) -> None:
    lines = folder.get("headers.map").decode().splitlines()
    policy = csp.policy_for("/")
    assert f'"content-security-policy:" "{policy}";' in lines
    assert '"x-frame-options:" "SAMEORIGIN";' in lines
    assert folder.get("headers/content-security-policy").decode() == policy
    stored = folder.read("/")
    assert stored is not None
    own = {"content-type", "content-language", "cache-control", "vary"}
    names = {name.lower() for name, _value in stored.headers} - own
    assert {line.split(":")[0].strip('"') for line in lines} == names


def test_the_page_for_bad_days_speaks_both_languages(folder: Folder) -> None:
    assert 'lang="id"' in (words := folder.get("maintenance/id.html").decode())
    assert "Situs ini sedang kami rawat" in words
    assert "We are working on this site" in folder.get("maintenance/en.html").decode()


def test_styles_of_the_last_release_stay_allowed(folder: Folder) -> None:
    def write(style: str) -> str:
        policy = f"default-src 'self'; style-src 'self' 'sha256-{style}='; x y"
        outside.write([("Content-Security-Policy", policy)])
        return folder.get("headers/content-security-policy").decode()

    write("a")
    assert "style-src 'self' 'sha256-b=' 'sha256-a='" in write("b")
    for number in range(20):
        said = write(f"c{number}")
    assert said.count("sha256") == 1 + outside.OLD_STYLES
    assert write("c19") == said


def test_the_time_of_a_page_is_made_of_its_bytes(tmp_path: Any) -> None:
    folder = Folder(tmp_path / "site")

    def time_of(body: bytes) -> float:
        with folder.writing("/", bundle(200, HTML, body)):
            pass
        return (folder.root / "pages/index.html").stat().st_mtime

    first, second = time_of(b"1 hari"), time_of(b"2 hari")
    assert first != second
    assert time_of(b"1 hari") == first
    assert 0 <= first < 2**31


def test_addresses_that_nginx_would_refuse_are_left_out() -> None:
    same = {"/Lama/": "/1/", "/lama/": "/2/", "/baru/": "/3/", "/" + "x" * 999: "/4/"}
    assert outside.moved(same) == '"/baru/" "/3/";\n'
