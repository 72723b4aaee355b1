"""What holds for every post of one channel, as fields a person understands."""

from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sasando.channels import entering
from sasando.channels.models import Channel
from sasando.channels.people.forms import bounce_field
from sasando.core import listing

# As YouTube numbers them.
CATEGORIES = [
    ("", gettext_lazy("News and politics")),
    ("27", gettext_lazy("Education")),
    ("29", gettext_lazy("Nonprofits and activism")),
    ("28", gettext_lazy("Science and technology")),
    ("22", gettext_lazy("People and blogs")),
    ("24", gettext_lazy("Entertainment")),
    ("19", gettext_lazy("Travel and events")),
    ("17", gettext_lazy("Sports")),
]


class YouTubeForm(forms.Form):
    """A film says these, unless its post says otherwise."""

    privacy = forms.ChoiceField(
        label=gettext_lazy("Who may see a film"),
        required=False,
        choices=[
            ("", gettext_lazy("Everybody")),
            ("unlisted", gettext_lazy("Whoever has the link")),
        ],
    )
    category = forms.ChoiceField(
        label=gettext_lazy("Category"), required=False, choices=CATEGORIES
    )
    playlist = forms.CharField(
        label=gettext_lazy("Playlist"),
        required=False,
        max_length=100,
        help_text=gettext_lazy(
            "Its number stands in the address of the playlist after “list=”. Every "
            "film is put into it."
        ),
    )
    tags = forms.CharField(
        label=gettext_lazy("Tags"),
        required=False,
        max_length=400,
        help_text=gettext_lazy("With commas between them; for every film."),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the films"),
        required=False,
        choices=[("", gettext_lazy("Indonesian")), ("en", gettext_lazy("English"))],
    )
    made_for_kids = forms.BooleanField(
        label=gettext_lazy("The films are made for children"),
        required=False,
        help_text=gettext_lazy("YouTube then takes comments and notices away."),
    )
    synthetic = forms.BooleanField(
        label=gettext_lazy("The films show things made by a machine"), required=False
    )


class OpenForm(forms.Form):
    """Where whoever posts by hand begins."""

    open = forms.URLField(
        label=gettext_lazy("Address to open for posting"),
        required=False,
        assume_scheme="https",
        error_messages={"invalid": gettext_lazy("Write the whole address: https://…")},
    )


class LettersForm(forms.Form):
    """Where letters of this channel come back to."""

    bounce_to = bounce_field()


FORMS: dict[str, type[forms.Form]] = {
    "youtube": YouTubeForm,
    "by_hand": OpenForm,
    "email": LettersForm,
}


def form_of(channel: Channel, said: Any = None) -> forms.Form | None:
    """Return the fields of a channel as they stand; None where it has none."""
    form = FORMS.get(channel.kind)
    return form(said, initial=channel.options) if form else None


def keep(channel: Channel, request: HttpRequest, at: datetime) -> str:
    """Keep what was chosen for every post of a channel."""
    form = form_of(channel, request.POST)
    said = listing.valid(form) if form else {}
    options = {name: texted(value) for name, value in said.items()}
    entering.set_options(channel, options, by=request.user, at=at)
    return _("Kept. It holds for every post from now on.")


def texted(value: Any) -> str:
    return "yes" if value is True else str(value or "")
