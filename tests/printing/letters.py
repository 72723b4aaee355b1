"""The letter that the tests print, and its text read back from the PDF."""

import copy
import io
import re
from typing import Any

import pikepdf

LETTER: dict[str, Any] = {
    "letterhead": {
        "office": "Pemerintah Provinsi Nusa Tenggara Timur",
        "unit": "Dinas Komunikasi dan Informatika",
        "address": "Jalan Contoh Nomor 12, Kupang 85111 · humas@kantor.example",
    },
    "number": "480/117/KOMINFO/2026",
    "place": "Kupang",
    "date": "2026-11-24",
    "nature": "Biasa",
    "enclosure": "1 (satu) berkas",
    "subject": "Jawaban atas permohonan informasi",
    "recipient": ["Sari Adoe", "Jalan Sasando Nomor 4", "Kupang"],
    "paragraphs": [
        "Terima kasih atas permohonan informasi Anda.",
        "Kami dapat memberikan semua informasi yang Anda minta.",
    ],
    "table": {
        "caption": "Informasi yang kami berikan",
        "columns": ["Nomor", "Informasi", "Biaya"],
        "rows": [["1", "Rincian anggaran air bersih desa", "Rp2.400"]],
    },
    "closing": ["Anda boleh mengajukan keberatan."],
    "signatory": {
        "position": "Pejabat Pengelola Informasi dan Dokumentasi",
        "name": "Ratna Tallo, S.Sos.",
        "number": "NIP 19800101 200501 2 001",
    },
    "copies": ["Kepala Dinas", "Arsip"],
}


def letter(**changes: Any) -> dict[str, Any]:
    return {**copy.deepcopy(LETTER), **changes}


def opened(pdf: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pdf))


def fonts(pdf: pikepdf.Pdf) -> list[pikepdf.Object]:
    return [
        font for page in pdf.pages for font in page.Resources.get("/Font", {}).values()
    ]


def words(pdf: bytes) -> str:
    """The visible text in drawing order, without any white space."""
    return re.sub(r"\s+", "", "".join(_page_text(page) for page in opened(pdf).pages))


def _page_text(page: pikepdf.Page) -> str:
    letters = {name: _letters(font) for name, font in page.Resources.Font.items()}
    text, chosen = [], {}
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) == "Tf":
            chosen = letters[str(operands[0])]
        elif str(operator) in ("Tj", "TJ"):
            text += [chosen[code] for code in _codes(operands[0])]
    return "".join(text)


def _codes(shown: Any) -> list[int]:
    parts = [shown] if isinstance(shown, pikepdf.String) else list(shown)
    raw = b"".join(bytes(one) for one in parts if isinstance(one, pikepdf.String))
    return [int.from_bytes(raw[at : at + 2], "big") for at in range(0, len(raw), 2)]


def _letters(font: pikepdf.Object) -> dict[int, str]:
    table = font.ToUnicode.read_bytes().decode("ascii")
    pairs = re.findall(r"^<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]+)>\s*$", table, re.M)
    found = {int(code, 16): _utf16(text) for code, text in pairs}
    ranges = "".join(re.findall(r"beginbfrange(.*?)endbfrange", table, re.S))
    spans = re.findall(r"<(\w{4})>\s*<(\w{4})>\s*<(\w+)>", ranges)
    for first, last, text in spans:
        for step in range(int(last, 16) - int(first, 16) + 1):
            found[int(first, 16) + step] = chr(ord(_utf16(text)) + step)
    return found


def _utf16(digits: str) -> str:
    return bytes.fromhex(digits).decode("utf-16-be")
