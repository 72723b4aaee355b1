"""What is scheduled goes out within a minute, also after a stop of a day."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone
from tests import make
from wagtail.models import Page, Revision

from sasando.accounts.models import User
from sasando.core import approvals, tick
from sasando.newsroom import parcels
from sasando.newsroom.models import NewsPage, Parcel

pytestmark = pytest.mark.django_db
JOBS = ("core.release_due", "newsroom.release_parcels")
MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def only_these(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tick, "JOBS", {name: tick.JOBS[name] for name in JOBS})


@pytest.fixture
def hour() -> datetime:
    """An hour that has come, by Wagtail's clock too."""
    return timezone.now() - timedelta(days=2)


def planned(title: str, *, by: User, approver: User, at: datetime) -> NewsPage:
    page = make.news(by=by, title=title, go_live_at=at)
    make.approve(page, by=approver)
    approvals.publish(page, by=approver, at=at - timedelta(days=1))
    return page


def parcel(title: str, *, by: User, approver: User, at: datetime) -> Parcel:
    """Return an approved parcel of two pages for this hour."""
    before = at - timedelta(days=1)
    pages = [make.news(by=by, title=f"{title} {n}") for n in range(2)]
    facts = {"title": title, "goes_out_at": at}
    made = parcels.make_parcel(pages[0], by=by, at=before, **facts)
    parcels.add_to_parcel(made, by=by, at=before, page=pages[1])
    for page in pages:
        make.approve(page, by=approver)
    made.refresh_from_db()
    digest = parcels.digest_of(made, made.pages())
    parcels.approve_parcel(made, by=approver, at=before, digest=digest)
    return Parcel.objects.get(pk=made.pk)


def live() -> set[str]:
    out = NewsPage.objects.filter(live=True)
    return set(out.values_list("title", flat=True))


def test_both_jobs_begin_and_end_within_a_minute_of_what_is_due() -> None:
    for job in tick.JOBS.values():
        assert job.every + job.limit <= MINUTE


def test_a_text_and_a_parcel_go_out_in_the_first_runs_after_their_minute(
    ratna: User, maria: User, hour: datetime
) -> None:
    facts = {"by": ratna, "approver": maria, "at": hour}
    planned("Naskah", **facts)
    parcel("Paket", **facts)
    tick.run(hour - timedelta(seconds=5))
    assert live() == set()
    tick.run(hour + timedelta(seconds=5))
    assert live() == {"Naskah", "Paket 0", "Paket 1"}


def test_after_a_stop_of_a_day_all_go_out_at_once_but_what_is_refused(
    ratna: User, maria: User, hour: datetime
) -> None:
    facts = {"by": ratna, "approver": maria, "at": hour}
    refused = make.news(by=ratna, title="Tidak disetujui")
    Revision.objects.filter(pk=refused.latest_revision_id).update(
        approved_go_live_at=hour
    )
    stuck = parcel("Tertahan", **facts)
    text = stuck.pages()[1].get_latest_revision_as_object()
    text.summary = "Diubah setelah disetujui."
    text.save_revision(user=ratna)
    for number in range(5):
        planned(f"Naskah {number}", **facts)
    parcel("Paket", **facts)
    tick.run(hour + timedelta(days=1))
    expected = {f"Naskah {number}" for number in range(5)} | {"Paket 0", "Paket 1"}
    assert live() == expected
    assert not Page.objects.get(pk=refused.pk).live
    stuck.refresh_from_db()
    assert stuck.held["code"] == "unapproved"
