"""Staff screens offer no button that would only be refused, and none beside the log."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from tests import make
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.models import Collection, Locale, Page, Site, Task, Workflow

from sasando.accounts.models import User
from sasando.core.offered import may_delete
from sasando.newsroom.models import NewsPage
from sasando.website.models import HomePage

pytestmark = pytest.mark.django_db


@pytest.fixture
def root(home: HomePage, client: Client) -> Client:
    """A superuser at the desk of an office that is set up."""
    client.force_login(
        User.objects.create_superuser("akar@example.org", make.PASSWORD, name="Akar")
    )
    return client


def closed_steps() -> list[str]:
    """Return the steps that would switch off a site, a workflow, a role and so on."""
    group, site = Group.objects.get(name="approver"), Site.objects.get()
    workflow, task = Workflow.objects.get(), Task.objects.get()
    below = Collection.get_first_root_node().add_child(name="Contoh")
    locale = Locale.objects.get(language_code="en")
    return [
        reverse("wagtailusers_groups:delete", args=[group.pk]),
        reverse("wagtailusers_groups:edit", args=[group.pk]),
        reverse("wagtailusers_groups:add"),
        reverse("wagtailsites:delete", args=[site.pk]),
        reverse("wagtailsites:edit", args=[site.pk]),
        reverse("wagtailadmin_workflows:disable", args=[workflow.pk]),
        reverse("wagtailadmin_workflows:disable_task", args=[task.pk]),
        reverse(
            "wagtailadmin_workflows:remove",
            args=[Page.get_first_root_node().pk, workflow.pk],
        ),
        reverse("wagtailadmin_collections:delete", args=[below.pk]),
        reverse("wagtaillocales:delete", args=[locale.pk]),
    ]


def count() -> dict[str, int]:
    kinds = (Group, Site, Workflow, Task, Collection, Locale)
    found = {kind.__name__: kind.objects.count() for kind in kinds}
    found["active"] = Workflow.objects.active().count() + Task.objects.active().count()
    return found


def test_no_screen_switches_off_what_the_office_stands_on(root: Client) -> None:
    steps = closed_steps()
    before = count()
    for address in steps:
        for answer in (root.get(address), root.post(address)):
            assert answer.status_code == 403, address
            assert "lang=" in answer.content.decode(), address
    assert count() == before


def test_the_menu_leads_to_no_closed_screen(root: Client) -> None:
    shown = root.get(reverse("wagtailadmin_home")).content.decode()
    assert "/kantor/redirects/" in shown
    for room in ("sites", "locales", "groups", "collections", "workflows"):
        assert f"/kantor/{room}/" not in shown


def test_nothing_is_done_to_many_pages_or_people_at_once() -> None:
    assert not bulk_action_registry.get_bulk_actions_for_model("wagtailcore", "page")
    assert not bulk_action_registry.get_bulk_actions_for_model("accounts", "user")


def test_people_are_listed_without_boxes_to_tick(client: Client, ratna: User) -> None:
    client.force_login(make.person("Dewi Contoh", "operator"))
    shown = client.get(reverse("wagtailusers_users:index")).content.decode()
    assert str(ratna) in shown
    assert "data-bulk-action" not in shown


def test_a_page_on_record_offers_no_delete(
    client: Client, ratna: User, maria: User
) -> None:
    out = make.published(by=ratna, approver=maria)
    draft = make.news(by=ratna, title="Belum terbit")
    planned = make.news(by=ratna, title="Sudah disetujui")
    make.approve(planned, by=maria)
    client.force_login(maria)
    root = User.objects.create_superuser("akar@example.org", make.PASSWORD)
    client.force_login(root)
    for item, offered in ((out, False), (draft, True), (planned, False)):
        step = reverse("wagtailadmin_pages:delete", args=[item.pk])
        screen = client.get(reverse("wagtailadmin_pages:edit", args=[item.pk]))
        assert (step in screen.content.decode()) == offered
        above = NewsPage.objects.get(pk=item.pk).get_parent().pk
        screen = client.get(reverse("wagtailadmin_explore", args=[above]))
        assert (step in screen.content.decode()) == offered


def test_a_search_says_what_it_counts(root: Client) -> None:
    shown = root.get(reverse("wagtailadmin_pages:search"), {"q": "Dinas"})
    words = shown.content.decode()
    counted = " ".join(words.split("<thead")[-1].split("</thead")[0].split())
    assert "dari 2 halaman" in counted
    assert "<title>Cari - Sasando</title>" in " ".join(words.split())


def test_every_title_ends_with_our_name(root: Client) -> None:
    for name in ("wagtailadmin_home", "unit:index", "core_log"):
        title = root.get(reverse(name)).content.decode().split("</title>")[0]
        assert title.rstrip().endswith("- Sasando"), name


@pytest.mark.parametrize("role", ["writer", "editor", "approver", "head", "auditor"])
def test_whether_a_page_may_be_deleted_is_answered_as_wagtail_answers(
    role: str, ratna: User, maria: User
) -> None:
    who = make.person("Dewi Contoh", role)
    out = make.published(by=ratna, approver=maria)
    pages = [out, make.news(by=ratna), make.news(by=who), make.section()]
    for page in [*pages, Page.get_first_root_node()]:
        tester = page.permissions_for_user(who)
        for ignores in (False, True):
            assert tester.can_delete(ignores) == may_delete(tester, ignores)


def test_no_menu_leads_to_pages_about_another_product(root: Client) -> None:
    shown = root.get(reverse("wagtailadmin_home")).content.decode()
    assert "guide.wagtail.org" not in shown
    assert "keyboard-shortcuts" in shown
    lost = root.get("/kantor/tidak-ada/")
    assert lost.status_code == 404
    assert "Ke Hari ini" in lost.content.decode()
