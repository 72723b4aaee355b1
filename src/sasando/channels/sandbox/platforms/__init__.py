"""The platforms of the double, one file each."""

from collections.abc import Callable

from sasando.channels.sandbox.platforms.facebook import Facebook
from sasando.channels.sandbox.platforms.instagram import Instagram
from sasando.channels.sandbox.platforms.telegram import Telegram
from sasando.channels.sandbox.platforms.threads import Threads
from sasando.channels.sandbox.platforms.webpush import WebPush
from sasando.channels.sandbox.platforms.whatsapp import WhatsApp
from sasando.channels.sandbox.platforms.youtube import YouTube
from sasando.channels.sandbox.world import Platform, World

PLATFORMS: list[Callable[[World], Platform]] = [
    *(Facebook, Instagram, Threads),
    *(YouTube, Telegram),
    *(WebPush, WhatsApp),
]
