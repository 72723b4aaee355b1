"""The room of pictures and documents."""

from django.apps import AppConfig
from django.db.models.signals import pre_delete
from django.utils.translation import gettext_lazy as _


class FilesConfig(AppConfig):
    name = "sasando.files"
    verbose_name = "Files"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from sasando.core import telling
        from sasando.files import shown
        from sasando.files.models import OfficeDocument, Picture

        for model in (Picture, OfficeDocument):
            pre_delete.connect(
                shown.keep_row, sender=model, dispatch_uid=f"files.{model.__name__}"
            )
        pages = telling.rows_of("wagtailcore.Page")
        telling.register(
            new=telling.Fact(_("New picture"), telling.rows_of("files.Picture")),
            pages=telling.Fact(_("Pages that show it now"), pages),
            left=telling.Fact(_("Pages left as they were"), pages),
        )
