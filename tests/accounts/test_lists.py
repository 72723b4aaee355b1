"""A list costs the same few queries with sixty rows and with six hundred."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests import make

from sasando.accounts.models import Assignment, Unit, User
from sasando.core.models import Entry

pytestmark = pytest.mark.django_db

MOST = 10
BEGAN = date(2020, 1, 1)


def fill(first: int, last: int) -> None:
    """Make rows first..last of each list, each with others to name."""
    for number in range(first, last):
        above = make.unit(f"Dinas {number}")
        unit = make.unit(f"Bidang {number}", parent=above)
        person = User.objects.create(
            name=f"Orang {number:03}", email=f"o{number}@example.org"
        )
        Assignment.objects.create(
            user=person, unit=unit, role="writer", starts_on=BEGAN
        )
        Entry.write(unit, "unit.noted", by=person, at=make.NOW)


def cost(client: Client, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        answer: Any = client.get(address)
    assert answer.status_code == 200
    print(address, *[q["sql"][:150] for q in asked], sep="\n   ")
    return len(asked)


def test_lists_cost_ten_queries_at_most(client: Client, kominfo: Unit) -> None:
    who = make.person("Maria Contoh", "head", "operator", "auditor")
    client.force_login(who)
    lists = [reverse(name) for name in ("unit:index", "assignment:index", "core_log")]
    lists += [f"{address}?p=2" for address in lists]
    client.get(lists[0])
    made = 0
    for rows in (60, 600):
        fill(made, rows)
        made = rows
        costs = {address: cost(client, address) for address in lists}
        assert max(costs.values()) <= MOST, costs
