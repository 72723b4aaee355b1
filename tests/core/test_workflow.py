"""Of two people who take one step, one is refused; a refusal leaves no trace."""

from collections.abc import Iterator
from typing import ClassVar

import pytest
from django.db import connection, models
from tests import make

from sasando.core.models import Entry, Touch
from sasando.core.touches import touch
from sasando.core.workflow import NotAllowed, move


class Case(models.Model):
    """The smallest record with a status."""

    MOVES: ClassVar = {"new": {"open"}, "open": {"closed"}}

    status = models.CharField(max_length=10, default="new")
    answer = models.CharField(max_length=50, default="")

    class Meta:
        app_label = "core"
        db_table = "test_case"

    def __str__(self) -> str:
        return "Perkara 1"


@pytest.fixture
def case(transactional_db: None) -> Iterator[Case]:
    with connection.schema_editor() as editor:
        editor.create_model(Case)
    yield Case.objects.create()
    with connection.schema_editor() as editor:
        editor.delete_model(Case)


def test_a_step_moves_and_is_logged_once(case: Case) -> None:
    move(case, "open", by=None, at=make.NOW, action="unit.noted", note="ya")
    entry = Entry.objects.for_instance(case).get()
    assert entry.data == {"from": "new", "to": "open", "note": "ya"}
    assert Case.objects.get().status == case.status == "open"


def test_a_step_sets_what_it_was_given(case: Case) -> None:
    move(case, "open", by=None, at=make.NOW, action="unit.noted", answer="Sudah.")
    assert Case.objects.get().answer == "Sudah."


def test_a_step_that_is_not_open_changes_and_logs_nothing(case: Case) -> None:
    with pytest.raises(NotAllowed):
        move(case, "closed", by=None, at=make.NOW, action="unit.noted", answer="x")
    assert Case.objects.get().answer == ""
    assert not Entry.objects.for_instance(case).exists()


def test_of_two_who_read_the_same_state_the_second_is_refused(case: Case) -> None:
    other = Case.objects.get()
    move(case, "open", by=None, at=make.NOW, action="unit.noted")
    with pytest.raises(NotAllowed):
        move(other, "open", by=None, at=make.NOW, action="unit.noted")
    assert Entry.objects.for_instance(case).count() == 1


def test_an_unregistered_action_undoes_the_step(case: Case) -> None:
    with pytest.raises(ValueError, match="not been registered"):
        move(case, "open", by=None, at=make.NOW, action="no.such")
    assert Case.objects.get().status == "new"


@pytest.mark.django_db
def test_touches_are_rows_without_repeats() -> None:
    Touch.objects.all().delete()
    touch("waktu", "berkas", "waktu")
    assert sorted(Touch.objects.values_list("tag", flat=True)) == ["berkas", "waktu"]
