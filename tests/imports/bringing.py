"""An import on its way, by the verbs and the worker's own steps."""

from pathlib import Path
from typing import Any

from tests import make
from tests.imports import old_site
from wagtail.models import Page

from sasando.accounts.models import Unit, User
from sasando.files.rights import Consent, Rights
from sasando.imports import jobs, workflow
from sasando.imports.models import Import
from sasando.imports.workflow import Parcel
from sasando.newsroom.models import PublicationIndexPage

FOREVER = 600.0


def sections() -> None:
    home = make.section().get_parent()
    page = PublicationIndexPage(title="Publikasi", slug="publikasi", live=False)
    page.first_published_at = make.NOW
    home.add_child(instance=page)


def importer(unit: Unit) -> User:
    return make.person("Ina Contoh", "editor", of=unit)


def received(folder: Path, *items: str, by: User, **facts: Any) -> Import:
    """Return an import that was read: nothing of it is written yet."""
    text = old_site.export(*items, authors=facts.pop("authors", ""))
    file = old_site.saved(folder, text, f"lama-{Import.objects.count()}.xml")
    facts.setdefault("rights", Rights.OWN)
    facts.setdefault("consent", Consent.NOT_NEEDED)
    facts.setdefault("credit", "Arsip Kominfo")
    facts.setdefault("media_folder", str(folder / "uploads"))
    (folder / "uploads").mkdir(exist_ok=True)
    parcel = Parcel(file.name, file, **facts)
    batch = workflow.receive(Unit.objects.first(), parcel, by=by, at=make.NOW)
    return work(batch)


def brought(folder: Path, *items: str, by: User, **facts: Any) -> Import:
    """Return an import whose rows are drafts."""
    batch = received(folder, *items, by=by, **facts)
    workflow.start(batch, by=by, at=make.NOW)
    return work(batch)


def work(batch: Import) -> Import:
    """Let the worker go on until it has nothing more to do."""
    batch.refresh_from_db()
    while batch.is_at_work:
        jobs.step(batch, at=make.NOW, stopped=jobs.slice_of(FOREVER))
        batch.refresh_from_db()
    return batch


def approved(batch: Import, *, by: User) -> Import:
    workflow.approve(batch, by=by, at=make.NOW, seal=workflow.seal_of(batch))
    return work(batch)


def page_of(batch: Import, number: int = 1) -> Any:
    row = batch.rows.texts().order_by("place")[number - 1]
    return Page.objects.get(pk=row.page_id).specific


def faults(row: Any) -> list[str]:
    row.refresh_from_db()
    return [each.code for each in row.said()]
