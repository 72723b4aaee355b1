"""The verbs of a dead link: ask it again, or leave it as it is, with a reason."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from sasando.core.models import Entry
from sasando.core.workflow import NotAllowed, verb
from sasando.newsroom.links.rows import Link, facts_of


@verb("newsroom.recheck_link")
def recheck(link: Link, *, by: Any, at: datetime) -> None:
    """Let a link be asked again in the next minutes; an ignored one counts again."""
    again: dict[str, Any] = {"is_urgent": True, "next_at": at}
    again |= {"ignored_at": None, "ignored_by": None, "ignored_why": ""}
    if not Link.objects.filter(pk=link.pk).update(**again):
        raise NotAllowed(_("No page holds this link any more."))
    Entry.write(link, "link.recheck", by=by, at=at, data=facts_of(link))


@verb("newsroom.ignore_link")
def ignore(link: Link, *, by: Any, at: datetime, reason: str) -> None:
    """Leave a link as it is until it answers. Raises NotAllowed without a reason."""
    if not reason.strip():
        raise NotAllowed(_("Say why this link stays."))
    open_one = Link.objects.filter(pk=link.pk, ignored_at=None)
    facts = {"ignored_at": at, "ignored_by": by, "ignored_why": reason.strip()}
    if not open_one.update(**facts):
        raise NotAllowed(_("Somebody else has decided on this link already."))
    data = facts_of(link) | {"reason": reason.strip()}
    Entry.write(link, "link.ignored", by=by, at=at, data=data)
