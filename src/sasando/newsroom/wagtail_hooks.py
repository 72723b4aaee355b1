"""What the staff side shows and logs of the newsroom."""

from typing import Any

from wagtail import hooks

import sasando.newsroom.desk_hooks  # noqa: F401 - Wagtail looks into this file alone
from sasando.core.models import Entry
from sasando.newsroom.office import NewsroomSettings


@hooks.register("register_log_actions")
def keep_in_the_chain(actions: Any) -> None:
    """Log each change of the office's choices in our own log."""
    actions.register_model(NewsroomSettings, Entry)
