"""The page of all components: both languages, no query of its own."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from tests import make
from tests.files.test_shown import picture

from sasando.accounts.models import User

SHEETS = Path("src/sasando/static/sasando/css/components")


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/_design/", "/en/_design/"])
def test_all_components_are_shown_in_both_languages(
    address: str, home: Any, client: Client, django_assert_max_num_queries: Any
) -> None:
    client.get(address)
    with django_assert_max_num_queries(4):
        answer = client.get(address)
    text = answer.content.decode()
    assert answer["X-Robots-Tag"] == "noindex"
    assert ("Komponen" in text) == (address == "/_design/")
    for sheet in (SHEETS / "filters.css", SHEETS / "search.css"):
        for word in re.findall(r"^  \.([a-z_]+)", sheet.read_text(), re.MULTILINE):
            assert word in text, (sheet.name, word)


@pytest.mark.django_db
def test_no_component_and_no_block_is_missing(
    home: Any, client: Client, ratna: User, maria: User
) -> None:
    facts = {"picture": picture(), "picture_alt": "Orang menenun"}
    make.published(by=ratna, approver=maria, **facts)
    shown = {each.name for each in client.get("/_design/").templates}
    folder = Path("src/sasando/templates")
    wanted = {
        str(file.relative_to(folder))
        for place in ("components", "newsroom/blocks")
        for file in (folder / place).glob("*.html")
    }
    # What the head of a public page says to programs.
    assert wanted - shown == {"components/described.html"}


@pytest.mark.django_db
def test_no_picture_is_shown_there_that_no_reader_sees(
    home: Any, client: Client, ratna: User
) -> None:
    make.news(by=ratna, picture=picture(), picture_alt="Orang menenun")
    assert "/media/images/" not in client.get("/_design/").content.decode()
