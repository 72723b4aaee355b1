"""The rows of the newsroom: stories of three kinds and all that stands beside them."""

from sasando.newsroom.coverages import Coverage, Part
from sasando.newsroom.ended.rows import KeptAsHistory
from sasando.newsroom.field.rows import FieldPhoto, Report
from sasando.newsroom.ideas import Idea
from sasando.newsroom.inbox.rows import Letter
from sasando.newsroom.kinds import NewsPage, PublicationPage, ReleasePage
from sasando.newsroom.links.rows import Link, LinkHarvest, LinkPlace
from sasando.newsroom.mistakes import Mistake
from sasando.newsroom.morning import MorningMessage
from sasando.newsroom.numbers import ReleaseNumber
from sasando.newsroom.office import NewsroomSettings
from sasando.newsroom.parcels import Member, Parcel
from sasando.newsroom.replies import Reply
from sasando.newsroom.sections import (
    NewsIndexPage,
    PublicationIndexPage,
    ReleaseIndexPage,
)
from sasando.newsroom.sources import SourceAnswer, SourceQuestion
from sasando.newsroom.stories import Author, Story, StoryTag
from sasando.newsroom.translations import Translation
from sasando.newsroom.urgent import UrgentPublication

__all__ = [
    "Author",
    "Coverage",
    "FieldPhoto",
    "Idea",
    "KeptAsHistory",
    "Letter",
    "Link",
    "LinkHarvest",
    "LinkPlace",
    "Member",
    "Mistake",
    "MorningMessage",
    "NewsIndexPage",
    "NewsPage",
    "NewsroomSettings",
    "Parcel",
    "Part",
    "PublicationIndexPage",
    "PublicationPage",
    "ReleaseIndexPage",
    "ReleaseNumber",
    "ReleasePage",
    "Reply",
    "Report",
    "SourceAnswer",
    "SourceQuestion",
    "Story",
    "StoryTag",
    "Translation",
    "UrgentPublication",
]
