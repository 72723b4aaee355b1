"""The office's own site as a channel, and its feeds: what is said there is proven here.

Neither makes anything public: that is the wall's. They say whether the page of a post
stands where readers find it, and where it is withdrawn.
"""

import re
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override
from wagtail.models import Page

from sasando.channels.adapters import Capabilities, Parcel, Place, Post, Search
from sasando.channels.outcomes import (
    Accepted,
    Account,
    Ambiguous,
    Deleted,
    Edited,
    Fault,
    Faults,
    Found,
    Kind,
    Mishap,
    NotFoundYet,
    NotYet,
    Prepared,
    Problem,
    ProvenAbsent,
    Ready,
    Refused,
    RemotePost,
    Sentence,
    Unsupported,
    Usage,
)
from sasando.channels.wire import Line
from sasando.core.addresses import address_of, whole
from sasando.core.models import listed
from sasando.newsroom.models import Story
from sasando.website import feeds
from sasando.website.store import keeping

# A page that was just published is stored within a second or two.
SOON_SECONDS = 5
OK = 200
NOT_LISTED, NO_FEED = 1, 2
FAULTS: Faults = {
    (NOT_LISTED, 0): Fault(
        Kind.PERMANENT,
        Sentence(
            "Halaman ini tidak terbit di situs. Terbitkan dulu di ruang redaksi.",
            "This page is not out on the site. Publish it in the newsroom first.",
        ),
    ),
    (NO_FEED, 0): Fault(
        Kind.PERMANENT,
        Sentence(
            "Halaman ini tidak ada di antara 30 berita terbaru, jadi tidak muncul di "
            "umpan. Tidak perlu tindakan.",
            "This page is not among the 30 newest stories, so no feed shows it. "
            "Nothing to do.",
        ),
    ),
}


class Website:
    """The adapter of the site; it keeps nothing and calls nobody."""

    caps = Capabilities(
        base_url="",
        max_chars=100_000,
        max_images=100,
        max_videos=100,
        evidence="certain",
        needs_token=False,
        can_delete=False,
        is_ours=True,
    )
    faults: Faults = FAULTS

    def usage(self, headers: Mapping[str, str]) -> Usage:
        return Usage()

    def validate(self, post: Post) -> list[Problem]:
        return [] if post.options.get("item") else [Problem("not_a_page")]

    def prepare(self, parcel: Parcel) -> Prepared | Refused | None:
        return None

    def poll(self, parcel: Parcel) -> Ready | NotYet | Refused:
        page = page_of(parcel.post)
        if page is None:
            return refused(NOT_LISTED)
        return Ready() if is_there(path_of(page)) else NotYet(SOON_SECONDS)

    def commit(self, parcel: Parcel) -> Accepted | Refused | Ambiguous:
        page = page_of(parcel.post)
        if page is None or not is_there(path_of(page)):
            return refused(NOT_LISTED)
        return Accepted(named("page", page, parcel), whole(path_of(page)))

    def reconcile(
        self, parcel: Parcel, search: Search
    ) -> Found | ProvenAbsent | NotFoundYet:
        answer = self.commit(parcel)
        if isinstance(answer, Accepted):
            return Found(answer.external_id, answer.permalink, "page")
        return ProvenAbsent("the page is not out")

    def read_back(
        self, place: Place, line: Line, external_id: str
    ) -> RemotePost | None:
        page = listed_page(number_in(external_id))
        if page is None:
            return None
        return RemotePost(external_id, whole(path_of(page)), is_public=True)

    def edit(self, parcel: Parcel, external_id: str) -> Edited | Unsupported:
        """Return Unsupported: the page is changed in the newsroom, by its own wall."""
        return Unsupported()

    def delete(
        self, place: Place, line: Line, external_id: str
    ) -> Deleted | Unsupported:
        """Say whether it was withdrawn; to withdraw it is the newsroom's own step."""
        gone = listed_page(number_in(external_id)) is None
        return Deleted() if gone else Unsupported()

    def check(self, place: Place, line: Line) -> Account:
        return Account(place.account_id, settings.PUBLIC.hostname or "")


class Feeds(Website):
    """The adapter of RSS, Atom and JSON Feed: a story stands in them by itself."""

    def poll(self, parcel: Parcel) -> Ready | NotYet | Refused:
        story = story_of(parcel.post)
        if story is None:
            return refused(NOT_LISTED)
        if not is_among_newest(story):
            return refused(NO_FEED)
        return Ready() if stands_in_feeds(story) else NotYet(SOON_SECONDS)

    def commit(self, parcel: Parcel) -> Accepted | Refused | Ambiguous:
        story = story_of(parcel.post)
        if story is None or not stands_in_feeds(story):
            return refused(NO_FEED if story else NOT_LISTED)
        where = whole(feed_of(story, "rss.xml"))
        return Accepted(named("entry", story, parcel), where)


# --- what is there ----------------------------------------------------------------


def refused(number: int) -> Refused:
    return Refused(Mishap(Kind.PERMANENT, f"{number}.0", number))


def named(what: str, page: Page, parcel: Parcel) -> str:
    """Return what a post is called here: its page, and which content says so."""
    return f"{what}-{page.pk}-{parcel.post.options.get('post', 0)}"


def number_in(external_id: str) -> int:
    """Return the page that a name tells of."""
    parts = external_id.split("-")
    return int(parts[1]) if len(parts) > 1 and parts[1].isdecimal() else 0


def listed_page(key: Any) -> Page | None:
    """Return a page that lists may show. One query."""
    found: Page | None = listed(Page.objects.filter(pk=key or 0)).first()
    return found


def page_of(post: Post) -> Page | None:
    return listed_page(post.options.get("item"))


def story_of(post: Post) -> Any:
    """Return the story of a post, if lists show it. Two queries."""
    stories: Any = Story.listed
    return stories.out().filter(pk=post.options.get("item") or 0).first()


def path_of(page: Page) -> str:
    return address_of(page.url_path)[0]


def is_there(path: str) -> bool:
    """Return whether readers get these bytes; without a store Django renders them."""
    if settings.PAGE_STORE is None:
        return bool(path)
    found = keeping.folder().read(path)
    return found is not None and found.status == OK


def is_among_newest(story: Any) -> bool:
    """Return whether the feeds of its section have room for it. Three queries."""
    section = story.get_parent()
    return any(each.pk == story.pk for each in feeds.newest(section))


def feed_of(story: Any, form: str) -> str:
    """Return the address of a feed of the section of a story."""
    section = story.get_parent()
    with override(section.locale.language_code):
        return reverse("feed", kwargs={"section": section.slug, "form": form})


def stands_in_feeds(story: Any) -> bool:
    """Return whether all three feeds of its section bear its entry now."""
    if settings.PAGE_STORE is None:
        return is_among_newest(story)
    # Not one of which it is the beginning: 1 stands in 12 too.
    mark = re.compile(re.escape(feeds.mark(story)) + r"(?!\d)")
    for form in feeds.FORMS:
        found = keeping.folder().read(feed_of(story, form))
        if found is None or not mark.search(found.bodies[""].decode()):
            return False
    return True
