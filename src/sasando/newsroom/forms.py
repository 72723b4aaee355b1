"""The editor's form of a story: own units, a title that fits, alt text."""

from datetime import date
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from wagtail.blocks.stream_block import StreamBlockValidationError

from sasando.accounts.models import Assignment, Unit
from sasando.accounts.roles import PERMISSIONS
from sasando.core.lacking import Lack, unmet
from sasando.core.page_forms import PageForm
from sasando.files.alt import alt_fault
from sasando.newsroom.body import repeated_titles

TITLE_LONGEST = 160


def lacks_of_frame(page: Any) -> list[str]:
    """Return what is missing of that which every text has: text, unit, short title."""
    text = Lack(gettext("Write the text."), field="body")
    unit = Lack(gettext("Name the work unit."), field="unit")
    short = Lack(gettext("Shorten the title to 160 characters."), field="title")
    wanted: dict[str, bool] = {
        text: len(page.body) > 0,
        unit: page.unit_id is not None,
        short: len(page.title) <= TITLE_LONGEST,
    }
    return unmet(wanted)


def own_units(user: Any, step: str, *, on: date) -> list[int]:
    """Return the units that exist on a day and for which this person may take a step.

    One query, and one for each level above the third.
    """
    units = Unit.objects.valid(on).select_related("parent__parent")
    return [unit.pk for unit in units if user.has_perm(step, unit)]


def own_unit(user: Any, step: str, *, on: date) -> Unit | None:
    """Return the unit for which this person writes: the one known, else the top."""
    units = Unit.objects.filter(pk__in=own_units(user, step, on=on)).order_by("pk")
    known = known_unit(user, step, on=on)
    return known or units.filter(parent=None).first() or units.first()


def known_unit(user: Any, step: str, *, on: date) -> Unit | None:
    """Return the unit of this person's role, else of their newest text, or None.

    A role for the whole agency says nothing of where its holder works.
    """
    mine = own_units(user, step, on=on)
    roles = Assignment.objects.filter(user=user, unit__in=mine).current(on)
    role = roles.filter(role__in=PERMISSIONS[step]).order_by("pk").first()
    if role is not None:
        return role.unit
    written = Unit.objects.filter(pk__in=mine, stories__owner=user)
    return written.order_by("-stories__pk").first()


class StoryForm(PageForm):
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
        mine = own_units(self.for_user, "core.ask_approval", on=timezone.localdate())
        return Unit.objects.filter(Q(pk__in=mine) | Q(pk=self.instance.unit_id))

    def clean(self) -> Any:
        facts = super().clean()
        if self.is_deferred_validation:
            # A draft is always kept; what is wrong with it is said when it is sent.
            return facts
        if len(facts.get("title", "")) > TITLE_LONGEST:
            self.add_error("title", gettext("Shorten the title to 160 characters."))
        self.check_alt(facts)
        return facts

    def check_alt(self, facts: Any) -> None:
        """Say beside the field what is wrong with the words for a picture."""
        title, alt = facts.get("title", ""), facts.get("picture_alt", "").strip()
        picture = facts.get("picture")
        fault = alt_fault(alt, caption=picture.caption, title=title) if picture else ""
        if fault:
            self.add_error("picture_alt", fault)
        if repeated := repeated_titles(facts.get("body") or [], title=title):
            fault = StreamBlockValidationError(non_block_errors=repeated)
            self.add_error("body", fault)
