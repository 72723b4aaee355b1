"""What the environment says, one URL a backing service; no Django, no clock.

Every function raises `ConfigError` with one sentence that names the variable and
says what to do, so that a wrong setting stops the start instead of a request.
"""

import base64
import os
import secrets
import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

SQLITE_START = (
    "PRAGMA journal_mode=WAL;"
    # FULL, not NORMAL: a citizen holds a receipt for what was just committed.
    "PRAGMA synchronous=FULL;"
    "PRAGMA mmap_size=134217728;"
    "PRAGMA cache_size=-20000;"
)


class ConfigError(ValueError):
    """A setting that cannot work; its text is one sentence for the operator."""


def text(name: str, default: str = "") -> str:
    """Return `name` from the environment, or from the file that `name`_FILE names."""
    if (path := os.environ.get(f"{name}_FILE")) is not None:
        try:
            return Path(path).read_text().strip()
        except OSError as error:
            raise ConfigError(f"{name}_FILE: cannot read {path}.") from error
    return os.environ.get(name, default)


def flag(name: str, *, default: bool = False) -> bool:
    """Return a yes-or-no setting. Only 1/0, true/false, yes/no are taken."""
    words = {"1": True, "true": True, "yes": True, "0": False, "false": False}
    words |= {"no": False, "": default}
    value = text(name).lower()
    if value not in words:
        raise ConfigError(f"{name}: write 1 or 0, not “{value}”.")
    return words[value]


def number(name: str, *, default: int) -> int:
    """Return a whole number, zero or more."""
    value = text(name, str(default))
    if not value.isdecimal():
        raise ConfigError(f"{name}: write a whole number, not “{value}”.")
    return int(value)


def database(name: str, *, default: str) -> dict[str, Any]:
    """Return Django's database settings for a sqlite:// or postgres:// URL."""
    url = split(name, default)
    if url.scheme == "sqlite":
        return sqlite(url)
    if url.scheme in {"postgres", "postgresql"}:
        return postgres(url)
    raise unknown(name, url, "sqlite://, postgres://")


def sqlite(url: SplitResult) -> dict[str, Any]:
    """Return the settings of the embedded database: WAL, FULL, IMMEDIATE."""
    return {
        "ENGINE": "sasando.core.sqlite",
        "NAME": local_path(url),
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": SQLITE_START,
        },
    }


def postgres(url: SplitResult) -> dict[str, Any]:
    """Return the settings of a PostgreSQL server; query keys become options."""
    options: dict[str, Any] = {"connect_timeout": 3}
    options |= {key: values[-1] for key, values in parse_qs(url.query).items()}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(url.path.lstrip("/")),
        "USER": unquote(url.username or ""),
        "PASSWORD": unquote(url.password or ""),
        "HOST": unquote(url.hostname or ""),
        "PORT": str(url.port or ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }


def mail(name: str, *, default: str) -> dict[str, Any]:
    """Return Django's e-mail settings for console://, smtp:// or smtp+tls://."""
    url = split(name, default)
    backends = "django.core.mail.backends"
    if url.scheme == "console":
        return {"EMAIL_BACKEND": f"{backends}.console.EmailBackend"}
    if url.scheme not in {"smtp", "smtp+tls"}:
        raise unknown(name, url, "console://, smtp://, smtp+tls://")
    return {
        "EMAIL_BACKEND": f"{backends}.smtp.EmailBackend",
        "EMAIL_HOST": url.hostname or "localhost",
        "EMAIL_PORT": url.port or (587 if url.scheme == "smtp+tls" else 25),
        "EMAIL_HOST_USER": unquote(url.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(url.password or ""),
        "EMAIL_USE_TLS": url.scheme == "smtp+tls",
        "EMAIL_TIMEOUT": 10,
    }


def storage(name: str, *, default: str) -> str:
    """Return the folder of uploaded files for a file:// URL."""
    url = split(name, default)
    if url.scheme != "file":
        raise unknown(name, url, "file://")
    return local_path(url)


def cache(name: str, *, default: str) -> dict[str, Any]:
    """Return Django's cache settings for local:// (each process its own)."""
    url = split(name, default)
    if url.scheme != "local":
        raise unknown(name, url, "local://")
    return {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        # Django's 300 would let strangers wash the count of failed sign-ins out.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }


def folder(name: str, *, default: str) -> Path:
    """Return an absolute folder, made if missing. Raises when it is not writable."""
    return made(Path(text(name, default)).expanduser().absolute(), name)


def made(path: Path, name: str) -> Path:
    """Return a folder, made if missing; `name` is the setting to speak of."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigError(f"{name}: cannot make the folder {path}.") from error
    if not os.access(path, os.W_OK | os.X_OK):
        raise ConfigError(f"{name}: cannot write to the folder {path}.")
    return path


def secret(name: str, *, kept_in: Path, make: Any = None) -> str:
    """Return a secret from the environment, else from a file made once (0600)."""
    if value := text(name):
        return value
    try:
        keep_secret(kept_in, make() if make else secrets.token_urlsafe(50))
    except FileExistsError:
        pass
    except OSError as error:
        raise ConfigError(f"{name}: cannot write {kept_in}.") from error
    return kept_in.read_text().strip()


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


def openid_connect(prefix: str) -> dict[str, Any]:
    """Return allauth's provider settings, without a server when none is set.

    Raises when the server has no client id and secret, or no https outside loopback.
    """
    provider: dict[str, Any] = {
        "provider_class": "sasando.accounts.openid.provider.OpenIDConnect",
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [],
    }
    if not text(f"{prefix}_SERVER"):
        return {"openid_connect": provider}
    server = split(f"{prefix}_SERVER", "https://id.example.org")
    if server.scheme != "https" and server.hostname not in {"localhost", "127.0.0.1"}:
        raise ConfigError(f"{prefix}_SERVER: write an address with https://.")
    app = {
        "provider_id": "kantor",
        "name": text(f"{prefix}_NAME", "OpenID Connect"),
        "client_id": text(f"{prefix}_CLIENT_ID"),
        "secret": text(f"{prefix}_CLIENT_SECRET"),
        "settings": {"server_url": server.geturl()},
    }
    if not (app["client_id"] and app["secret"]):
        raise ConfigError(f"{prefix}_SERVER needs {prefix}_CLIENT_ID and _SECRET.")
    return {"openid_connect": provider | {"APPS": [app]}}


def split(name: str, default: str) -> SplitResult:
    """Return the parts of the URL in `name`. Raises when it is no URL."""
    value = text(name, default) or default
    try:
        url = urlsplit(value)
        url.port  # noqa: B018 - reading it checks it
    except ValueError as error:
        raise ConfigError(f"{name}: “{value}” is not an address.") from error
    if not url.scheme or "://" not in value:
        raise ConfigError(f"{name}: write an address such as {default}")
    return url


def local_path(url: SplitResult) -> str:
    # sqlite:///var/x is relative as in design.md §5; an absolute path has four slashes
    path = unquote(url.netloc + url.path)
    return str(Path(path[1:] if path.startswith("/") else path).absolute())


def unknown(name: str, url: SplitResult, known: str) -> ConfigError:
    return ConfigError(f"{name}: {url.scheme}:// is not known here; use {known}.")
