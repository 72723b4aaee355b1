"""Sixty rows of everything that a list of the staff side shows."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from tests import make
from tests.accounts.test_lists import fill
from tests.files.make_files import picture
from tests.newsroom import many
from tests.newsroom.test_desk_lists import coverages, stories
from wagtail.models import Page, PageLogEntry

from sasando.accounts.models import Unit, User
from sasando.channels.models import Channel, Content, Delivery
from sasando.channels.outside import AccessToken
from sasando.core.models import Freeze, Holiday, LeaveDecree, Review
from sasando.files.models import OfficeDocument, Picture
from sasando.imports.models import Feed, Import
from sasando.newsroom.models import (
    Idea,
    Letter,
    Link,
    LinkPlace,
    Parcel,
    Reply,
    UrgentPublication,
)
from sasando.website.models import Missed, PageReads, Source

ROWS = 60
NUMBERS = range(ROWS)
LONG_AGO = date(2020, 1, 1)


def make_all(*, by: User, approver: User, unit: Unit) -> None:
    """Make the rows, each with others to name, written by one person and published."""
    stories(0, ROWS, by=by, unit=unit)
    coverages(0, ROWS, by=by, unit=unit)
    now, section = timezone.now(), make.section()
    many.stories(section, upto=2 * ROWS, by=by, approver=approver, at=now)
    pages = list(Page.objects.child_of(section).live())
    ended = make.unit("Biro Humas", valid_until=LONG_AGO)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE newsroom_story SET unit_id = %s WHERE page_ptr_id IN "
            "(SELECT id FROM wagtailcore_page WHERE live)",
            [ended.pk],
        )
    # Now, whenever that is: some lists show the present month.
    out = {"first_published_at": now, "last_published_at": now}
    Page.objects.filter(pk__in=[row.pk for row in pages]).update(**out)
    of_pages(pages, by=by)
    of_the_desk(by=by, unit=unit)
    of_the_office()
    of_the_channels(by=by)
    files(by)
    reads(pages)
    fill(0, ROWS)
    # What is made in bulk, Wagtail's searches do not hear of.
    call_command("wagtail_update_index", verbosity=0)


def of_pages(pages: list[Page], *, by: User) -> None:
    now, today = timezone.now(), timezone.localdate()
    told = {"action": "wagtail.edit", "user": by, "timestamp": now, "label": "x"}
    PageLogEntry.objects.bulk_create(
        PageLogEntry(page=row, content_type=row.content_type, **told) for row in pages
    )
    Review.objects.bulk_create(Review(page=row, due_on=LONG_AGO) for row in pages)
    looked = dict.fromkeys(("failed_at", "checked_at", "next_at"), now)
    links = Link.objects.bulk_create(
        Link(
            address=f"https://a.example.org/{row.pk}",
            key=f"{row.pk:064d}",
            state=Link.State.DEAD,
            is_own=False,
            **looked,
        )
        for row in pages
    )
    LinkPlace.objects.bulk_create(
        LinkPlace(link=link, page_id=row.pk)
        for link, row in zip(links, pages, strict=True)
    )
    alone = {"reason": "x", "by": by, "digest": "", "asked_at": now, "at": now}
    UrgentPublication.objects.bulk_create(
        UrgentPublication(page=row, title="x", due_on=today, **alone) for row in pages
    )
    asked = {"person": "Warga Contoh", "received_on": today, "due_on": today}
    asked |= {"way": "letter", "what": "x", "reckoning": {}, "recorded_at": now}
    Reply.objects.bulk_create(
        Reply(page_id=row.pk, recorded_by=by, **asked) for row in pages
    )


def of_the_desk(*, by: User, unit: Unit) -> None:
    now = timezone.now()
    Idea.objects.bulk_create(
        Idea(title=f"Ide {n}", owner=by, made_at=now) for n in NUMBERS
    )
    Parcel.objects.bulk_create(
        Parcel(title=f"Paket {n}", unit=unit, made_by=by, made_at=now) for n in NUMBERS
    )
    waits = {"status": Letter.Status.WAITING, "why": Letter.Why.UNKNOWN}
    Letter.objects.bulk_create(
        Letter(identity=f"{n:064d}", is_cut=False, came_at=now, **waits)
        for n in NUMBERS
    )
    Import.objects.bulk_create(
        Import(name=f"{n}.xml", unit=unit, by=by, at=now) for n in NUMBERS
    )
    Feed.objects.bulk_create(
        Feed(name=f"Situs {n}", address=f"https://{n}.example.org/", unit=unit, by=by)
        for n in NUMBERS
    )


def of_the_channels(*, by: User) -> None:
    at = timezone.now()
    planned = {"scheduled_at": at, "expected_at": at, "status": "needs_human"}
    channels = Channel.objects.bulk_create(
        Channel(kind="by_hand", name=f"Kanal {number}", created_at=at)
        for number in NUMBERS
    )
    said = Content.objects.bulk_create(
        Content(text=f"Kabar {number}", created_by=by, created_at=at)
        for number in NUMBERS
    )
    Delivery.objects.bulk_create(
        Delivery(content=content, channel=channel, **planned)
        for content, channel in zip(said, channels, strict=True)
    )
    lasts = {"created_at": at, "expires_at": at + timedelta(days=30)}
    AccessToken.objects.bulk_create(
        AccessToken(person=by, name=f"Program {n}", digest=f"{n:064d}", **lasts)
        for n in NUMBERS
    )


def of_the_office() -> None:
    first, day = make.NOW.date(), timedelta(days=1)
    facts: dict[str, Any] = {"kind": Holiday.Kind.NATIONAL, "source": "Contoh"}
    Holiday.objects.bulk_create(
        Holiday(date=first + n * day, name=f"Hari {n}", **facts) for n in NUMBERS
    )
    LeaveDecree.objects.bulk_create(
        LeaveDecree(year=2100 + n, source="Contoh") for n in NUMBERS
    )
    over = {"starts_at": make.NOW - 2 * day, "ends_at": make.NOW - day}
    Freeze.objects.bulk_create(Freeze(reason=f"Duka {n}", **over) for n in NUMBERS)


def reads(pages: Sequence[Page]) -> None:
    """Let each page be read today, from a site of its own; as much is not found."""
    facts: dict[str, Any] = {"day": timezone.localdate(), "count": 9}
    for number, page in enumerate(pages):
        of_page = {"path": f"/berita/{number}/", "page_id": page.pk} | facts
        PageReads.objects.create(**of_page)
        Source.objects.create(source=f"s{number}.example.org", **of_page)
        for kind in Missed.Kind.values:
            Missed.objects.create(kind=kind, words=f"/kata {number}", **facts)


def files(by: User) -> None:
    facts = {"uploaded_by_user": by}
    one = Picture.objects.create(
        title="Foto", file=ContentFile(picture("JPEG"), "foto.jpg"), **facts
    )
    size = {"file": one.file.name, "width": one.width, "height": one.height}
    Picture.objects.bulk_create(
        Picture(title=f"Foto {n}", consent=consent, **facts, **size)
        for n in NUMBERS
        for consent in ("none", "withdrawn")
    )
    OfficeDocument.objects.bulk_create(
        OfficeDocument(title=f"Surat {n}", file="a.pdf", uploaded_by_user=by)
        for n in NUMBERS
    )
