"""Files that a program sends ahead of a post: judged, kept once, taken by one post."""

import io
from datetime import timedelta
from html import unescape
from pathlib import Path
from threading import Barrier, Thread
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.utils import timezone
from PIL import Image
from tests import make
from tests.channels.films import UNIT
from tests.channels.real_films import PLACE, film, needs_ffmpeg
from tests.channels.saying import by_hand
from tests.channels.test_rest import BASE, Program

from sasando.accounts.models import User
from sasando.channels import jobs, loose, payloads, workflow
from sasando.channels.keeping import File
from sasando.channels.models import Channel, Content, LooseMedium, Medium, Variant
from sasando.channels.outside import Answer
from sasando.channels.workflow import Connection
from sasando.core.refusals import NotAllowed

pytestmark = pytest.mark.django_db
ALT = "Warga menyeberangi jembatan Oelamasi"


@pytest.fixture
def channel(db: None) -> Channel:
    return by_hand()


@pytest.fixture
def program(ratna: User, channel: Channel) -> Program:
    return Program(ratna)


def photo(kind: str = "JPEG", **facts: Any) -> bytes:
    out = io.BytesIO()
    Image.effect_noise((320, 240), 60).convert("RGB").save(out, kind, **facts)
    return out.getvalue()


def send(
    program: Program, data: bytes, key: str = "", name: str = "foto.jpg", **more: Any
) -> Any:
    """Send a file as a program does, and what it shows."""
    headers = {"Authorization": f"Bearer {program.text}", "Accept-Language": "en"}
    if key:
        headers["Idempotency-Key"] = key
    fields = {"alt": ALT, "file": SimpleUploadedFile(name, data)} | more
    fields = {field: value for field, value in fields.items() if value is not None}
    return program.client.post(f"{BASE}media", fields, headers=headers)


def post(program: Program, channel: Channel, *media: int, key: str = "") -> Any:
    body = {"text": "Jembatan dibuka.", "channels": [channel.pk], "media": list(media)}
    return program.post("contents", body, key)


def left_over() -> list[Path]:
    return list(loose.folder().glob("*"))


@pytest.fixture(autouse=True)
def nothing_waits() -> None:
    for path in left_over():
        path.unlink()


def test_a_picture_is_sent_ahead_and_named_in_a_post(
    program: Program,
    channel: Channel,
    ratna: User,
    django_capture_on_commit_callbacks: Any,
) -> None:
    exif = Image.Exif()
    exif[0x010E] = "Di rumah Ratna"
    sent = send(program, photo(exif=exif))
    assert sent.status_code == 201, sent.content
    facts = sent.json()
    assert (facts["kind"], facts["alt"]) == ("image", ALT)
    assert facts["bytes"] == LooseMedium.objects.get().size
    with django_capture_on_commit_callbacks(execute=True):
        answer = post(program, channel, facts["id"])
    assert answer.status_code == 201
    [medium] = answer.json()["media"]
    row = Medium.objects.get()
    assert (medium["id"], medium["alt"], medium["kind"]) == (row.pk, ALT, "image")
    assert (row.width, row.height) == (320, 240)
    assert b"Di rumah Ratna" not in payloads.path_of(row.file).read_bytes()
    # One post has it; nothing of it waits any more.
    assert (LooseMedium.objects.count(), left_over()) == (0, [])
    again = post(program, channel, facts["id"])
    assert again.status_code == 422
    assert again.json()["errors"][0]["where"] == "media"
    assert Content.objects.count() == 1


def test_media_stand_in_the_order_in_which_they_were_named(
    program: Program, channel: Channel
) -> None:
    first, second = (
        send(program, photo(kind), name=f"foto.{kind}").json()["id"]
        for kind in ("PNG", "WEBP")
    )
    media = post(program, channel, second, first).json()["media"]
    files = list(Medium.objects.values_list("file", flat=True))
    assert [Path(file).suffix for file in files] == [".webp", ".png"]
    assert len(media) == 2


@needs_ffmpeg
def test_a_film_is_sent_ahead_without_its_place(
    program: Program, channel: Channel, tmp_path: Path
) -> None:
    data = film(tmp_path).read_bytes()
    sent = send(program, data, name="jembatan.mp4")
    assert (sent.status_code, sent.json()["kind"]) == (201, "video"), sent.content
    post(program, channel, sent.json()["id"])
    kept = payloads.path_of(Medium.objects.get().file).read_bytes()
    assert PLACE.encode() in data
    assert PLACE.encode() not in kept


def test_a_content_gets_and_loses_media(program: Program, channel: Channel) -> None:
    first = send(program, photo("PNG")).json()["id"]
    content = post(program, channel, first).json()
    there = f"contents/{content['id']}"
    second = send(program, photo("WEBP")).json()["id"]
    [before] = content["media"]
    body = {"text": "", "media": [second], "dropped": [before["id"]]}
    after = program.call("PUT", there, body)
    assert after.status_code == 200, after.content
    assert [one["id"] for one in after.json()["media"]] != [before["id"]]
    assert after.json()["deliveries"][0]["digest"] != content["deliveries"][0]["digest"]
    strange = program.call("PUT", there, {"text": "x", "dropped": [before["id"]]})
    assert (strange.status_code, strange.json()["errors"][0]["where"]) == (
        422,
        "dropped",
    )
    [left] = after.json()["media"]
    nothing = program.call("PUT", there, {"text": "", "dropped": [left["id"]]})
    assert nothing.status_code == 422


def truncated() -> bytes:
    exif = Image.Exif()
    exif[0x010E] = "x"
    whole = photo(exif=exif)
    return whole[: len(whole) // 2]


def huge() -> bytes:
    out = io.BytesIO()
    Image.new("1", (20_000, 8_000)).save(out, "PNG")
    return out.getvalue()


HOSTILE = {
    "nothing": ("foto.jpg", b""),
    "a page": ("foto.jpg", b"<html><script>alert(1)</script></html>"),
    "a drawing with a script": ("foto.svg", b"<svg onload='alert(1)'/>"),
    "a program": ("foto.png", b"MZ" + bytes(4096)),
    "a photo that breaks off": ("foto.jpg", truncated()),
    "a photo that breaks off, of PNG": ("foto.png", photo("PNG")[:2000]),
    "a kind that no platform shows": ("foto.jpg", photo("BMP")),
    "more dots than fit the memory": ("foto.png", huge()),
    "a film of nothing": ("film.mp4", bytes(4) + b"ftypisom" + bytes(UNIT)),
    "half a film": ("film.mp4", bytes(4) + b"ftypisom" + bytes(200)),
    "a photo of a telephone": ("foto.heic", bytes(4) + b"ftypheic" + bytes(4096)),
    "a list of files to read": (
        "film.mp4",
        b"#EXTM3U\nfile:///etc/passwd\n",
    ),
}


@pytest.mark.parametrize("what", HOSTILE)
@pytest.mark.filterwarnings("default::PIL.Image.DecompressionBombWarning")
def test_what_is_no_picture_and_no_film_is_refused_in_words(
    program: Program, what: str
) -> None:
    name, data = HOSTILE[what]
    answer = send(program, data, name=name)
    assert answer.status_code == 422, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["errors"][0]["where"] == "file"
    assert answer.json()["detail"].endswith((".", "MP4."))
    assert (LooseMedium.objects.count(), left_over()) == (0, [])


def test_a_request_without_a_file_or_its_words_is_refused(program: Program) -> None:
    file = SimpleUploadedFile("foto.jpg", photo())
    for more, where in (
        ({"alt": None}, "alt"),
        ({"alt": " \n"}, "alt"),
        ({"alt": "x" * 1001}, "alt"),
        ({"file": None}, "file"),
        ({"file": "foto.jpg"}, "file"),
        ({"judul": "x"}, "judul"),
    ):
        answer = send(program, photo(), **more)
        assert answer.status_code == 422, (more, answer.content)
        [error] = answer.json()["errors"]
        assert error["where"] == where, answer.content
        assert error["why"].endswith("."), answer.content
        assert error["why"] != "This is not right.", more
    for more in ({"file": [file, file]}, {"lain": file}):
        assert send(program, photo(), **more).status_code == 422
    assert not LooseMedium.objects.exists()


def test_other_kinds_and_sizes_of_bodies_get_a_problem(program: Program) -> None:
    for kind, body, status in (
        ("application/json", b"{}", 415),
        ("image/jpeg", photo(), 415),
        ("multipart/form-data", b"x", 400),
        ("multipart/form-data; boundary=x", b"--x\r\nnothing", 422),
    ):
        headers = {"Authorization": f"Bearer {program.text}"}
        answer = program.client.generic(
            "POST", f"{BASE}media", body, content_type=kind, headers=headers
        )
        assert answer.status_code == status, (kind, answer.content)
        assert answer["Content-Type"] == "application/problem+json"
    large = {"CONTENT_LENGTH": str(103 * 1024 * 1024)}
    answer = program.client.generic(
        "POST", f"{BASE}media", b"x", "multipart/form-data; boundary=x", **large
    )
    assert answer.status_code == 413


def test_who_may_not_write_is_told_so_before_the_file_is_read(
    ratna: User, channel: Channel
) -> None:
    reads = Program(ratna, "read")
    assert send(reads, b"no picture at all").status_code == 403
    desk = make.person("Sari Contoh", "approver")
    assert send(Program(desk, "write"), b"no picture at all").status_code == 403
    stranger = Program(ratna)
    stranger.text = "sasando_x"
    assert send(stranger, photo()).status_code == 401


def test_nobody_names_the_medium_of_another_person(
    program: Program, channel: Channel, bima: User
) -> None:
    theirs = send(Program(bima), photo()).json()["id"]
    for number in (theirs, theirs + 99):
        assert post(program, channel, number).status_code == 422
    assert LooseMedium.objects.count() == 1
    assert not Content.objects.exists()


def test_the_same_key_and_file_are_kept_once_and_another_file_is_refused(
    program: Program, channel: Channel
) -> None:
    data = photo("PNG")
    first, second = (send(program, data, "k-1") for _ in range(2))
    assert first.status_code == second.status_code == 201
    assert first.json() == second.json()
    assert (LooseMedium.objects.count(), len(left_over())) == (1, 1)
    for again in (
        send(program, photo("PNG") + b"x", "k-1"),
        send(program, data, "k-1", alt="Lain"),
        send(program, data, "k-1", name="lain.png"),
        post(program, channel, first.json()["id"], key="k-1"),
    ):
        assert again.status_code == 422
        assert "used for another request" in again.json()["detail"]
    assert (LooseMedium.objects.count(), len(left_over())) == (1, 1)
    # A refusal keeps no answer.
    assert send(program, b"x", "k-2").status_code == 422
    assert send(program, data, "k-2").status_code == 201
    assert Answer.objects.count() == 2


def test_a_post_that_is_refused_leaves_its_media_to_the_next(
    program: Program, channel: Channel
) -> None:
    number = send(program, photo()).json()["id"]
    body = {"text": "x", "channels": [channel.pk], "media": [number]}
    wrong = body | {"scheduled_at": "2020-01-01T00:00:00Z"}
    assert program.post("contents", wrong).status_code == 422
    assert program.post("contents", body).status_code == 201


def test_the_same_post_under_one_key_takes_its_media_once(
    program: Program, channel: Channel
) -> None:
    number = send(program, photo()).json()["id"]
    first, second = (post(program, channel, number, key="kiriman") for _ in range(2))
    assert first.json() == second.json()
    assert (Content.objects.count(), Medium.objects.count()) == (1, 1)


def test_too_many_files_that_no_post_takes_are_refused(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loose, "QUOTA", 2)
    assert [send(program, photo()).status_code for _ in range(3)] == [201, 201, 422]
    assert len(left_over()) == 2


@pytest.mark.django_db(transaction=True)
def test_files_that_come_at_once_find_the_last_place_once(ratna: User) -> None:
    now, together = timezone.now(), Barrier(4)
    old = {"by": ratna, "kind": "image", "size": 1, "sent_at": now}
    LooseMedium.objects.bulk_create(
        LooseMedium(file=f"{number}.jpg", **old) for number in range(loose.QUOTA - 1)
    )
    path = loose.folder() / "baru.jpg"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"x")

    def program() -> None:
        connection.ensure_connection()
        together.wait()
        try:
            loose.keep(File(path), ALT, by=ratna, at=now)
        except NotAllowed:
            pass
        finally:
            connection.close()

    several = [Thread(target=program) for _ in range(4)]
    for one in several:
        one.start()
    for one in several:
        one.join()
    assert LooseMedium.objects.count() == loose.QUOTA


@pytest.mark.parametrize("charset", ["undefined", "base64", "idna"])
def test_a_charset_by_which_nothing_is_read_breaks_nothing(
    program: Program, charset: str
) -> None:
    fields = {"alt": ALT, "file": SimpleUploadedFile("foto.jpg", photo())}
    answer = program.client.generic(
        "POST",
        f"{BASE}media",
        encode_multipart(BOUNDARY, fields),
        content_type=f"{MULTIPART_CONTENT}; charset={charset}",
        headers={"Authorization": f"Bearer {program.text}"},
    )
    assert (answer.status_code, LooseMedium.objects.get().alt) == (201, ALT)


def test_what_no_post_takes_is_forgotten_after_a_week(program: Program) -> None:
    send(program, photo())
    now = timezone.now()
    jobs.sweep(now + timedelta(days=6))
    assert LooseMedium.objects.exists()
    jobs.sweep(now + timedelta(days=8))
    assert (LooseMedium.objects.count(), left_over()) == (0, [])


def test_what_a_dead_process_laid_down_is_taken_away(program: Program) -> None:
    loose.folder().mkdir(exist_ok=True)
    (loose.folder() / "sisa.jpg").write_bytes(b"x")
    loose.sweep(timezone.now() + timedelta(days=13))
    assert len(left_over()) == 1
    loose.sweep(timezone.now() + timedelta(days=15))
    assert left_over() == []


# --- what films say besides ---------------------------------------------------------


CAPTION = {"language": "id", "name": "", "text": "1\n00:00:01,000 --> …\nHalo."}


def a_tube() -> Channel:
    connection = Connection(
        "youtube", "Saluran Humas", "UC1001", tokens={"token": "rahasia"}
    )
    return workflow.connect(None, connection, by=None, at=timezone.now())


def test_a_film_gets_tags_captions_and_a_playlist_and_they_are_approved(
    program: Program, channel: Channel
) -> None:
    tube = a_tube()
    films = {"title": "Jembatan", "tags": ["Kupang"], "captions": [CAPTION]}
    body = {
        "text": "x",
        "channels": [channel.pk, tube.pk],
        "films": {str(tube.pk): films},
    }
    made = program.post("contents", body)
    assert made.status_code == 201, made.content
    [variant] = Variant.objects.all()
    assert (variant.channel_id, variant.options) == (tube.pk, films)
    there = f"contents/{made.json()['id']}"
    change = {"tags": [], "privacy": "unlisted"}
    after = program.call(
        "PUT", there, {"text": "x", "films": {str(tube.pk): change}}
    ).json()
    variant.refresh_from_db()
    left = {"title": "Jembatan", "captions": [CAPTION], "privacy": "unlisted"}
    assert variant.options == left
    digests = [
        [row["digest"] for row in one["deliveries"]] for one in (made.json(), after)
    ]
    assert digests[0][0] == digests[1][0]
    assert digests[0][1] != digests[1][1]


def test_who_approves_reads_what_a_film_says_besides(
    program: Program, maria: User, client: Client
) -> None:
    tube = a_tube()
    films = {"title": "Judul lain", "tags": ["Kupang"], "captions": [CAPTION]}
    films |= {"privacy": "unlisted", "playlist": "PL77"}
    body = {"text": "x", "channels": [tube.pk], "films": {str(tube.pk): films}}
    made = program.post("contents", body)
    client.force_login(maria)
    page = client.get(f"/kantor/kiriman/{made.json()['id']}/").content.decode()
    for words in ("Judul lain", "Kupang", "PL77", "Siapa pun yang", CAPTION["text"]):
        assert words in unescape(page), words


def test_what_no_film_can_say_is_refused(program: Program, channel: Channel) -> None:
    tube, base = a_tube(), {"text": "x"}
    for name, films in (
        (channel.pk, {"title": "x"}),
        (99_999, {"title": "x"}),
        (tube.pk, {"privacy": "private"}),
        (tube.pk, {"captions": [{"language": "id", "text": " "}]}),
        (tube.pk, {"captions": [{"language": "x", "text": "Halo"}]}),
        (tube.pk, {"tags": "Kupang"}),
        (tube.pk, {"tags": ["a\0b"]}),
        (tube.pk, {"title": "x" * 101}),
        (tube.pk, {"as": "reel"}),
    ):
        body = base | {"channels": [channel.pk, tube.pk], "films": {str(name): films}}
        answer = program.post("contents", body)
        assert answer.status_code == 422, (films, answer.content)
        [error] = answer.json()["errors"]
        assert error["where"].startswith("films")
        assert error["why"].endswith(".")
        assert error["why"] != "This is not right.", films
    assert not Content.objects.exists()
