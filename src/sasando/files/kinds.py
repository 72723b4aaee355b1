"""The kinds of files that the office takes, and how large each may be."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import Protocol

MB = 1_000_000


class Source(Protocol):
    """A file that can be read from any place: an upload, a stored or an open file."""

    @property
    def read(self) -> Callable[[int], bytes]: ...
    @property
    def seek(self) -> Callable[[int, int], int]: ...
    @property
    def tell(self) -> Callable[[], int]: ...


def size_of(file: Source) -> int:
    """Return the size of `file` in bytes, without reading it."""
    file.seek(0, 2)
    return file.tell()


class Group(StrEnum):
    PICTURE = "picture"
    DOCUMENT = "document"
    TEXT = "text"
    FILM = "film"


class Kind(Enum):
    JPEG = ("image/jpeg", ".jpg", Group.PICTURE)
    PNG = ("image/png", ".png", Group.PICTURE)
    WEBP = ("image/webp", ".webp", Group.PICTURE)
    GIF = ("image/gif", ".gif", Group.PICTURE)
    AVIF = ("image/avif", ".avif", Group.PICTURE)
    PDF = ("application/pdf", ".pdf", Group.DOCUMENT)
    DOCX = (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ".docx",
        Group.DOCUMENT,
    )
    XLSX = (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ".xlsx",
        Group.DOCUMENT,
    )
    PPTX = (
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        ".pptx",
        Group.DOCUMENT,
    )
    ODT = ("application/vnd.oasis.opendocument.text", ".odt", Group.DOCUMENT)
    ODS = ("application/vnd.oasis.opendocument.spreadsheet", ".ods", Group.DOCUMENT)
    ODP = ("application/vnd.oasis.opendocument.presentation", ".odp", Group.DOCUMENT)
    TXT = ("text/plain", ".txt", Group.TEXT)
    CSV = ("text/csv", ".csv", Group.TEXT)
    MP4 = ("video/mp4", ".mp4", Group.FILM)

    def __init__(self, media_type: str, extension: str, group: Group) -> None:
        self.media_type = media_type
        self.extension = extension
        self.group = group


@dataclass(frozen=True, slots=True)
class Limits:
    """How much the office takes in one file. Bytes, counts, and a ratio of bytes."""

    picture_bytes: int = 25 * MB
    document_bytes: int = 100 * MB
    text_bytes: int = 10 * MB
    film_bytes: int = 100 * MB
    archive_entries: int = 5_000
    archive_directory_bytes: int = 2 * MB
    unpacked_bytes: int = 400 * MB
    unpacked_ratio: int = 200

    def bytes_of(self, group: Group) -> int:
        return {
            Group.PICTURE: self.picture_bytes,
            Group.DOCUMENT: self.document_bytes,
            Group.TEXT: self.text_bytes,
            Group.FILM: self.film_bytes,
        }[group]

    @property
    def largest_bytes(self) -> int:
        return max(self.bytes_of(group) for group in Group)


DEFAULT_LIMITS = Limits()
