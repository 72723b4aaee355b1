"""People on the staff side: names, addresses, who may sign in; all through a verb."""

from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.views.account import LogoutView
from wagtail.users.views import users

from sasando.accounts import workflow
from sasando.accounts.forms import PersonForm
from sasando.accounts.models import User
from sasando.accounts.viewsets import SaysWhy


class SignOutView(LogoutView):
    """Wagtail's forgets the session at a GET too, though it answers 405."""

    def dispatch(self, request: HttpRequest, *args: Any, **kw: Any) -> HttpResponse:
        if request.method != "POST":
            return redirect("account_logout")
        answer: HttpResponse = super().dispatch(request, *args, **kw)
        return answer


class ListView(users.IndexView):
    # Wagtail looks for first and last names.
    search_fields: ClassVar = ["name", "email", "title"]

    def get_delete_url(self, instance: User) -> None:
        return None


class RegisterView(SaysWhy, users.CreateView):
    def save_instance(self) -> User:
        person: User = self.form.save(commit=False)
        person.set_unusable_password()
        return workflow.keep_person(
            person, changed=[], by=self.request.user, at=timezone.now()
        )


class ChangeView(SaysWhy, users.EditView):
    def get_delete_url(self) -> None:
        return None

    def save_instance(self) -> User:
        return workflow.keep_person(
            self.form.save(commit=False),
            changed=self.form.changed_data,
            by=self.request.user,
            at=timezone.now(),
        )


class NeverView(users.DeleteView):
    def dispatch(self, request: HttpRequest, *args: Any, **kw: Any) -> HttpResponse:
        said = _("People are not deleted. Take “may sign in” away instead.")
        messages.error(request, said)
        return redirect("wagtailusers_users:index")


class PeopleViewSet(users.UserViewSet):
    index_view_class = ListView
    add_view_class = RegisterView
    edit_view_class = ChangeView
    delete_view_class = NeverView
    # Wagtail's own templates of these two draw passwords, groups and the superuser.
    create_template_name = "wagtailadmin/generic/create.html"
    edit_template_name = "wagtailadmin/generic/edit.html"

    def get_form_class(self, for_update: bool = False) -> Any:
        return PersonForm
