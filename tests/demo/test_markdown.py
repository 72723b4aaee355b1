"""The small markdown of the demo, and how it says where a file is wrong."""

from datetime import date

import pytest

from sasando.demo import content, markdown
from sasando.demo.markdown import Unreadable

FRONT = "---\ntitle: Feri\nslug: feri\n---\n"


def blocks(body: str) -> list[markdown.Block]:
    return markdown.read(FRONT + body, name="feri.md").blocks


def test_front_matter_becomes_facts() -> None:
    text = markdown.read("---\ntitle: Dua: feri\nalt:\n---\n", name="feri.md")
    assert text.facts == {"title": "Dua: feri", "alt": ""}
    assert text.blocks == []


def test_paragraphs_and_lists_become_one_rich_text() -> None:
    assert blocks("Satu\nbaris.\n\n- a\n- **b**\n\n1. c\n") == [
        (
            "paragraph",
            "<p>Satu baris.</p><ul><li>a</li><li><b>b</b></li></ul><ol><li>c</li></ol>",
        )
    ]


def test_a_heading_parts_two_texts() -> None:
    kinds = [kind for kind, _value in blocks("Satu.\n\n## Jadwal\n\nDua.\n")]
    assert kinds == ["paragraph", "heading", "paragraph"]


def test_a_quote_names_its_speaker() -> None:
    assert blocks("> Kami\n> senang.\n> — Agnes\n") == [
        ("quote", {"words": "Kami senang.", "speaker": "Agnes"})
    ]


def test_links_are_kept_and_markup_is_text() -> None:
    html = '<p>*&lt;b&gt; &amp; <a href="https://example.org/">sini</a></p>'
    assert blocks("*<b> & [sini](https://example.org/)") == [("paragraph", html)]


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("title: Feri\n", "feri.md:1:"),
        ("---\ntitle: Feri\n", "feri.md:2:"),
        ("---\ntitle: Feri\nno colon here\n---\n", "feri.md:3:"),
        ("---\ntitle: a\ntitle: b\n---\n", "feri.md:3:"),
        (FRONT + "\n# Besar\n", "feri.md:6:"),
        (FRONT + "\n> Tanpa nama.\n", "feri.md:6:"),
        (FRONT + "\n- a\nb\n", "feri.md:7:"),
    ],
)
def test_a_broken_file_is_refused_by_name_and_line(text: str, where: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        markdown.read(text, name="feri.md")
    assert str(refusal.value).startswith(where)


def test_a_table_becomes_rows_by_the_words_of_its_head() -> None:
    text = "# Unit\n\n| name | short |\n| --- | --- |\n| Biro Hukum | |\n"
    assert markdown.table(text, name="u.md") == [{"name": "Biro Hukum", "short": ""}]


def test_a_row_with_a_cell_too_many_is_refused_by_line() -> None:
    text = "| name |\n| --- |\n| a |\n| b | c |\n"
    with pytest.raises(Unreadable, match=r"^u\.md:4: 2 cells, not 1$"):
        markdown.table(text, name="u.md")


def test_days_in_a_text_are_counted_from_today() -> None:
    today = date(2026, 11, 24)
    assert (
        content.dated("Mulai {+7}.", today=today, language="id") == "Mulai 1 Desember."
    )
    assert (
        content.dated("From {-1}.", today=today, language="en") == "From 23 November."
    )


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (("slug: ", "sluk: "), "“slug” is missing"),
        (("unit: ", "unti: "), "“unti” is not known"),
        (("days: -1", "days: kemarin"), "“days” is a number of days"),
        (("time: 09.30", "time: pagi"), "“days” is a number of days"),
        (("---\nKapal", "state: lost\n---\nKapal"), "“lost” is no state"),
    ],
)
def test_a_story_with_a_wrong_fact_is_refused(
    tmp_path, change: tuple[str, str], complaint: str
) -> None:
    whole = (content.CONTENT / "newsroom" / "feri-kupang-rote.md").read_text("utf-8")
    file = tmp_path / "feri.md"
    file.write_text(whole.replace(*change), "utf-8")
    with pytest.raises(Unreadable, match=r"^feri\.md:1: ") as refusal:
        content.story(file, today=date(2026, 11, 24), language="id")
    assert complaint in str(refusal.value)
