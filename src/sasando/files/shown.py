"""What a published page shows of a file was approved with it, so it stays.

A change of the bytes or of the words beneath them would reach readers at once, past
the second person. Another file, and another approval, is the way.
"""

from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import Page, ReferenceIndex

from sasando.core.refusals import NotAllowed


def keep(instance: Any) -> None:
    """Raise NotAllowed when what changes stands on a published page."""
    if instance.pk and changed(instance) and is_shown(instance):
        raise NotAllowed(sentence())


def keep_row(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Receive `pre_delete` of pictures and documents."""
    if is_shown(instance):
        raise NotAllowed(sentence())


def sentence() -> str:
    return _(
        "A published page shows this file. Upload the new one beside it, change the "
        "page and send it for approval."
    )


def changed(instance: Any) -> bool:
    """Return whether readers would see another file or other words. One query."""
    names = instance.approved_facts
    stored = type(instance)._base_manager.filter(pk=instance.pk).values(*names).first()
    return stored is not None and any(
        str(stored[name] or "") != str(getattr(instance, name) or "") for name in names
    )


def is_shown(instance: Any) -> bool:
    """Return whether a live page refers to this file. Two queries."""
    links = ReferenceIndex.get_references_to(instance).values_list(
        "base_content_type__model", "object_id"
    )
    pages = [int(number) for kind, number in links if kind == "page"]
    return bool(pages) and Page.objects.filter(pk__in=pages, live=True).exists()
