"""One SMTP connection, each message in its steps: is it known not to be out, or not?

Until the text has begun to leave (after DATA was answered by 354) nothing can have been
accepted; from its first byte to the answer nobody knows. smtplib's own `sendmail` does
not say where it stopped, so its steps are taken here (RFC 5321, RFC 3463).
"""

import re
import smtplib
import ssl
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from sasando.channels import reach
from sasando.channels.adapters import Place
from sasando.channels.adapters.email_faults import (
    EMAIL_FAULTS,
    NO_SERVER,
    OF_SENDER,
    fault_of,
)
from sasando.channels.outcomes import Accepted, Ambiguous, Kind, Mishap, Refused
from sasando.channels.wire import Lost, NotSent, OutOfTime

PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}
SECONDS = 30.0
GO_ON, DONE = 354, 250
STATUS = re.compile(rb"^([245])\.(\d{1,3})\.(\d{1,3})\b")
AWAY = (smtplib.SMTPServerDisconnected, OSError, smtplib.SMTPResponseException)
DOT = re.compile(rb"^\.", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Server:
    """Where mail is handed in; `is_typed` where a person typed the host."""

    host: str
    port: int
    how: str
    user: str = ""
    password: str = field(default="", repr=False)
    is_typed: bool = True


@dataclass(frozen=True, slots=True)
class Letter:
    """One message as it goes out: envelope and bytes."""

    sender: str
    recipient: str
    name: str
    body: bytes


def server_of(place: Place) -> Server | None:
    """Return the channel's own server; the office's where it has none; None for none.

    The office's is not judged by `reach`: whoever set up this server wrote it down.
    """
    if not place.base_url:
        if not settings.EMAIL_BACKEND.endswith("smtp.EmailBackend"):
            return None
        how = "smtp+tls" if settings.EMAIL_USE_TLS else "smtp"
        host, port = settings.EMAIL_HOST, settings.EMAIL_PORT
        user, password = settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD
        return Server(host, port, how, user, password, is_typed=False)
    parts = urlsplit(place.base_url)
    if parts.scheme not in PORTS or not parts.hostname:
        return None
    user, password = str(place.options.get("user", "")), place.tokens.get("token", "")
    port = parts.port or PORTS[parts.scheme]
    return Server(parts.hostname, port, parts.scheme, user, password)


class Wire:
    """A connection that opens when it is needed, and again after it broke."""

    def __init__(self, server: Server, *, seconds: float = SECONDS) -> None:
        self.server, self.seconds = server, seconds
        self.smtp: smtplib.SMTP | None = None

    def open(self) -> Refused | None:
        """Connect and sign in. Raises NotSent; returns why we are not let in."""
        if self.smtp is not None:
            return None
        try:
            self.smtp = smtp = connected(self.server, self.seconds)
            smtp.ehlo_or_helo_if_needed()
            if self.server.user:
                smtp.login(self.server.user, self.server.password)
        except smtplib.SMTPAuthenticationError as refusal:
            self.close()
            return refused(refusal.smtp_code, b"")
        except (smtplib.SMTPException, OSError, UnicodeError, reach.Closed) as fault:
            self.close()
            raise NotSent(f"{type(fault).__name__}"[:300]) from fault
        return None

    def hand(
        self, letter: Letter, before: Callable[[], None]
    ) -> Accepted | Refused | Ambiguous:
        """Hand over one message. Raises NotSent or Lost."""
        if closed := self.open():
            return closed
        smtp = self.smtp
        if smtp is None:
            raise NotSent("The connection is closed.")
        try:
            if refusal := self.announce(smtp, letter):
                return refusal
            before()
        except OutOfTime as hindered:
            self.close()
            raise NotSent(str(hindered)) from hindered
        except AWAY as fault:
            self.close()
            raise NotSent(f"{type(fault).__name__}") from fault
        return self.pour(smtp, letter)

    def announce(self, smtp: smtplib.SMTP, letter: Letter) -> Refused | None:
        """Say from whom and to whom; nothing of the message leaves yet."""
        code, said = smtp.mail(letter.sender)
        if code != DONE:
            self.again(smtp, code)
            return of_sender(code, said)
        code, said = smtp.rcpt(letter.recipient)
        if code not in {DONE, 251}:
            self.again(smtp, code)
            return refused(code, said)
        code, said = smtp.docmd("DATA")
        if code == GO_ON:
            return None
        self.again(smtp, code)
        return refused(code, said)

    def pour(self, smtp: smtplib.SMTP, letter: Letter) -> Accepted | Refused:
        """Send the text; from here on only the answer tells. Raises Lost."""
        try:
            smtp.send(DOT.sub(b"..", letter.body) + b"\r\n.\r\n")
            code, said = smtp.getreply()
        except AWAY as fault:
            self.close()
            raise Lost(f"{type(fault).__name__}") from fault
        if code == DONE:
            return Accepted(letter.name)
        if not 400 <= code < 600:
            self.close()
            raise Lost(f"SMTP {code}")
        self.again(smtp, code)
        return refused(code, said)

    def again(self, smtp: smtplib.SMTP, code: int) -> None:
        """Begin anew on the same connection; one that is being closed is closed."""
        try:
            if code == 421 or smtp.rset()[0] != DONE:
                self.close()
        except AWAY:
            self.close()

    def close(self) -> None:
        if self.smtp is not None:
            self.smtp.close()
        self.smtp = None


def connected(server: Server, seconds: float) -> smtplib.SMTP:
    """Connect to the very number that was judged, encrypted as the address says."""
    here = "sasando.localdomain"
    number = server.host
    if server.is_typed:
        number = reach.number_of(server.host, server.port)
    if server.how == "smtps":
        facts: dict[str, Any] = {"context": secured()}
        smtp: smtplib.SMTP = smtplib.SMTP_SSL(
            timeout=seconds, local_hostname=here, **facts
        )
    else:
        smtp = smtplib.SMTP(timeout=seconds, local_hostname=here)
    # The certificate is for the name, not for the number.
    smtp._host = server.host  # type: ignore[attr-defined]
    code, _said = smtp.connect(number, server.port)
    if code != 220:
        raise smtplib.SMTPConnectError(code, b"")
    if server.how == "smtp+tls":
        smtp.starttls(context=secured())
    return smtp


@cache
def secured() -> ssl.SSLContext:
    return ssl.create_default_context()


def refused(code: int, said: bytes) -> Refused:
    """Return what a reply means; its words may hold an address and are not kept."""
    detail = STATUS.match(said)
    subcode = int(b"".join(detail.groups())) if detail else 0
    key = (code, subcode) if (code, subcode) in EMAIL_FAULTS else (code, 0)
    kind = fault_of(code, subcode).kind
    return Refused(Mishap(kind, f"{key[0]}.{key[1]}", code, subcode))


def of_sender(code: int, said: bytes) -> Refused:
    """Return what it means when our own address is not taken: nobody's message goes."""
    if code < 500:
        return refused(421, b"")
    why = refused(code, said)
    if why.mishap.kind == Kind.REAUTH:
        return why
    return Refused(Mishap(Kind.CONFIG, f"{OF_SENDER[0]}.{OF_SENDER[1]}", code))


def without_server() -> Refused:
    """Return what it means when nobody wrote down a mail server."""
    return Refused(Mishap(Kind.CONFIG, f"{NO_SERVER[0]}.{NO_SERVER[1]}"))
