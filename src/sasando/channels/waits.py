"""How long the engine waits, for what. Plain numbers; no clock."""

from datetime import datetime, timedelta

# A worker that has a row; renewed with every step.
LEASE = timedelta(minutes=2)
# One commit call from its first byte to its last; well within the lease.
COMMIT_SECONDS = 60.0
# What the lease must still hold when the first byte is written.
MARGIN_SECONDS = COMMIT_SECONDS + 15
# So long a claim may prepare before the job begins anew.
STRETCH_SECONDS = 60.0
# When to look for a post whose answer was lost, counted from the loss.
LOOKS = tuple(timedelta(seconds=number) for number in (30, 120, 600, 1800))
# No absence is proven before whoever may still be sending has given up.
PROOF = LEASE + timedelta(seconds=COMMIT_SECONDS)
# Steps that may be repeated unseen, and how often.
REPEATS, MEDIA_REPEATS = 6, 2
FIRST_REPEAT = timedelta(seconds=30)
# A rate limit that names no end: longer each time.
RATES = tuple(timedelta(minutes=number) for number in (5, 10, 20, 60))
# From here on a post is late: after an outage each channel lets out one in two minutes.
LATE, SPACING = timedelta(minutes=5), timedelta(minutes=2)
A_WHILE, A_MINUTE = timedelta(seconds=5), timedelta(minutes=1)
# A film that is still being made ready is asked for again.
FILMING = timedelta(seconds=15)
DAY = timedelta(days=1)
# The longest rest that a platform can ask for: a day on which clocks change has 25
# hours.
LONGEST_REST = timedelta(hours=26)
# So long a platform may be away before a person looks instead.
DISTURBED = timedelta(hours=6)
# Whose clock differs more from the database's claims nothing.
SKEW = timedelta(seconds=30)


def repeat(tries: int, *, jitter: float) -> timedelta:
    """Return the wait before repeat number `tries` (from 0); `jitter` is 0 to 1."""
    return FIRST_REPEAT * 2**tries * (1 + jitter / 4)


def rate(tries: int, *, named_seconds: int) -> timedelta:
    """Return how long an account is left alone: as named, else longer each time.

    No platform asks for more than a day; who names more would stop us for years.
    """
    if named_seconds > 0:
        most = LONGEST_REST.total_seconds()
        return timedelta(seconds=min(named_seconds, most))
    return RATES[min(tries, len(RATES) - 1)]


def next_look(since: datetime, *, after: datetime) -> datetime | None:
    """Return the first moment to look that is later than `after`, if one is left."""
    return next((since + look for look in LOOKS if since + look > after), None)
