"""Standard pages go through the same wall as news, and get a day of review."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from tests import make

from sasando.accounts.models import User
from sasando.core import approvals
from sasando.core.models import Review
from sasando.core.workflow import NotAllowed
from sasando.newsroom.models import NewsIndexPage, NewsroomSettings
from sasando.website.models import HomePage, Official, StandardPage

pytestmark = pytest.mark.django_db


def test_a_standard_page_is_public_once_a_second_person_approved_it(
    home: HomePage, ratna: User, maria: User, client: Client
) -> None:
    page = make.standard(by=ratna, below=home, title="Tentang kami")
    assert client.get("/tentang-kami/").status_code == 404
    with pytest.raises(NotAllowed):
        make.approve(page, by=ratna)
    make.approve(page, by=maria)
    approvals.publish(page, by=maria, at=make.NOW)
    text = client.get("/tentang-kami/").content.decode()
    assert "<h1>Tentang kami</h1>" in text
    assert "Kami mengabarkan." in text


def test_its_text_is_live_only_as_it_was_approved(
    home: HomePage, ratna: User, maria: User
) -> None:
    page = make.standing(by=ratna, approver=maria, below=home)
    page.intro = "Diam-diam diubah."
    with pytest.raises(NotAllowed):
        page.save()


def test_what_it_lacks_is_said_before_approval(
    home: HomePage, ratna: User, maria: User
) -> None:
    page = make.standard(by=ratna, below=home)
    page.body, page.unit = [], None
    page.save_revision(user=ratna, clean=False)
    with pytest.raises(NotAllowed, match=r"naskah.*unit"):
        make.approve(page, by=maria)


def test_a_picture_in_its_text_must_be_described(home: HomePage, ratna: User) -> None:
    body = [("quote", {"words": "", "speaker": ""})]
    page = make.standard(by=ratna, below=home, body=body)
    assert any("1" in sentence for sentence in page.lacks())


def test_it_stands_below_home_and_below_another(
    home: HomePage, ratna: User, maria: User, client: Client
) -> None:
    above = make.standing(by=ratna, approver=maria, below=home, title="Tentang kami")
    below = make.standing(by=ratna, approver=maria, below=above, title="Pejabat")
    shown = client.get(above.url).content.decode()
    assert below.url in shown
    assert above.url in client.get(below.url).content.decode()
    section = NewsIndexPage.objects.child_of(home).get()
    assert StandardPage.can_create_at(above)
    assert not StandardPage.can_create_at(section)
    assert not NewsIndexPage.can_create_at(above)


def test_a_revoked_page_leaves_the_list_of_the_page_above(
    home: HomePage, ratna: User, maria: User, client: Client
) -> None:
    from sasando.core import revoking

    above = make.standing(by=ratna, approver=maria, below=home, title="Tentang kami")
    below = make.standing(by=ratna, approver=maria, below=above, title="Pejabat")
    revoking.revoke(below, by=maria, at=make.NOW, reason="Sudah diganti.")
    assert below.url not in client.get(above.url).content.decode()


def test_it_is_written_in_english_too(
    home: HomePage, ratna: User, maria: User, client: Client
) -> None:
    from wagtail.models import Locale

    page = make.standing(by=ratna, approver=maria, below=home, title="Kontak")
    twin = page.copy_for_translation(Locale.objects.get(language_code="en"))
    twin.title, twin.slug, twin.owner = "Contact", "contact", ratna
    twin.save_revision(user=ratna)
    make.approve(twin, by=maria)
    approvals.publish(twin, by=maria, at=make.NOW)
    english = client.get("/en/contact/").content.decode()
    assert 'lang="en"' in english
    assert "<h1>Contact</h1>" in english
    assert "/en/contact/" in client.get("/kontak/").content.decode()


def test_it_names_officials_at_a_steady_cost(
    home: HomePage,
    ratna: User,
    maria: User,
    client: Client,
    django_assert_max_num_queries: Any,
) -> None:
    page = make.standard(by=ratna, below=home, title="Pejabat")
    page.officials = [
        Official(user=make.person(f"Orang {number}"), position=f"Kabid {number}")
        for number in range(12)
    ]
    page.save_revision(user=ratna)
    make.approve(page, by=maria)
    approvals.publish(page, by=maria, at=make.NOW)
    client.get(page.url)
    with django_assert_max_num_queries(16):
        shown = client.get(page.url).content.decode()
    assert "Kabid 11" in shown
    assert "Orang 11" in shown


def test_it_gets_a_day_of_review_and_an_owner_when_it_goes_out(
    home: HomePage, ratna: User, maria: User
) -> None:
    NewsroomSettings.for_site(home.get_site())
    NewsroomSettings.objects.update(review_months=6)
    page = make.standing(by=ratna, approver=maria, below=home)
    review = Review.objects.get(page=page)
    assert review.due_on == date(2027, 5, 24)
    assert review.owner == ratna


def test_a_text_that_goes_out_again_is_reviewed_if_its_day_had_come(
    home: HomePage, ratna: User, maria: User
) -> None:
    page = make.standing(by=ratna, approver=maria, below=home)
    for day, kept in [(date(2026, 12, 24), True), (date(2026, 11, 24), False)]:
        Review.objects.update(due_on=day)
        page = StandardPage.objects.get(pk=page.pk)
        page.intro += "Baru."
        page.save_revision(user=ratna)
        make.approve(page, by=maria)
        approvals.publish(page, by=maria, at=make.NOW + timedelta(minutes=1))
        assert (Review.objects.get(page=page).due_on == day) is kept


def test_the_day_of_review_is_no_part_of_the_approved_text(
    home: HomePage, ratna: User, maria: User
) -> None:
    from sasando.core import digests

    page = make.standing(by=ratna, approver=maria, below=home)
    before = digests.public_digest(page)
    Review.objects.update(due_on=date(2030, 1, 1))
    assert digests.public_digest(StandardPage.objects.get(pk=page.pk)) == before
