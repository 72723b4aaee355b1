"""Logging in at Facebook (for Pages and Instagram) and at Threads, and their clocks.

The token of a person is exchanged for a long one, and that gives each Page its own,
which has no end; only the access to data has one. Threads' own token is made longer
again and again. Sources: Facebook Login; Threads, Access Tokens; contracts §1.4, §5.
"""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from sasando.channels.adapters import Clocks, Place, Renewed, graph
from sasando.channels.adapters.doors import (
    App,
    Asking,
    Offer,
    page,
    seconds,
    texts,
)
from sasando.channels.adapters.graph import VERSION, ask, error_in, on_step
from sasando.channels.outcomes import Account, Refused
from sasando.channels.wire import Line, Reply

REAL = "https://graph.facebook.com"
DIALOG = f"https://www.facebook.com/{VERSION}/dialog/oauth"
THREADS = "https://graph.threads.net/v1.0"
THREADS_DIALOG = "https://threads.net/oauth/authorize"
PAGE_FIELDS = (
    "id,name,access_token,tasks,picture{url},"
    "instagram_business_account{id,username,profile_picture_url}"
)
MOST_PAGES, OK = 5, 200
# The year 2100: a later moment is none.
LATEST = 4_102_444_800


class FacebookDoor:
    """To the Pages that a person manages."""

    pkce = False
    scopes = (
        *("pages_show_list", "pages_manage_posts", "pages_read_engagement"),
        *("pages_read_user_content", "read_insights", "business_management"),
    )
    needed = ("pages_manage_posts", "pages_read_engagement")

    def dialog(self, app: App, asking: Asking) -> str:
        at = DIALOG if is_real(app) else f"{app.base_url}/{VERSION}/dialog/oauth"
        facts = {"client_id": app.client_id, "redirect_uri": asking.redirect_uri}
        facts |= {"state": asking.state, "scope": ",".join(self.scopes)}
        return page(at, facts | {"response_type": "code"})

    def admit(
        self, app: App, asking: Asking, code: str, line: Line
    ) -> list[Offer] | Refused:
        person = long_token(app, asking, code, line)
        if isinstance(person, Refused):
            return person
        denied = self.denied(person, line)
        found = list(pages(person, line))
        if refused := next((one for one in found if isinstance(one, Refused)), None):
            return refused
        rows = [one for one in found if isinstance(one, dict)]
        return [self.offer(row, app, denied) for row in rows]

    def denied(self, place: Place, line: Line) -> tuple[str, ...]:
        """Return which of the rights we need the person did not grant."""
        facts = ask(line, place, "me/permissions").json()
        rows = facts.get("data", []) if isinstance(facts, dict) else []
        given = {one["permission"] for one in rows if one.get("status") == "granted"}
        return tuple(one for one in self.needed if one not in given)

    def offer(self, row: dict[str, Any], app: App, denied: tuple[str, ...]) -> Offer:
        """Return a Page, with what it lacks."""
        said = texts(row, "id", "name", "access_token")
        tasks = row.get("tasks", ["CREATE_CONTENT"])
        lacks = denied + (() if "CREATE_CONTENT" in tasks else ("CREATE_CONTENT",))
        shown = (row.get("picture") or {}).get("data") or row.get("picture") or {}
        account = Account(
            said["id"], said["name"], texts(shown, "url")["url"], lacks=lacks
        )
        return Offer(account, tokens_of(app, said["access_token"]))


class InstagramDoor(FacebookDoor):
    """To the professional Instagram accounts behind a person's Pages."""

    scopes = (
        *("instagram_basic", "instagram_content_publish"),
        *("instagram_manage_insights", "pages_show_list", "pages_read_engagement"),
        "business_management",
    )
    needed = ("instagram_basic", "instagram_content_publish")

    def offer(self, row: dict[str, Any], app: App, denied: tuple[str, ...]) -> Offer:
        behind = row.get("instagram_business_account")
        said = texts(row, "name", "access_token")
        if not isinstance(behind, dict):
            return Offer(Account("", said["name"]), {}, hindered="no_business_account")
        face = texts(behind, "id", "username", "profile_picture_url")
        name = f"@{face['username']}" if face["username"] else said["name"]
        account = Account(face["id"], name, face["profile_picture_url"], lacks=denied)
        return Offer(account, tokens_of(app, said["access_token"]))


class ThreadsDoor:
    """To the one account of the person who logs in."""

    pkce = False
    scopes = (
        *("threads_basic", "threads_content_publish", "threads_manage_insights"),
        "threads_delete",
    )

    def dialog(self, app: App, asking: Asking) -> str:
        real = app.base_url in {"", THREADS}
        at = THREADS_DIALOG if real else f"{app.base_url}/oauth/authorize"
        facts = {"client_id": app.client_id, "redirect_uri": asking.redirect_uri}
        facts |= {"state": asking.state, "scope": ",".join(self.scopes)}
        return page(at, facts | {"response_type": "code"})

    def admit(
        self, app: App, asking: Asking, code: str, line: Line
    ) -> list[Offer] | Refused:
        form = {"client_id": app.client_id, "client_secret": app.secret, "code": code}
        form |= {"grant_type": "authorization_code"}
        form |= {"redirect_uri": asking.redirect_uri}
        reply = line.post(f"{root(app.base_url)}/oauth/access_token", data=form)
        if not (short := token_in(reply)):
            return on_step(reply)
        params = {"grant_type": "th_exchange_token", "client_secret": app.secret}
        reply = line.get(
            f"{root(app.base_url)}/access_token",
            params=params,
            headers={"Authorization": f"Bearer {short}"},
        )
        if not (token := token_in(reply)):
            return on_step(reply)
        lasts = seconds(reply.json())
        place = Place(app.base_url or THREADS, "", {"token": token})
        fields = "id,username,threads_profile_picture_url"
        reply = ask(line, place, "me", fields=fields)
        said = texts(reply.json(), *fields.split(","))
        if not said["id"]:
            return on_step(reply)
        face = said["threads_profile_picture_url"]
        account = Account(said["id"], f"@{said['username']}", face)
        return [Offer(account, {"token": token}, lasts)]


def is_real(app: App) -> bool:
    return app.base_url in {"", REAL}


def root(base_url: str) -> str:
    """Return the address of Threads without a version: its tokens are given there."""
    return (base_url or THREADS).removesuffix("/v1.0").rstrip("/")


def tokens_of(app: App, token: str) -> dict[str, str]:
    """Return what a channel keeps: with the app it may ask when the token ends."""
    return {"token": token, "app_secret": app.secret, "client_id": app.client_id}


def token_in(reply: Reply) -> str:
    facts = reply.json()
    if reply.status != OK or error_in(reply):
        return ""
    return texts(facts, "access_token")["access_token"]


def long_token(app: App, asking: Asking, code: str, line: Line) -> Place | Refused:
    """Return the person as a place to ask at, by a token that lasts for two months."""
    base, token = app.base_url or REAL, ""
    client = {"client_id": app.client_id, "client_secret": app.secret}
    for params in (
        {"redirect_uri": asking.redirect_uri, "code": code},
        {"grant_type": "fb_exchange_token"},
    ):
        more = {"fb_exchange_token": token} if token else {}
        url = f"{base}/{VERSION}/oauth/access_token"
        reply = line.get(url, params=client | params | more)
        if not (token := token_in(reply)):
            return on_step(reply)
    return Place(base, "", {"token": token, "app_secret": app.secret})


def pages(place: Place, line: Line) -> Iterator[dict[str, Any] | Refused]:
    """Yield the Pages that a person manages; at most five hundred."""
    wanted = {"fields": PAGE_FIELDS, "limit": "100"}
    for found in graph.pages(line, place, "me/accounts", wanted, most=MOST_PAGES):
        if isinstance(found, Refused):
            yield found
        else:
            yield from found


# --- clocks -------------------------------------------------------------------------


def clocks(place: Place, line: Line) -> Clocks | Refused:
    """Return when a token ends and when it may read no more; {} where nobody says.

    Asked with the app's own token, which only an office with an app has.
    """
    own = [place.tokens.get(name, "") for name in ("client_id", "app_secret")]
    if not all(own):
        return {}
    app = Place(place.base_url, "", {"token": "|".join(own)})
    reply = ask(line, app, "debug_token", input_token=place.tokens.get("token", ""))
    facts = reply.json()
    told = facts.get("data") if isinstance(facts, dict) else None
    if not isinstance(told, dict):
        # This answers for the app: of the token it says nothing.
        return {}
    if told.get("is_valid") is False:
        # Told as an error of this token would be.
        given = told.get("error")
        error = given if isinstance(given, dict) else {"code": 190}
        subcode = error.get("subcode", error.get("error_subcode", 0))
        code = {"code": error.get("code", 190), "error_subcode": subcode}
        return on_step(as_error(reply, code))
    return {
        "expires_at": moment(told.get("expires_at")),
        "data_access_expires_at": moment(told.get("data_access_expires_at")),
    }


def as_error(reply: Reply, error: dict[str, Any]) -> Reply:
    return Reply(400, reply.headers, json.dumps({"error": error}).encode())


def moment(value: Any) -> datetime | None:
    """Return a time in seconds as one; 0 is "never"."""
    if not isinstance(value, int) or not 0 < value < LATEST:
        return None
    return datetime.fromtimestamp(value, UTC)


def prolong(place: Place, line: Line) -> Renewed | Refused | None:
    """Return a token of Threads that serves for two months more."""
    reply = line.get(
        f"{root(place.base_url)}/refresh_access_token",
        params={"grant_type": "th_refresh_token"},
        headers={"Authorization": f"Bearer {place.tokens.get('token', '')}"},
    )
    if not (token := token_in(reply)):
        return on_step(reply)
    return Renewed({"token": token}, seconds(reply.json()))
