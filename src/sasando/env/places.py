"""Settings that are a folder or a secret kept in one."""

import base64
import binascii
import os
import secrets
import tempfile
from pathlib import Path
from typing import Any

from sasando.env.words import ConfigError, text

SHORTEST_SECRET = 20


def folder(name: str, *, default: str) -> Path:
    """Return an absolute folder that can be written to or made; makes nothing."""
    return usable(Path(text(name, default)).expanduser().absolute(), name)


def usable(path: Path, name: str) -> Path:
    """Return a folder that can be written to, or made where it is to lie."""
    try:
        there = next(one for one in (path, *path.parents) if one.exists())
    except OSError as error:
        raise unmade(path, name) from error
    if not there.is_dir():
        raise unmade(path, name)
    if not os.access(there, os.W_OK | os.X_OK):
        raise unmade(path, name) if there != path else unwritable(path, name)
    return path


def log_file(name: str) -> Path | None:
    """Return the path of a log that another program writes, or None for none."""
    words = text(name)
    if not words:
        return None
    path = Path(words)
    if path.is_absolute() and path.parent.is_dir() and not path.is_dir():
        return path
    raise ConfigError(
        name,
        f"{words} bukan berkas log; tulis jalur lengkapnya, misalnya "
        "/var/log/nginx/sasando.log.",
        f"{words} is no log file; write its whole path, such as "
        "/var/log/nginx/sasando.log.",
    )


def made(path: Path, name: str) -> Path:
    """Return a folder, made if missing; `name` is the setting to speak of."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise unmade(path, name) from error
    if not os.access(path, os.W_OK | os.X_OK):
        raise unwritable(path, name)
    return path


def unmade(path: Path, name: str) -> ConfigError:
    return ConfigError(
        name,
        f"folder {path} tidak bisa dibuat; tulis yang lain, misalnya ./var.",
        f"cannot make the folder {path}; write another, such as ./var.",
    )


def unwritable(path: Path, name: str) -> ConfigError:
    return ConfigError(
        name,
        f"folder {path} tidak bisa ditulisi; tulis yang lain, misalnya ./var.",
        f"cannot write to the folder {path}; write another, such as ./var.",
    )


def secret(name: str, *, kept_in: Path, make: Any = None) -> str:
    """Return a secret from the environment, else from a file made once (0600)."""
    if value := given_secret(name):
        return value
    try:
        keep_secret(kept_in, make() if make else secrets.token_urlsafe(50))
    except FileExistsError:
        pass
    except OSError as error:
        raise ConfigError(
            name,
            f"{kept_in} tidak bisa ditulis; periksa izin folder itu.",
            f"cannot write {kept_in}; see to the rights of that folder.",
        ) from error
    return kept_in.read_text().strip()


def given_secret(name: str) -> str:
    """Return a secret from the environment, or nothing. Raises when it is short."""
    value = text(name)
    if value and len(value) < SHORTEST_SECRET:
        raise ConfigError(
            name,
            f"tulis sedikitnya {SHORTEST_SECRET} huruf acak, atau jangan diatur.",
            f"write at least {SHORTEST_SECRET} random letters, or unset it.",
        )
    return value


def given_field_keys(name: str) -> list[str]:
    """Return keys for encrypted fields from the environment, newest first, or none."""
    keys = text(name).split()
    for key in keys:
        if not is_field_key(key):
            raise ConfigError(
                name,
                "tulis kunci Fernet: 32 bita dalam base64, yaitu 44 huruf seperti "
                "…kunciAcak=; pisahkan dengan spasi.",
                "write Fernet keys: 32 bytes in base64, that is 44 letters such as "
                "…randomKey=; divide them by spaces.",
            )
    return keys


def is_field_key(key: str) -> bool:
    try:
        return len(base64.urlsafe_b64decode(key.encode())) == 32
    except (ValueError, binascii.Error):
        return False


def keep_secret(file: Path, words: str) -> None:
    """Write a secret whole (0600) or not at all. Raises OSError, FileExistsError.

    Written aside and linked: a disk that fills half-way leaves no empty key.
    """
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if file.exists():
        raise FileExistsError(file)
    handle, aside = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    try:
        with os.fdopen(handle, "w") as out:
            out.write(words)
            out.flush()
            os.fsync(out.fileno())
        os.link(aside, file)
    finally:
        os.unlink(aside)


def field_key() -> str:
    """Return a new key for encrypted fields (Fernet: 32 random bytes, base64)."""
    return base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()
