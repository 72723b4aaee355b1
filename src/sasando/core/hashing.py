"""The digests of the log: over which facts, in which form of text."""

import hashlib
import json
import re
from datetime import UTC, datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

# In the order in which they are hashed; adding one needs a new chain version.
HASHED = (
    *("content_type_id", "object_id", "seq", "action", "user_id", "timestamp"),
    *("label", "data", "personal_digest"),
)
# Made once: json.dumps with these arguments makes an encoder a call.
CANONICAL = DjangoJSONEncoder(sort_keys=True, separators=(",", ":")).encode

# A NUL as JSON writes it, not the six letters themselves.
NUL = re.compile(r"(?<!\\)(?:\\\\)*\\u0000")


def chain_hash(before: str, row: tuple[Any, ...]) -> str:
    """Return the digest of one entry: SHA-256 over the one before and `HASHED`."""
    facts = [
        value.astimezone(UTC).isoformat(timespec="microseconds")
        if isinstance(value, datetime)
        else value
        for value in row
    ]
    return hashlib.sha256(f"{before}\n{canonical(facts)}".encode()).hexdigest()


def personal_hash(salt: str, facts: Any) -> str:
    """Return the salted digest that the chain keeps of personal data."""
    return hashlib.sha256(f"{salt}\n{canonical(facts)}".encode()).hexdigest()


def canonical(facts: Any) -> str:
    """Return JSON that is the same for the same facts, in ASCII."""
    return CANONICAL(facts)


def settled(facts: Any) -> Any:
    """Return `facts` as plain JSON values that every database gives back unchanged.

    Dates and decimals become text. Raises ValueError for a float (a database may write
    1e16 or -0.0 in another way) and for text that cannot be stored.
    """
    plain = json.loads(canonical(facts), parse_float=refuse, parse_constant=refuse)
    text = json.dumps(plain, ensure_ascii=False)
    if NUL.search(text) or not encodable(text):
        raise ValueError(
            "The log cannot hold this text: it has a NUL or half a letter."
        )
    return plain


def refuse(number: str) -> Any:
    raise ValueError(f"The log holds whole numbers and text; write {number} as text.")


def encodable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
