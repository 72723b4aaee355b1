"""The staff screen of alerts: what readers see, a new one, an end before its hour."""

from datetime import timedelta
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.widgets import AdminDateTimeInput

from sasando.core.workflow import NotAllowed
from sasando.website.alerts import Alert, end_alert, raise_alert

RAISE = "website.raise_alert"
# So many that are over are shown; the log knows all.
SHOWN = 20
LASTS = timedelta(hours=24)


class AlertForm(forms.ModelForm):  # type: ignore[type-arg]
    starts_at = forms.DateTimeField(
        label=gettext_lazy("From"),
        widget=AdminDateTimeInput,
        required=False,
        help_text=gettext_lazy("Leave empty to begin at once."),
    )
    ends_at = forms.DateTimeField(
        label=gettext_lazy("Until"),
        widget=AdminDateTimeInput,
        help_text=gettext_lazy("It leaves every page by itself at this hour."),
    )

    class Meta:
        model = Alert
        fields = ("level", "text", "text_en", "link", "starts_at", "ends_at")
        widgets = {
            "level": forms.RadioSelect,
            "text": forms.Textarea(attrs={"rows": 2}),
            "text_en": forms.Textarea(attrs={"rows": 2}),
        }
        help_texts = {
            "text": gettext_lazy(
                "One sentence: what happens, where, what to do. At most 200 letters."
            ),
            "link": gettext_lazy(
                "Where readers learn more: /berita/… of this site, or https://…"
            ),
        }

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        facts["starts_at"] = facts.get("starts_at") or timezone.now()
        return facts


def index(request: HttpRequest) -> HttpResponse:
    """Show the alerts; put a new one above every page by POST."""
    if not request.user.has_perm(RAISE):
        raise NotAllowed(_("Your role does not include this step."))
    now = timezone.now()
    form = AlertForm(request.POST or None, initial={"ends_at": now + LASTS})
    if request.method == "POST" and form.is_valid():
        try:
            alert = raise_alert(form.save(commit=False), by=request.user, at=now)
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, said(alert))
            return redirect("website_alerts")
    every = Alert.objects.select_related("said_by")
    there = list(every.open(now))
    facts = {
        "form": form,
        "open": [(alert, alert.starts_at <= now) for alert in there],
        "over": every.exclude(pk__in=[alert.pk for alert in there])[:SHOWN],
    }
    return render(request, "website/alerts.html", facts)


def said(alert: Alert) -> str:
    if alert.starts_at > timezone.now():
        return _("The alert is planned. All who approve texts were told.")
    return _("The alert is on every page. All who approve texts were told.")


@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an alert off all pages now."""
    alert = get_object_or_404(Alert, pk=pk)
    try:
        end_alert(alert, by=request.user, at=timezone.now())
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The alert is off every page."))
    return redirect("website_alerts")
