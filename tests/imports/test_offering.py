"""Imports stand on *Hari ini* for those who take the next step."""

from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests import make
from tests.imports.bringing import approved, brought, importer, received, sections
from tests.imports.old_site import item

from sasando.accounts.models import Unit, User
from sasando.imports.offering import lines

pytestmark = pytest.mark.django_db


@pytest.fixture
def ina(kominfo: Unit) -> User:
    """An editor, who imports."""
    sections()
    return importer(kominfo)


def urls(user: User) -> list[str]:
    return [line.url for line in lines(user, make.NOW)]


def test_who_imported_starts_and_another_approves(
    tmp_path: Path, ina: User, maria: User, ratna: User
) -> None:
    read = received(tmp_path, item(1), by=ina)
    done = brought(tmp_path, item(2), by=ina)
    assert urls(ina) == [f"/kantor/impor/{read.pk}/"]
    assert urls(maria) == [f"/kantor/impor/{done.pk}/setujui/"]
    assert urls(ratna) == []
    approved(done, by=maria)
    assert urls(maria) == []


def test_two_queries_however_many_imports(
    tmp_path: Path, kominfo: Unit, ina: User
) -> None:
    both = make.person("Yos Contoh", "editor", "approver", of=kominfo)
    for number in range(3):
        received(tmp_path, item(number), by=both)
        brought(tmp_path, item(10 + number), by=ina)
    urls(both)
    with CaptureQueriesContext(connection) as asked:
        assert len(urls(both)) == 6
    assert len(asked) <= 2
