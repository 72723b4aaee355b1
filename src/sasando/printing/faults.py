"""What can go wrong at the press, as one sentence for the person who pressed Print."""

from django.utils.translation import gettext_lazy as _

LAYOUT = _(
    "This paper cannot be printed because its layout is faulty; "
    "please tell the person who looks after this site."
)
TOO_LARGE = _("This paper is too long to print at once; split it into smaller papers.")
TOO_SLOW = _("Printing took too long and was stopped; try again or split the paper.")
UNAVAILABLE = _("Printing is not available right now; try again in a few minutes.")

FIELDS = {
    "text": _("“%(field)s” must be text and may not be empty; fill it in first."),
    "maybe": _("“%(field)s” must be text; correct it, or leave it empty."),
    "texts": _("“%(field)s” must be a list of texts; correct it first."),
    "table": _(
        "“%(field)s” must be a table in which every row has as many cells "
        "as there are columns; correct it first."
    ),
    "date": _("“%(field)s” must be a date such as 2026-11-24; correct it first."),
    "value": _(
        "“%(field)s” holds something that cannot be printed; "
        "use only text, numbers, dates, lists and named values."
    ),
}


class PrintError(Exception):
    """Raised when no PDF can be made; `str()` of it is one sentence for a person.

    It names a field at most, never a path, a setting or a value of the data.
    """


def wrong_field(field: str, *, kind: str) -> PrintError:
    """The error that says what the field must be; `kind` is a key of `FIELDS`."""
    return PrintError(FIELDS[kind] % {"field": field})
