"""Asks one address whether it is there: politely, briefly, and never inside a network.

A link is typed by people, and redirects by strangers, so either may lead to a machine
that only this server reaches. The name is looked up once, every address of it must be
one of the open internet, and the connection goes to that very address: who changes the
name between the look and the call (DNS rebinding) gains nothing. The same at each step
of a redirect. No cookie, no sign-in and no proxy is used; at most 64 kB are
read of an answer.
"""

import ipaddress
import socket
import ssl
from contextlib import suppress
from functools import cache
from threading import Timer

import httpx
from django.conf import settings

from sasando.core import internet
from sasando.newsroom.links.answers import Answer, Verdict, of_status

REDIRECTS = 5
# One step may take this long; all of them together no longer than `WHOLE_SECONDS`.
STEP_SECONDS, WHOLE_SECONDS = 8.0, 20.0
MOST_BYTES = 64 * 1024
HEADERS = {
    "User-Agent": f"Sasando-tautan/1 (+{settings.PUBLIC_URL})",
    "Accept": "*/*",
    "Accept-Encoding": "identity",
}
MOVED = frozenset({301, 302, 303, 307, 308})


class Closed(Exception):
    """An address that is none of the open internet."""


# What a question may end in; UnicodeError is a name that no host can have.
ODD = (httpx.HTTPError, httpx.InvalidURL, UnicodeError, OSError, Closed)


def ask(address: str) -> Answer:
    """Return whether this address is there: HEAD, then GET where that is not enough.

    Takes at most `WHOLE_SECONDS` and one step. Not inside a transaction.
    """
    limits = httpx.Timeout(STEP_SECONDS)
    with httpx.Client(timeout=limits, trust_env=False, verify=context()) as client:
        # A host that sends one letter every few seconds never runs into a timeout.
        timer = Timer(WHOLE_SECONDS, client.close)
        timer.daemon = True
        timer.start()
        try:
            return follow(client, address)
        except RuntimeError:
            # The timer has closed the client between two steps.
            return Answer(Verdict.FAILS, "slow")
        finally:
            timer.cancel()


@cache
def context() -> ssl.SSLContext:
    """Return the rules of TLS, with the certificates that the system trusts.

    Read once a process: that takes some 30 ms.
    """
    return ssl.create_default_context()


def follow(client: httpx.Client, address: str) -> Answer:
    """Ask, and go where the answer leads, at most `REDIRECTS` times."""
    try:
        url = httpx.URL(address)
    except httpx.InvalidURL as fault:
        return meaning(fault)
    for _step in range(REDIRECTS + 1):
        try:
            answer, onward = step(client, url)
        except ODD as fault:
            return meaning(fault)
        if not onward:
            return answer
        with suppress(httpx.InvalidURL):
            url = url.join(onward)
            if url.scheme in {"http", "https"}:
                continue
        return Answer(Verdict.UNSURE, "odd")
    return Answer(Verdict.FAILS, "circle")


def step(client: httpx.Client, url: httpx.URL) -> tuple[Answer, str]:
    """Ask one address; return what it means, and where it leads on, or ""."""
    pinned = open_address(url.host, port_of(url))
    answer, onward = call(client, "HEAD", url, pinned)
    if answer.verdict is Verdict.FINE or onward or answer.why == "429":
        return answer, onward
    # Many servers refuse HEAD, or know no page by it.
    return call(client, "GET", url, pinned)


def call(
    client: httpx.Client, method: str, url: httpx.URL, pinned: str
) -> tuple[Answer, str]:
    """Send one request to an address that was looked at, under the name of the link."""
    # Built anew: what stands before an @ in a link would be sent as a password.
    target = httpx.URL(
        scheme=url.scheme, host=pinned, port=url.port, raw_path=url.raw_path
    )
    # An address in brackets is a name too; `netloc` would hold the password again.
    host = f"[{url.host}]" if ":" in url.host else url.raw_host.decode("ascii")
    named = host if url.port is None else f"{host}:{url.port}"
    client.cookies.clear()
    request = client.build_request(
        method,
        target,
        headers={**HEADERS, "Host": named},
        extensions={"sni_hostname": url.raw_host.decode("ascii")},
    )
    response = client.send(request, stream=True, follow_redirects=False)
    try:
        swallow(response)
    finally:
        response.close()
    onward = response.headers.get("Location", "")
    if response.status_code in MOVED and onward:
        return Answer(Verdict.UNSURE, str(response.status_code)), onward
    return of_status(response.status_code), ""


def swallow(response: httpx.Response) -> None:
    """Read a little of the answer, so that one which breaks off is seen."""
    seen = 0
    for piece in response.iter_raw():
        seen += len(piece)
        if seen >= MOST_BYTES:
            return


def port_of(url: httpx.URL) -> int:
    return url.port or (443 if url.scheme == "https" else 80)


def open_address(host: str, port: int) -> str:
    """Return the address of this host to call. Raises Closed, or OSError for none."""
    try:
        rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except UnicodeError as fault:
        raise socket.gaierror(socket.EAI_NONAME, "no name") from fault
    found = [str(row[4][0]).partition("%")[0] for row in rows]
    if not found or not all(may_ask(ipaddress.ip_address(each)) for each in found):
        raise Closed
    return found[0]


def may_ask(ip: internet.IP) -> bool:
    return str(ip) in settings.LINK_CHECK_MAY_ASK or internet.is_open(ip)


def meaning(fault: Exception) -> Answer:
    """Return what it means that no answer came."""
    if isinstance(fault, Closed):
        return Answer(Verdict.UNSURE, "closed")
    if isinstance(fault, socket.gaierror):
        gone = fault.errno in {socket.EAI_NONAME, getattr(socket, "EAI_NODATA", -5)}
        if gone:
            return Answer(Verdict.FAILS, "no-name")
        return Answer(Verdict.UNSURE, "no-names-now")
    if isinstance(fault, httpx.TimeoutException):
        return Answer(Verdict.FAILS, "slow")
    if isinstance(fault, httpx.ConnectError) and "CERTIFICATE" in str(fault).upper():
        return Answer(Verdict.FAILS, "certificate")
    if isinstance(fault, httpx.NetworkError | OSError):
        return Answer(Verdict.FAILS, "refused")
    if isinstance(fault, httpx.InvalidURL | UnicodeError):
        return Answer(Verdict.FAILS, "odd")
    return Answer(Verdict.UNSURE, "odd")
