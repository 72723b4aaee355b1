"""`sasando foi due` counts and explains, and only reads."""

import json
from datetime import date
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from tests import make

from sasando.core.calendar import import_holidays
from sasando.core.models import Holiday

pytestmark = pytest.mark.django_db


def due(start: str, days: Any, unit: str = "workday") -> tuple[dict[str, Any], str]:
    out, err = StringIO(), StringIO()
    options = ["--from", start, "--days", str(days), "--unit", unit]
    call_command("foi", "due", *options, stdout=out, stderr=err)
    return json.loads(out.getvalue()), err.getvalue()


def bring(*years: int) -> None:
    for year in years:
        import_holidays(by=None, at=make.NOW, year=year)


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        ("2025-03-24", 10, "2025-04-16"),
        ("2025-12-22", 10, "2026-01-08"),
        ("2026-03-13", 30, "2026-05-05"),
        ("2026-11-24", 17, "2026-12-17"),
        ("2026-11-24", 30, "2027-01-11"),
    ],
)
def test_the_vectors_of_the_law(start: str, days: int, end: str) -> None:
    bring(2025, 2026, 2027)
    said, errors = due(start, days)
    assert (said["date"], errors) == (end, "")
    assert (said["unknown_years"], said["provisional"]) == ([], False)


def test_every_day_is_explained_with_its_source() -> None:
    bring(2026)
    said, _errors = due("2026-12-21", 3)
    assert [(step["on"][5:], step["reason"]) for step in said["explanation"]] == [
        ("12-22", None),
        ("12-23", None),
        ("12-24", "collective_leave"),
        ("12-25", "national"),
        ("12-26", "weekend"),
        ("12-27", "weekend"),
        ("12-28", None),
    ]
    assert "SKB" in said["explanation"][2]["source"]
    assert len(said["calendar"]) == 16


def test_calendar_days_need_no_calendar() -> None:
    said, errors = due("2026-12-20", 14, "day")
    assert (said["date"], said["unknown_years"], errors) == ("2027-01-03", [], "")


def test_a_year_without_rows_is_named_with_the_way_out_and_nothing_is_written() -> None:
    bring(2026)
    before = Holiday.objects.count()
    said, errors = due("2026-12-18", 10)
    assert said["unknown_years"] == said["provisional_years"] == [2027]
    assert said["provisional"]
    assert "sasando holidays import --year 2027" in errors
    assert len(errors.strip().splitlines()) == 2
    assert Holiday.objects.count() == before


def test_a_year_without_a_decree_is_provisional() -> None:
    bring(2027, 2028)
    said, errors = due("2027-12-27", 10)
    assert (said["provisional_years"], said["unknown_years"]) == ([2028], [])
    assert errors == ""


def test_the_version_names_the_days_counted_with() -> None:
    bring(2026)
    first, _errors = due("2026-03-13", 10)
    Holiday.objects.create(
        date=date(2026, 3, 30), kind="regional", name="Banjir", source="SK contoh"
    )
    second, _errors = due("2026-03-13", 10)
    assert first["calendar"] != second["calendar"]
    assert second["date"] == "2026-04-07"


@pytest.mark.parametrize(
    ("start", "days", "unit"),
    [
        ("2026-02-30", "10", "workday"),
        ("20261124", "10", "workday"),
        ("24-11-2026", "10", "workday"),
        ("besok", "10", "workday"),
        ("2026-11-24", "0", "workday"),
        ("2026-11-24", "-3", "workday"),
        ("2026-11-24", "10001", "workday"),
        ("2026-11-24", "sepuluh", "workday"),
        ("2026-11-24", "9" * 5000, "workday"),
        ("2026-11-24", "10", "jam"),
        ("9999-12-01", "10000", "workday"),
        ("9999-12-31", "1", "day"),
        ("0001-01-01", "10", "workday"),
        ("1945-12-31", "10", "workday"),
        ("2100-12-30", "10", "workday"),
    ],
)
def test_what_cannot_be_counted_gets_one_sentence_and_code_two(
    start: str, days: str, unit: str
) -> None:
    out, err = StringIO(), StringIO()
    with pytest.raises(SystemExit) as end:
        call_command(
            "foi", "due", f"--from={start}", f"--days={days}", f"--unit={unit}",
            stdout=out, stderr=err,
        )  # fmt: skip
    assert end.value.code == 2
    assert out.getvalue() == ""
    assert len(err.getvalue().strip().splitlines()) == 2
    assert len(err.getvalue()) < 300


@pytest.mark.parametrize("words", [(), ("due",), ("salah",)])
def test_a_command_without_its_words_gets_an_example_in_both_languages(
    words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as end:
        call_command("foi", *words)
    assert end.value.code == 2
    lines = capsys.readouterr().err.strip().splitlines()
    assert len(lines) == 2
    assert all("sasando foi due --from 2026-11-24" in line for line in lines)
