"""A reader reports a mistake: without script, account or token, and not too often."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests import make

from sasando.accounts.models import User
from sasando.core import approvals, today
from sasando.core.models import Entry
from sasando.core.workflow import NotAllowed
from sasando.newsroom import mistakes
from sasando.newsroom.mistakes import Mistake
from sasando.newsroom.models import NewsPage

pytestmark = pytest.mark.django_db
WORDS = "Tanggalnya salah: bukan 24, tetapi 25 November."


@pytest.fixture(autouse=True)
def nobody_counted() -> Any:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def item(home: Any, ratna: User, maria: User) -> NewsPage:
    return make.published(by=ratna, approver=maria)


def send(client: Client, item: NewsPage, words: str = WORDS, **more: Any) -> Any:
    address = reverse("mistake", args=[item.pk])
    trap = more.pop("trap", "")
    facts = {"words": words, "alamat_lain": trap}
    return client.post(address, facts, **more)


def test_a_reader_reports_without_account_cookie_or_token(item: NewsPage) -> None:
    client = Client(enforce_csrf_checks=True)
    page = client.get(item.url)
    assert f'action="/salah/{item.pk}/"' in page.content.decode()
    assert "csrf" not in page.content.decode()
    answer = send(client, item)
    assert (answer.status_code, answer["Location"]) == (
        302,
        f"/salah/{item.pk}/terima-kasih/",
    )
    assert "Terima kasih" in client.get(answer["Location"]).content.decode()
    assert not client.cookies
    assert Mistake.objects.get().words == WORDS


def test_the_desk_corrects_it_in_two_steps(
    item: NewsPage, client: Client, ratna: User
) -> None:
    send(client, item)
    lines = list(mistakes.waiting(ratna, make.NOW))
    assert [line.verb for line in lines] == ["Baca dan ralat"]
    client.force_login(ratna)
    assert WORDS in client.get(lines[0].url).content.decode()
    answer = client.post(lines[0].url, {"step": "correct"})
    assert answer["Location"] == reverse("wagtailadmin_pages:edit", args=[item.pk])
    row = Mistake.objects.get()
    assert (row.status, row.settled_by) == ("taken", ratna)


def test_a_report_that_was_taken_stands_there_until_its_correction_is_out(
    item: NewsPage, client: Client, ratna: User, maria: User
) -> None:
    """Who closes the editor again loses none."""
    send(client, item)
    # Wagtail dates what goes out by the clock.
    mistakes.take(Mistake.objects.get(), by=ratna, at=timezone.now())
    [line] = mistakes.waiting(ratna, make.NOW)
    assert line.verb == "Lanjutkan"
    client.force_login(ratna)
    again = client.post(line.url, {"step": "correct"})
    assert again["Location"] == reverse("wagtailadmin_pages:edit", args=[item.pk])
    text = NewsPage.objects.get(pk=item.pk).get_latest_revision_as_object()
    text.change, text.change_note = "real", "Tanggal dibetulkan."
    text.save_revision(user=ratna)
    make.approve(NewsPage.objects.get(pk=item.pk), by=maria)
    approvals.publish(NewsPage.objects.get(pk=item.pk), by=maria, at=make.NOW)
    assert list(mistakes.waiting(ratna, make.NOW)) == []


def test_what_was_taken_may_turn_out_to_be_no_mistake(
    item: NewsPage, client: Client, ratna: User
) -> None:
    send(client, item)
    row = Mistake.objects.get()
    mistakes.take(row, by=ratna, at=timezone.now())
    client.force_login(ratna)
    client.post(reverse("newsroom_mistake", args=[row.pk]), {"step": "dismiss"})
    assert Mistake.objects.get().status == "dismissed"
    assert list(mistakes.waiting(ratna, make.NOW)) == []


def test_of_two_who_settle_it_one_is_refused(
    item: NewsPage, client: Client, ratna: User, maria: User
) -> None:
    send(client, item)
    first, second = Mistake.objects.get(), Mistake.objects.get()
    mistakes.dismiss(first, by=maria, at=make.NOW)
    with pytest.raises(NotAllowed):
        mistakes.take(second, by=ratna, at=make.NOW)
    assert Mistake.objects.get().status == "dismissed"


def test_a_writer_of_another_unit_neither_sees_nor_settles_it(
    item: NewsPage, client: Client, bima: User
) -> None:
    send(client, item)
    row = Mistake.objects.get()
    assert list(mistakes.waiting(bima, make.NOW)) == []
    with pytest.raises(NotAllowed):
        mistakes.take(row, by=bima, at=make.NOW)
    client.force_login(bima)
    address = reverse("newsroom_mistake", args=[row.pk])
    # Wagtail leads whoever may not to the first page, with the sentence.
    for answer in (client.get(address), client.post(address, {"step": "correct"})):
        assert (answer.status_code, answer["Location"]) == (302, "/kantor/")
    assert Mistake.objects.get().status == "waits"


@pytest.mark.parametrize(
    "headers",
    [
        {"HTTP_SEC_FETCH_SITE": "cross-site"},
        {"HTTP_SEC_FETCH_SITE": "same-site"},
        {"HTTP_ORIGIN": "https://jahat.example.org"},
        {"HTTP_ORIGIN": "null"},
    ],
)
def test_a_form_of_another_site_is_refused_and_gives_the_words_back(
    headers: dict[str, str], item: NewsPage, client: Client
) -> None:
    answer = send(client, item, **headers)
    assert answer.status_code == 403
    assert WORDS in answer.content.decode()
    assert not Mistake.objects.exists()
    assert send(client, item, HTTP_ORIGIN="http://testserver").status_code == 302


def test_one_sender_is_slowed_down_and_others_are_not(
    item: NewsPage, client: Client
) -> None:
    answers = [send(client, item).status_code for _each in range(6)]
    assert answers == [302] * 5 + [429]
    assert send(client, item, REMOTE_ADDR="10.1.2.3").status_code == 302


def test_a_flood_fills_no_table(item: NewsPage) -> None:
    for _each in range(mistakes.MOST_WAITING + 3):
        mistakes.report(item, by=None, at=make.NOW, words=WORDS)
    assert Mistake.objects.count() == mistakes.MOST_WAITING


@pytest.mark.parametrize("words", ["", "   ", "a"])
def test_nothing_said_is_nothing_kept(
    words: str, item: NewsPage, client: Client
) -> None:
    answer = send(client, item, words)
    assert answer.status_code == 422
    assert "Tulis apa yang salah" in answer.content.decode()
    assert not Mistake.objects.exists()


def test_a_program_that_fills_the_trap_is_thanked_and_forgotten(
    item: NewsPage, client: Client
) -> None:
    assert send(client, item, trap="spam").status_code == 302
    assert not Mistake.objects.exists()


def test_what_is_not_out_takes_no_report(
    home: Any, client: Client, ratna: User
) -> None:
    draft = make.news(by=ratna)
    assert client.get(f"/salah/{draft.pk}/").status_code == 404
    assert send(client, draft).status_code == 404
    assert client.get("/salah/987654/").status_code == 404


def test_a_report_is_text_whatever_it_holds(
    item: NewsPage, client: Client, ratna: User
) -> None:
    send(client, item, '<script>alert(1)</script> & "x"' + "a" * 2000)
    row = Mistake.objects.get()
    assert len(row.words) == mistakes.LONGEST
    client.force_login(ratna)
    page = client.get(reverse("newsroom_mistake", args=[row.pk])).content.decode()
    assert "<script>alert(1)" not in page


def test_the_words_stand_in_no_log_and_are_forgotten(
    item: NewsPage, client: Client, maria: User
) -> None:
    send(client, item)
    row = Mistake.objects.get()
    mistakes.forget(row.sent_at + timedelta(days=100))
    assert Mistake.objects.get().words == WORDS
    mistakes.dismiss(row, by=maria, at=make.NOW)
    mistakes.forget(row.sent_at + timedelta(days=100))
    assert Mistake.objects.get().words == "—"
    logged = [str(each.data) for each in Entry.objects.for_instance(row)]
    assert len(logged) == 2
    assert "Tanggalnya" not in "".join(logged)


def test_the_desk_asks_at_most_two_questions(
    item: NewsPage, ratna: User, django_assert_max_num_queries: Any
) -> None:
    for _each in range(5):
        mistakes.report(item, by=None, at=make.NOW, words=WORDS)
    ratna = User.objects.get(pk=ratna.pk)
    ratna.has_perm("newsroom.take_mistake")
    with django_assert_max_num_queries(2):
        assert len(list(mistakes.waiting(ratna, make.NOW))) == 5
    assert "newsroom.mistakes" in today.SOURCES
