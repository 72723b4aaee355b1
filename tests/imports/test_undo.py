"""An import is taken back, but for what somebody has edited, linked or approved."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from tests import make
from tests.imports.bringing import (
    approved,
    brought,
    faults,
    importer,
    page_of,
    sections,
    work,
)
from tests.imports.old_site import ADDRESS, attachment, drawing, image, item
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Comment, Page

from sasando.accounts.models import Unit, User
from sasando.core import entries
from sasando.core.models import Entry
from sasando.core.refusals import NotAllowed
from sasando.files.models import OfficeDocument, Picture
from sasando.imports import workflow
from sasando.imports.models import Import
from sasando.newsroom import asking, parcels
from sasando.newsroom.asking import Asked
from sasando.newsroom.models import NewsPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def ina(kominfo: Unit) -> User:
    """An editor, who imports."""
    sections()
    return importer(kominfo)


def undone(batch: Import, *, by: User) -> Import:
    workflow.undo(batch, by=by, at=make.NOW)
    return work(batch)


def test_what_nobody_touched_is_taken_back_whole(tmp_path: Path, ina: User) -> None:
    drawing(tmp_path / "uploads", "a.png")
    (tmp_path / "uploads" / "b.txt").write_text("Renja\n")
    link = f'<a href="{ADDRESS}/wp-content/uploads/b.txt">Renja</a>'
    post = item(1, text=f"Satu {link} {image('a.png')}", meta={"_thumbnail_id": "9"})
    batch = brought(tmp_path, post, attachment(9, "a.png"), item(2), by=ina)
    assert (Picture.objects.count(), OfficeDocument.objects.count()) == (1, 1)
    batch = undone(batch, by=ina)
    assert batch.counts() | {"undone": 4, "made": 0} == batch.counts()
    for model in (NewsPage, Picture, OfficeDocument):
        assert not model.objects.exists()
    assert entries.verify(Entry).faults == ()
    # What was taken back may come again.
    again = brought(tmp_path, post, by=ina)
    assert again.counts()["made"] == 3


def test_what_somebody_edited_stays_and_is_named(tmp_path: Path, ina: User) -> None:
    drawing(tmp_path / "uploads", "a.png")
    batch = brought(
        tmp_path, item(1, text=f"Satu {image('a.png')}"), item(2), item(3), by=ina
    )
    changed = page_of(batch, 2)
    changed.title = "Lain"
    changed.save_revision(user=ina)
    picture = Picture.objects.get()
    picture.caption = "Dermaga"
    picture.save()
    batch = undone(batch, by=ina)
    assert NewsPage.objects.get() == changed
    assert "edited" in faults(batch.rows.get(place=2))
    assert Picture.objects.get() == picture
    assert "edited" in faults(batch.rows.files().get())


def test_what_somebody_linked_stays(tmp_path: Path, ina: User) -> None:
    drawing(tmp_path / "uploads", "a.png")
    post = item(1, text=f"Satu {image('a.png')}")
    batch = brought(tmp_path, post, item(2), item(3), by=ina)
    target, led = page_of(batch, 2), page_of(batch, 3)
    text = f'<p><a linktype="page" id="{target.pk}">lihat</a></p>'
    other = make.news(by=ina, body=[("paragraph", text)], picture=Picture.objects.get())
    Redirect.objects.create(old_path="/singkat", redirect_page=led)
    batch = undone(batch, by=ina)
    assert set(NewsPage.objects.all()) == {target, led, other}
    assert "linked" in faults(batch.rows.get(place=2))
    assert "in_use" in faults(batch.rows.files().get())


def commented(page: Any, *, by: User) -> None:
    Comment.objects.create(page=page, user=by, text="Periksa!", contentpath="title")


def asked(page: Any, *, by: User) -> None:
    asked = Asked(
        name="Yosefina",
        kind="expert",
        question="Benar?",
        due_at=make.NOW + timedelta(days=1),
    )
    asking.ask(page, by=by, at=make.NOW, asked=asked)


def packed(page: Any, *, by: User) -> None:
    parcels.make_parcel(page, by=by, at=make.NOW, title="Paket", goes_out_at=None)


@pytest.mark.parametrize("begun", [commented, asked, packed])
def test_what_somebody_began_with_a_page_stays_with_it(
    tmp_path: Path, ina: User, begun: Any
) -> None:
    batch = brought(tmp_path, item(1), item(2), by=ina)
    page, other = page_of(batch), page_of(batch, 2)
    begun(page, by=ina)
    undone(batch, by=ina)
    assert Page.objects.filter(pk=page.pk).exists()
    assert not Page.objects.filter(pk=other.pk).exists()
    assert "worked_on" in faults(batch.rows.get(place=1))


def test_what_was_approved_stays_published(
    tmp_path: Path, ina: User, maria: User
) -> None:
    batch = approved(brought(tmp_path, item(1), by=ina), by=maria)
    batch = undone(batch, by=ina)
    assert NewsPage.objects.get().live
    assert "approved" in faults(batch.rows.get(place=1))
    assert Redirect.objects.exists()


def test_an_undo_goes_on_after_a_stop(tmp_path: Path, ina: User) -> None:
    from sasando.imports import jobs

    batch = brought(tmp_path, *[item(n) for n in range(4)], by=ina)
    workflow.undo(batch, by=ina, at=make.NOW)
    left = iter([False, False, True])
    jobs.step(batch, at=make.NOW, stopped=lambda: next(left))
    assert NewsPage.objects.count() == 2
    assert work(batch).status == Import.Status.UNDONE
    assert not NewsPage.objects.exists()


def test_an_import_that_was_only_read_is_put_away(tmp_path: Path, ina: User) -> None:
    from tests.imports.bringing import received

    batch = received(tmp_path, item(1), by=ina)
    assert undone(batch, by=ina).status == Import.Status.UNDONE
    with pytest.raises(NotAllowed):
        workflow.start(batch, by=ina, at=make.NOW)


def test_a_stranger_undoes_nothing(tmp_path: Path, ina: User, ratna: User) -> None:
    batch = brought(tmp_path, item(1), by=ina)
    with pytest.raises(NotAllowed):
        workflow.undo(batch, by=ratna, at=make.NOW)
    assert Page.objects.filter(pk=page_of(batch).pk).exists()
