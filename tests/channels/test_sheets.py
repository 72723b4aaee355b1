"""Drafts from a table: what is read, what is refused, and nothing is made twice."""

import io
import zipfile
from datetime import UTC, datetime, time, timedelta
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.channels.saying import by_hand, facebook

from sasando.accounts.models import User
from sasando.channels import bringing, sheets, slots
from sasando.channels.bringing import Sent
from sasando.channels.models import Channel, Content, Delivery
from sasando.channels.planned import Sheet
from sasando.core.models import Entry
from sasando.core.refusals import NotAllowed

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 30, 1, 0, tzinfo=UTC)
HEAD = "teks;tautan;kanal;waktu\n"


@pytest.fixture
def channel(db: None) -> Channel:
    return by_hand()


def sent(text: str | bytes, name: str = "draf.csv") -> Sent:
    return Sent(name, text if isinstance(text, bytes) else text.encode())


def read(text: str | bytes) -> list[sheets.Row]:
    return sheets.read(sent(text).data, at=NOW)


def workbook(*lines: Any) -> bytes:
    book = openpyxl.Workbook()
    for line in lines:
        book.active.append(line)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def test_good_rows_become_drafts_and_the_others_say_why(
    channel: Channel, ratna: User
) -> None:
    text = HEAD + (
        '"Baris satu,\nlalu dua";https://contoh.example.org/;Instagram Humas;'
        "24-12-2026 14.30\n"
        "Tanpa kanal;;;\n"
        "Salah;ftp://x;Kanal Lain;31-02-2026 10.00\n"
        ";;Instagram Humas;\n"
        f"Sekarang;;{channel.pk};\n"
    )
    sheet = bringing.receive(None, sent(text), by=ratna, at=NOW)
    assert [len(row["faults"]) for row in sheet.rows] == [0, 1, 3, 1, 0]
    assert [row["line"] for row in sheet.rows] == [2, 3, 4, 5, 6]
    assert not Content.objects.exists()
    assert bringing.take(sheet, by=ratna, at=NOW) == 2
    first = Content.objects.earliest("pk")
    assert (first.text, first.created_by) == ("Baris satu,\nlalu dua", ratna)
    planned = first.deliveries.get()
    assert planned.status == "draft"
    assert planned.scheduled_at == datetime(2026, 12, 24, 6, 30, tzinfo=UTC)
    actions = Entry.objects.for_instance(sheet).values_list("action", flat=True)
    assert set(actions) == {"sheet.received", "sheet.taken"}


def test_the_same_file_twice_makes_no_doubles(channel: Channel, ratna: User) -> None:
    file = sent(HEAD + "Halo;;Instagram Humas;\nHalo;;Instagram Humas;\n")
    first = bringing.receive(None, file, by=ratna, at=NOW)
    assert first.pk == bringing.receive(None, file, by=ratna, at=NOW).pk
    assert [bool(row["faults"]) for row in first.rows] == [False, True]
    bringing.take(first, by=ratna, at=NOW)
    first.refresh_from_db()
    with pytest.raises(NotAllowed):
        bringing.take(first, by=ratna, at=NOW)
    again = bringing.receive(None, file, by=ratna, at=NOW)
    assert again.rows[0]["known"] == Content.objects.get().pk
    assert bringing.take(again, by=ratna, at=NOW) == 0
    assert Delivery.objects.count() == 1


def test_nobody_takes_over_somebody_elses_table(
    channel: Channel, ratna: User, bima: User
) -> None:
    file = sent(HEAD + "Halo;;Instagram Humas;\n")
    sheet = bringing.receive(None, file, by=ratna, at=NOW)
    with pytest.raises(NotAllowed):
        bringing.take(sheet, by=bima, at=NOW)
    assert Sheet.objects.get().taken_at is None


def test_slots_are_given_and_what_runs_out_is_said(
    channel: Channel, ratna: User
) -> None:
    facebook()
    slots.add_slots(channel, [1], time(9, 0), by=None, at=NOW)
    text = HEAD + "A;;Instagram Humas;slot\nB;;Instagram Humas;SLOT\nC;;2;slot\n"
    text = text.replace(";2;", f";{Channel.objects.latest('pk').pk};")
    sheet = bringing.receive(None, sent(text), by=ratna, at=NOW)
    assert bringing.take(sheet, by=ratna, at=NOW) == 2
    hours = {one.scheduled_at for one in Delivery.objects.all()}
    assert hours == {datetime(2026, 12, day, 1, 0, tzinfo=UTC) for day in (1, 8)}
    assert sheet.rows[2]["faults"]


def test_any_usual_csv_is_read(channel: Channel) -> None:
    lines = ("Text;Kanal;Waktu", "Halo – apa kabar?;Instagram Humas;")
    for divider in ",;\t":
        text = "\r\n".join(line.replace(";", divider) for line in lines)
        for encoding in ("utf-8", "utf-8-sig", "utf-16"):
            [row] = read(text.encode(encoding))
            assert (row.text, row.faults) == ("Halo – apa kabar?", [])


def test_a_workbook_is_read_with_its_days(channel: Channel) -> None:
    when = datetime(2026, 12, 24, 14, 30)  # noqa: DTZ001 - as Excel keeps it
    data = workbook(
        ("teks", "kanal", "waktu"),
        ("Halo", channel.pk, when),
        (None, None, None),
        ("=1+1", channel.pk, None),
    )
    good, formula = read(data)
    assert (good.faults, good.hour) == ([], "2026-12-24T14:30:00+08:00")
    assert (formula.line, len(formula.faults)) == (4, 1)


def bomb() -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * (sheets.UNPACKED_MOST + 1))
    return data.getvalue()


def entities() -> bytes:
    good = io.BytesIO(workbook(("teks", "kanal")))
    data = io.BytesIO()
    evil = b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaa">]><w>&a;</w>'
    with zipfile.ZipFile(good) as old, zipfile.ZipFile(data, "w") as new:
        for name in old.namelist():
            is_sheet = name.startswith("xl/worksheets/")
            new.writestr(name, evil if is_sheet else old.read(name))
    return data.getvalue()


MANY = HEAD + "".join(f"Kabar {number};;Instagram Humas;\n" for number in range(10_000))
HOSTILE = {
    "empty": b"",
    "only a heading": HEAD,
    "no heading": "a;b;c\n1;2;3\n",
    "another encoding": HEAD.encode() + "Halo \xe9;;x;".encode("latin-1"),
    "zeros": b"\0" * 100,
    "a picture": b"\x89PNG\r\n\x1a\n" + b"\0" * 50,
    "old Excel": b"\xd0\xcf\x11\xe0" + b"\0" * 600,
    "a zip of nothing": b"PK\x05\x06" + b"\0" * 18,
    "half a workbook": workbook(("teks", "kanal"))[:800],
    "a bomb": bomb(),
    "entities": entities(),
    "ten thousand rows": MANY,
    "more than 5 MB": HEAD + "x" * sheets.MOST_BYTES,
    "a cell without end": HEAD + '"' + "x" * 200_000,
    "a workbook of too many": workbook(
        ("teks", "kanal"), *[("x", 1)] * (sheets.MOST_ROWS + 1)
    ),
}


def test_a_hostile_file_gets_a_sentence(
    client: Client, channel: Channel, ratna: User
) -> None:
    client.force_login(ratna)
    for name, data in HOSTILE.items():
        data = data if isinstance(data, bytes) else data.encode()
        file = SimpleUploadedFile("draf.xlsx", data)
        answer = client.post(reverse("channels_sheet_new"), {"file": file})
        assert answer.status_code == 200, name
        assert "error-message" in answer.content.decode(), name
    assert not Sheet.objects.exists()


def test_the_screens_lead_from_the_template_to_drafts(
    client: Client, channel: Channel, ratna: User
) -> None:
    client.force_login(ratna)
    for kind in ("csv", "xlsx"):
        address = reverse("channels_sheet_template", args=[kind])
        data = client.get(address).content
        [first, second] = sheets.read(data, at=timezone.now())
        assert not first.faults
        assert first.channels == second.channels == [channel.pk]
    file = SimpleUploadedFile("draf.csv", (HEAD + "Halo;;Instagram Humas;").encode())
    page = client.post(reverse("channels_sheet_new"), {"file": file}, follow=True)
    assert "Halo" in page.content.decode()
    address = page.redirect_chain[-1][0]
    client.post(address)
    assert Content.objects.get().text == "Halo"
    assert client.get(address).status_code == 200
    assert client.get(reverse("channels_sheet_new")).status_code == 200


def test_a_table_is_for_who_sent_it(
    client: Client, channel: Channel, ratna: User, bima: User, maria: User
) -> None:
    file = sent(HEAD + "Halo;;Instagram Humas;\n")
    sheet = bringing.receive(None, file, by=ratna, at=NOW)
    client.force_login(bima)
    address = reverse("channels_sheet", args=[sheet.pk])
    assert client.get(address).status_code == 404
    client.force_login(maria)
    assert "Halo" not in client.get(address).content.decode()


def test_what_waits_is_looked_at_anew_when_it_is_taken_over(
    channel: Channel, ratna: User
) -> None:
    text = HEAD + "Halo;;Instagram Humas;01-12-2026 09.00\n"
    sheet = bringing.receive(None, sent(text), by=ratna, at=NOW)
    assert sheet.rows[0]["faults"] == []
    assert bringing.take(sheet, by=ratna, at=NOW + timedelta(days=2)) == 0
    assert len(sheet.rows[0]["faults"]) == 1
    assert not Content.objects.exists()


def test_a_table_that_nobody_took_over_is_forgotten(
    channel: Channel, ratna: User
) -> None:
    for text in ("Halo", "Lagi"):
        file = sent(HEAD + f"{text};;Instagram Humas;\n")
        sheet = bringing.receive(None, file, by=ratna, at=NOW)
    bringing.take(sheet, by=ratna, at=NOW)
    bringing.sweep(NOW + timedelta(days=31))
    assert Sheet.objects.get() == sheet
