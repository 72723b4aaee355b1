"""Public addresses of this room that are no pages of the tree, in each language."""

from django.urls import path, re_path
from django.utils.translation import gettext_lazy as _
from django.views.generic import RedirectView
from wagtail.urls import serve_pattern

from sasando.newsroom import mistake_screens
from sasando.website import cards, design, feeds, finding, search, sitemaps, views

# The same for both languages.
for_both = [
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap/halaman.xml", sitemaps.pages, name="sitemap_pages"),
    path("sitemap/berita.xml", sitemaps.news, name="sitemap_news"),
    path("sitemap/<int:year>.xml", sitemaps.year, name="sitemap_year"),
    path("robots.txt", sitemaps.robots, name="robots"),
    path("kartu/<int:key>-<slug:mark>.jpg", cards.card, name="card"),
]

urlpatterns = [
    path(_("topics/<slug:slug>/"), views.topic, name="topic"),
    path(_("topics/<slug:slug>/page/<int:number>/"), views.topic, name="topic_leaf"),
    # What English addresses said before.
    path(
        "topics/<slug:slug>/hal/<int:number>/",
        RedirectView.as_view(pattern_name="topic_leaf", permanent=True),
    ),
    path(
        "units/<int:key>/hal/<int:number>/",
        RedirectView.as_view(pattern_name="unit_leaf", permanent=True),
    ),
    path(_("units/"), views.units, name="units"),
    path(_("units/<int:key>/"), views.unit, name="unit"),
    path(_("units/<int:key>/page/<int:number>/"), views.unit, name="unit_leaf"),
    path("_design/", design.design, name="design"),
    path(_("mistakes/<int:key>/"), mistake_screens.report, name="mistake"),
    path(
        _("mistakes/<int:key>/thanks/"), mistake_screens.thanks, name="mistake_thanks"
    ),
    path(_("search/"), search.search, name="search"),
    re_path(
        r"^(?:(?P<section>[-\w]{1,100})/)?(?P<form>rss\.xml|atom\.xml|feed\.json)$",
        feeds.feed,
        name="feed",
    ),
    # Not all of wagtail.urls: it holds a sign-in page of Django's own.
    re_path(serve_pattern, finding.serve, name="wagtail_serve"),
]
