"""An English story is a page of its own that knows which text it was made from."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests import make
from tests.newsroom.test_releases import release
from wagtail.models import Locale, Page

from sasando.accounts.models import User
from sasando.core import approvals
from sasando.core.models import Entry
from sasando.core.workflow import NotAllowed
from sasando.newsroom import translations
from sasando.newsroom.models import NewsPage, ReleaseNumber, Translation

pytestmark = pytest.mark.django_db
LATER = make.NOW + timedelta(days=1)


@pytest.fixture
def english(db: None) -> Locale:
    """The English language, with a home and a section to put stories in."""
    locale = Locale.objects.create(language_code="en")
    section = make.section()
    for page in (section.get_parent(), section):
        page.specific.copy_for_translation(locale)
    # A section is out before what lies below it.
    Page.objects.filter(locale=locale).update(first_published_at=make.NOW)
    return locale


@pytest.fixture
def source(english: Locale, ratna: User, maria: User) -> NewsPage:
    return make.published(by=ratna, approver=maria, title="Pasar dipindahkan")


def translate(page: Page, locale: Locale, *, client: Client, by: User) -> NewsPage:
    """Walk Wagtail's own screens, as people do."""
    client.force_login(by)
    address = reverse("simple_translation:submit_page_translation", args=[page.pk])
    edit = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert address in edit.content.decode()
    assert client.get(address).status_code == 200
    done = client.post(address, {"locales": [locale.pk]})
    twin = page.get_translation(locale).specific
    assert done["Location"] == reverse("wagtailadmin_pages:edit", args=[twin.pk])
    assert isinstance(twin, NewsPage)
    return twin


def go_out(
    page: Page, *, by: User, approver: User, at: Any = LATER, **changes: Any
) -> NewsPage:
    text = NewsPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    for name, value in changes.items():
        setattr(text, name, value)
    text.save_revision(user=by)
    fresh = NewsPage.objects.get(pk=page.pk)
    make.approve(fresh, by=approver, at=at)
    approvals.publish(fresh, by=approver, at=at)
    return NewsPage.objects.get(pk=page.pk)


REAL = {"change": "real", "change_note": "Tanggal dibetulkan.", "summary": "Besok."}
SMALL = {"change": "small", "change_note": "", "summary": "Jalan Oelamasi."}


def test_a_story_is_translated_as_a_draft_of_its_own(
    source: NewsPage, english: Locale, ratna: User, client: Client
) -> None:
    twin = translate(source, english, client=client, by=ratna)
    assert (twin.live, twin.alias_of_id, twin.owner_id) == (False, None, ratna.pk)
    assert twin.translation_key == source.translation_key
    assert (twin.change, twin.change_note, twin.changed_at) == ("", "", None)
    row = Translation.objects.get()
    assert (row.page_id, row.source_id) == (twin.pk, source.pk)
    assert row.revision_id == source.live_revision_id
    assert row.as_of == source.changed_at


def test_the_translation_is_approved_and_goes_out_by_itself(
    source: NewsPage,
    english: Locale,
    ratna: User,
    maria: User,
    client: Client,
) -> None:
    twin = translate(source, english, client=client, by=ratna)
    editor = client.get(reverse("wagtailadmin_pages:edit", args=[twin.pk]))
    assert editor.status_code == 200
    live = go_out(twin, by=ratna, approver=maria, title="Market moved")
    assert live.live
    assert live.locale == english


def test_no_translation_and_no_copy_is_ever_an_alias(
    source: NewsPage, english: Locale, ratna: User, maria: User, client: Client
) -> None:
    with pytest.raises(NotAllowed):
        source.create_alias(update_slug="lain")
    with pytest.raises(NotAllowed):
        source.copy_for_translation(english, alias=True)
    approver = make.person("Penyetuju Contoh", "approver")
    client.force_login(approver)
    address = reverse("wagtailadmin_pages:copy", args=[source.pk])
    form = client.get(address).context["form"]
    assert {"alias", "publish_copies"}.isdisjoint(form.fields)
    facts = {
        "new_title": "Salinan",
        "new_slug": "salinan",
        "new_parent_page": source.get_parent().pk,
        "alias": "on",
        "publish_copies": "on",
    }
    assert client.post(address, facts).status_code == 302
    copy = NewsPage.objects.get(slug="salinan")
    assert (copy.live, copy.alias_of_id) == (False, None)


def test_the_tree_of_one_language_does_not_follow_the_other(
    english: Locale, ratna: User, maria: User, settings: Any
) -> None:
    assert settings.WAGTAILSIMPLETRANSLATION_SYNC_PAGE_TREE is False
    make.published(by=ratna, approver=maria)
    assert not NewsPage.objects.filter(locale=english).exists()


def test_a_translated_release_bears_the_number_of_its_source(
    english: Locale, ratna: User, maria: User, client: Client
) -> None:
    page = release(by=ratna, signatory=maria, typed_number="7/SP/2026")
    page.get_parent().copy_for_translation(english)
    make.approve(page, by=maria)
    approvals.publish(page, by=maria, at=make.NOW)
    twin = page.copy_for_translation(english)
    twin.get_latest_revision().as_object().save_revision(user=ratna)
    twin = type(page).objects.get(pk=twin.pk)
    make.approve(twin, by=maria)
    assert twin.number == "7/SP/2026"
    assert ReleaseNumber.objects.get().page_id == page.pk


def stale(user: User) -> list[str]:
    return [line.text for line in translations.waiting(user, LATER)]


def test_a_real_change_of_the_source_is_named_to_the_owner_alone(
    source: NewsPage, english: Locale, ratna: User, maria: User, client: Client
) -> None:
    twin = translate(source, english, client=client, by=ratna)
    editor = reverse("wagtailadmin_pages:edit", args=[twin.pk])
    go_out(source, by=ratna, approver=maria, **SMALL)
    assert stale(ratna) == []
    assert "benar-benar berubah" not in client.get(editor).content.decode()
    live = go_out(source, by=ratna, approver=maria, **REAL)
    assert len(stale(ratna)) == 1
    assert stale(maria) == []
    page = client.get(editor).content.decode()
    assert "benar-benar berubah" in page
    versions = [source.pk, source.live_revision_id, live.live_revision_id]
    compare = reverse("wagtailadmin_pages:revisions_compare", args=versions)
    assert compare in page
    assert client.get(compare).status_code == 200


def test_somebody_says_that_the_translation_is_still_right(
    source: NewsPage, english: Locale, ratna: User, bima: User, client: Client
) -> None:
    twin = translate(source, english, client=client, by=ratna)
    with pytest.raises(NotAllowed):
        translations.confirm(twin, by=ratna, at=LATER)
    approver = make.person("Penyetuju Contoh", "approver")
    go_out(source, by=ratna, approver=approver, **REAL)
    with pytest.raises(NotAllowed):
        translations.confirm(twin, by=bima, at=LATER)
    address = reverse("newsroom_translation", args=[twin.pk])
    assert "Tanggal dibetulkan." in client.get(address).content.decode()
    assert len(stale(ratna)) == 1
    assert client.post(address).status_code == 302
    assert stale(ratna) == []
    entry = Entry.objects.for_instance(twin).get(action="translation.confirmed")
    assert entry.user == ratna
    go_out(
        source,
        by=ratna,
        approver=approver,
        at=LATER + timedelta(days=1),
        **REAL | {"summary": "Lusa."},
    )
    assert len(stale(ratna)) == 1


def test_a_real_change_of_the_translation_that_goes_out_takes_the_mark_away(
    source: NewsPage, english: Locale, ratna: User, maria: User, client: Client
) -> None:
    twin = translate(source, english, client=client, by=ratna)
    go_out(twin, by=ratna, approver=maria, title="Market moved")
    live = go_out(source, by=ratna, approver=maria, **REAL)
    after = LATER + timedelta(hours=1)
    fixed = {"change": "small", "change_note": "", "title": "Market is moved"}
    go_out(twin, by=ratna, approver=maria, at=after, **fixed)
    assert len(stale(ratna)) == 1
    changed = {"change": "real", "change_note": "Date.", "summary": "Tomorrow."}
    go_out(twin, by=ratna, approver=maria, at=after, **changed)
    assert stale(ratna) == []
    assert Translation.objects.get().revision_id == live.live_revision_id


def test_a_source_that_goes_out_as_it_was_translated_is_no_news(
    english: Locale, ratna: User, maria: User, client: Client
) -> None:
    draft = make.news(by=ratna)
    translate(draft, english, client=client, by=ratna)
    make.approve(draft, by=maria)
    approvals.publish(draft, by=maria, at=make.NOW)
    assert stale(ratna) == []
    go_out(draft, by=ratna, approver=maria, **SMALL)
    assert stale(ratna) == []
    go_out(draft, by=ratna, approver=maria, **REAL | {"summary": "Lusa."})
    assert len(stale(ratna)) == 1


def test_a_source_that_went_out_since_it_was_fetched_is_no_news(
    english: Locale, ratna: User, maria: User
) -> None:
    fetched = make.news(by=ratna)
    make.approve(fetched, by=maria)
    approvals.publish(NewsPage.objects.get(pk=fetched.pk), by=maria, at=make.NOW)
    assert not fetched.live
    twin = fetched.copy_for_translation(english)
    assert translations.stale(twin) is None
    row = Translation.objects.get(page=twin)
    assert row.as_of == row.source.specific.changed_at


def test_a_source_that_comes_back_with_the_same_words_is_no_news(
    source: NewsPage, english: Locale, ratna: User, maria: User, client: Client
) -> None:
    live = go_out(source, by=ratna, approver=maria, **REAL)
    twin = translate(live, english, client=client, by=ratna)
    live.changed_at = LATER + timedelta(days=2)
    live.save(update_fields=["changed_at"])
    translations.went_out(live, at=live.changed_at)
    assert translations.stale(twin) is None


def test_a_draft_that_was_written_on_under_its_number_is_read_not_compared(
    source: NewsPage, english: Locale, ratna: User, client: Client
) -> None:
    translate(source, english, client=client, by=ratna)
    row = Translation.objects.select_related("source").get(source=source)
    assert row.difference_url() == ""


def test_a_source_that_changed_before_it_went_out_is_named(
    english: Locale, ratna: User, maria: User, client: Client
) -> None:
    draft = make.news(by=ratna)
    translate(draft, english, client=client, by=ratna)
    go_out(draft, by=ratna, approver=maria, summary="Besok, bukan hari ini.")
    assert len(stale(ratna)) == 1


def test_hari_ini_costs_one_query_for_many(
    source: NewsPage,
    english: Locale,
    ratna: User,
    maria: User,
    client: Client,
    django_assert_num_queries: Any,
) -> None:
    translate(source, english, client=client, by=ratna)
    go_out(source, by=ratna, approver=maria, **REAL)
    with django_assert_num_queries(1):
        assert len(stale(ratna)) == 1


def test_a_copy_of_what_has_just_gone_out_is_up_to_date(
    source: NewsPage, english: Locale, ratna: User, maria: User
) -> None:
    draft = make.news(by=ratna, title="Terminal dipindahkan")
    # Held as it was before it went out.
    held = NewsPage.objects.get(pk=draft.pk)
    go_out(draft, by=ratna, approver=maria)
    twin = held.copy_for_translation(english)
    assert translations.stale(twin) is None


def test_the_only_language_that_is_left_is_chosen_already(
    source: NewsPage, english: Locale, ratna: User, client: Client
) -> None:
    client.force_login(ratna)
    address = reverse("simple_translation:submit_page_translation", args=[source.pk])
    shown = client.get(address).content.decode()
    assert "Mulai terjemahan" in shown
    assert " checked" in shown


def test_an_english_version_has_an_english_address(
    source: NewsPage, english: Locale, client: Client, ratna: User, maria: User
) -> None:
    twin = translate(source, english, client=client, by=ratna)
    twin = go_out(twin, by=ratna, approver=maria, title="The market has moved")
    client.logout()
    here = f"{twin.url}version/1/"
    assert client.get(here).status_code == 200
    assert here in client.get(twin.url).content.decode()
    answer = client.get(f"{twin.url}versi/1/")
    assert (answer.status_code, answer.headers["Location"]) == (301, here)
    answer = client.get(f"{source.url}version/1/")
    assert answer.headers["Location"] == f"{source.url}versi/1/"
