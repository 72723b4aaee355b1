"""How Google answers in the double: errors, tokens for an hour, units for a day.

Rests on memory or others' code ([M], [V2] in the contracts): the status of each word,
and that a refused request costs a unit.
"""

from base64 import urlsafe_b64encode
from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any
from zoneinfo import ZoneInfo

from sasando.channels.sandbox.doors import APP, Codes
from sasando.channels.sandbox.world import Reply, Request, World

PACIFIC = ZoneInfo("America/Los_Angeles")
LASTS_SECONDS = 3599
UNITS_A_DAY = 10_000
STATUS = {
    **dict.fromkeys(("authError", "authorizationRequired"), 401),
    **dict.fromkeys(("videoNotFound", "playlistNotFound"), 404),
    **dict.fromkeys(("captionNotFound", "playlistItemNotFound"), 404),
    **dict.fromkeys(("quotaExceeded", "rateLimitExceeded", "forbidden"), 403),
    "commentsDisabled": 403,
    **dict.fromkeys(("backendError", "internalError"), 503),
}


class Wrong(Exception):
    """An error to be answered with."""

    def __init__(self, reason: str, message: str = "") -> None:
        super().__init__(reason)
        self.facts = {"reason": reason, "message": message}


def error(facts: Mapping[str, Any]) -> Reply:
    """Return an error as Google's APIs have it (channel-contracts.md §4.7)."""
    reason = facts.get("reason", "backendError")
    status = facts.get("status") or STATUS.get(reason, 400)
    said = facts.get("message") or f"The request failed: {reason}."
    if reason in {"invalid_grant", "invalid_client"}:
        return Reply(status, {"error": reason, "error_description": said})
    one = {"message": said, "domain": "youtube", "reason": reason}
    return Reply(status, {"error": {"code": status, "message": said, "errors": [one]}})


def moment(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class Accounts:
    """Channels by their tokens, and what each has used today."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.known: dict[str, dict[str, Any]] = {}
        self.codes = Codes(world)

    def add(self, facts: Mapping[str, Any]) -> None:
        """Make a channel: its id, title, tokens, whether its project is audited."""
        account = {
            "title": "Humas",
            "refresh_token": "",
            "client_id": "client",
            "client_secret": "secret",
            "revoked": False,
            "is_audited": True,
            "units": UNITS_A_DAY,
            "used": {},
            "tokens": {},
        }
        account |= facts
        if token := facts.get("token"):
            account["tokens"] = {token: self.world.now() + LASTS_SECONDS}
        self.known[str(facts["id"])] = account

    def dialog(self, request: Request) -> Reply:
        """Ask a person to let the office in, as one of the channels."""
        names = {number: one["title"] for number, one in self.known.items()}
        return self.codes.dialog(request.params, names)

    def token(self, request: Request) -> Reply:
        """Give tokens for a code, or a fresh one for a refresh token."""
        if request.params.get("grant_type") != "authorization_code":
            return self.renew(request)
        known = self.codes.redeem(request.params)
        proof = sha256(request.params.get("code_verifier", "").encode()).digest()
        shown = urlsafe_b64encode(proof).rstrip(b"=").decode()
        if known is None or known.get("code_challenge") != shown:
            raise Wrong("invalid_grant", "Malformed auth code.")
        account, token = self.known[known["account"]], f"access-{self.world.name()}"
        account["tokens"][token] = self.world.now() + LASTS_SECONDS
        account["refresh_token"] = account["refresh_token"] or f"segar-{token}"
        account |= APP
        facts = {"access_token": token, "expires_in": LASTS_SECONDS}
        facts |= {"scope": known["scope"].replace(",", " "), "token_type": "Bearer"}
        return Reply(200, facts | {"refresh_token": account["refresh_token"]})

    def renew(self, request: Request) -> Reply:
        """Answer for a refresh token with an access token for an hour."""
        asked = request.params
        for account in self.known.values():
            if asked.get("refresh_token") != account["refresh_token"]:
                continue
            if asked.get("client_secret") != account["client_secret"]:
                raise Wrong("invalid_client", "The OAuth client was not found.")
            if account["revoked"]:
                break
            token = f"access-{self.world.name()}"
            account["tokens"][token] = self.world.now() + LASTS_SECONDS
            facts = {"access_token": token, "expires_in": LASTS_SECONDS}
            return Reply(200, facts | {"token_type": "Bearer", "scope": "youtube"})
        raise Wrong("invalid_grant", "Token has been expired or revoked.")

    def of(self, request: Request, *, units: int) -> dict[str, Any]:
        """Return whose token this is, and count what the request costs."""
        given = request.headers.get("authorization", "").removeprefix("Bearer ")
        now = self.world.now()
        for account in self.known.values():
            if account["tokens"].get(given, 0) > now and not account["revoked"]:
                self.count(account, units)
                return account
        raise Wrong("authError", "Invalid Credentials")

    def count(self, account: dict[str, Any], units: int) -> None:
        now = datetime.fromtimestamp(self.world.now(), UTC)
        today = now.astimezone(PACIFIC).date().isoformat()
        used = account["used"].get(today, 0)
        if used + units > account["units"]:
            account["used"][today] = used + 1
            raise Wrong("quotaExceeded", "You have exceeded your quota.")
        account["used"][today] = used + units


def thread(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a comment as a thread of its own."""
    said = {"textOriginal": row["text"], "textDisplay": row["text"]}
    said |= {"authorChannelId": {"value": row["account"]}}
    top = {"id": row["id"], "snippet": said}
    return {"id": row["id"], "snippet": {"topLevelComment": top}}


def check_snippet(snippet: Mapping[str, Any]) -> None:
    """Refuse what YouTube refuses."""
    title, description = snippet.get("title", ""), snippet.get("description", "")
    if not 1 <= len(title) <= 100 or set("<>") & set(title):
        raise Wrong("invalidTitle")
    if len(description.encode()) > 5000 or set("<>") & set(description):
        raise Wrong("invalidDescription")
    if sum(len(one) + 2 * (" " in one) for one in snippet.get("tags", ())) > 500:
        raise Wrong("invalidTags")


def resume(session: Mapping[str, Any]) -> Reply:
    """Return how far the server has it; no range stands for nothing at all."""
    held = session["held"]
    return Reply(308, headers={"Range": f"bytes=0-{held - 1}"} if held else {})
