import pikepdf
import pytest
from tests.printing.letters import fonts, letter, opened, words

from sasando.printing import TEMPLATES, render
from sasando.printing.characters import FONTS

PDFA = "{http://www.aiim.org/pdfa/ns/id/}"
PDFUA = "{http://www.aiim.org/pdfua/ns/id/}"


@pytest.fixture(scope="module", params=["id", "en"])
def paper(request):
    return opened(render("letter", letter(), language=request.param))


def kinds(node):
    if isinstance(node, pikepdf.Array):
        return [kind for one in node for kind in kinds(one)]
    if not isinstance(node, pikepdf.Dictionary):
        return []
    own = [str(node.S)] if "/S" in node else []
    return own + kinds(node.get("/K"))


def test_a_letter_declares_pdf_a_2a_and_pdf_ua_1(paper):
    with paper.open_metadata(update_docinfo=False) as facts:
        assert facts[f"{PDFA}part"] == "2"
        assert facts[f"{PDFA}conformance"] == "A"
        assert facts[f"{PDFUA}part"] == "1"
    assert paper.Root.OutputIntents[0].S == "/GTS_PDFA1"


@pytest.mark.parametrize(("language", "tag"), [("id", "id-ID"), ("en", "en-GB")])
def test_a_letter_names_its_language_title_and_author(language, tag):
    paper = opened(render("letter", letter(), language=language))
    assert str(paper.Root.Lang) == tag
    assert str(paper.docinfo.Title) == "Jawaban atas permohonan informasi"
    assert str(paper.docinfo.Author) == "Dinas Komunikasi dan Informatika"
    assert paper.Root.ViewerPreferences.DisplayDocTitle is True


def test_a_letter_is_tagged_with_heading_table_and_list(paper):
    assert paper.Root.MarkInfo.Marked is True
    found = kinds(paper.Root.StructTreeRoot.K)
    assert found.count("/H1") == 1
    assert found.count("/TH") == 3
    assert found.count("/TD") == 3
    assert {"/Document", "/P", "/Table", "/Caption", "/L", "/LI"} <= set(found)


def test_every_font_is_embedded_and_is_one_of_ours(paper):
    used = fonts(paper)
    assert used
    for font in used:
        inner = font.DescendantFonts[0]
        assert {"/FontFile2", "/FontFile3"} & set(inner.FontDescriptor.keys())
        assert "+Noto" in str(font.BaseFont)


def test_the_same_data_give_the_same_bytes():
    first = render("letter", letter(), language="id")
    assert render("letter", letter(), language="id") == first
    later = render("letter", letter(date="2026-11-25"), language="id")
    assert later != first


def test_the_file_is_dated_by_the_data_and_not_by_the_clock(paper):
    assert str(paper.docinfo.CreationDate).startswith("D:20261124")
    assert str(paper.docinfo.ModDate).startswith("D:20261124")


def test_each_language_has_its_own_words():
    indonesian = words(render("letter", letter(), language="id"))
    english = words(render("letter", letter(date="2026-08-17"), language="en"))
    assert "Nomor:480/117" in indonesian
    assert "24November2026" in indonesian
    assert "Number:480/117" in english
    assert "17August2026" in english


def test_fonts_are_small_and_carry_their_licence():
    assert sum(one.stat().st_size for one in FONTS.iterdir()) < 3_000_000
    assert "SIL OPEN FONT LICENSE" in (FONTS / "OFL.txt").read_text("utf-8")


def test_templates_import_only_our_own_paper():
    for template in TEMPLATES.glob("*.typ"):
        lines = template.read_text("utf-8").splitlines()
        imports = [line for line in lines if "import " in line or "include " in line]
        assert imports == ['#import "@sasando/paper:1.0.0": *'], template.name
