"""Pages are read again on their day, by their owner or whoever shares out work."""

from datetime import date, timedelta

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests import make
from tests.newsroom import many

from sasando.accounts.models import Assignment, Unit, User
from sasando.core import digests, reviewing, revoking
from sasando.core.models import Approval, Entry, Review
from sasando.core.today import Group
from sasando.core.workflow import NotAllowed
from sasando.newsroom import reviews
from sasando.website.models import StandardPage

pytestmark = pytest.mark.django_db
DUE = date(2026, 11, 24)


@pytest.fixture
def page(ratna: User, maria: User) -> StandardPage:
    """A page of Ratna's whose day of review is today."""
    page = make.standing(by=ratna, approver=maria, below=make.site())
    Review.objects.update(due_on=DUE)
    return page


@pytest.fixture
def oka(kominfo: Unit) -> User:
    return make.person("Oka Contoh", "editor", of=kominfo)


def texts(user: User) -> list[str]:
    fresh = get_user_model().objects.get(pk=user.pk)
    return [line.text for line in reviews.lines(fresh, make.NOW)]


def test_still_true_moves_the_day_and_is_logged_with_who(
    page: StandardPage, ratna: User
) -> None:
    reviewing.review(page, by=ratna, at=make.NOW, seen=DUE)
    review = Review.objects.get()
    assert review.due_on == date(2027, 11, 24)
    assert (review.reviewed_by, review.reviewed_at) == (ratna, make.NOW)
    entry = Entry.objects.for_instance(page).first()
    assert (entry.action, entry.user) == ("page.reviewed", ratna)
    assert entry.data == {"due_on": "2027-11-24"}


def test_a_review_leaves_the_approval_in_force(
    page: StandardPage, ratna: User, maria: User
) -> None:
    reviewing.review(page, by=ratna, at=make.NOW, seen=DUE)
    text = StandardPage.objects.get(pk=page.pk)
    in_force = Approval.objects.in_force().get(page=page)
    assert in_force.digest == digests.public_digest(text)
    assert text.live


def test_of_two_who_answer_at_once_the_second_is_refused(
    page: StandardPage, ratna: User, maria: User
) -> None:
    reviewing.review(page, by=ratna, at=make.NOW, seen=DUE)
    count = Entry.objects.count()
    with pytest.raises(NotAllowed):
        reviewing.review(page, by=maria, at=make.NOW, seen=DUE)
    assert Entry.objects.count() == count


@pytest.mark.parametrize("days", [-1, 0, 366 * 5 + 1])
def test_the_next_day_is_ahead_and_not_too_far(
    days: int, page: StandardPage, ratna: User
) -> None:
    far = DUE + timedelta(days=days)
    with pytest.raises(NotAllowed):
        reviewing.review(page, by=ratna, at=make.NOW, seen=DUE, due_on=far)
    assert Review.objects.get().due_on == DUE


def test_a_writer_of_another_unit_does_not_answer(
    page: StandardPage, bima: User
) -> None:
    with pytest.raises(NotAllowed):
        reviewing.review(page, by=bima, at=make.NOW, seen=DUE)


def test_a_revoked_page_is_not_reviewed(
    page: StandardPage, ratna: User, maria: User
) -> None:
    revoking.revoke(page, by=maria, at=make.NOW, reason="Sudah tidak berlaku.")
    with pytest.raises(NotAllowed):
        reviewing.review(page, by=ratna, at=make.NOW, seen=DUE)
    assert texts(ratna) == []


def test_the_owner_is_told_and_nobody_else(
    page: StandardPage, ratna: User, oka: User
) -> None:
    assert len(texts(ratna)) == 1
    assert "Tentang kami" in texts(ratna)[0]
    assert texts(oka) == []


def test_a_page_whose_owner_has_left_goes_to_the_editors(
    page: StandardPage, ratna: User, oka: User, bima: User
) -> None:
    User.objects.filter(pk=ratna.pk).update(is_active=False)
    assert len(texts(oka)) == 1
    assert texts(bima) == []


def test_an_owner_without_a_role_has_left_too(
    page: StandardPage, ratna: User, oka: User
) -> None:
    Assignment.objects.filter(user=ratna).update(ends_on=date(2026, 11, 1))
    assert len(texts(oka)) == 1


@pytest.mark.parametrize(
    ("days", "group"),
    [(-1, Group.LATE), (0, Group.TODAY), (3, Group.WAITS), (8, None)],
)
def test_a_line_stands_where_its_day_puts_it(
    days: int, group: Group | None, page: StandardPage, ratna: User
) -> None:
    Review.objects.update(due_on=DUE + timedelta(days=days))
    groups = [line.group for line in reviews.lines(ratna, make.NOW)]
    assert groups == ([group] if group else [])


def test_an_editor_gives_a_page_to_another_owner(
    page: StandardPage, ratna: User, oka: User
) -> None:
    day = date(2027, 1, 4)
    reviewing.look_after(page, by=oka, at=make.NOW, owner=oka, due_on=day)
    review = Review.objects.get()
    assert (review.owner, review.due_on) == (oka, day)
    entry = Entry.objects.for_instance(page).first()
    assert entry.action == "page.looked_after"
    with pytest.raises(NotAllowed):
        reviewing.look_after(page, by=ratna, at=make.NOW, owner=ratna, due_on=day)


def test_only_somebody_whose_role_reaches_the_page_looks_after_it(
    page: StandardPage, oka: User, bima: User
) -> None:
    with pytest.raises(NotAllowed):
        reviewing.look_after(page, by=oka, at=make.NOW, owner=bima, due_on=DUE)
    User.objects.filter(pk=oka.pk).update(is_active=False)
    gone = User.objects.get(pk=oka.pk)
    with pytest.raises(NotAllowed):
        reviewing.look_after(page, by=oka, at=make.NOW, owner=gone, due_on=DUE)


def test_the_screen_asks_and_takes_the_answer(
    page: StandardPage, ratna: User, client: Client
) -> None:
    client.force_login(ratna)
    address = reverse("newsroom_review", args=[page.pk])
    shown = client.get(address).content.decode()
    assert "Masih benar" in shown
    # The picker of days is started by a file of Wagtail's.
    assert "date-time-chooser." in shown
    sent = {"seen": DUE.isoformat(), "due_on": "24-11-2027"}
    assert client.post(address, sent).status_code == 302
    assert Review.objects.get().due_on == date(2027, 11, 24)
    again = client.post(address, sent)
    assert again.status_code == 200
    assert "sudah" in again.content.decode()


def test_the_screen_hands_over_for_those_who_may(
    page: StandardPage, ratna: User, oka: User, client: Client
) -> None:
    address = reverse("newsroom_review", args=[page.pk])
    sent = {"jaga-owner": oka.pk, "jaga-due_on": "04-01-2027"}
    client.force_login(ratna)
    client.post(address, sent)
    assert Review.objects.get().owner == ratna
    client.force_login(oka)
    assert client.post(address, sent).status_code == 302
    assert Review.objects.get().owner == oka


def test_the_button_stands_in_the_editor_of_a_page_that_is_reviewed(
    page: StandardPage, ratna: User, client: Client
) -> None:
    client.force_login(ratna)
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    shown = client.get(edit).content.decode()
    assert reverse("newsroom_review", args=[page.pk]) in shown


@pytest.mark.soak
def test_the_list_and_the_lines_cost_the_same_at_any_size(
    page: StandardPage, oka: User, client: Client
) -> None:
    from django.db import connection

    client.force_login(oka)
    costs: list[tuple[int, int]] = []
    for size in (60, 6000):
        many.reviewed(page, upto=size, due_on=DUE)
        client.get(reverse("newsroom_reviews"), {"jenis": "all"})
        with CaptureQueriesContext(connection) as listed:
            answer = client.get(reverse("newsroom_reviews"), {"jenis": "all"})
        assert answer.status_code == 200
        user = User.objects.get(pk=oka.pk)
        with CaptureQueriesContext(connection) as offered:
            assert len(list(reviews.lines(user, make.NOW))) == 50
        costs.append((len(listed), len(offered)))
    assert costs[0] == costs[1]
    assert costs[0][0] <= 10
    assert costs[0][1] <= 2
