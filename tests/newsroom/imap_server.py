"""A small IMAP4rev1 server on loopback: what our fetcher asks, over real sockets.

RFC 3501 as far as a client needs that looks, fetches in pieces and marks; MOVE of RFC
6851 where it is asked for. One folder of letters, each with flags.
"""

import re
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

USER, PASSWORD = "kantor", "rahasia untuk uji"
PARTIAL = re.compile(r"BODY\.PEEK\[\]<(\d+)\.(\d+)>")


@dataclass
class Box:
    """The letters of a folder by their number, and what was done to them."""

    letters: dict[int, bytes] = field(default_factory=dict)
    flags: dict[int, set[str]] = field(default_factory=dict)
    moved: dict[int, bytes] = field(default_factory=dict)
    can_move: bool = True
    has_folder: bool = False
    commands: list[str] = field(default_factory=list)
    port: int = 0
    last: int = 0

    def put(self, letter: bytes) -> int:
        self.last += 1
        self.letters[self.last] = letter
        self.flags[self.last] = set()
        return self.last

    def new(self) -> list[int]:
        return [uid for uid in self.letters if r"\Answered" not in self.flags[uid]]


class Session(socketserver.StreamRequestHandler):
    """One connection; each command has a method of its name."""

    # Else each line waits for the answer to the one before.
    disable_nagle_algorithm = True

    box: Box

    def handle(self) -> None:
        self.say("* OK siap")
        while line := self.rfile.readline().decode("utf-8", "replace").rstrip("\r\n"):
            self.tag, name, *rest = line.split(" ", 2)
            self.box.commands.append(name.upper() + " " + " ".join(rest)[:60])
            answer = getattr(self, f"do_{name.lower()}", None)
            if answer is None:
                self.say(f"{self.tag} BAD apa?")
            elif answer(*rest) is False:
                return

    def say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())

    def done(self, words: str = "OK selesai") -> None:
        self.say(f"{self.tag} {words}")

    def do_capability(self) -> None:
        self.say("* CAPABILITY IMAP4rev1" + (" MOVE" if self.box.can_move else ""))
        self.done()

    def do_login(self, words: str) -> None:
        good = words == f'{USER} "{PASSWORD}"'
        self.done("OK masuk" if good else "NO salah")

    def do_select(self, name: str) -> None:
        self.say(f"* {len(self.box.letters)} EXISTS")
        self.done("OK [READ-WRITE]" if name == '"INBOX"' else "NO tidak ada")

    def do_create(self, name: str) -> None:
        self.box.has_folder = True
        self.done()

    def do_logout(self) -> bool:
        self.say("* BYE")
        self.done()
        return False

    def do_uid(self, words: str) -> None:
        name, _space, rest = words.partition(" ")
        getattr(self, f"uid_{name.lower()}")(rest)

    def uid_search(self, rest: str) -> None:
        assert rest == "UNANSWERED UNDELETED"
        self.say("* SEARCH " + " ".join(map(str, self.box.new())))
        self.done()

    def uid_fetch(self, rest: str) -> None:
        uid, _space, what = rest.partition(" ")
        letter = self.box.letters[int(uid)]
        if "RFC822.SIZE" in what:
            self.say(f"* {uid} FETCH (UID {uid} RFC822.SIZE {len(letter)})")
        elif "HEADER.FIELDS" in what:
            head = letter.split(b"\r\n\r\n")[0].split(b"\r\n")
            named = [each for each in head if each.lower().startswith(b"message-id:")]
            self.literal(uid, "BODY[HEADER.FIELDS (MESSAGE-ID)]", b"\r\n".join(named))
        elif partial := PARTIAL.search(what):
            start, length = int(partial[1]), int(partial[2])
            piece = letter[start : start + length]
            self.literal(uid, f"BODY[]<{start}>", piece)
        self.done()

    def literal(self, uid: str, name: str, content: bytes) -> None:
        head = f"* {uid} FETCH (UID {uid} {name} {{{len(content)}}}\r\n"
        self.wfile.write(head.encode() + content + b")\r\n")

    def uid_store(self, rest: str) -> None:
        uid, _how, flags = rest.split(" ", 2)
        self.box.flags[int(uid)] |= set(flags.strip("()").split())
        self.done()

    def uid_move(self, rest: str) -> None:
        uid = int(rest.split()[0])
        if not self.box.has_folder:
            self.done("NO [TRYCREATE] tidak ada")
        else:
            self.box.moved[uid] = self.box.letters.pop(uid)
            self.done()


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


@contextmanager
def serving(**facts: Any) -> Iterator[Box]:
    """Lend a mailbox whose server listens on a free port of this machine."""
    box = Box(**facts)
    handler = type("Handler", (Session,), {"box": box})
    with Server(("127.0.0.1", 0), handler) as server:
        box.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield box
        finally:
            server.shutdown()
            thread.join()
