"""What is not out yet stands nowhere: no address, no title, in no byte of ours."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as chosen
from django.test import Client
from tests import make
from tests.newsroom.test_blocks import document, image, picture
from tests.website import storing
from tests.website.storing import House
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Locale, Page

from sasando.accounts.models import User
from sasando.core import approvals
from sasando.core.models import ShortLink
from sasando.newsroom.models import NewsPage
from sasando.search import index
from sasando.search.models import Text
from sasando.website.store import keeping

pytestmark = pytest.mark.django_db
LATER = make.NOW + timedelta(hours=1)
EMBARGO = make.NOW + timedelta(days=30)
NAMES = (
    *("anggrek", "bakau", "cendana", "dadap", "enau", "flamboyan", "gebang", "halia"),
    *("ilalang", "jambu", "kemiri", "lontar", "mahoni", "nipah", "oleander", "pinang"),
    *("rotan", "sawo", "tarum", "ubi"),
)
# What the test itself looks for, which the page of answers repeats.
ASKED = "rahasia cendana"


@pytest.fixture
def stored(home: Any, ratna: User, maria: User, settings: Any, tmp_path: Any) -> House:
    settings.PAGE_STORE = tmp_path / "site"
    settings.DATA = tmp_path
    return storing.house(home, ratna=ratna, maria=maria)


def secrets(house: House) -> list[Page]:
    """Return twenty pages that are not out, of every kind and in every state."""
    titles = [f"Rahasia {name}" for name in NAMES]
    by, files = {"by": house.ratna}, shows()
    made: list[Page] = []
    for number, title in enumerate(titles):
        if number < 12:
            page = make.news(title=title, embargo_until=EMBARGO, **by, **files)
            page.tags.add(f"topik {title}")
        elif number < 16:
            page = make.standard(below=house.about, title=title, **by)
        else:
            page = make.standard(
                below=house.home, title=title, show_in_menus=True, **by
            )
        if number % 3 == 0:
            make.approve(page, by=house.maria)
        made.append(page)
    twin = house.item.copy_for_translation(Locale.objects.get(language_code="en"))
    twin.title = twin.slug = "rahasia-ubi-english"
    twin.save_revision(user=house.ratna)
    return [*made, Page.objects.get(pk=twin.pk)]


def shows() -> dict[str, Any]:
    mine, file = picture("Rahasia anggrek"), document()
    body = [("image", image(mine)), ("document", storing.linked(file))]
    return {"picture": mine, "picture_alt": "Ibu menenun di teras.", "body": body}


def lead_to(pages: list[Page], house: House) -> NewsPage:
    """Publish a story that leads to each of them, in every way that there is."""
    words = []
    for page in pages:
        ours = f"{chosen.PUBLIC_URL}{page.url}"
        words += [
            f'<p><a linktype="page" id="{page.pk}">satu</a></p>',
            f'<p><a href="{page.url}">dua</a> <a href="{ours}#bagian">tiga</a></p>',
            f'<p><a href="{page.url}versi/1/?a=b">empat</a></p>',
        ]
        ShortLink.objects.create(code=f"s{page.pk}", title="Poster", target=page.url)
        ShortLink.objects.create(code=f"w{page.pk}", title="Poster", target=ours)
        Redirect.add_redirect(f"/lama-{page.pk}", page)
        Redirect.add_redirect(f"/tua-{page.pk}", page.url.rstrip("/"))
    callout = {"kind": "info", "words": words[0]}
    body = [("paragraph", "".join(words)), ("callout", callout)]
    both = {"by": house.ratna, "approver": house.maria}
    return make.published(title="Penunjuk jalan", body=body, **both)


def everything_public(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield each place that readers, their programs or web servers can reach."""
    for path, words in storing.everything().items():
        yield path, path + words
    for file in folder.rglob("*"):
        name = str(file.relative_to(folder))
        is_plain = file.is_file() and file.suffix not in {".gz", ".br"}
        yield (
            name,
            name + (file.read_bytes().decode(errors="ignore") if is_plain else ""),
        )
    for row in Text.objects.all():
        yield f"search {row.page_id}", f"{row.title} {row.words}"
    client = Client()
    for name in ("sitemap.xml", "sitemap/halaman.xml", "sitemap/berita.xml"):
        yield name, client.get(f"/{name}").content.decode()
    for name in ("sitemap/2026.xml", "robots.txt", "cari/?q=rahasia+cendana"):
        yield name, client.get(f"/{name}").content.decode()


def told_by(folder: Path) -> list[str]:
    """Return the places that tell a title or an address of a page that is not out."""
    hidden = [f"rahasia{between}{name}" for name in NAMES for between in " -+"]
    return [
        place
        for place, words in everything_public(folder)
        if any(each in words.casefold().replace(ASKED, "") for each in hidden)
    ]


@pytest.mark.audit
def test_twenty_embargoed_pages_are_told_of_nowhere(
    stored: House, tmp_path: Path, client: Client
) -> None:
    """Links to them are plain words, until they are out; then they are links."""
    pages = secrets(stored)
    shown = lead_to(pages, stored)
    storing.fill()
    index.refresh(make.NOW)
    assert told_by(tmp_path / "site") == []
    assert "<p>satu</p><p>dua tiga</p><p>empat</p>" in storing.text(shown.url)
    for page in (pages[0], pages[-1]):
        for old in (f"/s/s{page.pk}", f"/s/w{page.pk}", f"/lama-{page.pk}"):
            assert leads(client, old) == 404
        assert leads(client, f"/tua-{page.pk}") == 404
    goes_out_and_back(stored, pages[13], shown)


def goes_out_and_back(house: House, page: Page, shown: NewsPage) -> None:
    make.approve(page, by=house.maria)
    approvals.publish(page, by=house.maria, at=LATER)
    storing.fill(at=LATER)
    words = storing.text(shown.url)
    assert f'<p><a href="{page.url}">satu</a></p>' in words
    assert f'<a href="{page.url}versi/1/?a=b">empat</a>' in words
    goes = keeping.folder().get("redirects.json").decode()
    assert f'"/s/s{page.pk}": [302, "{page.url}"]' in goes
    assert f'"/lama-{page.pk}": [301, "{page.url}"]' in goes
    approvals.withdraw(page, by=house.maria, at=LATER, reason="Salah tanggal.")
    storing.fill(at=LATER)
    assert f'href="{page.url}"' not in storing.text(shown.url)


def leads(client: Client, address: str) -> int:
    """Return the status at the end of a way that names no secret."""
    answer = client.get(address, follow=True)
    assert "rahasia" not in str(answer.redirect_chain)
    return answer.status_code


def test_a_link_to_a_draft_is_plain_words_until_it_is_out(
    home: Any, ratna: User, maria: User, client: Client
) -> None:
    """Nor does an old address tell of it."""
    both = {"by": ratna, "approver": maria}
    draft = make.standard(by=ratna, below=home, title="Rahasia atas")
    words = f'<p><a linktype="page" id="{draft.pk}">satu</a></p>'
    words += f'<p><a href="{draft.url}">dua</a>, <a href="/berita/">tiga</a></p>'
    shown = make.published(body=[("paragraph", words)], **both)
    Redirect.add_redirect("/lama", draft)
    text = client.get(shown.url).content.decode()
    assert '<p>satu</p><p>dua, <a href="/berita/">tiga</a></p>' in text
    assert leads(client, "/lama") == 404
    make.approve(draft, by=maria)
    approvals.publish(draft, by=maria, at=LATER)
    text = client.get(shown.url).content.decode()
    assert f'<p><a href="{draft.url}">satu</a></p>' in text
    assert f'<a href="{draft.url}">dua</a>' in text
