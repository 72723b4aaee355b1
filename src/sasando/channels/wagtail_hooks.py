"""What the staff side shows of channels and deliveries, and what the log is told."""

from typing import Any

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from sasando.channels.models import Channel, Content, Delivery, Pause
from sasando.channels.people import staff
from sasando.channels.people.models import Subscription
from sasando.channels.screens import (
    channels,
    composer,
    connecting,
    contents,
    pictures,
)
from sasando.core import actions
from sasando.core.menu import SeenItem

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
        "channel.seen_live": (_("See a live post"), _("Seen live")),
        "delivery.by_hand": (_("Post by hand"), _("Posted by hand")),
        "delivery.found": (_("Confirm a post"), _("Post confirmed by a person")),
        "delivery.waiting_rate": (_("Wait"), _("The platform asked for a rest")),
        "delivery.blocked_auth": (_("Wait"), _("Waits for the channel")),
        "delivery.media_failed": (_("Refuse a file"), _("File refused")),
        "delivery.failed": (_("Refuse a post"), _("Post refused")),
        "delivery.needs_human": (_("Ask a person"), _("A person must look")),
        "delivery.recall_requested": (_("Take back"), _("Post to be taken back")),
        "delivery.recalled": (_("Take back"), _("Post taken back")),
        "delivery.cancelled": (_("Cancel a post"), _("Post cancelled")),
        "subscription.asked": (_("Subscribe"), _("Subscription asked for again")),
        "subscription.confirmed": (_("Subscribe"), _("Agreed to a subscription")),
        "subscription.chosen": (_("Change a subscription"), _("Chose anew")),
        "subscription.left": (_("Unsubscribe"), _("Unsubscribed")),
        "subscription.stopped": (_("Stop a subscription"), _("Address is gone")),
        "subscription.erased": (_("Erase a subscription"), _("Data erased")),
    },
    Channel,
    Content,
    Delivery,
    Pause,
    Subscription,
)


@hooks.register("register_admin_urls")
def addresses() -> list[Any]:
    """Give the screens of channels and posts their addresses."""
    one, post = "kanal/<int:pk>/", "kiriman/<int:pk>/"
    return [
        path("kanal/", channels.index, name="channels"),
        path("kanal/baru/", connecting.choose, name="channels_choose"),
        path("kanal/baru/<slug:kind>/", connecting.connect, name="channels_connect"),
        path("kanal/jeda-semua/", channels.pause_all, name="channels_pause_all"),
        path("kanal/lanjut-semua/", channels.resume_all, name="channels_resume_all"),
        path("kanal/pelanggan/", staff.index, name="channels_people"),
        path("kanal/pelanggan/bukti.csv", staff.proof, name="channels_consents"),
        path(one, channels.show, name="channel"),
        path(f"{one}<slug:name>/", channels.step, name="channel_step"),
        path("kiriman/", contents.index, name="channels_contents"),
        path("kiriman/baru/", composer.new, name="channels_new"),
        path("kiriman/berkas/<int:pk>/", pictures.of_content, name="channels_medium"),
        path(
            "kiriman/satu/<int:pk>/gambar/<int:number>/",
            pictures.of_delivery,
            name="channels_picture",
        ),
        path(
            "kiriman/satu/<int:pk>/<slug:name>/",
            contents.step,
            name="channels_delivery_step",
        ),
        path(post, contents.show, name="channels_content"),
        path(f"{post}ubah/", composer.revise, name="channels_revise"),
        path(f"{post}setujui/", contents.approve, name="channels_approve"),
        path(f"{post}ulangi/", contents.retry_failed, name="channels_retry_failed"),
    ]


@hooks.register("register_admin_menu_item")
def contents_item() -> MenuItem:
    """Lead to what is said on the channels."""
    facts = {"name": "channels-contents", "icon_name": "comment", "order": 40}
    address = reverse("channels_contents")
    return SeenItem(_("Posts"), address, right=contents.VIEW, **facts)


@hooks.register("register_admin_menu_item")
def channels_item() -> MenuItem:
    """Lead to the accounts themselves."""
    facts = {"name": "channels-channels", "icon_name": "globe", "order": 45}
    return SeenItem(_("Channels"), reverse("channels"), right=channels.VIEW, **facts)
