"""The newsroom of the demo at work: what stands on its screens, by its own verbs."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sasando.accounts.models import User
from sasando.core import digests, reviewing
from sasando.core.models import Review
from sasando.demo import content
from sasando.demo.newsroom import WRITTEN_BEFORE, Newsroom, backdate
from sasando.newsroom import coverage, drafts, ideas, parcels, replying, urgent
from sasando.newsroom.models import NewsPage, Part, Reply
from sasando.website.models import StandardPage

# How long the urgent text waited before the editor acted alone.
WAITED = timedelta(minutes=95)


@dataclass(frozen=True, slots=True)
class Desk:
    """The people and units of the demo, the day of its build, and its editor."""

    newsroom: Newsroom
    today: date
    editor: User

    def at(self, days: int, hour: int, minute: int = 0) -> datetime:
        day = self.today + timedelta(days=days)
        return content.moment(day, time(hour, minute))


def add_desk(newsroom: Newsroom, *, today: date) -> None:
    """Plan, cover, bundle, answer, review, and publish one text alone."""
    desk = Desk(newsroom, today, newsroom.people["Oktavianus Lado"])
    plan(desk)
    cover(desk)
    bundle(desk)
    answer(desk)
    review(desk)
    publish_alone(desk)


def plan(desk: Desk) -> None:
    """Keep one idea for a day, and one for some day."""
    unit, by = desk.newsroom.units["Dinas Pertanian"], desk.editor
    facts = {"title": "Harga cabai menjelang Natal", "note": "Tanya dua pedagang."}
    wished_on = desk.today + timedelta(days=9)
    ideas.add_idea(unit, by=by, at=desk.at(-3, 9), **facts, wished_on=wished_on)
    facts = {"title": "Sehari bersama penyuluh lahan kering", "note": ""}
    ideas.add_idea(unit, by=by, at=desk.at(-2, 9), **facts, wished_on=None)


def cover(desk: Desk) -> None:
    """Ask a writer and a photographer for the day after tomorrow; one has said yes."""
    people = desk.newsroom.people
    writer, photographer = people["Ratna Bani"], people["Yanti Ndun"]
    asked = coverage.Plan(
        title="Pembukaan pasar sore di Lasiana",
        place="Lapangan Lasiana, Kota Kupang",
        brief="Siapa yang berjualan, jam bukanya, dan angkutan ke sana.",
        starts_at=desk.at(2, 16),
        ends_at=desk.at(2, 18),
        deadline_at=desk.at(3, 12),
        people=((writer, Part.Kind.TEXT), (photographer, Part.Kind.PHOTO)),
    )
    unit = desk.newsroom.units["Bidang PIKP"]
    made = coverage.assign(unit, asked, by=desk.editor, at=desk.at(-1, 10))
    coverage.accept(made, by=writer, at=desk.at(-1, 11))


def bundle(desk: Desk) -> None:
    """Let a text and its translation go out together; neither is approved yet."""
    text = NewsPage.objects.get(slug="jagung-lebih-awal-belu")
    hour = desk.at(4, 8)
    facts: dict[str, Any] = {"title": "Musim tanam di Belu", "goes_out_at": hour}
    by, at = desk.editor, desk.at(-1, 13)
    parcel = parcels.make_parcel(text, by=by, at=at, **facts)
    for twin in text.get_translations():
        parcels.add_to_parcel(parcel, by=by, at=at, page=twin)


def answer(desk: Desk) -> None:
    """Record two rights of reply: one waits, of one the draft is begun."""
    by = desk.newsroom.people["Ratna Bani"]
    school = NewsPage.objects.get(slug="daftar-sma-smk-cukup-sekali")
    record(desk, school, "Forum Orang Tua Siswa Contoh", days=-1, what=SCHOOL)
    ferry = NewsPage.objects.get(slug="feri-kupang-rote-dua-kali-sehari")
    asked = record(desk, ferry, "Paguyuban Perahu Motor Contoh", days=-1, what=FERRY)
    replying.grant(asked, by=desk.editor, at=desk.at(-1, 14))
    page = drafts.draft_reply(asked, by=by, at=desk.at(-1, 15))
    # It was written then, not a day before.
    backdate(page, desk.at(-1, 15) + WRITTEN_BEFORE)


SCHOOL = "Kuota jalur afirmasi yang ditulis bukan angka di petunjuk teknis tahun ini."
FERRY = (
    "Kami tetap berangkat pukul 11.00 setiap hari. Berita itu menyebut hanya feri yang "
    "melayani siang hari."
)


def record(desk: Desk, story: NewsPage, person: str, *, days: int, what: str) -> Reply:
    received_on = desk.today + timedelta(days=days)
    filing = replying.Filing(
        person=person, received_on=received_on, way=Reply.Way.LETTER, what=what
    )
    by = desk.newsroom.people["Ratna Bani"]
    return replying.record(story, by=by, at=desk.at(days, 10), filing=filing)


def review(desk: Desk) -> None:
    """Say of one page that all is still true; let another come due today."""
    people = desk.newsroom.people
    contact = StandardPage.objects.get(slug="kontak")
    seen = Review.objects.get(page=contact).due_on
    reviewing.review(contact, by=people["Ratna Bani"], at=desk.at(-2, 9), seen=seen)
    about = StandardPage.objects.get(slug="tentang-kami")
    duty: dict[str, Any] = {"owner": people["Ratna Bani"], "due_on": desk.today}
    reviewing.look_after(about, by=desk.editor, at=desk.at(-5, 9), **duty)


def publish_alone(desk: Desk) -> None:
    """Let the editor publish what nobody answered in time; it waits for its review."""
    item = NewsPage.objects.get(slug="longsor-takari")
    at = desk.at(-1, 17, 20)
    backdate(item, at, asked_before=WAITED)
    digest = digests.public_digest(item.get_latest_revision_as_object())
    reason = "Jalan ditutup malam ini; penyetuju tidak mengangkat telepon."
    facts = {"digest": digest, "reason": reason}
    urgent.publish_urgent(item, by=desk.editor, at=at, **facts)
    backdate(item, at, asked_before=WAITED)
