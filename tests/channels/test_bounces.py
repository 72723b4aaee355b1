"""A letter that comes back is believed for the row that its own address names."""

import io
import json
import sys
import time
from email.parser import BytesHeaderParser
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone
from tests.channels.post_office import PostOffice
from tests.channels.stage import only, run, say
from tests.channels.test_mailing import mail_channel, people, sentence, states

from sasando.channels import workflow as channels
from sasando.channels.models import Channel
from sasando.channels.people import asking, bounces, keys, letters, workflow
from sasando.channels.people.models import Recipient, Subscription
from sasando.channels.people.subjects import Want
from sasando.channels.people.workflow import Wanted

pytestmark = pytest.mark.django_db(transaction=True)
BACK = "pantul@mail.example.org"
GONE = ("5.1.1", "smtp; 550 5.1.1 no mailbox of that name")
FULL = ("5.2.2", "smtp; 552 5.2.2 over quota")
LATE = ("4.4.7", "X-Contoh; waited for five days")


REPORT = """\
Return-Path: <>
From: Mail Delivery System <MAILER-DAEMON@mx.example.net>
To: {to}
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/{kind}; report-type=delivery-status;
\tboundary="batas.1/mx.example.net"

This is a MIME-encapsulated message.

--batas.1/mx.example.net
Content-Type: text/plain; charset=us-ascii

Your message could not be delivered.

--batas.1/mx.example.net
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.net
Arrival-Date: Mon, 30 Nov 2026 10:00:00 +0800

Final-Recipient: rfc822; {whom}
Action: {action}
Status: {status}
Diagnostic-Code: {diagnostic}

--batas.1/mx.example.net
Content-Type: text/rfc822-headers

From: Humas Contoh <humas@example.org>
Subject: Jalan dibuka.

--batas.1/mx.example.net--
"""


def dsn(to: str, status: str, diagnostic: str = "", **facts: str) -> bytes:
    """Return a report as a mail server writes it (RFC 3464)."""
    said = {"action": "failed", "whom": "w0000@example.org", "kind": "report"} | facts
    text = REPORT.format(to=to, status=status, diagnostic=diagnostic, **said)
    return text.replace("\n", "\r\n").encode()


def mailing(post_office: PostOffice, many: int = 1) -> list[str]:
    """Send a post to some people; return where each letter comes back to."""
    channel = mail_channel(post_office, options={"bounce_to": BACK})
    people(many)
    say([channel])
    run()
    return [line["from"] for line in post_office.letters()]


def came_back(raw: bytes, to: str = "") -> str:
    return bounces.take(raw, to=to, at=timezone.now())


def test_each_letter_comes_back_to_an_address_of_its_own(
    post_office: PostOffice,
) -> None:
    back = mailing(post_office, many=3)
    assert len(set(back)) == 3
    assert all(one.startswith("pantul+r") for one in back)
    assert all(len(one.partition("@")[0]) <= 64 for one in back)
    # What people see is the office, as before.
    assert post_office.read()["From"] == "Humas Contoh <humas@example.org>"


def test_an_address_that_is_gone_gets_no_more_and_the_count_is_put_right(
    post_office: PostOffice,
) -> None:
    [back] = mailing(post_office)
    assert sentence() == "1 dari 1 terkirim."
    assert came_back(dsn(back, *GONE)) == "hard"
    row = Recipient.objects.get()
    assert (row.status, row.seen, row.code) == ("refused", "failed", 550)
    assert Subscription.objects.get().status == "stopped"
    assert sentence() == "0 dari 1 terkirim, 1 ditolak."
    # A mail server tells twice; it counts once.
    assert came_back(dsn(back, *GONE)) == "told"
    say([only().channel], text="Kabar kedua")
    run()
    assert len(post_office.letters()) == 1


@pytest.mark.parametrize(
    ("status", "diagnostic", "is_hard"),
    [
        (*GONE, True),
        ("5.1.10", "", True),
        ("5.2.1", "smtp; 550 5.2.1 mailbox disabled", True),
        # The truth stands behind.
        ("5.0.0", "smtp; 550-5.1.1 The account does not exist", True),
        (*FULL, False),
        (*LATE, False),
        ("5.7.1", "smtp; 550 5.7.1 looks like spam", False),
        ("5.1.8", "smtp; 553 5.1.8 bad sender", False),
        ("5.0.0", "", False),
        ("", "", False),
    ],
)
def test_only_an_address_that_is_not_there_is_a_hard_failure(
    status: str, diagnostic: str, is_hard: bool
) -> None:
    message = BytesHeaderParser().parsebytes(dsn("x@example.org", status, diagnostic))
    [report] = bounces.reports(message)
    assert (report.action, report.is_hard) == ("failed", is_hard)


def test_five_letters_in_a_row_that_do_not_arrive_end_a_subscription(
    post_office: PostOffice,
) -> None:
    mailing(post_office)
    for number in range(6):
        say([only_channel()], text=f"Kabar {number}")
        run()
    backs = [line["from"] for line in post_office.letters()]
    # The second arrived, so the first does not count.
    for place in (0, 2, 3, 4, 5):
        assert came_back(dsn(backs[place], *FULL)) == "soft"
    assert Subscription.objects.get().status == "active"
    assert came_back(dsn(backs[6], *LATE)) == "soft"
    assert Subscription.objects.get().status == "stopped"


def only_channel() -> Channel:
    return Channel.objects.get()


def test_what_is_no_failure_changes_nothing(post_office: PostOffice) -> None:
    [back] = mailing(post_office)
    for action in ("delayed", "delivered", "relayed", "expanded", ""):
        assert came_back(dsn(back, "4.4.1", action=action)) == "none"
    assert states() == {"sent": 1}


def test_whom_a_report_names_is_not_believed(post_office: PostOffice) -> None:
    first, second = mailing(post_office, many=2)
    # It names another of our people; the address it came to names the first.
    assert came_back(dsn(first, *GONE, whom="w0001@example.org")) == "hard"
    gone = Subscription.objects.get(status="stopped")
    assert gone.address == "w0000@example.org"
    # Nobody makes an address of somebody else's letter.
    forged = first.replace("+r", "+r9", 1)
    proof = second.partition("-")[2]
    swapped = f"{first.partition('-')[0]}-{proof}"
    for to in (forged, swapped, BACK, "humas@example.org"):
        assert came_back(dsn(to, *GONE)) == "unknown"
    assert Subscription.objects.active().count() == 1


def test_the_address_may_come_beside_the_message_or_in_capitals(
    post_office: PostOffice,
) -> None:
    first, second = mailing(post_office, many=2)
    assert came_back(dsn("undisclosed-recipients:;", *GONE), to=first) == "hard"
    assert came_back(dsn(second.upper(), *GONE)) == "hard"


def test_an_answer_by_a_machine_or_a_person_is_no_report(
    post_office: PostOffice,
) -> None:
    [back] = mailing(post_office)
    away = f"From: w0000@example.org\r\nTo: {back}\r\nAuto-Submitted: auto-replied\r\n"
    away += "Subject: Status: 5.1.1\r\n\r\nAction: failed\r\nStatus: 5.1.1\r\n"
    assert came_back(away.encode()) == "none"
    assert came_back(dsn(back, *GONE, kind="mixed")) == "none"
    assert states() == {"sent": 1}
    # Nothing is ever answered: no loop begins.
    assert len(post_office.letters()) == 1


def nested(back: str, depth: int, inner: bytes) -> bytes:
    head = f"To: {back}\nContent-Type: multipart/report; boundary=b0\n\n".encode()
    for number in range(depth):
        head += f"--b{number}\nContent-Type: multipart/mixed; ".encode()
        head += f"boundary=b{number + 1}\n\n".encode()
    return head + inner


HOSTILE = {
    "empty": lambda back: b"",
    "bytes": lambda back: bytes(range(256)) * 4000,
    "deep": lambda back: nested(back, 1000, dsn(back, *GONE)),
    "deep_lines": lambda back: nested(back, 300, b"\n" * 1_000_000),
    "huge": lambda back: dsn(back, *GONE).replace(b"Your", b"Y" * 5_000_000),
    "long_head": lambda back: (
        f"To: {back}\nContent-Type: multipart/report".encode()
        + b'; a="b' * 200_000
        + b"\n\n"
    ),
    "many_parts": lambda back: (
        f"To: {back}\nContent-Type: multipart/report; boundary=b\n\n".encode()
        + b"--b\nContent-Type: text/plain\n\nx\n" * 50_000
        + b"--b\nContent-Type: message/delivery-status\n\nX: y\n\nAction: failed\n"
    ),
    "many_groups": lambda back: dsn(back, *GONE).replace(
        b"Final-Recipient", b"X: y\r\n\r\n" * 100_000 + b"Final-Recipient"
    ),
    "many_names": lambda back: f"To: {'+r1-' + 'a' * 16 + '@x '} ".encode() * 9000,
    # Python has a charset of this name, by which nothing can be read.
    "no_charset": lambda back: (
        dsn(back, *GONE)
        .replace(b"status;", b"status; charset=undefined;", 1)
        .replace(b"Your message", "Surat Anda à".encode(), 1)
    ),
    "odd_words": lambda back: (
        f"To: {back}\nContent-Type: multipart/report; boundary*=x-unknown'x'%ff;"
        " boundary*1*=%\n\n--b\n"
    ).encode(),
    "no_boundary": lambda back: (
        f"To: {back}\nContent-Type: multipart/report\n\n".encode()
    ),
    "zero": lambda back: dsn(back, "5.1.\u0661").replace(b"Action", b"Act\x00ion"),
}


def test_a_message_made_to_hurt_costs_no_time_and_changes_nothing(
    post_office: PostOffice,
) -> None:
    [back] = mailing(post_office)
    for name, made in HOSTILE.items():
        raw, started = made(back), time.process_time()
        assert came_back(raw) in {"none", "unknown"}, name
        assert time.process_time() - started < 2, name
    assert states() == {"sent": 1}


def test_a_letter_of_the_form_that_comes_back_is_asked_no_more(
    post_office: PostOffice,
) -> None:
    mail_channel(post_office, options={"bounce_to": BACK})
    now, wanted = timezone.now(), Wanted("email", "salah@example.org", wants=(Want(),))
    asking.note(wanted, at=now)
    letters.send(now)
    [line] = post_office.letters()
    assert line["from"].startswith("pantul+s")
    assert came_back(dsn(line["from"], *FULL)) == "soft"
    assert came_back(dsn(line["from"], *GONE)) == "hard"
    for hours in (1, 2):
        later = now + hours * (workflow.BETWEEN_LETTERS * 6)
        asking.note(wanted, at=later)
        letters.send(later)
    assert len(post_office.letters()) == 1
    assert keys.bounce_name("s", 1) != keys.bounce_name("r", 1)


def test_a_mail_server_pipes_it_into_the_command(
    post_office: PostOffice, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    [back] = mailing(post_office)

    def piped(raw: bytes, *words: str) -> Any:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))
        call_command("channels", "bounce", *words)
        return json.loads(capsys.readouterr().out)

    whole = dsn("humas@example.org", *GONE) + b"x" * 3 * bounces.MOST_BYTES
    assert piped(whole) == {"bounce": "unknown"}
    assert sys.stdin.buffer.read() == b""
    assert piped(whole, "--to", back) == {"bounce": "hard"}
    assert Subscription.objects.get().status == "stopped"


def test_without_a_mailbox_for_it_letters_come_back_to_their_sender(
    post_office: PostOffice,
) -> None:
    channel = mail_channel(post_office)
    people(1)
    say([channel])
    run()
    assert post_office.letters()[0]["from"] == "humas@example.org"
    assert channels.told("spread", {"sent": 1, "all": 1}, channel)
