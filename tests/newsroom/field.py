"""What is sent from the field in tests: photos, forms and pieces."""

from typing import Any
from uuid import UUID

from django.test import Client
from tests.files.make_files import exif, picture

FORM = "/kantor/lapangan/"
KEY = UUID("0b0a7a4e-6f0f-4f0e-8f63-1f6f0a7f1c01")
PHOTO = UUID("0b0a7a4e-6f0f-4f0e-8f63-1f6f0a7f1c02")


def photo(taken: str = "") -> bytes:
    """Return a JPEG; with a time where one is given ("2026:11:20 09:15:00")."""
    told = {"caption": "", "photographer": "", "rights": ""}
    return picture(exif=exif(taken=taken, **told)) if taken else picture()


def words(**more: Any) -> dict[str, Any]:
    facts = {"key": str(KEY), "title": "Panen di Oelamasi", "text": "Warga panen."}
    return facts | {"place": "Oelamasi", "people": "Camat"} | more


def place(name: str = "", *, draft: UUID = KEY, key: UUID = PHOTO) -> str:
    return f"{FORM}foto/{draft}/{key}/{name}"


def begin(client: Client, size: int, **where: Any) -> Any:
    address = place("mulai/", **where)
    return client.post(f"{address}?besar={size}&nama=oelamasi.jpg")


def piece(client: Client, offset: int, content: bytes, **where: Any) -> Any:
    return client.post(
        f"{place(**where)}?mulai={offset}",
        content,
        content_type="application/octet-stream",
    )


def end(client: Client, sha256: str = "", **where: Any) -> Any:
    return client.post(f"{place('selesai/', **where)}?sha256={sha256}")
