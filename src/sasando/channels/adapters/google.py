"""How Google's APIs are asked and how they answer, and how their tokens are renewed.

Errors come as JSON with a word (`errors[0].reason`, or `error` from OAuth); the word
decides, then the status (channel-contracts.md §4.1, §4.7).
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from sasando.channels.adapters import Place, Renewed
from sasando.channels.adapters.google_faults import (
    FOR_A_DAY,
    GOOGLE_FAULTS,
    REASONS,
    TILL_MIDNIGHT,
)
from sasando.channels.outcomes import Ambiguous, Kind, Mishap, Refused
from sasando.channels.wire import Line, Reply

BASE_URL = "https://www.googleapis.com"
TOKEN_URL = "https://oauth2.googleapis.com/token"  # noqa: S105
OURS = ".googleapis.com"
PACIFIC = ZoneInfo("America/Los_Angeles")
A_DAY_SECONDS, A_MINUTE_SECONDS = 86_400, 60
OK, CREATED, NOTHING = 200, 201, 204
NOT_FOUND, SERVER = 404, 500
# What a step is told by these is worth another try.
PASSING = {OK, CREATED, 408, 429}


def address(place: Place, path: str) -> str:
    return f"{place.base_url.rstrip('/')}/{path}"


def bearer(place: Place) -> dict[str, str]:
    return {"Authorization": f"Bearer {place.tokens.get('token', '')}"}


def ask(line: Line, place: Place, path: str, **params: str) -> Reply:
    """Read something. Raises NotSent or Lost."""
    return line.get(address(place, path), params=params, headers=bearer(place))


def send(
    line: Line, place: Place, path: str, params: Mapping[str, str], **parts: Any
) -> Reply:
    """Post something. Raises NotSent or Lost."""
    headers = bearer(place) | parts.pop("headers", {})
    url = address(place, path)
    return line.post(url, params=dict(params), headers=headers, **parts)


def is_at(place: Place, url: str) -> bool:
    """Return whether an address that the platform names is the platform's own.

    Our token and the office's film go there.
    """
    base, named = urlsplit(place.base_url), urlsplit(url)
    if (named.scheme, named.netloc) == (base.scheme, base.netloc):
        return True
    host = named.hostname or ""
    return base.scheme == named.scheme == "https" and host.endswith(OURS)


# --- what an answer says ------------------------------------------------------------


def items(reply: Reply) -> list[dict[str, Any]] | None:
    """Return the rows of a list; None where the answer is none."""
    facts = reply.json()
    found = facts.get("items", []) if isinstance(facts, dict) else None
    if reply.status != OK or not isinstance(found, list):
        return None
    return [one for one in found if isinstance(one, dict)]


def made(reply: Reply) -> dict[str, Any]:
    """Return what was made or changed; {} where the answer does not name it."""
    facts = reply.json()
    named = isinstance(facts, dict) and isinstance(facts.get("id"), str)
    return facts if named and reply.status in {OK, CREATED} else {}


def on_commit(reply: Reply) -> Refused | Ambiguous:
    """Return what an answer without the wanted thing means after a commit."""
    mishap = mishap_of(reply)
    return Ambiguous(mishap) if mishap.kind == Kind.AMBIGUOUS else Refused(mishap)


def on_step(reply: Reply, *, item: int = 0) -> Refused:
    """Return what it means where nobody sees the step: try again, or never."""
    mishap = mishap_of(reply, item=item)
    if mishap.kind != Kind.AMBIGUOUS:
        return Refused(mishap)
    again = reply.status >= SERVER or reply.status in PASSING
    kind, name = (Kind.RETRY, "retry") if again else (Kind.PERMANENT, "refused")
    return Refused(Mishap(kind, name, mishap.code, mishap.subcode, said=mishap.said))


def mishap_of(reply: Reply, *, item: int = 0) -> Mishap:
    """Return the fault an answer tells of; AMBIGUOUS for a word nobody knows."""
    reason, said = words(reply)
    code, subcode = reply.status, REASONS.get(reason, 0)
    key = (0, subcode) if (0, subcode) in GOOGLE_FAULTS else (code, 0)
    fault = GOOGLE_FAULTS.get(key)
    if fault is None:
        return Mishap(Kind.AMBIGUOUS, "looking", code, subcode, said=said)
    name, wait = f"{key[0]}.{key[1]}", rest(subcode, reply.headers)
    return Mishap(fault.kind, name, code, subcode, "", said, wait, item)


def told(reason: str, *, said: str = "", item: int = 0) -> Refused:
    """Return what an answer shows without being an error."""
    number = REASONS[reason]
    kind, name = GOOGLE_FAULTS[0, number].kind, f"0.{number}"
    return Refused(Mishap(kind, name, 0, number, said=said, item=item))


def words(reply: Reply) -> tuple[str, str]:
    """Return the word that says why, and the platform's sentence."""
    facts, plain = reply.json(), f"HTTP {reply.status}"
    error = facts.get("error") if isinstance(facts, dict) else None
    if isinstance(error, str):
        return error, str(facts.get("error_description") or error)[:300]
    if not isinstance(error, dict):
        return "", plain
    listed = error.get("errors")
    first = listed[0] if isinstance(listed, list) and listed else {}
    reason = first.get("reason", "") if isinstance(first, dict) else ""
    return str(reason), str(error.get("message") or plain)[:300]


def rest(subcode: int, headers: Mapping[str, str]) -> int:
    """Return how many seconds nothing may be asked; 0 where no word names an end."""
    if subcode in TILL_MIDNIGHT:
        return till_midnight(headers.get("date", ""))
    return A_DAY_SECONDS if subcode in FOR_A_DAY else 0


def till_midnight(date: str) -> int:
    """Return the seconds from the date of an answer to the next midnight at Google's.

    The day of a change of the clocks has 23 or 25 hours. A minute more, for our clock
    may be ahead. 0 for what is no date.
    """
    try:
        then = parsedate_to_datetime(date).astimezone(PACIFIC)
    except ValueError:
        return 0
    morrow = then.date() + timedelta(days=1)
    midnight = datetime(morrow.year, morrow.month, morrow.day, tzinfo=PACIFIC)
    return int(midnight.timestamp() - then.timestamp()) + A_MINUTE_SECONDS


# --- tokens -------------------------------------------------------------------------


def refresh(place: Place, line: Line) -> Renewed | Refused | None:
    """Return a fresh access token; None where there is no permission to renew by.

    Google sends no new refresh token along: the old one stays.
    """
    if not place.tokens.get("refresh_token"):
        return None
    form = {name: place.tokens.get(name, "") for name in ("refresh_token", "client_id")}
    form["client_secret"] = place.tokens.get("app_secret", "")
    reply = line.post(token_url(place), data=form | {"grant_type": "refresh_token"})
    facts = reply.json()
    token = facts.get("access_token") if isinstance(facts, dict) else None
    if reply.status != OK or not (isinstance(token, str) and token):
        return on_step(reply)
    seconds, new = facts.get("expires_in"), facts.get("refresh_token")
    tokens = {"token": token, "refresh_token": new if isinstance(new, str) else ""}
    return Renewed(tokens, seconds if isinstance(seconds, int) else 0)


def token_url(place: Place) -> str:
    """Return where tokens are renewed: at the double or proxy, if there is one."""
    host = urlsplit(place.base_url).hostname or ""
    own = TOKEN_URL if host.endswith(OURS) else address(place, "token")
    return str(place.options.get("token_url") or own)
