"""Everything in one encrypted file, while others write; and back, with proof.

The walks from one place to another use real processes, as an operator does.
"""

import fcntl
import io
import json
import os
import re
import resource
import subprocess
import tarfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pyrage
import pytest
from django.core.management import call_command
from django.db import connection
from tests import make
from tests.operations.office import MB, Office, keep, tree

from sasando.accounts.models import Unit
from sasando.core import entries, triggers
from sasando.core.models import Entry
from sasando.operations import backup, backup_keys, restore, snapshots
from sasando.operations.archive import BackupError


def opened(file: Path, key: Path) -> dict[str, bytes]:
    """Return the members of a backup, in order, by means of age and tar alone."""
    identities = backup_keys.identities(key)
    plain = io.BytesIO(pyrage.decrypt(file.read_bytes(), identities))
    with tarfile.open(fileobj=plain) as tar:
        return {one.name: tar.extractfile(one).read() for one in tar}  # type: ignore[union-attr]


def closed(members: dict[str, bytes], file: Path, key: Path) -> Path:
    """Write members back into a backup that the same key opens."""
    plain = io.BytesIO()
    with tarfile.open(fileobj=plain, mode="w") as tar:
        for name, data in members.items():
            one = tarfile.TarInfo(name)
            one.size = len(data)
            tar.addfile(one, io.BytesIO(data))
    return encrypted(plain.getvalue(), file, key)


def encrypted(plain: bytes, file: Path, key: Path) -> Path:
    recipient = backup_keys.identities(key)[0].to_public()
    file.write_bytes(pyrage.encrypt(plain, [recipient]))
    return file


def check(file: Path, key: Path | None = None) -> restore.Manifest:
    return restore.check(file, key=key, at=make.NOW)


def refused(file: Path, key: Path | None = None) -> str:
    """Return the sentence with which a file is refused."""
    with pytest.raises(BackupError) as refusal:
        check(file, key)
    sentence = str(refusal.value)
    assert len(sentence.splitlines()) == 1
    return sentence


# --- from one place to another, as an operator -----------------------------


def note(unit: Unit, **data: Any) -> Entry:
    return Entry.write(unit, "unit.noted", by=None, at=make.NOW, data=data)


@pytest.mark.servers
def test_a_backup_becomes_the_same_office_in_an_empty_place(
    old: Office, new: Office
) -> None:
    unit = make.unit()
    note(unit, text="Halo, Kupang 🌴")
    note(unit)
    keep(old.data)
    file = old.backup()
    code, out, err = new.run("restore", str(file), "--key", old.key)
    assert (code, err) == (0, ""), out
    assert [line[0] for line in out.splitlines()[:8:2]] == ["✓"] * 4
    proof = entries.verify(Entry)
    assert proof.heads in out
    code, said, _err = new.run("verify", "--json")
    assert (code, json.loads(said)["heads"]) == (0, proof.heads)
    assert tree(new.data / "media") == tree(old.data / "media")
    for name in ("surat", "lapangan"):
        assert len(tree(new.data / name)) == 1
        assert tree(new.data / name) == tree(old.data / name)
    assert "2 letters and photos half sent, all there" in out
    for name in ("secret.key", "field.keys"):
        used = (new.data / "keys" / name).read_text().strip()
        assert used == (old.data / "keys" / name).read_text().strip()
    assert not (new.data / "keys" / "backup.key").exists()
    assert [path for path in new.data.rglob("*") if "restoring" in path.name] == []
    # Not empty any more: a second time would write over it.
    code, _out, err = new.run("restore", str(file), "--key", old.key)
    assert (code, len(err.strip().splitlines())) == (1, 2)


@pytest.mark.servers
def test_a_backup_of_the_first_format_becomes_an_office_too(
    old: Office, new: Office
) -> None:
    note(make.unit())
    file = old.backup()
    members = opened(file, Path(old.key))
    manifest = json.loads(members["manifest.json"])
    members["manifest.json"] = json.dumps(manifest | {"format": 1}).encode()
    assert not {"surat", "lapangan"} & {name.split("/")[0] for name in members}
    closed(members, file, Path(old.key))
    code, out, err = new.run("restore", str(file), "--key", old.key)
    assert (code, err) == (0, ""), out
    assert "half sent" not in out
    assert tree(new.data / "media") == tree(old.data / "media")


@pytest.mark.servers
def test_letters_that_lie_here_are_not_mixed_with_those_of_a_backup(
    old: Office, new: Office
) -> None:
    note(make.unit())
    keep(new.data)
    before = tree(new.data / "surat")
    code, out, err = new.run("restore", str(old.backup()), "--key", old.key)
    assert (code, out) == (1, "")
    assert "surat" in err
    assert tree(new.data / "surat") == before


@pytest.mark.servers
def test_others_write_while_the_backup_runs(old: Office, new: Office) -> None:
    unit = make.unit()
    note(unit)
    process = old.start("backup", "--json")
    written = 1
    while process.poll() is None:
        note(unit)
        written += 1
    out, err = process.communicate()
    assert process.returncode == 0, err
    assert written > 20
    code, said, err = new.run("restore", json.loads(out)["file"], "--key", old.key)
    assert code == 0, said + err
    kept = json.loads(new.run("verify", "--json")[1])["entries"]
    assert 1 <= kept <= written
    # What came later is in the old place only, and both chains hold.
    assert entries.verify(Entry).entries == written


@pytest.mark.servers
def test_a_log_that_was_forged_before_is_loaded_and_told(
    old: Office, new: Office
) -> None:
    unit = make.unit()
    forged = note(unit)
    triggers.lift()
    Entry.objects.filter(pk=forged.pk).update(label="lain")
    triggers.install()
    code, out, err = new.run("restore", str(old.backup()), "--key", old.key)
    assert code == 1
    assert [line[0] for line in out.splitlines()[::2]] == ["✓", "✗", "✓", "✓", "✓"]
    assert len(err.strip().splitlines()) == 2


@pytest.mark.servers
def test_a_bad_file_leaves_the_empty_place_empty(old: Office, new: Office) -> None:
    file, other = old.backup(), new.data / "lain.key"
    whole = file.read_bytes()
    other.parent.mkdir(parents=True)
    other.write_text(str(pyrage.x25519.Identity.generate()))
    for key, content in ((old.key, whole[:-9]), (str(other), whole)):
        file.write_bytes(content)
        code, out, err = new.run("restore", str(file), "--key", key)
        assert (code, out) == (1, "")
        assert len(err.strip().splitlines()) == 2
        left = {path.name for path in new.data.rglob("*") if path.is_file()}
        locks = {"backup.lock", "running.lock"}
        assert left <= locks | {"secret.key", "field.keys", "lain.key"}


@pytest.mark.servers
def test_uploads_that_are_there_are_not_written_over(old: Office, new: Office) -> None:
    file = old.backup()
    there = new.data / "media" / "surat.pdf"
    there.parent.mkdir(parents=True)
    there.write_bytes(b"lama")
    code, _out, err = new.run("restore", str(file), "--key", old.key)
    assert (code, len(err.strip().splitlines())) == (1, 2)
    assert tree(new.data / "media") == {"surat.pdf": b"lama"}


@pytest.mark.servers
def test_field_keys_of_the_environment_that_cannot_read_are_refused(
    old: Office, new: Office
) -> None:
    file = old.backup()
    new.env["SASANDO_FIELD_KEYS"] = "Zm9yLXRlc3RzLW9ubHktZm9yLXRlc3RzLW9ubHktMTI="
    code, _out, err = new.run("restore", str(file), "--key", old.key)
    assert code == 1
    assert "SASANDO_FIELD_KEYS" in err
    assert not any((new.data / "media").rglob("*"))


@pytest.mark.servers
def test_a_killed_backup_leaves_no_file_that_looks_whole(old: Office) -> None:
    with (old.data / "media" / "video.mp4").open("wb") as video:
        video.truncate(1500 * MB)
    process = old.start("backup")
    folder = old.data / "backups"
    while not any(part.stat().st_size > MB for part in folder.glob(".part-*")):
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(timeout=0.01)
    process.kill()
    process.communicate()
    assert list(folder.glob("*.age")) == []
    (old.data / "media" / "video.mp4").unlink()
    file = old.backup()
    left = {path.name for path in folder.iterdir()}
    assert left == {file.name, "record.json"}
    assert list(old.data.glob(".backup-work-*")) == []


@pytest.mark.servers
def test_a_full_disk_is_one_sentence_and_leaves_nothing(old: Office) -> None:
    (old.data / "media" / "video.mp4").write_bytes(os.urandom(40 * MB))
    old.backup()
    before = sorted((old.data / "backups").iterdir())
    # Full while the database is copied, and while the archive is written.
    for room in (200_000, 30 * MB):
        limits = (room, room)
        code, out, err = old.run(
            "backup",
            preexec_fn=partial(resource.setrlimit, resource.RLIMIT_FSIZE, limits),
        )
        assert (code, out) == (1, "")
        assert len(err.strip().splitlines()) == 2, err
        assert sorted((old.data / "backups").iterdir()) == before
        assert list(old.data.glob(".backup-work-*")) == []


@pytest.mark.servers
def test_big_uploads_are_not_read_into_memory(old: Office) -> None:
    with (old.data / "media" / "video.mp4").open("wb") as video:
        video.truncate(600 * MB)
    process = old.start("backup")
    # Not `ru_maxrss`: Linux counts the memory of the tests at the fork, too.
    peak_kb = 0
    while process.poll() is None:
        peak_kb = max(peak_kb, most_memory_kb(process.pid))
        time.sleep(0.02)
    assert process.returncode == 0, process.communicate()[1]
    assert 10_000 < peak_kb < 400_000


def most_memory_kb(pid: int) -> int:
    """Return the most memory that a process has had since it began its program."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return 0
    found = re.search(r"VmHWM:\s+(\d+)", status)
    # Between fork and exec it is still the parent's.
    command = Path(f"/proc/{pid}/cmdline")
    try:
        is_ours = b"backup" in command.read_bytes()
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return int(found[1]) if found and is_ours else 0


# --- one backup, from the inside -------------------------------------------


def test_a_backup_is_age_around_tar_with_the_manifest_last(made: Path) -> None:
    members = opened(made, backup_keys.key_file())
    names = list(members)
    assert (names[0], names[-1]) == ("database", "manifest.json")
    assert "media/dokumen/surat édaran 1.pdf" in names
    assert "keys/field.keys" in names
    assert "keys/secret.key" in names
    assert "keys/backup.key" not in names
    manifest = json.loads(members["manifest.json"])
    assert manifest["vendor"] == connection.vendor
    assert set(manifest["files"]) == set(names[:-1])
    assert manifest["rows"]["core_entry"] == manifest["log"]["entries"] == 0
    assert ["core", "0001_start"] in manifest["migrations"]


def test_the_keys_in_use_are_kept_wherever_they_come_from(
    db: None, place: Path, settings: Any
) -> None:
    settings.FIELD_KEYS = ["satu", "dua"]
    settings.SECRET_KEY = "dari lingkungan"
    file = backup.make(at=make.NOW).file
    members = opened(file, backup_keys.key_file())
    assert members["keys/field.keys"] == b"satu\ndua"
    assert members["keys/secret.key"] == b"dari lingkungan"


def test_only_the_owner_may_read_backups_and_their_key(made: Path) -> None:
    for path in (made, backup_keys.key_file()):
        assert path.stat().st_mode & 0o777 == 0o600
    assert made.parent.stat().st_mode & 0o777 == 0o700


def test_a_second_backup_uses_the_same_key(made: Path) -> None:
    before = backup_keys.key_file().read_text()
    second = backup.make(at=make.NOW).file
    assert backup_keys.key_file().read_text() == before
    assert second != made
    # The dump of PostgreSQL notes the second in which it was made.
    first, again = dict(check(made).files), dict(check(second).files)
    assert first.pop("database")
    assert again.pop("database")
    assert again == first


def test_an_office_may_use_a_key_that_this_machine_never_sees(
    db: None, place: Path, tmp_path: Path, settings: Any
) -> None:
    theirs = pyrage.x25519.Identity.generate()
    key = tmp_path / "kantor.key"
    key.write_text(f"# kunci kantor\n{theirs}\n")
    settings.BACKUP_RECIPIENT = str(theirs.to_public())
    file = backup.make(at=make.NOW).file
    assert not backup_keys.key_file().exists()
    assert check(file, key).vendor == connection.vendor
    assert "--key" in refused(file)


def test_links_and_pipes_among_the_uploads_are_left_out_and_told(
    db: None, place: Path
) -> None:
    (place / "media" / "tautan").symlink_to("/etc/passwd")
    os.mkfifo(place / "media" / "pipa")
    done = backup.make(at=make.NOW)
    assert sorted(done.left_out) == ["pipa", "tautan"]
    assert not {"media/tautan", "media/pipa"} & set(check(done.file).files)


def test_the_newest_stay_and_the_one_that_was_checked(made: Path) -> None:
    check(made)
    (made.parent / "catatan.txt").write_text("bukan cadangan")
    later = []
    for day in (25, 26, 27):
        at = make.NOW.replace(day=day)
        later.append(backup.make(at=at, keep=2))
    assert later[-1].removed == (later[0].file.name,)
    left = {path.name for path in made.parent.iterdir()}
    kept = {made.name, later[1].file.name, later[2].file.name}
    assert left == kept | {"catatan.txt", "record.json"}


def test_keeping_none_is_refused(db: None, place: Path) -> None:
    with pytest.raises(BackupError):
        backup.make(at=make.NOW, keep=0)


@pytest.mark.parametrize("folder", ["media", "media/cadangan", "berkas/x"])
def test_a_folder_that_cannot_take_backups_is_refused(
    db: None, place: Path, folder: str
) -> None:
    (place / "berkas").write_text("")
    with pytest.raises(BackupError) as refusal:
        backup.make(at=make.NOW, to=place / folder)
    assert len(str(refusal.value).splitlines()) == 1


def test_two_backups_do_not_run_at_once(db: None, place: Path) -> None:
    with (place / "backup.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(BackupError):
            backup.make(at=make.NOW)
    assert backup.make(at=make.NOW).file.exists()


@pytest.mark.parametrize("text", ["age1", "ssh-ed25519 AAAA", "AGE-SECRET-KEY-1"])
def test_a_bad_recipient_is_refused(db: None, place: Path, text: str) -> None:
    with pytest.raises(BackupError, match="age1"):
        backup.make(at=make.NOW, recipient=text)


def test_a_missing_program_is_named_with_its_package() -> None:
    with pytest.raises(BackupError, match="postgresql-client-99"):
        snapshots.program("pg_dump", at_least=99)


def test_the_first_backup_says_where_its_key_is(
    db: None, place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("backup")
    assert str(backup_keys.key_file()) in capsys.readouterr().err
    call_command("backup")
    assert capsys.readouterr().err == ""


# --- looking into it without loading ---------------------------------------


def test_a_check_reads_all_and_is_remembered(made: Path) -> None:
    assert "checked" not in backup.record()
    found = check(made)
    assert found.rows["core_entry"] == 0
    assert backup.record()["checked"]["file"] == str(made)
    assert backup.record()["last"]["file"] == str(made)


def cuts() -> list[Callable[[bytes], bytes]]:
    chunk = 65536 + 16
    return [
        lambda whole: b"",
        lambda whole: whole[:10],
        lambda whole: whole[:150],
        lambda whole: whole[: len(whole) // 3],
        lambda whole: whole[: 200 + chunk * ((len(whole) - 200) // chunk)],
        lambda whole: whole[:-1],
        lambda whole: whole + b"x",
        lambda whole: whole[:5000] + bytes([whole[5000] ^ 1]) + whole[5001:],
        lambda whole: whole[:-9] + bytes([whole[-9] ^ 1]) + whole[-8:],
        lambda whole: b"PK\x03\x04" + whole,
        lambda whole: b"halo",
    ]


@pytest.mark.parametrize("damage", range(11))
def test_a_damaged_file_gets_one_sentence(made: Path, damage: int) -> None:
    made.write_bytes(cuts()[damage](made.read_bytes()))
    assert made.name in refused(made)
    assert "checked" not in backup.record()


def test_a_missing_file_and_a_folder_get_one_sentence(made: Path) -> None:
    assert refused(made.parent / "tidak-ada.age")
    assert refused(made.parent)


def test_the_wrong_key_gets_one_sentence(made: Path, tmp_path: Path) -> None:
    key = tmp_path / "lain.key"
    for text in (str(pyrage.x25519.Identity.generate()), "", "bukan kunci", "\xff"):
        key.write_bytes(text.encode("latin-1"))
        assert "lain.key" in refused(made, key) or "--key" in refused(made, key)
    assert refused(made, tmp_path / "tidak-ada.key")


def test_what_is_encrypted_but_no_backup_is_refused(made: Path) -> None:
    key = backup_keys.key_file()
    for plain in (b"", b"halo", os.urandom(70_000), b"\0" * 10240):
        assert refused(encrypted(plain, made, key))
    assert refused(closed({"halo.txt": b"halo"}, made, key))


def lie(name: str, change: Callable[[dict[str, Any]], Any]) -> Any:
    def lies(members: dict[str, bytes]) -> None:
        manifest = json.loads(members["manifest.json"])
        change(manifest)
        members["manifest.json"] = json.dumps(manifest).encode()

    return pytest.param(lies, id=name)


@pytest.mark.parametrize(
    "change",
    [
        lie("another hash", lambda m: m["files"]["database"].__setitem__(1, "0" * 64)),
        lie("another size", lambda m: m["files"]["database"].__setitem__(0, 3)),
        lie("a file too many", lambda m: m["files"].update({"media/x": [0, ""]})),
        lie("a file too few", lambda m: m["files"].pop("keys/field.keys")),
        lie("a newer format", lambda m: m.update(format=3)),
        lie("no format", lambda m: m.pop("format")),
        lie("no counts", lambda m: m.pop("rows")),
        pytest.param(lambda m: m.pop("manifest.json"), id="no manifest"),
        pytest.param(lambda m: m.pop("database"), id="no database"),
        pytest.param(
            lambda m: m.update({"media/later": b"x"}), id="after the manifest"
        ),
        pytest.param(lambda m: m.update({"manifest.json": b"[]"}), id="no object"),
    ],
)
def test_a_manifest_that_does_not_fit_is_refused(
    made: Path, change: Callable[[Any], Any]
) -> None:
    key = backup_keys.key_file()
    members = opened(made, key)
    change(members)
    assert refused(closed(members, made, key))


@pytest.mark.parametrize(
    "name",
    [
        "/etc/x",
        "../x",
        "media/../../x",
        "media/./x",
        "media//x",
        "keys/a/b",
        "keys/backup.key",
        "x",
        "media",
    ],
)
def test_a_name_that_leads_outside_is_refused(made: Path, name: str) -> None:
    key = backup_keys.key_file()
    closed({name: b"x"} | opened(made, key), made, key)
    assert name.split("/")[-1] in refused(made)


@pytest.mark.parametrize(
    "kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE, b"S"]
)
def test_a_member_that_is_no_plain_file_is_refused(made: Path, kind: bytes) -> None:
    plain = io.BytesIO()
    with tarfile.open(fileobj=plain, mode="w", format=tarfile.GNU_FORMAT) as tar:
        one = tarfile.TarInfo("media/x")
        one.type, one.linkname = kind, "/etc/passwd"
        tar.addfile(one)
    assert refused(encrypted(plain.getvalue(), made, backup_keys.key_file()))


def test_a_file_that_shrinks_while_it_is_read_stops_the_backup(
    db: None, place: Path
) -> None:
    from sasando.operations import archive

    with (
        pytest.raises(BackupError, match="media/x"),
        (place / "aliran").open("wb") as out,
        archive.writing(out, pyrage.x25519.Identity.generate().to_public()) as writer,
    ):
        writer.add("media/x", io.BytesIO(b"pendek"), 1000)


def test_only_an_empty_place_takes_a_restore(made: Path) -> None:
    # This database has its tables, so the very first question answers no.
    with pytest.raises(BackupError):
        restore.restore(made, key=None)
