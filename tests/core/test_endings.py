"""Revoked or withdrawn: two ways out, each with a date and a reason readers see."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from tests import make
from wagtail.models import Page

from sasando.accounts.models import User
from sasando.core import approvals, publication, replay, revoking, triggers
from sasando.core.models import Approval, Ending, Entry, listed
from sasando.core.workflow import NotAllowed
from sasando.newsroom.lots import Lot
from sasando.newsroom.models import NewsIndexPage, NewsPage
from sasando.website.models import HomePage

pytestmark = pytest.mark.django_db
LATER = make.NOW + timedelta(hours=1)
REASON = "Angkanya keliru."


@pytest.fixture
def live(ratna: User, maria: User) -> NewsPage:
    return make.published(by=ratna, approver=maria, title="Jembatan ditutup")


@pytest.fixture
def other(ratna: User, maria: User) -> NewsPage:
    return make.published(by=ratna, approver=maria, title="Jembatan dibuka lagi")


def revoke(page: Page, *, by: User, **more: Any) -> Ending:
    return revoking.revoke(page, by=by, at=make.NOW, reason=REASON, **more)


def withdraw(page: Page, *, by: User, **more: Any) -> Ending:
    return approvals.withdraw(page, by=by, at=make.NOW, reason=REASON, **more)


def past_the_program(change: Callable[[], Any]) -> None:
    triggers.lift()
    change()
    triggers.install()


def said() -> list[tuple[int, str]]:
    return [(discord.page, discord.what) for discord in replay.discords()]


def seen(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


# --- revoked ---------------------------------------------------------------


def test_a_revoked_text_is_read_under_its_date_and_reason(
    live: NewsPage, other: NewsPage, maria: User, client: Client
) -> None:
    revoke(live, by=maria, goes_to=other)
    for address in (live.url, f"{live.url}versi/1/"):
        text = seen(client, address)
        assert "Warga boleh lewat." in text
        assert REASON in text
        assert "24 November 2026" in text
        assert f'href="{other.url}"' in text
        assert text.count('content="noindex"') == 1


def test_a_revoked_story_is_in_no_list(
    live: NewsPage, other: NewsPage, maria: User, client: Client
) -> None:
    revoke(live, by=maria)
    home, section = HomePage.objects.get(), NewsIndexPage.objects.get()
    for page in (home, section):
        text = seen(client, page.url)
        assert live.title not in text
        assert other.title in text
    assert live.pk not in listed(Page.objects.all()).values_list("pk", flat=True)


def test_a_revoked_section_is_in_no_menu(
    live: NewsPage, maria: User, client: Client
) -> None:
    section = NewsIndexPage.objects.get()
    NewsIndexPage.objects.update(show_in_menus=True)
    assert f'href="{section.url}"' in seen(client, "/")
    revoke(section, by=maria)
    assert f'href="{section.url}"' not in seen(client, "/")


def test_lists_ask_for_endings_in_their_one_query(
    live: NewsPage,
    other: NewsPage,
    maria: User,
    django_assert_num_queries: Callable[[int], Any],
) -> None:
    revoke(live, by=maria)
    stories = Lot(NewsIndexPage.objects.get().path).stories()
    with django_assert_num_queries(1):
        assert [each.pk for each in stories] == [other.pk]


def test_a_new_approval_of_the_same_text_ends_a_revocation(
    live: NewsPage, maria: User, client: Client
) -> None:
    ending = revoke(live, by=maria)
    text = NewsPage.objects.get(pk=live.pk)
    text.change, text.change_note = "real", "Angka dibetulkan."
    text.save_revision(user=make.person("Penulis Lain", "writer"))
    make.approve(text, by=maria, at=LATER)
    assert Ending.objects.of(live) == ending
    approvals.publish(text, by=maria, at=LATER)
    ending.refresh_from_db()
    assert ending.over_at == LATER
    assert REASON not in seen(client, live.url)
    assert said() == []


def test_the_revoked_text_itself_may_be_allowed_again(ratna: User, maria: User) -> None:
    page = make.news(by=ratna, change="small")
    make.approve(page, by=maria)
    approvals.publish(page, by=maria, at=make.NOW)
    revoke(page, by=maria)
    make.approve(page, by=maria, at=LATER)
    with pytest.raises(NotAllowed, match=r"already|sudah"):
        make.approve(page, by=maria, at=LATER)
    approvals.publish(page, by=maria, at=LATER)
    assert Ending.objects.of(page) is None
    assert said() == []


def test_what_was_approved_before_a_revocation_does_not_end_it(
    live: NewsPage, ratna: User, maria: User
) -> None:
    text = NewsPage.objects.get(pk=live.pk)
    text.change, text.change_note = "real", "Lain."
    text.save_revision(user=ratna)
    make.approve(text, by=maria)
    revoke(live, by=maria)
    with pytest.raises(NotAllowed):
        approvals.publish(text, by=maria, at=LATER)
    assert Ending.objects.of(live)
    assert said() == []


def test_a_revocation_needs_right_reason_and_a_page_in_force(
    live: NewsPage, ratna: User, maria: User
) -> None:
    draft = make.news(by=ratna)
    with pytest.raises(NotAllowed):
        revoke(live, by=ratna)
    with pytest.raises(NotAllowed):
        revoking.revoke(live, by=maria, at=make.NOW, reason=" ")
    with pytest.raises(NotAllowed):
        revoke(draft, by=maria)
    with pytest.raises(NotAllowed):
        revoke(live, by=maria, goes_to=live)
    with pytest.raises(NotAllowed):
        revoke(live, by=maria, goes_to=draft)
    assert not Ending.objects.exists()
    revoke(live, by=maria)
    with pytest.raises(NotAllowed):
        revoke(live, by=maria)
    assert Entry.objects.filter(action="page.revoked").count() == 1


def test_a_revoked_page_is_still_an_approved_one(live: NewsPage, maria: User) -> None:
    revoke(live, by=maria)
    assert publication.unapproved(Page.objects.all()) == []
    assert said() == []
    withdraw(live, by=maria)
    assert [each.act for each in Ending.objects.in_force()] == [Ending.WITHDRAW]
    assert said() == []


# --- withdrawn -------------------------------------------------------------


def test_at_the_address_of_a_withdrawn_page_stands_why(
    live: NewsPage, other: NewsPage, maria: User, client: Client
) -> None:
    withdraw(live, by=maria, goes_to=other)
    for address in (live.url, f"{live.url}versi/1/"):
        answer = client.get(address)
        text = answer.content.decode()
        assert answer.status_code == 410
        assert REASON in text
        assert "24 November 2026" in text
        assert f'href="{other.url}"' in text
        assert "noindex" in text
        assert live.title not in text
        assert "Warga boleh lewat." not in text
    assert client.get(f"{live.url}lain/").status_code == 404


@pytest.mark.parametrize("status", Ending.Redirect.values)
def test_a_withdrawn_page_leads_on_where_this_was_chosen(
    live: NewsPage, other: NewsPage, maria: User, client: Client, status: int
) -> None:
    withdraw(live, by=maria, goes_to=other, redirects=status)
    for address in (live.url, f"{live.url}versi/1/"):
        answer = client.get(address)
        assert (answer.status_code, answer["Location"]) == (status, other.url)
    withdraw(other, by=maria)
    assert client.get(live.url).status_code == 410


def test_a_withdrawal_leads_nowhere_without_a_page(live: NewsPage, maria: User) -> None:
    with pytest.raises(NotAllowed):
        withdraw(live, by=maria, redirects=301)
    assert Page.objects.get(pk=live.pk).live
    assert not Approval.objects.filter(act=Approval.WITHDRAW).exists()


def test_pages_below_a_withdrawn_section_keep_their_address(
    live: NewsPage, maria: User, client: Client
) -> None:
    section = NewsIndexPage.objects.get()
    withdraw(section, by=maria)
    assert client.get(section.url).status_code == 410
    assert client.get(f"{section.url}hal/1/").status_code == 410
    assert client.get(f"{section.url}tidak-ada/").status_code == 404
    assert client.get(live.url).status_code == 200


def test_a_page_that_goes_out_again_is_gone_no_more(
    live: NewsPage, maria: User, client: Client
) -> None:
    withdraw(live, by=maria)
    text = NewsPage.objects.get(pk=live.pk)
    text.change, text.change_note = "real", "Angka dibetulkan."
    text.save_revision(user=make.person("Penulis Lain", "writer"))
    make.approve(text, by=maria, at=LATER)
    approvals.publish(text, by=maria, at=LATER)
    assert client.get(live.url).status_code == 200
    assert said() == []


# --- kept ------------------------------------------------------------------


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE core_ending SET reason = 'Lain'",
        "UPDATE core_ending SET act = 'withdraw'",
        "UPDATE core_ending SET goes_to_id = NULL",
        "DELETE FROM core_ending",
    ],
)
def test_an_ending_stays_as_it_was_written(
    live: NewsPage, maria: User, change: str
) -> None:
    revoke(live, by=maria)
    with pytest.raises(IntegrityError), connection.cursor() as cursor:
        cursor.execute(change)


def test_what_is_over_stays_over(live: NewsPage, maria: User) -> None:
    revoke(live, by=maria)
    withdraw(live, by=maria)
    for moment in (None, LATER):
        with pytest.raises(IntegrityError), transaction.atomic():
            Ending.objects.filter(act=Ending.REVOKE).update(over_at=moment)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="REPLACE is SQLite's")
def test_replacing_an_ending_is_refused(live: NewsPage, maria: User) -> None:
    revoke(live, by=maria)
    columns = [f.column for f in Ending._meta.concrete_fields]
    for key in ("id", "id + 1"):
        picked = ", ".join([key, *columns[1:]])
        with pytest.raises(IntegrityError), connection.cursor() as cursor:
            cursor.execute(
                f"REPLACE INTO core_ending ({', '.join(columns)}) "
                f"SELECT {picked} FROM core_ending"
            )


@pytest.mark.skipif(connection.vendor != "postgresql", reason="PostgreSQL's alone")
def test_truncating_endings_is_refused(live: NewsPage, maria: User) -> None:
    revoke(live, by=maria)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        with pytest.raises(IntegrityError), transaction.atomic():
            cursor.execute("TRUNCATE core_ending CASCADE")


def test_an_ending_that_no_verb_wrote_is_named(live: NewsPage, maria: User) -> None:
    Ending.objects.create(
        page=live, act=Ending.REVOKE, at=make.NOW, by=maria, reason=REASON
    )
    assert said() == [(live.pk, replay.ENDING_FORGED)]


def test_an_ending_that_vanished_is_named(live: NewsPage, maria: User) -> None:
    revoke(live, by=maria)
    past_the_program(lambda: Ending.objects.all()._raw_delete("default"))
    assert said() == [(live.pk, replay.ENDING_GONE)]


@pytest.mark.parametrize(
    "change",
    [{"reason": "Lain."}, {"at": LATER}, {"act": "withdraw"}, {"over_at": make.NOW}],
    ids=lambda change: next(iter(change)),
)
def test_an_altered_ending_is_named(live: NewsPage, maria: User, change: Any) -> None:
    revoke(live, by=maria)
    past_the_program(lambda: Ending.objects.update(**change))
    assert said() == [(live.pk, replay.ENDING_ALTERED)]


def test_nobody_is_led_to_a_page_without_an_address(
    live: NewsPage, other: NewsPage, maria: User, client: Client
) -> None:
    withdraw(live, by=maria, goes_to=other, redirects=301)
    assert client.get(live.url).status_code == 301
    Page.objects.filter(pk=other.pk).update(url_path="/lain/")
    answer = client.get(live.url)
    assert answer.status_code == 410
    assert REASON in answer.content.decode()
    section = NewsIndexPage.objects.get()
    with pytest.raises(NotAllowed, match=r"another page|halaman lain"):
        withdraw(section, by=maria, goes_to=NewsPage.objects.get(pk=other.pk))
