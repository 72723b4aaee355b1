"""What platforms count, one metric a call: one that is gone never stops the others.

Sources: Page Insights; Instagram Insights; Threads Insights (its account's beside the
contracts: developers.facebook.com/documentation/threads/insights); YouTube Data API,
statistics; channel-contracts.md §2.10, §3.7, §5.
"""

from typing import Any

from sasando.channels.adapters import Place, google, graph
from sasando.channels.adapters.graph import error_in, number
from sasando.channels.outcomes import Faults, MetricGone, Refused
from sasando.channels.wire import Line, Reply

# "Invalid parameter": no such metric, or not for this kind of post; 33 is a post that
# is gone.
INVALID, NO_METRIC, NO_OBJECT = 100, 3001, 33
FIELDS = {"followers_count", "subscriberCount"}
# As many as the column holds.
DIGITS = 18


def of_graph(
    place: Place, line: Line, metric: str, external_id: str, faults: Faults
) -> int | MetricGone | Refused | None:
    """Return a figure of Facebook, Instagram or Threads."""
    if metric in FIELDS:
        reply = graph.ask(line, place, place.account_id, fields=metric)
        return value_of(reply.json(), metric) if ok(reply) else refused(reply, faults)
    params = {"metric": metric}
    if not external_id:
        params["period"] = "day"
        if metric == "views":
            # Instagram counts it of a day only so.
            params["metric_type"] = "total_value"
    path = f"{external_id or place.account_id}/insights"
    reply = graph.ask(line, place, path, **params)
    return figure(reply.json()) if ok(reply) else refused(reply, faults)


def of_threads(
    place: Place, line: Line, metric: str, external_id: str, faults: Faults
) -> int | MetricGone | Refused | None:
    """Return a figure of a post, or of the account: that has an edge of its own.

    Without a span Threads answers for yesterday and today; the newest day counts.
    """
    if external_id:
        return of_graph(place, line, metric, external_id, faults)
    path = f"{place.account_id}/threads_insights"
    reply = graph.ask(line, place, path, metric=metric)
    return figure(reply.json()) if ok(reply) else refused(reply, faults)


def ok(reply: Reply) -> bool:
    return isinstance(reply.json(), dict) and not error_in(reply)


def refused(reply: Reply, faults: Faults) -> MetricGone | Refused | None:
    error = error_in(reply)
    code, subcode = number(error, "code"), number(error, "error_subcode")
    if code == INVALID and subcode == NO_OBJECT:
        return None
    if code in {INVALID, NO_METRIC}:
        return MetricGone()
    return graph.on_step(reply, faults=faults)


def figure(facts: dict[str, Any]) -> int | None:
    """Return the newest value of the only metric of an answer; None for no data."""
    rows = facts.get("data")
    first = rows[0] if isinstance(rows, list) and rows else {}
    values = first.get("values") if isinstance(first, dict) else None
    total = first.get("total_value") if isinstance(first, dict) else None
    newest = values[-1] if isinstance(values, list) and values else total
    return value_of(newest, "value") if isinstance(newest, dict) else None


def value_of(facts: Any, name: str) -> int | None:
    """Return a whole number; of several by kind, their sum."""
    value = facts.get(name) if isinstance(facts, dict) else None
    if isinstance(value, dict):
        value = sum(one for one in value.values() if isinstance(one, int))
    if isinstance(value, str) and value.isdecimal() and len(value) <= DIGITS:
        # YouTube writes numbers as texts.
        return int(value)
    return value if isinstance(value, int) and abs(value) < 10**DIGITS else None


def of_youtube(
    place: Place, line: Line, metric: str, external_id: str
) -> int | MetricGone | Refused | None:
    """Return a figure of a film, or of the channel."""
    what = {"id": external_id} if external_id else {"mine": "true"}
    path = "youtube/v3/videos" if external_id else "youtube/v3/channels"
    reply = google.ask(line, place, path, part="statistics", **what)
    found = google.items(reply)
    if found is None:
        return google.on_step(reply)
    statistics = found[0].get("statistics") if found else {}
    return value_of(statistics, metric)
