"""Days are written and picked alike in every form and in both languages."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from tests import make
from wagtail.admin.widgets import AdminDateInput, AdminDateTimeInput
from wagtail.users.models import UserProfile

from sasando.accounts.models import Unit
from sasando.core.models import Freeze, Holiday

pytestmark = pytest.mark.django_db
DAYS = {
    "unit:add": ("valid_from", "valid_until"),
    "assignment:add": ("starts_on", "ends_on"),
    "holiday:add": ("date",),
    "freeze:add": ("starts_at", "ends_at"),
}


def signed_in(client: Client, language: str) -> Client:
    person = make.person("Maria Contoh", "head", "operator")
    UserProfile.objects.create(user=person, preferred_language=language)
    client.force_login(person)
    return client


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("name", DAYS)
def test_every_day_has_a_picker_and_an_example(
    name: str, language: str, client: Client, kominfo: Unit
) -> None:
    form: Any = signed_in(client, language).get(reverse(name)).context["form"]
    for each in DAYS[name]:
        field = form.fields[each]
        assert isinstance(field.widget, AdminDateInput | AdminDateTimeInput), each
        with translation.override(language):
            assert "24-11-2026" in str(field.help_text)


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_day_is_written_day_first_in_both_languages(
    language: str, client: Client, kominfo: Unit
) -> None:
    desk = signed_in(client, language)
    day = {"date": "03-12-2026", "name": "Contoh", "kind": "regional", "source": "SK"}
    assert desk.post(reverse("holiday:add"), day).status_code == 302
    assert Holiday.objects.get().date == date(2026, 12, 3)
    freeze = {"reason": "Berkabung", "starts_at": "03-12-2026 10:00", "ends_at": ""}
    assert desk.post(reverse("freeze:add"), freeze).status_code == 302
    made = Freeze.objects.get()
    assert made.starts_at == datetime(2026, 12, 3, 2, tzinfo=UTC)
    shown = desk.get(reverse("freeze:edit", args=[made.pk])).content.decode()
    assert 'value="03-12-2026 10.00"' in shown
    month = {"id": "Des", "en": "Dec"}[language]
    with translation.override(language):
        begins = date_format(timezone.localtime(made.starts_at), "DATETIME_FORMAT")
    assert begins == f"3 {month} 2026, 10.00"
