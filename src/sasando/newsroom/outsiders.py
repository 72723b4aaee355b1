"""What somebody outside sees of a text through a link: a first page, then the text.

The first page holds nothing of the text: programs that look at mails and chats open
addresses, and do not press buttons. The forms bear no token of Django's against
forgery: it protects people who are signed in, by a cookie. Here the address alone is
the right; whoever could forge the form could as well read the page.
"""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db.models import F
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from sasando.core import approvals
from sasando.core.workflow import NotAllowed
from sasando.newsroom import asking, reading
from sasando.newsroom.asking import Said
from sasando.newsroom.sources import SourceAnswer, SourceQuestion

# Beyond this the desk knows enough, and nobody fills the table by loading a page.
MOST_COUNTED = 9999
# How often in how many seconds one link is opened, or brings an answer.
OPENS, SENDS = (60, 300), (10, 600)
AHEAD = ("Sec-Purpose", "Purpose", "X-Moz")
View = Callable[..., Any]


def through_a_link(view: View) -> View:
    """Let a view answer for what a link opens: stored nowhere, found by nobody.

    It is called with the question, in the language of the text.
    """

    @csrf_exempt
    @never_cache
    @wraps(view)
    def answer(request: HttpRequest, token: str, **named: Any) -> HttpResponse:
        question = SourceQuestion.objects.by_token(approvals.hash_of(token))
        own = settings.LANGUAGE_CODE
        language = question.page.locale.language_code if question else own
        with translation.override(language):
            request.LANGUAGE_CODE = language
            why = why_closed(question)
            if why or question is None:
                response = closed(request, question, why)
            else:
                response = view(request, question, token=token, **named)
        response["Content-Language"] = language
        response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        # The address is the key: it must not travel, not even to our own pages.
        response["Referrer-Policy"] = "no-referrer"
        return response

    return answer


def why_closed(question: SourceQuestion | None) -> str:
    if question is None:
        return _("This link is not valid. Check that it is complete.")
    return question.why_closed(at=timezone.now())


def slowly(view: View) -> View:
    """Let a link be used as often as people do, and not as programs could."""

    @wraps(view)
    def answer(
        request: HttpRequest, question: SourceQuestion, **named: Any
    ) -> HttpResponse:
        if not too_often(question, sends=request.method == "POST"):
            return view(request, question, **named)
        why = _("Too many tries. Wait some minutes.")
        too_many = HTTPStatus.TOO_MANY_REQUESTS
        return closed(request, question, why, status=too_many)

    return answer


def too_often(question: SourceQuestion, *, sends: bool) -> bool:
    """Return whether this link was used too often. Counts links, not people."""
    most, seconds = SENDS if sends else OPENS
    key = f"newsroom.source.{question.pk}.{int(sends)}"
    cache.add(key, 0, seconds)
    try:
        return bool(cache.incr(key) > most)
    except ValueError:
        # The time ran out between the two lines.
        return False


@require_safe
@through_a_link
@slowly
def cover(request: HttpRequest, question: SourceQuestion, token: str) -> HttpResponse:
    """Say for whom a text waits; count the visit."""
    if request.method == "GET":
        count(question, "knocks")
    facts = {"question": question, "token": token}
    return render(request, "newsroom/source_cover.html", facts)


@require_http_methods(["GET", "HEAD", "POST"])
@through_a_link
@slowly
def text(request: HttpRequest, question: SourceQuestion, token: str) -> HttpResponse:
    """Show the text as it was asked about, and count it; keep an answer by POST."""
    if request.method == "POST":
        return take(request, question, token)
    if request.method == "GET" and not any(map(request.headers.get, AHEAD)):
        count(question, "openings", opened_at=timezone.now())
    return show(request, question, token)


def take(request: HttpRequest, question: SourceQuestion, token: str) -> HttpResponse:
    said = said_in(request)
    try:
        asking.answer(token, at=timezone.now(), said=said)
    except NotAllowed as refusal:
        return show(request, question, token, said=said, problem=str(refusal))
    return redirect("source_thanks", token)


@require_safe
@through_a_link
def thanks(request: HttpRequest, question: SourceQuestion, token: str) -> HttpResponse:
    """Say that the answer has arrived."""
    facts = {"question": question, "token": token}
    return render(request, "newsroom/source_thanks.html", facts)


def said_in(request: HttpRequest) -> Said:
    """Return what a form says, each part cut to what its field takes."""
    sent: dict[str, str] = request.POST.dict()
    parts = {
        int(name[5:]): words[: asking.LONGEST_PART]
        for name, words in sent.items()
        if is_part(name) and words.strip()
    }
    return Said(
        name=sent.get("name", "").strip()[:150],
        is_other=sent.get("who") == "other",
        verdict=sent.get("verdict", ""),
        comment=sent.get("comment", "")[: asking.LONGEST_COMMENT],
        parts=parts,
    )


def is_part(name: str) -> bool:
    number = name.removeprefix("part-")
    return (
        number != name
        and number.isascii()
        and number.isdecimal()
        and (len(number) <= 4)
    )


def show(
    request: HttpRequest,
    question: SourceQuestion,
    token: str,
    *,
    said: Said | None = None,
    problem: str = "",
) -> HttpResponse:
    """Render the kept text, with every file led through the link."""
    item = question.item()
    facts = {
        "question": question,
        "item": item,
        "writers": item.writers(),
        "parts": answerable(reading.parts_of(item), said),
        "hidden": reading.hidden_in(item),
        "said": said,
        "problem": problem,
        "verdicts": SourceAnswer.Verdict.choices,
        "has_other_files": reading.has_other_files(question),
        "part_limit": asking.LONGEST_PART,
        "comment_limit": asking.LONGEST_COMMENT,
    }
    html = render_to_string("newsroom/source_text.html", facts, request)
    return HttpResponse(reading.by_link(html, token=token))


def answerable(parts: list[reading.Part], said: Said | None) -> list[Any]:
    """Return each part with what was typed about it so far."""
    return [(part, said.parts.get(part.number, "") if said else "") for part in parts]


def closed(
    request: HttpRequest,
    question: SourceQuestion | None,
    why: str,
    *,
    status: int = HTTPStatus.GONE,
) -> HttpResponse:
    """Say why nothing opens; give back what was typed, and lead to what is out."""
    out = question.page if question and getattr(question, "went_out", False) else None
    facts = {
        "why": why,
        "out": out if out and out.live else None,
        "said": said_in(request) if request.method == "POST" else None,
    }
    return render(request, "newsroom/source_closed.html", facts, status=status)


def count(question: SourceQuestion, name: str, **changes: Any) -> None:
    """Add one to a counter: a time and a number, nothing of who came."""
    rows = SourceQuestion.objects.filter(
        pk=question.pk, **{f"{name}__lt": MOST_COUNTED}
    )
    rows.update(**{name: F(name) + 1}, **changes)


@require_safe
@through_a_link
def picture(
    request: HttpRequest, question: SourceQuestion, token: str, key: int
) -> FileResponse:
    """Return one picture of the text, while the link is open."""
    file = reading.picture_of(question, key)
    if file is None:
        raise Http404
    return FileResponse(file.open("rb"))


@require_safe
@through_a_link
def document(
    request: HttpRequest, question: SourceQuestion, token: str, key: int
) -> FileResponse:
    """Return one document of the text to take along, while the link is open."""
    found = reading.document_of(question, key)
    if found is None:
        raise Http404
    name = found.filename
    return FileResponse(found.file.open("rb"), as_attachment=True, filename=name)
