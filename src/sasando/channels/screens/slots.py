"""*Jam siar*: the hours of the week at which one channel speaks."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages

from sasando.channels import hours, slots
from sasando.channels.models import Channel
from sasando.channels.planned import Slot
from sasando.channels.screens.channels import VIEW
from sasando.core import listing
from sasando.core.refusals import NotAllowed


class SlotForm(forms.Form):
    weekdays = forms.TypedMultipleChoiceField(
        label=gettext_lazy("On these days"),
        choices=Slot.Weekday.choices,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
    )
    hour = forms.TimeField(
        label=gettext_lazy("At"),
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        input_formats=["%H:%M", "%H.%M"],
        help_text=gettext_lazy("On the clock of the office: 09.00."),
    )


@hours.of_office
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the slots of a channel and when the next is free; add and drop by POST."""
    listing.allow(request, VIEW)
    channel = get_object_or_404(Channel.objects.there().defer("secrets"), pk=pk)
    form = SlotForm(request.POST if "hour" in request.POST else None)
    if request.method == "POST":
        try:
            if said := step(request, channel, form):
                messages.success(request, said)
                return redirect("channels_slots", pk)
        except NotAllowed as refusal:
            messages.error(request, str(refusal))
            return redirect("channels_slots", pk)
    at = timezone.now()
    kept = list(channel.slots.all())
    facts = {
        "channel": channel,
        "days": [
            (name, [one for one in kept if one.weekday == day])
            for day, name in Slot.Weekday.choices
        ],
        "has_slots": bool(kept),
        "next": slots.next_free([channel], at).get(channel.pk),
        "zone": hours.zone_name(timezone.get_default_timezone(), at),
        "form": form,
        "may_set": request.user.has_perm("channels.set_slots"),
    }
    return render(request, "channels/slots.html", facts)


def step(request: HttpRequest, channel: Channel, form: SlotForm) -> str:
    """Take the step that was pressed; return what came of it. Raises NotAllowed."""
    facts: dict[str, Any] = {"by": request.user, "at": timezone.now()}
    if "buang" in request.POST:
        word = request.POST["buang"]
        if word.isdecimal() and len(word) <= listing.LONGEST:
            slots.drop_slot(channel, int(word), **facts)
        return _("Taken away. What has this slot already keeps its hour.")
    if not form.is_valid():
        return ""
    said = form.cleaned_data
    new = slots.add_slots(channel, said["weekdays"], said["hour"], **facts)
    words = ngettext("%(n)d slot is new.", "%(n)d slots are new.", new)
    return words % {"n": new}
