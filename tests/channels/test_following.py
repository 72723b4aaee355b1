"""The own site and feeds as channels; and what is told when a page of posts changed."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from tests import make
from tests.channels.saying import by_hand
from tests.channels.stage import Stage, run
from tests.channels.test_sharing import published, share
from tests.website import storing

from sasando.accounts.models import User
from sasando.channels import answering, following, sharing, workflow
from sasando.channels.models import Channel, Content, Delivery
from sasando.channels.workflow import Connection
from sasando.core import approvals
from sasando.core.refusals import NotAllowed
from sasando.newsroom.models import NewsPage

pytestmark = pytest.mark.django_db(transaction=True)
SOON = timedelta(seconds=10)


def ours(kind: str) -> Channel:
    connection = Connection(kind=kind, name=kind)
    return workflow.connect(None, connection, by=None, at=timezone.now())


def only(content: Content) -> Delivery:
    return content.deliveries.select_related("channel", "content").get()


@pytest.fixture
def store(settings: Any, tmp_path: Any) -> None:
    settings.PAGE_STORE = tmp_path / "site"


@pytest.mark.parametrize("kind", ["website", "feeds"])
def test_the_site_says_published_when_readers_get_the_stored_bytes(
    store: None, ratna: User, maria: User, kind: str
) -> None:
    page = published(ratna, maria, title="Pasar dibuka")
    content = share(page, ours(kind), by=ratna)
    workflow.approve(content, by=maria, at=timezone.now())
    run()
    # It is public, and no byte of it lies where a reader would get it.
    assert only(content).status == "scheduled"
    storing.fill(at=timezone.now())
    run(timezone.now() + SOON)
    row = only(content)
    where = {"website": "/berita/pasar-dibuka/", "feeds": "/berita/rss.xml"}[kind]
    assert (row.status, row.permalink) == ("published", f"http://localhost{where}")
    path = row.permalink.removeprefix("http://localhost")
    assert "Pasar dibuka" in storing.text(path)


def test_what_is_no_page_cannot_be_said_on_the_site(ratna: User) -> None:
    saying = workflow.Saying(text="Halo", channels=[ours("website").pk])
    with pytest.raises(NotAllowed, match=r"Sebarkan ke kanal|Share on channels"):
        workflow.write(None, saying, by=ratna, at=timezone.now())


def test_a_standard_page_stands_on_the_site_and_in_no_feed(
    ratna: User, maria: User
) -> None:
    about = make.standing(by=ratna, approver=maria, below=make.site())
    content = share(about, ours("website"), ours("feeds"), by=ratna)
    workflow.approve(content, by=maria, at=timezone.now())
    run()
    states = {
        row.channel.kind: row.status
        for row in content.deliveries.select_related("channel")
    }
    assert states == {"website": "published", "feeds": "failed"}


def test_taking_back_from_the_site_is_a_task_that_the_withdrawal_closes(
    client: Client, ratna: User, maria: User
) -> None:
    page = published(ratna, maria)
    content = share(page, ours("website"), by=ratna)
    workflow.approve(content, by=maria, at=timezone.now())
    run()
    workflow.recall(only(content), by=maria, at=timezone.now())
    run()
    row = only(content)
    assert (row.status, row.problem, row.due_at) == (
        "recall_requested",
        "withdraw_page",
        None,
    )
    # Nobody's word goes around the newsroom.
    with pytest.raises(NotAllowed):
        workflow.confirm_deleted(row, by=maria, at=timezone.now())
    assert NewsPage.objects.get(pk=page.pk).live
    client.force_login(maria)
    shown = client.get(reverse("channels_content", args=[content.pk])).content.decode()
    assert reverse("core_withdraw", args=[page.pk]) in shown
    approvals.withdraw(page, reason="Salah.", by=maria, at=timezone.now())
    following.follow(timezone.now())
    run()
    assert only(content).status == "recalled"


def test_a_withdrawn_page_is_not_published_on_the_site_any_more(
    ratna: User, maria: User
) -> None:
    page, channel = published(ratna, maria), ours("website")
    contents = [share(page, channel, by=ratna) for _again in range(2)]
    for content in contents:
        workflow.approve(content, by=maria, at=timezone.now())
    run()
    assert [only(content).status for content in contents] == ["published"] * 2
    approvals.withdraw(page, reason="Salah.", by=maria, at=timezone.now())
    following.follow(timezone.now())
    run()
    assert [only(content).status for content in contents] == ["recalled"] * 2


# --- what became of the page --------------------------------------------------------


def posted(page: Any, ratna: User, maria: User) -> Content:
    """Return a content of a page that somebody posted by hand."""
    content = share(page, by_hand(), by=ratna)
    workflow.approve(content, by=maria, at=timezone.now())
    run()
    link = f"https://example.org/p/{content.pk}"
    answering.posted(only(content), link, by=None, at=timezone.now())
    return content


def told(user: User) -> list[str]:
    return [line.text for line in following.pages(user, timezone.now())]


def correct(page: Any, maria: User, ratna: User) -> None:
    page.title, page.change, page.change_note = "Jalan baru", "real", "Judul"
    page.save_revision(user=ratna)
    make.approve(page, by=maria, at=timezone.now())
    approvals.publish(page, by=maria, at=timezone.now())


def test_a_withdrawal_offers_to_take_the_posts_back_and_takes_none_itself(
    client: Client, ratna: User, maria: User
) -> None:
    page = published(ratna, maria)
    content = posted(page, ratna, maria)
    assert told(maria) == []
    approvals.withdraw(page, reason="Salah.", by=maria, at=timezone.now())
    following.follow(timezone.now())
    run()
    assert only(content).status == "published"
    [line] = following.pages(maria, timezone.now())
    assert line.is_alarm
    client.force_login(maria)
    client.post(reverse("channels_page_step", args=[content.pk, "tarik-semua"]))
    run()
    assert (only(content).status, only(content).problem) == (
        "recall_requested",
        "delete_by_hand",
    )
    assert told(maria) == []


def test_a_correction_is_told_until_somebody_changed_the_posts_or_let_them_stand(
    client: Client, ratna: User, maria: User
) -> None:
    page = published(ratna, maria)
    content = posted(page, ratna, maria)
    correct(page, maria, ratna)
    assert len(told(maria)) == len(told(ratna)) == 1
    client.force_login(ratna)
    there = reverse("channels_revise", args=[content.pk])
    shown = client.get(f"{there}?dari-halaman").content.decode()
    assert "Jalan baru" in shown
    sharing.page_seen(content, by=maria, at=timezone.now())
    assert told(maria) == []


def test_a_page_that_goes_out_as_it_was_shared_is_no_correction(
    stage: Stage, ratna: User, maria: User
) -> None:
    page = published(ratna, maria)
    content = share(page, stage.channel(), by=ratna)
    workflow.approve(content, by=maria, at=timezone.now())
    run()
    assert only(content).status == "published"
    assert told(maria) == []
    assert following.what_became(content) == ""


def test_a_content_of_a_page_costs_ten_queries_when_its_page_was_withdrawn(
    client: Client, ratna: User, maria: User
) -> None:
    page = published(ratna, maria)
    content = share(page, *(by_hand(f"Kanal {n}") for n in range(12)), by=ratna)
    workflow.approve(content, by=maria, at=timezone.now())
    run()
    for row in content.deliveries.all():
        answering.posted(row, f"https://example.org/p/{row.pk}", by=None, at=make.NOW)
    approvals.withdraw(page, reason="Salah.", by=maria, at=timezone.now())
    client.force_login(maria)
    there = reverse("channels_content", args=[content.pk])
    client.get(there)
    with CaptureQueriesContext(connection) as asked:
        shown = client.get(there).content.decode()
    assert reverse("channels_page_step", args=[content.pk, "tarik-semua"]) in shown
    assert len(asked) <= 10, [one["sql"][:120] for one in asked]


@pytest.mark.parametrize("number", [3, 40])
def test_the_lines_of_today_cost_one_query_at_any_size(
    ratna: User, maria: User, number: int, django_assert_num_queries: Any
) -> None:
    page, channel = published(ratna, maria), by_hand()
    for _each in range(number):
        content = share(page, channel, by=ratna)
        content.deliveries.update(status="published", due_at=None)
    approvals.withdraw(page, reason="Salah.", by=maria, at=timezone.now())
    maria.has_perm("channels.page_seen")
    with django_assert_num_queries(1):
        assert len(told(maria)) == number


def test_who_has_no_part_in_it_is_told_nothing(ratna: User, maria: User) -> None:
    page = published(ratna, maria)
    posted(page, ratna, maria)
    approvals.withdraw(page, reason="Salah.", by=maria, at=timezone.now())
    other = make.person("Yosef Contoh", "writer")
    assert told(other) == []


# --- the screen -----------------------------------------------------------------------


def test_from_the_page_a_writer_comes_to_a_draft_with_its_words(
    client: Client, ratna: User, maria: User
) -> None:
    page, channel = published(ratna, maria, title="Pasar dibuka"), by_hand()
    sharing.keep_hashtags(page.unit, "#Kupang", by=None, at=timezone.now())
    client.force_login(ratna)
    edit = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    there = reverse("channels_share", args=[page.pk])
    assert there in edit.content.decode()
    shown = client.get(there).content.decode()
    assert "Pasar dibuka" in shown
    assert "#Kupang" in shown
    said = {"text": "Pasar dibuka!", "hashtags": "#Kupang", "channels": [channel.pk]}
    answer = client.post(there, said)
    content = Content.objects.get()
    assert answer.url == reverse("channels_content", args=[content.pk])  # type: ignore[attr-defined]
    assert content.page_id == page.pk
    page_of_post = client.get(answer.url).content.decode()  # type: ignore[attr-defined]
    assert "http://localhost/s/" in page_of_post
    assert "#Kupang" in page_of_post


def test_a_channel_for_films_is_not_chosen_for_a_page(
    client: Client, ratna: User, maria: User
) -> None:
    page, usual = published(ratna, maria, title="Pasar dibuka"), by_hand()
    films = Channel.objects.create(
        kind="youtube", name="Video", account_id="UC1", created_at=timezone.now()
    )
    client.force_login(ratna)
    form = client.get(reverse("channels_share", args=[page.pk])).context["form"]
    assert form["channels"].initial == [usual.pk]
    assert (films.pk, "Video (YouTube)") in form.fields["channels"].choices


def test_a_form_that_is_sent_twice_is_one_post_and_the_next_one_is_told_of_it(
    client: Client, ratna: User, maria: User
) -> None:
    page, channel = published(ratna, maria, title="Pasar dibuka"), by_hand()
    client.force_login(ratna)
    there = reverse("channels_share", args=[page.pk])
    said = {"text": "Pasar dibuka!", "channels": [channel.pk], "key": "ab" * 16}
    first, second = client.post(there, said), client.post(there, said)
    content = Content.objects.get()
    assert first.url == second.url  # type: ignore[attr-defined]
    client.get(there)
    with CaptureQueriesContext(connection) as asked:
        shown = client.get(there).content.decode()
    assert reverse("channels_content", args=[content.pk]) in shown
    assert len(asked) <= 20, [one["sql"][:100] for one in asked]


def test_a_draft_has_no_button_and_its_address_says_why(
    client: Client, ratna: User
) -> None:
    item = make.news(by=ratna)
    client.force_login(ratna)
    there = reverse("channels_share", args=[item.pk])
    edit = client.get(reverse("wagtailadmin_pages:edit", args=[item.pk]))
    assert there not in edit.content.decode()
    assert client.get(there).status_code in {302, 403}


def test_what_is_no_hashtag_is_said_at_its_unit_and_the_others_are_kept(
    client: Client, maria: User
) -> None:
    units = [make.unit("Dinas Pariwisata"), make.unit("Dinas Kesehatan")]
    admin = make.person("Adam Contoh", "channel_admin")
    client.force_login(admin)
    there = reverse("channels_hashtags")
    said = {f"unit-{units[0].pk}": "#Visit NTT", f"unit-{units[1].pk}": "#dua-kata"}
    page = client.post(there, said).content.decode()
    assert "#dua-kata" in page
    assert sharing.hashtags_of(units[0].pk) == "#Visit #NTT"
    assert sharing.hashtags_of(units[1].pk) == ""
