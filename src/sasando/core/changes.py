"""What a change was, field by field, as the log keeps it; and screens that log it.

For facts of the office alone: the log keeps these values for ever, so a person's facts
do not belong here.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from django.db import transaction
from django.db.models import Model
from django.forms import modelform_factory
from django.utils import timezone
from wagtail.admin.views.generic import CreateView, DeleteView, EditView
from wagtail.admin.viewsets.model import ModelViewSet

from sasando.core.forms import OfficeForm
from sasando.core.models import Entry

Value = str | int


def values(record: Model) -> dict[str, Value]:
    """Return the fields of a record as the log writes them, by name, without the key.

    Days and times in ISO 8601, a related record by its key, yes and no as 1 and 0,
    nothing as an empty text.
    """
    fields = [each for each in record._meta.concrete_fields if not each.primary_key]
    return {each.name: canonical(each.value_from_object(record)) for each in fields}


def canonical(value: Any) -> Value:
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    return int(value) if isinstance(value, bool | int) else str(value)


def changes(
    before: Mapping[str, Value], after: Mapping[str, Value]
) -> dict[str, dict[str, Value]]:
    """Return the fields that differ: `{"before": {name: value}, "after": {...}}`.

    A new record has nothing before, a deleted one nothing after.
    """
    names = [
        name for name in {**before, **after} if before.get(name) != after.get(name)
    ]
    return {
        "before": {name: before[name] for name in names if name in before},
        "after": {name: after[name] for name in names if name in after},
    }


def stored(record: Model) -> dict[str, Value]:
    """Return the values of a record as the database has them now. One query."""
    kept = type(record)._default_manager.filter(pk=record.pk).first()
    return values(kept) if kept else {}


class LoggedCreate(CreateView):
    def save_instance(self) -> Any:
        record = self.form.save()
        data = changes({}, values(record))
        by, at = self.request.user, timezone.now()
        Entry.write(record, "wagtail.create", by=by, at=at, data=data)
        return record


class LoggedEdit(EditView):
    def save_instance(self) -> Any:
        before = stored(self.form.instance)
        record = self.form.save()
        data = changes(before, stored(record))
        if data["before"]:
            by, at = self.request.user, timezone.now()
            Entry.write(record, "wagtail.edit", by=by, at=at, data=data)
        return record


class LoggedDelete(DeleteView):
    def delete_action(self) -> None:
        data = changes(values(self.object), {})
        by, at = self.request.user, timezone.now()
        with transaction.atomic():
            Entry.write(self.object, "wagtail.delete", by=by, at=at, data=data)
            self.object.delete()


class OfficeViewSet(ModelViewSet):
    """Screens of a model of ours, with our form."""

    form_class: ClassVar[type[OfficeForm]] = OfficeForm

    def get_form_class(self, for_update: bool = False) -> Any:
        return modelform_factory(
            self.model, form=self.form_class, fields=self.form_fields
        )


class LoggedViewSet(OfficeViewSet):
    """Screens of a model whose every change stands in the log with its values."""

    add_view_class = LoggedCreate
    edit_view_class = LoggedEdit
    delete_view_class = LoggedDelete
    copy_view_enabled = False
