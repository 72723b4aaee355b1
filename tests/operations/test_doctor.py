"""`sasando doctor` finds nothing wrong in a sound house, and names each fault.

Every test damages one thing in a house that was sound, and expects just that code.
"""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Sink
from django.core.management import call_command
from django.db import connection
from tests import make
from wagtail.models import Page, Revision

from sasando import env
from sasando.accounts.models import User
from sasando.core import approvals, tick, triggers
from sasando.core.calendar import import_holidays
from sasando.core.models import Approval, Entry, Freeze, Holiday, Job
from sasando.newsroom.models import NewsPage
from sasando.operations import anchors, backup, backup_keys, doctor
from sasando.operations.checkups import database

HOUR = timedelta(hours=1)
GB = 1 << 30


@pytest.fixture
def house(ratna: User, maria: User, settings: Any, tmp_path: Path) -> Any:
    """A sound house: people, calendar, worker, keys and a checked backup."""
    make.person("Yohanes Contoh", "approver")
    for year in (2026, 2027):
        import_holidays(by=None, at=make.NOW, year=year)
    for name in tick.JOBS:
        Job.objects.create(name=name, started_at=make.NOW)
    settings.DATA = tmp_path
    settings.MEDIA_ROOT = str(tmp_path / "media")
    settings.KEYS = tmp_path / "keys"
    settings.BACKUP_RECIPIENT = ""
    backup_keys.own_identity(make.NOW)
    remember_backup(tmp_path / "sasando.tar.age")
    return settings


def remember_backup(file: Path) -> None:
    file.write_bytes(b"x" * 10)
    facts = {"file": str(file), "size": 10, "at": make.NOW.isoformat()}
    backup.remember(last=facts, checked=facts)


def wrong(at: Any = make.NOW) -> list[str]:
    """Return the codes of all that is not in order, each once."""
    found = doctor.examine(at)
    return sorted(
        {one.code for group in found.values() for one in group if one.level != "ok"}
        # The server of the tests is quick, not safe.
        - {f"postgresql_{name}" for name in database.DURABLE}
    )


def finding(code: str) -> doctor.Finding:
    found = doctor.examine(make.NOW)
    [one] = [one for group in found.values() for one in group if one.code == code]
    return one


def draft_with_plan(ratna: User, *, at: Any) -> NewsPage:
    item = make.news(by=ratna)
    latest = item.get_latest_revision()
    Revision.objects.filter(pk=latest.pk).update(approved_go_live_at=at)
    return item


# --- the whole -------------------------------------------------------------


def test_nothing_is_wrong_in_a_sound_house(
    house: Any, ratna: User, maria: User
) -> None:
    make.published(by=ratna, approver=maria)
    assert wrong() == []
    if connection.vendor == "sqlite":
        assert doctor.worst(doctor.examine(make.NOW)) == "ok"


def test_every_registered_check_says_something_in_a_sound_house(
    house: Any,
) -> None:
    silent = {name for name, group in doctor.examine(make.NOW).items() if not group}
    # SQLite's settings on PostgreSQL, the mail server where none is set.
    assert silent <= {"core.mail"}


class Ending(NamedTuple):
    code: int
    said: dict[str, Any]


def run(*options: str) -> Ending:
    out = StringIO()
    try:
        call_command("doctor", "--json", *options, stdout=out)
    except SystemExit as end:
        return Ending(int(str(end.code)), json.loads(out.getvalue()))
    return Ending(0, json.loads(out.getvalue()))


def test_the_command_tells_all_facts_as_json(house: Any) -> None:
    ended = run()
    assert set(ended.said) == {"level", "checked_at", "findings"}
    assert {key for one in ended.said["findings"] for key in one} == {
        "check",
        "level",
        "code",
        "sentence",
        "todo",
    }
    # The real clock is not the story's: the worker has been still since then.
    assert ended.code == doctor.EXIT[ended.said["level"]]


def test_the_exit_code_is_that_of_the_gravest_finding() -> None:
    fine = doctor.Finding("ok", "a", "")
    odd, bad = doctor.Finding("warning", "b", ""), doctor.Finding("error", "c", "")
    assert doctor.EXIT[doctor.worst({"x": []})] == 0
    assert doctor.EXIT[doctor.worst({"x": [fine]})] == 0
    assert doctor.EXIT[doctor.worst({"x": [fine, odd]})] == 1
    assert doctor.EXIT[doctor.worst({"x": [odd], "y": [bad, fine]})] == 2


def test_every_finding_that_is_not_in_order_says_what_to_do(db: None) -> None:
    for group in doctor.examine(make.NOW).values():
        for one in group:
            assert one.sentence
            assert one.level == "ok" or one.todo


def test_english_is_spoken_on_demand(db: None) -> None:
    said = run("--lang", "en").said["findings"]
    assert "Nobody has the role of a writer." in {one["sentence"] for one in said}


def test_the_words_are_shown_with_the_gravest_first(
    db: None, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as end:
        call_command("doctor", "--lang", "en")
    lines = [line for line in capsys.readouterr().out.splitlines() if line[0] != " "]
    assert end.value.code == 2
    marks = [line[0] for line in lines[:-1]]
    assert marks == sorted(marks, key="✗!✓".index)


def test_another_room_may_register_a_check(db: None) -> None:
    doctor.register("x.y", lambda at: [doctor.Finding("ok", "z", f"{at:%Y}")])
    try:
        assert doctor.examine(make.NOW)["x.y"][0].sentence == "2026"
    finally:
        del doctor.CHECKS["x.y"]


def test_a_broken_check_is_a_finding_and_stops_no_other(house: Any) -> None:
    def breaks(at: Any) -> list[doctor.Finding]:
        raise OSError("no such thing")

    doctor.register("x.y", breaks)
    try:
        assert wrong() == ["check_broken"]
    finally:
        del doctor.CHECKS["x.y"]


# --- the database ----------------------------------------------------------


@pytest.mark.servers
@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("postgres://nobody@127.0.0.1:1/none", "database_unreachable"),
        ("sqlite:////nowhere/at/all.db", "database_unreachable"),
        ("sqlite:///{folder}/new.db", "database_empty"),
    ],
)
def test_a_database_that_does_not_answer_is_named(
    tmp_path: Path, url: str, code: str
) -> None:
    place = {
        "SASANDO_DATA": str(tmp_path),
        "SASANDO_DATABASE_URL": url.format(folder=tmp_path),
        "SASANDO_PUBLIC_URL": "http://localhost",
    }
    done = subprocess.run(
        [sys.executable, "-m", "sasando", "doctor", "--json", "--lang", "en"],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | place | {"DJANGO_SETTINGS_MODULE": "sasando.settings"},
    )
    assert done.returncode == 2, done.stderr
    findings = json.loads(done.stdout)["findings"]
    assert code in {one["code"] for one in findings}
    assert "core.log" not in {one["check"] for one in findings}


def test_a_database_that_cannot_be_written_to_is_named(transactional_db: None) -> None:
    off, on = {
        "sqlite": ("PRAGMA query_only = ON", "PRAGMA query_only = OFF"),
        "postgresql": (
            "SET default_transaction_read_only = on",
            "SET default_transaction_read_only = off",
        ),
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(off)
        try:
            assert "database_read_only" in wrong()
        finally:
            cursor.execute(on)
    assert "database_read_only" not in wrong()


@pytest.mark.parametrize(
    ("off", "code"),
    [
        ("synchronous = NORMAL", "sqlite_synchronous"),
        ("foreign_keys = OFF", "sqlite_foreign_keys"),
        ("journal_mode = DELETE", "sqlite_journal_mode"),
    ],
)
def test_unsafe_settings_of_sqlite_are_named(
    db: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, off: str, code: str
) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite has these settings")
    # A file of its own: the journal changes only while nobody else has it open.
    own = connection.copy()
    own.settings_dict["NAME"] = str(tmp_path / "own.sqlite3")
    monkeypatch.setattr(database, "connection", own)
    assert [one.code for one in database.pragmas()] == ["sqlite"]
    with closing(own), own.cursor() as cursor:
        cursor.execute(f"PRAGMA {off}")
        assert [(one.level, one.code) for one in database.pragmas()] == [
            ("error", code)
        ]


SAFE = dict.fromkeys(database.DURABLE, "on")


@pytest.mark.parametrize("name", database.DURABLE)
def test_settings_of_postgresql_that_lose_what_was_saved_are_named(name: str) -> None:
    assert [one.level for one in database.judged(SAFE)] == ["ok"]
    [off] = database.judged(SAFE | {name: "off"})
    assert (off.level, off.code) == ("error", f"postgresql_{name}")
    [untold] = database.judged(SAFE | {name: None})
    assert (untold.level, untold.code) == ("warning", f"postgresql_{name}")


def test_postgresql_itself_is_asked(db: None) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("only PostgreSQL has these settings")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL synchronous_commit = off")
    codes = {one.code for one in database.durable(make.NOW)}
    assert "postgresql_synchronous_commit" in codes


def test_missing_migrations_are_named(house: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'core'")
    assert wrong() == ["migrations_missing"]


def test_missing_triggers_are_named(house: Any) -> None:
    with connection.cursor() as cursor:
        on = " ON core_entry" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER entry_no_delete{on}")
    assert wrong() == ["triggers_missing"]
    assert "entry_no_delete" in finding("triggers_missing").sentence


def test_a_broken_chain_is_named(house: Any, ratna: User) -> None:
    entry = Entry.objects.for_instance(ratna).first()
    triggers.lift()
    Entry.objects.filter(pk=entry.pk).update(label="lain")
    triggers.install()
    assert wrong() == ["chain_broken"]
    assert f"/{ratna.pk}," in finding("chain_broken").sentence


def test_a_clock_behind_the_log_is_named(house: Any, ratna: User) -> None:
    Entry.write(ratna, "unit.noted", by=None, at=make.NOW + 2 * HOUR)
    assert wrong() == ["clock_behind"]


def test_an_office_without_a_new_anchor_is_told(house: Any, ratna: User) -> None:
    def anchor_of(at: Any) -> None:
        anchors.folder().mkdir(exist_ok=True)
        (anchors.folder() / f"{at:%Y-%m-%d}.json").write_text("")

    later = make.NOW + timedelta(days=5)
    Job.objects.update(started_at=later)
    first = Entry._base_manager.order_by("pk")[:1].get()
    assert first.timestamp < later - timedelta(days=4)
    assert "anchor_old" not in wrong(at=first.timestamp + timedelta(days=2))
    assert "anchor_old" in wrong(at=later)
    anchor_of(later - timedelta(days=4))
    assert "anchor_old" in wrong(at=later)
    anchor_of(later - timedelta(days=2))
    assert "anchor_old" not in wrong(at=later)


# --- the work --------------------------------------------------------------


def test_a_worker_that_stands_still_is_named_once(house: Any) -> None:
    Job.objects.update(started_at=make.NOW - timedelta(days=30))
    assert wrong() == ["worker_stopped"]


def test_a_worker_is_known_to_stand_still_before_its_daily_job_is_late(
    house: Any,
) -> None:
    Job.objects.update(started_at=make.NOW - timedelta(minutes=6))
    assert wrong() == ["worker_stopped"]


def test_a_worker_that_never_ran_is_named(house: Any) -> None:
    Job.objects.all().delete()
    assert wrong() == ["worker_stopped"]


def test_one_late_job_is_named(house: Any) -> None:
    late = Job.objects.filter(name="core.release_due")
    late.update(started_at=make.NOW - HOUR)
    assert wrong() == ["job_late"]
    assert "core.release_due" in finding("job_late").sentence


def test_a_failed_job_is_named_with_its_error(house: Any) -> None:
    Job.objects.filter(name="core.release_due").update(error="ValueError: roboh")
    assert wrong() == ["job_failed"]
    assert "roboh" in finding("job_failed").sentence


def test_a_schedule_without_approval_is_named(house: Any, ratna: User) -> None:
    draft_with_plan(ratna, at=make.NOW + HOUR)
    assert wrong() == ["schedule_unapproved"]


def test_an_approved_page_past_its_time_is_named(
    house: Any, ratna: User, maria: User
) -> None:
    item = draft_with_plan(ratna, at=make.NOW - HOUR)
    make.approve(item, by=maria)
    assert wrong() == ["page_overdue"]
    Freeze.objects.create(reason="Masa berkabung", starts_at=make.NOW - HOUR)
    assert wrong() == ["page_held"]


def test_an_approved_page_before_its_time_is_in_order(
    house: Any, ratna: User, maria: User
) -> None:
    item = draft_with_plan(ratna, at=make.NOW + HOUR)
    make.approve(item, by=maria)
    assert wrong() == []


def test_a_page_that_should_have_ended_is_named(
    house: Any, ratna: User, maria: User
) -> None:
    soon = make.NOW + HOUR
    item = make.published(by=ratna, approver=maria)
    NewsPage.objects.filter(pk=item.pk).update(expire_at=soon)
    assert wrong() == []
    Job.objects.update(started_at=make.NOW + 2 * HOUR)
    assert wrong(at=make.NOW + 2 * HOUR) == ["page_not_ended"]


def test_an_approved_page_that_was_forgotten_is_named(
    house: Any, ratna: User, maria: User
) -> None:
    make.approve(make.news(by=ratna), by=maria, at=make.NOW - timedelta(days=2))
    assert Approval.objects.in_force().filter(revision=None).exists()
    assert wrong() == ["page_forgotten"]


def test_public_pages_below_a_draft_are_named(
    house: Any, ratna: User, maria: User
) -> None:
    item = make.published(by=ratna, approver=maria)
    section = item.get_parent()
    assert wrong() == []
    approvals.withdraw(section.specific, by=maria, at=make.NOW, reason="Uji.")
    assert wrong() == []
    Page.objects.filter(pk=section.pk).update(first_published_at=None)
    assert wrong() == ["page_below_draft"]
    assert section.title in finding("page_below_draft").sentence


# --- the backups -----------------------------------------------------------


def test_a_house_without_a_backup_is_told(house: Any) -> None:
    (house.DATA / "backups" / "record.json").unlink()
    assert wrong() == ["backup_missing"]


def test_an_old_backup_is_named(house: Any) -> None:
    last = backup.record()["last"]
    backup.remember(last=last | {"at": (make.NOW - 25 * HOUR).isoformat()})
    assert wrong() == []
    backup.remember(last=last | {"at": (make.NOW - 27 * HOUR).isoformat()})
    assert wrong() == ["backup_old"]


def test_a_backup_that_is_gone_is_named(house: Any) -> None:
    Path(backup.record()["last"]["file"]).unlink()
    assert wrong() == ["backup_gone"]


def test_a_backup_that_was_cut_is_named(house: Any) -> None:
    Path(backup.record()["last"]["file"]).write_bytes(b"x")
    assert wrong() == ["backup_gone"]


def test_a_backup_that_nobody_tried_is_named(house: Any) -> None:
    backup.remember(checked={})
    assert wrong() == ["backup_unchecked"]


def test_a_check_of_last_month_does_not_count(house: Any) -> None:
    then = (make.NOW - timedelta(days=30)).isoformat()
    backup.remember(checked={"file": "lain", "at": then})
    assert wrong() == ["backup_unchecked"]


def test_a_missing_backup_key_is_named(house: Any) -> None:
    backup_keys.key_file().unlink()
    assert wrong() == ["backup_key_missing"]
    house.BACKUP_RECIPIENT = "age1salah"
    assert wrong() == ["backup_recipient_invalid"]


# --- the machine -----------------------------------------------------------


@pytest.mark.parametrize(
    ("free", "codes"),
    [(90 * GB, []), (3 * GB, ["disk_low"]), (GB // 10, ["disk_full"])],
)
def test_little_room_on_the_disk_is_named(
    house: Any,
    monkeypatch: pytest.MonkeyPatch,
    free: int,
    codes: list[str],
) -> None:
    usage = shutil._ntuple_diskusage(100 * GB, 100 * GB - free, free)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage)
    assert wrong() == codes


def test_a_mail_server_that_does_not_answer_is_named(house: Any) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound, but nobody listens
        port = taken.getsockname()[1]
        use_mail(house, f"smtp://127.0.0.1:{port}")
        assert wrong() == ["mail_unreachable"]
        assert str(port) in finding("mail_unreachable").sentence


def test_a_mail_server_that_answers_is_in_order(house: Any) -> None:
    server = Controller(Sink(), hostname="127.0.0.1", port=free_port())
    server.start()
    try:
        use_mail(house, f"smtp://127.0.0.1:{server.port}")
        assert wrong() == []
        # It offers no TLS, and a password must not go out in the open.
        use_mail(house, f"smtp+tls://127.0.0.1:{server.port}")
        assert wrong() == ["mail_unreachable"]
    finally:
        server.stop()


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def use_mail(settings: Any, url: str) -> None:
    for name, value in env.mail("SASANDO_NO_SUCH_NAME", default=url).items():
        setattr(settings, name, value)


def use_address(settings: Any, url: str) -> None:
    settings.PUBLIC_URL = url
    settings.PUBLIC = env.split("SASANDO_NO_SUCH_NAME", url)


def test_an_open_address_is_named_unless_it_is_this_machine(
    house: Any,
) -> None:
    use_address(house, "http://127.0.0.1:8000")
    assert wrong() == []
    use_address(house, "https://kominfo.example.org")
    assert wrong() == ["mail_not_sent"]
    use_address(house, "http://kominfo.example.org")
    assert wrong() == ["address_not_https", "mail_not_sent"]


def test_debug_on_a_public_address_is_named(house: Any) -> None:
    house.DEBUG = True
    assert wrong() == []
    use_address(house, "https://kominfo.example.org")
    assert wrong() == ["debug_on", "mail_not_sent"]


def test_mail_that_is_only_shown_is_named_on_a_public_address(
    house: Any,
) -> None:
    use_mail(house, "console://")
    assert wrong() == []
    use_address(house, "https://kominfo.example.org")
    assert wrong() == ["mail_not_sent"]


# --- what must stay secret -------------------------------------------------


@pytest.mark.parametrize(
    ("place", "mode", "code"),
    [
        ("keys", 0o750, "key_readable"),
        ("keys/backup.key", 0o640, "key_readable"),
        ("keys/backup.key", 0o604, "key_readable"),
        ("", 0o777, "data_writable"),
        ("media", 0o777, "data_writable"),
    ],
)
def test_keys_and_data_open_to_others_are_named(
    house: Any, place: str, mode: int, code: str
) -> None:
    path = house.DATA / place
    path.mkdir(exist_ok=True) if place == "media" else None
    path.chmod(mode)
    assert wrong() == [code]
    assert str(path) in finding(code).sentence


@pytest.mark.parametrize("key", ["rahasia", "a" * 60, "django-insecure-" + "x1y2" * 9])
def test_a_weak_signing_key_is_named(house: Any, key: str) -> None:
    house.SECRET_KEY = key
    assert wrong() == ["secret_key_weak"]
    assert key not in finding("secret_key_weak").sentence


@pytest.mark.parametrize("bad", ["", "bukan kunci", "QUJD", "\x00"])
def test_an_unusable_field_key_is_named_by_its_place_not_its_text(
    house: Any, bad: str
) -> None:
    house.FIELD_KEYS = [env.field_key(), bad]
    assert wrong() == ["field_key_invalid"]
    sentence = finding("field_key_invalid").sentence
    assert "2" in sentence
    assert not bad or bad not in sentence
    house.FIELD_KEYS = []
    assert wrong() == ["field_key_invalid"]


# --- the office ------------------------------------------------------------


def test_a_year_without_days_off_is_named(house: Any) -> None:
    Holiday.objects.filter(date__year=2027).delete()
    assert wrong() == ["holidays_missing"]
    assert finding("holidays_missing").level == "warning"
    assert "2027" in finding("holidays_missing").sentence
    Holiday.objects.exclude(date__year=2027).delete()
    import_holidays(by=None, at=make.NOW, year=2027)
    assert finding("holidays_missing").level == "error"


def test_a_year_without_collective_leave_is_named(house: Any) -> None:
    leave = Holiday.objects.filter(kind="collective_leave")
    leave.filter(date__year=2027).delete()
    assert wrong() == ["holidays_provisional"]


def test_next_years_decree_is_not_asked_for_in_spring(house: Any) -> None:
    Holiday.objects.filter(date__year=2027, kind="collective_leave").delete()
    spring = make.NOW.replace(month=3)
    assert "holidays_provisional" not in wrong(at=spring)


def test_people_who_are_missing_are_named(house: Any, maria: User) -> None:
    others = User.objects.exclude(pk=maria.pk)
    others.filter(name__startswith="Yohanes").update(is_active=False)
    assert wrong() == ["one_approver"]
    others.update(is_active=False)
    assert wrong() == ["no_writer"]
    User.objects.update(is_active=False)
    assert wrong() == ["no_approver", "no_writer"]


def test_one_person_alone_is_named(house: Any) -> None:
    User.objects.update(is_active=False)
    make.person("Sendiri Contoh", "writer", "approver")
    assert wrong() == ["nobody_else"]


def test_two_who_write_and_approve_each_other_are_in_order(
    house: Any,
) -> None:
    User.objects.update(is_active=False)
    for name in ("Satu Contoh", "Dua Contoh"):
        make.person(name, "writer", "approver")
    assert wrong() == []


def test_a_superuser_is_named_and_counts_for_no_role(house: Any) -> None:
    User.objects.create_superuser("semua@example.org", make.PASSWORD, name="Semua")
    assert wrong() == ["superuser_exists"]
    User.objects.filter(is_superuser=False).update(is_active=False)
    assert wrong() == ["no_approver", "no_writer", "superuser_exists"]


def test_the_doctor_changes_nothing(
    house: Any, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    before = Job.objects.count(), Entry.objects.count()
    approvals_before = list(Approval.objects.values())
    with django_assert_max_num_queries(80):
        doctor.examine(make.NOW)
    assert (Job.objects.count(), Entry.objects.count()) == before
    assert list(Approval.objects.values()) == approvals_before


def test_the_document_lists_every_code_and_no_other() -> None:
    folder = Path(doctor.__file__).parent
    files = [file.read_text() for file in folder.parent.rglob("*.py")]
    text = "".join(each for each in files if "Finding(" in each)
    faulty = r'(?:"error"|"warning"),\s+f?"([a-z_{}]+)"|else "warning",\s+"([a-z_]+)"'
    codes = {one or two for one, two in re.findall(faulty, text)} - {
        "sqlite_{name}",
        "postgresql_{name}",
    }
    codes |= {f"sqlite_{name}" for name in database.PRAGMAS}
    codes |= {f"postgresql_{name}" for name in database.DURABLE}
    codes.discard("error")  # the list of levels itself
    rows = (folder.parents[2] / "docs" / "doctor.md").read_text().splitlines()
    told = {
        code
        for row in rows
        if row.startswith("| `")
        for code in re.findall(r"`([a-z_]+)`", row.split("|")[1])
    }
    assert told == codes
