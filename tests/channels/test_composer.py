"""The composer: what is typed is kept, counted as the platform counts, and approved."""

import io
import re
from contextlib import ExitStack
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image
from tests.channels.saying import by_hand, draft, facebook, put

from sasando.accounts.models import User
from sasando.channels import held, payloads
from sasando.channels.models import Content, Delivery, Medium
from sasando.channels.screens import attaching
from sasando.core.refusals import NotAllowed

pytestmark = pytest.mark.django_db
NEW = "/kantor/kiriman/baru/"
# An exposure block with a place: Oelamasi.
EXIF_PLACE = 0x8825


def photo(name: str = "jalan.jpg", **facts: Any) -> SimpleUploadedFile:
    exif = Image.Exif()
    exif.get_ifd(EXIF_PLACE)[1] = "S"
    exif[0x010F] = "Kamera Contoh"
    file = io.BytesIO()
    Image.new("RGB", (64, 48), "teal").save(file, "JPEG", exif=exif)
    return SimpleUploadedFile(name, file.getvalue(), **facts)


def text_of(answer: Any) -> str:
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_a_draft_says_the_same_on_each_channel_and_bears_its_pictures(
    client: Client, ratna: User
) -> None:
    channels = [by_hand(), facebook()]
    client.force_login(ratna)
    said: Any = {"text": "Baris satu\r\nBaris dua", "link": "https://example.org/jalan"}
    said |= {"channels": [one.pk for one in channels], "pictures": [photo(), photo()]}
    page = text_of(client.post(NEW, said, follow=True))
    content = Content.objects.get()
    assert content.created_by == ratna
    # As it is sent, not as a form ends its lines.
    assert content.text == "Baris satu\nBaris dua"
    assert content.media.count() == 2
    assert set(content.deliveries.values_list("status", flat=True)) == {"draft"}
    assert page.count("Baris dua") >= 2


def test_a_photo_loses_where_and_by_what_it_was_taken(
    client: Client, ratna: User
) -> None:
    client.force_login(ratna)
    said = {"text": "", "channels": [by_hand().pk], "pictures": [photo()]}
    client.post(NEW, said)
    medium = Medium.objects.get()
    with Image.open(payloads.path_of(medium.file)) as kept:
        assert dict(kept.getexif()) == {}
        assert kept.size == (64, 48)
    answer: Any = client.get(reverse("channels_medium", args=[medium.pk]))
    assert answer["Content-Type"] == "image/jpeg"


def kept_in(page: str) -> list[str]:
    """Return the words of the files that a form with a fault still holds."""
    return re.findall(r'name="kept" value="([^"]+)" checked', page)


def test_a_fault_elsewhere_loses_no_picture(client: Client, ratna: User) -> None:
    client.force_login(ratna)
    said = {"text": "Kabar", "channels": [by_hand().pk], "scheduled_at": "kapan saja"}
    bare = text_of(client.post(NEW, said))
    assert kept_in(bare) == []
    # Each fault is named at the top, with a link to its field.
    assert 'href="#id_scheduled_at"' in bare
    both: Any = {"pictures": [photo("satu.jpg"), photo("dua.jpg")]}
    page = text_of(client.post(NEW, said | both))
    assert "satu.jpg" in page
    # Another fault, another try, one picture unticked, one more chosen.
    kept = kept_in(text_of(client.post(NEW, said | {"kept": kept_in(page)})))
    assert len(kept) == 2
    more = {"scheduled_at": "", "kept": kept[1:], "pictures": [photo("tiga.jpg")]}
    text_of(client.post(NEW, said | more, follow=True))
    first = Content.objects.get().media.order_by("ordinal").first()
    assert Medium.objects.count() == 2
    with Image.open(payloads.path_of(first.file)) as file:
        assert dict(file.getexif()) == {}
    # Of what went along nothing lies there any more.
    assert held.found(ratna, kept[1]) is None


def test_a_form_sent_twice_at_once_says_that_the_other_took_its_files(
    client: Client, ratna: User
) -> None:
    client.force_login(ratna)
    said: Any = {"channels": [by_hand().pk], "scheduled_at": "kapan saja"}
    [word] = kept_in(text_of(client.post(NEW, said | {"pictures": [photo()]})))
    one = held.found(ratna, word)
    assert one is not None
    with ExitStack() as both:
        said = {"kept": [one], "pictures": []}
        [file] = both.enter_context(attaching.attached(said, user=ratna))
        held.drop([one])
        with pytest.raises(FileNotFoundError) as gone:
            file.path.read_bytes()
        with pytest.raises(NotAllowed, match="tidak ada"):
            both.__exit__(gone.type, gone.value, gone.tb)


def test_what_waits_for_the_next_try_is_its_senders_alone(
    client: Client, ratna: User, bima: User
) -> None:
    client.force_login(ratna)
    there = {"channels": [by_hand().pk]}
    said: Any = there | {"scheduled_at": "kapan saja", "pictures": [photo()]}
    [word] = kept_in(text_of(client.post(NEW, said)))
    shown = reverse("channels_held"), {"berkas": word}
    answer: Any = client.get(*shown)
    assert answer["Content-Type"] == "image/jpeg"
    client.force_login(bima)
    assert client.get(*shown).status_code == 404
    page = text_of(client.post(NEW, there | {"text": "Kabar", "kept": [word]}))
    assert kept_in(page) == []
    # What has no field to see is named at the top all the same.
    assert "<li>Berkas yang tersimpan di sini sudah tidak ada." in page
    assert not Content.objects.exists()
    held.sweep(timezone.now() + timedelta(days=8))
    assert held.found(ratna, word) is None


def test_what_is_no_picture_is_named_and_the_others_stay(
    client: Client, ratna: User
) -> None:
    client.force_login(ratna)
    text = SimpleUploadedFile("surat.jpg", b"bukan gambar")
    said = {"channels": [by_hand().pk], "pictures": [photo("jalan.jpg"), text]}
    page = text_of(client.post(NEW, said))
    assert "surat.jpg" in page
    assert len(kept_in(page)) == 1


@pytest.mark.parametrize(
    "file",
    [
        SimpleUploadedFile("lagu.jpg", b"bukan gambar"),
        SimpleUploadedFile("x.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
    ],
    ids=["words", "svg"],
)
def test_what_is_no_picture_is_named_and_every_word_stays(
    client: Client, ratna: User, file: Any
) -> None:
    client.force_login(ratna)
    file.seek(0)
    said = {"text": "Jangan hilang", "channels": [by_hand().pk], "pictures": [file]}
    page = text_of(client.post(NEW, said))
    assert file.name in page
    assert "Jangan hilang" in page
    assert not Content.objects.exists()


@pytest.mark.parametrize(
    "said",
    [
        {"text": "Halo"},
        {"text": "", "link": ""},
        {"text": "Halo", "channels": [987654]},
        {"text": "Halo", "channels": ["x"]},
        {"text": "Halo", "link": "javascript:alert(1)"},
        {"text": "Halo", "scheduled_at": "32-13-2026 99.99"},
    ],
)
def test_what_cannot_be_kept_is_said_and_nothing_is_made(
    client: Client, ratna: User, said: Any
) -> None:
    client.force_login(ratna)
    facts = {"channels": [by_hand().pk]} if len(said) > 1 else {}
    assert "error" in text_of(client.post(NEW, facts | said))
    assert not Content.objects.exists()


def test_a_text_that_is_too_long_for_one_channel_is_kept_and_not_approved(
    client: Client, ratna: User, maria: User
) -> None:
    client.force_login(ratna)
    said = {"text": "a" * 63_207, "channels": [facebook().pk, by_hand().pk]}
    assert "63.207" in text_of(client.post(NEW, said, follow=True))
    content = Content.objects.get()
    client.force_login(maria)
    there = reverse("channels_content", args=[content.pk])
    assert reverse("channels_approve", args=[content.pk]) not in text_of(
        client.get(there)
    )


def test_one_channel_says_it_in_words_of_its_own_until_they_are_taken_out(
    client: Client, ratna: User
) -> None:
    face, hand = facebook(), by_hand()
    content = draft(face, hand, by=ratna, text="Untuk semua")
    client.force_login(ratna)
    there = reverse("channels_revise", args=[content.pk])
    said = {"text": "Untuk semua", f"teks-{hand.pk}": "Khusus Instagram"}
    client.post(there, said)
    posts = payloads.drafts_of(content, [face, hand])
    assert posts[face.pk].text == "Untuk semua"
    assert posts[hand.pk].text == "Khusus Instagram"
    client.post(there, said | {"text": "Baru", f"teks-{hand.pk}": ""})
    content.refresh_from_db()
    posts = payloads.drafts_of(content, [face, hand])
    assert {post.text for post in posts.values()} == {"Baru"}


def test_pictures_are_described_taken_out_and_added(
    client: Client, ratna: User
) -> None:
    client.force_login(ratna)
    said = {"text": "Halo", "channels": [by_hand().pk], "pictures": [photo(), photo()]}
    client.post(NEW, said)
    content = Content.objects.get()
    first, second = content.media.all()
    facts: Any = {"text": "Halo", f"alt-{first.pk}": "Jembatan dari udara"}
    facts |= {f"buang-{second.pk}": "on", "pictures": [photo()]}
    client.post(reverse("channels_revise", args=[content.pk]), facts)
    kept = list(content.media.all())
    assert [one.alt for one in kept] == ["Jembatan dari udara", ""]
    assert second.pk not in {one.pk for one in kept}


def test_nobody_changes_what_somebody_else_wrote(
    client: Client, ratna: User, bima: User
) -> None:
    content = draft(by_hand(), by=ratna)
    client.force_login(bima)
    there = reverse("channels_revise", args=[content.pk])
    assert there not in text_of(
        client.get(reverse("channels_content", args=[content.pk]))
    )
    client.post(there, {"text": "Diubah Bima"})
    content.refresh_from_db()
    assert content.text == "Jalan dibuka."


def test_what_was_approved_is_shown_as_it_was_approved(
    client: Client, ratna: User, maria: User
) -> None:
    content = draft(by_hand(), by=ratna, text="Yang disetujui")
    row = content.deliveries.get()
    post = payloads.draft_of(content, row.channel)
    put(content, "published", payload=payloads.payload_of(post))
    Content.objects.update(text="Diubah sesudahnya")
    client.force_login(maria)
    page = text_of(client.get(reverse("channels_content", args=[content.pk])))
    # The heading names the post as it stands; its card shows what was approved.
    _heading, _, cards = page.partition("said-cards")
    assert "Yang disetujui" in cards
    assert "Diubah sesudahnya" not in cards


def test_a_picture_is_for_those_who_see_the_post(client: Client, ratna: User) -> None:
    client.force_login(ratna)
    said = {"text": "Halo", "channels": [by_hand().pk], "pictures": [photo()]}
    client.post(NEW, said)
    row = Delivery.objects.get()
    there = reverse("channels_picture", args=[row.pk, 1])
    saved = client.get(f"{there}?simpan")
    assert saved["Content-Disposition"].startswith("attachment")
    assert client.get(reverse("channels_picture", args=[row.pk, 2])).status_code == 404
    client.logout()
    assert client.get(there).status_code == 302


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Jalan dibuka hari ini.", "Jalan dibuka …"),
        ("Jalan", "Jalan"),
        ("x" * 40, "x" * 15),
        ("", "https://exampl"),
    ],
)
def test_a_title_is_cut_between_words(text: str, title: str) -> None:
    content = Content(text=text, link="https://example.org/jalan")
    assert content.title(15).startswith(title)


def broken() -> SimpleUploadedFile:
    exif = Image.Exif()
    exif[0x010F] = "Kamera Contoh"
    file = io.BytesIO()
    Image.effect_noise((320, 240), 60).save(file, "JPEG", exif=exif)
    half = file.getvalue()[: len(file.getvalue()) // 2]
    return SimpleUploadedFile("separuh.jpg", half)


@pytest.mark.parametrize("text", ["Halo", "x" * 200_000])
def test_a_photo_that_breaks_off_is_named_by_the_form(
    client: Client, ratna: User, text: str
) -> None:
    client.force_login(ratna)
    said: Any = {"text": text, "channels": [by_hand().pk], "pictures": [broken()]}
    before = set(held.folder().glob("*"))
    page = text_of(client.post(NEW, said))
    assert "separuh.jpg" in page
    assert not Content.objects.exists()
    assert set(held.folder().glob("*")) == before
