"""`sasando verify` over 100,000 entries: CPU seconds in the process.

    python bench/verify.py

The yardstick, in the same run, is SHA-256 over the same bytes alone.
"""

import os
import sys
import tempfile
import time
from hashlib import sha256
from pathlib import Path

ENTRIES, RECORDS = 100_000, 1_000
BUDGET_SECONDS = 3.0


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        os.environ["SASANDO_DATA"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "sasando.settings"
        import django

        django.setup()
        from sasando.core import entries, schema
        from sasando.core.models import Entry

        schema.load()
        fill()
        hashing = sum(hashed(row) for row in entries.rows_in_order(Entry, None))
        began = time.process_time()
        verdict = entries.verify(Entry)
        seconds = time.process_time() - began
        assert verdict.faults == ()
    print("| entries | verify, s CPU | SHA-256 alone, s CPU | budget, s |")
    print("| --- | --- | --- | --- |")
    print(f"| {ENTRIES} | {seconds:.2f} | {hashing:.2f} | {BUDGET_SECONDS:.0f} |")
    return int(seconds > BUDGET_SECONDS)


def fill() -> None:
    """Write the entries of a thousand pages, one by one as verbs write them."""
    from django.db import transaction
    from django.utils import timezone
    from wagtail.models import Page

    from sasando.core.models import Entry

    now = timezone.now()
    with transaction.atomic():
        for number in range(ENTRIES):
            # No such page has to be there: a chain belongs to a kind and a number.
            page = Page(
                pk=number % RECORDS + 1, title="Puskesmas Oesapa buka sampai malam"
            )
            facts = {"revision": number, "note": "Jam buka diperbarui."}
            Entry.write(page, "page.approved", by=None, at=now, data=facts)


def hashed(row: tuple[object, ...]) -> float:
    text = repr(row).encode()
    began = time.process_time()
    sha256(text)
    return time.process_time() - began


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))
    sys.exit(main())
