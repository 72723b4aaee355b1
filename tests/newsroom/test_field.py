"""The plain form for the field makes one draft of what it gets, and loses nothing."""

import gzip
import re
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from tests import make
from tests.accounts.door import later, sign_in
from tests.newsroom.field import FORM, KEY, photo, words

from sasando.accounts.models import Unit, User
from sasando.core import today
from sasando.core.models import Entry
from sasando.core.workflow import NotAllowed
from sasando.files.models import Picture
from sasando.newsroom.field import parcels, pieces, waiting
from sasando.newsroom.field.parcels import Parcel
from sasando.newsroom.field.rows import FieldPhoto, Report
from sasando.newsroom.models import NewsPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def rita(kominfo: Unit) -> User:
    return make.person("Rita Contoh", "editor", of=kominfo)


@pytest.fixture
def desk(client: Client, ratna: User, settings: Any, tmp_path: Any) -> Client:
    settings.DATA = settings.MEDIA_ROOT = tmp_path
    make.site()
    client.force_login(ratna)
    return client


def upload(content: bytes, name: str = "oelamasi.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="image/jpeg")


def send(client: Client, unit: Unit, **more: Any) -> Any:
    return client.post(FORM, words(unit=unit.pk, **more))


def test_a_report_becomes_a_draft_of_its_sender(desk, kominfo, ratna):
    answer = send(desk, kominfo)
    report, page = Report.objects.get(), NewsPage.objects.get()
    assert answer.url == report.get_absolute_url()
    assert (page.title, page.live, page.owner) == ("Panen di Oelamasi", False, ratna)
    text = page.get_latest_revision_as_object()
    assert str(text.body[0].value).strip() == "<p>Warga panen.</p>"
    assert text.named_authors() == {ratna.pk}
    assert (report.place, report.people) == ("Oelamasi", "Camat")
    assert Entry.objects.for_instance(page).get().action == "story.came_in"


def test_sent_twice_it_is_one_draft(desk, kominfo):
    first, second = send(desk, kominfo), send(desk, kominfo, title="Lain")
    assert first.url == second.url
    assert NewsPage.objects.get().title == "Panen di Oelamasi"
    said = desk.get(second.url).content.decode()
    assert "Laporan ini sudah diterima." in said


def test_one_photo_chosen_twice_is_shown_once(desk, kominfo):
    photos = {f"foto-{number}-file": upload(photo()) for number in range(2)}
    send(desk, kominfo, **photos)
    text = NewsPage.objects.get().get_latest_revision_as_object()
    assert [block.block_type for block in text.body] == ["paragraph"]


@pytest.mark.parametrize("day", ["1024-01-01", "2099-01-01", "kemarin"])
def test_a_consent_of_an_odd_day_is_asked_for_again(day, desk, kominfo):
    facts = {"foto-0-consent": "given", "foto-0-consent_by": "Ibu Contoh"}
    facts["foto-0-consent_on"] = day
    send(desk, kominfo, **{"foto-0-file": upload(photo())}, **facts)
    assert Picture.objects.get().consent_on is None


def test_the_key_of_another_person_makes_a_draft_of_ones_own(desk, kominfo, client):
    send(desk, kominfo)
    other = make.person("Sisi Contoh", "writer", of=kominfo)
    client.force_login(other)
    send(client, kominfo)
    assert {page.owner for page in NewsPage.objects.all()} == {
        other,
        User.objects.get(name="Ratna Contoh"),
    }


def test_signs_of_a_page_stay_signs(desk, kominfo):
    send(desk, kominfo, text="<script>x</script>\n\n& dua")
    [block] = NewsPage.objects.get().get_latest_revision_as_object().body
    words = str(block.value).strip()
    assert words == "<p>&lt;script&gt;x&lt;/script&gt;</p><p>&amp; dua</p>"


@pytest.mark.parametrize("title", ["", "   ", "\u202e"])
def test_without_a_title_it_gets_one(title, desk, kominfo):
    send(desk, kominfo, title=title)
    assert NewsPage.objects.get().title.startswith("Tanpa judul, dari Ratna Contoh, ")


def test_a_title_of_signs_alone_or_far_too_long_makes_a_draft(desk, kominfo):
    send(desk, kominfo, title="🙂", key=str(uuid4()))
    send(desk, kominfo, title="a" * 5000, key=str(uuid4()))
    assert sorted(len(page.title) for page in NewsPage.objects.all()) == [1, 160]


def test_nothing_at_all_is_refused_with_a_sentence(desk, kominfo):
    said = send(desk, kominfo, title="", text="").content.decode()
    assert "Tulis sesuatu, atau tambahkan foto." in said
    assert not NewsPage.objects.exists()


def test_photos_come_with_the_form_without_any_script(desk, kominfo, ratna):
    photos = {
        "foto-0-file": upload(photo()),
        "foto-0-caption": "Camat memotong padi",
        "foto-0-rights": "own",
        "foto-0-consent": "given",
        "foto-0-consent_by": "Ibu Contoh",
        "foto-0-consent_on": timezone.localdate().isoformat(),
        "foto-2-file": upload(photo(taken="2026:11:20 09:15:00")),
        "foto-2-rights": "given",
        "foto-2-rights_by": "Kelompok tani",
    }
    send(desk, kominfo, **photos)
    text = NewsPage.objects.get().get_latest_revision_as_object()
    first = text.picture
    assert (first.caption, first.photographer) == ("Camat memotong padi", ratna.name)
    assert (first.consent_by, first.consent_on) == ("Ibu Contoh", timezone.localdate())
    image = text.body[1]
    assert (image.block_type, image.value["alt"]) == ("image", "")
    assert image.value["credit"] == "Kelompok tani"
    assert Entry.objects.for_instance(first).get().action == "picture.rights"


def test_a_draft_may_lack_alt_text_but_its_approval_asks(desk, kominfo, maria):
    send(desk, kominfo, **{"foto-0-file": upload(photo())})
    with pytest.raises(NotAllowed, match="Tulis apa yang tampak di gambar"):
        make.approve(NewsPage.objects.get(), by=maria)


def test_many_photos_are_a_gallery(desk, kominfo):
    photos = {f"foto-{n}-file": upload(photo(f"2026:11:2{n} 09:15:00")) for n in "1234"}
    send(desk, kominfo, **photos)
    body = NewsPage.objects.get().get_latest_revision_as_object().body
    assert len(body[1].value["pictures"]) == 3


def test_a_web_page_named_jpg_is_named_and_the_rest_is_kept(desk, kominfo):
    page = b"<!doctype html><html><script>alert(1)</script></html>"
    photos = {"foto-0-file": upload(page), "foto-1-file": upload(photo())}
    answer = send(desk, kominfo, **photos)
    said = desk.get(answer.url).content.decode()
    assert "isinya halaman web (HTML)" in said
    assert Picture.objects.count() == 1
    assert NewsPage.objects.get().picture_id is not None


def taken(text: str) -> str:
    moment = timezone.localtime() - timedelta(days=2)
    return moment.strftime("%Y:%m:%d 09:15:00") if text == "now" else text


@pytest.mark.parametrize(
    ("clock", "day"),
    [
        ("", None),
        ("1980:01:01 00:00:00", "1980-01-01"),
        ("2099:06:01 10:00:00", "2099-06-01"),
        ("2015:06:01 10:00:00", "2015-06-01"),
    ],
)
def test_a_date_that_cannot_be_believed_is_asked_for(clock, day, desk, kominfo):
    answer = send(desk, kominfo, **{"foto-0-file": upload(photo(clock))})
    row = FieldPhoto.objects.get()
    assert row.picture.taken_at is None
    assert (row.clock_said and row.clock_said.isoformat()) == day
    page = desk.get(answer.url).content.decode()
    assert 'name="day"' in page
    assert ("jamnya mungkin salah" in page) is (day is not None)
    desk.post(answer.url, {"photo": row.pk, "day": "2026-11-20"})
    row.refresh_from_db()
    assert timezone.localdate(row.picture.taken_at).isoformat() == "2026-11-20"
    assert 'name="day"' not in desk.get(answer.url).content.decode()


def test_a_date_that_can_be_believed_is_offered(desk, kominfo):
    answer = send(desk, kominfo, **{"foto-0-file": upload(photo(taken("now")))})
    picture = Picture.objects.get()
    day = timezone.localdate() - timedelta(days=2)
    assert timezone.localdate(picture.taken_at) == day
    assert 'name="day"' not in desk.get(answer.url).content.decode()


@pytest.mark.parametrize("day", ["2099-01-01", "0012-01-01", "kemarin", ""])
def test_a_day_that_cannot_be_is_refused(day, desk, kominfo):
    answer = send(desk, kominfo, **{"foto-0-file": upload(photo())})
    desk.post(answer.url, {"photo": FieldPhoto.objects.get().pk, "day": day})
    assert Picture.objects.get().taken_at is None


def test_the_receipt_is_for_its_sender_and_for_editors(desk, kominfo, rita, bima):
    address = send(desk, kominfo).url
    desk.force_login(bima)
    assert desk.get(address).status_code == 404
    desk.force_login(rita)
    assert desk.get(address).status_code == 200


def test_one_writes_for_ones_own_unit_alone(desk, dinkes):
    answer = send(desk, dinkes)
    assert answer.status_code == 200
    assert not NewsPage.objects.exists()


def test_who_may_not_write_gets_no_form(desk, kominfo):
    desk.force_login(make.person("Auditor Contoh", "auditor"))
    assert desk.get(FORM).status_code == 302
    send(desk, kominfo)
    assert not Report.objects.exists()


def test_a_draft_deleted_since_does_not_come_back(desk, kominfo):
    address = send(desk, kominfo).url
    NewsPage.objects.get().delete()
    assert send(desk, kominfo).url == address
    assert not NewsPage.objects.exists()
    assert desk.get(address).status_code == 200


def test_without_a_section_of_news_the_sender_is_told(empty_house, ratna, kominfo):
    parcel = Parcel(title="Panen", text="Padi")
    report = pieces.report_for(ratna, KEY, at=make.NOW)
    with pytest.raises(NotAllowed, match="belum"):
        parcels.send(kominfo, by=ratna, at=make.NOW, report=report, parcel=parcel)
    report.refresh_from_db()
    assert report.received_at is None


def test_it_stands_on_hari_ini_until_somebody_works_on_it(desk, kominfo, rita, ratna):
    send(desk, kominfo)
    now = timezone.now()
    [line] = today.lines(rita, now)[today.Group.NEW]
    assert "Panen di Oelamasi" in line.text
    assert today.lines(ratna, now)[today.Group.NEW] == []
    assert today.lines(rita, now + timedelta(days=15))[today.Group.NEW] == []
    page = NewsPage.objects.get()
    page.save_revision(user=rita, clean=False)
    assert today.lines(rita, now)[today.Group.NEW] == []


@pytest.mark.parametrize("total", [3, 40])
def test_many_reports_cost_hari_ini_as_much_as_few(
    total, kominfo, ratna, rita, django_assert_max_num_queries
):
    make.site()
    for number in range(total):
        report = pieces.report_for(ratna, uuid4(), at=make.NOW)
        parcel = Parcel(title=f"Panen {number}", text="Padi")
        parcels.send(kominfo, by=ratna, at=make.NOW, report=report, parcel=parcel)
    assert rita.has_perm("newsroom.accept_letter")
    with django_assert_max_num_queries(2):
        found = [*waiting.just_came_in(rita, make.NOW)]
        found += waiting.letters_wait(rita, make.NOW)
    assert len(found) == total


def test_the_editor_is_told_what_came_beside_the_text(desk, kominfo):
    send(desk, kominfo)
    page = NewsPage.objects.get()
    said = desk.get(f"/kantor/pages/{page.pk}/edit/").content.decode()
    assert "Tempat: Oelamasi" in said


def test_the_page_is_light_and_calls_no_other_host(desk):
    page = desk.get(FORM).content
    scripts = Path("src/sasando/static/sasando/js").glob("field*.js")
    sizes = [len(gzip.compress(each.read_bytes())) for each in scripts]
    assert len(gzip.compress(page)) + sum(sizes) < 30_000
    hosts = re.findall(rb"""(?:src|href|action)=["'](?:https?:)?//([^/"']+)""", page)
    assert hosts == []
    assert not re.search(rb" (style|on[a-z]+)=", page)


def test_words_sent_after_the_session_ended_are_given_back(
    desk, kominfo, ratna, monkeypatch
):
    browser = Client(headers={"Accept": "text/html"})
    sign_in(browser, ratna.email)
    browser.get(FORM)
    later(monkeypatch, seconds=31 * 60)
    asked = send(browser, kominfo)
    found = re.search('name="sealed" value="([^"]+)"', asked.content.decode())
    assert found
    assert not NewsPage.objects.exists()
    sign_in(browser, ratna.email)
    page = browser.post("/kantor/akun/tulisan/", {"sealed": found[1]})
    assert "Warga panen." in page.content.decode()
    send(browser, kominfo)
    assert NewsPage.objects.count() == 1


# --- who reports, and for whom -----------------------------------------------


def test_a_photographer_reports_too(desk, kominfo):
    joni = make.person("Joni Contoh", "photographer", of=kominfo)
    desk.force_login(joni)
    assert FORM in desk.get("/kantor/").content.decode()
    answer = send(desk, kominfo, **{"foto-0-file": upload(photo())})
    assert desk.get(answer.url).status_code == 200
    report, page = Report.objects.get(by=joni), NewsPage.objects.get(owner=joni)
    assert page.get_latest_revision_as_object().named_authors() == {joni.pk}
    mine = report.photos.get()
    desk.post(answer.url, {"photo": mine.pk, "day": timezone.localdate().isoformat()})
    assert Picture.objects.get(pk=mine.picture_id).taken_at


def preset(desk: Client) -> Any:
    return desk.get(FORM).context["form"]["unit"].value()


def test_no_unit_is_preset_that_is_only_a_guess(desk, kominfo, dinkes):
    desk.force_login(make.person("Okta Contoh", "writer", of=None))
    assert preset(desk) is None
    assert "Pilih unit kerja" in desk.post(FORM, words()).content.decode()
    send(desk, dinkes)
    assert preset(desk) == dinkes.pk
    desk.force_login(make.person("Ina Contoh", "editor", of=kominfo))
    assert preset(desk) == kominfo.pk
