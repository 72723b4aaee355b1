"""Search: finds what is public and nothing else, whatever is typed."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests import make
from tests.newsroom.many import settle
from tests.website.many_news import news
from wagtail.models import Page

from sasando.accounts.models import User
from sasando.core import approvals, revoking, triggers
from sasando.newsroom.models import NewsIndexPage, NewsPage
from sasando.search import index
from sasando.search.models import Text

pytestmark = pytest.mark.django_db
HERE = "/cari/"


def found(client: Client, words: str, **more: str) -> str:
    answer = client.get(HERE, {"q": words, **more})
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def pipes(home: Any, ratna: User, maria: User) -> NewsPage:
    item = make.published(
        by=ratna,
        approver=maria,
        title="Pipa baru di Sumba",
        summary="Air bersih mengalir lagi.",
        body=[("paragraph", "<p>Warga Waingapu menimba <b>sumur bor</b>.</p>")],
    )
    index.refresh(make.NOW)
    return item


@pytest.mark.parametrize(
    "words", ["pipa", "PIPA", "pip", "sumur bor", "mengalir", "Sumba air"]
)
def test_a_page_is_found_by_title_summary_and_text(
    words: str, pipes: NewsPage, client: Client
) -> None:
    text = found(client, words)
    assert f'href="{pipes.url}"' in text
    assert "<mark>" in text


def test_what_fits_is_marked_and_the_rest_is_text(
    home: Any, client: Client, ratna: User, maria: User
) -> None:
    body = [("paragraph", "<p>Tanda &lt;script&gt; dan pipa &amp; air.</p>")]
    make.published(by=ratna, approver=maria, title="<b>Judul</b>", slug="a", body=body)
    index.refresh(make.NOW)
    text = found(client, "pipa")
    assert "<mark>pipa</mark>" in text
    assert "‹b›Judul‹/b›" in text
    assert "Tanda ‹script› dan" in text
    assert "&amp; air" in text


def test_drafts_and_what_waits_for_its_hour_are_not_found(
    home: Any, client: Client, ratna: User
) -> None:
    make.news(by=ratna, title="Rahasia besar")
    index.refresh(make.NOW)
    assert Text.objects.count() == 0
    assert "Tidak ada yang kami temukan" in found(client, "rahasia")


def test_what_was_withdrawn_or_revoked_is_not_found_even_before_the_index_knows(
    pipes: NewsPage, client: Client, ratna: User, maria: User
) -> None:
    other = make.published(by=ratna, approver=maria, title="Pipa lama dicabut")
    index.refresh(make.NOW)
    approvals.withdraw(pipes, by=maria, at=make.NOW, reason="Salah.")
    revoking.revoke(other, by=maria, at=make.NOW, reason="Tidak berlaku.")
    assert Text.objects.count() == 2
    text = found(client, "pipa")
    assert pipes.title not in text
    assert other.title not in text
    index.refresh(make.NOW)
    assert Text.objects.count() == 0


def test_a_text_that_changed_by_any_way_is_read_anew_and_its_old_words_are_gone(
    pipes: NewsPage, client: Client, ratna: User, maria: User
) -> None:
    item = NewsPage.objects.get(pk=pipes.pk)
    item.title, item.change = "Sumur baru", "small"
    item.body = [("paragraph", "<p>Tanpa kata lama.</p>")]
    item.save_revision(user=ratna)
    make.approve(item, by=maria)
    approvals.publish(NewsPage.objects.get(pk=item.pk), by=maria, at=make.NOW)
    assert "Waingapu" not in found(client, "Waingapu menimba").replace(
        "Waingapu menimba", ""
    )
    index.refresh(make.NOW)
    assert f'href="{pipes.url}"' in found(client, "tanpa kata")


def test_a_page_taken_back_past_every_verb_is_not_found(
    pipes: NewsPage, client: Client
) -> None:
    settle()
    with triggers.lifted("page_live_approved"):
        Page.objects.filter(pk=pipes.pk).update(live=False)
        settle()
    assert pipes.title not in found(client, "pipa")


@pytest.mark.parametrize(
    "words",
    [
        *(
            '"',
            "'",
            "*",
            "(",
            "AND",
            "OR NOT",
            "title:",
            "NEAR(a b)",
            "a*b",
            "^a",
            "{a}",
        ),
        *(
            "\\",
            "%",
            "_",
            ";--",
            "\x02\x03",
            "\ud800".encode("utf-8", "replace").decode(),
        ),
        *(
            "🌾",
            "مرحبا",
            "x" * 200,
            "a " * 100,
            "pipa:* & !air",
            "'; DROP TABLE x",
            "-",
        ),
    ],
)
def test_whatever_is_typed_is_answered(
    words: str, pipes: NewsPage, client: Client
) -> None:
    assert "<h1>Cari</h1>" in found(client, words)


def test_a_question_of_8_kb_and_a_nul_are_answered_in_one_sentence(
    home: Any, client: Client
) -> None:
    assert "terlalu panjang" in found(client, "kata " * 1_700)
    answer = client.get("/cari/?q=a%00b")
    assert answer.status_code == 400
    assert "tidak kami pahami" in answer.content.decode()


@pytest.mark.parametrize(
    "more",
    [
        {"hal": "0"},
        {"hal": "x"},
        {"hal": "9" * 40},
        {"jenis": "x"},
        {"tahun": "0"},
        {"tahun": "abc"},
        {"hal": "²"},
    ],
)
def test_odd_choices_are_passed_over(
    more: dict[str, str], pipes: NewsPage, client: Client
) -> None:
    found(client, "pipa", **more)


def test_hits_are_narrowed_by_kind_and_year_and_paged(
    pipes: NewsPage, client: Client, ratna: User, maria: User
) -> None:
    for number in range(11):
        make.published(by=ratna, approver=maria, title=f"Pipa nomor {number}")
    index.refresh(make.NOW)
    text = found(client, "pipa")
    assert "12 halaman cocok" in text
    assert 'href="?q=pipa&amp;hal=2"' in text
    assert found(client, "pipa", hal="2").count('class="teaser"') == 2
    assert "Tidak ada yang kami temukan" in found(client, "pipa", tahun="1999")
    assert "Tidak ada yang kami temukan" in found(client, "pipa", jenis="release")
    assert "Tidak ada yang kami temukan" in found(client, "pipa", kind="release")


def test_when_no_page_holds_all_words_those_with_one_are_shown(
    pipes: NewsPage, client: Client
) -> None:
    text = found(client, "pipa gajah")
    assert f'href="{pipes.url}"' in text
    assert "Tidak ada halaman yang memuat semua kata ini." in text


def test_each_language_finds_its_own_pages(pipes: NewsPage, client: Client) -> None:
    text = client.get("/en/search/", {"q": "pipa", "page": "2"}).content.decode()
    assert "hal=" not in text
    text = client.get("/en/search/", {"q": "pipa"}).content.decode()
    assert "We found nothing" in text


def found_by(word: str, rows: Any, *, revision: Any) -> None:
    """Let live pages past the verbs be found, as `index.read` would."""
    keys = list(rows.values_list("pk", flat=True))
    settle()
    with triggers.lifted("page_live_approved"):
        Page.objects.filter(pk__in=keys).update(live_revision=revision)
        settle()
    facts = {"revision": revision.pk, "language": "id", "kind": "news"}
    facts["read_at"] = make.NOW
    Text.objects.bulk_create(
        Text(page_id=key, title=f"{word} {key}", words="kata", **facts) for key in keys
    )


def test_a_search_costs_the_same_with_sixty_and_with_six_hundred_pages(
    pipes: NewsPage, home: Any, client: Client
) -> None:
    costs = []
    section = NewsIndexPage.objects.child_of(home).get()
    for upto in (60, 600):
        news(section, upto=upto)
        rows = NewsPage.objects.exclude(pk__in=Text.objects.values("pk"))
        found_by("kabar", rows, revision=pipes.live_revision)
        cache.clear()
        assert f"{upto - 1} halaman cocok" in found(client, "kabar")
        with CaptureQueriesContext(connection) as asked:
            found(client, "kabar")
        costs.append(len(asked))
    assert costs[0] == costs[1] <= 8


def test_what_no_revision_tells_is_read_again_within_a_day(
    pipes: NewsPage, client: Client
) -> None:
    Text.objects.update(title="Judul lama")
    index.reread(make.NOW + timedelta(hours=23))
    assert "Judul" in found(client, "mengalir")
    index.reread(make.NOW + timedelta(hours=25))
    assert Text.objects.get().title == pipes.title


def test_nothing_new_costs_the_job_two_questions(
    pipes: NewsPage, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(2):
        index.refresh(make.NOW)


def test_the_search_stands_on_every_page(home: Any, client: Client) -> None:
    for address, there in (
        ("/", HERE),
        ("/berita/", HERE),
        ("/en/news/", "/en/search/"),
    ):
        assert f'action="{there}"' in client.get(address).content.decode()
