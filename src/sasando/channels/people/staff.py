"""*Pelanggan*: how many are told what, by which way; and the proof that they agreed.

No address is shown or exported: who works here needs counts, and a court the dates and
the wording of a row that its person can name (UU 27/2022 Pasal 24).
"""

import csv
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone

from sasando.accounts.models import Unit
from sasando.channels.people import subjects
from sasando.channels.people.models import Subscription, Wish
from sasando.core import listing

VIEW = "channels.view_subscription"
LATELY = timedelta(days=30)
COLUMNS = ("nomor", "cara", "keadaan", "bahasa", "naskah", "diminta", "disetujui")


@dataclass(slots=True)
class Row:
    """One way, and how many there are in each state."""

    name: str
    states: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    @property
    def left(self) -> int:
        return self.states["left"] + self.states["stopped"]


def index(request: HttpRequest) -> HttpResponse:
    """Show the counts. Six queries at any size."""
    listing.allow(request, VIEW)
    since = timezone.now() - LATELY
    lately = Subscription.objects.aggregate(
        came=Count("pk", filter=Q(confirmed_at__gte=since)),
        left=Count("pk", filter=Q(left_at__gte=since)),
    )
    facts = {"rows": ways(), "wishes": wishes(), "lately": lately}
    return render(request, "channels/people/staff.html", facts)


def ways() -> list[Row]:
    """Return the ways with their counts. One query."""
    counted = Subscription.objects.order_by().values_list("way", "status")
    rows = {str(way): Row(str(label)) for way, label in Subscription.Way.choices}
    for way, status, many in counted.annotate(n=Count("pk")):
        rows[way].states[status] = many
    return list(rows.values())


def wishes() -> list[tuple[str, int]]:
    """Return what is wanted and by how many, most first. Three queries."""
    agreed = Wish.objects.filter(subscription__status=Subscription.Status.ACTIVE)
    rows = agreed.order_by().values_list("purpose", "topic", "unit")
    found = list(rows.annotate(n=Count("pk")).order_by("-n", "purpose", "topic"))[:100]
    units = Unit.objects.in_bulk([unit for *_rest, unit, _n in found if unit])
    wanted = [
        Wish(purpose=purpose, topic=topic, unit=units.get(unit))
        for purpose, topic, unit, _n in found
    ]
    many = [row[-1] for row in found]
    return list(zip(subjects.told(wanted), many, strict=True))


def proof(request: HttpRequest) -> StreamingHttpResponse:
    """Return when each row agreed, and to which wording, as CSV without addresses."""
    listing.allow(request, VIEW)
    response = StreamingHttpResponse(lines(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="bukti-persetujuan.csv"'
    return response


class Echo:
    """What `csv` writes to: it gives each line back."""

    def write(self, line: str) -> str:
        return line


def lines() -> Iterator[Any]:
    """Yield the file line by line; the byte order mark is for Excel."""
    writer = csv.writer(Echo())
    yield "\ufeff"
    yield writer.writerow(COLUMNS)
    rows = Subscription.objects.defer("address").order_by("pk")
    for row in rows.iterator(chunk_size=2000):
        times = [row.asked_at, row.confirmed_at]
        said = [each.isoformat(timespec="seconds") if each else "" for each in times]
        facts = [row.pk, row.way, row.status, row.language, row.wording]
        yield writer.writerow([*facts, *said])
