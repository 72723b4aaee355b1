"""Our pages beside plain nginx, a stock Wagtail and Debian's WordPress, in one run.

    python bench/yardsticks.py [--seconds 4] [--rounds 3] [--without wordpress]

The demo's stories are written into a stock Wagtail and a WordPress too; then home and
one story are asked for with 32 connections (wrk), gzip taken, each server in turn and
in changing order; medians. Needs nginx and wrk, and for WordPress what
`_debian_wordpress.py` names; what is missing is said and left out.
"""

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from urllib.request import Request, urlopen

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench import _debian_wordpress, _stock_wagtail, pagestore  # noqa: E402
from bench._serving import Rates, Server, free_port, run, running, say  # noqa: E402

STORIES = """
import json, sys, django; django.setup()
from sasando.newsroom.models import NewsPage
known = {"paragraph", "heading", "quote"}
stories = []
for page in NewsPage.objects.live().filter(locale__language_code="id").specific():
    blocks = [str(block.render()) for block in page.body if block.block_type in known]
    stories.append({"title": page.title, "slug": page.slug, "summary": page.summary,
        "body": "".join(blocks), "at": page.first_published_at.isoformat(),
        "picture": page.picture.file.path if page.picture else ""})
json.dump(stories, open(sys.argv[1], "w"))
shown = [each for each in stories if each["picture"]]
print(max(shown, key=lambda each: each["at"])["slug"])
"""
PAGES = ("home", "item")
# What nginx says itself, whoever asks it to.
OWN = {"date", "server", "etag", "connection", "accept-ranges", "last-modified"}
OWN |= {"content-type", "content-length", "content-encoding", "transfer-encoding"}
# The fair one: it gives the same answer, and a page that was taken back at no time.
SAME = "same nginx, as fresh, with the same headers and a log"
# What is wanted: this, at least so many times that. None: told, not judged.
BUDGETS: list[tuple[str, str, float | None]] = [
    ("door", SAME, 0.5),
    ("door", "nginx", 0.5),
    ("our nginx", SAME, 0.95),
    ("our nginx", "nginx", None),
    ("door", "stock Wagtail", 300),
    ("our nginx", "stock Wagtail", 300),
    ("door", "WordPress", 300),
    ("our nginx", "WordPress", 300),
    ("door", "WordPress, fastcgi_cache", 1),
    ("our nginx", "WordPress, fastcgi_cache", 1),
    ("our nginx, not compressed", "WordPress, fastcgi_cache, not compressed", 1),
]


def main() -> int:
    words = argparse.ArgumentParser()
    words.add_argument("--seconds", type=int, default=4)
    words.add_argument("--rounds", type=int, default=3)
    words.add_argument("--without", action="append", default=[])
    asked = words.parse_args()
    for program in ("nginx", "wrk"):
        if not shutil.which(program):
            sys.exit(f"Missing: apt-get install {program}")
    rates = Rates()
    with (
        tempfile.TemporaryDirectory(prefix="sasando-bench-") as name,
        ExitStack() as all,
    ):
        folder = Path(name)
        folder.chmod(0o755)
        say("the demo and its stored pages")
        item, slug = site(folder)
        servers = [*all.enter_context(ours(folder, item))]
        say("a stock Wagtail with the same stories")
        servers.append(
            all.enter_context(
                _stock_wagtail.served(folder / "stock", folder / "stories.json", slug)
            )
        )
        if "wordpress" not in asked.without and (
            lacking := _debian_wordpress.missing()
        ):
            print(f"WordPress is left out: apt-get install {' '.join(lacking)}")
        elif "wordpress" not in asked.without:
            say("a WordPress with the same stories")
            servers += all.enter_context(
                _debian_wordpress.served(
                    folder / "press", folder / "stories.json", slug
                )
            )
        rates.take(servers, rounds=asked.rounds, seconds=asked.seconds)
        show(servers, rates)
    return 0


def site(folder: Path) -> tuple[str, str]:
    """Make the demo and store its pages; return one story's address and name."""
    env = os.environ | {"SASANDO_DATA": f"{folder}/var"}
    env |= {"DJANGO_SETTINGS_MODULE": "sasando.settings"}
    for command in (["schema"], ["demo", "--if-empty"]):
        run([sys.executable, "-m", "sasando", *command], env)
    # Our nginx runs as another user here.
    (folder / "var").chmod(0o755)
    run([sys.executable, "-c", pagestore.FILL], env)
    told = run([sys.executable, "-c", STORIES, f"{folder}/stories.json"], env)
    slug = told.split()[-1]
    return f"/berita/{slug}/", slug


@contextmanager
def ours(folder: Path, item: str) -> Iterator[list[Server]]:
    """Lend our own door, the sample of deploy/ before it, and a plain nginx."""
    from tests.website.nginx import HOST, written

    from sasando.core.serving import web_command

    env = os.environ | {"SASANDO_DATA": f"{folder}/var", "SASANDO_HOSTS": HOST}
    env |= {"SASANDO_PUBLIC_URL": "http://localhost:8000"}
    door, sample = free_port(), free_port()
    pages = {"home": "/", "item": item}
    config = written(place_of(folder / "sample"), folder / "var/site", sample, door)
    with ExitStack() as stack:
        ours = stack.enter_context(running(list(web_command(door)), env))
        front = stack.enter_context(running(["nginx", "-c", str(config)]))
        fronted = Server("our nginx", sample, pages, (front, ours), HOST)
        bare = f"{fronted.name}, not compressed"
        yield [
            Server("door", door, pages, (ours,)),
            fronted,
            replace(fronted, name=bare, encoding="identity"),
            stack.enter_context(plain(folder, "nginx", pages, pagestore.NGINX)),
            stack.enter_context(plain(folder, SAME, pages, same(fronted))),
        ]


def place_of(folder: Path) -> Path:
    folder.mkdir()
    folder.chmod(0o755)
    return folder


@contextmanager
def plain(
    folder: Path, name: str, pages: dict[str, str], config: str
) -> Iterator[Server]:
    """Lend an nginx that has nothing to do but to send these files."""
    place, port = (
        place_of(folder / name.partition(",")[0].replace(" ", "-")),
        free_port(),
    )
    file = place / "nginx.conf"
    site = folder / "var/site"
    file.write_text(config.format(folder=place, port=port, site=site))
    with running(["nginx", "-c", str(file)]) as pid:
        yield Server(name, port, pages, (pid,))


def same(other: Server) -> str:
    """Return the plain configuration that answers with the headers of another server.

    And as fresh: with its files kept open nginx sends an old page for a minute. It
    keeps a log too, as Debian's does.
    """
    other.ready("home")
    question = Request(f"http://127.0.0.1:{other.port}/", headers={"Host": other.host})
    with urlopen(question) as answer:
        headers = [(k, v) for k, v in answer.headers.items() if k.lower() not in OWN]
    lines = "".join(f'add_header {name} "{value}"; ' for name, value in headers)
    config = pagestore.NGINX.replace("open_file_cache max=2000;", "")
    log = "access_log {folder}/access.log combined buffer=64k flush=10s"
    config = config.replace("access_log off", log)
    return config.replace("gzip_static on;", f"gzip_static on; {lines}")


def show(servers: list[Server], rates: Rates) -> None:
    print("| | home /s | item /s | home, CPU ms | item, CPU ms |")
    print("| --- | --- | --- | --- | --- |")
    for server in servers:
        speed = [f"{rates.rate(server.name, page):,.1f}" for page in PAGES]
        cost = [f"{rates.cpu_ms(server.name, page):.3f}" for page in PAGES]
        print("|", " | ".join([server.name, *speed, *cost]), "|")
    print("\n| ratio | home /s | item /s | home, CPU | item, CPU | budget | |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for one, other, budget in BUDGETS:
        if other in {server.name for server in servers}:
            found = ratios(rates, one, other)
            line = [f"{one} : {other}", *(f"{number:,.2f}" for number in found)]
            print("|", " | ".join([*line, *judged(found, budget)]), "|")


def ratios(rates: Rates, one: str, other: str) -> list[float]:
    """Return how many times more answers, and how many times less CPU an answer."""
    more = [rates.rate(one, page) / (rates.rate(other, page) or 0.01) for page in PAGES]
    less = [rates.cpu_ms(other, page) / rates.cpu_ms(one, page) for page in PAGES]
    return [*more, *less]


def judged(found: list[float], budget: float | None) -> tuple[str, str]:
    """Return a budget and whether both pages hold it: in answers, or only in CPU.

    Beside other work CPU an answer is what to trust.
    """
    if budget is None:
        return "", ""
    pairs = {"held": found[:2], "held by CPU": found[2:]}
    held = [word for word, pair in pairs.items() if min(pair) >= budget]
    return f"{budget:g}", (held or ["MISSED"])[0]


if __name__ == "__main__":
    sys.exit(main())
