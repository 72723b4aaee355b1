"""The log says what a change was: each field before and after."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client
from django.urls import reverse
from tests import make

from sasando.accounts.models import Unit
from sasando.core.changes import canonical, changes, values
from sasando.core.models import Entry, Freeze, Holiday

pytestmark = pytest.mark.django_db


def test_only_the_fields_that_differ_are_told() -> None:
    before, after = {"a": 1, "b": "x"}, {"a": 1, "b": "y"}
    assert changes(before, after) == {"before": {"b": "x"}, "after": {"b": "y"}}
    assert changes({}, after) == {"before": {}, "after": after}
    assert changes(before, {}) == {"before": before, "after": {}}
    assert changes(before, before) == {"before": {}, "after": {}}


def test_values_are_texts_and_whole_numbers_only() -> None:
    moment = datetime(2026, 11, 24, 2, tzinfo=UTC)
    given = [None, True, False, 7, "x", date(2026, 1, 2), moment, 1.5]
    said = ["", 1, 0, 7, "x", "2026-01-02", "2026-11-24T02:00:00+00:00", "1.5"]
    assert [canonical(each) for each in given] == said
    assert [type(canonical(each)) for each in given] == [type(each) for each in said]


def test_values_name_a_related_record_by_its_key(kominfo: Unit) -> None:
    below = make.unit("Bidang Contoh", parent=kominfo)
    assert values(below) == {
        "name": "Bidang Contoh",
        "short_name": "",
        "name_en": "",
        "parent": kominfo.pk,
        "valid_from": "2020-01-01",
        "valid_until": "",
        "successor": "",
    }


def test_each_step_of_a_day_off_stands_in_the_log(
    client: Client, kominfo: Unit
) -> None:
    client.force_login(make.person("Dewi Contoh", "operator"))
    facts = {"date": "2026-09-01", "name": "Pilkades", "kind": "regional"}
    facts["source"] = "SK contoh"
    client.post(reverse("holiday:add"), facts)
    day = Holiday.objects.get()
    address = reverse("holiday:edit", args=[day.pk])
    client.post(address, facts | {"date": "2026-09-02", "provisional": "on"})
    client.post(address, facts | {"date": "2026-09-02", "provisional": "on"})
    edited, created = Entry.objects.for_instance(day)
    assert created.data["before"] == {}
    assert created.data["after"].items() >= facts.items()
    assert edited.data == {
        "before": {"date": "2026-09-01", "provisional": 0},
        "after": {"date": "2026-09-02", "provisional": 1},
    }


def test_a_freeze_is_logged_with_its_values(client: Client, kominfo: Unit) -> None:
    client.force_login(make.person("Maria Contoh", "head"))
    facts = {"reason": "Masa berkabung", "starts_at": "2026-11-24 10:00"}
    client.post(reverse("freeze:add"), facts)
    freeze = Freeze.objects.get()
    client.post(reverse("freeze:edit", args=[freeze.pk]), facts | {"reason": "Duka"})
    edited, created = Entry.objects.for_instance(freeze)
    assert created.data["after"]["reason"] == "Masa berkabung"
    assert edited.data == {
        "before": {"reason": "Masa berkabung"},
        "after": {"reason": "Duka"},
    }
