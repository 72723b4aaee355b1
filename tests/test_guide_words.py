"""The guide of the office promises that its words are those of the screens."""

import re
from pathlib import Path

import polib
import pytest
import wagtail

pytestmark = pytest.mark.once
GUIDE = Path("docs/panduan/README.md")
# Signs, kinds of files, and what another program or the office itself has named.
OF_OTHERS = {
    *("⋯", "xlsx", "pdf", "lewat surel"),
    *("perkakas", "ekspor", "semua konten"),
    "ajukan ke persetujuan orang kedua",
}


def plain(words: str) -> str:
    return re.sub(r"[\s.…:?]+$", "", " ".join(words.split())).lower()


def shown() -> set[str]:
    """Return every word and sentence of the Indonesian screens, ours and Wagtail's."""
    ours = Path("src/sasando").glob("locale*/id/LC_MESSAGES/*.po")
    theirs = Path(wagtail.__file__).parent.glob("**/locale/id_ID/LC_MESSAGES/*.po")
    said = set()
    for file in (*ours, *theirs):
        for entry in polib.pofile(str(file)):
            for words in (entry.msgstr, *entry.msgstr_plural.values()):
                # “Ralat kecil: salah tulis”, “Serahkan ke %(unit)s”.
                said |= {plain(words), plain(words.split(":")[0].split("%(")[0])}
    return said


def test_every_bold_word_of_the_guide_stands_on_a_screen() -> None:
    bold = re.findall(r"\*\*(.+?)\*\*", GUIDE.read_text("utf-8"), re.S)
    named = {plain(part) for words in bold for part in words.split("→")}
    assert len(named) > 60
    assert sorted(named - shown() - OF_OTHERS) == []


@pytest.mark.parametrize("word", ["koreksi kecil", "buntu"])
def test_one_thing_has_one_name_in_guide_and_screens(word: str) -> None:
    assert word not in GUIDE.read_text("utf-8").lower()
    assert [words for words in shown() if word in words] == []
