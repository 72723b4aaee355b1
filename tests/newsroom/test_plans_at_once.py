"""Many people and workers at once: one publishes alone, one lets a parcel out."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone
from tests import make
from wagtail.models import TaskState, Workflow

from sasando.accounts.models import User
from sasando.core import approvals, digests, entries, replay
from sasando.core.models import Approval, Entry
from sasando.newsroom import parcel_release, parcels, urgent
from sasando.newsroom.models import NewsPage, Parcel, UrgentPublication

pytestmark = pytest.mark.django_db(transaction=True)
PEOPLE = 8


def together(call: Callable[[int], bool]) -> int:
    """Return how many of several who do the same at once succeed."""

    def run(number: int) -> bool:
        try:
            return call(number)
        except PermissionDenied:
            return False
        finally:
            connection.close()

    with ThreadPoolExecutor(PEOPLE) as pool:
        return sum(pool.map(run, range(PEOPLE)))


def waiting(ratna: User, second_person: Workflow) -> tuple[NewsPage, str]:
    page = make.news(by=ratna)
    second_person.start(page, ratna)
    text = page.get_latest_revision_as_object()
    return NewsPage.objects.get(pk=page.pk), digests.public_digest(text)


def test_of_many_editors_at_once_one_publishes_alone(
    ratna: User, maria: User, second_person: Workflow
) -> None:
    page, digest = waiting(ratna, second_person)
    editors = [make.person(f"Redaktur {n}", "editor") for n in range(PEOPLE)]
    at = timezone.now() + timedelta(hours=2)

    def publish(number: int) -> bool:
        by = User.objects.get(pk=editors[number].pk)
        urgent.publish_urgent(page, by=by, at=at, digest=digest, reason="Banjir.")
        return True

    assert together(publish) == 1
    assert UrgentPublication.objects.count() == 1
    assert entries.verify(Entry).faults == ()
    assert replay.discords() == []


def test_of_an_approver_and_editors_at_once_one_decides(
    ratna: User, maria: User, second_person: Workflow
) -> None:
    page, digest = waiting(ratna, second_person)
    editor = make.person("Elvis Contoh", "editor")
    at = timezone.now() + timedelta(hours=2)

    def decide(number: int) -> bool:
        if number % 2:
            by = User.objects.get(pk=editor.pk)
            urgent.publish_urgent(page, by=by, at=at, digest=digest, reason="Banjir.")
        else:
            task = TaskState.objects.for_instance(page).get()
            approvals.approve_task(task, by=User.objects.get(pk=maria.pk), at=at)
        return True

    assert together(decide) == 1
    approval = Approval.objects.get(page=page)
    alone = UrgentPublication.objects.count()
    assert (approval.via == "urgent") == bool(alone)
    assert NewsPage.objects.get(pk=page.pk).live
    assert replay.discords() == []


def test_of_many_workers_at_once_one_lets_the_parcel_out(
    ratna: User, maria: User
) -> None:
    now = timezone.now()
    pages = [make.news(by=ratna, title=f"Naskah {n}") for n in range(2)]
    facts = {"by": ratna, "at": now, "title": "Paket"}
    parcel = parcels.make_parcel(pages[0], goes_out_at=None, **facts)
    parcels.add_to_parcel(parcel, by=ratna, at=now, page=pages[1])
    for page in pages:
        make.approve(page, by=maria)
    digest = parcels.digest_of(parcel, parcel.pages())
    parcels.approve_parcel(parcel, by=maria, at=now, digest=digest)

    def release(number: int) -> bool:
        return parcel_release.release(Parcel.objects.get(pk=parcel.pk), at=now)

    assert together(release) == 1
    assert NewsPage.objects.filter(live=True).count() == 2
    out = Entry.objects.filter(action="parcel.out")
    assert out.count() == 1
    assert replay.discords() == []
