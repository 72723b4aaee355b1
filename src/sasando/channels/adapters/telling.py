"""What a film says of itself on YouTube: title, description, tags, who may see it.

Chosen for one post or for a whole channel, and approved with the post (`BINDS`); for
one post alone `title`.
Limits: channel-contracts.md §4.2.
"""

from typing import Any

from sasando.channels.adapters import Parcel, Post, option
from sasando.channels.adapters.counting import worded
from sasando.channels.outcomes import Problem

TITLE_LETTERS, TAG_LETTERS = 100, 500
NEWS = "25"
YES = {"1", "true", "yes", "ya"}
BINDS = frozenset(
    [
        "category",
        "language",
        "made_for_kids",
        "playlist",
        "privacy",
        "synthetic",
        "tags",
    ]
)
PRIVACIES = {"public", "unlisted"}


def title_problems(post: Post) -> list[Problem]:
    """Return what hinders a title, a description or tags."""
    found, title = [], title_of(post)
    if not title:
        found.append(Problem("title_needed"))
    if len(title) > TITLE_LETTERS:
        facts = {"length": len(title), "most": TITLE_LETTERS}
        found.append(Problem("title_too_long", facts))
    if set("<>") & set(title + worded(post)):
        found.append(Problem("angle_brackets"))
    # One with a space in it is counted with its quotes.
    long = sum(
        len(one) + 2 * (" " in one) + 1 for one in tags_of(post.options.get("tags", ""))
    )
    if long > TAG_LETTERS:
        found.append(Problem("tags_too_long", {"length": long, "most": TAG_LETTERS}))
    return found


def title_of(post: Post) -> str:
    """Return the title: as chosen, else the first line of the text."""
    chosen = str(post.options.get("title", "")).strip()
    lines = post.text.strip().splitlines()
    return chosen or (lines[0].strip() if lines else "")


def tags_of(given: Any) -> list[str]:
    rows = given.split(",") if isinstance(given, str) else given
    return [str(one).strip() for one in rows if str(one).strip()]


def chosen(parcel: Parcel, name: str, otherwise: str = "") -> str:
    """Return what was chosen for this post, or else for its channel."""
    return str(option(parcel.post, parcel.place, name)).strip() or otherwise


def wish(parcel: Parcel) -> str:
    """Return who may see the film when it is out."""
    privacy = chosen(parcel, "privacy")
    return privacy if privacy in PRIVACIES else "public"


def snippet(parcel: Parcel, marker: str) -> dict[str, Any]:
    post, language = parcel.post, chosen(parcel, "language", "id")
    tags = tags_of(option(post, parcel.place, "tags"))
    return {
        "title": title_of(post),
        "description": worded(post),
        "tags": [*tags, marker],
        "categoryId": chosen(parcel, "category", NEWS),
        "defaultLanguage": language,
        "defaultAudioLanguage": language,
    }


def status(parcel: Parcel, privacy: str) -> dict[str, Any]:
    return {
        "privacyStatus": privacy,
        "selfDeclaredMadeForKids": chosen(parcel, "made_for_kids").lower() in YES,
        "containsSyntheticMedia": chosen(parcel, "synthetic").lower() in YES,
        "license": "youtube",
        "embeddable": True,
        "publicStatsViewable": True,
    }
