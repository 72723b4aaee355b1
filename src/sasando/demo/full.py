"""The full demo: texts of every kind, in the order in which all of it happened."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from functools import partial
from typing import Any

from django.conf import settings
from django.utils import timezone
from wagtail.models import Page

from sasando.demo import content, later
from sasando.demo.content import Story
from sasando.demo.newsroom import Newsroom, words
from sasando.demo.shelf import Shelf
from sasando.files.models import Picture
from sasando.newsroom.models import (
    NewsIndexPage,
    NewsPage,
    PublicationIndexPage,
    PublicationPage,
    ReleaseIndexPage,
    ReleasePage,
)

# By the folder in which their texts lie; `newsroom` holds those of the small demo.
KINDS: dict[str, tuple[Any, Any]] = {
    "newsroom": (NewsPage, NewsIndexPage),
    "news": (NewsPage, NewsIndexPage),
    "releases": (ReleasePage, ReleaseIndexPage),
    "publications": (PublicationPage, PublicationIndexPage),
}
Step = tuple[datetime, Callable[[], object]]
Tell = Callable[[int, int], None]


class FullNewsroom(Newsroom):
    """The newsroom with its three sections, and one row for each picture."""

    def __init__(self, section: NewsIndexPage, *, shelf: Shelf) -> None:
        super().__init__(section, drawings={})
        self.shelf = shelf
        own = {"locale__language_code": settings.LANGUAGE_CODE}
        self.sections = {
            folder: index.objects.get(**own) for folder, (_k, index) in KINDS.items()
        }

    def section_of(self, story: Story) -> Page:
        section: Page = self.sections[story.file.parent.name]
        # Wagtail counts the children on the row that it was given.
        section.refresh_from_db()
        return section

    def page(self, story: Story) -> Any:
        kind, _index = KINDS[story.file.parent.name]
        facts: dict[str, Any] = {}
        if kind is ReleasePage:
            facts["dated_on"] = timezone.localdate(story.at)
            facts["signatory"] = self.people[story.signatory]
            facts |= {"contact": story.contact, "typed_number": story.typed_number}
        if kind is PublicationPage:
            facts["form"] = story.form
        item = kind(
            **self.shown(story),
            **facts,
            picture=self.picture(story) if story.picture else None,
            unit=self.units[story.unit],
            embargo_until=story.embargo_until,
        )
        item.tags.add(*words(story.tags))
        return item

    def picture(self, story: Story) -> Picture:
        return self.shelf.pictures[story.picture]

    def shown(self, story: Story) -> dict[str, Any]:
        alt = story.alt or self.shelf.alt(story.picture)
        blocks = [(kind, self.shelf.placed(value)) for kind, value in story.blocks]
        return super().shown(story) | {"picture_alt": alt, "body": blocks}


def stories(*, today: date) -> list[Story]:
    """Return every Indonesian item of the full demo, those of the small one too."""
    added = (folder for folder in KINDS if folder != "newsroom")
    found = content.stories(today=today)
    for folder in added:
        found += content.stories(today=today, folder=content.FULL / folder)
    return found


def add_all(room: FullNewsroom, *, today: date, tell: Tell) -> None:
    """Let everything happen in the order of its time.

    So numbers of releases follow each other, and a translation knows the corrections
    that came before it.
    """
    steps = sorted(
        [*writing(room, today=today), *later.steps(room, today=today)],
        key=lambda step: step[0],
    )
    for done, (_at, happens) in enumerate(steps, start=1):
        happens()
        tell(done, len(steps))


def writing(room: FullNewsroom, *, today: date) -> Iterator[Step]:
    for story in stories(today=today):
        yield story.at, partial(write, room, story)
        if english := content.twin(story, today=today):
            yield english.at, partial(translate, room, story, english)


def write(room: FullNewsroom, story: Story) -> None:
    room.bring(room.write(story), story)


def translate(room: FullNewsroom, of: Story, english: Story) -> None:
    # What was corrected meanwhile is translated as it stands.
    original = Page.objects.get(slug=of.slug).specific
    room.bring(room.translate(original, english), english)
