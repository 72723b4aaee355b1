"""Logging in at a platform instead of pasting a token: what an adapter may do besides.

A person is sent to the platform's own page and comes back with a code; the code becomes
tokens of one or more accounts, of which the person chooses. All of it is pure but
`admit`, and knows neither session nor database.
"""

import base64
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol
from urllib.parse import urlencode

from sasando.channels.adapters import adapter_of
from sasando.channels.outcomes import Account, Refused
from sasando.channels.wire import Line

# No token lasts for ten years; who says so says nothing.
LONGEST_SECONDS = 10 * 366 * 24 * 3600


@dataclass(frozen=True, slots=True)
class App:
    """What the office registered at a platform, and where that is."""

    base_url: str
    client_id: str
    secret: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Asking:
    """One person's way to the platform and back."""

    redirect_uri: str
    state: str
    # PKCE: only who began can end it.
    verifier: str = field(default="", repr=False)

    def challenge(self) -> str:
        digest = hashlib.sha256(self.verifier.encode()).digest()
        return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


@dataclass(frozen=True, slots=True)
class Offer:
    """An account that the person may speak for, and the tokens to do it."""

    account: Account
    tokens: Mapping[str, str] = field(repr=False)
    # How long the token serves; 0 for not said.
    seconds: int = 0
    # The sentence of why it cannot be used; "" when it can.
    hindered: str = ""


class Door(Protocol):
    """How one platform lets an office in."""

    scopes: Sequence[str]
    pkce: bool

    def dialog(self, app: App, asking: Asking) -> str:
        """Return the address of the platform's own page. Pure."""

    def admit(
        self, app: App, asking: Asking, code: str, line: Line
    ) -> list[Offer] | Refused:
        """Return the accounts that the code opens. Raises NotSent or Lost."""


def door_of(kind: str) -> Door | None:
    """Return how one logs in at a platform; None where a token is pasted."""
    return getattr(adapter_of(kind), "door", None)


def page(address: str, facts: Mapping[str, str]) -> str:
    """Return the address of a dialog with what it is told."""
    return f"{address}?{urlencode(facts)}"


def texts(facts: Any, *names: str) -> dict[str, str]:
    """Return what an answer says in these words; "" for what it does not."""
    given = facts if isinstance(facts, dict) else {}
    found = {name: given.get(name) for name in names}
    return {name: str(value) if value else "" for name, value in found.items()}


def seconds(facts: Any) -> int:
    """Return how long a token serves, as its answer says; 0 for not said."""
    value = facts.get("expires_in") if isinstance(facts, dict) else None
    return value if isinstance(value, int) and 0 < value < LONGEST_SECONDS else 0
