"""The list *Naskah*: every story by where it stands."""

from typing import Any

from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy

from sasando.accounts.models import Unit
from sasando.core import listing
from sasando.newsroom import states
from sasando.newsroom.states import State
from sasando.newsroom.stories import Author, Story, names_of

VIEW = "newsroom.view_stories"
SHOWN: dict[str, Any] = {
    "semua": gettext_lazy("All"),
    "saya": gettext_lazy("My stories"),
    **{state.value: state.label for state in State},
}
EMPTY: dict[str, Any] = {
    "semua": gettext_lazy(
        "No story yet. A writer begins one under Pages, or from a coverage."
    ),
    "saya": gettext_lazy(
        "Nothing of yours. What you write, or are named in, comes here."
    ),
    State.DRAFT: gettext_lazy("No draft. What is written and not sent comes here."),
    State.WAITS: gettext_lazy("Nothing waits. What is sent for approval comes here."),
    State.PLANNED: gettext_lazy(
        "Nothing is planned. What is approved for a later hour comes here."
    ),
    State.OUT: gettext_lazy(
        "Nothing is published yet. What is approved and out comes here."
    ),
    State.CHANGED: gettext_lazy(
        "No correction is being written. What is out and has a newer draft comes here."
    ),
    State.WITHDRAWN: gettext_lazy(
        "Nothing is withdrawn. What was taken off its address comes here."
    ),
}


def listed(shown: str, user: Any) -> Any:
    """Return the stories under a heading, newest text first, without their bodies."""
    stories = states.marked(Story.objects.all())
    if shown == "saya":
        names = Author.objects.filter(user=user)
        stories = stories.filter(Q(owner=user) | Q(pk__in=names.values("page")))
    elif shown != "semua":
        stories = stories.filter(states.of(shown))
    return (
        stories.select_related("unit", "locale")
        .prefetch_related("authors__user")
        .defer("body")
        .order_by("-latest_revision_created_at", "-pk")
    )


def stories(request: HttpRequest) -> HttpResponse:
    """List the stories, by filters that are links."""
    listing.allow(request, VIEW)
    shown = listing.chosen(request, "naskah", SHOWN)
    rows, narrowed = listed(shown, request.user), []
    if unit_id := listing.number(request, "unit"):
        rows = rows.filter(unit_id=unit_id)
        unit = Unit.objects.filter(pk=unit_id).first()
        narrowed = [(str(unit or "?"), listing.link(request, unit=None))]
    page = listing.page_of(request, rows)
    decides = request.user.has_perm("core.approve_page")
    facts = {
        "tabs": listing.tabs(request, SHOWN, shown),
        "rows": [told(story, decides=decides) for story in page],
        "page": page,
        "empty": EMPTY[shown],
        "narrowed": narrowed,
        "at_page": listing.link(request),
    }
    return render(request, "newsroom/desk/stories.html", facts)


def told(story: Story, *, decides: bool) -> dict[str, Any]:
    """Return what the list says of a story."""
    state = states.state_of(story)
    view = "wagtailadmin_pages:edit"
    if state is State.WAITS and decides:
        view = "core_decide"
    is_default = story.locale.language_code == settings.LANGUAGE_CODE
    return {
        "language": "" if is_default else story.locale,
        "story": story,
        "state": state,
        "kind": story.page_type_display_name,
        "url": reverse(view, args=[story.pk]),
        "names": ", ".join(names_of(story.authors.all())),
    }
