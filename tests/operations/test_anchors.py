"""An anchor of each day, made by `tick`, that a cut log does not survive."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from tests import make
from tests.operations.office import Office
from tests.operations.test_verify_command import cut, note, tamper, verify

from sasando.accounts.models import Unit
from sasando.core import tick
from sasando.core.models import Entry
from sasando.operations import anchors, archive, backup, backup_keys, restore
from sasando.operations.anchors import AnchorError

DAY = timedelta(days=1)


def names() -> list[str]:
    return sorted(path.name for path in anchors.folder().iterdir())


@pytest.fixture
def unit(kominfo: Unit, place: Path) -> Unit:
    note(kominfo)
    return kominfo


def test_tick_writes_one_anchor_a_day(unit: Unit) -> None:
    job = tick.JOBS["operations.anchors"]
    assert job.every == DAY
    for at in (make.NOW, make.NOW + DAY / 2, make.NOW + DAY):
        if tick.claim(job, at):
            assert tick.run_one(job, at) == ""
    assert names() == ["2026-11-24.json", "2026-11-25.json"]
    held = anchors.read(anchors.newest()[-1])
    assert held.entries == Entry.objects.count()
    assert anchors.folder().stat().st_mode & 0o077 == 0


@pytest.mark.usefixtures("empty_house")
def test_an_empty_log_has_no_anchor(db: None, place: Path) -> None:
    anchors.daily(make.NOW)
    assert not anchors.folder().exists()


def test_verify_asks_the_anchors_of_this_place_by_itself(unit: Unit) -> None:
    last = note(unit)
    anchors.daily(make.NOW)
    note(unit)
    code, said = verify()
    assert (code, said["anchor"]) == (0, make.NOW.isoformat())
    tail = Entry.objects.for_instance(unit).first()
    cut(tail)
    assert verify()[0] == 0
    cut(last)
    code, said = verify()
    assert code == 1
    assert [one["what"] for one in said["faults"]] == ["an entry of the anchor is gone"]


def test_an_older_anchor_is_asked_although_the_newest_was_forged(unit: Unit) -> None:
    last = note(unit)
    anchors.daily(make.NOW)
    cut(last)
    anchors.newest()[-1].rename(anchors.folder() / "2026-11-23.json")
    forged = anchors.folder() / "2026-11-24.json"
    from sasando.core import entries

    anchors.write(forged, entries.verify(Entry, keep_ends=True), at=make.NOW)
    assert verify()[0] == 1


@pytest.mark.parametrize("harm", [cut, lambda entry: tamper(entry, label="lain")])
def test_a_log_that_does_not_hold_gets_no_anchor(unit: Unit, harm: Any) -> None:
    last = note(unit)
    anchors.daily(make.NOW)
    harm(last)
    with pytest.raises(AnchorError, match="verify"):
        anchors.daily(make.NOW + DAY)
    assert names() == ["2026-11-24.json"]


def test_a_broken_anchor_is_named_and_hinders_no_other_proof(unit: Unit) -> None:
    anchors.daily(make.NOW)
    anchors.newest()[-1].write_text("{}")
    code, said = verify()
    assert (code, said["anchors_broken"]) == (1, ["2026-11-24.json"])
    assert said["entries"] > 0
    anchors.daily(make.NOW + DAY)
    assert names() == ["2026-11-24.json", "2026-11-25.json"]


def test_ninety_anchors_stay(unit: Unit) -> None:
    for day in range(93):
        anchors.daily(make.NOW + day * DAY)
    assert len(names()) == 90
    assert names()[0] == "2026-11-27.json"


def test_big_anchors_are_fewer_but_never_less_than_three(
    unit: Unit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(anchors, "MOST_BYTES", 10)
    for day in range(5):
        anchors.daily(make.NOW + day * DAY)
    assert names() == ["2026-11-26.json", "2026-11-27.json", "2026-11-28.json"]


def test_names_that_are_no_day_are_left_alone(unit: Unit) -> None:
    anchors.folder().mkdir()
    (anchors.folder() / "2026-99-99.json").write_text("bukan jangkar")
    anchors.daily(make.NOW)
    assert len(names()) == 2
    assert verify()[0] == 0


def test_an_anchor_of_many_chains_stays_small(place: Path) -> None:
    from sasando.core.entries import Heads, Proof

    heads, ends = Heads(), {}
    for number in range(2000):
        ends[f"12/{number}"] = (1, "a" * 64)
        heads.add(f"12/{number}", 1, "a" * 64)
    proof = Proof(2000, 2000, heads.sum.hexdigest(), (), ends)
    anchors.write(place / "x.json", proof, at=make.NOW)
    assert (place / "x.json").stat().st_size < 2000 * 90
    assert anchors.read(place / "x.json").ends == ends


def test_a_backup_carries_the_anchors(unit: Unit) -> None:
    anchors.daily(make.NOW)
    made = backup.make(at=make.NOW)
    kept = restore.check(made.file, key=None, at=make.NOW).files
    assert "anchors/2026-11-24.json" in kept
    assert not archive.is_safe("anchors/x/y.json")
    assert backup_keys.key_file().exists()


@pytest.mark.servers
def test_a_restore_brings_the_anchors_and_keeps_those_that_were_there(
    old: Office, new: Office
) -> None:
    note(make.unit())
    code, out, err = old.run("tick")
    assert (code, json.loads(out)["operations.anchors"]) == (0, ""), err
    file = old.backup()
    theirs = new.data / "anchors" / "2026-01-01.json"
    theirs.parent.mkdir(parents=True)
    theirs.write_text("lama")
    code, out, err = new.run("restore", str(file), "--key", old.key)
    assert (code, err) == (0, ""), out
    [name] = [path.name for path in (old.data / "anchors").iterdir()]
    assert [path.name for path in (new.data / "anchors").iterdir()] == [name]
    aside = new.data / "anchors.before-restore-1" / theirs.name
    assert aside.read_text() == "lama"
    code, out, _err = new.run("verify", "--json")
    assert (code, json.loads(out)["anchor"] is None) == (0, False)
