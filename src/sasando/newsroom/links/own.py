"""Asks our own database about links to our own site: no request goes out for them."""

from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest
from django.urls import Resolver404, resolve
from django.utils.translation import get_language_from_path, override
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.models import Page, Site

from sasando.core.models import Ending, ShortLink
from sasando.newsroom.links.answers import Answer, Verdict

FINE = Answer(Verdict.FINE, "")
NO_PAGE = Answer(Verdict.FAILS, "no-page")
NOT_PUBLIC = Answer(Verdict.FAILS, "not-public")
NO_DOCUMENT = Answer(Verdict.FAILS, "no-document")
# A view that is no page: nobody can say from here what it answers.
CANNOT_SAY = Answer(Verdict.UNSURE, "odd")


def is_ours(address: str) -> bool:
    """Return whether an address names a page of ours, by key, path or host."""
    parts = urlsplit(address)
    try:
        port = parts.port
    except ValueError:
        # A number beyond all ports is nobody's.
        return False
    return parts.scheme not in {"http", "https"} or (
        parts.hostname == settings.PUBLIC.hostname and port == settings.PUBLIC.port
    )


def ask(address: str) -> Answer:
    """Return whether readers find what this link of ours names. Two to ten queries."""
    kind, _colon, key = address.partition(":")
    if kind == "page":
        return of_page(Page.objects.filter(pk=int(key)).first())
    if kind == "document":
        return of_document(key)
    return of_path(unquote(urlsplit(address).path) or "/")


def of_page(page: Page | None) -> Answer:
    if page is None:
        return NO_PAGE
    return FINE if page.live or leads_on(page) else NOT_PUBLIC


def leads_on(page: Page) -> bool:
    """Return whether readers of a withdrawn page are sent to another that is there."""
    ending = Ending.objects.of(page)
    return bool(ending and ending.redirects and ending.onward)


def of_document(key: Any) -> Answer:
    there = get_document_model().objects.filter(pk=int(key)).exists()
    return FINE if there else NO_DOCUMENT


def of_path(path: str) -> Answer:
    """Return what stands at a path of our site, in the language of the path."""
    with override(get_language_from_path(path) or settings.LANGUAGE_CODE):
        try:
            found = resolve(path)
        except Resolver404:
            # Readers of a path without its last slash are sent to the one with it.
            return of_redirect(path) if path.endswith("/") else of_path(f"{path}/")
        if found.url_name == "wagtail_serve":
            return of_route(found.args[0] if found.args else "", path=path)
    if found.url_name == "wagtaildocs_serve":
        return of_document(found.kwargs["document_id"])
    if found.url_name == "short_link":
        there = ShortLink.objects.filter(code=found.kwargs["code"]).exists()
        return FINE if there else NO_PAGE
    return CANNOT_SAY


def of_route(route: str, *, path: str) -> Answer:
    """Return what Wagtail finds at the route, as it does for a reader."""
    site = Site.objects.get(is_default_site=True)
    parts = [part for part in route.split("/") if part]
    try:
        found = site.root_page.localized.specific.route(HttpRequest(), parts)
    except Http404:
        return of_redirect(path)
    return of_page(found.page)


def of_redirect(path: str) -> Answer:
    site = Site.objects.filter(is_default_site=True).first()
    old = Redirect.normalise_path(path)
    there = Redirect.get_for_site(site).filter(old_path=old).exists()
    return FINE if there else NO_PAGE
