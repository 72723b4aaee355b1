"""E-mails that wait: an editor takes one as somebody's draft, or puts it away."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests import make
from tests.newsroom.field import photo
from tests.newsroom.letters_made import letter as made

from sasando.accounts.models import Unit, User
from sasando.core import approvals, today
from sasando.core.models import Entry
from sasando.core.workflow import NotAllowed
from sasando.files.models import Picture
from sasando.newsroom.inbox import answers, letters, reading, rows
from sasando.newsroom.inbox.rows import Letter
from sasando.newsroom.models import NewsPage

pytestmark = pytest.mark.django_db
LIST = "/kantor/surel-masuk/"


@pytest.fixture
def rita(kominfo: Unit) -> User:
    return make.person("Rita Contoh", "editor", of=kominfo)


@pytest.fixture
def desk(client: Client, rita: User, settings: Any, tmp_path: Any) -> Client:
    settings.DATA = settings.MEDIA_ROOT = tmp_path
    rows.folder().mkdir()
    make.site()
    client.force_login(rita)
    return client


def waiting(number: int = 1, **more: Any) -> Letter:
    found = Letter.objects.create(
        identity=f"{number:064d}",
        sender="warga@example.com",
        sender_name="Warga <b>Contoh",
        subject="Jembatan putus",
        status=Letter.Status.WAITING,
        why=Letter.Why.UNKNOWN,
        is_cut=False,
        came_at=make.NOW,
    )
    found.file.write_bytes(made(photo(), sender="warga@example.com", **more))
    return found


def test_an_editor_reads_it_as_plain_text(desk):
    found = waiting(text="Jembatan <script>alert(1)</script> putus.")
    page = desk.get(found.get_absolute_url()).content.decode()
    assert "Jembatan &lt;script&gt;" in page
    assert "Warga &lt;b&gt;Contoh" in page
    assert "warga@example.com" in desk.get(LIST).content.decode()


def test_an_editor_takes_it_as_the_draft_of_a_colleague(desk, rita, ratna, mailoutbox):
    found = waiting()
    answer = desk.post(found.get_absolute_url(), {"step": "accept", "author": ratna.pk})
    found.refresh_from_db()
    assert answer.url == found.report.get_absolute_url()
    page = NewsPage.objects.get()
    assert (page.owner, page.title) == (ratna, "Jembatan putus")
    assert page.get_latest_revision_as_object().picture is not None
    assert (found.status, found.decided_by) == (Letter.Status.ACCEPTED, rita)
    assert Entry.objects.for_instance(found).get().action == "letter.accepted"
    answers.send_due(make.NOW)
    answers.send_due(make.NOW)
    [told] = mailoutbox
    assert (told.to, rita.name in told.body) == ([ratna.email], True)
    assert desk.get(found.get_absolute_url()).status_code == 404


def test_who_let_a_letter_in_does_not_approve_it(kominfo, ratna, desk):
    both = make.person("Jahat Contoh", "editor", "approver")
    found = waiting()
    desk.force_login(both)
    desk.post(found.get_absolute_url(), {"step": "accept", "author": ratna.pk})
    page = NewsPage.objects.get(owner=ratna)
    assert approvals.authors(page) == {both.pk, ratna.pk}
    with pytest.raises(NotAllowed, match="menulis"):
        make.approve(page, by=both)


def test_it_is_put_away_with_a_reason_alone(desk, rita):
    found = waiting()
    desk.post(found.get_absolute_url(), {"step": "discard", "reason": " "})
    found.refresh_from_db()
    assert found.status == Letter.Status.WAITING
    desk.post(found.get_absolute_url(), {"step": "discard", "reason": "Sampah"})
    found.refresh_from_db()
    assert (found.status, found.reason) == (Letter.Status.DISCARDED, "Sampah")
    assert "Sampah" not in str(Entry.objects.for_instance(found).get().data)
    assert not NewsPage.objects.exists()


def test_of_two_editors_one_decides(desk, rita, ratna):
    found = waiting()
    late = Letter.objects.get()
    letters.discard(found, by=rita, at=make.NOW, reason="Sampah")
    message = reading.parsed(late.file)
    report, parcel = letters.unpack(late, message, author=ratna, at=make.NOW)
    with pytest.raises(NotAllowed):
        letters.accept(late, by=rita, at=make.NOW, report=report, parcel=parcel)
    assert not NewsPage.objects.exists()
    assert Picture.objects.get().rights == ""


def test_nobody_becomes_the_author_who_may_not_write(desk, maria):
    found = waiting()
    desk.post(found.get_absolute_url(), {"step": "accept", "author": maria.pk})
    assert not NewsPage.objects.exists()


def test_a_writer_sees_none_of_it(desk, ratna):
    found = waiting()
    desk.force_login(ratna)
    assert desk.get(LIST).status_code == 302
    sent = {"step": "accept", "author": ratna.pk}
    assert desk.post(found.get_absolute_url(), sent).status_code == 302
    with pytest.raises(NotAllowed):
        letters.discard(found, by=ratna, at=make.NOW, reason="Sampah")
    assert not NewsPage.objects.exists()


def test_a_letter_whose_file_is_gone_can_still_be_put_away(desk):
    found = waiting()
    found.file.unlink()
    assert desk.get(found.get_absolute_url()).status_code == 200
    desk.post(found.get_absolute_url(), {"step": "discard", "reason": "Kosong"})
    assert not Letter.objects.waiting().exists()


def test_editors_see_on_hari_ini_that_letters_wait(desk, rita, ratna):
    waiting(1)
    waiting(2)
    [line] = today.lines(rita, timezone.now())[today.Group.NEW]
    assert (line.url, line.text.split()[0]) == (reverse("newsroom_letters"), "2")
    assert today.lines(ratna, timezone.now())[today.Group.NEW] == []


@pytest.mark.parametrize("total", [60, pytest.param(6000, marks=pytest.mark.soak)])
def test_the_list_costs_two_queries_however_many_wait(
    total, desk, django_assert_max_num_queries
):
    facts = {"status": Letter.Status.WAITING, "why": Letter.Why.UNKNOWN}
    facts |= {"is_cut": False, "came_at": make.NOW}
    many = [Letter(identity=f"{number:064d}", **facts) for number in range(total)]
    Letter.objects.bulk_create(many)
    desk.get(LIST)
    with django_assert_max_num_queries(10) as asked:
        page = desk.get(LIST)
    assert page.content.decode().count("/kantor/surel-masuk/") > 25
    ours = [each for each in asked.captured_queries if "_letter" in each["sql"]]
    assert len(ours) == 2


def test_a_letter_whose_file_is_gone_becomes_no_draft(desk, ratna):
    found = waiting()
    found.file.unlink()
    sent = {"step": "accept", "author": ratna.pk}
    said = desk.post(found.get_absolute_url(), sent, follow=True).content.decode()
    assert "Surelnya sendiri sudah tidak ada." in said
    assert not NewsPage.objects.exists()
