"""The end of a story: how it is cited and shared, and what a print sheet holds."""

import re
from datetime import timedelta
from html import unescape
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from tests import make

from sasando.accounts.models import User
from sasando.core import approvals, digests
from sasando.core.addresses import whole
from sasando.newsroom.models import NewsPage
from sasando.website import squares

pytestmark = pytest.mark.django_db


def test_a_story_is_cited_with_its_address_its_version_and_its_hash(
    home: Any, client: Client, ratna: User, maria: User
) -> None:
    item = make.published(by=ratna, approver=maria, title="Pipa “baru” & air")
    text = unescape(client.get(item.url).content.decode())
    assert f"{whole(item.url)}versi/1/" in text
    assert "#perubahan" not in text
    # What `sasando verify` computes anew of the page as it stands.
    assert digests.public_digest(item) in text
    assert client.get(f"{item.url}versi/1/").status_code == 200


def test_a_later_version_is_cited_as_such(
    home: Any, client: Client, ratna: User, maria: User
) -> None:
    item = make.published(by=ratna, approver=maria)
    item.change, item.change_note = "real", "Tanggal diperbaiki."
    item.save_revision(user=ratna)
    later = make.NOW + timedelta(days=3)
    make.approve(item, by=maria, at=later)
    approvals.publish(NewsPage.objects.get(pk=item.pk), by=maria, at=later)
    text = client.get(item.url).content.decode()
    assert "versi 2, 27 November 2026" in text
    # Who begins to read sees that it is not the first text, and what changed.
    assert '<a href="#perubahan">Diubah 27 November 2026</a>' in text
    assert 'id="perubahan"' in text
    assert digests.public_digest(NewsPage.objects.get(pk=item.pk)) in text


def test_a_share_says_title_and_address_and_asks_nobody(
    home: Any, client: Client, ratna: User, maria: User
) -> None:
    item = make.published(by=ratna, approver=maria, title="50% & “baru” #1", slug="a")
    text = client.get(item.url).content.decode()
    found = re.findall(r'href="(https://wa\.me/[^"]+)"', text)
    assert len(found) == 1
    said = parse_qs(urlsplit(unescape(found[0])).query)["text"]
    assert said == [f"50% & “baru” #1 {whole(item.url)}"]


def test_a_printed_story_bears_its_address_as_a_code(
    home: Any, client: Client, ratna: User, maria: User
) -> None:
    item = make.published(by=ratna, approver=maria)
    text = client.get(item.url).content.decode()
    assert text.count('<svg class="qr"') == 1
    path = re.findall(r'class="qr".*?<path d="([^"]+)"', text)[0]
    assert len(path) < 8_000


def test_runs_of_black_begin_and_end_where_the_row_does() -> None:
    row = [True, True, False, True]
    assert squares.runs(row) == [(0, 2), (3, 4)]
    assert squares.runs([False] * 3) == []
