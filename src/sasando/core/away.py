"""Why the database does not serve a command: one sentence in both languages."""

import sys
from typing import Any, NoReturn

from django.core.management.base import CommandParser
from django.db import DatabaseError, InterfaceError, OperationalError
from django.utils.translation import gettext_lazy as _

from sasando.core.bilingual import both

# SQLite says it in words, PostgreSQL by number: no such table, no such column.
MISSING_WORDS, MISSING_CODES = ("no such table", "no such column"), ("42P01", "42703")
BUSY, BAD = "database is locked", 2


def why(error: DatabaseError | InterfaceError) -> str:
    """Return what to do when the database is away or not set up; "" for a fault."""
    code = getattr(error.__cause__, "sqlstate", None) or ""
    said = (str(error).strip().splitlines() or ["?"])[0]
    if code in MISSING_CODES or any(words in said for words in MISSING_WORDS):
        return both(_("The database is not ready; run first: sasando schema"))
    if BUSY in said:
        return both(_("Another program holds the database; try again in a moment."))
    if isinstance(error, OperationalError | InterfaceError):
        return both(
            _(
                "The database does not answer (%(error)s). Start it, or correct "
                "SASANDO_DATABASE_URL."
            ),
            error=said,
        )
    return ""


def complain(parser: Any, message: str) -> NoReturn:
    """End with a sentence instead of argparse's English usage."""
    del message
    words = " ".join(sys.argv[1:])
    name = sys.argv[1] if len(sys.argv) > 1 else ""
    sentence = _("“%(words)s” cannot be understood. Help: sasando %(name)s --help")
    sys.stderr.write(both(sentence, words=words, name=name) + "\n")
    sys.exit(BAD)


def install() -> None:
    """Let every command of the command line complain alike."""
    CommandParser.error = complain  # type: ignore[method-assign, assignment]
