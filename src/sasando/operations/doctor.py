"""What is wrong with this installation, in sentences, with what to do.

Every room may register checks. A check looks and changes nothing; it says each thing
it looked at, good or bad, as a `Finding`.
"""

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Literal

from django.db import DatabaseError
from django.utils.translation import gettext as _

from sasando.operations import hurry

Level = Literal["ok", "warning", "error"]
EXIT: dict[Level, int] = {"ok": 0, "warning": 1, "error": 2}
# After one of these there is nothing to ask the database.
NO_DATABASE = {"database_unreachable", "database_empty", "database_busy"}
# The start of Python and Django comes on top; 15 in all.
SECONDS = 9.0
# What a check may meet in odd data; a doctor that breaks off says nothing at all.
ODD = (DatabaseError, OSError, ValueError, TypeError, LookupError, AttributeError)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at; `todo` says what a person does about it."""

    level: Level
    code: str
    sentence: str
    todo: str = ""

    def as_dict(self) -> dict[str, Any]:
        """Return the finding as JSON values."""
        return {key: str(value) for key, value in asdict(self).items()}


Check = Callable[[datetime], Iterable[Finding]]


@dataclass(frozen=True, slots=True)
class Registered:
    """One check; one that `asks` the database is left out when there is none."""

    call: Check
    asks: bool


CHECKS: dict[str, Registered] = {}


def register(name: str, check: Check, *, asks_database: bool = True) -> None:
    """Let `doctor` call `check(at)`. Called in `AppConfig.ready`."""
    CHECKS[name] = Registered(check, asks_database)


def examine(at: datetime) -> dict[str, list[Finding]]:
    """Run every check as of `at`; return its findings by the name of the check.

    In the language that is active. A check that breaks is itself a finding. Ends after
    about `SECONDS`, also when the database is held by somebody else.
    """
    found: dict[str, list[Finding]] = {}
    try:
        with hurry.at_most(SECONDS), hurry.impatient():
            run_all(found, at)
    except hurry.TimeUp:
        found["core.time"] = [out_of_time(len(found))]
    return found


def run_all(found: dict[str, list[Finding]], at: datetime) -> None:
    reachable = True
    for name, check in CHECKS.items():
        if check.asks and not reachable:
            continue
        found[name] = findings_of(name, check, at)
        reachable &= NO_DATABASE.isdisjoint(one.code for one in found[name])


def findings_of(name: str, check: Registered, at: datetime) -> list[Finding]:
    try:
        return list(check.call(at))
    except (*ODD, RecursionError, ArithmeticError) as error:
        if isinstance(error, DatabaseError) and hurry.is_busy(error):
            return [busy()]
        words = {"name": name, "error": f"{type(error).__name__}: {error}"}
        return [
            Finding(
                "error",
                "check_broken",
                _("The check %(name)s broke off: %(error)s") % words,
                _("Send this line to the people who look after Sasando."),
            )
        ]


def busy() -> Finding:
    """Return what to say of a database that somebody else holds."""
    return Finding(
        "error",
        "database_busy",
        _("Another program holds the database: it did not answer in time."),
        _("Ask again in a minute; if it stays so, stop Sasando and start it again."),
    )


def out_of_time(checks: int) -> Finding:
    return Finding(
        "error",
        "doctor_out_of_time",
        _("The time was up after %(count)d checks; the others were left out.")
        % {"count": checks},
        _("Ask again when the machine, the database and the network are less busy."),
    )


def worst(found: dict[str, list[Finding]]) -> Level:
    """Return the gravest level among all findings."""
    levels = [finding.level for findings in found.values() for finding in findings]
    return max(levels, key=EXIT.__getitem__, default="ok")


def register_own() -> None:
    """Register the checks of this room, the database before all that ask it."""
    from sasando.operations.checkups import (
        backups,
        database,
        machine,
        office,
        secrecy,
        uploads,
        work,
    )

    register("core.restore", backups.restored, asks_database=False)
    register("core.database", database.reachable, asks_database=False)
    register("core.durable", database.durable)
    register("core.migrations", database.migrations)
    register("core.triggers", database.guards)
    register("core.log", database.log)
    register("core.anchor", database.anchor)
    register("core.clock", database.clock)
    register("core.files", uploads.files)
    register("core.jobs", work.jobs)
    register("core.schedules", work.schedules)
    register("core.overdue", work.overdue)
    register("core.backups", backups.newest, asks_database=False)
    register("core.backup_key", backups.key, asks_database=False)
    register("core.disk", machine.disk, asks_database=False)
    register("core.mail", machine.mail, asks_database=False)
    register("core.address", machine.address, asks_database=False)
    register("core.permissions", secrecy.permissions, asks_database=False)
    register("core.secret_key", secrecy.secret_key, asks_database=False)
    register("core.field_keys", secrecy.field_keys, asks_database=False)
    register("core.holidays", office.holidays)
    register("core.people", office.people)
    register("core.superusers", office.superusers)
