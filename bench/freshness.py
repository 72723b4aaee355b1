"""From a change to its bytes: a page rendered afresh, a story published, an alert.

    python bench/freshness.py

A demo in a temporary place, its pages stored, SQLite, one process. A story is changed
by the verbs, a unit is renamed, an alert goes up and down above 5,000 pages; home, the
section and a story are rendered with 60 stories and with 6,000. CPU is that of the
process; beside other work it is what to trust, for seconds are then those of others.
"""

import gc
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench._serving import run, say  # noqa: E402

SIZES = (60, 6_000)
PAGES = 5_000
# The median of so many renders, best of so many rounds: others take turns at the cores.
TIMES, ROUNDS = 40, 5
# Queries and, where there is one, milliseconds of CPU.
RENDERED: dict[str, tuple[int, float | None]] = {
    "home": (12, None),
    "section": (10, None),
    "item": (8, 10.0),
}
AT_ONCE_SECONDS, OTHER_CPU_MS, ALERT_SECONDS = 1.0, 40.0, 5.0
FEEDS = ("rss.xml", "atom.xml", "feed.json")
SAID = {
    "id": '<p class="alert">Jalan Kupang–Soe putus di Takari.</p>',
    "en": '<p class="alert">The road Kupang–Soe is cut at Takari.</p>',
}


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="sasando-bench-") as folder:
        os.environ["SASANDO_DATA"] = f"{folder}/var"
        os.environ["DJANGO_SETTINGS_MODULE"] = "sasando.settings"
        say("the demo")
        for command in (["schema"], ["demo", "--if-empty"]):
            run([sys.executable, "-m", "sasando", *command], dict(os.environ))
        import django

        django.setup()
        # As `sasando serve` does: what is loaded is not looked through again.
        gc.freeze()
        print("| what | found | budget | |\n| --- | --- | --- | --- |")
        item = changes()
        alert()
        rendered(item)
    return 0


def row(
    what: str, found: str, budget: str, *, held: bool, by_cpu: bool = False
) -> None:
    """Show one figure; seconds that others took are missed in time, held by CPU."""
    verdict = "held" if held else "held by CPU" if by_cpu else "MISSED"
    line = (what, found, budget, verdict)
    print("|", " | ".join(line), "|", flush=True)


def changes() -> str:
    """Publish a story, change it, rename its unit; return the address of the story."""
    from tests import make
    from wagtail.models import Page

    from sasando.accounts.models import Unit

    say("its pages are stored")
    fill()
    unit = Unit.objects.order_by("pk").first()
    ratna = make.person("Ratna Uji", "writer", of=unit)
    maria = make.person("Maria Uji", "head", "approver")
    item = make.news(by=ratna, unit=unit, title="Uji pertama dari tiga")
    refreshed("a story is published", item, lambda: out(item, maria))
    item = item.get_latest_revision_as_object()
    item.title, item.change = "Uji kedua dari tiga", "real"
    item.change_note = "Judul diperbaiki."
    item.save_revision(user=ratna)
    refreshed("its title changes", item, lambda: out(item, maria))
    with_unit = Unit.objects.filter(pk=unit.pk)
    others("its unit is renamed", lambda: with_unit.update(name=f"{unit.name} Baru"))
    return str(Page.objects.get(pk=item.pk).url)


def fill() -> tuple[int, float]:
    """Refresh until nothing is stale; return how many pages and CPU milliseconds."""
    from django.utils import timezone

    from sasando.website.store import refreshing

    done, spent = 0, time.process_time()
    while some := refreshing.run(at=timezone.now(), seconds=600):
        done += some
    return done, (time.process_time() - spent) * 1000


def out(item: Any, maria: Any) -> None:
    from django.utils import timezone
    from tests import make

    from sasando.core import approvals

    now = timezone.now()
    make.approve(item, by=maria, at=now)
    approvals.publish(item, by=maria, at=now)


def refreshed(what: str, item: Any, change: Callable[[], object]) -> None:
    """Show how long it takes until readers get it, as the web server's thread does."""
    from django.utils import timezone
    from wagtail.models import Page

    from sasando.website.store import refreshing

    change()
    began, spent, done = time.perf_counter(), time.process_time(), 0
    while done < refreshing.AT_ONCE and (some := refreshing.at_once(timezone.now())):
        done += some
    seconds, cpu = time.perf_counter() - began, time.process_time() - spent
    first = showing(item.title)
    item = Page.objects.get(pk=item.pk)
    named = {"/", str(item.url), str(item.get_parent().url)}
    named |= {f"{above}{feed}" for above in ("/", "/berita/") for feed in FEEDS}
    more, cpu_ms = fill()
    left = named - first
    found = f"{done} pages in {seconds:.2f} s, {cpu:.2f} s of CPU"
    found += f"; not among them: {sorted(left)}" if left else ""
    held = [spent <= AT_ONCE_SECONDS and not left for spent in (seconds, cpu)]
    what_first = f"{what}: the story, home, its lists and feeds"
    row(what_first, found, f"{AT_ONCE_SECONDS:g} s", held=held[0], by_cpu=held[1])
    if more:
        each(what, more, cpu_ms)


def others(what: str, change: Callable[[], object]) -> None:
    change()
    each(what, *fill())


def each(what: str, pages: int, cpu_ms: float) -> None:
    found = f"{pages} pages, {cpu_ms / pages:.1f} ms of CPU each"
    held = cpu_ms / pages <= OTHER_CPU_MS
    row(f"{what}: the others", found, f"{OTHER_CPU_MS:g} ms", held=held)


def showing(words: str) -> set[str]:
    """Return the addresses whose stored bytes say this."""
    from sasando.website.store import keeping
    from sasando.website.store.rows import StoredPage

    folder = keeping.folder()
    paths = StoredPage.objects.values_list("path", flat=True)
    said = {path: folder.read(path) for path in paths}
    return {
        p for p, there in said.items() if there and words.encode() in there.bodies[""]
    }


def alert() -> None:
    """Put an alert above 5,000 pages, and take it down."""
    from sasando.website.store import keeping, splicing
    from sasando.website.store.folder import bundle

    say(f"{PAGES:,} pages")
    folder = keeping.folder()
    there = folder.read("/")
    assert there is not None
    for number in range(PAGES):
        # Each is another page: nothing of it is compressed twice.
        body = there.bodies[""] + f"<!-- {number} -->".encode() * 50
        with folder.writing(f"/uji/{number}/", bundle(200, there.headers, body)):
            pass
    for what, words in (("up", SAID), ("down", {})):
        began, spent = time.perf_counter(), time.process_time()
        changed = splicing.say(lambda words=words: words)
        seconds, cpu = time.perf_counter() - began, time.process_time() - spent
        size = len(there.bodies[""]) / 1000
        found = f"{seconds:.1f} s, {cpu:.1f} s of CPU"
        what = f"an alert goes {what}, {changed:,} pages of {size:.0f} kB"
        held, by_cpu = (spent <= ALERT_SECONDS for spent in (seconds, cpu))
        row(what, found, f"{ALERT_SECONDS:g} s", held=held, by_cpu=by_cpu)


def rendered(item: str) -> None:
    """Render home, section and story as Django does, with few stories and with many."""
    from tests.website import many_news

    from sasando.newsroom.models import NewsIndexPage

    section = NewsIndexPage.objects.get(slug="berita")
    paths = {"home": "/", "section": str(section.url), "item": item}
    found = {}
    for size in SIZES:
        say(f"{size:,} stories")
        many_news.news(section, upto=size)
        # In turn, so that a slow second of the machine meets none of them alone.
        rounds = [[cost(path) for path in paths.values()] for _round in range(ROUNDS)]
        found[size] = dict(zip(paths, map(min, zip(*rounds, strict=True)), strict=True))
    for name, (most, most_ms) in RENDERED.items():
        asked = [found[size][name][0] for size in SIZES]
        spent = [found[size][name][1] for size in SIZES]
        said = " and ".join(map(str, asked)) + " queries, "
        said += " and ".join(f"{ms:.1f}" for ms in spent) + " ms of CPU"
        held = max(asked) <= most and len(set(asked)) == 1
        held = held and (most_ms is None or max(spent) <= most_ms)
        budget = f"{most} queries" + (f", {most_ms:g} ms" if most_ms else "")
        sizes = " and ".join(f"{size:,}" for size in SIZES)
        row(f"{name} rendered, {sizes} stories", said, budget, held=held)


def cost(path: str) -> tuple[int, float]:
    """Return queries, and milliseconds of CPU, of one address when all is warm."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from sasando.website.store import rendering

    def ask() -> None:
        answer = rendering.handler().get_response(rendering.request_for(path))
        assert answer.status_code == 200, (path, answer.status_code)

    ask()
    with CaptureQueriesContext(connection) as asked:
        ask()
    spent = []
    for _each in range(TIMES):
        began = time.process_time()
        ask()
        spent.append(time.process_time() - began)
    return len(asked), statistics.median(spent) * 1000


if __name__ == "__main__":
    sys.exit(main())
