"""A build that fails leaves an empty database, whatever step it fails at."""

import pytest
from django.utils import timezone

from sasando.accounts.models import User
from sasando.core.models import Entry
from sasando.demo.build import build, is_empty

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("empty_house")]


@pytest.mark.soak
def test_a_build_that_fails_at_its_last_step_leaves_nothing(settings, tmp_path) -> None:
    settings.DATA = tmp_path / "not-there"
    with pytest.raises(FileNotFoundError):
        build(today=timezone.localdate())
    assert is_empty()
    assert not Entry.objects.exists()


def test_a_database_with_one_person_is_not_empty() -> None:
    assert is_empty()
    User.objects.create_user("sari@example.org", name="Sari")
    assert not is_empty()
