"""The log as the staff side shows it: who did what to which record, newest first."""

import json
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn, UserColumn
from wagtail.admin.views.mixins import SpreadsheetExportMixin
from wagtail.admin.views.reports import ReportView
from wagtail.permission_policies import ModelPermissionPolicy

from sasando.core import telling
from sasando.core.models import Entry

RISKY = frozenset("=+-@\t\r")


class ActionColumn(Column):
    """The words of an action instead of its code."""

    def get_value(self, instance: Any) -> Any:
        return getattr(instance.formatter, "label", instance.action)


class WhoColumn(UserColumn):
    """The person, or that it was done without one: by a command or by the time."""

    cell_template_name = "core/who_cell.html"


class LogReport(ReportView):
    """Every entry of the chained log; read-only, like the log itself."""

    model = Entry
    index_url_name = "core_log"
    index_results_url_name = "core_log_results"
    page_title = _("Log that cannot be unmade")
    header_icon = "history"
    permission_policy = ModelPermissionPolicy(Entry)
    permission_required = "view"
    columns = (
        Column("label", label=_("Record")),
        ActionColumn("action", label=_("What happened")),
        Column("told", label=_("Particulars")),
        WhoColumn("user", label=_("Who")),
        DateColumn("timestamp", label=_("When")),
        Column("digest", label=_("Digest"), accessor=lambda entry: entry.digest[:12]),
    )
    list_export = (
        "timestamp",
        "label",
        "action",
        "data",
        "user",
        "seq",
        "before",
        "digest",
    )

    def decorate_paginated_queryset(self, object_list: Any) -> Any:
        """Say of the entries on this page what each changed."""
        # An export holds the facts themselves, and as many rows as there are.
        if not self.is_export:
            told = telling.tell(object_list)
            for entry in object_list:
                entry.told = told[entry.pk]
        return object_list

    def preprocess_field_value(self, field: str, value: Any, export_format: str) -> Any:
        if field == "data":
            return json.dumps(value or {}, ensure_ascii=False, sort_keys=True)
        return plain(super().preprocess_field_value(field, value, export_format))

    def get_queryset(self) -> Any:
        # The picture beside each name stands in the profile.
        joined = Entry.objects.select_related("user__wagtail_userprofile")
        return joined.order_by("-timestamp", "-pk")


def plain(value: Any) -> Any:
    """Return a cell that no spreadsheet takes for a formula."""
    if isinstance(value, Model):
        value = str(value)
    return f"'{value}" if isinstance(value, str) and value[:1] in RISKY else value


# In every other report of Wagtail's too.
SpreadsheetExportMixin.custom_value_preprocess |= {str: {"csv": plain, "xlsx": plain}}
