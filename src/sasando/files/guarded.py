"""What pictures and documents have in common."""

from typing import Any

from django.db import models, transaction

from sasando.files import shown, uploads


class Guarded(models.Model):
    """A row with a file: judged on every way in, kept while a page shows it."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        # Form, importer and shell end here. What a form made safe is not judged twice.
        with uploads.judging(self), transaction.atomic():
            shown.keep(self, fields=kwargs.get("update_fields"))
            super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        with transaction.atomic():
            shown.keep_row(type(self), self)
            return super().delete(*args, **kwargs)

    def judge(self) -> None:
        """Make the new file of this row safe. Raises files.intake.Refused."""
        raise NotImplementedError
