"""What a film says of itself on YouTube: title, description, tags, who may see it.

Chosen for one post or for a whole channel, and approved with the post (`BINDS`); for
one post alone `title`.
Limits: channel-contracts.md §4.2.
"""

from collections.abc import Mapping
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
# By its marker a film is known as ours.
MARKS = "sasando-"
# What of a film's snippet is ours to keep; the rest is YouTube's.
OF_SNIPPET = ("tags", "categoryId", "defaultLanguage", "defaultAudioLanguage")
# What is chosen here, and its name there.
OF_STATUS = {
    "privacy": "privacyStatus",
    "made_for_kids": "selfDeclaredMadeForKids",
    "synthetic": "containsSyntheticMedia",
}


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


def differs(parcel: Parcel, *names: str) -> bool:
    """Return whether a film that is out shall have one of these otherwise, as far as
    anybody knows how it is.
    """
    new, known = parcel.post.options, [one.options for one in parcel.before]
    return any(new.get(name) != one.get(name) for one in known for name in names)


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


def anew(parcel: Parcel, there: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Return the parts of a film that is out as they shall be. Pure.

    A part is replaced whole: what is not sent is erased. So what the approved change
    does not touch stays as it is there, whoever set it.
    """
    before, all_new = dict(there.get("snippet", {})), snippet(parcel, "")
    facts = {name: before[name] for name in OF_SNIPPET if name in before}
    facts |= {name: all_new[name] for name in ("title", "description")}
    if differs(parcel, "tags"):
        markers = [one for one in before.get("tags", ()) if one.startswith(MARKS)]
        facts["tags"] = [*all_new["tags"][:-1], *markers]
    if differs(parcel, "category"):
        facts["categoryId"] = all_new["categoryId"]
    if differs(parcel, "language"):
        both = ("defaultLanguage", "defaultAudioLanguage")
        facts |= {name: all_new[name] for name in both}
    seen = status_anew(parcel, there.get("status", {}))
    return {"snippet": facts} | ({"status": seen} if seen else {})


def status_anew(parcel: Parcel, before: Mapping[str, Any]) -> dict[str, Any]:
    """Return who may see a film, and what it is, if that shall change; else {}."""
    all_new = status(parcel, wish(parcel))
    new = {
        there: all_new[there]
        for name, there in OF_STATUS.items()
        if differs(parcel, name)
    }
    if not new:
        return {}
    kept = {name: before[name] for name in all_new if name in before}
    return kept | new


def status(parcel: Parcel, privacy: str) -> dict[str, Any]:
    return {
        "privacyStatus": privacy,
        "selfDeclaredMadeForKids": chosen(parcel, "made_for_kids").lower() in YES,
        "containsSyntheticMedia": chosen(parcel, "synthetic").lower() in YES,
        "license": "youtube",
        "embeddable": True,
        "publicStatsViewable": True,
    }
