"""A kept text as somebody outside sees it: in numbered parts, its files by the link.

A picture's own address would go on working for whoever has seen it. So files are
fetched through the link, and end with it.
"""

import re
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe
from wagtail.documents import get_document_model

from sasando.files.models import OfficeDocument, Picture, Rendition
from sasando.files.rights import taken_back
from sasando.newsroom.sources import SourceQuestion

# Rich text here knows paragraphs and lists: each is one part.
BETWEEN = re.compile(r"(?=<p[ >])|(?<=</p>)")
FILE = re.compile(re.escape(settings.MEDIA_URL) + r"(images/[\w.,|-]+)")


@dataclass(frozen=True, slots=True)
class Part:
    """One numbered part of a text."""

    number: int
    html: SafeString

    @property
    def words(self) -> str:
        return " ".join(strip_tags(self.html).split())


def hidden_in(item: Any) -> set[int]:
    """Return the keys of its pictures to which nobody agrees any more."""
    return taken_back(item.shown_pictures())


def parts_of(item: Any) -> list[Part]:
    """Return the body of a story in parts, numbered from 1."""
    pieces: list[str] = []
    context = {"hidden": hidden_in(item)}
    for block in item.body:
        html = str(block.render(context))
        pieces += BETWEEN.split(html) if block.block_type == "paragraph" else [html]
    shown = [piece for piece in pieces if is_something(piece)]
    return [
        Part(number, mark_safe(piece))  # noqa: S308 - as our own blocks render it
        for number, piece in enumerate(shown, start=1)
    ]


def is_something(html: str) -> bool:
    return bool(strip_tags(html).strip()) or "<img" in html or "<video" in html


def by_link(html: str, *, token: str) -> SafeString:
    """Return this HTML with each file's address led through the link. One query."""
    names = set(FILE.findall(html))
    keys = dict(Rendition.objects.filter(file__in=names).values_list("file", "pk"))

    def picture(match: re.Match[str]) -> str:
        key = keys.get(match[1], 0)
        return reverse("source_picture", args=[token, key])

    html = FILE.sub(picture, html)
    return mark_safe(documents(html, token=token))  # noqa: S308 - only addresses change


def documents(html: str, *, token: str) -> str:
    place = reverse("wagtaildocs_serve", args=[0, "x"]).removesuffix("0/x")

    def document(match: re.Match[str]) -> str:
        return reverse("source_document", args=[token, match[1]])

    return re.sub(re.escape(place) + r"(\d{1,18})/[^\"'\s<]*", document, html)


def picture_of(question: SourceQuestion, key: int) -> Any:
    """Return the file of a size of one of its pictures, while it is the same; or None.

    One query.
    """
    size = Rendition.objects.select_related("image").filter(pk=key).first()
    return size.file if size and is_kept(question, size.image) else None


def document_of(question: SourceQuestion, key: int) -> Any:
    """Return one of its documents, while it is the same; or None. One query."""
    found = get_document_model()._default_manager.filter(pk=key).first()
    return found if found and is_kept(question, found) else None


def is_kept(question: SourceQuestion, file: Any) -> bool:
    """Return whether this very file belongs to the text, and may still be shown."""
    if isinstance(file, Picture) and taken_back([file]):
        return False
    kind = "picture" if isinstance(file, Picture) else "document"
    return [kind, file.pk, file.file_hash] in question.files


def has_other_files(question: SourceQuestion) -> bool:
    """Return whether a file of the text is gone or another since. Two queries."""
    models: dict[str, Any] = {"picture": Picture, "document": OfficeDocument}
    for kind, model in models.items():
        wanted = {pk: mark for each, pk, mark in question.files if each == kind}
        rows = model._default_manager.filter(pk__in=wanted) if wanted else ()
        there = {row.pk: row.file_hash for row in rows}
        if there != wanted:
            return True
    return False
