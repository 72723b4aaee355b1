"""What a published page shows of a file was approved with it, so it stays.

A change of the bytes or of the words beneath them would reach readers at once, past
the second person. Another file, and another approval, is the way.
"""

from collections.abc import Collection, Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _
from wagtail.models import Page, ReferenceIndex

from sasando.core.refusals import NotAllowed


def keep(instance: Any, *, fields: Iterable[str] | None = None) -> None:
    """Raise NotAllowed when what changes stands on a published page.

    Only `fields` are about to be stored, when they are given.
    """
    names = instance.approved_facts.intersection(
        instance.approved_facts if fields is None else fields
    )
    if instance.pk and changed(instance, names) and is_shown(instance):
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


def changed(instance: Any, names: Collection[str]) -> bool:
    """Return whether readers would see another file or other words. One query."""
    rows = type(instance)._base_manager.filter(pk=instance.pk)
    stored = rows.values(*names).first() if names else None
    return stored is not None and any(
        str(stored[name] or "") != str(getattr(instance, name) or "") for name in names
    )


def is_shown(instance: Any) -> bool:
    """Return whether a live page refers to this file. Two queries."""
    links = ReferenceIndex.get_references_to(instance).filter(
        base_content_type=ContentType.objects.get_for_model(Page)
    )
    pages = [int(number) for number in links.values_list("object_id", flat=True)]
    return bool(pages) and Page.objects.filter(pk__in=pages, live=True).exists()
