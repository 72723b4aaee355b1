"""What goes along with a post and is neither its text nor a picture.

It is approved with the rest, so whoever approves reads it; what is empty is not said.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from sasando.channels.adapters import Post
from sasando.channels.adapters.telling import YES, tags_of
from sasando.channels.screens.options import YouTubeForm


@dataclass(frozen=True, slots=True)
class Besides:
    """One line: what it is, and what it says; `is_long` where that fills a page."""

    label: str
    words: str
    is_long: bool = False


def of(kind: str, post: Post) -> list[Besides]:
    """Return what a platform is told besides. No query."""
    if kind != "youtube":
        return []
    return [*of_film(post.options), *captions_of(post.options)]


def of_film(options: Any) -> list[Besides]:
    fields = YouTubeForm.base_fields
    privacies = dict(fields["privacy"].choices)  # type: ignore[attr-defined]
    found = {
        _("Title"): str(options.get("title", "")).strip(),
        fields["tags"].label: ", ".join(tags_of(options.get("tags", ""))),
        fields["playlist"].label: str(options.get("playlist", "")).strip(),
        # Everybody may see what says nothing.
        fields["privacy"].label: privacies.get(options.get("privacy") or None, ""),
    }
    for name in ("made_for_kids", "synthetic"):
        is_said = str(options.get(name, "")).lower() in YES
        found[fields[name].label] = _("yes") if is_said else ""
    return [Besides(str(label), str(words)) for label, words in found.items() if words]


def captions_of(options: Any) -> list[Besides]:
    return [
        Besides(
            _("Captions (%(language)s)") % {"language": said(one)}, one["text"], True
        )
        for one in options.get("captions") or ()
    ]


def said(caption: Any) -> str:
    """Return the language of captions, and the name that people choose them by."""
    return " · ".join(one for one in (caption["language"], caption.get("name")) if one)
