"""The lists of the desk: by filters that are links, few queries at every size."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from tests import make
from tests.newsroom import many
from wagtail.models import Locale, Page, Revision, Workflow

from sasando.accounts.models import Unit, User
from sasando.core import approvals, today
from sasando.newsroom import coverage, states
from sasando.newsroom.models import Author, Coverage, NewsPage, Part
from sasando.newsroom.screens import stories as stories_screen
from sasando.newsroom.states import State
from sasando.newsroom.stories import Story

pytestmark = pytest.mark.django_db
NOW = make.NOW
# Session, person, roles and rights are among the ten.
MOST, FRAME = 10, 4
HOME = "/kantor/"


@pytest.fixture
def dewi(kominfo: Unit) -> User:
    """The editor."""
    return make.person("Dewi Contoh", "editor", of=kominfo)


def coverages(first: int, last: int, *, by: User, unit: Unit) -> None:
    rows = Coverage.objects.bulk_create(
        Coverage(
            title=f"Liputan {number}",
            starts_at=NOW,
            deadline_at=NOW + timedelta(days=number),
            unit=unit,
            assigned_by=by,
            assigned_at=NOW,
        )
        for number in range(first, last)
    )
    kinds = (Part.Kind.TEXT, Part.Kind.PHOTO)
    Part.objects.bulk_create(
        Part(coverage=row, user=by, kind=kind) for row in rows for kind in kinds
    )


def stories(first: int, last: int, *, by: User, unit: Unit) -> None:
    """Make drafts as Wagtail stores them, without its slow way there."""
    section = make.section()
    model = ContentType.objects.get_for_model(NewsPage)
    pages = Page.objects.bulk_create(
        Page(
            title=f"Naskah {number}",
            draft_title=f"Naskah {number}",
            slug=f"naskah-{number}",
            path=f"{section.path}{number:04}",
            depth=section.depth + 1,
            url_path=f"{section.url_path}naskah-{number}/",
            content_type=model,
            locale=section.locale,
            live=False,
            has_unpublished_changes=True,
            latest_revision_created_at=NOW,
            owner=by,
        )
        for number in range(first, last)
    )
    keys = [page.pk for page in pages]
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO newsroom_story (page_ptr_id, summary, body, picture_alt, "
            "unit_id, change, change_note) VALUES (%s, '', '[]', '', %s, '', '')",
            [(key, unit.pk) for key in keys],
        )
        cursor.executemany(
            "INSERT INTO newsroom_newspage (story_ptr_id) VALUES (%s)",
            [(key,) for key in keys],
        )
    parts = (Author.Part.TEXT, Author.Part.EDITING)
    Author.objects.bulk_create(
        Author(page_id=key, user=by, part=part, sort_order=order)
        for key in keys
        for order, part in enumerate(parts)
    )


def test_who_wrote_and_took_the_pictures_is_named_once(
    client: Client, ratna: User
) -> None:
    item = make.news(by=ratna, title="Embung penuh lagi")
    parts = (Author.Part.TEXT, Author.Part.PHOTO)
    item.authors = [Author(user=ratna, part=part) for part in parts]
    item.save()
    assert item.writers() == ["Ratna Contoh"]
    client.force_login(ratna)
    shown = client.get("/kantor/naskah/").content.decode()
    assert "Ratna Contoh, Ratna Contoh" not in shown
    assert "Ratna Contoh" in shown


def test_the_history_of_a_coverage_says_states_in_words(
    client: Client, ratna: User, dewi: User, kominfo: Unit
) -> None:
    at = timezone.now()
    asked = coverage.Plan(
        title="Pasar sore",
        starts_at=at + timedelta(days=1),
        deadline_at=at + timedelta(days=2),
        people=((ratna, Part.Kind.TEXT),),
    )
    row = coverage.assign(kominfo, asked, by=dewi, at=at)
    coverage.accept(row, by=ratna, at=at)
    client.force_login(ratna)
    shown = client.get(reverse("coverage", args=[row.pk])).content.decode()
    for code in ("planned", "accepted", "Ditugaskan pada:"):
        assert code not in shown
    assert f"Menjadi: {Coverage.Status.ACCEPTED.label}" in shown
    # Nothing is finished before it has begun.
    assert reverse("coverage_finish", args=[row.pk]) not in shown
    assert "Setelah acara" in shown


def test_the_list_marks_another_language(
    client: Client, ratna: User, kominfo: Unit
) -> None:
    key = make.news(by=ratna).pk
    item = states.marked(Story.objects.filter(pk=key)).get()
    assert stories_screen.told(item, decides=False)["language"] == ""
    item.locale = Locale(language_code="en")
    assert str(stories_screen.told(item, decides=False)["language"]) == "English"


def cost(client: Client, address: str) -> int:
    # The first time the filter is written down in the session, and once a minute the
    # session itself.
    client.get(address)
    made = []
    for _each in range(2):
        with CaptureQueriesContext(connection) as asked:
            answer: Any = client.get(address)
        assert answer.status_code == 200
        made.append(len(asked))
    return min(made)


@pytest.mark.soak
def test_lists_cost_the_same_few_queries_at_every_size(
    client: Client, dewi: User, kominfo: Unit
) -> None:
    client.force_login(dewi)
    addresses = [
        f"{reverse(name)}?tampil={shown}"
        for name, filters in (
            ("coverages", ("terbuka", "saya", "semua")),
            ("stories", ("semua", "saya", "draft")),
        )
        for shown in filters
    ]
    addresses += [f"{address}&p=2&unit={kominfo.pk}" for address in addresses]
    client.get(addresses[0])
    made, seen = 0, []
    for rows in (60, 6000):
        coverages(made, rows, by=dewi, unit=kominfo)
        stories(made, rows, by=dewi, unit=kominfo)
        many.known()
        made = rows
        costs = {each: cost(client, each) for each in addresses}
        assert max(costs.values()) <= MOST, costs
        # Two queries a source.
        costs[HOME] = cost(client, HOME)
        assert costs[HOME] <= 2 * len(today.SOURCES) + FRAME
        seen.append(costs)
    assert seen[0] == seen[1]


def rows(client: Client, name: str, **asked: Any) -> list[str]:
    answer: Any = client.get(reverse(name), asked)
    found = answer.context["rows"]
    if name == "coverages":
        return [row.title for row, _due, _late in found]
    return [row["story"].draft_title for row in found]


def test_coverage_is_found_by_state_person_and_unit(
    client: Client, dewi: User, ratna: User, kominfo: Unit, dinkes: Unit
) -> None:
    facts = {"starts_at": NOW, "assigned_by": dewi, "assigned_at": NOW}
    far = NOW + timedelta(days=9000)
    late = Coverage.objects.create(title="a", deadline_at=NOW, unit=kominfo, **facts)
    theirs = Coverage.objects.create(title="b", deadline_at=far, unit=dinkes, **facts)
    done = {"status": "cancelled", "reason": "Hujan", "deadline_at": NOW}
    Coverage.objects.create(title="c", unit=dinkes, **facts | done)
    Part.objects.create(coverage=late, user=ratna)
    Part.objects.create(coverage=theirs, user=dewi)
    client.force_login(ratna)
    assert rows(client, "coverages", tampil="terbuka") == ["a", "b"]
    assert rows(client, "coverages", tampil="terlambat") == ["a"]
    assert rows(client, "coverages", tampil="saya") == ["a"]
    assert set(rows(client, "coverages", tampil="semua")) == {"a", "b", "c"}
    assert rows(client, "coverages", tampil="semua", orang=dewi.pk) == ["b"]
    assert set(rows(client, "coverages", unit=dinkes.pk)) == {"b", "c"}


def test_a_list_remembers_its_filter_and_bears_nonsense(
    client: Client, dewi: User
) -> None:
    client.force_login(dewi)
    client.get(reverse("coverages"), {"tampil": "terlambat"})
    shown: Any = client.get(reverse("coverages"))
    assert [label for _url, label, is_it in shown.context["tabs"] if is_it] == [
        "Terlambat"
    ]
    for asked in ({"tampil": "x"}, {"unit": "9" * 40}, {"orang": "-1"}, {"p": "zz"}):
        assert client.get(reverse("coverages"), asked).status_code == 200
        assert client.get(reverse("stories"), asked).status_code == 200


def test_each_story_stands_in_just_one_state(
    client: Client, ratna: User, maria: User, dewi: User, second_person: Workflow
) -> None:
    make.news(by=ratna, title="draft")
    waits = make.news(by=ratna, title="waits")
    second_person.start(waits, ratna)
    planned = make.news(by=ratna, title="planned", go_live_at=NOW + timedelta(days=1))
    make.approve(planned, by=maria)
    approvals.publish(planned, by=maria, at=NOW)
    make.published(by=ratna, approver=maria, title="out")
    changed = make.published(by=ratna, approver=maria, title="changed")
    changed.summary = "Diperbaiki."
    changed.save_revision(user=ratna)
    gone = make.published(by=ratna, approver=maria, title="withdrawn")
    approvals.withdraw(gone, by=maria, at=NOW, reason="Keliru.")
    client.force_login(dewi)
    for state in State:
        assert rows(client, "stories", tampil=state.value) == [state.value]
    assert len(rows(client, "stories", tampil="semua")) == len(State)
    assert rows(client, "stories", tampil="saya") == []
    assert Revision.objects.filter(approved_go_live_at__isnull=False).count() == 1


def test_an_empty_list_says_what_would_fill_it(client: Client, dewi: User) -> None:
    client.force_login(dewi)
    for name, shown in (("coverages", "terlambat"), ("stories", "planned")):
        page = client.get(reverse(name), {"tampil": shown}).content.decode()
        assert "di sini" in page
