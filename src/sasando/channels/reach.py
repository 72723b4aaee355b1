"""Whom a channel may call: the open internet, and else only what somebody wrote down.

The address of a channel is typed by a person, and the address of an upload comes from a
platform's answer: either may mean a machine that only this server reaches. Allowed are
addresses of the open internet; a host named in `SASANDO_CHANNEL_HOSTS` (a proxy of the
office); and this machine itself, for a channel whose own address says so in plain
letters: that is the double, and its channels bear the mark `on_double` wherever they
are listed. No redirect is followed anywhere.
"""

import ipaddress
import socket
import time
from typing import Any
from urllib.parse import urlsplit

import httpcore
from django.conf import settings

from sasando.core import internet

# Dots of other scripts divide a name as ours does (RFC 3490, 3.1).
DOTS = str.maketrans("\u3002\uff0e\uff61", "...")
LONGEST = 500


class Closed(Exception):
    """This address is not for us to call; the text says why."""


def host_of(url: str) -> str:
    """Return the host of an address in small letters; "" where it has none."""
    try:
        return (urlsplit(url).hostname or "").translate(DOTS).lower()
    except ValueError:
        return ""


def as_web(url: str) -> str:
    """Return a mail server's address as one of the web, to be judged like any other.

    Without encryption only this machine is spoken to.
    """
    scheme, _colon, rest = url.partition("://")
    known = {"smtp": "http", "smtp+tls": "https", "smtps": "https"}
    return f"{known[scheme]}://{rest}" if scheme in known else url


def is_here(host: str) -> bool:
    """Return whether a name says in plain letters that it is this machine."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def is_named(host: str) -> bool:
    """Return whether the settings name this host."""
    return host in settings.CHANNEL_HOSTS


def may_be_open(host: str) -> bool:
    """Return whether a host may be of the open internet; a name is judged when called.

    A number says it at once.
    """
    try:
        return internet.is_open(ipaddress.ip_address(host))
    except ValueError:
        return True


def refuse(url: str, *, home: str) -> None:
    """Raise Closed where an answer leads a channel of the internet to this machine."""
    host = host_of(url)
    if home and is_here(host) and not (is_here(host_of(home)) or is_named(host)):
        raise Closed("A platform must not send us to our own machine.")


def number_of(host: str, port: int) -> str:
    """Return the number to call for a host. Raises Closed, or OSError for none."""
    rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    found = [str(row[4][0]).partition("%")[0] for row in rows]
    may = is_named(host) or is_here(host)
    if not (may or all(internet.is_open(ipaddress.ip_address(one)) for one in found)):
        raise Closed("The address is not of the open internet.")
    return found[0]


class Backend(httpcore.SyncBackend):
    """Opens a connection to the very number that was judged, and to no other."""

    def connect_tcp(self, host: str, port: int, *args: Any, **facts: Any) -> Any:
        try:
            number = number_of(host.lower(), port)
        except (Closed, OSError, UnicodeError) as fault:
            raise httpcore.ConnectError(str(fault)) from fault
        return Patient(super().connect_tcp(number, port, *args, **facts))


class Patient(httpcore.NetworkStream):
    """A connection whose whole answer has the time that httpx gives to each read.

    Else one byte of its head every few seconds would hold a worker for days.
    """

    def __init__(self, inner: httpcore.NetworkStream) -> None:
        self.inner, self.until = inner, 0.0

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        if timeout is not None:
            now = time.monotonic()
            self.until = self.until or now + timeout
            timeout = self.until - now
            if timeout <= 0:
                raise httpcore.ReadTimeout("The answer took too long.")
        return self.inner.read(max_bytes, timeout)

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        # Counted from the last byte that went out.
        self.until = 0.0
        self.inner.write(buffer, timeout)

    def close(self) -> None:
        self.inner.close()

    def start_tls(self, *args: Any, **facts: Any) -> httpcore.NetworkStream:
        return Patient(self.inner.start_tls(*args, **facts))

    def get_extra_info(self, info: str) -> Any:
        return self.inner.get_extra_info(info)


def is_address(url: str) -> bool:
    """Return whether this is the whole address of a page, of any host."""
    if len(url) > LONGEST or not url.isprintable() or " " in url:
        return False
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname)
