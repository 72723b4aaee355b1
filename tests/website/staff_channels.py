"""What the screens of channels ask for: a row of each thing, and the words of steps."""

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.utils import timezone
from tests.channels.saying import by_hand, facebook
from tests.website.staff_forms import Address
from tests.website.storing import House

from sasando.channels import access, hooks, outbox, sharing
from sasando.channels.screens import channels, contents
from sasando.channels.screens import hooks as hook_screens
from sasando.channels.screens import sharing as sharing_screens
from sasando.channels.sharing import Sharing

MODELS = {
    **dict.fromkeys(("channel", "channel_step"), "Channel"),
    **dict.fromkeys(("channel_face", "channel_figures", "channels_slots"), "Channel"),
    **dict.fromkeys(("channels_content", "channels_figures"), "Content"),
    **dict.fromkeys(("channels_revise", "channels_page_step"), "Content"),
    **dict.fromkeys(("channels_approve", "channels_retry_failed"), "Content"),
    **dict.fromkeys(("channels_delivery_step", "channels_move"), "Delivery"),
    **dict.fromkeys(("channels_picture", "channels_letter"), "Delivery"),
    "channels_medium": "Medium",
    **dict.fromkeys(("channels_hook", "channels_hook_step"), "Hook"),
    "channels_token_withdraw": "AccessToken",
}
NAMES: dict[str, Iterable[str]] = {
    "channel_step": channels.STEPS,
    "channels_delivery_step": contents.STEPS,
    "channels_hook_step": hook_screens.STEPS,
    "channels_page_step": sharing_screens.STEPS,
}
KINDS = {"channels_sheet_template": ["csv", "xlsx"]}


def rows(house: House) -> None:
    """Say a page on two channels; make a webhook and a token."""
    at, by = timezone.now(), house.ratna
    there = [facebook(), by_hand()]
    gives = sharing.item_of(house.item, at=at).gives
    words = Sharing(
        text=gives.text,
        channels=[one.pk for one in there],
        pictures=[one.key for one in gives.pictures[:1]],
    )
    sharing.share(house.item, words, by=by, at=at)
    wish = hooks.Wish("Situs", "https://example.org/kabar", outbox.KINDS)
    hooks.add_hook(None, wish, by=None, at=at)
    access.make_token(None, access.Wish("Program", ["read"], 30), by=by, at=at)


def values(address: Address) -> dict[str, list[Any]]:
    """Return what fills the holes of an address of channels; {} for any other."""
    found: dict[str, list[Any]] = {}
    if address.name.startswith("channels_") and "kind" in address.holes:
        found["kind"] = KINDS.get(address.name, ["facebook", "by_hand"])
    if label := MODELS.get(address.name):
        keys = apps.get_model("channels", label)._default_manager.order_by("-pk")
        found["pk"] = list(keys.values_list("pk", flat=True)[:2])
    if address.name in NAMES:
        found["name"] = sorted(NAMES[address.name])
    if address.name == "channels_picture":
        found["number"] = [1]
    return found
