"""The draft that comes of a coverage or a right of reply, with all that is known."""

from datetime import datetime
from typing import Any

from django.utils.html import linebreaks
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.models import Locale, Page

from sasando.core.models import Entry
from sasando.core.workflow import NotAllowed, verb
from sasando.newsroom import replying
from sasando.newsroom.coverage import hold
from sasando.newsroom.coverages import Coverage, Part
from sasando.newsroom.forms import TITLE_LONGEST
from sasando.newsroom.kinds import NewsPage
from sasando.newsroom.replies import Reply
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


@verb("newsroom.draft_reply")
def draft_reply(reply: Reply, *, by: Any, at: datetime) -> NewsPage:
    """Begin the story that holds a granted reply, linked to it; return the page.

    It stands in the language of the story that is answered. Raises NotAllowed before
    it is granted, and when it has its page.
    """
    granted = Reply.objects.filter(pk=reply.pk, status=Reply.Status.GRANTED)
    # Writes nothing new: of two who press at once, the second waits here for the first.
    if not granted.filter(reply_page=None).update(status=Reply.Status.GRANTED):
        raise NotAllowed(_("The draft has been started already. Open it."))
    story = Page.objects.select_related("locale").get(pk=reply.page_id).specific
    with override(story.locale.language_code):
        title = _("Right of reply: %(title)s") % {"title": story.title}
    page = NewsPage(
        title=title[:TITLE_LONGEST],
        # In the words of whoever asked; what readers see is still edited and approved.
        body=[("paragraph", linebreaks(reply.what, autoescape=True))],
        unit=story.unit,
        owner=by,
        live=False,
    )
    page.authors = [Author(user=by)]
    section(story.locale).add_child(instance=page)
    page.save_revision(user=by, log_action="wagtail.create", clean=False)
    replying.link(reply, by=by, at=at, reply_page=page)
    return page


def section(locale: Locale | None = None) -> NewsIndexPage:
    language = locale or Locale.get_default()
    found = NewsIndexPage.objects.filter(locale=language, live=True).first()
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
