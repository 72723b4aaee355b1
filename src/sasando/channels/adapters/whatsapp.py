"""WhatsApp Cloud: one template message a person who agreed; the status tells the rest.

Sources: channel-contracts.md §6 ([V:WAO] where not said otherwise). A template of the
office (`--option template=`, approved by WhatsApp) has two fields: what it is about,
and the link. `biz_opaque_callback_data` ([M]) bears the name of the row, so that a
status proves a message whose answer was lost.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from sasando.channels.adapters import (
    Capabilities,
    Parcel,
    Place,
    Post,
    graph,
    option,
)
from sasando.channels.adapters.spread import Reader, Sample, Session, ToPeople
from sasando.channels.adapters.whatsapp_faults import WHATSAPP_FAULTS
from sasando.channels.outcomes import (
    Accepted,
    Account,
    Ambiguous,
    Kind,
    Problem,
    Refused,
    Usage,
)
from sasando.channels.wire import Line, Reply

# A template's field takes no line break, and a body has 1,024 letters in all.
FIELD_LETTERS = 800
TEMPLATE, LANGUAGE = "kabar_kantor", "id"


class WhatsApp(ToPeople):
    """The adapter; it keeps nothing."""

    caps = Capabilities(
        base_url="https://graph.facebook.com",
        max_chars=FIELD_LETTERS,
        binds=frozenset({"template", "template_languages"}),
    )
    faults = WHATSAPP_FAULTS
    per_minute = 1200
    at_once = 8
    gone_at_once = False
    has_subject = False

    def usage(self, headers: Mapping[str, str]) -> Usage:
        return graph.usage(headers)

    def validate(self, post: Post) -> list[Problem]:
        found = super().validate(post)
        if not found and not (post.text.strip() and post.link):
            found.append(Problem("text_and_link"))
        return found

    def sample(self, place: Place, post: Post, reader: Reader) -> Sample:
        """Return the two fields; the words around them are of the template."""
        template = message(place, post, reader)["template"]
        fields = template["components"][0]["parameters"]
        return Sample("\n\n".join(one["text"] for one in fields), template["name"])

    @contextmanager
    def session(self, parcel: Parcel) -> Iterator[Session]:
        yield Messaging(parcel)

    def check(self, place: Place, line: Line) -> Account | Refused:
        fields = "id,display_phone_number,verified_name"
        reply = graph.ask(line, place, place.account_id, fields=fields)
        facts = reply.json()
        if name := graph.made(reply):
            return Account(name, str(facts.get("verified_name", "")))
        return graph.on_step(reply, faults=WHATSAPP_FAULTS)


@dataclass(frozen=True, slots=True)
class Messaging:
    """One post, to one number after another."""

    parcel: Parcel

    def hand(
        self, reader: Reader, before: Callable[[], None]
    ) -> Accepted | Refused | Ambiguous:
        place = self.parcel.place
        line = replace(self.parcel.line, before=before)
        reply = line.post(
            graph.address(place, f"{place.account_id}/messages"),
            json=message(place, self.parcel.post, reader) | graph.sign(place),
            headers=graph.bearer(place),
        )
        if name := name_in(reply):
            return Accepted(name)
        mishap = graph.mishap_of(reply, faults=WHATSAPP_FAULTS)
        return Ambiguous(mishap) if mishap.kind == Kind.AMBIGUOUS else Refused(mishap)


def name_in(reply: Reply) -> str:
    """Return the name of the message; "" where the answer does not hold it."""
    facts = reply.json()
    rows = facts.get("messages") if isinstance(facts, dict) else None
    first = rows[0] if isinstance(rows, list) and rows else None
    return str(first.get("id") or "") if isinstance(first, dict) else ""


def message(place: Place, post: Post, reader: Reader) -> dict[str, Any]:
    """Return the message of one person."""
    fields = [" ".join(post.text.split())[:FIELD_LETTERS], post.link]
    spoken = str(option(post, place, "template_languages") or LANGUAGE).split(",")
    language = reader.language if reader.language in spoken else spoken[0]
    return {
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        "to": reader.address,
        "type": "template",
        "template": {
            "name": str(option(post, place, "template") or TEMPLATE),
            "language": {"code": language},
            "components": [
                {
                    "type": "body",
                    "parameters": [{"type": "text", "text": one} for one in fields],
                }
            ],
        },
        "biz_opaque_callback_data": reader.ref,
    }
