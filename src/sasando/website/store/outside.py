"""What a web server in front of us reads, besides the pages: headers, moved addresses,
and the page for what only the application could answer.

nginx includes the inside of a map, Caddy the value of a header, and no more: a file of
ours is never configuration.
"""

import re

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from sasando.website.store.folder import Headers
from sasando.website.store.keeping import folder

HEADERS = "headers.map"
# nginx says these itself, for each page its own.
OF_A_PAGE = {"content-type", "content-language", "location", "vary"}
STYLE = re.compile(r"'sha256-[^' ]+'")
OLD_STYLES = 8
# nginx folds keys, refuses two that are the same, and holds none that is longer.
LONGEST = 400


def write(headers: Headers) -> None:
    """Write the headers of every page, and the page for bad days, if they are new."""
    before = STYLE.findall(folder().get(HEADERS).decode())
    said = {name.lower(): value for name, value in headers}
    policy = said.get("content-security-policy", "")
    said["content-security-policy"] = with_styles(policy, before)
    with folder().alone():
        put(said)


def put(said: dict[str, str]) -> None:
    kept = {k: v for k, v in sorted(said.items()) if k not in OF_A_PAGE}
    lines = [line(f"{k}:", v) for k, v in kept.items() if "$" not in v]
    folder().put(HEADERS, "".join(lines).encode())
    for name, value in kept.items():
        folder().put(f"headers/{name}", value.encode())
    for language in ("id", "en"):
        folder().put(f"maintenance/{language}.html", maintenance(language).encode())


def with_styles(policy: str, before: list[str]) -> str:
    """Return the policy with styles of the last release too.

    Pages of before are read until each is rendered again, and nginx has one policy.
    """
    old = [style for style in before if style not in policy][:OLD_STYLES]
    here = STYLE.findall(policy)
    return policy.replace(here[-1], " ".join([here[-1], *old])) if here else policy


def maintenance(language: str) -> str:
    with translation.override(language):
        heading = _("We are working on this site")
        sentence = _(
            "News and pages stay readable. For what you asked, try again in a few "
            "minutes."
        )
        return render_to_string(
            "error.html", {"heading": heading, "sentence": sentence}
        )


def line(key: str, value: str) -> str:
    """Return one line of a map, of words without `$`."""
    return f"{quoted(key)} {quoted(value)};\n"


def quoted(words: str) -> str:
    """Return words as nginx reads them."""
    plain = words.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{plain}"'


def moved(goes: dict[str, str]) -> str:
    """Return the lines for addresses that lead on; the application knows the others."""
    alike: dict[str, int] = {}
    for path in goes:
        alike[path.lower()] = alike.get(path.lower(), 0) + 1
    return "".join(
        line(path, target.replace("$", "%24").replace('"', "%22").replace("\\", "%5C"))
        for path, target in goes.items()
        if alike[path.lower()] == 1 and len(path.encode()) <= LONGEST
    )
