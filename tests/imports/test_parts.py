"""The HTML of an old site becomes our blocks; nothing harmful or silent is left."""

import time
from typing import Any

import pytest
from tests.imports.old_site import ADDRESS, ALT, image

from sasando.imports.levels import level
from sasando.imports.media import Library
from sasando.imports.parts import Shown
from sasando.imports.plans import read
from sasando.imports.wxr import Item

UPLOADS = f"{ADDRESS}/wp-content/uploads"


def library() -> Library:
    found = Library({"lama.example.org"})
    for number in ("11", "12", "13"):
        found.numbered[number] = Shown(f"2015/03/{number}.jpg", alt=ALT)
    return found


def parts(text: str, **facts: str) -> Any:
    item = Item(1, {"title": "Air bersih", **facts})
    return read(text, item, library())


def blocks(text: str) -> list[tuple[str, Any]]:
    return [(each["type"], each["value"]) for each in parts(text).blocks]


def losses(text: str) -> list[str]:
    return [str(each.words.get("what", each.code)) for each in parts(text).faults]


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Satu\n\nDua\ntiga", "<p>Satu</p><p>Dua<br/>tiga</p>"),
        ("<p>Satu <strong>dua</strong></p>", "<p>Satu <b>dua</b></p>"),
        ("<div><div>Satu</div>Dua</div>", "<p>Satu</p><p>Dua</p>"),
        (
            "<ul><li>a</li><li>b <em>c</em></li></ul>",
            "<ul><li>a</li><li>b <i>c</i></li></ul>",
        ),
        ("foto.jpg", "<p>foto.jpg</p>"),
        ("https://example.org/a.html", "<p>https://example.org/a.html</p>"),
        ("a < b & c", "<p>a &lt; b &amp; c</p>"),
        ("Rapat [sic] butir [1]", "<p>Rapat [sic] butir [1]</p>"),
        (
            "<!-- wp:paragraph -->\n<p>Satu\ndua</p>\n<!-- /wp:paragraph -->",
            "<p>Satu\ndua</p>",
        ),
        (
            '<a href="https://example.org/">x</a>',
            '<p><a href="https://example.org/">x</a></p>',
        ),
        (
            f'<a href="{ADDRESS}/2014/a/?b=1">x</a>',
            '<p><a href="/2014/a/?b=1">x</a></p>',
        ),
    ],
)
def test_words_become_paragraphs(text: str, html: str) -> None:
    assert blocks(text) == [("paragraph", html)]
    assert parts(text).faults == []


def test_headings_part_the_text_and_quotes_keep_their_speaker() -> None:
    found = blocks(
        "<h2>Air</h2><p>A</p><blockquote><p>Siap</p><cite>Ibu Ina</cite></blockquote>B"
    )
    assert found == [
        ("heading", "Air"),
        ("paragraph", "<p>A</p>"),
        ("quote", {"words": "Siap", "speaker": "Ibu Ina"}),
        ("paragraph", "<p>B</p>"),
    ]


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        ("a<script>alert(1)</script>b", "<script>"),
        ("a<style>p{}</style>b", "<style>"),
        ('a<iframe src="https://peta.example.org"></iframe>b', "<iframe>"),
        ("a<form><input></form>b", "<form>"),
        ("a[contact-form-7 id=1]b", "[contact-form-7]"),
        ("a[tabs]b", "[tabs]"),
    ],
)
def test_what_has_no_place_is_left_out_and_named(text: str, lost: str) -> None:
    [(kind, html)] = blocks(text)
    assert kind == "paragraph"
    assert html == "<p>ab</p>"
    assert lost in losses(text)


@pytest.mark.parametrize(
    "text",
    [
        '<a href="javascript:alert(1)">x</a>',
        '<a href=" java\tscript:alert(1)">x</a>',
        '<a href="data:text/html,x">x</a>',
        '<a href="//evil.example.org/">x</a>',
        '<p onclick="alert(1)" style="color:red">x</p>',
        '<svg onload="alert(1)"><text>x</text></svg>',
        '<img src="x" onerror="alert(1)">x',
        '<a href="https://lama.example.org//evil.example.org/">x</a>',
    ],
)
def test_nothing_that_runs_or_misleads_gets_through(text: str) -> None:
    html = str(blocks(text))
    for sign in (
        "javascript",
        "script:",
        "onerror",
        "onclick",
        "onload",
        "style",
        "data:",
    ):
        assert sign not in html
    assert 'href="//' not in html


def test_a_caption_keeps_its_picture_and_words() -> None:
    shown = image("2015/03/a-300x200.jpg")
    text = f"[caption id='a' width='300']{shown} Dermaga Bolok[/caption]"
    [(kind, value)] = blocks(text)
    assert kind == "image"
    assert value["picture"] == "2015/03/a.jpg"
    assert (value["alt"], value["caption"]) == (ALT, "Dermaga Bolok")


def test_figures_links_and_classes_lead_to_the_same_picture() -> None:
    words = "<figcaption>Kata</figcaption>"
    figure = f'<figure class="wp-block-image">{image("b.png")}{words}</figure>'
    linked = f'<a href="{UPLOADS}/b.png">{image("b-150x150.png")}</a>'
    numbered = '<img class="alignleft wp-image-12" src="https://cdn.example.net/x.jpg">'
    found = blocks(figure + linked + numbered)
    assert [value["picture"] for _kind, value in found] == [
        "b.png",
        "b.png",
        "2015/03/12.jpg",
    ]
    assert found[0][1]["caption"] == "Kata"


def test_galleries_become_galleries() -> None:
    [(kind, value)] = blocks('[gallery ids="11,12,99"]')
    assert kind == "gallery"
    assert [each["picture"] for each in value["pictures"]] == [
        "2015/03/11.jpg",
        "2015/03/12.jpg",
    ]
    many = "".join(f"<figure>{image(f'{n}.jpg')}</figure>" for n in (1, 2))
    [(kind, value)] = blocks(f"<figure class='wp-block-gallery'>{many}</figure>")
    assert (kind, len(value["pictures"])) == ("gallery", 2)


@pytest.mark.parametrize(
    "text",
    [
        "[embed]https://www.youtube.com/watch?v=abcdefghijk[/embed]",
        "https://youtu.be/abcdefghijk",
        '<iframe width="1" src="https://www.youtube.com/embed/abcdefghijk?a=1"></iframe>',
        '<iframe src="//www.youtube.com/embed/abcdefghijk"></iframe>',
        '<figure class="wp-block-embed"><div>\nhttps://youtu.be/abcdefghijk\n</div></figure>',
    ],
)
def test_films_become_films(text: str) -> None:
    [(kind, value)] = blocks(f"Satu\n\n{text}\n\nDua")[1:-1]
    assert kind == "video"
    assert value["title"] == "Air bersih"
    assert "abcdefghijk" in value["address"]


def test_a_picture_of_another_site_is_left_out_and_named() -> None:
    found = parts(
        'a<img src="https://lain.example.net/x.jpg">'
        '<img src="data:image/png;base64,AA">'
    )
    assert [each["type"] for each in found.blocks] == ["paragraph"]
    assert [each.code for each in found.faults] == ["picture_elsewhere"] * 2


def test_a_linked_document_is_brought_along() -> None:
    found = parts(f'<a href="{UPLOADS}/2015/renja.pdf">Renja</a>')
    assert found.keys == ["2015/renja.pdf"]
    assert 'linktype="document" id="2015/renja.pdf"' in found.blocks[0]["value"]


def test_tables_keep_their_cells_or_become_lines() -> None:
    head = "<tr><th>Desa</th><th>Warga</th></tr>"
    [(kind, value)] = blocks(
        f"<table><caption>Air</caption>{head}<tr><td>Oesao</td><td>40</td></tr></table>"
    )
    assert kind == "table"
    assert [each["heading"] for each in value["columns"]] == ["Desa", "Warga"]
    assert value["rows"] == [{"values": ["Oesao", "40"]}]
    row = "<tr><td>Oesao</td><td>40</td></tr>"
    merged = f'<table><tr><td colspan="2">Desa</td></tr>{row}</table>'
    assert blocks(merged) == [("paragraph", "<p>Desa</p><p>Oesao – 40</p>")]
    assert losses(merged) == ["table_as_text"]


def test_parts_that_lie_too_deep_keep_their_words() -> None:
    text = "<div>" * 5_000 + "dalam" + "</div>" * 5_000
    assert blocks(text) == [("paragraph", "<p>dalam</p>")]
    figures = "<figure>" * 5_000 + "dalam" + "</figure>" * 5_000
    assert "dalam" in str(blocks(figures))
    bold = "<b>" * 5_000 + "dalam" + "</b>" * 5_000
    assert "dalam" in str(blocks(bold))


@pytest.mark.parametrize(
    "piece",
    [
        *("[caption ", "<iframe ", "[a ", "<!--", "[embed ", "<", " ", "\xa0", "</p>"),
        *("<div>", "<table><tr><td>x", "<ul><li>x", "<br>", "<b><p>x", "[caption]"),
        *("<iframe></iframe ", "<svg><tr>", "<dl><dt>x", "<span><p></span><div></div>"),
    ],
)
def test_no_text_takes_longer_than_its_length_allows(piece: str) -> None:
    text = "<p>a" + piece * (40_000 // len(piece)) + "b</p>"
    begun = time.process_time()
    found = parts(text)
    assert time.process_time() - begun < 4
    # Nor does it become many times as long.
    assert len(str(found.blocks)) < 10 * len(text)


def test_what_is_written_sloppily_keeps_its_order() -> None:
    text = (
        "<ul><li>a<li>b <b>c</ul><p>d <i>e<p>f</i>"
        "<table><tr><td>g<td>h<tr><td>i</table>"
    )
    assert level(text) == (
        "<ul><li>a</li><li>b <b>c</b></li></ul><p>d <i>e</i></p><p>f</p>"
        "<table><tr><td>g</td><td>h</td></tr><tr><td>i</td></tr></table>",
        False,
    )
    tags = '<IMG alt="a > b" onload=x SRC=x.jpg>1 < 2<a title=">" href=\'"\'>c</a>'
    assert (
        level(tags)[0] == '<img alt="a > b" src="x.jpg">1 &lt; 2<a href="&quot;">c</a>'
    )


def test_a_table_within_a_table_says_its_words_once() -> None:
    inner = "<table><tr><td>dalam</td></tr></table>"
    found = blocks(f"<table><tr><td>luar{inner}</td><td>b</td></tr></table>")
    assert found == [("paragraph", "<p>luar dalam – b</p>")]
