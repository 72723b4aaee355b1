"""The demo: an invented office, built by the same verbs that people use.

The full one has all of the small one, and five times as many texts. All of it is one
transaction: a build that dies leaves an empty database (and at worst files that nobody
names), so that the next one starts anew.
"""

from collections.abc import Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import override
from wagtail.models import Page, Site

from sasando.accounts.models import User
from sasando.core import calendar
from sasando.core.bilingual import Sentence as _
from sasando.core.workflow import NotAllowed
from sasando.demo import ahead, content, desk, full, people, posts, shelf, standing
from sasando.demo.content import Story
from sasando.demo.full import Tell
from sasando.demo.newsroom import Drawings, Newsroom, backdate, drawings
from sasando.files.models import Picture
from sasando.newsroom.models import NewsIndexPage
from sasando.newsroom.models import Story as Item
from sasando.website import workflow as website

FOUNDED, FOUNDED_FULL = timedelta(days=40), timedelta(days=100)


@dataclass(frozen=True, slots=True)
class Built:
    """What stands now, and where its accounts are listed."""

    items: int
    pictures: int
    people: int
    accounts: Path


def is_empty() -> bool:
    """Return whether the database has neither a site nor people. Two queries."""
    return not (Site.objects.exists() or User.objects.exists())


def no_word(*_counts: int) -> None:
    """Tell nobody how far it has come."""


def build(*, today: date, full_size: bool = False, tell: Tell = no_word) -> Built:
    """Build the demo with all its dates counted from `today`; `tell` hears of it.

    Raises NotAllowed when the database is not empty.
    """
    accounts = Path(settings.DATA) / "demo-accounts.txt"
    with override(settings.LANGUAGE_CODE), unmailed(), transaction.atomic():
        if not is_empty():
            raise NotAllowed(
                _("The demo needs an empty database; this one has a site or people.")
            )
        password = people.new_password()
        with ThreadPoolExecutor(max_workers=2) as pool:
            facts: dict[str, Any] = {"today": today, "password": password, "pool": pool}
            newsroom = add_full(**facts, tell=tell) if full_size else add_small(**facts)
            add_standing(newsroom, today=today)
            desk.add_desk(newsroom, today=today)
            posts.add_posts(today=today, at=content.moment(today - FOUNDED))
        # Before the commit: a demo whose password nobody knows would be of no use.
        people.list_accounts(accounts, on=today, password=password)
        items, pictures = Item.objects.count(), Picture.objects.count()
        return Built(items, pictures, User.objects.count(), accounts)


def add_small(*, today: date, password: str, pool: Executor) -> Newsroom:
    """Make the office, and twelve news items of the last month."""
    stories = content.stories(today=today)
    drawn = drawings(stories, pool=pool)
    add_office(today=today, password=password)
    return add_news(stories, drawings=drawn, today=today)


def add_full(*, today: date, password: str, pool: Executor, tell: Tell) -> Newsroom:
    """Make the office with more units and people, and all that it wrote in 90 days."""
    drawn = shelf.drawings(pool=pool)
    add_office(today=today, password=password, full_size=True)
    filled = shelf.Shelf(by=User.objects.get(assignments__role="editor"))
    filled.fill(drawn)
    newsroom = full.FullNewsroom(section(), shelf=filled)
    full.add_all(newsroom, today=today, tell=tell)
    ahead.add_plans(newsroom, today=today)
    return newsroom


@contextmanager
def unmailed() -> Iterator[None]:
    """Send nothing: who is invented reads no mail."""
    backend = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    try:
        yield
    finally:
        settings.EMAIL_BACKEND = backend


def add_office(*, today: date, password: str, full_size: bool = False) -> None:
    """Make the office, its units and people, and the calendar it counts with."""
    founded = content.moment(today - (FOUNDED_FULL if full_size else FOUNDED))
    office = website.Office(**content.office(), is_example=True)
    website.set_up(office, by=None, at=founded)
    people.add_units(full=full_size)
    people.add_people(today=today, at=founded, password=password, full=full_size)
    operator = User.objects.get(assignments__role="operator")
    # The year before too: a term that ends now began then.
    for year in range(today.year - 1, today.year + 2):
        calendar.import_holidays(by=operator, at=founded, year=year)
    for page in Page.objects.filter(depth__gt=1):
        backdate(page, founded)


def add_news(stories: list[Story], *, drawings: Drawings, today: date) -> Newsroom:
    """Write every item, in the order of its date, each with its English twin."""
    newsroom = Newsroom(section(), drawings=drawings)
    for story in stories:
        item = newsroom.bring(newsroom.write(story), story)
        if english := content.twin(story, today=today):
            newsroom.bring(newsroom.translate(item, english), english)
    return newsroom


def section() -> NewsIndexPage:
    return NewsIndexPage.objects.get(locale__language_code=settings.LANGUAGE_CODE)


def add_standing(newsroom: Newsroom, *, today: date) -> None:
    """Write every standard page below home or the page above it, each with its twin."""
    for page, english in content.standing(today=today):
        item = newsroom.bring(standing.write(newsroom, page), page)
        if english:
            newsroom.bring(standing.translate(newsroom, item, english), english)
