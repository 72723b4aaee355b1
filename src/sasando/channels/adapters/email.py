"""E-mail, one letter a person: plain words and simple HTML, nothing that watches.

No picture, no address that tells who opened it. Each letter bears by which link one
stops at once (RFC 2369, RFC 8058), and a Message-ID of its own row.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from email import message_from_bytes
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, default
from email.utils import formatdate, parseaddr
from html import escape
from typing import Any

from django.conf import settings

from sasando.channels.adapters import Capabilities, Parcel, Place, Post, option
from sasando.channels.adapters.email_faults import EMAIL_FAULTS
from sasando.channels.adapters.smtp import Letter, Wire, server_of, without_server
from sasando.channels.adapters.spread import Reader, Sample, Session, ToPeople
from sasando.channels.outcomes import (
    Accepted,
    Account,
    Ambiguous,
    Problem,
    Refused,
    Sentence,
)
from sasando.channels.wire import Line

SUBJECT_LETTERS = 150
# A long address that is folded becomes an encoded word, and opens nothing (RFC 2047).
UNFOLDED = SMTP.clone(max_line_length=900)
MORE = Sentence("Baca selengkapnya:", "Read more:")
WHY = Sentence(
    "Anda menerima surat ini karena berlangganan di situs kami.",
    "You receive this letter because you subscribed on our site.",
)
STOP = Sentence("Berhenti berlangganan", "Unsubscribe")
CHOOSE = Sentence("Ubah pilihan", "Change your choices")


class Email(ToPeople):
    """The adapter; it keeps nothing."""

    # Without an address of its own it uses the office's mail server.
    caps = Capabilities(
        base_url="",
        max_chars=50_000,
        needs_token=False,
        binds=frozenset({"from_name"}),
    )
    faults = EMAIL_FAULTS
    # What most offices' servers let out without a frown.
    per_minute = 300
    gone_at_once = False

    def validate(self, post: Post) -> list[Problem]:
        found = super().validate(post)
        if not found and not post.text.strip():
            found.append(Problem("empty"))
        return found

    def sample(self, place: Place, post: Post, reader: Reader) -> Sample:
        """Return the letter itself, read back from its bytes."""
        message = message_from_bytes(letter(place, post, reader).body, policy=default)
        words = {
            kind: str(part.get_content()) if (part := message.get_body((kind,))) else ""
            for kind in ("plain", "html")
        }
        subject, sender = str(message["Subject"]), str(message["From"])
        return Sample(words["plain"], subject, sender, words["html"])

    @contextmanager
    def session(self, parcel: Parcel) -> Iterator[Session]:
        """Open a connection to the server, when the first letter is handed over."""
        server = server_of(parcel.place)
        wire = Wire(server) if server else None
        try:
            yield Mailing(parcel, wire)
        finally:
            if wire:
                wire.close()

    def check(self, place: Place, line: Line) -> Account | Refused:
        """Connect and sign in, and send nothing. Raises NotSent."""
        server = server_of(place)
        if server is None:
            return without_server()
        wire = Wire(server, seconds=line.seconds)
        try:
            return wire.open() or Account(place.account_id, sender_of(place)[1])
        finally:
            wire.close()


@dataclass(frozen=True, slots=True)
class Mailing:
    """One post by one connection; None where there is no server."""

    parcel: Parcel
    wire: Wire | None

    def hand(
        self, reader: Reader, before: Callable[[], None]
    ) -> Accepted | Refused | Ambiguous:
        if self.wire is None:
            return without_server()
        place, post = self.parcel.place, self.parcel.post
        return self.wire.hand(letter(place, post, reader), before)


def sender_of(place: Place) -> tuple[str, str]:
    """Return name and address of the sender: the channel's, or the office's."""
    name, address = parseaddr(place.account_id or settings.DEFAULT_FROM_EMAIL)
    return str(place.options.get("from_name", "")) or name, address


def letter(place: Place, post: Post, reader: Reader) -> Letter:
    """Return the letter of one person."""
    language = reader.language
    # The text is in the language that the office wrote it in.
    written_in = str(post.options.get("language", "id"))
    text = [post.text.strip()]
    if post.link and post.link not in post.text:
        text.append(f"{said(MORE, language)} {post.link}")
    sheet = Sheet(subject_of(post), "\n\n".join(text), post.link, written_in)
    approved = {"from_name": option(post, place, "from_name")}
    place = replace(place, options={**place.options, **approved})
    return written(place, reader, sheet)


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a letter says; `action` is the address that it leads to."""

    subject: str
    text: str
    action: str = ""
    language: str = "id"


def subject_of(post: Post) -> str:
    """Return the subject: as chosen, else the first line of the text."""
    lines = [line.strip() for line in post.text.splitlines() if line.strip()]
    words = str(post.options.get("subject", "")).strip() or (lines or [""])[0]
    words = " ".join(words.split())
    cut = len(words) > SUBJECT_LETTERS
    return words[: SUBJECT_LETTERS - 1].rstrip() + "…" if cut else words


def said(words: Sentence, language: str) -> str:
    return words.id if language.startswith("id") else words.en


def written(place: Place, reader: Reader, sheet: Sheet) -> Letter:
    """Return a letter with all its headers, as bytes."""
    name, sender = sender_of(place)
    domain = sender.rpartition("@")[2] or "localhost"
    message = EmailMessage(policy=SMTP)
    local, _at, host = sender.rpartition("@")
    message["From"] = Address(name, local, host)
    message["To"] = reader.address
    message["Subject"] = sheet.subject
    message["Date"] = formatdate(usegmt=True)
    message["Message-ID"] = f"<{reader.ref}@{domain}>"
    message["Content-Language"] = sheet.language
    message["Auto-Submitted"] = "auto-generated"
    if reader.leave_url:
        message["List-ID"] = f"<langganan.{domain}>"
        message["List-Unsubscribe"] = f"<{reader.leave_url}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        message["Precedence"] = "bulk"
    # Seven bits: not every server on the way takes eight.
    how: dict[str, Any] = {"charset": "utf-8", "cte": "quoted-printable"}
    message.set_content(plain(sheet, reader), **how)
    message.add_alternative(html(sheet, reader), subtype="html", **how)
    body = message.as_bytes(policy=UNFOLDED)
    return Letter(return_path(place, reader), reader.address, reader.ref, body)


def return_path(place: Place, reader: Reader) -> str:
    """Return where a letter comes back to: an address of its own where there is a
    mailbox for that (option `bounce_to`), else its sender.
    """
    local, is_set, host = str(place.options.get("bounce_to", "")).rpartition("@")
    if not (is_set and reader.bounce_name):
        return sender_of(place)[1]
    return f"{local}+{reader.bounce_name}@{host}"


def plain(sheet: Sheet, reader: Reader) -> str:
    """Return the letter in plain words."""
    lines = [sheet.text]
    if reader.leave_url:
        language = reader.language
        lines += ["-- ", said(WHY, language)]
        lines += [f"{said(STOP, language)}: {reader.leave_url}"]
        lines += [f"{said(CHOOSE, language)}: {reader.choose_url}"]
    return "\n\n".join(lines) + "\n"


def html(sheet: Sheet, reader: Reader) -> str:
    """Return the same letter as simple HTML: no picture, no script, nothing fetched."""
    parts = [
        f"<p>{linked(part)}</p>" for part in sheet.text.split("\n\n") if part.strip()
    ]
    if reader.leave_url:
        language = reader.language
        stop, choose = escape(reader.leave_url), escape(reader.choose_url)
        parts.append(
            f'<hr><p lang="{language}"><small>{escape(said(WHY, language))}<br>'
            f'<a href="{stop}">{escape(said(STOP, language))}</a> · '
            f'<a href="{choose}">{escape(said(CHOOSE, language))}</a></small></p>'
        )
    return (
        f'<!doctype html><html lang="{sheet.language}"><head><meta charset="utf-8">'
        f"<title>{escape(sheet.subject)}</title></head><body>{''.join(parts)}"
        "</body></html>"
    )


def linked(text: str) -> str:
    """Return a paragraph with its addresses as links."""
    lines = []
    for line in text.splitlines():
        words = [
            f'<a href="{escape(word)}">{escape(word)}</a>'
            if word.startswith(("https://", "http://"))
            else escape(word)
            for word in line.split(" ")
        ]
        lines.append(" ".join(words))
    return "<br>".join(lines)
