"""A new item is saved once, whoever takes its slug, and whatever its title."""

from typing import Any

import pytest
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse
from tests import make
from wagtail.admin.views.pages.create import CreateView
from wagtail.models import WorkflowPage

from sasando.accounts.models import Unit, User
from sasando.core.page_forms import PageForm
from sasando.newsroom.models import NewsPage

pytestmark = pytest.mark.django_db
TITLE = "😀 Pesta laut"


@pytest.fixture
def desk(client: Client, ratna: User, kominfo: Unit) -> Client:
    make.section()
    client.force_login(ratna)
    return client


def address() -> str:
    return reverse(
        "wagtailadmin_pages:add", args=["newsroom", "newspage", make.section().pk]
    )


def facts(desk: Client, **changes: Any) -> dict[str, Any]:
    """Return what a browser sends of the form for a new item."""
    form = desk.get(address()).context["form"]
    found = {"title": TITLE, "slug": "-pesta-laut", "body-count": "0", "summary": ""}
    for formset in form.formsets.values():
        found |= {
            f"{formset.prefix}-{name}": value
            for name, value in formset.management_form.initial.items()
        }
    return found | changes


def body_of(answer: Any) -> str:
    text: str = answer.content.decode()
    return text


def test_a_slug_taken_between_the_look_and_the_save_keeps_the_text(
    desk: Client, ratna: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = facts(desk, summary="Dikarang lama sekali.")
    look = PageForm.is_valid

    def meets_another(form: Any) -> bool:
        valid = look(form)
        if not NewsPage.objects.exists():
            make.news(by=ratna, title=TITLE, slug="pesta-laut")
        return valid

    monkeypatch.setattr(PageForm, "is_valid", meets_another)
    answer = desk.post(address(), sent)
    assert answer.status_code == 200
    assert "Dikarang lama sekali." in body_of(answer)
    assert "Buka draf" in body_of(answer)
    assert NewsPage.objects.count() == 1


def test_a_place_in_the_tree_that_is_taken_keeps_the_text(
    desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def taken(self: Any) -> None:
        raise IntegrityError("path")

    sent = facts(desk, summary="Dikarang lama sekali.")
    monkeypatch.setattr(CreateView, "save_action", taken)
    answer = desk.post(address(), sent)
    assert answer.status_code == 200
    assert "Dikarang lama sekali." in body_of(answer)
    assert "menyimpan pada saat yang sama" in body_of(answer)


def test_the_same_form_sent_twice_makes_one_item_and_leads_to_it(desk: Client) -> None:
    sent = facts(desk)
    first = desk.post(address(), sent, headers={"accept": "application/json"})
    assert first.json()["success"]
    second = desk.post(address(), sent)
    assert second.status_code == 200
    item = NewsPage.objects.get()
    assert item.slug == "pesta-laut"
    assert reverse("wagtailadmin_pages:edit", args=[item.pk]) in body_of(second)


@pytest.mark.parametrize("title", ["😀😀", "!!!"])
def test_titles_without_a_letter_get_a_slug_of_their_own(
    desk: Client, title: str
) -> None:
    for _time in range(2):
        sent = facts(desk, title=title, slug="")
        assert desk.post(address(), sent).status_code == 302
    slugs = set(NewsPage.objects.values_list("slug", flat=True))
    assert slugs == {"berita", "berita-2"}


def test_a_title_without_a_letter_is_sent_for_approval(
    desk: Client, second_person: Any
) -> None:
    WorkflowPage.objects.create(page=make.section(), workflow=second_person)
    sent = facts(desk, title="😀", slug="")
    answer = desk.post(address(), sent | {"action-submit": "1"})
    errors = answer.context["form"].errors
    assert "summary" in errors
    assert "slug" not in errors


def test_a_title_in_arabic_letters_gets_its_slug(desk: Client) -> None:
    assert desk.post(address(), facts(desk, title="حفل", slug="")).status_code == 302
    assert NewsPage.objects.get().slug == "حفل"


def test_marks_that_turn_letters_are_refused_in_a_title(desk: Client) -> None:
    answer = desk.post(address(), facts(desk, title="Gaji \u202egnpj.exe"))
    assert "tanda tak terlihat" in str(answer.context["form"].errors["title"])
    assert not NewsPage.objects.exists()


def test_a_long_title_is_shown_whole_and_stays_one_line(desk: Client) -> None:
    form = desk.get(address()).context["form"]
    assert form.fields["title"].widget.template_name.endswith("textarea.html")
    assert 'maxlength="255"' in str(form["title"])
    desk.post(address(), facts(desk, title="Embung Oesapa\r\npenuh lagi"))
    assert NewsPage.objects.filter(draft_title="Embung Oesapa penuh lagi").exists()
