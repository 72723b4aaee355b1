"""A day of YouTube's ends at midnight on the Pacific coast, also when clocks change."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from tests.channels.films import film, show, tube
from tests.channels.stage import Stage, run

from sasando.channels import lasting, notices, workflow
from sasando.channels.adapters.meta_doors import moment
from sasando.channels.models import Channel, Delivery
from sasando.channels.sandbox.accounts import settle_in
from sasando.channels.sandbox.doors import APP
from sasando.channels.workflow import Connection

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


@pytest.mark.parametrize(
    ("noon", "today", "midnight"),
    [
        # 8 March 2026 has 23 hours there, 1 November has 25.
        ((2026, 3, 8, 9), "2026-03-08", (2026, 3, 9, 7)),
        ((2026, 11, 1, 8), "2026-11-01", (2026, 11, 2, 8)),
        ((2026, 7, 1, 12), "2026-07-01", (2026, 7, 2, 7)),
    ],
)
def test_what_waits_for_quota_goes_on_after_a_midnight_of_theirs(
    stage: Stage,
    tmp_path: Path,
    noon: tuple[int, ...],
    today: str,
    midnight: tuple[int, ...],
) -> None:
    began, ends = datetime(*noon, tzinfo=UTC), datetime(*midnight, tzinfo=UTC)  # type: ignore[misc]
    stage.world.shift = began.timestamp() - timezone.now().timestamp()
    tired = tube(stage, there={"used": {today: 10_000}})
    show([tired], film(tmp_path, units=0.5), at=began - MINUTE)
    run(began)
    waiting = Delivery.objects.get()
    assert waiting.status == "waiting_rate"
    assert abs(waiting.expected_at - ends - MINUTE) < timedelta(seconds=10)
    asked = len(stage.world.log)
    run(ends - MINUTE)
    assert len(stage.world.log) == asked
    stage.world.shift += (ends + 2 * MINUTE - began).total_seconds()
    run(ends + 2 * MINUTE)
    assert Delivery.objects.get().status == "published"


@pytest.mark.parametrize("days", [14, 7, 1])
def test_the_clock_that_a_platform_tells_is_told_on(
    stage: Stage, days: int, mailoutbox: list[object]
) -> None:
    from tests import make

    make.person("Yanti Contoh", "channel_admin")
    settle_in(stage.world)
    now = timezone.now()
    page = stage.world.platforms["facebook"].pages["1001"]  # type: ignore[attr-defined]
    page["data_access_at"] = (now + 30 * DAY).timestamp()
    tokens = {"token": page["token"], "client_id": APP["client_id"]}
    tokens["app_secret"] = APP["client_secret"]
    address = f"{stage.address}/facebook"
    facts = Connection("facebook", "Facebook Humas", "1001", address, tokens)
    workflow.connect(None, facts, by=None, at=now)
    notices.tell(now)
    assert mailoutbox == []
    lasting.ask_all(now)
    ends = Channel.objects.get().data_access_expires_at
    assert ends == moment(int(page["data_access_at"]))
    assert ends
    for _twice in range(2):
        notices.tell(ends - days * DAY)
    assert len(mailoutbox) == 1
