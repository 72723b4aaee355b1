"""What a web server in front of us reads, besides the pages: headers, moved addresses,
and the page for what only the application could answer.

nginx includes the inside of a map, Caddy the value of a header, and no more: a file of
ours is never configuration. The frame of the site lies here too, for pages that tell of
a fault: they ask no database then.
"""

import re

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone, translation

from sasando.core import faults
from sasando.core.addresses import Place
from sasando.website.finding import root_path
from sasando.website.store import rendering
from sasando.website.store.folder import Headers
from sasando.website.store.keeping import folder
from sasando.website.templatetags.site import sheet

HEADERS = "headers.map"
# nginx says these itself, for each page its own.
OF_A_PAGE = {"content-type", "content-language", "location", "vary"}
STYLE = re.compile(r"'sha256-[^' ]+'")
OLD_STYLES = 8
# nginx folds keys, refuses two that are the same, and holds none that is longer.
LONGEST = 400
HOMES = {"id": "/", "en": "/en/"}


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
    for language, _name in settings.LANGUAGES:
        write_frame(language)


def with_styles(policy: str, before: list[str]) -> str:
    """Return the policy with styles of the last release too.

    Pages of before are read until each is rendered again, and nginx has one policy.
    """
    old = [style for style in before if style not in policy][:OLD_STYLES]
    here = STYLE.findall(policy)
    return policy.replace(here[-1], " ".join([here[-1], *old])) if here else policy


def write_frame(language: str) -> None:
    """Write the frame of one language, and the page for bad days. Some five queries."""
    with timezone.override(None), translation.override(language):
        frame = draw_frame(language)
        heading, sentence = faults.maintenance()
        page = faults.filled(frame, heading, faults.said(heading, sentence))
    folder().put(f"frame/{language}.html", frame.encode())
    folder().put(f"maintenance/{language}.html", page.encode())


def draw_frame(language: str) -> str:
    """Return masthead, menu and footer around what `faults` puts between them."""
    facts = {"heading": faults.HEADING, "words": faults.WORDS, "has_search": True}
    home = HOMES.get(language, "/")
    other = next(code for code in HOMES if code != language)
    if root_path(other):
        facts["twin"] = Place("", HOMES[other], other)
    return render_to_string("error.html", facts, rendering.request_for(home))


def frame(language: str) -> str:
    """Return the frame that lies on the disk, or ""; none of another release."""
    if settings.PAGE_STORE is None:
        return ""
    drawn = folder().get(f"frame/{language}.html").decode()
    return drawn if sheet() in drawn else ""


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
