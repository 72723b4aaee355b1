"""One published text is blanked; its number, date, reason and hash stay."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from tests import make
from tests.files.test_shown import picture
from wagtail.models import Page, Revision

from sasando.accounts.models import User
from sasando.core import (
    approvals,
    publication,
    redaction,
    replay,
    schedule,
    triggers,
)
from sasando.core.models import Approval, Entry
from sasando.core.workflow import NotAllowed
from sasando.files.models import Picture
from sasando.newsroom.models import NewsPage

pytestmark = pytest.mark.django_db
LATER = make.NOW + timedelta(hours=1)
SECRET = "Nama anak itu Melati."
REASON = "Melindungi seorang anak."


def write(page: Page, *, by: User, paragraph: str) -> NewsPage:
    text = NewsPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    text.body = [("paragraph", f"<p>{paragraph}</p>")]
    text.change, text.change_note = "real", "Nama dihapus."
    text.save_revision(user=by)
    return NewsPage.objects.get(pk=page.pk)


@pytest.fixture
def page(ratna: User, maria: User) -> NewsPage:
    """A page whose first version named a child; two drafts and a mark did too."""
    page = make.news(by=ratna, body=[("paragraph", f"<p>{SECRET}</p>")])
    make.approve(page, by=maria)
    approvals.publish(page, by=maria, at=make.NOW)
    write(page, by=ratna, paragraph=f"{SECRET} Draf.")
    make.approve(write(page, by=ratna, paragraph=f"{SECRET} Tidak terbit."), by=maria)
    make.approve(write(page, by=ratna, paragraph="Seorang anak."), by=maria)
    approvals.publish(page, by=maria, at=LATER)
    return NewsPage.objects.get(pk=page.pk)


def first(page: NewsPage) -> Approval:
    version: Approval = page.versions()[0]
    return version


def redact(page: NewsPage, *, by: User, **more: Any) -> int:
    facts = {"approval": first(page), "reason": REASON, "at": LATER}
    return redaction.redact(page, by=by, **(facts | more))


def said() -> list[tuple[int, str]]:
    return [(discord.page, discord.what) for discord in replay.discords()]


def stored() -> str:
    """Return all that the database holds of texts."""
    with connection.cursor() as cursor:
        found = []
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            found.append(str(cursor.fetchall()))
    return "".join(found)


def test_the_text_is_gone_from_the_whole_database(page: NewsPage, maria: User) -> None:
    assert "Melati" in stored()
    assert redact(page, by=maria) == 2
    assert "Melati" not in stored()
    assert "Seorang anak." in stored()


def test_number_date_reason_and_hash_stay(
    page: NewsPage, maria: User, client: Client
) -> None:
    digest = first(page).digest
    redact(page, by=maria)
    text = client.get(f"{page.url}versi/1/").content.decode()
    assert REASON in text
    assert digest in text
    assert "24 November 2026" in text
    assert "Melati" not in text
    assert client.get(page.url).status_code == 200
    assert client.get(f"{page.url}versi/2/").status_code == 200
    assert client.get(f"{page.url}versi/3/").status_code == 404


def test_verify_knows_a_redaction(page: NewsPage, maria: User) -> None:
    redact(page, by=maria)
    assert said() == []
    assert publication.unapproved(Page.objects.all()) == []
    data = Entry.objects.get(action="page.redacted").data
    assert data["approvals"] == [each.pk for each in redacted(page)]
    assert (data["reason"], data["drafts"]) == (REASON, 2)


def redacted(page: NewsPage) -> Any:
    rows = Approval.objects.filter(page=page).exclude(redacted_at=None)
    return rows.order_by("pk")


def test_the_editor_goes_on_with_the_text_that_is_out(
    page: NewsPage, ratna: User, maria: User
) -> None:
    redact(page, by=maria)
    after = write(page, by=ratna, paragraph="Seorang anak dan ibunya.")
    assert after.get_latest_revision_as_object().title == page.title
    make.approve(after, by=maria)
    approvals.publish(after, by=maria, at=LATER)
    assert said() == []


def test_a_newer_draft_with_another_text_stays(
    page: NewsPage, ratna: User, maria: User
) -> None:
    draft = write(page, by=ratna, paragraph="Baru.").latest_revision_id
    redact(page, by=maria)
    stored = NewsPage.objects.get(pk=page.pk)
    assert stored.latest_revision_id == draft
    assert stored.has_unpublished_changes


def test_the_text_that_is_out_is_not_redacted(page: NewsPage, maria: User) -> None:
    out = page.versions()[1]
    with pytest.raises(NotAllowed):
        redact(page, by=maria, approval=out)
    with pytest.raises(IntegrityError), transaction.atomic():
        Approval.objects.filter(pk=out.pk).update(
            content={}, redacted_at=LATER, redacted_reason="x"
        )
    assert not redacted(page)


def test_a_withdrawn_page_loses_its_own_text_too(ratna: User, maria: User) -> None:
    page = make.news(
        by=ratna, title="Melati hilang", body=[("paragraph", f"<p>{SECRET}</p>")]
    )
    make.approve(page, by=maria)
    approvals.publish(page, by=maria, at=make.NOW)
    approvals.withdraw(page, by=maria, at=make.NOW, reason="Keliru.")
    page = NewsPage.objects.get(pk=page.pk)
    redact(page, by=maria)
    left = NewsPage.objects.get(pk=page.pk)
    assert (left.title, left.draft_title, left.summary) == ("—", "—", "")
    assert (left.slug, left.url_path) == (page.slug, page.url_path)
    assert "Nama anak" not in stored()
    assert said() == []


def test_redacting_needs_the_head_a_reason_and_a_whole_text(
    page: NewsPage, ratna: User, maria: User
) -> None:
    approver = make.person("Yohanes Contoh", "approver")
    for person in (ratna, approver):
        with pytest.raises(NotAllowed):
            redact(page, by=person)
    with pytest.raises(NotAllowed):
        redact(page, by=maria, reason=" ")
    never_out = Approval.objects.get(page=page, published_at=None)
    with pytest.raises(NotAllowed):
        redact(page, by=maria, approval=never_out)
    redact(page, by=maria)
    with pytest.raises(NotAllowed):
        redact(page, by=maria)


def test_a_text_approved_twice_goes_twice(ratna: User, maria: User) -> None:
    page = make.news(by=ratna, body=[("paragraph", f"<p>{SECRET}</p>")], change="small")
    make.approve(page, by=maria)
    approvals.publish(page, by=maria, at=make.NOW)
    approvals.withdraw(page, by=maria, at=make.NOW, reason="Keliru.")
    make.approve(page, by=maria)
    approvals.publish(page, by=maria, at=make.NOW)
    approvals.withdraw(page, by=maria, at=make.NOW, reason="Keliru lagi.")
    page = NewsPage.objects.get(pk=page.pk)
    redact(page, by=maria)
    assert len(redacted(page)) == 2
    assert "Melati" not in stored()
    assert said() == []


def test_a_picture_that_changed_since_hides_no_text(ratna: User, maria: User) -> None:
    mine = picture(ratna)
    facts = {"picture": mine, "picture_alt": "Warga di jalan baru."}
    page = make.news(by=ratna, body=[("paragraph", f"<p>{SECRET}</p>")], **facts)
    make.approve(page, by=maria)
    approvals.publish(page, by=maria, at=make.NOW)
    page.save_revision(user=ratna)
    approvals.withdraw(page, by=maria, at=make.NOW, reason="Keliru.")
    Picture.objects.filter(pk=mine.pk).update(file_hash="0" * 40)
    page = NewsPage.objects.get(pk=page.pk)
    redact(page, by=maria)
    assert "Melati" not in stored()
    assert said() == []


def test_a_page_that_ended_by_its_date_loses_its_own_text_too(
    ratna: User, maria: User
) -> None:
    body = [("paragraph", f"<p>{SECRET}</p>")]
    page = make.news(by=ratna, body=body, expire_at=LATER)
    make.approve(page, by=maria)
    approvals.publish(page, by=maria, at=make.NOW)
    schedule.release_due(LATER)
    redact(NewsPage.objects.get(pk=page.pk), by=maria)
    assert "Melati" not in stored()
    assert said() == []


def test_who_wrote_a_blanked_draft_does_not_approve_the_next(
    page: NewsPage, ratna: User, maria: User
) -> None:
    write(page, by=maria, paragraph="Kata Maria.")
    write(page, by=ratna, paragraph="Kata Maria. Titik.")
    revisions = page.revisions.count()
    redact(page, by=maria)
    assert page.revisions.count() == revisions
    with pytest.raises(NotAllowed, match=r"wrote|menulis"):
        make.approve(NewsPage.objects.get(pk=page.pk), by=maria)
    with pytest.raises(IntegrityError, match="on record"), transaction.atomic():
        page.revisions.order_by("-pk")[1].delete()


# --- the triggers ----------------------------------------------------------


@pytest.mark.parametrize(
    "change",
    [
        "content = '{}'",
        'content = \'{"title": "x"}\'',
        "content = '{}', redacted_at = '2026-11-24 02:00:00+00'",
        "redacted_at = '2026-11-24 02:00:00+00', redacted_reason = 'x'",
        "redacted_reason = 'x'",
        "content = '{\"title\": \"x\"}', redacted_at = '2026-11-24 02:00:00+00', "
        "redacted_reason = 'x'",
    ],
)
def test_an_approved_text_is_blanked_whole_or_not_at_all(
    page: NewsPage, change: str
) -> None:
    with pytest.raises(IntegrityError), connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE core_approval SET {change} WHERE id = %s", [first(page).pk]
        )


@pytest.mark.parametrize("change", ["redacted_at = NULL", "redacted_reason = 'Lain'"])
def test_what_is_redacted_stays_redacted(
    page: NewsPage, maria: User, change: str
) -> None:
    redact(page, by=maria)
    with pytest.raises(IntegrityError), connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE core_approval SET {change} WHERE id = %s", [first(page).pk]
        )


@pytest.mark.parametrize(
    "content",
    [
        {"pk": 0, "title": "—"},
        {"pk": True, "title": "Lain"},
        {"pk": True, "title": "—", "summary": "Lain"},
    ],
)
def test_no_other_text_takes_the_place_of_a_redacted_one(
    page: NewsPage, maria: User, content: dict[str, Any]
) -> None:
    redact(page, by=maria)
    kept = Revision.objects.filter(pk=first(page).revision_id)
    content |= {"pk": page.pk} if content["pk"] is True else {}
    with pytest.raises(IntegrityError), transaction.atomic():
        kept.update(content=content)
    assert kept.get().content == {"pk": page.pk, "title": "—"}


def test_a_text_that_is_not_redacted_keeps_its_revision(page: NewsPage) -> None:
    with pytest.raises(IntegrityError), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE wagtailcore_revision SET content = %s WHERE id = %s",
            [json.dumps({"pk": page.pk, "title": "—"}), first(page).revision_id],
        )


def test_an_approval_is_not_born_redacted(page: NewsPage) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Approval.objects.create(
            page=page,
            act=Approval.PUBLISH,
            digest="0" * 64,
            approved_at=LATER,
            via="desk",
            redacted_at=LATER,
            redacted_reason="x",
        )


def past_the_program(change: Callable[[], Any]) -> None:
    triggers.lift()
    change()
    triggers.install()


def test_a_redaction_that_no_verb_made_is_named(page: NewsPage) -> None:
    Approval.objects.filter(pk=first(page).pk).update(
        content={}, redacted_at=LATER, redacted_reason="x"
    )
    assert said() == [(page.pk, replay.ALTERED)]


def test_a_text_put_back_into_a_redacted_approval_is_named(
    page: NewsPage, maria: User
) -> None:
    redact(page, by=maria)
    row = Approval.objects.filter(pk=first(page).pk)
    past_the_program(lambda: row.update(content={"title": "Lain"}))
    assert said() == [(page.pk, replay.OTHER_TEXT)]


def test_the_screen_says_when_there_is_no_version_to_redact(
    client: Client, ratna: User, maria: User
) -> None:
    item = make.published(by=ratna, approver=maria)
    client.force_login(maria)
    answer: Any = client.get(reverse("core_redact", args=[item.pk]))
    assert answer.status_code == 302
    [said] = get_messages(answer.wsgi_request)
    assert "tidak ada versi" in str(said).lower()
