"""`sasando verify` over 100,000 entries: CPU seconds in the process.

    python bench/verify.py

The yardstick, in the same run, is SHA-256 over the same bytes alone.
"""

import os
import sys
import tempfile
import time
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench._serving import say

ENTRIES, RECORDS = 100_000, 1_000
ACTION, TITLE = "page.approved", "Puskesmas Oesapa buka sampai malam"
BUDGET_SECONDS = 3.0


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        os.environ["SASANDO_DATA"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "sasando.settings"
        import django

        django.setup()
        from sasando.core import entries, schema
        from sasando.core.models import Entry

        say("an empty database")
        schema.load()
        fill()
        say("they are hashed, and verified")
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
    """Write the entries of a thousand pages: in bulk, but the last of each as verbs do.

    One by one it takes minutes.
    """
    from django.db import transaction
    from django.utils import timezone

    from sasando.core.models import Entry

    now, ends = timezone.now(), dict.fromkeys(range(1, RECORDS + 1), "")
    with transaction.atomic():
        for number in range(1, ENTRIES // RECORDS):
            if number % 20 == 1:
                say(f"entry {number} of {ENTRIES // RECORDS} of {RECORDS:,} pages")
            rows = [entry(key, number, ends[key], at=now) for key in ends]
            Entry.objects.bulk_create(rows)
            ends = {int(row.object_id): row.digest for row in rows}
        say("the last entry of each")
        for key in ends:
            Entry.write(page(key), ACTION, by=None, at=now, data=facts(0))


def entry(key: int, number: int, before: str, *, at: datetime) -> Any:
    from sasando.core.entries import HASHED, chain_hash, type_of
    from sasando.core.models import Entry

    one = Entry(
        content_type=type_of(page(key)),
        object_id=str(key),
        seq=number,
        before=before,
        action=ACTION,
        label=TITLE,
        timestamp=at,
        data=facts(number),
    )
    one.digest = chain_hash(before, tuple(getattr(one, name) for name in HASHED))
    return one


def page(key: int) -> Any:
    """Return a page that is not there: a chain belongs to a kind and a number."""
    from wagtail.models import Page

    return Page(pk=key, title=TITLE)


def facts(number: int) -> dict[str, Any]:
    return {"revision": number, "note": "Jam buka diperbarui."}


def hashed(row: tuple[object, ...]) -> float:
    text = repr(row).encode()
    began = time.process_time()
    sha256(text)
    return time.process_time() - began


if __name__ == "__main__":
    sys.exit(main())
