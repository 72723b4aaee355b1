"""Verbs with one log entry a second, and the wait of the unluckiest writer.

    python bench/verbs.py                       SQLite, beside Django's own backend
    SASANDO_POSTGRES_SAFE=1 python tools/postgres.py python bench/verbs.py
                                                PostgreSQL that waits for its disk

One verb is `core.workflow.move`: compare-and-swap, chain head, entry, one transaction.
The yardstick on SQLite is the same verb on Django's own backend, which has no queue.
The first verb of a process, which imports what it needs, is a row of its own: it waits
for nobody.
"""

import os
import subprocess
import sys
import tempfile
import threading
import time
from functools import cache
from pathlib import Path

SECONDS = float(os.environ.get("BENCH_SECONDS", "5"))


def prepare(folder: str, engine: str) -> None:
    """Set Django up on an empty database whose tables are there."""
    os.environ["SASANDO_DATA"] = folder
    os.environ["DJANGO_SETTINGS_MODULE"] = "sasando.settings"
    import django
    from django.conf import settings

    if engine:
        settings.DATABASES["default"]["ENGINE"] = engine
    django.setup()


@cache
def case_model() -> type:
    from django.db import models

    class Case(models.Model):
        MOVES = {"a": {"b"}, "b": {"a"}}
        status = models.CharField(max_length=10, default="a")

        class Meta:
            app_label = "core"
            db_table = "bench_case"

        def __str__(self) -> str:
            return f"case {self.pk}"

    return Case


def run(threads: int, seconds: float) -> tuple[list[float], int]:
    """Return the seconds of each verb, and how many failed."""
    from django.db import connection
    from django.utils import timezone

    from sasando.core.workflow import move

    case = case_model()
    took: list[float] = []
    failed = [0]
    stop = time.monotonic() + seconds

    def work() -> None:
        mine = case.objects.create()
        while time.monotonic() < stop or not took:
            began = time.monotonic()
            try:
                to = "b" if mine.status == "a" else "a"
                move(mine, to, by=None, at=timezone.now(), action="unit.noted")
            except Exception as error:  # noqa: BLE001 - counted and shown
                failed[0] += 1
                print("failed:", error, file=sys.stderr)
            took.append(time.monotonic() - began)
        connection.close()

    people = [threading.Thread(target=work) for _ in range(threads)]
    for person in people:
        person.start()
    for person in people:
        person.join()
    return took, failed[0]


def report(name: str, took: list[float], failed: int, seconds: float) -> None:
    took = sorted(took)
    marks = [took[int(len(took) * share)] * 1000 for share in (0.5, 0.99)]
    print(
        f"| {name} | {len(took) / seconds:.0f} | {marks[0]:.1f} | {marks[1]:.1f} | "
        f"{took[-1] * 1000:.0f} | {failed} |",
        flush=True,
    )


def worker(folder: str) -> None:
    """A second process that writes for as long as the first one measures."""
    prepare(folder, "")
    run(1, 0)
    took, failed = run(1, SECONDS)
    report("  the other process", took, failed, SECONDS)


def main() -> None:
    if sys.argv[1:2] == ["--worker"]:
        return worker(sys.argv[2])
    engine = os.environ.get("BENCH_ENGINE", "")
    with tempfile.TemporaryDirectory() as folder:
        prepare(folder, engine)
        from django.db import connection

        from sasando.core import entries, schema
        from sasando.core.models import Entry

        schema.load()
        with connection.schema_editor() as editor:
            editor.create_model(case_model())
        name = engine or connection.vendor
        report(f"{name}, the first verb", *run(1, 0), 1)
        for threads in (1, 32):
            took, failed = run(threads, SECONDS)
            report(f"{name}, {threads} threads", took, failed, SECONDS)
        if not engine and connection.vendor == "sqlite":
            command = [sys.executable, __file__, "--worker", folder]
            other = subprocess.Popen(command)
            time.sleep(3)
            took, failed = run(32, SECONDS)
            other.wait()
            report(f"{name}, 32 threads + a process", took, failed, SECONDS)
        assert entries.verify(Entry).faults == ()
    if not engine and connection.vendor == "sqlite":
        env = os.environ | {"BENCH_ENGINE": "django.db.backends.sqlite3"}
        env.pop("SASANDO_DATA")
        subprocess.run([sys.executable, __file__], env=env, check=True)
    return None


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))
    if "BENCH_ENGINE" not in os.environ and "--worker" not in sys.argv:
        print("| database, clients | verbs/s | p50 ms | p99 ms | worst ms | failed |")
        print("| --- | --- | --- | --- | --- | --- |", flush=True)
    main()
