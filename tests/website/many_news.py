"""News in thousands, past the verbs, for what a public page costs."""

from datetime import datetime, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from tests import make
from tests.newsroom.many import known, settle
from wagtail.models import Page

from sasando.core import triggers
from sasando.newsroom.models import Author, NewsPage

FIRST = make.NOW - timedelta(days=400)


def news(below: Any, *, upto: int, unit: Any = None) -> None:
    """Make live news under a section until there are so many, an hour apart."""
    have = Page.objects.child_of(below).count()
    kind = ContentType.objects.get_for_model(NewsPage)
    rows = []
    for number in range(have, upto):
        row = Page(title=f"Kabar {number}", slug=f"kabar-{number}", live=True)
        row.depth, row.path = below.depth + 1, f"{below.path}{number + 1:04d}"
        row.url_path = f"{below.url_path}kabar-{number}/"
        row.content_type, row.locale = kind, below.locale
        row.first_published_at = at(number)
        rows.append(row)
    with triggers.lifted("page_born_draft"):
        made = list(Page.objects.bulk_create(rows))
        settle()
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO newsroom_story (page_ptr_id, summary, body, picture_alt, "
            "change, change_note, unit_id, changed_at) "
            "VALUES (%s, 'Ringkasan.', '[]', '', '', '', %s, %s)",
            [(row.pk, unit and unit.pk, row.first_published_at) for row in made],
        )
        cursor.executemany(
            "INSERT INTO newsroom_newspage (story_ptr_id) VALUES (%s)",
            [(row.pk,) for row in made],
        )
    Author.objects.bulk_create(
        Author(page_id=row.pk, name="Penulis Contoh", sort_order=0) for row in made
    )
    Page.objects.filter(pk=below.pk).update(numchild=max(have, upto))
    known()


def at(number: int) -> datetime:
    return FIRST + timedelta(hours=number)
