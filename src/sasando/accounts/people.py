"""People on the staff side: names, addresses, who may sign in; all through a verb."""

from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages
from wagtail.admin.views.account import LogoutView
from wagtail.users.views import users

from sasando.accounts import addresses, workflow
from sasando.accounts.forms import PersonForm
from sasando.accounts.models import EmailChange, User
from sasando.accounts.viewsets import SaysWhy
from sasando.core.refusals import NotAllowed


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

    @cached_property
    def columns(self) -> list[Any]:
        """Return Wagtail's without boxes to tick: people are changed one by one."""
        columns = [each for each in super().columns if each.name != "bulk_actions"]
        for each in columns:
            if each.name == self.model.USERNAME_FIELD:
                # People sign in with it; Wagtail calls it "username".
                each.label = _("E-mail")
        return columns

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

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if change := self.object.email_changes.open().first():
            there = reverse("person_address", args=[self.object.pk])
            look = messages.button(there, _("Look at it"))
            said = _("The new address %(address)s waits.") % {"address": change.wanted}
            messages.warning(request, said, buttons=[look])
        answer: HttpResponse = super().get(request, *args, **kwargs)
        return answer

    def save_instance(self) -> User:
        """Save the other facts; a new address is only asked for."""
        person: User = self.form.save(commit=False)
        by, at = self.request.user, timezone.now()
        wanted, person.email = person.email, self.form.initial["email"]
        changed = [name for name in self.form.changed_data if name != "email"]
        if changed or wanted == person.email:
            workflow.keep_person(person, changed=changed, by=by, at=at)
        if wanted != person.email:
            addresses.ask(person, wanted=wanted, by=by, at=at)
            messages.info(
                self.request,
                _(
                    "The old address was told. The new one is in force after 24 "
                    "hours, or when a second person confirms it."
                ),
            )
        return person


STEPS = {"confirm": addresses.confirm, "stop": addresses.stop}


def address(request: HttpRequest, person_id: int) -> HttpResponse:
    """Show a new address that waits; confirm or stop the one that was read, by POST."""
    changes = changes_for(request.user, person_id)
    step = STEPS.get(request.POST.get("step", ""))
    if request.method == "POST" and step is not None:
        return take(step, request, question_of(request, changes))
    change = get_object_or_404(changes.open())
    facts = {
        "change": change,
        "due_at": change.told_at and change.told_at + addresses.WAIT,
        "may_confirm": request.user.has_perm("accounts.confirm_address", change),
        "asked_oneself": change.asked_by_id == request.user.pk,
    }
    return render(request, "accounts/address.html", facts)


def take(step: Any, request: HttpRequest, change: EmailChange) -> HttpResponse:
    try:
        step(change, by=request.user, at=timezone.now())
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
        if change.user.email_changes.open().exists():
            return redirect("person_address", change.user_id)
    else:
        messages.success(request, _("This is settled. All who watch were told."))
    return redirect("wagtailadmin_home")


def question_of(request: HttpRequest, changes: Any) -> EmailChange:
    """Return the change that the form names, settled or not: the verb refuses it."""
    named = request.POST.get("question", "")
    # A number longer than the database's own would be a fault there.
    known = named.isascii() and named.isdecimal() and len(named) < 19
    return get_object_or_404(changes, pk=named if known else None)


def changes_for(user: Any, person_id: int) -> Any:
    """Return the changes of this person's address. Raises NotAllowed."""
    if not user.has_perm("accounts.stop_address"):
        raise NotAllowed(_("Your role does not include this step."))
    known = EmailChange.objects.select_related("user", "asked_by")
    return known.filter(user_id=person_id)


@never_cache
@require_http_methods(["GET", "POST"])
def stop_address(request: HttpRequest, token: str) -> HttpResponse:
    """Let the old address object: show what is asked, stop it by POST."""
    facts: dict[str, Any] = {}
    try:
        if request.method == "POST":
            facts["stopped"] = addresses.stop_by_token(token, at=timezone.now())
        else:
            facts["change"] = addresses.change_of(token)
    except NotAllowed as refusal:
        facts["refusal"] = str(refusal)
    status = 403 if "refusal" in facts else 200
    response = render(request, "account/stop_address.html", facts, status=status)
    # The address is the key: it must not travel to other sites.
    response["Referrer-Policy"] = "same-origin"
    return response


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
