"""Where the editor's form for a new item stands."""

from django.urls import reverse
from tests import make


def address() -> str:
    return reverse(
        "wagtailadmin_pages:add", args=["newsroom", "newspage", make.section().pk]
    )
