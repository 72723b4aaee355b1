"""The uploaded files: a few, picked by chance, against their rows."""

import time
from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _

from sasando.operations import originals
from sasando.operations.doctor import Finding

SAMPLE, SECONDS, SHOWN = 40, 2.0, 5


def files(at: datetime) -> Iterator[Finding]:
    """Read up to 80 files for at most 2 seconds; `sasando verify` reads all."""
    del at
    proof = originals.prove(originals.sample(SAMPLE), until=time.monotonic() + SECONDS)
    for fault in proof.faults[:SHOWN]:
        yield Finding(
            "error",
            "file_damaged",
            fault.sentence,
            _("Take it from a backup, and run “sasando verify” to see all."),
        )
    if not proof.faults:
        count = {"count": proof.proven}
        yield Finding(
            "ok",
            "files",
            _("%(count)d uploaded files, picked by chance, are what they were.")
            % count,
        )
