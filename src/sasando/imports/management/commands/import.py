"""`sasando import`: a WordPress export or a feed, from the command line."""

import sys
import time
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sasando.accounts.models import Unit, User
from sasando.core import leases
from sasando.core.workflow import NotAllowed
from sasando.files.rights import Consent, Rights
from sasando.imports import feeding, fetch, jobs, mapping, reports, workflow
from sasando.imports.models import Feed, Import
from sasando.imports.streams import Unreadable
from sasando.imports.workflow import Parcel

WAIT_SECONDS = 1.0
# How often it says how far it is; each time the file is read anew.
SLICE_SECONDS = 20.0


class Command(BaseCommand):
    help = "Import a WordPress export (wxr) or a feed as drafts."

    def add_arguments(self, parser: CommandParser) -> None:
        acts = parser.add_subparsers(dest="act", required=True)
        self.add_wxr(acts.add_parser("wxr", help="a WordPress export"))
        feed = acts.add_parser("feed", help="a feed: RSS or Atom")
        feed.add_argument("source", help="address or file")
        feed.add_argument("--name", required=True, help="what readers see as source")
        feed.add_argument("--by", required=True, help="e-mail of who imports")
        feed.add_argument("--unit", required=True, help="name of the work unit")
        for name, tells in (("resume", "go on"), ("undo", "take back")):
            act = acts.add_parser(name, help=f"{tells} with an import")
            act.add_argument("number", type=int)
            act.add_argument("--by", required=True, help="e-mail of who asks")

    def add_wxr(self, wxr: CommandParser) -> None:
        wxr.add_argument("file", type=Path)
        wxr.add_argument("--dry-run", action="store_true", help="write nothing")
        wxr.add_argument("--media", default="", help="folder or address of the uploads")
        wxr.add_argument("--map", action="append", default=[], metavar="CATEGORY=KIND")
        wxr.add_argument("--by", default="", help="e-mail of who imports")
        wxr.add_argument("--unit", default="", help="name of the work unit")
        wxr.add_argument("--rights", choices=Rights.values, default="")
        wxr.add_argument("--rights-by", default="", help="who gave the pictures")
        wxr.add_argument("--consent", choices=Consent.values, default="")
        wxr.add_argument("--credit", default="", help="who took the pictures")
        wxr.add_argument("--omit-undescribed", action="store_true")

    def handle(self, **options: Any) -> None:
        """Take the step, or say in one sentence why not."""
        try:
            getattr(self, options["act"])(options)
        except (NotAllowed, Unreadable, fetch.NotFetched, OSError) as refusal:
            self.stderr.write(str(refusal))
            sys.exit(1)

    def wxr(self, options: dict[str, Any]) -> None:
        parcel = parcel_of(options)
        if options["dry_run"]:
            for line in reports.dry(parcel, at=timezone.now()):
                self.stdout.write(line)
            return
        by, unit = person(options["by"]), unit_of(options["unit"])
        batch = workflow.receive(unit, parcel, by=by, at=timezone.now())
        self.work(batch)
        if batch.status == Import.Status.READ:
            workflow.start(batch, by=by, at=timezone.now())
            self.work(batch)
        self.tell(batch)

    def resume(self, options: dict[str, Any]) -> None:
        batch, by = batch_of(options["number"]), person(options["by"])
        if not batch.is_at_work:
            workflow.start(batch, by=by, at=timezone.now())
        self.work(batch)
        self.tell(batch)

    def undo(self, options: dict[str, Any]) -> None:
        batch, by = batch_of(options["number"]), person(options["by"])
        workflow.undo(batch, by=by, at=timezone.now())
        self.work(batch)
        self.tell(batch)

    def work(self, batch: Import) -> None:
        """Do the worker's part here, and say how far it is; never beside the worker."""
        while batch.is_at_work:
            with leases.hold("imports.work") as held:
                if held:
                    jobs.step(
                        batch, at=timezone.now(), stopped=jobs.slice_of(SLICE_SECONDS)
                    )
            batch.refresh_from_db()
            self.stdout.write(reports.progress(batch))
            if not held:
                time.sleep(WAIT_SECONDS)

    def tell(self, batch: Import) -> None:
        for line in reports.told(batch):
            self.stdout.write(line)

    def feed(self, options: dict[str, Any]) -> None:
        feed, _made = Feed.objects.get_or_create(
            address=options["source"],
            defaults={
                "name": options["name"],
                "unit": unit_of(options["unit"]),
                "by": person(options["by"]),
                # Asked by hand; the screen lets the worker ask it.
                "is_active": False,
            },
        )
        path = Path(options["source"])
        with path.open("rb") if path.is_file() else feeding.fetched(feed) as source:
            count = feeding.bring(feed, source, at=timezone.now())
        said = ngettext(
            "%(count)d draft was made.", "%(count)d drafts were made.", count
        )
        self.stdout.write(said % {"count": count})


def parcel_of(options: dict[str, Any]) -> Parcel:
    """Return the parcel; on the command line a place on this machine may be named."""
    file: Path = options["file"]
    if not file.is_file():
        raise NotAllowed(_("There is no file “%(name)s”.") % {"name": file})
    media, folder, address, trusted = options["media"], "", "", ""
    if media.startswith(("http://", "https://")):
        address, trusted = media, fetch.place_of(media).name
    elif media:
        if not Path(media).is_dir():
            raise NotAllowed(_("There is no folder “%(name)s”.") % {"name": media})
        folder = str(Path(media).resolve())
    return Parcel(
        name=file.name,
        file=file.resolve(),
        media_folder=folder,
        media_address=address,
        media_trusted=trusted,
        mapping=mapping.chosen(options["map"]),
        rights=options["rights"],
        rights_by=options["rights_by"],
        consent=options["consent"],
        credit=options["credit"],
        undescribed="omit" if options["omit_undescribed"] else "keep",
    )


def person(email: str) -> User:
    found = User.objects.filter(email__iexact=email, is_active=True).first()
    if found is None:
        raise NotAllowed(_("Name who imports: --by with the e-mail of an account."))
    return found


def unit_of(name: str) -> Unit:
    units = Unit.objects.valid(timezone.localdate())
    found = units.filter(short_name__iexact=name) | units.filter(name__iexact=name)
    if not name or (unit := found.first()) is None:
        raise NotAllowed(_("Name a work unit: --unit with its name."))
    return unit


def batch_of(number: int) -> Import:
    found = Import.objects.filter(pk=number).first()
    if found is None:
        raise NotAllowed(_("There is no import %(number)s.") % {"number": number})
    return found
