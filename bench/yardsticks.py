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
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench import _debian_wordpress, _stock_wagtail, pagestore  # noqa: E402
from bench._serving import Rates, Server, free_port, run, running  # noqa: E402

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
# What the issue asks for: this, at least so many times that.
BUDGETS = [
    ("door", "nginx", 0.5),
    ("our nginx", "nginx", 0.95),
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
        item, slug = site(folder)
        servers = [*all.enter_context(ours(folder, item))]
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

    env = os.environ | {"SASANDO_DATA": f"{folder}/var", "SASANDO_HOSTS": HOST}
    door, sample, plain = free_port(), free_port(), free_port()
    pages = {"home": "/", "item": item}
    sampled, plainly = folder / "sample", folder / "plain"
    for each in (sampled, plainly):
        each.mkdir()
        each.chmod(0o755)
    place = folder / "var/site"
    config = plainly / "nginx.conf"
    config.write_text(pagestore.NGINX.format(folder=plainly, port=plain, site=place))
    with (
        pagestore.served(env, door),
        running(["nginx", "-c", str(written(sampled, place, sample, door))]),
        running(["nginx", "-c", str(config)]),
    ):
        yield [
            Server("door", door, pages),
            Server("our nginx", sample, pages, HOST),
            Server("our nginx, not compressed", sample, pages, HOST, "identity"),
            Server("nginx", plain, pages),
        ]


def show(servers: list[Server], rates: Rates) -> None:
    print("| answers a second | home | item |\n| --- | --- | --- |")
    for server in servers:
        home, item = (rates.middle(server.name, page) for page in ("home", "item"))
        print(f"| {server.name} | {home:,.1f} | {item:,.1f} |")
    names = {server.name for server in servers}
    print("\n| ratio | home | item | budget |\n| --- | --- | --- | --- |")
    for one, other, budget in BUDGETS:
        if other in names:
            home, item = (
                rates.middle(one, page) / rates.middle(other, page)
                for page in ("home", "item")
            )
            print(f"| {one} : {other} | {home:,.2f} | {item:,.2f} | {budget} |")


if __name__ == "__main__":
    sys.exit(main())
