"""What the page store knows of each address, and of what its bytes are made.

No row here is shown to readers. The words are those of touches (`core.hearing`).
"""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class StoredPage(models.Model):
    """One address of the site: whether its bytes are fresh, and what is wrong."""

    class Rank(models.IntegerChoices):
        """Who is rendered first: a change is looked for where it was made."""

        ITSELF = 0, _("changed itself")
        LIST = 1, _("home and sections")
        OTHER = 2, _("all others")
        LATER = 3, _("tried before, and failed")

    path = models.CharField(_("address"), max_length=1000, unique=True)
    page_id = models.PositiveBigIntegerField(_("page"), null=True, db_index=True)
    status = models.PositiveSmallIntegerField(_("status"), null=True)
    goes_to = models.TextField(_("address it leads to"), blank=True)
    digest = models.CharField(_("hash of the bytes"), max_length=64, blank=True)
    stored_at = models.DateTimeField(_("stored at"), null=True)
    proved_at = models.DateTimeField(_("proved at"), null=True)
    changes_at = models.DateTimeField(_("valid until"), null=True, db_index=True)
    stale_since = models.DateTimeField(_("stale since"), null=True)
    rank = models.PositiveSmallIntegerField(_("rank"), choices=Rank, default=Rank.OTHER)
    place = models.PositiveSmallIntegerField(
        _("rank by its place"), choices=Rank, default=Rank.OTHER
    )
    fault = models.TextField(_("why it is not stored"), blank=True)
    # Compressed as well as can be, for which there is no time when it is stored.
    is_squeezed = models.BooleanField(_("compressed well"), default=False)
    leaked_at = models.DateTimeField(_("changed without a touch at"), null=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("stored page")
        verbose_name_plural = _("stored pages")
        ordering = ["path"]
        indexes: ClassVar = [
            models.Index(
                fields=["rank", "stale_since"],
                condition=models.Q(stale_since__isnull=False),
                name="stored_page_stale",
            ),
            models.Index(
                fields=["rank"],
                condition=models.Q(is_squeezed=False),
                name="stored_page_loose",
            ),
        ]

    def __str__(self) -> str:
        return self.path


class RowTag(models.Model):
    """One row that a page was made of."""

    pk = models.CompositePrimaryKey("word", "stored_id")
    word = models.CharField(_("row"), max_length=150)
    stored = models.ForeignKey(
        StoredPage, on_delete=models.CASCADE, related_name="+", verbose_name=_("page")
    )

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("row tag")
        verbose_name_plural = _("row tags")

    def __str__(self) -> str:
        return self.word


class Query(models.Model):
    """One question that pages asked of the database, with the digest of its answer."""

    key = models.CharField(_("hash of the text"), max_length=32, primary_key=True)
    text = models.TextField(_("text"))
    quiet = models.JSONField(_("columns that are not shown"), default=list)
    digest = models.CharField(_("digest of the answer"), max_length=32)
    # A touch named one of its words; nobody has asked it again since.
    is_doubted = models.BooleanField(_("in doubt"), default=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("query")
        verbose_name_plural = _("queries")
        indexes: ClassVar = [
            models.Index(
                fields=["key"],
                condition=models.Q(is_doubted=True),
                name="query_doubted",
            )
        ]

    def __str__(self) -> str:
        return self.key


class QueryWord(models.Model):
    """One word of a touch that may change the answer of a query."""

    pk = models.CompositePrimaryKey("word", "query_id")
    word = models.CharField(_("word"), max_length=150)
    query = models.ForeignKey(
        Query, on_delete=models.CASCADE, related_name="+", verbose_name=_("query")
    )

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("word of a query")
        verbose_name_plural = _("words of queries")

    def __str__(self) -> str:
        return self.word


class PageQuery(models.Model):
    """One page whose bytes hang on a query."""

    pk = models.CompositePrimaryKey("query_id", "stored_id")
    query = models.ForeignKey(
        Query, on_delete=models.CASCADE, related_name="+", verbose_name=_("query")
    )
    stored = models.ForeignKey(
        StoredPage, on_delete=models.CASCADE, related_name="+", verbose_name=_("page")
    )

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("query of a page")
        verbose_name_plural = _("queries of pages")

    def __str__(self) -> str:
        return str(self.query_id)


class StoreState(models.Model):
    """The one row that says to which folder these rows belong, and from which code."""

    token = models.CharField(_("name of the folder"), max_length=32)
    code = models.CharField(_("hash of the code"), max_length=64, blank=True)
    begun_at = models.DateTimeField(_("begun at"), null=True)

    class Meta:
        verbose_name = _("state of the page store")
        verbose_name_plural = _("states of the page store")

    def __str__(self) -> str:
        return self.token
