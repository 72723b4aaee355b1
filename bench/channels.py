"""What the engine adds to a call, and what it costs to ask what is due.

    python bench/channels.py                    SQLite
    SASANDO_POSTGRES_SAFE=1 python tools/postgres.py python bench/channels.py
                                                PostgreSQL that waits for its disk

1,000 text deliveries, eight at once, to a double in a process of its own that answers
after 150 ms, and after 1 ms; beside the same 1,000 requests by bare httpx with the same
SSL context. Then the claim, beside 100 and beside a million finished deliveries; and
how much memory a film of 200 MB takes. Every write waits for the disk, as in an office:
asked of the database, and refused where it does not. Exits 1 when it is over a budget.
"""

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

MANY = int(os.environ.get("BENCH_DELIVERIES", "1000"))
FINISHED = int(os.environ.get("BENCH_FINISHED", "1000000"))
FILM_MB = int(os.environ.get("BENCH_FILM_MB", "200"))
HANDS, TOKEN = 8, "bench"
# Of one client's time where the platform thinks for 150 ms; of memory beyond rest; of
# the time of a claim beside a hundred finished deliveries.
OVERHEAD, MOST_MB, FLAT = 1.25, 64, 2.0
# What the database must say of itself.
SAFE = {
    "sqlite": {"PRAGMA synchronous": 2},
    "postgresql": {
        "SHOW fsync": "on",
        "SHOW synchronous_commit": "on",
        "SHOW full_page_writes": "on",
    },
}
DOUBLE = """
import sys
from sasando.channels.sandbox import sim
from sasando.channels.sandbox.platforms import PLATFORMS
from sasando.channels.sandbox.server import serve
from sasando.channels.sandbox.world import World
world = World(PLATFORMS)
for page in ("1001", "1002"):
    world.platforms["facebook"].add({"id": page, "token": "bench"})
world.platforms["youtube"].add({"id": "UC1001", "token": "bench"})
match = {"method": "POST", "path_regex": "/feed$"}
seconds = float(sys.argv[1])
sim.set_fault(world, {"do": "delay", "seconds": seconds, "match": match, "times": 0})
server = serve(world)
print(server.server_port, flush=True)
server.serve_forever()
"""


@contextmanager
def double(seconds: float) -> Iterator[str]:
    """Lend the address of a double that thinks for so long."""
    process = subprocess.Popen(
        [sys.executable, "-c", DOUBLE, str(seconds)],
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        yield f"http://127.0.0.1:{process.stdout.readline().strip()}"
    finally:
        process.kill()
        process.wait()


def cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def measured(work: Any) -> tuple[float, float]:
    """Return the seconds and the CPU seconds of a piece of work."""
    began, used = time.monotonic(), cpu()
    work()
    return time.monotonic() - began, cpu() - used


def bare(address: str, *, shared: bool) -> None:
    """Make the same requests by httpx alone.

    With one client for all of them, or as a plain `httpx.post` makes one each time.
    """
    import httpx

    from sasando.channels import wire

    def call(number: int) -> None:
        form = {"message": f"Kabar {number}", "fields": "id,permalink_url"}
        headers = {"Authorization": f"Bearer {TOKEN}"}
        facts = {"data": form, "headers": headers}
        url = f"{address}/facebook/v26.0/1002/feed"
        if shared:
            answer = wire.client().post(url, **facts)
        else:
            answer = httpx.post(url, verify=wire.context(), **facts)
        answer.raise_for_status()

    with ThreadPoolExecutor(HANDS) as pool:
        list(pool.map(call, range(MANY)))


def fill(address: str, many: int) -> None:
    """Plan so many deliveries, due now."""
    from django.db import transaction
    from django.utils import timezone

    from sasando.channels import workflow
    from sasando.channels.models import Channel, Delivery

    now = timezone.now()
    base_url = f"{address}/facebook"
    # The double of the round before is gone, and an account is connected once.
    Channel.objects.update(account_id="0")
    connection = workflow.Connection(
        "facebook", "Humas", "1001", base_url, {"token": TOKEN}
    )
    with transaction.atomic():
        channel = workflow.connect(None, connection, by=None, at=now)
        for number in range(many):
            saying = workflow.Saying(f"Kabar {number}", channels=[channel.pk])
            content = workflow.write(None, saying, by=None, at=now)
            workflow.approve(content, by=None, at=now)
    assert Delivery.objects.open().count() == many


def deliver() -> None:
    from django.utils import timezone

    from sasando.channels import engine

    engine.WORKS_SECONDS = 3600
    engine.run(timezone.now())


def overhead(seconds: float, vendor: str) -> float:
    """Print what the engine adds where the platform thinks so long; return it."""
    with double(seconds) as address:
        each, each_cpu = measured(lambda: bare(address, shared=False))
        one, one_cpu = measured(lambda: bare(address, shared=True))
        fill(address, MANY)
        took, used = measured(deliver)
        check(address)
    costs = " / ".join(
        f"{spent / MANY * 1000:.1f}" for spent in (each_cpu, one_cpu, used)
    )
    print(
        f"| {vendor}, {seconds * 1000:.0f} ms | {each:.1f} | {one:.1f} | {took:.1f} | "
        f"{took / each:.2f} × | {took / one:.2f} × | {costs} |",
        flush=True,
    )
    return took / one


def check(address: str) -> None:
    """See that each delivery is one post of the double, and each attempt is noted."""
    import httpx

    from sasando.channels.models import Attempt, Delivery

    mine = Delivery.objects.filter(channel__base_url=f"{address}/facebook")
    names = set(mine.filter(status="published").values_list("external_id", flat=True))
    facts = {"platform": "facebook", "account": "1001"}
    ledger = httpx.get(f"{address}/__sim__/ledger", params=facts).json()
    rows = ledger["posts"] if isinstance(ledger, dict) else ledger
    assert len(rows) == len(names) == MANY
    assert names == {row["id"] for row in rows}
    noted = Attempt.objects.filter(delivery__in=mine, outcome="accepted")
    assert noted.count() == MANY


def is_safe() -> None:
    """Refuse to measure where a write does not wait for a real disk."""
    from django.conf import settings
    from django.db import connection

    with connection.cursor() as cursor:
        for question, wanted in SAFE[connection.vendor].items():
            cursor.execute(question)
            [said] = cursor.fetchone()
            assert said == wanted, f"{question}: {said}"
    where = ["stat", "-f", "-c", "%T", str(settings.DATA)]
    kind = subprocess.check_output(where, text=True).strip()
    assert kind not in {"tmpfs", "ramfs"}, f"{settings.DATA} lies in memory: set TMPDIR"


def claims(finished: int) -> tuple[int, float, float]:
    """Return how many deliveries there are, and how long a claim takes beside them."""
    from django.utils import timezone

    from sasando.channels.claims import claim
    from sasando.channels.models import Delivery

    grow(finished)
    due = list(Delivery.objects.order_by("-pk").values_list("pk", flat=True)[:HANDS])
    mine = Delivery.objects.filter(pk__in=due)
    mine.update(status="scheduled", due_at=timezone.now())
    took = []
    for _ in range(200):
        now = timezone.now()
        began = time.perf_counter()
        claimed = claim(now, most=HANDS)
        took.append(time.perf_counter() - began)
        assert len(claimed) == HANDS
        mine.update(due_at=now)
    # Beside a few rows any way is as good.
    assert finished < 10_000 or "delivery_due" in plan(), plan()
    mine.update(status="published", due_at=None)
    median, worst = statistics.median(took), statistics.quantiles(took, n=20)[-1]
    return Delivery.objects.count(), median * 1000, worst * 1000


def plan() -> str:
    """Return how the database finds what is due."""
    from django.db import connection
    from django.utils import timezone

    from sasando.channels.claims import CLAIM, LOCKED

    explain = {"sqlite": "EXPLAIN QUERY PLAN ", "postgresql": "EXPLAIN "}
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    sql = CLAIM.format(locked=LOCKED[connection.vendor])
    with connection.cursor() as cursor:
        cursor.execute(explain[connection.vendor] + sql, [now, now, HANDS, now, now])
        return "\n".join(str(row[-1]) for row in cursor.fetchall())


def grow(wanted: int) -> None:
    """Make finished deliveries until there are so many, in the database's own words."""
    from django.db import connection
    from django.utils import timezone

    from sasando.channels.models import Delivery

    now = timezone.now()
    Delivery.objects.update(due_at=None, status="published", published_at=now)
    missing = wanted - Delivery.objects.count()
    if missing <= 0:
        return
    names = [
        field.column
        for field in Delivery._meta.concrete_fields
        if field.column not in {"id", "slot_key", "external_id"}
    ]
    columns = ", ".join(f'"{name}"' for name in names)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO channels_delivery ({columns}, slot_key, external_id) "
            "WITH RECURSIVE n(i) AS (SELECT %s UNION ALL SELECT i + 1 FROM n "
            "WHERE i < %s) "
            f"SELECT {', '.join(f'd.{name}' for name in names)}, "
            "CAST(i AS varchar(20)), 'x' || CAST(i AS varchar(20)) "
            "FROM n, (SELECT * FROM channels_delivery ORDER BY id LIMIT 1) d",
            # Names that no earlier call gave.
            [wanted - missing + 1, wanted],
        )
        # As a server that runs for a while has done by itself.
        cursor.execute("ANALYZE")


# Sends a film in a process of its own, and says what that took of memory.
SENDER = """
import django
from django.conf import settings
settings.FFMPEG = None
django.setup()
from django.utils import timezone
from sasando.channels import engine, models, wire
def most():
    text = open("/proc/self/status").read()
    return int(text.partition("VmHWM:")[2].split()[0]) // 1024
wire.client()
list(models.Delivery.objects.open())
before = most()
while models.Delivery.objects.open().exists():
    engine.run(timezone.now())
print(most() - before)
"""


def film(folder: Path) -> int:
    """Return how many MB a film takes on its way to YouTube, beyond a process at rest.

    By a worker of its own: what a process once had in hand counts for ever.
    """
    from django.utils import timezone

    from sasando.channels import workflow
    from sasando.channels.models import Delivery

    path, now = folder / "film.mp4", timezone.now()
    with path.open("wb") as file:
        for number in range(FILM_MB * 16):
            file.write(number.to_bytes(8, "big") * 8192)
    with double(0) as address:
        connection = workflow.Connection(
            "youtube", "Saluran", "UC1001", f"{address}/youtube", {"token": TOKEN}
        )
        channel = workflow.connect(None, connection, by=None, at=now)
        files = [workflow.File(path, "video")]
        saying = workflow.Saying("Film", files=files, channels=[channel.pk])
        content = workflow.write(None, saying, by=None, at=now)
        workflow.approve(content, by=None, at=now)
        words = [sys.executable, "-c", SENDER]
        took = subprocess.check_output(words, text=True, timeout=600)
    assert Delivery.objects.get(content=content).status == "published"
    return int(took)


def main() -> int:
    """Measure all of it; return 1 when it is over a budget."""
    with tempfile.TemporaryDirectory(prefix="sasando-bench-") as folder:
        os.environ["SASANDO_DATA"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "sasando.settings"
        os.environ["PYTHONPATH"] = str(Path(__file__).parent.parent / "src")
        os.environ.setdefault("SASANDO_LOG_LEVEL", "ERROR")
        import django
        from django.conf import settings

        # What goes up is measured, not what draws it: the film is none.
        settings.FFMPEG = None
        django.setup()
        from sasando.core import schema

        schema.load()
        is_safe()
        return measure(Path(folder))


def measure(folder: Path) -> int:
    """Print each figure; return 1 when one is over its budget."""
    from django.db import connection

    vendor = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[connection.vendor]
    fill("http://127.0.0.1:9", 1)
    beside = [claims(100)]
    head = "| database, platform thinks | httpx.post s | one client s | Sasando s | "
    print(f"{head}of the first | of the second | CPU ms a call: each / one / Sasando |")
    added, _fast = overhead(0.15, vendor), overhead(0.001, vendor)
    print(f"| {vendor}, a film of {FILM_MB} MB: memory beyond rest, MB |")
    memory = film(folder)
    print(f"| {memory} |")
    print("| database | deliveries | claim of 8, median ms | p95 ms |")
    beside.append(claims(FINISHED))
    for many, median, worst in beside:
        print(f"| {vendor} | {many:,} | {median:.2f} | {worst:.2f} |")
    # A tenth of a millisecond is no slope.
    steep = beside[1][1] > FLAT * beside[0][1] + 0.1
    return int(added > OVERHEAD or memory >= MOST_MB or steep)


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent.parent / "src"))
    sys.exit(main())
