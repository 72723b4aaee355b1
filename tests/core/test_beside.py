"""The approver sees all that is approved, not the text alone."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests import make
from tests.newsroom.test_releases import release
from wagtail.models import Workflow

from sasando.accounts.models import User
from sasando.core import approvals, digests
from sasando.core.beside import beside
from sasando.core.workflow import NotAllowed
from sasando.newsroom.models import NewsPage, PublicationPage, ReleasePage

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(ratna: User, maria: User) -> NewsPage:
    """A page that is out, whose next text changes more than its words."""
    page = make.published(by=ratna, approver=maria)
    text = page.get_latest_revision_as_object()
    text.slug, text.seo_title = "alamat-lain", "Judul di mesin pencari"
    text.search_description = "Uraian di mesin pencari."
    text.picture_alt, text.show_in_menus = "Warga di atas jembatan.", True
    text.change, text.change_note = "small", "Ejaan dibetulkan."
    text.expire_at = datetime(2027, 3, 17, 2, 0, tzinfo=timezone.get_current_timezone())
    text.go_live_at = text.expire_at - timedelta(days=30)
    text.tags.add("jembatan")
    text.save_revision(user=ratna)
    return NewsPage.objects.get(pk=page.pk)


SEEN = (
    *("alamat-lain", "Judul di mesin pencari", "Uraian di mesin pencari."),
    *("Warga di atas jembatan.", "Ralat kecil", "Ejaan dibetulkan."),
    *("17 Maret 2027", "15 Februari 2027", "jembatan"),
)


def test_all_of_it_is_shown_at_the_desk_and_by_the_link(
    page: NewsPage,
    ratna: User,
    maria: User,
    second_person: Workflow,
    client: Client,
) -> None:
    asked = approvals.ask_by_link(page, by=ratna, at=timezone.now(), approver=maria)
    by_link = client.get("/" + asked.split("/", 3)[3]).content.decode()
    second_person.start(page, ratna)
    client.force_login(maria)
    shown = client.get(reverse("core_decide", args=[page.pk])).content.decode()
    for text in (by_link, shown.split('class="text-to-approve"')[1]):
        assert [each for each in SEEN if each not in text] == []


@pytest.mark.parametrize("kind", [NewsPage, ReleasePage, PublicationPage])
def test_each_approved_fact_is_read_in_the_text_or_beside_it(kind: Any) -> None:
    plain = [f.name for f in kind._meta.concrete_fields if f.name in kind.read_in_text]
    known = {*plain, "authors"}
    assert kind.read_in_text <= known | {"intro"}


def test_a_field_that_says_nothing_is_not_listed(page: NewsPage) -> None:
    text = NewsPage.objects.get(pk=page.pk)
    names = {name for name, _value in beside(text)}
    there = digests.public_content(text).keys() - text.read_in_text - {"files"}
    assert len(names) == len(there)


def test_a_release_has_no_end_date(ratna: User, maria: User) -> None:
    end = timezone.now() + timedelta(days=30)
    with pytest.raises(NotAllowed, match=r"end date|tanggal berakhir"):
        make.approve(release(by=ratna, signatory=maria, expire_at=end), by=maria)
    make.approve(release(by=ratna, signatory=maria, title="Tetap"), by=maria)


def test_titles_of_drafts_are_for_those_who_write_or_approve(
    page: NewsPage, ratna: User, client: Client
) -> None:
    make.news(by=ratna, title="Rahasia sampai besok")
    for name, role, sees in (("A", "front_desk", False), ("B", "writer", True)):
        client.force_login(make.person(f"Orang {name}", role))
        for address in (
            "choose-page/search/?q=",
            f"choose-page/{page.get_parent().pk}/?q=",
        ):
            text = client.get(f"/kantor/{address}Rahasia").content.decode()
            assert ("Rahasia sampai besok" in text) is sees
        assert (
            page.title
            in client.get("/kantor/choose-page/search/?q=Jalan").content.decode()
        )
