"""The first save of a page: it ends in the page, or in the form with a sentence.

Wagtail looks at the slug, and a moment later adds the page. Between the two somebody
else, or the autosave of the same form, may have taken that slug or that place in the
tree; Wagtail answers with a fault then, and the text is lost.

A form that made its page and is sent to the first address once more (its answer was
lost, or came late) is led to that page with all that it holds, and goes on there.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.views.pages.create import CreateView
from wagtail.admin.views.pages.edit import EditView
from wagtail.models import Page

create, edit = CreateView.post, EditView.post
form_valid, form_invalid = CreateView.form_valid, CreateView.form_invalid
# In the session: which form made which page.
KEPT, MOST = "first_saves", 20
ONCE_MORE = "lanjut"


def go_on(self: Any, request: HttpRequest) -> Any:
    """Lead a form that made its page already to that page, with all that it holds."""
    made = request.session.get(KEPT, {}).get(request.POST.get("first_save"))
    draft = Page.objects.child_of(self.parent_page).filter(pk=made).first()
    if made is None or draft is None:
        return create(self, request)
    address = reverse("wagtailadmin_pages:edit", args=[draft.pk])
    # 307: the browser sends the same once more, there.
    return HttpResponseRedirect(f"{address}?{ONCE_MORE}=1", preserve_request=True)


def take_rows_anew(self: Any, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
    """Let the rows of such a form stand for those it made: it holds all of them."""
    if ONCE_MORE in request.GET:
        for name in set(self.form_class.formsets) - {"comments"}:
            getattr(self.page, name).clear()
    return edit(self, request, *args, **kwargs)


def remember(view: Any) -> None:
    """Keep for this session which page this form made."""
    if form := view.request.POST.get("first_save"):
        made = view.request.session.get(KEPT, {}) | {form: view.page.pk}
        view.request.session[KEPT] = dict([*made.items()][-MOST:])


def save_or_say(self: Any, form: Any) -> Any:
    """Do what Wagtail does, whole or not at all; show the form when it is refused."""
    try:
        with transaction.atomic():
            answer = form_valid(self, form)
        remember(self)
        return answer
    except ValidationError as error:
        form.add_error(None, error.messages)
    except IntegrityError:
        form.add_error(
            None, _("Somebody saved at the same moment. Your text is here; save again.")
        )
    form.restore_required_fields()
    return self.form_invalid(form)


def show_the_draft(self: Any, form: Any) -> Any:
    """Show the form again, and beside it the draft of this person that has its slug."""
    # What was refused may have been given its place in the tree already.
    self.page.path, self.page.depth = "", None
    if not self.expects_json_response and (draft := same_draft(self, form)):
        edit = reverse("wagtailadmin_pages:edit", args=[draft.pk])
        messages.warning(
            self.request,
            _("A draft “%(title)s” of yours is saved already.") % {"title": draft},
            buttons=[messages.button(edit, _("Open the draft"))],
        )
    return form_invalid(self, form)


def same_draft(view: Any, form: Any) -> Page | None:
    """Return what this person saved here under this slug and title. One query."""
    slug, title = (form.data.get(name, "") for name in ("slug", "title"))
    mine = Page.objects.child_of(view.parent_page).filter(owner=view.request.user)
    draft: Page | None = mine.filter(
        slug=slug.strip("-"), draft_title=title.strip(), first_published_at=None
    ).first()
    return draft


def install() -> None:
    """Take the place of Wagtail's own; it offers no setting for this."""
    CreateView.post, EditView.post = go_on, take_rows_anew
    CreateView.form_valid, CreateView.form_invalid = save_or_say, show_the_draft
