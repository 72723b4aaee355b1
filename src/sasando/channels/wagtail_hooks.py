"""What the staff side shows of channels and deliveries, and what the log is told."""

from typing import Any

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import widgets
from wagtail.admin.menu import MenuItem
from wagtail.models import Page

from sasando.channels import plan_hooks
from sasando.channels.models import (
    Channel,
    Content,
    Delivery,
    Pause,
    Registration,
    UnitHashtags,
)
from sasando.channels.people import staff
from sasando.channels.people.models import Subscription
from sasando.channels.screens import (
    channels,
    composer,
    connecting,
    contents,
    doors,
    figures,
    film_pieces,
    letters,
    pictures,
    sharing,
)
from sasando.core import actions
from sasando.core.menu import SeenItem

__all__ = ["plan_hooks"]

actions.tell(
    {
        "channel.connected": (_("Connect a channel"), _("Channel connected")),
        "channel.reconnected": (_("Connect again"), _("Channel connected again")),
        "channel.needs_reconnect": (_("Token refused"), _("Token refused")),
        "channel.told": (_("Tell administrators"), _("Administrators told by mail")),
        "channel.blocked": (_("Stop a channel"), _("Stopped by the platform")),
        "channel.options_set": (_("Set a channel"), _("Channel set")),
        "registration.kept": (_("Register an app"), _("App registered")),
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
        "delivery.edit_requested": (_("Change a post"), _("Post to be changed there")),
        "delivery.edited": (_("Change a post"), _("Post changed there")),
        "delivery.twice": (_("Publish a post"), _("A person must look")),
        "content.shared": (_("Share a page"), _("Page shared on channels")),
        "content.left": (_("Let a post stand"), _("Post left as it is")),
        "content.page_seen": (_("Look at the page"), _("Page looked at")),
        "channel.dressed": (_("Links and hashtags"), _("Links and hashtags set")),
        "unit_hashtags.kept": (_("Keep hashtags"), _("Hashtags of a unit kept")),
        "delivery.recalled": (_("Take back"), _("Post taken back")),
        "comment.published": (_("Write a comment"), _("First comment published")),
        "comment.stopped": (_("Ask a person"), _("First comment needs a person")),
        "comment.again": (_("Send a comment again"), _("First comment sent again")),
        "comment.found": (_("Confirm a comment"), _("First comment confirmed")),
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
    Registration,
    UnitHashtags,
    Subscription,
)


@hooks.register("register_admin_urls")
def addresses() -> list[Any]:
    """Give the screens of channels and posts their addresses."""
    return [*of_channels("kanal/<int:pk>/"), *of_posts("kiriman/<int:pk>/")]


def of_channels(one: str) -> list[Any]:
    """Return the addresses of channels; `one` is the beginning of one's."""
    return [
        path("kanal/", channels.index, name="channels"),
        path("kanal/baru/", connecting.choose, name="channels_choose"),
        path("kanal/baru/<slug:kind>/", connecting.connect, name="channels_connect"),
        path("kanal/jeda-semua/", channels.pause_all, name="channels_pause_all"),
        path("kanal/lanjut-semua/", channels.resume_all, name="channels_resume_all"),
        path("kanal/pilih/", doors.pick, name="channels_pick"),
        path("kanal/masuk/<slug:kind>/", doors.leave, name="channels_login"),
        path("kanal/kembali/<slug:kind>/", doors.back, name="channels_login_back"),
        path("kanal/aplikasi/<slug:kind>/", doors.register, name="channels_app"),
        path(f"{one}angka/", figures.of_channel, name="channel_figures"),
        path(f"{one}wajah/", channels.face, name="channel_face"),
        path("kanal/tagar/", sharing.hashtags, name="channels_hashtags"),
        path("kanal/pelanggan/", staff.index, name="channels_people"),
        path("kanal/pelanggan/bukti.csv", staff.proof, name="channels_consents"),
        path(one, channels.show, name="channel"),
        path(f"{one}<slug:name>/", channels.step, name="channel_step"),
    ]


def of_posts(post: str) -> list[Any]:
    """Return the addresses of posts; `post` is the beginning of one's."""
    return [
        path(f"{post}angka/", figures.of_content, name="channels_figures"),
        path("kiriman/", contents.index, name="channels_contents"),
        path("kiriman/baru/", composer.new, name="channels_new"),
        path("kiriman/film/mulai/", film_pieces.begin, name="channels_film_begin"),
        path("kiriman/film/<uuid:key>/", film_pieces.piece, name="channels_film"),
        path(
            "kiriman/film/<uuid:key>/selesai/",
            film_pieces.end,
            name="channels_film_end",
        ),
        path("kiriman/berkas/<int:pk>/", pictures.of_content, name="channels_medium"),
        path("kiriman/tersimpan/", pictures.of_held, name="channels_held"),
        path(
            "kiriman/satu/<int:pk>/gambar/<int:number>/",
            pictures.of_delivery,
            name="channels_picture",
        ),
        path("kiriman/satu/<int:pk>/surat/", letters.show, name="channels_letter"),
        path(
            "kiriman/satu/<int:pk>/<slug:name>/",
            contents.step,
            name="channels_delivery_step",
        ),
        path("kiriman/dari/<int:page_id>/", sharing.share, name="channels_share"),
        path(
            f"{post}halaman/<slug:name>/", sharing.page_step, name="channels_page_step"
        ),
        path(post, contents.show, name="channels_content"),
        path(f"{post}ubah/", composer.revise, name="channels_revise"),
        path(f"{post}setujui/", contents.approve, name="channels_approve"),
        path(f"{post}ulangi/", contents.retry_failed, name="channels_retry_failed"),
    ]


@hooks.register("register_page_header_buttons")
def share_button(page: Page, user: Any, next_url: Any = None, **more: Any) -> Any:
    """Lead from a page that is out, or planned, to what channels say of it."""
    if sharing.may_share(page, user):
        yield widgets.Button(
            _("Share on channels…"),
            reverse("channels_share", args=[page.pk]),
            icon_name="comment",
            priority=58,
        )


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
