"""The keys of backups: made once here, or an office's own, kept elsewhere."""

from datetime import datetime
from pathlib import Path

import pyrage
from django.conf import settings

from sasando import env
from sasando.core.bilingual import Sentence as _
from sasando.operations.archive import BackupError


def key_file() -> Path:
    return Path(settings.KEYS) / "backup.key"


def recipient(given: str, *, at: datetime) -> pyrage.x25519.Recipient:
    """Return to whom backups are encrypted: `given`, the setting, or our own key.

    Our own key is made when there is none. Raises BackupError for a bad recipient.
    """
    text = given or settings.BACKUP_RECIPIENT
    if not text:
        return own_identity(at).to_public()
    try:
        return pyrage.x25519.Recipient.from_str(text)
    except pyrage.RecipientError as error:
        raise BackupError(
            _("“%(text)s” is not an age recipient; it begins with age1.")
            % {"text": text[:80]}
        ) from error


def own_identity(at: datetime) -> pyrage.x25519.Identity:
    """Return the key in keys/backup.key; made as age-keygen does when missing."""
    file = key_file()
    if file.exists():
        return identities(file)[0]
    made = pyrage.x25519.Identity.generate()
    text = f"# created: {at.isoformat()}\n# public key: {made.to_public()}\n{made}\n"
    try:
        env.keep_secret(file, text)
    except OSError as error:
        raise BackupError(
            _("Cannot write the key %(file)s.") % {"file": file}
        ) from error
    return made


def identities(file: Path) -> list[pyrage.x25519.Identity]:
    """Return the keys in an age key file. Raises BackupError when there is none."""
    try:
        lines = file.read_text().splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BackupError(
            _("Cannot read the key %(file)s; name its file with --key.")
            % {"file": file}
        ) from error
    try:
        found = [
            pyrage.x25519.Identity.from_str(line.strip())
            for line in lines
            if line.strip() and not line.startswith("#")
        ]
    except pyrage.IdentityError:
        found = []
    if not found:
        raise BackupError(
            _("%(file)s is not an age key; it holds a line AGE-SECRET-KEY-1…")
            % {"file": file}
        )
    return found
