"""What the log is told of channels and deliveries."""

from django.utils.translation import gettext_lazy as _

from sasando.channels.models import Channel, Content, Delivery, Pause
from sasando.core import actions

actions.tell(
    {
        "channel.connected": (_("Connect a channel"), _("Channel connected")),
        "channel.reconnected": (_("Connect again"), _("Channel connected again")),
        "channel.needs_reconnect": (_("Token refused"), _("Token refused")),
        "channel.told": (_("Tell administrators"), _("Administrators told by mail")),
        "channel.blocked": (_("Stop a channel"), _("Stopped by the platform")),
        "channel.removed": (_("Remove a channel"), _("Channel removed")),
        "channel.paused": (_("Pause a channel"), _("Channel paused")),
        "channel.resumed": (_("Resume a channel"), _("Channel resumed")),
        "pause.began": (_("Pause all channels"), _("All channels paused")),
        "pause.ended": (_("Resume all channels"), _("All channels resumed")),
        "content.written": (_("Write a post"), _("Post written")),
        "content.edited": (_("Edit a post"), _("Post edited")),
        "delivery.draft": (_("Void an approval"), _("Approval void")),
        "delivery.scheduled": (_("Schedule a post"), _("Post scheduled")),
        "delivery.published": (_("Publish a post"), _("Post published")),
        "delivery.found": (_("Confirm a post"), _("Post confirmed by a person")),
        "delivery.waiting_rate": (_("Wait"), _("The platform asked for a rest")),
        "delivery.blocked_auth": (_("Wait"), _("Waits for the channel")),
        "delivery.media_failed": (_("Refuse a file"), _("File refused")),
        "delivery.failed": (_("Refuse a post"), _("Post refused")),
        "delivery.needs_human": (_("Ask a person"), _("A person must look")),
        "delivery.recall_requested": (_("Take back"), _("Post to be taken back")),
        "delivery.recalled": (_("Take back"), _("Post taken back")),
        "delivery.cancelled": (_("Cancel a post"), _("Post cancelled")),
    },
    Channel,
    Content,
    Delivery,
    Pause,
)
