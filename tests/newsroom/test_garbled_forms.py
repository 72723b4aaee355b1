"""A form that no editor of ours sends gets 400, one sentence and its words back."""

import json
from typing import Any

import pytest
from django.test import Client
from tests.newsroom.editor import address
from wagtail.users.models import UserProfile

from sasando.accounts.models import User
from sasando.newsroom.models import NewsPage

pytestmark = pytest.mark.django_db
WORDS = "Dikarang lama sekali."


def rich(**changes: Any) -> str:
    """Return a rich text as the editor sends it: a list, a bold word, a link."""
    block = {
        "key": "a1b2c",
        "text": WORDS,
        "type": "unordered-list-item",
        "depth": 0,
        "inlineStyleRanges": [{"offset": 0, "length": 8, "style": "BOLD"}],
        "entityRanges": [{"offset": 9, "length": 4, "key": 0}],
        "data": {},
    }
    link = {
        "type": "LINK",
        "mutability": "MUTABLE",
        "data": {"url": "https://example.org/"},
    }
    for part in (block, link):
        part |= {name: changes[name] for name in part if name in changes}
    if "entity" in changes:
        link["type"] = changes["entity"]
    return json.dumps({"blocks": [block], "entityMap": {"0": link, "1": link}})


def facts(desk: Client, **changes: Any) -> dict[str, Any]:
    """Return what a browser sends of a new item with a paragraph and a table."""
    form = desk.get(address()).context["form"]
    found = {"title": "Pesta laut", "slug": "pesta-laut", "summary": WORDS}
    for formset in form.formsets.values():
        found |= {
            f"{formset.prefix}-{name}": value
            for name, value in formset.management_form.initial.items()
        }
    found |= row(0, "paragraph") | {"body-0-value": rich()}
    found |= row(1, "table") | table("body-1-value") | {"body-count": "2"}
    return found | {name.replace("_", "-"): value for name, value in changes.items()}


def row(number: int, kind: str) -> dict[str, str]:
    each = f"body-{number}"
    return {
        f"{each}-deleted": "",
        f"{each}-type": kind,
        f"{each}-order": str(number),
        f"{each}-id": "",
    }


def table(at: str) -> dict[str, str]:
    return {
        f"{at}-caption": "Penumpang",
        f"{at}-column-count": "1",
        f"{at}-column-0-type": "text",
        f"{at}-column-0-order": "0",
        f"{at}-column-0-heading": "Pelabuhan",
        f"{at}-column-0-deleted": "",
        f"{at}-row-count": "1",
        f"{at}-row-0-order": "0",
        f"{at}-row-0-deleted": "",
        f"{at}-cell-0-0": "Tenau",
    }


def test_the_form_as_the_editor_sends_it_is_saved(desk: Client) -> None:
    answer = desk.post(address(), facts(desk), headers={"accept": "application/json"})
    assert answer.json()["success"]
    body = NewsPage.objects.get().get_latest_revision_as_object().body
    assert "<b>Dikarang</b>" in str(body[0].value)
    assert body[1].value.row_data[0]["values"] == ["Tenau"]


GARBLED = {
    "a count that is no number": {"body_count": "x"},
    "a count of a billion": {"body_count": "1000000000"},
    "a count of 5,000 digits": {"body_count": "9" * 5_000},
    "more rows than were sent": {"body_count": "9"},
    "a count below nothing": {"body_count": "-1"},
    "an unknown block": {"body_0_type": "script"},
    "a place that is no number": {"body_0_order": "²"},
    "two blocks at one place": {"body_0_order": "01", "body_0_type": "table"}
    | {f"body-0-value{name}": value for name, value in table("").items()},
    "rows of a table": {"body_1_value_row_count": "x"},
    "an endless table": {"body_1_value_row_count": "99999"},
    "an unknown column": {"body_1_value_column_0_type": "formula"},
    "no JSON": {"body_0_value": "{"},
    "nothing at all": {"body_0_value": ""},
    "a nest of brackets": {"body_0_value": "[" * 100_000},
    "JSON of another kind": {"body_0_value": "[1]"},
    "blocks of another kind": {"body_0_value": '{"blocks": 7}'},
    "a block without words": {"body_0_value": '{"blocks": [{}]}'},
    "a depth of 99,999": {"body_0_value": rich(depth=99_999)},
    "a depth below nothing": {"body_0_value": rich(depth=-5)},
    "a type of another kind": {"body_0_value": rich(type=["p"])},
    "an unknown type": {"body_0_value": rich(type="marquee")},
    "an unknown entity": {"body_0_value": rich(entity="BOMB")},
    "an entity of another kind": {"body_0_value": rich(entity={"a": 1})},
    "an address of another kind": {"body_0_value": rich(data={"url": 7})},
    "facts of another kind": {"body_0_value": rich(data=[])},
    "a fact of another kind": {"body_0_value": rich(data={"id": {"a": 1}})},
    "a link to no entity": {
        "body_0_value": rich(entityRanges=[{"offset": 0, "length": 1, "key": 7}])
    },
    "links across each other": {
        "body_0_value": rich(
            entityRanges=[
                {"offset": 4, "length": 4, "key": 0},
                {"offset": 0, "length": 5, "key": 1},
            ]
        )
    },
    "a style without a place": {"body_0_value": rich(inlineStyleRanges=[{}])},
    "a style of minus three letters": {
        "body_0_value": rich(
            inlineStyleRanges=[{"offset": 5, "length": -3, "style": "BOLD"}]
        )
    },
    "half a character": {"body_0_value": rich(text="\ud800")},
    "a NUL": {"body_0_value": rich(text="a\0b")},
}


def test_a_garbled_form_is_refused_with_a_sentence_and_its_words(
    desk: Client,
) -> None:
    sent = facts(desk)
    for what, change in GARBLED.items():
        fields = {name.replace("_", "-"): value for name, value in change.items()}
        answer = desk.post(address(), sent | fields)
        said = answer.content.decode()
        assert answer.status_code == 400, what
        assert "Formulir ini rusak di jalan" in said, what
        assert WORDS in said, what
    assert not NewsPage.objects.exists()


def test_the_sentence_is_in_the_language_of_the_person(
    desk: Client, ratna: User
) -> None:
    UserProfile.objects.create(user=ratna, preferred_language="en")
    answer = desk.post(address(), facts(desk, body_count="x"))
    assert "The form arrived broken" in answer.content.decode()
