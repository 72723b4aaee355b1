"""What the screens call a platform, and where a person gets what it asks for."""

from typing import Any

from django.utils.translation import gettext_lazy as _

NAMES: dict[str, Any] = {
    "by_hand": _("By hand"),
    "facebook": _("Facebook Page"),
    "instagram": "Instagram",
    "youtube": "YouTube",
    "threads": "Threads",
    "telegram": "Telegram",
    "whatsapp": "WhatsApp",
    "email": _("E-mail"),
    "webpush": _("Web push"),
    "website": _("Website"),
    "feeds": _("Feeds"),
}
ABOUT: dict[str, Any] = {
    "by_hand": _(
        "Any platform, from the first day on, without a token. When a post is due you "
        "get a task: copy the text, save the pictures, post them, paste the link."
    ),
    "facebook": _("Posts by itself on a Page that the office manages."),
    "website": _(
        "Your own site, without a token. A post of a page shows here when readers see "
        "the page; it publishes nothing by itself."
    ),
    "feeds": _(
        "RSS, Atom and JSON Feed of your own site, without a token. A post of a story "
        "shows here when the feeds of its section bear it."
    ),
    "email": _(
        "One letter to each person who subscribed, by the office's mail server."
    ),
    "webpush": _("A short notice in each browser that agreed. It needs no token."),
    "whatsapp": _("One template message to each person who agreed."),
}
# What the account is called at each of them, and where it is found.
ACCOUNTS: dict[str, Any] = {
    "by_hand": _("As readers see it, for example @diskominfontt."),
    "facebook": _(
        "The number of the Page. It stands on the Page under About, Page transparency."
    ),
    "email": _("The sender, for example “Humas <humas@example.go.id>”."),
    "webpush": _("An e-mail address where the push services reach the office."),
    "whatsapp": _("The phone number ID, as WhatsApp Manager shows it."),
}
TOKENS: dict[str, Any] = {
    "facebook": _(
        "A Page access token with pages_manage_posts and pages_read_engagement. Who "
        "manages the Page makes it in Meta Business Suite, under system users."
    ),
}
# Where the office registers the app by which its people log in.
APPS: dict[str, Any] = {
    "facebook": _(
        "At developers.facebook.com, under My Apps: make an app of the kind Business, "
        "add Facebook Login, and copy App ID and App secret from Settings, Basic."
    ),
    "instagram": _(
        "The same app as for the Facebook Page may serve, with the Instagram Graph API "
        "added. The account must be a professional one, linked to a Page."
    ),
    "threads": _(
        "At developers.facebook.com: an app with “Access the Threads API”. It has an "
        "App ID and a secret of its own for Threads."
    ),
    "youtube": _(
        "At console.cloud.google.com: switch on YouTube Data API v3, then under "
        "Credentials make an OAuth client of the kind Web application."
    ),
}
ACCOUNTS |= {
    "telegram": _(
        "The @name of the channel, or its number. Add the bot there as an "
        "administrator who may post."
    ),
    "youtube": _("The number of the channel: it begins with UC."),
    "instagram": _("The number of the professional account, not its @name."),
    "threads": _("The number of the account, not its @name."),
}
TOKENS |= {
    "telegram": _("The token of the bot, as @BotFather gave it: 123456:ABC…"),
}

# Their token is all there is.
WITHOUT_SECRET = {"telegram"}


def name_of(kind: str) -> Any:
    """Return what people call this platform."""
    return NAMES.get(kind) or kind.replace("_", " ").capitalize()


def about(kind: str) -> Any:
    """Return what a channel of this platform does."""
    return ABOUT.get(kind) or _("Posts by itself, with a token of the account.")
