"""The whole demo behind its own server, and every address that its pages lead to."""

import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import unquote, urldefrag, urljoin, urlsplit
from urllib.request import Request, urlopen

import pytest
from django.conf import settings
from tests.core.test_serving import Office

from sasando.core.management.commands import schema as writing

BUILD_SECONDS = 900
MOST = 5_000
# What the worker does too, but waits between for its other work.
FILL = """
import django; django.setup()
from django.utils import timezone
from sasando.search import index
from sasando.website.store import refreshing
index.refresh(timezone.now())
while refreshing.waits(): refreshing.run(at=timezone.now(), seconds=60)
"""
# Pages for what went wrong, as a reader gets them with the frame from the disk.
FAULTS = """
import django; django.setup()
from pathlib import Path
from django.conf import settings
from django.test import RequestFactory
from django.utils import translation
from sasando.core import faults
from sasando.core.refusals import Garbled
folder = Path(settings.DATA, "faults")
folder.mkdir()
asked = RequestFactory().post("/salah/1/", {"kata": "Tanggalnya salah <b>."})
for language in ("id", "en"):
    with translation.override(language):
        said = {
            "too-old": faults.csrf(asked),
            "broken": faults.broken(asked),
            "garbled": faults.bad_request(asked, Garbled("x")),
            "no-database": faults.away(asked),
        }
    for kind, answer in said.items():
        assert answer.status_code >= 400
        (folder / f"{kind}-{language}.html").write_bytes(answer.content)
"""
# One address of each kind of page, by what it looks like; the first that fits.
KINDS = {
    "home": r"/",
    "section": r"/berita/",
    "archive": r"/berita/hal/\d+/",
    "narrowed": r"/berita/topik/[\w-]+/",
    "narrowed to a unit": r"/berita/unit/\d+/",
    "narrowed to a form": r"/publikasi/bentuk/video/",
    "news": r"/berita/air-bersih-[\w-]+/",
    "releases": r"/siaran-pers/",
    "release": r"/siaran-pers/realisasi-[\w-]+/",
    "publications": r"/publikasi/",
    "film": r"/publikasi/dari-daun-[\w-]+/",
    "photo story": r"/publikasi/lima-jam-[\w-]+/",
    "figures": r"/publikasi/anggaran-[\w-]+/",
    "bulletin": r"/publikasi/lontar-[\w-]+/",
    "radio script": r"/publikasi/naskah-[\w-]+/",
    "reply": r"/berita/hak-jawab-[\w-]+/",
    "corrected": r"/berita/kabar-gelombang-[\w-]+/",
    "topic": r"/topik/[\w-]+/",
    "units": r"/unit/",
    "unit": r"/unit/7/",
    "ended unit": r"/unit/5/",
    "standing": r"/tentang-kami/",
    "officials": r"/tentang-kami/pejabat/",
    "contact": r"/kontak/",
    "version": r"/berita/[\w-]+/versi/\d+/",
    "home in English": r"/en/",
    "section in English": r"/en/news/",
    "narrowed in English": r"/en/news/topics/[\w-]+/",
    "news in English": r"/en/news/(?!page/|topics/|units/|year/)[\w-]+/",
    "releases in English": r"/en/press-releases/",
    "release in English": r"/en/press-releases/(?!hal)[\w-]+/",
    "publications in English": r"/en/publications/",
    "publication in English": r"/en/publications/(?!hal)[\w-]+/",
    "topic in English": r"/en/topics/[\w-]+/",
    "units in English": r"/en/units/",
    "unit in English": r"/en/units/12/",
    "standing in English": r"/en/about-us/",
    "contact in English": r"/en/contact/",
}
# Revoked: readable at its address, and in no list.
REVOKED = (
    "/siaran-pers/jadwal-ktp-keliling-kepulauan/",
    "/berita/jalur-jalan-kaki-fatumnasi/",
)
# Nobody links to these.
MORE = {
    "revoked": REVOKED[0],
    "withdrawn": "/berita/tukar-kelambu-sumba-barat-daya/",
    "search": "/cari/",
    "found": "/cari/?q=air",
    "not found": "/cari/?q=zzzz",
    "found in English": "/en/search/?q=water",
    "not found in English": "/en/search/?q=zzzz",
    "missing": "/tidak-ada/",
    "missing in English": "/en/no-such-page/",
    "components": "/_design/",
    "components in English": "/en/_design/",
}


@dataclass(frozen=True, slots=True)
class Said:
    """What one address answers."""

    url: str
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def is_page(self) -> bool:
        return self.headers.get("content-type", "").startswith("text/html")


class Links(HTMLParser):
    """Collects what a page leads to, loads, and can be led to."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.ids: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in {"href", "src", "action", "poster"}:
                self.found.add(value or "")
            elif name == "srcset":
                self.found |= {each.split()[0] for each in (value or "").split(",")}
            elif name == "id":
                self.ids.add(value or "")


@dataclass
class DemoSite:
    """The demo and what a walk over all its links has found."""

    office: Office
    said: dict[str, Said] = field(default_factory=dict)
    ids: dict[str, set[str]] = field(default_factory=dict)
    # Each address with a page that leads to it.
    leads: dict[str, str] = field(default_factory=dict)

    @property
    def base(self) -> str:
        return f"http://localhost:{self.office.port}"

    def ask(self, path: str, **headers: str) -> Said:
        try:
            request = Request(urljoin(self.base, path), headers=headers)
            with urlopen(request, timeout=60) as answer:
                facts = {name.lower(): value for name, value in answer.headers.items()}
                return Said(path, answer.status, facts, answer.read())
        except HTTPError as error:
            facts = {name.lower(): value for name, value in error.headers.items()}
            return Said(path, error.code, facts, error.read())

    def walk(self) -> None:
        """Ask for every address of ours that can be reached from the two homes."""
        ahead = ["/", "/en/", "/sitemap.xml", "/robots.txt", *REVOKED]
        while ahead and len(self.said) < MOST:
            path = ahead.pop()
            if path in self.said:
                continue
            said = self.said[path] = self.ask(path)
            for target, link in self.links_of(said):
                self.leads.setdefault(link, path)
                if target not in self.said:
                    ahead.append(target)

    def links_of(self, said: Said) -> Iterator[tuple[str, str]]:
        """Yield address and link, of those that stay here."""
        if "xml" in said.headers.get("content-type", ""):
            found = set(re.findall(r"<loc>([^<]+)</loc>", said.text))
        elif said.is_page:
            page = Links()
            page.feed(said.text)
            self.ids[said.url] = page.ids
            found = page.found
        else:
            return
        for link in found:
            whole = urljoin(self.base + said.url, link)
            if whole.startswith(f"{self.base}/"):
                bare, _fragment = urldefrag(whole)
                parts = urlsplit(bare)
                path = parts.path + (f"?{parts.query}" if parts.query else "")
                yield path, whole.removeprefix(self.base)

    def kinds(self) -> dict[str, str]:
        """Return one address of each kind of public page."""
        pages = sorted(path for path, said in self.said.items() if said.is_page)
        found = {}
        for kind, pattern in KINDS.items():
            fits = [path for path in pages if re.fullmatch(pattern, unquote(path))]
            assert fits, f"the demo has no page of this kind: {kind}"
            found[kind] = fits[0]
        forms = {}
        for kind, of in (("", "news"), (" in English", "news in English")):
            key = re.search(r'action="(\S+/\d+/)"', self.said[found[of]].text)
            assert key
            forms[f"mistake{kind}"] = key[1]
        forms["thanks"] = f"{forms['mistake']}terima-kasih/"
        return found | forms | MORE

    def faults(self) -> dict[str, Path]:
        """Return the pages that no address answers on a good day, as their files."""
        data = self.office.data
        files = [*data.glob("faults/*.html"), *data.glob("site/maintenance/*.html")]
        return {f"{file.parent.name}/{file.name}": file for file in files}


def build(folder: Path, database: Any) -> Office:
    """Build the whole demo, store every page of it, and serve it."""
    one = Office(folder / "var", database)
    public = {"SASANDO_PUBLIC_URL": f"http://localhost:{one.port}"}
    assert one.run("sasando", "schema", **public).returncode == 0
    demo = ["-m", "sasando", "demo", "--full"]
    environment = one.environment(DJANGO_SETTINGS_MODULE="sasando.settings", **public)
    for words in (demo, ["-c", FILL], ["-c", FAULTS]):
        subprocess.run(
            [sys.executable, *words],
            env=environment,
            check=True,
            timeout=BUILD_SECONDS,
            capture_output=True,
        )
    one.open()
    return one


@pytest.fixture(scope="session")
def demo_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoSite]:
    """The demo, once for all that judge it: a minute or two."""
    with writing.scratch(settings.DATABASES["default"]) as database:
        office = build(tmp_path_factory.mktemp("demo"), database)
        try:
            site = DemoSite(office)
            site.walk()
            yield site
        finally:
            office.close()
            if office.process is not None and office.process.stdout is not None:
                office.process.stdout.close()
