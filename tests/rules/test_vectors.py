"""Reckonings of real months, worked out by hand from the joint decrees."""

from collections.abc import Collection
from datetime import date

import pytest

from sasando.rules.terms import (
    DISPUTE_FILING,
    FOI_ANSWER,
    FOI_EXTENSION,
    OBJECTION_ANSWER,
    SP4N_FORWARDING,
)
from sasando.rules.workdays import DayOff, workdays_after

day = date.fromisoformat

# received, 10 HK, 10 HK without collective leave (wrong), 17 HK, 30 HK, 14 HK
VECTORS = [
    "2025-03-24 2025-04-16 2025-04-09 2025-04-28 2025-05-20 2025-04-23",
    "2025-12-22 2026-01-08 2026-01-07 2026-01-20 2026-02-06 2026-01-14",
    "2026-03-13 2026-04-06 2026-03-30 2026-04-15 2026-05-05 2026-04-10",
    "2026-11-24 2026-12-08 2026-12-08 2026-12-17 2027-01-11 2026-12-14",
]


@pytest.mark.parametrize("vector", VECTORS)
def test_terms_end_on_the_days_worked_out_by_hand(
    vector: str, days_off: Collection[DayOff]
) -> None:
    received, answer, _, extended, objection, dispute = map(day, vector.split())

    due_on = FOI_ANSWER.count(received, days_off).due_on

    assert due_on == answer
    assert FOI_EXTENSION.count(due_on, days_off).due_on == extended
    assert workdays_after(received, 17, days_off) == extended
    assert OBJECTION_ANSWER.count(received, days_off).due_on == objection
    assert DISPUTE_FILING.count(received, days_off).due_on == dispute


@pytest.mark.parametrize("vector", VECTORS)
def test_forgetting_collective_leave_gives_the_wrong_day_and_says_so(
    vector: str, national_only: Collection[DayOff]
) -> None:
    received, _, wrong, *_ = map(day, vector.split())

    reckoning = FOI_ANSWER.count(received, national_only)

    assert reckoning.due_on == wrong
    assert received.year in reckoning.provisional_years
    assert reckoning.provisional


def test_a_report_before_nyepi_and_lebaran_waits_for_the_office_to_open(
    days_off: Collection[DayOff],
) -> None:
    reckoning = SP4N_FORWARDING.count(day("2026-03-16"), days_off)
    assert reckoning.due_on == day("2026-03-26")


def test_a_decree_that_comes_late_moves_the_due_date(
    days_off: Collection[DayOff],
) -> None:
    received = day("2026-12-18")
    known_in_2026 = {off for off in days_off if off.date <= day("2027-01-01")}

    before = FOI_ANSWER.count(received, known_in_2026)
    after = FOI_ANSWER.count(received, days_off)

    assert before.due_on == day("2027-01-06")
    assert before.provisional_years == (2027,)
    assert FOI_EXTENSION.count(before.due_on, known_in_2026).due_on == day("2027-01-15")
    assert after.due_on == day("2027-01-07")
    assert after.provisional_years == ()
    assert FOI_EXTENSION.count(after.due_on, days_off).due_on == day("2027-01-18")


def test_an_objection_and_its_dispute_run_through_lent_and_lebaran(
    days_off: Collection[DayOff],
) -> None:
    answer = OBJECTION_ANSWER.count(day("2027-01-18"), days_off)
    dispute = DISPUTE_FILING.count(answer.due_on, days_off)

    assert answer.due_on == day("2027-03-02")
    assert dispute.due_on == day("2027-04-01")


def test_the_explanation_names_each_skipped_day_and_its_decree(
    days_off: Collection[DayOff],
) -> None:
    steps = FOI_ANSWER.count(day("2026-12-18"), days_off).steps

    skipped = {
        step.on.isoformat(): (step.reason, step.day_off.name, step.day_off.source)
        for step in steps
        if step.day_off
    }
    assert skipped == {
        "2026-12-24": (
            "collective_leave",
            "Cuti Bersama Hari Raya Natal",
            "SKB 2026",
        ),
        "2026-12-25": ("national", "Hari Raya Natal", "SKB 2026"),
        "2027-01-01": ("national", "Tahun Baru Masehi", "SKB 2027"),
        "2027-01-05": ("national", "Isra Mikraj Nabi Muhammad", "SKB 2027"),
    }
