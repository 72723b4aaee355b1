"""Author ≠ approver, embargo and freeze hold on every way a page can change."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests import make
from wagtail.models import Locale, Page, Revision, Workflow

from sasando.accounts.models import User
from sasando.core import approvals, digests, publication, schedule
from sasando.core.models import Approval, Entry, Freeze
from sasando.core.workflow import NotAllowed
from sasando.newsroom.models import NewsPage

pytestmark = pytest.mark.django_db
BODY = [("paragraph", "<p>Warga boleh lewat.</p>")]


@pytest.fixture
def draft(ratna: User) -> NewsPage:
    return make.news(by=ratna)


@pytest.fixture
def live(ratna: User, maria: User) -> NewsPage:
    return make.published(by=ratna, approver=maria)


@pytest.fixture
def root_user(db: None) -> User:
    """A superuser: Wagtail lets this person do everything."""
    return User.objects.create_superuser("akar@example.org", make.PASSWORD, name="Akar")


@pytest.fixture
def staff(root_user: User, client: Client) -> Client:
    client.force_login(root_user)
    return client


def test_a_field_that_is_empty_is_no_part_of_the_approved_text(
    draft: NewsPage,
) -> None:
    text = draft.get_latest_revision_as_object()
    content = digests.public_content(text)
    assert content["title"]
    assert {"embargo_until", "picture", "expire_at"}.isdisjoint(content)
    text.embargo_until = make.NOW
    assert digests.public_content(text) != content


@pytest.mark.parametrize(
    "change",
    [
        {"slug": "lain"},
        {"seo_title": "Lain"},
        {"search_description": "Lain"},
        {"show_in_menus": True},
        {"go_live_at": make.NOW},
        {"expire_at": make.NOW},
        {"title": "Lain"},
        {"summary": "Lain"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_all_that_a_reader_meets_is_part_of_the_approved_text(
    draft: NewsPage, change: dict[str, object]
) -> None:
    text = draft.get_latest_revision_as_object()
    before = digests.public_digest(text)
    for name, value in change.items():
        setattr(text, name, value)
    assert digests.public_digest(text) != before


def test_a_title_changed_through_the_base_class_meets_the_approved_text(
    live: NewsPage,
) -> None:
    bare = Page.objects.get(pk=live.pk)
    bare.title = "Lain"
    with pytest.raises(NotAllowed):
        bare.save()


def test_the_first_structure_closes_with_the_first_real_approval(
    live: NewsPage, ratna: User
) -> None:
    with pytest.raises(NotAllowed):
        approvals.found(make.news(by=ratna, title="Kedua"), at=make.NOW)


def test_the_machine_does_only_what_is_its_own(live: NewsPage) -> None:
    with pytest.raises(NotAllowed):
        approvals.withdraw(live, by=None, at=make.NOW, reason="Keliru.")


def is_live(page: Page) -> bool:
    return Page.objects.filter(pk=page.pk, live=True).exists()


def form_of(page: NewsPage, **changes: str) -> dict[str, str]:
    """Return what the editor's form posts for this page."""
    author = page.specific.get_latest_revision_as_object().authors.first()
    facts = {
        "title": page.title,
        "slug": page.slug,
        "summary": page.summary,
        "picture": "",
        "picture_alt": "",
        "unit": str(page.unit_id),
        "body-count": "1",
        "body-0-type": "paragraph",
        "body-0-order": "0",
        "body-0-deleted": "",
        "body-0-id": "",
        "body-0-value": '{"blocks": [{"key": "a", "text": "Baru.", "type": '
        '"unstyled", "depth": 0, "inlineStyleRanges": [], "entityRanges": []}], '
        '"entityMap": {}}',
        "authors-TOTAL_FORMS": "1",
        "authors-INITIAL_FORMS": "1" if author else "0",
        "authors-MIN_NUM_FORMS": "0",
        "authors-MAX_NUM_FORMS": "1000",
        "authors-0-id": str(author.pk) if author and author.pk else "",
        "authors-0-ORDER": "1",
        "authors-0-user": str(author.user_id) if author else "",
        "authors-0-part": "text",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        "comments-MIN_NUM_FORMS": "0",
        "comments-MAX_NUM_FORMS": "1000",
    }
    return facts | changes


# --- the good way ---------------------------------------------------------


def test_an_approved_text_goes_out_and_the_log_says_who(
    draft: NewsPage, ratna: User, maria: User
) -> None:
    make.approve(draft, by=maria)
    assert approvals.publish(draft, by=maria, at=make.NOW)
    assert is_live(draft)
    out, allowed = Entry.objects.for_instance(draft)
    assert (allowed.action, allowed.user) == ("page.approved", maria)
    assert (out.action, out.user) == ("page.published", maria)
    assert out.data["digest"] == allowed.data["digest"]
    approval = Approval.objects.get(page=draft)
    assert approval.content["title"] == draft.title
    assert approval.revision_id == Page.objects.get(pk=draft.pk).live_revision_id


def test_the_author_cannot_approve(draft: NewsPage, ratna: User) -> None:
    from sasando.accounts import workflow

    workflow.appoint(
        None, ratna, "approver", starts_on=make.NOW.date(), by=None, at=make.NOW
    )
    ratna = User.objects.get(pk=ratna.pk)
    with pytest.raises(NotAllowed, match=r"wrote|menulis"):
        make.approve(draft, by=ratna)


def test_somebody_without_the_role_cannot_approve(draft: NewsPage, bima: User) -> None:
    with pytest.raises(NotAllowed):
        make.approve(draft, by=bima)


def test_an_approval_of_a_text_that_changed_since_is_refused(
    draft: NewsPage, ratna: User, maria: User
) -> None:
    read = digests.public_digest(draft.get_latest_revision_as_object())
    draft.title = "Judul lain"
    draft.save_revision(user=ratna)
    with pytest.raises(NotAllowed):
        approvals.approve(draft, by=maria, at=make.NOW, digest=read)


def test_a_change_after_the_approval_keeps_the_text_in(
    draft: NewsPage, ratna: User, maria: User
) -> None:
    make.approve(draft, by=maria)
    draft.summary = "Diubah setelah disetujui."
    draft.save_revision(user=ratna)
    with pytest.raises(NotAllowed):
        approvals.publish(draft, by=maria, at=make.NOW)
    assert not is_live(draft)


def test_the_next_version_needs_its_own_approval(
    live: NewsPage, ratna: User, maria: User
) -> None:
    live.title, live.change = "Versi kedua", "small"
    revision = live.save_revision(user=ratna)
    with pytest.raises(NotAllowed):
        revision.publish(user=maria)
    make.approve(live, by=maria)
    assert approvals.publish(live, by=maria, at=make.NOW)
    assert NewsPage.objects.get(pk=live.pk).title == "Versi kedua"


def test_an_older_approved_text_does_not_come_back(
    live: NewsPage, ratna: User, maria: User
) -> None:
    first = Revision.objects.get(pk=live.live_revision_id)
    live.title, live.change = "Versi kedua", "small"
    live.save_revision(user=ratna)
    make.approve(live, by=maria)
    approvals.publish(live, by=maria, at=make.NOW)
    with pytest.raises(NotAllowed):
        first.publish()


def test_a_live_page_may_be_saved_again_unchanged_while_another_text_waits(
    live: NewsPage, ratna: User, maria: User
) -> None:
    page = NewsPage.objects.get(pk=live.pk)
    live.title, live.change = "Versi kedua", "small"
    live.save_revision(user=ratna)
    make.approve(live, by=maria)
    page.refresh_from_db()
    page.save()
    assert NewsPage.objects.get(pk=live.pk).title == "Jalan baru dibuka"


# --- every other way ------------------------------------------------------

BY_CODE = {
    "revision": lambda page, user: page.get_latest_revision().publish(user=user),
    "page.publish": lambda page, user: page.publish(page.get_latest_revision()),
    "save": lambda page, user: setattr(page, "live", True) or page.save(),
    "save of one field": lambda page, user: (
        setattr(page, "live", True) or page.save(update_fields=["live"])
    ),
    "save of the base class": lambda page, user: (
        lambda base: setattr(base, "live", True) or base.save()
    )(Page.objects.get(pk=page.pk)),
}


@pytest.mark.parametrize("way", BY_CODE)
def test_code_cannot_publish_what_nobody_approved(
    draft: NewsPage, root_user: User, way: str
) -> None:
    with pytest.raises(PermissionDenied), transaction.atomic():
        BY_CODE[way](draft, root_user)
    assert not is_live(draft)


@pytest.mark.parametrize(
    "change",
    [
        lambda page: Page.objects.filter(pk=page.pk).update(live=True),
        lambda page: NewsPage.objects.filter(pk=page.pk).update(live=True),
        lambda page: connection.cursor().execute(
            "UPDATE wagtailcore_page SET live = %s WHERE id = %s", [True, page.pk]
        ),
    ],
)
def test_what_passes_by_save_meets_the_trigger(draft: NewsPage, change: object) -> None:
    refused = pytest.raises(IntegrityError, match="without an approval")
    with refused, transaction.atomic():
        change(draft)  # type: ignore[operator]
    assert not is_live(draft)


def test_the_live_revision_cannot_be_swapped_past_save(
    live: NewsPage, ratna: User
) -> None:
    live.title = "Tidak disetujui"
    revision = live.save_revision(user=ratna)
    with pytest.raises(IntegrityError), transaction.atomic():
        Page.objects.filter(pk=live.pk).update(live_revision=revision)


def test_nothing_is_born_live(ratna: User) -> None:
    facts = {"summary": "x", "unit": make.unit(), "body": BODY}
    page = NewsPage(title="Lahir terbit", live=True, owner=ratna, **facts)
    make.section().add_child(instance=page)
    assert not is_live(page)


def test_loaddata_cannot_bring_a_live_page(
    live: NewsPage, tmp_path: object, ratna: User
) -> None:
    from django.core import serializers

    page = Page.objects.get(pk=live.pk)
    text = serializers.serialize("json", [page])
    text = text.replace(f'"pk": {page.pk}', '"pk": 9999').replace(page.path, "00019999")
    file = tmp_path / "page.json"  # type: ignore[operator]
    file.write_text(text)
    with pytest.raises(IntegrityError, match="born published"), transaction.atomic():
        call_command("loaddata", str(file), verbosity=0)


def test_copies_of_a_live_page_are_drafts(live: NewsPage, ratna: User) -> None:
    copy = live.copy(
        update_attrs={"title": "Salinan", "slug": "salinan"}, keep_live=True, user=ratna
    )
    assert not is_live(copy)
    section = make.section()
    whole = section.copy(
        recursive=True,
        to=section.get_parent(),
        update_attrs={"slug": "salinan"},
        keep_live=True,
        copy_revisions=True,
    )
    assert not whole.get_descendants(inclusive=True).live().exists()


def test_aliases_are_refused(live: NewsPage) -> None:
    with pytest.raises(NotAllowed), transaction.atomic():
        live.create_alias(parent=make.section(), update_slug="alias")
    english, _made = Locale.objects.get_or_create(language_code="en")
    with pytest.raises(NotAllowed), transaction.atomic():
        live.copy_for_translation(english, copy_parents=True, alias=True)


def test_a_translation_begins_as_a_draft(live: NewsPage) -> None:
    english, _made = Locale.objects.get_or_create(language_code="en")
    section = live.get_parent().specific
    section.get_parent().specific.copy_for_translation(english)
    section.copy_for_translation(english)
    twin = live.copy_for_translation(english)
    assert not is_live(twin)


def test_a_live_page_is_not_withdrawn_without_reason_and_right(
    live: NewsPage, ratna: User, maria: User
) -> None:
    with pytest.raises(PermissionDenied):
        live.unpublish()
    with pytest.raises(IntegrityError), transaction.atomic():
        Page.objects.filter(pk=live.pk).update(live=False)
    with pytest.raises(NotAllowed):
        approvals.withdraw(live, by=ratna, at=make.NOW, reason="Salah tanggal.")
    with pytest.raises(NotAllowed):
        approvals.withdraw(live, by=maria, at=make.NOW, reason=" ")
    assert is_live(live)
    approvals.withdraw(live, by=maria, at=make.NOW, reason="Salah tanggal.")
    assert not is_live(live)


def test_a_withdrawn_text_needs_a_new_approval(live: NewsPage, maria: User) -> None:
    approvals.withdraw(live, by=maria, at=make.NOW, reason="Salah tanggal.")
    live = NewsPage.objects.get(pk=live.pk)
    with pytest.raises(NotAllowed):
        live.get_latest_revision().publish()


def test_what_was_approved_is_not_deleted(live: NewsPage, draft: NewsPage) -> None:
    for page in (live, live.get_parent(), Page.objects.get(pk=live.pk)):
        with pytest.raises(PermissionDenied), transaction.atomic():
            page.delete()
    with pytest.raises(PermissionDenied), transaction.atomic():
        Page.objects.filter(pk=live.pk).delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        Page.objects.filter(pk=live.pk)._raw_delete("default")
    draft.delete()
    assert not Page.objects.filter(pk=draft.pk).exists()


def test_purging_revisions_keeps_the_approved_one(live: NewsPage) -> None:
    live.save_revision()
    with pytest.raises(NotAllowed), transaction.atomic():
        call_command("purge_revisions", verbosity=0)
    assert Revision.objects.filter(pk=live.live_revision_id).exists()


def test_approvals_are_kept_as_given(live: NewsPage) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Approval.objects.filter(page=live).update(digest="0" * 64)
    with pytest.raises(IntegrityError), transaction.atomic():
        Approval.objects.filter(page=live)._raw_delete("default")


def test_a_change_past_save_is_found(live: NewsPage) -> None:
    assert publication.unapproved(Page.objects.all()) == []
    NewsPage.objects.filter(pk=live.pk).update(summary="Diam-diam diubah.")
    assert publication.unapproved(Page.objects.all()) == [live]


# --- embargo, freeze, schedule, expiry ------------------------------------


def test_embargo_holds_and_the_text_goes_out_when_it_ends(
    ratna: User, maria: User
) -> None:
    now = timezone.now()
    item = make.news(by=ratna, embargo_until=now + timedelta(hours=2))
    make.approve(item, by=maria)
    assert approvals.publish(item, by=maria, at=now) is False
    with pytest.raises(NotAllowed, match="embargo"), transaction.atomic():
        item.get_latest_revision().publish()
    schedule.release_due(now + timedelta(hours=1))
    assert not is_live(item)


def test_embargo_is_part_of_what_was_approved(ratna: User, maria: User) -> None:
    now = timezone.now()
    item = make.news(by=ratna, embargo_until=now + timedelta(hours=2))
    make.approve(item, by=maria)
    item.embargo_until = None
    item.save_revision(user=ratna)
    with pytest.raises(NotAllowed):
        item.get_latest_revision().publish()


def test_a_freeze_holds_everything_and_the_plan_stays(
    draft: NewsPage, maria: User
) -> None:
    now = timezone.now()
    freeze = Freeze.objects.create(reason="Masa berkabung", starts_at=now)
    make.approve(draft, by=maria)
    assert approvals.publish(draft, by=maria, at=now) is False
    schedule.release_due(now)
    assert not is_live(draft)
    freeze.ends_at = now
    freeze.save()
    schedule.release_due(now + timedelta(seconds=1))
    assert is_live(draft)


def test_one_refused_schedule_never_holds_another(
    ratna: User, maria: User, caplog: pytest.LogCaptureFixture
) -> None:
    now = timezone.now()
    refused, good = make.news(by=ratna), make.news(by=ratna, title="Kedua")
    make.approve(good, by=maria)
    for item in (refused, good):
        Revision.objects.filter(pk=item.latest_revision_id).update(
            approved_go_live_at=now
        )
    schedule.release_due(now)
    assert is_live(good)
    assert not is_live(refused)
    kept = Revision.objects.get(pk=refused.latest_revision_id)
    assert kept.approved_go_live_at == now


def test_an_approved_end_date_withdraws_the_page(ratna: User, maria: User) -> None:
    now = timezone.now()
    later = make.published(by=ratna, approver=maria, expire_at=now + timedelta(hours=1))
    over = make.published(
        by=ratna, approver=maria, expire_at=now - timedelta(minutes=1), title="Lewat"
    )
    schedule.release_due(now)
    assert is_live(later)
    assert not is_live(over)


# --- the staff side, as superuser -----------------------------------------


def test_the_editor_cannot_publish_what_nobody_approved(
    draft: NewsPage, staff: Client
) -> None:
    address = reverse("wagtailadmin_pages:edit", args=[draft.pk])
    answer = staff.post(address, form_of(draft) | {"action-publish": "1"})
    assert answer.status_code == 302, answer.context["form"].errors
    assert not is_live(draft)
    draft = NewsPage.objects.get(pk=draft.pk)
    assert "Baru." in str(draft.get_latest_revision().content)


def test_create_and_publish_leaves_a_draft(draft: NewsPage, staff: Client) -> None:
    section = draft.get_parent()
    address = reverse(
        "wagtailadmin_pages:add", args=["newsroom", "newspage", section.pk]
    )
    facts = form_of(draft, title="Langsung terbit", slug="langsung")
    facts |= {"authors-INITIAL_FORMS": "0", "authors-0-id": "", "action-publish": "1"}
    answer = staff.post(address, facts)
    assert answer.status_code in (302, 403)
    made = Page.objects.get(slug="langsung")
    assert not made.live


@pytest.mark.parametrize("action", ["publish", "unpublish", "delete"])
def test_bulk_actions_are_held(
    draft: NewsPage, live: NewsPage, staff: Client, action: str
) -> None:
    target = draft if action == "publish" else live
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
    answer = staff.post(f"{address}?id={target.pk}&next=/kantor/", {"next": "/kantor/"})
    assert answer.status_code == 404
    assert is_live(live)
    assert not is_live(draft)


@pytest.mark.parametrize("action", ["unpublish", "delete"])
def test_page_actions_are_held(live: NewsPage, staff: Client, action: str) -> None:
    for page in (live, live.get_parent()):
        address = reverse(f"wagtailadmin_pages:{action}", args=[page.pk])
        answer = staff.post(
            address, {"include_descendants": "on", "confirm_site_name": "Sasando"}
        )
        assert answer.status_code in (200, 302, 403)
    assert is_live(live)


def test_the_admin_api_is_held(draft: NewsPage, live: NewsPage, staff: Client) -> None:
    for page, action in ((draft, "publish"), (live, "unpublish"), (live, "delete")):
        address = reverse("wagtailadmin_api:pages:action", args=[page.pk, action])
        answer = staff.post(address, {}, content_type="application/json")
        assert answer.status_code in (302, 403)
    assert is_live(live)
    assert not is_live(draft)


# --- Wagtail's workflow ---------------------------------------------------


def test_the_workflow_approves_and_publishes(
    draft: NewsPage, second_person: Workflow, ratna: User, maria: User
) -> None:
    state = second_person.start(draft, ratna)
    task = state.current_task_state.task.specific
    assert task.get_actions(draft, ratna) == []
    assert task.get_actions(draft, maria) == []
    task.on_action(state.current_task_state, maria, "approve")
    assert is_live(draft)
    assert Approval.objects.get(page=draft).approved_by == maria


def test_the_workflow_button_by_code_is_held(
    draft: NewsPage, second_person: Workflow, ratna: User, root_user: User
) -> None:
    state = second_person.start(draft, ratna)
    with pytest.raises(NotAllowed), transaction.atomic():
        state.current_task_state.approve(user=root_user)
    assert not is_live(draft)


def test_the_workflow_refuses_its_author(
    draft: NewsPage, second_person: Workflow, ratna: User
) -> None:
    state = second_person.start(draft, ratna)
    task = state.current_task_state.task.specific
    with pytest.raises(NotAllowed), transaction.atomic():
        task.on_action(state.current_task_state, ratna, "approve")
    assert not is_live(draft)


# --- by a link, from a phone ----------------------------------------------


def test_a_link_approves_once_and_publishes(
    draft: NewsPage, ratna: User, maria: User, client: Client
) -> None:
    address = approvals.ask_by_link(
        draft, by=ratna, at=timezone.now(), approver=maria
    ).removeprefix("http://localhost")
    assert draft.title in client.get(address).content.decode()
    assert not is_live(draft)
    assert client.post(address).status_code == 200
    assert is_live(draft)
    assert client.post(address).status_code == 403
    assert Approval.objects.get(page=draft).via == "link"


def test_a_link_is_void_after_a_change(
    draft: NewsPage, ratna: User, maria: User, client: Client
) -> None:
    address = approvals.ask_by_link(
        draft, by=ratna, at=timezone.now(), approver=maria
    ).removeprefix("http://localhost")
    draft.title = "Diubah diam-diam"
    draft.save_revision(user=ratna)
    assert client.post(address).status_code == 403
    assert not is_live(draft)


def test_a_link_is_void_after_two_days_and_for_a_stranger(
    draft: NewsPage, ratna: User, maria: User, bima: User, client: Client
) -> None:
    old = timezone.now() - timedelta(hours=49)
    address = approvals.ask_by_link(draft, by=ratna, at=old, approver=maria)
    assert client.get(address.removeprefix("http://localhost")).status_code == 403
    assert client.get("/kantor/setujui/tebakan/").status_code == 403
    with pytest.raises(NotAllowed):
        approvals.ask_by_link(draft, by=ratna, at=old, approver=bima)


# --- two people, two browsers ---------------------------------------------


def test_of_two_approvals_of_one_task_the_second_is_refused(
    draft: NewsPage, second_person: Workflow, ratna: User, maria: User
) -> None:
    state = second_person.start(draft, ratna)
    first = state.current_task_state
    second = type(first).objects.get(pk=first.pk)
    task = first.task.specific
    task.on_action(first, maria, "approve")
    with pytest.raises(PermissionDenied), transaction.atomic():
        task.on_action(type(second).objects.get(pk=second.pk), maria, "approve")
    assert Approval.objects.filter(page=draft).count() == 1


def test_two_editors_on_one_draft_lose_nothing(
    draft: NewsPage, staff: Client, maria: User
) -> None:
    address = reverse("wagtailadmin_pages:edit", args=[draft.pk])
    staff.post(address, form_of(draft, summary="Tulisan pertama."))
    other = Client()
    other.force_login(maria)
    answer = other.post(address, form_of(draft, summary="Tulisan kedua."))
    assert answer.status_code == 302, answer.context["form"].formsets["authors"].errors
    texts = [each.content["summary"] for each in draft.revisions.order_by("-pk")[:2]]
    assert texts == ["Tulisan kedua.", "Tulisan pertama."]


def test_a_schedule_in_the_past_goes_out_at_once(ratna: User, maria: User) -> None:
    past = timezone.now() - timedelta(days=1)
    item = make.news(by=ratna, go_live_at=past)
    make.approve(item, by=maria)
    assert approvals.publish(item, by=maria, at=timezone.now()) is True


def test_a_clock_set_back_holds_what_is_planned_and_loses_nothing(
    ratna: User, maria: User
) -> None:
    now = timezone.now().replace(microsecond=0)
    item = make.news(by=ratna, go_live_at=now + timedelta(hours=1))
    make.approve(item, by=maria)
    approvals.publish(item, by=maria, at=now)
    schedule.release_due(now - timedelta(days=365))
    assert not is_live(item)
    planned = Revision.objects.get(pk=item.latest_revision_id).approved_go_live_at
    assert planned == now + timedelta(hours=1)
