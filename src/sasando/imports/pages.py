"""Writes one text as a draft: never live, its owner the person who imports."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page

from sasando.accounts.models import User
from sasando.core.digests import public_digest
from sasando.core.models import Entry
from sasando.core.refusals import NotAllowed
from sasando.files.models import Picture
from sasando.imports import filling
from sasando.imports.faults import Fault, fault
from sasando.imports.filling import Files
from sasando.imports.mapping import LABELS, Kind
from sasando.imports.media import NotThere
from sasando.imports.models import Import, Row
from sasando.imports.plans import Plan
from sasando.imports.wxr import Writer, host_of
from sasando.newsroom.models import (
    Author,
    NewsIndexPage,
    NewsPage,
    PublicationIndexPage,
    PublicationPage,
    ReleaseIndexPage,
    ReleasePage,
)
from sasando.website.models import HomePage, StandardPage

SECTIONS: dict[Kind, tuple[Any, Any]] = {
    Kind.NEWS: (NewsIndexPage, NewsPage),
    Kind.PUBLICATION: (PublicationIndexPage, PublicationPage),
    Kind.RELEASE: (ReleaseIndexPage, ReleasePage),
    Kind.PAGE: (HomePage, StandardPage),
}


@dataclass(slots=True)
class Places:
    """The sections of the site, each asked for once."""

    found: dict[Kind, Page]

    def of(self, kind: Kind) -> Page:
        """Return the section for this kind. Raises NotAllowed when there is none."""
        if kind not in self.found:
            index = SECTIONS[kind][0] if kind in SECTIONS else None
            section = (
                index and index.objects.filter(locale=Locale.get_default()).first()
            )
            if not section:
                words = {"kind": LABELS[kind]}
                raise NotAllowed(_("There is no section for it: %(kind)s.") % words)
            self.found[kind] = section
        return self.found[kind]


class Desk:
    """Writes the texts of one import; people, files and sections are asked for once."""

    def __init__(self, batch: Import, *, at: datetime) -> None:
        self.batch, self.at = batch, at
        self.places = Places({})
        self.files = Files.of(batch)
        self.people: dict[str, User | None] = {}

    def write(self, row: Row, plan: Plan) -> Page:
        """Store one text with its revision and its row; return the page."""
        section = self.places.of(plan.kind)
        credit = self.batch.credit or host_of(self.batch.source)
        filled = filling.fill(plan, self.files, batch=self.batch, credit=credit)
        if not filled.is_anything:
            raise NotThere(fault("empty"))
        with transaction.atomic():
            slug = free_slug(section, plan.slug)
            if slug != plan.slug:
                filled.faults.append(fault("slug_changed", slug=slug))
            page = self.page(plan, filled, slug=slug)
            row.refresh_from_db(fields=["faults"])
            row.note([*filled.faults, *self.sign(page, plan)])
            # With its authors and tags: a row and its first text are the same.
            section.add_child(instance=page)
            page.save_revision(user=self.batch.by)
            self.keep(row, page)
        return page

    def page(self, plan: Plan, filled: filling.Filled, *, slug: str) -> Any:
        is_page = plan.kind is Kind.PAGE
        facts = {} if is_page else self.story_facts(plan, filled)
        if plan.kind is Kind.RELEASE:
            facts = facts | {"dated_on": plan.dated_at and plan.dated_at.date()}
        page = SECTIONS[plan.kind][1](
            title=plan.title,
            slug=slug,
            body=filled.body,
            unit=self.batch.unit,
            owner=self.batch.by,
            live=False,
            has_unpublished_changes=True,
            **facts,
        )
        if not is_page:
            page.tags.add(*plan.tags)
        return page

    def story_facts(self, plan: Plan, filled: filling.Filled) -> dict[str, Any]:
        facts: dict[str, Any] = {"form": plan.form} if plan.form else {}
        picture = Picture.objects.filter(pk=filled.picture or 0).first()
        facts |= {"picture": picture, "picture_alt": filled.picture_alt}
        return facts | {"summary": plan.summary}

    def sign(self, page: Any, plan: Plan) -> list[Fault]:
        """Name the author: somebody of the office by e-mail, else a name as text."""
        if plan.kind is Kind.PAGE:
            # The office itself says what stands there.
            return []
        writer = plan.writer
        if writer is None:
            page.authors = [Author(user=self.batch.by)]
            return [fault("author_unknown")]
        if (user := self.person(writer)) is not None:
            page.authors = [Author(user=user)]
            return []
        name = (writer.name or writer.login)[:150]
        page.authors = [Author(name=name)]
        return [fault("author_by_name", name=name)]

    def person(self, writer: Writer) -> User | None:
        """Return the person with this writer's e-mail. A query a writer."""
        if writer.email and writer.login not in self.people:
            same = User.objects.filter(email__iexact=writer.email)
            self.people[writer.login] = same.first()
        return self.people.get(writer.login)

    def keep(self, row: Row, page: Page) -> None:
        """Note on the row and in the log what was brought."""
        text = page.get_latest_revision_as_object()
        row.page, row.state, row.digest = page, Row.State.MADE, public_digest(text)
        row.save(update_fields=["page", "state", "digest", "faults", "is_faulty"])
        first = row.dated_at.isoformat() if row.dated_at else ""
        facts = {"source": row.source, "key": row.key, "first_published": first}
        Entry.write(page, "page.imported", by=self.batch.by, at=self.at, data=facts)


def free_slug(section: Page, slug: str) -> str:
    """Return this address word, or with a number where a sibling has it."""
    like = section.get_children().filter(slug__startswith=slug)
    taken = set(like.values_list("slug", flat=True))
    if slug not in taken:
        return slug
    number = 2
    while f"{slug}-{number}" in taken:
        number += 1
    return f"{slug}-{number}"
