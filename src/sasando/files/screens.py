"""The screen “Photo rights”: what lapsed, where it is shown, what to do about it."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.contrib.contenttypes.models import ContentType
from django.core.paginator import Paginator
from django.db.models import CharField, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Cast
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages
from wagtail.images.permissions import permission_policy
from wagtail.images.widgets import AdminImageChooser
from wagtail.models import ReferenceIndex

from sasando.core.workflow import NotAllowed
from sasando.files import shown, workflow
from sasando.files.models import Picture
from sasando.files.rights import READ_CONSENT, READ_OWN, Consent

SOON = timedelta(days=30)
ROWS = 20
THUMBNAIL = "max-165x165"
KINDS = {
    "withdrawn": gettext_lazy("Consent withdrawn"),
    "lapsed": gettext_lazy("Right has ended"),
    "soon": gettext_lazy("Right ends within 30 days"),
    "missing": gettext_lazy("Consent missing"),
    "unstated": gettext_lazy("Nothing stated yet"),
}

EMPTY = {
    "withdrawn": gettext_lazy(
        "Nothing here. A picture comes here when somebody withdraws their consent."
    ),
    "lapsed": gettext_lazy(
        "Nothing here. A picture comes here on the day after its right has ended."
    ),
    "soon": gettext_lazy("No right ends within the next 30 days."),
    "missing": gettext_lazy(
        "Nothing here. A picture comes here when its consent is needed, but not given."
    ),
    "unstated": gettext_lazy("Every picture says whose it is, and who agreed to it."),
}
# What is to be done there: the field in which it is said, and the words of the step.
NEXT = {
    "missing": ("consent", gettext_lazy("Fill in who agreed…")),
    "unstated": ("rights", gettext_lazy("Fill in rights and consent…")),
}


class ReplaceForm(forms.Form):
    new: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        label=gettext_lazy("New picture"),
        queryset=Picture.objects.all(),
        widget=AdminImageChooser,
        error_messages={"required": gettext_lazy("Choose the new picture.")},
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        help_text=gettext_lazy("Kept in the log, with your name and the time."),
    )


def of_kind(kind: str, *, on: date) -> Q:
    """Return which pictures stand under a heading of the screen on a day."""
    return {
        "withdrawn": Q(consent=Consent.WITHDRAWN),
        "lapsed": Q(rights_end_on__lt=on),
        "soon": Q(rights_end_on__gte=on, rights_end_on__lte=on + SOON),
        "missing": Q(consent=Consent.MISSING),
        "unstated": Q(rights="") | Q(consent=""),
    }[kind]


def listed(kind: str, *, on: date) -> QuerySet[Picture, Picture]:
    """Return the pictures under a heading, the most pressing first.

    One that was replaced is done once no page shows it any more.
    """
    references = ReferenceIndex.objects.filter(
        to_content_type=ContentType.objects.get_for_model(Picture),
        to_object_id=Cast(OuterRef("pk"), CharField()),
    )
    done = Q(replaced_by__isnull=False) & ~Exists(references)
    rows = Picture.objects.filter(of_kind(kind, on=on)).exclude(done)
    found: QuerySet[Picture, Picture] = (
        rows.select_related("replaced_by")
        .prefetch_renditions(THUMBNAIL)
        .order_by("rights_end_on", "-pk")
    )
    return found


def allow(request: HttpRequest, step: str) -> None:
    if not request.user.has_perm(step):
        raise NotAllowed(_("Your role does not include this step."))


def photo_rights(request: HttpRequest) -> HttpResponse:
    """List the pictures under one heading, with every page that shows each.

    Who may not read consent sees what they brought in themselves.
    """
    allow(request, READ_OWN)
    sees_all = request.user.has_perm(READ_CONSENT)
    today, kind = timezone.localdate(), request.GET.get("jenis", "")
    kind = kind if kind in KINDS else "withdrawn"
    found = listed(kind, on=today)
    if not sees_all:
        found = found.filter(uploaded_by_user=request.user.pk)
    page = Paginator(found, ROWS).get_page(request.GET.get("p"))
    pictures = list(page.object_list)
    where = shown.where(pictures)
    facts = {
        "page_title": _("Photo rights") if sees_all else _("Rights of your photos"),
        "is_plain": not sees_all,
        "tabs": [(name, label, name == kind) for name, label in KINDS.items()],
        "kind": kind,
        "rows": [(each, each.lacks(on=today), where[each.pk]) for each in pictures],
        "page": page,
        "empty": EMPTY[kind],
        "next_step": NEXT.get(kind),
        "may_change": permission_policy.user_has_permission(request.user, "change"),
        "may_withdraw": request.user.has_perm("core.withdraw_page"),
        "may_replace": request.user.has_perm("files.replace_picture"),
        "today": today,
    }
    return render(request, "files/photo_rights.html", facts)


def replace(request: HttpRequest, picture_id: int) -> HttpResponse:
    """Ask for the new picture and the reason, then write the drafts."""
    allow(request, "files.replace_picture")
    old = get_object_or_404(Picture, pk=picture_id)
    form = ReplaceForm(request.POST or None)
    if form.is_valid():
        new, reason = form.cleaned_data["new"], form.cleaned_data["reason"]
        by, now = request.user, timezone.now()
        try:
            found = workflow.replace_picture(old, new, by=by, at=now, reason=reason)
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            tell(request, found)
            return redirect("files_rights")
    facts = {
        "page_title": _("Replace everywhere"),
        "picture": old,
        "places": shown.where([old])[old.pk],
        "form": form,
        "may_withdraw": request.user.has_perm("core.withdraw_page"),
    }
    return render(request, "files/replace.html", facts)


def tell(request: HttpRequest, found: workflow.Outcome) -> None:
    """Say what was changed, and by page what was not."""
    asked = sum(change.asked for change in found.changed)
    total = len(found.changed)
    said = ngettext(
        "The new picture stands in the draft of %(total)s page. "
        "Waiting for approval: %(asked)s.",
        "The new picture stands in the drafts of %(total)s pages. "
        "Waiting for approval: %(asked)s.",
        total,
    )
    messages.success(request, said % {"total": total, "asked": asked})
    for change in found.left:
        said = _("“%(title)s” was left as it is. %(why)s")
        messages.warning(request, said % {"title": change.title, "why": change.why})
