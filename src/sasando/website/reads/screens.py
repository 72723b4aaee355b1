"""The list *Dibaca*: what is read, from where, and what nobody found."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.widgets import AdminPageChooser
from wagtail.models import Page

from sasando.core.refusals import NotAllowed
from sasando.website.reads import figures, mending
from sasando.website.reads.rows import Missed

VIEW = "website.view_reads"
ROWS = 25
TABS: dict[str, Any] = {
    "halaman": gettext_lazy("Pages"),
    "asal": gettext_lazy("Where readers come from"),
    "pencarian": gettext_lazy("Searches that found nothing"),
    "alamat": gettext_lazy("Addresses that lead nowhere"),
}
KINDS = {"pencarian": Missed.Kind.SEARCH, "alamat": Missed.Kind.ADDRESS}


class LeadForm(forms.Form):
    old = forms.CharField(
        label=gettext_lazy("Address that leads nowhere"), max_length=mending.LONGEST
    )
    page = forms.ModelChoiceField(
        label=gettext_lazy("Page that readers get instead"),
        queryset=Page.objects.filter(live=True, depth__gt=1),
        widget=AdminPageChooser,
    )


def read_list(request: HttpRequest) -> HttpResponse:
    """Show one of the four lists. Six queries."""
    allow(request, VIEW)
    kind, today = request.GET.get("jenis", ""), timezone.localdate()
    kind = kind if kind in TABS else "halaman"
    if kind == "halaman":
        rows = figures.most_read(today=today)
    elif kind == "asal":
        rows = figures.sources(today=today)
    else:
        rows = figures.missed(KINDS[kind], today=today)
    page = Paginator(rows, ROWS).get_page(request.GET.get("p"))
    facts = {
        "page_title": _("What is read"),
        "tabs": [(name, label, name == kind) for name, label in TABS.items()],
        "kind": kind,
        "page": page,
        "rows": told(page, kind),
        "heading": heading(kind),
        "more": figures.rest(KINDS[kind], today=today) if kind in KINDS else 0,
        "may_note": request.user.has_perm("newsroom.add_idea"),
        "may_lead": request.user.has_perm("website.lead_on"),
    }
    return render(request, "website/reads/list.html", facts)


def heading(kind: str) -> str:
    """Return what the first column of a list holds."""
    words = {
        "halaman": _("Page"),
        "asal": _("From"),
        "pencarian": _("Sought"),
        "alamat": _("Address"),
    }
    return words[kind]


def told(rows: Iterable[dict[str, Any]], kind: str) -> list[dict[str, Any]]:
    """Return what the list says of each row. One query for titles."""
    found = list(rows)
    if kind == "halaman":
        titles = titles_of({row["page_id"] for row in found} - {None})
        return [row | of_address(row, titles) for row in found]
    if kind == "asal":
        return [row | {"name": figures.name_of(row["source"])} for row in found]
    if kind == "pencarian":
        idea = reverse("newsroom_idea_new")
        return [
            row
            | {
                "name": row["words"],
                "verb": _("Note as an idea for a text"),
                "to": f"{idea}?{urlencode({'judul': row['words']})}",
                "see": f"{reverse('search')}?{urlencode({'q': row['words']})}",
            }
            for row in found
        ]
    lead = reverse("website_lead_on")
    return [
        row
        | {
            "name": row["words"],
            "verb": _("Lead it on…"),
            "to": f"{lead}?{urlencode({'dari': row['words']})}",
        }
        for row in found
    ]


def of_address(row: dict[str, Any], titles: dict[int, str]) -> dict[str, Any]:
    title = titles.get(row["page_id"])
    if title is None:
        return {"name": row["path"], "see": row["path"]}
    address = reverse("website_reads_of", args=[row["page_id"]])
    return {"name": title, "to": address, "verb": _("From where"), "see": row["path"]}


def titles_of(pages: set[int]) -> dict[int, str]:
    return dict(Page.objects.filter(pk__in=pages).values_list("pk", "title"))


def of_page(request: HttpRequest, page_id: int) -> HttpResponse:
    """Show how often one page is read, and from where. Five queries."""
    allow(request, VIEW)
    page, today = get_object_or_404(Page, pk=page_id, depth__gt=1), timezone.localdate()
    sums = figures.of_page(page.pk, today=today)
    found = figures.sources(today=today, page=page.pk)[:ROWS]
    whole = sums["month"]
    facts = {
        "page_title": _("What is read"),
        "page": page,
        "sums": sums,
        "rows": [
            (figures.name_of(row["source"]), row, figures.share(row["month"], whole))
            for row in found
        ],
    }
    return render(request, "website/reads/page.html", facts)


def lead_on(request: HttpRequest) -> HttpResponse:
    """Ask where a wrong address shall lead, with what we guess; do it by POST."""
    allow(request, "website.lead_on")
    old = request.GET.get("dari", "")[: mending.LONGEST].replace("\0", "")
    first = {"old": old, "page": mending.guess(old) if old else None}
    form = LeadForm(request.POST or None, initial=first)
    if form.is_valid():
        chosen = form.cleaned_data
        try:
            mending.lead_on(
                chosen["old"], by=request.user, at=timezone.now(), page=chosen["page"]
            )
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            said = _("Readers of %(address)s now get “%(title)s”.")
            words = {"address": chosen["old"], "title": chosen["page"].title}
            messages.success(request, said % words)
            return redirect(f"{reverse('website_reads')}?jenis=alamat")
    facts = {"page_title": _("Lead an address on"), "form": form}
    facts["is_guess"] = bool(first["page"]) and request.method == "GET"
    return render(request, "website/reads/lead_on.html", facts)


def allow(request: HttpRequest, step: str) -> None:
    if not request.user.has_perm(step):
        raise NotAllowed(_("Your role does not include this step."))
