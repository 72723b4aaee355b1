"""A writer writes for the own unit, on the main way too."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.test import Client
from django.urls import reverse
from tests import make
from wagtail.models import Workflow

from sasando.accounts import workflow
from sasando.accounts.models import Unit, User
from sasando.core.models import Holiday
from sasando.core.workflow import NotAllowed

pytestmark = pytest.mark.django_db


def test_a_text_of_another_unit_is_not_sent_for_approval(
    second_person: Workflow, ratna: User, bima: User, kominfo: Unit
) -> None:
    page = make.news(by=bima, unit=kominfo)
    with pytest.raises(PermissionDenied), transaction.atomic():
        second_person.start(page, bima)
    assert second_person.start(page, ratna).current_task_state


def test_the_editor_offers_the_units_of_the_writer_that_exist(
    client: Client, ratna: User, kominfo: Unit, dinkes: Unit
) -> None:
    ended = make.unit("Unit Lama", parent=kominfo, valid_until=date(2021, 1, 1))
    page = make.news(by=ratna, unit=kominfo)
    client.force_login(ratna)
    form = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).context[
        "form"
    ]
    offered = set(form.fields["unit"].queryset)
    assert kominfo in offered
    assert offered.isdisjoint({dinkes, ended})


@pytest.mark.parametrize("last", [date(2019, 12, 31), date(2099, 1, 1)])
def test_a_role_ends_between_its_first_and_its_last_day(
    last: date, ratna: User, maria: User, kominfo: Unit
) -> None:
    role = workflow.appoint(
        kominfo,
        ratna,
        "editor",
        starts_on=date(2020, 1, 1),
        ends_on=date(2027, 1, 1),
        by=maria,
        at=make.NOW,
    )
    with pytest.raises(NotAllowed):
        workflow.dismiss(role, by=maria, at=make.NOW, ends_on=last)


def test_an_imported_day_is_changed_by_hand_with_a_source_of_its_own(
    client: Client, kominfo: Unit
) -> None:
    client.force_login(make.person("Dewi Contoh", "operator"))
    day = Holiday.objects.create(
        date=date(2026, 3, 24),
        name="Cuti bersama",
        kind="collective_leave",
        source="SKB 3 Menteri 2026 (paket holidays)",
        imported_on=date(2026, 3, 24),
        imported_kind="collective_leave",
    )
    address = reverse("holiday:edit", args=[day.pk])
    facts = {"date": "2026-03-24", "name": "Lain", "kind": day.kind}
    assert client.post(address, facts | {"source": day.source}).status_code == 200
    assert client.post(address, facts | {"source": "SE Gubernur 1"}).status_code == 302
