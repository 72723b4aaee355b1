"""Uploads are held against their rows: what is missing, changed or odd is named."""

import errno
import json
import os
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from tests import make
from tests.files import make_files
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from sasando.operations import archive, backup, backup_keys, doctor, originals, restore


@pytest.fixture
def picture(db: None, place: Path) -> Any:
    content = ContentFile(make_files.picture(), name="pasar.jpg")
    return get_image_model().objects.create(title="Pasar", file=content)


@pytest.fixture
def document(db: None, place: Path) -> Any:
    content = ContentFile(make_files.pdf(), name="surat.pdf")
    return get_document_model().objects.create(title="Surat", file=content)


def path_of(row: Any) -> Path:
    return Path(row.file.path)


def flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def lose(path: Path) -> None:
    path.unlink()


def block(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


HARM = {"changed": flip, "missing": lose, "unreadable": block}


def run(command: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, Any, str]:
    code = 0
    try:
        call_command(command, "--json")
    except SystemExit as end:
        code = int(str(end.code))
    said = capsys.readouterr()
    return code, json.loads(said.out), said.err


def test_whole_files_are_proven_and_counted(
    picture: Any, document: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    code, said, _err = run("verify", capsys)
    assert (code, said["files_proven"], said["files_faulty"]) == (0, 2, [])
    call_command("verify")
    assert "2 " in capsys.readouterr().out.splitlines()[2]


@pytest.mark.parametrize("what", HARM)
@pytest.mark.parametrize("kind", ["picture", "document"])
def test_verify_names_a_harmed_file(
    request: pytest.FixtureRequest,
    capsys: pytest.CaptureFixture[str],
    what: str,
    kind: str,
) -> None:
    row = request.getfixturevalue(kind)
    HARM[what](path_of(row))
    code, said, _err = run("verify", capsys)
    assert (code, said["ok"], said["files_proven"]) == (1, False, 0)
    assert said["files_faulty"] == [
        {"what": what, "title": row.title, "file": row.file.name}
    ]


def test_a_row_whose_file_lies_outside_the_uploads_is_named(
    document: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    type(document).objects.update(file="../keys/secret.key")
    code, said, _err = run("verify", capsys)
    assert (code, said["files_faulty"][0]["what"]) == (1, "unreadable")


def test_a_row_without_a_hash_is_told_and_its_file_must_be_there(
    document: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    type(document).objects.update(file_hash="")
    code, said, _err = run("verify", capsys)
    assert (code, said["files_proven"], said["files_unhashed"]) == (0, 0, 1)
    lose(path_of(document))
    assert run("verify", capsys)[0] == 1


@pytest.mark.parametrize("what", HARM)
def test_doctor_names_a_harmed_file(document: Any, what: str) -> None:
    assert [one.code for one in doctor.examine(make.NOW)["core.files"]] == ["files"]
    HARM[what](path_of(document))
    [found] = doctor.examine(make.NOW)["core.files"]
    assert found.code == "file_damaged"
    assert document.file.name in found.sentence


def test_a_look_that_has_no_more_time_finds_no_fault(document: Any) -> None:
    flip(path_of(document))
    proof = originals.prove(originals.every(), until=0)
    assert (proof.left, proof.faults) == (1, [])


@pytest.mark.parametrize("what", HARM)
def test_a_backup_is_made_of_the_rest_and_names_what_is_harmed(
    picture: Any, document: Any, what: str, capsys: pytest.CaptureFixture[str]
) -> None:
    HARM[what](path_of(document))
    code, said, err = run("backup", capsys)
    assert code == 2
    assert said["faults"] == [
        {"what": what, "title": "Surat", "file": document.file.name}
    ]
    assert document.file.name in err
    kept = restore.check(Path(said["file"]), key=None, at=make.NOW).files
    assert f"media/{picture.file.name}" in kept
    assert (f"media/{document.file.name}" in kept) is (what == "changed")
    assert backup.record()["last"]["file"] == said["file"]


def test_a_backup_of_whole_files_ends_with_zero(
    picture: Any, document: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    backup_keys.own_identity(make.NOW)
    code, said, err = run("backup", capsys)
    assert (code, said["faults"], said["left_out"], err) == (0, [], [], "")


def test_a_file_whose_row_goes_meanwhile_is_not_missing(document: Any) -> None:
    expected = originals.hashes()
    suspects = dict.fromkeys(expected, "missing")
    assert len(originals.still(suspects, expected)) == 1
    type(document).objects.all().delete()
    assert originals.still(suspects, expected) == []


def test_a_bad_sector_loses_no_other_byte() -> None:
    # Linux answers EIO to whoever reads its own memory from 0.
    with open("/proc/self/mem", "rb", buffering=0) as bad:
        with pytest.raises(OSError, match=os.strerror(errno.EIO)):
            bad.read(1)
        file = archive.Lenient(bad)
        assert (file.read(3), file.broken) == (b"\0\0\0", True)
        assert file.read(2) == b"\0\0"
    whole = archive.Lenient(BytesIO(b"utuh"))
    assert (whole.read(9), whole.broken) == (b"utuh", False)


# --- links among the uploads -------------------------------------------------


def test_a_linked_folder_inside_the_uploads_is_followed(db: None, place: Path) -> None:
    (place / "media" / "foto").symlink_to("images")
    (place / "media" / "surat.pdf").symlink_to(
        place / "media" / "dokumen" / "surat édaran 1.pdf"
    )
    made = backup.make(at=make.NOW)
    kept = restore.check(made.file, key=None, at=make.NOW).files
    assert kept["media/foto/pasar.jpg"] == kept["media/images/pasar.jpg"]
    assert "media/surat.pdf" in kept
    assert made.left_out == ()


def test_a_linked_folder_outside_the_uploads_is_named(
    db: None, place: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    outside = tmp_path / "disk2"
    outside.mkdir()
    (outside / "x.pdf").write_bytes(b"x")
    # Beginning like the uploads' own folder is not lying inside it.
    beside = place / "media-lain"
    beside.mkdir()
    (place / "media" / "disk2").symlink_to(outside)
    (place / "media" / "lain").symlink_to(beside)
    (place / "media" / "putus").symlink_to("tidak-ada")
    code, said, err = run("backup", capsys)
    assert (code, sorted(said["left_out"])) == (2, ["disk2", "lain", "putus"])
    assert "disk2" in err


def test_links_that_go_round_in_a_circle_end(db: None, place: Path) -> None:
    media = place / "media"
    (media / "images" / "naik").symlink_to("..")
    (media / "images" / "diri").symlink_to(".")
    (media / "satu").symlink_to("dua")
    (media / "dua").symlink_to("satu")
    made = backup.make(at=make.NOW)
    left = {"images/naik", "images/diri", "satu", "dua"}
    assert set(made.left_out) == left
