"""Work units and roles on the staff side; both change through the verbs."""

from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.views.generic import CreateView, DeleteView, EditView, IndexView
from wagtail.admin.viewsets.model import ModelViewSetGroup

from sasando.accounts import workflow
from sasando.accounts.models import Assignment, Unit
from sasando.core.changes import OfficeViewSet
from sasando.core.forms import OfficeForm
from sasando.core.refusals import NotAllowed


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


class NotDeleted:
    """Shows no button that would only be refused."""

    def get_delete_url(self) -> None:
        return None


class Joined(IndexView):
    """A list that fetches what its rows name in the same query."""

    joins: ClassVar[tuple[str, ...]] = ()

    def get_base_queryset(self) -> Any:
        return super().get_base_queryset().select_related(*self.joins)

    def get_delete_url(self, instance: Any) -> None:
        return None


class NeverView(DeleteView):
    """Answers with a sentence, also to whoever may do everything."""

    def dispatch(self, request: HttpRequest, *args: Any, **kw: Any) -> HttpResponse:
        messages.error(request, gettext("Units and roles are ended, not deleted."))
        return redirect(self.index_url_name)


class Ended(OfficeViewSet):
    """Screens of a model whose records end, and are never deleted or copied."""

    delete_view_class = NeverView
    copy_view_enabled = False


class UnitList(Joined):
    joins = ("parent",)


class KeepUnit:
    """Saves through the verb."""

    def save_instance(self: Any) -> Unit:
        unit: Unit = self.form.save(commit=False)
        return workflow.keep_unit(unit, by=self.request.user, at=timezone.now())


class AddUnitView(SaysWhy, KeepUnit, CreateView):
    pass


class ChangeUnitView(NotDeleted, SaysWhy, KeepUnit, EditView):
    pass


class UnitViewSet(Ended):
    model = Unit
    index_view_class = UnitList
    add_view_class = AddUnitView
    edit_view_class = ChangeUnitView
    icon = "group"
    menu_label = _("Work units")
    list_display = ("name", "short_name", "parent", "valid_from", "valid_until")
    search_fields = ("name", "short_name")
    form_fields = (
        "name",
        "short_name",
        "name_en",
        "parent",
        "valid_from",
        "valid_until",
        "successor",
    )


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


class DismissForm(OfficeForm):
    class Meta:
        model = Assignment
        fields = ("ends_on",)


class DismissView(NotDeleted, SaysWhy, EditView):
    def get_form_class(self) -> Any:
        return DismissForm

    def save_instance(self) -> Assignment:
        assignment = Assignment.objects.get(pk=self.object.pk)
        ends_on = self.form.cleaned_data["ends_on"]
        workflow.dismiss(
            assignment, by=self.request.user, at=timezone.now(), ends_on=ends_on
        )
        return assignment


class AssignmentList(Joined):
    joins = ("user", "unit")


class AssignmentViewSet(Ended):
    """Roles are given and ended; they are never deleted."""

    index_view_class = AssignmentList
    model = Assignment
    icon = "user"
    menu_label = _("Roles of people")
    list_display = ("user", "role", "unit", "acting", "starts_on", "ends_on")
    list_filter = ("role", "acting")
    form_fields = ("user", "role", "unit", "acting", "starts_on", "ends_on")
    add_view_class = AppointView
    edit_view_class = DismissView


class PeopleGroup(ModelViewSetGroup):
    menu_label = _("Units and roles")
    menu_icon = "group"
    items = (UnitViewSet, AssignmentViewSet)
