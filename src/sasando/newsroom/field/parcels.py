"""A report becomes a draft: once, however often it is sent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page

from sasando.core import publication
from sasando.core.models import Entry
from sasando.core.workflow import NotAllowed, verb
from sasando.files import rights
from sasando.files.captions import tidy
from sasando.files.models import Picture
from sasando.files.rights import Consent, Rights
from sasando.newsroom.field import pieces
from sasando.newsroom.field.rows import FieldPhoto, Report
from sasando.newsroom.forms import TITLE_LONGEST
from sasando.newsroom.kinds import NewsPage
from sasando.newsroom.sections import NewsIndexPage
from sasando.newsroom.stories import Author

TEXT_LONGEST = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What the sender says of one photo; empty where nothing was said."""

    photo: FieldPhoto
    caption: str = ""
    rights: str = ""
    rights_by: str = ""
    consent: str = ""
    consent_by: str = ""
    consent_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """A whole report, as it was sent; its photos are pictures already."""

    title: str
    text: str
    place: str = ""
    people: str = ""
    photos: Sequence[About] = ()
    via: str = Report.Via.FORM
    notes: Sequence[str] = ()


@verb("newsroom.send_report")
def send(unit: Any, *, by: Any, at: datetime, report: Report, parcel: Parcel) -> Report:
    """Make a draft of this report, or return the one that was made of it before.

    Raises NotAllowed without the role, and where the site has no section of news.
    """
    return deliver(unit, by=by, at=at, report=report, parcel=parcel)


@transaction.atomic
def deliver(
    unit: Any, *, by: Any, at: datetime, report: Report, parcel: Parcel
) -> Report:
    """Make the draft of `report.by`; `by` is who let it in. For verbs alone."""
    fresh = Report.objects.filter(pk=report.pk, received_at=None)
    if not fresh.update(received_at=at):
        report.refresh_from_db()
        return report
    # Each once: the same file may have been chosen twice.
    chosen = {about.photo.pk: about for about in parcel.photos if about.photo.picture}
    shown = list(chosen.values())
    title = titled(parcel.title, by=report.by, at=at)
    notes = list(parcel.notes)
    for number, about in enumerate(shown, start=1):
        notes += state(about, by=by, at=at, title=f"{title[:200]} ({number})")
    body = body_of(parcel, shown)
    page = draft(unit, report.by, by=by, title=title, body=body)
    facts: dict[str, Any] = {"page": page, "first_text": page.latest_revision_id}
    facts |= {"place": parcel.place, "people": parcel.people, "via": parcel.via}
    facts |= {"notes": notes, "received_at": at}
    for name, value in facts.items():
        setattr(report, name, value)
    report.save(update_fields=[*facts])
    data = {"via": str(parcel.via), "photos": len(shown)}
    Entry.write(page, "story.came_in", by=by, at=at, data=data)
    transaction.on_commit(lambda: clear(report, [about.photo.pk for about in shown]))
    return report


def clear(report: Report, sent: Sequence[int]) -> None:
    """Delete what lies here of photos; those that were taken out again wholly."""
    for photo in report.photos.select_related("picture"):
        if photo.pk in sent or photo.refusal:
            pieces.drop(photo)
        else:
            pieces.remove(photo)


def titled(title: str, *, by: Any, at: datetime) -> str:
    """Return a title in one line, also where the sender gave none."""
    title = tidy(title, length=TITLE_LONGEST)
    if title:
        return title
    when = date_format(timezone.localtime(at), "j F Y, H.i")
    return _("Without a title, from %(name)s, %(when)s") % {"name": by, "when": when}


def state(about: About, *, by: Any, at: datetime, title: str) -> list[str]:
    """Write down what the sender knows of a photo: title, caption, rights, consent.

    Returns a note where a page shows it already: then its words and rights stay.
    """
    picture = about.photo.picture
    assert picture is not None  # noqa: S101 - for the type
    picture.title = title
    picture.caption = about.caption or picture.caption
    own = about.rights == Rights.OWN
    maker = about.photo.report.by.name if own else about.rights_by
    picture.photographer = picture.photographer or maker
    try:
        picture.save(update_fields=["title", "caption", "photographer"])
    except NotAllowed as refusal:
        picture.refresh_from_db()
        return [f"{picture}: {refusal}"]
    given = about.consent == Consent.GIVEN
    facts: dict[str, Any] = {"rights": about.rights, "consent": about.consent}
    facts["rights_by"] = about.rights_by if about.rights == Rights.GIVEN else ""
    facts["consent_by"] = about.consent_by if given else ""
    facts["consent_on"] = about.consent_on if given else None
    rights.state(picture, by=by, at=at, **facts)
    return []


def draft(unit: Any, author: Any, *, by: Any, title: str, body: list[Any]) -> NewsPage:
    """Return a new draft of this author in the section of news.

    Its text is that of `by` too: who let it in may have sent it, and approves it never.
    """
    section = section_of_news()
    lead = [value for kind, value in body if kind == "lead"]
    text = [part for part in body if part[0] != "lead"]
    facts = {"title": title, "owner": author, "unit": unit, "body": text}
    page = NewsPage(**facts, picture=lead[0] if lead else None, live=False)
    section.add_child(instance=page)
    page.authors = [Author(user=author)]
    log(instance=page, action="wagtail.create", user=by)
    page.save_revision(user=by, clean=False)
    return page


def section_of_news() -> NewsIndexPage:
    """Return the section of news, held until this transaction ends.

    Two who add a page at once would otherwise be given one place in the tree.
    """
    found = NewsIndexPage.objects.filter(live=True).order_by("pk").first()
    if found is None:
        raise NotAllowed(_("This site has no section of news yet. Ask the operator."))
    publication.hold(Page.objects.get(pk=found.pk))
    return NewsIndexPage.objects.get(pk=found.pk)


def body_of(parcel: Parcel, shown: Sequence[About]) -> list[Any]:
    """Return the blocks of the draft: text, then photos, their alt texts to come."""
    pictures = [about.photo.picture for about in shown]
    body: list[Any] = [("lead", picture) for picture in pictures[:1]]
    if text := paragraphs(parcel.text[:TEXT_LONGEST]):
        body.append(("paragraph", text))
    images = [image(picture) for picture in pictures[1:] if picture]
    if len(images) == 1:
        body.append(("image", images[0]))
    elif images:
        body.append(("gallery", {"caption": "", "pictures": images}))
    return body


def image(picture: Picture) -> dict[str, Any]:
    words = {"caption": picture.caption, "credit": picture.photographer}
    return {"picture": picture, "alt": "", **words}


def paragraphs(text: str) -> str:
    """Return plain text as paragraphs, all of its signs escaped."""
    lines = [tidy(line, length=TEXT_LONGEST) for line in text.splitlines()]
    return "".join(format_html("<p>{}</p>", line) for line in lines if line)
