"""A second person sends a text back without touching it, whatever hinders approval."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests import make
from tests.newsroom.test_releases import again, release
from wagtail.models import Page, TaskState, Workflow

from sasando.accounts.models import User
from sasando.core import approvals

pytestmark = pytest.mark.django_db
COMMENT = "Sebutkan sumber angkanya."


@pytest.fixture
def desk(client: Client, maria: User) -> Client:
    client.force_login(maria)
    return client


@pytest.fixture
def sent(second_person: Workflow, ratna: User, maria: User) -> Any:
    page = release(by=ratna, signatory=maria)
    second_person.start(page, ratna)
    return type(page).objects.get(pk=page.pk)


def decision(page: Page) -> str:
    return reverse("core_decide", args=[page.pk])


def test_who_asks_for_a_mend_is_no_author_and_approves_the_next_text(
    sent: Any, desk: Client, ratna: User, maria: User
) -> None:
    newest = sent.latest_revision_id
    answer = desk.post(decision(sent), {"send_back": "1", "comment": COMMENT})
    assert answer.status_code == 302
    sent.refresh_from_db()
    task = TaskState.objects.for_instance(sent).get()
    assert (task.status, task.comment, task.finished_by) == ("rejected", COMMENT, maria)
    assert sent.latest_revision_id == newest
    assert maria.pk not in approvals.authors(sent)
    mended = again(sent, by=ratna, summary="Jalan dibuka, kata Dinas PUPR.")
    mended.current_workflow_state.resume(user=ratna)
    assert approvals.may_approve(type(mended).objects.get(pk=mended.pk), maria)


def test_the_editor_offers_no_decision_that_would_save_its_form(
    sent: Any, desk: Client
) -> None:
    page = reverse("wagtailadmin_pages:edit", args=[sent.pk])
    shown = desk.get(page).content.decode()
    assert "workflow-action-name" not in shown
    assert decision(sent) in shown
    # Nor does any address of Wagtail.
    before = sent.revisions.count()
    step = reverse(
        "wagtailadmin_pages:workflow_action",
        args=[sent.pk, "reject", sent.current_workflow_task_state.pk],
    )
    desk.post(step, {"comment": COMMENT})
    assert sent.revisions.count() == before
    assert TaskState.objects.for_instance(sent).get().status == "in_progress"


def test_a_text_is_not_sent_back_without_a_word(sent: Any, desk: Client) -> None:
    answer = desk.post(decision(sent), {"send_back": "1", "comment": "  "})
    assert answer.status_code == 200
    assert answer.context["form"].errors["comment"]
    assert TaskState.objects.for_instance(sent).get().status == "in_progress"


def test_what_hinders_approval_leaves_both_ways_on(
    sent: Any, desk: Client, ratna: User
) -> None:
    again(sent, by=ratna, contact="")
    shown = desk.get(decision(sent)).content.decode()
    assert 'name="digest"' not in shown
    assert 'name="send_back"' in shown
    assert reverse("wagtailadmin_pages:edit", args=[sent.pk]) in shown


def test_an_author_is_led_to_the_editor_and_sends_nothing_back(
    second_person: Workflow, client: Client, kominfo: Any
) -> None:
    both = make.person("Dua Peran", "editor", "approver")
    page = make.news(by=both)
    second_person.start(page, both)
    client.force_login(both)
    assert 'name="send_back"' not in client.get(decision(page)).content.decode()
    client.post(decision(page), {"send_back": "1", "comment": COMMENT})
    assert TaskState.objects.for_instance(page).get().status == "in_progress"


def test_the_approver_of_a_published_page_sees_what_changes(
    second_person: Workflow, desk: Client, ratna: User, maria: User
) -> None:
    page = make.published(by=ratna, approver=maria, summary="Dibuka hari Senin.")
    facts = {"change": "real", "change_note": "Harinya dibetulkan."}
    page = again(page, by=ratna, summary="Dibuka hari Selasa.", **facts)
    second_person.start(page, ratna)
    shown = desk.get(decision(page)).content.decode()
    changed = shown.split('class="differences"')[1]
    assert '<span class="deletion">Senin.</span>' in changed
    assert '<span class="addition">Selasa.</span>' in changed


def test_a_first_text_is_compared_with_nothing(sent: Any, desk: Client) -> None:
    assert 'class="differences"' not in desk.get(decision(sent)).content.decode()
