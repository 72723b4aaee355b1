"""Approvals of before the log told of going out are written down once."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db.models import F
from tests import make

from sasando.accounts.models import User
from sasando.core import approvals, entries, replay, triggers
from sasando.core.models import Approval, Ending, Entry

migration = import_module("sasando.core.migrations.0004_approvals_told")


@pytest.mark.django_db
def test_earlier_approvals_agree_with_the_log_after_the_migration(
    ratna: User, maria: User
) -> None:
    live = make.published(by=ratna, approver=maria)
    gone = make.published(by=ratna, approver=maria, title="Kedua")
    approvals.withdraw(gone, by=maria, at=make.NOW, reason="Keliru.")
    make.approve(make.news(by=ratna, title="Ketiga"), by=maria)
    triggers.lift()
    Entry.objects.filter(action__startswith="page.")._raw_delete("default")
    # Before the log told of going out, endings had no rows either.
    Ending.objects.all()._raw_delete("default")
    out = Approval.objects.filter(act=Approval.PUBLISH).exclude(revision=None)
    out.update(published_at=F("approved_at"))
    triggers.install()
    assert replay.discords()
    migration.tell(apps, None)
    assert replay.discords() == []
    assert entries.verify(Entry).faults == ()
    approvals.withdraw(live, by=maria, at=make.NOW, reason="Keliru.")
    assert replay.discords() == []
