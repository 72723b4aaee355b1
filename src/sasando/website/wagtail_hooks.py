"""The staff side of this room: what changes the public site stands in the log."""

from typing import Any

from wagtail import hooks
from wagtail.contrib.redirects.models import Redirect

from sasando.core.models import Entry
from sasando.website.models import OfficeSettings
from sasando.website.store import recording


@hooks.register("register_log_actions")
def log_models(actions: Any) -> None:
    """Let redirects and the facts of the office stand in the chained log."""
    for model in (Redirect, OfficeSettings):
        actions.register_model(model, Entry)


# What a page is made of is noted from here on, where somebody stores it. Innermost:
# Wagtail has asked by then whether the page is private.
hooks.register("on_serve_page", recording.noting, order=1000)
