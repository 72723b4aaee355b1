"""What leads to one page: read before it is revoked or withdrawn."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, ReferenceIndex

from sasando.core.models import Ending, ShortLink

# Rows that the wall itself keeps about a page lead no reader to it.
OURS = ("core", "wagtailcore")


@dataclass(frozen=True, slots=True)
class Pointer:
    """One place that leads to a page: how, what it is called, where to change it."""

    how: str
    title: str
    url: str | None


def pointers(page: Page, *, by: Any) -> list[Pointer]:
    """Return all that leads to this page, for this person to change.

    Links, choosers, other endings, menus, short links, translations. About ten queries,
    however many pages link.
    """
    found: list[Pointer] = []
    for look in (of_pages, of_other_rows):
        found += look(page, by)
    for search in (of_endings, of_menus, of_redirects, of_short_links):
        found += search(page)
    found += of_translations(page)
    return found


def references(page: Page) -> Any:
    return ReferenceIndex.get_references_to(page)


def of_pages(page: Page, by: Any) -> Iterator[Pointer]:
    """Yield the pages whose text or fields name this one. Three queries."""
    pages = ContentType.objects.get_for_model(Page)
    rows = references(page).filter(base_content_type=pages)
    keys = {int(key) for key in rows.values_list("object_id", flat=True)}
    for each in Page.objects.filter(pk__in=keys - {page.pk}).order_by("path"):
        how = _("Links here") if each.live else _("Links here; not published")
        yield to_page(how, each)


def of_other_rows(page: Page, by: Any) -> Iterator[Pointer]:
    """Yield snippets and settings that name this page."""
    finder = AdminURLFinder(by)
    rows = references(page).exclude(base_content_type__app_label__in=OURS)
    for each in rows.select_related("content_type").order_by("pk"):
        record = each.content_type.get_object_for_this_type(pk=each.object_id)
        how = _("Links here") + f" ({record._meta.verbose_name})"
        yield Pointer(how, str(record), finder.get_edit_url(record))


def of_endings(page: Page) -> Iterator[Pointer]:
    rows = Ending.objects.in_force().filter(goes_to=page).select_related("page")
    for each in rows:
        yield to_page(_("Ended; its readers are sent here"), each.page)


def of_menus(page: Page) -> Iterator[Pointer]:
    if page.show_in_menus:
        yield to_page(_("The menu of the site"), page)


def of_redirects(page: Page) -> Iterator[Pointer]:
    """Yield the redirects to this page, which Wagtail keeps out of its index."""
    for each in Redirect.objects.filter(redirect_page_id=page.pk):
        edit = reverse("wagtailredirects:edit", args=[each.pk])
        yield Pointer(_("Redirect"), each.old_path, edit)


def of_short_links(page: Page) -> Iterator[Pointer]:
    """Yield short links whose address is this page's or one below it. One query."""
    path, whole = page.get_url() or "", page.get_full_url() or ""
    if not path:
        return
    targets = Q()
    for address in {path, whole}:
        # The slash keeps "/berita/jalan-baru" out of what leads to "/berita/jalan".
        targets |= Q(target=address.rstrip("/")) | Q(target__startswith=address)
    for link in ShortLink.objects.filter(targets):
        yield Pointer(_("Short link"), link.title, link.get_absolute_url())


def of_translations(page: Page) -> Iterator[Pointer]:
    for each in page.get_translations().select_related("locale"):
        how = _("Translation; it stays as it is")
        yield to_page(how, each)


def to_page(how: str, page: Page) -> Pointer:
    return Pointer(
        how,
        page.get_admin_display_title(),
        reverse("wagtailadmin_pages:edit", args=[page.pk]),
    )
