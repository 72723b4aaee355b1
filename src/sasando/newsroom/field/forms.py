"""The plain form for the field: what it asks, and what it makes of the answers."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid5

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sasando.accounts.models import Unit
from sasando.files.rights import FIRST_YEAR, Consent, Rights
from sasando.newsroom.field.parcels import TEXT_LONGEST
from sasando.newsroom.field.pieces import MOST_PHOTOS
from sasando.newsroom.forms import TITLE_LONGEST, known_unit, own_units

STEP = "newsroom.send_report"
# Without script; with it, photos are added one by one.
BLANK_PHOTOS = 3


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self, **attrs: Any) -> None:
        super().__init__(attrs=attrs, format="%Y-%m-%d")


def day_field(**facts: Any) -> forms.DateField:
    """Return a date that a telephone picks; others type it as everywhere here."""
    formats = ["%Y-%m-%d", "%d-%m-%Y"]
    return forms.DateField(widget=DayInput(), input_formats=formats, **facts)


class ReportForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput)
    title = forms.CharField(
        label=_("Title"),
        required=False,
        widget=forms.TextInput(attrs={"maxlength": TITLE_LONGEST}),
        help_text=_("What happened, in a few words. You can leave it empty."),
    )
    text = forms.CharField(
        label=_("Your report"),
        required=False,
        max_length=TEXT_LONGEST,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("What, where, when, who said what. An editor reads it over."),
    )
    place = forms.CharField(label=_("Place"), required=False, max_length=200)
    people = forms.CharField(
        label=_("Who was there, who said something"),
        required=False,
        max_length=500,
        help_text=_("Names with their office. For the editor, not for readers."),
    )
    unit: forms.ModelChoiceField[Unit] = forms.ModelChoiceField(
        label=_("For which work unit"),
        queryset=Unit.objects.none(),
        empty_label=_("Choose one"),
        error_messages={"required": _("Choose the work unit.")},
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        mine = own_units(user, STEP, on=today)
        field = self.fields["unit"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - for the type
        field.queryset = Unit.objects.filter(pk__in=mine)
        # Nobody is told a unit that is a guess: in a hurry it would go out so.
        field.initial = known_unit(user, STEP, on=today)
        if len(mine) == 1:
            field.initial = mine[0]
            field.widget = forms.HiddenInput()


class PhotoForm(forms.Form):
    """One photo: a file, or the key of one that came in pieces before."""

    file = forms.FileField(
        label=_("Photo"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/*"}),
    )
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    caption = forms.CharField(
        label=_("What and who is in the photo"), required=False, max_length=500
    )
    rights = forms.ChoiceField(
        label=_("Who took it"),
        required=False,
        choices=[(Rights.OWN, _("I did, or a colleague")), (Rights.GIVEN, _("Other"))],
    )
    rights_by = forms.CharField(
        label=_("If another: who, and allows us to show it"),
        required=False,
        max_length=150,
    )
    consent = forms.ChoiceField(
        label=_("Can one recognise a child or a patient?"),
        required=False,
        choices=[
            ("", _("Choose one")),
            (Consent.NOT_NEEDED, _("No")),
            (Consent.GIVEN, _("Yes, and somebody agreed")),
            (Consent.MISSING, _("Yes, nobody agreed yet")),
        ],
    )
    consent_by = forms.CharField(
        label=_("If agreed: who (parent, guardian or patient)"),
        required=False,
        max_length=150,
    )
    consent_on = day_field(label=_("If agreed: when"), required=False)

    def facts(self) -> dict[str, Any]:
        """Return what was said of the photo. Wrong answers count as not given."""
        names = ("caption", "rights", "rights_by", "consent", "consent_by")
        found = {name: self.cleaned_data.get(name) or "" for name in names}
        day = self.cleaned_data.get("consent_on")
        is_meant = day and day <= timezone.localdate() and day.year >= FIRST_YEAR
        return found | {"consent_on": day if is_meant else None}


def photo_forms(data: Any, files: Any) -> Iterator[PhotoForm]:
    """Yield the form of each photo that was sent, at most as many as a report holds."""
    for number in range(MOST_PHOTOS):
        prefix = f"foto-{number}"
        if files.get(f"{prefix}-file") or data.get(f"{prefix}-key"):
            form = PhotoForm(data, files, prefix=prefix)
            form.is_valid()
            yield form


def blank_photos(data: Any = None) -> list[PhotoForm]:
    """Return the photo blocks of a page, with the words that were sent before."""
    prefixes = [f"foto-{number}" for number in range(BLANK_PHOTOS)]
    return [PhotoForm(data, prefix=prefix) for prefix in prefixes]


def key_of_file(report_key: UUID, digest: str) -> UUID:
    """Return the key of a photo that came with the form: the same if sent again."""
    return uuid5(report_key, digest)


class DayForm(forms.Form):
    """When one photo was taken."""

    photo = forms.IntegerField(widget=forms.HiddenInput)
    day = day_field(label=_("When was it taken?"))

    def clean_day(self) -> Any:
        day = self.cleaned_data["day"]
        today = timezone.localdate()
        if day > today:
            raise forms.ValidationError(_("This day is still to come. Check the date."))
        if day.year < today.year - 50:
            raise forms.ValidationError(_("This is very long ago. Check the year."))
        return day
