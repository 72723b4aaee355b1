"""Rows in thousands, past the verbs: for tests that count the queries of a list."""

from datetime import date, datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from tests import make
from wagtail.models import Page

from sasando.core import triggers
from sasando.core.models import Approval, Review
from sasando.newsroom.models import Author, NewsPage


def pages(below: Any, *, upto: int) -> list[Page]:
    """Make live pages of the kind of `below` under it until there are so many."""
    below_it = Page.objects.filter(path__startswith=below.path)
    have = below_it.filter(depth=below.depth + 1).count()
    rows = []
    for number in range(have, upto):
        row = Page(title=f"Halaman {number}", slug=f"h-{number}", live=True)
        row.depth, row.path = below.depth + 1, f"{below.path}{number + 1:04d}"
        row.url_path = f"{below.url_path}h-{number}/"
        row.content_type, row.locale = below.content_type, below.locale
        row.first_published_at = make.NOW
        rows.append(row)
    with triggers.lifted("page_born_draft"):
        made = list(Page.objects.bulk_create(rows))
        settle()
    Page.objects.filter(pk=below.pk).update(numchild=max(have, upto))
    known()
    return made


def settle() -> None:
    """Look at the keys that wait: PostgreSQL sets no trigger before."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def known() -> None:
    """Let PostgreSQL count the rows, as its own servant does of what is committed."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def reviewed(below: Any, *, upto: int, due_on: date) -> None:
    made = pages(below, upto=upto)
    Review.objects.bulk_create(Review(page=row, due_on=due_on) for row in made)


def stories(
    below: Any, *, upto: int, by: Any, approver: Any, at: datetime = make.NOW
) -> None:
    """Make live stories with an author, each with an approval that went out."""
    made = pages(below, upto=upto)
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO newsroom_story (page_ptr_id, summary, body, picture_alt, "
            "change, change_note) VALUES (%s, '', '[]', '', '', '')",
            [(row.pk,) for row in made],
        )
        cursor.executemany(
            "INSERT INTO newsroom_newspage (story_ptr_id) VALUES (%s)",
            [(row.pk,) for row in made],
        )
    news = ContentType.objects.get_for_model(NewsPage)
    Page.objects.filter(pk__in=[row.pk for row in made]).update(content_type=news)
    Author.objects.bulk_create(
        Author(page_id=row.pk, user=by, sort_order=0) for row in made
    )
    facts = {"act": Approval.PUBLISH, "approved_by": approver, "via": "desk"}
    facts |= {"approved_at": at, "published_at": at}
    Approval.objects.bulk_create(
        Approval(page=row, digest=f"{row.pk:064d}", **facts) for row in made
    )
