"""The brand of an office: one place, colours all can read, files kept for ever."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as configured
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests import make
from tests.website import storing
from wagtail.models import Site

from sasando.accounts.models import Unit, User
from sasando.core import approvals
from sasando.core.addresses import whole
from sasando.website import brand
from sasando.website.models import HomePage, OfficeSettings

HERE = configured.HERE
CSS = HERE / "static/sasando/css/tokens.css"
GREEN = {"nila": "#14532d", "nila_dark": "#86efac"}
PLACES = r"NTT|Nusa Tenggara|Kupang|Flores|Sumba|Timor|Rote|Sabu|Alor|Lembata|Manggarai"
SVG = b'<svg viewBox="0 0 4 4"><path d="M0 0h4v4z" onload="x()"/></svg>'


def test_the_usual_colours_are_those_of_the_sheet_and_can_all_be_read() -> None:
    css = CSS.read_text()
    plain, both = css.split("@supports")
    for name, (light, dark) in brand.COLOURS.items():
        assert f"--{name}: {light};" in plain
        assert f"--{name}: light-dark({light}, {dark});" in both
    assert list(brand.faults(brand.COLOURS)) == []


def test_nothing_of_one_province_stands_in_the_code() -> None:
    kinds = {".py", ".html", ".css", ".js", ".po", ".sql", ".md", ".txt", ".svg"}
    ours = [file for file in Path(HERE).rglob("*") if file.suffix in kinds]
    found = {
        str(file.relative_to(HERE))
        for file in ours
        if "demo" not in file.parts and re.search(rf"\b({PLACES})\b", file.read_text())
    }
    assert len(ours) > 500
    assert found == set()


def test_colours_that_cannot_be_told_apart_are_refused_in_both_themes() -> None:
    office = OfficeSettings(nila="#9db8f0", nila_dark="#14532d", mengkudu="#8E2B1F")
    with pytest.raises(ValidationError) as refused:
        office.clean()
    said = refused.value.message_dict
    assert set(said) == {"nila", "nila_dark"}
    # On the paper, on a card, and the words on a button.
    assert len(said["nila"]) == len(said["nila_dark"]) == 3
    assert "(#9db8f0)" in said["nila"][0]
    assert "1,87 : 1" in said["nila"][0]
    assert "4,5 : 1" in said["nila"][0]
    assert "tema terang" in said["nila"][0]
    OfficeSettings(**GREEN).clean()


def test_where_else_the_office_is_has_its_usual_name() -> None:
    lines = "https://www.instagram.com/humas.contoh\nhttps://kanal.example.org/a"
    office = OfficeSettings(elsewhere=lines)
    office.clean()
    assert [name for name, _url in office.places()] == [
        "Instagram",
        "kanal.example.org",
    ]
    for wrong in ("javascript:alert(1)", "http://a.example/", "instagram"):
        with pytest.raises(ValidationError):
            OfficeSettings(elsewhere=wrong).clean()


def filled_in(news: HomePage) -> dict[str, Any]:
    """Return the screen of the brand as a browser sends it."""
    empty = ("address", "address_en", "email", "phone", "body", "body_en", "hours")
    sent: dict[str, Any] = dict.fromkeys((*empty, "hours_en", "short_name"), "")
    sent |= {brand.field_of(name, n): "" for name in brand.CHOSEN for n in (0, 1)}
    sent |= {"name": "Dinas Contoh", "name_en": "Example Agency"} | GREEN
    sent |= {"elsewhere": "https://www.youtube.com/@humas.contoh", "menu-count": "2"}
    for n, kind in enumerate(("page", "elsewhere")):
        sent |= {f"menu-{n}-type": kind, f"menu-{n}-order": n}
        sent |= {f"menu-{n}-deleted": "", f"menu-{n}-id": ""}
    sent |= {"menu-0-value": news.pk, "menu-1-value-title": "Lapor"}
    sent |= {"menu-1-value-title_en": "Complain"}
    sent |= {"menu-1-value-url": "https://a.example/"}
    return sent | {"mark": SimpleUploadedFile("logo.svg", SVG, "image/svg+xml")}


def named_files(page: str) -> tuple[str, str]:
    """Return the addresses of the colours and of the mark."""
    found = set(re.findall(r"/media/brand/[\w.]+", page))
    [sheet] = [each for each in found if each.endswith(".css")]
    [mark] = found - {sheet}
    assert f'<link rel="stylesheet" href="{sheet}">' in page
    assert f'<img src="{mark}"' in page
    assert f'<link rel="icon" href="{mark}">' in page
    return sheet, mark


def is_kept_for_ever(url: str, words: str, store: Path) -> bool:
    """Return whether our server, and one in front of us, may send it for ever."""
    said = Client().get(url)
    text = b"".join(said).decode()
    assert said["Cache-Control"] == "public, max-age=31536000, immutable"
    assert words in text
    assert "onload" not in text
    return (store / "files" / url[1:]).read_text() == text


@pytest.mark.django_db
def test_an_office_changes_its_brand_on_one_screen_and_every_page_shows_it(
    home: HomePage, client: Client, settings: Any, tmp_path: Any
) -> None:
    settings.PAGE_STORE = tmp_path / "site"
    settings.MEDIA_ROOT = str(tmp_path / "media")
    storing.fill()
    assert "/media/brand/" not in storing.text("/")
    chief = User.objects.create_superuser("kepala@example.org", make.PASSWORD)
    client.force_login(chief)
    site, news = home.get_site().pk, home.get_children().get(slug="berita")
    address = f"/kantor/settings/website/officesettings/{site}/"
    answer = client.post(address, filled_in(news))
    assert answer.status_code == 302, answer.context["form"].errors
    storing.fill()
    page, english = storing.text("/"), storing.text("/en/")
    sheet, mark = named_files(page)
    assert is_kept_for_ever(sheet, "--nila:#14532d", settings.PAGE_STORE)
    assert is_kept_for_ever(mark, "<path", settings.PAGE_STORE)
    assert "--nila:#14532d" not in page
    assert 'href="https://www.youtube.com/@humas.contoh"' in page
    menu = re.findall(r'<li><a href="([^"]*)"[^>]*>', page.split("<main")[0])
    assert menu == ["/berita/", "https://a.example/"]
    for words in ('<a href="/en/news/">', ">Complain</a>", "Example Agency"):
        assert words in english
    # The file goes with the last page that named it.
    OfficeSettings.objects.update(nila="", nila_dark="", mark="")
    storing.fill()
    assert "/media/brand/" not in storing.text("/")
    assert list((settings.PAGE_STORE / "files/media/brand").iterdir()) == []


@pytest.mark.django_db
def test_a_unit_is_named_in_english_or_marked_as_indonesian(
    home: HomePage, client: Client
) -> None:
    OfficeSettings.objects.update(
        hours="Senin 08.00–15.00", address="Jalan Contoh", address_en="Contoh Road"
    )
    first, rest = make.NOW.date().replace(year=2020), {"short_name": ""}
    named = Unit.objects.create(
        name="Dinas Kesehatan", name_en="Health Agency", valid_from=first, **rest
    )
    bare = Unit.objects.create(name="Dinas Sosial", valid_from=first, **rest)
    page = client.get("/en/units/").content.decode()
    assert f'href="/en/units/{named.pk}/">Health Agency</a>' in page
    assert f'/en/units/{bare.pk}/"><span lang="id">Dinas Sosial</span></a>' in page
    assert '<span lang="id">Senin 08.00–15.00</span>' in page
    assert "Contoh Road" in page
    assert "<title>Dinas Sosial" in client.get(f"/en/units/{bare.pk}/").content.decode()
    own = client.get("/unit/").content.decode()
    assert ">Dinas Kesehatan</a>" in own
    assert 'lang="id">D' not in own.replace('<html lang="id">', "")


@pytest.mark.django_db
def test_a_typed_address_of_ours_stands_in_the_menu_while_its_page_is_out(
    home: Any, client: Client, ratna: User, maria: User
) -> None:
    draft = make.news(by=ratna, title="Rahasia besok")
    office = OfficeSettings.for_site(Site.objects.get())
    entry = {"title": "Baru", "title_en": "", "url": whole(draft.url or "")}
    elsewhere = {"title": "Lapor", "title_en": "", "url": "https://a.example/"}
    office.menu = [("elsewhere", entry), ("elsewhere", elsewhere)]
    office.save()
    text = client.get("/").content.decode()
    assert "https://a.example/" in text
    assert draft.slug not in text
    make.approve(draft, by=maria)
    approvals.publish(draft, by=maria, at=make.NOW)
    assert (
        f'<a href="{whole(draft.url or "")}">Baru</a>'
        in client.get("/berita/").content.decode()
    )
