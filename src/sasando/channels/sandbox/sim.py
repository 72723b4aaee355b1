"""What a test or a curious person asks of the double itself: `/__sim__/…`, in JSON.

GET ledger, log, clock; POST clock, faults, accounts; DELETE faults.
"""

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import SplitResult, parse_qs

from sasando.channels.sandbox.world import Fault, Reply, World

Facts = dict[str, Any]


def answer(world: World, method: str, parts: SplitResult, body: bytes) -> Reply:
    """Answer one request to the double itself."""
    name = f"{method} {parts.path.removeprefix('/__sim__/').strip('/')}"
    call = CALLS.get(name)
    if call is None:
        return Reply(404, {"error": "unknown", "known": sorted(CALLS)})
    facts: Facts = json.loads(body or b"{}")
    facts |= {name: values[0] for name, values in parse_qs(parts.query).items()}
    return Reply(200, call(world, facts))


def ledger(world: World, facts: Facts) -> Any:
    account = facts.get("account") or facts.get("page", "")
    return {"posts": world.ledger(facts.get("platform", ""), account)}


def comments(world: World, facts: Facts) -> Any:
    return {"comments": world.comments()}


def log(world: World, facts: Facts) -> Any:
    since = int(facts.get("since", 0))
    with world.lock:
        return {"requests": [one for one in world.log if one["number"] > since]}


def clock(world: World, facts: Facts) -> Any:
    """Read the double's clock; `now` sets it, `advance` moves it by seconds."""
    with world.lock:
        if "now" in facts:
            world.shift += float(facts["now"]) - world.now()
        world.shift += float(facts.get("advance", 0))
    return {"now": world.now()}


def set_fault(world: World, facts: Facts) -> Any:
    """Set a fault: {"match": {…}, "do": "…", …}; see docs/rooms/channels.md."""
    match = facts.pop("match", {})
    do, times = facts.pop("do"), facts.pop("times", 1)
    fault = Fault(
        do=do,
        facts=facts,
        method=match.get("method", ""),
        path_regex=match.get("path_regex", ""),
        account=match.get("account", ""),
        nth=match.get("nth", 0),
        times=times,
    )
    with world.lock:
        world.faults.append(fault)
    return {"faults": len(world.faults)}


def clear_faults(world: World, facts: Facts) -> Any:
    with world.lock:
        world.faults.clear()
    return {"faults": 0}


def add_account(world: World, facts: Facts) -> Any:
    with world.lock:
        world.platforms[facts.pop("platform")].add(facts)
    return {}


CALLS: dict[str, Callable[[World, Facts], Any]] = {
    "GET ledger": ledger,
    "GET comments": comments,
    "GET log": log,
    "GET clock": clock,
    "POST clock": clock,
    "POST faults": set_fault,
    "DELETE faults": clear_faults,
    "POST accounts": add_account,
}
