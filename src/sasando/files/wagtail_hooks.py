"""The staff side of this room: why a file on a published page is not deleted."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.documents.views.bulk_actions.delete import (
    DeleteBulkAction as DeleteManyDocuments,
)
from wagtail.documents.views.documents import DeleteView as DeleteDocument
from wagtail.images.views.bulk_actions.delete import (
    DeleteBulkAction as DeleteManyPictures,
)
from wagtail.images.views.images import DeleteView as DeletePicture

from sasando.files import shown
from sasando.files.models import OfficeDocument, Picture

ACTIONS = {
    "picture.rights": (_("Rights changed"), _("Changed rights or consent")),
    "picture.replaced": (_("Replaced"), _("Replaced this picture everywhere")),
}

View = Callable[..., HttpResponse]
LISTS: dict[Any, str] = {
    Picture: "wagtailimages:index",
    OfficeDocument: "wagtaildocs:index",
}


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    """Name what the chained log may be told of pictures."""
    for name, (label, message) in ACTIONS.items():
        actions.register_action(name, label, message)


@hooks.register("register_admin_urls", order=-1)
def addresses() -> list[Any]:
    """Stand before Wagtail's two screens: their refusal is the same for everything."""
    picture = unless_shown(DeletePicture.as_view(), Picture)
    document = unless_shown(DeleteDocument.as_view(), OfficeDocument)
    return [
        path("images/<int:image_id>/delete/", picture),
        path("documents/delete/<int:document_id>/", document),
    ]


def unless_shown(view: View, model: Any) -> View:
    """Return the view, closed for rows that a published page shows."""

    def answer(request: HttpRequest, **named: int) -> HttpResponse:
        rows = model.objects.filter(pk__in=named.values())
        return refuse(request, rows) or view(request, **named)

    return answer


class _KeepShown:
    """Says why some of many files are not deleted; then none is."""

    def prepare_action(self, objects: list[Any], *rest: Any) -> HttpResponse | None:
        refusal = refuse(self.request, objects)  # type: ignore[attr-defined]
        return refusal or super().prepare_action(objects, *rest)  # type: ignore[misc]


@hooks.register("register_bulk_action", order=1)
class DeletePictures(_KeepShown, DeleteManyPictures):
    """Takes the place of Wagtail's, which is registered before."""


@hooks.register("register_bulk_action", order=1)
class DeleteDocuments(_KeepShown, DeleteManyDocuments):
    """Takes the place of Wagtail's, which is registered before."""


def refuse(request: HttpRequest, rows: Any) -> HttpResponse | None:
    """Return the way back to the list when a published page shows one of `rows`."""
    kept = next(filter(shown.is_shown, rows), None)
    if kept is None:
        return None
    messages.error(request, shown.sentence())
    return redirect(LISTS[type(kept)])
