"""Attempts are a log: opened, closed once, then kept by triggers.

And what webhooks may hear is written by a trigger, in the transaction of the change.
"""

from dataclasses import dataclass
from typing import Any

from sasando.core.triggers import Guard, named

# What is told when a delivery comes to a state.
TOLD = {
    "published": "delivery.published",
    "needs_human": "delivery.needs_human",
    "failed": "delivery.failed",
    "media_failed": "delivery.failed",
    "recalled": "delivery.recalled",
    "cancelled": "delivery.cancelled",
}


def once(name: str, event: str, when: str = "", **more: Any) -> Guard:
    return Guard(
        name, "channels_attempt", event, "attempts are kept as they were", when, **more
    )


KIND = " ".join(f"WHEN '{state}' THEN '{kind}'" for state, kind in TOLD.items())
STATES = ", ".join(f"'{state}'" for state in TOLD)
WORTH_TELLING = f"NEW.status <> OLD.status AND NEW.status IN ({STATES}) "
# A post that was changed there was told of when it went out.
WORTH_TELLING += "AND OLD.status <> 'edit_requested' "
WORTH_TELLING += "AND EXISTS (SELECT 1 FROM channels_hook WHERE removed_at IS NULL)"
TELLS = (
    "INSERT INTO channels_happening (name, kind, content_id, delivery_id, "
    "external_id, permalink, problem, at) VALUES ({name}, "
    "CASE NEW.status {kind} END, "
    "NEW.content_id, NEW.id, NEW.external_id, NEW.permalink, NEW.problem, {now});"
)


@dataclass(frozen=True, slots=True)
class Teller:
    """Writes a happening when a delivery comes to a state that is worth telling.

    Whichever way leads there: the engine has several, and people have more. An office
    without a webhook pays one look into an empty table.
    """

    name: str = "delivery_tells"
    table: str = "channels_delivery"
    vendors: tuple[str, ...] = ("sqlite", "postgresql")

    def sqlite(self) -> list[str]:
        """Return the statements that set it on SQLite."""
        name = "lower(hex(randomblob(16)))"
        says = TELLS.format(
            name=name, kind=KIND, now="strftime('%Y-%m-%d %H:%M:%f', 'now')"
        )
        return [
            f"DROP TRIGGER IF EXISTS {self.name}",
            f"CREATE TRIGGER {self.name} AFTER UPDATE OF status ON {self.table} "
            f"WHEN {WORTH_TELLING} BEGIN {says} END",
        ]

    def postgresql(self) -> list[str]:
        """Return the statements that set it on PostgreSQL, ALWAYS."""
        name = "replace(gen_random_uuid()::text, '-', '')"
        says = TELLS.format(name=name, kind=KIND, now="clock_timestamp()")
        body = f" BEGIN IF {WORTH_TELLING} THEN {says} END IF; RETURN NULL; END "
        return [
            f"CREATE OR REPLACE FUNCTION {self.name}() RETURNS trigger "
            f"LANGUAGE plpgsql AS $${body}$$",
            f"DROP TRIGGER IF EXISTS {self.name} ON {self.table}",
            f"CREATE TRIGGER {self.name} AFTER UPDATE OF status ON {self.table} "
            f"FOR EACH ROW EXECUTE FUNCTION {self.name}()",
            f"ALTER TABLE {self.table} ENABLE ALWAYS TRIGGER {self.name}",
        ]

    def text(self, vendor: str) -> tuple[str, str]:
        """Return the table and the text that the database must name for it."""
        return self.table, named(getattr(self, vendor)(), vendor)


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
    Teller(),
)
