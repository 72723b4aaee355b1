"""The pictures in a stored text: found, and put in another's place, at any depth.

Works on the JSON of a revision with the definitions of its fields and blocks. Building
each page from its revision would cost queries a page; a list of all places cannot.
"""

import json
import re
from collections.abc import Callable, Mapping
from html import escape
from typing import Any

from django.db import models
from modelcluster.models import ClusterableModel, get_all_child_relations
from wagtail import blocks
from wagtail.fields import RichTextField, StreamField
from wagtail.images.blocks import ImageBlock, ImageChooserBlock
from wagtail.images.models import AbstractImage

Content = dict[str, Any]

_EMBED = re.compile(r"<embed\b[^>]*>", re.IGNORECASE)
_ATTRIBUTE = r'(\s{name}=")([^"]*)(")'
_TYPE, _ID, _ALT = (
    re.compile(_ATTRIBUTE.format(name=name)) for name in ("embedtype", "id", "alt")
)


def pictures_in(model: type[models.Model], content: Content) -> set[int]:
    """Return the keys of the pictures in the stored text of a page. No query."""
    walk = Walk({})
    walk.row(model, content)
    return walk.seen


def swapped(
    model: type[models.Model], content: Content, swap: Mapping[int, int], *, alt: str
) -> Content:
    """Return this text with other pictures in their places, told to the blind by `alt`.

    The words that stand for a picture (`alt`, `alt_text`, `<field>_alt`) would describe
    the old one, so they change with it.
    """
    return Walk(swap, alt=alt).row(model, content)


class Walk:
    """One way through a text: sees each picture and puts others in their places."""

    def __init__(self, swap: Mapping[int, int], *, alt: str = "") -> None:
        self.swap = swap
        self.alt = alt
        self.seen: set[int] = set()

    def row(self, model: type[models.Model], content: Content) -> Content:
        """Walk through the fields of a row and of the rows that belong to it."""
        new = dict(content)
        for field in model._meta.get_fields():
            if content.get(field.name):
                self.field(field, new)
        if issubclass(model, ClusterableModel):
            for relation in get_all_child_relations(model):
                name, inner = relation.get_accessor_name(), relation.related_model
                if content.get(name):
                    new[name] = [self.row(inner, each) for each in content[name]]
        return new

    def field(self, field: Any, content: Content) -> None:
        value = content[field.name]
        if isinstance(field, models.ForeignKey):
            if issubclass(field.related_model, AbstractImage):
                self.put(content, field.name, self.picture(value))
        elif isinstance(field, RichTextField):
            content[field.name] = self.words(value)
        elif isinstance(field, StreamField):
            is_text = isinstance(value, str)
            raw = json.loads(value) if is_text else value
            found = self.stream(field.stream_block, raw)
            content[field.name] = json.dumps(found) if is_text else found

    def put(self, content: Content, name: str, key: Any) -> None:
        if content[name] == key:
            return
        content[name] = key
        for beside in (f"{name}_alt", "alt", "alt_text"):
            if isinstance(content.get(beside), str):
                content[beside] = self.alt

    def picture(self, key: Any) -> Any:
        if not isinstance(key, int):
            return key
        self.seen.add(key)
        return self.swap.get(key, key)

    def block(self, block: Any, value: Any) -> Any:
        for kind, walk in WAYS:
            if isinstance(block, kind):
                return walk(self, block, value) if value else value
        if hasattr(block, "child_blocks"):
            return self.table(block, value) if value else value
        return value

    def choice(self, block: Any, value: Any) -> Any:
        return self.picture(value)

    def described(self, block: Any, value: Any) -> Any:
        # A text from before the block had words beside the picture: the key alone.
        return (
            self.struct(block, value)
            if isinstance(value, dict)
            else (self.picture(value))
        )

    def struct(self, block: Any, value: Any) -> Any:
        new = dict(value)
        for name, child in block.child_blocks.items():
            if name in new:
                found = self.block(child, new[name])
                if isinstance(child, ImageChooserBlock):
                    self.put(new, name, found)
                else:
                    new[name] = found
        return new

    def stream(self, block: Any, value: Any) -> Any:
        children = block.child_blocks
        return [
            each | {"value": self.block(children[each["type"]], each["value"])}
            if isinstance(each, dict) and each.get("type") in children
            else each
            for each in value
        ]

    def items(self, block: Any, value: Any) -> Any:
        child = block.child_block
        return [
            each | {"value": self.block(child, each["value"])}
            if isinstance(each, dict) and each.get("type") == "item"
            else self.block(child, each)
            for each in value
        ]

    def table(self, block: Any, value: Any) -> Any:
        """Walk through Wagtail's typed table, whose columns are blocks."""
        columns = value.get("columns", [])
        kinds = [block.child_blocks.get(column["type"]) for column in columns]
        rows = [
            row
            | {
                "values": [
                    self.block(kind, cell)
                    for kind, cell in zip(kinds, row["values"], strict=False)
                ]
            }
            for row in value.get("rows", [])
        ]
        return value | {"rows": rows}

    def rich(self, block: Any, value: Any) -> Any:
        return self.words(value)

    def words(self, html: str) -> str:
        return _EMBED.sub(lambda found: self.embed(found[0]), html)

    def embed(self, tag: str) -> str:
        kind, key = _TYPE.search(tag), _ID.search(tag)
        if not (kind and key and kind[2] == "image" and key[2].isdecimal()):
            return tag
        old = int(key[2])
        new = self.picture(old)
        if new == old:
            return tag
        alt = escape(self.alt)
        tag = _ID.sub(lambda found: f"{found[1]}{new}{found[3]}", tag)
        return _ALT.sub(lambda found: f"{found[1]}{alt}{found[3]}", tag)


Way = Callable[[Walk, Any, Any], Any]
# The first that fits: a described picture is a structure too.
WAYS: tuple[tuple[Any, Way], ...] = (
    (ImageBlock, Walk.described),
    (ImageChooserBlock, Walk.choice),
    (blocks.RichTextBlock, Walk.rich),
    (blocks.BaseStructBlock, Walk.struct),
    (blocks.BaseStreamBlock, Walk.stream),
    (blocks.ListBlock, Walk.items),
)
