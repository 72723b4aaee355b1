"""What the frame around every page asks for: office, menu, language, stylesheet."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django import template
from django.conf import settings
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from sasando.core.addresses import Place, address_of
from sasando.core.tongues import plain, told
from sasando.website import described, menu, squares
from sasando.website.finding import home_of
from sasando.website.menu import Item
from sasando.website.models import OfficeSettings, office_of
from sasando.website.store import keeping, slots

register = template.Library()
ORDER = ("tokens.css", "base.css", "components/*.css", "print.css")


@dataclass(frozen=True, slots=True)
class Menu:
    """The home page and the sections below it."""

    home: Item | None
    items: tuple[Item, ...]


@register.simple_tag(takes_context=True)
def office(context: Any) -> OfficeSettings:
    """Return the office of this site. One query a request, which brings the site."""
    request = context.get("request")
    return OfficeSettings() if request is None else office_of(request)


@register.simple_tag(takes_context=True)
def sections(context: Any) -> Menu:
    """Return the menu in the language of the page. One query of what is shown."""
    request, page = context.get("request"), context.get("page")
    home = home_of(request) if request else None
    if home is None:
        return Menu(None, ())
    items = menu.chosen(office_of(request).menu, home, page)
    if not items:
        items = menu.by_default(home, page)
    return Menu(Item("", address_of(home.url_path)[0]), tuple(items))


@register.simple_tag(takes_context=True)
def other_language(context: Any) -> dict[str, Any] | None:
    """Return this page in the other language, or None when there is none."""
    around = context.get("around")
    twin: Place | None = around.twin if around else context.get("twin")
    if twin is None:
        return None
    name = dict(settings.LANGUAGES).get(twin.language, twin.language)
    return {"url": twin.url, "code": twin.language, "name": name, "key": twin.key}


@register.simple_block_tag
def mention(content: SafeString, key: int) -> SafeString:
    """Mark what tells of a page, so that it can be cut out when the page is withdrawn.

    Around a whole element, and never one in another (`store.cutting`).
    """
    return format_html("<!--{}-->{}<!--/-->", key, content) if key else content


@register.simple_tag(takes_context=True)
def about(context: Any) -> Any:
    """Return what this page says of itself to programs. No query."""
    return described.about(context, context["office"])


@register.filter
def indonesian(words: str) -> SafeString:
    """Return words that are in Indonesian alone, marked on an English page."""
    return told(words, "")


@register.filter
def in_indonesian(words: str) -> str:
    """Return words that an English page does without, for it says the same itself."""
    return plain(words, " ").strip()


@register.filter
def telephone(number: str) -> SafeString:
    """Return a telephone number to press; two of them, or words, as they stand."""
    dialled = re.sub(r"[\s().-]", "", number)
    if not re.fullmatch(r"\+?[0-9]{3,15}", dialled):
        return conditional_escape(number)
    return format_html('<a href="tel:{}">{}</a>', dialled, number)


@register.simple_tag
def alert() -> SafeString:
    """Return the place above every page, with what stands there now. No query."""
    said = slots.said(keeping.folder()) if settings.PAGE_STORE else {}
    return mark_safe(slots.slot(said.get(get_language() or "", "")))  # noqa: S308 - rendered by `alerts`


@register.simple_tag
def qr(address: str) -> SafeString:
    """Return an address as a QR code for the print sheet."""
    return squares.qr(address, name=gettext("QR code of the address"))


@register.simple_tag
def stylesheet() -> SafeString:
    """Return the whole sheet, inline: one round trip less on 2G."""
    return format_html("<style>{}</style>", mark_safe(sheet()))  # noqa: S308 - our own file


@cache
def sheet() -> str:
    folder = Path(settings.STATICFILES_DIRS[0]) / "sasando" / "css"
    files = [file for name in ORDER for file in sorted(folder.glob(name))]
    return squeeze("".join(file.read_text() for file in files))


def squeeze(css: str) -> str:
    """Return the sheet without comments and line breaks."""
    while "/*" in css:
        start = css.index("/*")
        css = css[:start] + css[css.index("*/", start) + 2 :]
    return " ".join(css.split())
