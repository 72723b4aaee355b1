"""WhatsApp Cloud in the double: numbers, templates, messages, and signed statuses.

Rests on memory ([M] in the contracts): that `biz_opaque_callback_data` comes back with
each status, and the numbers of the errors.
"""

import hashlib
import hmac
import json
import re
from collections.abc import Mapping
from typing import Any
from urllib.request import Request as Call
from urllib.request import urlopen

from sasando.channels.sandbox.platforms.graph import VERSION, Wrong, error
from sasando.channels.sandbox.world import Reply, Request, World

Facts = dict[str, Any]
PHONE = {"id", "display_phone_number", "verified_name"}


class WhatsApp:
    name = "whatsapp"
    # The request that makes a message.
    commits = ("POST", r"^whatsapp/\d+/messages$")

    def __init__(self, world: World) -> None:
        self.world = world
        self.phones: dict[str, Facts] = {}
        self.messages: list[Facts] = []
        # What the office's address is to be told: each signed as it leaves.
        self.events: list[Facts] = []

    def add(self, facts: Mapping[str, Any]) -> None:
        """Make a number: id, token, `templates` (name to languages), who is `away`."""
        known: Facts = {"token": "token", "app_secret": "rahasia-app", "away": []}
        known |= {"verified_name": "Humas", "display_phone_number": "+62 380 555 0100"}
        known |= {"templates": {"kabar_kantor": ["id", "en"]}}
        self.phones[str(facts["id"])] = known | dict(facts)

    def answer(self, request: Request) -> Reply:
        number, _slash, what = request.path.partition("/")
        try:
            phone = self.signed(number, request)
            if request.method == "POST" and what == "messages":
                facts = self.take(number, phone, request)
            elif request.method == "GET" and not what:
                facts = {"id": number} | {
                    name: phone[name] for name in PHONE - {"id"} if name in phone
                }
            else:
                raise Wrong(100, 33)
        except Wrong as wrong:
            return error(wrong.facts)
        return Reply(200, facts, headers={"facebook-api-version": VERSION})

    def signed(self, number: str, request: Request) -> Facts:
        phone = self.phones.get(number)
        if phone is None:
            raise Wrong(100, 33)
        if request.headers.get("authorization") != f"Bearer {phone['token']}":
            raise Wrong(190, 463)
        return phone

    def take(self, number: str, phone: Facts, request: Request) -> Facts:
        """Take one message; only what an approved template says goes out."""
        params = request.params
        to = params.get("to", "")
        if params.get("messaging_product") != "whatsapp" or not re.fullmatch(
            r"\d{8,15}", to
        ):
            raise Wrong(100)
        said = json.loads(params.get("template", "{}"))
        spoken = phone["templates"].get(said.get("name"))
        if not spoken or said["language"]["code"] not in spoken:
            raise Wrong(132001)
        [body] = [one for one in said["components"] if one["type"] == "body"]
        fields = [one["text"] for one in body["parameters"]]
        if len(fields) != 2:
            raise Wrong(132000)
        if any(re.search(r"[\n\t]| {5}", one) for one in fields):
            raise Wrong(132012)
        if to in phone["away"]:
            raise Wrong(131026)
        name = f"wamid.{self.world.name()}"
        row: Facts = {"phone": number, "to": to, "id": name, "fields": fields}
        row |= {"opaque": params.get("biz_opaque_callback_data", "")}
        row |= {"request": request.number, "at": self.world.now()}
        self.messages.append(row)
        self.tell(row, "sent")
        contacts = [{"input": to, "wa_id": to}]
        messages = [{"id": name, "message_status": "accepted"}]
        product = {"messaging_product": "whatsapp"}
        return product | {"contacts": contacts, "messages": messages}

    # --- what the office is told ----------------------------------------------

    def tell(self, row: Facts, status: str, code: int = 0) -> None:
        """Let a status wait to be told."""
        said = {"id": row["id"], "status": status, "recipient_id": row["to"]}
        said |= {"timestamp": str(int(self.world.now()))}
        said |= {"biz_opaque_callback_data": row["opaque"]}
        if code:
            said["errors"] = [{"code": code, "title": "Undeliverable"}]
        self.events.append({"phone": row["phone"], "statuses": [said]})

    def say(self, phone: str, *, number: str, text: str) -> None:
        """Let somebody write to the office's number."""
        said: Facts = {
            "from": number,
            "id": f"wamid.{self.world.name()}",
            "type": "text",
        }
        said |= {"timestamp": str(int(self.world.now())), "text": {"body": text}}
        self.events.append({"phone": phone, "messages": [said]})

    def letter(self, event: Facts) -> tuple[dict[str, str], bytes]:
        """Return headers and bytes of one event, signed as they are sent."""
        phone = self.phones[event["phone"]]
        value = {"messaging_product": "whatsapp"} | {
            name: event[name] for name in ("statuses", "messages") if name in event
        }
        value["metadata"] = {
            "phone_number_id": event["phone"],
            "display_phone_number": phone["display_phone_number"],
        }
        change = {"field": "messages", "value": value}
        entry = [{"id": "9001", "changes": [change]}]
        facts = {"object": "whatsapp_business_account", "entry": entry}
        # As Meta does: a receiver that writes it anew gets another signature.
        raw = json.dumps(facts, ensure_ascii=True).replace("/", "\\/").encode()
        digest = hmac.new(phone["app_secret"].encode(), raw, hashlib.sha256)
        signature = {"X-Hub-Signature-256": f"sha256={digest.hexdigest()}"}
        return signature | {"Content-Type": "application/json"}, raw

    def call_home(self, url: str, *, reverse: bool = False, times: int = 1) -> None:
        """Send what waits to the office; in another order, or twice, if wished."""
        waiting, self.events = self.events, []
        for event in (reversed(waiting) if reverse else waiting) if times else ():
            headers, raw = self.letter(event)
            for _ in range(times):
                call = Call(url, data=raw, headers=headers)  # noqa: S310 - the test's
                urlopen(call, timeout=10).close()  # noqa: S310

    # --- the rest ---------------------------------------------------------------

    def error(self, facts: Mapping[str, Any]) -> Reply:
        return error(facts)

    def usage(self, request: Request) -> dict[str, str]:
        del request
        return {}

    def ledger(self) -> list[Facts]:
        return [
            {
                "account": one["phone"],
                "id": one["id"],
                "text": " ".join(one["fields"]),
                "photos": [],
                "created_at": one["at"],
                "request": one["request"],
                "permalink": one["fields"][1],
                "visible": True,
            }
            for one in self.messages
        ]
