"""What must stay secret: key files and folders, the signing key, the field keys."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from stat import S_IRWXG, S_IRWXO, S_IWOTH

from cryptography.fernet import Fernet
from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _

from sasando.operations import backup
from sasando.operations.doctor import Finding

SHORTEST_KEY = 40
FEWEST_SIGNS = 10


def permissions(at: datetime) -> Iterator[Finding]:
    """Look at who else on this machine may read keys or write data."""
    del at
    keys = Path(settings.KEYS)
    backups = backup.folder_of_backups().glob("*.age")
    secret = [keys, *keys.glob("*"), *backups]
    ours = [Path(settings.DATA), Path(settings.MEDIA_ROOT)]
    if connection.vendor == "sqlite":
        ours.append(Path(connection.settings_dict["NAME"]))
    wrong = [
        *(open_key(path) for path in secret if has(path, S_IRWXG | S_IRWXO)),
        *(open_data(path) for path in ours if has(path, S_IWOTH)),
    ]
    yield from wrong
    if not wrong:
        yield Finding("ok", "permissions", _("Keys and data are closed to others."))


def has(path: Path, bits: int) -> bool:
    return path.exists() and bool(path.stat().st_mode & bits)


def open_key(path: Path) -> Finding:
    return Finding(
        "error",
        "key_readable",
        _("Other users of this machine may read %(file)s.") % {"file": path},
        _("Run: chmod go-rwx %(file)s") % {"file": path},
    )


def open_data(path: Path) -> Finding:
    return Finding(
        "error",
        "data_writable",
        _("Any user of this machine may change %(file)s.") % {"file": path},
        _("Run: chmod o-w %(file)s") % {"file": path},
    )


def secret_key(at: datetime) -> Iterator[Finding]:
    """Look whether the signing key can be guessed."""
    del at
    key = settings.SECRET_KEY
    if len(key) < SHORTEST_KEY or len(set(key)) < FEWEST_SIGNS or "insecure" in key:
        yield Finding(
            "error",
            "secret_key_weak",
            _("The signing key is short or easy to guess: sessions can be forged."),
            _("Remove SASANDO_SECRET_KEY, so that a strong one is made."),
        )
    else:
        yield Finding("ok", "secret_key", _("The signing key is strong."))


def field_keys(at: datetime) -> Iterator[Finding]:
    """Look whether every key of encrypted fields can be used."""
    del at
    bad = [
        number for number, key in enumerate(settings.FIELD_KEYS, 1) if not usable(key)
    ]
    if bad or not settings.FIELD_KEYS:
        words = {"numbers": ", ".join(map(str, bad)) or "0"}
        yield Finding(
            "error",
            "field_key_invalid",
            _("Key %(numbers)s of SASANDO_FIELD_KEYS is not usable.") % words,
            _("Put back the keys that were in use; the backup holds them."),
        )
    else:
        yield Finding("ok", "field_keys", _("The keys of encrypted fields are usable."))


def usable(key: str) -> bool:
    try:
        Fernet(key)
    except ValueError:
        return False
    return True
