"""Two requests at once: one draft a report, one picture a photo, one place a page."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from tests import make
from tests.newsroom.field import KEY, photo

from sasando.accounts.models import Unit, User
from sasando.files.models import Picture
from sasando.newsroom.field import parcels, photos, pieces
from sasando.newsroom.field.parcels import Parcel
from sasando.newsroom.field.rows import FieldPhoto
from sasando.newsroom.models import NewsPage

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def writer(settings: Any, tmp_path: Any) -> User:
    settings.DATA = settings.MEDIA_ROOT = tmp_path
    make.site()
    return make.person("Ratna Contoh", "writer", of=make.unit())


def at_once(*calls: Callable[[], object]) -> None:
    """Run these together, each with a connection of its own; raise what one raises."""
    start = threading.Barrier(len(calls))

    def run(call: Callable[[], object]) -> None:
        try:
            start.wait()
            call()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        list(pool.map(run, calls))


def send(writer: User, key: UUID) -> Callable[[], object]:
    def call() -> object:
        by = User.objects.get(pk=writer.pk)
        report = pieces.report_for(by, key, at=make.NOW)
        parcel, unit = Parcel(title="Panen", text="Padi"), Unit.objects.get()
        return parcels.send(unit, by=by, at=make.NOW, report=report, parcel=parcel)

    return call


def test_one_report_sent_four_times_at_once_is_one_draft(writer):
    at_once(*[send(writer, KEY)] * 4)
    assert NewsPage.objects.count() == 1


def test_four_reports_at_once_have_four_places_in_the_tree(writer):
    at_once(*[send(writer, uuid4()) for _ in range(4)])
    paths = set(NewsPage.objects.values_list("path", flat=True))
    assert len(paths) == 4
    assert make.section().numchild == 4


def test_one_photo_finished_twice_at_once_is_one_picture(writer):
    content = photo()
    report = pieces.report_for(writer, KEY, at=make.NOW)
    size = len(content)
    row = pieces.begin(report, uuid4(), size=size, name="a.jpg", at=make.NOW)
    pieces.add(row, offset=0, content=content, at=make.NOW)

    def end() -> None:
        mine = FieldPhoto.objects.select_related("report__by").get()
        with pieces.path_of(mine).open("rb") as file:
            photos.settle(mine, file, at=make.NOW)

    at_once(end, end)
    assert Picture.objects.count() == 1
    stored = list(pieces.folder().parent.glob("pictures/*"))
    assert len(stored) == 1


def test_one_piece_sent_twice_at_once_counts_once(writer):
    report = pieces.report_for(writer, KEY, at=make.NOW)
    row = pieces.begin(report, uuid4(), size=1000, name="a.jpg", at=make.NOW)

    def add() -> None:
        mine = FieldPhoto.objects.get(pk=row.pk)
        pieces.add(mine, offset=0, content=b"x" * 400, at=make.NOW)

    at_once(add, add, add)
    assert FieldPhoto.objects.get().got == 400
