"""The `sasando` command: Django's management commands with our settings chosen."""

import os
import sys

# These only start and stop processes; loading Django for them would cost 100 MB.
LIGHT = {"serve", "start"}
WRONG_SETTING = 2


def main() -> None:
    """Run the command named on the command line."""
    # Database, uploads and keys are nobody else's business on a shared machine.
    os.umask(0o077)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sasando.settings")
    if len(sys.argv) > 1 and sys.argv[1] in LIGHT:
        from sasando.core import serving

        sys.exit(serving.main(sys.argv[1:]))
    from django.core.management import execute_from_command_line

    from sasando.env import ConfigError

    try:
        execute_from_command_line(sys.argv)
    except ConfigError as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(WRONG_SETTING)


if __name__ == "__main__":
    main()
