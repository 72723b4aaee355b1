"""From an address to its page: one query for the whole path, where Wagtail walks it."""

from dataclasses import dataclass
from functools import cache
from itertools import accumulate, starmap
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from wagtail import views as wagtail_views
from wagtail.models import Page, Site
from wagtail.url_routing import RouteResult

from sasando.core.prepared import Prepared, prepared

# Deeper no page lies, and nobody lets us ask for thousands of names at once.
DEEPEST = 12


@dataclass(frozen=True, slots=True)
class Step:
    """A page along the path of an address: where it lies, and of which kind it is."""

    url_path: str
    path: str
    depth: int
    kind: int
    key: int


def serve(request: HttpRequest, path: str = "") -> HttpResponse:
    """Answer as Wagtail does, with the page found beforehand."""
    request._wagtail_route_for_request = find(request, path)  # type: ignore[attr-defined]
    answer: HttpResponse = wagtail_views.serve(request, path)
    return answer


def find(request: Any, path: str) -> RouteResult | None:
    """Return the page of an address with what it does there, or None.

    Two queries: the pages along the path, and the one that answers. The path and depth
    of home are kept on the request for the menu.
    """
    slugs = [each for each in path.split("/") if each]
    start = root_path(get_language() or "")
    if start is None or len(slugs) > DEEPEST:
        return None
    ahead = list(accumulate(slugs, "{}{}/".format, initial=start))
    named = [start.strip("/").rpartition("/")[2], *slugs]
    pages = {step.url_path: step for step in starmap(Step, along(named, ahead))}
    request.home = pages.get(start)
    for length in range(len(slugs), -1, -1):
        step = pages.get(ahead[length])
        if step is None:
            continue
        try:
            result: RouteResult = whole(step).route(request, slugs[length:])
        except Http404:
            # A list answers for addresses below it that are no pages.
            continue
        return result
    return None


@prepared
def along(names: list[str], paths: list[str]) -> QuerySet[Page, Any]:
    """Return the `Step`s along a path, the deepest first."""
    # The names are indexed, the paths are not.
    there = Page.objects.filter(slug__in=names, url_path__in=paths).order_by("-depth")
    return there.values_list("url_path", "path", "depth", "content_type_id", "pk")


def whole(step: Step) -> Page:
    """Return the page of a step. One query. Raises Http404 where it went meanwhile."""
    model: Any = ContentType.objects.get_for_id(step.kind).model_class()
    found = of_kind(model or Page)(step.key)
    if not found:
        raise Http404
    whole: Page = found[0]
    return whole


@cache
def of_kind(model: type[Page]) -> Prepared:
    return prepared(lambda key: model._default_manager.filter(pk=key))


def root_path(language: str) -> str | None:
    """Return where the pages of this language begin. No query once it is known."""
    for root in Site.get_site_root_paths():
        if root.language_code == language:
            path: str = root.root_path
            return path
    return None


def home_of(request: Any) -> Step | None:
    """Return home of this request's language.

    One query where no page was served; none else.
    """
    if not hasattr(request, "home"):
        start = root_path(get_language() or "")
        slug = (start or "").strip("/").rpartition("/")[2]
        request.home = next(starmap(Step, along([slug], [start or ""])), None)
    home: Step | None = request.home
    return home
