"""The machine: room on the disk, the mail server, the public address."""

import shutil
import smtplib
import ssl
import threading
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from sasando.operations import backup
from sasando.operations.doctor import Finding

GB = 1 << 30
LEAST = GB // 2
MAIL_TIMEOUT_SECONDS = 5
LOCAL = {"localhost", "127.0.0.1", "::1"}


def disk(at: datetime) -> Iterator[Finding]:
    """Look at the free room where data, uploads and backups lie."""
    del at
    folders = (
        Path(settings.DATA),
        Path(settings.MEDIA_ROOT),
        backup.folder_of_backups(),
    )
    there = [folder for folder in folders if folder.is_dir()]
    disks = {folder.stat().st_dev: folder for folder in reversed(there)}
    for folder in disks.values():
        yield room_in(folder)


def room_in(folder: Path) -> Finding:
    usage = shutil.disk_usage(folder)
    words = {"folder": folder, "free": f"{usage.free / GB:.1f}"}
    todo = _("Delete what is not needed, or give this place a larger disk.")
    if usage.free < LEAST:
        return Finding(
            "error",
            "disk_full",
            _("%(folder)s has only %(free)s GB left: work will soon stop.") % words,
            todo,
        )
    last = backup.record().get("last", {}).get("size", 0)
    if usage.free < max(min(usage.total // 10, 5 * GB), 2 * last):
        return Finding(
            "warning", "disk_low", _("%(folder)s has %(free)s GB left.") % words, todo
        )
    return Finding("ok", "disk", _("%(folder)s has %(free)s GB left.") % words)


def mail(at: datetime) -> Iterator[Finding]:
    """Greet the mail server, at most 5 seconds in all; no mail is sent."""
    del at
    if "smtp" not in settings.EMAIL_BACKEND:
        if not is_local():
            yield Finding(
                "warning",
                "mail_not_sent",
                _("Mail is only shown on the console, not sent."),
                _("Set SASANDO_MAIL_URL to the mail server of the office."),
            )
        return
    place = {"host": settings.EMAIL_HOST, "port": settings.EMAIL_PORT}
    try:
        greet(settings.EMAIL_HOST, settings.EMAIL_PORT)
    except OSError as error:  # what smtplib raises is one, too
        yield Finding(
            "error",
            "mail_unreachable",
            _("The mail server %(host)s:%(port)s does not answer: %(error)s")
            % (place | {"error": error}),
            _("Correct SASANDO_MAIL_URL, or ask who runs the mail server."),
        )
    else:
        yield Finding(
            "ok", "mail", _("The mail server %(host)s:%(port)s answers.") % place
        )


def greet(host: str, port: int) -> None:
    """Say hello. Raises OSError.

    In a thread of its own: looking up a name may take half a minute and cannot be
    stopped, and each word of a slow server has its own five seconds.
    """
    met: list[OSError] = []

    def talk() -> None:
        try:
            say_hello(host, port)
        except OSError as error:
            met.append(error)

    thread = threading.Thread(target=talk, daemon=True)
    thread.start()
    thread.join(MAIL_TIMEOUT_SECONDS)
    if thread.is_alive():
        raise TimeoutError(_("no answer in 5 seconds"))
    if met:
        raise met[0]


def say_hello(host: str, port: int) -> None:
    with smtplib.SMTP(host, port, timeout=MAIL_TIMEOUT_SECONDS) as server:
        if settings.EMAIL_USE_TLS:
            server.starttls(context=ssl.create_default_context())
        server.noop()


def is_local() -> bool:
    host = settings.PUBLIC.hostname or ""
    return host in LOCAL or host.endswith(".localhost")


def address(at: datetime) -> Iterator[Finding]:
    """Look at the public address and at debug mode."""
    del at
    words = {"address": settings.PUBLIC_URL}
    if not is_local() and settings.PUBLIC.scheme != "https":
        yield Finding(
            "error",
            "address_not_https",
            _("%(address)s is not encrypted: passwords can be read on the way.")
            % words,
            _("Get a certificate and write https:// in SASANDO_PUBLIC_URL."),
        )
    if not is_local() and settings.DEBUG:
        yield Finding(
            "error",
            "debug_on",
            _("Debug mode is on at %(address)s: strangers see the inside.") % words,
            _("Remove SASANDO_DEBUG and start again."),
        )
    if is_local() or (settings.PUBLIC.scheme == "https" and not settings.DEBUG):
        yield Finding("ok", "address", _("The public address is %(address)s.") % words)
