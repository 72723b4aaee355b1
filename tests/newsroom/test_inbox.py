"""E-mail from the field over a real IMAP connection: one draft a letter, or a wait."""

import base64
import io
from collections.abc import Iterator
from datetime import timedelta
from email.message import EmailMessage
from typing import Any

import pytest
from PIL import Image
from tests import make
from tests.newsroom.field import photo
from tests.newsroom.imap_server import PASSWORD, USER, Box, serving
from tests.newsroom.letters_made import JUDGE, PROVEN, letter, raw
from wagtail.models import Site

from sasando.accounts.models import Unit, User
from sasando.files.models import Picture
from sasando.newsroom.inbox import jobs, letters, reading, rows
from sasando.newsroom.inbox.mailbox import MailboxError
from sasando.newsroom.inbox.rows import Letter
from sasando.newsroom.models import NewsPage
from sasando.newsroom.office import NewsroomSettings

pytestmark = pytest.mark.django_db
Why, Status = Letter.Why, Letter.Status


@pytest.fixture
def box() -> Iterator[Box]:
    with serving() as box:
        yield box


@pytest.fixture
def office(box: Box, ratna: User, settings: Any, tmp_path: Any) -> NewsroomSettings:
    make.site()
    settings.DATA = settings.MEDIA_ROOT = tmp_path
    settings.INBOX = {
        "host": "127.0.0.1",
        "port": box.port,
        "is_tls": False,
        "user": USER,
        "password": PASSWORD,
        "folder": "INBOX",
    }
    site = Site.objects.get()
    return NewsroomSettings.objects.create(site=site, mail_judge=JUDGE)


def came(box: Box, content: bytes) -> Letter:
    box.put(content)
    jobs.fetch(make.NOW)
    return Letter.objects.order_by("-pk")[0]


def test_a_letter_becomes_a_draft_of_its_sender(office, box, ratna, mailoutbox):
    found = came(box, letter(photo(), photo("2026:11:20 09:15:00")))
    assert (found.status, found.report.by) == (Status.ACCEPTED, ratna)
    text = NewsPage.objects.get().get_latest_revision_as_object()
    assert (text.title, text.unit.short_name) == ("Panen di Oelamasi", "Dinas Kominfo")
    words = text.body[0].value.source
    assert words == "<p>Warga panen padi.</p><p>Camat hadir.</p>"
    assert text.picture is not None
    assert text.body[1].block_type == "image"
    assert (list(box.letters), list(box.moved)) == ([], [1])
    [told] = mailoutbox
    assert (told.to, told.subject) == (
        [ratna.email],
        "Sudah diterima: Panen di Oelamasi",
    )
    assert found.report.get_absolute_url() in told.body
    assert told.extra_headers["Auto-Submitted"] == "auto-replied"
    jobs.fetch(make.NOW)
    assert len(mailoutbox) == 1


def test_the_same_letter_again_makes_no_second_draft(office, box, mailoutbox):
    came(box, letter())
    came(box, letter(text="Isi lain."))
    assert (NewsPage.objects.count(), Letter.objects.count()) == (1, 1)
    assert (box.letters, len(mailoutbox)) == ({}, 1)


def test_without_a_message_id_the_bytes_themselves_are_its_name(office, box):
    nameless = letter(head={"Message-ID": None})
    came(box, nameless)
    came(box, nameless)
    assert NewsPage.objects.count() == 1
    came(box, letter(head={"Message-ID": None}, text="Isi lain."))
    assert NewsPage.objects.count() == 2


def test_a_server_that_cannot_move_bears_a_mark(office, box):
    box.can_move = False
    came(box, letter())
    assert box.flags[1] == {r"\Seen", r"\Answered"}
    before = len(box.commands)
    jobs.fetch(make.NOW)
    assert not [each for each in box.commands[before:] if "FETCH" in each]


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        (f"{JUDGE}; dmarc=fail header.from=example.org", Why.FORGED),
        (f"{JUDGE}; spf=fail smtp.mailfrom=x@example.org; dkim=none", Why.FORGED),
        (f"{JUDGE}; dmarc=none; spf=none", Why.UNPROVEN),
        (f"{JUDGE}; none", Why.UNPROVEN),
        (f"{JUDGE}; spf=pass smtp.mailfrom=a@penipu.example.com", Why.UNPROVEN),
        (f"{JUDGE}; dkim=pass header.d=org", Why.UNPROVEN),
        ("penipu.example.com; dmarc=pass header.from=example.org", Why.UNPROVEN),
        (f"penipu ({JUDGE}); dmarc=pass header.from=example.org", Why.UNPROVEN),
        (f"{JUDGE}; (dmarc=pass header.from=example.org) none", Why.UNPROVEN),
        (None, Why.UNPROVEN),
    ],
)
def test_a_sender_that_nobody_proved_waits(lines, why, office, box, mailoutbox):
    found = came(box, letter(photo(), head={"Authentication-Results": lines}))
    assert (found.status, found.why) == (Status.WAITING, why)
    assert (NewsPage.objects.count(), Picture.objects.count()) == (0, 0)
    assert (mailoutbox, found.file.is_file()) == ([], True)


@pytest.mark.parametrize(
    "lines",
    [
        f"{JUDGE}; dkim=pass (1024-bit key) header.d=example.org; spf=none",
        f"{JUDGE.upper()} 1; spf=pass smtp.mailfrom=ratna.contoh@example.org",
        f"{JUDGE};\r\n dkim=fail header.d=milis.example.com;\r\n dmarc=pass"
        " header.from=example.org",
    ],
)
def test_a_proven_sender_does_not(lines, office, box):
    content = letter(head={"Authentication-Results": None})
    found = came(box, b"Authentication-Results: " + lines.encode() + b"\r\n" + content)
    assert found.status == Status.ACCEPTED


def test_only_the_topmost_line_of_the_offices_server_counts(office, box):
    forged = f"Authentication-Results: {JUDGE}; dmarc=none\r\n".encode()
    assert came(box, forged + letter()).why == Why.UNPROVEN


def test_an_office_may_take_what_is_unproven_but_never_what_is_forged(office, box):
    NewsroomSettings.objects.update(takes_unproven_mail=True, mail_judge="")
    assert came(box, letter()).status == Status.ACCEPTED
    NewsroomSettings.objects.update(mail_judge=JUDGE)
    bad = {"Message-ID": "<2@x>", "Authentication-Results": f"{JUDGE}; dmarc=fail"}
    assert came(box, letter(head=bad)).why == Why.FORGED


@pytest.mark.parametrize(
    "sender",
    [
        "Ratna <ratna.contoh@example.org>, Lain <lain@example.org>",
        '"ratna.contoh@example.org" <penipu@example.com>',
        "ratna.contoh@example.org <penipu@example.com>",
        "penipu@example.com (<ratna.contoh@example.org>)",
        "<ratna.contoh@example.org> <penipu@example.com>",
        "Kantor: ratna.contoh@example.org;",
        "=?utf-8?q?ratna=2Econtoh=40example=2Eorg?= <penipu@example.com>",
        "",
        "x" * 100_000,
    ],
)
def test_a_senders_line_that_misleads_waits(sender, office, box):
    head = f"From: {sender}\nSubject: Panen\nAuthentication-Results: {PROVEN}"
    found = came(box, raw(head))
    assert (found.status, found.why) == (Status.WAITING, Why.ODD)


def test_two_senders_lines_or_another_sender_wait(office, box):
    good = letter(head={"Message-ID": None})
    twice = b"From: lain@example.org\r\n" + good
    other = b"Sender: lain@example.org\r\n" + good
    assert came(box, twice).why == came(box, other).why == Why.ODD


def test_strangers_and_those_who_may_not_write_wait(office, box, maria, ratna):
    stranger = came(box, letter(sender="penipu@example.com"))
    no_right = came(box, letter(sender=maria.email, head={"Message-ID": "<2@x>"}))
    User.objects.filter(pk=ratna.pk).update(is_active=False)
    gone = came(box, letter(head={"Message-ID": "<3@x>"}))
    assert {stranger.why, no_right.why, gone.why} == {Why.UNKNOWN}
    assert not NewsPage.objects.exists()


@pytest.mark.parametrize(
    "head",
    [
        {"Auto-Submitted": "auto-replied"},
        {"Precedence": "bulk"},
        {"List-Id": "<milis.example.org>"},
        {"X-Autoreply": "yes"},
        {"Return-Path": "<>"},
        {"X-Sasando-Loop": "1"},
        {"From": "MAILER-DAEMON@example.org"},
        {"From": "humas@localhost.localdomain"},
    ],
)
def test_what_a_machine_wrote_is_left_alone(head, office, box, settings, mailoutbox):
    settings.DEFAULT_FROM_EMAIL = "Humas <humas@localhost.localdomain>"
    found = came(box, letter(head=head))
    assert (found.status, found.subject, found.sender) == (Status.IGNORED, "", "")
    assert (box.letters, mailoutbox, found.file.exists()) == ({}, [], False)
    assert not NewsPage.objects.exists()


def test_an_answer_to_our_receipt_waits_so_that_no_loop_begins(office, box, mailoutbox):
    came(box, letter())
    name = mailoutbox[0].extra_headers["Message-ID"]
    reply = letter(head={"Message-ID": "<2@x>", "In-Reply-To": name})
    assert came(box, reply).why == Why.REPLY
    assert len(mailoutbox) == 1


def test_so_many_receipts_a_day_and_no_more(office, box, mailoutbox):
    for number in range(22):
        box.put(letter(head={"Message-ID": f"<{number}@x>"}))
    jobs.fetch(make.NOW)
    assert (NewsPage.objects.count(), len(mailoutbox)) == (22, 20)


def test_a_mail_server_that_is_away_is_asked_again(office, box, settings, mailoutbox):
    backend = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_PORT = 9
    came(box, letter())
    assert Letter.objects.get().answered_at is None
    settings.EMAIL_BACKEND = backend
    jobs.fetch(make.NOW + timedelta(minutes=1))
    jobs.fetch(make.NOW + timedelta(minutes=2))
    assert len(mailoutbox) == 1


@pytest.mark.parametrize("subject", [None, "", "  ", "=?utf-8?q?=20?="])
def test_no_subject(subject, office, box):
    came(box, letter(head={"Subject": subject}))
    title = NewsPage.objects.get().title
    assert title == "Tanpa judul, dari Ratna Contoh, 24 November 2026, 10.00"


HEAD = f"From: ratna.contoh@example.org\nAuthentication-Results: {PROVEN}\n"


@pytest.mark.parametrize(
    ("charset", "body", "words"),
    [
        ("x-tidak-ada", "Padi é".encode(), "Padi é"),
        ("iso-8859-1", "Padi é".encode("latin-1"), "Padi é"),
        ("utf-8", b"Padi \xe9", "Padi é"),
        ("punycode", b"Padi", "Padi"),
        ('"', b"Padi", "Padi"),
        ("utf-16", b"P", "P"),
        ("utf-8", b"Padi \x00\x1b[2J sawah", "Padi [2J sawah"),
    ],
)
def test_odd_charsets(charset, body, words, office, box):
    head = f"{HEAD}Subject: =?{charset}?q?Padi?=\nContent-Type: text/plain"
    came(box, raw(f"{head}; charset={charset}", body))
    text = NewsPage.objects.get().get_latest_revision_as_object()
    assert text.body[0].value.source == f"<p>{words}</p>"


def test_a_letter_in_html_alone_brings_its_words_and_no_mark(office, box):
    html = (
        "<html><head><title>t</title><style>p{}</style></head><body>"
        "<p>Warga <b>panen</b><script>alert(1)</script></p>"
        "<div>Camat &lt;hadir&gt;<br>Selesai</div></body>"
    )
    came(box, raw(f"{HEAD}Subject: Panen\nContent-Type: text/html", html))
    source = NewsPage.objects.get().get_latest_revision_as_object().body[0].value.source
    assert source == ("<p>Warga panen</p><p>Camat &lt;hadir&gt;</p><p>Selesai</p>")


def test_what_is_no_photo_is_left_out_with_a_note(office, box, mailoutbox):
    message = EmailMessage()
    for line in (HEAD + "Subject: Panen").splitlines():
        name, _colon, value = line.partition(": ")
        message[name] = value
    message.set_content("Padi.\n-- \nRatna\nDinas Kominfo")
    message.add_attachment(
        b"x", maintype="application", subtype="pdf", filename="a.pdf"
    )
    message.add_attachment(b"BEGIN", maintype="text", subtype="calendar")
    message.add_attachment(
        b"x", maintype="application", subtype="ms-tnef", filename="winmail.dat"
    )
    message.add_attachment(EmailMessage())
    page = b"<!doctype html><html>x</html>"
    message.add_attachment(page, maintype="image", subtype="jpeg", filename="b.jpg")
    came(box, message.as_bytes())
    text = NewsPage.objects.get().get_latest_revision_as_object()
    assert text.body[0].value.source == "<p>Padi.</p>"
    notes = Letter.objects.get().report.notes
    assert [note.partition(" ")[0] for note in notes] == [
        *("a.pdf", "text/calendar", "winmail.dat", "Surel", "b.jpg:")
    ]
    assert all(note in mailoutbox[0].body for note in notes)


def large(number: int, *, size: int) -> bytes:
    """A photo of so many bytes: a picture, and a tail such as phones put there."""
    drawn = io.BytesIO()
    Image.new("RGB", (600, 400), (number * 20, 90, 90)).save(drawn, "JPEG")
    return drawn.getvalue().ljust(size, b"\xaa")


@pytest.mark.soak
def test_thirty_megabytes_of_photos_are_taken(office, box):
    found = came(box, letter(*[large(number, size=3_000_000) for number in range(10)]))
    assert not found.is_cut
    body = NewsPage.objects.get().get_latest_revision_as_object().body
    assert len(body[1].value["pictures"]) == 9
    longest = max(len(each) for each in box.commands)
    assert longest < 100


def test_of_a_letter_beyond_the_limit_the_words_are_kept(office, box, mailoutbox):
    tail = base64.b64encode(b"x" * 57) + b"\r\n"
    head = f"{HEAD}Subject: Panen\nContent-Type: multipart/mixed; boundary=b"
    parts = (
        b"--b\n\nWarga panen.\n--b\nContent-Type: image/jpeg; name=a.jpg\n"
        b"Content-Transfer-Encoding: base64\n\n"
    )
    found = came(box, raw(head, parts) + tail * (reading.LARGEST // len(tail) + 1))
    assert (found.is_cut, found.status) == (True, Status.ACCEPTED)
    assert found.file.stat().st_size == reading.BEGINNING
    text = NewsPage.objects.get().get_latest_revision_as_object()
    assert text.body[0].value.source == "<p>Warga panen.</p>"
    assert "45 MB" in mailoutbox[0].body
    assert not Picture.objects.exists()


def test_parts_in_parts_without_end_are_read_so_far(office, box):
    kind = "Content-Type: multipart/mixed; boundary=b"
    parts = "".join(f"--b{n}\n{kind}{n + 1}\n\n" for n in range(500))
    head = f"{HEAD}Subject: Panen\nContent-Type: multipart/mixed; boundary=b0"
    assert came(box, raw(head, parts)).status == Status.ACCEPTED


def test_a_letter_that_ends_its_reader_is_left_for_people(office, box):
    came(box, letter(sender="penipu@example.com"))
    Letter.objects.update(status=Status.COMING, tries=letters.MOST_TRIES)
    box.put(letter(sender="penipu@example.com"))
    jobs.fetch(make.NOW)
    found = Letter.objects.get()
    assert (found.status, found.why) == (Status.WAITING, Why.UNREADABLE)


def test_a_wrong_password_is_an_error_of_the_job_without_it(office, box, settings):
    settings.INBOX = settings.INBOX | {"password": "salah sekali"}
    with pytest.raises(MailboxError) as told:
        jobs.fetch(make.NOW)
    assert "salah sekali" not in str(told.value)


def test_a_server_that_is_away_is_an_error_of_the_job(office, settings):
    settings.INBOX = settings.INBOX | {"port": 9}
    with pytest.raises(OSError, match="refused"):
        jobs.fetch(make.NOW)


def test_an_office_without_a_mailbox_fetches_nothing(settings):
    settings.INBOX = None
    jobs.fetch(make.NOW)


def test_letters_are_erased_when_their_time_is_over(office, box, kominfo):
    taken = came(box, letter())
    waits = came(box, letter(sender="penipu@example.com", head={"Message-ID": "<2@x>"}))
    (rows.folder() / "datang-9.part").write_bytes(b"x")
    jobs.erase(make.NOW + timedelta(days=29))
    assert taken.file.exists()
    jobs.erase(make.NOW + timedelta(days=31))
    assert (taken.file.exists(), waits.file.exists()) == (False, True)
    jobs.erase(make.NOW + timedelta(days=61))
    waits.refresh_from_db()
    assert (waits.status, waits.sender, waits.subject) == (Status.DISCARDED, "", "")
    jobs.erase(make.NOW + timedelta(days=365 * 30))
    assert list(rows.folder().iterdir()) == []


def test_a_letter_erased_long_ago_still_makes_no_second_draft(office, box):
    came(box, letter())
    jobs.erase(make.NOW + timedelta(days=31))
    came(box, letter())
    assert NewsPage.objects.count() == 1


def test_the_unit_is_that_of_the_role(office, box, kominfo: Unit):
    section = make.unit("Bidang IKP", parent=kominfo)
    other = make.person("Sisi Contoh", "writer", of=section)
    came(box, letter(sender=other.email))
    assert NewsPage.objects.get().unit == section


# --- hostile letters ---------------------------------------------------------


def nested(depth: int) -> bytes:
    kind = "Content-Type: multipart/mixed; boundary=b"
    parts = "".join(f"--b{n}\n{kind}{n + 1}\n\n" for n in range(depth))
    return raw(f"From: a@b.example\n{kind}0", parts)


HOSTILE = {
    "subject": raw("From: a@c.example\nSubject: =?utf-8?b?abcde?="),
    "parts": nested(2000),
    "from": raw("From: " + "(" * 100_000),
    "from of spaces": raw("From: a" + "\x0b" * 1900 + "@"),
    "sender": raw("From: a@c.example\nSender: " + "(" * 50_000),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_no_letter_holds_up_the_next_one(name, office, box, ratna):
    box.put(HOSTILE[name])
    came(box, letter())
    assert NewsPage.objects.filter(owner=ratna, title="Panen di Oelamasi").exists()
    assert not box.letters
    assert not Letter.objects.filter(status=Status.COMING).exists()


def test_a_letter_that_fails_is_tried_after_all_others(office, box, ratna):
    box.put(letter())
    name = jobs.identity_of(b"<panen-1@telepon.example.org>")
    Letter.objects.create(identity=name, tries=1, came_at=make.NOW, is_cut=False)
    box.put(letter(head={"Message-ID": "<2@x>", "Subject": "Padi"}))
    jobs.fetch(make.NOW)
    mine = NewsPage.objects.filter(owner=ratna).order_by("pk")
    assert [page.title for page in mine] == ["Padi", "Panen di Oelamasi"]


def stranger(number: int) -> bytes:
    return letter(
        sender="warga@example.com",
        head={"Message-ID": f"<{number}@x>"},
        text="Jembatan putus.\n" * 80,
    )


def test_strangers_fill_no_disk(office, box, monkeypatch, caplog):
    monkeypatch.setattr(letters, "MOST_WAITING", 3)
    monkeypatch.setattr(letters, "ROOM", 2_000)
    monkeypatch.setattr(letters, "FIRST", 600)
    for number in range(4):
        box.put(stranger(number))
    box.put(letter())
    jobs.fetch(make.NOW)
    waiting = Letter.objects.waiting().order_by("pk")
    assert [each.is_cut for each in waiting] == [False, False, True]
    assert [each.file.stat().st_size > 600 for each in waiting] == [True, True, False]
    assert NewsPage.objects.filter(title="Panen di Oelamasi").exists()
    # All five were taken from the inbox; the fourth lies in the mailbox alone.
    assert (len(box.letters), len(box.moved)) == (0, 5)
    assert "too many letters wait" in caplog.text
