"""A file has an address for everybody while the public is shown it, and no longer."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone
from tests import make
from tests.files.test_shown import PDF, picture
from tests.website import storing

from sasando.accounts.models import User
from sasando.core import approvals
from sasando.core.models import ApprovalLink
from sasando.files.models import OfficeDocument
from sasando.newsroom.models import NewsPage

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["stored", "not stored"])
def item(request: Any, ratna: User, home: Any, settings: Any, tmp_path: Any) -> Any:
    """A draft with a picture and a document; pages are stored, or not."""
    # Sizes of pictures of other tests, which have the same keys.
    cache.clear()
    settings.PAGE_STORE = tmp_path / "site" if request.param == "stored" else None
    file = OfficeDocument.objects.create(
        title="Jadwal", file=ContentFile(PDF, name="a.pdf")
    )
    link = f'<p><a linktype="document" id="{file.pk}">Jadwal</a></p>'
    facts = {"picture": picture(), "picture_alt": "Orang menenun"}
    return make.news(by=ratna, body=[("paragraph", link)], **facts)


def addresses(item: NewsPage) -> list[str]:
    size = item.picture.get_rendition("width-360|format-jpeg|jpegquality-70")
    return [size.url, OfficeDocument.objects.get().url]


def fill(settings: Any) -> None:
    if settings.PAGE_STORE:
        storing.fill()


def said(item: NewsPage, client: Client, **headers: str) -> list[int]:
    return [client.get(each, headers=headers).status_code for each in addresses(item)]


def test_it_is_read_from_publishing_until_its_page_is_withdrawn(
    item: NewsPage, client: Client, ratna: User, maria: User, settings: Any
) -> None:
    assert said(item, client) == [404, 404]
    assert said(item, client, Range="bytes=0-3") == [404, 404]
    make.approve(item, by=maria)
    approvals.publish(item, by=maria, at=make.NOW)
    # The page is out, and nobody has stored it yet.
    assert said(item, client) == [200, 200]
    fill(settings)
    assert said(item, client) == [200, 200]
    approvals.withdraw(
        NewsPage.objects.get(pk=item.pk), by=maria, at=make.NOW, reason="Salah."
    )
    fill(settings)
    assert said(item, client) == [404, 404]
    assert said(item, client, Range="bytes=0-3") == [404, 404]
    client.force_login(ratna)
    for address in addresses(item):
        answer = client.get(address)
        assert answer.status_code == 200
        assert "public" not in answer.headers.get("Cache-Control", "")


def test_who_approves_by_a_link_sees_the_files_while_it_is_open(
    item: NewsPage, client: Client, maria: User
) -> None:
    now = timezone.now()
    facts = {"digest": "0" * 64, "token_hash": "0" * 64, "approver": maria}
    link = ApprovalLink.objects.create(
        page=item, asked_at=now, expires_at=now + timedelta(hours=1), **facts
    )
    assert said(item, client) == [200, 200]
    ApprovalLink.objects.filter(pk=link.pk).update(expires_at=now)
    assert said(item, client) == [404, 404]


def test_an_old_version_keeps_what_it_showed(
    item: NewsPage, client: Client, ratna: User, maria: User, settings: Any
) -> None:
    if not settings.PAGE_STORE:
        pytest.skip("Old versions are read from stored pages.")
    make.approve(item, by=maria)
    approvals.publish(item, by=maria, at=make.NOW)
    text = NewsPage.objects.get(pk=item.pk).get_latest_revision_as_object()
    text.picture, text.picture_alt = None, ""
    text.body = [("paragraph", "<p>Tanpa lampiran.</p>")]
    text.change, text.change_note = "real", "Lampiran dihapus."
    text.save_revision(user=ratna)
    make.approve(NewsPage.objects.get(pk=item.pk), by=maria)
    approvals.publish(NewsPage.objects.get(pk=item.pk), by=maria, at=make.NOW)
    storing.fill()
    document = OfficeDocument.objects.get().url
    assert document in storing.text(f"{item.url}versi/1/")
    assert client.get(document).status_code == 200
