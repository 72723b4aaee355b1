"""What several files about the editor's form begin with."""

import pytest
from django.test import Client
from tests import make

from sasando.accounts.models import Unit, User


@pytest.fixture
def desk(client: Client, ratna: User, kominfo: Unit) -> Client:
    """A writer who is signed in, where there is a section of news."""
    make.section()
    client.force_login(ratna)
    return client
