"""Items on their way: written, sent for approval, approved by somebody else, out."""

from collections.abc import Mapping
from concurrent.futures import Executor, Future
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.core.files import File
from wagtail.models import (
    Locale,
    Page,
    PageLogEntry,
    Revision,
    TaskState,
    WorkflowState,
)

from sasando.accounts.models import Unit, User
from sasando.core import approvals
from sasando.demo.content import MEDIA, Standing, Story
from sasando.files.models import Picture
from sasando.files.rights import Consent, Rights
from sasando.files.uploads import SafeFile, safe_picture
from sasando.newsroom.models import Author, NewsIndexPage, NewsPage

Drawings = Mapping[str, Future[SafeFile]]

WRITTEN_BEFORE, ASKED_BEFORE = timedelta(hours=26), timedelta(hours=18)
DECIDED = (
    *("wagtail.workflow.approve", "wagtail.workflow.cancel"),
    *("wagtail.publish", "wagtail.publish.schedule"),
)


class Newsroom:
    """The people and units of the demo, by name, so that each is fetched once."""

    def __init__(self, section: NewsIndexPage, *, drawings: Drawings) -> None:
        self.section = section
        self.drawings = drawings
        self.people = {user.name: user for user in User.objects.all()}
        self.units = {str(unit): unit for unit in Unit.objects.all()}
        self.photographer = User.objects.filter(
            assignments__role="photographer"
        ).first()

    def write(self, story: Story) -> Any:
        """Return the draft of one item, saved by its author."""
        author = self.people[story.author]
        item = self.page(story)
        item.owner, item.live = author, False
        self.section_of(story).add_child(instance=item)
        item.authors = [Author(user=author)]
        item.save_revision(user=author)
        if story.second_author:
            item.save_revision(user=self.people[story.second_author], log_action=True)
        return item

    def page(self, story: Story) -> Any:
        """Return one item with what its story says, not stored yet."""
        item = NewsPage(
            **self.shown(story),
            picture=self.picture(story) if story.picture else None,
            unit=self.units[story.unit],
            embargo_until=story.embargo_until,
        )
        item.tags.add(*words(story.tags))
        return item

    def section_of(self, story: Story) -> Page:
        return self.section

    def picture(self, story: Story) -> Picture:
        """Return the drawing of one item, made safe as an upload is."""
        words = {"description": story.alt, "caption": story.caption}
        drawn = self.drawings[story.picture].result()
        return picture_of(drawn, title=story.caption, by=self.photographer, **words)

    def translate(self, item: Any, story: Story) -> Any:
        """Return the English draft of an item, saved by its translator."""
        translator = self.people[story.author]
        twin = item.copy_for_translation(Locale.objects.get(language_code="en"))
        for field, value in self.shown(story).items():
            setattr(twin, field, value)
        twin.tags.set(words(story.tags))
        twin.authors.add(Author(user=translator))
        twin.save()
        twin.save_revision(user=translator, log_action=True)
        return twin

    def bring(self, item: Any, story: Story | Standing) -> Any:
        """Take a draft as far as its story says, and date what Wagtail stamped."""
        if story.state != "draft":
            item.get_workflow().start(item, self.people[story.author])
        if story.approver:
            approve(item, by=self.people[story.approver], at=story.at)
        backdate(item, story.at)
        return item

    def shown(self, story: Story) -> dict[str, Any]:
        """Return the fields that differ between the languages."""
        return {
            "title": story.title,
            "slug": story.slug,
            "summary": story.summary,
            "picture_alt": story.alt,
            "body": story.blocks,
        }


def words(tags: str) -> list[str]:
    return [word.strip() for word in tags.split(",") if word.strip()]


def picture_of(file: SafeFile, *, by: User | None, **words: str) -> Picture:
    """Return a drawing of ours as a picture of the office."""
    picture = Picture(
        **words,
        photographer=by.name if by else "",
        rights=Rights.OWN,
        consent=Consent.NOT_NEEDED,
        uploaded_by_user=by,
        file=file,
    )
    picture.save()
    # A form sets these two from the upload; its digest is part of an approval.
    picture.get_file_size()
    picture.get_file_hash()
    return picture


def drawings(stories: list[Story], *, pool: Executor) -> Drawings:
    """Begin to make every drawing safe, beside the work on the database."""
    names = {story.picture for story in stories if story.picture}
    return {name: pool.submit(safe, MEDIA / name) for name in sorted(names)}


def safe(path: Path) -> SafeFile:
    with path.open("rb") as file:
        return safe_picture(File(file, name=path.name))


def approve(item: Page, *, by: User, at: datetime) -> None:
    """Approve the item's task as the workflow does it, at a given time."""
    approvals.approve_task(item.current_workflow_task_state, by=by, at=at)


def backdate(
    item: Page, at: datetime, *, asked_before: timedelta = ASKED_BEFORE
) -> None:
    """Give Wagtail's own stamps the times that our log says. Seven queries.

    Wagtail takes them from the clock. None of them is part of an approved text.
    """
    written, asked = at - WRITTEN_BEFORE, at - asked_before
    page = Page.objects.filter(pk=item.pk)
    page.update(latest_revision_created_at=written)
    page.filter(live=True).update(first_published_at=at, last_published_at=at)
    Revision.page_revisions.filter(object_id=str(item.pk)).update(created_at=written)
    states = WorkflowState.objects.for_instance(item)
    states.update(created_at=asked)
    tasks = TaskState.objects.filter(workflow_state__in=states)
    tasks.update(started_at=asked)
    tasks.exclude(finished_at=None).update(finished_at=at)
    log = PageLogEntry.objects.filter(page_id=item.pk)
    log.update(timestamp=written)
    log.filter(action="wagtail.workflow.start").update(timestamp=asked)
    log.filter(action__in=DECIDED).update(timestamp=at)
