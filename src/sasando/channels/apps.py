"""The room of channels."""

from datetime import timedelta

from django.apps import AppConfig


class ChannelsConfig(AppConfig):
    name = "sasando.channels"
    verbose_name = "Channels"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from sasando.channels import following, guards, hooks, jobs, waiting
        from sasando.core import tick, today, triggers

        triggers.register(*guards.GUARDS)
        today.register("channels.stopped", waiting.stopped)
        today.register("channels.comments", waiting.comments)
        today.register("channels.to_approve", waiting.to_approve)
        today.register("channels.health", waiting.health)
        today.register("channels.pages", following.pages)
        today.register("channels.changes", following.changes)
        tick.register("channels.follow", following.follow, every=timedelta(minutes=1))
        today.register("channels.hooks", hooks.lines)
        # Rows are claimed one by one, so that many workers may run it together.
        tick.register(
            "channels.deliver",
            jobs.deliver,
            every=timedelta(0),
            limit=timedelta(minutes=10),
            alone=False,
        )
        tick.register(
            "channels.clocks",
            jobs.clocks,
            every=timedelta(hours=12),
            limit=timedelta(minutes=10),
        )
        tick.register(
            "channels.measure",
            jobs.measure,
            every=timedelta(hours=3),
            limit=timedelta(minutes=20),
        )
        tick.register("channels.tell", jobs.tell, every=timedelta(minutes=1))
        tick.register(
            "channels.read_back",
            jobs.read_back,
            every=timedelta(seconds=20),
            limit=timedelta(minutes=12),
        )
        tick.register(
            "channels.comments",
            jobs.comment,
            every=timedelta(seconds=3),
            limit=timedelta(minutes=25),
            alone=False,
        )
        # One film at a time on all machines: it takes both cores of a small server.
        tick.register(
            "channels.films",
            jobs.shape,
            every=timedelta(seconds=5),
            limit=timedelta(hours=1),
        )
        tick.register(
            "channels.hooks",
            jobs.tell_hooks,
            every=timedelta(seconds=10),
            limit=timedelta(minutes=15),
        )
        tick.register("channels.lent", jobs.sweep, every=timedelta(hours=6))
        tick.register("channels.letters", jobs.letters, every=timedelta(seconds=5))
        tick.register("channels.forget", jobs.forget, every=timedelta(hours=1))
