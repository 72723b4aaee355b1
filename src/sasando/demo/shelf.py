"""The pictures, films and documents of the full demo, each uploaded once."""

from collections.abc import Mapping
from concurrent.futures import Executor, Future
from typing import Any

from django.core.files import File

from sasando.accounts.models import User
from sasando.demo import content
from sasando.demo.content import MEDIA
from sasando.demo.fences import Shelved
from sasando.demo.newsroom import picture_of, safe
from sasando.files.models import OfficeDocument, Picture
from sasando.files.uploads import SafeFile

Safe = Mapping[str, Future[SafeFile]]


class Shelf:
    """What texts show, by the name of its file among the media."""

    def __init__(self, *, by: User) -> None:
        self.by = by
        self.pictures: dict[str, Picture] = {}
        self.documents: dict[str, OfficeDocument] = {}

    def fill(self, drawn: Safe) -> None:
        """Upload every drawing that `pictures.md` names."""
        for row in content.rows("pictures.md", folder=content.FULL):
            words = {"title": row["title"], "caption": row["caption"]}
            file = drawn[row["file"]].result()
            self.pictures[row["file"]] = picture_of(
                file, description=row["alt"], by=self.by, **words
            )

    def alt(self, name: str) -> str:
        return self.pictures[name].description if name else ""

    def placed(self, value: Any) -> Any:
        """Return a block's value with rows where it names files."""
        if isinstance(value, Shelved):
            return self.pictures.get(value.name) or self.document(value)
        if isinstance(value, dict):
            return {key: self.placed(each) for key, each in value.items()}
        if isinstance(value, list):
            return [self.placed(each) for each in value]
        return value

    def document(self, asked: Shelved) -> OfficeDocument:
        if asked.name not in self.documents:
            with (MEDIA / asked.name).open("rb") as file:
                made = OfficeDocument(
                    title=asked.title,
                    file=File(file, name=asked.name),
                    uploaded_by_user=self.by,
                )
                made.save()
            # A form sets these two from the upload; its digest is part of an approval.
            made.get_file_size()
            made.get_file_hash()
            self.documents[asked.name] = made
        return self.documents[asked.name]


def drawings(*, pool: Executor) -> Safe:
    """Begin to make every drawing safe, beside the work on the database."""
    rows = content.rows("pictures.md", folder=content.FULL)
    names = [row["file"] for row in rows]
    return {name: pool.submit(safe, MEDIA / name) for name in names}
