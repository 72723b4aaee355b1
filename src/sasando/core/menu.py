"""Points of the staff menu."""

from typing import Any

from django.http import HttpRequest
from wagtail.admin.menu import MenuItem


class SeenItem(MenuItem):
    """A point of the menu for those whose role may see the list."""

    def __init__(self, *args: Any, right: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.right = right

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(self.right))
