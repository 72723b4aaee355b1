"""Attempts are a log: opened, closed once, then kept by triggers."""

from typing import Any

from sasando.core.triggers import Guard


def once(name: str, event: str, when: str = "", **more: Any) -> Guard:
    return Guard(
        name, "channels_attempt", event, "attempts are kept as they were", when, **more
    )


OPENING = ("id", "delivery_id", "phase", "fence", "started_at", "fingerprint")
GUARDS = (
    once(
        "attempt_closed_once",
        "BEFORE UPDATE",
        "OLD.ended_at IS NOT NULL OR NEW.ended_at IS NULL OR "
        + " OR ".join(f"NEW.{name} {{differs}} OLD.{name}" for name in OPENING),
    ),
    once("attempt_no_delete", "BEFORE DELETE"),
    once(
        "attempt_no_replace",
        "BEFORE INSERT",
        "EXISTS (SELECT 1 FROM channels_attempt WHERE id = NEW.id)",
        vendors=("sqlite",),
    ),
    once(
        "attempt_no_truncate",
        "BEFORE TRUNCATE",
        vendors=("postgresql",),
        each="STATEMENT",
    ),
)
