"""The forms of Wagtail's picture and document screens, with our file inputs."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from sasando.files import rights, shown
from sasando.files.uploads import DocumentField, PictureField, SafeFile, offer

# No photograph is older.
FIRST_PHOTOGRAPH = 1826


class PictureForm(BaseImageForm):
    """Offers caption, photographer, date and copyright as the file says them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.user = kwargs.get("user")
        super().__init__(*args, **kwargs)
        take_safely(self, PictureField)
        hide_names(self, user=self.user)
        if "taken_at" in self.fields and self.instance.is_doubtful(at=timezone.now()):
            self.fields["taken_at"].help_text = _(
                "This date is doubtful: the clock of the camera was probably wrong. "
                "Check it, or empty the field."
            )
        self.stated = rights.stated(self.instance)

    def clean_taken_at(self) -> datetime | None:
        taken: datetime | None = self.cleaned_data["taken_at"]
        # The first and last years break where zones are converted.
        if taken and not FIRST_PHOTOGRAPH <= taken.year <= rights.LAST_YEAR:
            raise ValidationError(rights.year_sentence(first=FIRST_PHOTOGRAPH))
        return taken

    def clean(self) -> Any:
        facts = keep_shown(self, super().clean())
        if why := rights.why_not_given_back(
            self.stated, facts.get("consent", ""), facts.get("consent_on"), by=self.user
        ):
            self.add_error("consent", why)
        return no_day_to_come(self, who_gave_it(self, facts))

    @transaction.atomic
    def save(self, commit: bool = True) -> Any:
        file = self.cleaned_data.get("file")
        if isinstance(file, SafeFile):
            offer(file.facts, self.instance)
        picture = super().save(commit=commit)
        if commit:
            self.log()
        return picture

    def log(self) -> None:
        """Write down what changed of the rights, once the row is stored."""
        now = timezone.now()
        rights.log(self.instance, self.stated, by=self.user, at=now)


class DocumentForm(BaseDocumentForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        take_safely(self, DocumentField)

    def clean(self) -> Any:
        return keep_shown(self, super().clean())


def take_safely(form: Any, field: type[PictureField | DocumentField]) -> None:
    """Put our file input where Wagtail's form has its own, if it has one.

    Not declared in the class: the form that names many files has no file input, and
    Wagtail's says its limits once, in the language of whoever came first.
    """
    old = form.fields.get("file")
    if old is not None:
        form.fields["file"] = field(
            label=_("File"), required=old.required, widget=old.widget
        )


def hide_names(form: Any, *, user: Any) -> None:
    """Take away the names that this person may give, but not read again."""
    if user is None or user.has_perm(rights.READ_CONSENT):
        return
    for name in ("consent_by", "consent_note"):
        if getattr(form.instance, name) and name in form.fields:
            del form.fields[name]


def keep_shown(form: Any, facts: Any) -> Any:
    """Say beside the form what the row would refuse at its save."""
    changed = form.instance.pk and form.instance.approved_facts.intersection(
        form.changed_data
    )
    if changed and (why := shown.why_fixed(form.instance)):
        form.add_error(None, why)
    return facts


def who_gave_it(form: Any, facts: Any) -> Any:
    """Refuse a right that somebody gave without saying who, or under which licence."""
    chosen = facts.get("rights")
    if chosen == rights.Rights.GIVEN and not (facts.get("rights_by") or "").strip():
        form.add_error("rights_by", gettext("Write who gave it."))
    licensed = facts.get("licence") and facts.get("licence_address")
    if chosen == rights.Rights.LICENCE and not licensed:
        name = "licence" if not facts.get("licence") else "licence_address"
        # An address that cannot be read has its sentence already.
        if name not in form.errors:
            said = gettext("Write the name and the address of its licence.")
            form.add_error(name, said)
    return facts


def no_day_to_come(form: Any, facts: Any) -> Any:
    """Refuse a consent that was given or withdrawn on a day that is still to come."""
    today = timezone.localdate()
    for name in ("consent_on", "withdrawn_on"):
        day = facts.get(name)
        if day and today < day and day.year <= rights.LAST_YEAR:
            form.add_error(name, gettext("This day is still to come. Check the date."))
    return facts
