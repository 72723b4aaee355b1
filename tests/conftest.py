"""The three people of every story, and the database as each test finds it."""

import os
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import transaction
from django.test import TransactionTestCase
from tests import make, snapshot
from tests.browser import chromium, tab  # noqa: F401
from tests.policing import watch  # noqa: F401
from wagtail.models import Collection, Locale, Page, Workflow, WorkflowTask

from sasando.accounts.models import Unit, User
from sasando.accounts.workflow import role_groups
from sasando.core import triggers
from sasando.core.models import ApprovalTask
from sasando.website.models import HomePage
from sasando.website.workflow import Office, set_up

# Playwright runs an event loop in the test's thread; Django would refuse queries there.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

# Folders and files whose tests ask no database.
ONCE = {
    *("rules", "printing", "test_house.py", "test_two_commands.py"),
    *("test_settings.py", "test_secrets.py", "test_bilingual.py", "test_markdown.py"),
    *("test_facts.py", "test_intake.py", "test_pictures.py", "test_relations.py"),
}
# Files whose rows are only what a screen or a parser happens to need.
ONE_DATABASE = {
    *("test_blocks.py", "test_figures.py", "test_alt.py", "test_films.py"),
    *("test_parts.py", "test_wxr.py", "test_fetching.py", "test_odd_requests.py"),
    *("test_language.py", "test_languages.py", "test_sign_in.py", "test_two_steps.py"),
    *("test_passkeys.py", "test_openid_connect.py", "test_kept.py", "test_offered.py"),
    "test_content_policy.py",
}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark `once` what says the same on every database."""
    for item in items:
        here = ONCE & {item.path.name, item.path.parent.name}
        asks = "db" in getattr(item, "fixturenames", ())
        if item.path.name in ONE_DATABASE or (here and not asks):
            item.add_marker("once")


def _put_back(self: Any) -> None:
    snapshot.put_back()


TransactionTestCase._fixture_teardown = _put_back  # type: ignore[method-assign]


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Make the groups of the roles and the site once, not for each test."""
    with django_db_blocker.unblock():
        role_groups()
        make.site()
        snapshot.take()
    yield
    with django_db_blocker.unblock():
        snapshot.lose()


def empty() -> None:
    """Leave the database as the schema makes it: no site, nothing in the log."""
    triggers.lift()
    call_command("flush", verbosity=0, interactive=False)
    triggers.install()
    Locale.objects.create(language_code="id")
    Page.add_root(instance=Page(title="Semua halaman", slug="root"))
    Collection.add_root(instance=Collection(name="Semua berkas"))
    role_groups()


@pytest.fixture
def empty_house(request: pytest.FixtureRequest) -> None:
    """A database in which no office is set up yet."""
    if "transactional_db" not in request.fixturenames:
        request.getfixturevalue("db")
    empty()


@pytest.fixture(scope="module")
def opened(django_db_setup: None, django_db_blocker: Any) -> Iterator[int]:
    """The key of the home page of a new office, set up once for all tests of a file."""
    office = Office(name="Dinas Contoh", intro="Selamat datang.", intro_en="Welcome.")
    with django_db_blocker.unblock(), transaction.atomic():
        cache.clear()
        empty()
        yield set_up(office, by=None, at=make.NOW).pk
        transaction.set_rollback(True)
    cache.clear()


@pytest.fixture
def home(opened: int, db: None) -> HomePage:
    """The home page of a new office, as it was set up."""
    return HomePage.objects.get(pk=opened)


@pytest.fixture
def kominfo(db: None) -> Unit:
    return make.unit("Dinas Komunikasi dan Informatika", short_name="Dinas Kominfo")


@pytest.fixture
def dinkes(db: None) -> Unit:
    return make.unit("Dinas Kesehatan", short_name="Dinkes")


@pytest.fixture
def ratna(kominfo: Unit) -> User:
    """A writer of the Kominfo agency."""
    return make.person("Ratna Contoh", "writer", of=kominfo)


@pytest.fixture
def bima(dinkes: Unit) -> User:
    """A writer of another unit."""
    return make.person("Bima Contoh", "writer", of=dinkes)


@pytest.fixture
def maria(kominfo: Unit) -> User:
    """The head of the agency, who approves."""
    return make.person("Maria Contoh", "head", "approver")


@pytest.fixture
def second_person(db: None) -> Workflow:
    """The workflow in which somebody else decides."""
    workflow = Workflow.objects.create(name="Persetujuan")
    task = ApprovalTask.objects.create(name="Persetujuan")
    WorkflowTask.objects.create(workflow=workflow, task=task)
    return workflow
