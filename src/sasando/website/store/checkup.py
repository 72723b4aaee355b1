"""What `doctor` says of the stored pages."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from sasando.operations.doctor import Finding
from sasando.website.store import gate, refreshing
from sasando.website.store.rows import StoredPage

PATIENCE = timedelta(minutes=5)
SHOWN = 5


def store(at: datetime) -> Iterator[Finding]:
    """Find pages that are refused, late, or changed unheard. Four queries."""
    if not refreshing.is_on():
        yield Finding("ok", "store_off", _("No pages are stored here."))
        return
    wrong = [*refused(), *leaked(), *late(at)]
    yield from wrong
    if not wrong:
        count = StoredPage.objects.exclude(stored_at=None).count()
        words = {"count": count}
        yield Finding("ok", "store", _("%(count)d pages are stored and fresh.") % words)


def refused() -> Iterator[Finding]:
    found = list(StoredPage.objects.exclude(fault=""))
    for page in found[:SHOWN]:
        words = {"path": page.path, "why": said(page.fault)}
        yield Finding(
            "error",
            "page_not_stored",
            _("The page %(path)s is not stored anew: %(why)s.") % words,
            _("Readers see its old text. Look into the log of the worker, mend it."),
        )
    # A broken template stops every page: the first few do not say how bad it is.
    if (more := len(found) - SHOWN) > 0:
        yield Finding(
            "error",
            "pages_not_stored",
            _("%(count)d other pages are not stored anew.") % {"count": more},
            _("Readers see their old text. What stops the first may stop them too."),
        )


def said(fault: str) -> str:
    """Return a fault in the language of the reader; what follows it stays as it is."""
    for start in (gate.BROKEN, gate.UNHEARD):
        if fault.startswith(start):
            return f"{_(start)}{fault.removeprefix(start)}"
    return _(fault)


def leaked() -> Iterator[Finding]:
    for page in StoredPage.objects.exclude(leaked_at=None)[:SHOWN]:
        yield Finding(
            "error",
            "page_leaked",
            _("The page %(path)s changed without a touch.") % {"path": page.path},
            _("It is mended. Send this line to the people who look after Sasando."),
        )


def late(at: datetime) -> Iterator[Finding]:
    """Find pages that wait for too long, those apart that fail."""
    waiting = StoredPage.objects.filter(fault="", stale_since__lt=at - PATIENCE)
    if count := waiting.count():
        yield Finding(
            "error",
            "pages_stale",
            _("%(count)d pages wait to be rendered again for more than 5 minutes.")
            % {"count": count},
            _("See whether the worker runs: sasando serve"),
        )
