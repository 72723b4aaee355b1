"""The screen before a page ends: both ways, what leads here, and what was chosen."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests import make
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Locale, Page

from sasando.accounts.models import User
from sasando.core import approvals, replay
from sasando.core.models import Approval, Ending, ShortLink
from sasando.core.pointers import pointers
from sasando.core.workflow import NotAllowed
from sasando.newsroom.models import (
    Author,
    NewsIndexPage,
    NewsPage,
    ReleaseIndexPage,
    ReleasePage,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def live(ratna: User, maria: User) -> NewsPage:
    return make.published(by=ratna, approver=maria, title="Jembatan ditutup")


@pytest.fixture
def yohanes(db: None) -> User:
    return make.person("Yohanes Contoh", "approver")


@pytest.fixture
def release(live: NewsPage, ratna: User, maria: User) -> ReleasePage:
    """A release that is out; what a release needs beside is another test's business."""
    section = ReleaseIndexPage(title="Siaran pers", slug="siaran-pers")
    section.first_published_at = make.NOW
    NewsIndexPage.objects.get().get_parent().add_child(instance=section)
    page = ReleasePage(
        title="Siaran",
        summary="Ringkas.",
        body=[("paragraph", "<p>Isi.</p>")],
        unit=live.unit,
        signatory=maria,
        contact="Humas",
        owner=ratna,
        live=False,
    )
    section.add_child(instance=page)
    page.authors = [Author(user=ratna)]
    page.save_revision(user=ratna)
    make.approve(page, by=make.person("Penyetuju Contoh", "approver"))
    approvals.publish(page, by=maria, at=make.NOW)
    return ReleasePage.objects.get(pk=page.pk)


def answer(client: Client, page: Page, user: User, **facts: Any) -> Any:
    client.force_login(user)
    address = reverse("core_withdraw", args=[page.pk])
    return client.post(address, facts) if facts else client.get(address)


def test_all_that_leads_to_a_page_is_shown_with_a_link(
    live: NewsPage, ratna: User, maria: User, client: Client
) -> None:
    link = f'<p><a linktype="page" id="{live.pk}">Di sini</a></p>'
    linking = make.news(by=ratna, title="Yang menaut", body=[("paragraph", link)])
    ended = make.published(by=ratna, approver=maria, title="Yang ditarik")
    approvals.withdraw(ended, by=maria, at=make.NOW, reason="Ganda.", goes_to=live)
    english, _made = Locale.objects.get_or_create(language_code="en")
    NewsIndexPage.objects.get().get_parent().specific.copy_for_translation(english)
    NewsIndexPage.objects.get(locale__language_code="id").copy_for_translation(english)
    twin = live.copy_for_translation(english)
    ShortLink.objects.create(code="jembatan", title="Baliho", target=live.url)
    ShortLink.objects.create(code="lain", title="Lain", target=live.url[:-1] + "-lain/")
    Redirect.objects.create(old_path="/lama", redirect_page=live)
    Page.objects.filter(pk=live.pk).update(show_in_menus=True)
    live = NewsPage.objects.get(pk=live.pk)
    urls = {pointer.url for pointer in pointers(live, by=maria)}
    pages = (linking, ended, twin, live)
    edits = {reverse("wagtailadmin_pages:edit", args=[each.pk]) for each in pages}
    assert edits | {"/s/jembatan"} <= urls
    assert any("redirects" in str(url) for url in urls)
    assert "/s/lain" not in urls
    text = answer(client, live, maria).content.decode()
    assert all(f'href="{url}"' in text for url in edits)


def test_the_number_of_links_costs_no_queries(
    live: NewsPage, ratna: User, maria: User, django_assert_max_num_queries: Any
) -> None:
    link = f'<p><a linktype="page" id="{live.pk}">Di sini</a></p>'
    for number in range(6):
        make.news(by=ratna, title=f"Tautan {number}", body=[("paragraph", link)])
    with django_assert_max_num_queries(12):
        assert len(pointers(live, by=maria)) == 6


def test_both_ways_are_taken_from_one_screen(
    live: NewsPage, maria: User, client: Client
) -> None:
    facts = {"reason": "Keliru.", "goes_to": "", "redirects": ""}
    assert answer(client, live, maria, act="revoke", **facts).status_code == 302
    assert Ending.objects.of(live).act == Ending.REVOKE
    assert answer(client, live, maria, act="revoke", **facts).status_code == 200
    assert answer(client, live, maria, act="withdraw", **facts).status_code == 302
    assert Ending.objects.of(live).act == Ending.WITHDRAW
    assert replay.discords() == []


def test_each_button_says_what_it_does(
    live: NewsPage, maria: User, client: Client
) -> None:
    text = answer(client, live, maria).content.decode()
    for act, words in (("revoke", "Cabut halaman ini"), ("withdraw", "Tarik halaman")):
        assert words in text.split(f'name="act" value="{act}">')[1][:40]
    facts = {"reason": "Keliru.", "goes_to": "", "redirects": ""}
    assert answer(client, live, maria, **facts).context["form"].errors["act"]
    assert Ending.objects.of(live) is None


@pytest.mark.parametrize(
    ("act", "words"), [("revoke", "dicabut"), ("withdraw", "ditarik")]
)
def test_the_editor_says_how_a_page_ended_by_whom_and_why(
    live: NewsPage, ratna: User, maria: User, client: Client, act: str, words: str
) -> None:
    why = "Jembatan <b>dibuka</b> lagi."
    facts = {"reason": why, "goes_to": "", "redirects": ""}
    answer(client, live, maria, act=act, **facts)
    client.force_login(ratna)
    shown = client.get(reverse("wagtailadmin_pages:edit", args=[live.pk]))
    text = shown.content.decode()
    assert "Jembatan &lt;b&gt;dibuka&lt;/b&gt; lagi." in text
    assert f"Halaman ini {words} pada" in text
    assert f"oleh {maria}" in text


def test_a_refusal_keeps_what_was_typed(
    live: NewsPage, maria: User, client: Client
) -> None:
    facts = {"act": "withdraw", "reason": "Keliru sekali.", "redirects": "301"}
    text = answer(client, live, maria, **facts).content.decode()
    assert "Keliru sekali." in text
    assert 'role="alert"' in text
    assert Page.objects.get(pk=live.pk).live


def test_a_release_is_withdrawn_by_the_head_alone(
    release: ReleasePage, yohanes: User, maria: User, client: Client
) -> None:
    with pytest.raises(NotAllowed):
        approvals.withdraw(release, by=yohanes, at=make.NOW, reason="Keliru.")
    text = answer(client, release, yohanes).content.decode()
    assert 'value="revoke"' in text
    assert 'value="withdraw"' not in text
    facts = {"reason": "Keliru.", "goes_to": "", "redirects": ""}
    assert answer(client, release, yohanes, act="withdraw", **facts).status_code == 200
    assert answer(client, release, yohanes, act="revoke", **facts).status_code == 302
    assert answer(client, release, maria, act="withdraw", **facts).status_code == 302
    assert client.get(release.url).status_code == 410


def test_a_writer_sees_none_of_it(live: NewsPage, ratna: User, client: Client) -> None:
    assert answer(client, live, ratna).status_code in {302, 403}
    client.force_login(ratna)
    assert client.get(reverse("core_redact", args=[live.pk])).status_code in {302, 403}


def test_the_head_redacts_an_earlier_version_from_a_screen(
    live: NewsPage, ratna: User, maria: User, client: Client
) -> None:
    text = NewsPage.objects.get(pk=live.pk)
    text.change, text.change_note = "real", "Angka dibetulkan."
    text.save_revision(user=ratna)
    make.approve(text, by=maria)
    approvals.publish(text, by=maria, at=make.NOW)
    first, second = live.versions()
    client.force_login(maria)
    address = reverse("core_redact", args=[live.pk])
    shown = client.get(address).content.decode()
    assert f'value="{first.pk}"' in shown
    assert f'value="{second.pk}"' not in shown
    client.post(address, {"approval": first.pk, "reason": "Ada nama anak."})
    assert Approval.objects.get(pk=first.pk).content == {}
