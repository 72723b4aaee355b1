"""The staff screen on which somebody says that a translation is still right."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.contrib.simple_translation.views import SubmitPageTranslationView
from wagtail.models import Page

from sasando.core import staff
from sasando.core.workflow import NotAllowed
from sasando.newsroom import translations
from sasando.newsroom.translations import Translation


class Translate(SubmitPageTranslationView):
    """Wagtail's screen, with the languages that can be chosen; a single one is."""

    template_name = "newsroom/translate.html"

    def get_form(self) -> Any:
        form = super().get_form()
        field = form.fields["locales"]
        # Wagtail only greys them out: sent all the same, they end in a fault.
        field.queryset = field.queryset.exclude(pk__in=field.widget.disabled_values)
        if len(field.queryset) == 1:
            form.initial["locales"] = field.queryset
        return form


def translation(request: HttpRequest, page_id: int) -> HttpResponse:
    """Show what really changed in the source since; confirm the translation by POST."""
    page = staff.page_for(request, page_id, "newsroom.confirm_translation")
    row = translations.stale(page)
    if row is None:
        messages.info(request, _("This translation is up to date already."))
        return redirect("wagtailadmin_pages:edit", page.pk)
    if request.method == "POST":
        try:
            translations.confirm(page, by=request.user, at=timezone.now())
        except NotAllowed as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Noted: the translation is still right."))
        return redirect("wagtailadmin_pages:edit", page.pk)
    source = row.source.specific
    facts = {
        "page_title": _("The source has changed"),
        "page": page,
        "source": source,
        "changes": changes_since(row, source),
        "difference": difference_for(request, row),
    }
    return render(request, "newsroom/translation.html", facts)


def changes_since(row: Translation, source: Page) -> list[dict[str, object]]:
    told = source.history().changes
    return [each for each in told if row.as_of is None or each["at"] > row.as_of]


def difference_for(request: HttpRequest, row: Translation) -> str:
    """Return where the texts are compared, or the page itself for who may not."""
    may_edit = row.source.permissions_for_user(request.user).can_edit()
    there = row.difference_url() if may_edit else ""
    return there or str(row.source.get_url(request) or "")


def warn(request: HttpRequest, page: Page) -> None:
    """Tell who opens a translation in the editor that its source has changed."""
    row = translations.stale(page) if request.method == "GET" else None
    if row is None:
        return
    look = messages.button(difference_for(request, row), _("See the difference"))
    there = reverse("newsroom_translation", args=[page.pk])
    answer = messages.button(there, _("Still right?"))
    words = {"title": row.source.title}
    said = _("The source “%(title)s” has really changed since this was translated.")
    messages.warning(request, said % words, buttons=[look, answer])
