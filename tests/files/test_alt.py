"""Which words for people who cannot see a picture are worth nothing."""

import pytest

from sasando.files.alt import alt_fault

CAPTION = "Panen jagung di Noelbaki, 20 November 2026."
TITLE = "Petani Noelbaki panen jagung"
GOOD = [
    "Dua petani mengangkat karung jagung ke atas truk",
    "Fotografer memotret tari Lego-lego di Alor",
    "Gambaran umum kampung dari atas bukit",
    "Imagery of the bay hangs on the wall of the hall",
    "Photographers line the road to the airport",
    "شيخ يجلس أمام البيت الكبير",
    "गाँव के लोग कुएँ के पास खड़े हैं",
]
BAD = {
    "empty": ["", "   ", "\u200e"],
    "file name": ["IMG_2034.jpg", "DSC01234", "DSC_0042.JPG", "pxl_20261120", "foto1",
                  "WhatsApp Image 2026-11-20 at 10.00", "panen jagung final.jpeg",
                  "P1010042", "screenshot 12"],
    "opening": ["Foto bersama para petani", "Gambar kapal di dermaga",
                "gambar: kapal di dermaga", "Image of a ship at the pier",
                "Picture of a ship at the pier", "A photo of two farmers",
                "This is a picture of a ship", "Ini foto kapal di dermaga",
                "FOTO KEGIATAN RAPAT", "Tangkapan layar situs kantor",
                "\u202eFoto kapal di dermaga"],
    "short": ["Jagung", "Kapal ...", "🌾🌾🌾🌾🌾🌾🌾🌾🌾🌾🌾🌾", "1234567890123"],
    "long": ["Petani memanen " * 20],
    "caption": [CAPTION, "panen jagung di noelbaki 20 november 2026"],
    "title": [TITLE + "!", TITLE.upper()],
}  # fmt: skip


@pytest.mark.parametrize("text", GOOD)
def test_words_that_say_what_is_seen_are_taken(text: str) -> None:
    assert alt_fault(text, caption=CAPTION, title=TITLE) == ""


@pytest.mark.parametrize("text", [text for texts in BAD.values() for text in texts])
def test_words_that_say_nothing_are_refused(text: str) -> None:
    assert alt_fault(text, caption=CAPTION, title=TITLE) != ""


def test_each_fault_has_a_sentence_of_its_own() -> None:
    said = [
        {alt_fault(text, caption=CAPTION, title=TITLE) for text in texts}
        for texts in BAD.values()
    ]
    assert [len(each) for each in said] == [1] * len(BAD)
    assert len(set.union(*said)) == len(BAD)


def test_a_picture_without_caption_and_title_has_nothing_to_repeat() -> None:
    assert alt_fault(TITLE, caption="", title="…") == ""
