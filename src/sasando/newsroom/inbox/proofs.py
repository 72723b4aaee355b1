"""What the office's mail server says of a sender (RFC 8601), read piece by piece.

The line is the server's, but words in it are the sender's own: the address on the
envelope, the name that a signature bears. So comments and quoted strings are taken out
before anything is looked for, and each method proves only by the fact that it checks.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

# Longer ones are cut by no reader: what stands at the end may be the refusal.
LONGEST_LINE = 2_000
PIECE = re.compile(r'"(?:[^"\\]|\\.)*"|[^"()\\]+|.')
PLAIN = re.compile(r"[\w.@+-]*")
METHOD = re.compile(r"(dmarc|dkim|spf)(?:/\d+)?=([a-z]+)", re.IGNORECASE)
DOMAIN = re.compile(r"(?:.*@)?([A-Za-z0-9.-]+)")
PROVES = {
    "dmarc": {"header.from"},
    "dkim": {"header.d", "header.i"},
    "spf": {"smtp.mailfrom"},
}
FAILS = {"fail", "softfail", "permerror"}


@dataclass(frozen=True, slots=True)
class Result:
    """One method with its outcome, and the domains for which it speaks."""

    method: str
    outcome: str
    domains: tuple[str, ...]

    def proves(self, domain: str) -> bool:
        """Return whether it passed, and for nothing but this domain or above it."""
        passed = self.outcome == "pass" and bool(self.domains)
        return passed and all(is_aligned(each, domain) for each in self.domains)


def verdict(lines: list[str], address: str, *, judge: str) -> str:
    """Return "pass", "fail", "odd" or "none" of a sender.

    Only the topmost line of the office's server counts: those below may have come
    with the letter. "odd" is a line that can be read in two ways.
    """
    ours = [each for each in lines if judge and judged_by(each, judge)]
    if not ours:
        return "none"
    text = bare(ours[0])
    if text is None:
        return "odd"
    found = list(results(text))
    if any(each.method == "dmarc" and each.outcome == "fail" for each in found):
        return "fail"
    if any(each.proves(address.partition("@")[2]) for each in found):
        return "pass"
    return "fail" if any(each.outcome in FAILS for each in found) else "none"


def judged_by(line: str, judge: str) -> bool:
    first = (bare(line[:LONGEST_LINE]) or line).partition(";")[0].split()
    return bool(first) and first[0].lower() == judge.strip().lower()


def bare(line: str) -> str | None:
    """Return a line without comments, a quoted string as one word; None if it is odd.

    A mark that quotes stands nowhere but around a string: in a comment it would be the
    sender's, who may try to end it.
    """
    if len(line) > LONGEST_LINE:
        return None
    found, depth = [], 0
    for piece in PIECE.findall(" ".join(line.split())):
        if piece in {"(", ")"}:
            depth += 1 if piece == "(" else -1
        elif piece in {'"', "\\"} or (depth and piece.startswith('"')):
            return None
        elif not depth:
            found.append(unquoted(piece))
        if depth < 0:
            return None
    return None if depth else "".join(found)


def unquoted(piece: str) -> str:
    if not piece.startswith('"'):
        return piece
    return piece[1:-1] if PLAIN.fullmatch(piece[1:-1]) else "?"


def results(text: str) -> Iterator[Result]:
    """Yield what a line without quotes says, one for each method that it names."""
    for part in re.sub(" *= *", "=", text).split(";")[1:]:
        first, *facts = part.split() or [""]
        if found := METHOD.fullmatch(first):
            method = found[1].lower()
            named = [fact.partition("=") for fact in facts]
            values = [v for name, _is, v in named if name.lower() in PROVES[method]]
            domains = tuple(map(domain_of, values))
            yield Result(method, found[2].lower(), domains)


def domain_of(value: str) -> str:
    """Return the domain of an address or a domain alone; "" if it is neither."""
    found = DOMAIN.fullmatch(value)
    return found[1].lower().strip(".") if found else ""


def is_aligned(named: str, domain: str) -> bool:
    """Return whether this is the sender's own domain or one above it."""
    above = domain.endswith(f".{named}") and named.count(".") >= 2
    return bool(named) and (domain == named or above)
