"""The log cannot be unmade, on either database."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, connection, transaction
from tests import make

from sasando.accounts.models import Unit, User
from sasando.core import entries, hashing, triggers
from sasando.core.models import Entry, Personal


def write(record: Unit, **facts: object) -> Entry:
    return Entry.write(record, "unit.noted", by=None, at=make.NOW, **facts)


def test_entries_of_one_record_form_one_chain(kominfo: Unit, dinkes: Unit) -> None:
    first, second, other = write(kominfo), write(kominfo), write(dinkes)
    assert (first.seq, second.seq, other.seq) == (1, 2, 1)
    assert second.before == first.digest
    assert entries.verify(Entry).faults == ()


@pytest.mark.parametrize(
    "change",
    [
        lambda e: Entry.objects.filter(pk=e.pk).update(action="x"),
        lambda e: e.delete(),
        lambda e: Entry.objects.filter(pk=e.pk)._raw_delete("default"),
        lambda e: connection.cursor().execute("DELETE FROM core_entry"),
    ],
)
def test_an_entry_is_neither_changed_nor_deleted(kominfo: Unit, change: object) -> None:
    entry = write(kominfo)
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        change(entry)  # type: ignore[operator]
    assert Entry.objects.filter(pk=entry.pk, action="unit.noted").exists()


def test_unknown_actions_are_refused(kominfo: Unit) -> None:
    with pytest.raises(ValueError, match="not been registered"):
        Entry.write(kominfo, "no.such", by=None, at=make.NOW)


def test_erasing_personal_data_leaves_the_chain_whole(kominfo: Unit) -> None:
    entry = write(kominfo, personal={"name": "Sari Contoh"})
    Personal.objects.filter(entry=entry).delete()
    write(kominfo)
    assert entries.verify(Entry).faults == ()


def test_changed_personal_data_is_found(kominfo: Unit) -> None:
    entry = write(kominfo, personal={"name": "Sari Contoh"})
    Personal.objects.filter(entry=entry).update(facts={"name": "Orang Lain"})
    assert [f.what for f in entries.verify(Entry).faults] == [
        "personal data was changed"
    ]


def test_a_forged_entry_is_found_where_it_stands(kominfo: Unit) -> None:
    write(kominfo)
    forged = write(kominfo)
    write(kominfo)
    triggers.lift()
    Entry.objects.filter(pk=forged.pk).update(data={"forged": True})
    triggers.install()
    faults = entries.verify(Entry).faults
    assert [(fault.seq, fault.what) for fault in faults] == [
        (2, "an entry was changed")
    ]


def test_a_removed_entry_is_found(kominfo: Unit) -> None:
    write(kominfo)
    removed = write(kominfo)
    write(kominfo)
    triggers.lift()
    Entry.objects.filter(pk=removed.pk)._raw_delete("default")
    triggers.install()
    assert entries.verify(Entry).faults


def test_a_cut_tail_shows_in_the_heads(kominfo: Unit) -> None:
    write(kominfo)
    last = write(kominfo)
    heads = entries.verify(Entry).heads
    triggers.lift()
    Entry.objects.filter(pk=last.pk)._raw_delete("default")
    triggers.install()
    assert entries.verify(Entry).heads != heads


def test_deleting_a_content_type_keeps_the_entries(kominfo: Unit) -> None:
    entry = write(kominfo)
    ContentType.objects.filter(pk=entry.content_type_id).delete()
    assert Entry.objects.filter(pk=entry.pk).exists()
    assert entries.verify(Entry).faults == ()
    ContentType.objects.clear_cache()


def test_deleting_a_person_keeps_the_entries(kominfo: Unit, db: None) -> None:
    user = User.objects.create_user("pergi@example.org", "x", name="Pergi Contoh")
    entry = Entry.write(kominfo, "unit.noted", by=user, at=make.NOW)
    user.delete()
    kept = Entry.objects.get(pk=entry.pk)
    assert str(user.pk) not in ("", None)
    assert kept.user_display_name
    assert entries.verify(Entry).faults == ()


def test_replace_into_is_refused(kominfo: Unit) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("REPLACE INTO does not exist on PostgreSQL")
    entry = write(kominfo)
    columns = [field.column for field in Entry._meta.concrete_fields]
    row = f"REPLACE INTO core_entry ({', '.join(columns)}) SELECT "
    row += f"{', '.join(columns)} FROM core_entry WHERE id = {entry.pk}"
    with (
        pytest.raises(IntegrityError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(row)


def test_truncate_is_refused_also_as_a_replica(kominfo: Unit) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("TRUNCATE does not exist on SQLite")
    write(kominfo)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        for statement in ("TRUNCATE core_entry CASCADE", "DELETE FROM core_entry"):
            refused = pytest.raises(IntegrityError, match="append-only")
            with refused, transaction.atomic():
                cursor.execute(statement)


@pytest.mark.parametrize("name", hashing.HASHED)
def test_every_fact_of_an_entry_is_in_its_digest(kominfo: Unit, name: str) -> None:
    person = make.person("Maria Tefa")
    note = Entry.write(kominfo, "unit.noted", by=person, at=make.NOW, data={"a": 1})
    row = [getattr(note, each) for each in hashing.HASHED]
    other = {"timestamp": make.NOW + timedelta(seconds=1), "data": {"a": 2}}
    changed = dict(zip(hashing.HASHED, row, strict=True))
    changed[name] = other.get(name, "lain")
    before = hashing.chain_hash("", tuple(row))
    assert note.digest == before != hashing.chain_hash("", tuple(changed.values()))


@pytest.mark.parametrize("odd", [1.5, -0.0, 1e16, float("nan"), "a\0b", "\ud800"])
@pytest.mark.parametrize("where", ["data", "personal"])
def test_what_a_database_would_write_otherwise_is_refused(
    kominfo: Unit, odd: object, where: str
) -> None:
    facts: Any = {where: {"deep": [odd]}}
    with pytest.raises(ValueError, match="log"):
        Entry.write(kominfo, "unit.noted", by=None, at=make.NOW, **facts)


def test_odd_keys_and_letters_leave_the_chain_whole(kominfo: Unit) -> None:
    odd = {"keys": {10: "a", 9: "b"}, "é😀": r"\u0000", "on": make.NOW, "big": 10**30}
    Entry.write(kominfo, "unit.noted", by=None, at=make.NOW, data=odd, personal=odd)
    assert entries.verify(Entry).faults == ()
