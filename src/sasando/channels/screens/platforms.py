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
    "email": _("The sender, for example “Humas NTT <humas@example.go.id>”."),
    "webpush": _("An e-mail address where the push services reach the office."),
    "whatsapp": _("The phone number ID, as WhatsApp Manager shows it."),
}
TOKENS: dict[str, Any] = {
    "facebook": _(
        "A Page access token with pages_manage_posts and pages_read_engagement. Who "
        "manages the Page makes it in Meta Business Suite, under system users."
    ),
}


def name_of(kind: str) -> Any:
    """Return what people call this platform."""
    return NAMES.get(kind) or kind.replace("_", " ").capitalize()


def about(kind: str) -> Any:
    """Return what a channel of this platform does."""
    return ABOUT.get(kind) or _("Posts by itself, with a token of the account.")
