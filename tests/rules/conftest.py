"""The decreed days off of 2024 to 2028, as the package `holidays` knows them."""

from collections.abc import Iterable

import holidays
import pytest

from sasando.rules.workdays import DayOff, Kind

CATEGORIES: dict[str, Kind] = {"public": "national", "government": "collective_leave"}


@pytest.fixture(scope="session")
def days_off() -> frozenset[DayOff]:
    return _decreed(CATEGORIES)


@pytest.fixture(scope="session")
def national_only() -> frozenset[DayOff]:
    return _decreed(["public"])


def _decreed(categories: Iterable[str]) -> frozenset[DayOff]:
    return frozenset(
        DayOff(
            day,
            name,
            CATEGORIES[category],
            f"SKB {day.year}",
            decreed=category == "government",
        )
        for category in categories
        for day, name in holidays.country_holidays(
            "ID", years=range(2024, 2029), categories=(category,), language="id"
        ).items()
    )
