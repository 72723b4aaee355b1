"""The demo is the largest integration test: an office built by the verbs of people."""

import gc
import stat
from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.core.mail import send_mail
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from wagtail.models import Page, PageLogEntry, Revision

from sasando.accounts.models import Assignment, Unit, User
from sasando.accounts.roles import Role
from sasando.channels.management.commands.sandbox import shelf_folder
from sasando.channels.models import Channel, Delivery, MetricSnapshot
from sasando.channels.sandbox.keeping import Shelf
from sasando.channels.sandbox.platforms import PLATFORMS
from sasando.channels.sandbox.world import World
from sasando.core import approvals, entries, publication
from sasando.core.models import Approval, Entry, Holiday, Review
from sasando.core.workflow import NotAllowed
from sasando.demo.build import Built, build, unmailed
from sasando.files.models import Picture
from sasando.newsroom.models import (
    Coverage,
    Idea,
    NewsPage,
    Parcel,
    Reply,
    Translation,
    UrgentPublication,
)
from sasando.website.models import OfficeSettings

pytestmark = pytest.mark.usefixtures("demo")


def published() -> list[NewsPage]:
    """Return what a second person approved; one item went out without."""
    alone = UrgentPublication.objects.values("page")
    rows = NewsPage.objects.live().exclude(pk__in=alone)
    return list(rows.select_related("locale"))


def text_of(page: NewsPage) -> str:
    return f"{page.title} {page.summary} {page.body.render_as_block()}"


# Wagtail leaves the temporary file of each picture size to the garbage collector.
@pytest.mark.audit
@pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")
def test_every_public_page_answers_in_both_languages() -> None:
    client = Client()
    pages = Page.objects.live().filter(depth__gt=1).select_related("locale")
    languages = set()
    for page in pages:
        answer = client.get(page.get_url_parts()[2])
        assert answer.status_code == 200, page.title
        assert f'lang="{page.locale.language_code}"' in answer.content.decode()
        languages.add(page.locale.language_code)
    assert languages == {"id", "en"}
    gc.collect()


def test_there_are_eight_items_and_three_english_ones() -> None:
    codes = [page.locale.language_code for page in published()]
    assert (codes.count("id"), codes.count("en")) == (8, 3)


def test_no_author_approved_an_own_text() -> None:
    for page in published():
        revisions = Revision.page_revisions.filter(object_id=str(page.pk))
        wrote = set(revisions.values_list("user_id", flat=True)) | {page.owner_id}
        wrote |= set(page.authors.values_list("user_id", flat=True))
        approval = Approval.objects.in_force().get(page=page)
        assert approval.via == "workflow"
        assert approval.approved_by_id is not None
        assert approval.approved_by_id not in wrote, page.title


def test_the_chain_holds() -> None:
    proof = entries.verify(Entry)
    assert proof.faults == ()
    assert proof.entries > 30


def test_every_published_text_is_the_approved_one() -> None:
    assert publication.unapproved(Page.objects.all()) == []


def test_published_dates_are_those_of_the_approvals(today: date) -> None:
    for page in published():
        approval = Approval.objects.in_force().get(page=page)
        assert page.first_published_at == approval.approved_at
        age = today - timezone.localdate(page.first_published_at)
        assert timedelta(days=1) <= age <= timedelta(days=30)
        stamps = PageLogEntry.objects.filter(page=page)
        assert max(stamps.values_list("timestamp", flat=True)) == approval.approved_at


def test_nothing_is_missing_from_a_published_text() -> None:
    for page in published():
        page.change = "small"  # Asked of what is out already.
        assert page.lacks() == []
        assert page.picture.caption
        assert page.picture.photographer
        assert len(text_of(page)) > 900, page.title


def test_no_filler_and_no_placeholder_is_left() -> None:
    for page in NewsPage.objects.all():
        words = text_of(page.get_latest_revision_as_object()).lower()
        for filler in ("lorem", "ipsum", "todo", "{+", "{-", "**", "xxx"):
            assert filler not in words, page.title


def test_english_items_are_written_anew() -> None:
    for twin in NewsPage.objects.live().filter(locale__language_code="en"):
        original = twin.get_translation(page_locale("id"))
        for field in ("title", "slug", "summary", "picture_alt"):
            assert getattr(twin, field) != getattr(original, field)


def page_locale(code: str) -> Any:
    return NewsPage.objects.filter(locale__language_code=code).first().locale


def test_a_draft_is_in_progress_by_two_people() -> None:
    draft = NewsPage.objects.get(slug="perahu-posyandu-alor")
    assert not draft.live
    assert draft.current_workflow_state is None
    assert len(approvals.authors(draft)) == 2


def test_one_item_waits_for_somebody_who_did_not_write_it() -> None:
    waiting = NewsPage.objects.get(slug="jagung-lebih-awal-belu")
    assert not waiting.live
    assert waiting.current_workflow_task_state is not None
    assert approvals.may_approve(waiting, User.objects.get(name="Maria Tefa"))
    assert not approvals.may_approve(waiting, waiting.owner)


def test_one_item_is_approved_and_waits_for_its_embargo(today: date) -> None:
    item = NewsPage.objects.get(slug="bus-perintis-malaka")
    assert not item.live
    assert Approval.objects.in_force().filter(page=item).exists()
    planned = Revision.page_revisions.get(approved_go_live_at__isnull=False)
    assert planned.object_id == str(item.pk)
    assert timezone.localdate(planned.approved_go_live_at) == today + timedelta(days=3)


def test_the_newsroom_is_seen_at_work(today: date) -> None:
    days = dict(Idea.objects.values_list("title", "wished_on"))
    assert sorted(days.values(), key=str) == [today + timedelta(days=9), None]
    answers = Coverage.objects.get().parts.values_list("answer", flat=True)
    assert sorted(answers) == ["accepted", "asked"]
    parcel = Parcel.objects.get()
    assert [page.locale.language_code for page in parcel.pages()] == ["id", "en"]
    received, granted = Reply.objects.order_by("status").reverse()
    assert (received.status, granted.status) == ("received", "granted")
    assert granted.reply_page is not None
    assert not granted.reply_page.live
    assert Review.objects.get(due_on=today).owner is not None
    assert Review.objects.exclude(reviewed_by=None).count() == 1


def test_one_text_went_out_alone_and_waits_for_its_review(today: date) -> None:
    done = UrgentPublication.objects.get()
    assert done.page.live
    assert done.reviewed_by is None
    assert done.at - done.asked_at == timedelta(minutes=95)
    assert done.due_on >= today


def test_every_role_is_held_today(today: date) -> None:
    held = Assignment.objects.current(today).values_list("role", flat=True)
    assert set(held) == set(Role.values)


def test_acting_officials_of_both_kinds_have_dates(today: date) -> None:
    acting = Assignment.objects.current(today).exclude(acting="")
    assert {one.acting for one in acting} == {"plt", "plh"}
    assert all(one.ends_on and one.ends_on > today for one in acting)


def test_everybody_has_a_job_and_an_invented_address() -> None:
    people = User.objects.all()
    assert len(people) >= 14
    for person in people:
        assert person.title
        assert person.email.endswith("@contoh.example.org")
        assert not person.is_superuser


def test_the_groups_follow_the_roles_of_today() -> None:
    plh = User.objects.get(assignments__acting="plh")
    assert [group.name for group in plh.groups.all()] == ["ppid_superior"]


def test_a_unit_that_ended_names_its_successor(today: date) -> None:
    ended = Unit.objects.exclude(pk__in=Unit.objects.valid(today)).get()
    assert ended.successor is not None
    assert ended.successor.valid_from == ended.valid_until + timedelta(days=1)


def test_the_calendar_knows_this_year_and_the_next(today: date) -> None:
    years = set(Holiday.objects.values_list("date__year", flat=True))
    assert years == {today.year - 1, today.year, today.year + 1}


def test_the_office_is_marked_as_an_example() -> None:
    assert OfficeSettings.objects.get().is_example


def test_pictures_are_drawn_anew_under_unguessable_names() -> None:
    for picture in Picture.objects.all():
        assert picture.file_hash
        assert picture.file_size < 160_000
        assert (picture.width, picture.height) == (1600, 1000)
        assert len(picture.file.name) > len("pictures/.webp") + 20


def test_the_list_of_accounts_opens_every_account(demo: Built) -> None:
    assert stat.S_IMODE(demo.accounts.stat().st_mode) == 0o600
    lines = [line.split(" · ") for line in demo.accounts.read_text().splitlines()]
    assert len(lines) == User.objects.count()
    for _roles, name, email, password in lines:
        person = User.objects.get(email=email)
        assert person.name == name
        assert person.check_password(password)
        assert len(password) == len("abcd-efgh-jkmn-pqrs")


def test_a_second_build_is_refused_with_one_sentence(today: date) -> None:
    before = NewsPage.objects.count()
    with pytest.raises(NotAllowed, match=r"^[^.]+\.$"):
        build(today=today)
    assert NewsPage.objects.count() == before


def test_nobody_invented_is_mailed() -> None:
    with unmailed():
        send_mail("Uji", "Uji", None, ["maria@example.org"])
    assert mail.outbox == []
    send_mail("Uji", "Uji", None, ["maria@example.org"])
    assert len(mail.outbox) == 1


def test_the_command_refuses_a_database_that_is_not_empty() -> None:
    said = StringIO()
    with pytest.raises(SystemExit) as end:
        call_command("demo", stderr=said)
    assert end.value.code == 1
    # One sentence, in each language.
    assert said.getvalue().count("\n") == 2


def test_if_empty_leaves_what_is_there_alone() -> None:
    said, before = StringIO(), Entry.objects.count()
    call_command("demo", if_empty=True, stdout=said)
    assert said.getvalue().count("\n") == 2  # one sentence in each language
    assert Entry.objects.count() == before
    assert (settings.DATA / "demo-accounts.txt").exists()


def test_no_english_text_is_called_out_of_date() -> None:
    assert Translation.objects.exists()
    assert not Translation.objects.stale().exists()


# --- channels ---------------------------------------------------------------------


def test_there_are_six_channels_and_five_speak_to_the_double() -> None:
    kinds = set(Channel.objects.values_list("kind", flat=True))
    assert kinds == {
        *("facebook", "instagram", "youtube", "threads", "telegram", "by_hand"),
    }
    here = Channel.objects.filter(base_url__startswith="http://127.0.0.1:8800/")
    assert here.count() == 5


def test_posts_are_out_planned_waiting_and_one_needs_a_person() -> None:
    states = set(Delivery.objects.values_list("status", flat=True))
    assert states == {"published", "scheduled", "draft", "needs_human"}
    assert Delivery.objects.get(status="needs_human").problem == "by_hand"
    planned = Delivery.objects.filter(status="scheduled")
    assert all(one.due_at > timezone.now() for one in planned)


def test_the_double_shows_just_what_the_office_has_published() -> None:
    world = World(PLATFORMS)
    Shelf(shelf_folder()).bring_back(world)
    public = {(row["platform"], row["id"]): row for row in world.ledger()}
    out = Delivery.objects.filter(status="published").select_related("channel")
    assert {(one.channel.kind, one.external_id) for one in out} == set(public)
    for one in out:
        row = public[one.channel.kind, one.external_id]
        assert row["text"].split("\n")[0] in one.payload["text"]
        assert one.published_at
        assert abs(one.published_at.timestamp() - row["created_at"]) < 60


def test_who_wrote_a_post_did_not_approve_it() -> None:
    for one in Delivery.objects.exclude(status="draft").select_related("content"):
        log = Entry.objects.for_instance(one)
        approved = log.get(action="delivery.scheduled")
        assert approved.user_id not in {None, one.content.created_by_id}


def test_each_account_has_figures_of_thirty_days() -> None:
    followers = ("page_follows", "followers_count", "subscriberCount")
    rows = MetricSnapshot.objects.filter(delivery=None, metric__in=followers)
    assert rows.count() in range(4 * 30, 4 * 31 + 1)
    assert MetricSnapshot.objects.exclude(delivery=None).exists()
