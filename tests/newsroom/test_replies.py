"""Who is concerned by a story may answer it: recorded, counted, decided, linked."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests import make
from wagtail.models import Page, Site

from sasando.accounts.models import User
from sasando.core import approvals, calendar, revoking
from sasando.core.models import Entry, Holiday
from sasando.core.workflow import NotAllowed
from sasando.newsroom import drafts, replies, replying
from sasando.newsroom.models import NewsPage, NewsroomSettings, Reply
from sasando.newsroom.replying import Filing

pytestmark = pytest.mark.django_db
# A Tuesday; the three working days after it end on a Friday.
RECEIVED = date(2026, 11, 24)
DUE = date(2026, 11, 27)


@pytest.fixture
def story(ratna: User, maria: User) -> NewsPage:
    return make.published(by=ratna, approver=maria, title="Pasar dipindahkan")


@pytest.fixture
def editor(db: None) -> User:
    return make.person("Redaktur Contoh", "editor")


def record(story: Page, *, by: User, **facts: Any) -> Reply:
    plain = {"person": "Paguyuban Contoh", "received_on": RECEIVED, "way": "letter"}
    facts = plain | {"what": "Pedagang tidak diajak bicara."} | facts
    return replying.record(story, by=by, at=make.NOW, filing=Filing(**facts))


def granted(story: Page, *, by: User) -> Reply:
    return replying.grant(record(story, by=by), by=by, at=make.NOW)


def go_out(page: Page, *, approver: User) -> NewsPage:
    fresh = NewsPage.objects.get(pk=page.pk)
    make.approve(fresh, by=approver)
    approvals.publish(fresh, by=approver, at=make.NOW)
    return NewsPage.objects.get(pk=page.pk)


# --- the clock -------------------------------------------------------------


def test_the_clock_runs_in_working_days_and_names_its_source(
    story: NewsPage, ratna: User
) -> None:
    reply = record(story, by=ratna)
    assert (reply.status, reply.due_on) == ("received", DUE)
    assert "UU 40/1999 Pasal 5 ayat (2)" in reply.reckoning["source"]
    assert reply.reckoning["days"] == 3
    assert len(reply.calendar_version) == 16
    entry = Entry.objects.for_instance(reply).get()
    assert entry.data["due_on"] == "2026-11-27"
    assert "Paguyuban" not in str(entry.data)
    assert entry.personal.facts["person"] == "Paguyuban Contoh"


def test_the_office_chooses_the_number_of_days(story: NewsPage, ratna: User) -> None:
    NewsroomSettings.objects.create(site=Site.objects.get(), reply_days=1)
    assert record(story, by=ratna).due_on == date(2026, 11, 25)


def test_a_day_off_that_is_added_moves_the_open_ones_and_is_logged(
    story: NewsPage, ratna: User, maria: User
) -> None:
    reply = record(story, by=ratna)
    done = replying.refuse(
        record(story, by=ratna), by=maria, at=make.NOW, reason="Bukan hak jawab."
    )
    day = {"kind": "regional", "source": "SK Gubernur"}
    Holiday.objects.create(date=date(2026, 11, 25), name="HUT", **day)
    for _time in range(2):
        replying.recount_due(make.NOW)
    reply.refresh_from_db()
    done.refresh_from_db()
    assert reply.due_on == date(2026, 11, 30)
    assert done.due_on == DUE
    assert reply.calendar_version == calendar.version(calendar.days_off(RECEIVED))
    actions = Entry.objects.for_instance(reply).values_list("action", flat=True)
    assert list(actions) == ["reply.recounted", "reply.recorded"]


def test_only_what_is_published_can_be_answered(ratna: User) -> None:
    with pytest.raises(NotAllowed):
        record(make.news(by=ratna), by=ratna)


@pytest.mark.parametrize("day", [date(2026, 11, 25), date(206, 11, 24)])
def test_an_odd_day_of_receipt_is_refused(
    day: date, story: NewsPage, ratna: User
) -> None:
    with pytest.raises(NotAllowed):
        record(story, by=ratna, received_on=day)


# --- the steps -------------------------------------------------------------


def test_each_step_is_taken_once_and_by_its_role(
    story: NewsPage, ratna: User, bima: User, editor: User, maria: User
) -> None:
    with pytest.raises(NotAllowed):
        record(story, by=bima)
    reply = record(story, by=ratna)
    with pytest.raises(NotAllowed):
        replying.grant(reply, by=ratna, at=make.NOW)
    replying.grant(reply, by=editor, at=make.NOW)
    with pytest.raises(NotAllowed):
        replying.grant(Reply.objects.get(), by=editor, at=make.NOW)
    with pytest.raises(NotAllowed):
        replying.refuse(reply, by=editor, at=make.NOW, reason="Tidak jadi.")
    with pytest.raises(NotAllowed):
        replying.refuse(reply, by=maria, at=make.NOW, reason=" ")
    replying.refuse(reply, by=maria, at=make.NOW, reason="Sudah dikoreksi.")
    stored = Reply.objects.get()
    assert (stored.status, stored.reason) == ("refused", "Sudah dikoreksi.")
    with pytest.raises(NotAllowed):
        replying.grant(stored, by=editor, at=make.NOW)


def test_the_database_holds_that_a_refusal_has_a_reason_and_a_reply_a_page(
    story: NewsPage, ratna: User
) -> None:
    reply = record(story, by=ratna)
    for status in ("refused", "published"):
        with pytest.raises(IntegrityError), transaction.atomic():
            Reply.objects.filter(pk=reply.pk).update(status=status)


def test_a_reply_is_linked_only_once_granted_and_never_to_the_story_itself(
    story: NewsPage, ratna: User, editor: User
) -> None:
    page = make.news(by=ratna, title="Hak jawab")
    reply = record(story, by=ratna)
    with pytest.raises(NotAllowed):
        replying.link(reply, by=ratna, at=make.NOW, reply_page=page)
    reply = replying.grant(reply, by=editor, at=make.NOW)
    with pytest.raises(NotAllowed):
        replying.link(reply, by=ratna, at=make.NOW, reply_page=story)
    replying.link(reply, by=ratna, at=make.NOW, reply_page=page)
    assert Reply.objects.get().status == "granted"


def shown(page: Page, client: Client) -> str:
    return client.get(NewsPage.objects.get(pk=page.pk).url).content.decode()


def test_both_stories_lead_to_each_other_once_the_reply_is_out(
    story: NewsPage, ratna: User, maria: User, editor: User, client: Client
) -> None:
    page = make.news(by=ratna, title="Tanggapan pedagang")
    reply = granted(story, by=editor)
    replying.link(reply, by=ratna, at=make.NOW, reply_page=page)
    assert "Tanggapan pedagang" not in shown(story, client)
    live = go_out(page, approver=maria)
    assert Reply.objects.get().status == "published"
    assert f'Hak jawab: <a href="{live.url}">Tanggapan pedagang' in shown(story, client)
    answer = f'Menanggapi: <a href="{story.url}">Pasar dipindahkan'
    assert answer in shown(live, client)
    revoking.revoke(live, by=maria, at=make.NOW, reason="Keliru.")
    assert "Tanggapan pedagang" not in shown(story, client)


def test_a_reply_that_is_out_already_is_published_with_its_link(
    story: NewsPage, ratna: User, maria: User, editor: User
) -> None:
    page = make.published(by=ratna, approver=maria, title="Tanggapan")
    replying.link(granted(story, by=editor), by=ratna, at=make.NOW, reply_page=page)
    assert Reply.objects.get().status == "published"


def test_a_refused_publication_leaves_the_reply_granted(
    story: NewsPage, ratna: User, maria: User, editor: User
) -> None:
    page = make.news(by=ratna, title="Tanggapan")
    replying.link(granted(story, by=editor), by=ratna, at=make.NOW, reply_page=page)
    with pytest.raises(NotAllowed):
        approvals.publish(page, by=maria, at=make.NOW)
    assert Reply.objects.get().status == "granted"


# --- the screens -----------------------------------------------------------


def test_the_desk_walks_from_the_story_to_the_decision(
    story: NewsPage, ratna: User, maria: User, client: Client
) -> None:
    client.force_login(maria)
    address = reverse("newsroom_record_reply", args=[story.pk])
    edit = client.get(reverse("wagtailadmin_pages:edit", args=[story.pk]))
    assert address in edit.content.decode()
    facts = {
        "person": "Paguyuban Contoh",
        "received_on": f"{timezone.localdate():%d-%m-%Y}",
        "way": "email",
        "what": "Tidak diajak bicara.",
        "contact": "",
    }
    assert client.post(address, facts).status_code == 302
    reply = Reply.objects.get()
    there = reverse("newsroom_reply", args=[reply.pk])
    assert "UU 40/1999" in client.get(there).content.decode()
    assert client.post(there, {"step": "grant"}).status_code == 302
    page = make.news(by=ratna, title="Tanggapan")
    assert "Ini hak jawabnya" in client.get(there).content.decode()
    linked = client.post(there, {"step": "link", "reply_page": page.pk})
    assert linked.status_code == 302
    assert Reply.objects.get().reply_page_id == page.pk
    refused = client.post(there, {"step": "refuse", "reason": ""})
    assert refused.status_code == 200
    assert Reply.objects.get().status == "granted"


def test_the_front_desk_records_a_reply_and_decides_nothing(
    story: NewsPage, client: Client
) -> None:
    desk = make.person("Meja Layanan Contoh", "front_desk")
    client.force_login(desk)
    listed = client.get(reverse("newsroom_replies")).content.decode()
    choose = reverse("newsroom_choose_reply")
    assert choose in listed
    assert client.get(choose).status_code == 200
    onward = client.get(choose, {"story": story.pk})
    assert onward.url == reverse("newsroom_record_reply", args=[story.pk])
    assert reverse("newsroom_replies") in client.get(onward.url).content.decode()
    facts = {"person": "Paguyuban Contoh", "way": "visit", "what": "Keliru."}
    facts |= {"received_on": f"{timezone.localdate():%d-%m-%Y}", "contact": ""}
    assert client.post(onward.url, facts).status_code == 302
    reply = Reply.objects.get()
    assert reply.recorded_by == desk
    there = reverse("newsroom_reply", args=[reply.pk])
    assert 'name="step"' not in client.get(there).content.decode()
    for step in ("grant", "refuse", "link"):
        page = {"reason": "x", "reply_page": story.pk}
        client.post(there, {"step": step} | page)
    assert Reply.objects.get().status == "received"
    assert list(replies.waiting(desk, make.NOW)) == []


def test_nobody_without_the_role_sees_them(
    story: NewsPage, ratna: User, client: Client
) -> None:
    reply = record(story, by=ratna)
    client.force_login(make.person("Juru Foto Contoh", "photographer"))
    for name, args in (("newsroom_replies", []), ("newsroom_reply", [reply.pk])):
        assert client.get(reverse(name, args=args)).status_code in {302, 403}


def test_a_writer_sees_those_of_the_own_unit_alone(
    story: NewsPage, ratna: User, bima: User, editor: User, client: Client
) -> None:
    reply = record(story, by=ratna, contact="0812-0000-0000")
    screens = [
        reverse("newsroom_replies"),
        reverse("newsroom_reply", args=[reply.pk]),
    ]
    seen = {}
    for person in (ratna, editor, bima):
        client.force_login(person)
        pages = [client.get(each).content.decode() for each in screens]
        seen[person] = ["Paguyuban Contoh" in page for page in pages]
    assert seen == {ratna: [True] * 2, editor: [True] * 2, bima: [False] * 2}
    assert client.post(screens[1], {"step": "grant"}).status_code in {302, 403}
    assert Reply.objects.get().status == "received"


def test_hari_ini_names_open_ones_by_their_due_date(
    story: NewsPage, ratna: User, editor: User
) -> None:
    record(story, by=ratna)

    def groups(user: User, days: int) -> list[str]:
        at = make.NOW + timedelta(days=days)
        return [line.group for line in replies.waiting(user, at)]

    assert groups(editor, 0) == ["waits"]
    assert groups(editor, 3) == ["today"]
    assert groups(editor, 4) == ["late"]
    assert groups(ratna, 4) == []


@pytest.mark.parametrize("number", [60, pytest.param(6000, marks=pytest.mark.soak)])
def test_the_list_costs_the_same_for_many(
    number: int,
    story: NewsPage,
    ratna: User,
    editor: User,
    client: Client,
    django_assert_max_num_queries: Any,
) -> None:
    one = record(story, by=ratna)
    many = [Reply(**values_of(one)) for _each in range(number - 1)]
    Reply.objects.bulk_create(many, batch_size=500)
    client.force_login(editor)
    address = reverse("newsroom_replies")
    client.get(address)
    with django_assert_max_num_queries(10) as seen:
        assert client.get(f"{address}?p=2").status_code == 200
    assert sum('"newsroom_' in each["sql"] for each in seen) == 2
    with django_assert_max_num_queries(2):
        assert len(list(replies.waiting(editor, make.NOW))) == 50


def values_of(reply: Reply) -> dict[str, Any]:
    fields = [each for each in Reply._meta.concrete_fields if not each.primary_key]
    return {each.attname: getattr(reply, each.attname) for each in fields}


def test_the_draft_of_the_reply_is_begun_once_with_what_is_known(
    story: NewsPage, ratna: User, editor: User, client: Client
) -> None:
    words = "Pedagang <b>tidak</b> diajak bicara."
    asked = record(story, by=ratna, what=words)
    with pytest.raises(NotAllowed):
        drafts.draft_reply(asked, by=editor, at=make.NOW)
    replying.grant(asked, by=editor, at=make.NOW)
    client.force_login(editor)
    address = reverse("newsroom_reply", args=[asked.pk])
    answer: Any = client.post(address, {"step": "draft"})
    asked.refresh_from_db()
    page: Any = asked.reply_page.specific
    assert answer.url == reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert page.title == "Hak jawab: Pasar dipindahkan"
    assert (page.unit, page.owner, page.live) == (story.unit, editor, False)
    assert "&lt;b&gt;tidak" in str(page.body[0].value)
    with pytest.raises(NotAllowed):
        drafts.draft_reply(asked, by=editor, at=make.NOW)
    page.summary = "Paguyuban menjawab."
    page.save_revision(user=editor)
    go_out(page, approver=make.person("Kepala Lain", "approver"))
    asked.refresh_from_db()
    assert asked.status == Reply.Status.PUBLISHED


def test_what_follows_is_said_before_it_is_granted(
    story: NewsPage, ratna: User, editor: User, client: Client
) -> None:
    asked = record(story, by=ratna)
    client.force_login(editor)
    shown = client.get(reverse("newsroom_reply", args=[asked.pk])).content.decode()
    assert "terbit paling lambat Jumat, 27 November 2026" in shown
    assert "Penyetuju atau kepala bisa menolaknya" in shown
    assert " jo. " not in shown
