"""What a page says of itself to programs: links, previews, and schema.org as JSON-LD.

All of it is read from what the page has loaded already: no query of its own.
"""

import json
from dataclasses import dataclass
from typing import Any

from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from sasando.core.addresses import Place, whole
from sasando.core.tongues import plain
from sasando.newsroom.models import Story
from sasando.newsroom.sections import SectionPage
from sasando.website.cards import HEIGHT, WIDTH, card_for
from sasando.website.models import HomePage, OfficeSettings

# None of these may end the element, or begin another one.
ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}
LOCALES = {"id": "id_ID", "en": "en_GB"}


@dataclass(frozen=True, slots=True)
class About:
    """What stands in the head of a page."""

    title: str
    description: str
    url: str
    kind: str
    image: str
    locale: str
    languages: tuple[tuple[str, str], ...]
    feeds: str
    data: SafeString
    width: int = WIDTH
    height: int = HEIGHT


def about(context: Any, office: OfficeSettings) -> About | None:
    """Return what to say of the page of this context; None where it is no public one.

    Old versions, what was revoked, and what opens by a link alone say nothing.
    """
    request, page = context.get("request"), context.get("page")
    hidden = context.get("ending") or context.get("approval")
    is_public = page is not None or context.get("is_public")
    if request is None or hidden or not is_public:
        return None
    here, image = whole(request.path), whole(card_for(page, office))
    story = page if isinstance(page, Story) else None
    title = page.title if page else context.get("name") or title_of(context.get("unit"))
    if isinstance(page, HomePage):
        title = office.title() or page.title
    title = ": ".join([str(title or office.title()), *chosen(context)])
    text = getattr(page, "summary", "") or getattr(page, "intro", "")
    return About(
        title=title,
        description=text[:200] or " · ".join(filter(None, (title, office.title()))),
        url=here,
        kind="article" if story else "website",
        image=image,
        locale=LOCALES.get(get_language() or "", ""),
        languages=languages(context, request.path),
        feeds=feeds_of(page),
        data=as_script(graph(context, office, here, image)),
    )


def chosen(context: Any) -> list[str]:
    """Return what a list is narrowed to, which tells it from the whole."""
    narrowed = context.get("chosen")
    if not narrowed:
        return []
    words = (strip_tags(narrowed.name), str(narrowed.year or ""))
    return [", ".join(filter(None, words))]


def title_of(unit: Any) -> str:
    return unit.title() if unit else ""


def languages(context: Any, path: str) -> tuple[tuple[str, str], ...]:
    """Return (language, address) of this page and its translation, or nothing.

    Archives and narrowed lists have none: their translations hold other items.
    """
    around = context.get("around")
    other: Place | None = around.twin if around else context.get("twin")
    narrowed = context.get("chosen") or getattr(context.get("leaf"), "number", 0)
    if other is None or narrowed:
        return ()
    mine = get_language() or ""
    both = {mine: whole(path), other.language: whole(other.url)}
    return (*sorted(both.items()), ("x-default", both.get("id", whole(path))))


def feeds_of(page: Any) -> str:
    """Return the address before the names of the feeds that belong to a page, or ""."""
    if isinstance(page, HomePage | SectionPage):
        return str(page.get_url() or "")
    return ""


def graph(
    context: Any, office: OfficeSettings, here: str, image: str
) -> list[dict[str, Any]]:
    """Return what schema.org calls the things on this page."""
    page, around = context.get("page"), context.get("around")
    things = [organization(office)]
    if isinstance(page, Story):
        things.append(article(page, context, here, image))
    if around and around.above:
        things.append(crumbs([*around.above, Place(page.title, page.get_url())]))
    return things


def organization(office: OfficeSettings) -> dict[str, Any]:
    """Return the office as GovernmentOrganization, without what it does not say."""
    facts = {
        "@type": "GovernmentOrganization",
        "@id": whole("/#kantor"),
        "name": office.title(),
        "alternateName": office.short_name,
        "url": whole("/"),
        "email": office.email,
        "telephone": office.phone,
        "address": plain(office.address, office.address_en),
        "logo": office.mark and whole(office.mark_url()),
        "sameAs": office.lines(),
        "parentOrganization": office.body
        and {
            "@type": "GovernmentOrganization",
            "name": plain(office.body, office.body_en),
        },
    }
    return {name: value for name, value in facts.items() if value}


def article(story: Story, context: Any, here: str, image: str) -> dict[str, Any]:
    first = story.first_published_at
    facts = {
        "@type": "NewsArticle",
        "@id": f"{here}#berita",
        "mainEntityOfPage": here,
        "headline": story.title[:110],
        "description": story.summary,
        "inLanguage": get_language(),
        "datePublished": first and first.isoformat(),
        "dateModified": (story.changed_at or first) and iso(story.changed_at or first),
        "author": [
            {"@type": "Person", "name": name} for name in context.get("writers") or ()
        ]
        or {"@id": whole("/#kantor")},
        "publisher": {"@id": whole("/#kantor")},
        "image": image,
        "keywords": [name for _slug, name in context.get("topics") or ()],
        "isAccessibleForFree": True,
    }
    return {name: value for name, value in facts.items() if value}


def iso(moment: Any) -> str:
    return str(moment.isoformat())


def crumbs(places: list[Place]) -> dict[str, Any]:
    steps = [
        {
            "@type": "ListItem",
            "position": number,
            "name": each.title,
            "item": whole(each.url),
        }
        for number, each in enumerate(places, start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": steps}


def as_script(things: list[dict[str, Any]]) -> SafeString:
    """Return the data as one element, which no browser runs."""
    facts = {"@context": "https://schema.org", "@graph": things}
    text = json.dumps(facts, ensure_ascii=False).translate(ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308 - escaped above
