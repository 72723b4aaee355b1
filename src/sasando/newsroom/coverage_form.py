"""The form in which the desk plans a coverage."""

from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sasando.accounts.models import Assignment, Unit, User
from sasando.core.forms import OfficeForm
from sasando.newsroom.coverage import COVERS, Plan
from sasando.newsroom.coverages import Coverage, Part

SPARE = 2


class CoverageForm(OfficeForm):
    has_happened = forms.BooleanField(
        label=_("It has happened already: I only note it afterwards"), required=False
    )

    class Meta:
        model = Coverage
        fields: ClassVar = [
            *("title", "brief", "unit", "place"),
            *("starts_at", "ends_at", "deadline_at"),
        ]
        widgets: ClassVar = {"brief": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit = self.fields["unit"]
        assert isinstance(unit, forms.ModelChoiceField)  # noqa: S101 - for the type
        unit.queryset = Unit.objects.valid(timezone.localdate())
        if self.instance.pk:
            # Another unit would need other people: that is another assignment.
            del self.fields["unit"]

    def _post_clean(self) -> None:
        """Leave the record alone: the verb changes it, and says what does not fit."""


class PartForm(forms.Form):
    user: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        label=_("Person"), queryset=None, required=False, empty_label=_("nobody")
    )
    kind = forms.ChoiceField(label=_("Part"), choices=Part.Kind.choices)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = who_covers()  # type: ignore[attr-defined]


def who_covers() -> Any:
    """Return the people who hold a role today that covers."""
    roles = Assignment.objects.current(timezone.localdate()).filter(role__in=COVERS)
    return User.objects.filter(pk__in=roles.values("user"))


def parts_form(coverage: Coverage | None, sent: Any) -> Any:
    """Return a row for each person who is asked, and some to spare."""
    there = coverage.parts.all() if coverage else ()
    initial = [{"user": part.user_id, "kind": part.kind} for part in there]
    if not initial:
        initial = [{"kind": Part.Kind.TEXT}, {"kind": Part.Kind.PHOTO}]
    formset = forms.formset_factory(PartForm, extra=SPARE, max_num=20)
    rows = formset(sent, initial=initial, prefix="orang")
    for row in rows.forms:
        # A row that says what is there already says it still.
        row.empty_permitted = False
    return rows


def plan_of(form: CoverageForm, people: Any) -> Plan:
    """Return what was filled in, without the rows that name nobody."""
    facts = dict(form.cleaned_data)
    facts.pop("unit", None)
    rows = [row.cleaned_data for row in people.forms if row.cleaned_data.get("user")]
    named = tuple((row["user"], row["kind"]) for row in rows)
    return Plan(**facts, people=named)
