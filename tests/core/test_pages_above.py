"""A page waits for the one above it, whose name would stand in its address."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests import make
from tests.website import storing
from tests.website.staff_forms import Forms
from wagtail.models import Page
from wagtail.test.utils.form_data import nested_form_data, streamfield

from sasando.accounts.models import User
from sasando.core import approvals, schedule
from sasando.core.refusals import NotAllowed
from sasando.website.models import StandardPage

pytestmark = pytest.mark.django_db
LATER = make.NOW + timedelta(days=1)


@pytest.fixture
def hidden(home: Page, ratna: User) -> StandardPage:
    return make.standard(by=ratna, below=home, title="Rahasia atas")


def fresh(page: Page) -> Any:
    return Page.objects.get(pk=page.pk).specific


def out(page: Page, *, by: User) -> bool:
    make.approve(page, by=by)
    return approvals.publish(fresh(page), by=by, at=make.NOW)


def test_what_lies_below_a_draft_waits_and_follows_it_out(
    hidden: StandardPage, ratna: User, maria: User, settings: Any, tmp_path: Any
) -> None:
    settings.PAGE_STORE = tmp_path / "site"
    below = make.standard(by=ratna, below=hidden, title="Terbuka")
    deeper = make.standard(by=ratna, below=below, title="Lebih dalam")
    assert not out(deeper, by=maria)
    assert not out(below, by=maria)
    schedule.release_due(make.NOW)
    storing.fill()
    assert not any("rahasia" in f"{each}".lower() for each in storing.everything())
    assert "Rahasia" not in "".join(storing.everything().values())
    assert out(hidden, by=maria)
    schedule.release_due(LATER)
    storing.fill(at=LATER)
    assert storing.status(fresh(deeper).url) == 200
    assert fresh(below).url in storing.text(fresh(hidden).url)


def test_whoever_publishes_it_is_told_why_it_waits(
    hidden: StandardPage, ratna: User, maria: User
) -> None:
    below = make.standard(by=ratna, below=hidden)
    make.approve(below, by=maria)
    with pytest.raises(NotAllowed, match="Rahasia atas"):
        fresh(below).get_latest_revision().publish(user=maria)
    assert not fresh(below).live


@pytest.fixture
def above(hidden: StandardPage, ratna: User, maria: User) -> StandardPage:
    """A page that was withdrawn, above one that is out."""
    out(hidden, by=maria)
    below = make.standard(by=ratna, below=hidden, title="Terbuka")
    out(below, by=maria)
    facts = {"by": maria, "at": make.NOW, "reason": "Sudah lama."}
    approvals.withdraw(fresh(hidden), **facts)
    return fresh(hidden)


def test_below_what_was_withdrawn_all_stays_and_more_goes_out(
    above: StandardPage, ratna: User, maria: User, client: Client
) -> None:
    below = above.get_children().get()
    assert "Rahasia atas" not in client.get(below.url).content.decode()
    assert out(make.standard(by=ratna, below=above, title="Baru"), by=maria)


def test_a_withdrawn_page_keeps_its_name_while_others_bear_it(
    above: StandardPage, ratna: User, client: Client
) -> None:
    address = above.get_children().get().url
    client.force_login(ratna)
    screen = reverse("wagtailadmin_pages:edit", args=[above.pk])
    forms = Forms(screen, client.get(screen).content.decode()).found
    editor = next(form for form in forms if "slug" in form.values)
    typed = nested_form_data({"slug": "lain", "body": streamfield([])})
    answer = client.post(screen, editor.values | typed)
    assert "Halaman di bawahnya" in answer.content.decode()
    above.slug = "lain"
    with pytest.raises(NotAllowed, match="di bawahnya"):
        above.save()
    assert client.get(address).status_code == 200
