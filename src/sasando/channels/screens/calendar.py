"""*Kalender kiriman*: month, week and day over all channels, and moving a post."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.widgets import AdminDateTimeInput

from sasando.accounts.models import Unit
from sasando.channels import hours, moving
from sasando.channels.models import Channel, Delivery, Pause
from sasando.channels.screens import calendar_rows as rows
from sasando.channels.screens.contents import VIEW
from sasando.core import listing
from sasando.core.forms import EXAMPLES
from sasando.core.months import month_before, month_of, next_month, week_of
from sasando.core.refusals import YEARS, NotAllowed

# A day of the month shows so many, of the week more, and the day itself all, in pages.
MONTH_MOST, WEEK_MOST, DAY_ROWS = 6, 25, 50


class MoveForm(forms.Form):
    to = hours.HourField(
        label=gettext_lazy("New hour"),
        widget=AdminDateTimeInput,
        help_text=EXAMPLES[forms.DateTimeField],
    )
    channels = forms.MultipleChoiceField(
        label=gettext_lazy("On these channels"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one channel.")},
        help_text=gettext_lazy(
            "The post stands at this hour on all of them. Untick a channel to leave it "
            "where it is."
        ),
    )

    def __init__(self, *args: Any, rows: list[Delivery], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(rows) > 1:
            field = self.fields["channels"]
            assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 - for the type
            field.choices = [(row.pk, row.channel.name) for row in rows]
        else:
            del self.fields["channels"]

    def chosen(self, rows: list[Delivery]) -> list[Delivery]:
        """Return which of the deliveries go to the new hour."""
        named = self.cleaned_data.get("channels")
        return rows if named is None else [one for one in rows if str(one.pk) in named]


@hours.of_office
def show(request: HttpRequest) -> HttpResponse:
    """Show a month, a week or a day with the posts of all channels. Nine queries."""
    listing.allow(request, VIEW)
    at = timezone.now()
    today = timezone.localdate(at)
    only = rows.Filter(
        listing.number(request, "kanal"), listing.number(request, "unit")
    )
    facts = span(request, today=today)
    first, last = facts["first"], facts["last"]
    facts |= {
        "today": today,
        "zone": hours.zone_name(timezone.get_default_timezone(), at),
    }
    if facts["view"] == "hari":
        facts |= one_day(request, first, only, at=at)
    else:
        most = WEEK_MOST if facts["view"] == "minggu" else MONTH_MOST
        found = rows.weeks(first, last, only, user=request.user, at=at, most=most)
        facts["weeks"] = found
        facts["is_empty"] = not any(day.posts for week in found for day in week)
    facts |= {
        "only": only,
        "kept": kept(request),
        "channels": Channel.objects.there().only("name").order_by("name", "pk"),
        "units": Unit.objects.valid(today).order_by("name"),
        "legend": [(one, rows.SHAPES[one], word) for one, word in rows.WORDS.items()],
        "may_write": request.user.has_perm("channels.write"),
        "may_move": request.user.has_perm("channels.move"),
        "here": request.get_full_path(),
        "pause": Pause.objects.filter(over_at=None).first(),
    }
    return render(request, "channels/calendar.html", facts)


def span(request: HttpRequest, *, today: date) -> dict[str, Any]:
    """Return which days are shown, and which before and after them."""
    if "hari" in request.GET:
        first = day_of(request.GET["hari"], today=today)
        one = timedelta(days=1)
        sides = {"before": first - one, "after": first + one}
        return sides | {"view": "hari", "first": first, "last": first}
    if "minggu" in request.GET:
        first = week_of(request.GET["minggu"], today=today)
        seven = timedelta(days=7)
        sides = {"before": first - seven, "after": first + seven}
        last = first + timedelta(days=6)
        return sides | {"view": "minggu", "first": first, "last": last}
    first = month_of(request.GET.get("bulan", ""), today=today)
    after = next_month(first)
    sides = {"before": month_before(first), "after": after}
    return sides | {"view": "bulan", "first": first, "last": after - timedelta(days=1)}


def day_of(text: str, *, today: date) -> date:
    """Return the day “2026-11-24”, or today for anything else."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return today
    return day if day.year in YEARS else today


def kept(request: HttpRequest) -> str:
    """Return the filter as the end of an address, so that leafing keeps it."""
    chosen = ((name, listing.number(request, name)) for name in ("kanal", "unit"))
    return "".join(f"&{name}={number}" for name, number in chosen if number is not None)


def one_day(
    request: HttpRequest, on: date, only: rows.Filter, *, at: datetime
) -> dict[str, Any]:
    """Return all of one day, a page at a time. Three queries."""
    keys = rows.by_day(on, on, only).get(on, [])
    page = Paginator(keys, DAY_ROWS).get_page(request.GET.get("p"))
    items = rows.read((key for post in page for key in post), request.user, at=at)
    shown = rows.together(page, items)
    names = rows.holidays(on, on).get(on, [])
    today = timezone.localdate(at)
    day = rows.Day(on, shown, 0, names, on == today, is_outside=False)
    return {
        "weeks": [[day]],
        "is_empty": not shown,
        "page": page,
        "at_page": listing.link(request),
    }


@hours.of_office
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for another hour of a post, or take the day on which it was dropped.

    All channels that say it at that hour go along, unless one is asked for alone.
    """
    listing.allow(request, VIEW)
    both = Delivery.objects.select_related("channel", "content")
    delivery = get_object_or_404(both, pk=pk)
    back, there = back_to(request, delivery), beside(delivery)
    chosen = [delivery] if "hanya" in request.GET else there
    if request.method == "POST" and "hari" in request.POST:
        try:
            day = request.POST["hari"]
            moved(request, {one: dropped(one, day) for one in chosen})
        except NotAllowed as refusal:
            messages.error(request, str(refusal))
        return redirect(back)
    initial = {
        "to": proposed(request, delivery),
        "channels": [one.pk for one in chosen],
    }
    form = MoveForm(request.POST or None, initial=initial, rows=there)
    if form.is_valid():
        try:
            to = form.cleaned_data["to"]
            moved(request, dict.fromkeys(form.chosen(there), to))
        except NotAllowed as refusal:
            form.add_error("to", str(refusal))
        else:
            return redirect(back)
    facts = {
        "form": form,
        "item": rows.Item(delivery, request.user, at=timezone.now()),
        # Several are named below, where each can be left out.
        "name": "" if len(there) > 1 else delivery.channel.name,
        "voids": any(moving.voids(one, request.user) for one in there),
        "back": back,
        "zone": hours.zone_name(timezone.get_default_timezone(), delivery.expected_at),
    }
    return render(request, "channels/move.html", facts)


def beside(delivery: Delivery) -> list[Delivery]:
    """Return what can be moved with a delivery: its post at its hour. One query."""
    same = Delivery.objects.select_related("channel", "content").filter(
        content=delivery.content_id,
        slot_key=delivery.slot_key,
        scheduled_at=delivery.scheduled_at,
        status__in=moving.MOVABLE,
    )
    found = list(same.order_by("pk"))
    return found if delivery in found else [delivery]


def proposed(request: HttpRequest, delivery: Delivery) -> datetime:
    """Return the hour that the form begins with: on the day it was dropped on."""
    word = request.GET.get("hari", "")
    try:
        return dropped(delivery, word) if word else delivery.expected_at
    except NotAllowed:
        return delivery.expected_at


def dropped(delivery: Delivery, word: str) -> datetime:
    """Return its hour on another day. Raises NotAllowed."""
    try:
        day = date.fromisoformat(word)
    except ValueError as error:
        raise NotAllowed(_("Choose a day of the calendar.")) from error
    clock = timezone.localtime(delivery.expected_at)
    return hours.aware(datetime.combine(day, clock.time().replace(tzinfo=None)))


def moved(request: HttpRequest, hours_of: Mapping[Delivery, datetime]) -> None:
    """Move each to its hour, all or none, and say what that did to approvals."""
    by, now = request.user, timezone.now()
    approved = [one.pk for one in hours_of if one.status != Delivery.Status.DRAFT]
    with transaction.atomic():
        after = [
            moving.move_delivery(one, to, by=by, at=now) for one, to in hours_of.items()
        ]
    to = next(iter(hours_of.values()))
    words = {"time": date_format(timezone.localtime(to), "l, j F Y, H.i")}
    words["zone"] = hours.zone_name(timezone.get_default_timezone(), to)
    said = _("Moved to %(time)s %(zone)s.")
    kept = [one for one in after if one.pk in approved]
    if any(one.status == Delivery.Status.DRAFT for one in kept):
        said = _(
            "Moved to %(time)s %(zone)s. Its approval is void: somebody else approves "
            "the new hour."
        )
    elif kept:
        said = _("Moved to %(time)s %(zone)s. You approved the new hour by that.")
    messages.success(request, said % words)


def back_to(request: HttpRequest, delivery: Delivery) -> str:
    """Return the page to come back to: the one it was moved on, else its post."""
    asked = request.POST.get("kembali") or request.GET.get("kembali", "")
    if asked and url_has_allowed_host_and_scheme(asked, allowed_hosts=None):
        return asked
    return reverse("channels_content", args=[delivery.content_id])
