"""A film goes up unseen in pieces, and is made public once, at its hour."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from tests.channels.films import (
    FLIP,
    PUT,
    REFRESH,
    TUBE,
    UNIT,
    digest,
    film,
    films,
    pieces,
    show,
    tube,
)
from tests.channels.stage import Stage, only, picture, run, say, told

from sasando.channels import payloads, tokens, workflow
from sasando.channels.adapters import Parcel, Renewed, adapter_of
from sasando.channels.models import Channel, Delivery
from sasando.channels.outcomes import Account, Edited, Prepared, Refused
from sasando.channels.wire import Line

pytestmark = pytest.mark.django_db(transaction=True)
MINUTE = timedelta(minutes=1)
END = PUT | {"nth": 3}
SOAK = pytest.mark.soak


def after(*minutes: float) -> None:
    """Let the engine run again and again, so many minutes from now."""
    began = timezone.now()
    for one in minutes:
        run(began + one * MINUTE)


def test_a_film_goes_up_in_pieces_and_is_public_once(
    stage: Stage, tmp_path: Path
) -> None:
    path = film(tmp_path)
    show([tube(stage)], path, link="https://example.org/jembatan")
    run()
    [post], [one] = stage.posts(), films(stage)
    delivery = only()
    assert (delivery.status, delivery.external_id) == ("published", one["id"])
    assert delivery.permalink == post["permalink"]
    assert one["sha256"] == digest(path)
    assert one["snippet"]["title"] == "Jembatan Oelamasi dibuka"
    assert one["snippet"]["description"].endswith("\n\nhttps://example.org/jembatan")
    assert pieces(stage) == 3
    assert len(stage.asked("PUT", "youtube/v3/videos")) == 3 + 1
    assert delivery.attempts.get().outcome == "accepted"


def test_a_film_is_dressed_before_anybody_sees_it(stage: Stage, tmp_path: Path) -> None:
    options = {
        "tags": ["Kupang", "jalan raya"],
        "playlist": "PL1",
        "captions": [{"language": "id", "text": "1\n00:00:01,000 --> …\nHalo."}],
    }
    channel = tube(stage, there={"playlists": ["PL1"]})
    show([channel], film(tmp_path), covers=[picture(tmp_path)], options=options)
    run()
    [one] = films(stage)
    there: Any = stage.world.platforms["youtube"]
    assert only().status == "published"
    assert (one["thumbnail"], there.playlists) == (1, {"PL1": [one["id"]]})
    assert one["captions"][0]["text"].endswith("Halo.")
    assert one["snippet"]["tags"][:2] == ["Kupang", "jalan raya"]
    paths = [line["path"] for line in stage.world.log]
    assert paths[-1] == "youtube/v3/videos"
    assert one["public_at"] >= stage.world.log[-1]["at"]


def test_a_film_goes_up_early_and_is_public_at_its_hour(
    stage: Stage, tmp_path: Path
) -> None:
    hour = timezone.now() + 60 * MINUTE
    show([tube(stage)], film(tmp_path), scheduled_at=hour)
    run()
    [one] = films(stage)
    assert (only().status, stage.posts()) == ("preparing", [])
    run(hour - 2 * MINUTE)
    assert stage.posts() == []
    run(hour + timedelta(seconds=1))
    assert [post["id"] for post in stage.posts()] == [one["id"]]
    assert pieces(stage) == 3


@SOAK
def test_films_that_go_up_leave_hands_for_other_posts(
    stage: Stage, tmp_path: Path
) -> None:
    films_at, words = tube(stage), stage.channel()
    stage.fault("delay", seconds=0.3, match=PUT, times=0)
    for seed in range(20):
        show([films_at], film(tmp_path, seed=seed))
    say([words])
    run()
    [feed] = stage.asked("POST", "/feed")
    assert feed["number"] < stage.asked("GET", "youtube/v3/videos")[0]["number"]
    assert len(stage.posts()) == 4 + 1
    after(0.2, 0.4, 0.6, 0.8)
    assert len(stage.posts()) == 20 + 1


@SOAK
def test_what_is_approved_anew_is_what_a_film_gets(
    stage: Stage, tmp_path: Path
) -> None:
    hour, before = timezone.now() + 60 * MINUTE, {"language": "id", "text": "Lama"}
    options, covers = {"captions": [before]}, [picture(tmp_path)]
    content = show(
        [tube(stage)], film(tmp_path), options=options, covers=covers, scheduled_at=hour
    )
    run()
    workflow.edit(content, "Judul baru", by=None, at=timezone.now())
    content.media.filter(kind="image").delete()
    workflow.keep_file(content, 2, workflow.File(picture(tmp_path, "gold")))
    after_it = {"captions": [before | {"text": "Baru"}]}
    content.variants.update(options=after_it)
    workflow.approve(content, by=None, at=timezone.now())
    run(hour + MINUTE)
    [one] = films(stage)
    assert (one["snippet"]["title"], one["thumbnail"]) == ("Judul baru", 2)
    assert [row["text"] for row in one["captions"]] == ["Baru"]
    assert (len(stage.posts()), pieces(stage)) == (1, 3)


def test_a_film_that_is_still_processed_waits(stage: Stage, tmp_path: Path) -> None:
    show([tube(stage, there={"processing_seconds": 90})], film(tmp_path))
    run()
    assert (only().status, stage.posts()) == ("preparing", [])
    stage.world.shift = 91
    after(1.6)
    assert only().status == "published"


# --- S9 ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("faults", "most"),
    [
        # Cut in the middle of a piece: the server kept some of it.
        ([{"do": "short_range", "bytes": UNIT // 2}, {"do": "accept_then_reset"}], 5),
        pytest.param([{"do": "short_range", "bytes": 0}], 4, marks=SOAK),
        ([{"do": "lost_range"}], 6),
        pytest.param([{"do": "refuse_5xx", "times": 3}], 9, marks=SOAK),
        ([{"do": "truncate", "match": END}], 4),
        pytest.param([{"do": "accept_then_5xx", "match": END}], 4, marks=SOAK),
    ],
    ids=["cut", "short", "lost", "5xx", "end cut", "end 5xx"],
)
def test_an_upload_goes_on_where_the_server_stands(
    stage: Stage, tmp_path: Path, faults: list[dict[str, Any]], most: int
) -> None:
    path = film(tmp_path)
    channel = tube(stage)
    for fault in faults:
        stage.fault(**{"match": PUT | {"nth": 2}} | fault)
    if faults[0].get("times"):
        stage.world.faults[0].nth = 0
    show([channel], path)
    run()
    after(1, 3, 6, 11)
    [one] = films(stage)
    assert (only().status, one["sha256"]) == ("published", digest(path))
    assert len(stage.asked("POST", "upload/youtube/v3/videos")) == 1
    assert pieces(stage) <= most


def test_a_session_that_is_gone_is_opened_again_after_a_look_at_the_list(
    stage: Stage, tmp_path: Path
) -> None:
    path = film(tmp_path, units=5)
    channel = tube(stage)
    stage.fault("session_404", match=PUT | {"nth": 4})
    show([channel], path)
    run()
    assert len(stage.asked("POST", "upload/youtube/v3/videos")) == 1
    after(1, 3)
    [one] = films(stage)
    assert (only().status, one["sha256"]) == ("published", digest(path))
    assert len(stage.asked("POST", "upload/youtube/v3/videos")) == 2
    assert len(stage.asked("GET", "playlistItems")) == 1


@pytest.mark.parametrize("hidden", [pytest.param(0, marks=SOAK), 500])
def test_a_session_that_is_gone_after_its_end_made_its_film(
    stage: Stage, tmp_path: Path, hidden: int
) -> None:
    show([tube(stage)], film(tmp_path))
    stage.fault("accept_then_reset", match=END)
    stage.fault("hide_from_list", match=END, seconds=hidden)
    stage.fault("session_404", match=PUT | {"nth": 4})
    run()
    began = timezone.now()
    for seconds in (31, 100, 200, 400, 700, 1200):
        stage.world.shift = seconds
        run(began + timedelta(seconds=seconds))
    [one] = films(stage)
    assert (only().status, only().external_id) == ("published", one["id"])
    assert len(stage.asked("POST", "upload/youtube/v3/videos")) == 1


@pytest.mark.parametrize("is_touched", [pytest.param(False, marks=SOAK), True])
def test_a_film_that_was_replaced_on_the_disk_stops_and_is_asked_about(
    stage: Stage, tmp_path: Path, is_touched: bool
) -> None:
    content = show([tube(stage)], film(tmp_path))
    stage.fault("refuse_5xx", match=PUT | {"nth": 2})
    run()
    kept = payloads.path_of(content.media.get().file)
    if is_touched:
        kept.touch()
    else:
        kept.write_bytes(film(tmp_path, seed=8).read_bytes())
    after(1, 3)
    if is_touched:
        assert only().status == "published"
        return
    assert (only().status, only().problem) == ("media_failed", "media_gone")
    assert films(stage) == stage.posts() == []


def test_a_film_that_is_replaced_between_two_pieces_goes_no_further(
    stage: Stage, tmp_path: Path
) -> None:
    content, adapter = show([tube(stage)], film(tmp_path)), adapter_of("youtube")
    place, post = payloads.place_of(only().channel), payloads.post_of(only())
    prepared: dict[str, Prepared] = {}
    for _ in range(3):
        parcel = Parcel(place, post, Line(), prepared, new=set(prepared))
        made = adapter.prepare(parcel)
        assert isinstance(made, Prepared)
        prepared[made.name] = made
    assert prepared["session"].facts["offset"] == UNIT
    kept = payloads.path_of(content.media.get().file)
    kept.write_bytes(film(tmp_path, seed=8).read_bytes())
    refused = adapter.prepare(parcel)
    assert isinstance(refused, Refused)
    assert (refused.mishap.name, refused.mishap.item) == ("media_gone", 1)
    assert pieces(stage) == 1


def test_a_film_that_youtube_locks_is_not_called_published(
    stage: Stage, tmp_path: Path
) -> None:
    show([tube(stage)], film(tmp_path))
    upload = {"method": "POST", "path_regex": "upload/youtube/v3/videos$"}
    stage.fault("publish_as_private", match=upload)
    run()
    delivery = only()
    assert (delivery.status, delivery.problem) == ("failed", "0.90")
    assert (len(films(stage)), stage.posts()) == (1, [])
    there: Any = stage.world.platforms["youtube"]
    there.accounts.known[TUBE]["is_audited"] = True
    workflow.retry(delivery, by=None, at=timezone.now())
    run()
    assert (only().status, len(films(stage)), pieces(stage)) == ("published", 1, 3)


# --- S2, S4 -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fault", "looks"),
    [
        ({"do": "refuse_5xx"}, 2),
        pytest.param({"do": "accept_then_5xx", "as": "json"}, 1, marks=SOAK),
        ({"do": "accept_then_reset"}, 1),
        pytest.param({"do": "live_but_error", "reason": "backendError"}, 1, marks=SOAK),
        pytest.param({"do": "error_200", "reason": "internalError"}, 2, marks=SOAK),
    ],
    ids=["before", "after", "reset", "live", "200"],
)
def test_a_lost_answer_at_the_hour_is_known_from_the_film(
    stage: Stage, tmp_path: Path, fault: dict[str, Any], looks: int
) -> None:
    show([tube(stage)], film(tmp_path))
    stage.fault(**fault, match=FLIP)
    run()
    assert only().status == "confirming"
    after(0.6)
    assert only().status == "published"
    assert len(stage.posts()) == len(films(stage)) == 1
    assert pieces(stage) == 3
    assert len(stage.asked("PUT", "youtube/v3/videos")) - pieces(stage) == looks


# --- S3 ---------------------------------------------------------------------------


def test_a_day_without_quota_ends_at_midnight_on_the_pacific_coast(
    stage: Stage, tmp_path: Path
) -> None:
    noon = datetime(2026, 12, 1, 20, tzinfo=UTC)
    stage.world.shift = noon.timestamp() - timezone.now().timestamp()
    tired = tube(stage, there={"used": {"2026-12-01": 10_000}})
    other = tube(stage, "UC1002")
    show([tired, other], film(tmp_path), at=noon - MINUTE)
    run(noon)
    assert [post["account"] for post in stage.posts()] == ["UC1002"]
    waiting = Delivery.objects.get(channel=tired)
    midnight = datetime(2026, 12, 2, 8, tzinfo=UTC)
    assert waiting.status == "waiting_rate"
    assert abs(waiting.expected_at - midnight - MINUTE) < timedelta(seconds=10)
    asked = len(stage.world.log)
    run(midnight - MINUTE)
    assert len(stage.world.log) == asked
    stage.world.shift += (midnight + 2 * MINUTE - noon).total_seconds()
    run(midnight + 2 * MINUTE)
    assert Delivery.objects.get(channel=tired).status == "published"
    assert len(films(stage)) == 2


# --- S5 ---------------------------------------------------------------------------


def test_a_token_is_renewed_before_its_end_and_the_renewing_one_is_kept(
    stage: Stage, tmp_path: Path
) -> None:
    channel = tube(stage)
    show([channel], film(tmp_path))
    run()
    channel.refresh_from_db()
    ends = channel.token_expires_at
    assert ends
    assert timedelta(minutes=59) < ends - timezone.now() < timedelta(hours=1)
    tokens = payloads.place_of(channel).tokens
    assert tokens["token"].startswith("access-")
    assert tokens["refresh_token"] == REFRESH + TUBE
    show([channel], film(tmp_path, seed=8))
    run()
    assert len(stage.asked("POST", "token")) == 1
    stage.world.shift = 3600
    show([channel], film(tmp_path, seed=9), at=timezone.now() + 60 * MINUTE)
    after(60)
    assert len(stage.asked("POST", "token")) == 2
    assert len(stage.posts()) == 3


@pytest.mark.parametrize(
    "match", [pytest.param(PUT, marks=SOAK), FLIP], ids=["piece", "flip"]
)
def test_a_token_that_is_refused_is_renewed_once(
    stage: Stage, tmp_path: Path, match: dict[str, str]
) -> None:
    channel = tube(stage)
    Channel.objects.update(token_expires_at=timezone.now() + 30 * MINUTE)
    stage.fault("error", reason="authError", match=match)
    show([channel], film(tmp_path))
    run()
    assert only().problem == "renewing"
    after(1)
    assert (only().status, len(stage.asked("POST", "token"))) == ("published", 1)
    assert len(films(stage)) == 1


def test_a_disturbance_while_renewing_changes_nothing(
    stage: Stage, tmp_path: Path
) -> None:
    channel = tube(stage)
    stage.fault("refuse_5xx", match={"path_regex": "token$"}, times=4)
    show([channel], film(tmp_path))
    run()
    after(1, 3, 6)
    channel.refresh_from_db()
    assert (channel.status, only().status) == ("open", "scheduled")
    after(11)
    assert only().status == "published"


def test_a_permission_taken_away_closes_the_channel_once(
    stage: Stage, tmp_path: Path
) -> None:
    channel, other = tube(stage), tube(stage, "UC1002")
    there: Any = stage.world.platforms["youtube"]
    there.accounts.known[TUBE]["revoked"] = True
    for seed in (7, 8):
        show([channel, other], film(tmp_path, seed=seed))
    run()
    channel.refresh_from_db()
    assert (channel.status, channel.problem) == ("needs_reconnect", "0.35")
    assert {post["account"] for post in stage.posts()} == {"UC1002"}
    there.accounts.known[TUBE] |= {"revoked": False, "refresh_token": "baru"}
    new = {"token": "", "refresh_token": "baru"}
    workflow.reconnect(channel, new, account_id=TUBE, by=None, at=timezone.now())
    run()
    assert len(stage.posts()) == len(films(stage)) == 4


def test_a_person_who_connects_while_it_is_renewed_wins(stage: Stage) -> None:
    channel, now = tube(stage), timezone.now()
    raw = tokens.raw_of(channel)
    new = {"token": "t2", "refresh_token": "r2"}
    fresh = Channel.objects.get(pk=channel.pk)
    workflow.reconnect(fresh, new, account_id=TUBE, by=None, at=now)
    tokens.keep(channel, Renewed({"token": "t1", "refresh_token": ""}, 3599), raw, now)
    assert payloads.place_of(channel).tokens["token"] == "t2"
    channel.refresh_from_db()
    assert payloads.place_of(channel).tokens["refresh_token"] == "r2"


def test_what_renews_a_token_is_kept_as_one(stage: Stage) -> None:
    known = {"id": TUBE, "refresh_token": "segar"}
    stage.world.platforms["youtube"].add(known)
    words = ["add", "--kind", "youtube", "--name", "Humas", "--account-id", TUBE]
    words += ["--base-url", f"{stage.address}/youtube", "--app-secret", "secret"]
    options = ("refresh_token=segar", "client_id=client", "privacy=unlisted")
    words += [word for one in options for word in ("--option", one)]
    number = told("channels", *words)["id"]
    assert Channel.objects.get().options == {"privacy": "unlisted"}
    checked = told("channels", "check", str(number))
    assert checked == {"account_id": TUBE, "name": "Humas"}


# --- afterwards -------------------------------------------------------------------


def test_an_edit_keeps_tags_and_category(stage: Stage, tmp_path: Path) -> None:
    channel = tube(stage, options={"tags": "Kupang", "category": "27"})
    content = show([channel], film(tmp_path))
    run()
    content.text = "Jembatan ditutup\nMaaf."
    content.save()
    adapter, place = adapter_of("youtube"), payloads.place_of(only().channel)
    parcel = payloads.parcel_of(only(), payloads.draft_of(content, channel), Line())
    assert isinstance(adapter.edit(parcel, only().external_id), Edited)
    [one] = films(stage)
    assert one["snippet"]["title"] == "Jembatan ditutup"
    assert one["snippet"]["categoryId"] == "27"
    assert one["snippet"]["tags"][0] == "Kupang"
    shown = adapter.read_back(place, Line(), one["id"])
    assert shown
    assert shown.is_public
    told = adapter.check(place, Line())
    assert isinstance(told, Account)
    assert (told.external_id, told.name) == (TUBE, "Humas")
    assert told.picture_url.endswith(f"/youtube/{TUBE}")


def test_a_recall_deletes_the_film_also_when_it_is_gone(
    stage: Stage, tmp_path: Path
) -> None:
    channel = tube(stage)
    for seed in (7, 8):
        show([channel], film(tmp_path, seed=seed))
    run()
    films(stage)[0]["deleted_at"] = 1.0
    for delivery in Delivery.objects.all():
        workflow.recall(delivery, by=None, at=timezone.now())
    run()
    assert set(Delivery.objects.values_list("status", flat=True)) == {"recalled"}
    assert films(stage) == []


def test_another_film_that_is_approved_replaces_the_private_one(
    stage: Stage, tmp_path: Path
) -> None:
    hour = timezone.now() + 60 * MINUTE
    content = show([tube(stage)], film(tmp_path), scheduled_at=hour)
    run()
    workflow.edit(content, "Jembatan dibuka lagi", by=None, at=timezone.now())
    content.media.all().delete()
    workflow.keep_file(content, 1, workflow.File(film(tmp_path, seed=8), "video"))
    workflow.approve(content, by=None, at=timezone.now())
    run(hour + timedelta(seconds=1))
    [one] = films(stage)
    assert one["sha256"] == digest(tmp_path / "film-8.mp4")
    assert one["snippet"]["title"] == "Jembatan dibuka lagi"
    assert (only().status, len(stage.posts())) == ("published", 1)


@pytest.mark.parametrize("is_saved", [pytest.param(True, marks=SOAK), False])
def test_a_film_that_is_recalled_before_its_hour_lies_nowhere(
    stage: Stage, tmp_path: Path, is_saved: bool
) -> None:
    hour = timezone.now() + 60 * MINUTE
    show([tube(stage)], film(tmp_path), scheduled_at=hour)
    if not is_saved:
        stage.fault("accept_then_reset", match=END)
    run()
    assert len(films(stage)) == 1
    workflow.recall(only(), by=None, at=timezone.now())
    stage.fault("refuse_5xx", match={"method": "DELETE"})
    after(1, 2.1)
    assert (only().status, len(films(stage))) == ("cancelled", 1)
    after(3)
    assert (only().due_at, films(stage)) == (None, [])
    run(hour + MINUTE)
    assert (stage.posts(), only().prepared.count()) == ([], 0)
