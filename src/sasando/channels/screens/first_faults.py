"""What a person reads when a token just pasted is refused.

The tables of the platforms speak of a channel that is there, and of posts that wait.
Here there is neither yet: only a form, and whoever fills it in.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from sasando.channels.outcomes import Kind

BOT = _(
    "Telegram does not know this token. Copy it once more from @BotFather, whole: the "
    "number, the colon and everything behind it."
)
NO_RIGHT = _(
    "The bot may not write there. Make it an administrator of the channel who may post "
    "messages, then try once more."
)
BUSY = _("The platform is busy. Wait a quarter of an hour, then try once more.")
BY_KIND: dict[Kind, Any] = {
    Kind.REAUTH: _(
        "The platform does not take this token: it is not whole, has ended, or lacks "
        "the right to post on this account. Copy it again, or make a new one with "
        "every right."
    ),
    Kind.RATE: BUSY,
    Kind.RETRY: BUSY,
}
# By platform, and the name of the fault in its own table.
OWN: dict[str, dict[str, Any]] = {
    "telegram": {
        "401.0": BOT,
        "404.0": BOT,
        "403.0": NO_RIGHT,
        "400.7": NO_RIGHT,
        "400.1": _(
            "Telegram finds no such channel for this bot. Look at the @name or number, "
            "and add the bot there as an administrator."
        ),
    },
    "email": {
        "1.0": _(
            "The office has no mail server of its own here. Write the address of one "
            "below, or ask the operator to set SASANDO_MAIL_URL."
        ),
        **dict.fromkeys(
            ("530.0", "534.0", "535.0"),
            _(
                "The mail server does not take this user name or password. Look at "
                "both; some servers ask for a password made for programs."
            ),
        ),
    },
}
AWAY = _("The platform cannot be reached, so the token could not be tried.")
AWAY_OF: dict[str, Any] = {
    "email": _(
        "The mail server cannot be reached. Look at its address and port, for example "
        "smtp+tls://mail.example.go.id:587."
    ),
}


def of(kind: str, fault: Kind, name: str) -> str:
    """Return the sentence of a refusal; "" where the platform's own one serves."""
    return str(OWN.get(kind, {}).get(name) or BY_KIND.get(fault, ""))


def away(kind: str) -> str:
    """Return the sentence for a platform that does not answer."""
    return str(AWAY_OF.get(kind, AWAY))
