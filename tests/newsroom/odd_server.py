"""A real HTTP server on loopback that answers in every way a link may meet."""

import ssl
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class Odd(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_HEAD(self) -> None:
        self.answer(body=False)

    def do_GET(self) -> None:
        self.answer(body=True)

    def answer(self, *, body: bool) -> None:
        path = self.path.partition("?")[0]
        self.server.asked.append((self.command, self.path, dict(self.headers)))  # type: ignore[attr-defined]
        way = getattr(
            self, f"on_{path.strip('/').split('/')[0].replace('-', '_')}", None
        )
        if way:
            way(body=body)
        elif path.strip("/").isdecimal():
            self.say(int(path.strip("/")), body=body)
        else:
            self.say(200, body=body)

    def say(self, status: int, *, body: bool, **headers: str) -> None:
        text = b"halo" if body and status not in (204, 304) else b""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(text) if body else 4))
        self.end_headers()
        self.wfile.write(text)

    def on_no_head(self, *, body: bool) -> None:
        self.say(200 if body else 404, body=body)

    def on_moved(self, *, body: bool) -> None:
        left = int(self.path.strip("/").split("/")[1])
        onward = f"/moved/{left - 1}" if left > 1 else "/200"
        self.say(302, body=body, Location=onward)

    def on_circle(self, *, body: bool) -> None:
        self.say(301, body=body, Location="/circle")

    def on_to(self, *, body: bool) -> None:
        """Lead wherever the question says: `/to?http://10.0.0.1/`."""
        self.say(302, body=body, Location=self.path.partition("?")[2])

    def on_cookie(self, *, body: bool) -> None:
        self.say(200 if body else 404, body=body, Set_Cookie="sesi=1; Path=/")

    def on_large(self, *, body: bool) -> None:
        self.send_response(200 if body else 405)
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        sent = 0
        while body and sent < 50_000_000:
            try:
                sent += self.wfile.write(b"x" * 65536)
            except OSError:
                break
        self.server.sent[self.path] += sent  # type: ignore[attr-defined]

    def on_slow(self, *, body: bool) -> None:
        """Send one letter at a time, and never an end."""
        self.close_connection = True
        try:
            for letter in "HTTP/1.1 200 OK\r\nX-Lambat: " + "a" * 10_000:
                self.wfile.write(letter.encode())
                self.wfile.flush()
                if self.server.stopped.wait(0.05):  # type: ignore[attr-defined]
                    return
        except OSError:
            return

    def on_hangs_up(self, *, body: bool) -> None:
        self.close_connection = True
        self.connection.close()

    def log_message(self, *args: Any) -> None:
        """Say nothing."""


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Odd)
        self.asked: list[tuple[str, str, dict[str, str]]] = []
        self.sent: Counter[str] = Counter()
        self.stopped = threading.Event()

    def handle_error(self, *args: Any) -> None:
        """Say nothing of clients that hang up."""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


@contextmanager
def serving(tls: ssl.SSLContext | None = None) -> Iterator[Server]:
    server = Server()
    if tls:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.stopped.set()
        server.shutdown()
        server.server_close()
        thread.join()
