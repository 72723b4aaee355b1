"""What an address said when it was asked, and what that means."""

from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class Verdict(Enum):
    """It answers; it fails, and is asked again; or nobody can say from here."""

    FINE = auto()
    FAILS = auto()
    UNSURE = auto()


@dataclass(frozen=True, slots=True)
class Answer:
    """`why` is a status such as "404", or one of the words in `WORDS`."""

    verdict: Verdict
    why: str


WORDS: dict[str, Any] = {
    "no-name": gettext_lazy("No such host."),
    "no-names-now": gettext_lazy("Names of hosts cannot be looked up right now."),
    "closed": gettext_lazy("It lies in a closed network, so we do not ask."),
    "refused": gettext_lazy("The host does not answer."),
    "slow": gettext_lazy("The host answers too slowly."),
    "certificate": gettext_lazy("Its certificate is not valid."),
    "circle": gettext_lazy("It leads on too often."),
    "odd": gettext_lazy("The answer cannot be understood."),
    "no-page": gettext_lazy("There is no such page on our site."),
    "not-public": gettext_lazy("Our page is not public."),
    "no-document": gettext_lazy("There is no such document."),
}
# A sign-in, a barrier against machines, too many questions: people may see it.
UNSURE = frozenset({401, 402, 403, 405, 406, 407, 408, 425, 429, 451, 503, 999})


def of_status(status: int) -> Answer:
    """Return what a status of HTTP means for a reader who follows the link."""
    if 200 <= status < 300:
        return Answer(Verdict.FINE, str(status))
    if status in UNSURE or status < 400:
        return Answer(Verdict.UNSURE, str(status))
    return Answer(Verdict.FAILS, str(status))


def told(why: str) -> str:
    """Return in words why a link fails, for the person who mends it."""
    if why in WORDS:
        return str(WORDS[why])
    gone = {"404": _("The page is not there."), "410": _("The page is gone for good.")}
    return gone.get(why) or _("The host answers with error %(status)s.") % {
        "status": why
    }
