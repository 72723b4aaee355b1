"""One setting that is a word, a number or a line."""

import os
import re
import shutil
import zoneinfo
from email.utils import parseaddr
from pathlib import Path

HOST = re.compile(
    r"\*|\.?[a-z0-9]([a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\]", re.IGNORECASE
)
LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
LONGEST_LINE = 200


class ConfigError(ValueError):
    """A setting that cannot work: one sentence in Indonesian, one in English."""

    def __init__(self, name: str, indonesian: str, english: str) -> None:
        self.indonesian = f"{name}: {indonesian}"
        self.english = f"{name}: {english}"
        super().__init__(f"{self.indonesian}\n{self.english}")


def text(name: str, default: str = "") -> str:
    """Return `name` from the environment, or from the file that `name`_FILE names."""
    if (path := os.environ.get(f"{name}_FILE")) is not None:
        try:
            return Path(path).read_text().strip()
        except (OSError, UnicodeDecodeError) as error:
            raise ConfigError(
                f"{name}_FILE",
                f"berkas {path} tidak bisa dibaca; tulis nama berkas yang ada.",
                f"cannot read the file {path}; name one that is there.",
            ) from error
    return os.environ.get(name, default)


def flag(name: str, *, default: bool = False) -> bool:
    """Return a yes-or-no setting. Only 1/0, true/false, yes/no are taken."""
    words = {"1": True, "true": True, "yes": True, "0": False, "false": False}
    words |= {"no": False, "": default}
    value = text(name).lower()
    if value not in words:
        raise ConfigError(
            name,
            f"tulis 1 atau 0, bukan “{value}”.",
            f"write 1 or 0, not “{value}”.",
        )
    return words[value]


def number(name: str, *, default: int, least: int = 0, most: int = 99) -> int:
    """Return a whole number between these two."""
    value = text(name, str(default))
    digits = value.isascii() and value.isdecimal() and len(value) < 10
    if not digits or not least <= int(value) <= most:
        raise ConfigError(
            name,
            f"tulis angka dari {least} sampai {most}, bukan “{value}”.",
            f"write a number from {least} to {most}, not “{value}”.",
        )
    return int(value)


def port(name: str, *, default: int) -> int:
    """Return the number of a port."""
    return number(name, default=default, least=1, most=65535)


def line(name: str, default: str = "") -> str:
    """Return words for people or another server: one line that can be printed."""
    value = text(name, default)
    if not value.isprintable() or len(value) > LONGEST_LINE:
        raise ConfigError(
            name,
            f"tulis satu baris biasa, paling panjang {LONGEST_LINE} huruf.",
            f"write one plain line of at most {LONGEST_LINE} letters.",
        )
    return value


def one_word(name: str) -> str:
    """Return a line without spaces, such as another server's id for us."""
    value = line(name)
    if " " in value:
        raise ConfigError(
            name,
            "tulis tanpa spasi, misalnya kantor-humas.",
            "write it without spaces, such as kantor-humas.",
        )
    return value


def time_zone(name: str, *, default: str) -> str:
    """Return the name of a time zone that this machine knows."""
    value = text(name, default)
    try:
        return zoneinfo.ZoneInfo(value).key
    except (ValueError, OSError, zoneinfo.ZoneInfoNotFoundError) as error:
        raise ConfigError(
            name,
            f"zona waktu “{value}” tidak dikenal; tulis misalnya {default}.",
            f"the time zone “{value}” is not known; write one such as {default}.",
        ) from error


def log_level(name: str, *, default: str) -> str:
    """Return the name of a level of Python's logging."""
    value = text(name, default).upper()
    if value not in LEVELS:
        raise ConfigError(
            name,
            f"tulis salah satu: {', '.join(LEVELS)}, bukan “{value}”.",
            f"write one of {', '.join(LEVELS)}, not “{value}”.",
        )
    return value


def hosts(name: str) -> list[str]:
    """Return host names, divided by spaces."""
    found = text(name).split()
    for host in found:
        if not HOST.fullmatch(host):
            raise ConfigError(
                name,
                f"“{host}” bukan nama host; tulis misalnya humas.example.go.id.",
                f"“{host}” is no host name; write one such as humas.example.go.id.",
            )
    return found


def address(name: str, *, default: str) -> str:
    """Return the sender of mails: an address, with a name before it or not."""
    value = line(name, default)
    found = parseaddr(value)[1]
    local, _at, host = found.rpartition("@")
    # It mends what it reads: “a@b c” becomes “a@bc”.
    whole = found in value and " " not in found
    if not (local and whole and HOST.fullmatch(host)):
        raise ConfigError(
            name,
            f"“{value}” bukan alamat surel; tulis misalnya humas@example.go.id.",
            f"“{value}” is no e-mail address; write one such as humas@example.go.id.",
        )
    return value


def program(name: str) -> str:
    """Return the path of a program, or nothing when it is left to be found."""
    value = text(name)
    if value and not shutil.which(value):
        raise ConfigError(
            name,
            f"program {value} tidak ada; tulis misalnya /usr/bin/pg_dump.",
            f"there is no program {value}; write one such as /usr/bin/pg_dump.",
        )
    return value


def recipient(name: str) -> str:
    """Return an age recipient, or nothing when our own key is to be used."""
    value = text(name)
    if value and not re.fullmatch(r"age1[02-9ac-hj-np-z]{58}", value):
        raise ConfigError(
            name,
            "tulis kunci publik age: age1 dan 58 huruf atau angka sesudahnya.",
            "write a public key of age: age1 and 58 letters or digits after it.",
        )
    return value
