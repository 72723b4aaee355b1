"""What is changed of a film that is out: on the double, by its ledger and its units."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError
from django.utils import timezone
from tests.channels import films
from tests.channels.films import TUBE, film, show, tube
from tests.channels.stage import Stage, only, picture, run

from sasando.channels import composing, editing, workflow
from sasando.channels.composing import Revision
from sasando.channels.models import Change, Channel, Content

pytestmark = pytest.mark.django_db(transaction=True)
ID = {"language": "id", "text": "1\n00:00:01,000 --> 00:00:02,000\nHalo."}
EN = {"language": "en", "text": "1\n00:00:01,000 --> 00:00:02,000\nHello."}
CAPTIONS = {"method": "POST", "path_regex": "upload/youtube/v3/captions$"}
TEXT = "Jembatan Oelamasi dibuka\nLewat mulai pukul enam."


def there(stage: Stage) -> Any:
    return stage.world.platforms["youtube"]


def the_film(stage: Stage) -> dict[str, Any]:
    [one] = films.films(stage)
    return one


def units(stage: Stage) -> int:
    return sum(there(stage).accounts.known[TUBE]["used"].values())


def out(stage: Stage, folder: Path, **facts: Any) -> Content:
    """Publish a film with a cover, on a channel with two playlists."""
    channel = tube(stage, there={"playlists": ["PL1", "PL2"]})
    content = show([channel], film(folder), covers=[picture(folder)], **facts)
    run()
    assert only().status == "published"
    return content


def change(content: Content, text: str = TEXT, **facts: Any) -> None:
    """Let a film that is out be otherwise, and approve it."""
    if (options := facts.pop("options", None)) is not None:
        content.variants.update(options=options)
    revision = Revision(text=text, link=content.link, **facts)
    composing.revise(content, revision, by=None, at=timezone.now())
    workflow.approve(content, by=None, at=timezone.now())


def later(minutes: float = 1) -> datetime:
    return timezone.now() + timedelta(minutes=minutes)


def languages(stage: Stage) -> list[str]:
    return sorted(one["snippet"]["language"] for one in the_film(stage)["captions"])


def test_tags_captions_playlist_privacy_and_cover_travel(
    stage: Stage, tmp_path: Path
) -> None:
    options = {"tags": ["Kupang"], "playlist": "PL1", "captions": [ID]}
    content = out(stage, tmp_path, options=options)
    used, cover = units(stage), content.media.get(kind="image")
    change(
        content,
        options={
            "tags": ["Kupang", "jembatan"],
            "playlist": "PL2",
            "captions": [ID | {"text": "Lain"}, EN],
            "privacy": "unlisted",
        },
        files=[workflow.File(picture(tmp_path, "gold"))],
        dropped=[cover.pk],
    )
    run()
    one = the_film(stage)
    assert (only().status, Change.objects.get().status) == ("published", "done")
    assert one["snippet"]["tags"][:-1] == ["Kupang", "jembatan"]
    assert one["snippet"]["tags"][-1].startswith("sasando-")
    assert one["status"]["privacyStatus"] == "unlisted"
    assert one["thumbnail"] == 2
    assert there(stage).playlists == {"PL1": [], "PL2": [one["id"]]}
    assert languages(stage) == ["en", "id"]
    assert {row["text"] for row in one["captions"]} == {"Lain", EN["text"]}
    # Cover 50; captions (50 + 50 + 400) and (50 + 400); lists 50 + 1 + 50; film 1 + 50.
    assert units(stage) - used == 50 + 500 + 450 + 101 + 51
    assert only().attempts.filter(phase="edit").get().outcome == "accepted"


def test_other_words_alone_touch_nothing_else(stage: Stage, tmp_path: Path) -> None:
    content = out(stage, tmp_path, options={"captions": [ID], "playlist": "PL1"})
    used, asked = units(stage), len(stage.world.log)
    # What somebody set at YouTube itself stays.
    one = the_film(stage)
    one["status"] |= {"privacyStatus": "private", "embeddable": False}
    one["snippet"]["tags"].append("dari Studio")
    Channel.objects.update(options={"playlist": "PL2", "privacy": "unlisted"})
    change(content, "Jembatan ditutup\nMaaf.")
    run()
    one = the_film(stage)
    assert one["snippet"]["title"] == "Jembatan ditutup"
    assert one["snippet"]["tags"][-1] == "dari Studio"
    assert one["status"]["privacyStatus"] == "private"
    assert not one["status"]["embeddable"]
    assert (one["thumbnail"], there(stage).playlists["PL1"]) == (1, [one["id"]])
    assert (units(stage) - used, len(stage.world.log) - asked) == (51, 2)


def test_who_may_see_it_changes_and_nothing_else_of_its_status(
    stage: Stage, tmp_path: Path
) -> None:
    content = out(stage, tmp_path, options={"tags": ["Kupang"]})
    the_film(stage)["status"] |= {"embeddable": False, "license": "creativeCommon"}
    change(content, options={"tags": ["Kupang"], "privacy": "unlisted"})
    run()
    status = the_film(stage)["status"]
    assert (status["privacyStatus"], status["embeddable"]) == ("unlisted", False)
    assert status["license"] == "creativeCommon"


def test_captions_go_and_change_places_and_a_film_leaves_its_playlist(
    stage: Stage, tmp_path: Path
) -> None:
    options = {"captions": [ID, EN], "playlist": "PL1", "title": "Jembatan"}
    content = out(stage, tmp_path, options=options)
    change(content, options=options | {"captions": [EN, ID]})
    run()
    assert languages(stage) == ["en", "id"]
    change(content, options={"captions": [ID], "title": "Jembatan"})
    run()
    assert languages(stage) == ["id"]
    assert there(stage).playlists["PL1"] == []
    change(content, options={"title": "Jembatan"})
    run()
    assert languages(stage) == []
    change(content, options=options)
    run()
    assert languages(stage) == ["en", "id"]
    assert there(stage).playlists["PL1"] == [the_film(stage)["id"]]
    assert only().status == "published"


@pytest.mark.parametrize("fault", ["accept_then_reset", "refuse_5xx"])
def test_a_lost_answer_amid_a_change_is_gone_on_from(
    stage: Stage, tmp_path: Path, fault: str
) -> None:
    content = out(stage, tmp_path, options={"captions": [ID]})
    cover = content.media.get(kind="image")
    stage.fault(fault, match=CAPTIONS | {"nth": 2})
    change(
        content,
        options={"captions": [ID | {"text": "Lain"}, EN], "privacy": "unlisted"},
        files=[workflow.File(picture(tmp_path, "gold"))],
        dropped=[cover.pk],
    )
    run()
    one = the_film(stage)
    assert (only().status, one["status"]["privacyStatus"]) == (
        "edit_requested",
        "public",
    )
    run(later())
    one = the_film(stage)
    assert (only().status, one["status"]["privacyStatus"]) == ("published", "unlisted")
    assert languages(stage) == ["en", "id"]
    # What stood there already was not made again.
    assert one["thumbnail"] == 2


def test_a_change_that_exceeds_the_day_goes_on_after_midnight(
    stage: Stage, tmp_path: Path
) -> None:
    content = out(stage, tmp_path, options={"captions": [ID]})
    account = there(stage).accounts.known[TUBE]
    account["units"] = units(stage) + 460
    change(content, options={"captions": [ID, EN], "tags": ["Kupang"]})
    run()
    row = only()
    assert (row.status, languages(stage)) == ("edit_requested", ["en", "id"])
    assert row.channel.quiet_until == row.due_at
    account["units"] = 10_000
    run(row.due_at + timedelta(seconds=1))
    assert only().status == "published"
    assert the_film(stage)["snippet"]["tags"][0] == "Kupang"
    assert len(stage.asked("POST", "/captions")) == 2


def test_another_film_and_no_cover_are_tasks_of_a_person(
    stage: Stage, tmp_path: Path
) -> None:
    content = out(stage, tmp_path, options={"tags": ["Kupang"]})
    cover, asked = content.media.get(kind="image"), len(stage.world.log)
    change(content, dropped=[cover.pk])
    run()
    assert (only().status, only().problem) == ("edit_requested", "edit_by_hand")
    old = content.media.get(kind="video")
    new = [workflow.File(film(tmp_path, seed=8), "video")]
    change(content, dropped=[old.pk], files=new)
    run()
    assert (only().status, only().problem) == ("edit_requested", "edit_by_hand")
    assert len(stage.world.log) == asked


def test_a_cover_that_is_gone_from_the_disk_is_a_task_and_no_half_change(
    stage: Stage, tmp_path: Path
) -> None:
    content = out(stage, tmp_path)
    change(
        content,
        files=[workflow.File(picture(tmp_path, "gold"))],
        dropped=[content.media.get(kind="image").pk],
    )
    from sasando.channels import payloads

    payloads.path_of(content.media.get(kind="image").file).unlink()
    run()
    assert (only().status, only().problem) == ("edit_requested", "edit_by_hand")
    assert the_film(stage)["thumbnail"] == 1


def test_a_newer_change_undoes_what_half_of_an_earlier_one_did(
    stage: Stage, tmp_path: Path
) -> None:
    options = {"tags": ["Kupang"], "privacy": "public"}
    content = out(stage, tmp_path, options=options)
    match = {"method": "PUT", "path_regex": "youtube/youtube/v3/videos$"}
    stage.fault("accept_then_reset", match=match)
    change(content, options=options | {"privacy": "unlisted", "tags": ["Rote"]})
    run()
    assert only().status == "edit_requested"
    assert the_film(stage)["status"]["privacyStatus"] == "unlisted"
    change(content, options=options)
    run(later())
    one = the_film(stage)
    assert only().status == "published"
    assert one["status"]["privacyStatus"] == "public"
    assert one["snippet"]["tags"][0] == "Kupang"


def test_what_no_pending_change_touches_stays_as_a_person_set_it_there(
    stage: Stage, tmp_path: Path
) -> None:
    content = out(stage, tmp_path, options={"tags": ["Kupang"]})
    the_film(stage)["status"]["privacyStatus"] = "private"
    stage.fault("refuse_5xx", match=films.FLIP)
    change(content, "Jembatan ditutup\nMaaf.")
    run()
    assert only().status == "edit_requested"
    change(content, "Jembatan dibuka lagi\nMaaf.")
    run(later())
    one = the_film(stage)
    assert (only().status, one["thumbnail"]) == ("published", 1)
    assert one["snippet"]["title"] == "Jembatan dibuka lagi"
    assert one["status"]["privacyStatus"] == "private"


def test_a_database_that_is_away_for_a_moment_makes_no_task_of_a_change(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: Any) -> None:
        raise OperationalError("away")

    content = out(stage, tmp_path, options={"captions": [ID]})
    with monkeypatch.context() as once:
        once.setattr(editing, "keep_prepared", away)
        change(content, options={"captions": [EN]})
        run()
    assert only().problem != "edit_by_hand"
    run(later(3))
    assert (only().status, languages(stage)) == ("published", ["en"])


def test_a_film_that_youtube_keeps_private_is_not_called_changed(
    stage: Stage, tmp_path: Path
) -> None:
    content = out(stage, tmp_path, options={"privacy": "unlisted"})
    there(stage).accounts.known[TUBE]["is_audited"] = False
    change(content, options={"privacy": "public"})
    run()
    assert (only().status, only().problem) == ("edit_requested", "edit_by_hand")
