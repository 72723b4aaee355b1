"""The log as the staff side shows it: who did what to which record, newest first."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn, UserColumn
from wagtail.admin.views.reports import ReportView

from sasando.core.models import Entry


class ActionColumn(Column):
    """The words of an action instead of its code."""

    def get_value(self, instance: Any) -> Any:
        return getattr(instance.formatter, "label", instance.action)


class LogReport(ReportView):
    """Every entry of the chained log; read-only, like the log itself."""

    model = Entry
    index_url_name = "core_log"
    index_results_url_name = "core_log_results"
    page_title = _("Log that cannot be unmade")
    header_icon = "history"
    permission_required = "core.view_entry"
    columns = (
        Column("label", label=_("Record")),
        ActionColumn("action", label=_("What happened")),
        UserColumn("user", label=_("Who")),
        DateColumn("timestamp", label=_("When")),
        Column("digest", label=_("Digest"), accessor=lambda entry: entry.digest[:12]),
    )
    list_export = ("timestamp", "label", "action", "user", "seq", "before", "digest")

    def get_queryset(self) -> Any:
        return Entry.objects.order_by("-timestamp", "-pk")
