"""The sockets of the double, and the faults that happen on them."""

import email
import email.policy
import json
import mimetypes
import select
import socket
import struct
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from sasando.channels import lending
from sasando.channels.lending import OF_THE_DOUBLE
from sasando.channels.sandbox import feed, sim
from sasando.channels.sandbox.platforms import PLATFORMS
from sasando.channels.sandbox.world import Fault, Reply, Request, World

RST = struct.pack("ii", 1, 0)
HTML = b"<!DOCTYPE html><title>Error</title><h1>Sorry, something went wrong.</h1>"
# What happens instead of the answer, after the platform did what was asked.
SPOILT = {"truncate", "slow_body", "huge_body"}
AFTERWARDS = SPOILT | {
    *("accept_then_hang", "accept_then_reset", "accept_then_5xx", "accept_then_close"),
    *("accept_then_wait", "live_but_error"),
}


class Handler(BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    world: World

    def answer(self) -> None:
        """Take one request, and answer it as the faults let."""
        parts = urlsplit(self.path)
        length = int(self.headers.get("Content-Length") or 0)
        body = self.read(length)
        if parts.path.startswith("/__sim__/"):
            self.say(sim.answer(self.world, self.command, parts, body))
            return
        if parts.path.startswith(OF_THE_DOUBLE):
            self.say(lent(parts.path.removeprefix(OF_THE_DOUBLE)))
            return
        if parts.path == "/" or parts.path.startswith("/__feed__/"):
            host = self.headers.get("Host", "")
            self.say(feed.answer(self.world, self.command, parts, body, host=host))
            return
        request = self.request_of(parts.path, parts.query, body)
        platform = self.world.platforms.get(request.platform)
        if platform is None:
            self.say(Reply(404, {"error": "no such platform"}))
            return
        line = self.world.note(request)
        faults = self.world.faults_for(request)
        reply = self.instead(request, faults)
        if reply is None:
            if fetch := getattr(platform, "fetch", None):
                fetch(request)
            with self.world.lock:
                reply = platform.answer(request)
                line["status"] = reply.status
            reply.headers |= platform.usage(request)
            self.after(request, reply, faults)
        else:
            line["status"] = reply.status
            self.say(reply)

    do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = answer

    def read(self, length: int) -> bytes:
        """Read a body, or what arrives of it; a long one as slowly as is wished."""
        most = self.world.halts_after
        if not most or length <= most:
            return self.rfile.read(length)
        first = self.rfile.read(most)
        self.world.halts_after = 0
        self.world.halted.set()
        self.world.goes_on.wait()
        return first + self.rfile.read(length - most)

    def request_of(self, path: str, query: str, body: bytes) -> Request:
        """Return a request taken apart."""
        platform, _slash, below = path.strip("/").partition("/")
        first, _slash, rest = below.partition("/")
        version = first.startswith("v") and first[1:2].isdigit()
        params = dict(parse_qsl(query, keep_blank_values=True))
        more, files = fields_of(self.headers.get("Content-Type", ""), body)
        return Request(
            number=next(self.world.numbers),
            method=self.command,
            path=rest if version else below,
            params=params | more,
            headers={name.lower(): value for name, value in self.headers.items()},
            files=files,
            body=body,
            platform=platform,
        )

    # --- faults -------------------------------------------------------------

    def instead(self, request: Request, faults: list[Fault]) -> Reply | None:
        """Return what is answered without anything being done; None to do it."""
        platform = self.world.platforms[request.platform]
        for fault in faults:
            facts = fault.facts
            if fault.do == "delay":
                self.world.over.wait(facts.get("seconds", 1))
            elif fault.do == "refuse_5xx":
                return broken(facts)
            elif fault.do in {"error", "error_200", "rate", "token"}:
                return self.told(platform.error(facts), fault)
            elif fault.do == "hang":
                self.hang(facts)
                return broken(facts)
            elif fault.do not in AFTERWARDS:
                request.wish[fault.do] = facts
        return None

    def told(self, reply: Reply, fault: Fault) -> Reply:
        if fault.do == "error_200":
            reply.status = 200
        reply.headers |= fault.facts.get("headers", {})
        return reply

    def after(self, request: Request, reply: Reply, faults: list[Fault]) -> None:
        """Answer, or let the answer be lost: what was asked is done."""
        fault = next((one for one in faults if one.do in AFTERWARDS), None)
        if fault is None:
            self.say(reply)
        elif fault.do in SPOILT:
            self.say(reply, how=fault)
        else:
            platform = self.world.platforms[request.platform]
            self.lose(reply, fault, platform.error(fault.facts))

    def lose(self, reply: Reply, fault: Fault, error: Reply) -> None:
        """Let the answer be lost, late, or another one."""
        if fault.do == "accept_then_hang":
            self.hang(fault.facts)
        elif fault.do == "accept_then_reset":
            self.reset()
        elif fault.do == "accept_then_close":
            self.close_connection = True
        elif fault.do == "accept_then_5xx":
            self.say(broken(fault.facts))
        elif fault.do == "accept_then_wait":
            self.world.over.wait(fault.facts.get("seconds", 1))
            self.say(reply)
        else:
            self.say(error)

    def hang(self, facts: dict[str, Any]) -> None:
        """Say nothing until the other side goes away."""
        self.close_connection = True
        end = time.monotonic() + facts.get("seconds", 3600)
        while time.monotonic() < end and not self.world.over.is_set():
            if select.select([self.connection], [], [], 0.1)[0]:
                with suppress(OSError):
                    if self.connection.recv(1, socket.MSG_PEEK):
                        continue
                return

    def reset(self) -> None:
        self.close_connection = True
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RST)
        self.connection.close()

    # --- out ----------------------------------------------------------------

    def say(self, reply: Reply, how: Fault | None = None) -> None:
        """Send an answer, whole or as a fault has it."""
        body = reply.body
        if body is None:
            body = json.dumps(reply.facts).encode() if reply.facts is not None else b""
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Type", reply.kind)
        huge = how.facts.get("bytes", 1 << 30) if how and how.do == "huge_body" else 0
        self.send_header("Content-Length", str(huge or len(body)))
        self.end_headers()
        if self.command == "HEAD":
            return
        if how is None:
            self.wfile.write(body)
        elif how.do == "truncate":
            self.wfile.write(body[: how.facts.get("bytes", 5)])
            self.close_connection = True
        elif huge:
            self.pour(huge)
        else:
            self.trickle(body, how.facts.get("seconds", 1.0))

    def pour(self, size: int) -> None:
        piece = b" " * 65536
        for _ in range(size // len(piece)):
            self.wfile.write(piece)

    def trickle(self, body: bytes, seconds: float) -> None:
        for number in body:
            self.wfile.write(bytes([number]))
            if self.world.over.wait(seconds):
                return

    def handle(self) -> None:
        # Who asked may be killed at any moment; that is what this is for.
        with suppress(OSError, ValueError):
            super().handle()

    def finish(self) -> None:
        with suppress(OSError, ValueError):
            super().finish()

    def date_time_string(self, timestamp: float | None = None) -> str:
        return formatdate(timestamp or self.world.now(), usegmt=True)

    def log_message(self, *_: Any) -> None:
        pass


def lent(name: str) -> Reply:
    """Return a file that the office lends: it has no website of its own here."""
    there = {path.name: path for path in lending.lent()}
    if name not in there:
        return Reply(404, {"error": "not lent"})
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return Reply(200, body=there[name].read_bytes(), kind=kind)


def broken(facts: dict[str, Any]) -> Reply:
    """Return a server's own error, as a page or as JSON."""
    status = facts.get("status", 503)
    if facts.get("as") == "json":
        return Reply(status, {"error": {"message": "Service Unavailable", "code": 2}})
    return Reply(status, body=HTML, kind="text/html")


def fields_of(kind: str, body: bytes) -> tuple[dict[str, str], dict[str, bytes]]:
    """Return the fields and files of a body."""
    if kind.startswith("application/x-www-form-urlencoded"):
        return dict(parse_qsl(body.decode(), keep_blank_values=True)), {}
    if kind.startswith("application/json"):
        facts = json.loads(body or b"{}")
        plain = {
            name: value if isinstance(value, str) else json.dumps(value)
            for name, value in facts.items()
        }
        return plain, {}
    if not kind.startswith("multipart/form-data"):
        return {}, {}
    return parts_of(f"Content-Type: {kind}\r\n\r\n".encode() + body)


def parts_of(text: bytes) -> tuple[dict[str, str], dict[str, bytes]]:
    fields: dict[str, str] = {}
    files: dict[str, bytes] = {}
    for part in email.message_from_bytes(text, policy=email.policy.HTTP).walk():
        name = part.get_param("name", header="content-disposition")
        content = part.get_payload(decode=True)
        if isinstance(name, str) and isinstance(content, bytes):
            if part.get_filename():
                files[name] = content
            else:
                fields[name] = content.decode()
    return fields, files


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 256
    # The name of this machine is nobody's business, and to ask for it takes seconds.
    allow_reuse_address = True
    # Called twice a second: what the double knows is written down then.
    keep: Callable[[], None] | None = None

    def service_actions(self) -> None:
        if self.keep:
            self.keep()

    def handle_error(self, *_: Any) -> None:
        pass


def serve(world: World, *, port: int = 0, host: str = "127.0.0.1") -> Server:
    """Return a server of this world that listens; `serve_forever` is the caller's."""
    handler = type("WorldHandler", (Handler,), {"world": world})
    return Server((host, port), handler)


@contextmanager
def running(
    world: World | None = None, *, port: int = 0
) -> Iterator[tuple[World, str]]:
    """Lend a world and the address at which it is served by threads of this process."""
    world = world or World(PLATFORMS)
    server = serve(world, port=port)
    thread = Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield world, f"http://127.0.0.1:{server.server_port}"
    finally:
        world.over.set()
        world.goes_on.set()
        server.shutdown()
        server.server_close()
