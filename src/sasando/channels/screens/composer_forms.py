"""The fields of the composer: words of all, of each channel, of each file."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets import AdminDateTimeInput

from sasando.channels import held, hours, slots
from sasando.channels.adapters import adapter_of
from sasando.channels.adapters.counting import length
from sasando.channels.composing import Own
from sasando.channels.held import Held
from sasando.channels.models import Channel, Content, Medium, Variant
from sasando.channels.people import addressing
from sasando.channels.screens import attaching, audience, platforms
from sasando.channels.screens.pictures import MOST, PicturesField
from sasando.core.forms import EXAMPLES
from sasando.core.refusals import NotAllowed, refuse_odd_hour

BEARS = (
    *("text", "link", "pictures", "film", "film_key", "kept"),
    *("library_picture", "library_film"),
)
HOUR = EXAMPLES[forms.DateTimeField]
LONGEST = 100_000


class TextField(forms.CharField):
    """A text as it is sent: its lines end as everywhere, not as in forms."""

    def __init__(self, *args: Any, rows: int = 8, **kwargs: Any) -> None:
        # The longest that any platform takes; how much is right, each channel says.
        facts = {"required": False, "max_length": LONGEST, "strip": True} | kwargs
        facts["widget"] = forms.Textarea(attrs={"rows": rows, "dir": "auto"})
        super().__init__(*args, **facts)

    def widget_attrs(self, widget: Any) -> Any:
        # A browser would cut what is pasted without a word.
        return {}

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value) or ""
        return text.replace("\r\n", "\n").replace("\r", "\n")


class WordsForm(forms.Form):
    text = TextField(label=gettext_lazy("Text"))
    link = forms.URLField(
        label=gettext_lazy("Link"),
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text=gettext_lazy("The page that readers should open."),
        error_messages={"invalid": gettext_lazy("Write the whole address: https://…")},
    )
    pictures = PicturesField(
        label=gettext_lazy("Pictures"),
        required=False,
        help_text=gettext_lazy(
            "JPEG, PNG, GIF or WebP, at most ten. Where a photo was taken is left out."
        ),
    )

    first_comment = TextField(
        label=gettext_lazy("First comment"),
        rows=3,
        help_text=gettext_lazy(
            "Written below the post as soon as it is out, on Facebook, Instagram and "
            "YouTube."
        ),
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.has_lost_files = user, False
        self.held: list[Held] = []
        self.fields.update(attaching.fields(user))

    @property
    def library(self) -> list[Any]:
        return [self["library_picture"], self["library_film"]]

    def clean(self) -> Any:
        said = super().clean()
        waiting = [one for one in self.cleaned_data.get("kept", ()) if not one.is_film]
        count = len(waiting) + len(self.cleaned_data.get("pictures", ()))
        if waiting and count > MOST:
            self.add_error("pictures", _("At most %(most)d pictures.") % {"most": MOST})
        return said

    def hold(self) -> None:
        """Keep the files of a form that has a fault, and show them when it comes back.

        Nobody chooses them again for a fault elsewhere.
        """
        words = self["kept"].value() or ()
        before = [held.found(self.user, word) for word in words]
        came, self.has_lost_files = attaching.hold(
            self.data, self.files, user=self.user
        )
        self.held = [one for one in before if one is not None] + came
        if any(one.is_film for one in came):
            # It lies with the other files now.
            said = QueryDict(mutable=True)
            said.update(self.data)
            said["film_key"] = ""
            self.data = said


class NewForm(WordsForm):
    channels = forms.MultipleChoiceField(
        label=gettext_lazy("Channels"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one channel.")},
    )
    scheduled_at = hours.HourField(
        label=gettext_lazy("Goes out at"),
        required=False,
        widget=AdminDateTimeInput,
        help_text=gettext_lazy(
            "Leave it empty: then it goes out as soon as it is approved."
        ),
    )
    useless_at = hours.HourField(
        label=gettext_lazy("Useless from"),
        required=False,
        widget=AdminDateTimeInput,
        help_text=gettext_lazy("For an event: after this hour it is never sent."),
    )

    def __init__(self, *args: Any, there: list[Channel], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["channels"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 - for the type
        field.choices = [
            (one.pk, f"{one.name} ({platforms.name_of(one.kind)})") for one in there
        ]
        if any(addressing.goes_to_people(one.kind) for one in there):
            self.fields |= audience.fields(None, {})
        if free := slots_of(there):
            self.fields["in_slots"] = forms.BooleanField(
                label=_("In the next free slot of each channel"),
                required=False,
                help_text=free,
            )
        for name in ("scheduled_at", "useless_at"):
            words = (self.fields[name].help_text, HOUR)
            self.fields[name].help_text = " ".join(str(word) for word in words)

    def clean(self) -> Any:
        said = super().clean()
        assert said is not None  # noqa: S101 - for the type
        is_empty = not any(said.get(name) for name in BEARS)
        if is_empty and not self.errors:
            sentence = _("Write a text, give a link, or choose a picture.")
            self.add_error("text", sentence)
        planned, ends = said.get("scheduled_at"), said.get("useless_at")
        try:
            refuse_odd_hour(planned, at=timezone.now())
        except NotAllowed as refusal:
            self.add_error("scheduled_at", str(refusal))
        if planned and said.get("in_slots"):
            self.add_error("scheduled_at", _("Choose one: an hour, or the free slots."))
        if planned and ends and ends <= planned:
            self.add_error(
                "useless_at", _("This must be later than the hour it goes out.")
            )
        return said


class Count:
    """How long a text is on one channel, as its platform counts."""

    def __init__(self, channel: Channel, text: str) -> None:
        caps = adapter_of(channel.kind).caps
        self.channel, self.counting = channel, caps.counting
        self.most = caps.max_chars
        self.is_known = bool(caps.base_url)
        self.length = length(text.replace("\r\n", "\n"), caps)
        self.is_over = self.length > self.most


class ReviseForm(WordsForm):
    """The words of all, each channel's own, and what the pictures show."""

    hashtags = forms.CharField(
        label=gettext_lazy("Hashtags"),
        required=False,
        max_length=500,
        help_text=gettext_lazy(
            "They stand below the text on each channel, as many as it takes."
        ),
    )

    def __init__(self, *args: Any, content: Content, **kwargs: Any) -> None:
        self.own = {one.channel_id: one for one in content.variants.all()}
        self.kept = list(content.media.all())
        rows = content.deliveries.select_related("channel").order_by("pk")
        self.channels = list({row.channel_id: row.channel for row in rows}.values())
        self.drafts = [row.channel for row in rows if row.status == "draft"]
        kwargs["initial"] = {"text": content.text, "link": content.link}
        kwargs["initial"] |= {"hashtags": content.hashtags} | kwargs.pop("said", {})
        super().__init__(*args, **kwargs)
        self.fields["pictures"].label = _("Add pictures")
        self.fields["film"].label = _("Add a film")
        # Each channel has its own.
        del self.fields["first_comment"]
        for channel in self.channels:
            self.fields |= fields_of_channel(
                channel, self.own.get(channel.pk), is_draft=channel in self.drafts
            )
        for medium in self.kept:
            self.fields |= fields_of_medium(medium, most=len(self.kept))
        there = Channel.objects.there().defer("secrets").order_by("name", "pk")
        self.more = [one for one in there if one not in self.channels]
        self.fields |= self.addressing(content)
        self.fields["channels"] = forms.MultipleChoiceField(
            label=_("Say it on more channels"),
            required=False,
            widget=forms.CheckboxSelectMultiple,
            choices=[
                (one.pk, f"{one.name} ({platforms.name_of(one.kind)})")
                for one in self.more
            ],
        )

    def addressing(self, content: Content) -> dict[str, Any]:
        """Return subject and audience, where it goes to people, or may."""
        both = [*self.channels, *self.more]
        people = [one.pk for one in both if addressing.goes_to_people(one.kind)]
        if not people:
            return {}
        kept = [self.own[pk].options for pk in people if pk in self.own]
        # All ways have one audience here; the subject is of those that know one.
        options = {name: one for facts in reversed(kept) for name, one in facts.items()}
        return audience.fields(content, options)

    def clean(self) -> Any:
        said = super().clean()
        for one in self.kept:
            x, y = (self.cleaned_data.get(f"fokus-{axis}-{one.pk}") for axis in "xy")
            if (x is None) != (y is None):
                name = f"fokus-y-{one.pk}" if y is None else f"fokus-x-{one.pk}"
                self.add_error(name, _("Give both numbers, or none."))
        return said

    def point(self, pk: int) -> tuple[int, int] | None:
        """Return the focal point that was given for a picture."""
        x, y = (self.cleaned_data.get(f"fokus-{axis}-{pk}") for axis in "xy")
        return None if x is None or y is None else (x, y)

    def variants(self) -> Iterator[tuple[Any, Any, Any, list[Any]]]:
        """Yield each channel with its own text, how long that is, and more fields."""
        for channel in self.channels:
            field = self[f"teks-{channel.pk}"]
            text = field.value() or self["text"].value() or ""
            names = [f"{name}-{channel.pk}" for name in ("komentar", "reel", "lepas")]
            more = [self[name] for name in names if name in self.fields]
            yield channel, field, Count(channel, text), more

    def pieces(self) -> Iterator[tuple[Any, list[Any]]]:
        """Yield each picture or film with its fields."""
        names = ("alt", "fokus-x", "fokus-y", "urut", "buang")
        for one in self.kept:
            yield one, [self[f"{name}-{one.pk}"] for name in names]

    def own_words(self) -> dict[int, Own]:
        """Return what channels say otherwise; an empty field is as in the content."""
        said, found = self.cleaned_data, {}
        chosen = audience.options_in(self)
        for channel in self.channels:
            text = said[f"teks-{channel.pk}"]
            kept = self.own.get(channel.pk)
            own = None if text in {"", said["text"]} else text
            options = {}
            if f"komentar-{channel.pk}" in said:
                options["first_comment"] = said[f"komentar-{channel.pk}"]
            if f"reel-{channel.pk}" in said:
                options["as"] = "reel" if said[f"reel-{channel.pk}"] else ""
            if said.get(f"lepas-{channel.pk}"):
                continue
            options |= addressing.options_for(channel.kind, chosen)
            options = {
                name: one
                for name, one in options.items()
                if one != "" or (kept and name in kept.options)
            }
            found[channel.pk] = Own(own, kept.link if kept else None, options)
        for channel in self.more:
            if str(channel.pk) in said["channels"]:
                options = addressing.options_for(channel.kind, chosen)
                found[channel.pk] = Own(options=options)
        return found


def fields_of_channel(
    channel: Channel, own: Variant | None, *, is_draft: bool
) -> dict[str, forms.Field]:
    """Return what one channel says otherwise."""
    chosen = own.options if own else {}
    text = TextField(rows=5, label=_("Text only for this channel"))
    text.initial = own.text if own else None
    fields: dict[str, forms.Field] = {f"teks-{channel.pk}": text}
    if adapter_of(channel.kind).caps.can_first_comment:
        comment = TextField(rows=3, label=_("First comment"))
        comment.initial = chosen.get("first_comment", "")
        fields[f"komentar-{channel.pk}"] = comment
    if channel.kind == "facebook":
        fields[f"reel-{channel.pk}"] = forms.BooleanField(
            label=_("A film goes out as a reel, upright and at most 90 seconds"),
            required=False,
            initial=chosen.get("as") == "reel",
        )
    if is_draft:
        fields[f"lepas-{channel.pk}"] = forms.BooleanField(
            label=_("Do not say it on this channel"), required=False
        )
    return fields


def fields_of_medium(medium: Medium, *, most: int) -> dict[str, forms.Field]:
    """Return what is asked of a picture or film that is attached."""
    is_film = medium.kind == Medium.Kind.VIDEO
    return focal_fields(medium) | {
        f"alt-{medium.pk}": forms.CharField(
            label=_("What the film shows") if is_film else _("What the picture shows"),
            required=False,
            max_length=1000,
            initial=medium.alt,
            help_text=_("For people who cannot see it."),
        ),
        f"urut-{medium.pk}": forms.IntegerField(
            label=_("Which one in order"),
            required=False,
            min_value=1,
            max_value=max(most, medium.ordinal),
            initial=medium.ordinal,
        ),
        f"buang-{medium.pk}": forms.BooleanField(
            label=_("Take this film out") if is_film else _("Take this picture out"),
            required=False,
        ),
    }


def focal_fields(medium: Medium) -> dict[str, forms.Field]:
    """Return the two numbers of a focal point; a press on the picture fills them."""
    across = _("Pictures are cut around it; empty is the middle.")
    if medium.kind == Medium.Kind.VIDEO:
        across = _(
            "A film is cut around it; empty, all of it is seen, with black borders."
        )
    asked = (
        ("x", _("Focal point: percent from the left"), medium.focal_x, across),
        ("y", _("Focal point: percent from above"), medium.focal_y, ""),
    )
    return {
        f"fokus-{axis}-{medium.pk}": forms.IntegerField(
            label=label,
            initial=initial,
            help_text=help_text,
            widget=forms.NumberInput(
                attrs={"data-focus": axis, "inputmode": "numeric"}
            ),
            required=False,
            min_value=0,
            max_value=100,
        )
        for axis, label, initial, help_text in asked
    }


def slots_of(there: list[Channel]) -> str:
    """Return when each channel's next slot is free; "" where none has any."""
    free = slots.next_free(there, timezone.now())
    zone = timezone.get_default_timezone()
    found = []
    for one in there:
        if moment := free.get(one.pk):
            time = date_format(timezone.localtime(moment, zone), "l, j F, H.i")
            words = {"channel": one.name, "time": time}
            words["zone"] = hours.zone_name(zone, moment)
            found.append(_("%(channel)s: %(time)s %(zone)s.") % words)
    return " ".join(found)
