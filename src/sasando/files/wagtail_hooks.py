"""The staff side of this room: why a file on a published page is not deleted."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.documents.views.bulk_actions.delete import (
    DeleteBulkAction as DeleteManyDocuments,
)
from wagtail.documents.views.documents import DeleteView as DeleteDocument
from wagtail.images.views.bulk_actions.delete import (
    DeleteBulkAction as DeleteManyPictures,
)
from wagtail.images.views.chooser import viewset as chooser
from wagtail.images.views.images import DeleteView as DeletePicture

from sasando.core import actions
from sasando.core.refusals import NotAllowed
from sasando.files import batch, screens, shown
from sasando.files.models import OfficeDocument, Picture
from sasando.files.rights import READ_OWN, Consent

ACTIONS = {
    "picture.rights": (_("Rights changed"), _("Changed rights or consent")),
    "picture.replaced": (_("Replaced"), _("Replaced this picture everywhere")),
}

View = Callable[..., HttpResponse]
LISTS: dict[Any, str] = {
    Picture: "wagtailimages:index",
    OfficeDocument: "wagtaildocs:index",
}


actions.tell(ACTIONS)


@hooks.register("register_admin_urls", order=-1)
def addresses() -> list[Any]:
    """Stand before Wagtail's two screens: their refusal is the same for everything."""
    picture = unless_shown(DeletePicture.as_view(), Picture)
    document = unless_shown(DeleteDocument.as_view(), OfficeDocument)
    chosen = unless_retired(chooser.chosen_view)
    formatted = unless_retired(chooser.select_format_view)
    return [
        path("images/<int:image_id>/delete/", picture),
        path("documents/delete/<int:document_id>/", document),
        path("images/chooser/chosen/<str:pk>/", chosen),
        path("images/chooser/<int:image_id>/select_format/", formatted),
        path("images/multiple/add/", batch.AddMany.as_view()),
        path("images/multiple/sama/", batch.same_for_all, name="files_same"),
        path("hak-foto/", screens.photo_rights, name="files_rights"),
        path("hak-foto/<int:picture_id>/ganti/", screens.replace, name="files_replace"),
    ]


@hooks.register("insert_global_admin_js")
def fields_of_rights() -> str:
    """Show a field about rights once its answer is chosen, wherever a picture is kept.

    Pictures are uploaded in the editor of a page too.
    """
    address = static("sasando/js/photo-fields.js")
    return format_html('<script type="module" src="{}"></script>', address)


class RightsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(READ_OWN)


@hooks.register("register_admin_menu_item")
def rights_item() -> MenuItem:
    """Show the list of lapsed rights to those who may act on it, or took the photos."""
    address = reverse("files_rights")
    return RightsMenuItem(_("Photo rights"), address, icon_name="image", order=310)


@hooks.register("construct_image_chooser_queryset")
def choosable(pictures: Any, request: HttpRequest) -> Any:
    """Leave out what was replaced, and what nobody agrees to any more."""
    return pictures.filter(replaced_by=None).exclude(consent=Consent.WITHDRAWN)


def unless_retired(view: View) -> View:
    """Return the view of a chooser, closed for pictures that nobody may choose."""

    def answer(request: HttpRequest, **named: Any) -> HttpResponse:
        key = next(iter(named.values()))
        chosen = Picture.objects.filter(pk=key) if str(key).isdecimal() else None
        if (
            chosen is not None
            and chosen.exists()
            and not choosable(chosen, request).exists()
        ):
            raise NotAllowed(gettext("This picture is not used any more."))
        return view(request, **named)

    return answer


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
    for row in rows:
        if why := shown.why_fixed(row):
            messages.error(request, why)
            return redirect(LISTS[type(row)])
    return None
