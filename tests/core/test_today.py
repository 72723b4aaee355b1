"""Lines that rooms offer to the desk come out in the order in which they are read."""

from datetime import timedelta
from typing import Any

import pytest
from tests import make

from sasando.core import today


@pytest.fixture
def sources(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(today, "SOURCES", {})


def line(text: str, **facts: Any) -> today.Line:
    facts = {"group": today.Group.WAITS, "url": "/", "verb": "Baca"} | facts
    return today.Line(text=text, **facts)


def test_alarms_come_first_then_what_is_due_first(sources: None) -> None:
    late = make.NOW + timedelta(hours=2)
    today.register("a", lambda user, at: [line("tanpa tenggat")])
    today.register("b", lambda user, at: [line("nanti", due_at=late)])
    today.register("c", lambda user, at: [line("kini", due_at=make.NOW)])
    today.register("d", lambda user, at: [line("merah", is_alarm=True)])
    found = today.lines(None, make.NOW)[today.Group.WAITS]
    assert [one.text for one in found] == ["merah", "kini", "nanti", "tanpa tenggat"]


def test_each_line_stands_in_its_own_group(sources: None) -> None:
    new = line("baru", group=today.Group.NEW)
    today.register("a", lambda user, at: [new, line("menunggu")])
    found = today.lines(None, make.NOW)
    assert list(found) == list(today.Group)
    assert found[today.Group.NEW] == [new]
    assert found[today.Group.LATE] == []
