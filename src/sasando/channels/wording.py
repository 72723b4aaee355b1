"""What a channel adds to the words of a content: its short link, and hashtags.

Pure: the same in a preview, in an approval, and in the worker. The code of a short link
is counted from what it leads to, so it is known before anybody approves; the row itself
is written with the approval (`keep_link`), and never led elsewhere.
"""

import base64
import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from sasando.channels.adapters import Adapter, Post, adapter_of
from sasando.channels.models import Channel, Content
from sasando.core.addresses import is_ours, whole
from sasando.core.models import ShortLink
from sasando.core.refusals import NotAllowed

# The names of a channel's options; "off" there turns it off.
SHORT_LINKS, HASHTAGS, OFF = "short_links", "hashtags", "off"
LETTERS = 10
# What may follow an address in a text without being a part of it.
ENDS = r"(?=$|[\s)\]>\"'»”,;!]|[.:?](?:\s|$))"
# Where readers come from, by kind; all others are social media.
MEDIA = {"email": "email", "whatsapp": "messenger", "webpush": "push"}
TOO_MUCH = {"too_long", "too_many_tags"}


def dressed(post: Post, content: Content, channel: Channel) -> Post:
    """Return a post as this channel says it. No query."""
    adapter = adapter_of(channel.kind)
    if adapter.caps.is_ours:
        # It stands at its own address there, under its own words.
        which = {"item": content.page_id, "post": content.pk}
        return replace(post, options={**post.options, **which})
    return tagged(shortened(post, content, channel), content, channel, adapter)


# --- short links ------------------------------------------------------------------


def shortened(post: Post, content: Content, channel: Channel) -> Post:
    """Return a post whose link to a page of ours is the short one of this channel.

    Addresses of others stay: a short link of ours that led away would be a trap.
    """
    if not is_shortened(post.link, channel):
        return post
    short = whole(f"/s/{code_of(content, channel, post.link)}")
    text = re.sub(re.escape(post.link) + ENDS, short, post.text)
    return replace(post, text=text, link=short)


def is_shortened(link: str, channel: Channel) -> bool:
    """Return whether this channel says this link by a short one."""
    if channel.options.get(SHORT_LINKS) == OFF or not link or not is_ours(link):
        return False
    return not path_of(link).startswith("/s/")


def path_of(link: str) -> str:
    """Return what stands behind the name of the office's site."""
    return link.removeprefix(settings.PUBLIC_URL.rstrip("/")) or "/"


def code_of(content: Content, channel: Channel, link: str) -> str:
    """Return the code of one link of one content on one channel, for ever the same."""
    text = f"{content.pk}/{channel.pk}/{link}"
    digest = hashlib.sha256(text.encode()).digest()
    return base64.b32encode(digest)[:LETTERS].decode().lower()


def target_of(content: Content, channel: Channel, link: str) -> str:
    """Return where the short link leads: the page, with whence its readers come."""
    parts = urlsplit(path_of(link))
    marks = {
        "utm_source": channel.kind,
        "utm_medium": MEDIA.get(channel.kind, "social"),
        "utm_campaign": f"kiriman-{content.pk}",
    }
    query = "&".join(filter(None, (parts.query, urlencode(marks))))
    return parts._replace(query=query).geturl()


def keep_link(content: Content, channel: Channel, link: str) -> None:
    """Write down the short link that an approved post says. Two queries, or none.

    Raises NotAllowed where its code means something else already.
    """
    if adapter_of(channel.kind).caps.is_ours or not is_shortened(link, channel):
        return
    target = target_of(content, channel, link)
    if not (is_ours(target) and target.startswith("/")):
        raise NotAllowed(_("A short link leads to a page of ours, nowhere else."))
    short, _made = ShortLink.objects.get_or_create(
        code=code_of(content, channel, link),
        defaults={"title": content.title(150), "target": target},
    )
    if short.target != target:
        raise NotAllowed(_("This short link is taken. Change the link a little."))


# --- hashtags ---------------------------------------------------------------------


def tagged(post: Post, content: Content, channel: Channel, adapter: Adapter) -> Post:
    """Return a post with as many hashtags below it as its platform takes."""
    if not content.hashtags or channel.options.get(HASHTAGS) == OFF:
        return post
    tags = list(missing_in(post.text, content.hashtags))
    # A text that is too long already is for its writer to shorten.
    while tags and not is_too_much(post, adapter):
        words = " ".join(tags)
        text = f"{post.text.rstrip()}\n\n{words}" if post.text.strip() else words
        if not is_too_much(longer := replace(post, text=text), adapter):
            return longer
        tags.pop()
    return post


def is_too_much(post: Post, adapter: Adapter) -> bool:
    return any(problem.name in TOO_MUCH for problem in adapter.validate(post))


def missing_in(text: str, hashtags: str) -> Iterator[str]:
    """Yield those hashtags that the text does not have, each once."""
    there = {word.casefold() for word in re.findall(r"#\w+", text)}
    for word in hashtags.split():
        if word.casefold() not in there:
            there.add(word.casefold())
            yield word


def hashtags_in(words: str) -> str:
    """Return hashtags as they are kept: one sign before each, no commas.

    Raises NotAllowed for what no platform takes as one.
    """
    found = []
    for word in words.replace(",", " ").split():
        bare = word.lstrip("#")
        if not re.fullmatch(r"\w+", bare) or bare.isdecimal():
            said = _("“%(word)s” is no hashtag: letters and numbers only, no spaces.")
            raise NotAllowed(said % {"word": word})
        found.append(f"#{bare}")
    return " ".join(dict.fromkeys(found))
