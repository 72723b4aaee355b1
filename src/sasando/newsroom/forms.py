"""The editor's form of a story: own units, a title that fits, alt text."""

from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from wagtail.admin.forms import WagtailAdminPageForm

from sasando.accounts.models import Unit

TITLE_LONGEST = 160


class StoryForm(WagtailAdminPageForm):
    """Asks beside the field, once a text is sent for approval, for what it lacks."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "unit" in self.fields and self.for_user is not None:
            self.fields["unit"].queryset = self.units()
        if self.instance.live and not self.instance.has_unpublished_changes:
            # What is out has said its change; the next one is asked anew.
            self.initial |= {"change": "", "change_note": ""}

    def units(self) -> Any:
        """Return the units that exist today and that this person writes for."""
        today, ask = timezone.localdate(), self.for_user.has_perm
        mine = [
            unit.pk
            for unit in Unit.objects.valid(today).select_related("parent__parent")
            if ask("core.ask_approval", unit)
        ]
        return Unit.objects.filter(Q(pk__in=mine) | Q(pk=self.instance.unit_id))

    def clean(self) -> Any:
        facts = super().clean()
        if len(facts.get("title", "")) > TITLE_LONGEST:
            self.add_error("title", gettext("Shorten the title to 160 characters."))
        if self.is_deferred_validation:
            return facts
        if facts.get("picture") and not facts.get("picture_alt", "").strip():
            self.add_error("picture_alt", gettext("Say what the picture shows."))
        return facts
