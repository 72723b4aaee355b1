"""A WordPress export of many posts, made from texts in a folder, with drawn pictures.

    SASANDO_BENCH_DATA=texts python bench/wordpress.py make FOLDER [--posts 1000]
    SASANDO_BENCH_DATA=texts python bench/wordpress.py run [--posts 1000]

`make` writes FOLDER/lama.xml and FOLDER/uploads. `run` makes both in a temporary
place, imports them into an office of its own, kills the import half-way, goes on,
approves, publishes and takes back what it can, and prints the figures. The texts are
Markdown files, such as statutes; none of them is part of this repository.
"""

import argparse
import json
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from html import escape
from pathlib import Path

from PIL import Image, ImageDraw

ADDRESS = "https://lama.example.org"
SEED = 3
DYES = ("#1f2a5a", "#9c2a2a", "#d9a521", "#5b7a3a")
PLACES = ("Kupang", "Rote", "Alor", "Belu", "Ende", "Sikka", "Ngada", "Sumba Timur")
CATEGORIES = (("kabar", "Kabar"), ("hukum", "Hukum"), ("infografis", "Infografis"))
HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>Situs lama</title><link>{address}</link>
<wp:wxr_version>1.2</wp:wxr_version><wp:base_blog_url>{address}</wp:base_blog_url>
<wp:author><wp:author_login>humas</wp:author_login>
<wp:author_email></wp:author_email>
<wp:author_display_name>Humas lama</wp:author_display_name></wp:author>
"""


def texts(folder: Path) -> Iterator[str]:
    """Yield the text of each Markdown file, again from the first after the last."""
    files = sorted(folder.rglob("*.md"))
    if not files:
        sys.exit("SASANDO_BENCH_DATA: no .md files there")
    while True:
        for file in files:
            yield file.read_text("utf-8", errors="replace")


def make(folder: Path, source: Path, *, posts: int) -> None:
    """Write the export and its uploads; the same each time."""
    dice = random.Random(SEED)
    uploads = folder / "uploads" / "2015"
    uploads.mkdir(parents=True)
    pictures = max(1, posts // 2)
    for number in range(pictures):
        draw(uploads / f"gambar-{number}.png", dice)
    with (folder / "lama.xml").open("w", encoding="utf-8") as out:
        out.write(HEAD.format(address=ADDRESS))
        for number, text in zip(range(posts), texts(source), strict=False):
            out.write(post(number, text, dice, pictures=pictures))
        for number in range(pictures):
            out.write(attachment(number))
        out.write("</channel></rss>\n")


def draw(path: Path, dice: random.Random) -> None:
    image = Image.new("RGB", (1200, 800), dice.choice(DYES))
    pen = ImageDraw.Draw(image)
    for _ in range(40):
        x, y = dice.randrange(1200), dice.randrange(800)
        pen.rectangle((x, y, x + 120, y + 80), fill=dice.choice(DYES))
    image.save(path)


def post(number: int, text: str, dice: random.Random, *, pictures: int) -> str:
    place, (slug, name) = dice.choice(PLACES), dice.choice(CATEGORIES)
    body = html_of(text)
    if number % 2 == 0:
        body = shown(number // 2, place) + body
    # One in fifty shows a file that nobody has any more; so it is with old sites.
    if number % 50 == 7:
        body += shown(pictures + number, place)
    date = f"{2008 + number % 15}-{1 + number % 12:02}-{1 + number % 28:02} 01:00:00"
    date = "0000-13-45 00:00:00" if number % 97 == 5 else date
    status = "draft" if number % 40 == 3 else "publish"
    title = next((each for each in text.splitlines() if len(each) > 20), "Peraturan")
    return item(
        100_000 + number,
        title=f"{place}: {re.sub(r'[#*|_]', '', title).strip()[:110]}",
        slug=f"naskah-{number}",
        body=body,
        date=date,
        status=status,
        more=f'<category domain="category" nicename="{slug}">{name}</category>',
    )


def html_of(text: str) -> str:
    """Return HTML as WordPress keeps it: paragraphs by empty lines, some headings."""
    parts = []
    for chunk in re.split(r"\n\s*\n", text[:60_000]):
        words = chunk.strip()
        if words.startswith("#"):
            parts.append(f"<h2>{escape(words.lstrip('# '))}</h2>")
        elif words:
            bold = re.sub(r"\*\*(.+?)\*\*", r"<strong>\1</strong>", escape(words))
            parts.append(bold)
    return "\n\n".join(parts)


def shown(number: int, place: str) -> str:
    address = f"{ADDRESS}/wp-content/uploads/2015/gambar-{number}-300x200.png"
    alt = f"Kain tenun bermotif dari {place} terbentang di halaman"
    words = f"Tenun ikat dari {place}, gambar contoh."
    image = f'<img src="{address}" alt="{alt}" />'
    return f'[caption width="300"]{image} {words}[/caption]\n\n'


def attachment(number: int) -> str:
    path = f"2015/gambar-{number}.png"
    key = "<wp:meta_key>_wp_attached_file</wp:meta_key>"
    more = f"<wp:postmeta>{key}<wp:meta_value>{path}</wp:meta_value></wp:postmeta>"
    return item(
        500_000 + number, title=path, slug=f"g{number}", kind="attachment", more=more
    )


def item(number: int, *, title: str, slug: str, more: str, **facts: str) -> str:
    date = facts.get("date", "2015-03-01 00:00:00")
    body = facts.get("body", "").replace("]]>", "")
    status, kind = facts.get("status", "inherit"), facts.get("kind", "post")
    return f"""<item><title>{escape(title)}</title>
<link>{ADDRESS}/2015/{slug}/</link><dc:creator>humas</dc:creator>
<guid isPermaLink="false">{ADDRESS}/?p={number}</guid>
<content:encoded><![CDATA[{body}]]></content:encoded>
<excerpt:encoded></excerpt:encoded><wp:post_id>{number}</wp:post_id>
<wp:post_date>{date}</wp:post_date>
<wp:post_date_gmt>{date}</wp:post_date_gmt>
<wp:post_name>{slug}</wp:post_name><wp:status>{status}</wp:status>
<wp:post_type>{kind}</wp:post_type>{more}</item>
"""


# --- the whole way ----------------------------------------------------------

OFFICE = """
import django; django.setup()
from django.utils import timezone
from sasando.core import schema; schema.load()
from datetime import date
from sasando.accounts import workflow as accounts
from sasando.accounts.models import Unit, User
from sasando.website.workflow import Office, set_up
set_up(Office(name="Dinas Contoh"), by=None, at=timezone.now())
Unit.objects.create(name="Dinas Kominfo", valid_from=date(2000, 1, 1))
for name, role in (("ina", "editor"), ("maria", "head")):
    user = User.objects.create_user(f"{name}@example.org", name=name.title())
    day = date(2000, 1, 1)
    accounts.appoint(None, user, role, starts_on=day, by=None, at=timezone.now())
"""
APPROVE = """
import django; django.setup()
from django.utils import timezone
from sasando.accounts.models import User
from sasando.imports import jobs, workflow
from sasando.imports.models import Import
batch, by = Import.objects.get(), User.objects.get(email="maria@example.org")
workflow.approve(batch, by=by, at=timezone.now(), seal=workflow.seal_of(batch))
while batch.is_at_work:
    jobs.step(batch, at=timezone.now(), stopped=jobs.slice_of(60))
    batch.refresh_from_db()
"""
COUNT = """
import django; django.setup()
import json
from collections import Counter
from wagtail.models import Page
from wagtail.contrib.redirects.models import Redirect
from sasando.core import entries, publication, replay
from sasando.core.models import Entry
from sasando.files.models import Picture
from sasando.imports.models import Import
from sasando.newsroom.models import Story
batch = Import.objects.earliest('pk')
again = Import.objects.latest('pk')
why = Counter(each["code"] for row in batch.rows.all() for each in row.faults)
print(json.dumps({
    "rows": batch.counts(), "newest import": again.counts(),
    "know": dict(why), "texts": Story.objects.count(),
    "live": Story.objects.filter(live=True).count(), "files": Picture.objects.count(),
    "redirects": Redirect.objects.count(),
    "dated 2026": Story.objects.filter(first_published_at__year__gt=2024).count(),
    "verify": len(entries.verify(Entry).faults) + len(replay.discords())
        + len(publication.unapproved(Page.objects.all())),
}))
"""


def run(source: Path, *, posts: int) -> None:
    with tempfile.TemporaryDirectory() as place:
        here = Path(place)
        make(here / "lama", source, posts=posts)
        size = (here / "lama" / "lama.xml").stat().st_size / 1e6
        print(f"export: {posts} posts, {size:.1f} MB")
        env = os.environ | {
            "SASANDO_DATA": str(here / "var"),
            "DJANGO_SETTINGS_MODULE": "sasando.settings",
        }
        python(OFFICE, env)
        wxr = ["wxr", str(here / "lama" / "lama.xml")]
        wxr += ["--media", str(here / "lama" / "uploads")]
        timed("dry run", [*wxr, "--dry-run"], env)
        wxr += ["--by", "ina@example.org", "--unit", "Dinas Kominfo"]
        wxr += ["--rights", "own", "--consent", "none", "--credit", "Arsip lama"]
        killed(wxr, env)
        timed("the rest after kill -9", ["resume", "1", "--by", "ina@example.org"], env)
        report("brought in", env)
        timed("approve and publish", APPROVE, env)
        report("published", env)
        timed("the same file again", wxr, env)
        timed("undo of the first", ["undo", "1", "--by", "ina@example.org"], env)
        report("after that", env)


def killed(wxr: list[str], env: dict[str, str]) -> None:
    """Begin, and kill the process once some of it is done."""
    begun = time.monotonic()
    process = subprocess.Popen(
        command(wxr), env=env, stdout=subprocess.PIPE, text=True, start_new_session=True
    )
    assert process.stdout is not None
    for said in process.stdout:
        made = re.search(r" (\d+) (?:dari|of) (\d+)", said)
        if made and int(made[1]) * 2 > int(made[2]):
            break
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    print(f"killed after {time.monotonic() - begun:.0f} s: {said.strip()}")


def command(words: list[str] | str) -> list[str]:
    if isinstance(words, str):
        return [sys.executable, "-c", words]
    return [sys.executable, "-m", "sasando", "import", *words]


def timed(name: str, words: list[str] | str, env: dict[str, str]) -> None:
    """Run a step; print its seconds, its CPU, and the most memory that it held."""
    begun = time.monotonic()
    process = subprocess.Popen(
        command(words), env=env, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    last = [line for line in process.stdout if line.strip()][-3:]
    _pid, code, used = os.wait4(process.pid, 0)
    process.returncode = code
    cpu, peak = used.ru_utime + used.ru_stime, used.ru_maxrss / 1024
    seconds = time.monotonic() - begun
    print(f"{name}: {seconds:.0f} s, {cpu:.0f} s CPU, {peak:.0f} MB, code {code}")
    for line in last:
        print(f"    {line.strip()[:150]}")


def report(name: str, env: dict[str, str]) -> None:
    print(f"{name}: {json.dumps(json.loads(python(COUNT, env)), indent=1)}")


def python(code: str, env: dict[str, str]) -> str:
    done = subprocess.run(
        command(code), env=env, capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(done.stderr)
    return done.stdout


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("act", choices=("make", "run"), nargs="?", default="run")
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--posts", type=int, default=1_000)
    asked = parser.parse_args()
    named = os.environ.get("SASANDO_BENCH_DATA", "")
    if not named:
        print("left out: SASANDO_BENCH_DATA names no folder of texts")
        return
    source = Path(named)
    if asked.act == "make":
        make(asked.folder, source, posts=asked.posts)
    else:
        run(source, posts=asked.posts)


if __name__ == "__main__":
    main()
