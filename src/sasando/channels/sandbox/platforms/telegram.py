"""Telegram's Bot API in the double: a bot in a channel, whose posts it cannot read.

Rests on memory ([M] in the contracts): the words of the errors, and that a bot is not
told of its own posts.
"""

import io
import json
import re
from collections.abc import Mapping
from itertools import count
from typing import Any, ClassVar

from sasando.channels.sandbox.world import Reply, Request, World

ADDRESS = re.compile(r"bot([^/]+)/(\w+)")
LETTERS, CAPTION_LETTERS = 4096, 1024
MOST_BYTES = {"photo": 10 * 1024 * 1024, "video": 50 * 1024 * 1024}
CALLS = {
    "getMe": "me",
    "getChat": "chat",
    "getChatMember": "member",
    "sendMessage": "say",
    "sendPhoto": "show",
    "sendVideo": "show",
    "sendMediaGroup": "album",
    "editMessageText": "edit",
    "editMessageCaption": "edit",
    "deleteMessage": "delete",
}
MESSAGES = {
    400: "Bad Request: invalid request",
    401: "Unauthorized",
    403: "Forbidden: bot was kicked from the channel chat",
    404: "Not Found",
    429: "Too Many Requests: retry after",
}
Facts = dict[str, Any]


class Wrong(Exception):
    """An error to be answered with."""

    def __init__(self, code: int, description: str = "") -> None:
        super().__init__(description)
        self.facts = {"code": code, "message": description}


def error(facts: Mapping[str, Any]) -> Reply:
    """Return an error as the Bot API has it."""
    code, wait = facts.get("code", 500), facts.get("retry_after", 0)
    said = facts.get("message") or MESSAGES.get(code, "Internal Server Error")
    row: Facts = {"ok": False, "error_code": code, "description": said}
    if wait:
        row |= {"description": f"{said} {wait}", "parameters": {"retry_after": wait}}
    return Reply(facts.get("status", code), row)


class Telegram:
    name = "telegram"
    # The request that makes a post public.
    commits = ("POST", r"^telegram/bot[^/]+/send")
    keeps: ClassVar = {"": ("chats", "posts", "numbers", "files")}

    def __init__(self, world: World) -> None:
        self.world = world
        self.chats: dict[str, Facts] = {}
        # Each row is one post: an album is one, with a name for each of its pieces.
        self.posts: list[Facts] = []
        self.numbers = count(101)
        # Pictures as they were sent, by chat and message.
        self.files: dict[str, bytes] = {}

    def add(self, facts: Mapping[str, Any]) -> None:
        """Make a channel with a bot in it: its id, the bot's token, what it may do."""
        known = {"title": "Humas", "username": "", "token": "123:token"}
        rights = {"status": "administrator", "can_post_messages": True}
        self.chats[str(facts["id"])] = known | rights | dict(facts)

    def logins(self) -> list[dict[str, str]]:
        """Return what a person types to connect each channel."""
        return [
            {"account": name, "token": chat["token"], "name": chat["title"]}
            for name, chat in self.chats.items()
        ]

    def picture(self, name: str) -> bytes | None:
        """Return a picture as it was sent."""
        return self.files.get(name)

    # --- how it answers -----------------------------------------------------

    def answer(self, request: Request) -> Reply:
        try:
            found = ADDRESS.fullmatch(request.path)
            call = CALLS.get(found[2]) if found else None
            if not (found and call):
                raise Wrong(404)
            bots = {chat["token"] for chat in self.chats.values()}
            if found[1] not in bots:
                raise Wrong(401)
            facts = getattr(self, call)(found[1], request)
            return Reply(200, {"ok": True, "result": facts})
        except Wrong as wrong:
            return error(wrong.facts)

    def error(self, facts: Mapping[str, Any]) -> Reply:
        return error(facts)

    def usage(self, request: Request) -> dict[str, str]:
        del request
        return {}

    def ledger(self) -> list[Facts]:
        return [
            {
                "account": post["chat"],
                "id": ",".join(str(one) for one in post["ids"]),
                "text": post["text"],
                "photos": post["media"],
                "shown": [str(one) for one in post["ids"] if str(one) in self.files],
                "created_at": post["created_at"],
                "request": post["request"],
                "permalink": f"https://t.me/c/{post['ids'][0]}",
                "visible": post["gone"] != set(post["ids"]),
            }
            for post in self.posts
        ]

    # --- who and where ------------------------------------------------------

    def me(self, token: str, request: Request) -> Facts:
        del request
        return {"id": int(token.partition(":")[0]), "is_bot": True}

    def at(self, token: str, request: Request) -> Facts:
        """Return the chat that is meant, by number or name."""
        wanted = request.params.get("chat_id", "")
        for name, chat in self.chats.items():
            if wanted in {name, f"@{chat['username']}"} and chat["token"] == token:
                return {"id": name} | chat
        raise Wrong(400, "Bad Request: chat not found")

    def chat(self, token: str, request: Request) -> Facts:
        return shown(self.at(token, request))

    def member(self, token: str, request: Request) -> Facts:
        chat = self.at(token, request)
        return {name: chat[name] for name in ("status", "can_post_messages")}

    def writable(self, token: str, request: Request) -> Facts:
        chat = self.at(token, request)
        if chat["status"] == "kicked":
            raise Wrong(403)
        if not (chat["status"] == "administrator" and chat["can_post_messages"]):
            said = "Bad Request: need administrator rights in the channel chat"
            raise Wrong(400, said)
        return chat

    # --- posts --------------------------------------------------------------

    def post(self, chat: Facts, request: Request, text: str, media: list[str]) -> Facts:
        post = {
            "chat": chat["id"],
            "ids": [next(self.numbers) for _ in media or [""]],
            "text": text,
            "media": media,
            "created_at": self.world.now(),
            "request": request.number,
            "gone": set[int](),
        }
        self.posts.append(post)
        return post

    def say(self, token: str, request: Request) -> Facts:
        chat, text = self.writable(token, request), request.params.get("text", "")
        check_text(text, LETTERS, "text")
        return self.told(chat, self.post(chat, request, text, []))[0]

    def show(self, token: str, request: Request) -> Facts:
        chat, text = self.writable(token, request), request.params.get("caption", "")
        check_text(text, CAPTION_LETTERS, "caption")
        [(kind, content)] = request.files.items()
        check_file(kind, content)
        post = self.post(chat, request, text, [kind])
        self.keep(post, [content])
        return self.told(chat, post)[0]

    def album(self, token: str, request: Request) -> list[Facts]:
        chat, rows = self.writable(token, request), json.loads(request.params["media"])
        if not 2 <= len(rows) <= 10:
            raise Wrong(400, "Bad Request: group send failed")
        contents = []
        for row in rows:
            check_text(row.get("caption", ""), CAPTION_LETTERS, "caption")
            content = request.files.get(row["media"].removeprefix("attach://"), b"")
            check_file(row["type"], content)
            contents.append(content)
        kinds = [row["type"] for row in rows]
        post = self.post(chat, request, rows[0].get("caption", ""), kinds)
        self.keep(post, contents)
        return self.told(chat, post)

    def keep(self, post: Facts, contents: list[bytes]) -> None:
        """Keep the pictures of a post, to be looked at."""
        for name, kind, content in zip(
            post["ids"], post["media"], contents, strict=True
        ):
            if kind == "photo":
                self.files[str(name)] = content

    def told(self, chat: Facts, post: Facts) -> list[Facts]:
        return [{"message_id": name, "chat": shown(chat)} for name in post["ids"]]

    def there(self, token: str, request: Request, verb: str) -> tuple[Facts, int]:
        """Return the post with this message, if it is still there."""
        chat, name = self.at(token, request), int(request.params["message_id"])
        for post in self.posts:
            is_it = post["chat"] == chat["id"] and name in post["ids"]
            if is_it and name not in post["gone"]:
                return post, name
        raise Wrong(400, f"Bad Request: message to {verb} not found")

    def edit(self, token: str, request: Request) -> Facts:
        post, name = self.there(token, request, "edit")
        text = request.params.get("text") or request.params.get("caption", "")
        if text == post["text"]:
            said = "Bad Request: message is not modified: specified new message content"
            raise Wrong(400, said)
        most = CAPTION_LETTERS if post["media"] else LETTERS
        check_text(text, most, "caption" if post["media"] else "text")
        post["text"] = text
        return {"message_id": name}

    def delete(self, token: str, request: Request) -> bool:
        post, name = self.there(token, request, "delete")
        if "too_old" in request.wish:
            raise Wrong(400, "Bad Request: message can't be deleted for everyone")
        post["gone"].add(name)
        return True


def shown(chat: Facts) -> Facts:
    row = {"id": int(chat["id"]), "type": "channel", "title": chat["title"]}
    return row | ({"username": chat["username"]} if chat["username"] else {})


def check_text(text: str, most: int, what: str) -> None:
    """Refuse as Telegram counts: in halves of UTF-16."""
    if what == "text" and not text.strip():
        raise Wrong(400, "Bad Request: message text is empty")
    if len(text.encode("utf-16-le")) // 2 > most:
        name = "message" if what == "text" else "message caption"
        raise Wrong(400, f"Bad Request: {name} is too long")


def check_file(kind: str, content: bytes) -> None:
    from PIL import Image

    if len(content) > MOST_BYTES[kind]:
        raise Wrong(413, "Request Entity Too Large")
    if kind == "video":
        if not content:
            raise Wrong(400, "Bad Request: file must be non-empty")
        return
    try:
        with Image.open(io.BytesIO(content)) as image:
            image.verify()
    except (OSError, ValueError, SyntaxError):
        raise Wrong(400, "Bad Request: IMAGE_PROCESS_FAILED") from None
