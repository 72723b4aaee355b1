"""The composer: a text, a link, pictures, channels; then each channel's own words."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages
from wagtail.admin.widgets import AdminDateTimeInput

from sasando.channels import composing, hours, slots, workflow
from sasando.channels.adapters import adapter_of
from sasando.channels.adapters.counting import length
from sasando.channels.composing import Own, Revision
from sasando.channels.models import Channel, Content
from sasando.channels.screens import contents, platforms
from sasando.channels.screens.pictures import PicturesField, taken
from sasando.channels.workflow import Saying
from sasando.core import listing
from sasando.core.forms import EXAMPLES
from sasando.core.refusals import NotAllowed, refuse_odd_hour

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
    )
    pictures = PicturesField(
        label=gettext_lazy("Pictures"),
        required=False,
        help_text=gettext_lazy(
            "JPEG, PNG, GIF or WebP, at most ten. Where a photo was taken is left out."
        ),
    )


class NewForm(WordsForm):
    channels = forms.MultipleChoiceField(
        label=gettext_lazy("Channels"), widget=forms.CheckboxSelectMultiple
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
        is_empty = not any(said.get(name) for name in ("text", "link", "pictures"))
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


def new(request: HttpRequest) -> HttpResponse:
    """Ask for the words, the pictures and the channels; keep it as a draft."""
    listing.allow(request, "channels.write")
    there = list(Channel.objects.there().defer("secrets").order_by("name", "pk"))
    form = NewForm(request.POST or None, request.FILES or None, there=there)
    if form.is_valid():
        try:
            content = written(form.cleaned_data, by=request.user)
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            said = _("Kept. Look at it below; somebody else approves it.")
            messages.success(request, said)
            return redirect("channels_content", content.pk)
    text = form["text"].value() or ""
    counts = [Count(one, text) for one in there]
    facts = {"form": form, "counts": counts, "has_channels": bool(there)}
    return render(request, "channels/compose.html", facts)


def written(said: Mapping[str, Any], *, by: Any) -> Content:
    with taken(said["pictures"]) as files:
        saying = Saying(
            text=said["text"],
            link=said["link"],
            files=files,
            channels=[int(number) for number in said["channels"]],
            scheduled_at=said["scheduled_at"],
            useless_at=said["useless_at"],
            in_slots=said.get("in_slots", False),
            is_draft=True,
        )
        return workflow.write(None, saying, by=by, at=timezone.now())


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


class Count:
    """How long a text is on one channel, as its platform counts."""

    def __init__(self, channel: Channel, text: str) -> None:
        caps = adapter_of(channel.kind).caps
        self.channel, self.counting = channel, caps.counting
        self.most = caps.max_chars
        self.is_known = bool(caps.base_url)
        self.length = length(text.replace("\r\n", "\n"), caps)
        self.is_over = self.length > self.most


# --- anew ---------------------------------------------------------------------------


class ReviseForm(WordsForm):
    """The words of all, each channel's own, and what the pictures show."""

    def __init__(self, *args: Any, content: Content, **kwargs: Any) -> None:
        self.own = {one.channel_id: one for one in content.variants.all()}
        self.kept = list(content.media.all())
        rows = content.deliveries.select_related("channel").order_by("pk")
        self.channels = list({row.channel_id: row.channel for row in rows}.values())
        kwargs["initial"] = {"text": content.text, "link": content.link}
        super().__init__(*args, **kwargs)
        self.fields["pictures"].label = _("Add pictures")
        for channel in self.channels:
            own = self.own.get(channel.pk)
            text = TextField(rows=5, label=_("Text only for this channel"))
            text.initial = own.text if own else None
            self.fields[f"teks-{channel.pk}"] = text
        for medium in self.kept:
            self.fields[f"alt-{medium.pk}"] = forms.CharField(
                label=_("What the picture shows"),
                required=False,
                max_length=1000,
                initial=medium.alt,
                help_text=_("For people who cannot see it."),
            )
            drop = forms.BooleanField(label=_("Take this picture out"), required=False)
            self.fields[f"buang-{medium.pk}"] = drop

    def variants(self) -> Iterator[tuple[Any, Any, Any]]:
        """Yield each channel with its own field and how long that is."""
        for channel in self.channels:
            field = self[f"teks-{channel.pk}"]
            text = field.value() or self["text"].value() or ""
            yield channel, field, Count(channel, text)

    def pieces(self) -> Iterator[tuple[Any, Any, Any]]:
        """Yield each picture with its two fields."""
        for one in self.kept:
            yield one, self[f"alt-{one.pk}"], self[f"buang-{one.pk}"]

    def own_words(self) -> dict[int, Own]:
        """Return what channels say otherwise; an empty field is as in the content."""
        said = self.cleaned_data
        found = {}
        for channel in self.channels:
            text = said[f"teks-{channel.pk}"]
            kept = self.own.get(channel.pk)
            own = None if text in {"", said["text"]} else text
            found[channel.pk] = Own(own, kept.link if kept else None)
        return found


def revise(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a content anew; what was approved of it and changes must be again."""
    content = contents.content_for(request, pk)
    if not composing.may_revise(content, request.user):
        raise NotAllowed(_("You change only what you wrote yourself."))
    form = ReviseForm(request.POST or None, request.FILES or None, content=content)
    if form.is_valid():
        try:
            voided = keep(content, form, by=request.user)
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, outcome(voided))
            return redirect("channels_content", content.pk)
    approved = content.deliveries.filter(approved_digest__gt="")
    is_approved = approved.exclude(status__in=("published", "recalled")).exists()
    facts = {"form": form, "content": content, "is_approved": is_approved}
    return render(request, "channels/revise.html", facts)


def keep(content: Content, form: ReviseForm, *, by: Any) -> int:
    said = form.cleaned_data
    with taken(said["pictures"]) as files:
        revision = Revision(
            text=said["text"],
            link=said["link"],
            own=form.own_words(),
            alts={one.pk: said[f"alt-{one.pk}"] for one in form.kept},
            dropped=[one.pk for one in form.kept if said[f"buang-{one.pk}"]],
            files=files,
        )
        return composing.revise(content, revision, by=by, at=timezone.now())


def outcome(voided: int) -> str:
    """Return what a change led to, in one sentence."""
    if not voided:
        return _("Changed.")
    said = ngettext(
        "Changed. %(n)d approval is void and waits anew.",
        "Changed. %(n)d approvals are void and wait anew.",
        voided,
    )
    return said % {"n": voided}
