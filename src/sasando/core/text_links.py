"""Links in texts lead to what is public alone; all others are plain words.

Wagtail writes the address of a draft into the page. Here each link is looked up while
the text is shown, and it is a link again as soon as its page is out: what was looked up
is noted with the page (`website.store.recording`).
"""

import re
from typing import Any

from django.utils.html import escape
from django.utils.translation import get_language
from wagtail.models import Page
from wagtail.rich_text import LinkHandler
from wagtail.rich_text.pages import PageLinkHandler
from wagtail.rich_text.rewriters import LinkRewriter

from sasando.core.addresses import address_of, is_ours, not_live

NOWHERE = "<a>"
LEADS_NOWHERE = re.compile(r"<a>(.*?)</a>", re.DOTALL)
KEY = re.compile(r"[0-9]{1,18}", re.ASCII)


class PageLinks(PageLinkHandler):
    """Links to a page by its key."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, str]]) -> list[str]:
        """Return the opening tag of each link. One query, two across languages."""
        keys = [attrs.get("id", "") for attrs in attrs_list]
        found = public([int(key) for key in keys if KEY.fullmatch(key)])
        return [opening(found.get(key, "")) for key in keys]


class OwnLinks(LinkHandler):
    """Links to this site that were typed as an address."""

    identifier = "own"

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, str]]) -> list[str]:
        """Return the opening tag of each link. One query."""
        addresses = [attrs.get("href", "") for attrs in attrs_list]
        hidden = not_live(addresses)
        return [opening("" if each in hidden else each) for each in addresses]


def opening(address: str) -> str:
    return f'<a href="{escape(address)}">' if address else NOWHERE


def public(keys: list[int]) -> dict[str, str]:
    """Return the addresses of those pages that are live, by key as it is written.

    A page that is out in the language of the reader too leads there. Only what is shown
    is selected, so no other change of these pages makes the text another one.
    """
    facts = ("pk", "url_path", "live", "translation_key")
    rows = list(Page.objects.filter(pk__in=keys).order_by("pk").values_list(*facts))
    found, others = {}, {}
    for key, url_path, live, mark in rows:
        address, language = address_of(url_path) if live else ("", "")
        found[str(key)] = address
        if address and language != get_language():
            others[mark] = str(key)
    if others:
        found |= {others[mark]: there for mark, there in in_my_language(others)}
    return found


def in_my_language(marks: Any) -> list[tuple[Any, str]]:
    """Return the mark and address of each translation that is out. One query."""
    twins = Page.objects.filter(translation_key__in=list(marks), live=True)
    rows = twins.order_by("pk").values_list("translation_key", "url_path")
    found = [(mark, *address_of(url_path)) for mark, url_path in rows]
    return [(mark, url) for mark, url, code in found if code == get_language()]


def without_empty(html: str) -> str:
    """Return a text whose links all lead somewhere."""
    return LEADS_NOWHERE.sub(r"\1", html)


kind_of_link = LinkRewriter.get_tag_type_from_attrs


def kind_or_own(rewriter: Any, attrs: dict[str, str]) -> Any:
    """Answer as Wagtail does, but know the addresses of this site."""
    if "linktype" not in attrs and is_ours(attrs.get("href") or ""):
        return OwnLinks.identifier
    return kind_of_link(rewriter, attrs)


def register(features: Any) -> None:
    """Let links be written so. Once, after Wagtail's own."""
    features.register_link_type(PageLinks)
    features.register_link_type(OwnLinks)
    LinkRewriter.get_tag_type_from_attrs = kind_or_own
