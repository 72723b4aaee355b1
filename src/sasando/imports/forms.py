"""The forms of this room: an export with how to read it, and a feed."""

from pathlib import Path
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sasando.accounts.models import Unit
from sasando.core.forms import OfficeForm
from sasando.core.refusals import NotAllowed
from sasando.files.rights import Consent, Rights
from sasando.imports import fetch, mapping, streams
from sasando.imports.models import Feed, Import, folder

# Below the waiting exports: whom the operator lets copy files here, decides.
MEDIA = "media"


def media_folders() -> list[str]:
    """Return the names of the folders of files that the operator has put here."""
    here = folder() / MEDIA
    found = sorted(here.iterdir()) if here.is_dir() else []
    return [each.name for each in found if each.is_dir() and not each.is_symlink()]


class ExportForm(forms.Form):
    file = forms.FileField(
        label=_("Export of WordPress (XML)"),
        help_text=_("In WordPress: Tools, Export, All content. At most 100 MB."),
        widget=forms.FileInput(attrs={"accept": ".xml,text/xml,application/xml"}),
    )
    unit: forms.ModelChoiceField[Unit] = forms.ModelChoiceField(
        label=_("Work unit"), queryset=Unit.objects.none(), empty_label=_("Choose…")
    )
    media_folder = forms.ChoiceField(
        label=_("Folder of files"),
        required=False,
        help_text=_(
            "The operator copies wp-content/uploads of the old site to this server."
        ),
    )
    media_address = forms.CharField(
        label=_("Or the address of the files"),
        required=False,
        max_length=500,
        help_text=_("For example: https://lama.example.org/wp-content/uploads/"),
    )
    rights = forms.ChoiceField(
        label=_("Whose pictures are they"),
        choices=[("", _("Not known yet")), *Rights.choices],
        required=False,
        help_text=_("Without an answer, no text with a picture can be approved."),
    )
    rights_by = forms.CharField(
        label=_("Who gave them"), required=False, max_length=150
    )
    consent = forms.ChoiceField(
        label=_("Children and patients in them"),
        choices=[
            ("", _("Nobody has looked yet")),
            (Consent.NOT_NEEDED, _("Somebody has looked: none can be recognised")),
        ],
        required=False,
    )
    credit = forms.CharField(
        label=_("Credit of pictures without one"),
        required=False,
        max_length=150,
        help_text=_("For example: Archive of the agency."),
    )
    undescribed = forms.ChoiceField(
        label=_("Pictures without a description"),
        choices=Import.Undescribed.choices,
        initial=Import.Undescribed.KEEP,
        widget=forms.RadioSelect,
    )
    mapping = forms.CharField(
        label=_("What categories become"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "One a line: address word=kind, for example buletin=publication:bulletin. "
            "All others become news."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit, folders = self.fields["unit"], self.fields["media_folder"]
        assert isinstance(unit, forms.ModelChoiceField)  # noqa: S101 - for the type
        assert isinstance(folders, forms.ChoiceField)  # noqa: S101 - for the type
        unit.queryset = Unit.objects.valid(timezone.localdate())
        folders.choices = [("", _("None")), *((each, each) for each in media_folders())]

    def clean_file(self) -> Any:
        """Say at once what is no XML; all else only reading can tell."""
        file = self.cleaned_data["file"]
        try:
            streams.refuse_other(file.read(streams.HEAD_BYTES))
        except streams.Unreadable as refusal:
            raise ValidationError(refusal.sentence) from refusal
        file.seek(0)
        return file

    def clean_media_address(self) -> str:
        return checked_address(self.cleaned_data["media_address"])

    def clean_mapping(self) -> dict[str, str]:
        try:
            return mapping.chosen(self.cleaned_data["mapping"].splitlines())
        except NotAllowed as refusal:
            raise ValidationError(str(refusal)) from refusal

    def clean(self) -> Any:
        facts = super().clean() or {}
        if facts.get("media_folder") and facts.get("media_address"):
            self.add_error("media_address", gettext("Choose one: folder or address."))
        if facts.get("rights") == Rights.GIVEN and not facts.get("rights_by"):
            self.add_error("rights_by", gettext("Write who gave them."))
        return facts

    def folder(self) -> str:
        name = self.cleaned_data["media_folder"]
        return str(folder() / MEDIA / Path(name).name) if name else ""


def checked_address(address: str) -> str:
    """Return an address that may be asked; whether it is public, its name tells."""
    try:
        return address if not address or fetch.place_of(address) else ""
    except fetch.NotFetched as refusal:
        raise ValidationError(str(refusal)) from refusal


class FeedForm(OfficeForm):
    class Meta:
        model = Feed
        fields = ("name", "address", "unit", "is_active")

    def clean_address(self) -> str:
        return checked_address(self.cleaned_data["address"])
