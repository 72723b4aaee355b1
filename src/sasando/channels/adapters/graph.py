"""How Meta's Graph API is asked and how it answers: for Facebook, Instagram, Threads.

The HTTP status is not the truth: an error may come with 200, and an answer counts as
yes only with the name of what was made in it (channel-contracts.md §1.5).
"""

import hashlib
import hmac
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

from sasando.channels.adapters import Place
from sasando.channels.adapters.graph_faults import GRAPH_FAULTS
from sasando.channels.outcomes import (
    Ambiguous,
    Fault,
    Faults,
    Kind,
    Mishap,
    Refused,
    Usage,
)
from sasando.channels.wire import Line, Reply

VERSION = "v26.0"
VERSIONED = re.compile(r"/v\d+\.\d+/?$")
# What on a commit says that nothing was made; all else is as good as no answer.
CERTAIN = {
    *(Kind.RATE, Kind.MEDIA, Kind.MEDIA_RETRY, Kind.PERMANENT, Kind.REAUTH),
    *(Kind.BLOCKED, Kind.CONFIG, Kind.LOST),
}
COUNTERS = ("call_count", "total_time", "total_cputime")
OK, TOO_MANY, SERVER = 200, 429, 500


def address(place: Place, path: str) -> str:
    """Return where to ask; the version is in the address always."""
    base = place.base_url.rstrip("/")
    return f"{base if VERSIONED.search(base) else f'{base}/{VERSION}'}/{path}"


def sign(place: Place) -> dict[str, str]:
    """Return the proof that who asks knows the app's secret, where there is one."""
    secret = place.tokens.get("app_secret", "")
    token = place.tokens.get("token", "")
    if not secret:
        return {}
    proof = hmac.new(secret.encode(), token.encode(), hashlib.sha256)
    return {"appsecret_proof": proof.hexdigest()}


def bearer(place: Place) -> dict[str, str]:
    """Return the header with the token; never in an address, which lands in logs."""
    return {"Authorization": f"Bearer {place.tokens.get('token', '')}"}


def ask(line: Line, place: Place, path: str, **params: str) -> Reply:
    """Read something. Raises NotSent or Lost."""
    return line.get(
        address(place, path), params=params | sign(place), headers=bearer(place)
    )


def pages(
    line: Line,
    place: Place,
    path: str,
    params: Mapping[str, str],
    *,
    most: int,
    faults: Faults = GRAPH_FAULTS,
) -> Iterator[list[dict[str, Any]] | Refused]:
    """Read a list page by page, `most` at most. Raises NotSent or Lost.

    The next page is asked for by its cursor, at our own address: the platform's own
    link would carry the token wherever it leads.
    """
    after: dict[str, str] = {}
    for _page in range(most):
        reply = ask(line, place, path, **params, **after)
        facts = reply.json()
        if not (isinstance(facts, dict) and isinstance(facts.get("data"), list)):
            yield on_step(reply, faults=faults)
            return
        yield rows(facts)
        paging = facts.get("paging") or {}
        cursor = (paging.get("cursors") or {}).get("after")
        if not (paging.get("next") and cursor):
            return
        after = {"after": str(cursor)}


def rows(edge: Any) -> list[dict[str, Any]]:
    """Return what an edge lists; [] where it is none."""
    found = edge.get("data") if isinstance(edge, dict) else None
    found = found if isinstance(found, list) else []
    return [row for row in found if isinstance(row, dict)]


def send(
    line: Line, place: Place, path: str, fields: Mapping[str, Any], **more: Any
) -> Reply:
    """Post a form; what is no text goes as JSON. Raises NotSent or Lost."""
    form = {
        name: value if isinstance(value, str) else json.dumps(value)
        for name, value in fields.items()
    }
    return line.post(
        address(place, path), data=form | sign(place), headers=bearer(place), **more
    )


def remove(line: Line, place: Place, path: str) -> Reply:
    """Delete something. Raises NotSent or Lost."""
    return line.send(
        "DELETE", address(place, path), params=sign(place), headers=bearer(place)
    )


def made(reply: Reply, name: str = "id") -> str:
    """Return the name of what was made; "" where the answer does not hold it."""
    facts = reply.json()
    if not isinstance(facts, dict) or "error" in facts:
        return ""
    value = facts.get(name)
    return str(value) if isinstance(value, str | int) else ""


def fault_of(code: int, subcode: int, faults: Faults = GRAPH_FAULTS) -> Fault | None:
    """Return the row of the table for these numbers."""
    exact = faults.get((code, subcode))
    return exact or faults.get((0, subcode)) or faults.get((code, 0))


def on_commit(reply: Reply) -> Refused | Ambiguous:
    """Return what an answer without the wanted name means after a commit."""
    mishap = mishap_of(reply)
    if mishap.kind in CERTAIN:
        return Refused(mishap)
    return Ambiguous(mishap)


def on_step(reply: Reply, *, item: int = 0, faults: Faults = GRAPH_FAULTS) -> Refused:
    """Return what it means where nobody sees the step: try again, or never."""
    mishap = mishap_of(reply, item=item, faults=faults)
    if mishap.kind != Kind.AMBIGUOUS:
        return Refused(mishap)
    again = reply.status >= SERVER or reply.status == OK
    kind, name = (Kind.RETRY, "retry") if again else (Kind.PERMANENT, "refused")
    return Refused(Mishap(kind, name, mishap.code, mishap.subcode, mishap.trace))


def mishap_of(reply: Reply, *, item: int = 0, faults: Faults = GRAPH_FAULTS) -> Mishap:
    """Return the fault an answer tells of; AMBIGUOUS for a number nobody knows."""
    error = error_in(reply)
    code, subcode = number(error, "code"), number(error, "error_subcode")
    fault = fault_of(code, subcode, faults) if error else None
    name = f"{code}.{subcode}"
    if fault is None:
        if reply.status == TOO_MANY:
            return Mishap(Kind.RATE, "rate", code, subcode)
        kind, name = Kind.AMBIGUOUS, "looking"
    elif (code, subcode) not in faults and (0, subcode) in faults:
        kind, name = fault.kind, f"0.{subcode}"
    else:
        kind = fault.kind
    said = str(error.get("message", ""))[:300] or f"HTTP {reply.status}"
    trace = str(error.get("fbtrace_id", ""))[:100]
    wait = usage(reply.headers).wait_seconds
    return Mishap(kind, name, code, subcode, trace, said, wait, item)


def error_in(reply: Reply) -> dict[str, Any]:
    """Return the error of an answer; {} where it holds none that can be read."""
    facts = reply.json()
    error = facts.get("error") if isinstance(facts, dict) else None
    return error if isinstance(error, dict) else {}


def number(error: Mapping[str, Any], name: str) -> int:
    value = error.get(name, 0)
    return value if isinstance(value, int) else 0


def usage(headers: Mapping[str, str]) -> Usage:
    """Return how much of the allowance is used, and the rest the platform names."""
    percent, minutes = 0, 0
    for name in ("x-app-usage", "x-page-usage", "x-business-use-case-usage"):
        for one in flat(headers.get(name, "")):
            counts = [one.get(name) for name in COUNTERS]
            percent = max(percent, *(n for n in counts if isinstance(n, int)), 0)
            more = one.get("estimated_time_to_regain_access", 0)
            minutes = max(minutes, more if isinstance(more, int) else 0)
    return Usage(percent, minutes * 60)


def spoken(text: str) -> str:
    """Return a text as platforms keep it: composed letters, nothing around it."""
    return unicodedata.normalize("NFC", text).replace("\r\n", "\n").strip()


def flat(text: str) -> list[dict[str, Any]]:
    """Return the counters in a header, whatever they are filed under."""
    try:
        facts = json.loads(text) if text else {}
    except (ValueError, RecursionError):
        return []
    if not isinstance(facts, dict):
        return []
    filed = [
        one for value in facts.values() if isinstance(value, list) for one in value
    ]
    return [one for one in (facts, *filed) if isinstance(one, dict)]
