"""What the public sees of the double, as a page; and a button for each fault.

Without script: it asks for itself anew every five seconds. Nothing here changes what a
platform answers, but by the faults that a test would set too.
"""

from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256
from html import escape
from io import BytesIO
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
        "photo": "Gambar kiriman ini",
        "film": "Film",
        "to_faults": "Ganggu kiriman berikutnya ↓",
        "explain": "Tekan satu tombol, lalu setujui satu kiriman: Sasando mencarinya "
        "setengah menit kemudian dan tidak pernah mengirim dua kali.",
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
        "photo": "Picture of this post",
        "film": "Film",
        "to_faults": "Disturb the next post ↓",
        "explain": "Press a button, then approve a post: Sasando looks for it half a "
        "minute later and never sends it twice.",
    },
}
NAMES = {"youtube": "YouTube", "whatsapp": "WhatsApp"}
STYLE = """
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif;
  --ink: #23243a; --paper: #f6f2ea; --card: #fffdf9; --line: #d6cdbd; --dye: #2f3f8f }
@media (prefers-color-scheme: dark) { :root { --ink: #ece7dd; --paper: #14151f;
  --card: #1d1f2c; --line: #3a3d52; --dye: #a9b6ff } }
body { max-width: 72rem; margin: 0 auto; padding: 1rem; overflow-wrap: anywhere;
  background: var(--paper); color: var(--ink) }
a { color: var(--dye) } h1 { line-height: 1.2; margin-block: .5rem }
article, section { background: var(--card); border: 1px solid var(--line);
  border-radius: .5rem; padding: .75rem 1rem; margin-block: 0 1rem }
h2 { font-size: 1.2rem } h3 { font-size: 1rem; margin: 0 }
header { display: flex; gap: .75rem; align-items: center }
header b { display: grid; place-items: center; inline-size: 2.75rem; flex: none;
  block-size: 2.75rem; border-radius: 50%; background: var(--dye); color: var(--card) }
header p { margin: 0; font-size: .875rem }
button { font: inherit; padding: .6rem .9rem; margin: .25rem .5rem .25rem 0;
  min-height: 2.75rem; color: var(--ink); background: var(--paper);
  border: 1px solid var(--line); border-radius: .4rem; cursor: pointer }
form { display: block; margin-block: .25rem .75rem } code { font-size: .8rem }
.pictures { display: grid; grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr));
  gap: .25rem } img { width: 100%; max-height: 24rem; object-fit: cover }
.text { white-space: pre-wrap } .gone { text-decoration: line-through; opacity: .6 }
@media (min-width: 60rem) { main { display: grid; gap: 1.5rem;
  grid-template-columns: minmax(0, 3fr) minmax(0, 2fr) } .jump { display: none } }
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
    if kind == "face":
        return face(rest)
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


def face(name: str) -> Reply:
    """Return the picture of an account: two colours that only its name has."""
    from PIL import Image, ImageDraw

    ink = [f"#{sha256(f'{name}{one}'.encode()).hexdigest()[:6]}" for one in "ab"]
    image, file = Image.new("RGB", (160, 160), ink[0]), BytesIO()
    ImageDraw.Draw(image).ellipse((36, 36, 124, 124), fill=ink[1])
    image.save(file, "PNG")
    return Reply(200, body=file.getvalue(), kind="image/png")


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
    yield f'<p class="jump"><a href="#ganggu">{words["to_faults"]}</a></p>'
    yield f"<main><div><h2>{words['posts']}</h2>"
    rows = sorted(world.ledger(), key=lambda row: -float(row["created_at"]))
    called = names_of(world)
    for row in rows[:50]:
        yield from post(row, words, called)
    if not rows:
        yield f"<p>{words['none']}</p>"
    yield "</div><div>"
    yield from buttons(world, words, language)
    yield from accounts(world, words, address)
    yield "</div></main>"


def names_of(world: World) -> dict[tuple[str, str], str]:
    """Return what accounts are called, by platform and number."""
    return {
        (name, one["account"]): one.get("name") or one["account"]
        for name, platform in world.platforms.items()
        for one in getattr(platform, "logins", list)()
    }


def buttons(world: World, words: dict[str, str], language: str) -> Iterator[str]:
    waiting = sum(one.times == 0 or one.done < one.times for one in world.faults)
    yield f'<section id="ganggu"><h2>{words["faults"]}</h2><p>{words["explain"]}</p>'
    form = f'<form method="post" action="/__feed__/fault?bahasa={language}">'
    yield f"<p><strong>{words['waiting'] % waiting}</strong></p>"
    if waiting:
        yield f'{form}<button name="do" value="clear">{words["clear"]}</button></form>'
    for name in commits_of(world):
        yield f"<h3>{title(name)}</h3>{form}"
        for do in FAULTS:
            yield f'<button name="do" value="{name}:{do}">{words[do]}</button>'
        yield "</form>"
    yield "</section>"


def title(platform: str) -> str:
    return escape(NAMES.get(platform, platform.capitalize()))


def post(
    row: dict[str, Any], words: dict[str, str], called: dict[tuple[str, str], str]
) -> Iterator[str]:
    at = datetime.fromtimestamp(float(row["created_at"])).astimezone()
    seen = "" if row["visible"] else ' class="gone"'
    platform, account = str(row["platform"]), str(row["account"])
    who = escape(called.get((platform, account), account))
    yield f"<article><header><b aria-hidden='true'>{title(platform)[0]}</b><div>"
    yield f"<h3>{title(platform)} · {who}</h3><p>{at:%d-%m-%Y %H.%M.%S}</p></div>"
    yield f"</header><div{seen}>"
    yield f"<p class='text' dir='auto'>{escape(str(row['text'] or ''))}</p>"
    if row.get("film"):
        yield f"<p>▶ {words['film']}</p>"
    yield '<div class="pictures">'
    for name in row.get("shown", row.get("photos")) or ():
        address = f"/__feed__/picture/{platform}/{escape(str(name))}"
        yield f'<img src="{address}" alt="{words["photo"]}">'
    yield "</div>"
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
            # With "=": a number may begin with a hyphen.
            command += f" --account-id={one['account']} --token {one['token']}"
            command += f" --base-url {address}/{name} {one.get('more', '')}"
            yield f"<p><code>{escape(command.strip())}</code></p>"
    yield "</section>"
