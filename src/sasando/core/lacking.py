"""What a text lacks before it can be approved: one list for writer and approver."""

from collections.abc import Mapping
from typing import Any, Self

from wagtail.models import Page

from sasando.core.refusals import NotAllowed


class Lack(str):
    """One sentence on what a text lacks, and the field beside which it is read.

    A sentence like any other wherever there is no form.
    """

    field: str

    def __new__(cls, sentence: str, *, field: str) -> Self:
        lack = super().__new__(cls, sentence)
        lack.field = field
        return lack


def unmet(wanted: Mapping[str, bool]) -> list[str]:
    """Return the sentences of what is wanted and not there."""
    return [sentence for sentence, there in wanted.items() if not there]


def lacks_of(text: Page) -> list[str]:
    """Return one sentence for each thing that this text lacks.

    The one list: the form asks it when a text is sent, the workflow when it starts,
    the screen of the decision, and the approval itself.
    """
    lacks: list[str] = getattr(text, "lacks", list)()
    return lacks


def refuse_lacking(text: Page) -> None:
    """Raise NotAllowed with a sentence for each thing that the text lacks."""
    if missing := lacks_of(text):
        raise NotAllowed(" ".join(missing))


def field_of(sentence: Any) -> str | None:
    return getattr(sentence, "field", None)
