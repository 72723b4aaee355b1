"""Whether a picture may be shown: whose it is, until when, and who agreed to it."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models, transaction
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sasando.core.changes import Value, changes, stored, values
from sasando.core.models import Entry

# What has no photograph and no right: a slip of the hand, or a machine's "no date".
FIRST_YEAR, LAST_YEAR = 1900, 2100
# Digital pictures are younger; older dates are mostly a camera without a set clock.
FIRST_SURE_YEAR = 1990


class Rights(models.TextChoices):
    OWN = "own", _("Our own work: somebody of this office made it")
    GIVEN = "given", _("Somebody gave it to us and allows us to show it")
    LICENCE = "licence", _("It has a licence that allows everybody to show it")


class Consent(models.TextChoices):
    NOT_NEEDED = "none", _("Not needed: no child or patient can be recognised")
    GIVEN = "given", _("Needed and given")
    MISSING = "missing", _("Needed, but we do not have it yet")
    WITHDRAWN = "withdrawn", _("Given once, but withdrawn")


class RightsFields(models.Model):
    """What the office knows of the rights to a picture; nothing stated at first."""

    rights = models.CharField(
        _("whose picture is it"),
        max_length=10,
        choices=Rights,
        blank=True,
        help_text=_("Without an answer, no page with this picture can be approved."),
    )
    rights_by = models.CharField(
        _("who gave it"),
        max_length=150,
        blank=True,
        help_text=_("The person or office that allows us to show it."),
    )
    licence = models.CharField(
        _("name of the licence"),
        max_length=100,
        blank=True,
        help_text=_("As its owner writes it, for example: CC BY 4.0."),
    )
    # Not a URLField: Django 5.2 warns about the scheme that its input assumes.
    licence_address = models.CharField(
        _("address of the licence"),
        max_length=500,
        blank=True,
        validators=[URLValidator(schemes=["https", "http"])],
        help_text=_("The web page on which everybody can read it."),
    )
    rights_start_on = models.DateField(
        _("may be shown from"),
        null=True,
        blank=True,
        help_text=_("Leave it empty if we may show it at once."),
    )
    rights_end_on = models.DateField(
        _("may be shown until"),
        null=True,
        blank=True,
        db_index=True,
        help_text=_("The last day. Leave it empty if the right does not end."),
    )
    consent = models.CharField(
        _("consent for a child or a patient"),
        max_length=10,
        choices=Consent,
        blank=True,
        help_text=_(
            "Can one recognise a child or a patient? Then somebody must agree."
        ),
    )
    consent_by = models.CharField(
        _("who agreed"),
        max_length=150,
        blank=True,
        help_text=_(
            "A parent or guardian, or the patient. Only editors see this name."
        ),
    )
    consent_on = models.DateField(
        _("agreed on"), null=True, blank=True, help_text=_("The date on the paper.")
    )
    consent_note = models.CharField(
        _("where the paper lies"),
        max_length=250,
        blank=True,
        help_text=_("So that somebody else finds it, for example: cabinet 2, map 7."),
    )
    withdrawn_on = models.DateField(
        _("withdrawn on"),
        null=True,
        blank=True,
        help_text=_("The day on which the person told us."),
    )
    replaced_by = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="replaces",
        verbose_name=_("replaced by"),
    )

    rights_fields: ClassVar = (
        *("rights", "rights_by", "licence", "licence_address"),
        *("rights_start_on", "rights_end_on"),
        *("consent", "consent_by", "consent_on", "consent_note", "withdrawn_on"),
    )

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        wrong = wrong_dates(self)
        if wrong:
            raise ValidationError(wrong)

    def lacks(self, *, on: date) -> list[str]:
        """Return one sentence for each reason not to show this picture on a day."""
        replaced = [gettext("It was replaced by another picture.")]
        return [
            *(replaced if getattr(self, "replaced_by_id", None) else []),
            *lacks_of_rights(self, on=on),
            *lacks_of_consent(self),
        ]

    def is_doubtful(self, *, at: datetime) -> bool:
        """Return whether its time of taking is most likely that of a wrong clock."""
        taken: datetime | None = getattr(self, "taken_at", None)
        return taken is not None and (taken.year < FIRST_SURE_YEAR or taken > at)


# Who may read the names of those who agreed, and the list of lapsed rights.
READ_CONSENT = "files.view_rights"
# Who sees that list of the own photos alone, without those names.
READ_OWN = "files.view_own_rights"
# Names of people: beside the chain of the log, where they can be erased.
PERSONAL = frozenset({"rights_by", "consent_by", "consent_note"})


@transaction.atomic
def state(picture: Any, *, by: Any, at: datetime, **facts: Any) -> None:
    """Store what is known of the rights to a picture, and log what changed.

    Allowed while a live page shows it: readers see none of these facts. Raises
    ValidationError for dates that cannot be meant. Seven queries.
    """
    before = stated(picture)
    for name, value in facts.items():
        setattr(picture, name, value)
    if wrong := wrong_dates(picture):
        raise ValidationError(wrong)
    picture.save(update_fields=[*facts])
    log(picture, before, by=by, at=at)


def stated(picture: Any) -> dict[str, Value]:
    """Return the stored facts about rights and consent; empty for a new row."""
    kept = stored(picture) if picture.pk else {}
    return {name: kept[name] for name in picture.rights_fields if name in kept}


def log(picture: Any, before: Mapping[str, Value], *, by: Any, at: datetime) -> None:
    """Write down what differs from `before`, the names of people erasable."""
    now = values(picture)
    after = {name: now[name] for name in picture.rights_fields}
    if not before:
        after = {name: value for name, value in after.items() if value != ""}
    found = changes(before, after)
    if not (found["before"] or found["after"]):
        return
    data = {
        moment: {k: v for k, v in facts.items() if k not in PERSONAL}
        for moment, facts in found.items()
    }
    personal = {
        moment: {k: v for k, v in facts.items() if k in PERSONAL}
        for moment, facts in found.items()
    }
    if not any(personal.values()):
        personal = {}
    Entry.write(picture, "picture.rights", by=by, at=at, data=data, personal=personal)


def faults(pictures: Iterable[Any], *, on: date) -> list[str]:
    """Return why these pictures cannot be shown on a day, each with its title.

    For the `lacks` of a page: each picture is told once, None is passed over. No query.
    """
    rows = {picture.pk: picture for picture in pictures if picture is not None}
    return [
        gettext("Picture “%(title)s”: %(fault)s") % {"title": row.title, "fault": fault}
        for row in rows.values()
        for fault in row.lacks(on=on)
    ]


def why_not_given_back(
    before: Mapping[str, Value], consent: str, agreed_on: date | None, *, by: Any
) -> str:
    """Return why a consent that was withdrawn stays so, or "".

    Only who may read the names of those who agreed takes a new one in, dated after the
    withdrawal.
    """
    if before.get("consent") != Consent.WITHDRAWN or consent == Consent.WITHDRAWN:
        return ""
    if by is None or not by.has_perm(READ_CONSENT):
        return gettext("The consent was withdrawn. An editor writes down a new one.")
    withdrawn_on = str(before.get("withdrawn_on") or "")
    if consent != Consent.GIVEN or str(agreed_on or "") < (withdrawn_on or "0"):
        return gettext(
            "The consent was withdrawn. Write who agreed anew, and on which later day."
        )
    return ""


def taken_back(pictures: Iterable[Any]) -> set[int]:
    """Return the keys of those whose consent was withdrawn: no version shows them."""
    return {each.pk for each in pictures if each.consent == Consent.WITHDRAWN}


def lacks_of_rights(picture: Any, *, on: date) -> list[str]:
    start, end = picture.rights_start_on, picture.rights_end_on
    licensed = picture.licence and picture.licence_address
    wrong = {
        gettext("Say whose picture it is."): not picture.rights,
        gettext("Write who gave it."): picture.rights == Rights.GIVEN
        and not picture.rights_by.strip(),
        gettext("Write the name and the address of its licence."): not licensed
        and picture.rights == Rights.LICENCE,
        dated(gettext("We may show it from %(day)s on only."), start): start
        and start > on,
        dated(gettext("Our right to show it ended on %(day)s."), end): end and end < on,
    }
    return [sentence for sentence, holds in wrong.items() if holds]


def lacks_of_consent(picture: Any) -> list[str]:
    given = picture.consent == Consent.GIVEN
    withdrawn = gettext("The consent was withdrawn.")
    if picture.withdrawn_on:
        withdrawn = dated(
            gettext("The consent was withdrawn on %(day)s."), picture.withdrawn_on
        )
    wrong = {
        gettext("Say whether a child or a patient can be recognised."): not (
            picture.consent
        ),
        gettext("The consent is missing."): picture.consent == Consent.MISSING,
        withdrawn: picture.consent == Consent.WITHDRAWN,
        gettext("Write who agreed, and when."): given
        and not (picture.consent_by.strip() and picture.consent_on),
    }
    return [sentence for sentence, holds in wrong.items() if holds]


def dated(sentence: str, day: date | None) -> str:
    return sentence % {"day": date_format(day) if day else ""}


def wrong_dates(picture: Any) -> dict[str, str]:
    """Return a sentence for each date that cannot be meant, by field."""
    wrong = {}
    for name in ("rights_start_on", "rights_end_on", "consent_on", "withdrawn_on"):
        day = getattr(picture, name)
        if day and not FIRST_YEAR <= day.year <= LAST_YEAR:
            wrong[name] = year_sentence()
    start, end = picture.rights_start_on, picture.rights_end_on
    if not wrong and start and end and end < start:
        wrong["rights_end_on"] = gettext("The right cannot end before it starts.")
    agreed, back = picture.consent_on, picture.withdrawn_on
    if not wrong and agreed and back and back < agreed:
        wrong["withdrawn_on"] = gettext(
            "The consent cannot be withdrawn before it was given."
        )
    return wrong


def year_sentence(*, first: int = FIRST_YEAR) -> str:
    said = gettext("Write a year between %(first)s and %(last)s, or leave it empty.")
    return said % {"first": first, "last": LAST_YEAR}
