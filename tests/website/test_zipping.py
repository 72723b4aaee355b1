"""gzip in parts: another alert goes into packed bytes, and nothing else into them."""

import gzip
import os

import pytest

from sasando.website.store.zipping import BEGINS, ENDS, FLUSHED, changed, zipped

HEAD, REST = b"<head>" + b"kepala " * 99, b"badan " * 99


def page(alert: bytes, *, head: bytes = HEAD, rest: bytes = REST) -> bytes:
    return head + BEGINS + alert + ENDS + rest


@pytest.mark.parametrize("level", [1, 6, 9])
@pytest.mark.parametrize(
    "head",
    [HEAD, b"", FLUSHED * 9, os.urandom(999) + FLUSHED + os.urandom(70_000)],
    ids=["words", "nothing", "flushes", "noise"],
)
def test_a_page_bears_another_alert_and_loses_it_again(head: bytes, level: int) -> None:
    old, new = page(b"", head=head), page("<p>Awas — gempa</p>".encode(), head=head)
    there = zipped(old, level)
    assert gzip.decompress(there) == old
    with_it = changed(there, old, new)
    assert with_it is not None
    assert gzip.decompress(with_it) == new
    without = changed(with_it, new, old)
    assert without is not None
    assert gzip.decompress(without) == old
    assert len(without) <= len(there) + 9


def test_what_differs_in_more_or_was_packed_otherwise_is_packed_anew() -> None:
    old, new = page(b""), page(b"<p>Awas</p>")
    assert changed(zipped(old, 6), old, page(b"", rest=b"Lain")) is None
    assert changed(zipped(b"Tanpa tempat", 6), b"Tanpa tempat", new) is None
    for foreign in (gzip.compress(old), b"", b"\0" * 99, zipped(old, 6)[:40]):
        assert changed(foreign, old, new) is None


def test_a_body_without_a_place_is_packed_whole() -> None:
    for body in (b"", b"{}", ENDS + BEGINS, BEGINS):
        assert gzip.decompress(zipped(body, 6)) == body
