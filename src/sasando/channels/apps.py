"""The room of channels."""

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
        today.register("channels.hooks", hooks.lines)
        for job in jobs.JOBS:
            tick.register(
                job.name, job.call, every=job.every, limit=job.limit, alone=job.alone
            )
