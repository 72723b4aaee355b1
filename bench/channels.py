"""What the engine adds to a call, and what it costs to ask what is due.

    python bench/channels.py                    SQLite
    SASANDO_POSTGRES_SAFE=1 python tools/postgres.py python bench/channels.py
                                                PostgreSQL that waits for its disk

1,000 text deliveries, eight at once, to a double in a process of its own that answers
after 150 ms, and after 1 ms; beside the same 1,000 requests by bare httpx with the same
SSL context. Then the claim, beside 100 and beside a million finished deliveries.
Every write waits for the disk, as in an office.
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
HANDS, TOKEN = 8, "bench"
DOUBLE = """
import sys
from sasando.channels.sandbox import sim
from sasando.channels.sandbox.platforms import PLATFORMS
from sasando.channels.sandbox.server import serve
from sasando.channels.sandbox.world import World
world = World(PLATFORMS)
for page in ("1001", "1002"):
    world.platforms["facebook"].add({"id": page, "token": "bench"})
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
        yield f"http://127.0.0.1:{process.stdout.readline().strip()}/facebook"
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
        url = f"{address}/v26.0/1002/feed"
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
    from sasando.channels.models import Delivery

    now = timezone.now()
    connection = workflow.Connection(
        "facebook", "Humas", "1001", address, {"token": TOKEN}
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


def overhead(seconds: float, vendor: str) -> None:
    """Print what the engine adds where the platform thinks so long."""
    from sasando.channels.models import Delivery

    with double(seconds) as address:
        each, _cpu = measured(lambda: bare(address, shared=False))
        one, _cpu = measured(lambda: bare(address, shared=True))
        fill(address, MANY)
        took, used = measured(deliver)
    states = set(
        Delivery.objects.filter(channel__base_url=address).values_list(
            "status", flat=True
        )
    )
    assert states == {"published"}, states
    print(
        f"| {vendor}, {seconds * 1000:.0f} ms | {each:.1f} | {one:.1f} | {took:.1f} | "
        f"{took / each:.2f} × | {took / one:.2f} × | {used / MANY * 1000:.1f} |",
        flush=True,
    )


def claims(vendor: str, finished: int) -> str:
    """Return how long a claim takes beside so many finished deliveries."""
    from django.utils import timezone

    from sasando.channels.claims import claim
    from sasando.channels.models import Delivery

    Delivery.objects.all().update(due_at=None)
    grow(finished)
    for one in Delivery.objects.order_by("-pk")[:HANDS]:
        Delivery.objects.filter(pk=one.pk).update(due_at=timezone.now())
    took = []
    for _ in range(200):
        now = timezone.now()
        began = time.perf_counter()
        claims = claim(now, most=HANDS)
        took.append(time.perf_counter() - began)
        assert len(claims) == HANDS
        pks = [one.delivery for one in claims]
        Delivery.objects.filter(pk__in=pks).update(due_at=now)
    Delivery.objects.open().update(due_at=None)
    return (
        f"| {vendor} | {Delivery.objects.count():,} | "
        f"{statistics.median(took) * 1000:.2f} | "
        f"{statistics.quantiles(took, n=20)[-1] * 1000:.2f} |"
    )


def grow(wanted: int) -> None:
    """Make finished deliveries until there are so many, in the database's own words."""
    from django.db import connection

    from sasando.channels.models import Delivery

    missing = wanted - Delivery.objects.count()
    if missing <= 0:
        Delivery.objects.filter(pk__gt=wanted).exists()
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
        cursor.execute("ANALYZE")


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="sasando-bench-") as folder:
        os.environ["SASANDO_DATA"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "sasando.settings"
        os.environ.setdefault("SASANDO_LOG_LEVEL", "ERROR")
        import django

        django.setup()
        from django.db import connection

        from sasando.core import schema

        schema.load()
        vendor = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[connection.vendor]
        fill("http://127.0.0.1:9/facebook", 1)
        beside = [claims(vendor, 100)]
        head = (
            "| database, platform thinks | httpx.post s | one client s | Sasando s | "
        )
        print(f"{head}of the first | of the second | CPU ms a delivery |")
        for seconds in (0.15, 0.001):
            overhead(seconds, vendor)
        print("| database | deliveries | claim of 8, median ms | p95 ms |")
        print("\n".join([*beside, claims(vendor, FINISHED)]))


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent.parent / "src"))
    main()
