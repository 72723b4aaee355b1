"""What a room tells the chained log: the names of its steps, and its models."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Model
from django.utils.functional import Promise
from wagtail import hooks

from sasando.core.models import Entry

Words = Mapping[str, tuple[str | Promise, str | Promise]]


def tell(words: Words, *models: type[Model]) -> None:
    """Let the log be told of these steps, and what the staff side does to these models.

    A step has a name, such as `page.reviewed`, a label, and what was done as readers of
    the log see it. Called once by each room, in `wagtail_hooks`.
    """

    def register(actions: Any) -> None:
        for name, (label, message) in words.items():
            actions.register_action(name, label, message)
        for model in models:
            actions.register_model(model, Entry)

    hooks.register("register_log_actions", register)
