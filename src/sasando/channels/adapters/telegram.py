"""A Telegram channel, by a bot: text, picture, film, several of them.

A bot cannot read what stands in a channel, so a lost answer proves nothing: a person
looks. The token is part of the address; no log and no sentence shows addresses.
Source: Bot API 10.0; channel-contracts.md §7.
"""

import json
import mimetypes
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import replace
from typing import Any
from urllib.parse import quote

from sasando.channels.adapters import Capabilities, Parcel, Place, Post, Search
from sasando.channels.adapters.counting import MB, problems, too_heavy, worded
from sasando.channels.adapters.telegram_faults import (
    DESCRIPTIONS,
    KEPT,
    NOT_MODIFIED,
    NOT_THERE,
    TELEGRAM_FAULTS,
)
from sasando.channels.outcomes import (
    Accepted,
    Account,
    Ambiguous,
    Conflict,
    Deleted,
    Edited,
    Found,
    Kind,
    Mishap,
    NotFoundYet,
    NotYet,
    Prepared,
    Problem,
    ProvenAbsent,
    Ready,
    Refused,
    RemotePost,
    Unsupported,
    Usage,
)
from sasando.channels.shapes import FilmShape, Shape
from sasando.channels.wire import Line, Reply

CAPTION_LETTERS, ALBUM, FILM_BYTES = 1024, 10, 50 * MB
KINDS = {"image": "photo", "video": "video"}
POSTERS = {"administrator", "creator"}
SERVER = 500


class Telegram:
    """The adapter; it keeps nothing."""

    caps = Capabilities(
        base_url="https://api.telegram.org",
        max_chars=4096,
        counting="utf-16",
        max_images=ALBUM,
        max_image_bytes=10 * MB,
        max_videos=ALBUM,
        can_edit=True,
        edits=frozenset({"text", "link"}),
        can_delete=True,
        evidence="none",
        can_read_back=False,
        picture=Shape(0.05, 20, 2560, most_bytes=10 * MB),
        film=FilmShape(most_bytes=FILM_BYTES),
    )
    faults = TELEGRAM_FAULTS

    def validate(self, post: Post) -> list[Problem]:
        caps = replace(self.caps, max_chars=CAPTION_LETTERS)
        plain = replace(post, text=worded(post))
        found = problems(plain, caps if post.pieces else self.caps)
        if (count := len(post.pieces)) > ALBUM and not found:
            found.append(Problem("too_many_media", {"count": count, "most": ALBUM}))
        return found + too_heavy(post, "video", FILM_BYTES)

    def usage(self, headers: Mapping[str, str]) -> Usage:
        del headers  # Telegram says it with an error only.
        return Usage()

    # --- out --------------------------------------------------------------

    def prepare(self, parcel: Parcel) -> Prepared | Refused | None:
        return None

    def poll(self, parcel: Parcel) -> Ready | NotYet | Refused:
        return Ready()

    def commit(self, parcel: Parcel) -> Accepted | Refused | Ambiguous:
        reply = post_all(parcel) if parcel.post.pieces else post_text(parcel)
        shown = messages(reply)
        if not shown:
            mishap = mishap_of(reply, item=len(parcel.post.pieces) == 1)
            maybe_out = mishap.kind == Kind.AMBIGUOUS
            return Ambiguous(mishap) if maybe_out else Refused(mishap)
        names = ",".join(str(one["message_id"]) for one in shown)
        return Accepted(names, permalink(shown[0]))

    # --- was it out? ------------------------------------------------------

    def reconcile(
        self, parcel: Parcel, search: Search
    ) -> Found | ProvenAbsent | NotFoundYet | Conflict | Refused:
        return NotFoundYet()

    def read_back(
        self, place: Place, line: Line, external_id: str
    ) -> RemotePost | None:
        """Return None always: a bot reads nothing (`caps.can_read_back`)."""
        return None

    # --- afterwards -------------------------------------------------------

    def edit(self, parcel: Parcel, external_id: str) -> Edited | Refused | Unsupported:
        first, text = external_id.split(",")[0], worded(parcel.post)
        fields = {"chat_id": parcel.place.account_id, "message_id": first}
        if parcel.post.pieces:
            fields |= {"caption": text}
            reply = call(parcel.line, parcel.place, "editMessageCaption", fields)
        else:
            fields |= {"text": text, "link_preview_options": preview(parcel.post)}
            reply = call(parcel.line, parcel.place, "editMessageText", fields)
        mishap = mishap_of(reply)
        if result(reply) or (mishap.code, mishap.subcode) == NOT_MODIFIED:
            return Edited()
        return (
            Unsupported() if (mishap.code, mishap.subcode) in KEPT else on_step(reply)
        )

    def delete(
        self, place: Place, line: Line, external_id: str
    ) -> Deleted | Refused | Unsupported:
        for name in external_id.split(","):
            fields = {"chat_id": place.account_id, "message_id": name}
            reply = call(line, place, "deleteMessage", fields)
            if number_of(reply) in KEPT:
                return Unsupported()
            if not result(reply) and number_of(reply) != NOT_THERE:
                return on_step(reply)
        return Deleted()

    def check(self, place: Place, line: Line) -> Account | Refused:
        about = {"chat_id": place.account_id}
        bot = result(reply := call(line, place, "getMe", {}))
        chat = bot and result(reply := call(line, place, "getChat", about))
        if not (isinstance(bot, dict) and isinstance(chat, dict)):
            return on_step(reply)
        about |= {"user_id": str(bot.get("id", ""))}
        member = result(reply := call(line, place, "getChatMember", about))
        if not isinstance(member, dict):
            return on_step(reply)
        return Account(
            name_of(chat, place),
            str(chat.get("title", "")),
            lacks=lacks(chat, member),
            other_ids=other_names(chat, place),
        )


# --- what is said -------------------------------------------------------------------


def post_text(parcel: Parcel) -> Reply:
    fields = addressed(parcel) | {
        "text": worded(parcel.post),
        "link_preview_options": preview(parcel.post),
    }
    return call(parcel.line, parcel.place, "sendMessage", fields)


def post_all(parcel: Parcel) -> Reply:
    """Send pictures and films as one post; its words stand below the first."""
    pieces, fields = parcel.post.pieces, addressed(parcel)
    words = {"caption": worded(parcel.post)} if worded(parcel.post) else {}
    with ExitStack() as open_ones:
        files, media = {}, []
        for place, piece in enumerate(pieces, 1):
            kind, name = KINDS[piece.kind], f"file{place}"
            file = open_ones.enter_context(piece.path.open("rb"))
            mime = mimetypes.guess_type(piece.path)[0] or "application/octet-stream"
            files[name] = (f"{piece.digest[:16]}{piece.path.suffix}", file, mime)
            media.append({"type": kind, "media": f"attach://{name}"})
        if len(pieces) > 1:
            media[0] |= words
            fields |= {"media": json.dumps(media)}
            method = "sendMediaGroup"
        else:
            fields |= words
            files = {kind: files[name]}
            method = "sendPhoto" if kind == "photo" else "sendVideo"
        return call(parcel.line, parcel.place, method, fields, files=files)


def addressed(parcel: Parcel) -> dict[str, str]:
    """Return whom a message goes to, and whether it makes a sound."""
    options = dict(parcel.place.options) | dict(parcel.post.options)
    silent = str(options.get("silent", "")).lower() in {"1", "true", "yes", "ya"}
    fields = {"chat_id": parcel.place.account_id}
    return fields | ({"disable_notification": "true"} if silent else {})


def preview(post: Post) -> str:
    """Return which link is previewed: the post's own, or none."""
    return json.dumps({"url": post.link} if post.link else {"is_disabled": True})


def call(
    line: Line, place: Place, method: str, fields: Mapping[str, str], **more: Any
) -> Reply:
    """Call a method of the bot. Raises NotSent or Lost."""
    token = quote(place.tokens.get("token", ""), safe=":")
    url = f"{place.base_url.rstrip('/')}/bot{token}/{method}"
    return line.post(url, data=dict(fields), **more)


# --- what is answered ---------------------------------------------------------------


def result(reply: Reply) -> Any:
    """Return what a method gave; None where it did not say that it worked."""
    facts = reply.json()
    worked = isinstance(facts, dict) and facts.get("ok") is True
    return facts.get("result") if worked else None


def messages(reply: Reply) -> list[dict[str, Any]]:
    """Return the messages of a post; none where one lacks its name."""
    found = result(reply)
    rows = found if isinstance(found, list) else [found]
    named = [one for one in rows if isinstance(one, dict) and one.get("message_id")]
    return named if len(named) == len(rows) else []


def permalink(message: Mapping[str, Any]) -> str:
    """Return where people read a message; for members only if the chat is private."""
    given, name = message.get("chat"), message["message_id"]
    chat = given if isinstance(given, dict) else {}
    if user := chat.get("username"):
        return f"https://t.me/{user}/{name}"
    return f"https://t.me/c/{str(chat.get('id', '')).removeprefix('-100')}/{name}"


def on_step(reply: Reply) -> Refused:
    """Return what it means where nobody sees the step: try again, or never."""
    mishap = mishap_of(reply)
    if mishap.kind != Kind.AMBIGUOUS:
        return Refused(mishap)
    kind, name = Kind.RETRY, "retry"
    if SERVER > reply.status >= 400:
        kind, name = Kind.PERMANENT, "refused"
    return Refused(replace(mishap, kind=kind, name=name))


def mishap_of(reply: Reply, *, item: int = 0) -> Mishap:
    """Return the fault an answer tells of; AMBIGUOUS for a code nobody knows."""
    facts = reply.json()
    if not (isinstance(facts, dict) and facts.get("ok") is False):
        said = f"HTTP {reply.status}"
        return Mishap(Kind.AMBIGUOUS, "looking", reply.status, said=said)
    given, said = facts.get("error_code"), str(facts.get("description", ""))[:300]
    code, number = given if isinstance(given, int) else 0, numbered(said)
    subcode = number if (code, number) in TELEGRAM_FAULTS else 0
    fault = TELEGRAM_FAULTS.get((code, subcode))
    if fault is None:
        return Mishap(Kind.AMBIGUOUS, "looking", code, said=said)
    more = facts.get("parameters")
    named = more.get("retry_after") if isinstance(more, dict) else 0
    wait = named if isinstance(named, int) else 0
    name = f"{code}.{subcode}"
    return Mishap(fault.kind, name, code, subcode, "", said, wait, int(item))


def number_of(reply: Reply) -> tuple[int, int]:
    mishap = mishap_of(reply)
    return mishap.code, mishap.subcode


def numbered(description: str) -> int:
    """Return the number of a description; 0 for one we do not know."""
    words = description.lower().partition(": ")[2] or description.lower()
    return next((n for text, n in DESCRIPTIONS.items() if words.startswith(text)), 0)


def name_of(chat: Mapping[str, Any], place: Place) -> str:
    """Return the account: the name by which we know it, if it is this chat's."""
    if place.account_id.lower() == f"@{chat.get('username', '')}".lower():
        return place.account_id
    return str(chat.get("id", ""))


def other_names(chat: Mapping[str, Any], place: Place) -> tuple[str, ...]:
    """Return what this chat is called besides: its number, or its public name."""
    names = [str(chat.get("id", ""))]
    if username := chat.get("username"):
        names.append(f"@{username}")
    return tuple(name for name in names if name != name_of(chat, place))


def lacks(chat: Mapping[str, Any], member: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the rights that the bot must still be given."""
    if chat.get("type") != "channel":
        return ()
    if member.get("status") not in POSTERS:
        return ("administrator",)
    may = member.get("status") == "creator" or member.get("can_post_messages")
    return () if may else ("can_post_messages",)
