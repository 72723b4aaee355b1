"""Stored pages are read without Django, whatever a client sends."""

import gzip
import json
import shutil
from collections.abc import Callable
from typing import Any

import brotli
import pytest

from sasando.website.store import serving
from sasando.website.store.folder import IN_HASTE, Folder, bundle
from sasando.website.store.serving import Door, encodings_of

PAGE = b"<!doctype html><title>Halo</title>" + b"<p>Warga boleh lewat.</p>" * 40
HEADERS = [("Content-Type", "text/html; charset=utf-8"), ("Cache-Control", "no-cache")]
Ask = Callable[..., tuple[str, dict[str, str], bytes]]


class Beneath:
    """What stands where Django would: it counts, and says what it is told to say."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.status = "200 OK"

    def __call__(self, environ: Any, start: Any) -> list[bytes]:
        self.asked.append(environ["PATH_INFO"])
        start(self.status, [("X-From", "django")])
        return [b"django"]


@pytest.fixture
def site(tmp_path: Any) -> Folder:
    folder = Folder(tmp_path / "site")
    put(folder, "/", PAGE)
    put(folder, "/berita/panen-raya/", PAGE)
    put(folder, "/berita/salah/", b"Ditarik", status=410)
    put(folder, "/berita/rss.xml", b"<rss/>")
    folder.put("redirects.json", json.dumps({"/lama/": [301, "/berita/"]}).encode())
    return folder


def put(folder: Folder, path: str, body: bytes, *, status: int = 200) -> None:
    with folder.writing(path, bundle(status, HEADERS, body)):
        pass


@pytest.fixture
def beneath() -> Beneath:
    return Beneath()


@pytest.fixture
def door(site: Folder, beneath: Beneath) -> Door:
    return Door(beneath, site, ["kantor.example.org"], lambda: None)


@pytest.fixture
def ask(door: Door) -> Ask:
    def call(path: str, method: str = "GET", **facts: str) -> Any:
        said: list[Any] = []
        environ = {"REQUEST_METHOD": method, "PATH_INFO": path, "QUERY_STRING": ""}
        environ |= {"HTTP_HOST": "kantor.example.org"} | facts
        body = b"".join(door(environ, lambda *words: said.append(words)))
        [(status, headers)] = [each[:2] for each in said]
        return status, dict(headers), body

    return call


def test_a_stored_page_is_sent_and_django_is_not_asked(
    ask: Ask, beneath: Beneath
) -> None:
    for _each in range(2):
        status, headers, body = ask("/berita/panen-raya/")
        assert (status, body) == ("200 OK", PAGE)
        assert headers["Content-Length"] == str(len(PAGE))
        assert headers["Cache-Control"] == "no-cache"
    assert beneath.asked == []


def test_it_is_compressed_as_the_browser_takes_it(ask: Ask) -> None:
    zipped = ask("/", HTTP_ACCEPT_ENCODING="gzip, deflate")
    assert gzip.decompress(zipped[2]) == PAGE
    small = ask("/", HTTP_ACCEPT_ENCODING="gzip, deflate, br, zstd")
    assert brotli.decompress(small[2]) == PAGE
    assert small[1]["Content-Encoding"] == "br"
    assert len({zipped[1]["ETag"], small[1]["ETag"], ask("/")[1]["ETag"]}) == 3


def test_what_was_compressed_in_haste_is_sent_as_gzip_to_who_takes_it(
    ask: Ask, site: Folder
) -> None:
    with site.writing("/", bundle(200, HEADERS, PAGE, pace=IN_HASTE)):
        pass
    both = ask("/", HTTP_ACCEPT_ENCODING="gzip, br")
    assert both[1]["Content-Encoding"] == "gzip"
    assert gzip.decompress(both[2]) == PAGE
    assert ask("/", HTTP_ACCEPT_ENCODING="br")[2] == PAGE


@pytest.mark.parametrize(
    ("accepted", "found"),
    [
        ("", ("", "")),
        ("gzip, deflate, br", ("br", "gzip")),
        ("br;q=0, gzip", ("gzip", "")),
        ("gzip;q=0.0,br;q=0", ("", "")),
        ("BR", ("br", "")),
        ("br;q=x", ("", "")),
        ("identity", ("", "")),
        ("*", ("", "")),
        (",;,q=", ("", "")),
    ],
)
def test_what_a_browser_says_of_encodings_is_understood(
    accepted: str, found: tuple[str, str]
) -> None:
    assert encodings_of(accepted) == found


def test_who_has_the_page_gets_no_bytes(ask: Ask) -> None:
    etag = ask("/")[1]["ETag"]
    for tag in (etag, f"W/{etag}", f'"x", {etag}', "*"):
        status, headers, body = ask("/", HTTP_IF_NONE_MATCH=tag)
        assert (status, body) == ("304 Not Modified", b"")
        assert headers["ETag"] == etag
        assert "Content-Length" not in headers
    assert ask("/", HTTP_IF_NONE_MATCH='"x"')[0] == "200 OK"


def test_a_change_is_read_with_the_next_click(ask: Ask, site: Folder) -> None:
    old = ask("/")[1]["ETag"]
    put(site, "/", b"baru")
    status, _headers, body = ask("/", HTTP_IF_NONE_MATCH=old)
    assert (status, body) == ("200 OK", b"baru")


def test_what_is_taken_away_is_gone_from_memory_too(
    ask: Ask, site: Folder, beneath: Beneath
) -> None:
    ask("/berita/panen-raya/")
    site.remove("/berita/panen-raya/")
    assert ask("/berita/panen-raya/")[2] == b"django"
    assert ask("/")[2] == PAGE
    assert beneath.asked == ["/berita/panen-raya/"]


def test_a_folder_that_was_removed_is_forgotten(
    ask: Ask, site: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert ask("/berita/panen-raya/")[2] == PAGE
    assert ask("/lama/")[0].startswith("301")
    shutil.rmtree(site.root)
    monkeypatch.setattr(serving, "LOOK_SECONDS", 0.0)
    assert ask("/berita/panen-raya/")[2] == b"django"
    assert ask("/lama/")[2] == b"django"
    # The counter of a new folder comes by the numbers of the old.
    for number in range(5):
        put(site, "/", b"Baru %d" % number)
        assert ask("/")[2] == b"Baru %d" % number
        assert ask("/berita/panen-raya/")[2] == b"django"


def test_a_withdrawn_page_is_sent_with_410(ask: Ask) -> None:
    status, _headers, body = ask("/berita/salah/")
    assert (status, body) == ("410 Gone", b"Ditarik")


def test_a_moved_address_leads_on(ask: Ask, site: Folder) -> None:
    status, headers, _body = ask("/lama/")
    assert status == "301 Moved Permanently"
    assert headers["Location"] == "/berita/"
    site.put("redirects.json", b"{}")
    assert ask("/lama/")[2] == b"django"


def test_what_is_no_page_has_the_headers_of_all_too(ask: Ask, site: Folder) -> None:
    site.put("headers/x-content-type-options", b"nosniff")
    for path, method in (("/lama/", "GET"), ("/", "POST"), ("/", "OPTIONS")):
        assert ask(path, method)[1]["x-content-type-options"] == "nosniff"


def test_head_has_the_headers_and_no_body(ask: Ask) -> None:
    status, headers, body = ask("/", "HEAD")
    assert (status, body) == ("200 OK", b"")
    assert headers["Content-Length"] == str(len(PAGE))


def test_a_range_gets_the_whole_page(ask: Ask) -> None:
    status, _headers, body = ask("/", HTTP_RANGE="bytes=0-3")
    assert (status, body) == ("200 OK", PAGE)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "BREW"])
def test_nobody_writes_to_a_stored_page(
    method: str, ask: Ask, beneath: Beneath
) -> None:
    status, headers, _body = ask("/", method)
    assert status == "405 Method Not Allowed"
    assert headers["Allow"] == "GET, HEAD, OPTIONS"
    assert beneath.asked == []
    assert ask("/kantor/", method)[2] == b"django"


def test_options_are_said(ask: Ask) -> None:
    status, headers, _body = ask("/", "OPTIONS")
    assert (status, headers["Allow"]) == ("200 OK", "GET, HEAD, OPTIONS")


def test_after_somebody_wrote_it_is_looked_what_changed(ask: Ask, door: Door) -> None:
    called: list[int] = []
    door.changed = lambda: called.append(1)
    ask("/kantor/pages/1/edit/", "POST")
    ask("/kantor/")
    ask("/", "POST")
    assert called == [1]


@pytest.mark.parametrize(
    "path",
    [
        "/../../etc/passwd",
        "/berita/../panen-raya/",
        "//",
        "//berita/panen-raya/",
        "/berita//panen-raya/",
        "/Berita/Panen-Raya/",
        "/berita/panen-raya",
        "/berita/panen-raya/index.page",
        "/berita%2Fpanen-raya/",
        "/berita\\panen-raya/",
        "/\0",
        "/berita/\0/",
        "/.hidden/",
        "/" + "a" * 300 + "/",
        "/" + "a/" * 2000,
        "/\xff\xfe/",
        "",
        "*",
        "/berita/rss.xml/",
        "/index",
        "/berita/panen-raya/index",
    ],
    ids=range(21),
)
def test_odd_addresses_are_left_to_django(path: str, ask: Ask) -> None:
    assert ask(path)[2] == b"django"


@pytest.mark.parametrize(
    "host", ["", "lain.example.org", "kantor.example.org.evil.org", "a b", "x" * 9000]
)
def test_hosts_that_are_not_ours_are_left_to_django(host: str, ask: Ask) -> None:
    assert ask("/", HTTP_HOST=host)[2] == b"django"
    assert ask("/", "POST", HTTP_HOST=host)[2] == b"django"


def test_our_host_may_come_with_a_port(ask: Ask) -> None:
    assert ask("/", HTTP_HOST="kantor.example.org:8000")[2] == PAGE


def test_a_question_is_for_django_and_a_trace_of_a_campaign_is_none(
    ask: Ask, beneath: Beneath
) -> None:
    assert ask("/", QUERY_STRING="q=jalan")[2] == b"django"
    assert ask("/", QUERY_STRING="utm_source=x&q=jalan")[2] == b"django"
    assert ask("/", QUERY_STRING="a=" + "x" * 8192)[2] == b"django"
    beneath.asked.clear()
    assert ask("/", QUERY_STRING="fbclid=IwAR0&utm_source=facebook")[2] == PAGE
    assert beneath.asked == []


def test_who_is_signed_in_reads_the_same_bytes(ask: Ask, beneath: Beneath) -> None:
    assert ask("/", HTTP_COOKIE="sessionid=abc; csrftoken=def")[2] == PAGE
    assert beneath.asked == []


def test_where_django_fails_the_stored_page_is_better(
    ask: Ask, beneath: Beneath
) -> None:
    beneath.status = "500 Internal Server Error"
    assert ask("/", QUERY_STRING="q=jalan")[2] == PAGE
    status, headers, body = ask("/cari/", QUERY_STRING="q=jalan")
    assert (status, body) == ("500 Internal Server Error", b"django")
    assert headers == {"X-From": "django"}


def test_an_empty_store_hands_everything_on(tmp_path: Any, beneath: Beneath) -> None:
    door = Door(beneath, Folder(tmp_path / "nothing"), ["*"], lambda: None)
    environ = {"REQUEST_METHOD": "GET", "PATH_INFO": "/", "HTTP_HOST": "a"}
    assert list(door(environ, lambda *words: None)) == [b"django"]
    put(door.folder, "/", PAGE)
    assert list(door(environ, lambda *words: None)) == [PAGE]


def test_memory_is_bounded(
    site: Folder, door: Door, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sasando.website.store.serving.MOST_BYTES", 30_000)
    for number in range(30):
        put(site, f"/berita/{number}/", PAGE)
        assert ask(f"/berita/{number}/")[2] == PAGE
    assert 0 < door.size <= 30_000
    assert len(door.kept) < 15


def test_a_file_where_a_folder_stands_is_refused_and_changes_nothing(
    site: Folder, ask: Ask
) -> None:
    with pytest.raises(OSError, match="directory"):
        put(site, "/berita/panen-raya", b"berkas")
    assert ask("/berita/panen-raya/")[2] == PAGE
    assert list((site.root / "draft").iterdir()) == []


def test_nginx_finds_plain_files_that_it_may_read(site: Folder) -> None:
    page = site.root / "pages/berita/panen-raya/index.html"
    assert page.read_bytes() == PAGE
    assert gzip.decompress(page.with_name("index.html.gz").read_bytes()) == PAGE
    assert brotli.decompress(page.with_name("index.html.br").read_bytes()) == PAGE
    assert (site.root / "gone/berita/salah/index.html").read_bytes() == b"Ditarik"
    assert page.stat().st_mode & 0o777 == 0o644
    assert page.parent.stat().st_mode & 0o777 == 0o755
    put(site, "/berita/panen-raya/", b"Ditarik", status=410)
    assert not page.exists()


def test_an_application_that_falls_over_is_excused_in_the_language_of_the_address(
    site: Folder, door: Door, ask: Ask
) -> None:
    def falls(environ: Any, start: Any) -> list[bytes]:
        raise RuntimeError("no memory left")

    door.application = falls
    site.put("maintenance/id.html", b"Kami rawat")
    site.put("maintenance/en.html", b"We mend it")
    site.put("headers/x-frame-options", b"SAMEORIGIN")
    for path, words in (("/cari/", b"Kami rawat"), ("/en/search/", b"We mend it")):
        status, headers, body = ask(path)
        assert (status[:3], body) == ("503", words)
        assert headers["Retry-After"] == "120"
        assert headers["x-frame-options"] == "SAMEORIGIN"
    assert ask("/cari/", "POST")[0].startswith("503")
    # A question to a stored page gets the page.
    assert ask("/", QUERY_STRING="q=jalan")[2] == PAGE
