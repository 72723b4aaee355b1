"""Starts the room: people's roles become Wagtail's groups once an hour."""

from datetime import timedelta

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "sasando.accounts"
    verbose_name = "Accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from sasando.accounts import jobs
        from sasando.core import tick

        tick.register("accounts.groups", jobs.groups, every=timedelta(minutes=15))
        tick.register("accounts.addresses", jobs.addresses, every=timedelta(minutes=1))
        tick.register("accounts.roles", jobs.roles, every=timedelta(minutes=15))
        tick.register("accounts.sessions", jobs.sessions, every=timedelta(days=1))
