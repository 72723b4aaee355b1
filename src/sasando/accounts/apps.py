"""Starts the room: people's roles become Wagtail's groups once an hour."""

from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "sasando.accounts"
    verbose_name = "Accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from sasando.accounts import jobs
        from sasando.accounts.models import Assignment
        from sasando.accounts.roles import Role
        from sasando.core import telling, tick

        tick.register("accounts.groups", jobs.groups, every=timedelta(minutes=15))
        tick.register("accounts.addresses", jobs.addresses, every=timedelta(minutes=1))
        tick.register("accounts.roles", jobs.roles, every=timedelta(minutes=15))
        tick.register("accounts.sessions", jobs.sessions, every=timedelta(days=1))
        units = telling.rows_of("accounts.Unit")
        telling.register(
            role=telling.Fact(_("Role"), lambda _asked: dict(Role.choices)),
            unit=telling.Fact(_("Work unit"), units),
            parent=telling.Fact(_("Part of"), units),
            successor=telling.Fact(_("Succeeded by"), units),
            acting=telling.Fact(
                _("Standing"), lambda _asked: dict(Assignment.Acting.choices)
            ),
            starts_on=telling.Fact(_("First day")),
            ends_on=telling.Fact(_("Last day")),
            may_sign_in=telling.Fact(_("May sign in")),
        )
