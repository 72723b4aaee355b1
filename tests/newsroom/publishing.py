"""A process that writes, approves and publishes until it is killed.

python tests/newsroom/publishing.py     prints one line a finished item
"""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sasando.settings")


def main() -> None:
    import django

    django.setup()
    from tests import make

    from sasando.accounts.models import User

    writer = User.objects.get(email="penulis@example.org")
    approver = User.objects.get(email="penyetuju@example.org")
    number = 0
    while True:
        number += 1
        title = f"Berita {os.getpid()} {number}"
        page = make.published(by=writer, approver=approver, title=title)
        print(page.pk, flush=True)


if __name__ == "__main__":
    main()
