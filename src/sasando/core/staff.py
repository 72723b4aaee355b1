"""Two steps on the staff side that Wagtail has no screen for: decide, ask by link."""

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.models import Page

from sasando.core import approvals, digests, mending, publication
from sasando.core.beside import beside
from sasando.core.differences import differences
from sasando.core.lacking import lacks_of
from sasando.core.models import Approval, BasePage, Ending
from sasando.core.refusals import NotAllowed


class AskForm(forms.Form):
    approver: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        label=gettext_lazy("Who approves"), queryset=None, empty_label=None
    )

    def __init__(self, *args: Any, page: Page, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        able = [person.pk for person in people() if approvals.may_approve(page, person)]
        field = self.fields["approver"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - for the type
        field.queryset = people().filter(pk__in=able)


class MendForm(forms.Form):
    comment = forms.CharField(
        label=gettext_lazy("What has to be mended"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        help_text=gettext_lazy("The writer reads it, and it stays with the text."),
    )


def people() -> Any:
    return get_user_model()._default_manager.filter(is_active=True)


def page_for(request: HttpRequest, page_id: int, step: str) -> BasePage:
    """Return the page if this person may take `step` with it. Raises NotAllowed.

    The root of Wagtail's tree is no page that anybody reads.
    """
    page = get_object_or_404(Page, pk=page_id).specific
    if not isinstance(page, BasePage):
        raise NotAllowed(_("This is no page that readers see."))
    if not request.user.has_perm(step, page):
        raise NotAllowed(_("Your role does not include this step."))
    return page


def decide(request: HttpRequest, page_id: int) -> HttpResponse:
    """Show the text that waits; approve just that text, or send it back, by POST."""
    page = page_for(request, page_id, "core.approve_page")
    task = page.current_workflow_task_state
    if task is None:
        refusal = NotAllowed(_("This text does not wait for approval any more."))
        return back(request, page, refusal)
    mends = "send_back" in request.POST
    form = MendForm(request.POST if mends else None)
    try:
        if request.method == "POST" and (not mends or form.is_valid()):
            said = take(request, page, task, form if mends else None)
            messages.success(request, said)
            return redirect("wagtailadmin_home")
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
        return redirect("core_decide", page.pk)
    facts = decision(request, page, task) | {"form": form}
    return render(request, "core/decide.html", facts)


def take(request: HttpRequest, page: Page, task: Any, form: MendForm | None) -> str:
    """Approve, or send back with the comment of `form`; return what to say of it."""
    by, now = request.user, timezone.now()
    if form is None:
        digest = request.POST.get("digest") or "-"
        approvals.approve_task(task, by=by, at=now, digest=digest)
        return outcome(page)
    mending.send_back(task, by=by, at=now, comment=form.cleaned_data["comment"])
    said = _("“%(title)s” went back to its writer with your comment.")
    return said % {"title": page.get_admin_display_title()}


def decision(request: HttpRequest, page: Page, task: Any) -> dict[str, Any]:
    """Return what the screen of a decision shows of this text."""
    text = page.get_latest_revision_as_object()
    return {
        "page": page,
        "text": text,
        "digest": digests.public_digest(text),
        "beside": beside(text),
        "differences": differences(page, text, request) if page.live else None,
        "lacks": lacks_of(text),
        "is_author": request.user.pk in approvals.authors(page),
        "has_changed": page.latest_revision_id != task.revision_id,
    }


def outcome(page: Page) -> str:
    """Return what an approval led to, in one sentence. Three queries."""
    stored = Page.objects.get(pk=page.pk).specific
    text = stored.get_latest_revision()
    words = {"title": stored.get_admin_display_title()}
    if stored.live and stored.live_revision_id == text.pk:
        return _("“%(title)s” is approved and published.") % words
    if reason := publication.held_back(text.as_object(), at=timezone.now()):
        words["reason"] = reason
        return _("“%(title)s” is approved and waits. %(reason)s") % words
    return _("“%(title)s” is approved. It goes out when its time has come.") % words


def ask(request: HttpRequest, page_id: int) -> HttpResponse:
    """Send a one-time link to an approver who is not at a desk."""
    page = page_for(request, page_id, "core.ask_approval")
    form = AskForm(request.POST or None, page=page)
    if form.is_valid():
        approver, now = form.cleaned_data["approver"], timezone.now()
        try:
            approvals.ask_by_link(page, by=request.user, at=now, approver=approver)
        except NotAllowed as refusal:
            return back(request, page, refusal)
        said = _("A link was sent to %(name)s. It works once, for 48 hours.")
        messages.success(request, said % {"name": approver})
        return redirect("wagtailadmin_pages:edit", page.pk)
    facts = {
        "page_title": _("Ask for approval by e-mail"),
        "button": _("Send the link"),
        "explanation": _(
            "The approver reads the text on any phone and decides there. When the "
            "text changes afterwards, the link is void."
        ),
    }
    return show(request, page, form, facts)


def back(request: HttpRequest, page: Page, refusal: NotAllowed) -> HttpResponse:
    messages.error(request, str(refusal))
    return redirect("wagtailadmin_pages:edit", page.pk)


def show(
    request: HttpRequest, page: Page, form: forms.Form, facts: dict[str, Any]
) -> HttpResponse:
    facts |= {"page": page, "form": form}
    return render(request, "core/staff_step.html", facts)


def why_not_published(page: Page) -> str:
    """Return why the editor may not publish this text, or "". Up to five queries."""
    text = page.get_latest_revision_as_object()
    digest = digests.public_digest(text)
    if not Approval.objects.in_force().filter(page_id=page.pk, digest=digest).exists():
        return publication.not_approved()
    if Ending.objects.of(page) and not publication.may_go_out(page, digest):
        return publication.revoked()
    return publication.held_back(text, at=timezone.now())
