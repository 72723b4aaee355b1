"""Web push: a short notice in a browser that agreed, read by nobody on its way.

Sources: RFC 8030, 8291, 8292; channel-contracts.md §8. The address was chosen by a
browser and given by a stranger: it is called over https, on the open internet alone.
"""

import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

from sasando.channels import reach
from sasando.channels.adapters import Capabilities, Parcel, Place, Post
from sasando.channels.adapters.sealing import key_of, point_of, raw_of, sealed, vapid
from sasando.channels.adapters.spread import Reader, Sample, Session, ToPeople
from sasando.channels.outcomes import (
    Accepted,
    Account,
    Ambiguous,
    Fault,
    Kind,
    Mishap,
    Problem,
    Refused,
    Sentence,
)
from sasando.channels.wire import Line, NotSent

# A day: then it is no news.
LIVES_SECONDS = 24 * 3600
TITLE_LETTERS, MOST_BYTES = 120, 3000
WAIT_DIGITS = 10
# A home that is nobody's: an address of a browser never leads to our own machine.
NOWHERE = "https://"
BAD_ADDRESS = (1, 0)


def row(kind: Kind, indonesian: str, english: str) -> Fault:
    """Return one row of the table."""
    return Fault(kind, Sentence(indonesian, english))


GONE = row(
    Kind.LOST,
    "Peramban ini tidak menerima pemberitahuan lagi; langganannya dihentikan.",
    "This browser takes no notices any more; it is unsubscribed.",
)
KEY = row(
    Kind.CONFIG,
    "Layanan pemberitahuan tidak menerima tanda tangan kantor ini. Periksa jam server, "
    "lalu pilih “Coba lagi”.",
    "The push service does not take the signature of this office. Look at the "
    "server's clock, then choose “Try again”.",
)
BUSY = row(
    Kind.RETRY,
    "Layanan pemberitahuan sedang sibuk; dicoba lagi sendiri.",
    "The push service is busy; it is tried again by itself.",
)
WRONG = row(
    Kind.PERMANENT,
    "Layanan pemberitahuan menolak pesan ini.",
    "The push service refused this message.",
)
PUSH_FAULTS = {
    BAD_ADDRESS: row(
        Kind.PERMANENT,
        "Alamat peramban ini bukan alamat layanan pemberitahuan.",
        "The address of this browser is none of a push service.",
    ),
    (400, 0): WRONG,
    (401, 0): KEY,
    (403, 0): KEY,
    (404, 0): GONE,
    (410, 0): GONE,
    (413, 0): WRONG,
    (429, 0): BUSY,
    (500, 0): BUSY,
    (502, 0): BUSY,
    (503, 0): BUSY,
}


class WebPush(ToPeople):
    """The adapter; it keeps nothing. Its key is the office's own (`office_key`)."""

    caps = Capabilities(base_url="", max_chars=1000, needs_token=False)
    faults = PUSH_FAULTS
    per_minute = 3000
    at_once = 8
    gone_at_once = True
    office_key = "vapid"

    def validate(self, post: Post) -> list[Problem]:
        found = super().validate(post)
        if not found and not post.text.strip():
            found.append(Problem("empty"))
        return found

    def sample(self, place: Place, post: Post, reader: Reader) -> Sample:
        """Return the notice itself, with the button that ends it."""
        facts = json.loads(notice(post, reader))
        lines = (facts["body"], facts["url"], f"[{facts['stop']}]")
        return Sample("\n\n".join(one for one in lines if one), facts["title"])

    @contextmanager
    def session(self, parcel: Parcel) -> Iterator[Session]:
        yield Pushing(parcel)

    def check(self, place: Place, line: Line) -> Account:
        """Return the channel itself: there is no platform to ask."""
        return Account(place.account_id, place.account_id)


@dataclass(frozen=True, slots=True)
class Pushing:
    """One post, to one browser after another."""

    parcel: Parcel

    def hand(
        self, reader: Reader, before: Callable[[], None]
    ) -> Accepted | Refused | Ambiguous:
        place, post = self.parcel.place, self.parcel.post
        try:
            endpoint, p256dh, auth = address_of(reader.address, place)
            body = sealed(notice(post, reader), p256dh=p256dh, auth=auth)
        except (ValueError, KeyError):
            return refused(BAD_ADDRESS, 0)
        key = key_of(place.tokens[WebPush.office_key])
        headers = {
            "TTL": str(LIVES_SECONDS),
            "Content-Encoding": "aes128gcm",
            "Content-Type": "application/octet-stream",
            "Urgency": "normal",
            # One that still waits there is replaced, not doubled.
            "Topic": tag_of(post),
            "Authorization": vapid(endpoint, key, place.account_id),
        }
        line = replace(self.parcel.line, home=place.base_url or NOWHERE, before=before)
        try:
            reply = line.post(endpoint, content=body, headers=headers)
        except NotSent:
            # It is the service of this browser that is away, not ours.
            return Refused(Mishap(Kind.RETRY, "not_sent"))
        if reply.status in {200, 201, 202}:
            return Accepted(reader.ref)
        if (reply.status, 0) not in PUSH_FAULTS:
            return Ambiguous(Mishap(Kind.AMBIGUOUS, "looking", reply.status))
        wait = reply.headers.get("retry-after", "")
        named = wait.isdecimal() and len(wait) < WAIT_DIGITS
        return refused((reply.status, 0), int(wait) if named else 0)


def refused(number: tuple[int, int], wait: int) -> Refused:
    name, kind = f"{number[0]}.{number[1]}", PUSH_FAULTS[number].kind
    return Refused(Mishap(kind, name, number[0], wait_seconds=wait))


def address_of(text: str, place: Place) -> tuple[str, bytes, bytes]:
    """Return endpoint, key and secret of a browser. Raises ValueError, KeyError."""
    facts = json.loads(text)
    endpoint = str(facts["endpoint"])
    parts = urlsplit(endpoint)
    host = reach.host_of(endpoint)
    of_double = reach.is_here(reach.host_of(place.base_url)) and reach.is_here(host)
    may_be = parts.scheme == "https" and host and reach.may_be_open(host)
    if not (may_be or of_double) or parts.username or len(endpoint) > 1000:
        raise ValueError("not a push service")
    p256dh, auth = raw_of(facts["keys"]["p256dh"]), raw_of(facts["keys"]["auth"])
    if len(p256dh) != 65 or len(auth) != 16:
        raise ValueError("not the keys of a browser")
    point_of(p256dh)
    return endpoint, p256dh, auth


def tag_of(post: Post) -> str:
    """Return the name under which a notice replaces itself."""
    return hashlib.sha256(post.digest().encode()).hexdigest()[:32]


def notice(post: Post, reader: Reader) -> bytes:
    """Return what the browser shows, as JSON that fits into one message."""
    lines = [line.strip() for line in post.text.splitlines() if line.strip()]
    title = " ".join(str(post.options.get("subject", "")).split())
    if not title or (lines and lines[0] == title):
        title, lines = (lines or [""])[0], lines[1:]
    body = " ".join(lines)
    is_indonesian = reader.language.startswith("id")
    facts: dict[str, Any] = {
        "title": title[:TITLE_LETTERS],
        "body": body,
        "url": post.link,
        "tag": tag_of(post),
        "lang": str(post.options.get("language", "id")),
        "leave": reader.leave_url,
        "stop": "Berhenti" if is_indonesian else "Unsubscribe",
    }
    while len(text := json.dumps(facts, ensure_ascii=False).encode()) > MOST_BYTES:
        facts["body"] = facts["body"][: len(facts["body"]) * 9 // 10 - 1] + "…"
    return text
