"""The office's mailbox over IMAP4rev1 (RFC 3501): look, fetch in pieces, mark as taken.

A letter that was taken bears the mark `\\Answered`; where the server can move (RFC
6851), it is moved to a folder of ours as well. Nothing is ever deleted.
"""

import contextlib
import imaplib
import os
import re
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

SECONDS = 20
PIECE_BYTES = 1 << 20
TAKEN = "Sasando"
SIZE = re.compile(rb"RFC822\.SIZE (\d+)")


class MailboxError(OSError):
    """The mail server said no; its text is the server's own."""


@dataclass(slots=True)
class Mailbox:
    """One connection with the folder open. Raises OSError when it breaks."""

    imap: imaplib.IMAP4
    can_move: bool = False

    @classmethod
    @contextlib.contextmanager
    def opened(
        cls,
        *,
        host: str,
        port: int,
        is_tls: bool,
        user: str,
        password: str,
        folder: str,
    ) -> Iterator[Self]:
        """Lend the folder of this mailbox; every wait ends after some seconds."""
        if is_tls:
            context = ssl.create_default_context()
            imap: imaplib.IMAP4 = imaplib.IMAP4_SSL(
                host, port, ssl_context=context, timeout=SECONDS
            )
        else:
            imap = imaplib.IMAP4(host, port, timeout=SECONDS)
        try:
            with complaints():
                imap.login(user, password)
                said(imap.select(quoted(folder)))
                yield cls(imap, can_move="MOVE" in imap.capabilities)
        finally:
            with contextlib.suppress(imaplib.IMAP4.error, OSError):
                imap.logout()

    def new(self) -> list[str]:
        """Return the numbers (UID) of letters that were not taken yet, oldest first."""
        with complaints():
            found = said(self.imap.uid("SEARCH", "UNANSWERED", "UNDELETED"))
        return [number.decode() for number in (found[0] or b"").split()]

    def size(self, uid: str) -> int:
        """Return the size of a letter in bytes, 0 if it is gone."""
        with complaints():
            answer = said(self.imap.uid("FETCH", uid, "(RFC822.SIZE)"))
        found = [SIZE.search(line_of(part)) for part in answer if part]
        return next((int(each[1]) for each in found if each), 0)

    def message_id(self, uid: str) -> bytes:
        """Return the lines of a letter that name its Message-ID; b"" without."""
        fields = "(BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)])"
        return self.part(uid, fields)

    def fetch(self, uid: str, to: Path, *, size: int) -> None:
        """Write the first `size` bytes of a letter to a file, in pieces."""
        handle = os.open(to, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as file:
            at = 0
            while at < size:
                wanted = min(PIECE_BYTES, size - at)
                piece = self.part(uid, f"(BODY.PEEK[]<{at}.{wanted}>)")
                if not piece:
                    break
                file.write(piece)
                at += len(piece)

    def part(self, uid: str, what: str) -> bytes:
        with complaints():
            answer = said(self.imap.uid("FETCH", uid, what))
        parts = [each[1] for each in answer if isinstance(each, tuple)]
        return bytes(parts[0]) if parts else b""

    def take(self, uid: str) -> None:
        """Mark a letter as taken; move it where the server can."""
        with complaints():
            said(self.imap.uid("STORE", uid, "+FLAGS.SILENT", r"(\Seen \Answered)"))
            if self.can_move and self.imap.uid("MOVE", uid, quoted(TAKEN))[0] != "OK":
                self.imap.create(quoted(TAKEN))
                # The mark alone is enough where this fails too.
                self.imap.uid("MOVE", uid, quoted(TAKEN))


@contextlib.contextmanager
def complaints() -> Iterator[None]:
    """Turn what imaplib raises into an OSError; it may hold no password."""
    try:
        yield
    except imaplib.IMAP4.error as error:
        raise MailboxError(str(error)[:200]) from error


def said(answer: Any) -> list[Any]:
    kind, data = answer
    if kind != "OK":
        raise MailboxError(f"{kind} {data!r}"[:200])
    return list(data)


def line_of(part: Any) -> bytes:
    return part[0] if isinstance(part, tuple) else part


def quoted(name: str) -> str:
    escaped = name.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
