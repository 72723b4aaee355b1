"""A list costs the same few queries with sixty rows and with six hundred."""

from datetime import date
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests import make

from sasando.accounts.models import Assignment, Unit, User
from sasando.core.models import Entry

pytestmark = pytest.mark.django_db

# Session, person, roles and rights among them.
MOST = 10
BEGAN = date(2020, 1, 1)


def fill(first: int, last: int) -> None:
    """Make rows first..last of each list, each with others to name."""
    numbers = range(first, last)
    above = Unit.objects.bulk_create(
        Unit(name=f"Dinas {number}", valid_from=BEGAN) for number in numbers
    )
    units = Unit.objects.bulk_create(
        Unit(name=f"Bidang {each.pk}", valid_from=BEGAN, parent=each) for each in above
    )
    people = User.objects.bulk_create(
        User(name=f"Orang {number:03}", email=f"o{number}@example.org")
        for number in numbers
    )
    pairs = list(zip(units, people, strict=True))
    Assignment.objects.bulk_create(
        Assignment(user=person, unit=unit, role="writer", starts_on=BEGAN)
        for unit, person in pairs
    )
    Entry.objects.bulk_create(
        Entry(
            content_type=ContentType.objects.get_for_model(Unit),
            object_id=str(unit.pk),
            seq=1,
            label=str(unit),
            action="unit.noted",
            timestamp=make.NOW,
            user=person,
            data={},
        )
        for unit, person in pairs
    )


def cost(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        answer: Any = client.get(address)
    assert answer.status_code == 200
    return len(asked)


def test_lists_cost_the_same_few_queries_at_every_size(
    client: Client, kominfo: Unit
) -> None:
    who = make.person("Maria Contoh", "head", "operator", "auditor")
    client.force_login(who)
    whole = [reverse(name) for name in ("unit:index", "assignment:index", "core_log")]
    names = ("unit:index_results", "assignment:index_results", "core_log_results")
    parts = [reverse(name) for name in names]
    client.get(whole[0])
    made = 0
    for rows in (60, 600):
        fill(made, rows)
        made = rows
        for query in ("", "?p=2"):
            costs = {each: cost(client, each + query) for each in whole + parts}
            assert max(costs.values()) <= MOST, costs


def test_the_address_of_a_person_is_called_what_it_is(client: Client) -> None:
    client.force_login(make.person("Dewi Contoh", "operator"))
    text = client.get(reverse("wagtailusers_users:index")).content.decode()
    assert "Nama pengguna" not in text
    assert "Surel" in text
