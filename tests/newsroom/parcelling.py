"""A process that fills parcels, approves them and lets them out until it is killed.

python tests/newsroom/parcelling.py     prints one line a parcel that is out
"""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sasando.settings")
PAGES = 4


def main() -> None:
    import django

    django.setup()
    from django.utils import timezone
    from tests import make

    from sasando.accounts.models import User
    from sasando.newsroom import parcel_release, parcels

    writer = User.objects.get(email="penulis@example.org")
    approver = User.objects.get(email="penyetuju@example.org")
    number = 0
    while True:
        number += 1
        title, now = f"Paket {os.getpid()} {number}", timezone.now()
        pages = [make.news(by=writer, title=f"{title} {n}") for n in range(PAGES)]
        facts = {"by": writer, "at": now, "title": title}
        parcel = parcels.make_parcel(pages[0], goes_out_at=None, **facts)
        for page in pages[1:]:
            parcels.add_to_parcel(parcel, by=writer, at=now, page=page)
        for page in pages:
            make.approve(page, by=approver, at=now)
        digest = parcels.digest_of(parcel, parcel.pages())
        parcels.approve_parcel(parcel, by=approver, at=now, digest=digest)
        # Where the dice of the test fall most often.
        print("due", parcel.pk, flush=True)
        parcel_release.release_due(timezone.now())
        print("out", parcel.pk, flush=True)


if __name__ == "__main__":
    main()
