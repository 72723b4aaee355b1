"""Backing services, one URL each, and the address of the site."""

from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from sasando.env.places import usable
from sasando.env.words import HOST, ConfigError, line, one_word, text

SQLITE_START = (
    "PRAGMA journal_mode=WAL;"
    # FULL, not NORMAL: a citizen holds a receipt for what was just committed.
    "PRAGMA synchronous=FULL;"
    "PRAGMA mmap_size=134217728;"
    "PRAGMA cache_size=-20000;"
)
# What people set in the query of a PostgreSQL URL; libpq knows a few more.
POSTGRES_OPTIONS = {
    *("application_name", "client_encoding", "connect_timeout", "gssencmode"),
    *("channel_binding", "hostaddr", "keepalives", "keepalives_count"),
    *("keepalives_idle", "keepalives_interval", "load_balance_hosts", "options"),
    *("passfile", "require_auth", "service", "sslcert", "sslcrl", "sslkey"),
    *("sslmode", "sslpassword", "sslrootcert", "target_session_attrs"),
    *("tcp_user_timeout", "host", "port"),
}


def public_url(name: str, *, default: str) -> str:
    """Return the address of the site, without a slash at its end."""
    url = split(name, default)
    plain = not (url.path.strip("/") or url.query or url.fragment or url.username)
    known = url.scheme in {"http", "https"}
    if not (known and plain and HOST.fullmatch(url.hostname or "")):
        raise ConfigError(
            name,
            "tulis http:// atau https:// dan nama situs, misalnya "
            "https://humas.example.go.id",
            "write http:// or https:// and the name of the site, such as "
            "https://humas.example.go.id",
        )
    return url.geturl().rstrip("/")


def database(name: str, *, default: str) -> dict[str, Any]:
    """Return Django's database settings for a sqlite:// or postgres:// URL."""
    url = split(name, default)
    if url.scheme == "sqlite" and (url.netloc + url.path).strip("/"):
        return sqlite(url)
    if url.scheme in {"postgres", "postgresql"} and url.path.strip("/"):
        return postgres(name, url)
    raise unknown(name, url, "sqlite:///folder/sasando.db, postgres://host/name")


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


def postgres(name: str, url: SplitResult) -> dict[str, Any]:
    """Return the settings of a PostgreSQL server; query keys become options."""
    options: dict[str, Any] = {"connect_timeout": 3}
    for key in parse_qs(url.query, keep_blank_values=True):
        if key not in POSTGRES_OPTIONS:
            raise ConfigError(
                name,
                f"pilihan “{key}” tidak dikenal; tulis misalnya ?sslmode=require.",
                f"the option “{key}” is not known; write one such as ?sslmode=require.",
            )
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
    if url.scheme not in {"smtp", "smtp+tls"} or not url.hostname:
        raise unknown(name, url, "console://, smtp://host:25, smtp+tls://host:587")
    return {
        "EMAIL_BACKEND": f"{backends}.smtp.EmailBackend",
        "EMAIL_HOST": url.hostname,
        "EMAIL_PORT": url.port or (587 if url.scheme == "smtp+tls" else 25),
        "EMAIL_HOST_USER": unquote(url.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(url.password or ""),
        "EMAIL_USE_TLS": url.scheme == "smtp+tls",
        "EMAIL_TIMEOUT": 10,
    }


def inbox(name: str) -> dict[str, Any] | None:
    """Return where mail is fetched, or None; plain imap:// on this machine alone."""
    if not text(name):
        return None
    example = "imap+tls://user:password@host/INBOX"
    url = split(name, example)
    on_loopback = url.hostname in {"localhost", "127.0.0.1", "::1"}
    known = url.scheme == "imap+tls" or (url.scheme == "imap" and on_loopback)
    folder = unquote(url.path.strip("/")) or "INBOX"
    words = (unquote(url.username or ""), unquote(url.password or ""), folder)
    plain = all(word and word.isascii() and word.isprintable() for word in words)
    if not (known and url.hostname and plain):
        raise unknown(name, url, example)
    return {
        "host": url.hostname,
        "port": url.port or (993 if url.scheme == "imap+tls" else 143),
        "is_tls": url.scheme == "imap+tls",
        "user": words[0],
        "password": words[1],
        "folder": folder,
    }


def storage(name: str, *, default: str) -> str:
    """Return the folder of uploaded files for a file:// URL."""
    url = split(name, default)
    if url.scheme != "file" or not (url.netloc + url.path).strip("/"):
        raise unknown(name, url, "file:///folder/media")
    return str(usable(Path(local_path(url)), name))


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


def openid_connect(prefix: str) -> dict[str, Any]:
    """Return allauth's provider settings, without a server when none is set.

    Raises when the server has no client id and secret, or no https outside loopback.
    """
    provider: dict[str, Any] = {
        "provider_class": "sasando.accounts.openid.provider.OpenIDConnect",
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [],
    }
    app: dict[str, Any] = {
        "provider_id": "kantor",
        "name": line(f"{prefix}_NAME", "OpenID Connect"),
        "client_id": one_word(f"{prefix}_CLIENT_ID"),
        "secret": one_word(f"{prefix}_CLIENT_SECRET"),
    }
    if not text(f"{prefix}_SERVER"):
        return {"openid_connect": provider}
    server = split(f"{prefix}_SERVER", "https://id.example.org")
    if server.scheme != "https" and server.hostname not in {"localhost", "127.0.0.1"}:
        raise ConfigError(
            f"{prefix}_SERVER",
            "tulis alamat dengan https://, misalnya https://id.example.go.id",
            "write an address with https://, such as https://id.example.go.id",
        )
    if not (app["client_id"] and app["secret"]):
        raise ConfigError(
            f"{prefix}_SERVER",
            f"isi juga {prefix}_CLIENT_ID dan {prefix}_CLIENT_SECRET.",
            f"set {prefix}_CLIENT_ID and {prefix}_CLIENT_SECRET too.",
        )
    app |= {"settings": {"server_url": server.geturl()}}
    return {"openid_connect": provider | {"APPS": [app]}}


def split(name: str, default: str) -> SplitResult:
    """Return the parts of the URL in `name`. Raises when it is no URL."""
    value = text(name, default) or default
    try:
        url = urlsplit(value)
        url.port  # noqa: B018 - reading it checks it
    except ValueError as error:
        raise no_address(name, value, default) from error
    if not url.scheme or "://" not in value:
        raise no_address(name, value, default)
    return url


def no_address(name: str, value: str, default: str) -> ConfigError:
    # A password may stand in front of the @: it is not shown again.
    shown = value.rpartition("@")[2]
    return ConfigError(
        name,
        f"“{shown}” bukan alamat; tulis misalnya {default}",
        f"“{shown}” is no address; write one such as {default}",
    )


def local_path(url: SplitResult) -> str:
    # sqlite:///var/x is relative as in design.md §5; an absolute path has four slashes
    path = unquote(url.netloc + url.path)
    return str(Path(path[1:] if path.startswith("/") else path).absolute())


def unknown(name: str, url: SplitResult, known: str) -> ConfigError:
    # Neither user nor password is shown.
    shown = f"{url.scheme}://{url.netloc.rpartition('@')[2]}"
    return ConfigError(
        name,
        f"{shown} tidak bisa dipakai; tulis salah satu: {known}.",
        f"{shown} cannot be used; write one of: {known}.",
    )
