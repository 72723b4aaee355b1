"""From the HTML of an old site to HTML that holds nothing but words and pictures.

Shortcodes and players become marks (`data-…` on a figure) that `parts` reads. What has
no place in our texts is counted, so that nothing is lost without a word.
"""

import html
import re
from collections import Counter
from dataclasses import dataclass, field

import nh3
from bs4 import BeautifulSoup

from sasando.imports.levels import ATTRIBUTES, SILENT, TAGS, level
from sasando.newsroom import youtube

MORE = re.compile(r"<!--\s*more(?:\s[^>]{0,200})?-->", re.IGNORECASE)
BLOCKS = re.compile(r"<!--\s*wp:")
COUNTED = (SILENT | {"embed", "audio", "video", "input", "canvas"}) - {
    "noscript",
    "title",
}
LEFT_OUT = re.compile(rf"<({'|'.join(sorted(COUNTED))})\b", re.IGNORECASE)
SCHEMES = {"http", "https", "mailto", "tel"}

NAME = r"[a-z][a-z0-9_-]{1,40}"
# None of these may go back over what it has read: somebody else wrote the text. No
# possessive group: Debian 12's Python matches those wrongly (gh-106052, mended in
# 3.11.5); a possessive character class it knows.
CAPTION = re.compile(
    r"\[(?:wp_)?caption\b([^\[\]]{0,500})\]"
    r"([^\[]*+(?:\[(?!/?(?:wp_)?caption\b)[^\[]*+)*)\[/(?:wp_)?caption\]",
    re.I,
)
OLD_CAPTION = re.compile(r"""caption=(["'])(.*?)\1""", re.I)
LINKED_PICTURE = re.compile(
    r"\s*+((?:<a\b[^<>]*+>\s*+)?<img\b[^<>]*+>\s*+(?:</a>)?)(.*)", re.S | re.I
)
GALLERY = re.compile(r"\[gallery\b([^\[\]]{0,2000})\]", re.I)
EMBED = re.compile(
    r"\[(embed|youtube|video)\b([^\]]{0,500})\](?:([^\[]{0,500})\[/\1\])?", re.I
)
IFRAME = re.compile(
    r"<iframe\b([^<>]{0,2000})>(?:[^<]{0,500}(?:</iframe\s{0,9}>|\Z))?", re.I
)
ADDRESS = re.compile(r"https?://[^\s\"'<>\]]{4,300}")
LINE = re.compile(
    r"^[ \t]*+(?:<p>[ \t]*+)?(https?://[^\s<>\"]{8,300})[ \t]*+(?:</p>[ \t]*+)?$",
    re.M,
)
SHORTCODE = re.compile(rf"\[(/?)({NAME})((?:\s[^\[\]]{{0,2000}})?)/?\]", re.I)
KNOWN = {
    *("audio", "playlist", "contact-form-7", "contact-form", "wpforms", "ninja_form"),
    *(
        "rev_slider",
        "slideshow",
        "googlemaps",
        "tabs",
        "tab",
        "button",
        "row",
        "column",
    ),
    *("post_grid", "recent_posts", "pdf-embedder", "gview", "download", "ngg_images"),
}


@dataclass(slots=True)
class Clean:
    """The HTML that is left, and by name what was left out, and how often."""

    html: str
    lost: Counter[str] = field(default_factory=Counter)
    # Parts of it lay too deep in others, or were too many; their words are there.
    is_cut: bool = False


def clean(source: str) -> Clean:
    """Return the words and pictures of one text. Costs about 10 ms for 100 kB."""
    lost: Counter[str] = Counter()
    text = without_shortcodes(with_marks(source), lost)
    for tag in counted(text):
        lost[f"<{tag}>"] += 1
    flat, is_cut = level(text)
    kept = nh3.clean(
        flat,
        tags=TAGS,
        clean_content_tags=SILENT,
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        link_rel=None,
        strip_comments=True,
    )
    return Clean(kept, lost, is_cut)


def with_marks(source: str) -> str:
    """Return the text with its captions, galleries and films as marked figures."""
    text = CAPTION.sub(captioned, source)
    text = GALLERY.sub(gallery, text)
    text = EMBED.sub(embedded, text)
    text = IFRAME.sub(framed, text)
    return LINE.sub(alone, text)


def captioned(found: re.Match[str]) -> str:
    old = OLD_CAPTION.search(found[1])
    picture = LINKED_PICTURE.match(found[2])
    if picture is None:
        return found[2]
    words = old[2] if old else picture[2]
    return f"\n\n<figure>{picture[1]}<figcaption>{words}</figcaption></figure>\n\n"


def gallery(found: re.Match[str]) -> str:
    numbers = re.search(r"""(?:ids|include)=["']?([\d,\s]+)""", found[1])
    keys = ",".join(re.findall(r"\d+", numbers[1])) if numbers else "all"
    return f'\n\n<figure data-gallery="{keys}"></figure>\n\n'


def embedded(found: re.Match[str]) -> str:
    inside = f"{found[2] or ''} {found[3] or ''}"
    address = ADDRESS.search(html.unescape(inside))
    return film(address[0]) if address else found[0]


def framed(found: re.Match[str]) -> str:
    address = ADDRESS.search(
        html.unescape(found[1])
        .replace("='//", "='https://")
        .replace('="//', '="https://')
    )
    if address and youtube.video_id(address[0]):
        return film(address[0])
    return found[0]


def alone(found: re.Match[str]) -> str:
    """Turn an address that stands alone on its line into a film, as WordPress does."""
    return film(found[1]) if youtube.video_id(html.unescape(found[1])) else found[0]


def film(address: str) -> str:
    return f'\n\n<figure data-video="{html.escape(address)}"></figure>\n\n'


def without_shortcodes(text: str, lost: Counter[str]) -> str:
    """Return the text without the calls of plugins; what they enclose stays.

    Square brackets of people, such as “[sic]” or “[1]”, stay too.
    """
    closed = {found[2].lower() for found in SHORTCODE.finditer(text) if found[1]}

    def kept(found: re.Match[str]) -> str:
        name = found[2].lower()
        if not (name in KNOWN or name in closed or "=" in found[3]):
            return found[0]
        if not found[1]:
            lost[f"[{name}]"] += 1
        return ""

    return SHORTCODE.sub(kept, text)


def counted(text: str) -> list[str]:
    """Return the tags in this text that have no place in ours, in their order."""
    return [found[1].lower() for found in LEFT_OUT.finditer(text)]


def tree(cleaned: str) -> BeautifulSoup:
    """Return clean HTML as a tree; in a tag, or a bare word may pass for a file."""
    return BeautifulSoup(f"<div>{cleaned}</div>", "html.parser")
