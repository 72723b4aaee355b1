"""The blocks of a text: what they refuse, what they show, what an approval covers."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import connection
from django.template import engines
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests import make
from tests.files.make_files import noise

from sasando.accounts.models import User
from sasando.core import digests
from sasando.core.workflow import NotAllowed
from sasando.files.models import OfficeDocument, Picture
from sasando.newsroom import body
from sasando.newsroom.blocks import BodyBlock
from sasando.newsroom.models import NewsPage

pytestmark = pytest.mark.django_db
ALT = "Dua ibu menenun di teras rumah adat"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def picture(title: str = "Tenun") -> Picture:
    file = ContentFile(noise(), name="a.jpg")
    mine = Picture(title=title, file=file, rights="own", consent="none")
    mine.save()
    mine.get_file_hash()
    return mine


def document() -> OfficeDocument:
    file = ContentFile(PDF, name="a.pdf")
    mine = OfficeDocument(title="Jadwal kapal", file=file)
    mine.save()
    mine.get_file_hash()
    mine.get_file_size()
    return mine


def film() -> OfficeDocument:
    """Return a row that names a film; the bytes do not matter here."""
    row = OfficeDocument(title="Film", file="documents/a.mp4", file_size=2_000_000)
    OfficeDocument.objects.bulk_create([row])
    return OfficeDocument.objects.latest("pk")


def image(of: Picture | None, **words: str) -> dict[str, Any]:
    told = {"alt": ALT, "caption": "Pasar Oebobo, 20 November.", "credit": "Ratna"}
    return {"picture": of, **told, **words}


def table(*rows: tuple[str, ...], caption: str = "Kapal", kinds: str = "tn") -> Any:
    names = {"t": "text", "n": "number"}
    return {
        "columns": [
            {"type": names[kind], "heading": f"Kolom {number}"}
            for number, kind in enumerate(kinds)
        ],
        "rows": [{"values": list(row)} for row in rows],
        "caption": caption,
    }


def chart(*rows: tuple[str, ...], kind: str = "bar", kinds: str = "tn") -> Any:
    data = table(*rows, kinds=kinds)
    return {"kind": kind, "data": data, "measure": "orang", "source": "Dishub"}


def cleaned(kind: str, value: Any, *, deferred: bool = False) -> Any:
    block = body.strict_block().child_blocks[kind]
    value = block.normalize(value)
    return block.clean_deferred(value) if deferred else block.clean(value)


def faults(kind: str, value: Any, *, deferred: bool = False) -> list[str]:
    try:
        cleaned(kind, value, deferred=deferred)
    except ValidationError as error:
        return list(body.sentences_in(error))
    return []


def rendered(kind: str, value: Any) -> str:
    stream = BodyBlock().normalize([(kind, value)])
    page = "{% load wagtailcore_tags %}{% for block in b %}{% include_block block %}"
    return engines["django"].from_string(page + "{% endfor %}").render({"b": stream})


# --- pictures -----------------------------------------------------------------


def test_a_picture_needs_alt_caption_and_credit_only_for_approval() -> None:
    empty = image(None, alt="", caption="", credit="")
    assert faults("image", empty, deferred=True) == []
    assert len(faults("image", empty)) == 4
    assert faults("image", image(picture())) == []


def test_a_false_alt_is_refused_once_the_text_is_sent() -> None:
    wrong = image(picture(), alt="IMG_2034.jpg")
    [sentence] = faults("image", wrong)
    assert "IMG" not in sentence
    assert faults("image", wrong, deferred=True) == []


def test_an_alt_that_repeats_its_caption_is_refused() -> None:
    assert len(faults("image", image(picture(), caption=f"{ALT}."))) == 1


def test_a_gallery_wants_two_pictures_and_judges_each() -> None:
    mine = picture()
    one = {"caption": "", "pictures": [image(mine)]}
    two = {"caption": "", "pictures": [image(mine), image(mine, alt="DSC01234")]}
    assert len(faults("gallery", one)) == 1
    assert faults("gallery", one, deferred=True) == []
    assert len(faults("gallery", two)) == 1


# --- numbers ------------------------------------------------------------------


@pytest.mark.parametrize(
    "cell", ["NaN", "inf", "1e400", "1.5", "١٢", "12 orang", "0x1"]
)
def test_what_is_no_number_is_refused_with_one_sentence(cell: str) -> None:
    for kind, value in (
        ("chart", chart(("Kupang", "1"), ("Ende", cell))),
        ("table", table(("Kupang", cell))),
    ):
        assert len(set(faults(kind, value))) == 1, kind
        assert faults(kind, value, deferred=True) == []


def test_a_table_has_a_caption_headings_and_an_end() -> None:
    assert faults("table", table(("Kupang", "1.204"))) == []
    assert len(faults("table", table(("Kupang", "1"), caption=" "))) == 1
    assert faults("table", table(("Kupang", "1"), caption=""), deferred=True) == []
    long = table(*[("Kupang", "1")] * 10_000)
    assert len(faults("table", long, deferred=True)) == 1


def test_a_chart_needs_words_first_and_then_numbers() -> None:
    good = chart(("Kupang", "1.204"), ("Ende", "3,5"))
    assert faults("chart", good) == []
    assert len(faults("chart", chart(("1", "Kupang"), kinds="nt"))) == 1
    assert (
        len(faults("chart", chart(("a", "1", "2"), ("b", "1", "2"), kinds="tnn"))) == 1
    )
    assert (
        faults(
            "chart", chart(("a", "1", "2"), ("b", "1", "2"), kind="line", kinds="tnn")
        )
        == []
    )
    assert len(faults("chart", chart(("Kupang", "1")))) == 1
    assert faults("chart", chart(("Kupang", "1"), ("Ende", "")), deferred=True) == []


def test_a_drawing_is_small_has_a_name_and_its_table() -> None:
    rows = [
        (f"Kabupaten nomor {n} yang namanya panjang", f"{n}.000") for n in range(1, 13)
    ]
    html = rendered("chart", chart(*rows))
    svg = html[html.index("<svg") : html.index("</svg>")]
    assert len(svg.encode()) <= 3_000
    assert 'role="img"' in svg
    assert "<title" in svg
    assert "<desc" in svg
    assert html.count("<tr>") == 13


def test_two_columns_of_one_heading_are_refused() -> None:
    twice = chart(("2025", "1", "2"), ("2026", "1", "2"), kind="line", kinds="tnn")
    twice["data"]["columns"][2]["heading"] = twice["data"]["columns"][1]["heading"]
    assert len(faults("chart", twice)) == 1


def test_long_lines_stay_small_too() -> None:
    rows = [(str(1980 + n), f"{n * 317}", f"{n * 211}", f"-{n}") for n in range(48)]
    html = rendered("chart", chart(*rows, kind="line", kinds="tnnn"))
    start = html.index('<svg class="chart__drawing"')
    assert len(html[start : html.index("</figure>")].split("<details")[0]) <= 3_000


def test_a_half_filled_chart_shows_its_table_and_breaks_nothing() -> None:
    html = rendered("chart", chart(("Kupang", ""), ("Ende", "NaN")))
    assert "<svg" not in html
    assert "Ende" in html


# --- films --------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)//youtu.be/abcdefghijk",
        "https://evil.example/watch?v=abcdefghijk",
        "https://youtube.com.evil.example/watch?v=abcdefghijk",
        "https://youtube.com@evil.example/watch?v=abcdefghijk",
        "https://youtu.be/abc",
        'https://youtu.be/abcdefgh"><script>',
        "https://www.youtube.com/playlist?list=PL1",
        "https://[youtu.be/abcdefghijk",
    ],
)
def test_only_one_video_of_youtube_is_an_address(address: str) -> None:
    value = {"title": "Panen", "address": address}
    assert len(faults("video", value)) == 1
    assert faults("video", value, deferred=True) == []
    html = rendered("video", value)
    assert "href" not in html
    assert "<script" not in html


def test_a_video_of_youtube_is_a_link_until_somebody_asks() -> None:
    value = {
        "title": "Panen",
        "address": "https://m.youtube.com/watch?v=abcdefghijk&t=9",
    }
    assert faults("video", value) == []
    html = rendered("video", value)
    assert 'href="https://www.youtube.com/watch?v=abcdefghijk"' in html
    assert "<iframe" not in html
    assert "<img" not in html


def test_our_own_film_needs_a_still_and_a_transcript() -> None:
    bare = {"title": "Panen", "file": film()}
    assert len(faults("video", bare)) == 2
    full = bare | {"poster": picture(), "transcript": "Petani memanen."}
    assert faults("video", full) == []
    html = rendered("video", full)
    assert 'preload="none"' in html
    assert ' poster="/' in html
    assert "video/mp4" in html
    assert len(faults("video", full | {"file": document()})) == 1


# --- words --------------------------------------------------------------------


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", " JaVaScript:x", "data:text/html,x"]
)
def test_a_link_that_runs_is_refused(link: str) -> None:
    value = f'<p><a href="{link}">lihat</a></p>'
    assert len(faults("paragraph", value)) == 1
    assert len(faults("callout", {"kind": "info", "words": value})) == 1
    assert faults("paragraph", '<p><a href="https://a.example">lihat</a></p>') == []


def test_a_key_figure_holds_a_number_and_says_where_it_is_from() -> None:
    good = {"number": "98 %", "counted": "warga", "source": "Dinkes"}
    assert faults("figure", good) == []
    assert len(faults("figure", good | {"number": "banyak"})) == 1
    assert len(faults("figure", good | {"source": ""})) == 1


def test_a_document_shows_name_type_and_size() -> None:
    html = rendered("document", {"document": document(), "about": ""})
    for word in ("Jadwal kapal", "PDF", "bita"):
        assert word in html


STRANGE = ["العربية ‮abc", "👩🏽‍🌾🌾" * 20, "<script>alert(1)</script>", "नमस्ते दुनिया"]


@pytest.mark.parametrize("words", STRANGE)
def test_strange_words_are_shown_as_words(words: str) -> None:
    html = rendered("chart", chart((words, "1"), ("b", "2")))
    html += rendered("quote", {"words": words, "speaker": words})
    html += rendered("figure", {"number": "1", "counted": words, "source": words})
    assert "<script" not in html


# --- the story ----------------------------------------------------------------


def with_everything(mine: Picture, paper: OfficeDocument) -> list[tuple[str, Any]]:
    return [
        ("image", image(mine)),
        ("gallery", {"caption": "", "pictures": [image(mine), image(picture())]}),
        ("document", {"document": paper, "about": ""}),
        ("chart", chart(("Kupang", "1"), ("Ende", "2"))),
    ]


def lacks(item: NewsPage) -> list[str]:
    return item.get_latest_revision_as_object().lacks()


def test_an_approval_covers_every_file_in_the_text(ratna: User, maria: User) -> None:
    mine, paper = picture(), document()
    item = make.published(by=ratna, approver=maria, body=with_everything(mine, paper))
    assert len(item.shown_files()) == 3
    before = digests.public_digest(item)
    Picture.objects.filter(pk=mine.pk).update(file_hash="0" * 40)
    assert digests.public_digest(NewsPage.objects.get(pk=item.pk)) != before
    mine.caption = "Lain sekali"
    with pytest.raises(NotAllowed):
        mine.save()


def test_an_incomplete_text_is_not_approved(ratna: User, maria: User) -> None:
    item = make.news(by=ratna, body=[("image", image(picture(), credit=""))])
    [sentence] = lacks(item)
    assert sentence.startswith(("Part 1", "Bagian 1"))
    with pytest.raises(NotAllowed):
        make.approve(item, by=maria)


def test_an_alt_that_repeats_the_title_is_not_approved(ratna: User) -> None:
    item = make.news(by=ratna, title=ALT, body=[("image", image(picture()))])
    assert len(lacks(item)) == 1


def test_a_draft_being_saved_beside_it_loosens_no_approval(ratna: User) -> None:
    item = make.news(by=ratna, body=[("image", image(picture(), credit=""))])
    shared = NewsPage.body.field.stream_block
    shared.defer_required_validation()
    try:
        assert len(lacks(item)) == 1
    finally:
        shared.restore_deferred_validation()


def test_a_large_gallery_costs_no_more_queries(
    client: Client, ratna: User, maria: User
) -> None:
    pictures = [image(picture()) for _each in range(6)]
    small, large = (
        make.published(
            by=ratna,
            approver=maria,
            title=f"Panen {count}",
            body=[("gallery", {"caption": "", "pictures": pictures[:count]})],
        )
        for count in (2, 6)
    )
    counts = []
    for item in (small, large):
        client.get(item.url)  # the sizes are made at the first visit
        with CaptureQueriesContext(connection) as captured:
            assert client.get(item.url).status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1]
