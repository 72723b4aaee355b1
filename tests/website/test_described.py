"""What pages say of themselves to programs: previews, languages, schema.org."""

import json
from concurrent.futures import ThreadPoolExecutor
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from PIL import Image
from tests import make

from sasando.accounts.models import User
from sasando.core import approvals
from sasando.core.addresses import whole
from sasando.files.models import Picture
from sasando.website import cards
from sasando.website.models import OfficeSettings

pytestmark = pytest.mark.django_db
EVIL = 'A</script><script>alert("1")</script>&<!-- B'


class Head(HTMLParser):
    """Reads what a program would: links, meta and the data blocks."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[dict[str, Any]] = []
        self.meta: dict[str, str] = {}
        self.data: list[str] = []
        self.scripts = 0
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        facts = dict(attrs)
        if tag == "link":
            self.links.append(facts)
        elif tag == "meta":
            self.meta[facts.get("property") or facts.get("name") or ""] = facts.get(
                "content", ""
            )
        elif tag == "script":
            self.scripts += 1
            self.is_data = facts.get("type") == "application/ld+json"

    def handle_data(self, data: str) -> None:
        if self.lasttag == "script" and data.strip() and self.is_data:
            self.data.append(data)


def head(client: Client, address: str) -> Head:
    return Head(client.get(address).content.decode())


def things(client: Client, address: str) -> dict[str, Any]:
    found = [json.loads(text) for text in head(client, address).data]
    assert len(found) == 1
    assert found[0]["@context"] == "https://schema.org"
    return {one["@type"]: one for one in found[0]["@graph"]}


def photo(size: tuple[int, int] = (1600, 1200)) -> Picture:
    import random

    noise = random.Random(7).randbytes(size[0] * size[1] * 3)
    drawn = BytesIO()
    Image.frombytes("RGB", size, noise).save(drawn, "JPEG", quality=92)
    picture = Picture(title="Pasar", file=ContentFile(drawn.getvalue(), "pasar.jpg"))
    picture.save()
    picture.get_file_size()
    picture.get_file_hash()
    return Picture.objects.get(pk=picture.pk)


def test_an_item_is_a_news_article_of_the_office(
    home: Any, client: Client, ratna: User, maria: User
) -> None:
    item = make.published(by=ratna, approver=maria, title=EVIL, slug="jahat")
    found = things(client, item.url)
    article = found["NewsArticle"]
    assert article["headline"] == EVIL
    assert (
        article["datePublished"] == article["dateModified"] or article["dateModified"]
    )
    assert article["author"] == [{"@type": "Person", "name": ratna.name}]
    assert found["GovernmentOrganization"]["@id"] == article["publisher"]["@id"]
    steps = found["BreadcrumbList"]["itemListElement"]
    assert [step["name"] for step in steps] == ["Berita", EVIL]
    assert head(client, item.url).scripts == 1


def test_every_page_names_its_address_and_its_translation(
    home: Any, client: Client
) -> None:
    for address, other in (
        ("/berita/", "/en/news/"),
        ("/en/", "/"),
        ("/unit/", "/en/units/"),
    ):
        links = head(client, address).links
        canonical = [one["href"] for one in links if one.get("rel") == "canonical"]
        assert canonical == [whole(address)]
        hreflang = {one["hreflang"]: one["href"] for one in links if "hreflang" in one}
        assert set(hreflang) == {"id", "en", "x-default"}
        assert whole(other) in hreflang.values()
    # The address is the office's own, whatever name the request used.
    text = client.get("/berita/", HTTP_HOST="127.0.0.1").content.decode()
    assert "127.0.0.1" not in text


def test_a_narrowed_list_is_not_called_like_the_whole(
    home: Any, client: Client, ratna: User, maria: User
) -> None:
    item = make.published(by=ratna, approver=maria)
    named = {
        address: head(client, address).meta["og:title"]
        for address in ("/berita/", f"/berita/unit/{item.unit_id}/tahun/2026/")
    }
    assert list(named.values()) == ["Berita", f"Berita: {item.unit.name}, 2026"]


def test_an_ended_page_says_nothing_of_itself(
    home: Any, client: Client, ratna: User, maria: User
) -> None:
    from sasando.core import revoking

    item = make.published(by=ratna, approver=maria, title="Dicabut")
    revoking.revoke(item, by=maria, at=make.NOW, reason="Tidak berlaku.")
    found = head(client, item.url)
    assert found.data == []
    assert "og:title" not in found.meta


def card(client: Client, address: str) -> Image.Image:
    """Return the picture that a page names, as a platform would fetch it."""
    found = head(client, address).meta["og:image"]
    path = found.removeprefix(whole(""))
    answer = client.get(path)
    content = answer.content
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
    assert len(content) <= 300_000
    assert "immutable" in answer["Cache-Control"]
    return Image.open(BytesIO(content))


@pytest.mark.parametrize(
    "title",
    ["A", "🌾 Panen raya 🎉", "مرحبا بكم في كوبانغ", "नमस्ते", "kata " * 32, "x" * 160],
)
def test_any_title_makes_a_picture(
    title: str, home: Any, client: Client, ratna: User, maria: User
) -> None:
    item = make.published(by=ratna, approver=maria, title=title.strip(), slug="judul")
    assert card(client, item.url).size == (1200, 630)


def test_the_picture_of_an_item_is_its_own_cut_to_the_shape(
    home: Any, client: Client, ratna: User, maria: User
) -> None:
    item = make.news(by=ratna)
    item.picture, item.picture_alt = photo(), "Ibu-ibu berjualan sayur di pasar Oeba."
    found = cards.draw(item, OfficeSettings(name="Dinas"))
    assert len(found) <= 300_000
    assert Image.open(BytesIO(found)).size == (1200, 630)


def test_many_may_write_the_same_picture_at_once(tmp_path: Path) -> None:
    """A link that was just shared is fetched by many programs in one second."""
    old, file = tmp_path / "7-old.jpg", tmp_path / "7-new.jpg"
    old.write_bytes(b"old")
    with ThreadPoolExecutor(8) as many:
        for done in [many.submit(cards.keep, file, b"x" * 9000) for _ in range(400)]:
            done.result()
    assert [each.name for each in tmp_path.iterdir()] == [file.name]
    assert file.read_bytes() == b"x" * 9000


def test_the_picture_of_what_is_not_public_is_not_found(
    home: Any, client: Client, ratna: User, maria: User
) -> None:
    item = make.published(by=ratna, approver=maria)
    office = OfficeSettings.objects.get()
    address = cards.card_for(item, office)
    assert client.get(address).status_code == 200
    approvals.withdraw(item, by=maria, at=make.NOW, reason="Salah.")
    assert client.get(address).status_code == 404
    draft = make.news(by=ratna, title="Konsep")
    assert client.get(cards.card_for(draft, office)).status_code == 404


def test_an_older_address_of_a_picture_leads_to_the_new_one(
    home: Any, client: Client, ratna: User, maria: User
) -> None:
    item = make.published(by=ratna, approver=maria)
    answer = client.get(f"/kartu/{item.pk}-0123456789ab.jpg")
    there = cards.card_for(item, OfficeSettings.objects.get())
    assert (answer.status_code, answer["Location"]) == (302, there)
