"""A process that fetches mail once, to be killed anywhere on its way.

python tests/newsroom/fetching.py PORT
"""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sasando.settings")


def main() -> None:
    import django

    django.setup()
    from django.conf import settings
    from tests import make
    from tests.newsroom.imap_server import PASSWORD, USER

    from sasando.newsroom.inbox import jobs

    settings.INBOX = {
        "host": "127.0.0.1",
        "port": int(sys.argv[1]),
        "is_tls": False,
        "user": USER,
        "password": PASSWORD,
        "folder": "INBOX",
    }
    print("begins", flush=True)
    jobs.fetch(make.NOW)


if __name__ == "__main__":
    main()
