"""How a record changes: one verb, one check, one log entry, one transaction."""

import functools
from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

from django.db import models, transaction
from django.utils.translation import gettext as _

from sasando.core.models import Entry
from sasando.core.refusals import NotAllowed
from sasando.core.turns import turn

__all__ = ["VERBS", "NotAllowed", "move", "verb"]

Verb = TypeVar("Verb", bound=Callable[..., Any])
VERBS: dict[str, Callable[..., Any]] = {}


def verb(name: str, *, system: bool = False) -> Callable[[Verb], Verb]:
    """Make a function a verb: allowed by role, in one transaction.

    `name` is a permission ("core.approve_page"); the permission table in `accounts`
    answers for it through `by.has_perm(name, record)`, the first argument being the
    record (or the work unit it will belong to). `by=None`, the machine itself, passes
    only where `system` is set. Raises NotAllowed.
    """

    def decorate(function: Verb) -> Verb:
        @functools.wraps(function)
        def call(*args: Any, by: Any, **facts: Any) -> Any:
            record = args[0] if args else None
            if not (system if by is None else by.has_perm(name, record)):
                raise NotAllowed(_("Your role does not include this step."))
            with turn(), transaction.atomic():
                return function(*args, by=by, **facts)

        VERBS[name] = call
        return call  # type: ignore[return-value]

    return decorate


@turn()
@transaction.atomic
def move(
    record: Any, to: str, *, by: Any, at: datetime, action: str, **changes: Any
) -> Any:
    """Take `record` to the state `to`, set `changes`, log who did it; return it.

    Compare-and-swap on `status`: of two people who take one step, one is refused and
    nothing is logged for them. `changes` may hold `note` and `facts`, which go into
    the log only. Raises NotAllowed when `record.MOVES` does not lead there.
    """
    note, facts = changes.pop("note", ""), changes.pop("facts", {})
    before = record.status
    same = type(record)._default_manager.filter(pk=record.pk, status=before)
    # One statement, where saving does no more than write what is given.
    plain = type(record).save is models.Model.save
    at_once = {name: changes.pop(name) for name in list(changes)} if plain else {}
    if not (to in record.MOVES.get(before, ()) and same.update(status=to, **at_once)):
        raise NotAllowed(
            _("“%(record)s” is not open to this step any more.") % {"record": record}
        )
    record.status = to
    for name, value in (at_once | changes).items():
        setattr(record, name, value)
    if changes:
        record.save(update_fields=list(changes))
    data = {"from": before, "to": to} | ({"note": note} if note else {}) | facts
    Entry.write(record, action, by=by, at=at, data=data)
    return record
