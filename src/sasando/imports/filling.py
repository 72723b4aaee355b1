"""Puts rows in the place of keys: the pictures and documents that a text names."""

import json
import re
from dataclasses import dataclass, field
from html import unescape
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from sasando.files.alt import alt_fault
from sasando.imports.faults import Fault, cut, fault
from sasando.imports.models import Import, Row, as_key
from sasando.imports.pictures import FILE
from sasando.imports.plans import Plan

DOCUMENT = re.compile(r'<a linktype="document" id="([^"]*)">(.*?)</a>', re.DOTALL)
FEWEST = 2


@dataclass(slots=True)
class Files:
    """The files of the old site that are here, by key. One query."""

    pictures: dict[str, int] = field(default_factory=dict)
    documents: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, batch: Import) -> "Files":
        found = cls()
        rows = Row.objects.made().files().filter(source=batch.source)
        for key, picture, document in rows.values_list(
            "key", "picture_id", "document_id"
        ):
            if picture:
                found.pictures[key] = picture
            elif document:
                found.documents[key] = document
        return found

    def picture(self, key: str) -> int | None:
        return self.pictures.get(as_key(FILE + key))

    def document(self, key: str) -> int | None:
        return self.documents.get(as_key(FILE + key))


@dataclass(slots=True)
class Filled:
    """A text ready to be stored, and what had to be left out of it."""

    body: str = "[]"
    picture: int | None = None
    picture_alt: str = ""
    faults: list[Fault] = field(default_factory=list)

    @property
    def is_anything(self) -> bool:
        return self.body != "[]"


def fill(plan: Plan, files: Files, *, batch: Import, credit: str) -> Filled:
    """Return the body as JSON, every key in it replaced by a row of ours."""
    work = Filling(plan, files, batch=batch, credit=credit)
    blocks = [each for block in plan.blocks for each in work.block(block)]
    # The same text always gets the same keys, so that its hash can be compared.
    for number, block in enumerate(blocks):
        block["id"] = str(uuid5(NAMESPACE_URL, f"{plan.key}#{number}"))
    work.filled.body = json.dumps(blocks)
    work.lead()
    return work.filled


class Filling:
    def __init__(self, plan: Plan, files: Files, *, batch: Import, credit: str) -> None:
        self.plan, self.files, self.credit = plan, files, credit
        self.omits = batch.undescribed == Import.Undescribed.OMIT
        self.filled = Filled()

    def block(self, block: dict[str, Any]) -> list[dict[str, Any]]:
        """Return this block with rows for keys; none when nothing of it is left."""
        kind, value = block["type"], block["value"]
        if kind == "paragraph":
            return [{"type": kind, "value": DOCUMENT.sub(self.link, value)}]
        if kind == "image":
            found = self.image(value)
            return [{"type": kind, "value": found}] if found else []
        if kind == "gallery":
            return self.gallery(value)
        return [dict(block)]

    def link(self, found: re.Match[str]) -> str:
        key = unescape(found[1])
        document = self.files.document(key)
        if document is None:
            self.filled.faults.append(fault("link_lost", address=key))
            return found[2]
        return f'<a linktype="document" id="{document}">{found[2]}</a>'

    def image(self, value: dict[str, str]) -> dict[str, Any] | None:
        key = value["picture"]
        picture = self.files.picture(key)
        if picture is None:
            self.filled.faults.append(fault("picture_left", name=key))
            return None
        caption = value["caption"]
        if self.omits and self.is_undescribed(value["alt"], caption, key):
            return None
        if not caption:
            caption = self.plan.title
            self.filled.faults.append(fault("caption_assumed"))
        facts = {"alt": value["alt"], "caption": cut(caption, most=500)}
        return facts | {"picture": picture, "credit": value["credit"] or self.credit}

    def is_undescribed(self, alt: str, caption: str, key: str) -> bool:
        if not alt_fault(alt, caption=caption, title=self.plan.title):
            return False
        self.filled.faults.append(fault("picture_undescribed", name=key))
        return True

    def gallery(self, value: dict[str, Any]) -> list[dict[str, Any]]:
        found = [self.image(each) for each in value["pictures"]]
        shown = [each for each in found if each]
        if len(shown) < FEWEST:
            return [{"type": "image", "value": each} for each in shown]
        # Rows of a list in the form in which Wagtail keeps them.
        rows = [
            {"type": "item", "value": each, "id": self.id_of(number, each)}
            for number, each in enumerate(shown)
        ]
        return [
            {
                "type": "gallery",
                "value": {"caption": value["caption"], "pictures": rows},
            }
        ]

    def id_of(self, number: int, each: dict[str, Any]) -> str:
        return str(uuid5(NAMESPACE_URL, f"{self.plan.key}/{number}/{each['picture']}"))

    def lead(self) -> None:
        """Put the picture above the text in its place, if it is here."""
        shown = self.plan.picture
        if shown is None:
            return
        picture = self.files.picture(shown.key)
        if picture is None:
            self.filled.faults.append(fault("picture_left", name=shown.key))
        elif not (
            self.omits and self.is_undescribed(shown.alt, shown.caption, shown.key)
        ):
            self.filled.picture, self.filled.picture_alt = picture, shown.alt
