"""The demo is built once for this folder's module, in a transaction of its own."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction
from django.utils import timezone
from tests.conftest import empty

from sasando.demo.build import Built, build


@pytest.fixture(scope="module")
def today() -> date:
    # The real day: what is under embargo is held back by the clock.
    return timezone.localdate()


@pytest.fixture(scope="module")
def demo(django_db_setup: None, django_db_blocker: Any, today: date) -> Iterator[Built]:
    with django_db_blocker.unblock(), transaction.atomic():
        cache.clear()
        empty()
        yield build(today=today)
        transaction.set_rollback(True)
    cache.clear()
