"""What the staff side shows and logs of the newsroom."""

from typing import Any

from wagtail import hooks

from sasando.core.models import Entry
from sasando.newsroom import upkeep_hooks
from sasando.newsroom.office import NewsroomSettings

__all__ = ["upkeep_hooks"]


@hooks.register("register_log_actions")
def keep_in_the_chain(actions: Any) -> None:
    """Log each change of the office's choices in our own log."""
    actions.register_model(NewsroomSettings, Entry)
