"""The rows of the newsroom: stories of three kinds, their sections, their numbers."""

from sasando.newsroom.ideas import Idea
from sasando.newsroom.kinds import NewsPage, PublicationPage, ReleasePage
from sasando.newsroom.numbers import ReleaseNumber
from sasando.newsroom.office import NewsroomSettings
from sasando.newsroom.parcels import Member, Parcel
from sasando.newsroom.sections import (
    NewsIndexPage,
    PublicationIndexPage,
    ReleaseIndexPage,
)
from sasando.newsroom.stories import Author, Story, StoryTag
from sasando.newsroom.urgent import UrgentPublication

__all__ = [
    "Author",
    "Idea",
    "Member",
    "NewsIndexPage",
    "NewsPage",
    "NewsroomSettings",
    "Parcel",
    "PublicationIndexPage",
    "PublicationPage",
    "ReleaseIndexPage",
    "ReleaseNumber",
    "ReleasePage",
    "Story",
    "StoryTag",
    "UrgentPublication",
]
