"""The accounts of the double that anybody may try: the demo connects to these.

All of it is invented; a token here opens nothing but the double.
"""

from dataclasses import dataclass, field
from typing import Any

from sasando.channels.sandbox.world import World

PORT = 8800


@dataclass(frozen=True, slots=True)
class Account:
    """One account there, and what a channel of it has to know."""

    kind: str
    number: str
    name: str
    tokens: dict[str, str]
    # What the platform of the double is told of it besides.
    facts: dict[str, Any] = field(default_factory=dict)


ACCOUNTS = (
    Account(
        "facebook",
        "1001",
        "Dinas Kominfo Contoh",
        {"token": "contoh-facebook"},
        {"likes": 1840},
    ),
    Account(
        "instagram",
        "2001",
        "@kominfo.contoh",
        {"token": "contoh-instagram"},
        {"username": "kominfo.contoh", "likes": 960},
    ),
    Account(
        "youtube",
        "UC3001",
        "Kominfo Contoh",
        {
            "token": "contoh-youtube",
            "refresh_token": "contoh-segar",
            "client_id": "client",
            "app_secret": "secret",
        },
        {"title": "Kominfo Contoh", "refresh_token": "contoh-segar", "likes": 310},
    ),
    Account(
        "threads",
        "4001",
        "@kominfo.contoh",
        {"token": "contoh-threads"},
        {"username": "kominfo.contoh", "likes": 120},
    ),
    Account(
        "telegram",
        "-1005001",
        "Kabar Kominfo Contoh",
        {"token": "5001:contoh"},
        {"title": "Kabar Kominfo Contoh", "username": "kabarkominfocontoh"},
    ),
)


def settle_in(world: World) -> None:
    """Make these accounts, where they are not there yet."""
    for one in ACCOUNTS:
        platform: Any = world.platforms[one.kind]
        if one.number not in {known["account"] for known in platform.logins()}:
            facts = {"id": one.number, "name": one.name, "token": one.tokens["token"]}
            platform.add(facts | one.facts)
