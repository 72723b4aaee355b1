"""What is approved beside the text itself: address, dates, what search engines show."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.models import Page

from sasando.core.digests import public_content

READ = frozenset({"title"})


def beside(page: Page) -> list[tuple[str, str]]:
    """Return name and value of each approved fact that the text does not show.

    From the approved content itself, so that a field that a later release adds is
    shown to the approver until its page says that the text shows it.
    """
    content = public_content(page)
    read = getattr(page, "read_in_text", READ) | {"files"}
    fields = {field.name: field for field in page._meta.get_fields()}
    return [
        (label(fields.get(name), name), value(page, fields.get(name), content[name]))
        for name in content
        if name not in read
    ]


def label(field: Any, name: str) -> str:
    if name == "slug":
        return _("Address of the page")
    if getattr(field, "verbose_name", None):
        return str(capfirst(field.verbose_name))
    model = getattr(field, "related_model", None)
    return str(capfirst(model._meta.verbose_name_plural)) if model else name


def value(page: Page, field: Any, content: Any) -> str:
    """Return the value of one field as people read it."""
    if not getattr(field, "concrete", False):
        rows = getattr(page, field.get_accessor_name()).all() if field else [content]
        return ", ".join(str(row) for row in rows)
    there = getattr(page, field.name)
    if isinstance(there, datetime):
        return date_format(timezone.localtime(there), "l, j F Y, H.i")
    if isinstance(there, date):
        return date_format(there, "l, j F Y")
    if there is True:
        return _("yes")
    return str(page._get_FIELD_display(field) if field.choices else there)
