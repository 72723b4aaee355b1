"""The calendar of posts: what stands where, what moves, and what an hour is."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from tests import make
from tests.channels.saying import by_hand, facebook, put
from tests.channels.stage import told
from wagtail.users.models import UserProfile

from sasando.accounts.models import User
from sasando.channels import claims, composing, hours, moving, slots, workflow
from sasando.channels.composing import Revision
from sasando.channels.models import Channel, Content, Delivery
from sasando.channels.planned import Seat, Slot
from sasando.channels.workflow import Saying
from sasando.core.models import Entry, Holiday
from sasando.core.refusals import NotAllowed

pytestmark = pytest.mark.django_db
ZONE = ZoneInfo("Asia/Makassar")
NOW = datetime(2026, 11, 30, 1, 0, tzinfo=UTC)
LATER = datetime(2026, 12, 3, 1, 0, tzinfo=UTC)


def planned(
    *channels: Channel,
    by: Any,
    to: datetime = LATER,
    text: str = "Jalan dibuka.",
    **facts: Any,
) -> Content:
    numbers = [one.pk for one in channels]
    facts = {"scheduled_at": to, "is_draft": True} | facts
    saying = Saying(text=text, channels=numbers, **facts)
    return workflow.write(None, saying, by=by, at=NOW)


def only() -> Delivery:
    return Delivery.objects.select_related("channel", "content").get()


def text_of(answer: Any) -> str:
    assert answer.status_code == 200
    return str(answer.content.decode())


def calendar(client: Client, **asked: str) -> str:
    return text_of(client.get(reverse("channels_calendar"), asked))


# --- what is shown ------------------------------------------------------------------


def test_a_month_shows_posts_of_all_channels_with_holidays_and_the_zone(
    client: Client, ratna: User
) -> None:
    planned(by_hand(), facebook(), by=ratna)
    Holiday.objects.create(
        date=date(2026, 12, 25), name="Hari Raya Natal", kind="national", source="SKB"
    )
    client.force_login(ratna)
    page = calendar(client, bulan="2026-12")
    # Once, whatever the number of its channels.
    assert page.count("Jalan dibuka.</a>") == 1
    assert "Instagram Humas, Facebook Humas" in page
    assert "Hari Raya Natal" in page
    assert "WITA" in page
    assert "09.00" in page
    assert "Jalan dibuka.</a>" not in calendar(client, bulan="2026-11")
    assert page.count("data-day=") == 35


def test_the_clock_of_the_office_holds_for_whoever_looks(
    client: Client, ratna: User
) -> None:
    planned(by_hand(), by=ratna, to=datetime(2026, 12, 2, 16, 30, tzinfo=UTC))
    UserProfile.objects.create(user=ratna, current_time_zone="Asia/Jakarta")
    client.force_login(ratna)
    # 00.30 in the office, 23.30 of the day before where she sits.
    assert "00.30" in calendar(client, hari="2026-12-03")


def test_channel_and_unit_narrow_it(
    client: Client, ratna: User, bima: User, kominfo: Any
) -> None:
    first, second = by_hand(), facebook()
    planned(first, by=ratna, text="Kabar Kominfo")
    planned(second, by=bima, text="Kabar Dinkes")
    client.force_login(ratna)
    page = calendar(client, bulan="2026-12", kanal=str(second.pk))
    assert ("Kabar Kominfo</a>" in page, "Kabar Dinkes</a>" in page) == (False, True)
    page = calendar(client, bulan="2026-12", unit=str(kominfo.pk))
    assert ("Kabar Kominfo</a>" in page, "Kabar Dinkes</a>" in page) == (True, False)


def test_late_and_stopped_posts_are_marked_with_their_reason(
    client: Client, ratna: User
) -> None:
    content = planned(by_hand(), by=ratna, to=timezone.now() - timedelta(hours=2))
    client.force_login(ratna)
    today = timezone.localdate(only().expected_at, ZONE).isoformat()
    UserProfile.objects.create(user=ratna, preferred_language="en")
    assert "nobody approved it" in calendar(client, hari=today)
    put(content, "failed", "190.463")
    assert "post-stop" in calendar(client, hari=today)
    put(content, "scheduled")
    Channel.objects.update(paused_at=timezone.now())
    assert "post-stop" in calendar(client, hari=today)


def test_the_calendar_costs_the_same_at_any_size(client: Client, ratna: User) -> None:
    channel = by_hand()
    client.force_login(ratna)
    content = planned(channel, by=ratna)
    views = ({"bulan": "2026-12"}, {"minggu": "2026-12-03"}, {"hari": "2026-12-03"})
    # What the first page of a process loads is read once.
    calendar(client)
    counts = []
    for number in (60, 6_000):
        rows = [
            Delivery(
                content=content,
                channel=channel,
                slot_key=f"{number}-{minute}",
                scheduled_at=LATER,
                expected_at=LATER + timedelta(minutes=minute % 20_000),
            )
            for minute in range(number)
        ]
        Delivery.objects.bulk_create(rows)
        for asked in views:
            with CaptureQueriesContext(connection) as found:
                calendar(client, **asked)
            own = [one for one in found if "channels_" in one["sql"]]
            counts.append((len(found), len(own)))
    assert counts[:3] == counts[3:]
    assert max(every for every, _own in counts) <= 10


@pytest.mark.parametrize(
    "asked",
    [{"bulan": "x"}, {"minggu": "9999-12-31"}, {"hari": "0001-01-01"}, {"kanal": "x"}],
)
def test_a_spoilt_address_shows_today(
    client: Client, ratna: User, asked: dict[str, str]
) -> None:
    client.force_login(ratna)
    assert "data-day" in calendar(client, **asked)


# --- moving -------------------------------------------------------------------------


def test_a_draft_moves_by_form_and_by_drop(client: Client, ratna: User) -> None:
    planned(by_hand(), by=ratna, to=timezone.now() + timedelta(days=3))
    client.force_login(ratna)
    address = reverse("channels_move", args=[only().pk])
    day = timezone.localdate(timezone.now(), ZONE) + timedelta(days=9)
    before = timezone.localtime(only().expected_at, ZONE)
    here = reverse("channels_calendar")
    answer = client.post(address, {"hari": day.isoformat(), "kembali": here})
    assert answer["Location"] == here
    moved = timezone.localtime(only().expected_at, ZONE)
    assert (moved.date(), moved.time()) == (day, before.time())
    client.post(address, {"to": f"{day:%d-%m-%Y} 07.15"})
    client.post(address, {"to": f"{day:%Y-%m-%d} 07:15"})
    assert timezone.localtime(only().expected_at, ZONE).time() == time(7, 15)
    actions = Entry.objects.for_instance(only()).values_list("action", flat=True)
    assert "delivery.moved" in actions


def hours_of() -> dict[str, datetime]:
    """Return the hour of each channel."""
    rows = Delivery.objects.values_list("channel__kind", "expected_at")
    return dict(rows)


def test_a_post_moves_on_all_its_channels_or_on_those_that_stay_ticked(
    client: Client, ratna: User
) -> None:
    start = timezone.now().replace(second=0, microsecond=0) + timedelta(days=3)
    content = planned(by_hand(), facebook(), by=ratna, to=start)
    client.force_login(ratna)
    first, second = content.deliveries.order_by("pk")
    address = reverse("channels_move", args=[first.pk])
    day = timezone.localdate(start, ZONE) + timedelta(days=2)
    client.post(address, {"hari": day.isoformat()})
    assert set(hours_of().values()) == {start + timedelta(days=2)}
    form = text_of(client.get(address))
    assert form.count('name="channels"') == 2
    client.post(address, {"to": f"{day:%d-%m-%Y} 07.15", "channels": [second.pk]})
    assert hours_of()["by_hand"] == start + timedelta(days=2)
    assert timezone.localtime(hours_of()["facebook"], ZONE).time() == time(7, 15)
    # With hours of their own they stand apart, and move alone.
    page = calendar(client, hari=day.isoformat())
    assert page.count("Jalan dibuka.</a>") == 2
    assert 'name="channels"' not in text_of(client.get(address))


def test_of_a_post_all_channels_move_or_none(client: Client, ratna: User) -> None:
    start = timezone.now() + timedelta(days=3)
    content = planned(by_hand(), facebook(), by=ratna, to=start)
    Channel.objects.filter(kind="facebook").update(status="removed")
    client.force_login(ratna)
    address = reverse("channels_move", args=[content.deliveries.earliest("pk").pk])
    day = timezone.localdate(start, ZONE) + timedelta(days=2)
    client.post(address, {"hari": day.isoformat()})
    assert set(hours_of().values()) == {start}
    # Looked at by itself, one moves alone.
    client.post(f"{address}?hanya", {"hari": day.isoformat()})
    assert hours_of()["by_hand"] == start + timedelta(days=2)


def test_the_way_back_leads_to_no_other_site(client: Client, ratna: User) -> None:
    content = planned(by_hand(), by=ratna, to=timezone.now() + timedelta(days=3))
    client.force_login(ratna)
    said = {"hari": "2026-01-01", "kembali": "https://jahat.example/"}
    answer = client.post(reverse("channels_move", args=[only().pk]), said)
    assert answer["Location"] == reverse("channels_content", args=[content.pk])


def approved(by: User, maria: User, **facts: Any) -> Delivery:
    content = planned(by_hand(), by=by, **facts)
    workflow.approve(content, by=maria, at=NOW)
    return only()


def test_moving_what_is_approved_takes_the_approval_away(
    ratna: User, maria: User
) -> None:
    delivery = approved(ratna, maria)
    moving.move_delivery(delivery, LATER + timedelta(days=1), by=ratna, at=NOW)
    row = only()
    assert (row.status, row.approved_digest, row.due_at) == ("draft", "", None)
    assert row.expected_at == row.scheduled_at == LATER + timedelta(days=1)


def test_who_may_approve_it_approves_the_new_hour_by_moving(
    ratna: User, maria: User
) -> None:
    delivery = approved(ratna, maria)
    digest = delivery.approved_digest
    moving.move_delivery(delivery, LATER + timedelta(days=1), by=maria, at=NOW)
    row = only()
    assert (row.status, row.approved_digest) == ("scheduled", digest)
    assert row.due_at == LATER + timedelta(days=1)


def test_an_approver_who_changed_the_words_approves_no_hour(
    ratna: User, maria: User
) -> None:
    both = make.person("Yusuf Contoh", "editor", "approver")
    delivery = approved(ratna, maria)
    Entry.write(delivery.content, "content.edited", by=both, at=NOW)
    moving.move_delivery(delivery, LATER + timedelta(days=1), by=both, at=NOW)
    assert only().status == "draft"


def test_a_move_takes_the_row_from_a_worker_that_just_claimed_it(
    ratna: User, maria: User
) -> None:
    delivery = approved(ratna, maria)
    [claim] = claims.claim(LATER, most=5)
    moving.move_delivery(delivery, LATER + timedelta(days=1), by=maria, at=LATER)
    with pytest.raises(claims.Superseded):
        claims.hold(claim, LATER)
    assert only().due_at == LATER + timedelta(days=1)


def test_what_is_under_way_or_ended_stays(ratna: User) -> None:
    content = planned(by_hand(), by=ratna)
    for status in ("preparing", "ready", "sending", "confirming", "published"):
        delivery = put(content, status)
        with pytest.raises(NotAllowed):
            moving.move_delivery(delivery, LATER + timedelta(days=1), by=ratna, at=NOW)
        assert only().expected_at == LATER


def test_the_past_somebody_elses_words_and_after_the_event_are_refused(
    ratna: User, bima: User
) -> None:
    planned(by_hand(), by=ratna, useless_at=LATER + timedelta(hours=2))
    for to, by in (
        (NOW - timedelta(minutes=1), ratna),
        (NOW + timedelta(days=400), ratna),
        (LATER + timedelta(hours=1), bima),
        (LATER + timedelta(hours=2), ratna),
    ):
        with pytest.raises(NotAllowed):
            moving.move_delivery(only(), to, by=by, at=NOW)
    assert only().expected_at == LATER


# --- hours that are not there -------------------------------------------------------

NEW_YORK = ZoneInfo("America/New_York")


@pytest.mark.parametrize("word", ["2027-03-14T02:30", "2026-11-01T01:30"])
def test_an_hour_that_the_clock_skips_or_repeats_gets_a_sentence(word: str) -> None:
    naive = datetime.fromisoformat(word)
    with pytest.raises(NotAllowed, match=f"{naive:%H.%M}"):
        hours.aware(naive, NEW_YORK)
    assert hours.aware(naive, ZONE).utcoffset() == timedelta(hours=8)


def test_the_command_refuses_an_hour_that_is_not_there(settings: Any) -> None:
    settings.TIME_ZONE = "America/New_York"
    channel = by_hand()
    words = ("post", "--text", "x", "--channels", str(channel.pk), "--at")
    with pytest.raises(SystemExit):
        told(*words, "2027-03-14T02:30")
    assert not Content.objects.exists()
    told(*words, "2027-03-14T02:30-05:00")
    assert only().scheduled_at == datetime(2027, 3, 14, 7, 30, tzinfo=UTC)


def test_the_form_refuses_an_hour_that_is_not_there(
    client: Client, ratna: User, settings: Any
) -> None:
    settings.TIME_ZONE = "America/New_York"
    planned(by_hand(), by=ratna, to=timezone.now() + timedelta(days=3))
    before = only().expected_at
    client.force_login(ratna)
    address = reverse("channels_move", args=[only().pk])
    page = text_of(client.post(address, {"to": "2027-03-14 02:30"}))
    assert "02.30" in page
    assert "03.30" in page
    assert only().expected_at == before


def test_zones_are_called_as_people_call_them() -> None:
    names = {
        name: hours.zone_name(ZoneInfo(name), NOW)
        for name in ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura", "Asia/Dili")
    }
    assert list(names.values()) == ["WIB", "WITA", "WIT", "+09"]


# --- slots --------------------------------------------------------------------------


def with_slots(*days: int, hour: time = time(9, 0)) -> Channel:
    channel = by_hand()
    slots.add_slots(channel, days, hour, by=None, at=NOW)
    return channel


def test_each_post_gets_the_next_free_slot(ratna: User) -> None:
    # 30 November 2026 is a Monday; it is 09.00 in the office.
    channel = with_slots(0, 1)
    got = []
    for _number in range(3):
        planned(channel, by=ratna, in_slots=True, to=None)
        got.append(Delivery.objects.latest("pk").scheduled_at.astimezone(ZONE))
    assert [f"{one:%a %d %H}" for one in got] == ["Tue 01 09", "Mon 07 09", "Tue 08 09"]
    assert Seat.objects.count() == 3


def test_no_second_post_gets_a_slot_by_naming_its_hour(ratna: User) -> None:
    channel = with_slots(3)
    planned(channel, by=ratna)
    with pytest.raises(NotAllowed, match=r"09\.00"):
        planned(channel, by=ratna)
    assert Content.objects.count() == 1
    planned(channel, by=ratna, to=LATER + timedelta(minutes=1))
    with pytest.raises(NotAllowed):
        moving.move_delivery(Delivery.objects.latest("pk"), LATER, by=ratna, at=NOW)


def test_no_second_post_gets_a_slot_by_a_channel_that_is_added(ratna: User) -> None:
    channel = with_slots(3)
    planned(channel, by=ratna)
    content = planned(facebook(), by=ratna)
    revision = Revision(content.text, added=[channel.pk])
    with pytest.raises(NotAllowed, match=r"09\.00"):
        composing.revise(content, revision, by=ratna, at=NOW)


def test_a_slot_is_free_again_when_its_post_is_cancelled_or_moved(ratna: User) -> None:
    channel = with_slots(3)
    workflow.recall(planned(channel, by=ratna).deliveries.get(), by=None, at=NOW)
    second = planned(channel, by=ratna).deliveries.get()
    to = LATER + timedelta(hours=3)
    moving.move_delivery(second, to, by=ratna, at=NOW)
    planned(channel, by=ratna)
    assert slots.next_free([channel], NOW)[channel.pk] == LATER + timedelta(days=7)


def test_a_channel_without_slots_says_so(ratna: User) -> None:
    with pytest.raises(NotAllowed):
        planned(by_hand(), by=ratna, in_slots=True, to=None)
    assert not Content.objects.exists()


def test_slots_are_not_on_hours_that_are_not_there(settings: Any) -> None:
    settings.TIME_ZONE = "America/New_York"
    channel = with_slots(6, hour=time(2, 30))
    before = datetime(2027, 3, 13, 12, 0, tzinfo=UTC)
    found = slots.next_free([channel], before)[channel.pk]
    assert found.astimezone(NEW_YORK).date() == date(2027, 3, 21)


def test_a_slot_stands_once_and_is_logged(ratna: User) -> None:
    channel = with_slots(0, 1)
    assert slots.add_slots(channel, [0, 2], time(9, 0), by=None, at=NOW) == 1
    slots.drop_slot(channel, Slot.objects.earliest("pk").pk, by=None, at=NOW)
    assert Slot.objects.count() == 2
    with pytest.raises(NotAllowed):
        slots.add_slots(channel, [4], time(9, 0), by=ratna, at=NOW)
    entries = Entry.objects.for_instance(channel).filter(action="channel.slots")
    assert entries.count() == 3


def test_the_screens_set_slots_and_plan_into_them(client: Client, ratna: User) -> None:
    channel = by_hand()
    client.force_login(make.person("Adam Contoh", "channel_admin", "writer"))
    slots_page = reverse("channels_slots", args=[channel.pk])
    assert "in_slots" not in text_of(client.get(reverse("channels_new")))
    days = {"weekdays": [str(day) for day in range(7)], "hour": "09:00"}
    client.post(slots_page, days)
    assert Slot.objects.count() == 7
    assert "09.00" in text_of(client.get(slots_page))
    assert "in_slots" in text_of(client.get(reverse("channels_new")))
    said = {"text": "Halo", "channels": [str(channel.pk)], "in_slots": "on"}
    client.post(reverse("channels_new"), said)
    assert timezone.localtime(only().scheduled_at, ZONE).time() == time(9, 0)
    client.post(slots_page, {"buang": str(Slot.objects.earliest("pk").pk)})
    assert Slot.objects.count() == 6
    said["scheduled_at"] = "24-11-2027 14.30"
    text_of(client.post(reverse("channels_new"), said))
    assert Content.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_many_who_ask_at_once_each_gets_a_slot_of_its_own(ratna: User) -> None:
    channel = with_slots(*range(7))

    def ask(_number: int) -> None:
        try:
            planned(channel, by=ratna, in_slots=True, to=None)
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(ask, range(6)))
    rows = Delivery.objects.values_list("scheduled_at", flat=True)
    assert len(set(rows)) == len(rows) == 6
