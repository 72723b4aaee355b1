"""One caption, credit, right and consent for all pictures of a batch."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.images.permissions import permission_policy
from wagtail.images.views.multiple import AddView

from sasando.files import rights
from sasando.files.forms import no_day_to_come, who_gave_it
from sasando.files.models import Picture

WORDS = ("caption", "photographer", "copyright")
PREFIX = "sama"
# As many as one batch of a busy day; a list of thousands is a slip.
MOST = 200


class BatchForm(forms.ModelForm):  # type: ignore[type-arg]
    """What is the same for all; what is left empty stays as each file has it."""

    class Meta:
        model = Picture
        fields = (*WORDS, *Picture.rights_fields)

    def clean(self) -> Any:
        return no_day_to_come(self, who_gave_it(self, super().clean()))

    def given(self) -> dict[str, Any]:
        """Return what was filled in."""
        return {name: value for name, value in self.cleaned_data.items() if value}

    def sentences(self) -> str:
        """Return what is wrong, each with the name of its field."""
        said = []
        for name, errors in self.errors.items():
            label = self.fields[name].label if name in self.fields else ""
            said += [f"{label}: {error}" if label else str(error) for error in errors]
        return " ".join(said)


class AddMany(AddView):
    """Wagtail's screen for many pictures; each is stored with what is the same."""

    template_name = "files/add_many.html"

    def post(self, request: HttpRequest) -> Any:
        self.same = BatchForm(request.POST, prefix=PREFIX)
        if not self.same.is_valid():
            said = {"success": False, "error_message": self.same.sentences()}
            return JsonResponse(said)
        return super().post(request)

    @transaction.atomic
    def save_object(self, form: Any) -> Any:
        # Before the form's save: what a person typed wins over what the file says.
        for name, value in self.same.given().items():
            setattr(form.instance, name, value)
        picture = super().save_object(form)
        form.log()
        return picture

    def get_context_data(self, **kwargs: Any) -> Any:
        return super().get_context_data(**kwargs) | {"same": BatchForm(prefix=PREFIX)}


@require_POST
def same_for_all(request: HttpRequest) -> JsonResponse:
    """Give what is the same to pictures that are uploaded already; say which were left.

    Eleven queries a picture.
    """
    form = BatchForm(request.POST, prefix=PREFIX)
    if not form.is_valid():
        return JsonResponse({"said": form.sentences()})
    keys = [key for key in request.POST.getlist("picture") if key.isdecimal()][:MOST]
    # Only those that this person may choose: their titles are told.
    mine = permission_policy.instances_user_has_permission_for(request.user, "choose")
    pictures = mine.filter(pk__in=keys)
    left = [each.title for each in pictures if not give(each, form, by=request.user)]
    total = len(pictures) - len(left)
    said = _("Given to all pictures below: %(total)s.") % {"total": total}
    if left:
        said += " " + _("Left as they are: %(titles)s.") % {"titles": ", ".join(left)}
    facts = {name: form[name].data for name in form.given()}
    return JsonResponse({"said": said, "facts": facts})


@transaction.atomic
def give(picture: Picture, form: BatchForm, *, by: Any) -> bool:
    """Store what was filled in; return whether this person may, unseen by readers."""
    if not permission_policy.user_has_permission_for_instance(by, "change", picture):
        return False
    before, given = rights.stated(picture), form.given()
    consent, agreed = given.get("consent"), given.get("consent_on")
    if consent and rights.why_not_given_back(before, consent, agreed, by=by):
        return False
    for name, value in given.items():
        setattr(picture, name, value)
    if rights.wrong_dates(picture):
        return False
    try:
        picture.save(update_fields=[*given])
    except PermissionDenied:
        return False
    rights.log(picture, before, by=by, at=timezone.now())
    return True
