"""The door ahead of Django: memory, then the disk, and only then the application.

A page that is stored needs no database, no Django and no session: staff read the same
bytes as everybody. A generation counter on the disk, which every process maps into its
memory, says when to look at the disk again.
"""

import logging
import mmap
import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache
from time import monotonic
from typing import Any

from django.http.request import split_domain_port, validate_host

from sasando.core.resting import Crew
from sasando.website.reads.tally import Counter
from sasando.website.store.folder import OK, Bundle, Folder, Headers, Stamp, facts
from sasando.website.store.rendering import is_safe

logger = logging.getLogger(__name__)
Environ = dict[str, Any]
Start = Callable[..., Any]
Application = Callable[[Environ, Start], Iterable[bytes]]
Answer = tuple[int, Headers, bytes]
READS, SAFE = {"GET", "HEAD"}, {"GET", "HEAD", "OPTIONS", "TRACE"}
ALLOWED = "GET, HEAD, OPTIONS"
WORDS = {
    200: "200 OK",
    301: "301 Moved Permanently",
    302: "302 Found",
    304: "304 Not Modified",
    405: "405 Method Not Allowed",
    410: "410 Gone",
    503: "503 Service Unavailable",
}
LATER_SECONDS = 120
# What others hang on addresses to follow people; no page of ours reads it.
FOLLOWS = {"fbclid", "gclid", "igshid", "igsh", "msclkid", "twclid", "mibextid"}
MOST_BYTES = 64 * 1024 * 1024
# How long what lay in a folder that was removed is still sent.
LOOK_SECONDS = 1.0
NOTHING: dict[str, tuple[int, str]] = {}


@dataclass(frozen=True, slots=True)
class Ready:
    """One encoding of one page: the answer, and the answer to who has it already."""

    etag: str
    headers: Headers
    unchanged: Headers
    body: bytes


@dataclass(slots=True)
class Kept:
    """One address in memory; `stamp` is that of its file, `seen` the generation."""

    status: int
    size: int
    stamp: Stamp
    seen: bytes
    ready: dict[str, Ready]


@dataclass(slots=True)
class Door:
    """Answers stored addresses; hands on all else, and says when something changed."""

    application: Application
    folder: Folder
    hosts: list[str]
    changed: Callable[[], None]
    reads: Counter | None = None
    kept: dict[str, Kept] = field(default_factory=dict)
    size: int = 0
    known_hosts: set[str] = field(default_factory=set)
    goes: dict[str, tuple[int, str]] = field(default_factory=dict)
    goes_seen: bytes = b""
    # What every answer says, also one that leads on.
    always: Headers = field(default_factory=list)
    counter: Any = None
    counts_in: int = 0
    looked: float = 0.0
    crew: Crew = field(default_factory=Crew)

    def __call__(self, environ: Environ, start: Start) -> Iterable[bytes]:
        ready = self.at_once(environ)
        if ready is None:
            self.crew.goes()
            return self.beyond(environ, start)
        return self.crew.sends(send(ready, start))

    def at_once(self, environ: Environ) -> Answer | None:
        """Return what is stored, or leads on; None where the application is asked."""
        if environ["REQUEST_METHOD"] not in READS:
            return None
        if (query := environ.get("QUERY_STRING")) and not is_plain(query):
            return None
        host = environ.get("HTTP_HOST", "")
        if host not in self.known_hosts and not self.is_ours(host):
            return None
        path = environ["PATH_INFO"]
        if found := self.find(path):
            if self.reads and found.status == OK:
                self.reads.page(environ)
            return answer(found, environ)
        goes = self.redirect(path)
        return lead_on(goes, self.always) if goes else None

    def beyond(self, environ: Environ, start: Start) -> Iterable[bytes]:
        """Let the application answer what is not stored."""
        method = environ["REQUEST_METHOD"]
        if method not in READS:
            return self.write(method, environ, start)
        if not is_plain(environ.get("QUERY_STRING", "")):
            return self.or_stale(environ, start)
        if self.reads:
            start = self.reads.listening(environ, start)
        return self.ask(environ, start)

    def is_ours(self, host: str) -> bool:
        """Return whether this is a name of ours; Django refuses the others."""
        if host in self.known_hosts:
            return True
        domain, _port = split_domain_port(host)
        if not (domain and validate_host(domain, self.hosts)):
            return False
        if len(self.known_hosts) < 100:
            self.known_hosts.add(host)
        return True

    def generation(self) -> bytes:
        """Return the counter; b"" while nothing was ever stored."""
        if self.counter is None or monotonic() - self.looked > LOOK_SECONDS:
            self.look_for_counter()
        counter = self.counter
        return bytes(counter[:8]) if counter is not None else b""

    def look_for_counter(self) -> None:
        """Map the counter; forget all pages where another lies in the place of ours.

        Somebody removed the folder then: of that one nothing would ever change again.
        """
        self.looked, name = monotonic(), f"{self.folder.root}/generation"
        with suppress(OSError, ValueError):
            if self.counter is not None and os.stat(name).st_ino == self.counts_in:
                return
        self.counter, self.kept, self.size = None, {}, 0
        self.goes, self.goes_seen = {}, b""
        with suppress(OSError, ValueError):
            handle = os.open(name, os.O_RDONLY)
            try:
                self.counts_in = os.fstat(handle).st_ino
                self.counter = mmap.mmap(handle, 8, access=mmap.ACCESS_READ)
            finally:
                os.close(handle)

    def find(self, raw: str) -> Kept | None:
        """Return what is stored of this address, from memory or from the disk."""
        now = self.generation()
        kept = self.kept.get(raw)
        if kept is not None and kept.seen == now:
            return kept
        if not now:
            return None
        return self.look(raw, now, kept)

    def look(self, raw: str, now: bytes, kept: Kept | None) -> Kept | None:
        """Look at the disk; an unchanged file is not read again."""
        try:
            path = raw.encode("latin-1").decode()
        except ValueError:
            return None
        if not is_safe(path):
            return None
        stamp = self.folder.stamp(path)
        if stamp is None:
            self.drop(raw)
            return None
        if kept is not None and kept.stamp == stamp:
            kept.seen = now
            return kept
        bundle = self.folder.read(path)
        return self.put(raw, made(bundle, stamp, now)) if bundle else None

    def put(self, raw: str, new: Kept) -> Kept:
        self.drop(raw)
        if self.size + new.size > MOST_BYTES:
            self.kept, self.size = {}, 0
        self.kept[raw] = new
        self.size += new.size
        return new

    def drop(self, raw: str) -> None:
        if old := self.kept.pop(raw, None):
            self.size -= old.size

    def redirect(self, raw: str) -> tuple[int, str] | None:
        """Return where an address leads that was moved."""
        now = self.generation()
        if now != self.goes_seen:
            self.goes = facts(self.folder.get("redirects.json"))
            self.always = self.headers_of_all()
            self.goes_seen = now
        if not self.goes:
            return None
        try:
            return self.goes.get(raw.encode("latin-1").decode())
        except ValueError:
            return None

    def or_stale(self, environ: Environ, start: Start) -> Iterable[bytes]:
        """Let the application answer; where it cannot, the stored page is better."""
        said: list[tuple[Any, ...]] = []

        def listen(*words: Any) -> Callable[[bytes], Any]:
            said[:] = [words]
            return lambda data: None

        result = self.ask(environ, listen)
        if said and str(said[0][0]).startswith("5"):
            ours = self.is_ours(environ.get("HTTP_HOST", ""))
            if ours and (found := self.find(environ["PATH_INFO"])):
                if hasattr(result, "close"):
                    result.close()
                return send(answer(found, environ), start)
        start(*said[0])
        return result

    def write(self, method: str, environ: Environ, start: Start) -> Iterable[bytes]:
        """Refuse to write to a stored page; after other writes, look what changed."""
        ours = self.is_ours(environ.get("HTTP_HOST", ""))
        if ours and self.find(environ["PATH_INFO"]):
            headers = [("Allow", ALLOWED), ("Content-Length", "0")]
            headers = [*self.headers_of_all(), *headers]
            start("200 OK" if method == "OPTIONS" else WORDS[405], headers)
            return [b""]
        result = self.ask(environ, start)
        if method not in SAFE:
            self.changed()
        return result

    def ask(self, environ: Environ, start: Start) -> Iterable[bytes]:
        """Let the application answer; where it falls over, say when to come back.

        Django itself says so where only the database is away (`core.faults`).
        """
        try:
            return self.application(environ, start)
        except Exception:
            logger.exception("The application does not answer")
        return self.apologize(environ, start)

    def headers_of_all(self) -> Headers:
        """Return the headers that every answer has, as a server in front says them."""
        names = sorted(each.name for each in self.folder.root.glob("headers/*"))
        return [(name, self.folder.get(f"headers/{name}").decode()) for name in names]

    def apologize(self, environ: Environ, start: Start) -> list[bytes]:
        """Send the page for bad days, as nginx does where it stands before us."""
        language = "en" if f"{environ['PATH_INFO']}/".startswith("/en/") else "id"
        body = self.folder.get(f"maintenance/{language}.html")
        headers = [
            *self.headers_of_all(),
            ("Content-Type", "text/html; charset=utf-8"),
            ("Content-Language", language),
            ("Cache-Control", "no-cache"),
            ("Retry-After", str(LATER_SECONDS)),
            ("Content-Length", str(len(body))),
        ]
        start(WORDS[503], headers)
        return [body] if environ["REQUEST_METHOD"] != "HEAD" else []


def made(bundle: Bundle, stamp: Stamp, seen: bytes) -> Kept:
    """Return a page ready to be sent: nothing is computed when somebody asks."""
    ready = {}
    for name, body in bundle.bodies.items():
        etag = f'"{bundle.etag}-{name}"' if name else f'"{bundle.etag}"'
        headers = [*bundle.headers, ("ETag", etag)]
        unchanged = [(k, v) for k, v in headers if k.lower() != "content-type"]
        if name:
            headers.append(("Content-Encoding", name))
        headers.append(("Content-Length", str(len(body))))
        ready[name] = Ready(etag, headers, unchanged, body)
    size = sum(map(len, bundle.bodies.values())) + 2048
    return Kept(bundle.status, size, stamp, seen, ready)


def send(said: Answer, start: Start) -> list[bytes]:
    status, headers, body = said
    start(WORDS.get(status, str(status)), headers)
    return [body]


def answer(kept: Kept, environ: Environ) -> Answer:
    """Return a stored page, or that the reader has it."""
    best, other = encodings_of(environ.get("HTTP_ACCEPT_ENCODING", ""))
    # What was compressed in haste has no brotli yet.
    ready = kept.ready.get(best) or kept.ready.get(other) or kept.ready[""]
    asked = environ.get("HTTP_IF_NONE_MATCH")
    if asked and kept.status == OK and has(asked, ready.etag):
        return 304, ready.unchanged, b""
    body = ready.body if environ["REQUEST_METHOD"] == "GET" else b""
    return kept.status, ready.headers, body


def lead_on(goes: tuple[int, str], always: Headers) -> Answer:
    headers = [*always, ("Location", goes[1]), ("Cache-Control", "no-cache")]
    return goes[0], [*headers, ("Content-Length", "0")], b""


def has(asked: str, etag: str) -> bool:
    """Return whether one of the tags that a reader has is this one, weakly compared."""
    if asked == etag:
        return True
    tags = (tag.strip().removeprefix("W/") for tag in asked.split(","))
    return any(tag in (etag, "*") for tag in tags)


@lru_cache(maxsize=512)
def encodings_of(accepted: str) -> tuple[str, str]:
    """Return the smallest encoding that a browser takes and the next, or ""."""
    takes: dict[str, float] = {}
    for part in accepted.lower().split(","):
        name, _semicolon, quality = part.partition(";")
        takes[name.strip()] = weight(quality)
    best, other, *_none = *(n for n in ("br", "gzip") if takes.get(n, 0) > 0), "", ""
    return best, other


def weight(quality: str) -> float:
    try:
        return float(quality.strip().removeprefix("q=") or 1)
    except ValueError:
        return 0.0


def is_plain(query: str) -> bool:
    """Return whether nothing is asked, but where a reader came from."""
    if not query:
        return True
    names = {part.partition("=")[0] for part in query.split("&")}
    return all(name in FOLLOWS or name.startswith("utm_") for name in names)
