"""Each published text of a page with its number and its hash, as readers cite it."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

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


def gone_out(page: int) -> QuerySet[Approval]:
    """Return the approvals of a page that went out, oldest first."""
    out = Approval.objects.filter(act=Approval.PUBLISH, page_id=page)
    return out.exclude(published_at=None).order_by("published_at", "pk")


def versions_at(address: str) -> Iterator[Version]:
    """Yield the versions of the page at an address of ours, oldest first. Two queries.

    The address of a version will do, too. Of a redacted text the hash alone is kept.
    """
    there = Page.objects.filter(url_path__in=ways_to(address)).order_by("-depth")
    page = there.values_list("pk", flat=True).first() or 0
    for number, row in enumerate(gone_out(page), start=1):
        yield Version(number, row.published_at or row.approved_at, digest_of(row))


def digest_of(row: Approval) -> str:
    """Return the hash of an approved text. Every hash is the SHA-256 of sorted JSON."""
    if row.redacted_at:
        return row.digest
    text = json.dumps(row.content, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()
