"""What an office decides about its newsroom."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting

from sasando.rules.terms import RIGHT_OF_REPLY

PLAIN_FORMAT = "{count:03d}/SP/{year}"


def fill(form: str, *, count: int, year: int) -> str:
    """Return a number in this form. Raises ValueError when the form has other parts."""
    try:
        return form.format(count=count, year=year)
    except (KeyError, IndexError, AttributeError) as error:
        raise ValueError(form) from error


def good_form(form: str) -> None:
    """Refuse a form that gives two releases one number, or none at all."""
    try:
        numbers = {fill(form, count=count, year=2026) for count in (1, 2, 1000)}
    except ValueError:
        numbers = set()
    if len(numbers) < 3 or max(map(len, numbers)) > 80:
        raise ValidationError(
            _("Write {count} in the number, for example %(example)s."),
            params={"example": PLAIN_FORMAT},
        )


@register_setting(icon="edit")
class NewsroomSettings(BaseSiteSetting):
    """How this office numbers its releases, and how long it waits and keeps."""

    number_form = models.CharField(
        _("form of a release number"),
        max_length=60,
        default=PLAIN_FORMAT,
        validators=[good_form],
        help_text=_("{count} is the running number, {year} the year."),
    )

    reply_days = models.PositiveSmallIntegerField(
        _("working days for a right of reply"),
        default=RIGHT_OF_REPLY.days,
        validators=[MinValueValidator(1), MaxValueValidator(30)],
        help_text=_("The law names no number: the office chooses it."),
    )
    drafts_kept_days = models.PositiveSmallIntegerField(
        _("days after which old drafts are deleted"),
        default=90,
        validators=[MinValueValidator(14), MaxValueValidator(3650)],
        help_text=_(
            "Only what was saved on the way. What was sent, approved, published or "
            "shown to somebody stays, and so does the newest text of each person."
        ),
    )

    panels: ClassVar = [
        FieldPanel("number_form"),
        FieldPanel("reply_days"),
        FieldPanel("drafts_kept_days"),
    ]

    class Meta:
        verbose_name = _("newsroom")
        verbose_name_plural = _("newsrooms")
