"""The pages of the form for the field; they work without script."""

import hashlib
from datetime import datetime, time
from http import HTTPStatus
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from sasando.core.workflow import NotAllowed
from sasando.files.captions import tidy
from sasando.newsroom.field import parcels, photos, pieces
from sasando.newsroom.field.forms import (
    STEP,
    DayForm,
    PhotoForm,
    ReportForm,
    blank_photos,
    key_of_file,
    photo_forms,
)
from sasando.newsroom.field.parcels import About, Parcel
from sasando.newsroom.field.rows import FieldPhoto, Report

# Editors see what came in for them.
READS_ALL = "newsroom.accept_letter"


def write(request: HttpRequest) -> HttpResponse:
    """Show the form; make a draft of what it sends."""
    if not request.user.has_perm(STEP):
        raise NotAllowed(_("Your role does not include this step."))
    if request.method != "POST":
        key = {"key": uuid4()}
        return show(request, ReportForm(user=request.user, initial=key))
    form = ReportForm(request.POST, user=request.user)
    if form.is_valid() and not (says_something(form) or any_photo(request)):
        form.add_error("text", _("Write something, or add a photo."))
    if not form.is_valid():
        return refuse(request, form)
    return answer(request, take(request, form))


def says_something(form: ReportForm) -> bool:
    return bool(form.cleaned_data["title"] or form.cleaned_data["text"])


def any_photo(request: HttpRequest) -> bool:
    return next(photo_forms(request.POST, request.FILES), None) is not None


def take(request: HttpRequest, form: ReportForm) -> Report:
    """Judge the photos one by one, then make the draft."""
    at, facts = timezone.now(), form.cleaned_data
    report = pieces.report_for(request.user, facts["key"], at=at)
    if report.received_at is not None:
        messages.info(request, _("This report was received already."))
        return report
    sent = photo_forms(request.POST, request.FILES)
    found = [about(report, each, at=at) for each in sent]
    parcel = Parcel(
        title=facts["title"],
        text=facts["text"],
        place=facts["place"],
        people=facts["people"],
        photos=[each for each in found if each is not None],
    )
    return parcels.send(
        facts["unit"], by=request.user, at=at, report=report, parcel=parcel
    )


def about(report: Report, form: PhotoForm, *, at: datetime) -> About | None:
    """Return a settled photo with what is said of it, or None if it is not here."""
    file, key = form.cleaned_data.get("file"), form.cleaned_data.get("key")
    if file is not None:
        photo = from_file(report, file, at=at)
    else:
        rows = report.photos.select_related("picture", "report__by")
        known = rows.filter(key=key).first() if key else None
        if known is None:
            return None
        photo = known
    return About(photo=photo, **form.facts())


def from_file(report: Report, file: Any, *, at: datetime) -> FieldPhoto:
    """Return the settled row of a photo that came with the form as a whole."""
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    key = key_of_file(report.key, digest.hexdigest())
    facts = {"size": file.size, "got": file.size, "name": tidy(file.name, length=150)}
    photo, _made = report.photos.get_or_create(
        key=key, defaults=facts | {"touched_at": at}
    )
    return photos.settle(photo, file, at=at)


def answer(request: HttpRequest, report: Report) -> HttpResponse:
    address = report.get_absolute_url()
    if wants_json(request):
        return JsonResponse({"address": address}, status=HTTPStatus.CREATED)
    return redirect(address)


def refuse(request: HttpRequest, form: ReportForm) -> HttpResponse:
    if wants_json(request):
        said = [str(error) for errors in form.errors.values() for error in errors]
        status = HTTPStatus.BAD_REQUEST
        return JsonResponse({"said": " ".join(said)}, status=status)
    return show(request, form, data=request.POST)


def show(request: HttpRequest, form: ReportForm, *, data: Any = None) -> HttpResponse:
    facts = {
        "form": form,
        "photos": blank_photos(data),
        "template": PhotoForm(prefix="foto-N"),
        "piece_bytes": pieces.PIECE_BYTES // 2,
        "most": pieces.MOST_PHOTOS,
    }
    return render(request, "newsroom/field.html", facts)


def wants_json(request: HttpRequest) -> bool:
    return "text/html" not in request.headers.get("Accept", "text/html")


def received(request: HttpRequest, report_id: int) -> HttpResponse:
    """Say what came in, and ask for the dates that the photos do not tell."""
    report = report_to_read(request.user, report_id)
    if request.method == "POST":
        return write_day(request, report)
    page = report.page
    rows = report.photos.select_related("picture").order_by("pk")
    facts = {
        "report": report,
        "page": page,
        "may_edit": page and page.permissions_for_user(request.user).can_edit(),
        "photos": [(photo, asked_of(photo)) for photo in rows],
    }
    return render(request, "newsroom/received.html", facts)


def asked_of(photo: FieldPhoto) -> DayForm | None:
    if photo.picture is None or photo.picture.taken_at is not None:
        return None
    return DayForm(initial={"photo": photo.pk}, auto_id=f"hari-{photo.pk}-%s")


def report_to_read(user: Any, report_id: int) -> Report:
    """Return a report that came in, for its sender and for editors."""
    rows = Report.objects.select_related("page", "by").exclude(received_at=None)
    if not user.has_perm(READS_ALL):
        rows = rows.filter(by=user)
    return get_object_or_404(rows, pk=report_id)


def write_day(request: HttpRequest, report: Report) -> HttpResponse:
    form = DayForm(request.POST)
    if not form.is_valid():
        said = " ".join(str(each) for errors in form.errors.values() for each in errors)
        messages.error(request, said)
        return redirect(report.get_absolute_url())
    photo = get_object_or_404(report.photos, pk=form.cleaned_data["photo"])
    # Midnight stands for a day without an hour, as in pictures that name only a day.
    taken = timezone.make_aware(datetime.combine(form.cleaned_data["day"], time()))
    unit = report.page.unit if report.page else None
    photos.date_photo(unit, by=request.user, photo=photo, taken_at=taken)
    messages.success(request, _("The date is noted."))
    return redirect(report.get_absolute_url())
