"""Parcels on the staff side: the list, one parcel, and each step as its own address."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.widgets import AdminDateTimeInput, AdminPageChooser
from wagtail.models import Page

from sasando.core import approvals
from sasando.core.forms import EXAMPLES
from sasando.core.workflow import NotAllowed
from sasando.newsroom import parcel_release, parcels
from sasando.newsroom.parcels import Member, Parcel

ROWS = 30
SEES = ("newsroom.make_parcel", "newsroom.approve_parcel")


def hour_field() -> forms.DateTimeField:
    example = EXAMPLES[forms.DateTimeField]
    return forms.DateTimeField(
        label=gettext_lazy("Goes out at"),
        widget=AdminDateTimeInput,
        required=False,
        help_text=example,
    )


class NewForm(forms.Form):
    title = forms.CharField(
        label=gettext_lazy("Title of the parcel"),
        max_length=160,
        help_text=gettext_lazy("Only the office sees it."),
    )
    page = forms.ModelChoiceField(
        label=gettext_lazy("First page"),
        queryset=Page.objects.filter(depth__gt=1),
        widget=AdminPageChooser,
    )
    goes_out_at = hour_field()


class AddForm(forms.Form):
    page = forms.ModelChoiceField(
        label=gettext_lazy("One more page"),
        queryset=Page.objects.filter(depth__gt=1),
        widget=AdminPageChooser,
    )


class HourForm(forms.Form):
    goes_out_at = hour_field()


class DropForm(forms.Form):
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=500)


def allow(request: HttpRequest) -> None:
    if not any(request.user.has_perm(right) for right in SEES):
        raise NotAllowed(_("Your role does not include this step."))


def index(request: HttpRequest) -> HttpResponse:
    """List the parcels, those that can still change first. Two queries."""
    allow(request)
    inside = Count("members", filter=Q(members__left_at=None))
    rows = Parcel.objects.annotate(inside=inside).select_related("unit__parent")
    done = request.GET.get("yang") == "selesai"
    states = ("out", "dropped") if done else ("open", "approved")
    rows = rows.filter(status__in=states).order_by("-pk" if done else "goes_out_at")
    page = Paginator(rows, ROWS).get_page(request.GET.get("p"))
    may_make = request.user.has_perm("newsroom.make_parcel")
    shown = [(each, parcel_release.sentence(each.held)) for each in page.object_list]
    facts = {"page": page, "rows": shown, "done": done, "may_make": may_make}
    return render(request, "newsroom/parcels.html", facts)


def new(request: HttpRequest) -> HttpResponse:
    """Ask for the title, the first page and the hour; make the parcel."""
    allow(request)
    first = request.GET.get("halaman", "")
    initial = {"page": first} if first.isdecimal() else {}
    if page := Page.objects.filter(pk=initial.get("page")).first():
        initial["title"] = page.get_admin_display_title()[:160]
    form = NewForm(request.POST or None, initial=initial)
    if form.is_valid():
        facts = form.cleaned_data | {"by": request.user, "at": timezone.now()}
        try:
            parcel = parcels.make_parcel(facts.pop("page").specific, **facts)
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("newsroom_parcel", parcel.pk)
    return render(request, "newsroom/parcel_new.html", {"form": form})


def show(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one parcel with the state of each text, and the steps that are open."""
    allow(request)
    parcel = get_object_or_404(Parcel.objects.select_related("approved_by"), pk=pk)
    pages = parcel.pages()
    ask = request.user.has_perm
    members = [Row(page, request.user, live=not parcel.is_open) for page in pages]
    digest = parcels.digest_of(parcel, pages) if parcel.is_open else ""
    is_current = parcel.status == "approved" and digest == parcel.digest
    waits = parcel_release.obstacle(parcel, pages, at=timezone.now())
    facts = {
        "parcel": parcel,
        "members": members,
        "digest": digest,
        "is_current": is_current,
        "held": parcel_release.sentence(waits.held) if waits and parcel.is_open else "",
        "twins": twins(pages) if parcel.is_open else [],
        "may_keep": parcel.is_open and ask("newsroom.add_to_parcel", parcel),
        "may_approve": parcel.is_open and ask("newsroom.approve_parcel", parcel),
        "all_approved": all(row.is_approved for row in members) and bool(members),
        "wrote": [row.title for row in members if row.is_mine],
        "add": AddForm(),
        "hour": HourForm(initial={"goes_out_at": parcel.goes_out_at}),
        "drop": DropForm(),
    }
    return render(request, "newsroom/parcel.html", facts)


class Row:
    """One page of a parcel as the screen shows it. About ten queries."""

    def __init__(self, page: Page, user: Any, *, live: bool) -> None:
        text = parcels.text_of(page)
        self.page, self.title = page, page.get_admin_display_title()
        self.kind, self.language = page.specific_class._meta.verbose_name, page.locale
        self.files = [str(file) for file in getattr(text, "shown_files", list)()]
        self.is_out = live
        self.is_approved = not live and parcels.is_approved(page)
        self.waits = bool(page.workflow_in_progress)
        self.is_mine = user.pk in approvals.authors(page)


def twins(pages: list[Page]) -> list[Page]:
    """Return the drafts in other languages that lie in no parcel yet. One query."""
    keys = {page.translation_key for page in pages}
    found = Page.objects.filter(translation_key__in=keys)
    found = found.filter(Q(live=False) | Q(has_unpublished_changes=True))
    inside = Member.objects.current().values("page_id")
    return list(found.exclude(pk__in=inside).select_related("locale"))


def step(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Take one step with a parcel by POST, then show it again."""
    parcel = get_object_or_404(Parcel, pk=pk)
    if request.method == "POST" and name in STEPS:
        facts = {"by": request.user, "at": timezone.now()}
        try:
            said = STEPS[name](parcel, request.POST, facts)
            messages.success(request, said)
        except NotAllowed as refusal:
            messages.error(request, str(refusal))
    return redirect("newsroom_parcel", parcel.pk)


def valid(form: forms.Form) -> dict[str, Any]:
    """Return what the form says. Raises NotAllowed with its first fault."""
    if not form.is_valid():
        raise NotAllowed(next(iter(form.errors.values()))[0])
    return form.cleaned_data


def add(parcel: Parcel, said: Any, facts: Any) -> str:
    page = valid(AddForm(said))["page"].specific
    parcels.add_to_parcel(parcel, page=page, **facts)
    return _("“%(page)s” lies in the parcel.") % {"page": page.draft_title}


def remove(parcel: Parcel, said: Any, facts: Any) -> str:
    page = valid(AddForm(said))["page"]
    parcels.remove_from_parcel(parcel, page=page, **facts)
    return _("“%(page)s” is a draft by itself again.") % {"page": page.draft_title}


def move_hour(parcel: Parcel, said: Any, facts: Any) -> str:
    parcels.time_parcel(parcel, **valid(HourForm(said)), **facts)
    return _("The parcel has its new hour.")


def approve(parcel: Parcel, said: Any, facts: Any) -> str:
    parcels.approve_parcel(parcel, digest=said.get("digest") or "-", **facts)
    if parcel.goes_out_at and parcel.goes_out_at > facts["at"]:
        return _("The parcel is approved. It goes out when its hour has come.")
    return _("The parcel is approved. It goes out within a minute.")


def drop(parcel: Parcel, said: Any, facts: Any) -> str:
    parcels.drop_parcel(parcel, **valid(DropForm(said)), **facts)
    return _("The parcel is dropped. Its pages are drafts again.")


STEPS: dict[str, Callable[[Parcel, Any, Any], str]] = {
    "tambah": add,
    "keluarkan": remove,
    "jam": move_hour,
    "setujui": approve,
    "batalkan": drop,
}
