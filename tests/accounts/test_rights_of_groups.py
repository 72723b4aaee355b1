"""What Wagtail asks a person's groups for comes in one query, and anew each time."""

from typing import Any

import pytest
from django.contrib.auth import get_user
from django.contrib.auth.models import Group, Permission
from django.test import Client, RequestFactory
from django.urls import reverse
from tests import make
from wagtail.models import GroupPagePermission, GroupSitePermission, Page, Site
from wagtail.permission_policies.collections import CollectionPermissionPolicy
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permission_policies.sites import SitePermissionPolicy

from sasando.accounts.models import Assignment, Unit, User
from sasando.files.models import Picture
from sasando.website.models import OfficeSettings

pytestmark = pytest.mark.django_db


def policies() -> list[Any]:
    return [
        PagePermissionPolicy(),
        CollectionPermissionPolicy(Picture),
        SitePermissionPolicy(OfficeSettings),
    ]


def facts(right: Any) -> tuple[Any, ...]:
    permission = right.permission
    there = getattr(right, "page", None) or getattr(right, "collection", None)
    place = (there.path, there.depth) if there else right.site_id
    return right.pk, permission.pk, permission.content_type_id, right.group_id, place


@pytest.mark.parametrize("role", ["writer", "editor", "approver", "head", "operator"])
def test_one_query_reads_what_wagtail_would_read_by_three(
    role: str, django_assert_num_queries: Any
) -> None:
    make.site()
    group = Group.objects.get(name=role)
    permission = Permission.objects.get(codename="change_officesettings")
    GroupSitePermission.objects.create(
        group=group, site=Site.objects.get(), permission=permission
    )
    who = make.person("Dewi Contoh", role, "photographer")
    with django_assert_num_queries(1):
        kept = [policy.get_cached_permissions_for_user(who) for policy in policies()]
    for policy, ours in zip(policies(), kept, strict=True):
        theirs = policy.get_all_permissions_for_user(who)
        assert sorted(map(facts, ours)) == sorted(map(facts, theirs))
    assert kept[2]


def test_the_explorer_begins_where_wagtail_lets_it_begin() -> None:
    home = make.site()
    who = make.person("Dewi Contoh", "operator")
    policy = PagePermissionPolicy()
    assert policy.explorable_root_instance(who) is None
    section, group = make.section(), Group.objects.get(name="operator")
    right = Permission.objects.get(codename="change_page")
    GroupPagePermission.objects.create(group=group, page=section, permission=right)
    assert policy.explorable_root_instance(again(who)).pk == section.pk
    assert policy.explorable_root_instance(again(who)).title == section.title
    beside = make.standard(by=who, below=home)
    GroupPagePermission.objects.create(group=group, page=beside, permission=right)
    assert policy.explorable_root_instance(again(who)).pk == home.pk
    root = User.objects.create_superuser("akar@example.org", make.PASSWORD, name="Akar")
    assert policy.explorable_root_instance(root) == Page.get_first_root_node()


def again(who: User) -> User:
    return User.objects.get(pk=who.pk)


def test_a_role_or_a_right_taken_away_is_gone_with_the_next_request(
    client: Client, kominfo: Unit
) -> None:
    who = make.person("Dewi Contoh", "editor", of=kominfo)
    client.force_login(who)
    pages, list_ = reverse("wagtailadmin_explore_root"), reverse("stories")
    assert client.get(pages).status_code == client.get(list_).status_code == 200
    GroupPagePermission.objects.filter(group__name="editor").delete()
    assert client.get(pages).status_code == 302
    assert client.get(list_).status_code == 200
    day = Assignment.objects.get(user=who).starts_on
    Assignment.objects.filter(user=who).update(ends_on=day)
    assert client.get(list_).status_code == 302


def test_a_permission_of_django_opens_nothing_that_the_table_does_not() -> None:
    who = make.person("Dewi Contoh", "writer")
    permission = Permission.objects.get(codename="view_entry")
    who.user_permissions.add(permission)
    Group.objects.get(name="writer").permissions.add(permission)
    assert not again(who).has_perm("core.view_entry")
    assert make.person("Maria Contoh", "head").has_perm("core.view_entry")


def test_a_session_of_somebody_switched_off_belongs_to_nobody(client: Client) -> None:
    who = make.person("Dewi Contoh", "editor")
    client.force_login(who)
    request = RequestFactory().get("/")
    request.session = client.session
    assert get_user(request) == who
    User.objects.filter(pk=who.pk).update(is_active=False)
    assert get_user(request).is_anonymous
