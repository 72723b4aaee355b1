"""What of a page is public, and the digest that an approval is bound to."""

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import F
from wagtail.fields import StreamField
from wagtail.models import Page

# What Wagtail keeps for itself in a page: never shown, so never approved.
KEPT_BY_WAGTAIL = frozenset(
    {
        *("pk", "id", "path", "depth", "numchild", "url_path", "draft_title", "live"),
        *("has_unpublished_changes", "latest_revision", "live_revision", "expired"),
        *("first_published_at", "last_published_at", "latest_revision_created_at"),
        *("locked", "locked_at", "locked_by", "owner", "content_type", "alias_of"),
        *("wagtail_admin_comments", "comments", "translation_key"),
    }
)
KEPT_IN_ROWS = frozenset({"pk", "page", "sort_order", "translation_key"})


def public_content(page: Page) -> dict[str, Any]:
    """Return what a reader will see of this page, as JSON: its fields and its files.

    Equal for a revision and for the page saved from it: keys that Wagtail keeps for
    itself are left out, and so are the keys of inline rows, which a first publication
    gives them; their order is the order of the list. What is empty is left out too:
    a field that a later release adds must not undo the approvals of before.
    """
    data = json.loads(json.dumps(page.serializable_data(), cls=DjangoJSONEncoder))
    for field in page._meta.concrete_fields:
        if isinstance(field, StreamField) and isinstance(data.get(field.name), str):
            # As text, its keys stand in the order that the database returns.
            data[field.name] = json.loads(data[field.name])
    kept = KEPT_BY_WAGTAIL | getattr(page, "row_facts", frozenset())
    shown = {k: rows(v) for k, v in data.items() if k not in kept}
    files: list[Any] = getattr(page, "shown_files", list)()
    shown["files"] = [[file.pk, file.file_hash] for file in files]
    filled: dict[str, Any] = without_empty(shown)
    return filled


def hold_files(files: Iterable[Any]) -> None:
    """Take the rows of these files until the transaction ends. One query a file.

    Who approves a text and who changes a file in it meet here. In one order for all.
    """
    for file in sorted(files, key=lambda each: (each._meta.label, each.pk)):
        type(file)._base_manager.filter(pk=file.pk).update(file_hash=F("file_hash"))


def without_empty(value: Any) -> Any:
    """Return JSON without the keys whose value says nothing, at every depth."""
    if isinstance(value, list):
        return [without_empty(each) for each in value]
    if isinstance(value, dict):
        inner = {key: without_empty(each) for key, each in value.items()}
        return {key: each for key, each in inner.items() if not says_nothing(each)}
    return value


def says_nothing(value: Any) -> bool:
    return value is None or value is False or value in ("", [], {})


def rows(value: Any) -> Any:
    if not isinstance(value, list):
        return value
    return [
        {k: v for k, v in row.items() if k not in KEPT_IN_ROWS}
        if isinstance(row, dict)
        else row
        for row in value
    ]


def public_digest(page: Page) -> str:
    """Return the SHA-256 of `public_content`, in hexadecimal. About 2 ms a page."""
    text = json.dumps(public_content(page), sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()
