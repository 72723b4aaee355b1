"""What was published stays at its address: nobody moves it, no screen offers to."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests import make
from tests.newsroom.test_releases import release
from wagtail.models import Page

from sasando.accounts.models import User
from sasando.core import approvals, replay, triggers
from sasando.core.models import Freeze
from sasando.core.workflow import NotAllowed
from sasando.newsroom.models import NewsIndexPage, NewsPage, ReleaseIndexPage
from sasando.website.models import HomePage

pytestmark = pytest.mark.django_db


@pytest.fixture
def agus(db: None) -> User:
    return make.person("Agus Contoh", "approver")


@pytest.fixture
def live(ratna: User, maria: User) -> NewsPage:
    return make.published(by=ratna, approver=maria)


@pytest.fixture
def store(live: NewsPage) -> NewsIndexPage:
    """A section of nobody's sight: a draft below a home outside the site."""
    dump = HomePage(title="Gudang", slug="gudang", live=False)
    Page.get_first_root_node().add_child(instance=dump)
    section = NewsIndexPage(title="Arsip", slug="arsip", live=False)
    dump.add_child(instance=section)
    return section


def fresh(page: Page) -> Page:
    return Page.objects.get(pk=page.pk)


def said() -> list[tuple[int, str]]:
    return [(discord.page, discord.what) for discord in replay.discords()]


def move_by_screen(page: Page, to: Page, *, client: Client) -> None:
    client.post(reverse("wagtailadmin_pages:move_confirm", args=[page.pk, to.pk]))


@pytest.mark.parametrize("what", ["item", "section"])
def test_an_approver_moves_nothing_that_is_out(
    live: NewsPage, store: NewsIndexPage, agus: User, client: Client, what: str
) -> None:
    page = fresh(live) if what == "item" else fresh(live.get_parent())
    to = store if what == "item" else fresh(store.get_parent())
    client.force_login(agus)
    move_by_screen(page, to, client=client)
    client.logout()
    assert fresh(page).path == page.path
    assert client.get(live.url).status_code == 200
    assert said() == []


def test_nor_a_release_nor_anything_under_a_freeze(
    live: NewsPage, ratna: User, maria: User, agus: User, client: Client
) -> None:
    page = release(by=ratna, signatory=maria)
    make.approve(page, by=maria)
    approvals.publish(page, by=maria, at=make.NOW)
    other = ReleaseIndexPage(title="Arsip", slug="arsip", live=False, owner=agus)
    Page.objects.get(slug="beranda").add_child(instance=other)
    now = timezone.now()
    Freeze.objects.create(reason="Masa tenang", starts_at=now - timedelta(hours=1))
    client.force_login(agus)
    move_by_screen(page, other, client=client)
    assert fresh(page).path == page.path
    assert client.get(type(page).objects.get(pk=page.pk).url).status_code == 200


def test_a_superuser_is_told_why(
    live: NewsPage, store: NewsIndexPage, client: Client
) -> None:
    root = User.objects.create_superuser("akar@example.org", make.PASSWORD, name="Akar")
    client.force_login(root)
    move_by_screen(live, store, client=client)
    with pytest.raises(NotAllowed, match=r"stays at its address|tetap di alamat"):
        fresh(live).move(store, pos="last-child", user=root)
    assert fresh(live).path == live.path


def test_what_was_withdrawn_keeps_its_address_too(
    live: NewsPage, store: NewsIndexPage, maria: User
) -> None:
    approvals.withdraw(live, by=maria, at=make.NOW, reason="Keliru.")
    with pytest.raises(NotAllowed):
        fresh(live).move(store, pos="last-child")


def test_a_draft_may_be_moved(ratna: User, agus: User, client: Client) -> None:
    page = make.news(by=ratna)
    other = NewsIndexPage(title="Arsip", slug="arsip", live=False)
    Page.objects.get(slug="beranda").add_child(instance=other)
    client.force_login(agus)
    move_by_screen(page, other, client=client)
    assert fresh(page).get_parent().pk == other.pk


def test_a_move_past_the_program_meets_the_trigger(
    live: NewsPage, store: NewsIndexPage
) -> None:
    for page in (live, live.get_parent()):
        refused = pytest.raises(IntegrityError, match="stays in its place")
        with refused, transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "UPDATE wagtailcore_page SET path = %s || substr(path, %s) "
                "WHERE path LIKE %s",
                [store.path + "0009", len(page.path) + 1, page.path + "%"],
            )
    assert fresh(live).path == live.path


def test_the_order_of_what_is_out_stays(
    live: NewsPage, ratna: User, maria: User, agus: User, client: Client
) -> None:
    other = make.published(by=ratna, approver=maria, title="Jalan kedua dibuka")
    client.force_login(agus)
    address = reverse("wagtailadmin_pages:set_page_position", args=[other.pk])
    client.post(f"{address}?position=0")
    assert fresh(other).path == other.path


def test_no_screen_offers_a_move_that_is_refused(
    live: NewsPage, ratna: User, agus: User, client: Client
) -> None:
    draft = make.news(by=ratna, title="Naskah baru")
    client.force_login(agus)
    section = live.get_parent()
    shown = client.get(reverse("wagtailadmin_explore", args=[section.pk]))
    text = shown.content.decode()
    assert reverse("wagtailadmin_pages:move", args=[draft.pk]) in text
    assert reverse("wagtailadmin_pages:move", args=[live.pk]) not in text
    assert reverse("wagtailadmin_pages:move", args=[section.pk]) not in text
    assert f"/pages/{section.pk}/?ordering=ord" not in text
    assert "/bulk/wagtailcore/page/move/" not in text


def test_no_screen_makes_a_home_or_a_section_outside_the_site(
    live: NewsPage, agus: User, client: Client
) -> None:
    client.force_login(agus)
    root = Page.get_first_root_node()
    facts = {"title": "Gudang", "slug": "gudang", "intro": ""}
    facts |= {"comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0"}
    for kind in ("website/homepage", "newsroom/newsindexpage"):
        client.post(f"/kantor/pages/add/{kind}/{root.pk}/", facts)
    assert not Page.objects.filter(slug="gudang").exists()
    home = Page.objects.get(slug="beranda")
    client.post(f"/kantor/pages/add/newsroom/newsindexpage/{home.pk}/", facts)
    assert not Page.objects.filter(slug="gudang").exists()


def test_a_new_slug_that_was_approved_takes_all_below_along(
    live: NewsPage, ratna: User, maria: User, client: Client
) -> None:
    section = NewsIndexPage.objects.get()
    section.slug = "kabar"
    section.save_revision(user=ratna)
    make.approve(section, by=maria)
    approvals.publish(section, by=maria, at=make.NOW)
    assert client.get("/kabar/jalan-baru-dibuka/").status_code == 200
    assert said() == []


def test_a_live_page_without_an_address_is_named(
    live: NewsPage, store: NewsIndexPage
) -> None:
    section = fresh(live.get_parent())
    Page.objects.filter(pk=live.pk).update(url_path="/lain/")
    assert said() == [(live.pk, replay.LOST)]
    Page.objects.filter(pk=live.pk).update(url_path=live.url_path)
    triggers.lift()
    super(Page, section).move(fresh(store.get_parent()), pos="last-child")
    triggers.install()
    assert said() == [(section.pk, replay.LOST), (live.pk, replay.LOST)]
