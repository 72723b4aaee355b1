"""The draft that comes of a coverage: title, unit and authors are there already."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import Locale

from sasando.core.models import Entry
from sasando.core.workflow import NotAllowed, verb
from sasando.newsroom.coverage import hold
from sasando.newsroom.coverages import Coverage, Part
from sasando.newsroom.kinds import NewsPage
from sasando.newsroom.sections import NewsIndexPage
from sasando.newsroom.stories import Author

# A film is credited where the photographs are.
CREDITS = {
    Part.Kind.TEXT: Author.Part.TEXT,
    Part.Kind.PHOTO: Author.Part.PHOTO,
    Part.Kind.VIDEO: Author.Part.PHOTO,
}


@verb("newsroom.start_draft")
def start_draft(coverage: Coverage, *, by: Any, at: datetime) -> NewsPage:
    """Make a draft of this coverage and return it; there is one at most.

    It belongs to whoever writes the text: a writer edits own drafts only. Raises
    NotAllowed when there is one already, or when the person is not asked to write.
    """
    hold(coverage)
    if coverage.story_id:
        raise NotAllowed(_("The draft has been started already. Open it."))
    parts = [
        part
        for part in coverage.parts.select_related("user")
        if part.answer != Part.Answer.DECLINED
    ]
    writers = [part.user for part in parts if part.kind == Part.Kind.TEXT]
    if by not in writers and not by.has_perm("newsroom.assign_coverage", coverage):
        raise NotAllowed(_("You are not asked to write this text."))
    owner = by if by in writers or not writers else writers[0]
    page = NewsPage(title=coverage.title, unit=coverage.unit, owner=owner, live=False)
    page.authors = authors_of(parts) or [Author(user=owner)]
    section().add_child(instance=page)
    # A draft may lack what only its approval asks for.
    page.save_revision(user=by, log_action="wagtail.create", clean=False)
    Coverage.objects.filter(pk=coverage.pk).update(story=page)
    coverage.story = page
    data = {"draft": page.pk}
    Entry.write(coverage, "coverage.draft_started", by=by, at=at, data=data)
    return page


def section() -> NewsIndexPage:
    found = NewsIndexPage.objects.filter(locale=Locale.get_default(), live=True).first()
    if found is None:
        raise NotAllowed(_("There is no news section yet. Ask the operator."))
    section: NewsIndexPage = found
    return section


def authors_of(parts: list[Part]) -> list[Author]:
    named = {
        (part.user_id, CREDITS[Part.Kind(part.kind)]): part.user
        for part in parts
        if part.kind in CREDITS
    }
    return [
        Author(user=user, part=credit, sort_order=number)
        for number, ((_pk, credit), user) in enumerate(named.items())
    ]
