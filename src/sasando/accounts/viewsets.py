"""Work units and roles on the staff side; both change through the verbs."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.generic import CreateView, EditView
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup
from wagtail.admin.widgets import AdminDateInput

from sasando.accounts import workflow
from sasando.accounts.models import Assignment, Unit
from sasando.core.refusals import NotAllowed


class UnitViewSet(ModelViewSet):
    model = Unit
    icon = "group"
    menu_label = _("Work units")
    list_display = ("name", "short_name", "parent", "valid_from", "valid_until")
    search_fields = ("name", "short_name")
    form_fields = (
        "name",
        "short_name",
        "parent",
        "valid_from",
        "valid_until",
        "successor",
    )


class SaysWhy:
    """Puts the sentence of a refusal above the form; Wagtail drops it on the way."""

    def form_valid(self: Any, form: Any) -> HttpResponse:
        try:
            answer: HttpResponse = super().form_valid(form)  # type: ignore[misc]
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
            self.produced_error_message = self.get_error_message()
            answer = self.form_invalid(form)
        return answer


class AppointView(SaysWhy, CreateView):
    def save_instance(self) -> Assignment:
        facts = dict(self.form.cleaned_data)
        return workflow.appoint(
            facts.pop("unit"),
            facts.pop("user"),
            facts.pop("role"),
            by=self.request.user,
            at=timezone.now(),
            **facts,
        )


class DismissForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Assignment
        fields = ("ends_on",)
        widgets = {"ends_on": AdminDateInput}


class DismissView(SaysWhy, EditView):
    def get_form_class(self) -> Any:
        return DismissForm

    def save_instance(self) -> Assignment:
        assignment = Assignment.objects.get(pk=self.object.pk)
        ends_on = self.form.cleaned_data["ends_on"]
        workflow.dismiss(
            assignment, by=self.request.user, at=timezone.now(), ends_on=ends_on
        )
        return assignment


class AssignmentViewSet(ModelViewSet):
    """Roles are given and ended; they are never deleted."""

    model = Assignment
    icon = "user"
    menu_label = _("Roles of people")
    list_display = ("user", "role", "unit", "acting", "starts_on", "ends_on")
    list_filter = ("role", "acting")
    form_fields = ("user", "role", "unit", "acting", "starts_on", "ends_on")
    add_view_class = AppointView
    edit_view_class = DismissView
    copy_view_enabled = False


class PeopleGroup(ModelViewSetGroup):
    menu_label = _("Units and roles")
    menu_icon = "group"
    items = (UnitViewSet, AssignmentViewSet)
