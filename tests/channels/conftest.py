"""The double and the workers, for each test that names them."""

import shutil
from collections.abc import Iterator

import pytest
from tests.channels.post_office import PostOffice, opened
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


@pytest.fixture(scope="session")
def one_post_office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PostOffice]:
    """A mail server in a process of its own, for every file."""
    folder = tmp_path_factory.mktemp("post-office")
    with opened(folder, password="rahasia") as office:
        yield office


@pytest.fixture
def post_office(one_post_office: PostOffice) -> PostOffice:
    """The mail server with an empty ledger and no faults."""
    one_post_office.anew()
    return one_post_office
