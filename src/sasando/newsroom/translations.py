"""A story in another language: which text it was made from, and whether that changed.

Wagtail makes the translation (`simple_translation`); a row beside it keeps the version.
Only a real change of the source counts: it alone moves `changed_at`.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import get_active_log_context
from wagtail.models import Page

from sasando.core.digests import public_digest
from sasando.core.models import Entry
from sasando.core.today import MOST, Group, Line
from sasando.core.workflow import NotAllowed, verb


class TranslationQuerySet(models.QuerySet["Translation"]):
    def stale(self) -> Self:
        """Return those whose source has really changed since."""
        never = models.Q(as_of=None, source__story__changed_at__isnull=False)
        later = models.Q(source__story__changed_at__gt=models.F("as_of"))
        return self.filter(never | later, source__live=True)


class Translation(models.Model):
    """One page that was made from another: from which of its texts, and as of when."""

    page = models.OneToOneField(
        Page,
        on_delete=models.CASCADE,
        related_name="translated_from",
        verbose_name=_("page"),
    )
    source = models.ForeignKey(
        Page,
        on_delete=models.CASCADE,
        related_name="translated_to",
        verbose_name=_("source"),
    )
    revision = models.ForeignKey(
        "wagtailcore.Revision",
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("version of the source"),
    )
    digest = models.CharField(_("hash of that text"), max_length=64)
    # The last real change of the source that the translation knows of.
    as_of = models.DateTimeField(_("as of"), null=True)

    objects = TranslationQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("translation")
        verbose_name_plural = _("translations")

    def __str__(self) -> str:
        return f"#{self.source_id} → #{self.page_id}"

    def difference_url(self) -> str:
        """Return the address at which the two texts of the source are compared."""
        versions = (self.revision_id or "earliest", self.source.live_revision_id)
        return reverse(
            "wagtailadmin_pages:revisions_compare", args=[self.source_id, *versions]
        )


def made(sender: Any, source_obj: Any, target_obj: Any, **kwargs: Any) -> None:
    """Receive `copy_for_translation_done`: keep what was translated, and who did it.

    The translator owns the draft: Wagtail would name the owner of the source.
    """
    if not hasattr(source_obj, "changed_at"):
        return
    # As it is stored: who copies may hold it as it was before it went out.
    source_obj = type(source_obj)._base_manager.get(pk=source_obj.pk)
    text = source_obj if source_obj.live else source_obj.get_latest_revision_as_object()
    revision = source_obj.live_revision_id if source_obj.live else None
    Translation.objects.create(
        page_id=target_obj.pk,
        source_id=source_obj.pk,
        revision_id=revision or source_obj.latest_revision_id,
        digest=public_digest(text),
        as_of=source_obj.changed_at if source_obj.live else None,
    )
    if by := get_active_log_context().user:
        Page.objects.filter(pk=target_obj.pk).update(owner=by)


def went_out(story: Any, *, at: datetime) -> None:
    """Follow a story that goes out: as a source, and as a translation. Two queries.

    A source that goes out as it was translated is no news for the translation. A
    translation that goes out with a real change has taken up what its source says.
    """
    if story.changed_at == at:
        waiting = Translation.objects.filter(source_id=story.pk, as_of=None)
        if waiting.exists():
            same = waiting.filter(digest=public_digest(story))
            same.update(as_of=at, revision_id=story.live_revision_id)
    if story.change == story.Change.REAL:
        mine = Translation.objects.filter(page_id=story.pk).select_related("source")
        for row in mine:
            catch_up(row)


def catch_up(row: Translation) -> None:
    """Note that the translation agrees with what its source says now."""
    source = row.source.specific
    Translation.objects.filter(pk=row.pk).update(
        as_of=source.changed_at,
        revision_id=source.live_revision_id or row.revision_id,
        digest=public_digest(source),
    )


@verb("newsroom.confirm_translation")
def confirm(page: Page, *, by: Any, at: datetime) -> None:
    """Say that a translation is still right though its source has changed.

    Raises NotAllowed when nothing waits for that word.
    """
    row = Translation.objects.stale().select_related("source").filter(page=page).first()
    if row is None:
        raise NotAllowed(_("This translation is up to date already."))
    catch_up(row)
    data = {"source_page": row.source_id}
    Entry.write(page.specific, "translation.confirmed", by=by, at=at, data=data)


def stale(page: Page) -> Translation | None:
    """Return what this page was translated from, if that has changed. One query."""
    rows = Translation.objects.stale().select_related("source__locale")
    return rows.filter(page_id=page.pk).first()


def source_of(page: Page) -> Page | None:
    """Return the page of which this one is the translation, or None. One query."""
    row = Translation.objects.filter(page_id=page.pk).select_related("source").first()
    return row.source if row else None


def waiting(user: Any, at: datetime) -> Iterator[Line]:
    """Yield the translations of this person whose source has changed. One query."""
    mine = Translation.objects.stale().filter(page__owner=user)
    for row in mine.select_related("page").order_by("pk")[:MOST]:
        said = gettext("The source of this translation has changed: %(title)s")
        yield Line(
            group=Group.WAITS,
            text=said % {"title": row.page.draft_title},
            url=reverse("newsroom_translation", args=[row.page_id]),
            verb=gettext("See what changed"),
        )
