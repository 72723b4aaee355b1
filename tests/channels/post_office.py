"""A real mail server on this machine, with a ledger, faults, and a process of its own.

The ledger is a file, one line a letter that was accepted (and flushed before it was
answered): it outlives whoever is killed.
"""

import email
import email.policy
import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

SERVER = """
import asyncio, json, os, sys
from email.parser import BytesParser
from email.policy import default
from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword
ledger, knobs, auth = sys.argv[1:4]
def knob():
    try:
        return json.load(open(knobs))
    except (OSError, ValueError):
        return {}
class Desk:
    async def handle_MAIL(self, server, session, envelope, address, options):
        if why := knob().get("mail", ""):
            return why
        envelope.mail_from = address
        return "250 OK"
    async def handle_RCPT(self, server, session, envelope, address, options):
        for sign, why in knob().get("rcpt", {}).items():
            if sign in address:
                return why
        envelope.rcpt_tos.append(address)
        return "250 OK"
    async def handle_DATA(self, server, session, envelope):
        said = knob()
        to = envelope.rcpt_tos[0]
        message = BytesParser(policy=default).parsebytes(envelope.content)
        how = next((do for sign, do in said.get("data", {}).items() if sign in to), "")
        if how[:1].isdigit():
            return how
        line = {"to": to, "id": message["Message-ID"], "from": envelope.mail_from}
        line["raw"] = envelope.content.decode()
        await asyncio.sleep(said.get("slow", 0))
        with open(said.get("ledger", ledger), "a") as file:
            file.write(json.dumps(line) + "\\n")
            file.flush()
            os.fsync(file.fileno())
        if how == "hang":
            server.transport.abort()
        await asyncio.sleep(said.get("late", 0))
        return "250 2.0.0 OK"
def known(server, session, envelope, mechanism, data):
    right = isinstance(data, LoginPassword) and data.password == auth.encode()
    return AuthResult(success=right, handled=right)
async def serve():
    facts = {"authenticator": known, "auth_require_tls": False} if auth else {}
    make = lambda: SMTP(Desk(), hostname="pos.example", enable_SMTPUTF8=False, **facts)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(make, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()
asyncio.run(serve())
"""


class PostOffice:
    """The server: its address, what it accepted, and how it is to behave."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.knobs = folder, folder / "knobs"
        self.ledger_file = folder / "ledger"
        self.port, self.rounds = 0, 0

    def anew(self) -> None:
        """Begin with an empty ledger; who is late writes into the old one."""
        self.rounds += 1
        self.ledger_file = self.folder / f"ledger-{self.rounds}"
        self.be()

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    def be(self, **knobs: Any) -> None:
        """Behave so from now on: mail, rcpt, data (by a sign of the address), slow."""
        half = self.knobs.with_suffix(".half")
        half.write_text(json.dumps({"ledger": str(self.ledger_file)} | knobs))
        half.rename(self.knobs)

    def letters(self) -> list[dict[str, Any]]:
        """Return what was accepted, in order."""
        if not self.ledger_file.exists():
            return []
        lines = self.ledger_file.read_text().splitlines()
        return [json.loads(line) for line in lines]

    def addresses(self) -> list[str]:
        return [line["to"] for line in self.letters()]

    def read(self, place: int = -1) -> Any:
        """Return one letter, parsed."""
        raw = self.letters()[place]["raw"]
        return email.message_from_string(raw, policy=email.policy.default)

    def text(self, place: int = -1) -> str:
        body = self.read(place).get_body(("plain",))
        return str(body.get_content())


@contextmanager
def opened(folder: Path, *, password: str = "") -> Iterator[PostOffice]:
    """Lend a mail server in a process of its own."""
    office = PostOffice(folder)
    process = subprocess.Popen(
        [
            *(sys.executable, "-c", SERVER, str(office.ledger_file)),
            *(str(office.knobs), password),
        ],
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout
        office.port = int(process.stdout.readline())
        yield office
    finally:
        process.kill()
        process.communicate()
