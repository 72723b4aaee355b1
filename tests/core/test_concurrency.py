"""Many people at once: one step, one winner, one unbroken chain."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.utils import timezone
from tests import make
from wagtail.models import Page, TaskState, Workflow

from sasando.accounts.models import Unit, User
from sasando.core import approvals, entries
from sasando.core.models import Approval, Entry
from sasando.core.workflow import NotAllowed

pytestmark = pytest.mark.django_db(transaction=True)
PEOPLE = 50


def closing(call: Callable[[int], object]) -> Callable[[int], object]:
    def run(number: int) -> object:
        try:
            return call(number)
        finally:
            connection.close()

    return run


@pytest.fixture
def crowd() -> Iterator[Callable[[Callable[[int], object]], list[object]]]:
    with ThreadPoolExecutor(PEOPLE) as pool:
        yield lambda call: list(pool.map(closing(call), range(PEOPLE)))


def test_fifty_writers_on_one_record_leave_one_unbroken_chain(
    kominfo: Unit, crowd: Callable[[Callable[[int], object]], list[object]]
) -> None:
    def write(number: int) -> int:
        with transaction.atomic():
            data = {"number": number}
            return Entry.write(
                kominfo, "unit.noted", by=None, at=make.NOW, data=data
            ).seq

    before = Entry.objects.count()
    assert sorted(crowd(write)) == list(range(1, PEOPLE + 1))  # type: ignore[type-var]
    proof = entries.verify(Entry)
    assert (proof.faults, proof.entries) == ((), before + PEOPLE)


def test_of_fifty_who_withdraw_one_page_one_does(
    ratna: User,
    maria: User,
    crowd: Callable[[Callable[[int], object]], list[object]],
) -> None:
    page = make.published(by=ratna, approver=maria)

    def withdraw(number: int) -> bool:
        by = User.objects.get(pk=maria.pk)
        try:
            approvals.withdraw(page, by=by, at=make.NOW, reason="Salah tanggal.")
        except NotAllowed:
            return False
        return True

    assert sum(map(bool, crowd(withdraw))) == 1
    assert Approval.objects.filter(page=page, act=Approval.WITHDRAW).count() == 1
    assert entries.verify(Entry).faults == ()


def test_of_fifty_who_use_one_link_one_approves(
    ratna: User,
    maria: User,
    crowd: Callable[[Callable[[int], object]], list[object]],
) -> None:
    page = make.news(by=ratna)
    now = timezone.now()
    address = approvals.ask_by_link(page, by=ratna, at=now, approver=maria)
    token = address.rstrip("/").rpartition("/")[2]

    def use(number: int) -> bool:
        try:
            return approvals.approve_by_link(token, at=now)
        except NotAllowed:
            return False

    assert sum(map(bool, crowd(use))) == 1
    assert Approval.objects.filter(page=page).count() == 1
    assert Page.objects.get(pk=page.pk).live


def test_of_fifty_who_approve_one_task_one_does(
    ratna: User,
    maria: User,
    second_person: Workflow,
    crowd: Callable[[Callable[[int], object]], list[object]],
) -> None:
    page, now = make.news(by=ratna), timezone.now()
    waits = second_person.start(page, ratna).current_task_state

    def approve(number: int) -> bool:
        by = User.objects.get(pk=maria.pk)
        task = TaskState.objects.get(pk=waits.pk)
        try:
            approvals.approve_task(task, by=by, at=now)
        except PermissionDenied:
            return False
        return True

    assert sum(map(bool, crowd(approve))) == 1
    approval = Approval.objects.get(page=page)
    assert approval.voided_at is None
    assert approval.revision_id == Page.objects.get(pk=page.pk).live_revision_id
