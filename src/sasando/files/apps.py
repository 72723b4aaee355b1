"""The room of pictures and documents."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "sasando.files"
    verbose_name = "Files"
    default_auto_field = "django.db.models.BigAutoField"
