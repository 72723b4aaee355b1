"""Pages of the office and its work units."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils.html import escape
from tests import make
from tests.website.many_news import news
from tests.website.test_sections import cost, titles

from sasando.accounts.models import Unit, User
from sasando.newsroom.models import NewsIndexPage
from sasando.website.models import Official
from sasando.website.templatetags.site import telephone

pytestmark = pytest.mark.django_db


def test_a_unit_shows_what_it_is_part_of_what_it_did_and_how_to_reach_it(
    home: Any, client: Client, ratna: User, maria: User, kominfo: Unit
) -> None:
    part = make.unit("Bidang Aplikasi Informatika", parent=kominfo)
    make.published(by=ratna, approver=maria, title="Jaringan pulih", unit=part)
    text = client.get(f"/unit/{part.pk}/").content.decode()
    assert f'href="/unit/{kominfo.pk}/"' in text
    assert titles(client, f"/unit/{part.pk}/") == ["Jaringan pulih"]
    assert (
        f'href="/unit/{part.pk}/"'
        in client.get(f"/unit/{kominfo.pk}/").content.decode()
    )
    assert client.get("/unit/987654/").status_code == 404


@pytest.mark.parametrize("number", ["0", "2", "999999", "9" * 18, "9" * 30])
def test_a_leaf_that_is_not_there_is_not_found(
    number: str, home: Any, client: Client, kominfo: Unit
) -> None:
    address = f"/unit/{kominfo.pk}/hal/{number}/"
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    ("typed", "dialled"),
    [("(0380) 123-456", "0380123456"), ("+62 380 1234", "+623801234")],
)
def test_a_telephone_number_can_be_pressed(typed: str, dialled: str) -> None:
    assert telephone(typed) == f'<a href="tel:{dialled}">{typed}</a>'


@pytest.mark.parametrize("typed", ["0380 12345678 / 0380 87654321", "<b>", ""])
def test_what_is_not_one_number_is_read(typed: str) -> None:
    assert telephone(typed) == escape(typed)


def test_a_unit_that_ended_says_until_when_and_who_came_after(
    home: Any, client: Client, kominfo: Unit
) -> None:
    old = make.unit("Biro Humas", valid_until=date(2022, 12, 31), successor=kominfo)
    text = client.get(f"/unit/{old.pk}/").content.decode()
    assert "31 Desember 2022" in text
    assert kominfo.name in text
    # It publishes nothing more, so nothing is “not yet”.
    assert 'class="empty"' not in text
    assert 'class="empty"' in client.get(f"/unit/{kominfo.pk}/").content.decode()
    index = client.get("/unit/").content.decode()
    assert index.index(kominfo.name) < index.index("Biro Humas")


def test_the_office_names_the_officials_of_its_pages(
    home: Any, client: Client, ratna: User, maria: User, kominfo: Unit
) -> None:
    page = make.standard(by=ratna, below=home, title="Pejabat")
    page.officials = [Official(user=maria, position="Kepala Dinas")]
    page.save_revision(user=ratna)
    from sasando.core import approvals

    make.approve(page, by=maria)
    assert "Kepala Dinas" not in client.get("/unit/").content.decode()
    approvals.publish(page, by=maria, at=make.NOW)
    for address in ("/unit/", f"/unit/{page.specific.unit_id}/"):
        text = client.get(address).content.decode()
        assert "Kepala Dinas" in text
        assert maria.name in text


def test_these_pages_exist_in_both_languages_and_lead_to_each_other(
    home: Any, client: Client, kominfo: Unit
) -> None:
    for here, there in (("/unit/", "/en/units/"), (f"/unit/{kominfo.pk}/",) * 2):
        there = there.replace("/unit/", "/en/units/")
        assert f'href="{there}" hreflang="en"' in client.get(here).content.decode()
        assert f'href="{here}" hreflang="id"' in client.get(there).content.decode()


@pytest.mark.once
def test_a_unit_costs_the_same_with_sixty_and_with_six_hundred_items(
    home: Any, client: Client, kominfo: Unit
) -> None:
    section = NewsIndexPage.objects.child_of(home).get()
    costs = []
    for upto in (60, 600):
        news(section, upto=upto, unit=kominfo)
        costs.append(cost(client, f"/unit/{kominfo.pk}/"))
    assert costs[0] == costs[1] <= 10
