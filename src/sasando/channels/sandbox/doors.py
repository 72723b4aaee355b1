"""The dialogs of the double, at which a person lets the office in.

One page for all platforms, without script: it names who asks and for what, and has a
link for each answer a person may give. `APP` is registered at every one of them.
"""

from collections.abc import Mapping
from html import escape
from urllib.parse import urlencode, urlsplit

from sasando.channels.sandbox.world import Reply, World

APP = {"client_id": "1234", "client_secret": "contoh-rahasia"}
TWO_MONTHS, HOUR, QUARTER = 5_184_000, 3_600, 7_776_000
STYLE = """body { max-width: 30rem; margin: 2rem auto; padding: 0 1rem; color: #23243a;
  font: 1rem/1.5 system-ui, sans-serif; background: #f6f2ea; overflow-wrap: anywhere }
a { display: block; padding: .75rem 1rem; margin-block: .5rem; color: #fff;
  background: #2f3f8f; border-radius: .4rem; text-align: center }
a.no { background: none; color: #2f3f8f; border: 1px solid }"""


class Codes:
    """What a dialog gave away, to be exchanged once."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.given: dict[str, dict[str, str]] = {}

    def dialog(self, params: Mapping[str, str], choices: dict[str, str]) -> Reply:
        """Return the page; `choices` are accounts to log in as: number and name."""
        scopes = params.get("scope", "").replace(" ", ",").split(",")
        fewer = [one for one in scopes if "publish" not in one and "posts" not in one]
        links = []
        for number, name in choices.items():
            links.append(("", f"Izinkan, sebagai {name}", self.code(params, number)))
            if len(fewer) < len(scopes):
                less = dict(params) | {"scope": ",".join(fewer)}
                said = f"Izinkan {name}, tetapi tanpa hak memposting"
                links.append(("no", said, self.code(less, number)))
        no = {"error": "access_denied", "error_reason": "user_denied"}
        links.append(("no", "Tolak", no))
        page = "".join(
            f'<a class="{kind}" href="{escape(back(params, facts))}">{escape(said)}</a>'
            for kind, said, facts in links
        )
        head = "<!doctype html><html lang='id'><meta charset='utf-8'>"
        head += "<meta name='viewport' content='width=device-width'>"
        head += f"<title>Masuk</title><style>{STYLE}</style><h1>Platform tiruan</h1>"
        asks = ", ".join(escape(one) for one in scopes)
        head += f"<p>Sasando meminta izin: {asks}.</p>"
        return Reply(200, body=(head + page).encode(), kind="text/html; charset=utf-8")

    def code(self, params: Mapping[str, str], number: str) -> dict[str, str]:
        code = f"kode-{self.world.name()}"
        self.given[code] = dict(params) | {"account": number}
        return {"code": code}

    def redeem(self, params: Mapping[str, str]) -> dict[str, str] | None:
        """Return what a code was given for, once, to whom it was given."""
        known = self.given.pop(params.get("code", ""), None)
        same = ("client_id", "redirect_uri")
        if known is None or any(known.get(one) != params.get(one) for one in same):
            return None
        return known if is_app(params) else None


def is_app(params: Mapping[str, str]) -> bool:
    return all(params.get(name) == value for name, value in APP.items())


def back(params: Mapping[str, str], facts: Mapping[str, str]) -> str:
    """Return where a link of the dialog leads: back to who asked."""
    where = params.get("redirect_uri", "")
    if urlsplit(where).scheme not in {"http", "https"}:
        return "#"
    return f"{where}?{urlencode(dict(facts) | {'state': params.get('state', '')})}"
