"""Who sent a letter, and whether that can be believed.

The sender's line is read strictly: one line, one address, no comment. What a mail
program shows as the name never decides anything. Whether the address is forged, the
office's own mail server says (RFC 8601); a line of any other server is a stranger's.
"""

import re
from dataclasses import dataclass
from email.message import Message
from email.utils import parseaddr

from django.conf import settings

from sasando.accounts.models import User
from sasando.files.captions import tidy
from sasando.newsroom.inbox import proofs, reading
from sasando.newsroom.inbox.rows import Letter
from sasando.newsroom.office import NewsroomSettings

STEP = "newsroom.send_report"
Why = Letter.Why
ADDRESS = (
    r"(?P<address>[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+)"
)
# Longer ones are no lines of people; a pattern could take for ever over them.
LONGEST_LINE = 2_000
NAME = r'(?P<name>"(?:[^"\\]|\\.)*"|[^"<>()\\,;:@]*)'
FROM = re.compile(rf"(?:{NAME} ?<{ADDRESS}>|{ADDRESS.replace('address', 'bare')})")
MACHINES = {"mailer-daemon", "postmaster", "noreply", "no-reply", "donotreply"}
LOOP = "X-Sasando-Loop"
# What no setting of the office lets in.
UNWANTED = {"fail": Why.FORGED, "odd": Why.ODD}


@dataclass(frozen=True, slots=True)
class Sender:
    """The one address in the sender's line, and the name beside it."""

    address: str = ""
    name: str = ""
    is_odd: bool = True


def sender_of(message: Message) -> Sender:
    """Return the sender; `is_odd` where the line could mislead whoever reads it."""
    lines = message.get_all("From") or []
    found = one_address(lines[0]) if len(lines) == 1 else None
    if found is None:
        shown = reading.words_of(lines[0])[:LONGEST_LINE] if lines else ""
        first = re.search(ADDRESS, shown)
        address = first["address"][:254] if first else ""
        return Sender(address=address, name=tidy(shown, length=150))
    address = (found["address"] or found["bare"]).lower()
    name = tidy(reading.words_of((found["name"] or "").strip(' "')), length=150)
    # “Maria <maria@kantor>” <somebody@elsewhere> is shown as Maria by many programs.
    is_trick = "@" in name and name.strip("<> ").lower() != address
    return Sender(address, name, is_trick or was_sent_by_another(message, address))


def one_address(value: object) -> re.Match[str] | None:
    """Return name and address of a line that holds exactly one, or None."""
    line = str(value)
    is_long = len(line) > LONGEST_LINE
    return None if is_long else FROM.fullmatch(" ".join(line.split()))


def was_sent_by_another(message: Message, address: str) -> bool:
    """Return whether a Sender line names anybody else, or nobody one can read."""
    if message["Sender"] is None:
        return False
    found = one_address(message["Sender"])
    named = (found["address"] or found["bare"]).lower() if found else ""
    return named != address


def person(address: str) -> User | None:
    """Return the active person of this address who may write, or None. Two queries."""
    found = User.objects.filter(email__iexact=address, is_active=True).first()
    if found is None or not found.has_perm(STEP):
        return None
    return found


def is_machine(message: Message) -> bool:
    """Return whether no person wrote this (RFC 3834): answers could go on for ever."""
    automatic = reading.line(message, "Auto-Submitted").lower()
    precedence = reading.line(message, "Precedence").lower()
    names = ("X-Autoreply", "X-Autorespond", "List-Id", "List-Unsubscribe", LOOP)
    local = sender_of(message).address.partition("@")[0]
    own = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].lower()
    return (
        automatic not in ("", "no")
        or precedence in {"bulk", "junk", "list", "auto_reply"}
        or any(message[name] for name in names)
        or message.get_content_type() == "multipart/report"
        or reading.line(message, "Return-Path") == "<>"
        or local in MACHINES
        or sender_of(message).address == own
    )


def why_not(message: Message, sender: Sender) -> str:
    """Return why this letter has to wait for an editor, or "". Four queries."""
    if sender.is_odd:
        return Why.ODD
    if person(sender.address) is None:
        return Why.UNKNOWN
    office = office_settings()
    said = list(map(str, message.get_all("Authentication-Results") or []))
    proof = proofs.verdict(said, sender.address, judge=office.mail_judge)
    if proof in UNWANTED:
        return UNWANTED[proof]
    if proof != "pass" and not office.takes_unproven_mail:
        return Why.UNPROVEN
    return Why.REPLY if answers_us(message) else ""


def office_settings() -> NewsroomSettings:
    return NewsroomSettings.objects.order_by("pk").first() or NewsroomSettings()


def answers_us(message: Message) -> bool:
    """Return whether it answers a receipt of ours, as an auto-reply may do unmarked."""
    told = reading.line(message, "In-Reply-To", length=500)
    told += reading.line(message, "References", length=4000)
    return f"@{receipts_host()}>" in told


def receipts_host() -> str:
    """Return what stands behind the @ in the Message-ID of our receipts."""
    return f"tanda-terima.{settings.PUBLIC.hostname or 'localhost'}"
