"""Every text of the full demo: read, looked at as a second person would, none built."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from PIL import Image

from sasando.accounts.roles import PERMISSIONS
from sasando.core.figures import is_number
from sasando.demo import content, fences, full, people
from sasando.demo.content import MEDIA, Story
from sasando.demo.fences import Shelved
from sasando.demo.later import rows_of_changes
from sasando.files.alt import alt_fault

TODAY = date(2026, 11, 30)
PEOPLE = people.rows_of("people.md", full=True)
UNITS = people.rows_of("units.md", full=True)
PICTURES = {
    row["file"]: row for row in content.rows("pictures.md", folder=content.FULL)
}
FILLER = ("lorem", "ipsum", "todo", "xxx", "{+", "{-", ":::", "**")
OFFICIALESE = ("dalam rangka", "dimohon", "bahwasanya", "adapun", "guna ", "tersebut ")
# 1,204 and 3.5: numbers the English way.
ENGLISH_NUMBER = re.compile(r"\d,\d{3}|\d\.\d(?!\d)")


def every() -> list[tuple[Story, Story | None]]:
    found = full.stories(today=TODAY)
    return [(story, content.twin(story, today=TODAY)) for story in found]


def both() -> list[Story]:
    return [text for pair in every() for text in pair if text]


def words_of(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list | tuple):
        for each in value.values() if isinstance(value, dict) else value:
            yield from words_of(each)


def text_of(story: Story) -> str:
    return " ".join([story.title, story.summary, *words_of(story.blocks)])


def files_in(value: Any) -> Iterator[Shelved]:
    if isinstance(value, Shelved):
        yield value
    elif isinstance(value, dict | list | tuple):
        for each in value.values() if isinstance(value, dict) else value:
            yield from files_in(each)


def test_there_are_as_many_texts_as_the_demo_promises() -> None:
    found = every()
    published = [story for story, _twin in found if story.state == "published"]
    kinds = Counter(story.file.parent.name for story in published)
    assert kinds["newsroom"] + kinds["news"] >= 59  # A right of reply is the sixtieth.
    assert kinds["releases"] == 12
    forms = Counter(story.form for story in published if story.form)
    assert sum(forms.values()) == 12
    assert set(forms) == {
        *("infographic", "video", "photo_story", "bulletin", "radio_script")
    }
    twins = [twin for _story, twin in found if twin and twin.state == "published"]
    assert len(twins) == 12


def test_twenty_pictures_are_drawn_and_small() -> None:
    assert len(PICTURES) == 20
    small = {story.picture for story in content.stories(today=TODAY)}
    for name in PICTURES:
        with Image.open(MEDIA / name) as image:
            assert image.size == (1600, 1000)
        assert name in small or (MEDIA / name).stat().st_size <= 60_000


def test_twenty_five_people_work_in_eight_units() -> None:
    assert len({row["email"] for row in PEOPLE if row["email"]}) == 25
    assert len({row["unit"] for row in PEOPLE if row["unit"]}) == 8


@pytest.mark.parametrize("fact", ["slug", "title"])
def test_no_two_texts_share(fact: str) -> None:
    # Releases and news have sections of their own, but one search.
    told = Counter(getattr(text, fact) for text in both())
    assert [each for each, times in told.items() if times > 1] == []


def test_whoever_writes_may_and_whoever_approves_did_not_write() -> None:
    roles = {(row["name"], row["role"]): row for row in PEOPLE}
    for text in both():
        held = [
            roles[text.author, role]
            for role in PERMISSIONS["core.ask_approval"]
            if (text.author, role) in roles
        ]
        assert held, text.name
        if text.unit and held[0]["role"] == "writer":
            assert held[0]["unit"] in {"", text.unit}, text.name
        wrote = {text.author, text.second_author} - {""}
        assert text.approver not in wrote, text.name
        if text.approver:
            acts = [roles.get((text.approver, each)) for each in ("approver", "head")]
            start = min(int(row["from"]) for row in acts if row)
            assert (text.at.date() - TODAY).days >= start, text.name


def test_every_unit_and_signatory_exists() -> None:
    units = {row["short"] or row["name"] for row in UNITS}
    signs = {row["name"] for row in PEOPLE if row["role"] in {"head", "approver"}}
    for story, _twin in every():
        assert story.unit in units, story.name
        if story.file.parent.name == "releases":
            assert story.signatory in signs, story.name
            assert story.contact, story.name


def test_words_for_pictures_pass_our_own_rules() -> None:
    for text in both():
        if text.picture:
            row = PICTURES[text.picture]
            alt = text.alt or row["alt"]
            assert not alt_fault(alt, caption=row["caption"], title=text.title)
    for text in both():
        for kind, value in text.blocks:
            for each in value["pictures"] if kind == "gallery" else []:
                fault = alt_fault(each["alt"], caption=each["caption"], title="")
                assert not fault, (text.name, fault)


def test_every_file_that_a_text_shows_is_there() -> None:
    for text in both():
        for file in files_in(text.blocks):
            assert file.name in PICTURES or (MEDIA / file.name).exists(), text.name


def test_no_filler_no_officialese_no_english_numbers() -> None:
    for story, _twin in every():
        words = text_of(story).lower()
        for wrong in (*FILLER, *OFFICIALESE):
            assert wrong not in words, (story.name, wrong)
        assert not ENGLISH_NUMBER.search(re.sub(r"\d\d\.\d\d", "", words)), story.name


def test_tables_and_charts_hold_numbers_where_they_say_so() -> None:
    for text in both():
        for _kind, value in text.blocks:
            table = value.get("data", value) if isinstance(value, dict) else {}
            for at, column in enumerate(table.get("columns", [])):
                cells = [row["values"][at] for row in table["rows"]]
                is_sound = column["type"] == "text" or all(map(is_number, cells))
                assert is_sound, (text.name, column)


def test_every_kind_of_block_is_shown() -> None:
    used = {kind for text in both() for kind, _value in text.blocks}
    wanted = {"quote", "gallery", "table", "figure", "chart", "callout", "document"}
    assert used >= wanted | {"video", "heading", "paragraph"}


def test_dates_lie_in_the_last_ninety_days_and_the_next_thirty() -> None:
    for text in both():
        assert timedelta(days=1) <= TODAY - text.at.date() <= timedelta(days=90)
        if text.embargo_until:
            ahead = text.embargo_until.date() - TODAY
            assert timedelta(days=1) <= ahead <= timedelta(days=30), text.name


def test_what_changed_later_names_a_text_and_what_stands_in_it() -> None:
    texts = {story.slug: story for story, _twin in every()}
    acts = set()
    for row in rows_of_changes():
        story = texts[row["story"]]
        assert row["old"] in text_of(story), row["story"]
        assert int(row["days"]) > (story.at.date() - TODAY).days, row["story"]
        assert row["by"] != row["approver"]
        acts.add(row["act"])
    assert acts == {"small", "real", "cabut", "tarik"}


def test_a_block_that_is_not_known_is_refused_by_name_and_line() -> None:
    with pytest.raises(fences.Unreadable, match=r"^a\.md:4: “tabel” is no block$"):
        fences.block(["::: tabel x", ":::"], 4, "a.md")
    with pytest.raises(fences.Unreadable, match=r"^a\.md:4: .* no closing :::$"):
        fences.block(["::: figure 3", "counted: a"], 4, "a.md")
    with pytest.raises(fences.Unreadable, match=r"^a\.md:4: “source” is missing$"):
        fences.block(["::: figure 3", "counted: a", ":::"], 4, "a.md")
