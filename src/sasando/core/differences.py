"""What a new text changes in the one that readers have now, field by field."""

from typing import Any

from django.http import HttpRequest
from wagtail.models import Page


def differences(page: Page, text: Page, request: HttpRequest) -> list[Any]:
    """Return Wagtail's comparisons of the fields in which `text` differs from `page`.

    `page` is the row of a page that is out: what readers have now.
    """
    panel = page.get_edit_handler().get_bound_panel(
        instance=page, request=request, form=None
    )
    found = [compare(page, text) for compare in panel.get_comparison()]
    return [each for each in found if each.has_changed()]
