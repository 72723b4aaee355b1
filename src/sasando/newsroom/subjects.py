"""What a link of ours is about, for whoever subscribed to topics and work units."""

from django.conf import settings
from wagtail.models import Page

from sasando.core.addresses import is_ours, ways_to
from sasando.core.models import ShortLink
from sasando.newsroom.stories import Story, topics_of


def about(link: str) -> tuple[list[str], list[int]]:
    """Return topics (slugs) and work units of the story at a link of ours.

    A unit counts for those above it too: who follows an office hears of its sections.
    Up to seven queries; none for a link elsewhere.
    """
    link = unfolded(link)
    if not link or not is_ours(link):
        return [], []
    there = Page.objects.filter(url_path__in=ways_to(link)).order_by("-depth")
    found = there.values_list("pk", flat=True).first()
    story = Story.objects.filter(pk=found, live=True).select_related("unit").first()
    if story is None:
        return [], []
    units, unit = [], story.unit
    while unit is not None and unit.pk not in units:
        units.append(unit.pk)
        unit = unit.parent
    return [slug for slug, _name in topics_of(story.pk)], units


def unfolded(link: str) -> str:
    """Return where a short link of ours leads; any other link as it is."""
    before, sign, code = link.partition("/s/")
    if not (sign and is_ours(link)) or before not in {"", settings.PUBLIC_URL}:
        return link
    found = ShortLink.objects.filter(code=code.strip("/"))
    return found.values_list("target", flat=True).first() or ""
