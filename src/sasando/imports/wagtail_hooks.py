"""The staff side of this room: imports and feeds in the menu, what the log may say."""

from typing import Any

from django.http import HttpRequest
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem
from wagtail.admin.ui.tables import BooleanColumn, Column

from sasando.core import actions
from sasando.core.changes import LoggedCreate, LoggedEdit, LoggedViewSet
from sasando.imports import screens
from sasando.imports.forms import FeedForm
from sasando.imports.models import Feed

ACTIONS = {
    "import.received": (_("Import received"), _("Received an export")),
    "import.refused": (_("Import refused"), _("Could not read an export")),
    "import.read": (_("Import read"), _("Read an export")),
    "import.started": (_("Import started"), _("Began to bring an export in")),
    "import.brought": (_("Brought in"), _("Brought an export in as drafts")),
    "import.approved": (_("Import approved"), _("Approved the texts of an import")),
    "import.published": (_("Import published"), _("Published the approved texts")),
    "import.undone": (_("Undo asked"), _("Asked to take an import back")),
    "import.taken_back": (_("Import taken back"), _("Took an import back")),
    "page.imported": (_("Brought in"), _("Brought this page in from another site")),
    "page.unimported": (_("Taken back"), _("Took this imported page back")),
}


actions.tell(ACTIONS, Feed)


@hooks.register("register_admin_urls")
def addresses() -> list[Any]:
    """Give the screens their addresses."""
    one = "impor/<int:number>/"
    return [
        path("impor/", screens.index, name="imports_index"),
        path("impor/baru/", screens.new, name="imports_new"),
        path(one, screens.show, name="imports_show"),
        path(f"{one}mulai/", screens.start, name="imports_start"),
        path(f"{one}setujui/", screens.approve, name="imports_approve"),
        path(f"{one}batalkan/", screens.undo, name="imports_undo"),
        path(f"{one}baris.csv", screens.table, name="imports_table"),
    ]


class SeenMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(screens.SEE)


class SeenSubmenu(SubmenuMenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(screens.SEE)


class NewFeed(LoggedCreate):
    def save_instance(self) -> Any:
        # Drafts from it are this person's: somebody else has to approve them.
        self.form.instance.by = self.request.user
        return super().save_instance()


class EditedFeed(LoggedEdit):
    def save_instance(self) -> Any:
        # Who turns it to other words answers for them as who sets it up.
        if {"address", "unit"} & set(self.form.changed_data):
            self.form.instance.by = self.request.user
        return super().save_instance()


class FeedViewSet(LoggedViewSet):
    """Feeds are switched off, never deleted: what they brought names them."""

    model = Feed
    icon = "rss"
    menu_label = _("Feeds")
    add_to_admin_menu = False
    form_class = FeedForm
    add_view_class = NewFeed
    edit_view_class = EditedFeed
    list_display = (
        "name",
        "address",
        BooleanColumn("is_active", label=_("Asked every hour")),
        "asked_at",
        Column("why_failed", label=_("last error")),
    )
    form_fields = ("name", "address", "unit", "is_active")


feeds = FeedViewSet("feeds", url_prefix="umpan")


@hooks.register("register_admin_viewset")
def viewsets() -> Any:
    """Give the feeds their screens."""
    return feeds


@hooks.register("register_admin_menu_item")
def menu() -> MenuItem:
    """Put imports and feeds under one entry, for those who may see them."""
    items = [
        SeenMenuItem(_("WordPress"), reverse("imports_index"), icon_name="download"),
        SeenMenuItem(_("Feeds"), reverse("feeds:index"), icon_name="rss"),
    ]
    inside = Menu(None, items=items)
    return SeenSubmenu(_("Import"), inside, icon_name="download", order=850)
