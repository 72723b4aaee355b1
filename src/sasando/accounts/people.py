"""People on the staff side: names, addresses, who may sign in; all through a verb."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.users.views.users import CreateView, DeleteView, EditView, UserViewSet

from sasando.accounts import workflow
from sasando.accounts.forms import PersonForm
from sasando.accounts.models import User
from sasando.core.workflow import NotAllowed


class RegisterView(CreateView):
    def save_instance(self) -> User:
        person: User = self.form.save(commit=False)
        person.set_unusable_password()
        return workflow.keep_person(
            person, changed=[], by=self.request.user, at=timezone.now()
        )


class ChangeView(EditView):
    def save_instance(self) -> User:
        return workflow.keep_person(
            self.form.save(commit=False),
            changed=self.form.changed_data,
            by=self.request.user,
            at=timezone.now(),
        )


class NeverView(DeleteView):
    def dispatch(self, request: HttpRequest, *args: Any, **kw: Any) -> HttpResponse:
        raise NotAllowed(_("People are not deleted. Take “may sign in” away instead."))


class PeopleViewSet(UserViewSet):
    add_view_class = RegisterView
    edit_view_class = ChangeView
    delete_view_class = NeverView
    # Wagtail's own templates of these two draw passwords, groups and the superuser.
    create_template_name = "wagtailadmin/generic/create.html"
    edit_template_name = "wagtailadmin/generic/edit.html"

    def get_form_class(self, for_update: bool = False) -> Any:
        return PersonForm
