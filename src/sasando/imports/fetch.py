"""Fetches a file from the web without ever being led into our own network.

The name is resolved once, each of its addresses is judged, and the connection goes to
the address that was judged: a name cannot mean another machine a moment later.
Redirects are followed by the same rule, a few times.
"""

import http.client
import ipaddress
import socket
import ssl
import tempfile
import time
from dataclasses import dataclass
from typing import IO
from urllib.parse import urljoin, urlsplit

from sasando.core.bilingual import Sentence as _

MOST_BYTES = 25_000_000
TIMEOUT_SECONDS = 10.0
WHOLE_SECONDS = 60.0
MOST_REDIRECTS = 4
CHUNK_BYTES = 65_536
AGENT = "Sasando"


class NotFetched(Exception):
    """The address gave no file; says why in one sentence."""


class Private(NotFetched):
    """The address leads into a network that is not for everybody."""


class Absent(NotFetched):
    """There is nothing at the address."""


@dataclass(frozen=True, slots=True)
class Allowance:
    """How much may come, and the one private place that a person named, or none.

    `trusted` is "host:port" as the operator typed it on the command line.
    """

    most_bytes: int = MOST_BYTES
    trusted: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """One address on the web, taken apart."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def name(self) -> str:
        return f"{self.host}:{self.port}"


def fetch(address: str, *, allowance: Allowance) -> IO[bytes]:
    """Return what stands at `address` as a temporary file, at its beginning.

    Raises NotFetched: Private for what is not public, Absent for 404 and 410.
    """
    ends_at = time.monotonic() + WHOLE_SECONDS
    for _step in range(MOST_REDIRECTS + 1):
        place = place_of(address)
        connection = connect(place, allowance)
        try:
            answer = ask(connection, place)
            if 300 <= answer.status < 400 and (
                onward := answer.headers.get("Location")
            ):
                address = urljoin(address, onward)
                continue
            refuse_failure(answer.status)
            return taken(answer, allowance, ends_at=ends_at)
        finally:
            connection.close()
    raise NotFetched(_("It leads on and on."))


def place_of(address: str) -> Place:
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError as error:
        raise NotFetched(_("It is no web address.")) from error
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.username:
        raise NotFetched(_("It is no web address."))
    path = parts.path or "/"
    if parts.query:
        path += f"?{parts.query}"
    if not path.isascii() or any(ord(sign) <= 32 for sign in path):
        raise NotFetched(_("It is no web address."))
    usual = 443 if parts.scheme == "https" else 80
    return Place(parts.scheme, parts.hostname, port or usual, path)


def connect(place: Place, allowance: Allowance) -> http.client.HTTPConnection:
    """Return a connection to an address of this place that was judged."""
    try:
        found = socket.getaddrinfo(place.host, place.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise NotFetched(_("The site was not found.")) from error
    numbers = [str(each[4][0]) for each in found]
    is_trusted = place.name == allowance.trusted
    if not is_trusted and not all(is_public(number) for number in numbers):
        raise Private(_("The address is not public."))
    connection = http.client.HTTPConnection(
        place.host, place.port, timeout=TIMEOUT_SECONDS
    )
    try:
        connection.sock = wire(numbers[0], place)
    except OSError as error:
        raise NotFetched(_("The site did not answer.")) from error
    return connection


def wire(number: str, place: Place) -> socket.socket:
    """Return a socket to this very number, with TLS for the name of the place."""
    plain = socket.create_connection((number, place.port), TIMEOUT_SECONDS)
    if place.scheme != "https":
        return plain
    try:
        safe = ssl.create_default_context()
        return safe.wrap_socket(plain, server_hostname=place.host)
    except OSError:
        plain.close()
        raise


def is_public(number: str) -> bool:
    """Return whether an IP address is for everybody, also one written within IPv6."""
    address = ipaddress.ip_address(number.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        within = address.ipv4_mapped or address.sixtofour
        if within is not None:
            address = within
        elif address in ipaddress.ip_network("64:ff9b::/96"):
            return False
    return address.is_global and not address.is_multicast


def ask(
    connection: http.client.HTTPConnection, place: Place
) -> http.client.HTTPResponse:
    try:
        connection.request("GET", place.path, headers={"User-Agent": AGENT})
        return connection.getresponse()
    except (OSError, http.client.HTTPException) as error:
        raise NotFetched(_("The site did not answer.")) from error


def refuse_failure(status: int) -> None:
    if status in {404, 410}:
        raise Absent(_("There is nothing at this address."))
    if status != 200:
        raise NotFetched(_("The site answered with error %(code)s.") % {"code": status})


def taken(
    answer: http.client.HTTPResponse, allowance: Allowance, *, ends_at: float
) -> IO[bytes]:
    """Write the answer to a temporary file; stop where it is too large or too slow."""
    file, size = tempfile.TemporaryFile(), 0  # noqa: SIM115 - the caller closes it
    try:
        while chunk := answer.read1(CHUNK_BYTES):
            size += len(chunk)
            if size > allowance.most_bytes:
                raise NotFetched(_("The file is too large."))
            if time.monotonic() > ends_at:
                raise NotFetched(_("The site is too slow."))
            file.write(chunk)
    except (OSError, http.client.HTTPException) as error:
        file.close()
        raise NotFetched(_("The site broke off.")) from error
    except NotFetched:
        file.close()
        raise
    file.seek(0)
    return file
