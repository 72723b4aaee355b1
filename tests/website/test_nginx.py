"""The sample for nginx, tried with a real one: a site on the disk, nobody behind it."""

import gzip
import json
import re
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Event, Thread
from typing import Any

import brotli
import pytest
from tests.website.nginx import (
    BROTLI,
    HOST,
    SAMPLE,
    Nginx,
    challenge,
    free_port,
    room,
    running,
    send,
)

from sasando.website.reads.access_log import reads_in
from sasando.website.store.folder import Folder, bundle
from sasando.website.store.outside import line, moved
from sasando.website.store.serving import FOLLOWS

pytestmark = pytest.mark.audit
PAGE = b"<!doctype html><title>Halo</title>" + b"<p>Warga boleh lewat.</p>" * 40
HTML = [("Content-Type", "text/html; charset=utf-8"), ("Cache-Control", "no-cache")]
POLICY = "default-src 'self'; style-src 'self' 'sha256-abc='"


@pytest.fixture(scope="module")
def place() -> Iterator[Path]:
    with room() as folder:
        yield folder


@pytest.fixture(scope="module")
def site(place: Path) -> Folder:
    folder = Folder(place / "site")
    put(folder, "/", PAGE)
    put(folder, "/en/", PAGE)
    put(folder, "/berita/panen-raya/", PAGE)
    put(folder, "/berita/Ünïk/", PAGE)
    put(folder, "/berita/salah/", b"Ditarik" * 99, status=410)
    for name in ("rss.xml", "atom.xml", "feed.json"):
        put(folder, f"/berita/{name}", b"<rss/>" * 99)
    put(folder, "/sitemap.xml", b"<urlset/>")
    put(folder, "/robots.txt", b"User-agent: *")
    leads = {"/lama/": "/berita/", "/panen$/": "/berita/panen-raya/", "/": "/en/"}
    leads |= {'/a"b\\c/': '/x$y"z/', "/Sama/": "/1/", "/sama/": "/2/"}
    folder.put("redirects-301.map", moved(leads).encode())
    folder.put("redirects-302.map", moved({"/s/abc": "https://example.org/"}).encode())
    headers = {"content-security-policy:": POLICY, "x-frame-options:": "SAMEORIGIN"}
    lines = [line(*each) for each in headers.items()]
    folder.put("headers.map", "".join(lines).encode())
    folder.put("files/media/images/a.jpg", b"JPEG" * 99)
    folder.put("maintenance/id.html", b"Situs kami rawat")
    folder.put("maintenance/en.html", b"We are working")
    return folder


def put(folder: Folder, path: str, body: bytes, *, status: int = 200) -> None:
    with folder.writing(path, bundle(status, HTML, body)):
        pass


@pytest.fixture(scope="module")
def nginx(place: Path, site: Folder) -> Iterator[Nginx]:
    """nginx before a site, and before a port where nobody listens."""
    with running(place, site.root, free_port()) as one:
        yield one


def test_pages_are_read_though_nobody_is_behind(nginx: Nginx) -> None:
    for path in ("/", "/en/", "/berita/panen-raya/", "/berita/%C3%9Cn%C3%AFk/"):
        said = nginx.ask(path)
        assert (said.status, said.body) == (200, PAGE)
        assert said.headers["content-type"] == "text/html; charset=utf-8"
        assert said.headers["cache-control"] == "no-cache"
        assert said.headers["vary"] == "Accept-Encoding"
        assert said.headers["content-security-policy"] == POLICY
        assert "last-modified" not in said.headers
        language = "en" if path == "/en/" else "id"
        assert said.headers["content-language"] == language
        assert sorted(set(said.names)) == sorted(said.names)


def test_they_are_compressed_as_the_store_did(nginx: Nginx) -> None:
    said = nginx.ask("/", Accept_Encoding="gzip, deflate")
    assert gzip.decompress(said.body) == PAGE
    assert said.headers["content-type"] == "text/html; charset=utf-8"
    assert said.headers["vary"] == "Accept-Encoding"
    if BROTLI.exists():
        said = nginx.ask("/", Accept_Encoding="gzip, deflate, br, zstd")
        assert brotli.decompress(said.body) == PAGE
        assert said.headers["content-encoding"] == "br"


def test_who_has_the_page_gets_no_bytes_and_a_change_at_once(
    nginx: Nginx, site: Folder
) -> None:
    def tags() -> list[str]:
        every = ("identity", "gzip", "br")
        return [nginx.ask("/ganti/", Accept_Encoding=a).headers["etag"] for a in every]

    put(site, "/ganti/", b"<p>1 hari lagi</p>")
    first = tags()
    said = nginx.ask("/ganti/", If_None_Match=first[0])
    assert (said.status, said.body) == (304, b"")
    assert said.headers["content-security-policy"] == POLICY
    # As long, and within the same second.
    put(site, "/ganti/", b"<p>2 hari lagi</p>")
    assert set(first).isdisjoint(tags())
    assert nginx.ask("/ganti/", If_None_Match=first[0]).body == b"<p>2 hari lagi</p>"
    put(site, "/ganti/", b"<p>1 hari lagi</p>")
    assert tags() == first


def test_feeds_and_maps_have_their_types(nginx: Nginx) -> None:
    types = {
        "/berita/rss.xml": "application/rss+xml; charset=utf-8",
        "/berita/atom.xml": "application/atom+xml; charset=utf-8",
        "/berita/feed.json": "application/feed+json; charset=utf-8",
        "/sitemap.xml": "application/xml; charset=utf-8",
        "/robots.txt": "text/plain; charset=utf-8",
    }
    for path, kind in types.items():
        for accepted in ("identity", "gzip", "br"):
            said = nginx.ask(path, Accept_Encoding=accepted)
            assert (said.status, said.headers["content-type"]) == (200, kind)


def test_pictures_of_stored_pages_are_read_whole_and_in_parts(nginx: Nginx) -> None:
    said = nginx.ask("/media/images/a.jpg")
    assert (said.status, said.body) == (200, b"JPEG" * 99)
    assert said.headers["content-type"] == "image/jpeg"
    assert said.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert nginx.ask("/media/images/a.jpg", Range="bytes=4-7").status == 206
    assert nginx.ask("/media/original_images/a.jpg").status == 503


def test_what_was_taken_away_says_410(nginx: Nginx) -> None:
    said = nginx.ask("/berita/salah/")
    assert (said.status, said.body) == (410, b"Ditarik" * 99)
    assert said.headers["content-security-policy"] == POLICY
    etag = said.headers.get("etag", '"x"')
    assert nginx.ask("/berita/salah/", If_None_Match=etag).status == 410
    said = nginx.ask("/berita/salah/", Accept_Encoding="gzip")
    assert (said.status, gzip.decompress(said.body)) == (410, b"Ditarik" * 99)
    assert nginx.ask("/berita/salah/", "POST").status == 405


def test_moved_addresses_lead_on_and_stored_pages_come_first(nginx: Nginx) -> None:
    said = nginx.ask("/lama/?utm_source=wa")
    assert (said.status, said.headers["location"]) == (301, "/berita/")
    assert said.headers["cache-control"] == "no-cache"
    assert nginx.ask("/panen$/").headers["location"] == "/berita/panen-raya/"
    said = nginx.ask('/a"b\\c/')
    assert said.headers["location"] == "/x%24y%22z/"
    said = nginx.ask("/s/abc")
    assert (said.status, said.headers["location"]) == (302, "https://example.org/")
    assert nginx.ask("/").status == 200
    assert nginx.ask("/lama/?q=x").status == 503
    assert nginx.ask("/lama/", "POST").status == 503


def test_addresses_that_nginx_takes_for_one_are_left_to_the_application(
    nginx: Nginx,
) -> None:
    assert nginx.ask("/Sama/").status == nginx.ask("/sama/").status == 503


def test_head_options_and_writing(nginx: Nginx) -> None:
    said = nginx.ask("/", "HEAD")
    assert (said.status, said.body) == (200, b"")
    assert said.headers["content-length"] == str(len(PAGE))
    said = nginx.ask("/", "OPTIONS")
    assert (said.status, said.body) == (204, b"")
    assert said.headers["allow"] == "GET, HEAD, OPTIONS"
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        said = nginx.ask("/", method, Content_Length="0")
        assert said.status == 405
        assert said.headers["allow"] == "GET, HEAD, OPTIONS"
        assert said.headers["content-security-policy"] == POLICY


def test_a_range_gets_the_whole_page(nginx: Nginx) -> None:
    said = nginx.ask("/", Range="bytes=0-3")
    assert (said.status, said.body) == (200, PAGE)
    assert "accept-ranges" not in said.headers


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/../../etc/passwd", 400),
        ("/berita/../../../etc/passwd", 400),
        ("/%2e%2e/whole/index.page", 400),
        ("/berita/..%2f..%2fwhole/index.page", 400),
        ("//", 503),
        ("//berita/panen-raya/", 503),
        ("/berita//panen-raya/", 503),
        ("/Berita/Panen-Raya/", 503),
        ("/berita/panen-raya", 503),
        ("/index.html", 503),
        ("/index.html.gz", 503),
        ("/berita/panen-raya/index.html.br", 503),
        ("/berita/rss.xml.gz", 503),
        ("/berita/rss.xml/", 503),
        ("/pages/berita/panen-raya/", 503),
        ("/whole/berita/panen-raya/index.page", 503),
        ("/gone/berita/salah/index.html", 503),
        ("/redirects.json", 503),
        ("/redirects-301.map", 503),
        ("/headers.map", 503),
        ("/token", 503),
        ("/generation", 503),
        ("/draft/", 503),
        ("/.env", 503),
        ("/berita\\panen-raya/", 503),
        ("/\0", 400),
        ("/%00", 400),
        ("/berita/%00/", 400),
        ("/" + "a" * 300 + "/", 503),
        ("/" + "a/" * 3000, 503),
        ("/%ff%fe/", 503),
        ("*", 400),
        ("/maintenance/id.html", 404),
    ],
    ids=range(33),
)
def test_no_odd_address_finds_a_file(path: str, status: int, nginx: Nginx) -> None:
    said = nginx.ask(path)
    assert said.status == status
    assert PAGE not in said.body
    assert b"root:" not in said.body


def test_certbot_shows_that_the_name_is_ours(nginx: Nginx) -> None:
    said = nginx.ask(challenge(nginx.folder))
    assert (said.status, said.body) == (200, b"a-B_9.thumb")
    assert nginx.ask("/.well-known/acme-challenge/other").status == 404
    assert nginx.ask("/.well-known/acme-challenge/../../../nginx.conf").status == 400


def test_an_encoded_slash_is_a_slash(nginx: Nginx) -> None:
    """As in our own door: WSGI knows no other path."""
    assert nginx.ask("/berita%2Fpanen-raya/").body == PAGE


@pytest.mark.parametrize("host", ["lain.example.org", f"{HOST}.evil.org", "127.0.0.1"])
def test_other_hosts_get_no_answer(host: str, nginx: Nginx) -> None:
    assert nginx.ask("/", Host=host).status == 0


def test_a_broken_or_missing_host_is_refused(nginx: Nginx) -> None:
    assert nginx.ask("/", Host="a b").status == 400
    assert nginx.ask("/", Host="").status in (0, 400)
    assert send(nginx.port, b"GET / HTTP/1.0\r\n\r\n").status == 0
    assert nginx.ask("/", Host=f"{HOST}:80").status == 200


def test_a_question_is_not_answered_by_a_file_unless_nobody_else_can(
    nginx: Nginx,
) -> None:
    # The application is away: an old answer is better than none.
    assert nginx.ask("/?q=jalan").body == PAGE
    assert nginx.ask("/?a=" + "x" * 8192).body == PAGE
    assert nginx.ask("/?" + "utm_a=b&" * 1024).body == PAGE
    assert nginx.ask("/?" + "fbclid&" * 1170 + "q=1").body == PAGE
    assert nginx.ask("/?a=" + "x" * 32768).status == 414
    assert nginx.ask("/?q=jalan", "POST").status == 503


def test_what_is_not_stored_says_that_we_are_at_work(nginx: Nginx) -> None:
    said = nginx.ask("/cari/?q=jalan")
    assert (said.status, said.body) == (503, b"Situs kami rawat")
    assert said.headers["retry-after"] == "120"
    assert said.headers["cache-control"] == "no-cache"
    assert said.headers["content-language"] == "id"
    assert said.headers["content-security-policy"] == POLICY
    assert nginx.ask("/en/search/?q=road").body == b"We are working"
    assert nginx.ask("/kantor/", "POST", Content_Length="0").status == 503
    assert nginx.ask("/static/sasando/js/video.js").status == 503


class Echo(BaseHTTPRequestHandler):
    """An application that says what it was asked, and some headers of its own."""

    def do_GET(self) -> None:
        said = {"path": self.path, **{k.lower(): v for k, v in self.headers.items()}}
        body = json.dumps(said).encode()
        self.send_response(200)
        for name, value in {"Vary": "Cookie", "X-Frame-Options": "DENY"}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *words: Any) -> None:
        """Say nothing."""


def test_the_application_hears_from_nginx_alone_how_it_was_reached(
    place: Path, site: Folder
) -> None:
    told = {"X_Forwarded_Proto": "https", "X_Forwarded_For": "192.0.2.9"}
    with HTTPServer(("127.0.0.1", 0), Echo) as server, room() as other:
        Thread(target=server.serve_forever, daemon=True).start()
        with running(other, site.root, server.server_port) as one:
            for path in ("/a%2Fb/%C3%BC//c/?q=%00&x=1", "/kantor/x?a=..%2f", "/?q=1"):
                said = one.ask(path, **told)
                heard = json.loads(said.body)
                assert heard["path"] == path
                assert heard["x-forwarded-proto"] == "http"
                assert heard["x-forwarded-for"] == "127.0.0.1"
                assert heard["host"] == HOST
                assert (said.headers["vary"], said.names.count("vary")) == ("Cookie", 1)
                assert said.headers["x-frame-options"] == "DENY"
                assert said.headers["content-security-policy"] == POLICY
        server.shutdown()


def test_a_body_that_is_too_large_is_refused(nginx: Nginx) -> None:
    assert nginx.ask("/cari/", "POST", Content_Length="2000000").status == 413
    assert nginx.ask("/kantor/", "POST", Content_Length="120000000").status == 413


def test_a_page_that_is_replaced_while_it_is_read_is_whole(
    nginx: Nginx, site: Folder
) -> None:
    pages = [bytes(f"<p>{letter}</p>" * 20_000, "ascii") for letter in "ab"]
    put(site, "/sibuk/", pages[0])
    over = Event()

    def write() -> None:
        for number in range(60):
            put(site, "/sibuk/", pages[number % 2])
        over.set()

    writer = Thread(target=write)
    writer.start()
    count = 0
    while not over.is_set() or count < 50:
        count += 1
        said = nginx.ask("/sibuk/", Accept_Encoding=("identity", "gzip")[count % 2])
        assert said.status == 200
        zipped = said.headers.get("content-encoding") == "gzip"
        assert (gzip.decompress(said.body) if zipped else said.body) in pages
    writer.join()


def test_it_starts_without_the_maps_and_with_empty_ones() -> None:
    for maps in ((), ("redirects-301.map", "redirects-302.map", "headers.map")):
        with room() as place:
            site = Folder(place / "site")
            put(site, "/", PAGE)
            for name in maps:
                (site.root / name).write_bytes(b"")
            with running(place, site.root, free_port()) as one:
                assert one.ask("/").body == PAGE
                assert one.ask("/lama/").status == 503


def test_it_reads_20_000_moved_addresses_after_a_reload(
    nginx: Nginx, site: Folder
) -> None:
    many = {f"/lama/{number}/" + "ü" * 90 + "/": "/" for number in range(20_000)}
    many |= {f"/{'x' * 190}/{'y' * 190}/{'z' * 190}/": "/"}
    old = site.get("redirects-301.map")
    site.put("redirects-301.map", moved(many).encode())
    path = "/lama/19999/" + "%C3%BC" * 90 + "/"
    assert nginx.ask(path).status == 503
    nginx.reload()
    assert nginx.ask(path).status == 301
    site.put("redirects-301.map", old)
    nginx.reload()


@pytest.mark.parametrize(
    "words", [b"} error_log {0} debug; map $a $b {", b"error_log {0} debug;"]
)
def test_no_file_of_the_store_is_configuration(
    words: bytes, nginx: Nginx, site: Folder
) -> None:
    """Whoever can write there could else have nginx, which is root, write anywhere."""
    old, evil = site.get("headers.map"), nginx.folder / "evil"
    site.put("headers.map", words.replace(b"{0}", bytes(evil)))
    assert not nginx.takes_its_files()
    assert not evil.exists()
    site.put("headers.map", old)
    assert nginx.takes_its_files()


def test_the_marks_of_campaigns_are_those_of_our_own_door() -> None:
    written = re.search(r"utm_[^|]*\|([a-z|]+)\)", SAMPLE.read_text())
    assert written is not None
    assert set(written[1].split("|")) == FOLLOWS


def test_its_log_tells_what_was_read_and_nobodys_address() -> None:
    agent = "Mozilla/5.0 (Linux; Android 10) Chrome/120.0 Mobile Safari/537.36"
    facts = {"User_Agent": agent, "Accept_Encoding": "gzip"}
    with room() as folder:
        site = Folder(folder / "site")
        put(site, "/berita/panen-raya/", PAGE)
        with running(folder, site.root, free_port()) as one:
            from_where = "https://t.me/s/kanal?sandi=rahasia"
            one.ask("/berita/panen-raya/?utm_source=wa", Referer=from_where, **facts)
            one.ask("/berita/panen-raya/", Cookie="sessionid=rahasia", **facts)
            one.ask("/berita/panen-raya/", Referer='a"b\\', User_Agent="curl/8")
            one.ask("/tidak-ada/", **facts)
            one.ask("/berita/panen-raya/", "HEAD", **facts)
        words = (folder / "sasando.log").read_bytes()
    assert b"127.0.0.1" not in words
    assert b"rahasia" not in words
    assert len([json.loads(each) for each in words.splitlines()]) >= 5
    [(_day, path, referer)] = reads_in(words.splitlines())
    assert (path, referer) == ("/berita/panen-raya/", "telegram")
