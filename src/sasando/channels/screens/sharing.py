"""*Sebarkan ke kanal*: from a page of ours to a draft; and what became of that page."""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages
from wagtail.admin.widgets import AdminDateTimeInput
from wagtail.images import get_image_model
from wagtail.models import Page

from sasando.accounts.models import Unit
from sasando.channels import changing, following, sharing, workflow
from sasando.channels.adapters import Post, adapter_of
from sasando.channels.items import UnitHashtags
from sasando.channels.models import Channel, Content
from sasando.channels.screens import contents, platforms
from sasando.channels.screens.composer_forms import HOUR, Count, TextField
from sasando.channels.sharing import Item, Sharing
from sasando.core import listing
from sasando.core.refusals import NotAllowed
from sasando.core.shareable import SharedPicture, Shares

SHARE, MOST = "channels.share", 5


class HashtagsField(forms.CharField):
    """Hashtags as people type them, with or without the sign."""

    def __init__(self, **kwargs: Any) -> None:
        facts: dict[str, Any] = {"required": False, "max_length": 500}
        facts["label"] = gettext_lazy("Hashtags")
        super().__init__(**facts | kwargs)


def may_say(channel: Channel, text: str) -> bool:
    """Return whether a page can be told there: of a channel for films it cannot."""
    faults = adapter_of(channel.kind).validate(Post(text=text))
    is_for_films = any(fault.name == "film_needed" for fault in faults)
    return channel.is_in_order and not is_for_films


class ShareForm(forms.Form):
    text = TextField(label=gettext_lazy("Text"))
    hashtags = HashtagsField(
        help_text=gettext_lazy(
            "They stand below the text on each channel, as many as it takes."
        )
    )
    channels = forms.MultipleChoiceField(
        label=gettext_lazy("Channels"), widget=forms.CheckboxSelectMultiple
    )
    scheduled_at = forms.DateTimeField(
        label=gettext_lazy("Goes out at"),
        required=False,
        widget=AdminDateTimeInput,
    )
    key = forms.RegexField(r"^[0-9a-f]{32}$", required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, item: Item, there: list[Channel], **kw: Any) -> None:
        unit = item.gives.unit
        kw["initial"] = {
            "text": item.gives.text,
            "hashtags": sharing.hashtags_of(unit),
            "channels": [one.pk for one in there if may_say(one, item.gives.text)],
            "key": uuid4().hex,
        }
        super().__init__(*args, **kw)
        field = self.fields["channels"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 - for the type
        field.choices = [(one.pk, named(one)) for one in there]
        help_text = _("Leave it empty: then it goes out as soon as it is approved.")
        if item.standing.planned_at and not item.standing.is_out:
            help_text = _("Leave it empty: then it goes out with the page.")
        self.fields["scheduled_at"].help_text = f"{help_text} {HOUR}"


def named(channel: Channel) -> str:
    platform = str(platforms.name_of(channel.kind))
    return channel.name if channel.name == platform else f"{channel.name} ({platform})"


def share(request: HttpRequest, page_id: int) -> HttpResponse:
    """Show what a page gives to be said; keep a draft by POST."""
    listing.allow(request, SHARE)
    page, at = get_object_or_404(Page, pk=page_id), timezone.now()
    item = sharing.item_of(page, at=at)
    there = list(Channel.objects.there().defer("secrets").order_by("name", "pk"))
    form = ShareForm(request.POST or None, item=item, there=there)
    keys = picked(request, item.gives.pictures)
    if form.is_valid():
        try:
            content = sharing.share(page, said(form, keys), by=request.user, at=at)
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            words = _("Kept. Look at it below; somebody else approves it.")
            messages.success(request, words)
            return redirect("channels_content", content.pk)
    text = form["text"].value() or ""
    facts = {
        "form": form,
        "item": item,
        "title": item.gives.title,
        "pictures": shown(item.gives.pictures, keys),
        "counts": [Count(one, text) for one in there],
        "has_channels": bool(there),
        "earlier": earlier(page),
    }
    return render(request, "channels/share.html", facts)


def earlier(page: Page) -> list[tuple[Content, str]]:
    """Return what was said of this page before, newest first. Two queries."""
    rows = list(Content.objects.filter(page=page).order_by("-pk")[:MOST])
    counts = contents.counted([one.pk for one in rows])
    return [(one, contents.summary(counts[one.pk])["text"]) for one in rows]


def picked(request: HttpRequest, there: Sequence[SharedPicture]) -> list[int]:
    """Return the pictures that are chosen: at first the first that may be shown."""
    if request.method == "POST":
        given = request.POST.getlist("gambar")
        short = (key for key in given if len(key) <= listing.LONGEST)
        return [int(key) for key in short if key.isdecimal()]
    return [one.key for one in there if not one.faults][:1]


def said(form: ShareForm, keys: list[int]) -> Sharing:
    given = form.cleaned_data
    return Sharing(
        text=given["text"],
        channels=[int(number) for number in given["channels"]],
        pictures=keys,
        hashtags=given["hashtags"],
        scheduled_at=given["scheduled_at"],
        key=f"share-{given['key']}" if given["key"] else None,
    )


def shown(there: Sequence[SharedPicture], keys: Sequence[int]) -> list[dict[str, Any]]:
    """Return the pictures with their small copies. Two queries."""
    rows = get_image_model().objects.prefetch_renditions("max-320x240")
    found = rows.in_bulk([one.key for one in there]) if there else {}
    return [
        {"one": one, "row": found.get(one.key), "is_chosen": one.key in keys}
        for one in there
    ]


def may_share(page: Page, user: Any) -> bool:
    """Return whether the page header offers it to this person."""
    kind = page.specific_class
    return bool(
        kind
        and issubclass(kind, Shares)
        and (page.live or page.approved_schedule)
        and user.has_perm(SHARE, page)
    )


# --- what became of the page --------------------------------------------------------


def page_step(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Take back all posts of a page, or let them stand, by POST."""
    content, by, at = contents.content_for(request, pk), request.user, timezone.now()
    if request.method == "POST" and name in STEPS:
        try:
            messages.success(request, STEPS[name](content, by, at))
        except NotAllowed as refusal:
            messages.error(request, str(refusal))
    return redirect("channels_content", pk)


def recall_all(content: Any, by: Any, at: Any) -> str:
    rows = content.deliveries.filter(status__in=following.STANDS)
    for row in rows:
        workflow.recall(row, by=by, at=at)
    number = len(rows)
    sharing.page_seen(content, by=by, at=at)
    told = ngettext(
        "%(n)d post is being taken back.", "%(n)d posts are being taken back.", number
    )
    return told % {"n": number}


def seen(content: Any, by: Any, at: Any) -> str:
    sharing.page_seen(content, by=by, at=at)
    return _("Noted. The posts stay as they are.")


def let_stand(content: Any, by: Any, at: Any) -> str:
    changing.let_stand(content, by=by, at=at)
    return _("Noted. What is out stays as it is.")


STEPS = {"tarik-semua": recall_all, "biarkan": seen, "jangan-ubah": let_stand}


# --- hashtags of the units ------------------------------------------------------------


def hashtags(request: HttpRequest) -> HttpResponse:
    """Show the hashtags of each unit; keep what was changed, by POST. Three queries."""
    listing.allow(request, "channels.keep_hashtags")
    at = timezone.now()
    units = list(Unit.objects.valid(timezone.localdate(at)).order_by("name"))
    kept = dict(UnitHashtags.objects.values_list("unit_id", "hashtags"))
    form = forms.Form(request.POST or None)
    for unit in units:
        words = kept.get(unit.pk, "")
        form.fields[f"unit-{unit.pk}"] = HashtagsField(label=unit.name, initial=words)
    if form.is_valid():
        changed = [one for one in units if f"unit-{one.pk}" in form.changed_data]
        if keep(form, changed, by=request.user, at=at):
            messages.success(request, _("The hashtags are kept."))
            return redirect("channels_hashtags")
    return render(request, "channels/hashtags.html", {"form": form, "units": units})


def keep(form: forms.Form, changed: list[Unit], *, by: Any, at: Any) -> bool:
    """Keep the hashtags of these units; say at each field what is wrong with it."""
    for unit in changed:
        name = f"unit-{unit.pk}"
        try:
            sharing.keep_hashtags(unit, form.cleaned_data[name], by=by, at=at)
        except NotAllowed as refusal:
            form.add_error(name, str(refusal))
    return form.is_valid()
