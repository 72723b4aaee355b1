"""What imports offer to *Hari ini*: an import to start, a list to approve."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from sasando.core.today import MOST, Group, Line
from sasando.imports.models import Import, Row

Status = Import.Status


def lines(user: Any, at: datetime) -> Iterator[Line]:
    """Yield a line for each import that waits for this person. Two queries at most."""
    if user.has_perm("imports.start"):
        read = Import.objects.filter(status=Status.READ, by=user)
        for batch in read.order_by("pk")[: MOST // 2]:
            words = _("Import “%(name)s” has been read") % {"name": batch.name}
            yield line(batch, "imports_show", words, _("Read the report"))
    if user.has_perm("imports.approve"):
        waits = Row.objects.waiting().filter(batch=OuterRef("pk"))
        done = Import.objects.filter(Exists(waits), status=Status.DONE)
        for batch in done.exclude(by=user).order_by("pk")[: MOST // 2]:
            words = _("Import “%(name)s” waits for approval") % {"name": batch.name}
            verb = _("Read a sample and approve…")
            yield line(batch, "imports_approve", words, verb)


def line(batch: Import, screen: str, text: str, verb: str) -> Line:
    url = reverse(screen, args=[batch.pk])
    return Line(group=Group.WAITS, text=text, url=url, verb=verb)
