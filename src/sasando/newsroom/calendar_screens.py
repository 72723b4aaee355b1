"""The calendar of content on the staff side: month, week, ideas, and moving."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.widgets import AdminDateInput, AdminDateTimeInput
from wagtail.models import Page

from sasando.accounts.models import Unit
from sasando.core import staff
from sasando.core.forms import EXAMPLES
from sasando.core.months import month_before, month_of, next_month, week_of
from sasando.core.workflow import NotAllowed
from sasando.newsroom import calendar_rows, ideas, moving
from sasando.newsroom.ideas import Idea

VIEW = "newsroom.view_idea"
IDEAS = 20
# A day of the month shows so many; the week shows all.
A_DAY = 6


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the calendar with what stands on it."""

    on: date
    items: list[calendar_rows.Item]
    hidden: int
    is_today: bool
    is_outside: bool


class IdeaForm(forms.Form):
    title = forms.CharField(label=gettext_lazy("Title"), max_length=160)
    note = forms.CharField(
        label=gettext_lazy("Note for colleagues"),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        max_length=2000,
    )
    unit = forms.ModelChoiceField(
        label=gettext_lazy("Work unit"), queryset=Unit.objects.none(), required=False
    )
    wished_on = forms.DateField(
        label=gettext_lazy("Wished for"),
        widget=AdminDateInput,
        required=False,
        help_text=gettext_lazy("Leave empty if there is no date yet."),
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        valid = Unit.objects.valid(timezone.localdate()).select_related("parent")
        mine = [u.pk for u in valid if user.has_perm("newsroom.add_idea", u)]
        field = self.fields["unit"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - for the type
        field.queryset = Unit.objects.filter(pk__in=mine)
        field.initial = mine[0] if len(mine) == 1 else None
        field.required = ideas.must_name_unit(user)


class DayForm(forms.Form):
    wished_on = forms.DateField(
        label=gettext_lazy("Wished for"),
        widget=AdminDateInput,
        required=False,
        help_text=EXAMPLES[forms.DateField],
    )


class DraftForm(forms.Form):
    kind = forms.ChoiceField(
        label=gettext_lazy("What is it to be?"),
        choices=[(name, facts[0]) for name, facts in ideas.KINDS.items()],
        widget=forms.RadioSelect,
        initial="news",
    )


class ReasonForm(forms.Form):
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=500)


class MoveForm(forms.Form):
    to = forms.DateTimeField(
        label=gettext_lazy("New hour"),
        widget=AdminDateTimeInput,
        help_text=EXAMPLES[forms.DateTimeField],
    )


def allow(request: HttpRequest) -> None:
    if not request.user.has_perm(VIEW):
        raise NotAllowed(_("Your role does not include this step."))


def show(request: HttpRequest) -> HttpResponse:
    """Show a month, or a week, with the ideas that have no date beside it."""
    allow(request)
    today = timezone.localdate()
    is_week = "minggu" in request.GET
    if is_week:
        first = week_of(request.GET["minggu"], today=today)
        last = first + timedelta(days=6)
        leaf = {"before": first - timedelta(days=7), "after": last + timedelta(days=1)}
    else:
        first = month_of(request.GET.get("bulan", ""), today=today)
        last = next_month(first) - timedelta(days=1)
        leaf = {"before": month_before(first), "after": next_month(first)}
    found = calendar_rows.items(first, last)
    page = Paginator(Idea.objects.undated(), IDEAS).get_page(request.GET.get("p"))
    facts = leaf | {
        "is_week": is_week,
        "first": first,
        "last": last,
        "today": today,
        "weeks": days(first, last, found, today=today, most=None if is_week else A_DAY),
        "is_empty": not found,
        "ideas": page,
        "may_add": request.user.has_perm("newsroom.add_idea"),
        "may_move": request.user.has_perm("newsroom.move_story"),
        "legend": [
            (state, shape, calendar_rows.WORDS[state])
            for state, shape in calendar_rows.SHAPES.items()
        ],
    }
    return render(request, "newsroom/calendar.html", facts)


def days(
    first: date,
    last: date,
    found: Iterable[calendar_rows.Item],
    *,
    today: date,
    most: int | None,
) -> list[list[Day]]:
    """Return whole weeks from Monday on, each day with its items."""
    by_day: dict[date, list[calendar_rows.Item]] = {}
    for item in found:
        by_day.setdefault(item.on, []).append(item)
    start = first - timedelta(days=first.weekday())
    weeks = []
    while start <= last:
        week = []
        for on in (start + timedelta(days=number) for number in range(7)):
            there = by_day.get(on, [])
            shown = there[:most]
            hidden = len(there) - len(shown)
            outside = not first <= on <= last
            week.append(Day(on, shown, hidden, on == today, outside))
        weeks.append(week)
        start += timedelta(days=7)
    return weeks


def new_idea(request: HttpRequest) -> HttpResponse:
    """Ask for an idea and keep it."""
    allow(request)
    # What readers sought in vain may be its title.
    first = {"title": request.GET.get("judul", "").replace("\0", "")[:160]}
    form = IdeaForm(request.POST or None, user=request.user, initial=first)
    if form.is_valid():
        facts = form.cleaned_data | {"by": request.user, "at": timezone.now()}
        try:
            idea = ideas.add_idea(facts.pop("unit"), **facts)
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("“%(title)s” is kept.") % {"title": idea})
            return redirect("newsroom_calendar")
    return render(request, "newsroom/idea_new.html", {"form": form})


def idea(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one idea; give it a day, a draft or an end by POST."""
    allow(request)
    rows = Idea.objects.select_related("owner", "unit__parent", "story")
    found = get_object_or_404(rows, pk=pk)
    if request.method == "POST":
        try:
            return take(request, found)
        except NotAllowed as refusal:
            messages.error(request, str(refusal))
            return redirect("newsroom_idea", pk)
    ask = request.user.has_perm
    is_open = found.status != Idea.Status.DROPPED and found.story_id is None
    facts = {
        "idea": found,
        "day": DayForm(initial={"wished_on": found.wished_on}),
        "draft": DraftForm(),
        "drop": ReasonForm(),
        "may_plan": found.status != "dropped" and ask("newsroom.plan_idea", found),
        "may_draft": is_open and ask("newsroom.draft_idea", found),
        "may_drop": found.status != "dropped" and ask("newsroom.drop_idea", found),
        "warning": calendar_rows.NOT_APPROVED,
        "end": ideas.end_of(found),
    }
    return render(request, "newsroom/idea.html", facts)


def take(request: HttpRequest, found: Idea) -> HttpResponse:
    """Take the step that was pressed. Raises NotAllowed."""
    by: dict[str, Any] = {"by": request.user, "at": timezone.now()}
    if "draft" in request.POST:
        kind = request.POST.get("kind", "")
        story = ideas.draft_idea(found, kind=kind, **by)
        return redirect("wagtailadmin_pages:edit", story.pk)
    if "drop" in request.POST:
        ideas.drop_idea(found, reason=request.POST.get("reason", ""), **by)
        messages.success(request, _("The idea is dropped. The log keeps the reason."))
        return redirect("newsroom_calendar")
    form = DayForm(request.POST)
    if not form.is_valid():
        raise NotAllowed(form.errors["wished_on"][0])
    ideas.plan_idea(found, wished_on=form.cleaned_data["wished_on"], **by)
    messages.success(
        request, _("The day is kept. It is a wish: nothing goes out by it.")
    )
    return redirect("newsroom_idea", found.pk)


def move(request: HttpRequest, page_id: int) -> HttpResponse:
    """Ask for another hour of a text, and say before what that makes void."""
    page: Page = staff.page_for(request, page_id, "newsroom.move_story")
    text = page.get_latest_revision_as_object()
    form = MoveForm(request.POST or None, initial={"to": moving.hour_of(text)})
    is_void = moving.is_void_by_moving(page)
    if form.is_valid():
        to, now = form.cleaned_data["to"], timezone.now()
        try:
            moving.move_story(page, by=request.user, at=now, to=to)
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, moved(is_void))
            month = f"{timezone.localtime(to):%Y-%m}"
            return redirect(f"{reverse('newsroom_calendar')}?bulan={month}")
    facts = {
        "page": page,
        "form": form,
        "hour": moving.hour_of(text),
        "is_void": is_void,
        "waits": bool(page.workflow_in_progress),
    }
    return render(request, "newsroom/move.html", facts)


def moved(is_void: bool) -> str:
    if is_void:
        return _("Moved. The approval is void, its giver is told, and it waits anew.")
    return _("Moved. It goes out only once somebody has approved it.")
