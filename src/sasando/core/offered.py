"""What Wagtail's own screens offer here: nothing that is only refused afterwards."""

from typing import Any, NoReturn

from django.http import HttpRequest
from django.utils.translation import gettext, gettext_lazy
from wagtail.admin.views.pages import usage
from wagtail.admin.views.pages.bulk_actions import (
    DeleteBulkAction,
    MoveBulkAction,
    PublishBulkAction,
    UnpublishBulkAction,
)
from wagtail.admin.views.pages.search import SearchView
from wagtail.admin.views.reports import workflows
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.admin.wagtail_hooks import (
    PageListingDeleteButton,
    PageListingUnpublishButton,
)
from wagtail.models import Page, PagePermissionTester

from sasando.core import publication
from sasando.core.models import Approval
from sasando.core.refusals import NotAllowed

# An office has one site, one workflow, and the groups that `accounts` makes of roles.
# To switch one off here would pass the log and the second person.
CLOSED = ("collections", "groups", "locales", "sites", "workflows")


def closed(request: HttpRequest, name: str) -> NoReturn:
    """Say why this screen is not there, also to whoever may do everything."""
    raise NotAllowed(
        gettext("This is set up once for the whole office. No screen changes it.")
    )


def is_closed(address: Any) -> bool:
    """Return whether an address of the staff side leads to a closed screen."""
    return any(f"/{name}/" in str(address) for name in CLOSED)


def is_not_shown(button: Any, user: Any) -> bool:
    return False


def was_never_out(button: Any, user: Any) -> bool:
    """Show "delete" for pages alone that no reader saw and nobody ever approved."""
    page = button.page
    if page.live or page.first_published_at or page.pk in approved_drafts(user):
        return False
    deletable: bool = page.permissions_for_user(user).can_delete()
    return deletable


def approved_drafts(user: Any) -> frozenset[int]:
    """Return the pages on record that were never out: few, whatever a list shows.

    One query a request; its person keeps the answer for the other rows.
    """
    if not hasattr(user, "approved_drafts"):
        drafts = Approval.objects.filter(page__first_published_at=None)
        user.approved_drafts = frozenset(drafts.values_list("page_id", flat=True))
    found: frozenset[int] = user.approved_drafts
    return found


def no_refused_buttons() -> None:
    """Take out what `publication` refuses for every page, and for pages on record."""
    closed = (DeleteBulkAction, MoveBulkAction, PublishBulkAction, UnpublishBulkAction)
    for action in closed:
        action.models = []
    PageListingUnpublishButton.is_shown = is_not_shown
    PageListingDeleteButton.is_shown = was_never_out


may_delete = PagePermissionTester.can_delete
may_move = PagePermissionTester.can_move
may_reorder = PagePermissionTester.can_reorder_children


def can_delete(tester: Any, ignore_bulk: bool = False) -> bool:
    """Answer as Wagtail does, but of a page with none below it by what is known of it.

    Wagtail asks the database, twice for each row of a list, what below is live.
    """
    page, user = tester.page, tester.user
    if user.is_superuser or not (user.is_active and page.is_leaf()):
        allowed: bool = may_delete(tester, ignore_bulk)
        return allowed
    rights = tester.permissions
    if page.is_root() or (page.live and "publish" not in rights):
        return False
    return "change" in rights or ("add" in rights and page.owner_id == user.pk)


def can_move(tester: Any) -> bool:
    """Answer Wagtail, which asks for each row of a list: seldom by a query of ours."""
    page = tester.page
    out = page.live or page.first_published_at
    if out or (page.numchild and publication.keeps_its_place(page)):
        return False
    allowed: bool = may_move(tester)
    return allowed


def can_reorder_children(tester: Any) -> bool:
    """Let nobody change the order where a page keeps its place: seldom a query."""
    page = tester.page
    if page.is_leaf() or not may_reorder(tester):
        return False
    return not publication.keeps_its_place(page)


def published_pages_stay() -> None:
    """Offer no move, and no new order, of what `publication` keeps in its place."""
    PagePermissionTester.can_delete = can_delete
    PagePermissionTester.can_move = can_move
    PagePermissionTester.can_reorder_children = can_reorder_children


def in_each_persons_language() -> None:
    """Give words back their translation that Wagtail translates once, at its start."""
    ChooserViewSet.search_tab_label = gettext_lazy("Search")
    ChooserViewSet.create_action_label = gettext_lazy("Create")
    ChooserViewSet.choose_one_text = gettext_lazy("Choose")
    ChooserViewSet.choose_another_text = gettext_lazy("Choose another")
    ChooserViewSet.edit_item_text = gettext_lazy("Edit")
    workflows.WorkflowView.page_title = gettext_lazy("Workflows")
    workflows.WorkflowTasksView.page_title = gettext_lazy("Workflow tasks")
    usage.ContentTypeUseView.page_title = gettext_lazy("Pages using")
    # Its list says "1-7 of 7 None" without them.
    SearchView.verbose_name = Page._meta.verbose_name
    SearchView.verbose_name_plural = Page._meta.verbose_name_plural
