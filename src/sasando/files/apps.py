"""The room of pictures and documents."""

from django.apps import AppConfig
from django.db.models.signals import pre_delete


class FilesConfig(AppConfig):
    name = "sasando.files"
    verbose_name = "Files"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from sasando.files import shown
        from sasando.files.models import OfficeDocument, Picture

        for model in (Picture, OfficeDocument):
            pre_delete.connect(
                shown.keep_row, sender=model, dispatch_uid=f"files.{model.__name__}"
            )
