"""The three people of every story, and the database as each test finds it."""

import gc
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.test import TransactionTestCase
from tests import make, snapshot
from tests.browser import chromium, tab  # noqa: F401
from tests.newsroom.many import settle
from tests.policing import watch  # noqa: F401
from tests.website.demo_site import demo_site  # noqa: F401
from wagtail.models import Workflow, WorkflowTask

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
    *("rules", "printing", "foi", "test_house.py", "test_two_commands.py"),
    *("test_settings.py", "test_secrets.py", "test_bilingual.py", "test_markdown.py"),
    *("test_full_texts.py", "test_fault_tables.py"),
    *("test_facts.py", "test_intake.py", "test_pictures.py", "test_relations.py"),
}
# Files about screens, words, parsers and processes: rows are only what these need.
LATER = {
    *("test_blocks.py", "test_figures.py", "test_alt.py", "test_films.py"),
    *("test_parts.py", "test_wxr.py", "test_fetching.py", "test_odd_requests.py"),
    *("test_language.py", "test_languages.py", "test_sign_in.py", "test_two_steps.py"),
    *("test_passkeys.py", "test_openid_connect.py", "test_kept.py", "test_offered.py"),
    *("test_content_policy.py", "test_office_forms.py", "test_reports.py"),
    *("test_screens.py", "test_batch.py", "test_page_first.py", "test_guide.py"),
    *("test_desk_lists.py", "test_coverage.py", "test_waiting.py", "test_morning.py"),
    *("test_inbox.py", "test_letters.py", "test_field.py", "test_field_pieces.py"),
    *("test_sources.py", "test_replies.py", "test_translations.py", "test_ended.py"),
    *("test_reviews.py", "test_work_products.py", "test_links.py", "test_sending.py"),
    *("test_content_calendar.py", "test_first_save.py", "test_garbled_forms.py"),
    *("test_import_screens.py", "test_batch_approval.py", "test_feeds.py"),
    *("test_pages.py", "test_standard_pages.py", "test_opening.py"),
    *("test_demo.py", "test_whole_or_nothing.py", "test_forms_are_ours.py"),
    *("test_serving.py", "test_interrupted_restore.py", "test_doctor_in_time.py"),
    *("test_described.py", "test_sections.py", "test_units.py", "test_ends.py"),
    *("test_mistakes.py", "test_weight.py", "test_design.py", "test_full_texts.py"),
    *("test_brand.py", "test_wrong.py"),
    # Each change in turn, minutes on a busy machine; its race is tried on both.
    *("test_page_store.py", "test_store_outage.py", "test_alerts.py"),
    # What runs on files, on HTTP, or on rows that other tests prove there.
    *("test_store_door.py", "test_store_pictures.py", "test_store_outside.py"),
    *("test_store_addresses.py", "test_link_asking.py", "test_internet.py"),
    *("test_new_address.py", "test_sessions.py", "test_people.py", "test_watchers.py"),
    *("test_days_off_by_hand.py", "test_calendar.py", "test_due_command.py"),
    *("test_originals.py", "test_rights.py", "test_replace.py", "test_shown.py"),
    *("test_uploads.py", "test_proofs.py", "test_reading_letters.py", "test_beside.py"),
    *("test_desk.py", "test_places.py", "test_mending.py", "test_offering.py"),
    *("test_back_again.py", "test_import_command.py", "test_own_unit.py"),
    # Deliveries one by one; kills, claims and races are tried there too.
    *("test_channel_commands.py", "test_deliveries.py", "test_by_hand.py"),
    *("test_channel_screens.py", "test_composer.py", "test_people_screens.py"),
    *("test_webpush.py", "test_whatsapp.py", "test_attaching.py", "test_doors.py"),
    *("test_film_shapes.py", "test_shapes.py", "test_sheets.py", "test_rest.py"),
    *("test_hostile_people.py", "test_hostile_platforms.py", "test_keeping.py"),
    *("test_midnight.py", "test_sandbox_page.py", "test_large_films.py"),
    *("test_facebook_films.py", "test_containers.py", "test_telegram.py"),
    *("test_notices.py", "test_reach.py", "test_lending.py", "test_youtube.py"),
    *("test_film_changes.py", "test_post_command.py", "test_rest_media.py"),
    *("test_bounces.py", "test_addressing.py", "test_one_click.py", "test_pasted.py"),
    *("test_scenarios.py", "test_bound_options.py", "test_hooks.py", "test_sharing.py"),
    *("test_measuring.py", "test_pictures.py", "test_releases.py", "test_resting.py"),
    # A whole backup and restore is tried there by test_anchors.py.
    "test_backup.py",
}
# What migrations and `role_groups` made, and no office.
KEPT = {
    *("django_migrations", "django_content_type", "auth_permission", "auth_group"),
    *("auth_group_permissions", "wagtailcore_grouppagepermission"),
    *("wagtailcore_groupcollectionpermission", "wagtailcore_collection"),
    *("wagtailcore_locale", "wagtailcore_page"),
}


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Open no file of which a run without `later` would take nothing."""
    leaves = "not later" in config.option.markexpr
    return True if leaves and collection_path.name in LATER else None


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark `once` what says the same on every database, `later` what soaks there."""
    for item in items:
        if item.path.name in LATER:
            item.add_marker("later")
        asks = "db" in getattr(item, "fixturenames", ())
        if ONCE & {item.path.name, item.path.parent.name} and not asks:
            item.add_marker("once")


def pytest_collection_finish(session: pytest.Session) -> None:
    """Let the collector pass over all that was loaded: 5 to 10 % of every test."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


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
    tables = connection.introspection.django_table_names(only_existing=True)
    with transaction.atomic(), connection.cursor() as cursor:
        triggers.lift()
        settle()
        for table in set(tables) - KEPT:
            cursor.execute(f"DELETE FROM {table}")
        cursor.execute("DELETE FROM wagtailcore_page WHERE depth > 1")
        cursor.execute("UPDATE wagtailcore_page SET numchild = 0")
        settle()
        triggers.install()


@pytest.fixture
def empty_house(request: pytest.FixtureRequest) -> Iterator[None]:
    """A database in which no office is set up yet."""
    if "transactional_db" not in request.fixturenames:
        request.getfixturevalue("db")
    empty()
    # Wagtail keeps the addresses of its sites there.
    cache.clear()
    yield
    cache.clear()


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
