"""`sasando verify`: prove that nothing was changed, cut or published by the way."""

import json
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone
from wagtail.models import Page

from sasando.core import entries, publication, replay, triggers
from sasando.core.bilingual import Sentence as _
from sasando.core.bilingual import SpeakingCommand
from sasando.core.cited import Version, versions_at
from sasando.core.models import Entry
from sasando.operations import anchors, originals
from sasando.operations.anchors import Anchor, AnchorError

SHOWN = 20


@dataclass(frozen=True, slots=True)
class Result:
    """All that one run found; `ok` is what the exit code says."""

    proof: entries.Proof
    missing: list[str]
    strange: list[str]
    pages: list[dict[str, Any]]
    discords: list[replay.Discord]
    broken_anchors: list[Path]
    anchor: Anchor | None
    files: originals.Proof

    @property
    def ok(self) -> bool:
        wrong = self.missing or self.strange or self.pages or self.discords
        files = self.files.faults or self.broken_anchors
        return not (self.proof.faults or files or wrong)

    def as_dict(self) -> dict[str, Any]:
        """Return the result as JSON values."""
        proof = self.proof
        return {
            "ok": self.ok,
            "entries": proof.entries,
            "chains": proof.chains,
            "heads": proof.heads,
            "faults": [asdict(fault) for fault in proof.faults],
            "triggers_missing": self.missing,
            "triggers_strange": self.strange,
            "pages_unapproved": self.pages,
            "approvals": [asdict(discord) for discord in self.discords],
            "files_proven": self.files.proven,
            "files_unhashed": self.files.unhashed,
            "files_faulty": [fault.as_dict() for fault in self.files.faults],
            "anchors_broken": [path.name for path in self.broken_anchors],
            "anchor": self.anchor and self.anchor.made_at,
        }


class Command(SpeakingCommand):
    help = "Prove the log, the triggers, the published texts and the uploaded files."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="print JSON")
        parser.add_argument("--write", type=Path, help="save an anchor in this file")
        parser.add_argument("--against", type=Path, help="prove that an anchor holds")
        parser.add_argument("--page", help="tell the hashes of a page, by its address")

    def handle(self, **options: Any) -> None:
        address = options["page"] or ""
        versions = list(versions_at(address))
        if address and not versions:
            self.warn(_("No page was ever published at %(path)s.") % {"path": address})
            sys.exit(1)
        try:
            result = examine(options["against"], keep_ends=bool(options["write"]))
            # A proof that failed must not take the place of one that held.
            if options["write"] and result.ok:
                anchors.write(options["write"], result.proof, at=timezone.now())
        except AnchorError as error:
            self.warn(error)
            sys.exit(1)
        if options["json"]:
            said = result.as_dict() | {"versions": [asdict(one) for one in versions]}
            self.stdout.write(json.dumps(said, indent=2, default=str))
        else:
            self.tell(result)
            self.tell_versions(versions)
        if not result.ok:
            sys.exit(1)

    def tell(self, result: Result) -> None:
        proof = result.proof
        self.say(
            _("%(entries)d entries in %(chains)d chains, heads %(heads)s")
            % {
                "entries": proof.entries,
                "chains": proof.chains,
                "heads": proof.heads,
            }
        )
        self.tell_files(result.files)
        faults = sentences(result)
        for sentence in faults[:SHOWN]:
            self.say(sentence)
        if len(faults) > SHOWN:
            more = {"count": len(faults) - SHOWN}
            self.say(_("… and %(count)d more; --json lists all.") % more)
        if result.ok:
            self.say(_("Everything holds."))

    def tell_versions(self, versions: list[Version]) -> None:
        """Say the hash of each text, to be held against what its page tells."""
        for one in versions:
            time = f"{timezone.localtime(one.published_at):%d-%m-%Y %H.%M}"
            words = {"number": one.number, "time": time, "digest": one.digest}
            self.say(_("Version %(number)d, %(time)s: %(digest)s") % words)

    def tell_files(self, files: originals.Proof) -> None:
        self.say(
            _("%(count)d uploaded files are what their rows say.")
            % {"count": files.proven}
        )
        if files.unhashed:
            self.say(
                _("%(count)d files are there, but their rows hold no hash to prove.")
                % {"count": files.unhashed}
            )


def examine(against: Path | None, *, keep_ends: bool) -> Result:
    """Return what holds and what does not. Raises AnchorError for a bad anchor.

    The newest anchors of this place are asked too, and so is the one given.
    """
    kept, broken = anchors.kept()
    if against:
        kept.append(anchors.read(against))
    proof = entries.verify(
        Entry, kept=[anchor.ends for anchor in kept], keep_ends=keep_ends
    )
    anchor = max(kept, key=lambda one: one.made_at, default=None)
    pages = [
        {"id": page.pk, "title": page.title}
        for page in publication.unapproved(Page.objects.all())
    ]
    files = originals.prove(originals.every())
    discords = replay.discords()
    state = triggers.missing(), triggers.strange()
    return Result(proof, *state, pages, discords, broken, anchor, files)


def sentences(result: Result) -> list[str]:
    """Return one sentence for each fault, the gravest kind first."""
    chain = [
        _("Chain %(record)s, entry %(seq)d: %(what)s.")
        % {"record": fault.record, "seq": fault.seq, "what": _(fault.what)}
        for fault in result.proof.faults
    ]
    missing = [
        _("The trigger %(name)s is not in force; run “sasando schema”.")
        % {"name": name}
        for name in result.missing
    ]
    missing += [
        _("The trigger %(name)s is not ours; find out who set it, then drop it.")
        % {"name": name}
        for name in result.strange
    ]
    pages = [
        _("Page %(id)d “%(title)s” shows a text that nobody approved.") % page
        for page in result.pages
    ]
    approvals = [
        _("Page %(id)d: %(what)s.") % {"id": discord.page, "what": _(discord.what)}
        for discord in result.discords
    ]
    files = [fault.sentence for fault in result.files.faults]
    files += [str(anchors.broken(path)) for path in result.broken_anchors]
    return chain + missing + pages + approvals + files
