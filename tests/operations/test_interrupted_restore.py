"""A restore shares no place with a running office, and one that was killed is redone.

Real processes, killed with SIGKILL at the moments that matter.
"""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from tests import make
from tests.operations.office import MB, Office, keep, tree

from sasando.accounts.models import Unit
from sasando.core import data_folder, serving, triggers
from sasando.core.models import Entry
from sasando.operations import backup, doctor, placing, unfinished
from sasando.operations.archive import BackupError


def note(unit: Unit) -> Entry:
    return Entry.write(unit, "unit.noted", by=None, at=make.NOW)


def wait_until(process: "subprocess.Popen[str]", reached: Callable[[], bool]) -> None:
    while not reached():
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(timeout=0.01)


def one_sentence(err: str) -> str:
    assert len(err.strip().splitlines()) == 2, err
    return err


@pytest.mark.servers
def test_a_restore_refuses_while_the_office_runs(old: Office, new: Office) -> None:
    file = old.backup()
    new.data.mkdir(exist_ok=True)
    with data_folder.held(new.data):
        code, out, err = new.run("restore", str(file), "--key", old.key)
    assert (code, out) == (1, "")
    one_sentence(err)
    assert not data_folder.is_half_restored(new.data)
    assert not any((new.data / "media").rglob("*"))


@pytest.mark.servers
def test_no_office_starts_while_a_restore_runs(old: Office, new: Office) -> None:
    process = stopped_before_the_end(old, new)
    code, _out, err = new.run("serve")
    assert code == 1
    assert "already runs" in err
    kill(process, new)


def stopped_before_the_end(old: Office, new: Office) -> "subprocess.Popen[str]":
    """Return a restore that waits at its last key, when the uploads are in place."""
    note(make.unit())
    keep(old.data)
    (old.data / "keys").mkdir(exist_ok=True)
    (old.data / "keys" / "lain.key").write_text("lain")
    file = old.backup()
    (new.data / "keys").mkdir(parents=True)
    # A pipe that nobody writes to: whoever reads it waits for ever.
    os.mkfifo(new.data / "keys" / "lain.key")
    process = new.start("restore", str(file), "--key", old.key)
    wait_until(process, (new.data / "media" / "images" / "pasar.jpg").exists)
    return process


def kill(process: "subprocess.Popen[str]", new: Office) -> None:
    process.kill()
    process.communicate()
    (new.data / "keys" / "lain.key").unlink()


@pytest.mark.soak
@pytest.mark.servers
def test_a_restore_killed_with_the_uploads_in_place_is_done_again(
    old: Office, new: Office
) -> None:
    kill(stopped_before_the_end(old, new), new)
    refuses_all_work(new)
    repeat(old, new)


def refuses_all_work(new: Office) -> None:
    for command in ("start", "serve", "worker", "tick", "backup"):
        code, out, err = new.run(command)
        assert (code, out) == (1, ""), command
        assert "restore" in err
        # The supervisor says it in both languages.
        assert len(err.strip().splitlines()) <= 2
    code, out, _err = new.run("doctor", "--json")
    assert code == 2
    assert "restore_unfinished" in out


def repeat(old: Office, new: Office) -> None:
    [file] = (old.data / "backups").glob("*.age")
    code, out, err = new.run("restore", str(file), "--key", old.key)
    assert (code, err) == (0, ""), out
    assert [line[0] for line in out.splitlines()[:8:2]] == ["✓"] * 4
    assert not data_folder.is_half_restored(new.data)
    for name in ("media", "surat", "lapangan"):
        assert tree(new.data / name) == tree(old.data / name)
    code, _out, err = new.run("tick")
    assert code == 0, err


@pytest.mark.soak
@pytest.mark.servers
def test_a_restore_killed_while_it_unpacks_is_done_again(
    old: Office, new: Office
) -> None:
    with (old.data / "media" / "video.mp4").open("wb") as video:
        video.truncate(600 * MB)
    file = old.backup()
    stage = new.data / "media" / placing.STAGE / "video.mp4"
    process = new.start("restore", str(file), "--key", old.key)
    wait_until(process, lambda: stage.exists() and stage.stat().st_size > MB)
    process.kill()
    process.communicate()
    assert data_folder.is_half_restored(new.data)
    (old.data / "media" / "video.mp4").unlink()
    file.unlink()
    old.backup()
    # Another backup than the one that broke off: what that one wrote goes all the same.
    repeat(old, new)


@pytest.mark.servers
@pytest.mark.soak
def test_a_proof_that_failed_keeps_the_place_closed_until_it_is_repeated(
    old: Office, new: Office
) -> None:
    forged = note(make.unit())
    triggers.lift()
    Entry.objects.filter(pk=forged.pk).update(label="lain")
    bad = old.backup()
    Entry.objects.filter(pk=forged.pk).update(label=forged.label)
    triggers.install()
    assert new.run("restore", str(bad), "--key", old.key)[0] == 1
    assert new.run("tick")[0] == 1
    bad.unlink()
    old.backup()
    # Now the database itself is there, and goes before the other one comes.
    repeat(old, new)


@pytest.mark.servers
def test_a_repeat_leaves_what_others_put_there(old: Office, new: Office) -> None:
    kill(stopped_before_the_end(old, new), new)
    theirs = new.data / "media" / "images" / "surat.pdf"
    theirs.write_bytes(b"lain")
    [file] = (old.data / "backups").glob("*.age")
    code, _out, err = new.run("restore", str(file), "--key", old.key)
    assert code == 1
    one_sentence(err)
    assert tree(new.data / "media") == {"images/surat.pdf": b"lain"}


@pytest.mark.servers
def test_a_repeat_with_a_bad_file_clears_nothing(old: Office, new: Office) -> None:
    kill(stopped_before_the_end(old, new), new)
    [file] = (old.data / "backups").glob("*.age")
    whole = file.read_bytes()
    file.write_bytes(whole[:-1])
    assert new.run("restore", str(file), "--key", old.key)[0] == 1
    assert data_folder.is_half_restored(new.data)
    assert (new.data / "media" / "images" / "pasar.jpg").exists()


def test_a_marker_of_another_place_clears_nothing(place: Path) -> None:
    (place / data_folder.MARKER).write_text(
        '{"database": "lain", "media": "/lain", "names": ["media/images/pasar.jpg"]}'
    )
    with pytest.raises(BackupError):
        unfinished.clear()
    assert len(tree(place / "media")) == 3


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"names": [1]}', "\xff"])
def test_an_unreadable_marker_gets_one_sentence_and_clears_nothing(
    place: Path, text: str
) -> None:
    (place / data_folder.MARKER).write_bytes(text.encode("latin-1"))
    with pytest.raises(BackupError, match=data_folder.MARKER):
        unfinished.clear()
    assert len(tree(place / "media")) == 3


def test_time_causes_nothing_and_doctor_says_so_while_a_restore_is_unfinished(
    db: None, place: Path
) -> None:
    (place / data_folder.MARKER).write_text("{}")
    for command in ("tick", "worker"):
        with pytest.raises(CommandError, match="restore"):
            call_command(command)
    with pytest.raises(BackupError, match="restore"):
        backup.make(at=make.NOW)
    with pytest.raises(serving.Fault), serving.only_one(place):
        pass
    codes = [one.code for one in doctor.examine(make.NOW)["core.restore"]]
    assert codes == ["restore_unfinished"]
