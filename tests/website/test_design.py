"""The page of all components: both languages, no query of its own."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

SHEETS = Path("src/sasando/static/sasando/css/components")


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/_design/", "/en/_design/"])
def test_all_components_are_shown_in_both_languages(
    address: str, home: Any, client: Client, django_assert_max_num_queries: Any
) -> None:
    client.get(address)
    with django_assert_max_num_queries(3):
        answer = client.get(address)
    text = answer.content.decode()
    assert answer["X-Robots-Tag"] == "noindex"
    assert ("Komponen" in text) == (address == "/_design/")
    for sheet in (SHEETS / "filters.css", SHEETS / "search.css"):
        for word in re.findall(r"^  \.([a-z_]+)", sheet.read_text(), re.MULTILINE):
            assert word in text, (sheet.name, word)
