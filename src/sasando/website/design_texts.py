"""What texts are made of, for `/_design/`: each block in each state, in no database."""

from typing import Any

from sasando.core.models import Ending
from sasando.newsroom.blocks import BodyBlock
from sasando.newsroom.history import History
from sasando.newsroom.models import Story

NUMBERS: dict[str, Any] = {
    "columns": [
        {"type": "text", "heading": "Kabupaten"},
        {"type": "number", "heading": "2025"},
        {"type": "number", "heading": "2026"},
    ],
    "rows": [
        {"values": ["Pulau Timur", "1204", "1310"]},
        {"values": ["Pegunungan Tengah Selatan", "-12,5", "98"]},
        {"values": ["Pulau Kecil", "0", ""]},
    ],
    "caption": "Desa yang mendapat air bersih",
}
BARS: dict[str, Any] = NUMBERS | {
    "columns": NUMBERS["columns"][:2],
    "rows": [{"values": row["values"][:2]} for row in NUMBERS["rows"]],
}
LINES: dict[str, Any] = NUMBERS | {
    "rows": [
        {"values": [month, str(number), str(50 - number)]}
        for month, number in (("Januari", 12), ("Februari", 31), ("Maret", 27))
    ]
}
WORDS = (
    "<p>Dua belas truk <b>tangki</b> membawa air ke <i>tiap</i> desa; "
    '<a href="#c-naskah">jadwalnya ada di sini</a>.</p>'
    "<ul><li>Senin: Desa Hulu</li><li>Selasa: Desa Hilir</li></ul>"
    "<ol><li>Datang.</li><li>Antre.</li></ol>"
)
SOURCE = "Badan Penanggulangan Bencana Daerah"
QUOTE = {"words": "Dulu kami berjalan dua jam.", "speaker": "Budi Contoh, petani"}
FIGURE = {"number": "1.204", "counted": "keluarga pada 2026", "source": SOURCE}
MEASURE = {"measure": "desa", "source": SOURCE}
VIDEO = {
    "title": "Cara menyaring air",
    "address": "https://youtu.be/abcdefghijk",
    "transcript": "Tuang air keruh ke dalam ember.",
}
TEXT: list[tuple[str, Any]] = [
    ("heading", "Dari mana airnya?"),
    ("paragraph", WORDS),
    ("quote", QUOTE),
    ("figure", FIGURE),
    ("callout", {"kind": "info", "words": "<p>Bawa jeriken sendiri.</p>"}),
    ("callout", {"kind": "warning", "words": "<p>Jangan minum air mentah.</p>"}),
    ("table", NUMBERS),
    ("chart", {"kind": "bar", "data": BARS} | MEASURE),
    ("chart", {"kind": "line", "data": LINES} | MEASURE),
    ("video", VIDEO),
]


def body() -> Any:
    """Return a text with every block; with pictures, where the office shows one.

    Up to three queries: a picture that a public story shows, and its sizes.
    """
    shown = Story.listed.out().exclude(picture=None).select_related("picture")
    story = shown.defer("body").order_by("-first_published_at", "-pk").first()
    text = TEXT if story is None else [*TEXT, *pictures(story)]
    rows = [
        {"type": kind, "value": value, "id": f"contoh-{number}"}
        for number, (kind, value) in enumerate(text)
    ]
    return BodyBlock().to_python(rows)


def pictures(story: Story) -> list[tuple[str, Any]]:
    one = {
        "picture": story.picture_id,
        "alt": story.picture_alt,
        "caption": "Sabtu pagi di pelabuhan.",
        "credit": "Oktavianus Contoh",
    }
    return [("image", one), ("gallery", {"caption": "Sehari", "pictures": [one, one]})]


def document() -> dict[str, Any]:
    """Return a document as its block shows it."""
    file = {"url": "#c-naskah", "title": "Jadwal air bersih", "file_size": 431_000}
    return {"document": file | {"file_extension": "pdf"}, "about": "Satu halaman."}


def history(at: Any) -> History:
    """Return a text that was changed once, with a note."""
    changes = ({"before": "", "at": at, "note": "Jumlah truk 12, bukan 21."},)
    return History(2, "0123456789abcdef" * 4, at, changes)


def ending(at: Any) -> Ending:
    return Ending(act=Ending.REVOKE, at=at, reason="Jadwalnya diganti.")
