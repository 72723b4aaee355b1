"""Triggers outlive what Django does to tables, and their loss is seen."""

import pytest
from django.apps import AppConfig
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, models
from django.db.models.signals import pre_migrate
from tests import make

from sasando.accounts.models import Unit
from sasando.core import triggers
from sasando.core.models import Approval, Entry

pytestmark = pytest.mark.django_db(transaction=True)


def rebuild(model: type[models.Model], name: str) -> None:
    """Change a column, and back, as two migrations would."""
    old = model._meta.get_field(name)
    new = models.CharField(max_length=old.max_length - 1)  # type: ignore[union-attr]
    new.set_attributes_from_name(name)
    new.model = model
    with connection.schema_editor() as editor:
        editor.alter_field(model, old, new)  # type: ignore[arg-type]
        editor.alter_field(model, new, old)  # type: ignore[arg-type]


def test_all_are_in_force() -> None:
    assert triggers.missing() == []


def test_altering_a_field_is_followed_by_setting_them_again(kominfo: Unit) -> None:
    entry = Entry.write(kominfo, "unit.noted", by=None, at=make.NOW)
    rebuild(Entry, "object_id")
    if connection.vendor == "sqlite":
        assert "entry_no_update" in triggers.missing()
    call_command("migrate", verbosity=0)
    assert triggers.missing() == []
    assert Entry.objects.filter(pk=entry.pk).exists()
    with pytest.raises(IntegrityError):
        Entry.objects.filter(pk=entry.pk).update(action="x")


def test_a_migration_may_rebuild_a_table_that_a_trigger_reads() -> None:
    def migration(sender: AppConfig, **kwargs: object) -> None:
        if sender.label == "core":
            rebuild(Approval, "via")

    pre_migrate.connect(migration)
    try:
        call_command("migrate", "core", verbosity=0)
    finally:
        pre_migrate.disconnect(migration)
    assert triggers.missing() == []


def test_a_migration_that_fails_leaves_them_in_force() -> None:
    with pytest.raises(CommandError):
        call_command("migrate", "core", "9999", verbosity=0)
    assert triggers.missing() == []


@pytest.mark.parametrize(
    "option", [{"plan": True}, {"check_unapplied": True}, {"verbosity": 0}], ids=str
)
def test_who_only_looks_or_has_nothing_to_do_leaves_them_in_force(
    option: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    lifted: list[str] = []
    monkeypatch.setattr(triggers, "lift", lambda **facts: lifted.append("lifted"))
    call_command("migrate", **({"verbosity": 0} | option))
    assert lifted == []
    assert triggers.missing() == []


def test_a_flush_is_refused_and_loses_nothing(kominfo: Unit) -> None:
    entry = Entry.write(kominfo, "unit.noted", by=None, at=make.NOW)
    with pytest.raises(Exception, match=r"append-only|couldn't be flushed"):
        call_command("flush", interactive=False, verbosity=0)
    assert Entry.objects.filter(pk=entry.pk).exists()
    assert Unit.objects.filter(pk=kominfo.pk).exists()


def test_a_lifted_trigger_is_named(db: None) -> None:
    triggers.lift()
    assert "entry_no_delete" in triggers.missing()
    triggers.install()
    assert triggers.missing() == []


HOLLOW = {
    "sqlite": [
        "DROP TRIGGER entry_no_delete",
        "CREATE TRIGGER entry_no_delete BEFORE DELETE ON core_entry WHEN 0 "
        "BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END",
    ],
    "postgresql": [
        "CREATE OR REPLACE FUNCTION entry_no_delete() RETURNS trigger "
        "LANGUAGE plpgsql AS $$ BEGIN RETURN OLD; END $$"
    ],
}
ELSEWHERE = {
    "sqlite": [
        "DROP TRIGGER entry_no_delete",
        "CREATE TRIGGER entry_no_delete BEFORE DELETE ON core_touch "
        "BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END",
    ],
    "postgresql": [
        "DROP TRIGGER entry_no_delete ON core_entry",
        "CREATE TRIGGER entry_no_delete BEFORE DELETE ON core_touch "
        "FOR EACH ROW EXECUTE FUNCTION entry_no_delete()",
        "ALTER TABLE core_touch ENABLE ALWAYS TRIGGER entry_no_delete",
    ],
}


# The same words over a table whose name only looks the same.
DECOY = {
    "sqlite": [
        'CREATE TABLE "core_entry " (id integer)',
        "DROP TRIGGER entry_no_delete",
        'CREATE TRIGGER entry_no_delete BEFORE DELETE ON "core_entry " '
        "BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END",
    ],
    "postgresql": [
        'CREATE TABLE "core_entry " (id integer)',
        "DROP TRIGGER entry_no_delete ON core_entry",
        'CREATE TRIGGER entry_no_delete BEFORE DELETE ON "core_entry " '
        "FOR EACH ROW EXECUTE FUNCTION entry_no_delete()",
        'ALTER TABLE "core_entry " ENABLE ALWAYS TRIGGER entry_no_delete',
    ],
}


@pytest.mark.parametrize(
    "change", [HOLLOW, ELSEWHERE, DECOY], ids=["hollow", "elsewhere", "decoy"]
)
def test_a_trigger_that_only_keeps_its_name_is_missing(
    change: dict[str, list[str]],
) -> None:
    with connection.cursor() as cursor:
        for statement in change[connection.vendor]:
            cursor.execute(statement)
    try:
        assert triggers.missing() == ["entry_no_delete"]
    finally:
        with connection.cursor() as cursor:
            on = " ON core_touch" if connection.vendor == "postgresql" else ""
            cursor.execute('DROP TABLE IF EXISTS "core_entry "')
            cursor.execute(f"DROP TRIGGER IF EXISTS entry_no_delete{on}")
        triggers.install()
    assert triggers.missing() == []


SWALLOWS = {
    "sqlite": [
        "CREATE TRIGGER aaa BEFORE UPDATE ON core_approval "
        "BEGIN SELECT RAISE(IGNORE); END"
    ],
    "postgresql": [
        "CREATE FUNCTION aaa() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RETURN NULL; END $$",
        "CREATE TRIGGER aaa BEFORE UPDATE ON core_approval "
        "FOR EACH ROW EXECUTE FUNCTION aaa()",
    ],
}


def test_a_trigger_of_somebody_else_is_named() -> None:
    on = " ON core_approval" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        for statement in SWALLOWS[connection.vendor]:
            cursor.execute(statement)
    try:
        assert triggers.strange() == ["aaa"]
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TRIGGER aaa{on}")
    assert triggers.strange() == []
