"""What the environment says, one URL a backing service; no Django, no clock.

Every function raises `ConfigError` with one sentence in two languages that names the
variable and says what to do, so that a wrong setting stops the start, not a request.
"""

from sasando.env.places import (
    field_key,
    folder,
    given_field_keys,
    given_secret,
    keep_secret,
    log_file,
    made,
    secret,
)
from sasando.env.servers import (
    cache,
    database,
    inbox,
    mail,
    openid_connect,
    public_url,
    split,
    storage,
)
from sasando.env.words import (
    ConfigError,
    address,
    flag,
    hosts,
    line,
    log_level,
    number,
    port,
    program,
    recipient,
    text,
    time_zone,
)

__all__ = [
    "ConfigError",
    "address",
    "cache",
    "database",
    "field_key",
    "flag",
    "folder",
    "given_field_keys",
    "given_secret",
    "hosts",
    "inbox",
    "keep_secret",
    "line",
    "log_file",
    "log_level",
    "made",
    "mail",
    "number",
    "openid_connect",
    "port",
    "program",
    "public_url",
    "recipient",
    "secret",
    "split",
    "storage",
    "text",
    "time_zone",
]
