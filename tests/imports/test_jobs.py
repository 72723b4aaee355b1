"""One import on which the worker fails or dies ends by itself, and blocks no other."""

from pathlib import Path

import pytest
from tests import make
from tests.imports import old_site
from tests.imports.bringing import importer, sections
from tests.imports.old_site import category, item

from sasando.accounts.models import Unit, User
from sasando.imports import jobs, reading, workflow
from sasando.imports.models import Import

pytestmark = pytest.mark.django_db


@pytest.fixture
def ina(kominfo: Unit) -> User:
    """An editor, who imports."""
    sections()
    return importer(kominfo)


def sent(folder: Path, name: str, *, by: User) -> Import:
    """Return an import that waits for its first reading."""
    post = item(1, terms=category("berita", "Berita"))
    file = old_site.saved(folder, old_site.export(post), name)
    parcel = workflow.Parcel(name, file)
    unit = Unit.objects.get(short_name="Dinas Kominfo")
    return workflow.receive(unit, parcel, by=by, at=make.NOW)


def test_an_import_that_fails_by_a_fault_of_ours_is_given_up_and_blocks_no_other(
    tmp_path: Path, ina: User
) -> None:
    bad, good = (sent(tmp_path, name, by=ina) for name in ("a.xml", "b.xml"))
    # No screen writes such a table; any fault of ours in a reading is like it.
    Import.objects.filter(pk=bad.pk).update(mapping={"berita": 1})
    jobs.work(make.NOW)
    good.refresh_from_db()
    assert good.status == Import.Status.READ
    for _round in range(jobs.MOST_READINGS):
        jobs.work(make.NOW)
    bad.refresh_from_db()
    assert bad.status == Import.Status.REFUSED
    assert bad.why_stopped
    assert not bad.rows.exists()


def test_who_took_the_worker_down_comes_after_all_others(
    tmp_path: Path, ina: User
) -> None:
    bad, good = (sent(tmp_path, name, by=ina) for name in ("a.xml", "b.xml"))
    # As a process leaves it that was killed while it read.
    Import.objects.filter(pk=bad.pk).update(tries=1)
    assert list(jobs.at_work()) == [good, bad]
    jobs.work(make.NOW)
    bad.refresh_from_db()
    assert (bad.status, bad.tries) == (Import.Status.READ, 0)


def test_an_import_that_is_being_read_can_be_put_away(
    tmp_path: Path, ina: User
) -> None:
    batch = sent(tmp_path, "a.xml", by=ina)
    begun = Import.objects.get(pk=batch.pk)
    workflow.undo(batch, by=ina, at=make.NOW)
    assert batch.status == Import.Status.UNDONE
    # The worker, who had begun before that, keeps nothing of it.
    reading.run(begun, at=make.NOW, stopped=lambda: False)
    batch.refresh_from_db()
    assert batch.status == Import.Status.UNDONE
    assert not batch.rows.exists()
