"""The verb by which one picture takes the place of another on every page."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from sasando.core import publication
from sasando.core.models import Entry
from sasando.core.workflow import NotAllowed, verb
from sasando.files import replacing
from sasando.files.models import Picture
from sasando.files.replacing import Change


@dataclass(slots=True)
class Outcome:
    """The pages whose new draft shows the new picture, and those where it failed."""

    changed: list[Change] = field(default_factory=list)
    left: list[Change] = field(default_factory=list)


@verb("files.replace_picture")
def replace_picture(
    old: Picture, new: Picture, *, by: Any, at: datetime, reason: str
) -> Outcome:
    """Write a new draft of each page that shows `old`, with `new` in its place.

    Fields, inline rows, blocks at any depth and embeds in texts are changed, and the
    words for the blind with them. A page that is out, waits or is planned asks for
    approval anew; nobody else's rule is passed by. `old` cannot be chosen any more, but
    its file stays. May be repeated with the same `new` for pages that were left. Raises
    NotAllowed. About 40 queries a page.
    """
    replacing.refuse_unfit(old, new, reason=reason, at=at)
    free = Q(replaced_by=None) | Q(replaced_by=new)
    if not Picture.objects.filter(free, pk=old.pk).update(replaced_by=new):
        raise NotAllowed(_("Somebody else has replaced this picture already."))
    old.replaced_by = new
    outcome = Outcome()
    for page in replacing.pages_with(old):
        with publication.acting(by=by, at=at):
            change = replacing.replace_on(page, old, new, by=by)
        (outcome.left if change.why else outcome.changed).append(change)
    data = {
        "new": new.pk,
        "pages": [change.page_id for change in outcome.changed],
        "left": [change.page_id for change in outcome.left],
    }
    # A reason may name the person who took the consent back.
    personal = {"reason": reason.strip()}
    Entry.write(old, "picture.replaced", by=by, at=at, data=data, personal=personal)
    return outcome
