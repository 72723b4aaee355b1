"""`sasando sandbox`: a double of the platforms, to try things without harm."""

from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext_lazy as _

from sasando.channels.sandbox.platforms import PLATFORMS
from sasando.channels.sandbox.server import serve
from sasando.channels.sandbox.world import World
from sasando.core.bilingual import SpeakingCommand, both

PAGE = {"id": "1001", "name": "Humas Contoh", "token": "contoh"}


class Command(SpeakingCommand):
    help = "Serve a double of the platforms on this machine until stopped."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=8800)

    def handle(self, **options: Any) -> None:
        world = World(PLATFORMS)
        for platform in world.platforms.values():
            platform.add(PAGE)
        server = serve(world, port=options["port"])
        address = f"http://127.0.0.1:{server.server_port}"
        ready = _("A double of the platforms answers at %(address)s; Ctrl-C ends it.")
        self.stdout.write(both(ready, address=address))
        self.stdout.flush()
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            server.server_close()
