"""The composer: a text, a link, pictures, channels; then each channel's own words."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages

from sasando.channels import changing, composing, sharing, workflow
from sasando.channels.composing import Revision
from sasando.channels.models import Channel, Content
from sasando.channels.screens import attaching, audience, contents
from sasando.channels.screens.composer_forms import Count, NewForm, ReviseForm
from sasando.channels.workflow import Saying
from sasando.core import listing
from sasando.core.refusals import NotAllowed


def new(request: HttpRequest) -> HttpResponse:
    """Ask for the words, the pictures and the channels; keep it as a draft."""
    listing.allow(request, "channels.write")
    there = list(Channel.objects.there().defer("secrets").order_by("name", "pk"))
    form = NewForm(
        request.POST or None, request.FILES or None, there=there, user=request.user
    )
    if form.is_valid():
        try:
            chosen = audience.options_in(form)
            content = written(form.cleaned_data, chosen, by=request.user)
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            said = _("Kept. Look at it below; somebody else approves it.")
            messages.success(request, said)
            return redirect("channels_content", content.pk)
    if form.errors:
        form.hold()
    text = form["text"].value() or ""
    counts = [Count(one, text) for one in there]
    facts = {"form": form, "counts": counts, "has_channels": bool(there)}
    return render(request, "channels/compose.html", facts)


def written(
    said: Mapping[str, Any], addressing: Mapping[str, Any], *, by: Any
) -> Content:
    with attaching.attached(said, user=by) as files:
        saying = Saying(
            text=said["text"],
            link=said["link"],
            files=files,
            channels=[int(number) for number in said["channels"]],
            scheduled_at=said["scheduled_at"],
            useless_at=said["useless_at"],
            first_comment=said["first_comment"],
            in_slots=said.get("in_slots", False),
            addressing=addressing,
            is_draft=True,
        )
        return workflow.write(None, saying, by=by, at=timezone.now())


# --- anew ---------------------------------------------------------------------------


def revise(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a content anew; what was approved of it and changes must be again."""
    content = contents.content_for(request, pk)
    if not composing.may_revise(content, request.user):
        raise NotAllowed(_("You change only what you wrote yourself."))
    from_page = "dari-halaman" in request.GET
    said = sharing.words_now(content, at=timezone.now()) if from_page else {}
    given = (request.POST or None, request.FILES or None)
    form = ReviseForm(*given, content=content, said=said, user=request.user)
    if form.is_valid():
        try:
            voided = keep(content, form, by=request.user)
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            if from_page and request.user.has_perm("channels.page_seen"):
                sharing.page_seen(content, by=request.user, at=timezone.now())
            asked = len(changing.asked_of(content))
            messages.success(request, outcome(voided, asked))
            return redirect("channels_content", content.pk)
    if form.errors:
        form.hold()
    approved = content.deliveries.filter(approved_digest__gt="")
    is_approved = approved.exclude(
        status__in=("published", "edit_requested", "recalled")
    ).exists()
    is_out = content.deliveries.filter(status__in=changing.OUT).exists()
    facts = {"form": form, "content": content, "is_approved": is_approved}
    facts |= {"is_out": is_out}
    return render(request, "channels/revise.html", facts)


def keep(content: Content, form: ReviseForm, *, by: Any) -> int:
    said = form.cleaned_data
    with attaching.attached(said, user=by) as files:
        revision = Revision(
            text=said["text"],
            link=said["link"],
            hashtags=said["hashtags"],
            own=form.own_words(),
            alts={one.pk: said[f"alt-{one.pk}"] for one in form.kept},
            focus={one.pk: form.point(one.pk) for one in form.kept},
            order={one.pk: said[f"urut-{one.pk}"] or one.ordinal for one in form.kept},
            added=[int(number) for number in said["channels"]],
            removed=[one.pk for one in form.drafts if said[f"lepas-{one.pk}"]],
            dropped=[one.pk for one in form.kept if said[f"buang-{one.pk}"]],
            files=files,
        )
        return composing.revise(content, revision, by=by, at=timezone.now())


def outcome(voided: int, asked: int = 0) -> str:
    """Return what a change led to, in one sentence."""
    if asked and not voided:
        said = ngettext(
            "Changed. %(n)d post is out already: its change waits for approval.",
            "Changed. %(n)d posts are out already: their change waits for approval.",
            asked,
        )
        return said % {"n": asked}
    if not voided:
        return _("Changed.")
    said = ngettext(
        "Changed. %(n)d approval is void and waits anew.",
        "Changed. %(n)d approvals are void and wait anew.",
        voided,
    )
    return said % {"n": voided}
