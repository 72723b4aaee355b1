import io
import re

import pikepdf
import pytest
from tests.printing.letters import letter, opened, words

from sasando.printing import PrintError, render

FOOT = r"DinasKomunikasidanInformatika·480/117/KOMINFO/2026Halaman\d+dari\d+"
SENTENCE = "Pekerjaan sambungan air bersih di desa sudah selesai dan dipakai warga. "


def test_a_long_letter_numbers_its_pages():
    pdf = render("letter", letter(paragraphs=[SENTENCE * 9] * 170), language="id")
    count = len(opened(pdf).pages)
    assert count >= 30
    assert f"Halaman{count}dari{count}" in words(pdf)


def test_a_letter_of_one_page_has_no_page_number():
    pdf = render("letter", letter(), language="id")
    assert len(opened(pdf).pages) == 1
    assert "Halaman" not in words(pdf)


def test_one_paragraph_may_run_over_many_pages():
    data = letter(paragraphs=[SENTENCE * 500], closing=[])
    assert len(opened(render("letter", data, language="id")).pages) > 5


def test_the_signature_never_stands_alone_on_a_page():
    # Thirty lengths of the text before it, so that one of them falls on the edge.
    for lines in range(1, 31):
        data = letter(paragraphs=[SENTENCE] * lines, table=None, copies=[])
        pages = opened(render("letter", data, language="id")).pages
        if len(pages) == 2:
            break
    pdf = opened(render("letter", data, language="id"))
    del pdf.pages[0]
    last = words(_saved(pdf))
    assert last.index("Andabolehmengajukankeberatan.") < last.index("Pejabat")


def test_a_letter_without_any_list_is_printed():
    data = letter(paragraphs=[], closing=[], recipient=[], copies=[], table=None)
    shown = words(render("letter", data, language="id"))
    assert "Yth." not in shown
    assert "Tembusan" not in shown
    assert "RatnaTallo" in shown


def test_fields_that_may_be_left_out_leave_no_label():
    data = letter()
    for name in ("nature", "enclosure", "copies", "table", "closing"):
        del data[name]
    shown = words(render("letter", data, language="id"))
    assert "Sifat" not in shown
    assert "Lampiran" not in shown


def test_a_table_without_rows_says_so():
    table = {"caption": "Kosong", "columns": ["a", "b"], "rows": []}
    assert "Tidakadaisi." in words(render("letter", letter(table=table), language="id"))


@pytest.mark.parametrize("subject", ["Judul panjang " * 357, "A" * 5000])
def test_a_subject_of_five_thousand_characters_stays_whole(subject):
    pdf = render("letter", letter(subject=subject), language="id")
    assert subject.replace(" ", "") in re.sub(FOOT, "", words(pdf))
    assert str(opened(pdf).docinfo.Title).strip() == subject.strip()


def test_text_from_right_to_left_is_marked_as_such():
    arabic = "رسالة إلى المكتب"
    data = letter(subject=arabic, paragraphs=[arabic, f"Kata {arabic} di tengah."])
    paper = opened(render("letter", data, language="id"))
    assert str(paper.docinfo.Title) == arabic
    assert "ar" in _languages(paper.Root.StructTreeRoot.K)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"subject": 5}, "“subject” must be text and may not be empty"),
        ({"subject": "  "}, "“subject” must be text and may not be empty"),
        ({"letterhead": []}, "“letterhead.office” must be text"),
        ({"signatory": {"position": "x"}}, "“signatory.name” must be text"),
        ({"nature": 3}, "“nature” must be text; correct it, or leave it empty"),
        ({"paragraphs": "one text"}, "“paragraphs” must be a list of texts"),
        ({"recipient": ["a", 1]}, "“recipient” must be a list of texts"),
        ({"table": {"rows": [["a"]]}}, "“table” must be a table in which every row"),
        (
            {"table": {"caption": "a", "columns": ["a"], "rows": [["a", "b"]]}},
            "“table” must be a table in which every row",
        ),
        ({"date": "yesterday"}, "“date” must be a date such as 2026-11-24"),
        ({"date": None}, "“date” must be a date such as 2026-11-24"),
    ],
)
def test_a_wrong_field_is_named_in_one_sentence(changes, sentence):
    with pytest.raises(PrintError) as caught:
        render("letter", letter(**changes), language="id")
    assert str(caught.value).startswith(sentence)


def _saved(pdf):
    file = io.BytesIO()
    pdf.save(file)
    return file.getvalue()


def _languages(node):
    if isinstance(node, pikepdf.Array):
        return [found for one in node for found in _languages(one)]
    if not isinstance(node, pikepdf.Dictionary):
        return []
    own = [str(node.Lang)] if "/Lang" in node else []
    return own + _languages(node.get("/K"))
