"""The staff screens of imports: send, read the report, start, approve, take back."""

import secrets
from collections.abc import Iterable
from datetime import datetime
from html import unescape
from pathlib import Path
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from sasando.core.refusals import NotAllowed
from sasando.imports import reports, workflow
from sasando.imports.forms import ExportForm
from sasando.imports.models import Import, Row, folder
from sasando.imports.plans import shortened
from sasando.imports.workflow import Parcel
from sasando.newsroom.models import Story
from sasando.website.models import StandardPage

SEE, RECEIVE = "imports.view_import", "imports.receive"
START = "imports.start"
IMPORTS, ROWS, SAMPLE = 20, 50, 20
SAMPLE_LONGEST = 600
AGAIN_SECONDS = 5
SHOWN = {
    "": gettext_lazy("All"),
    "perhatian": gettext_lazy("Something to know"),
    # Named after the state of these rows.
    "gagal": "",
    "menunggu": gettext_lazy("Waiting for approval"),
}


def allow(request: HttpRequest, step: str) -> None:
    if not request.user.has_perm(step):
        raise NotAllowed(_("Your role does not include this step."))


def import_for(request: HttpRequest, number: int, step: str = SEE) -> Import:
    """Return the import if this person may take `step` with it. Raises NotAllowed."""
    allow(request, step)
    batches = Import.objects.select_related("by", "unit", "approved_by")
    return get_object_or_404(batches, pk=number)


def index(request: HttpRequest) -> HttpResponse:
    """List the imports, newest first."""
    allow(request, SEE)
    batches = Import.objects.select_related("by", "unit")
    facts = {
        "page_title": _("Imports"),
        "page": Paginator(batches, IMPORTS).get_page(request.GET.get("p")),
        "may_bring": request.user.has_perm(RECEIVE),
    }
    return render(request, "imports/index.html", facts)


def new(request: HttpRequest) -> HttpResponse:
    """Take an export; the worker reads it."""
    allow(request, RECEIVE)
    form = ExportForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        batch = receive(form, by=request.user, at=timezone.now())
        return redirect("imports_show", batch.pk)
    facts = {"page_title": _("Import a WordPress export"), "form": form}
    return render(request, "imports/new.html", facts)


def receive(form: ExportForm, *, by: Any, at: datetime) -> Import:
    facts = form.cleaned_data
    parcel = Parcel(
        name=Path(facts["file"].name).name,
        file=kept(facts["file"].chunks()),
        media_folder=form.folder(),
        **{
            name: facts[name]
            for name in ("media_address", "mapping", "rights", "rights_by")
        },
        **{name: facts[name] for name in ("consent", "credit", "undescribed")},
    )
    return workflow.receive(facts["unit"], parcel, by=by, at=at)


def kept(chunks: Iterable[bytes]) -> Path:
    """Write an export where no reader is served, under a name of ours."""
    folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder() / f"{secrets.token_urlsafe(16)}.xml"
    with path.open("xb") as file:
        for chunk in chunks:
            file.write(chunk)
    return path


def show(request: HttpRequest, number: int) -> HttpResponse:
    """Show how far an import is and what to know of each row."""
    batch = import_for(request, number)
    kind = request.GET.get("tampil", "")
    kind = kind if kind in SHOWN else ""
    page = Paginator(rows_of(batch, kind), ROWS).get_page(request.GET.get("p"))
    counts = batch.counts()
    facts = {
        "page_title": _("Import %(number)s") % {"number": batch.pk},
        "batch": batch,
        "counts": [
            (batch.label_of(state), count) for state, count in counts.items() if count
        ],
        "done": sum(counts.values()) - counts["found"],
        "total": sum(counts.values()),
        "aside": list(reports.aside(batch.tally)),
        "tabs": [
            (name, label or batch.label_of(Row.State.FAILED), name == kind)
            for name, label in SHOWN.items()
        ],
        "kind": kind,
        "page": page,
        "steps": steps_of(request, batch, counts),
    }
    answer = render(request, "imports/show.html", facts)
    if batch.is_at_work:
        # Without a script: the browser asks again by itself.
        answer["Refresh"] = str(AGAIN_SECONDS)
    return answer


def rows_of(batch: Import, kind: str) -> QuerySet[Row]:
    rows = batch.rows.select_related("page")
    if kind == "menunggu":
        return rows.waiting()
    wanted = {"perhatian": Q(is_faulty=True), "gagal": Q(state=Row.State.FAILED)}
    return rows.filter(wanted.get(kind, Q()))


def steps_of(
    request: HttpRequest, batch: Import, counts: dict[str, int]
) -> dict[str, bool]:
    """Return which steps are open to this person with this import. One query."""
    status, may = batch.status, request.user.has_perm
    is_done = status == Import.Status.DONE
    starts = status == Import.Status.READ and counts["found"]
    again = is_done and counts["failed"]
    waits = is_done and batch.rows.waiting().exists()
    undoes = {Import.Status.RECEIVED, Import.Status.READ}
    undoes |= {Import.Status.RUNNING, Import.Status.DONE}
    return {
        "start": bool(starts) and may(START),
        "again": bool(again) and may(START),
        "approve": waits and may("imports.approve") and batch.by != request.user,
        "undo": status in undoes and may("imports.undo"),
    }


@require_POST
def start(request: HttpRequest, number: int) -> HttpResponse:
    """Let the worker begin."""
    batch = import_for(request, number, START)
    try:
        workflow.start(batch, by=request.user, at=timezone.now())
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
    return redirect("imports_show", batch.pk)


def undo(request: HttpRequest, number: int) -> HttpResponse:
    """Say what will be taken back; take it back by POST."""
    batch = import_for(request, number, "imports.undo")
    if request.method == "POST":
        try:
            workflow.undo(batch, by=request.user, at=timezone.now())
        except NotAllowed as refusal:
            messages.error(request, str(refusal))
        return redirect("imports_show", batch.pk)
    made = batch.rows.made()
    facts = {
        "page_title": _("Take the import back"),
        "batch": batch,
        "texts": made.texts().filter(out_at=None).count(),
        "files": made.files().count(),
        "out": made.exclude(out_at=None).count(),
    }
    return render(request, "imports/undo.html", facts)


def approve(request: HttpRequest, number: int) -> HttpResponse:
    """Show a sample of what waits; approve the whole list by POST."""
    batch = import_for(request, number, "imports.approve")
    if request.method == "POST":
        seal, now = request.POST.get("seal", ""), timezone.now()
        try:
            count = workflow.approve(batch, by=request.user, at=now, seal=seal)
        except NotAllowed as refusal:
            messages.error(request, str(refusal))
            return redirect("imports_approve", batch.pk)
        said = ngettext(
            "%(count)d text is approved and goes out now.",
            "%(count)d texts are approved and go out one by one now.",
            count,
        )
        messages.success(request, said % {"count": count})
        return redirect("imports_show", batch.pk)
    waiting = batch.rows.waiting()
    # By its hash: a sample that nobody has chosen, and the same at each look.
    sample = list(waiting.order_by("digest")[:SAMPLE])
    texts: dict[int, Any] = {}
    for model in (Story, StandardPage):
        texts |= model.objects.in_bulk([row.page_id for row in sample])
    facts = {
        "page_title": _("Approve an import"),
        "batch": batch,
        "total": waiting.count(),
        "faulty": waiting.filter(is_faulty=True).count(),
        "sample": [
            (row, *opening(texts[row.page_id]))
            for row in sample
            if row.page_id in texts
        ],
        "seal": workflow.seal_of(batch),
        "is_own": batch.by == request.user,
    }
    return render(request, "imports/approve.html", facts)


def opening(page: Any) -> tuple[str, str]:
    """Return the summary of a text and how it begins, as plain words. No query."""
    said = [each["value"] for each in page.body.raw_data]
    html = " ".join(each for each in said if isinstance(each, str))
    words = " ".join(unescape(strip_tags(html.replace("<", " <"))).split())
    summary = getattr(page, "summary", "")
    said_twice = words.startswith(summary)
    return "" if said_twice else summary, shortened(words, SAMPLE_LONGEST)


def table(request: HttpRequest, number: int) -> HttpResponse:
    """Answer with the rows as CSV."""
    batch = import_for(request, number)
    kind = request.GET.get("tampil", "")
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="impor-{batch.pk}.csv"'
    # Table programs take a file without this mark for an old alphabet.
    answer.write("\N{ZERO WIDTH NO-BREAK SPACE}")
    reports.write_csv(rows_of(batch, kind).iterator(chunk_size=500), answer)
    return answer
