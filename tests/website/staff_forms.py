"""Every address of the staff side, and its forms as a browser would send them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import product
from typing import Any

from django.urls import URLPattern, get_resolver
from django.urls.resolvers import RegexPattern

from sasando.core.offered import CLOSED

SKIPPED = {"hidden", "submit", "button", "image", "reset", "file"}
WORDS = {"text", "search", ""}
# Signs that end a session, or leave the office's own pages.
LEAVES = re.compile(r"/akun/|/logout/|/login/|password_reset|/failwhale/")


@dataclass(frozen=True, slots=True)
class Address:
    """One pattern of the URL conf below /kantor/, with what it asks to be filled."""

    name: str
    route: str
    holes: tuple[str, ...]


def addresses() -> list[Address]:
    """Return every pattern of the staff side, each route once."""
    found = {each.route: each for each in walk(get_resolver())}
    closed = re.compile(rf"kantor/\(?({'|'.join(CLOSED)})[/|]")
    staff = [
        each
        for each in found.values()
        if each.route.startswith("kantor/") and not closed.match(each.route)
    ]
    return [each for each in staff if not LEAVES.search(f"/{each.route}")]


def walk(resolver: Any, start: str = "", space: str = "") -> Iterator[Address]:
    for each in resolver.url_patterns:
        route = start + part(each.pattern)
        if isinstance(each, URLPattern):
            holes = tuple(each.pattern.converters) or tuple(
                each.pattern.regex.groupindex
            )
            yield Address(space + (each.name or ""), route, holes)
        else:
            name = f"{space}{each.namespace}:" if each.namespace else space
            yield from walk(each, route, name)


def part(pattern: Any) -> str:
    text = str(pattern)
    if isinstance(pattern, RegexPattern):
        text = text.removeprefix("^").removesuffix(r"\Z").removesuffix("$")
    return text


def filled(address: Address, values: dict[str, list[Any]]) -> Iterator[str]:
    """Yield the address with each choice of values; none where one is not known."""
    if not all(hole in values for hole in address.holes):
        return
    for chosen in product(*(values[hole] for hole in address.holes)):
        url = address.route
        for hole, value in zip(address.holes, chosen, strict=True):
            url = re.sub(rf"<(?:\w+:)?{hole}>", str(value), url)
        yield f"/{url}"


@dataclass
class Form:
    """One form that is sent by POST: where to, what is in it, what sends it."""

    action: str
    values: dict[str, list[str]] = field(default_factory=dict)
    words: list[str] = field(default_factory=list)
    buttons: list[tuple[str, str, str]] = field(default_factory=list)

    def sendings(self, typed: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
        """Yield address and data of each button: other words in each field, or typed.

        What is typed goes with the words that stood there.
        """
        ways = [{name: [f"{self.values[name][0]} ubah"] for name in self.words}]
        ways += [typed] if typed else []
        for words in ways:
            for name, value, action in dict.fromkeys(self.buttons) or [("", "", "")]:
                button = {name: value} if name else {}
                yield action or self.action, {**self.values, **words, **button}


class Forms(HTMLParser):
    """The forms of a page, filled in as they came."""

    def __init__(self, address: str, html: str) -> None:
        super().__init__()
        self.address = address
        self.form: Form | None = None
        self.select = self.area = ""
        self.found: list[Form] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        facts = {name: value or "" for name, value in attrs}
        if tag == "form":
            is_post = facts.get("method", "").lower() == "post"
            self.form = Form(facts.get("action") or self.address) if is_post else None
            self.found += [self.form] if self.form else []
        elif self.form:
            self.inside(self.form, tag, facts)

    def inside(self, form: Form, tag: str, facts: dict[str, str]) -> None:
        name, kind = facts.get("name", ""), facts.get("type", "")
        if kind == "submit" or (tag == "button" and kind in {"", "submit"}):
            button = (name, facts.get("value", ""), facts.get("formaction", ""))
            form.buttons.append(button)
        elif tag == "option" and self.select:
            # A browser sends the first where none is chosen.
            if "selected" in facts or not form.values[self.select]:
                form.values[self.select] = [facts.get("value", "")]
        elif name and tag == "select":
            self.select = name
            form.values.setdefault(name, [])
        elif name and tag == "textarea":
            self.area = name
            form.values[name] = [""]
            form.words.append(name)
        elif name and tag == "input":
            self.input(form, name, kind, facts)

    def input(self, form: Form, name: str, kind: str, facts: dict[str, str]) -> None:
        if kind in {"checkbox", "radio"}:
            if "checked" in facts:
                form.values.setdefault(name, []).append(facts.get("value", "on"))
        elif kind not in SKIPPED or kind == "hidden":
            form.values.setdefault(name, []).append(facts.get("value", ""))
            if kind in WORDS and name not in form.words and not is_shaped(name, facts):
                form.words.append(name)

    def handle_data(self, data: str) -> None:
        if self.form and self.area:
            self.form.values[self.area] = [data.strip("\n")]

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self.select = ""
        elif tag == "textarea":
            self.area = ""
        elif tag == "form":
            self.form = None


def is_shaped(name: str, facts: dict[str, str]) -> bool:
    """Return whether a field holds no free words: a day, an address, a key."""
    shaped = ("slug", "_on", "_at", "date", "valid_", "path", "link", "url", "time")
    return "data-controller" in facts or any(each in name for each in shaped)
