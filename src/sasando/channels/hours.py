"""Hours on the clock of the office: its zone by name, and hours that are not there."""

from collections.abc import Callable
from datetime import UTC, date, datetime, tzinfo
from functools import wraps
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from sasando.core.refusals import NotAllowed

# Every Indonesian says these; the database of zones knows two of them under none.
NAMES = {
    "Asia/Jakarta": "WIB",
    "Asia/Pontianak": "WIB",
    "Asia/Makassar": "WITA",
    "Asia/Jayapura": "WIT",
}


def zone_name(zone: tzinfo, at: datetime) -> str:
    """Return what people call a zone: WIB, WITA, WIT; elsewhere its letters."""
    return NAMES.get(str(zone)) or at.astimezone(zone).strftime("%Z")


def of_office(view: Callable[..., Any]) -> Callable[..., Any]:
    """Let a view read and show hours on the clock of the office, whoever looks."""

    @wraps(view)
    def call(*args: Any, **facts: Any) -> Any:
        with timezone.override(timezone.get_default_timezone()):
            return view(*args, **facts)

    return call


def aware(naive: datetime, zone: tzinfo | None = None) -> datetime:
    """Return an hour of a zone, the office's by default, as a moment.

    Raises NotAllowed, with a sentence, for one that the clock skips that day or shows
    twice: neither says when.
    """
    zone = zone or timezone.get_default_timezone()
    first, second = (naive.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    before, after = first.utcoffset(), second.utcoffset()
    if before == after:
        return first
    words = {"hour": f"{naive:%H.%M}", "day": date_format(naive, "j F Y")}
    if before is None or after is None or before < after:
        later = first.astimezone(UTC).astimezone(zone)
        words["later"] = f"{later:%H.%M}"
        raise NotAllowed(
            _(
                "There is no %(hour)s on %(day)s: the clock is put forward then. "
                "Choose %(later)s, or another hour."
            )
            % words
        )
    raise NotAllowed(
        _(
            "%(hour)s comes twice on %(day)s: the clock is put back then. Choose "
            "another hour."
        )
        % words
    )


def read(word: str) -> datetime:
    """Return the moment that ISO 8601 says; without an offset by the office's clock.

    Raises ValueError for what is no moment, NotAllowed for an hour that is not there.
    """
    at = datetime.fromisoformat(word)
    at = at if timezone.is_aware(at) else aware(at)
    try:
        at.astimezone(UTC)
    except OverflowError as beyond:
        raise ValueError(word) from beyond
    return at


def iso(moment: datetime | None) -> str | None:
    """Return a moment as programs read it, on the clock of the office."""
    if moment is None:
        return None
    return moment.astimezone(timezone.get_default_timezone()).isoformat()


def on_day(moment: datetime, day: date) -> datetime:
    """Return the same hour of the office on another day. Raises NotAllowed."""
    clock = timezone.localtime(moment, timezone.get_default_timezone())
    return aware(datetime.combine(day, clock.time()))


class HourField(forms.DateTimeField):
    """A day and an hour, with a sentence of ours for one that is not there."""

    def to_python(self, value: Any) -> Any:
        try:
            return super().to_python(value)
        except ValidationError as fault:
            if getattr(fault, "code", "") != "ambiguous_timezone":
                raise
            naive = self.naive(value)
        try:
            return aware(naive, timezone.get_current_timezone())
        except NotAllowed as refusal:
            raise ValidationError(str(refusal), code="ambiguous_timezone") from refusal

    def naive(self, value: Any) -> datetime:
        with timezone.override(UTC):
            return super().to_python(value).replace(tzinfo=None)  # type: ignore[union-attr]


# As people write it, and as spreadsheets do.
WRITTEN = ("%d-%m-%Y %H.%M", "%d-%m-%Y %H:%M", "%d/%m/%Y %H.%M", "%d/%m/%Y %H:%M")


def written(word: str) -> datetime:
    """Return the moment that a person wrote: 24-11-2026 14.30, or as `read` takes it.

    Raises ValueError for what is no moment, NotAllowed for an hour that is not there.
    """
    for form in WRITTEN:
        try:
            naive = datetime.strptime(word, form)  # noqa: DTZ007 - the office's clock
        except ValueError:
            continue
        return aware(naive)
    if len(word) <= len("2026-11-24"):
        raise ValueError(word)
    return read(word)
