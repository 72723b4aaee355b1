"""Instagram and Threads: a container is published once, whatever was answered."""

import shutil
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from PIL import Image
from tests.channels.stage import PAGE, TOKEN, Stage, only, run, say

from sasando.channels import lending, reading, spool, workflow
from sasando.channels.adapters import Place, adapter_of, graph
from sasando.channels.models import Attempt, Channel, Content, Delivery
from sasando.channels.outcomes import Accepted, Account, Kind, Refused
from sasando.channels.payloads import place_of
from sasando.channels.wire import Line
from sasando.channels.workflow import File, Saying

pytestmark = pytest.mark.django_db(transaction=True)
SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)
SOAK = pytest.mark.soak
COLOURS = ("red", "gold", "teal", "navy", "pink")


@dataclass(frozen=True, slots=True)
class Double:
    """One of the two, with a channel on it."""

    stage: Stage
    channel: Channel
    publish: str
    create: str

    @property
    def platform(self) -> Any:
        return self.stage.world.platforms[self.channel.kind]

    def fault(self, do: str, **facts: Any) -> None:
        """Set a fault of the publication."""
        match = {"method": "POST", "path_regex": f"/{self.publish}$"}
        self.stage.fault(do, **{"match": match} | facts)

    def on_create(self, do: str, *, nth: int = 0, **facts: Any) -> None:
        """Set a fault of what makes a container."""
        match = {"method": "POST", "path_regex": f"/{self.create}$", "nth": nth}
        self.stage.fault(do, match=match, **facts)

    def published(self) -> int:
        """Return how often a publication was asked for."""
        return len(self.stage.asked("POST", f"/{self.publish}"))

    def made(self) -> int:
        """Return how many containers were asked for."""
        return len(self.stage.asked("POST", f"/{self.create}"))


@pytest.fixture(params=["instagram", pytest.param("threads", marks=SOAK)])
def double(stage: Stage, request: pytest.FixtureRequest) -> Double:
    shutil.rmtree(lending.folder(), ignore_errors=True)
    platform: Any = stage.world.platforms[request.param]
    channel = stage.channel(kind=request.param)
    return Double(stage, channel, platform.publish, platform.create)


def photo(folder: Path, colour: str = "teal", size: tuple[int, int] = (90, 60)) -> Path:
    """Make a picture that no platform takes as it is: a PNG with holes in it."""
    path = folder / f"{colour}-{size[0]}.png"
    Image.new("RGBA", size, colour).save(path)
    return path


def film(folder: Path, *, spoilt: bool = False) -> Path:
    path = folder / ("buruk.mp4" if spoilt else "baik.mp4")
    path.write_bytes(b"\0\0\0\x18" + (b"none" if spoilt else b"ftyp") + b"isom" * 99)
    return path


def show(double: Double, files: list[Path], text: str = "Jalan dibuka.") -> Content:
    """Say something with pictures and films, and approve it."""
    now = timezone.now()
    given = [
        File(path, "video" if path.suffix == ".mp4" else "image", f"Gambar {path.stem}")
        for path in files
    ]
    saying = Saying(text=text, files=given, channels=[double.channel.pk])
    content = workflow.write(None, saying, by=None, at=now)
    workflow.approve(content, by=None, at=now)
    return content


def runs(*seconds: float, began: datetime) -> None:
    for one in seconds:
        run(began + one * SECOND)


# --- out ------------------------------------------------------------------------------


def test_a_picture_goes_out_as_a_jpeg_of_ours(double: Double, tmp_path: Path) -> None:
    show(double, [photo(tmp_path, size=(300, 50))])
    run()
    [post] = double.stage.posts()
    delivery = only()
    assert (delivery.status, delivery.external_id) == ("published", post["id"])
    assert (post["kind"], post["text"]) == ("IMAGE", "Jalan dibuka.")
    assert post["alts"] == ["Gambar teal-300"]
    [lent] = lending.lent()
    with Image.open(lent) as shown:
        assert shown.format == "JPEG"
        assert shown.width / shown.height < 2 or double.channel.kind == "threads"
    asked = [line["params"] for line in double.stage.asked("POST", f"/{double.create}")]
    assert asked[0]["image_url"].endswith(f"/{lent.name}")


def test_its_address_is_read_back_afterwards(double: Double, tmp_path: Path) -> None:
    show(double, [photo(tmp_path)])
    run()
    [post] = double.stage.posts()
    assert only().permalink == ""
    double.stage.fault("refuse_5xx", match={"path_regex": f"/{post['id']}$"})
    reading.read_back(timezone.now())
    assert (only().status, only().permalink) == ("published", "")
    reading.read_back(timezone.now())
    assert only().permalink == post["permalink"]
    asked = len(double.stage.world.log)
    reading.read_back(timezone.now())
    assert len(double.stage.world.log) == asked


@SOAK
def test_several_are_one_post_in_their_order(double: Double, tmp_path: Path) -> None:
    sizes = [(90, 90), (90, 30), (30, 90)]
    pictures = [
        photo(tmp_path, colour, size)
        for colour, size in zip(COLOURS, sizes, strict=False)
    ]
    show(double, pictures)
    run()
    [post] = double.stage.posts()
    assert (post["kind"], len(post["items"])) == ("CAROUSEL_ALBUM", 3)
    assert post["alts"] == ["Gambar red-90", "Gambar gold-90", "Gambar teal-30"]
    shapes = set()
    for lent in lending.lent():
        with Image.open(lent) as shown:
            shapes.add(shown.width / shown.height)
    assert shapes == {1.0}
    assert double.made() == 4


def test_a_film_is_waited_for(double: Double, tmp_path: Path) -> None:
    show(double, [film(tmp_path)])
    began = timezone.now()
    run(began)
    assert (only().status, double.published()) == ("preparing", 0)
    run(began + 21 * SECOND)
    assert only().status == "published"
    assert double.stage.posts()[0]["kind"] == "VIDEO"


@SOAK
def test_a_film_among_pictures_is_waited_for(double: Double, tmp_path: Path) -> None:
    show(double, [photo(tmp_path), film(tmp_path)])
    began = timezone.now()
    runs(0, 21, 42, 63, began=began)
    assert only().status == "published"
    [post] = double.stage.posts()
    assert len(post["items"]) == 2
    assert double.made() == 3


def test_words_alone_go_out_on_threads(stage: Stage) -> None:
    say([stage.channel(kind="threads")], link="https://example.org/jalan")
    run()
    assert only().status == "published"
    assert stage.posts()[0]["text"] == "Jalan dibuka.\nhttps://example.org/jalan"


def test_the_account_is_told_and_a_dead_token_too(double: Double) -> None:
    adapter, place = adapter_of(double.channel.kind), place_of(double.channel)
    told = adapter.check(place, Line())
    assert isinstance(told, Account)
    assert (told.external_id, told.name) == (PAGE, "@humas")
    assert told.picture_url.endswith(f"/{double.channel.kind}/{PAGE}")
    dead = replace(place, tokens={"token": "lama"})
    refused = adapter.check(dead, Line())
    assert isinstance(refused, Refused)
    assert refused.mishap.kind == Kind.REAUTH


def test_each_has_its_own_version_in_its_address() -> None:
    for kind, address in (
        ("threads", "https://graph.threads.net/v1.0/1001/threads"),
        ("instagram", "https://graph.facebook.com/v26.0/1001/threads"),
    ):
        place = Place(adapter_of(kind).caps.base_url, PAGE)
        assert graph.address(place, "1001/threads") == address


# --- S1, S2 ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "fault",
    [
        "accept_then_reset",
        pytest.param("accept_then_close", marks=SOAK),
        pytest.param("accept_then_5xx", marks=SOAK),
        pytest.param("truncate", marks=SOAK),
    ],
)
def test_a_lost_answer_is_found_by_the_container(
    double: Double, tmp_path: Path, fault: str
) -> None:
    show(double, [photo(tmp_path)])
    double.fault(fault)
    run()
    assert only().status == "confirming"
    run(timezone.now() + 31 * SECOND)
    [post] = double.stage.posts()
    assert (only().status, only().external_id) == ("published", post["id"])
    assert only().permalink == post["permalink"]
    assert double.published() == 1
    look = only().attempts.get(phase=Attempt.Phase.LOOK_UP)
    assert look.evidence["by"] == "container"


@SOAK
def test_what_is_listed_late_is_found_late(double: Double, tmp_path: Path) -> None:
    show(double, [photo(tmp_path)])
    double.fault("hide_from_list", seconds=600)
    double.fault("accept_then_reset")
    run()
    began = timezone.now()
    for seconds in (31, 121):
        run(began + seconds * SECOND)
        assert only().status == "confirming"
    double.stage.world.shift = 601
    run(began + 601 * SECOND)
    assert only().status == "published"
    assert len(double.stage.posts()) == double.published() == 1


@SOAK
def test_what_is_out_and_never_listed_is_no_persons_to_decide(
    double: Double, tmp_path: Path
) -> None:
    show(double, [photo(tmp_path)])
    double.fault("hide_from_list", seconds=86_000)
    double.fault("accept_then_reset")
    run()
    runs(31, 121, 601, 1801, began=timezone.now())
    assert (only().status, only().external_id) == ("published", "")
    assert len(double.stage.posts()) == double.published() == 1


@pytest.mark.parametrize(
    ("do", "facts"),
    [
        ("refuse_5xx", {}),
        pytest.param("refuse_5xx", {"as": "json"}, marks=SOAK),
        pytest.param("error", {"code": 2, "status": 503}, marks=SOAK),
        pytest.param("error_200", {"code": -1, "subcode": 2207001}, marks=SOAK),
        pytest.param("error", {"code": 987654}, marks=SOAK),
    ],
)
def test_what_was_not_published_goes_out_with_the_same_container(
    double: Double, tmp_path: Path, do: str, facts: dict[str, Any]
) -> None:
    show(double, [photo(tmp_path)])
    double.fault(do, **facts)
    run()
    began = timezone.now()
    run(began + 31 * SECOND)
    assert (only().status, double.published()) == ("confirming", 1)
    run(began + 62 * SECOND)
    run(began + 63 * SECOND)
    assert only().status == "published"
    tried = [
        line["params"]["creation_id"]
        for line in double.stage.asked("POST", f"/{double.publish}")
    ]
    assert len(double.stage.posts()) == double.made() == 1
    assert len(tried) == 2
    assert len(set(tried)) == 1


@SOAK
def test_a_container_that_the_platform_lost_is_made_anew(
    double: Double, tmp_path: Path
) -> None:
    show(double, [photo(tmp_path)])
    double.fault("error", code=24, subcode=2207008)
    run()
    runs(31, 62, 63, began=timezone.now())
    assert (only().status, len(double.stage.posts())) == ("published", 1)
    assert (double.made(), double.published()) == (2, 2)


@SOAK
def test_a_container_that_is_not_made_is_tried_again(
    double: Double, tmp_path: Path
) -> None:
    show(double, [photo(tmp_path)])
    double.on_create("refuse_5xx", times=6)
    at = timezone.now()
    for _ in range(25):
        run(at)
        at += 2 * MINUTE
    assert (only().status, len(double.stage.posts())) == ("published", 1)
    assert double.made() == 7


# --- S3 -------------------------------------------------------------------------------


@SOAK
def test_an_allowance_used_up_on_publication_is_waited_for(
    double: Double, tmp_path: Path
) -> None:
    show(double, [photo(tmp_path)])
    double.fault("error", code=9, subcode=2207042)
    run()
    assert (only().status, double.published()) == ("waiting_rate", 1)
    run(timezone.now() + 6 * MINUTE)
    assert (only().status, len(double.stage.posts())) == ("published", 1)


@SOAK
def test_a_used_up_allowance_is_asked_about_and_not_tried(
    double: Double, tmp_path: Path
) -> None:
    double.platform.add({"id": PAGE, "quota_total": 1})
    for colour in COLOURS[:2]:
        show(double, [photo(tmp_path, colour)])
        run()
    states = set(Delivery.objects.values_list("status", flat=True))
    assert states == {"published", "waiting_rate"}
    assert double.published() == 1
    began = timezone.now()
    run(began + 6 * MINUTE)
    assert double.published() == 1
    double.stage.world.shift = 86_500
    for minutes in range(10, 60, 10):
        run(began + minutes * MINUTE)
    assert len(double.stage.posts()) == double.published() == 2


# --- S4 -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "subcode"),
    [
        (4, 2207051),
        pytest.param(100, 0, marks=SOAK),
        pytest.param(24, 2207008, marks=SOAK),
        pytest.param(9007, 2207027, marks=SOAK),
        pytest.param(36003, 2207009, marks=SOAK),
    ],
)
def test_an_error_that_came_although_it_is_out_is_never_a_failure(
    double: Double, tmp_path: Path, code: int, subcode: int
) -> None:
    show(double, [photo(tmp_path)])
    double.fault("live_but_error", code=code, subcode=subcode)
    run()
    assert only().status == "confirming"
    run(timezone.now() + 31 * SECOND)
    assert (only().status, len(double.stage.posts())) == ("published", 1)
    double.channel.refresh_from_db()
    assert double.channel.status == "open"


def test_a_restriction_that_is_one_stops_the_channel_and_nothing_is_lost(
    double: Double, tmp_path: Path
) -> None:
    show(double, [photo(tmp_path)])
    double.fault("error", code=4, subcode=2207051, times=0)
    run()
    began = timezone.now()
    runs(31, 62, 200, 2000, began=began)
    double.channel.refresh_from_db()
    assert (only().status, double.channel.status) == ("blocked_auth", "blocked")
    assert (double.published(), double.stage.posts()) == (1, [])
    double.stage.world.faults.clear()
    again = {"token": TOKEN}
    workflow.reconnect(double.channel, again, account_id=PAGE, by=None, at=began)
    run(began + 210 * SECOND)
    assert (only().status, len(double.stage.posts())) == ("published", 1)
    assert double.made() == 1


@SOAK
def test_a_container_published_before_is_not_published_again(
    double: Double, tmp_path: Path
) -> None:
    """A person said "publish again" of a post that is out after all."""
    show(double, [photo(tmp_path)])
    double.fault("accept_then_reset")
    run()
    Delivery.objects.update(status="needs_human", due_at=None)
    workflow.publish_again(only(), "Tidak ada di akun.", by=None, at=timezone.now())
    run()
    run(timezone.now() + 31 * SECOND)
    assert (only().status, len(double.stage.posts())) == ("published", 1)
    assert double.published() == 2


def test_equal_words_on_one_day_are_bound_to_their_own_posts(
    double: Double, tmp_path: Path
) -> None:
    double.fault("accept_then_reset", times=2)
    for colour in COLOURS[:2]:
        show(double, [photo(tmp_path, colour)])
    Delivery.objects.filter(pk=Delivery.objects.latest("pk").pk).update(
        due_at=timezone.now() + 20 * SECOND
    )
    began = timezone.now()
    for seconds in (0, 20.5):
        double.stage.world.shift = seconds
        run(began + seconds * SECOND)
    assert double.published() == 2
    for seconds in (55, 56, 65):
        run(began + seconds * SECOND)
    rows = {row.external_id: row for row in Delivery.objects.order_by("pk")}
    posts = double.stage.posts()
    assert len(posts) == double.published() == 2
    assert [rows[post["id"]].prepared.get().value for post in posts] == [
        post["container"] for post in posts
    ]


@SOAK
def test_two_looks_at_one_moment_never_take_one_post(
    double: Double, tmp_path: Path
) -> None:
    double.fault("accept_then_reset", times=2)
    for colour in COLOURS[:2]:
        show(double, [photo(tmp_path, colour)])
    run()
    began = timezone.now()
    for seconds in (31, 40, 50, 200):
        run(began + seconds * SECOND)
    names = set(Delivery.objects.values_list("external_id", flat=True))
    assert names == {post["id"] for post in double.stage.posts()}
    assert len(names) == double.published() == 2


def test_an_answer_whose_post_another_took_blocks_nothing(
    double: Double, tmp_path: Path
) -> None:
    for colour in COLOURS[:2]:
        show(double, [photo(tmp_path, colour)])
    run()
    first, second = Delivery.objects.order_by("pk")
    fence = second.fence + 1
    attempt = second.attempts.create(
        phase="commit", fence=fence, started_at=timezone.now()
    )
    sending = {"status": "sending", "external_id": "", "fence": fence}
    Delivery.objects.filter(pk=second.pk).update(**sending)
    with spool.Crumbs(second.pk, fence) as crumbs:
        crumbs.started()
        crumbs.answer(Accepted(first.external_id))
    run()
    second.refresh_from_db()
    attempt.refresh_from_db()
    assert (second.status, second.external_id) == ("published", "")
    assert attempt.evidence == {"id": first.external_id}
    assert list(spool.folder().iterdir()) == []


# --- S6 -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "subcode"),
    [
        (36003, 2207009),
        pytest.param(36001, 2207005, marks=SOAK),
        pytest.param(36000, 2207004, marks=SOAK),
    ],
)
def test_a_refused_picture_of_five_stops_the_whole_post(
    double: Double, tmp_path: Path, code: int, subcode: int
) -> None:
    show(double, [photo(tmp_path, colour) for colour in COLOURS])
    double.on_create("error", nth=3, code=code, subcode=subcode)
    run()
    delivery = only()
    assert (delivery.status, delivery.problem_facts) == ("media_failed", {"item": 3})
    assert delivery.problem == f"{code}.{subcode}"
    assert (double.published(), double.stage.posts()) == (0, [])
    workflow.retry(delivery, by=None, at=timezone.now())
    run()
    [post] = double.stage.posts()
    assert len(post["items"]) == 5
    assert double.made() == 7


def test_a_file_that_was_not_fetched_is_tried_twice_more(
    double: Double, tmp_path: Path
) -> None:
    show(double, [photo(tmp_path)])
    double.on_create("error", code=9004, subcode=2207052, times=2)
    began = timezone.now()
    runs(0, 40, 120, began=began)
    assert (only().status, len(double.stage.posts())) == ("published", 1)
    assert double.made() == 3


@SOAK
def test_a_file_that_is_never_fetched_is_a_persons(
    double: Double, tmp_path: Path
) -> None:
    show(double, [photo(tmp_path)])
    double.on_create("error", code=9004, subcode=2207052, times=0)
    runs(0, 40, 120, 300, 900, began=timezone.now())
    assert (only().status, only().problem) == ("media_failed", "9004.2207052")
    assert double.made() == 3


def test_our_own_address_is_tried_before_a_container_is_made(
    double: Double, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lending, "put", lambda _source, _final: None)
    show(double, [photo(tmp_path)])
    runs(0, 40, 120, 300, began=timezone.now())
    assert (only().status, only().problem) == ("media_failed", "not_public")
    assert double.stage.world.log == []


@SOAK
def test_an_address_of_ours_that_nobody_answers_is_said_so(
    double: Double, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lending, "origin_for", lambda _platform: "http://127.0.0.1:9/")
    show(double, [photo(tmp_path)])
    runs(0, 40, 120, 300, began=timezone.now())
    assert (only().status, only().problem) == ("media_failed", "not_public")
    assert double.stage.world.log == []


@SOAK
def test_a_spoilt_film_is_named(double: Double, tmp_path: Path) -> None:
    show(double, [photo(tmp_path), film(tmp_path, spoilt=True)])
    runs(0, 21, 42, began=timezone.now())
    assert (only().status, only().problem_facts) == ("media_failed", {"item": 2})
    assert only().prepared.count() == 0
    assert double.stage.posts() == []


@SOAK
def test_what_expired_before_it_was_published_is_made_anew(
    double: Double, tmp_path: Path
) -> None:
    show(double, [photo(tmp_path)])
    double.platform.add({"id": PAGE, "polls": 1})
    began = timezone.now()
    run(began)
    assert only().status == "preparing"
    double.stage.world.shift = 90_000
    double.platform.add({"id": PAGE, "polls": 0})
    runs(6, 50, began=began)
    assert (only().status, len(double.stage.posts())) == ("published", 1)
    assert double.made() == 2


# --- S13 ------------------------------------------------------------------------------


def test_taken_back_by_the_platform_or_by_a_person(
    double: Double, tmp_path: Path
) -> None:
    show(double, [photo(tmp_path)])
    run()
    reading.read_back(timezone.now())
    workflow.recall(only(), by=None, at=timezone.now())
    run()
    delivery = only()
    if double.channel.kind == "threads":
        assert (delivery.status, double.stage.posts()) == ("recalled", [])
        return
    assert (delivery.status, delivery.problem) == ("recall_requested", "delete_by_hand")
    assert delivery.problem_facts == {"permalink": delivery.permalink}
    workflow.confirm_deleted(delivery, by=None, at=timezone.now())
    assert only().status == "recalled"


@SOAK
def test_an_account_that_lets_us_delete_is_used(stage: Stage, tmp_path: Path) -> None:
    channel = stage.channel(kind="instagram")
    stage.world.platforms["instagram"].add({"id": PAGE, "can_delete": True})
    say([channel], pictures=[photo(tmp_path)])
    run()
    workflow.recall(only(), by=None, at=timezone.now())
    run()
    assert (only().status, stage.posts()) == ("recalled", [])
