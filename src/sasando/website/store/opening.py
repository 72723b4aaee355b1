"""The door and the thread beside it, as a web server's process opens them."""

import logging
import threading
from typing import Any

from django.conf import settings
from django.db import DatabaseError, InterfaceError, connections
from django.utils import timezone

from sasando.core.sending import Sending
from sasando.website.reads.tally import COUNTER
from sasando.website.store import keeping, refreshing, rendering
from sasando.website.store.serving import Application, Door

logger = logging.getLogger(__name__)
# Who else holds the lease hears our touches; after this we look whether they did.
PATIENCE_SECONDS = 0.1
TRIES = 100


def door(application: Any) -> Application:
    """Return the application behind its stored pages."""
    if not refreshing.is_on():
        return Sending(application)
    rendering.use(application)
    refresher = Refresher()
    hosts = settings.ALLOWED_HOSTS
    inside = Sending(application)
    return Door(inside, keeping.folder(), hosts, refresher.wake, COUNTER)


class Refresher:
    """One thread that refreshes pages right after a change; asleep at all other times.

    It is started by the first change: a server forks after it has loaded us.
    """

    def __init__(self) -> None:
        self.bell = threading.Event()
        self.gate = threading.Lock()
        self.thread: threading.Thread | None = None

    def wake(self) -> None:
        """Say that something may have changed. Returns at once."""
        with self.gate:
            if self.thread is None or not self.thread.is_alive():
                self.thread = threading.Thread(
                    target=self.work, name="page-store", daemon=True
                )
                self.thread.start()
        self.bell.set()

    def work(self) -> None:
        while True:
            self.bell.wait()
            self.bell.clear()
            try:
                self.refresh()
            except (DatabaseError, InterfaceError):
                # The pages stay as they are; the next change or `tick` tries again.
                logger.warning("The database is away; stored pages stay", exc_info=True)
            except Exception:
                logger.exception("Stored pages were not refreshed")
            finally:
                connections.close_all()

    def refresh(self) -> None:
        for _each in range(TRIES):
            done = refreshing.at_once(timezone.now())
            if done or self.bell.is_set() or not refreshing.waits():
                return
            self.bell.wait(PATIENCE_SECONDS)
