"""The sample for Caddy, tried with a real one: what readers get is what nginx sends."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.website import caddy
from tests.website.caddy import Caddy
from tests.website.nginx import HOST, free_port, room
from tests.website.test_nginx import (  # noqa: F401
    PAGE,
    place,
    put,
    site,
    test_a_page_that_is_replaced_while_it_is_read_is_whole,
    test_a_range_gets_the_whole_page,
    test_an_encoded_slash_is_a_slash,
    test_feeds_and_maps_have_their_types,
    test_head_options_and_writing,
    test_other_hosts_get_no_answer,
    test_pages_are_read_though_nobody_is_behind,
    test_pictures_of_stored_pages_are_read_whole_and_in_parts,
    test_they_are_compressed_as_the_store_did,
    test_what_is_not_stored_says_that_we_are_at_work,
    test_what_was_taken_away_says_410,
    test_who_has_the_page_gets_no_bytes_and_a_change_at_once,
)
from tests.website.test_nginx_tls import CERTIFICATE, line_to

from sasando.website.store.folder import Folder
from sasando.website.store.outside import line

pytestmark = pytest.mark.audit


@pytest.fixture(scope="module")
def nginx(place: Path, site: Folder) -> Iterator[Caddy]:  # noqa: F811
    """Caddy, in the place of nginx, before a port where nobody listens."""
    with caddy.running(place, site.root, free_port()) as one:
        yield one


def test_moved_addresses_lead_on_and_stored_pages_come_first(nginx: Caddy) -> None:
    said = nginx.ask("/lama/?utm_source=wa")
    assert (said.status, said.headers["location"]) == (301, "/berita/")
    assert said.headers["cache-control"] == "no-cache"
    assert nginx.ask("/panen$/").headers["location"] == "/berita/panen-raya/"
    said = nginx.ask("/s/abc")
    assert (said.status, said.headers["location"]) == (302, "https://example.org/")
    assert nginx.ask("/").status == 200
    left_to_the_application = ("/Sama/", "/sama/", '/a"b\\c/', "/lama/?q=x")
    assert [nginx.ask(path).status for path in left_to_the_application] == [503] * 4
    assert nginx.ask("/lama/", "POST").status == 503


@pytest.mark.parametrize(
    "path",
    [
        "/../../etc/passwd",
        "/berita/../../../etc/passwd",
        "/%2e%2e/whole/index.page",
        "/berita/..%2f..%2fwhole/index.page",
        "//",
        "//berita/panen-raya/",
        "/berita//panen-raya/",
        "/Berita/Panen-Raya/",
        "/berita/panen-raya",
        "/index.html",
        "/index.html.gz",
        "/berita/panen-raya/index.html.br",
        "/berita/rss.xml/",
        "/pages/berita/panen-raya/",
        "/whole/berita/panen-raya/index.page",
        "/redirects.json",
        "/headers.map",
        "/token",
        "/.env",
        "/berita\\panen-raya/",
        "/%00",
        "/berita/%00/",
        "/" + "a" * 300 + "/",
        "/" + "a/" * 3000,
        "/%ff%fe/",
        # Caddy looks for files by patterns, and fills in what stands in braces.
        "/*/",
        "/berita/*/",
        "/[a-z]*/panen-raya/",
        "/{http.request.uri.path}/",
        "/media/../pages/index.html",
    ],
    ids=range(30),
)
def test_no_odd_address_finds_a_file(path: str, nginx: Caddy) -> None:
    said = nginx.ask(path)
    assert said.status == 503
    assert PAGE not in said.body
    assert b"root:" not in said.body


def test_a_question_is_not_answered_by_a_file_unless_nobody_else_can(
    nginx: Caddy,
) -> None:
    assert nginx.ask("/?q=jalan").body == PAGE
    assert nginx.ask("/?a=" + "x" * 8192).body == PAGE
    assert nginx.ask("/?" + "utm_a=b&" * 1024).body == PAGE
    assert nginx.ask("/?a=" + "x" * 32768).status == 431
    assert nginx.ask("/?q=jalan", "POST", Content_Length="0").status == 405


def test_no_line_of_the_store_tells_caddy_to_do_anything(tmp_path: Path) -> None:
    lines = {
        "headers.map": [
            line("x-frame-options:", "DENY"),
            line("server:", "apache"),
            line("referrer-policy:", "{env.HOME}"),
            '"x-frame-options:" "a"\n\tfile_server browse\n\troot * /";\n',
        ],
        "redirects-301.map": [
            line("/lama/", "/berita/"),
            line("/{path}/", "/x/"),
            line("/x/", "javascript:alert(1)"),
            '"/a" "/b"; }\nfile_server browse {\n',
            '"/c" "/d" "/e";\n',
        ],
    }
    for name, each in lines.items():
        (tmp_path / name).write_text("".join(each))
    caddy.read_maps(tmp_path, tmp_path)
    said = {f.name: f.read_text() for f in (tmp_path / "etc").glob("*.map")}
    assert said["headers.map"] == 'header ?x-frame-options "DENY"\n'
    assert said["redirects-301.map"] == '"/lama/" "/berita/"\n'
    assert said["redirects-302.map"] == ""


def test_with_tls_who_comes_without_is_led_to_it_and_others_get_nothing(
    site: Folder,  # noqa: F811
) -> None:
    port = free_port()
    with room() as folder:
        files = ["-keyout", f"{folder}/privkey.pem", "-out", f"{folder}/fullchain.pem"]
        command = ["openssl", *CERTIFICATE.split(), *files]
        subprocess.run(command, check=True, capture_output=True)
        with caddy.running(folder, site.root, free_port(), tls=port) as one:
            said = one.ask("/berita/x/?a=%2F&b=1")
            where = f"https://{HOST}/berita/x/?a=%2F&b=1"
            assert (said.status, said.headers["location"]) == (301, where)
            assert one.ask("/", Host="lain.example.org").status == 0
            with line_to(port, folder) as safe:
                safe.sendall(f"GET / HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode())
                assert safe.recv(65536).startswith(b"HTTP/1.1 200 ")
            with line_to(port, folder, speaks="h2") as safe:
                assert safe.selected_alpn_protocol() == "h2"
