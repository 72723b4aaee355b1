"""A new item is saved once, whoever takes its slug, and whatever its title."""

from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse
from tests import make
from tests.files.make_files import noise
from tests.newsroom.editor import address
from wagtail.admin.views.pages.create import CreateView
from wagtail.models import WorkflowPage

from sasando.accounts.models import User
from sasando.core.page_forms import PageForm
from sasando.files.models import Picture
from sasando.newsroom.models import NewsPage

pytestmark = pytest.mark.django_db
TITLE = "😀 Pesta laut"


def facts(desk: Client, **changes: Any) -> dict[str, Any]:
    """Return what a browser sends of the form for a new item."""
    form = desk.get(address()).context["form"]
    found = {"title": TITLE, "slug": "-pesta-laut", "body-count": "0", "summary": ""}
    found["first_save"] = form["first_save"].value()
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


JSON = {"accept": "application/json"}


def test_the_same_form_sent_twice_goes_on_in_the_item_it_made(
    desk: Client, ratna: User
) -> None:
    rows = {"authors-TOTAL_FORMS": "1", "authors-0-user": str(ratna.pk)}
    sent = facts(desk, **rows, **{"authors-0-part": "text", "authors-0-ORDER": "1"})
    assert desk.post(address(), sent, headers=JSON).json()["success"]
    later = sent | {"summary": "Ditulis sesudahnya."}
    answer = desk.post(address(), later, follow=True)
    item = NewsPage.objects.get(slug="pesta-laut")
    assert answer.redirect_chain[0][1] == 307
    text = item.get_latest_revision_as_object()
    assert text.summary == "Ditulis sesudahnya."
    assert [author.user for author in text.authors.all()] == [ratna]
    assert NewsPage.objects.filter(draft_title=TITLE).count() == 1


def test_a_wrong_field_after_the_autosave_loses_nothing_and_can_be_mended(
    desk: Client,
) -> None:
    assert 'name="first_save"' in body_of(desk.get(address()))
    sent = facts(desk)
    assert desk.post(address(), sent, headers=JSON).json()["success"]
    typed = sent | {"summary": "Ditulis sesudahnya.", "go_live_at": "32-13-2026"}
    shown = desk.post(address(), typed, follow=True)
    assert list(shown.context["form"].errors) == ["go_live_at"]
    assert "Ditulis sesudahnya." in body_of(shown)
    edit = shown.context["action_url"]
    answer = desk.post(edit, typed | {"go_live_at": ""})
    assert answer.status_code == 302
    item = NewsPage.objects.get(slug="pesta-laut")
    assert item.get_latest_revision_as_object().summary == "Ditulis sesudahnya."


def test_another_form_with_the_same_title_leads_to_the_draft_and_leaves_it(
    desk: Client,
) -> None:
    first = facts(desk, summary="Yang pertama.")
    assert desk.post(address(), first, headers=JSON).json()["success"]
    answer = desk.post(address(), facts(desk, summary="Yang kedua."))
    item = NewsPage.objects.get(slug="pesta-laut")
    assert reverse("wagtailadmin_pages:edit", args=[item.pk]) in body_of(answer)
    assert "Yang kedua." in body_of(answer)
    assert item.get_latest_revision_as_object().summary == "Yang pertama."


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


def test_a_draft_with_poor_words_for_its_picture_is_kept_but_not_sent(
    desk: Client, second_person: Any
) -> None:
    WorkflowPage.objects.create(page=make.section(), workflow=second_person)
    shown = Picture(title="Panen", file=ContentFile(noise(), name="a.jpg"))
    shown.save()
    poor = {"picture": str(shown.pk), "picture_alt": "foto kegiatan"}
    sent = facts(desk, title="Panen di Noelbaki", slug="panen", **poor)
    assert desk.post(address(), sent).status_code == 302
    kept = NewsPage.objects.get(slug="panen")
    assert kept.get_latest_revision_as_object().picture_alt == "foto kegiatan"
    sent |= {"slug": "panen-lain", "first_save": "lain", "action-submit": "1"}
    refused = desk.post(address(), sent)
    assert "picture_alt" in refused.context["form"].errors
    assert not NewsPage.objects.filter(slug="panen-lain").exists()


def test_a_long_title_is_shown_whole_and_stays_one_line(desk: Client) -> None:
    form = desk.get(address()).context["form"]
    assert form.fields["title"].widget.template_name.endswith("textarea.html")
    assert 'maxlength="255"' in str(form["title"])
    desk.post(address(), facts(desk, title="Embung Oesapa\r\npenuh lagi"))
    assert NewsPage.objects.filter(draft_title="Embung Oesapa penuh lagi").exists()
