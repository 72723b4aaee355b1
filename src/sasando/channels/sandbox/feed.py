"""What the public sees of the double, as a page; and a button for each fault.

Without script: it asks for itself anew every five seconds. Nothing here changes what a
platform answers, but by the faults that a test would set too.
"""

from collections.abc import Iterator
from datetime import datetime
from html import escape
from typing import Any
from urllib.parse import SplitResult, parse_qs

from sasando.channels.sandbox.sim import clear_faults, set_fault
from sasando.channels.sandbox.world import Reply, World

FAULTS: dict[str, dict[str, Any]] = {
    "accept_then_reset": {},
    "refuse_5xx": {},
    "delay": {"seconds": 5},
}
WORDS = {
    "id": {
        "title": "Platform tiruan",
        "about": "Begini publik melihat kiriman Anda. Tidak ada yang keluar dari "
        "komputer ini.",
        "other": "English",
        "faults": "Ganggu kiriman berikutnya",
        "accept_then_reset": "Tayang, tetapi jawabannya hilang",
        "refuse_5xx": "Platform rusak: tidak tayang",
        "delay": "Jawab lambat, lima detik",
        "waiting": "Gangguan yang menunggu: %d",
        "clear": "Hapus gangguan",
        "connect": "Cara menyambungkan",
        "how": "Jalankan perintah ini di komputer ini, lalu buka Kanal di kantor:",
        "posts": "Yang tayang",
        "none": "Belum ada. Tulis kiriman, minta persetujuan, lalu lihat lagi di sini.",
        "gone": "Sudah dihapus.",
        "photo": "Gambar tanpa penjelasan",
    },
    "en": {
        "title": "A double of the platforms",
        "about": "This is how the public sees your posts. Nothing leaves this machine.",
        "other": "Bahasa Indonesia",
        "faults": "Disturb the next post",
        "accept_then_reset": "It is out, but the answer is lost",
        "refuse_5xx": "The platform is broken: it is not out",
        "delay": "Answer slowly, five seconds",
        "waiting": "Faults that wait: %d",
        "clear": "Take the faults away",
        "connect": "How to connect",
        "how": "Run this command on this machine, then open Channels in the office:",
        "posts": "What is out",
        "none": "Nothing yet. Write a post, have it approved, and look here again.",
        "gone": "Deleted.",
        "photo": "A picture without a description",
    },
}
STYLE = """
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif }
body { max-width: 40rem; margin: 0 auto; padding: 1rem; overflow-wrap: anywhere }
article, section { border: 1px solid; padding: .5rem 1rem; margin-block: 1rem }
button { font: inherit; padding: .6rem 1rem; margin: .25rem .5rem .25rem 0 }
form { display: inline } img { width: 8rem; height: 8rem; object-fit: cover }
.text { white-space: pre-wrap } .gone { text-decoration: line-through }
"""


def answer(
    world: World, method: str, parts: SplitResult, body: bytes, *, host: str
) -> Reply:
    """Answer one request for the page, a picture in it, or one of its buttons."""
    names = {name: values[0] for name, values in parse_qs(parts.query).items()}
    language = "en" if names.get("bahasa") == "en" else "id"
    kind, _slash, rest = parts.path.removeprefix("/__feed__/").partition("/")
    if method == "POST":
        press(world, parse_qs(body.decode(errors="replace")))
        back = "/?bahasa=en" if language == "en" else "/"
        return Reply(303, body=b"", headers={"Location": back}, kind="text/html")
    if kind == "picture":
        return picture(world, *rest.partition("/")[::2])
    page = "".join(whole(world, language, f"http://{host}"))
    return Reply(200, body=page.encode(), kind="text/html; charset=utf-8")


def press(world: World, said: dict[str, list[str]]) -> None:
    """Set the fault of a button for the next post of a platform, or take all away."""
    name, _colon, do = said.get("do", [""])[0].partition(":")
    if name == "clear":
        clear_faults(world, {})
    elif do in FAULTS and (commits := commits_of(world).get(name)):
        method, path = commits
        match = {"method": method, "path_regex": path}
        set_fault(world, FAULTS[do] | {"do": do, "match": match})


def commits_of(world: World) -> dict[str, tuple[str, str]]:
    """Return which request makes a post public, of the platforms that say it."""
    return {
        name: platform.commits
        for name, platform in world.platforms.items()
        if hasattr(platform, "commits")
    }


def picture(world: World, platform: str, name: str) -> Reply:
    """Return a picture that a platform holds."""
    there = getattr(world.platforms.get(platform), "picture", None)
    content = there(name) if there else None
    if content is None:
        return Reply(404, {"error": "no such picture"})
    kind = "image/png" if content.startswith(b"\x89PNG") else "image/jpeg"
    return Reply(200, body=content, kind=kind)


# --- the page ---------------------------------------------------------------------


def whole(world: World, language: str, address: str) -> Iterator[str]:
    """Yield the page, piece by piece."""
    words = WORDS[language]
    other = "id" if language == "en" else "en"
    yield f'<!doctype html><html lang="{language}"><meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width">'
    yield '<meta http-equiv="refresh" content="5">'
    yield f"<title>{words['title']}</title><style>{STYLE}</style>"
    yield f"<h1>{words['title']}</h1><p>{words['about']}</p>"
    yield f'<p><a href="/?bahasa={other}" lang="{other}">{words["other"]}</a></p>'
    yield from buttons(world, words, language)
    yield f"<h2>{words['posts']}</h2>"
    rows = sorted(world.ledger(), key=lambda row: -float(row["created_at"]))
    for row in rows[:50]:
        yield from post(row, words)
    if not rows:
        yield f"<p>{words['none']}</p>"
    yield from accounts(world, words, address)


def buttons(world: World, words: dict[str, str], language: str) -> Iterator[str]:
    waiting = sum(one.times == 0 or one.done < one.times for one in world.faults)
    yield f"<section><h2>{words['faults']}</h2>"
    form = f'<form method="post" action="/__feed__/fault?bahasa={language}">'
    for name in commits_of(world):
        yield f"<h3>{escape(name.capitalize())}</h3>{form}"
        for do in FAULTS:
            yield f'<button name="do" value="{name}:{do}">{words[do]}</button>'
        yield "</form>"
    yield f"<p>{words['waiting'] % waiting}</p>"
    if waiting:
        yield f'{form}<button name="do" value="clear">{words["clear"]}</button></form>'
    yield "</section>"


def post(row: dict[str, Any], words: dict[str, str]) -> Iterator[str]:
    at = datetime.fromtimestamp(float(row["created_at"])).astimezone()
    seen = "" if row["visible"] else ' class="gone"'
    platform = escape(str(row["platform"]))
    yield f"<article><h3>{platform.capitalize()} · {escape(str(row['account']))}</h3>"
    yield f"<p>{at:%d-%m-%Y %H.%M.%S}</p>"
    yield f"<div{seen}><p class='text' dir='auto'>{escape(str(row['text'] or ''))}</p>"
    for name in row.get("photos") or ():
        address = f"/__feed__/picture/{platform}/{escape(str(name))}"
        yield f'<img src="{address}" alt="{words["photo"]}">'
    if link := row.get("link"):
        yield f"<p>{escape(str(link))}</p>"
    yield "</div>" + ("" if row["visible"] else f"<p>{words['gone']}</p>")
    yield "</article>"


def accounts(world: World, words: dict[str, str], address: str) -> Iterator[str]:
    yield f"<section><h2>{words['connect']}</h2><p>{words['how']}</p>"
    for platform in world.platforms.values():
        for one in getattr(platform, "logins", list)():
            name = platform.name
            command = f"sasando channels add --kind {name} --name {name.capitalize()}"
            command += f" --account-id {one['account']} --token {one['token']}"
            command += f" --base-url {address}/{name}"
            yield f"<p><code>{escape(command)}</code></p>"
    yield "</section>"
