"""What an entry of the log says happened, in words for whoever reads the report."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import FieldDoesNotExist
from django.db.models import BooleanField
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

Words = Mapping[Any, Any]
# What `workflow.move` writes of a step: states of the record.
STATES = frozenset({"from", "to"})
LONGEST = 100
# Proof for machines; in the export all the same.
UNTOLD = frozenset(
    {"digest", "approval", "approvals", "revision", "via", "before", "after"}
    # An ending's own key, act and person stand in the entry itself.
    | {"ending", "act", "by"}
)


@dataclass(frozen=True, slots=True)
class Fact:
    """How one kind of fact is told: its label, and words for all its values at once."""

    label: Any
    words: Callable[[Iterable[Any]], Words] | None = None


def rows_of(model: str) -> Callable[[Iterable[Any]], Words]:
    """Return a reader that names the rows of a model by their keys. One query."""

    def named(keys: Iterable[Any]) -> Words:
        return apps.get_model(model)._default_manager.in_bulk(list(keys))

    return named


def people(keys: Iterable[Any]) -> Words:
    return get_user_model()._default_manager.in_bulk(list(keys))


FACTS: dict[str, Fact] = {
    "reason": Fact(gettext_lazy("Reason")),
    "note": Fact(gettext_lazy("Note")),
    "from": Fact(gettext_lazy("From")),
    "to": Fact(gettext_lazy("To")),
    "approved_by": Fact(gettext_lazy("Approved by"), people),
    "approved_at": Fact(gettext_lazy("Approved at")),
    "approver": Fact(gettext_lazy("Who approves"), people),
    "changed": Fact(gettext_lazy("What")),
    "goes_to": Fact(gettext_lazy("Page to read instead"), rows_of("wagtailcore.Page")),
    "redirects": Fact(gettext_lazy("Redirect")),
    "drafts": Fact(gettext_lazy("Drafts deleted")),
    "year": Fact(gettext_lazy("Year")),
    "provisional": Fact(gettext_lazy("Provisional")),
    "added": Fact(gettext_lazy("Added")),
    "removed": Fact(gettext_lazy("Removed")),
    "kept": Fact(gettext_lazy("Kept as the office wrote it")),
    "version": Fact(gettext_lazy("Edition")),
    "package": Fact(gettext_lazy("Source")),
}


def register(**facts: Fact) -> None:
    """Let a room say how the log tells its facts. Called while the room starts."""
    FACTS.update(facts)


def tell(entries: Iterable[Any]) -> dict[int, str]:
    """Return a sentence of facts for each entry, by its key.

    One query for each kind of fact that names rows, however many entries there are.
    """
    entries = list(entries)
    words = named_values(entries)
    return {entry.pk: told(entry, words) for entry in entries}


def named_values(entries: Iterable[Any]) -> dict[str, Words]:
    """Return the words of all values that a fact's reader knows."""
    wanted: dict[str, set[Any]] = {}
    for entry in entries:
        for name, value in every_fact(facts_of(entry)):
            if name in FACTS and FACTS[name].words and value not in (None, ""):
                wanted.setdefault(name, set()).add(value)
    found = {}
    for name, values in wanted.items():
        reader = FACTS[name].words
        assert reader is not None  # noqa: S101 - for the type
        found[name] = reader(values)
    return found


def facts_of(entry: Any) -> dict[str, Any]:
    """Return the facts of an entry, those of a page's ending among them."""
    data = entry.data or {}
    return {**data, **(data.get("ending") or {})}


def every_fact(data: Mapping[str, Any]) -> list[tuple[str, Any]]:
    sides = [data.get(side) for side in ("before", "after")]
    parts = [data, *(side for side in sides if isinstance(side, dict))]
    facts = [pair for part in parts for pair in part.items()]
    each = [(name, one) for name, value in facts for one in as_list(value)]
    return [(name, value) for name, value in each if is_plain(value)]


def as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def is_plain(value: Any) -> bool:
    return value is None or isinstance(value, str | int | float)


def told(entry: Any, words: Mapping[str, Words]) -> str:
    data = facts_of(entry)
    model = model_of(entry)
    parts = [
        f"{label(name, model)}: {value}"
        for name, raw in data.items()
        if is_told(name, model) and (value := say(name, raw, model, words))
    ]
    parts += differences(data, model, words)
    return "; ".join(parts)


def differences(
    data: Mapping[str, Any], model: Any, words: Mapping[str, Words]
) -> list[str]:
    """Return "field: before → after" for each field that changed."""
    before, after = data.get("before"), data.get("after")
    if not (isinstance(before, dict) and isinstance(after, dict)):
        return []
    told = []
    for name in {**before, **after}:
        sides = [say(name, side.get(name), model, words) for side in (before, after)]
        if before and after:
            values = " → ".join(side or "–" for side in sides)
        else:
            # All of a new record stands there: its long words stand in the record.
            values = Truncator(sides[0] or sides[1]).chars(LONGEST)
        if values:
            told.append(f"{label(name, model)}: {values}")
    return told


def model_of(entry: Any) -> Any:
    if entry.content_type_id is None:
        return None
    return ContentType.objects.get_for_id(entry.content_type_id).model_class()


def field_of(name: str, model: Any) -> Any:
    if model is not None:
        with suppress(FieldDoesNotExist):
            return model._meta.get_field(name)
    return None


def is_told(name: str, model: Any) -> bool:
    """Return whether a fact has a name for people; without one it is for machines."""
    named = name in FACTS or field_of(name, model) is not None
    return named and name not in UNTOLD


def label(name: str, model: Any) -> str:
    if name in FACTS:
        return str(FACTS[name].label)
    field = field_of(name, model)
    return capfirst(str(field.verbose_name)) if field else name


def say(name: str, value: Any, model: Any, words: Mapping[str, Words]) -> str:
    """Return one value in words, "" for nothing."""
    if isinstance(value, list) and name not in words:
        # Days, or names of fields.
        return ", ".join(as_day(label(str(each), model)) for each in value)
    if isinstance(value, list):
        return ", ".join(say(name, each, model, words) for each in value)
    if value in (None, "") or not is_plain(value):
        return ""
    if name in words:
        return str(words[name].get(value, f"#{value}"))
    field = field_of("status" if name in STATES else name, model)
    if isinstance(value, bool) or isinstance(field, BooleanField):
        return _("yes") if value else _("no")
    choices = dict(getattr(field, "flatchoices", ()) or ())
    return str(choices.get(value) or as_day(value))


def as_day(value: Any) -> str:
    """Return a day or moment of the log as people write it, else the value itself."""
    text = str(value)
    with suppress(ValueError):
        if len(text) == len("2026-11-24"):
            return date_format(date.fromisoformat(text))
        moment = datetime.fromisoformat(text) if "T" in text else None
        if moment and timezone.is_aware(moment):
            return date_format(timezone.localtime(moment), "DATETIME_FORMAT")
    return text
