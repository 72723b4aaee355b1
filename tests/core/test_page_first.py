"""Every verb of the wall takes the page's row first, so that no two wait in a ring."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests import make
from wagtail.models import Workflow

from sasando.accounts.models import User
from sasando.core import approvals, redaction, revoking
from sasando.newsroom.models import NewsPage

pytestmark = pytest.mark.django_db
LATER = make.NOW + timedelta(hours=1)


@pytest.fixture
def page(ratna: User, maria: User) -> NewsPage:
    """A page with two versions and a text that waits."""
    page = make.published(by=ratna, approver=maria)
    for summary in ("Kedua.", "Ketiga."):
        if summary == "Ketiga.":
            make.approve(page, by=maria)
            approvals.publish(page, by=maria, at=make.NOW)
        text = NewsPage.objects.get(pk=page.pk).get_latest_revision_as_object()
        text.summary, text.change = summary, "small"
        text.save_revision(user=ratna)
        page = NewsPage.objects.get(pk=page.pk)
    return page


def by_task(page: NewsPage, maria: User) -> Callable[[], Any]:
    state = Workflow.objects.get().start(page, None).current_task_state
    return lambda: approvals.approve_task(state, by=maria, at=LATER)


def by_link(page: NewsPage, maria: User) -> Callable[[], Any]:
    asked = approvals.ask_by_link(page, by=page.owner, at=LATER, approver=maria)
    token = asked.rstrip("/").rpartition("/")[2]
    return lambda: approvals.approve_by_link(token, at=LATER)


def by_withdrawal(page: NewsPage, maria: User) -> Callable[[], Any]:
    return lambda: approvals.withdraw(page, by=maria, at=LATER, reason="Keliru.")


def by_revocation(page: NewsPage, maria: User) -> Callable[[], Any]:
    return lambda: revoking.revoke(page, by=maria, at=LATER, reason="Keliru.")


def by_redaction(page: NewsPage, maria: User) -> Callable[[], Any]:
    facts = {"approval": page.versions()[0], "reason": "Nama."}
    return lambda: redaction.redact(page, by=maria, at=LATER, **facts)


WAYS = [by_task, by_link, by_withdrawal, by_revocation, by_redaction]


@pytest.mark.parametrize("way", WAYS)
def test_the_page_is_taken_before_all_else(
    page: NewsPage, maria: User, second_person: Workflow, way: Any
) -> None:
    call = way(page, maria)
    with CaptureQueriesContext(connection) as queries:
        call()
    changes = [
        each["sql"]
        for each in queries.captured_queries
        if each["sql"].startswith(("UPDATE", "INSERT", "DELETE"))
    ]
    assert changes[0].startswith('UPDATE "wagtailcore_page"')
