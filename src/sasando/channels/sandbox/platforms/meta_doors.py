"""Logging in at the double's Facebook, Instagram and Threads, and their clocks.

Rests on memory or others' code ([M], [V2] in the contracts): the fields of a refusal,
most of `debug_token`, that an older token of Threads serves on beside the new one.
"""

from collections.abc import Callable, Mapping
from typing import Any

from sasando.channels.sandbox.doors import (
    HOUR,
    QUARTER,
    TWO_MONTHS,
    Codes,
    is_app,
)
from sasando.channels.sandbox.platforms.graph import Wrong
from sasando.channels.sandbox.world import Reply, Request, World

Facts = dict[str, Any]


class Doors:
    """The way in for one of the three; `accounts` are the rows of the platform."""

    def __init__(
        self, world: World, name: str, accounts: Callable[[], dict[str, Facts]]
    ) -> None:
        self.world, self.name, self.accounts = world, name, accounts
        self.codes = Codes(world)
        # People who logged in, by their token: what they granted, and as whom.
        self.people: dict[str, dict[str, str]] = {}

    def answer(self, request: Request) -> Reply | None:
        """Answer what belongs to logging in; None for all else. Raises Wrong."""
        call = CALLS.get(f"{request.method} {request.path.strip('/')}")
        if call is None:
            return None
        answer = getattr(self, call)(request)
        return answer if isinstance(answer, Reply) else Reply(200, answer)

    def dialog(self, request: Request) -> Reply:
        one_by_one = self.name == "threads"
        names = {key: called(row) for key, row in self.accounts().items()}
        choices = names if one_by_one else {"": "pengelola halaman"}
        return self.codes.dialog(request.params, choices)

    def exchange(self, request: Request) -> Facts:
        """Give a token of a person for a code, or a long one for a short one."""
        params = request.params
        if params.get("grant_type") == "fb_exchange_token":
            known = self.people.get(params.get("fb_exchange_token", ""))
            if known is None or not is_app(params):
                raise Wrong(190, 463)
            return self.person(known, TWO_MONTHS)
        known = self.codes.redeem(params)
        if known is None:
            raise Wrong(100, 36009, "This authorization code has been used.")
        return self.person(known, HOUR)

    def person(self, known: dict[str, str], lasts: int) -> Facts:
        token = f"orang-{self.world.name()}"
        self.people[token] = known
        return {"access_token": token, "token_type": "bearer", "expires_in": lasts}

    def who(self, request: Request) -> dict[str, str]:
        known = self.people.get(given(request))
        if known is None:
            raise Wrong(190, 467, "Error validating access token.")
        return known

    # --- Facebook and Instagram ---------------------------------------------

    def permissions(self, request: Request) -> Facts:
        granted = self.who(request)["scope"].split(",")
        rows = [{"permission": one, "status": "granted"} for one in granted]
        return {"data": rows}

    def pages(self, request: Request) -> Facts:
        self.who(request)
        rows = [self.page(request, *one) for one in self.accounts().items()]
        if self.name == "instagram":
            lonely = {"id": "90001", "name": "Halaman tanpa Instagram"}
            rows.append(lonely | {"access_token": "lonely", "tasks": []})
        return {"data": rows, "paging": {"cursors": {"before": "0", "after": "9"}}}

    def page(self, request: Request, number: str, row: Facts) -> Facts:
        row["data_access_at"] = int(self.world.now()) + QUARTER
        face = face_of(request, self.name, number)
        facts = {"id": number, "name": called(row), "access_token": row["token"]}
        facts |= {"tasks": row.get("tasks", ["CREATE_CONTENT"])}
        if self.name == "facebook":
            return facts | {"picture": {"data": {"url": face}}}
        behind = {"id": number, "username": row["username"]}
        behind["profile_picture_url"] = face
        return facts | {"id": f"9{number}", "instagram_business_account": behind}

    def inspect(self, request: Request) -> Facts:
        """Tell of a token: whose, until when, of which app."""
        client, _bar, secret = given(request).partition("|")
        if not is_app({"client_id": client, "client_secret": secret}):
            raise Wrong(190, 0, "Invalid OAuth access token.")
        asked, now = request.params.get("input_token", ""), self.world.now()
        for number, row in self.accounts().items():
            ends = row.get("expires_at", 0)
            if row["token"] == asked and not (ends and ends < now):
                facts = {"app_id": client, "type": "PAGE", "is_valid": True}
                facts |= {"expires_at": int(ends), "profile_id": number}
                return {"data": facts | {"data_access_expires_at": reading(row)}}
        error = {"code": 190, "message": "Session has expired", "subcode": 463}
        return {"data": {"app_id": client, "is_valid": False, "error": error}}

    # --- Threads --------------------------------------------------------------

    def long(self, request: Request) -> Facts:
        known = self.people.get(given(request))
        if known is None:
            raise Wrong(190, 467, "Error validating access token.")
        return self.fresh(known["account"])

    def renew(self, request: Request) -> Facts:
        """Make the token of an account serve for two months more."""
        now = self.world.now()
        for number, row in self.accounts().items():
            ends = row.get("expires_at", 0)
            if given(request) == row["token"] and not (ends and ends < now):
                return self.fresh(number)
        raise Wrong(190, 463)

    def fresh(self, number: str) -> Facts:
        row, token = self.accounts()[number], f"lama-{self.world.name()}"
        row["older"] = [*row.get("older", ()), row["token"]]
        row |= {"token": token, "expires_at": self.world.now() + TWO_MONTHS}
        return {"access_token": token, "token_type": "bearer"} | {
            "expires_in": TWO_MONTHS
        }

    def me(self, request: Request) -> Facts:
        for number, row in self.accounts().items():
            if given(request) == row["token"]:
                face = face_of(request, self.name, number)
                facts = {"id": number, "username": row["username"]}
                return facts | {"threads_profile_picture_url": face}
        raise Wrong(190, 467, "Error validating access token.")


CALLS = {
    "GET dialog/oauth": "dialog",
    "GET oauth/authorize": "dialog",
    "GET oauth/access_token": "exchange",
    "POST oauth/access_token": "exchange",
    "GET me/permissions": "permissions",
    "GET me/accounts": "pages",
    "GET debug_token": "inspect",
    "GET access_token": "long",
    "GET refresh_access_token": "renew",
    "GET me": "me",
}


def given(request: Request) -> str:
    """Return the token of a request."""
    header = request.headers.get("authorization", "").partition(" ")[2]
    return header or request.params.get("access_token", "")


def called(row: Mapping[str, Any]) -> str:
    return f"@{row['username']}" if "username" in row else str(row["name"])


def face_of(request: Request, platform: str, number: str) -> str:
    """Return the address of the picture of an account."""
    return f"http://{request.headers.get('host', '')}/__feed__/face/{platform}/{number}"


def reading(row: Mapping[str, Any]) -> int:
    return int(row.get("data_access_at", 0))


def expired(row: Mapping[str, Any], token: str, now: float) -> bool:
    """Return whether this is no token of an account, or none any more."""
    ends = row.get("expires_at", 0)
    return token not in {row["token"], *row.get("older", ())} or bool(
        ends and ends < now
    )
