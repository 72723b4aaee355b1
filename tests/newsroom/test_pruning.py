"""Old drafts saved on the way go; whatever anybody names or needs stays."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from tests import make
from wagtail.models import (
    Comment,
    Locale,
    Page,
    PageLogEntry,
    Revision,
    Site,
    TaskState,
    Workflow,
    WorkflowState,
)

from sasando.accounts.models import User
from sasando.core import approvals, replay, triggers
from sasando.newsroom import asking, pruning
from sasando.newsroom.asking import Asked
from sasando.newsroom.models import NewsPage, NewsroomSettings, Translation

pytestmark = pytest.mark.django_db
AGES_AGO = timedelta(days=400)


def save(page: Page, *, by: User, **changes: Any) -> Revision:
    """Return one more revision of this page, as an autosave makes it."""
    text = NewsPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    for name, value in changes.items():
        setattr(text, name, value)
    return text.save_revision(user=by, log_action=True)


def age() -> None:
    Revision.objects.update(created_at=make.NOW - AGES_AGO)


def left(page: Page) -> set[int]:
    rows = Revision.page_revisions.filter(object_id=str(page.pk))
    return set(rows.values_list("pk", flat=True))


def pruned(page: Page) -> set[int]:
    """Return what a run takes away of this page, everything being old."""
    age()
    before = left(page)
    pruning.prune(make.NOW)
    return before - left(page)


@pytest.fixture
def draft(ratna: User) -> NewsPage:
    return make.news(by=ratna)


def test_what_was_saved_on_the_way_goes_and_the_newest_stays(
    draft: NewsPage, ratna: User
) -> None:
    first = draft.latest_revision_id
    second = save(draft, by=ratna, summary="Dua.")
    third = save(draft, by=ratna, summary="Tiga.")
    assert pruned(draft) == {first, second.pk}
    fresh = NewsPage.objects.get(pk=draft.pk)
    assert fresh.latest_revision_id == third.pk
    assert fresh.get_latest_revision_as_object().summary == "Tiga."
    assert PageLogEntry.objects.filter(revision_id=second.pk).exists()


def test_young_ones_stay_as_long_as_the_office_says(
    draft: NewsPage, ratna: User
) -> None:
    save(draft, by=ratna, summary="Dua.")
    Revision.objects.update(created_at=make.NOW - timedelta(days=30))
    assert pruning.prune(make.NOW) == 0
    site = Site.objects.get()
    NewsroomSettings.objects.create(site=site, drafts_kept_days=20)
    assert pruning.prune(make.NOW) == 1


def test_the_newest_of_each_person_stays_so_that_authors_stay_known(
    draft: NewsPage, ratna: User, maria: User
) -> None:
    hers = save(draft, by=maria, summary="Oleh Maria.")
    save(draft, by=ratna, summary="Oleh Ratna.")
    before = approvals.authors(NewsPage.objects.get(pk=draft.pk))
    gone = pruned(draft)
    assert hers.pk not in gone
    assert approvals.authors(NewsPage.objects.get(pk=draft.pk)) == before
    assert not approvals.may_approve(NewsPage.objects.get(pk=draft.pk), maria)


def test_approved_and_published_texts_stay(
    draft: NewsPage, ratna: User, maria: User
) -> None:
    fresh = NewsPage.objects.get(pk=draft.pk)
    make.approve(fresh, by=maria)
    approvals.publish(fresh, by=maria, at=make.NOW)
    out = NewsPage.objects.get(pk=draft.pk).live_revision_id
    facts = {"change": "real", "change_note": "Jelas."}
    for summary in ("Dua.", "Tiga."):
        newest = save(draft, by=ratna, summary=summary, **facts)
    again = NewsPage.objects.get(pk=draft.pk)
    make.approve(again, by=maria)
    approvals.publish(again, by=maria, at=make.NOW)
    assert save(draft, by=ratna, summary="Empat.").pk
    gone = pruned(draft)
    assert gone
    assert gone.isdisjoint({out, newest.pk})
    assert replay.discords() == []
    assert triggers.missing() == []
    assert NewsPage.objects.get(pk=draft.pk).live


def test_no_text_of_a_page_goes_while_an_approved_one_waits_to_go_out(
    draft: NewsPage, ratna: User, maria: User
) -> None:
    save(draft, by=ratna, summary="Dua.")
    make.approve(NewsPage.objects.get(pk=draft.pk), by=maria)
    save(draft, by=ratna, summary="Tiga.")
    assert pruned(draft) == set()


def test_a_scheduled_text_stays(draft: NewsPage, ratna: User) -> None:
    planned = Revision.objects.get(pk=draft.latest_revision_id)
    soon = make.NOW + timedelta(days=1)
    Revision.objects.filter(pk=planned.pk).update(approved_go_live_at=soon)
    save(draft, by=ratna, summary="Dua.")
    save(draft, by=ratna, summary="Tiga.")
    assert planned.pk not in pruned(draft)


def test_a_text_of_a_workflow_stays(
    draft: NewsPage, ratna: User, second_person: Workflow
) -> None:
    sent = Revision.objects.get(pk=draft.latest_revision_id)
    state = second_person.start(NewsPage.objects.get(pk=draft.pk), ratna)
    save(draft, by=ratna, summary="Dua.")
    save(draft, by=ratna, summary="Tiga.")
    assert sent.pk not in pruned(draft)
    assert TaskState.objects.filter(workflow_state=state).exists()
    assert WorkflowState.objects.get().status == "in_progress"


def test_a_commented_text_stays(draft: NewsPage, ratna: User) -> None:
    about = Revision.objects.get(pk=draft.latest_revision_id)
    Comment.objects.create(
        page=draft, user=ratna, text="Angkanya?", revision_created=about
    )
    save(draft, by=ratna, summary="Dua.")
    save(draft, by=ratna, summary="Tiga.")
    assert about.pk not in pruned(draft)
    assert Comment.objects.get().revision_created_id == about.pk


def test_a_text_that_a_source_was_shown_stays(draft: NewsPage, ratna: User) -> None:
    now = timezone.now()
    asked = Asked(
        name="Ahli Contoh",
        kind="expert",
        question="Benar?",
        due_at=now + timedelta(days=1),
    )
    question, _address = asking.ask(draft, by=ratna, at=now, asked=asked)
    save(draft, by=ratna, summary="Dua.")
    save(draft, by=ratna, summary="Tiga.")
    assert question.revision_id not in pruned(draft)


def test_a_text_that_was_translated_stays(draft: NewsPage, ratna: User) -> None:
    from_this = draft.latest_revision_id
    english = Locale.objects.create(language_code="en")
    for page in (draft.get_parent().get_parent(), draft.get_parent()):
        page.specific.copy_for_translation(english)
    NewsPage.objects.get(pk=draft.pk).copy_for_translation(english)
    save(draft, by=ratna, summary="Dua.")
    save(draft, by=ratna, summary="Tiga.")
    assert Translation.objects.get().revision_id == from_this
    assert from_this not in pruned(draft)


def test_a_run_is_bounded_and_the_next_goes_on(
    draft: NewsPage, ratna: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pruning, "MOST", 2)
    for number in range(5):
        save(draft, by=ratna, summary=f"Simpanan {number}.")
    age()
    assert [pruning.prune(make.NOW) for _run in range(4)] == [2, 2, 1, 0]


def test_texts_of_every_table_that_names_revisions_are_kept() -> None:
    named = {f"{model._meta.label}.{column}" for model, column in pruning.named_by()}
    assert named >= {
        "core.Approval.revision_id",
        "newsroom.SourceQuestion.revision_id",
        "newsroom.Translation.revision_id",
        "wagtailcore.Comment.revision_created_id",
        "wagtailcore.Page.latest_revision_id",
        "wagtailcore.Page.live_revision_id",
        "wagtailcore.TaskState.revision_id",
    }


def test_nothing_to_do_costs_few_queries(
    draft: NewsPage, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(5):
        pruning.prune(make.NOW)
