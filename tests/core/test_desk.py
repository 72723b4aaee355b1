"""*Hari ini* is the first page, and no broken source takes it away."""

import logging
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from tests import make

from sasando.accounts.models import User
from sasando.core import today

HOME = "wagtailadmin_home"


@pytest.fixture
def sources(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(today, "SOURCES", {})


def line(text: str, **facts: Any) -> today.Line:
    facts = {"group": today.Group.WAITS, "url": "/kantor/x/", "verb": "Baca"} | facts
    return today.Line(text=text, **facts)


@pytest.mark.parametrize(
    ("away", "said"),
    [
        (timedelta(hours=3), "hari ini, 13.00"),
        (timedelta(hours=-3), "terlambat sejak 07.00"),
        (timedelta(days=1), "besok"),
        (timedelta(days=2), "tinggal 2 hari"),
        (timedelta(days=-1), "terlambat 1 hari"),
        (timedelta(days=-3), "terlambat 3 hari"),
    ],
)
def test_a_due_date_is_said_in_days_left(away: timedelta, said: str) -> None:
    with translation.override("id"):
        assert today.time_left(make.NOW + away, make.NOW) == said


def test_what_is_due_stands_with_its_day() -> None:
    groups = {
        today.group_of(make.NOW + away, make.NOW)
        for away in (timedelta(minutes=-1), timedelta(hours=1), timedelta(days=1))
    }
    assert groups == {today.Group.LATE, today.Group.TODAY, today.Group.WAITS}
    assert today.group_of(None, make.NOW) is today.Group.WAITS


def shown(client: Client) -> str:
    answer = client.get(reverse(HOME))
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.django_db
def test_an_empty_day_says_what_would_fill_it(
    sources: None, client: Client, ratna: User
) -> None:
    client.force_login(ratna)
    page = shown(client)
    assert "<title>Hari ini" in page.replace("\n", "").replace("  ", "")
    assert page.count("today__empty") == len(today.Group)


@pytest.mark.django_db
def test_each_line_has_one_verb_and_only_late_ones_are_red(
    sources: None, client: Client, ratna: User
) -> None:
    lines = [
        line("satu"),
        line("dua", group=today.Group.LATE, due_at=make.NOW),
        line("tiga", is_alarm=True),
    ]
    today.register("a", lambda user, at: lines)
    client.force_login(ratna)
    page = shown(client)
    assert page.count("data-today-line") == len(lines)
    assert page.count("today__line--red") == 2


@pytest.mark.django_db
def test_a_broken_source_is_logged_and_the_rest_is_shown(
    sources: None, client: Client, ratna: User, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(user: Any, at: Any) -> Any:
        yield line("sebelum rusak")
        raise RuntimeError("rusak")

    today.register("broken", broken)
    today.register("good", lambda user, at: [line("tetap tampak")])
    client.force_login(ratna)
    with caplog.at_level(logging.ERROR):
        page = shown(client)
    assert "tetap tampak" in page
    assert "today__failed" in page
    [record] = [each for each in caplog.records if hasattr(each, "source")]
    assert record.source == "broken"  # type: ignore[attr-defined]


@pytest.mark.django_db
def test_the_lines_of_wagtails_own_panels_are_not_said_twice(
    client: Client, ratna: User
) -> None:
    make.news(by=ratna, title="Draf terakhir saya")
    client.force_login(ratna)
    panels = client.get(reverse(HOME)).context["panels"]
    assert [type(each).__module__ for each in panels] == ["sasando.core.desk"]


@pytest.mark.django_db
def test_a_title_is_text_and_no_markup(
    sources: None, client: Client, ratna: User
) -> None:
    today.register("a", lambda user, at: [line("<script>alert(1)</script>")])
    client.force_login(ratna)
    assert "<script>alert" not in shown(client)
