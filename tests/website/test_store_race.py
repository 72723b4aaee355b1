"""No old byte outlives a change, however the two meet; what fails leaves the old."""

import errno
import time
from datetime import timedelta
from typing import Any

import pytest
from django.template import TemplateSyntaxError
from tests import make
from tests.website import storing

from sasando.accounts.models import Unit, User
from sasando.core import approvals, tick, touches
from sasando.core.models import Touch
from sasando.operations import doctor
from sasando.website.models import HomePage, OfficeSettings
from sasando.website.store import (
    checkup,
    folder,
    gate,
    keeping,
    recording,
    refreshing,
    rendering,
    staleness,
    sweeping,
)
from sasando.website.store.rows import StoredPage, StoreState

pytestmark = pytest.mark.django_db
LATER = make.NOW + timedelta(hours=1)


@pytest.fixture
def home_stored(home: HomePage, settings: Any, tmp_path: Any) -> StoredPage:
    """The home page of a new office, stored; its other pages too."""
    settings.PAGE_STORE = tmp_path / "site"
    storing.fill()
    return StoredPage.objects.get(path="/")


def office_moves() -> None:
    OfficeSettings.objects.update(address="Jalan Baru 1")


def levels() -> dict[str, str]:
    return {each.code: each.level for each in checkup.store(LATER)}


def test_a_change_between_rendering_and_storing_is_not_lost(
    home_stored: StoredPage,
) -> None:
    before = keeping.seen()
    answer = rendering.render("/")
    office_moves()
    with pytest.raises(keeping.Changed):
        keeping.keep(home_stored, answer, before=before, at=LATER)
    assert "Jalan Baru 1" not in storing.text("/")
    storing.fill(at=LATER)
    assert "Jalan Baru 1" in storing.text("/")
    assert storing.wrong() == []


def test_a_change_of_something_else_does_not_hinder(
    home_stored: StoredPage, kominfo: Unit
) -> None:
    before = keeping.seen()
    answer = rendering.render("/")
    Unit.objects.update(name="Dinas Baru")
    assert keeping.keep(home_stored, answer, before=before, at=LATER)


def test_a_change_while_it_is_rendered_is_rendered_again(
    home_stored: StoredPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, calls = rendering.render, []

    def render(path: str) -> Any:
        answer = real(path)
        if not calls:
            office_moves()
        calls.append(path)
        return answer

    monkeypatch.setattr(rendering, "render", render)
    refreshing.refresh(home_stored, at=LATER)
    assert calls == ["/", "/"]
    assert "Jalan Baru 1" in storing.text("/")


def test_who_comes_second_leaves_it_to_the_first(home_stored: StoredPage) -> None:
    office_moves()
    with storing.held_elsewhere():
        assert refreshing.at_once(LATER) == 0
    assert refreshing.at_once(LATER) > 0


def test_of_many_that_go_at_once_each_loses_its_own_bytes_first(
    home_stored: StoredPage,
    ratna: User,
    maria: User,
    django_capture_on_commit_callbacks: Any,
) -> None:
    items = [
        make.published(by=ratna, approver=maria, title=f"Salah {n}") for n in range(3)
    ]
    storing.fill()
    refreshing._last[0] = time.monotonic() + 60
    with django_capture_on_commit_callbacks(execute=True):
        for item in items:
            approvals.withdraw(item, by=maria, at=make.NOW, reason="Salah.")
    assert [storing.status(item.url) for item in items] == [0, 0, 0]
    refreshing._last[0] = 0
    storing.fill()
    assert [storing.status(item.url) for item in items] == [410, 410, 410]
    assert storing.wrong() == []


def test_by_night_pages_are_compressed_better_and_stay_the_same(
    home_stored: StoredPage,
) -> None:
    before = keeping.folder().read("/")
    sweeping.sweep(LATER)
    after = keeping.folder().read("/")
    assert before is not None
    assert after is not None
    assert (after.etag, after.bodies[""]) == (before.etag, before.bodies[""])
    assert len(after.bodies["br"]) < len(before.bodies["br"])


def test_an_answer_that_others_stored_differently_makes_them_stale(
    home_stored: StoredPage,
) -> None:
    office_moves()
    Touch.objects.all().delete()
    refreshing.refresh(home_stored, at=LATER)
    stale = StoredPage.objects.exclude(stale_since=None)
    assert stale.filter(path="/berita/").exists()


def test_a_template_that_breaks_keeps_the_old_bytes_and_doctor_is_red(
    home_stored: StoredPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = storing.everything()
    assert levels() == {"store": "ok"}

    def broken(*args: Any, **kwargs: Any) -> Any:
        raise TemplateSyntaxError("a slip")

    monkeypatch.setattr(HomePage, "get_context", broken)
    office_moves()
    storing.fill(at=LATER)
    now = storing.everything()
    assert now["/"] == old["/"]
    assert "Jalan Baru 1" in now["/berita/"]
    assert storing.faults()["/"] == f"{gate.BROKEN} 500"
    assert levels()["page_not_stored"] == "error"
    monkeypatch.undo()
    storing.fill(at=LATER + timedelta(minutes=2))
    assert "Jalan Baru 1" in storing.text("/")
    assert levels() == {"store": "ok"}


def test_a_full_disk_keeps_the_old_bytes_and_leaves_no_pieces(
    home_stored: StoredPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, real = storing.everything(), folder.Folder.draft
    count = [0]

    def full(self: folder.Folder, data: bytes, **more: Any) -> Any:
        count[0] += 1
        if count[0] % 3 == 0:
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(self, data, **more)

    monkeypatch.setattr(folder.Folder, "draft", full)
    office_moves()
    refreshing.refresh(home_stored, at=LATER)
    monkeypatch.undo()
    assert storing.everything() == old
    assert list((keeping.folder().root / "draft").iterdir()) == []
    assert "No space left" in storing.faults()["/"]
    storing.fill(at=LATER + timedelta(minutes=2))
    assert storing.wrong() == []


def test_a_half_written_file_is_no_page(home_stored: StoredPage) -> None:
    file = keeping.folder().whole("/")
    file.write_bytes(file.read_bytes()[:-10])
    assert keeping.folder().read("/") is None
    file.write_bytes(b"")
    assert keeping.folder().read("/") is None


def test_the_night_finds_what_changed_unheard_and_doctor_is_red(
    home_stored: StoredPage,
) -> None:
    sweeping.sweep(LATER)
    assert levels() == {"store": "ok"}
    office_moves()
    Touch.objects.all().delete()
    sweeping.sweep(LATER)
    assert levels()["page_leaked"] == "error"
    # Whoever asked the same question is stale with it.
    storing.fill(at=LATER)
    assert storing.wrong() == []
    sweeping.sweep(LATER + timedelta(days=1))
    assert levels() == {"store": "ok"}


def test_the_night_mends_what_only_a_web_server_in_front_would_send(
    home_stored: StoredPage,
) -> None:
    sweeping.sweep(LATER)
    plain = keeping.folder().plain("/", 200)
    whole, packed = plain.read_bytes(), plain.with_name("index.html.br")
    plain.write_bytes(whole[:100])
    packed.unlink()
    sweeping.sweep(LATER + timedelta(days=1))
    assert (plain.read_bytes(), packed.exists()) == (whole, True)
    assert levels() == {"store": "ok"}


def test_the_night_leaves_alone_what_was_heard(home_stored: StoredPage) -> None:
    office_moves()
    sweeping.sweep(LATER)
    assert "page_leaked" not in levels()


def test_what_the_clock_changes_is_refreshed_when_it_is_due(
    home_stored: StoredPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    real: Any = HomePage.get_context

    def today(self: HomePage, request: Any, *args: Any, **kw: Any) -> Any:
        touches.changes_at_midnight(make.NOW)
        return real(self, request, *args, **kw)

    monkeypatch.setattr(HomePage, "get_context", today)
    refreshing.refresh(home_stored, at=make.NOW)
    midnight = make.NOW + timedelta(hours=14)
    assert StoredPage.objects.get(path="/").changes_at == midnight
    # The job is due every few seconds; after a stop of a day at once.
    job = tick.JOBS[refreshing.JOB]
    assert job.every <= timedelta(seconds=10)
    for at in (midnight + job.every, midnight + timedelta(days=1)):
        StoredPage.objects.filter(path="/").update(changes_at=midnight)
        assert tick.attempt(job, at) == ""
        assert StoredPage.objects.get(path="/").stored_at == at
    home = StoredPage.objects.filter(path="/")
    home.update(changes_at=midnight, stored_at=make.NOW)
    assert refreshing.run(at=midnight - timedelta(seconds=1), seconds=10) == 0
    # Where the clock is set back, what it showed and what failed do not wait for it.
    home.update(stored_at=midnight)
    assert refreshing.run(at=midnight - timedelta(seconds=1), seconds=10) == 1
    home.update(stale_since=midnight, rank=StoredPage.Rank.LATER)
    assert refreshing.run(at=midnight - timedelta(days=1), seconds=10) == 1


def test_a_page_that_reads_an_unheard_table_is_not_stored(
    home_stored: StoredPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sasando.core.models import Job

    real: Any = HomePage.get_context

    def reads(self: HomePage, request: Any, *args: Any, **kw: Any) -> Any:
        return real(self, request, *args, **kw) | {"jobs": list(Job.objects.all())}

    monkeypatch.setattr(HomePage, "get_context", reads)
    refreshing.refresh(home_stored, at=LATER)
    assert storing.faults()["/"] == f"{gate.UNHEARD} core_job"


def test_a_page_that_sets_a_cookie_or_shows_a_token_is_not_stored(
    home_stored: StoredPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.middleware.csrf import get_token

    real: Any = HomePage.get_context

    def shows(self: HomePage, request: Any, *args: Any, **kw: Any) -> Any:
        return real(self, request, *args, **kw) | {"token": get_token(request)}

    monkeypatch.setattr(HomePage, "get_context", shows)
    refreshing.refresh(home_stored, at=LATER)
    assert storing.faults()["/"] == gate.PRIVATE


def test_bytes_of_another_database_go_and_all_is_stored_anew(
    home_stored: StoredPage,
) -> None:
    StoreState.objects.update(token="from a backup")
    keeping.folder().plain("/lama/", 200).parent.mkdir()
    keeping.folder().plain("/lama/", 200).write_text("of another office")
    storing.fill(at=LATER)
    assert not keeping.folder().plain("/lama/", 200).exists()
    assert storing.wrong() == []
    assert len(storing.paths()) > 5


def test_a_new_release_renders_everything_again(home_stored: StoredPage) -> None:
    StoreState.objects.update(code="of before")
    storing.fill(at=LATER)
    assert not StoredPage.objects.exclude(stored_at=LATER).exists()


def test_an_idle_round_costs_few_queries(
    home_stored: StoredPage, django_assert_max_num_queries: Any
) -> None:
    # Two of them are PostgreSQL's lock.
    with django_assert_max_num_queries(9):
        assert refreshing.run(at=LATER, seconds=10) == 0


def test_drafts_and_embargoed_texts_are_nowhere_on_the_disk(
    home_stored: StoredPage, ratna: User, maria: User
) -> None:
    item = make.news(by=ratna, title="Rahasia besar", embargo_until=LATER)
    make.approve(item, by=maria)
    again = make.news(by=ratna, title="Konsep rahasia")
    staleness.add([item.url or "", again.url or ""], at=make.NOW)
    storing.fill(at=LATER)
    for file in keeping.folder().root.rglob("*"):
        assert "rahasia" not in str(file).lower()
        if file.is_file():
            assert b"ahasia" not in file.read_bytes()


def test_nothing_is_noted_where_nobody_records(home: HomePage, client: Any) -> None:
    client.get("/")
    assert recording.NOTHING.rows == set()
    assert recording.NOTHING.asked == []


def test_doctor_asks_the_store(home_stored: StoredPage) -> None:
    assert doctor.CHECKS["website.store"].call is checkup.store
    StoredPage.objects.update(stale_since=make.NOW)
    assert levels()["pages_stale"] == "error"


def test_doctor_says_how_many_pages_are_not_stored(home_stored: StoredPage) -> None:
    for number in range(7):
        StoredPage.objects.create(path=f"/berita/{number}/", fault="OSError: penuh")
    found = [each.code for each in checkup.store(LATER) if each.level == "error"]
    assert found.count("page_not_stored") == 5
    [more] = [each for each in checkup.store(LATER) if each.code == "pages_not_stored"]
    assert more.sentence.startswith("2 ")
