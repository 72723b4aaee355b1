"""What an editor sends of a text, looked at before Wagtail reads it.

Wagtail trusts its own scripts: a count that is no number, a type it does not know or a
broken rich text ends in a fault there, or in words that are gone without a word. Each
function here raises `Garbled` instead, and knows only what an editor of ours sends.
"""

import json
import re
from collections.abc import Container, Iterator, Mapping
from typing import Any, TypeVar, cast

from draftjs_exporter.html import HTML

from sasando.core.refusals import Garbled

# Django takes no more fields in one form, so no more rows.
NUMBER = re.compile(r"[0-9]{1,5}", re.ASCII)
COUNTED = re.compile(r"-(count|order)$")
# Wagtail's editor goes to 4.
DEEPEST = 9
PLAIN = (str, int, float, type(None))
Part = TypeVar("Part")


def check_numbers(data: Mapping[str, str], prefix: str) -> None:
    """Refuse a text in which a count or a place in the order is no number."""
    for name in data:
        if name.startswith(f"{prefix}-") and COUNTED.search(name):
            require(NUMBER.fullmatch(data[name]), name)


def check_types(data: Mapping[str, str], prefix: str, known: Container[str]) -> None:
    """Refuse rows of an unknown type, and two rows at one place.

    `prefix` is what stands before the number of a row: `body`, or `…-column`.
    """
    places = set()
    row = re.compile(rf"({re.escape(prefix)}-[0-9]+)-type", re.ASCII)
    for name, found in ((name, row.fullmatch(name)) for name in data):
        if found is None or data.get(f"{found[1]}-deleted"):
            continue
        require(data[name] in known, name)
        place = int(data.get(f"{found[1]}-order", -1))
        require(place not in places, f"{found[1]}-order")
        places.add(place)


def check_rich_text(raw: str | None, exporter: HTML) -> None:
    """Refuse what is no rich text of Draftail, by what `exporter` can write."""
    if raw is None:
        return
    try:
        state = json.loads(raw)
        require("\0" not in "".join(strings(state)), "rich text: NUL")
        "".join(strings(state)).encode()
    except (ValueError, RecursionError) as error:
        raise Garbled("rich text: JSON") from error
    # An empty field is sent as "null".
    if state is not None:
        check_state(state, exporter)


def check_state(state: Any, exporter: HTML) -> None:
    entities = part(state, "entityMap", dict, {})
    for entity in entities.values():
        require(part(entity, "type", str) in exporter.entity_options, "entity type")
        facts = part(entity, "data", dict)
        require(isinstance(facts.get("url"), str | None), "entity url")
        plain = all(isinstance(each, PLAIN) for each in facts.values())
        require(plain, "entity data")
    for block in part(state, "blocks", list, []):
        check_block(block, exporter, entities)


def check_block(block: Any, exporter: HTML, entities: Container[str]) -> None:
    part(block, "text", str)
    require(part(block, "type", str, "unstyled") in exporter.block_options, "type")
    require(0 <= part(block, "depth", int, 0) <= DEEPEST, "depth")
    styles = part(block, "inlineStyleRanges", list, [])
    links = part(block, "entityRanges", list, [])
    # The exporter asks for both as soon as there is one.
    require(("inlineStyleRanges" in block) == ("entityRanges" in block), "ranges")
    for span in (*styles, *links):
        require(part(span, "offset", int) >= 0, "offset")
        require(part(span, "length", int) >= 0, "length")
    for span in styles:
        part(span, "style", str)
    for span in links:
        require(str(span.get("key")) in entities, "entity key")


def part(
    whole: Any, name: str, kind: type[Part], otherwise: Part | None = None
) -> Part:
    """Return what `whole` calls `name`. Raises Garbled when it is of another kind."""
    require(isinstance(whole, dict), name)
    found = whole.get(name, otherwise)
    require(isinstance(found, kind), name)
    return cast("Part", found)


def strings(state: Any) -> Iterator[str]:
    """Yield every text in what was JSON, names of fields too."""
    if isinstance(state, str):
        yield state
    elif isinstance(state, dict):
        for name, value in state.items():
            yield name
            yield from strings(value)
    elif isinstance(state, list):
        for each in state:
            yield from strings(each)


def require(holds: object, what: str) -> None:
    if not holds:
        raise Garbled(what)
