"""The staff screens of the right of reply: the list, one of them, and a new one."""

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.widgets import AdminPageChooser

from sasando.core import staff
from sasando.core.forms import OfficeForm
from sasando.core.workflow import NotAllowed
from sasando.newsroom import drafts, replying
from sasando.newsroom.replies import SEE, Reply
from sasando.newsroom.replying import Filing
from sasando.newsroom.stories import Story

ROWS = 30
TABS = {
    "terbuka": gettext_lazy("Open"),
    "selesai": gettext_lazy("Done"),
}


class RecordForm(OfficeForm):
    class Meta:
        model = Reply
        fields = ("person", "contact", "received_on", "way", "what")


class RefuseForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        help_text=gettext_lazy("As you tell it to whoever asked."),
    )


class LinkForm(forms.Form):
    reply_page: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        label=gettext_lazy("Page with the reply"),
        queryset=Story.objects.all(),
        help_text=gettext_lazy(
            "A draft will do: readers see the link once that page is published."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Made anew: it takes its words in the language of whoever first needs it.
        self.fields["reply_page"].widget = AdminPageChooser(target_models=[Story])


class StoryForm(forms.Form):
    story: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        label=gettext_lazy("Story"), queryset=Story.objects.filter(live=True)
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["story"].widget = AdminPageChooser(target_models=[Story])


def replies(request: HttpRequest) -> HttpResponse:
    """List them: the open ones by due date, or those that are done."""
    if not may_see(request.user):
        raise NotAllowed(_("Your role does not include this step."))
    kind = request.GET.get("jenis", "")
    kind = kind if kind in TABS else "terbuka"
    seen = Reply.objects.seen_by(request.user)
    rows = seen.select_related("page", "reply_page")
    rows = rows.open() if kind == "terbuka" else rows.exclude(pk__in=rows.open())
    rows = rows.order_by(*(("due_on", "pk") if kind == "terbuka" else ("-pk",)))
    page = Paginator(rows, ROWS).get_page(request.GET.get("p"))
    today = timezone.localdate()
    facts = {
        "page_title": _("Right of reply"),
        "tabs": [(name, label, name == kind) for name, label in TABS.items()],
        "kind": kind,
        "rows": [(row, row.is_late(on=today)) for row in page.object_list],
        "page": page,
        "may_record": request.user.has_perm("newsroom.record_reply"),
    }
    return render(request, "newsroom/replies.html", facts)


def may_see(user: Any, reply: Reply | None = None) -> bool:
    return bool(user.has_perm(SEE, reply))


def choose(request: HttpRequest) -> HttpResponse:
    """Ask which story is answered, for those who do not come from its own screen."""
    if not request.user.has_perm("newsroom.record_reply"):
        raise NotAllowed(_("Your role does not include this step."))
    form = StoryForm(request.GET if "story" in request.GET else None)
    if form.is_valid():
        return redirect("newsroom_record_reply", form.cleaned_data["story"].pk)
    facts = {"page_title": _("Record a right of reply"), "form": form}
    return render(request, "newsroom/reply_choose.html", facts)


def record(request: HttpRequest, page_id: int) -> HttpResponse:
    """Ask who, when, by which way and what; start the clock."""
    page = staff.page_for(request, page_id, "newsroom.record_reply")
    form = RecordForm(request.POST or None)
    if form.is_valid():
        facts, now = Filing(**form.cleaned_data), timezone.now()
        try:
            reply = replying.record(page, by=request.user, at=now, filing=facts)
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("This is recorded. The clock runs."))
            return redirect("newsroom_reply", reply.pk)
    facts_shown = {
        "page_title": _("Record a right of reply"),
        "page": page,
        "may_edit": page.permissions_for_user(request.user).can_edit(),
    }
    return render(request, "newsroom/reply_record.html", facts_shown | {"form": form})


def reply(request: HttpRequest, reply_id: int) -> HttpResponse:
    """Show one of them with its clock; take its next step by POST."""
    row = get_object_or_404(
        Reply.objects.select_related("page", "reply_page", "recorded_by"), pk=reply_id
    )
    if not may_see(request.user, row):
        raise NotAllowed(_("Your role does not include this step."))
    step = request.POST.get("step", "")
    refusing = RefuseForm(request.POST if step == "refuse" else None)
    linking = LinkForm(request.POST if step == "link" else None)
    if request.method == "POST":
        try:
            if take(row, step, refusing, linking, by=request.user):
                return onward(row, step)
        except NotAllowed as refusal:
            messages.error(request, str(refusal))
            row.refresh_from_db()
    facts = {
        "page_title": _("Right of reply"),
        "reply": row,
        "is_late": row.is_late(on=timezone.localdate()),
        "refusing": refusing,
        "linking": linking,
        "may": {
            name: request.user.has_perm(f"newsroom.{name}_reply", row)
            for name in ("grant", "refuse", "link", "draft")
        },
    }
    return render(request, "newsroom/reply.html", facts)


def onward(row: Reply, step: str) -> HttpResponse:
    """Lead into the draft that was begun, else back to the screen."""
    if step == "draft":
        return redirect("wagtailadmin_pages:edit", row.reply_page_id)
    return redirect("newsroom_reply", row.pk)


def take(
    row: Reply, step: str, refusing: RefuseForm, linking: LinkForm, *, by: Any
) -> bool:
    """Take the step that was sent; return whether it was taken. Raises NotAllowed."""
    now = timezone.now()
    if step == "grant":
        replying.grant(row, by=by, at=now)
    elif step == "draft":
        drafts.draft_reply(row, by=by, at=now)
    elif step == "refuse" and refusing.is_valid():
        replying.refuse(row, by=by, at=now, **refusing.cleaned_data)
    elif step == "link" and linking.is_valid():
        replying.link(row, by=by, at=now, **linking.cleaned_data)
    else:
        return False
    return True
