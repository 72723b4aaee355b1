"""What Facebook, Instagram and Threads share in the double: fields, errors, paging."""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from sasando.channels.sandbox.world import Reply

NAME = re.compile(r"\s*([a-z_]+)\s*(\{)?")
VERSION = "v26.0"
MESSAGES = {
    (100, 33): "Unsupported request. Object does not exist, cannot be loaded due to "
    "missing permissions, or does not support this operation.",
    (190, 463): "Error validating access token: Session has expired.",
    (506, 0): "Duplicate status message",
}


class Wrong(Exception):
    """An error to be answered with."""

    def __init__(self, code: int, subcode: int = 0, message: str = "") -> None:
        super().__init__(message)
        self.facts = {"code": code, "subcode": subcode, "message": message}


def error(facts: Mapping[str, Any]) -> Reply:
    """Return an error as the Graph API has it (channel-contracts.md §1.5)."""
    code, subcode = facts.get("code", 1), facts.get("subcode", 0)
    said = facts.get("message") or MESSAGES.get((code, subcode), "An error occurred.")
    about = {"message": said, "type": "OAuthException", "code": code}
    if subcode:
        about["error_subcode"] = subcode
    if "error_data" in facts:
        about["error_data"] = facts["error_data"]
    about |= {"is_transient": False, "fbtrace_id": "AsandboxTrace"}
    headers = {"facebook-api-version": VERSION}
    return Reply(facts.get("status", 400), {"error": about}, headers=headers)


def moment(seconds: float) -> str:
    """Return a time as the Graph API writes it: no colon in the offset."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%S+0000")


def names(text: str) -> list[str]:
    """Return the outer names of a `fields` parameter, without what is in braces."""
    return list(outer(text))


def outer(text: str) -> Iterator[str]:
    depth, name = 0, ""
    for letter in f"{text},":
        depth += (letter in "{(") - (letter in "})")
        if letter == "," and not depth:
            if name.strip():
                yield re.split(r"[{(]", name.strip())[0]
            name = ""
        else:
            name += letter


def chosen(row: Mapping[str, Any], fields: str, known: set[str]) -> dict[str, Any]:
    """Return what was asked for of a row. Raises Wrong for a field nobody has."""
    asked = names(fields) or ["id"]
    for name in asked:
        if name not in known:
            message = f"(#100) Tried accessing nonexisting field ({name})"
            raise Wrong(100, 0, message)
    found = {name: row[name] for name in asked if row.get(name) is not None}
    return {"id": row["id"]} | found


def page_of(rows: list[dict[str, Any]], params: Mapping[str, str]) -> dict[str, Any]:
    """Return one page of rows with its cursors."""
    limit = min(int(params.get("limit", 25)), 100)
    start = int(params.get("after") or 0)
    shown = rows[start : start + limit]
    cursors = {"before": str(start), "after": str(start + len(shown))}
    paging: dict[str, Any] = {"cursors": cursors}
    if start + limit < len(rows):
        paging["next"] = f"https://graph.facebook.com/next?after={cursors['after']}"
    return {"data": shown, "paging": paging} if shown else {"data": []}
