"""A person outside reads exactly the text that was shown to them, and answers it."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests import make
from tests.files.test_shown import PDF, picture
from wagtail.models import Locale, Page, Revision

from sasando.accounts.models import User
from sasando.core import approvals, redaction, today
from sasando.core.models import Entry
from sasando.core.workflow import NotAllowed
from sasando.files import rights
from sasando.files.models import OfficeDocument, Picture
from sasando.newsroom import asking, sources
from sasando.newsroom.asking import Asked, Said
from sasando.newsroom.models import NewsPage, SourceAnswer, SourceQuestion

pytestmark = pytest.mark.django_db
BODY = [
    ("paragraph", "<p>Warga boleh lewat.</p><p>Truk belum boleh.</p>"),
    ("quote", {"words": "Jalan ini milik kita.", "speaker": "Kepala dinas"}),
]


@pytest.fixture(autouse=True)
def fresh_counts() -> None:
    cache.clear()


@pytest.fixture
def draft(ratna: User) -> NewsPage:
    return make.news(by=ratna, body=BODY)


def ask(page: Page, *, by: User, **facts: Any) -> tuple[SourceQuestion, str]:
    """Return the question and the path of its link; asked now, due in two days."""
    now = timezone.now()
    facts = {
        "name": "Yosefina Contoh",
        "kind": "expert",
        "question": "Benarkah angkanya?",
        "due_at": now + timedelta(days=2),
    } | facts
    at = facts.pop("at", now)
    question, address = asking.ask(page, by=by, at=at, asked=Asked(**facts))
    return question, address.removeprefix("http://localhost")


def said(**facts: Any) -> Said:
    plain = {"name": "Yosefina Contoh", "is_other": False, "verdict": "right"}
    return Said(**plain | facts)


def answered(path: str, **facts: Any) -> dict[str, Any]:
    plain = {"name": "Yosefina Contoh", "who": "named", "verdict": "right"}
    return plain | {"comment": ""} | facts


def write(page: NewsPage, *, by: User, **changes: Any) -> None:
    text = NewsPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    for name, value in changes.items():
        setattr(text, name, value)
    text.save_revision(user=by)


def token_of(path: str) -> str:
    return path.strip("/").split("/")[-1]


# --- the link --------------------------------------------------------------


def test_the_link_holds_256_bits_and_only_its_hash_is_stored(
    draft: NewsPage, ratna: User
) -> None:
    question, path = ask(draft, by=ratna)
    token = token_of(path)
    assert len(token) == 43
    assert question.token_hash == approvals.hash_of(token)
    stored = str(SourceQuestion.objects.values().get())
    logged = str(list(Entry.objects.values("data")))
    assert token not in stored + logged
    assert "Yosefina" not in logged


def test_a_text_of_the_own_unit_alone_is_shown_outside(
    draft: NewsPage, bima: User, maria: User
) -> None:
    with pytest.raises(NotAllowed):
        ask(draft, by=bima)
    assert ask(draft, by=maria)[0].pk


@pytest.mark.parametrize("days", [-1, 0, 61])
def test_a_deadline_lies_within_sixty_days(
    days: int, draft: NewsPage, ratna: User
) -> None:
    with pytest.raises(NotAllowed):
        ask(draft, by=ratna, due_at=timezone.now() + timedelta(days=days))


def test_a_form_that_is_sent_twice_asks_once(draft: NewsPage, ratna: User) -> None:
    question, _path = ask(draft, by=ratna)
    with pytest.raises(NotAllowed):
        ask(draft, by=ratna, form_key=question.form_key)
    assert SourceQuestion.objects.count() == 1


def test_the_mail_speaks_the_language_of_the_text_and_hides_its_title(
    draft: NewsPage, ratna: User, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        question, path = ask(draft, by=ratna, email="ahli@example.org")
    (letter,) = mail.outbox
    assert path in letter.body
    assert "Yth." in letter.body
    assert draft.title not in letter.subject + letter.body
    assert letter.reply_to == [ratna.email]
    question.refresh_from_db()
    assert question.mailed_at


# --- what it opens ---------------------------------------------------------


def test_the_link_shows_the_text_as_it_was_whatever_the_draft_says_now(
    draft: NewsPage, ratna: User, client: Client
) -> None:
    _question, path = ask(draft, by=ratna)
    write(draft, by=ratna, title="Judul baru", body=[("paragraph", "<p>Lain.</p>")])
    page = client.get(f"{path}naskah/")
    text = page.content.decode()
    assert "Jalan baru dibuka" in text
    assert "Truk belum boleh." in text
    assert "Judul baru" not in text
    assert "Yosefina Contoh" in text


def test_nothing_of_it_is_stored_found_or_sent_on(
    draft: NewsPage, ratna: User, client: Client
) -> None:
    _question, path = ask(draft, by=ratna)
    for address in (path, f"{path}naskah/"):
        page = client.get(address)
        assert "no-store" in page["Cache-Control"]
        assert "noindex" in page["X-Robots-Tag"]
        assert page["Referrer-Policy"] == "no-referrer"
        assert 'content="noindex' in page.content.decode()
        assert not page.cookies


def test_the_first_page_holds_nothing_of_the_text(
    draft: NewsPage, ratna: User, client: Client
) -> None:
    question, path = ask(draft, by=ratna)
    text = client.get(path).content.decode()
    assert draft.title not in text
    assert "Warga" not in text
    question.refresh_from_db()
    assert (question.knocks, question.openings) == (1, 0)


def test_an_opening_is_counted_with_its_time_and_nothing_else(
    draft: NewsPage, ratna: User, client: Client
) -> None:
    _question, path = ask(draft, by=ratna)
    for _time in range(3):
        client.get(f"{path}naskah/", REMOTE_ADDR="203.0.113.7")
    client.head(f"{path}naskah/")
    client.get(f"{path}naskah/", headers={"Sec-Purpose": "prefetch"})
    row = SourceQuestion.objects.values().get()
    assert row["openings"] == 3
    assert row["opened_at"]
    assert "203.0.113.7" not in str(row)
    assert not SourceAnswer.objects.exists()


def test_each_part_is_numbered_and_can_be_answered(
    draft: NewsPage, ratna: User, client: Client
) -> None:
    _question, path = ask(draft, by=ratna)
    text = client.get(f"{path}naskah/").content.decode()
    assert [f'name="part-{n}"' in text for n in (1, 2, 3, 4)] == [True] * 3 + [False]


def test_an_english_text_is_shown_in_english(
    draft: NewsPage, ratna: User, client: Client
) -> None:
    english, _made = Locale.objects.get_or_create(language_code="en")
    section = draft.get_parent()
    section.get_parent().specific.copy_for_translation(english)
    section.specific.copy_for_translation(english)
    twin = draft.copy_for_translation(english)
    _question, path = ask(twin.specific, by=ratna)
    page = client.get(f"{path}naskah/")
    assert page["Content-Language"] == "en"
    assert '<html lang="en">' in page.content.decode()
    assert "Your answer" in page.content.decode()


def test_an_embargo_is_told_before_anything_else(
    draft: NewsPage, ratna: User, client: Client
) -> None:
    write(draft, by=ratna, embargo_until=timezone.now() + timedelta(days=9))
    _question, path = ask(draft, by=ratna, kind="journalist")
    assert "diembargo sampai" in client.get(path).content.decode()
    assert "diembargo sampai" in client.get(f"{path}naskah/").content.decode()


def test_pictures_and_documents_come_through_the_link_and_end_with_it(
    ratna: User, client: Client
) -> None:
    own, other = picture(), picture()
    file = ContentFile(PDF, name="a.pdf")
    paper = OfficeDocument.objects.create(title="Jadwal", file=file)
    link = f'<p><a linktype="document" id="{paper.pk}">Jadwal</a></p>'
    draft = make.news(
        by=ratna, picture=own, picture_alt="Orang menenun", body=[("paragraph", link)]
    )
    question, path = ask(draft, by=ratna)
    text = client.get(f"{path}naskah/").content.decode()
    assert "/media/" not in text
    assert "/dokumen/berkas/" not in text
    files = re.findall(rf"{path}(?:gambar|berkas)/\d+/", text)
    assert len(files) > 2
    for address in files:
        answer = client.get(address)
        assert answer.status_code == 200
        assert "no-store" in answer["Cache-Control"]
    unseen = other.get_rendition("width-360")
    assert client.get(f"{path}gambar/{unseen.pk}/").status_code == 404
    asking.withdraw(question, by=ratna, at=timezone.now())
    assert {client.get(address).status_code for address in files} == {410}


def test_a_picture_that_is_another_since_is_not_shown(
    ratna: User, client: Client
) -> None:
    own = picture()
    draft = make.news(by=ratna, picture=own, picture_alt="Orang menenun")
    _question, path = ask(draft, by=ratna)
    assert "berubah setelah tautan" not in client.get(f"{path}naskah/").content.decode()
    Picture.objects.filter(pk=own.pk).update(file_hash="0" * 40)
    text = client.get(f"{path}naskah/").content.decode()
    assert "berubah setelah tautan" in text
    for address in re.findall(rf"{path}gambar/\d+/", text):
        assert client.get(address).status_code == 404


def test_a_picture_without_consent_is_not_shown_any_more(
    ratna: User, client: Client
) -> None:
    child, other = picture(), picture()
    image = {"picture": child, "alt": "Anak lain", "caption": "", "credit": ""}
    body = [("image", image | {"picture": other}), ("image", image)]
    facts = {"picture": child, "picture_alt": "Seorang anak membaca", "body": body}
    _question, path = ask(make.news(by=ratna, **facts), by=ratna)
    before = client.get(f"{path}naskah/").content.decode()
    now = timezone.now()
    consent = {"consent": "withdrawn", "consent_by": "Ibu", "rights": "own"}
    rights.state(child, by=None, at=now, **consent, withdrawn_on=now.date())
    after = client.get(f"{path}naskah/").content.decode()
    left = {address: client.get(address).status_code for address in files_in(before)}
    assert set(left.values()) == {200, 404}
    assert all(left[address] == 200 for address in files_in(after))
    assert after.count("tidak ditampilkan lagi") == 2
    assert before.count('name="part-') == after.count('name="part-') == 2


def files_in(html: str) -> list[str]:
    return re.findall(r'(?:src="|srcset="|, )([^"\s]*/gambar/\d+/)', html)


# --- what comes back -------------------------------------------------------


def test_a_confirmation_and_comments_are_kept_without_an_account(
    draft: NewsPage, ratna: User
) -> None:
    question, path = ask(draft, by=ratna)
    guest = Client(enforce_csrf_checks=True)
    facts = answered(path, verdict="change", comment="Tanggalnya salah.")
    facts |= {"part-2": "Truk kecil boleh.", "part-77": "x", "part-x": "y"}
    done = guest.post(f"{path}naskah/", facts)
    assert done.status_code == 302
    assert "Terima kasih" in guest.get(done["Location"]).content.decode()
    answer = SourceAnswer.objects.get()
    assert answer.comment == "Tanggalnya salah."
    assert answer.parts == [[2, "Truk belum boleh.", "Truk kecil boleh."]]
    assert (answer.number, answer.is_other, answer.text_had_changed) == (
        1,
        False,
        False,
    )
    logged = Entry.objects.for_instance(draft).get(action="source.answered")
    assert logged.user is None
    assert logged.data["question"] == question.pk


@pytest.mark.parametrize(
    "facts",
    [
        {"name": ""},
        {"verdict": ""},
        {"verdict": "change", "part-1": " "},
        {"verdict": "change", "comment": "x" * 4000}
        | {f"part-{n}": "y" * 2000 for n in range(1, 20)},
    ],
)
def test_a_refused_answer_is_given_back_as_it_was_typed(
    facts: dict[str, str], draft: NewsPage, ratna: User, client: Client
) -> None:
    _question, path = ask(draft, by=ratna)
    page = client.post(f"{path}naskah/", answered(path, **{"part-1": "Ingat."} | facts))
    assert page.status_code == 200
    assert 'role="alert"' in page.content.decode()
    assert facts.get("part-1", "Ingat.").strip()[:9] in page.content.decode()
    assert not SourceAnswer.objects.exists()


def test_an_answer_to_an_older_version_says_so(
    draft: NewsPage, ratna: User, client: Client
) -> None:
    question, path = ask(draft, by=ratna)
    write(draft, by=ratna, summary="Lebih jelas.")
    client.post(f"{path}naskah/", answered(path))
    assert SourceAnswer.objects.get().text_had_changed
    client.force_login(ratna)
    screen = client.get(reverse("newsroom_sources", args=[draft.pk])).content.decode()
    assert "naskah yang lebih lama" in screen
    compare = [draft.pk, question.revision_id, "latest"]
    assert reverse("wagtailadmin_pages:revisions_compare", args=compare) in screen


def test_ten_people_with_one_link_are_told_apart_as_far_as_they_say(
    draft: NewsPage, ratna: User, client: Client
) -> None:
    question, path = ask(draft, by=ratna)
    for number in range(10):
        client.get(f"{path}naskah/")
        other = {"who": "other", "name": f"Orang {number}"} if number else {}
        # Ten within ten minutes are as many as one link takes.
        assert client.post(f"{path}naskah/", answered(path, **other)).status_code == 302
    assert client.post(f"{path}naskah/", answered(path)).status_code == 429
    question.refresh_from_db()
    assert question.was_passed_on
    answers = list(SourceAnswer.objects.all())
    assert [each.is_other for each in answers] == [False] + [True] * 9
    client.force_login(ratna)
    screen = client.get(reverse("newsroom_sources", args=[draft.pk])).content.decode()
    assert "mungkin diteruskan" in screen
    assert screen.count("Dari orang lain") == 9


def test_a_second_answer_in_the_same_name_is_marked(
    draft: NewsPage, ratna: User
) -> None:
    _question, path = ask(draft, by=ratna)
    first = asking.answer(token_of(path), at=timezone.now(), said=said())
    second = asking.answer(token_of(path), at=timezone.now(), said=said())
    assert not first.may_be_other
    assert second.may_be_other


def test_no_link_brings_more_than_twenty_answers(draft: NewsPage, ratna: User) -> None:
    question, path = ask(draft, by=ratna)
    SourceQuestion.objects.filter(pk=question.pk).update(taken=19)
    asking.answer(token_of(path), at=timezone.now(), said=said())
    with pytest.raises(NotAllowed):
        asking.answer(token_of(path), at=timezone.now(), said=said())


# --- the end of a link -----------------------------------------------------


def ends(path: str, client: Client) -> str:
    """Return what the closed page says; a refused answer is given back."""
    assert client.get(path).status_code == 410
    assert client.get(f"{path}naskah/").status_code == 410
    page = client.post(f"{path}naskah/", answered(path, comment="Sudah kutulis."))
    assert page.status_code == 410
    assert "Sudah kutulis." in page.content.decode()
    assert not SourceAnswer.objects.exists()
    return page.content.decode()


def test_a_link_ends_when_it_is_withdrawn(
    draft: NewsPage, ratna: User, bima: User, client: Client
) -> None:
    question, path = ask(draft, by=ratna)
    with pytest.raises(NotAllowed):
        asking.withdraw(question, by=bima, at=timezone.now())
    assert client.get(path).status_code == 200
    asking.withdraw(question, by=ratna, at=timezone.now())
    assert "menarik tautan" in ends(path, client)
    with pytest.raises(NotAllowed):
        asking.withdraw(question, by=ratna, at=timezone.now())


def test_a_link_ends_at_its_deadline(
    draft: NewsPage, ratna: User, client: Client
) -> None:
    past = timezone.now() - timedelta(days=3)
    _question, path = ask(draft, by=ratna, at=past, due_at=past + timedelta(days=1))
    assert "sudah lewat" in ends(path, client)


def test_a_link_ends_at_publication_and_leads_to_what_is_out(
    draft: NewsPage, ratna: User, maria: User, client: Client
) -> None:
    _question, path = ask(draft, by=ratna)
    now = timezone.now()
    make.approve(draft, by=maria, at=now)
    assert client.get(path).status_code == 200
    approvals.publish(draft, by=maria, at=now)
    text = ends(path, client)
    assert NewsPage.objects.get(pk=draft.pk).url in text


def test_a_new_draft_of_what_is_out_can_be_asked_about(
    ratna: User, maria: User, client: Client
) -> None:
    live = make.published(by=ratna, approver=maria)
    write(live, by=ratna, summary="Lebih jelas.", change="real", change_note="Jelas.")
    _question, path = ask(live, by=ratna)
    assert "Lebih jelas." in client.get(f"{path}naskah/").content.decode()


def test_a_wrong_link_opens_nothing(client: Client, db: None) -> None:
    for token in ("x", "a" * 43, "%3Cscript%3E"):
        page = client.get(f"/narasumber/{token}/naskah/")
        assert page.status_code == 410
        assert "<script>" not in page.content.decode()


def test_a_program_that_opens_a_link_without_end_is_slowed(
    draft: NewsPage, ratna: User, client: Client
) -> None:
    question, path = ask(draft, by=ratna)
    statuses = [client.get(path).status_code for _time in range(61)]
    assert statuses == [200] * 60 + [429]
    question.refresh_from_db()
    assert question.knocks == 60


def test_redaction_blanks_what_sources_were_shown(ratna: User, maria: User) -> None:
    live = make.published(by=ratna, approver=maria)
    write(live, by=ratna, summary="Lebih jelas.", change="real", change_note="Jelas.")
    question, path = ask(live, by=ratna)
    asking.answer(token_of(path), at=timezone.now(), said=said(comment="Nama anak."))
    live = NewsPage.objects.get(pk=live.pk)
    make.approve(live, by=maria)
    approvals.publish(live, by=maria, at=make.NOW)
    first = live.versions().first()
    redaction.redact(
        live, by=maria, at=make.NOW, approval=first, reason="Ada nama anak."
    )
    question.refresh_from_db()
    assert question.content == {}
    assert question.withdrawn_at
    assert SourceAnswer.objects.get().comment == ""


# --- the desk --------------------------------------------------------------


def test_the_desk_makes_a_link_and_sees_it_once(
    draft: NewsPage, ratna: User, client: Client
) -> None:
    client.force_login(ratna)
    address = reverse("newsroom_ask_source", args=[draft.pk])
    form = client.get(address).context["form"]
    due = timezone.localtime() + timedelta(days=2)
    facts = {
        "name": "Yosefina Contoh",
        "kind": "unit",
        "question": "Benarkah?",
        "due_at": f"{due:%d-%m-%Y %H:%M}",
        "form_key": str(form["form_key"].value()),
    }
    shown = client.post(address, facts)
    assert shown.status_code == 200
    assert "/narasumber/" in shown.content.decode()
    again = client.post(address, facts)
    assert "baru saja" in again.content.decode()
    listed = client.get(reverse("newsroom_sources", args=[draft.pk])).content.decode()
    assert "Yosefina Contoh" in listed
    token = token_of(shown.context["address"])
    assert token not in listed
    question = SourceQuestion.objects.get()
    client.post(reverse("newsroom_withdraw_source", args=[question.pk]))
    assert client.get(f"/narasumber/{token}/").status_code == 410


def test_a_get_withdraws_and_reads_nothing(
    draft: NewsPage, ratna: User, client: Client
) -> None:
    question, path = ask(draft, by=ratna)
    answer = asking.answer(token_of(path), at=timezone.now(), said=said())
    client.force_login(ratna)
    client.get(reverse("newsroom_withdraw_source", args=[question.pk]))
    client.get(reverse("newsroom_read_answer", args=[answer.pk]))
    question.refresh_from_db()
    answer.refresh_from_db()
    assert (question.withdrawn_at, answer.read_at) == (None, None)


def test_another_unit_sees_no_questions(
    draft: NewsPage, bima: User, client: Client
) -> None:
    client.force_login(bima)
    for name in ("newsroom_sources", "newsroom_ask_source"):
        assert client.get(reverse(name, args=[draft.pk])).status_code in {302, 403}


def texts(user: User, at: Any) -> dict[str, list[str]]:
    found = {group.value: [] for group in today.Group}  # type: ignore[var-annotated]
    for line in sources.waiting(user, at):
        found[line.group].append(line.text)
    return found


def test_hari_ini_names_new_answers_and_what_is_due(
    draft: NewsPage, ratna: User, maria: User, client: Client
) -> None:
    now = timezone.now()
    _question, path = ask(draft, by=ratna, due_at=now + timedelta(days=1))
    assert texts(ratna, now)["today"] == texts(ratna, now)["new"] == []
    tomorrow = now + timedelta(days=1, minutes=1)
    assert len(texts(ratna, tomorrow)["late"]) == 1
    assert texts(ratna, now + timedelta(days=9))["late"] == []
    assert texts(maria, tomorrow)["late"] == []
    asking.answer(token_of(path), at=now, said=said())
    other = said(name="Yosef Lada", is_other=True)
    answer = asking.answer(token_of(path), at=now, said=other)
    [text] = texts(ratna, now)["new"]
    assert ("Yosef Lada" in text, "Yosefina" in text) == (True, False)
    SourceAnswer.objects.exclude(pk=answer.pk).update(read_at=now)
    assert texts(ratna, tomorrow)["late"] == []
    client.force_login(ratna)
    client.post(reverse("newsroom_read_answer", args=[answer.pk]))
    assert texts(ratna, now)["new"] == []


def test_hari_ini_names_a_link_that_was_opened_too_often_while_it_opens(
    draft: NewsPage, ratna: User, maria: User
) -> None:
    now = timezone.now()
    question, _path = ask(draft, by=ratna, due_at=now + timedelta(days=3))

    def told(user: User, openings: int, at: Any = now) -> list[str]:
        SourceQuestion.objects.filter(pk=question.pk).update(openings=openings)
        return [line.text for line in sources.passed_on(user, at)]

    assert told(ratna, sources.OFTEN - 1) == []
    [said] = told(ratna, sources.OFTEN)
    assert f"{sources.OFTEN} kali" in said
    assert question.name in said
    assert "newsroom.passed_on" in today.SOURCES
    assert told(maria, sources.OFTEN) == []
    assert told(ratna, sources.OFTEN, now + timedelta(days=4)) == []
    asking.withdraw(question, by=ratna, at=now)
    assert told(ratna, sources.OFTEN) == []


@pytest.mark.parametrize("number", [3, 60])
def test_the_screen_and_hari_ini_cost_the_same_for_many(
    number: int,
    draft: NewsPage,
    ratna: User,
    client: Client,
    django_assert_max_num_queries: Any,
) -> None:
    for _each in range(number):
        _question, path = ask(draft, by=ratna)
        asking.answer(token_of(path), at=timezone.now(), said=said())
    with django_assert_max_num_queries(2):
        list(sources.waiting(ratna, timezone.now()))
    SourceQuestion.objects.update(openings=sources.OFTEN)
    with django_assert_max_num_queries(1):
        assert len(list(sources.passed_on(ratna, timezone.now()))) == min(number, 50)
    client.force_login(ratna)
    address = reverse("newsroom_sources", args=[draft.pk])
    client.get(address)
    with django_assert_max_num_queries(26) as seen:
        client.get(address)
    own = [each for each in seen if '"newsroom_source' in each["sql"]]
    assert len(own) == 2


def test_a_deleted_draft_takes_its_questions_along(
    draft: NewsPage, ratna: User
) -> None:
    ask(draft, by=ratna)
    NewsPage.objects.get(pk=draft.pk).delete()
    assert not SourceQuestion.objects.exists()
    assert Revision.objects.filter(object_id=str(draft.pk)).count() == 0
