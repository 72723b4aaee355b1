"""What an office decides about its newsroom."""

import re
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting

from sasando.rules.terms import RIGHT_OF_REPLY

PLAIN_FORMAT = "{count:03d}/SP/{year}"
A_YEAR, FIVE_YEARS = 12, 60
# Minutes in which an approver can read a text and answer.
LEAST_WAIT = 15


PART = re.compile(r"\{(count(?::0?[1-9]d)?|year)\}", re.ASCII)


def fill(form: str, *, count: int, year: int) -> str:
    """Return a number in this form."""
    return form.format(count=count, year=year)


def good_form(form: str) -> None:
    """Refuse a form that gives two releases one number, or none at all."""
    left = PART.sub("", form)
    if "{count" not in form or "{" in left or "}" in left or not left.isprintable():
        raise ValidationError(
            _("Write {count} in the number, for example %(example)s."),
            params={"example": PLAIN_FORMAT},
        )


MORNING_HOURS = [(hour, f"{hour:02}.00") for hour in range(5, 12)]


@register_setting(icon="edit")
class NewsroomSettings(BaseSiteSetting):
    """How this office numbers releases, begins its morning, waits, keeps, believes."""

    number_form = models.CharField(
        _("form of a release number"),
        max_length=60,
        default=PLAIN_FORMAT,
        validators=[good_form],
        help_text=_("{count} is the running number, {year} the year."),
    )

    morning_hour = models.PositiveSmallIntegerField(
        _("hour of the morning message"),
        choices=MORNING_HOURS,
        default=7,
        help_text=_("To the head and the editors, on working days, by office time."),
    )
    morning_when_empty = models.BooleanField(
        _("send it also when nothing waits"),
        default=True,
        help_text=_("Then it says just that, and one knows that the mail works."),
    )

    review_months = models.PositiveSmallIntegerField(
        _("months until a page is reviewed"),
        default=A_YEAR,
        validators=[MinValueValidator(1), MaxValueValidator(FIVE_YEARS)],
        help_text=_("Publications and standard pages stand on Today after this time."),
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

    mail_judge = models.CharField(
        _("mail server that checks senders"),
        max_length=200,
        blank=True,
        help_text=_(
            "The first word of the line Authentication-Results in your mails, for "
            "example mail.example.go.id. Without it no sender counts as proven."
        ),
    )
    takes_unproven_mail = models.BooleanField(
        _("take mail of known people though the server did not prove its sender"),
        default=False,
        help_text=_("Never applies where the server says that the sender is forged."),
    )

    urgent_after_minutes = models.PositiveIntegerField(
        _("minutes until an editor may publish alone"),
        default=60,
        validators=[MaxValueValidator(7 * 24 * 60)],
        help_text=_(
            "So long a text waits for an approver before an editor may publish it "
            "alone, with a reason. 0 means: never."
        ),
    )

    panels: ClassVar = [
        FieldPanel("number_form"),
        MultiFieldPanel(
            [FieldPanel("morning_hour"), FieldPanel("morning_when_empty")],
            heading=_("Morning message"),
        ),
        FieldPanel("review_months"),
        FieldPanel("reply_days"),
        FieldPanel("drafts_kept_days"),
        FieldPanel("mail_judge"),
        FieldPanel("takes_unproven_mail"),
        FieldPanel("urgent_after_minutes"),
    ]

    class Meta:
        verbose_name = _("newsroom")
        verbose_name_plural = _("newsrooms")

    def clean(self) -> None:
        """Refuse a time in which no approver could have answered."""
        super().clean()
        if 0 < (self.urgent_after_minutes or 0) < LEAST_WAIT:
            why = gettext("Give an approver at least %(least)d minutes, or write 0.")
            fault = why % {"least": LEAST_WAIT}
            raise ValidationError({"urgent_after_minutes": fault})


def choices() -> NewsroomSettings:
    """Return what this office chose, or the defaults before it has. Two queries."""
    kept = NewsroomSettings.objects.filter(site__is_default_site=True).first()
    return kept or NewsroomSettings()


def review_months(page: Any) -> int:
    """Return after how many months the office of this page reads it again."""
    site = page.get_site()
    return NewsroomSettings.for_site(site).review_months if site else A_YEAR
