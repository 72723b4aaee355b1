"""The room of channels."""

from datetime import timedelta

from django.apps import AppConfig


class ChannelsConfig(AppConfig):
    name = "sasando.channels"
    verbose_name = "Channels"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from sasando.channels import guards, jobs, waiting
        from sasando.core import tick, today, triggers

        triggers.register(*guards.GUARDS)
        today.register("channels.stopped", waiting.stopped)
        today.register("channels.to_approve", waiting.to_approve)
        today.register("channels.health", waiting.health)
        # Rows are claimed one by one, so that many workers may run it together.
        tick.register(
            "channels.deliver",
            jobs.deliver,
            every=timedelta(0),
            limit=timedelta(minutes=10),
            alone=False,
        )
        tick.register("channels.tell", jobs.tell, every=timedelta(minutes=1))
        tick.register(
            "channels.read_back",
            jobs.read_back,
            every=timedelta(seconds=20),
            limit=timedelta(minutes=12),
        )
        tick.register("channels.lent", jobs.sweep, every=timedelta(hours=6))
        tick.register("channels.letters", jobs.letters, every=timedelta(seconds=5))
        tick.register("channels.forget", jobs.forget, every=timedelta(hours=1))
