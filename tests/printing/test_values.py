import json
import re
from datetime import date

import pytest
from tests.printing.letters import letter, words

from sasando.printing import PrintError, render
from sasando.printing.characters import FONTS, clean, printable

HOSTILE = [
    '#read("/etc/passwd")',
    "*bold*_em_`raw`",
    "$x^2$",
    "\\",
    "=Heading",
    "-item",
    "<label>@ref[b]{c}",
    "//comment/*more*/",
    "---...'a'\"b\"",
    "https://contoh.example/a?b=1&c=2",
    "#{1+1}",
    "sasando-field|subject|text",
]


@pytest.mark.parametrize("value", HOSTILE)
def test_a_value_is_printed_as_it_is_written(value):
    pdf = render("letter", letter(paragraphs=[f"Awal {value} akhir"]), language="id")
    assert f"Awal{value}akhir" in words(pdf)


def test_markup_is_literal_in_every_field_of_a_letter():
    value = "#panic()*a*"
    data = letter(
        letterhead=dict.fromkeys(("office", "unit", "address"), value),
        recipient=[value],
        table={"caption": value, "columns": [value], "rows": [[value]]},
        signatory=dict.fromkeys(("position", "name", "number"), value),
        copies=[value],
        **dict.fromkeys(("number", "place", "nature", "enclosure", "subject"), value),
    )
    shown = words(render("letter", data, language="en"))
    assert shown.lower().count(value) >= 15


def test_every_character_our_fonts_have_can_be_printed():
    spans = json.loads((FONTS / "coverage.json").read_text("utf-8"))
    pairs = [[int(end, 16) for end in span.split("-")] for span in spans]
    every = "".join(chr(c) for first, last in pairs for c in range(first, last + 1))
    rows = [clean(" ".join(every[at : at + 40])) for at in range(0, len(every), 40)]
    assert sum(row.count("\ufffd") for row in rows) == 1
    assert render("letter", letter(paragraphs=rows), language="id")


@pytest.mark.parametrize(
    "text",
    [
        "Selamat 🎉 ❤️ 👩‍👩‍👧 🇮🇩 👍🏽 🏴󠁧󠁢󠁥󠁮󠁧󠁿",
        "中文 ꦗꦮ 𓀀 \U0010ffff \ue000",
        "\x00\x07\x1b\x7f\ud800\udfff\ufeff\ufffe",
        "z̷̡͇͍͆͗ä́̈́̈́l",
        "\u202e1234\u202c \u2066abc \u200d\u200d\ufe0f",
        "",
        " \n\n ",
    ],
)
def test_no_character_stops_a_letter(text):
    data = letter(paragraphs=[text], subject=f"Hal {text}", recipient=[text])
    assert render("letter", data, language="id").startswith(b"%PDF-1.7")


def test_diacritics_of_our_languages_come_out():
    shown = "ŊŋƁɓƊɗʼÉéÈèâêôḀ"
    assert shown in words(render("letter", letter(paragraphs=[shown]), language="id"))


def test_a_character_without_a_glyph_is_marked_and_not_lost():
    assert clean("a中b") == "a\ufffdb"


def test_unseen_characters_are_removed_and_line_ends_are_kept():
    assert clean("a\x00b\ufeffc\u202ed\r\ne\u2028f\tg") == "abcd\ne\nf g"
    assert clean("e\u0301") == "é"


def test_dates_and_tuples_become_plain_json():
    assert printable({"a": (date(2026, 11, 24), 1, 1.5, None, True)}) == {
        "a": ["2026-11-24", 1, 1.5, None, True]
    }


@pytest.mark.parametrize(
    ("value", "field"),
    [
        ({"a": {"b": [1, object()]}}, "a.b.2"),
        ({"a": float("nan")}, "a"),
        ({"a": b"bytes"}, "a"),
        ({"a": {1: "x"}}, "a"),
    ],
)
def test_a_value_that_is_not_data_is_named(value, field):
    with pytest.raises(PrintError, match=rf"^“{re.escape(field)}” holds something"):
        printable(value)


def test_data_that_hold_themselves_are_refused():
    loop: list[object] = []
    loop.append(loop)
    with pytest.raises(PrintError, match="holds something that cannot be printed"):
        printable({"loop": loop})
