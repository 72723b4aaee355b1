"""What time causes: mail is fetched, answered, and erased when its time is over."""

import hashlib
import logging
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db.models import Q

from sasando.newsroom.inbox import answers, letters, reading
from sasando.newsroom.inbox.mailbox import Mailbox
from sasando.newsroom.inbox.rows import Letter, folder

logger = logging.getLogger(__name__)
# A round reads so many; the next one goes on.
MOST_LETTERS = 30
# After the draft was made, or a letter was put away.
KEPT_FOR = timedelta(days=30)
# Without a decision of an editor.
WAITS_FOR = timedelta(days=60)
STRAY_FOR = timedelta(days=1)
Status = Letter.Status


def fetch(at: datetime) -> None:
    """Take what is new in the office's mailbox, if it has one. Raises OSError."""
    if settings.INBOX is None:
        return
    folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    with Mailbox.opened(**settings.INBOX) as box:
        take_new(box, at=at)
    answers.send_due(at)


def take_new(box: Mailbox, *, at: datetime) -> None:
    """Take letters, the oldest first; those that failed before come last.

    Anybody may write to this mailbox: no letter holds up another.
    """
    left, later = MOST_LETTERS, list[str]()
    for uid in box.new():
        if left:
            left -= take(box, uid, at=at, later=later)
    for uid in later[:left]:
        take(box, uid, at=at)


def take(
    box: Mailbox, uid: str, *, at: datetime, later: list[str] | None = None
) -> bool:
    """Settle one letter; only then let the mailbox know. Return whether it was settled.

    One that was tried before goes to the list of those for later, where there is one.
    """
    named = identity_of(box.message_id(uid))
    letter = Letter.objects.filter(identity=named).first() if named else None
    if letter is None or letter.status == Status.COMING:
        letter = bring(box, uid, named=named, at=at)
    is_open = letter.status == Status.COMING
    if is_open and letter.tries and later is not None:
        later.append(uid)
        return False
    if is_open and not is_sorted(letter, at=at):
        return False
    box.take(uid)
    return True


def is_sorted(letter: Letter, *, at: datetime) -> bool:
    """Sort a letter; return whether it could be, whatever stands in it."""
    try:
        letters.sort(letter, at=at)
    except Exception:
        logger.exception("letter not read", extra={"letter": letter.pk})
        return False
    return True


def bring(box: Mailbox, uid: str, *, named: str, at: datetime) -> Letter:
    """Write a letter to a file of its own; return its row."""
    size = box.size(uid)
    is_cut = size > reading.LARGEST
    coming = folder() / f"datang-{uid}.part"
    box.fetch(uid, coming, size=reading.BEGINNING if is_cut else size)
    identity = named or digest_of(coming)
    letter, _made = Letter.objects.get_or_create(
        identity=identity, defaults={"came_at": at, "is_cut": is_cut}
    )
    if letter.status == Status.COMING:
        coming.replace(letter.file)
    else:
        coming.unlink()
    return letter


def identity_of(lines: bytes) -> str:
    """Return the digest of a Message-ID, or "" where there is none or more than one."""
    names = [part for part in lines.split() if part.startswith(b"<")]
    alone = len(names) == 1 and names[0].endswith(b">") and len(names[0]) > 4
    return hashlib.sha256(b"id:" + names[0]).hexdigest() if alone else ""


def digest_of(file: Path) -> str:
    with file.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()


def erase(at: datetime) -> None:
    """Erase letters whose time is over, and what they say of people."""
    waiting = Letter.objects.waiting().filter(came_at__lt=at - WAITS_FOR)
    waiting.update(status=Status.DISCARDED, decided_at=at - KEPT_FOR)
    over = Q(decided_at__lte=at - KEPT_FOR, erased_at=None)
    for letter in Letter.objects.filter(over):
        letter.file.unlink(missing_ok=True)
        gone = {"sender": "", "sender_name": "", "subject": "", "reason": ""}
        Letter.objects.filter(pk=letter.pk).update(erased_at=at, **gone)
    strays(at)


def strays(at: datetime) -> None:
    """Delete files that no row knows: somebody died between the two."""
    if not folder().is_dir():
        return
    before = (at - STRAY_FOR).timestamp()
    kept = set(Letter.objects.filter(erased_at=None).values_list("identity", flat=True))
    for file in folder().iterdir():
        if file.stem not in kept and file.stat().st_mtime < before:
            file.unlink(missing_ok=True)
