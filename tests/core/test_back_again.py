"""What was taken back comes back only by a second person who did not write it."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from tests import make
from tests.newsroom.test_publication_wall import form_of
from wagtail.models import Page, Workflow

from sasando.accounts.models import User
from sasando.core import approvals, publication, replay, revoking, schedule
from sasando.core.models import Approval, Ending, Entry
from sasando.core.workflow import NotAllowed
from sasando.newsroom.models import Author, NewsPage

pytestmark = pytest.mark.django_db
LATER = make.NOW + timedelta(hours=1)
REASON = "Angkanya keliru."
BODY = [("paragraph", '<p data-block-key="a">Warga boleh lewat.</p>')]


@pytest.fixture
def agus(db: None) -> User:
    return make.person("Agus Contoh", "approver", "editor")


@pytest.fixture
def live(agus: User, maria: User) -> NewsPage:
    """A page that Agus wrote, under an outside name, and Maria approved."""
    page = make.news(by=agus, change="small", body=BODY)
    text = page.get_latest_revision_as_object()
    text.authors = [Author(name="Redaksi")]
    text.save_revision(user=agus)
    make.approve(fresh(page), by=maria)
    approvals.publish(page, by=maria, at=make.NOW)
    return fresh(page)


def withdraw(page: Page, *, by: User) -> None:
    approvals.withdraw(page, by=by, at=LATER, reason=REASON)


def revoke(page: Page, *, by: User) -> None:
    revoking.revoke(page, by=by, at=LATER, reason=REASON)


def expire(page: Page, *, by: User) -> None:
    text = fresh(page).get_latest_revision_as_object()
    text.expire_at = LATER
    text.save_revision(user=make.person("Penulis Lain", "writer"))
    make.approve(text, by=by)
    approvals.publish(text, by=by, at=make.NOW)
    schedule.release_due(LATER)
    assert not fresh(page).live


def fresh(page: Page) -> NewsPage:
    return NewsPage.objects.get(pk=page.pk)


def version(page: Page) -> Approval:
    first: Approval = fresh(page).versions().first()
    return first


def said() -> list[tuple[int, str]]:
    return [(discord.page, discord.what) for discord in replay.discords()]


@pytest.mark.parametrize("way", [withdraw, revoke])
def test_who_wrote_a_text_does_not_bring_it_back(
    live: NewsPage, agus: User, maria: User, way: Any
) -> None:
    way(live, by=maria)
    with pytest.raises(NotAllowed, match=r"wrote|menulis"):
        make.approve(fresh(live), by=agus, at=LATER)
    make.approve(fresh(live), by=maria, at=LATER)
    approvals.publish(live, by=agus, at=LATER)
    assert fresh(live).live
    assert Ending.objects.of(live) is None
    assert said() == []


@pytest.mark.parametrize("way", [withdraw, revoke, expire])
def test_nor_does_a_word_of_somebody_else_make_it_foreign(
    live: NewsPage, agus: User, maria: User, ratna: User, way: Any
) -> None:
    way(live, by=maria)
    text = fresh(live).get_latest_revision_as_object()
    text.change, text.change_note, text.expire_at = "real", "Dipasang lagi.", None
    text.save_revision(user=ratna)
    with pytest.raises(NotAllowed, match=r"wrote|menulis"):
        make.approve(fresh(live), by=agus, at=LATER)
    make.approve(fresh(live), by=maria, at=LATER)
    assert said() == []


def test_of_a_text_that_stands_only_those_of_the_next_one_are_authors(
    live: NewsPage, agus: User, ratna: User
) -> None:
    text = live.get_latest_revision_as_object()
    text.summary = "Ringkasan dari Ratna."
    text.save_revision(user=ratna)
    assert approvals.authors(fresh(live)) == {ratna.pk}
    make.approve(fresh(live), by=agus, at=LATER)


def test_the_author_is_not_offered_the_button(
    live: NewsPage,
    agus: User,
    maria: User,
    ratna: User,
    second_person: Workflow,
    client: Client,
) -> None:
    withdraw(live, by=maria)
    second_person.start(fresh(live), ratna)
    client.force_login(agus)
    screen = client.get(reverse("core_decide", args=[live.pk]))
    assert screen.context["is_author"]
    client.post(screen.request["PATH_INFO"], {"digest": screen.context["digest"]})
    assert not fresh(live).live


def press(page: NewsPage, *, by: User, client: Client) -> None:
    """Press "publish" in the editor over the text as it is."""
    client.force_login(by)
    facts = form_of(page, change="small")
    facts = {k: v.replace("Baru.", "Warga boleh lewat.") for k, v in facts.items()}
    facts |= {"action-publish": "1", "body-0-id": str(page.body[0].id)}
    facts |= {"authors-0-user": "", "authors-0-name": "Redaksi"}
    answer = client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), facts)
    assert answer.status_code == 302
    client.logout()
    newest = fresh(page).get_latest_revision()
    assert newest.pk != page.live_revision_id
    text = newest.as_object()
    assert publication.public_digest(text) == version(page).digest


def test_the_editors_button_does_not_end_a_revocation(
    live: NewsPage, agus: User, maria: User, client: Client
) -> None:
    revoke(live, by=maria)
    press(live, by=agus, client=client)
    assert Ending.objects.of(live)
    assert REASON in client.get(live.url).content.decode()
    with pytest.raises(NotAllowed, match=r"revoked|dicabut"):
        approvals.publish(fresh(live), by=agus, at=LATER)
    with pytest.raises(NotAllowed), transaction.atomic():
        fresh(live).get_latest_revision().publish(user=agus)
    make.approve(fresh(live), by=maria, at=LATER)
    approvals.publish(fresh(live), by=agus, at=LATER)
    assert Ending.objects.of(live) is None
    assert said() == []


def test_a_text_that_is_out_may_be_published_again_and_keeps_its_date(
    live: NewsPage, agus: User, client: Client
) -> None:
    before = version(live)
    entries = Entry.objects.for_instance(live).filter(action="page.published").count()
    press(live, by=agus, client=client)
    fresh(live).get_latest_revision_as_object().save_revision(user=agus).publish()
    assert approvals.publish(fresh(live), by=agus, at=LATER)
    after = fresh(live)
    assert after.live
    assert after.live_revision_id == live.live_revision_id
    assert after.last_published_at == live.last_published_at
    same = version(live)
    assert (same.published_at, same.revision_id) == (make.NOW, live.live_revision_id)
    assert same.digest == before.digest
    published = Entry.objects.for_instance(live).filter(action="page.published")
    assert published.count() == entries
    assert said() == []


def test_when_a_version_went_out_and_with_which_text_stays(live: NewsPage) -> None:
    other = fresh(live).save_revision()
    for change in (
        {"published_at": LATER},
        {"published_at": None},
        {"revision": other},
    ):
        with pytest.raises(IntegrityError, match="used once"), transaction.atomic():
            Approval.objects.filter(page=live).update(**change)


def test_an_ending_is_not_over_without_an_approval(live: NewsPage, maria: User) -> None:
    revoke(live, by=maria)
    with pytest.raises(IntegrityError, match="ending is over"), transaction.atomic():
        Ending.objects.filter(page=live).update(over_at=LATER)
    make.approve(fresh(live), by=maria, at=LATER)
    with pytest.raises(IntegrityError, match="ending is over"), transaction.atomic():
        Ending.objects.filter(page=live).update(over_at=LATER)
