"""*Hari ini*, the first page of the staff side: four groups, one line a matter."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import Component

from sasando.core import today
from sasando.core.today import Group

# What would fill an empty group, and what an hour beside a line means.
EMPTY = {
    Group.LATE: _(
        "Nothing is late. What passes its date without being done comes here."
    ),
    Group.TODAY: _("Nothing is due today. What has to be done by tonight comes here."),
    Group.WAITS: _(
        "Nothing waits for you. Texts to approve or to mend, and what you are asked to "
        "cover, come here."
    ),
    Group.NEW: _(
        "Nothing came in since yesterday. New drafts and assignments come here."
    ),
}


class TodayPanel(Component):
    """The four groups; each source costs at most two queries."""

    name = "today"
    order = 0
    template_name = "core/today.html"

    def get_context_data(self, parent_context: Any = None) -> Mapping[str, Any]:
        """Return the groups in the order in which they are read."""
        at, user = timezone.now(), parent_context["request"].user
        day = today.ask(user, at)
        groups = [
            {
                "name": group.value,
                "label": group.label,
                "empty": EMPTY[group],
                "rows": [(line, left(line, at), is_red(line)) for line in lines],
            }
            for group, lines in day.groups.items()
        ]
        return {"groups": groups, "failed": day.failed}


def left(line: today.Line, at: Any) -> str:
    return today.time_left(line.due_at, at) if line.due_at else ""


def is_red(line: today.Line) -> bool:
    return line.is_alarm or line.group is Group.LATE


def only_today(request: HttpRequest, panels: list[Any]) -> None:
    """Put our panel in the place of Wagtail's, which would say the same lines twice."""
    panels[:] = [
        TodayPanel(),
        *(each for each in panels if not type(each).__module__.startswith("wagtail.")),
    ]
