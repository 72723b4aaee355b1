"""The list of links that lead nowhere, with every page that holds each."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.db.models import Prefetch, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.models import Page

from sasando.core import today
from sasando.core.refusals import NotAllowed
from sasando.core.today import Group, Line
from sasando.newsroom.links import workflow
from sasando.newsroom.links.answers import told
from sasando.newsroom.links.rows import Link, LinkPlace

ROWS = 50
KINDS = {
    "dead": gettext_lazy("Dead"),
    "failing": gettext_lazy("Failed once"),
    "unsure": gettext_lazy("Cannot say"),
    "ignored": gettext_lazy("Ignored"),
}


class IgnoreForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=250,
        help_text=gettext_lazy("Kept in the log, with your name and the time."),
    )


def lines(user: Any, at: datetime) -> Iterator[Line]:
    """Yield the dead links on this person's pages, to an editor all. Two queries."""
    places = LinkPlace.objects.standing().filter(
        link__state=Link.State.DEAD, link__ignored_at=None
    )
    if not user.has_perm("newsroom.ignore_link"):
        places = places.filter(Q(page__owner=user) | Q(page__review__owner=user))
    ordered = places.select_related("link", "page").order_by("link__failed_at", "pk")
    found = list(ordered[: today.MOST])
    titles = titles_of(place.link for place in found)
    for place in found:
        words = {"title": place.page.title, "address": shown(place.link, titles)}
        yield Line(
            group=Group.WAITS,
            text=_("A link on “%(title)s” leads nowhere: %(address)s") % words,
            url=reverse("wagtailadmin_pages:edit", args=[place.page_id]),
            verb=_("Mend the link"),
        )


def titles_of(links: Iterable[Link]) -> dict[str, str]:
    """Return the titles of our pages that are linked by their key. One query."""
    named = [link.address for link in links if link.address.startswith("page:")]
    keys = [int(address.removeprefix("page:")) for address in named]
    pages = Page.objects.filter(pk__in=keys).values_list("pk", "title")
    return {f"page:{key}": title for key, title in pages} if keys else {}


def shown(link: Link, titles: Mapping[str, str]) -> str:
    """Return the address as people read it, short enough for a line."""
    whole = named(link, titles)
    if whole != link.address:
        return whole
    bare = whole.removeprefix("https://").removeprefix("http://").rstrip("/")
    return bare if len(bare) <= 60 else f"{bare[:59]}…"


def named(link: Link, titles: Mapping[str, str]) -> str:
    """Return the whole address, or which page or document of ours it is."""
    if link.address in titles:
        return _("the page “%(title)s”") % {"title": titles[link.address]}
    kind, _colon, key = link.address.partition(":")
    if kind in {"page", "document"}:
        name = {"page": _("page %(key)s"), "document": _("document %(key)s")}[kind]
        return name % {"key": key}
    return link.address


def listed(kind: str) -> QuerySet[Link, Link]:
    """Return the links under a heading that a page still holds, the oldest first."""
    of_kind = {
        "dead": Link.objects.dead(),
        "failing": Link.objects.filter(state=Link.State.FAILING, ignored_at=None),
        "unsure": Link.objects.filter(state=Link.State.UNSURE, ignored_at=None),
        "ignored": Link.objects.exclude(ignored_at=None),
    }[kind]
    places = LinkPlace.objects.standing().select_related("page").order_by("pk")
    held = of_kind.filter(pk__in=LinkPlace.objects.standing().values("link_id"))
    return (
        held.select_related("ignored_by")
        .prefetch_related(Prefetch("places", queryset=places))
        .order_by("failed_at", "pk")
    )


def link_list(request: HttpRequest) -> HttpResponse:
    """List the links under one heading. Five queries, however many there are."""
    allow(request, "newsroom.recheck_link")
    kind = request.GET.get("jenis", "")
    kind = kind if kind in KINDS else "dead"
    page = Paginator(listed(kind), ROWS).get_page(request.GET.get("p"))
    titles = titles_of(page.object_list)
    facts = {
        "page_title": _("Dead links"),
        "tabs": [(name, label, name == kind) for name, label in KINDS.items()],
        "kind": kind,
        "page": page,
        "rows": [(link, named(link, titles), told(link.why)) for link in page],
        "may_ignore": request.user.has_perm("newsroom.ignore_link"),
    }
    return render(request, "newsroom/link_list.html", facts)


@require_POST
def recheck(request: HttpRequest, link_id: int) -> HttpResponse:
    """Let one link be asked again."""
    link = get_object_or_404(Link, pk=link_id)
    try:
        workflow.recheck(link, by=request.user, at=timezone.now())
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("This link is asked again in the next minutes."))
    return redirect("newsroom_links")


def ignore(request: HttpRequest, link_id: int) -> HttpResponse:
    """Ask why one link stays as it is, and let it."""
    allow(request, "newsroom.ignore_link")
    link = get_object_or_404(Link, pk=link_id)
    form = IgnoreForm(request.POST or None)
    if form.is_valid():
        facts: dict[str, Any] = {"by": request.user, "at": timezone.now()}
        try:
            workflow.ignore(link, **facts, **form.cleaned_data)
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("This link stays as it is."))
            return redirect("newsroom_links")
    facts = {"page_title": _("Ignore a dead link"), "link": link, "form": form}
    facts |= {"address": named(link, titles_of([link])), "why": told(link.why)}
    return render(request, "newsroom/link_ignore.html", facts)


def allow(request: HttpRequest, step: str) -> None:
    if not request.user.has_perm(step):
        raise NotAllowed(_("Your role does not include this step."))
