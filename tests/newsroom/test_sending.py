"""What hinders approval is told to who sends the text, at the field, and not later."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests import make
from tests.newsroom.test_publication_wall import form_of
from tests.newsroom.test_releases import release
from wagtail.models import Page, TaskState, Workflow, WorkflowPage

from sasando.accounts.models import User
from sasando.core.lacking import Lack
from sasando.core.workflow import NotAllowed

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client: Client, ratna: User, second_person: Workflow) -> Client:
    home = make.section().get_parent()
    WorkflowPage.objects.create(page=home, workflow=second_person)
    client.force_login(ratna)
    return client


def send(desk: Client, page: Any, **changes: str) -> Any:
    """Press the button by which a text is sent, as the form of this page stands."""
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    return desk.post(address, form_of(page, **changes) | {"action-submit": "1"})


def is_sent(page: Page) -> bool:
    return bool(TaskState.objects.for_instance(page).exists())


def test_a_new_text_of_a_published_page_is_not_sent_without_its_kind_of_change(
    desk: Client, ratna: User, maria: User
) -> None:
    page = make.published(by=ratna, approver=maria)
    errors = send(desk, page, change="").context["form"].errors
    assert "ralat kecil" in str(errors["change"])
    errors = send(desk, page, change="real").context["form"].errors
    assert list(errors) == ["change_note"]
    assert not is_sent(page)
    note = "Harinya dibetulkan."
    assert send(desk, page, change="real", change_note=note).status_code == 302
    assert is_sent(page)


def test_a_release_without_signatory_is_not_sent_and_keeps_what_was_typed(
    desk: Client, ratna: User, maria: User
) -> None:
    page = release(by=ratna, signatory=maria)
    facts = {"dated_on": "24-11-2026", "contact": "", "summary": "Diketik lama."}
    answer = send(desk, page, signatory="", **facts)
    assert {"signatory", "contact"} == set(answer.context["form"].errors)
    assert "Diketik lama." in answer.content.decode()
    assert not is_sent(page)
    facts["contact"] = "Humas, 0380 000000"
    assert send(desk, page, signatory=str(maria.pk), **facts).status_code == 302
    assert is_sent(page)


def test_a_new_release_is_sent_at_once_or_told_at_the_field(
    desk: Client, ratna: User, maria: User
) -> None:
    model = release(by=ratna, signatory=maria)
    where = ["newsroom", "releasepage", model.get_parent().pk]
    facts = form_of(model, title="Siaran kedua", slug="siaran-kedua")
    facts |= {"authors-INITIAL_FORMS": "0", "authors-0-id": "", "action-submit": "1"}
    facts |= {"dated_on": "24-11-2026", "signatory": str(maria.pk)}
    add = reverse("wagtailadmin_pages:add", args=where)
    answer = desk.post(add, facts | {"contact": "", "typed_number": "7/SP/2026"})
    assert list(answer.context["form"].errors) == ["contact"]
    answer = desk.post(add, facts | {"contact": "Humas, 0380 000000"})
    assert answer.status_code == 302
    assert is_sent(type(model).objects.get(slug="siaran-kedua"))


def test_authors_who_are_only_in_the_form_count(desk: Client, ratna: User) -> None:
    page = make.news(by=ratna)
    text = page.get_latest_revision_as_object()
    text.authors = []
    text.save()
    text.save_revision(user=ratna, clean=False)
    new = {"authors-INITIAL_FORMS": "0", "authors-0-id": ""}
    named = new | {"authors-0-user": str(ratna.pk)}
    assert send(desk, page, **named).status_code == 302
    text = page.get_latest_revision_as_object()
    assert [author.user for author in text.authors.all()] == [ratna]


def test_a_draft_may_lack_all_of_it(desk: Client, ratna: User, maria: User) -> None:
    page = release(by=ratna, signatory=maria)
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert desk.post(address, form_of(page, signatory="")).status_code == 302


def test_no_other_way_sends_what_could_not_be_approved(
    second_person: Workflow, ratna: User, maria: User
) -> None:
    page = release(by=ratna, signatory=maria, contact="")
    with pytest.raises(NotAllowed, match="narahubung"):
        second_person.start(page, ratna)


def test_each_lack_of_a_release_names_a_field_of_its_form(
    ratna: User, maria: User
) -> None:
    page = release(by=ratna, signatory=maria)
    text = page.get_latest_revision_as_object()
    text.summary, text.body, text.unit, text.authors = "", [], None, []
    text.contact, text.dated_on, text.signatory = "", None, None
    form = type(page).get_edit_handler().get_form_class()
    known = {*form.base_fields, *form.formsets}
    lacks = text.lacks()
    assert len(lacks) == 7
    assert all(isinstance(each, Lack) and each.field in known for each in lacks)


def test_what_is_new_is_asked_of_published_pages_alone(
    desk: Client, ratna: User, maria: User
) -> None:
    first = make.news(by=ratna)
    page = make.published(by=ratna, approver=maria, title="Sudah terbit")
    for item, there in ((first, False), (page, True)):
        shown = desk.get(reverse("wagtailadmin_pages:edit", args=[item.pk]))
        assert ('name="change"' in shown.content.decode()) is there
