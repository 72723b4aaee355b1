"""The full demo, built once: a year's worth of events in ninety days."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction
from django.utils import timezone
from tests.conftest import empty
from wagtail.models import Page, PageLogEntry, Revision

from sasando.accounts.models import User
from sasando.core import entries, publication
from sasando.core.models import Approval, Ending, Entry
from sasando.demo.build import Built, build
from sasando.files.models import Picture
from sasando.newsroom.models import (
    Coverage,
    Idea,
    NewsPage,
    PublicationPage,
    ReleaseNumber,
    ReleasePage,
    Reply,
    StoryTag,
    Translation,
)
from sasando.website.models import OfficeSettings

# It is built in 20 to 110 s: each text by the verbs of people, two at least a text.
# The mark lets there be a database also where this file is run alone.
pytestmark = [
    pytest.mark.audit,
    pytest.mark.django_db,
    pytest.mark.usefixtures("full"),
]


@pytest.fixture(scope="module")
def told() -> list[tuple[int, int]]:
    return []


@pytest.fixture(scope="module")
def full(
    django_db_setup: None,
    django_db_blocker: Any,
    today: date,
    told: list[tuple[int, int]],
) -> Iterator[Built]:
    def tell(done: int, of: int) -> None:
        told.append((done, of))

    with django_db_blocker.unblock(), transaction.atomic():
        cache.clear()
        empty()
        yield build(today=today, full_size=True, tell=tell)
        transaction.set_rollback(True)
    cache.clear()


def live(kind: Any, code: str) -> int:
    return int(kind.objects.live().filter(locale__language_code=code).count())


def test_there_is_as_much_of_each_kind_as_promised() -> None:
    indonesian = [live(kind, "id") for kind in (NewsPage, ReleasePage, PublicationPage)]
    assert indonesian == [60, 12, 12]
    english = [live(kind, "en") for kind in (NewsPage, ReleasePage, PublicationPage)]
    assert sum(english) == 12
    assert Picture.objects.count() == 20
    assert User.objects.count() == 25
    assert StoryTag.objects.values("tag").distinct().count() > 20


def test_numbers_of_releases_follow_the_days_of_their_signing() -> None:
    given = ReleaseNumber.objects.exclude(count=None).order_by("given_at")
    years: dict[int, list[int]] = {}
    for number in given:
        years.setdefault(number.year, []).append(number.count or 0)
    for counts in years.values():
        assert counts == list(range(1, len(counts) + 1))
    assert ReleaseNumber.objects.filter(count=None).count() == 1


def test_one_release_is_corrected_and_one_gives_way_to_the_next() -> None:
    corrected = ReleasePage.objects.get(slug="rute-kapal-perintis-ditambah")
    assert [change["note"] for change in corrected.history().changes] == [
        "Jumlah pelabuhan 16, bukan 14."
    ]
    assert corrected.title == "Rute kapal perintis ditambah menjadi 16 pelabuhan"
    old = Page.objects.get(slug="jadwal-ktp-keliling-kepulauan")
    ending = Ending.objects.of(old)
    assert ending is not None
    assert ending.is_revocation
    assert ending.onward is not None
    assert ending.onward.slug == "jadwal-baru-ktp-keliling"


def test_one_text_is_revoked_and_one_withdrawn() -> None:
    acts = dict(Ending.objects.in_force().values_list("page__slug", "act"))
    assert acts["jalur-jalan-kaki-fatumnasi"] == Ending.REVOKE
    assert acts["tukar-kelambu-sumba-barat-daya"] == Ending.WITHDRAW
    assert not Page.objects.get(slug="tukar-kelambu-sumba-barat-daya").live


def test_a_slip_is_mended_in_silence_and_a_fact_with_a_note() -> None:
    slip = NewsPage.objects.get(slug="pelampung-selat-solor")
    assert slip.versions().count() == 2
    assert slip.history().changes == ()
    fact = NewsPage.objects.get(slug="kabar-gelombang-nelayan-ende")
    assert len(fact.history().changes) == 1
    assert "1.260 nelayan" in fact.body.render_as_block()


def test_a_right_of_reply_leads_to_its_page() -> None:
    reply = Reply.objects.get(status=Reply.Status.PUBLISHED)
    assert reply.reply_page is not None
    assert reply.reply_page.live
    assert reply.page.slug == "timbangan-ternak-waingapu"


def test_each_text_was_approved_by_somebody_who_did_not_write_it() -> None:
    alone = Approval.objects.filter(via=Approval.ALONE).values("page")
    for page in NewsPage.objects.live().exclude(pk__in=alone):
        made = Revision.page_revisions.filter(object_id=str(page.pk))
        wrote = set(made.values_list("user_id", flat=True))
        given = Approval.objects.filter(page=page, act=Approval.PUBLISH)
        assert not wrote & set(given.values_list("approved_by", flat=True)), page.title


def test_the_proofs_hold() -> None:
    assert entries.verify(Entry).faults == ()
    assert publication.unapproved(Page.objects.all()) == []
    assert not Translation.objects.stale().exists()


def test_all_of_it_lies_in_the_last_ninety_days(today: date) -> None:
    out = Page.objects.live().filter(depth__gt=3)
    dates = [timezone.localdate(page.first_published_at) for page in out]
    assert max(dates) < today
    assert min(dates) >= today - timedelta(days=100)
    # Nothing of it bears the hour of the build.
    now = timezone.now()
    stamps = PageLogEntry.objects.filter(timestamp__gt=now - timedelta(hours=6))
    assert list(stamps.values_list("action", "label")) == []


def test_the_next_thirty_days_have_their_plans(today: date) -> None:
    planned = Revision.page_revisions.exclude(approved_go_live_at=None)
    dates = sorted(timezone.localdate(each.approved_go_live_at) for each in planned)
    assert len(dates) >= 4
    assert dates[0] > today
    assert dates[-1] <= today + timedelta(days=30)
    ahead = (today + timedelta(days=1), today + timedelta(days=30))
    assert Idea.objects.planned(*ahead).count() >= 6
    assert Coverage.objects.filter(starts_at__date__range=ahead).count() >= 3


def test_every_page_bears_the_mark_of_an_example(client: Any) -> None:
    assert OfficeSettings.objects.get().is_example
    mark = {"id": "rekaan", "en": "invented"}
    kinds = (NewsPage, ReleasePage, PublicationPage)
    for page in (kind.objects.live().first() for kind in kinds):
        answer = client.get(page.get_url_parts()[2]).content.decode()
        assert mark[page.locale.language_code] in answer


def test_it_tells_how_far_it_has_come(told: list[tuple[int, int]]) -> None:
    assert told[-1][0] == told[-1][1]
    assert [done for done, _of in told] == list(range(1, len(told) + 1))
