"""Maps for search engines: by year, so that a new story changes one of them alone."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any
from xml.sax.saxutils import escape

from django.conf import settings
from django.db.models import Max
from django.db.models.functions import Coalesce, ExtractYear
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe
from wagtail.models import Page

from sasando.core.addresses import address_of, whole
from sasando.core.models import listed
from sasando.newsroom.models import Story
from sasando.website.finding import root_path
from sasando.website.models import office_of

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
NEWS = "http://www.google.com/schemas/sitemap-news/0.9"
LINKS = "http://www.w3.org/1999/xhtml"
# What such a map of news may hold: two days, counted back from the newest story, so
# that it does not change by itself.
RECENT, MOST_RECENT = timedelta(days=2), 1_000


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List the maps: of pages, of each year's stories, of news. One query."""
    by_year = stories().annotate(year=ExtractYear("first_published_at")).values("year")
    years = by_year.annotate(last=Max("moved")).order_by("-year")
    maps = [(reverse("sitemap_pages"), None), (reverse("sitemap_news"), None)]
    maps += [
        (reverse("sitemap_year", args=[row["year"]]), row["last"]) for row in years
    ]
    lines = "".join(
        f"<sitemap><loc>{whole(address)}</loc>{last_change(at)}</sitemap>\n"
        for address, at in maps
    )
    return xml(f'<sitemapindex xmlns="{SPACE}">\n{lines}</sitemapindex>\n')


@require_safe
def year(request: HttpRequest, year: int) -> HttpResponse:
    """List the stories of one year with their translations. Two queries."""
    rows = stories().filter(first_published_at__year=year)
    facts = ("url_path", "translation_key", "moved")
    found = list(rows.order_by("first_published_at", "pk").values_list(*facts))
    if not found:
        raise Http404
    return urls((*row, twins) for row, twins in with_twins(found))


@require_safe
def pages(request: HttpRequest) -> HttpResponse:
    """List every page that is no story. Two queries."""
    starts = [root_path(code) or "-" for code, _name in settings.LANGUAGES]
    others = listed(Page.objects.filter(depth__gt=1)).exclude(
        pk__in=Story.objects.values("pk")
    )
    facts = ("url_path", "translation_key", "last_published_at")
    found = list(others.order_by("path").values_list(*facts))
    shown = [row for row in found if any(row[0].startswith(path) for path in starts)]
    return urls((*row, twins) for row, twins in with_twins(shown))


@require_safe
def news(request: HttpRequest) -> HttpResponse:
    """List the stories of the last two days on which any went out. Three queries."""
    there = stories().filter(publicationpage=None)
    newest = there.aggregate(newest=Max("first_published_at"))["newest"]
    recent = there.filter(first_published_at__gt=newest - RECENT) if newest else []
    name = escape(office_of(request).name or "Sasando")
    lines = "".join(news_lines(recent, name)) if newest else ""
    return xml(f'<urlset xmlns="{SPACE}" xmlns:news="{NEWS}">\n{lines}</urlset>\n')


def news_lines(recent: Any, name: str) -> Iterator[str]:
    rows = recent.order_by("-first_published_at", "-pk")
    facts = ("url_path", "title", "first_published_at")
    for url_path, title, at in rows.values_list(*facts)[:MOST_RECENT]:
        address, language = address_of(url_path)
        yield (
            f"<url><loc>{whole(address)}</loc><news:news><news:publication>"
            f"<news:name>{name}</news:name><news:language>{language}</news:language>"
            f"</news:publication><news:publication_date>{at.isoformat()}"
            f"</news:publication_date><news:title>{escape(title)}</news:title>"
            "</news:news></url>\n"
        )


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Say what programs may read: all that is public, but no search."""
    lines = ["User-agent: *", "Disallow: /kantor/", "Disallow: /narasumber/"]
    lines += [f"Sitemap: {whole(reverse('sitemap'))}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


def stories() -> Any:
    """Return the stories that lists may show, with the date of the last real change."""
    every: Any = Story.listed
    return every.out().annotate(moved=Coalesce("changed_at", "first_published_at"))


def with_twins(rows: list[Any]) -> Iterator[tuple[Any, list[str]]]:
    """Yield address and date of each row, with all addresses of the text. One query."""
    keys = {row[1] for row in rows}
    every = listed(Page.objects.filter(translation_key__in=keys))
    twins: dict[Any, list[str]] = defaultdict(list)
    for key, url_path in every.order_by("pk").values_list(
        "translation_key", "url_path"
    ):
        twins[key].append(url_path)
    for url_path, key, at in rows:
        yield (url_path, at), twins[key]


def urls(rows: Iterable[tuple[str, datetime | None, list[str]]]) -> HttpResponse:
    lines = []
    for url_path, at, twins in rows:
        address, _language = address_of(url_path)
        found = [address_of(each) for each in twins] if len(twins) > 1 else []
        links = "".join(
            f'<xhtml:link rel="alternate" hreflang="{code}" href="{whole(each)}"/>'
            for each, code in sorted(found, key=lambda pair: pair[1])
        )
        lines.append(
            f"<url><loc>{whole(address)}</loc>{last_change(at)}{links}</url>\n"
        )
    space = f'xmlns="{SPACE}" xmlns:xhtml="{LINKS}"'
    return xml(f"<urlset {space}>\n{''.join(lines)}</urlset>\n")


def last_change(at: datetime | None) -> str:
    return f"<lastmod>{at.isoformat(timespec='seconds')}</lastmod>" if at else ""


def xml(body: str) -> HttpResponse:
    return HttpResponse(HEAD + body, content_type="application/xml; charset=utf-8")
