"""What the frame around every page asks for: office, menu, language, stylesheet."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django import template
from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from wagtail.models import Page, Site

from sasando.core.models import listed
from sasando.website.models import OfficeSettings

register = template.Library()
ORDER = ("tokens.css", "base.css", "components/*.css", "print.css")


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of the menu; `here` is the value of aria-current, or ""."""

    title: str
    url: str
    here: str = ""


@dataclass(frozen=True, slots=True)
class Menu:
    """The home page and the sections below it."""

    home: Item | None
    items: tuple[Item, ...]


@register.simple_tag(takes_context=True)
def office(context: Any) -> OfficeSettings:
    """Return the office of this site. One query a request."""
    request = context.get("request")
    if request is None or Site.find_for_request(request) is None:
        return OfficeSettings()
    return OfficeSettings.for_request(request)


@register.simple_tag(takes_context=True)
def sections(context: Any) -> Menu:
    """Return the menu in the language of the page. Two queries."""
    request, page = context.get("request"), context.get("page")
    home = home_page(request)
    if home is None:
        return Menu(None, ())
    below = listed(Page.objects.child_of(home).in_menu())
    shown = below.only("title", "url_path", "path", "depth", "locale")
    items = [
        Item(each.title, each.get_url(request), here(each, page)) for each in shown
    ]
    first = Item(home.title, home.get_url(request))
    return Menu(first, tuple(items))


@register.simple_tag(takes_context=True)
def other_language(context: Any) -> dict[str, str] | None:
    """Return this page in the other language, or None when there is none."""
    request, page = context.get("request"), context.get("page")
    if page is None or not page.pk:
        return None
    twin = listed(page.get_translations()).select_related("locale").first()
    if twin is None:
        return None
    code = twin.locale.language_code
    name = dict(settings.LANGUAGES).get(code, code)
    return {"url": twin.get_url(request), "code": code, "name": name}


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


def home_page(request: Any) -> Any:
    site = Site.find_for_request(request) if request else None
    if site is None:
        return None
    root = site.root_page
    if root.locale.language_code != get_language():
        twin = (
            root.get_translations().live().filter(locale__language_code=get_language())
        )
        root = twin.first() or root
    return root


def here(item: Page, page: Page | None) -> str:
    if page is None or not page.path:
        return ""
    if page.path == item.path:
        return "page"
    return "true" if page.path.startswith(item.path) else ""
