"""The rows of the newsroom: stories of three kinds, sections, numbers, coverage."""

from sasando.newsroom.coverages import Coverage, Part
from sasando.newsroom.kinds import NewsPage, PublicationPage, ReleasePage
from sasando.newsroom.morning import MorningMessage
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
    "Coverage",
    "MorningMessage",
    "NewsIndexPage",
    "NewsPage",
    "NewsroomSettings",
    "Part",
    "PublicationIndexPage",
    "PublicationPage",
    "ReleaseIndexPage",
    "ReleaseNumber",
    "ReleasePage",
    "Story",
    "StoryTag",
]
