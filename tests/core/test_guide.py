"""Help leads to the office's own guide, in the language of whoever reads it."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.users.models import UserProfile

from sasando.accounts.models import User
from sasando.core import guide

LANGUAGES = ("id", "en")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "heading"), [("id", "Masuk"), ("en", "Signing in")]
)
def test_help_leads_to_the_guide_in_the_persons_language(
    language: str, heading: str, ratna: User, client: Client
) -> None:
    UserProfile.objects.create(user=ratna, preferred_language=language)
    client.force_login(ratna)
    address = reverse("core_guide")
    page = client.get(address).content.decode()
    assert f">{heading}</h2>" in page
    assert page.count(address) >= 1
    assert "guide.wagtail.org" not in page


def test_both_guides_have_the_same_sections_and_no_mark_is_left_over() -> None:
    shapes: Any = []
    for language in LANGUAGES:
        sections = guide.sections_of(language)
        parts = [part for section in sections for part in section.parts]
        text = "".join(item for part in parts for item in part.items)
        assert "**" not in text
        assert "`" not in text
        assert len({section.anchor for section in sections}) == len(sections)
        shapes.append([[part.kind for part in each.parts] for each in sections])
    assert shapes[0] == shapes[1]


def test_what_stands_in_the_guide_is_words_not_html() -> None:
    [section] = guide.read("# Judul\n\n<script>**a**\n\n1. satu\n   dua\n2. tiga")
    assert [part.items for part in section.parts] == [
        ["&lt;script&gt;<strong>a</strong>"],
        ["satu dua", "tiga"],
    ]
