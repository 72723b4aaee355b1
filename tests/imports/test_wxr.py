"""A WordPress export is read item by item, whatever state it is in."""

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from tests.imports import old_site
from tests.imports.old_site import category, export, item

from sasando.imports.mapping import Kind
from sasando.imports.media import Store
from sasando.imports.plans import Plan, Wishes
from sasando.imports.scan import Scan
from sasando.imports.streams import Unreadable
from sasando.imports.wxr import Export

NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
WISHES = Wishes(at=NOW, zone=ZoneInfo("Asia/Makassar"))


def scan(folder: Path, text: str | bytes, *, store: Store | None = None) -> Scan:
    file = old_site.saved(folder, text)
    return Scan(Export(lambda: file.open("rb")), store or Store(), WISHES)


def plans(folder: Path, *items: str, **more: str) -> list[Plan]:
    return list(scan(folder, export(*items, **more)).plans())


def codes(plan: Plan) -> list[str]:
    return [each.code for each in plan.faults]


@pytest.mark.parametrize("version", ["1.0", "1.1", "1.2"])
def test_every_version_of_the_format_is_read(tmp_path: Path, version: str) -> None:
    [plan] = plans(tmp_path, item(7, title="Air & tanah"), version=version)
    assert (plan.title, plan.slug, plan.kind) == ("Air & tanah", "kabar-7", Kind.NEWS)
    assert plan.dated_at == datetime(2015, 3, 8, 2, 0, tzinfo=UTC)
    assert plan.old_path == "/2015/03/kabar-7/"
    assert plan.is_public


def test_another_prefix_for_the_same_words_changes_nothing(tmp_path: Path) -> None:
    text = export(item(1)).replace("wp:", "press:").replace("xmlns:wp", "xmlns:press")
    [plan] = scan(tmp_path, text).plans()
    assert plan.slug == "kabar-1"


def test_an_entity_bomb_is_refused_in_one_sentence(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>\n'
    text = export(item(1)).replace("<rss", bomb + "<rss", 1)
    with pytest.raises(Unreadable, match=r"harmful|berbahaya") as refusal:
        list(scan(tmp_path, text).plans())
    assert refusal.value.sentence.count(".") <= 3


def test_a_file_of_the_machine_is_never_read_by_an_entity(tmp_path: Path) -> None:
    reads = '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n'
    text = export(item(1, title="T")).replace("<rss", reads + "<rss", 1)
    with pytest.raises(Unreadable):
        list(scan(tmp_path, text.replace("Kominfo lama", "&x;")).plans())


def test_all_before_a_damage_is_kept_and_its_line_is_named(tmp_path: Path) -> None:
    whole = export(*[item(number) for number in range(50)])
    broken = scan(tmp_path, whole[: len(whole) // 2])
    found = list(broken.plans())
    assert 20 <= len(found) <= 25
    assert broken.export.stopped is not None
    line = broken.export.stopped.line
    assert str(line) in broken.export.stopped.sentence
    assert line == whole[: len(whole) // 2].count("\n") + 1


def test_signs_that_xml_forbids_are_taken_out_and_counted(tmp_path: Path) -> None:
    text = export(item(1, title="Air\x00 bersih\x0b", text="satu&#0;dua &#x1F; tiga"))
    scanned = scan(
        tmp_path, text.replace("<![CDATA[satu", "satu").replace("tiga]]>", "tiga")
    )
    [plan] = scanned.plans()
    assert plan.title == "Air bersih"
    assert scanned.tally()["removed"] == 4


def test_bytes_that_are_no_utf_8_do_not_stop_the_reading(tmp_path: Path) -> None:
    text = export(item(1), item(2)).encode().replace(b"Kabar 1", b"Kabar \xe9")
    first, second = scan(tmp_path, text).plans()
    assert first.title == "Kabar \N{REPLACEMENT CHARACTER}"
    assert second.title == "Kabar 2"


def test_an_old_alphabet_and_two_byte_signs_are_read(tmp_path: Path) -> None:
    text = export(item(1, title="Café"))
    latin = text.replace("UTF-8", "ISO-8859-1").encode("latin-1")
    assert next(scan(tmp_path, latin).plans()).title == "Café"
    wide = text.replace("UTF-8", "UTF-16").encode("utf-16")
    assert next(scan(tmp_path, wide).plans()).title == "Café"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"PK\x03\x04rest", "ZIP"),
        (b"%PDF-1.7", "XML"),
        (b"", "XML"),
        (b"<html><body>Halo</body></html>", "WordPress"),
        (b"<rss><channel><item><title>A</title></item></channel></rss>", "WordPress"),
    ],
)
def test_what_is_no_export_is_refused_by_name(
    tmp_path: Path, content: bytes, says: str
) -> None:
    with pytest.raises(Unreadable, match=says):
        list(scan(tmp_path, content).plans())


def test_a_text_of_20_mb_is_a_fault_of_its_row_alone(tmp_path: Path) -> None:
    import tracemalloc

    text = export(item(1, text="kata " * 4_000_000), item(2))
    file = old_site.saved(tmp_path, text)
    del text
    tracemalloc.start()
    first, second = Scan(Export(lambda: file.open("rb")), Store(), WISHES).plans()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert codes(first) == ["too_long"]
    assert not second.faults
    assert peak < 12_000_000


@pytest.mark.parametrize(
    ("date", "local", "pub", "day", "code"),
    [
        ("0000-00-00 00:00:00", "2015-03-02 07:30:00", "", "2015-03-01", ""),
        ("2015-13-45 00:00:00", "2015-03-02 07:30:00", "", "2015-03-01", "date_broken"),
        ("", "", "Mon, 02 Mar 2015 01:00:00 +0000", "2015-03-02", ""),
        ("kemarin", "", "kapan-kapan", None, "date_lost"),
        ("2099-01-01 00:00:00", "", "", None, "date_lost"),
        ("0000-00-00 00:00:00", "", "", None, "date_missing"),
    ],
)
def test_a_broken_date_says_what_was_taken_instead(
    tmp_path: Path, date: str, local: str, pub: str, day: str | None, code: str
) -> None:
    [plan] = plans(tmp_path, item(1, date=date, local=local, pub=pub))
    found = plan.dated_at and plan.dated_at.astimezone(UTC).date().isoformat()
    assert found == day
    assert codes(plan) == ([code] if code else [])


def test_a_title_of_5000_signs_is_shortened_and_said(tmp_path: Path) -> None:
    [plan] = plans(tmp_path, item(1, title="panjang " * 625))
    assert len(plan.title) <= 160
    assert codes(plan) == ["title_cut"]


def test_a_guid_that_stands_twice_is_taken_once(tmp_path: Path) -> None:
    first, second = plans(tmp_path, item(1, guid="g"), item(2, guid="g"))
    assert not first.is_wrong
    assert codes(second)[0] == "twice"
    assert first.key != second.key


def test_what_is_no_text_is_counted_and_not_taken(tmp_path: Path) -> None:
    comment = "<wp:comment><wp:comment_id>1</wp:comment_id></wp:comment>"
    scanned = scan(
        tmp_path,
        export(
            item(1, extra=comment * 3),
            item(2, status="trash"),
            item(3, kind="revision", status="inherit"),
            item(4, kind="nav_menu_item"),
        ),
    )
    assert [plan.title for plan in scanned.plans()] == ["Kabar 1"]
    tally = scanned.tally()
    assert tally["skipped"] == {"trash": 1, "revision": 1, "nav_menu_item": 1}
    assert tally["comments"] == 3


@pytest.mark.parametrize("status", ["draft", "private", "pending", "future"])
def test_what_was_not_public_stays_a_draft(tmp_path: Path, status: str) -> None:
    [plan] = plans(
        tmp_path, item(1, status=status, date="0000-00-00 00:00:00", local="")
    )
    assert not plan.is_public
    assert plan.old_path == ""
    assert plan.faults == []


def test_categories_become_the_kind_and_tags(tmp_path: Path) -> None:
    terms = category("infografis", "Infografis") + category(
        "air", "Air Bersih", domain="post_tag"
    )
    none = category("uncategorized", "Uncategorized")
    first, second = plans(tmp_path, item(1, terms=terms), item(2, terms=none))
    assert (first.kind, first.form) == (Kind.PUBLICATION, "infographic")
    assert first.tags == ["Infografis", "Air Bersih"]
    assert (second.kind, second.tags) == (Kind.NEWS, [])


def test_more_divides_the_summary_from_the_text(tmp_path: Path) -> None:
    rest = "Sejak pagi warga datang membawa jeriken."
    short = f"Air mengalir di Fatuleu.<!--more-->\n\n{rest}"
    long = "Kata pembuka. " * 40 + "<!--more-->Lanjutan."
    first, second = plans(tmp_path, item(1, text=short), item(2, text=long))
    assert first.summary == "Air mengalir di Fatuleu."
    assert first.blocks[0]["value"].startswith("<p>Sejak pagi")
    assert second.summary.endswith("…")
    assert second.blocks[0]["value"].startswith("<p>Kata pembuka.")


def test_a_first_paragraph_that_is_the_summary_is_not_said_twice(
    tmp_path: Path,
) -> None:
    first = "Air mengalir lagi di Fatuleu sejak Senin & warga lega."
    texts = [f"{first}\n\nLanjutannya.", first, f"{first}\n\n<h2>Air</h2>"]
    posts = [item(n, text=text) for n, text in enumerate(texts)]
    found = plans(tmp_path, *posts)
    assert [plan.summary for plan in found] == [first] * 3
    assert found[0].blocks == [{"type": "paragraph", "value": "<p>Lanjutannya.</p>"}]
    for plan in found[1:]:
        assert plan.blocks[0]["value"].startswith("<p>Air mengalir")


def test_an_author_without_an_address_stays_a_name(tmp_path: Path) -> None:
    authors = old_site.author("ratna", name="Ratna Dethan")
    [plan] = plans(tmp_path, item(1), authors=authors)
    assert plan.writer is not None
    assert (plan.writer.name, plan.writer.email) == ("Ratna Dethan", "")
