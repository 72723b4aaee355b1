"""The rows of the newsroom: stories of three kinds, sections, numbers, coverage."""

from sasando.newsroom.coverages import Coverage, Part
from sasando.newsroom.ended.rows import KeptAsHistory
from sasando.newsroom.kinds import NewsPage, PublicationPage, ReleasePage
from sasando.newsroom.links.rows import Link, LinkHarvest, LinkPlace
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
    "KeptAsHistory",
    "Link",
    "LinkHarvest",
    "LinkPlace",
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
