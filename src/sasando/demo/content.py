"""What the demo says: its files as plain values, with days counted from `today`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import override

from sasando.demo import markdown
from sasando.demo.lines import Unreadable
from sasando.demo.markdown import Block, Text

HERE = Path(__file__).parent
CONTENT, MEDIA = HERE / "content", HERE / "media"
# What only the full demo has.
FULL = CONTENT / "full"
# {+7} in a text becomes the date in seven days, so that no news is ever stale.
DAY = re.compile(r"\{([+-]\d+)\}")


@dataclass(frozen=True, slots=True)
class Story:
    """One news item in one language, and how far it has come."""

    name: str
    file: Path
    title: str
    slug: str
    summary: str
    author: str
    at: datetime
    blocks: list[Block]
    unit: str = ""
    approver: str = ""
    tags: str = ""
    second_author: str = ""
    picture: str = ""
    alt: str = ""
    caption: str = ""
    state: str = "published"
    embargo_until: datetime | None = None
    # Of a publication.
    form: str = ""
    # Of a release.
    signatory: str = ""
    contact: str = ""
    typed_number: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """One standard page in one language; `below` is the slug of the page above it."""

    name: str
    title: str
    slug: str
    author: str
    approver: str
    at: datetime
    blocks: list[Block]
    intro: str = ""
    unit: str = ""
    below: str = ""
    officials: str = ""
    state: str = "published"


STATES = {"draft", "waiting", "scheduled", "published"}
NEEDED = {"title", "slug", "summary", "author", "days", "time"}
MAY = {field.name for field in fields(Story)} - {
    *("name", "file", "at", "blocks", "embargo_until")
}
MAY |= {"days", "time", "embargo"}


def stories(*, today: date, folder: Path = CONTENT / "newsroom") -> list[Story]:
    """Return the Indonesian items of one folder, oldest first."""
    files = folder.glob("*.md")
    found = [
        story(file, today=today, language="id")
        for file in files
        if not file.name.endswith(".en.md")
    ]
    return sorted(found, key=lambda each: each.at)


def twin(of: Story, *, today: date) -> Story | None:
    """Return the same item in English, if it has been written."""
    file = of.file.with_name(f"{of.name}.en.md")
    return story(file, today=today, language="en") if file.exists() else None


def story(file: Path, *, today: date, language: str) -> Story:
    """Return one item. Raises Unreadable for a fact that lacks or is unknown."""
    text = markdown.read(
        dated(file.read_text("utf-8"), today=today, language=language), name=file.name
    )
    facts = dict(text.facts)
    if wrong := NEEDED - facts.keys():
        raise Unreadable(file.name, 1, f"“{min(wrong)}” is missing")
    if wrong := facts.keys() - MAY:
        raise Unreadable(file.name, 1, f"“{min(wrong)}” is not known")
    at = when(text, "days", facts.pop("time"), today=today)
    embargo = (
        when(text, "embargo", "08.00", today=today) if "embargo" in facts else None
    )
    rest: dict[str, Any] = {
        key: value for key, value in facts.items() if key not in {"days", "embargo"}
    }
    if rest.get("state", "published") not in STATES:
        raise Unreadable(file.name, 1, f"“{rest['state']}” is no state")
    name = file.name.removesuffix(".md").removesuffix(".en")
    rest |= {"at": at, "blocks": text.blocks, "embargo_until": embargo}
    return Story(name, file, **rest)


def standing(*, today: date) -> list[tuple[Standing, Standing | None]]:
    """Return the standard pages in the order of their names, each with its twin."""
    files = sorted((CONTENT / "website").glob("*.md"))
    found = [file for file in files if not file.name.endswith(".en.md")]
    twins = [file.with_suffix(".en.md") for file in found]
    return [
        (
            standing_page(file, today=today),
            standing_page(twin, today=today) if twin.exists() else None,
        )
        for file, twin in zip(found, twins, strict=True)
    ]


def standing_page(file: Path, *, today: date) -> Standing:
    """Return one page. Raises Unreadable for a fact that lacks or is unknown."""
    text = markdown.read(file.read_text("utf-8"), name=file.name)
    known = {field.name for field in fields(Standing)} - {"name", "at", "blocks"}
    if wrong := text.facts.keys() - known - {"days", "time"}:
        raise Unreadable(file.name, 1, f"“{min(wrong)}” is not known")
    if wrong := {"title", "slug", "author", "approver", "days"} - text.facts.keys():
        raise Unreadable(file.name, 1, f"“{min(wrong)}” is missing")
    at = when(text, "days", text.facts.get("time", "09.00"), today=today)
    facts = {key: value for key, value in text.facts.items() if key in known}
    return Standing(file.name.split(".")[0], **facts, at=at, blocks=text.blocks)


def dated(text: str, *, today: date, language: str) -> str:
    def shown(found: re.Match[str]) -> str:
        day = today + timedelta(days=int(found[1]))
        return date_format(day, "j F", use_l10n=False)

    with override(language):
        return DAY.sub(shown, text)


def when(text: Text, key: str, clock: str, *, today: date) -> datetime:
    try:
        day = today + timedelta(days=int(text.facts[key]))
        hour, minute = clock.split(".")
        return moment(day, time(int(hour), int(minute)))
    except ValueError as error:
        what = f"“{key}” is a number of days, “time” is like 09.30"
        raise Unreadable(text.name, 1, what) from error


def moment(day: date, clock: time = time(8)) -> datetime:
    """Return this time of day in the office's own zone."""
    return timezone.make_aware(datetime.combine(day, clock))


def office() -> dict[str, str]:
    """Return what the office says about itself."""
    return markdown.read(
        (CONTENT / "office.md").read_text("utf-8"), name="office.md"
    ).facts


def rows(name: str, *, folder: Path = CONTENT) -> Iterator[dict[str, str]]:
    """Yield the rows of a table such as `units.md`."""
    yield from markdown.table((folder / name).read_text("utf-8"), name=name)
