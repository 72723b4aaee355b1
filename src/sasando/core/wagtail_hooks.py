"""The staff side of this room: the wall in Wagtail's screens, days off, freezes."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import modelform_factory
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages, widgets
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.viewsets.model import ModelViewSetGroup
from wagtail.models import Page

from sasando.core import (
    actions,
    calendar,
    choosing,
    desk,
    guide,
    offered,
    redaction,
    staff,
    text_links,
    ways_out,
)
from sasando.core.calendar import has_package_source
from sasando.core.changes import LoggedDelete, LoggedViewSet
from sasando.core.forms import OfficeForm
from sasando.core.lacking import lacks_of
from sasando.core.models import Approval, Ending, Freeze, Holiday, LeaveDecree
from sasando.core.refusals import Kept, NotAllowed, refuse_odd_years
from sasando.core.reports import LogReport

STAFF_CSS = "sasando/css/staff.css"
STAFF_JS = tuple(
    f"sasando/js/{name}.js" for name in ("staff-start", "picker", "first-save")
)
ACTIONS = {
    "page.approved": (_("Approved"), _("Approved this text")),
    "page.urgent": (_("Published alone"), _("Published without a second person")),
    "page.published": (_("Published"), _("Put the approved text out")),
    "page.ended": (_("Ended"), _("Took this page back at its approved end")),
    "page.voided": (_("Approval void"), _("Made the approval void by a change")),
    "page.adopted": (_("Approvals taken over"), _("Wrote earlier approvals down")),
    "page.revoked": (_("Revoked"), _("Revoked this page")),
    "page.redacted": (_("Redacted"), _("Blanked the text of one version")),
    "page.withdrawn": (_("Withdrawn"), _("Withdrew this page")),
    "page.approval_asked": (_("Approval asked"), _("Sent a link for approval")),
    "release.numbered": (_("Numbered"), _("Gave a number to this release")),
    "release.number_cancelled": (_("Number cancelled"), _("Cancelled a number")),
    "role.given": (_("Role given"), _("Gave a role")),
    "role.ended": (_("Role ended"), _("Ended a role")),
    "unit.noted": (_("Noted"), _("Noted about a work unit")),
    "holidays.imported": (_("Days off imported"), _("Imported days off")),
    "holidays.removed": (_("Day off taken out"), _("Took a day off out")),
}


actions.tell(ACTIONS, Holiday, LeaveDecree, Freeze)


# --- the wall, said in sentences -------------------------------------------
# The guard in `publication` holds without these; they only tell people why.


@hooks.register("construct_page_action_menu")
def no_way_around_the_workflow(items: list[Any], request: Any, context: Any) -> None:
    """Take away what would only be refused, and what only sends once more anew."""
    away = {"action-publish", "action-unpublish", "action-restart-workflow"}
    items[:] = [item for item in items if item.name not in away]


hooks.register("construct_homepage_panels", desk.only_today)


@hooks.register("register_admin_menu_item")
def today_item() -> MenuItem:
    """Let the menu lead to the first page too; Wagtail's has its mark alone."""
    address = reverse("wagtailadmin_home")
    return MenuItem(_("Today"), address, name="today", icon_name="home", order=1)


offered.no_refused_buttons()
offered.published_pages_stay()
offered.in_each_persons_language()
choosing.at_few_queries()


# After Wagtail's own, so in place of them.
hooks.register("register_rich_text_features", text_links.register, order=1000)


@hooks.register("construct_settings_menu")
def no_closed_screens(request: Any, items: list[Any]) -> None:
    """Take the screens that are closed out of the menu."""
    items[:] = [item for item in items if not offered.is_closed(item.url)]


@hooks.register("construct_help_menu")
def no_foreign_help(request: Any, items: list[Any]) -> None:
    """Take out the English pages of another product on another host."""
    items[:] = [item for item in items if "://" not in item.url]


@hooks.register("register_help_menu_item")
def guide_item() -> MenuItem:
    """Lead to the office's own guide."""
    return MenuItem(_("Office guide"), reverse("core_guide"), icon_name="help", order=1)


@hooks.register("register_page_header_buttons")
def steps(page: Page, user: Any, next_url: Any = None, **more: Any) -> Any:
    """Offer the steps of `staff` and `ways_out` to those who may take them."""
    if page.live and user.has_perm("core.revoke_page", page.specific):
        yield widgets.Button(
            _("Revoke or withdraw…"),
            reverse("core_withdraw", args=[page.pk]),
            icon_name="download",
            priority=60,
        )
    may_redact = user.has_perm("core.redact_version", page.specific)
    if may_redact and redaction.redactable(page).exists():
        yield widgets.Button(
            _("Redact a version…"),
            reverse("core_redact", args=[page.pk]),
            icon_name="no-view",
            priority=62,
        )
    waits = page.has_unpublished_changes or not page.live
    if waits and user.has_perm("core.ask_approval", page.specific):
        yield widgets.Button(
            _("Ask for approval by e-mail…"),
            reverse("core_ask", args=[page.pk]),
            icon_name="mail",
            priority=61,
        )


@hooks.register("register_admin_urls")
def addresses() -> list[Any]:
    """Give the two steps their addresses."""
    return [
        path("halaman/<int:page_id>/cabut/", ways_out.end, name="core_withdraw"),
        path("halaman/<int:page_id>/hapus-isi/", ways_out.redact, name="core_redact"),
        path("halaman/<int:page_id>/putuskan/", staff.decide, name="core_decide"),
        path("halaman/<int:page_id>/tautan/", staff.ask, name="core_ask"),
        path("panduan/", guide.guide, name="core_guide"),
        path("jejak/", LogReport.as_view(), name="core_log"),
        path(
            "jejak/hasil/",
            LogReport.as_view(results_only=True),
            name="core_log_results",
        ),
    ]


@hooks.register("insert_global_admin_css")
def on_a_phone() -> str:
    """Add our few rules to Wagtail's."""
    return format_html('<link rel="stylesheet" href="{}">', static(STAFF_CSS))


@hooks.register("insert_global_admin_js")
def without_inline_scripts() -> str:
    """Start Wagtail's date pickers and inline rows from a file."""
    return format_html_join(
        "", '<script src="{}"></script>', ((static(each),) for each in STAFF_JS)
    )


@hooks.register("construct_page_chooser_queryset")
def no_titles_of_drafts(pages: Any, request: HttpRequest) -> Any:
    """Offer, to choose from, what is out, and drafts to those who write or approve."""
    user = request.user
    if any(user.has_perm(step) for step in ("core.ask_approval", "core.approve_page")):
        return pages
    return pages.filter(live=True) | pages.filter(depth=1)


def say(request: HttpRequest, page: Page, sentence: str) -> HttpResponse:
    messages.error(request, sentence)
    return redirect("wagtailadmin_pages:edit", page.pk)


@hooks.register("before_publish_page")
def before_publish(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Say why the publish button is refused; the draft is saved by then."""
    reason = staff.why_not_published(page)
    return say(request, page, reason) if reason else None


@hooks.register("before_unpublish_page")
def before_unpublish(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Lead to the screen that asks for a reason."""
    return redirect("core_withdraw", page.pk) if page.live else None


@hooks.register("before_delete_page")
def before_delete(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Say why a page on record is not deleted, or one that holds such a page."""
    below = Page.objects.filter(path__startswith=page.path)
    if Approval.objects.filter(page__in=below).exists():
        return say(request, page, str(Kept()))
    return None


@hooks.register("before_edit_page")
def before_edit(request: HttpRequest, page: Page) -> None:
    """Tell whoever opens a text how its page ended, and what it waits for."""
    if request.method != "GET":
        return
    if ending := Ending.objects.of(page):
        messages.warning(request, ways_out.in_words(ending))
    if not page.workflow_in_progress:
        return
    for sentence in lacks_of(page):
        messages.warning(request, sentence)
    if request.user.has_perm("core.approve_page", page):
        read = messages.button(
            reverse("core_decide", args=[page.pk]), gettext("Read and decide")
        )
        messages.info(request, gettext("This text waits for approval."), buttons=[read])


@hooks.register("after_edit_page")
def after_edit(request: HttpRequest, page: Page) -> None:
    """Show what differs when somebody else saved while this person was writing."""
    loaded = request.POST.get("loaded_revision_id", "")
    newest, *earlier = page.revisions.order_by("-pk")[:2]
    if not (loaded and earlier) or loaded in {str(newest.pk), str(earlier[0].pk)}:
        return
    before = earlier[0]
    if before.user_id == request.user.pk:
        return
    compare = reverse(
        "wagtailadmin_pages:revisions_compare", args=[page.pk, before.pk, newest.pk]
    )
    messages.warning(
        request,
        gettext("%(name)s saved a text while you were writing. Both are kept.")
        % {"name": before.user},
        buttons=[messages.button(compare, gettext("See the difference"))],
    )


class LogMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm("core.view_entry")


@hooks.register("register_reports_menu_item")
def log_item() -> MenuItem:
    """Show the chained log among the reports, to those who may see it."""
    address = reverse("core_log")
    return LogMenuItem(_("Log that cannot be unmade"), address, icon_name="history")


# --- days off and freezes --------------------------------------------------


class HolidayForm(OfficeForm):
    """A change by hand names its own source, so that the next import leaves it."""

    def clean_date(self) -> date:
        day: date = self.cleaned_data["date"]
        try:
            refuse_odd_years(day)
        except NotAllowed as refusal:
            raise ValidationError(str(refusal)) from None
        return day

    def clean(self) -> Any:
        facts = super().clean()
        changed = set(self.changed_data) - {"source", "removed"}
        kept_source = "source" not in self.changed_data
        if changed and kept_source and has_package_source(self.instance):
            self.add_error(
                "source",
                gettext(
                    "Name the decree behind your change. The next import would undo "
                    "it under this source."
                ),
            )
        if other := self.same_day(facts):
            self.add_error("date", self.taken(other))
        return facts

    def same_day(self, facts: Any) -> Holiday | None:
        """Return another day off that counts on the date that is being given."""
        day, given = facts.get("date"), {"date", "removed"} & set(self.changed_data)
        if not day or not given or facts.get("removed"):
            return None
        others = Holiday.objects.counting().filter(date=day)
        return others.exclude(pk=self.instance.pk).first()

    def taken(self, other: Holiday) -> str:
        said = gettext(
            "This date is off already: “%(name)s” (%(kind)s). A day counts once; "
            "change that row instead."
        )
        return said % {"name": other.name, "kind": other.get_kind_display()}

    def _get_validation_exclusions(self) -> set[str]:
        # The rule "once a day and kind" asks for this field, also where no form has it.
        return super()._get_validation_exclusions() - {"removed"}


class RemoveDayOff(LoggedDelete):
    """Says what becomes of the day, and lets the verb do it."""

    @property
    def confirmation_message(self) -> str:
        if self.object.imported_on is None:
            return gettext("This day is deleted. The log keeps what it was.")
        return gettext(
            "This day does not count any more, and no import brings it back. It stays "
            "in the list, and you can let it count again there."
        )

    def get_success_message(self) -> str:
        return gettext("“%(name)s” does not count any more.") % {"name": self.object}

    def delete_action(self) -> None:
        calendar.remove(self.object, by=self.request.user, at=timezone.now())


class HolidayViewSet(LoggedViewSet):
    model = Holiday
    icon = "date"
    menu_label = _("Days off")
    list_display = (
        "date",
        "name",
        "kind",
        "source",
        BooleanColumn("provisional", label=_("provisional")),
        Column(
            "removed",
            label=_("Counts"),
            accessor=lambda day: _("no, taken out") if day.removed else _("yes"),
        ),
    )
    list_filter = ("kind", "provisional", "removed")
    search_fields = ("name", "source")
    form_fields = ("date", "name", "kind", "source", "provisional")
    delete_view_class = RemoveDayOff
    list_per_page = 50

    def get_form_class(self, for_update: bool = False) -> Any:
        fields = (*self.form_fields, "removed") if for_update else self.form_fields
        return modelform_factory(Holiday, form=HolidayForm, fields=fields)


class LeaveDecreeViewSet(LoggedViewSet):
    model = LeaveDecree
    icon = "doc-full"
    menu_label = _("Decrees on collective leave")
    list_display = ("year", "source")
    form_fields = ("year", "source")


class FreezeViewSet(LoggedViewSet):
    model = Freeze
    icon = "lock"
    menu_label = _("Freezes")
    list_display = ("reason", "starts_at", "ends_at")
    form_fields = ("reason", "starts_at", "ends_at")


class OfficeGroup(ModelViewSetGroup):
    menu_label = _("Calendar")
    menu_icon = "calendar-alt"
    items = (HolidayViewSet, LeaveDecreeViewSet, FreezeViewSet)


@hooks.register("register_admin_viewset")
def viewsets() -> Any:
    """Put the calendar of the law and the freezes into the menu."""
    return OfficeGroup()
