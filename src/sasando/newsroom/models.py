"""The rows of the newsroom: stories of three kinds, their sections, their numbers."""

from sasando.newsroom.field.rows import FieldPhoto, Report
from sasando.newsroom.inbox.rows import Letter
from sasando.newsroom.kinds import NewsPage, PublicationPage, ReleasePage
from sasando.newsroom.numbers import ReleaseNumber
from sasando.newsroom.office import NewsroomSettings
from sasando.newsroom.sections import (
    NewsIndexPage,
    PublicationIndexPage,
    ReleaseIndexPage,
)
from sasando.newsroom.stories import Author, Story, StoryTag

__all__ = [
    "Author",
    "FieldPhoto",
    "Letter",
    "NewsIndexPage",
    "NewsPage",
    "NewsroomSettings",
    "PublicationIndexPage",
    "PublicationPage",
    "ReleaseIndexPage",
    "ReleaseNumber",
    "ReleasePage",
    "Report",
    "Story",
    "StoryTag",
]
