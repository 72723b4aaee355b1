"""Every list of the staff side: at most ten queries in all, the frame among them."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.paginator import Page
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests import make
from tests.accounts.test_addresses import STAFF
from tests.newsroom.everything import ROWS, make_all

from sasando.accounts.models import Unit, User

# With rows for every list it takes a minute; each list's own test counts at two sizes.
pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.audit]

MOST = 10
# Wagtail's own screens that cost more, by their measure: it asks for each kind of page,
# for the choices of each filter, and for each step that it may offer on the page above.
# Measured with 60 to 124 rows; one query of them is ours: which drafts were approved
# once, and are offered no "Hapus".
WAGTAIL = {
    "kantor/pages/": 28,
    "kantor/pages/#/": 35,
    "kantor/pages/search/": 23,
    "kantor/pages/search/results/": 23,
    "kantor/pages/search/?q=halaman": 17,
    "kantor/choose-page/": 18,
    "kantor/choose-page/#/": 18,
    "kantor/choose-page/search/?q=halaman": 12,
    "kantor/images/chooser/": 11,
    "kantor/images/chooser/?q=foto": 11,
    "kantor/reports/page-types-usage/": 13,
    "kantor/reports/page-types-usage/results/": 13,
    "kantor/reports/site-history/": 28,
    "kantor/reports/site-history/results/": 26,
}
# Wagtail's own as well: kinds of pages, what is below the root, what was searched for,
# and reports whose rows would need a workflow for each.
WITHOUT_ROWS = {
    *("kantor/pages/", "kantor/choose-page/", "kantor/choose-page/search/"),
    *(f"kantor/reports/{name}/" for name in ("page-types-usage", "aging-pages")),
    *(f"kantor/reports/{name}/" for name in ("workflow", "workflow_tasks")),
}
# The headings of a list.
TAB = re.compile(r'href="(\?(?:jenis|tampil)=[\w-]+)"')


def counts(answer: Any) -> list[int]:
    """Return how many rows there are in each list of a page; a list is paginated."""
    return [each.paginator.count for each in lists(answer.context)]


def lists(contexts: Any) -> Iterator[Page]:
    for context in contexts or ():
        values = context.flatten().values() if hasattr(context, "flatten") else ()
        yield from (each for each in values if isinstance(each, Page))


def cost(client: Client, address: str, *, again: bool = True) -> int:
    """Return what an address costs whoever opens it again.

    A small picture is drawn for whoever sees it first, so a dear list is asked twice.
    """
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    if again and len(asked) > MOST:
        return cost(client, address, again=False)
    return len(asked)


def walk(client: Client) -> Iterator[tuple[str, int, int]]:
    """Yield the lists that this person may see, what each costs, how many rows it has.

    Under every heading it is the same list: it counts no rows of its own.
    """
    for address in (*STAFF, *of_section(), *searches()):
        answer: Any = client.get(f"/{address}")
        found = counts(answer) if answer.status_code == 200 else []
        if not found:
            continue
        name = re.sub(r"\d+", "#", address)
        yield name, cost(client, f"/{address}"), max(found)
        for tab in sorted(set(TAB.findall(answer.content.decode()))):
            client.get(f"/{address}{tab}")
            yield name + tab, cost(client, f"/{address}{tab}"), max(found)


def of_section() -> list[str]:
    """Return the lists of the pages in one section: browsed, and to choose from."""
    names = ("wagtailadmin_explore", "wagtailadmin_choose_page_child")
    pk = make.section().pk
    return [reverse(name, args=[pk]).removeprefix("/") for name in names]


def searches() -> Iterator[str]:
    """Yield the lists that answer a word, each with one that finds many rows."""
    for kind, word in (("images", "foto"), ("documents", "surat")):
        for name in ("", "results/", "chooser/", "chooser/results/"):
            yield f"kantor/{kind}/{name}?q={word}"
    yield "kantor/pages/search/?q=halaman"
    yield "kantor/choose-page/search/?q=halaman"


def test_every_list_costs_ten_queries_at_most(
    client: Client, kominfo: Unit, maria: User
) -> None:
    dewi = make.person("Dewi Contoh", "editor", of=kominfo)
    make_all(by=dewi, approver=maria, unit=kominfo)
    costs: dict[str, int] = {}
    rows: dict[str, int] = {}
    for person in (dewi, make.person("Oskar Contoh", "operator")):
        client.force_login(person)
        for address, queries, count in walk(client):
            costs[address] = max(queries, costs.get(address, 0))
            rows[address] = max(count, rows.get(address, 0))
    assert {name: n for name, n in costs.items() if n > WAGTAIL.get(name, MOST)} == {}
    # A new list needs rows in `everything`: without them it is always cheap.
    bare = {name for name, count in rows.items() if count < ROWS}
    assert {name.replace("/results/", "/") for name in bare} - WITHOUT_ROWS == set()
    assert {"kantor/naskah/", "kantor/users/", "kantor/jejak/"} <= set(costs)
