"""One HTTP request and its one answer: httpx, nothing repeated, no redirect followed.

The one question that matters is whether a byte of the request may have left. httpx
tells by a trace event before it writes the headers (`http11.send_request_headers`):
before it nothing was sent (`NotSent`), after it anything may have happened (`Lost`).
"""

import json
import logging
import os
import re
import ssl
import time
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING, Any

# Loaded with the first call: the pages that only show channels save 5 MB each.
if TYPE_CHECKING:
    import httpx

from sasando.channels import reach

STARTED = "http11.send_request_headers.started"
MOST_BYTES = 5 * 1024 * 1024
# What we unpack ourselves, no further than we read.
PACKED = {"Accept-Encoding": "gzip"}
READ_SECONDS = 30.0
# A zero and half a letter, as JSON may write them: no database keeps either.
ODD = re.compile(r"\\u(?:0000|[dD][89a-fA-F])")
MAKING = Lock()
# It writes down every address, and some bear a token.
for name in ("httpx", "httpcore"):
    logging.getLogger(name).setLevel(logging.WARNING)


class NotSent(Exception):
    """No byte of the request left this machine; the text says why."""


class Lost(Exception):
    """The request left, and its answer did not come back whole."""


class OutOfTime(Exception):
    """Raised by `before`: this process was frozen too long to send now."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What a server answered: status, headers in small letters, the bytes."""

    status: int
    headers: dict[str, str]
    body: bytes

    def json(self) -> Any:
        """Return the body as JSON; None where it is something else."""
        try:
            text = self.body.decode("utf-8-sig")
            facts = json.loads(text)
            return tidy(facts) if ODD.search(text) else facts
        except (ValueError, RecursionError):
            return None


def tidy(facts: Any) -> Any:
    """Return what was answered without zeros and halves of letters."""
    if isinstance(facts, str):
        return facts.replace("\0", "").encode(errors="ignore").decode()
    if isinstance(facts, list):
        return [tidy(one) for one in facts]
    if isinstance(facts, dict):
        return {tidy(name): tidy(value) for name, value in facts.items()}
    return facts


@dataclass(frozen=True, slots=True)
class Line:
    """How an adapter speaks to its platform: one call is one request.

    `before` is called just before the first byte leaves, and may raise OutOfTime.
    """

    headers: Mapping[str, str] = field(default_factory=dict)
    seconds: float = READ_SECONDS
    # The channel's own address; where it is of the internet, so is all that it calls.
    home: str = ""
    before: Callable[[], None] = lambda: None
    # Told of each answer, whatever it says: its headers count our allowance.
    heard: Callable[[Reply], None] = lambda _reply: None

    def get(self, url: str, **parts: Any) -> Reply:
        """Ask. Raises NotSent or Lost."""
        return self.send("GET", url, **parts)

    def post(self, url: str, **parts: Any) -> Reply:
        """Send `data`, `json`, `files` or `content`. Raises NotSent or Lost."""
        return self.send("POST", url, **parts)

    def send(self, method: str, url: str, **parts: Any) -> Reply:
        """Make one request. `parts` are httpx's own. Raises NotSent or Lost."""
        import httpx

        started: list[bool] = []

        def watch(event: str, _info: Any) -> None:
            if event == STARTED and not started:
                self.before()
                started.append(True)

        headers = {**PACKED, **self.headers, **parts.pop("headers", {})}
        times = httpx.Timeout(self.seconds, connect=5.0, pool=5.0)
        try:
            request = client().build_request(
                method, url, headers=headers, timeout=times, **parts
            )
            # Judged as httpx reads it: that is what is called.
            reach.refuse(str(request.url), home=self.home)
            request.extensions["trace"] = watch
            response = client().send(request, stream=True)
            # Counted from here: a film that goes out may take longer.
            reply = answer(response, time.monotonic() + self.seconds)
        except (OutOfTime, reach.Closed) as hindered:
            raise NotSent(str(hindered)) from hindered
        except (httpx.LocalProtocolError, UnicodeError) as fault:
            # It repeats the header that it does not send, and one bears our token.
            said = type(fault).__name__
            raise (Lost if started else NotSent)(said) from None
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as fault:
            said = f"{type(fault).__name__}: {fault}"
            raise (Lost if started else NotSent)(said) from fault
        self.heard(reply)
        return reply


def answer(response: "httpx.Response", end: float) -> Reply:
    """Read an answer to its end. Raises Lost when it is too long or too slow."""
    body = b""
    try:
        for piece in response.iter_raw():
            body += piece
            if len(body) > MOST_BYTES:
                raise Lost("The answer has more than 5 MB.")
            if time.monotonic() > end:
                raise Lost("The answer took too long.")
    finally:
        response.close()
    headers = {name.lower(): value for name, value in response.headers.items()}
    how = headers.get("content-encoding", "").strip().lower()
    return Reply(response.status_code, headers, unpacked(body, how) if body else body)


def unpacked(body: bytes, how: str) -> bytes:
    """Return a body as it was before it was packed. Raises Lost for a bomb."""
    if how in {"", "identity"}:
        return body
    if how != "gzip":
        raise Lost("The answer is packed in a way that nobody asked for.")
    opener = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        text = opener.decompress(body, MOST_BYTES + 1)
    except zlib.error as fault:
        raise Lost("The answer is packed wrongly.") from fault
    if len(text) > MOST_BYTES:
        raise Lost("The answer has more than 5 MB.")
    if not opener.eof:
        raise Lost("The answer did not come whole.")
    return text


def client() -> "httpx.Client":
    """Return the client of this process: one SSL context, a fresh connection a call.

    A connection that waited may be dead without our knowing; who writes into it cannot
    tell whether the request arrived.
    """
    # Twelve threads that begin at once would make twelve.
    with MAKING:
        return made()


@cache
def made() -> "httpx.Client":
    import httpx

    fresh = httpx.Limits(max_connections=64, max_keepalive_connections=0)
    client = httpx.Client(verify=context(), limits=fresh, follow_redirects=False)
    # httpx has no word for it. A proxy of the deployment judges for itself.
    client._transport._pool._network_backend = reach.Backend()  # type: ignore[attr-defined]
    return client


@cache
def context() -> ssl.SSLContext:
    """Return the one SSL context; to make one takes as long as ten requests."""
    import httpx

    return httpx.create_ssl_context()


# Sockets of the parent are not ours.
os.register_at_fork(after_in_child=made.cache_clear)
