"""Every address of the staff side that needs no number, as every role."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse
from django.urls.resolvers import RegexPattern
from tests import make

from sasando.accounts.models import Unit, User
from sasando.accounts.roles import Role

pytestmark = [pytest.mark.django_db, pytest.mark.once]

HOLE = re.compile(r"[<(\[\\*+?|]")
# Wagtail's own try-out of its error page.
MEANT = {"kantor/failwhale/"}


def part(pattern: Any) -> str:
    text = str(pattern)
    if isinstance(pattern, RegexPattern):
        text = text.removeprefix("^").removesuffix(r"\Z").removesuffix("$")
    return text


def addresses(resolver: Any, start: str = "") -> Iterator[str]:
    for each in resolver.url_patterns:
        address = start + part(each.pattern)
        if HOLE.search(address):
            continue
        if isinstance(each, URLPattern):
            yield address
        else:
            yield from addresses(each, address)


STAFF = sorted(
    {each for each in addresses(get_resolver()) if each.startswith("kantor/")} - MEANT
)


@pytest.fixture
def visitor(client: Client, ratna: User, maria: User) -> Client:
    """Somebody who reads answers, faults included, where there is something to see."""
    make.published(by=ratna, approver=maria)
    client.raise_request_exception = False
    return client


def broken(visitor: Client) -> list[str]:
    return [each for each in STAFF if visitor.get(f"/{each}").status_code >= 500]


def test_the_walk_finds_the_staff_side() -> None:
    known = {"wagtailadmin_home", "core_log", "account_login", "wagtailadmin_logout"}
    known |= {"wagtailusers_users:index", "assignment:add", "unit:index"}
    assert {reverse(name).removeprefix("/") for name in known} <= set(STAFF)


# The superuser below sees all, a writer hardly anything; the others are between them.
WALKED = {"writer"}
OTHERS = [pytest.param(role, marks=pytest.mark.soak) for role in Role.values]


@pytest.mark.parametrize(
    "role",
    [*sorted(WALKED), *(each for each in OTHERS if each.values[0] not in WALKED)],
)
def test_no_staff_address_breaks_or_signs_out(
    role: str, visitor: Client, kominfo: Unit
) -> None:
    visitor.force_login(make.person("Seseorang Contoh", role, of=kominfo))
    assert broken(visitor) == []
    assert visitor.get(reverse("wagtailadmin_home")).status_code == 200


def test_no_staff_address_breaks_for_a_superuser(visitor: Client) -> None:
    root = User.objects.create_superuser("akar@example.org", make.PASSWORD, name="Akar")
    visitor.force_login(root)
    assert broken(visitor) == []


def test_no_staff_address_breaks_or_opens_for_a_stranger(visitor: Client) -> None:
    assert broken(visitor) == []
    assert visitor.get(reverse("wagtailadmin_home")).status_code == 302
