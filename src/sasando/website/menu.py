"""The main menu: what the office chose, or each page that is shown in menus."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from wagtail.models import Page

from sasando.core.addresses import address_of, is_ours, is_revoked, not_live
from sasando.core.prepared import prepared
from sasando.core.tongues import plain
from sasando.website.finding import Step

SHOWN = ("title", "url_path", "path", "pk")


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of the menu; `here` is the value of aria-current, or ""."""

    title: str
    url: str
    here: str = ""
    key: int = 0


@prepared
def in_menus(path: str, depth: int) -> QuerySet[Page, Any]:
    """Return pages below another that are shown in menus."""
    shown = Page.objects.filter(~is_revoked(), live=True, show_in_menus=True)
    below = shown.filter(path__startswith=path, depth=depth)
    return below.order_by("path").values_list(*SHOWN)


def by_default(home: Step, page: Any) -> list[Item]:
    """Return the pages right below home that are shown in menus. One query."""
    return [item(row, page) for row in in_menus(home.path, home.depth + 1)]


def chosen(menu: Any, home: Step, page: Any) -> list[Item]:
    """Return what the office put into its menu, in this language. One query, or none.

    A page that is not public, or has no translation, is left out; one query more where
    somebody typed an address of ours.
    """
    blocks = [(each["type"], each["value"]) for each in menu.raw_data] if menu else []
    pages = {value for kind, value in blocks if kind == "page"}
    there = dict(found(pages, home)) if pages else {}
    typed = [value["url"] for kind, value in blocks if kind == "elsewhere"]
    hidden = not_live([url for url in typed if is_ours(url)])
    items = []
    for kind, value in blocks:
        if kind == "elsewhere" and value["url"] in hidden:
            continue
        if kind == "elsewhere":
            title = plain(value["title"], value.get("title_en") or "")
            items.append(Item(title, value["url"]))
        elif value in there:
            items.append(item(there[value], page))
    return items


def found(pages: set[int], home: Step) -> Iterator[tuple[int, tuple[Any, ...]]]:
    """Yield each page by the number it was chosen by, as home's language has it."""
    chosen = Page.objects.filter(pk__in=pages)
    alike = Page.objects.filter(translation_key__in=chosen.values("translation_key"))
    public = alike.filter(~is_revoked(), live=True)
    rows = list(public.values_list("translation_key", *SHOWN))
    here = {key: row for key, *row in rows if row[2].startswith(home.path)}
    for key, *_facts, pk in rows:
        if pk in pages and key in here:
            yield pk, tuple(here[key])


def item(row: Any, page: Any) -> Item:
    title, url_path, path, key = row
    return Item(title, address_of(url_path)[0], here(path, page), key)


def here(path: str, page: Any) -> str:
    if page is None or not page.path:
        return ""
    if page.path == path:
        return "page"
    return "true" if page.path.startswith(path) else ""
