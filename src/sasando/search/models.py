"""The text of each public page as search reads it, and what narrows a search."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page


class Text(models.Model):
    """One page's words. Beside it the database keeps its own index of them.

    `revision` is the published text that these words are; a page whose text is another
    by now is not found until its words are read anew.
    """

    page = models.OneToOneField(
        Page,
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="+",
        verbose_name=_("page"),
    )
    revision = models.PositiveBigIntegerField(_("revision"))
    language = models.CharField(_("language"), max_length=10)
    kind = models.CharField(_("kind"), max_length=30)
    at = models.DateTimeField(_("date"), null=True)
    title = models.TextField(_("title"))
    words = models.TextField(_("text"))
    read_at = models.DateTimeField(_("read at"), db_index=True)

    # The pages' own links are of no use a second time.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("text for search")
        verbose_name_plural = _("texts for search")

    def __str__(self) -> str:
        return self.title
