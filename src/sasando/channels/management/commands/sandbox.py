"""`sasando sandbox`: a double of the platforms, to try things without harm."""

import shutil
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser
from django.utils.translation import gettext_lazy as _

from sasando.channels.sandbox.accounts import PORT, settle_in
from sasando.channels.sandbox.keeping import Shelf
from sasando.channels.sandbox.platforms import PLATFORMS
from sasando.channels.sandbox.server import serve
from sasando.channels.sandbox.world import World
from sasando.core.bilingual import SpeakingCommand, both


class Command(SpeakingCommand):
    help = "Serve a double of the platforms on this machine until stopped."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=PORT)
        parser.add_argument(
            "--fresh", action="store_true", help="forget every post and account first"
        )

    def handle(self, **options: Any) -> None:
        folder = shelf_folder()
        if options["fresh"]:
            shutil.rmtree(folder, ignore_errors=True)
        shelf, world = Shelf(folder), World(PLATFORMS)
        if not shelf.is_empty():
            shelf.bring_back(world)
        settle_in(world)
        server = serve(world, port=options["port"])
        server.keep = lambda: shelf.keep(world)
        address = f"http://127.0.0.1:{server.server_port}"
        ready = _("A double of the platforms answers at %(address)s; Ctrl-C ends it.")
        self.stdout.write(both(ready, address=address))
        self.stdout.flush()
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            server.server_close()
        shelf.keep(world)


def shelf_folder() -> Path:
    """Return where the double keeps what it knows."""
    return Path(settings.DATA) / "sandbox"
