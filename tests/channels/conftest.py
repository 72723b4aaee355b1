"""The double and the workers, for each test that names them."""

import shutil
from collections.abc import Iterator

import pytest
from tests.channels.stage import Fleet, Stage, fleet

from sasando.channels import spool
from sasando.channels.sandbox.server import running


@pytest.fixture
def stage(transactional_db: None) -> Iterator[Stage]:
    """A double of the platforms with nothing on it; no file of an earlier test."""
    shutil.rmtree(spool.folder())
    with running() as (world, address):
        yield Stage(world, address)


@pytest.fixture(scope="session")
def all_workers(django_db_setup: None) -> Iterator[Fleet]:
    """Sasando loaded once for the workers of every file."""
    with fleet() as lent:
        yield lent


@pytest.fixture
def workers(all_workers: Fleet, transactional_db: None) -> Iterator[Fleet]:
    """Workers to start and kill; none is left over."""
    yield all_workers
    all_workers.kill()
