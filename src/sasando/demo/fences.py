"""Blocks between `::: kind` and `:::`: tables, charts, figures, call-outs, files."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sasando.demo.lines import Line, Unreadable, facts, inline, rows

OPENS, CLOSES = "::: ", ":::"
# The rule under a column of numbers ends so, as in other kinds of markdown.
RIGHT = "-:"


@dataclass(frozen=True, slots=True)
class Shelved:
    """A picture, film or document, by its name among the demo's media."""

    name: str
    title: str = ""


def block(chunk: list[str], line: int, name: str) -> tuple[str, Any]:
    """Return the block of one fence. Raises Unreadable for what it does not know."""
    kind, _space, head = chunk[0].removeprefix(OPENS).partition(" ")
    if kind not in KINDS:
        raise Unreadable(name, line, f"“{kind}” is no block")
    if chunk[-1] != CLOSES:
        raise Unreadable(name, line, "this block has no closing :::")
    body = list(enumerate(chunk, start=line))[1:-1]
    try:
        return kind, KINDS[kind](head.strip(), body, name)
    except KeyError as error:
        raise Unreadable(name, line, f"“{error.args[0]}” is missing") from error


def table(head: str, body: list[Line], name: str) -> dict[str, Any]:
    """Return a table as Wagtail stores it; a rule with `-:` makes numbers."""
    headings, rule, *cells = rows(body, name=name)
    kinds = ["number" if each.endswith(RIGHT) else "text" for each in rule]
    return {
        "caption": head,
        "columns": [
            {"type": kind, "heading": heading}
            for kind, heading in zip(kinds, headings, strict=True)
        ],
        "rows": [{"values": row} for row in cells],
    }


def chart(head: str, body: list[Line], name: str) -> dict[str, Any]:
    kind, _space, title = head.partition(" ")
    said = facts([each for each in body if not each[1].startswith("|")], name=name)
    data = table(title, body, name)
    wanted = {key: said[key] for key in ("measure", "source")}
    return {"kind": kind, "data": data, **wanted}


def figure(head: str, body: list[Line], name: str) -> dict[str, Any]:
    said = facts(body, name=name)
    return {"number": head, "counted": said["counted"], "source": said["source"]}


def callout(head: str, body: list[Line], name: str) -> dict[str, Any]:
    words = "".join(f"<p>{inline(text)}</p>" for text in paragraphs(body))
    return {"kind": head or "info", "words": words}


def image(head: str, body: list[Line], name: str) -> dict[str, Any]:
    return shown(facts([(0, f"picture: {head}"), *body], name=name))


def gallery(head: str, body: list[Line], name: str) -> dict[str, Any]:
    pictures = [shown(facts(part, name=name)) for part in parts(body)]
    return {"caption": head, "pictures": pictures}


def shown(said: dict[str, str]) -> dict[str, Any]:
    return {
        "picture": Shelved(said["picture"]),
        "alt": said["alt"],
        "caption": said["caption"],
        "credit": said.get("credit", "Yanti Ndun"),
    }


def document(head: str, body: list[Line], name: str) -> dict[str, Any]:
    said = facts(body, name=name)
    return {"document": Shelved(head, said["title"]), "about": said["about"]}


def video(head: str, body: list[Line], name: str) -> dict[str, Any]:
    first, *words = parts(body)
    said = facts(first, name=name)
    transcript = "\n\n".join(paragraphs([line for part in words for line in part]))
    return {
        "title": said["title"],
        "file": Shelved(head, said["title"]),
        "poster": Shelved(said["poster"]),
        "transcript": transcript,
    }


def parts(body: list[Line]) -> Iterator[list[Line]]:
    """Yield the runs of lines between empty ones."""
    for filled, run in groupby(body, key=lambda each: bool(each[1].strip())):
        if filled:
            yield list(run)


def paragraphs(body: list[Line]) -> list[str]:
    return [" ".join(line for _number, line in part) for part in parts(body)]


Reader = Callable[[str, list[Line], str], dict[str, Any]]
KINDS: dict[str, Reader] = {
    "table": table,
    "chart": chart,
    "figure": figure,
    "callout": callout,
    "image": image,
    "gallery": gallery,
    "document": document,
    "video": video,
}
