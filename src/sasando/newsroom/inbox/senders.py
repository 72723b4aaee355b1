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
from sasando.newsroom.inbox import reading
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
FROM = re.compile(
    rf"\s*(?:{NAME}\s*<{ADDRESS}>|{ADDRESS.replace('address', 'bare')})\s*"
)
RESULT = re.compile(r"\b(dmarc|dkim|spf)\s*=\s*([a-z]+)([^;]*)", re.IGNORECASE)
DOMAIN = re.compile(
    r"\b(?:header\.from|header\.d|header\.i|smtp\.mailfrom)\s*=\s*\"?(?:[^\s;\"@]*@)?"
    r"([A-Za-z0-9.-]+)",
    re.IGNORECASE,
)
COMMENT = re.compile(r"\([^()]*\)")
MACHINES = {"mailer-daemon", "postmaster", "noreply", "no-reply", "donotreply"}
LOOP = "X-Sasando-Loop"


@dataclass(frozen=True, slots=True)
class Sender:
    """The one address in the sender's line, and the name beside it."""

    address: str = ""
    name: str = ""
    is_odd: bool = True


def sender_of(message: Message) -> Sender:
    """Return the sender; `is_odd` where the line could mislead whoever reads it."""
    lines = message.get_all("From") or []
    shown = reading.words_of(lines[0]) if lines else ""
    alone = len(lines) == 1 and len(str(lines[0])) <= LONGEST_LINE
    found = FROM.fullmatch(str(lines[0])) if alone else None
    if found is None:
        return Sender(address=parseaddr(shown)[1][:254], name=tidy(shown, length=150))
    address = (found["address"] or found["bare"]).lower()
    name = tidy(reading.words_of((found["name"] or "").strip(' "')), length=150)
    # “Maria <maria@kantor>” <somebody@elsewhere> is shown as Maria by many programs.
    is_trick = "@" in name and name.strip("<> ").lower() != address
    other = parseaddr(str(message["Sender"] or ""))[1].lower()
    return Sender(address, name, is_trick or bool(other and other != address))


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
    proof = verdict(message, sender.address, judge=office.mail_judge)
    if proof == "fail":
        return Why.FORGED
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


def verdict(message: Message, address: str, *, judge: str) -> str:
    """Return "pass", "fail" or "none": what the office's mail server says of a sender.

    Only its topmost line counts: those below may have come with the letter.
    """
    lines = message.get_all("Authentication-Results") or []
    ours = [each for each in map(str, lines) if judge and judged_by(each, judge)]
    if not ours:
        return "none"
    text, domain = (
        COMMENT.sub(" ", " ".join(ours[0][:LONGEST_LINE].split())),
        address.partition("@")[2],
    )
    found = [(m[1].lower(), m[2].lower(), m[3]) for m in RESULT.finditer(text)]
    dmarc = {result for method, result, _rest in found if method == "dmarc"}
    if "fail" in dmarc:
        return "fail"
    passed = [rest for _method, result, rest in found if result == "pass"]
    if any(is_aligned(rest, domain) for rest in passed):
        return "pass"
    failed = any(
        result in {"fail", "softfail", "permerror"} for _m, result, _r in found
    )
    return "fail" if failed else "none"


def judged_by(line: str, judge: str) -> bool:
    first = COMMENT.sub(" ", line).partition(";")[0].split()
    return bool(first) and first[0].lower() == judge.strip().lower()


def is_aligned(rest: str, domain: str) -> bool:
    """Return whether a result speaks of the sender's own domain or one above it."""
    named = {each.lower().strip(".") for each in DOMAIN.findall(rest)}
    return any(
        domain == each or (domain.endswith(f".{each}") and each.count(".") >= 2)
        for each in named
    )
