"""Each published text of a page with its number and its hash, as readers cite it."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from django.db.models import QuerySet
from wagtail.models import Page

from sasando.core.addresses import ways_to
from sasando.core.models import Approval


@dataclass(frozen=True, slots=True)
class Version:
    """One text that went out; `digest` is counted anew of the text that is kept."""

    number: int
    published_at: datetime
    digest: str


@cache
def gone_out() -> QuerySet[Approval]:
    """Return the approvals that went out, oldest first: a question written once."""
    out = Approval.objects.filter(act=Approval.PUBLISH).exclude(published_at=None)
    return out.order_by("published_at", "pk")


def versions_at(address: str) -> Iterator[Version]:
    """Yield the versions of the page at an address of ours, oldest first. Two queries.

    The address of a version will do, too. Of a redacted text the hash alone is kept.
    """
    there = Page.objects.filter(url_path__in=ways_to(address)).order_by("-depth")
    page = there.values_list("pk", flat=True).first()
    for number, row in enumerate(gone_out().filter(page_id=page), start=1):
        yield Version(number, row.published_at or row.approved_at, digest_of(row))


def digest_of(row: Approval) -> str:
    """Return the hash of an approved text. Every hash is the SHA-256 of sorted JSON."""
    if row.redacted_at:
        return row.digest
    text = json.dumps(row.content, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()
