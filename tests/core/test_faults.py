"""A page that says what did not work leads back to where one was."""

import pytest
from django.test import RequestFactory

from sasando.core import faults


@pytest.mark.parametrize(("address", "leads"), [("/kantor/ide/", True), ("/", False)])
def test_who_was_at_the_desk_is_led_back_there(address: str, leads: bool) -> None:
    page = faults.csrf(RequestFactory().post(address)).content.decode()
    assert ('href="/kantor/"' in page) == leads
    assert 'rel="icon"' in page
