"""Every form of the newsroom can be sent by a browser: Django's token is in it."""

from datetime import timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests import make
from tests.files.test_shown import picture
from tests.newsroom import test_coverage as covering
from tests.newsroom import test_parcels as parcelling
from tests.newsroom.test_replies import granted, record
from tests.newsroom.test_sources import ask, said
from tests.newsroom.test_urgent import alone
from wagtail.models import Locale, Workflow

from sasando.accounts.models import Unit, User
from sasando.newsroom import asking, parcels
from sasando.newsroom.field.rows import FieldPhoto, Report
from sasando.newsroom.mistakes import Mistake
from sasando.newsroom.models import Idea, Letter, Link, NewsroomSettings, Translation

pytestmark = pytest.mark.django_db
TEMPLATES = Path("src/sasando/templates")
# What somebody outside sees has no session to protect.
OUTSIDE = {"newsroom/source_text.html"}


class Forms(HTMLParser):
    """The forms of a page that are sent by POST: where to, and what is filled in."""

    def __init__(self, address: str, html: str) -> None:
        super().__init__()
        self.address, self.is_inside = address, False
        self.found: list[tuple[str, dict[str, str]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        facts = dict(attrs)
        if tag == "form":
            self.is_inside = facts.get("method", "get").lower() == "post"
            if self.is_inside:
                self.found.append((facts.get("action") or self.address, {}))
        elif self.is_inside and facts.get("name"):
            self.found[-1][1][facts["name"]] = facts.get("value") or ""
        if self.is_inside and facts.get("formaction"):
            self.found.append((facts["formaction"], self.found[-1][1]))

    def handle_endtag(self, tag: str) -> None:
        self.is_inside = self.is_inside and tag != "form"


def with_forms(folder: str) -> set[str]:
    files = (TEMPLATES / folder).rglob("*.html")
    return {
        str(file.relative_to(TEMPLATES))
        for file in files
        if '<form method="post"' in file.read_text()
    }


@pytest.fixture
def boss(kominfo: Unit) -> User:
    return make.person("Semua Contoh", "editor", "approver", "head", of=None)


def of_pages(ratna: User, maria: User) -> list[str]:
    """Make what stands beside a page; return the addresses of its screens."""
    story = make.published(by=ratna, approver=maria, title="Pasar")
    draft = make.news(by=ratna, title="Pasar besok")
    _question, path = ask(draft, by=ratna)
    asking.answer(path.strip("/").split("/")[-1], at=timezone.now(), said=said())
    page = make.standing(by=ratna, approver=maria, below=make.section().get_parent())
    early = story.first_published_at - timedelta(days=9)
    Locale.objects.get_or_create(language_code="en")
    Translation.objects.create(page=draft, source=story, as_of=early)
    over = timezone.localdate() - timedelta(days=1)
    bureau = make.unit("Biro Humas", valid_until=over)
    make.published(by=ratna, approver=maria, title="Biro", unit=bureau)
    now = timezone.now()
    asked = {"failed_at": now, "checked_at": now, "next_at": now}
    link = Link.objects.create(
        address="https://a.example.org/", state=Link.State.DEAD, is_own=False, **asked
    )
    link.places.create(page=page)
    mistake = Mistake.objects.create(page=story, words="Salah.", sent_at=now)
    return [
        reverse("newsroom_sources", args=[draft.pk]),
        reverse("newsroom_ask_source", args=[draft.pk]),
        reverse("newsroom_review", args=[page.pk]),
        reverse("newsroom_translation", args=[draft.pk]),
        reverse("simple_translation:submit_page_translation", args=[story.pk]),
        reverse("newsroom_record_reply", args=[story.pk]),
        reverse("newsroom_reply", args=[record(story, by=ratna).pk]),
        reverse("newsroom_reply", args=[granted(story, by=maria).pk]),
        reverse("newsroom_move", args=[draft.pk]),
        reverse("newsroom_ended"),
        reverse("newsroom_links"),
        reverse("newsroom_link_ignore", args=[link.pk]),
        reverse("newsroom_mistake", args=[mistake.pk]),
    ]


def of_plans(ratna: User, maria: User, boss: User, workflow: Workflow) -> list[str]:
    """Make plans; return the addresses of their screens."""
    now = timezone.now()
    unit = Unit.objects.get(short_name="Dinas Kominfo")
    first, second, third = [
        make.news(by=ratna, title=f"Naskah {number}", unit=unit) for number in range(3)
    ]
    facts = {"title": "Jalan Takari", "goes_out_at": now + timedelta(days=1)}
    parcel = parcels.make_parcel(first, by=ratna, at=now, **facts)
    parcelling.approve_texts(parcel, by=maria)
    idea = Idea.objects.create(title="Tenun", owner=ratna, unit=unit, made_at=now)
    for page in (second, third):
        workflow.start(page, ratna)
    alert = alone(third, by=make.person("Elvis Contoh", "editor"))
    site = third.get_site()
    NewsroomSettings.objects.update_or_create(
        site=site, defaults={"urgent_after_minutes": 0}
    )
    coverage = covering.assigned(boss, (boss, "text"), (ratna, "photo"))
    return [
        reverse("newsroom_parcel_new") + f"?halaman={second.pk}",
        reverse("newsroom_parcel", args=[parcel.pk]),
        reverse("newsroom_idea_new"),
        reverse("newsroom_idea", args=[idea.pk]),
        reverse("newsroom_urgent", args=[second.pk]),
        reverse("newsroom_review_alone", args=[alert.pk]),
        reverse("coverage_add"),
        coverage.get_absolute_url(),
        reverse("coverage_decline", args=[coverage.pk]),
    ]


def of_the_field(by: User) -> list[str]:
    """Make what came in from outside; return the addresses of its screens."""
    now = timezone.now()
    letter = Letter.objects.create(
        identity="1" * 64, status=Letter.Status.WAITING, came_at=now, is_cut=False
    )
    report = Report.objects.create(
        key="0b0a7a4e-6f0f-4f0e-8f63-1f6f0a7f1c01", by=by, started_at=now
    )
    Report.objects.update(received_at=now)
    FieldPhoto.objects.create(
        report=report,
        picture=picture(),
        key="0b0a7a4e-6f0f-4f0e-8f63-1f6f0a7f1c02",
        size=1,
        touched_at=now,
    )
    return [
        reverse("newsroom_field"),
        report.get_absolute_url(),
        letter.get_absolute_url(),
    ]


def test_every_form_of_the_newsroom_can_be_sent(
    boss: User, ratna: User, maria: User, second_person: Workflow, settings: Any
) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(boss)
    addresses = [
        *of_pages(ratna, maria),
        *of_plans(ratna, maria, boss, second_person),
        *of_the_field(boss),
    ]
    seen, forms = set[str](), []
    for address in addresses:
        answer = browser.get(address)
        assert answer.status_code == 200, address
        seen |= {template.name for template in answer.templates}
        forms += Forms(address, answer.content.decode()).found
    assert with_forms("newsroom") - OUTSIDE <= seen
    for address, facts in forms:
        answer = browser.post(address, facts)
        assert answer.status_code in {200, 302}, (address, facts)
