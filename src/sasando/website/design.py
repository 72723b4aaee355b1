"""`/_design/`: every component of the public pages in every state, with real words.

For whoever changes a template or a sheet: one page to look at, in both languages and
themes, that the accessibility test walks too. Nothing on it is a page of the office;
its picture is one that a public story shows.
"""

from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sasando.accounts.models import Unit, User
from sasando.core.addresses import whole
from sasando.newsroom.filters import Choice, Filter, Group
from sasando.newsroom.leaves import Leaf
from sasando.newsroom.models import NewsPage
from sasando.website import design_texts
from sasando.website.alerts import Alert
from sasando.website.finding import root_path
from sasando.website.models import Official, StandardPage

AT = datetime(2026, 11, 24, 2, 15, tzinfo=UTC)
TITLES = {
    "short": "Feri",
    "usual": "Air bersih dikirim ke 46 desa kering di pulau seberang",
    "long": "Tiga pulau terluar kini tersambung internet, dan kapal data berlayar tiap "
    "pekan dari ibu kota ke semua pulau kecil sampai akhir musim barat tahun depan",
    "one word": "Pertanggungjawabanlaporanpenyelenggaraanpemerintahandaerah" * 2,
    "other scripts": "مرحبا بكم في الجزر · नमस्ते · 🌾",
}


@require_safe
def design(request: HttpRequest) -> HttpResponse:
    """Show them. Three queries of its own, for one public picture."""
    stories = {state: story(title) for state, title in TITLES.items()}
    usual = stories["usual"]
    facts: dict[str, Any] = {
        "stories": stories,
        "leaves": {
            "newest": Leaf((usual,), older=3),
            "middle": Leaf((usual,), number=2, newer=3, older=1),
            "oldest": Leaf((usual,), number=1, newer=2),
        },
        "groups": groups(),
        "nothing": Filter(),
        "chosen": Filter("topik", "air-bersih", 2026, "Air bersih"),
        "sections": {"releaseindexpage": "#", "publicationindexpage": "#"},
        "alerts": [alert(level) for level in Alert.Level],
        "counts": {"releasepage": 1204, "publicationpage": 1},
        "has_search": True,
        "is_english": get_language() == "en",
        "body": design_texts.body(),
        "document": design_texts.document(),
        "history": design_texts.history(AT),
        "ended": design_texts.ending(AT),
        "officials": officials(),
        "usual": usual,
        "cited": {"url": whole("/berita/air-bersih/")},
    }
    response = render(request, "website/design.html", facts)
    response["X-Robots-Tag"] = "noindex"
    return response


def story(title: str) -> NewsPage:
    """Return a story that is in no database."""
    unit = Unit(name="Badan Penanggulangan Bencana Daerah", short_name="BPBD")
    summary = "Dua belas truk tangki membawa 5.000 liter air ke tiap desa."
    page = NewsPage(title=title, summary=summary, first_published_at=AT)
    # Its link leads home.
    page.unit, page.url_path = unit, root_path(get_language() or "") or "/"
    return page


def alert(level: int) -> Alert:
    """Return an alert that is in no database."""
    text = "Jalan ke pelabuhan putus di kilometer 12. Lewat jalan lama."
    text_en = "The road to the harbour is cut at kilometre 12. Take the old road."
    return Alert(level=level, text=text, text_en=text_en, link="#")


def officials() -> list[StandardPage]:
    """Return a page that names people, in no database."""
    page = StandardPage(title="Pimpinan dan pejabat")
    page.url_path = root_path(get_language() or "") or "/"
    names = (("Emanuel Contoh", "Kepala Dinas"), ("Theresia Contoh", "Plh. Sekretaris"))
    page.officials = [
        Official(user=User(name=name), position=position) for name, position in names
    ]
    return [page]


def groups() -> list[Group]:
    topics = ("Air bersih", "Kesehatan", "Pendidikan", "Perhubungan laut")
    return [
        Group(
            _("Topic"), tuple(Choice(each, "", not n) for n, each in enumerate(topics))
        ),
        Group(_("Year"), (Choice("2026", ""), Choice("2025", ""))),
    ]
