"""The three kinds of story: news, press release, publication."""

from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page

from sasando.core import approvals
from sasando.core.lacking import Lack, unmet
from sasando.core.models import Approval, Reviewed
from sasando.core.workflow import verb
from sasando.newsroom import numbers, office, translations
from sasando.newsroom.signing import ReleaseForm, signers
from sasando.newsroom.stories import Story


class NewsPage(Story):
    """One news item (berita)."""

    template = Story.template
    parent_page_types: ClassVar = ["newsroom.NewsIndexPage"]

    class Meta:
        verbose_name = _("news item")
        verbose_name_plural = _("news items")


class ReleasePage(Story):
    """A press release (siaran pers): a record with a number, a date, a signatory."""

    is_record = True
    base_form_class = ReleaseForm
    withdraw_permission = "newsroom.withdraw_release"
    read_in_text = Story.read_in_text | {"dated_on", "signatory", "contact"}

    typed_number = models.CharField(
        _("number from the e-office"),
        max_length=80,
        blank=True,
        help_text=_("Leave empty: the number is given when the release is approved."),
    )
    dated_on = models.DateField(
        _("date of the release"), null=True, blank=True, default=timezone.localdate
    )
    signatory = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("signed by"),
    )
    contact = models.TextField(
        _("press contact"),
        max_length=250,
        blank=True,
        help_text=_("Name, telephone and e-mail for journalists."),
    )

    template = Story.template
    parent_page_types: ClassVar = ["newsroom.ReleaseIndexPage"]
    content_panels: ClassVar = [
        *Story.content_panels[:1],
        MultiFieldPanel(
            [
                FieldPanel("dated_on"),
                FieldPanel("signatory"),
                FieldPanel("contact"),
                FieldPanel("typed_number"),
            ],
            heading=_("Release"),
        ),
        *Story.content_panels[1:],
    ]

    class Meta:
        verbose_name = _("press release")
        verbose_name_plural = _("press releases")

    def lacks(self) -> list[str]:
        """Return what is missing before a second person can approve it."""
        dated = Lack(gettext("Write the date of the release."), field="dated_on")
        signed = Lack(gettext("Name who signs."), field="signatory")
        contact = Lack(gettext("Write the press contact."), field="contact")
        stays = Lack(
            gettext("A release stays: take its end date out."), field="expire_at"
        )
        wanted: dict[str, bool] = {
            dated: self.dated_on is not None,
            signed: self.signatory_id is not None,
            contact: bool(self.contact.strip()),
            stays: self.expire_at is None,
        }
        return super().lacks() + unmet(wanted) + self.lacks_of_signing()

    def lacks_of_signing(self) -> list[str]:
        """Return why this signatory or number cannot stand. Three queries."""
        lacking: list[str] = []
        if self.signatory and not self.may_sign():
            why = gettext("%(name)s has no role to sign on that date.")
            lacking.append(Lack(why % {"name": self.signatory}, field="signatory"))
        typed, given = self.typed_number.strip(), self.number
        if given and typed and typed.lower() != given.lower():
            why = gettext(
                "It bears the number %(number)s already. Leave the field empty."
            )
            lacking.append(Lack(why % {"number": given}, field="typed_number"))
        if self.typed_number and not self.original() and numbers.is_taken(self):
            why = gettext("Another release bears the number %(number)s.")
            words = {"number": self.typed_number}
            lacking.append(Lack(why % words, field="typed_number"))
        return lacking

    def may_sign(self) -> bool:
        day = self.dated_on or timezone.localdate()
        return bool(signers(day).filter(pk=self.signatory_id).exists())

    def hinders(self, *, at: datetime) -> str:
        """Return why this release may not go out: its number was cancelled, or ""."""
        if not self.number:
            return gettext("Its number was cancelled. Send it for approval again.")
        return super().hinders(at=at)

    def was_approved(self, approval: Approval) -> None:
        """Give the number, in the approval's own transaction; a translation has none.

        It is the same release in another language, so it bears the same number.
        """
        super().was_approved(approval)
        if self.original() is None:
            numbers.give(self, by=approval.approved_by, at=approval.approved_at)

    @property
    def number(self) -> str:
        """Return the number in force, or "". One to three queries."""
        return numbers.of(self) or numbers.of(self.original() or self)

    def original(self) -> Page | None:
        """Return the release of which this one is the translation. One query."""
        return translations.source_of(self)


# A record leaves its address by the head's word alone.
withdraw_release = verb(ReleasePage.withdraw_permission)(approvals.withdraw)


class PublicationPage(Reviewed, Story):
    """A publication: what is looked at, heard or printed rather than read.

    It stays in use for years, so it has a date of review.
    """

    class Form(models.TextChoices):
        INFOGRAPHIC = "infographic", _("Infographic")
        VIDEO = "video", _("Video")
        PHOTO_STORY = "photo_story", _("Photo story")
        BULLETIN = "bulletin", _("Bulletin")
        RADIO_SCRIPT = "radio_script", _("Radio script")

    form = models.CharField(_("form"), max_length=20, choices=Form)

    template = Story.template
    read_in_text = Story.read_in_text | {"form"}
    parent_page_types: ClassVar = ["newsroom.PublicationIndexPage"]
    content_panels: ClassVar = [
        *Story.content_panels[:1],
        FieldPanel("form"),
        *Story.content_panels[1:],
    ]

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publications")

    def review_months(self) -> int:
        """Return what the office has chosen. One query."""
        return office.review_months(self)

    def counts_as_review(self) -> bool:
        return self.change != self.Change.SMALL
