"""The `sasando` command: Django's management commands with our settings chosen."""

import os
import sys

from sasando.core import manual

# These only start and stop processes; loading Django for them would cost 100 MB.
LIGHT = {"serve", "start"}
FAILED, WRONG_SETTING = 1, 2


def main() -> None:
    """Run the command named on the command line."""
    # Database, uploads and keys are nobody else's business on a shared machine.
    os.umask(0o077)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sasando.settings")
    # Django calls the program by the name of this file otherwise.
    sys.argv[0] = "sasando"
    words = sys.argv[1:]
    if words[:1] == ["help"] and LIGHT & set(words[1:2]):
        words = [words[1], "--help"]
    if manual.asks(words):
        manual.tell()
    elif words[0] in LIGHT:
        from sasando.core import serving

        code = manual.answer(words)
        sys.exit(serving.main(words) if code is None else code)
    else:
        run()


def run() -> None:
    """Run a command of Django's kind; end with a sentence where it cannot run."""
    from django.core.management import execute_from_command_line
    from django.db import DatabaseError, InterfaceError

    from sasando.core import away
    from sasando.env import ConfigError

    away.install()
    try:
        execute_from_command_line(sys.argv)
    except ConfigError as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(WRONG_SETTING)
    except (DatabaseError, InterfaceError) as error:
        if not (sentence := away.why(error)):
            raise
        sys.stderr.write(f"{sentence}\n")
        sys.exit(FAILED)


if __name__ == "__main__":
    main()
