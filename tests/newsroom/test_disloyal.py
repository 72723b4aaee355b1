"""What an officer with an account and a grudge tried, and what holds against it."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests import make
from tests.newsroom.test_publication_wall import form_of
from wagtail.models import Page, PageViewRestriction, Revision, Workflow

from sasando.accounts.models import Unit, User
from sasando.core import approvals, schedule
from sasando.core.models import Approval, Freeze
from sasando.core.workflow import NotAllowed
from sasando.newsroom.models import Author, NewsPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def yohanes(kominfo: Unit) -> User:
    return make.person("Yohanes Contoh", "approver")


@pytest.fixture
def live(ratna: User, maria: User) -> NewsPage:
    return make.published(by=ratna, approver=maria)


def overwrite(page: NewsPage, *, by: User, title: str) -> Revision:
    """Write over the latest revision as Wagtail's autosave does."""
    text = page.get_latest_revision_as_object()
    text.title, text.change = title, "small"
    return text.save_revision(user=by, overwrite_revision=page.get_latest_revision())


def path_of(address: str) -> str:
    return address.removeprefix("http://localhost")


def title_of(page: Page) -> str:
    return Page.objects.get(pk=page.pk).title


def test_writing_over_a_text_that_went_out_makes_another_revision(
    live: NewsPage, ratna: User
) -> None:
    before = live.get_latest_revision().content
    overwrite(live, by=ratna, title="Diganti")
    fresh = NewsPage.objects.get(pk=live.pk)
    assert fresh.latest_revision_id != live.live_revision_id
    assert Revision.objects.get(pk=live.live_revision_id).content == before
    with pytest.raises(IntegrityError), transaction.atomic():
        Revision.objects.filter(pk=live.live_revision_id).update(content={"title": "x"})


def test_who_wrote_over_a_live_text_does_not_approve_it(
    ratna: User, maria: User, yohanes: User
) -> None:
    page = make.published(by=maria, approver=yohanes)
    overwrite(page, by=maria, title="Diganti")
    with pytest.raises(NotAllowed, match=r"menulis|wrote"):
        make.approve(page, by=maria)


def test_whom_the_text_names_as_author_does_not_approve_it(
    ratna: User, maria: User
) -> None:
    page = make.news(by=ratna)
    page.authors = [Author(user=maria)]
    page.save_revision(user=ratna)
    with pytest.raises(NotAllowed):
        make.approve(page, by=maria)


def test_an_approvers_click_meets_the_text_that_was_sent(
    second_person: Workflow, ratna: User, maria: User
) -> None:
    page = make.news(by=ratna)
    sent = second_person.start(page, ratna).current_task_state
    overwrite(page, by=ratna, title="Diganti setelah dibaca")
    sent.refresh_from_db()
    with pytest.raises(NotAllowed), transaction.atomic():
        sent.task.specific.on_action(sent, maria, "approve")
    assert not NewsPage.objects.get(pk=page.pk).live


def test_an_approver_reads_and_approves_just_that_text(
    second_person: Workflow, ratna: User, maria: User, client: Client
) -> None:
    page = make.news(by=ratna)
    second_person.start(page, ratna)
    client.force_login(maria)
    address = reverse("core_decide", args=[page.pk])
    shown = client.get(address)
    assert page.summary in shown.content.decode()
    assert f"Oleh: {ratna}" in " ".join(shown.content.decode().split())
    digest = {"digest": shown.context["digest"]}
    assert client.post(address, {"digest": "0" * 64}).status_code == 302
    assert not NewsPage.objects.get(pk=page.pk).live
    assert client.post(address, digest).status_code == 302
    assert NewsPage.objects.get(pk=page.pk).live
    # The second of two approvers is told, and nothing breaks.
    assert client.post(address, digest).status_code in {302, 403}


def test_a_stale_approval_changes_nothing(
    second_person: Workflow, ratna: User, maria: User, yohanes: User, client: Client
) -> None:
    page = make.news(by=ratna)
    second_person.start(page, ratna)
    client.force_login(maria)
    address = reverse("core_decide", args=[page.pk])
    digest = {"digest": client.get(address).context["digest"]}
    page.summary = "Ringkasan dari Yohanes."
    newest = page.save_revision(user=yohanes)
    client.post(address, digest)
    fresh = NewsPage.objects.get(pk=page.pk)
    assert not fresh.live
    assert fresh.latest_revision_id == newest.pk


def test_an_author_is_told_why_there_is_no_button(
    second_person: Workflow, maria: User, yohanes: User, client: Client
) -> None:
    page = make.news(by=maria)
    second_person.start(page, None)
    client.force_login(maria)
    shown = client.get(reverse("core_decide", args=[page.pk])).content.decode()
    assert "harus menyetujuinya" in shown
    assert "<button" not in shown.split("text-to-approve")[1]


def test_a_link_is_not_sent_for_a_text_that_lacks_something(
    ratna: User, maria: User
) -> None:
    page = make.news(by=ratna, summary=" ")
    with pytest.raises(NotAllowed):
        approvals.ask_by_link(page, by=ratna, at=timezone.now(), approver=maria)


def test_a_freeze_does_not_end_before_it_begins() -> None:
    now = timezone.now()
    with pytest.raises(ValidationError):
        Freeze(reason="x", starts_at=now, ends_at=now - timedelta(days=1)).full_clean()


def test_who_saves_over_a_colleague_is_shown_the_difference(
    ratna: User, yohanes: User, client: Client
) -> None:
    page = make.news(by=ratna)
    loaded = page.latest_revision_id
    page.summary = "Ringkasan dari Yohanes."
    theirs = page.save_revision(user=yohanes)
    editor = make.person("Okta Contoh", "editor")
    client.force_login(editor)
    facts = form_of(page, summary="Ringkasan dari Okta.")
    facts |= {"loaded_revision_id": str(loaded)}
    answer = client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), facts)
    newest = NewsPage.objects.get(pk=page.pk).latest_revision_id
    assert newest != theirs.pk
    compare = f"revisions/compare/{theirs.pk}...{newest}/"
    assert compare in client.get(answer.url).content.decode()  # type: ignore[attr-defined]


def test_a_freeze_holds_a_new_text_under_any_revision(
    live: NewsPage, ratna: User, maria: User
) -> None:
    now = timezone.now()
    overwrite(live, by=ratna, title="Diganti")
    Freeze.objects.create(reason="Masa berkabung", starts_at=now)
    make.approve(live, by=maria)
    assert approvals.publish(live, by=maria, at=now) is False
    schedule.release_due(now)
    assert title_of(live) == "Jalan baru dibuka"


def test_a_withdrawal_closes_every_open_link(
    ratna: User, maria: User, yohanes: User, client: Client
) -> None:
    page, now = make.news(by=ratna), timezone.now()
    ask = {"by": ratna, "at": now}
    first = approvals.ask_by_link(page, approver=maria, **ask)
    second = approvals.ask_by_link(page, approver=yohanes, **ask)
    third = approvals.ask_by_link(page, approver=yohanes, **ask)
    assert client.post(path_of(first)).status_code == 200
    assert client.post(path_of(second)).status_code == 403
    approvals.withdraw(page, by=maria, at=now, reason="Salah tanggal.")
    assert client.post(path_of(third)).status_code == 403
    assert not NewsPage.objects.get(pk=page.pk).live


def test_a_withdrawal_takes_back_what_waits_for_approval(
    live: NewsPage, second_person: Workflow, ratna: User, maria: User
) -> None:
    live.title, live.change = "Naskah berikut", "small"
    live.save_revision(user=ratna)
    state = second_person.start(live, ratna).current_task_state
    approvals.withdraw(live, by=maria, at=timezone.now(), reason="Salah tanggal.")
    state.refresh_from_db()
    assert state.status == state.STATUS_CANCELLED


def test_one_text_is_approved_once(ratna: User, maria: User, yohanes: User) -> None:
    page = make.news(by=ratna)
    make.approve(page, by=maria)
    with pytest.raises(NotAllowed):
        make.approve(page, by=yohanes)
    assert Approval.objects.filter(page=page).count() == 1


def test_no_page_is_hidden_behind_a_sign_in(live: NewsPage, client: Client) -> None:
    root = User.objects.create_superuser("akar@example.org", make.PASSWORD, name="Akar")
    client.force_login(root)
    address = reverse("wagtailadmin_pages:set_privacy", args=[live.pk])
    client.post(address, {"restriction_type": "login"})
    assert not PageViewRestriction.objects.exists()
    with pytest.raises(NotAllowed):
        PageViewRestriction.objects.create(page=live, restriction_type="login")


def test_a_line_break_in_a_title_reaches_the_approver_as_a_blank(
    ratna: User, maria: User, django_capture_on_commit_callbacks: object
) -> None:
    page = make.news(by=ratna, title="Jalan\nBcc: semua@example.org")
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        approvals.ask_by_link(page, by=ratna, at=timezone.now(), approver=maria)
    assert "Jalan Bcc: semua@example.org" in mail.outbox[0].subject


def test_nothing_goes_out_or_ends_before_its_time(ratna: User, maria: User) -> None:
    now = timezone.now()
    ends = make.published(by=ratna, approver=maria, expire_at=now + timedelta(hours=1))
    with pytest.raises(NotAllowed), transaction.atomic():
        ends.unpublish(set_expired=True)
    planned = make.news(by=ratna, title="Besok")
    make.approve(planned, by=maria)
    approvals.plan(planned.get_latest_revision(), now + timedelta(hours=1))
    schedule.release_due(now)
    assert not NewsPage.objects.get(pk=planned.pk).live
    assert NewsPage.objects.get(pk=ends.pk).live


def test_a_title_changed_through_the_base_class_meets_the_approved_text(
    live: NewsPage,
) -> None:
    page = Page.objects.get(pk=live.pk)
    page.title = "Diganti"
    with pytest.raises(NotAllowed), transaction.atomic():
        page.save()


def test_a_text_that_lacks_something_is_not_approved(ratna: User, maria: User) -> None:
    page = make.news(by=ratna, summary=" ")
    with pytest.raises(NotAllowed, match=r"ringkasan|summary"):
        make.approve(page, by=maria)


def test_the_first_structure_is_published_only_on_an_empty_site(
    live: NewsPage, ratna: User
) -> None:
    with pytest.raises(NotAllowed):
        approvals.found(make.news(by=ratna, title="Lewat pintu"), at=timezone.now())


def test_a_link_of_somebody_who_left_is_of_no_use(
    ratna: User, maria: User, client: Client
) -> None:
    page = make.news(by=ratna)
    ask = approvals.ask_by_link(page, by=ratna, at=timezone.now(), approver=maria)
    User.objects.filter(pk=maria.pk).update(is_active=False)
    assert client.post(path_of(ask)).status_code == 403


def test_one_broken_plan_holds_up_no_other(ratna: User, maria: User) -> None:
    now = timezone.now()
    taken, good = (
        make.news(by=ratna, title=title) for title in ("Berebut alamat", "Baik")
    )
    for page in (taken, good):
        make.approve(page, by=maria)
        approvals.plan(page.get_latest_revision(), now)
    Page.objects.filter(pk=taken.pk).update(slug="lain")
    other = make.news(by=ratna, title="Yang lain")
    Page.objects.filter(pk=other.pk).update(slug=taken.slug)
    schedule.release_due(now)
    assert NewsPage.objects.get(pk=good.pk).live
    assert not NewsPage.objects.get(pk=taken.pk).live


def test_a_published_text_is_not_approved_again(live: NewsPage, yohanes: User) -> None:
    with pytest.raises(NotAllowed):
        make.approve(live, by=yohanes)
