"""A page of ours is said on channels: its words, its link, its pictures, its hour."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone
from tests import make
from tests.channels.saying import by_hand, facebook
from tests.channels.stage import Stage, run
from tests.newsroom.test_blocks import image, picture

from sasando.accounts.models import User
from sasando.channels import payloads, sharing, wording, workflow
from sasando.channels.models import Channel, Content, Delivery
from sasando.channels.sharing import Sharing
from sasando.core import approvals, schedule
from sasando.core.models import ShortLink
from sasando.core.refusals import NotAllowed
from sasando.files.rights import Consent
from sasando.newsroom.models import NewsPage

pytestmark = pytest.mark.django_db(transaction=True)
HOUR = timedelta(hours=1)


def published(ratna: User, maria: User, **facts: Any) -> NewsPage:
    return make.published(by=ratna, approver=maria, **facts)


def share(page: Any, *channels: Channel, by: Any, **facts: Any) -> Content:
    at = facts.pop("at", None) or timezone.now()
    gives = sharing.item_of(page, at=at).gives
    facts.setdefault("text", gives.text)
    numbers = [one.pk for one in channels]
    facts = {"channels": numbers} | facts
    return sharing.share(page, Sharing(**facts), by=by, at=at)


def planned(ratna: User, maria: User, *, at: datetime) -> NewsPage:
    """Return a story that goes out an hour after `at`, as was decided then."""
    item = make.news(by=ratna, go_live_at=at + HOUR)
    make.approve(item, by=maria, at=at)
    approvals.publish(item, by=maria, at=at)
    return NewsPage.objects.get(pk=item.pk)


def only(content: Content) -> Delivery:
    return content.deliveries.select_related("channel", "content").get()


def test_a_story_gives_its_words_link_picture_language_and_unit(
    ratna: User, maria: User
) -> None:
    mine, other = picture("Tenun"), picture("Pasar")
    mine.focal_point_x, mine.focal_point_y = mine.width // 4, mine.height // 2
    mine.focal_point_width = mine.focal_point_height = 10
    mine.save()
    body = [("paragraph", "<p>Ramai.</p>"), ("image", image(other))]
    facts = {"picture": mine, "picture_alt": "Ibu menenun kain.", "body": body}
    page = published(ratna, maria, title="Pasar dibuka", **facts)
    gives = sharing.item_of(page, at=timezone.now()).gives
    assert gives.text == "Pasar dibuka\n\nJalan Oelamasi dibuka hari ini."
    assert gives.link.endswith("/berita/pasar-dibuka/")
    assert (gives.language, gives.unit) == ("id", page.unit_id)
    assert [(one.key, one.alt) for one in gives.pictures] == [
        (mine.pk, "Ibu menenun kain."),
        (other.pk, image(other)["alt"]),
    ]
    assert [one.focus for one in gives.pictures] == [(25, 50), None]
    content = share(page, by_hand(), by=ratna, pictures=[mine.pk])
    assert content.media.get().alt == "Ibu menenun kain."
    assert (content.page_id, content.unit_id) == (page.pk, page.unit_id)


def test_a_draft_is_not_shared(ratna: User) -> None:
    item = make.news(by=ratna)
    with pytest.raises(NotAllowed, match=r"not out yet|belum terbit"):
        share(item, by_hand(), by=ratna, text="Kabar")
    assert not Content.objects.exists()


@pytest.mark.parametrize("consent", [Consent.MISSING, Consent.WITHDRAWN])
def test_a_picture_without_consent_is_refused_with_a_sentence(
    ratna: User, maria: User, consent: str
) -> None:
    mine = picture("Anak")
    page = published(ratna, maria, picture=mine, picture_alt="Anak-anak membaca.")
    mine.consent = consent
    mine.save()
    page = NewsPage.objects.get(pk=page.pk)
    channel = by_hand()
    with pytest.raises(NotAllowed, match="Anak"):
        share(page, channel, by=ratna, pictures=[mine.pk])
    assert share(page, channel, by=ratna).media.count() == 0


def test_whoever_shares_does_not_approve(ratna: User, maria: User) -> None:
    content = share(published(ratna, maria), by_hand(), by=ratna)
    for person in (ratna, maria):
        if person == ratna:
            with pytest.raises(NotAllowed):
                workflow.approve(content, by=person, at=timezone.now())
        else:
            workflow.approve(content, by=person, at=timezone.now())
    assert only(content).status == "scheduled"


def test_a_planned_story_is_said_at_its_hour_and_never_before_it_is_out(
    stage: Stage, ratna: User, maria: User
) -> None:
    # Wagtail itself asks the clock before it lets anything out.
    then = timezone.now().replace(microsecond=0) - 3 * HOUR
    page = planned(ratna, maria, at=then)
    content = share(page, stage.channel(), by=ratna, at=then)
    workflow.approve(content, by=maria, at=then)
    assert only(content).scheduled_at == then + HOUR
    run(then + timedelta(minutes=50))
    assert only(content).problem == ""
    at = then + HOUR + timedelta(seconds=10)
    # The tick that brings the story out has not come yet.
    run(at)
    assert (only(content).status, only(content).problem) == (
        "scheduled",
        "page_not_out",
    )
    assert stage.posts() == []
    schedule.release_due(at)
    run(at + timedelta(seconds=20))
    assert only(content).status == "published"
    [post] = stage.posts()
    assert "/s/" in post["link"]


def test_a_story_that_is_put_off_takes_its_posts_along(
    stage: Stage, ratna: User, maria: User
) -> None:
    then = timezone.now().replace(microsecond=0)
    page = planned(ratna, maria, at=then)
    content = share(page, stage.channel(), by=ratna)
    workflow.approve(content, by=maria, at=then)
    later = then + 3 * HOUR
    page.revisions.exclude(approved_go_live_at=None).update(approved_go_live_at=later)
    run(then + HOUR + timedelta(minutes=1))
    assert only(content).expected_at == later
    assert stage.posts() == []


def test_a_story_that_was_withdrawn_meanwhile_is_not_said(
    stage: Stage, ratna: User, maria: User
) -> None:
    page = published(ratna, maria)
    content = share(page, stage.channel(), by=ratna)
    workflow.approve(content, by=maria, at=timezone.now())
    approvals.withdraw(page, reason="Salah.", by=maria, at=timezone.now())
    run()
    assert (only(content).status, only(content).problem) == ("cancelled", "page_gone")
    assert stage.posts() == []


def test_a_consent_that_is_withdrawn_after_the_approval_stops_the_picture(
    stage: Stage, ratna: User, maria: User
) -> None:
    mine = picture("Anak")
    page = published(ratna, maria, picture=mine, picture_alt="Anak-anak membaca.")
    channel = stage.channel()
    with_it = share(page, channel, by=ratna, pictures=[mine.pk])
    without = share(page, channel, by=ratna)
    for content in (with_it, without):
        workflow.approve(content, by=maria, at=timezone.now())
    mine.consent = Consent.WITHDRAWN
    mine.save()
    run()
    row = only(with_it)
    assert (row.status, row.problem) == ("needs_human", "page_rights")
    assert "Anak" in workflow.told(row.problem, row.problem_facts, row.channel)
    assert [post["photos"] for post in stage.posts()] == [[]]


# --- short links ------------------------------------------------------------------


def test_each_channel_has_a_short_link_of_its_own_that_says_where_readers_come_from(
    ratna: User, maria: User
) -> None:
    channels = [facebook(), by_hand()]
    page = published(ratna, maria, title="Pasar dibuka")
    content = share(page, *channels, by=ratna)
    posts = payloads.drafts_of(content, channels)
    assert not ShortLink.objects.exists()
    workflow.approve(content, by=maria, at=timezone.now())
    found = {one.get_absolute_url(): one.target for one in ShortLink.objects.all()}
    for channel in channels:
        path = posts[channel.pk].link.removeprefix("http://localhost")
        marks = f"utm_source={channel.kind}&utm_medium=social"
        campaign = f"utm_campaign=kiriman-{content.pk}"
        assert found.pop(path) == f"/berita/pasar-dibuka/?{marks}&{campaign}"
    assert not found


def test_a_short_link_is_for_ever_and_another_link_has_another(
    client: Any, ratna: User, maria: User
) -> None:
    channel = by_hand()
    content = share(published(ratna, maria, title="Pasar dibuka"), channel, by=ratna)
    first = payloads.draft_of(content, channel).link
    workflow.approve(content, by=maria, at=timezone.now())
    answer = client.get(first.removeprefix("http://localhost"))
    assert (answer.status_code, answer["Location"].partition("?")[0]) == (
        302,
        "/berita/pasar-dibuka/",
    )
    content.link = "http://localhost/berita/"
    content.save()
    assert payloads.draft_of(content, channel).link != first


@pytest.mark.parametrize(
    "link",
    [
        "https://jahat.example.org/",
        "http://localhost.jahat.example.org/",
        "//jahat.example.org",
        "http://localhost@jahat.example.org/",
        "/\\jahat.example.org",
    ],
)
def test_no_short_link_of_ours_leads_to_another_site(ratna: User, link: str) -> None:
    channel = by_hand()
    saying = workflow.Saying(text="Lihat", link=link, channels=[channel.pk])
    content = workflow.write(None, saying, by=ratna, at=timezone.now())
    assert payloads.draft_of(content, channel).link == link
    workflow.approve(content, by=None, at=timezone.now())
    assert not ShortLink.objects.exists()


@pytest.mark.parametrize("link", ["//jahat.example.org/", "/\t/jahat.example.org/"])
def test_an_address_that_only_looks_like_ours_is_refused(link: str) -> None:
    content = Content.objects.create(
        text="Lihat", link=f"http://localhost{link}", created_at=timezone.now()
    )
    with pytest.raises(NotAllowed):
        wording.keep_link(content, by_hand(), content.link)
    assert not ShortLink.objects.exists()


def test_a_channel_may_say_the_long_link_and_no_hashtags(
    ratna: User, maria: User
) -> None:
    channel, page = by_hand(), published(ratna, maria)
    content = share(page, channel, by=ratna, hashtags="NTT, #Oelamasi")
    assert payloads.draft_of(content, channel).text.endswith("#NTT #Oelamasi")
    off = {"short_links": False, "hashtags": False}
    sharing.dress(channel, by=None, at=timezone.now(), **off)
    post = payloads.draft_of(content, channel)
    assert post.link.endswith("/berita/jalan-baru-dibuka/")
    assert "#" not in post.text


def test_a_lost_post_is_found_by_its_short_link_though_its_words_were_changed(
    stage: Stage, ratna: User, maria: User
) -> None:
    content = share(published(ratna, maria), stage.channel(), by=ratna)
    workflow.approve(content, by=maria, at=timezone.now())
    stage.fault("accept_then_reset")
    run()
    for post in stage.world.platforms["facebook"].posts.values():
        post["message"] = "Kata lain, yang ditulis platform"
    run(timezone.now() + timedelta(seconds=31))
    assert only(content).status == "published"
    [found] = only(content).attempts.filter(outcome="found")
    assert found.evidence["by"] == "short link"


# --- hashtags ---------------------------------------------------------------------


def test_the_hashtags_of_a_unit_are_kept_with_one_sign_and_no_commas(
    maria: User, ratna: User
) -> None:
    unit, at = make.unit("Dinas Pariwisata"), timezone.now()
    sharing.keep_hashtags(unit, "VisitNTT, #Labuan_Bajo visitntt", by=None, at=at)
    assert sharing.hashtags_of(unit.pk) == "#VisitNTT #Labuan_Bajo #visitntt"
    with pytest.raises(NotAllowed, match="dua-kata"):
        sharing.keep_hashtags(unit, "dua-kata", by=None, at=at)


def test_only_as_many_hashtags_are_added_as_the_platform_takes(
    ratna: User, maria: User
) -> None:
    channel = facebook()
    text = "a" * (63_206 - 8)
    content = share(
        published(ratna, maria), channel, by=ratna, text=text, hashtags="#NTT #Kupang"
    )
    post = payloads.draft_of(content, channel)
    assert post.text == f"{text}\n\n#NTT"
    assert not workflow.hindrances(post, channel)


def test_instagram_gets_thirty_hashtags_and_no_more(
    stage: Stage, ratna: User, maria: User
) -> None:
    mine = picture("Tenun")
    page = published(ratna, maria, picture=mine, picture_alt="Ibu menenun kain.")
    channel, words = stage.channel(kind="instagram"), [f"#t{n}" for n in range(40)]
    facts = {"pictures": [mine.pk], "hashtags": " ".join(words)}
    post = payloads.draft_of(share(page, channel, by=ratna, **facts), channel)
    assert post.text.split("\n\n")[-1].split() == words[:30]
    assert not workflow.hindrances(post, channel)


def test_a_hashtag_that_stands_in_the_text_is_not_said_twice(
    ratna: User, maria: User
) -> None:
    channel = by_hand()
    content = share(
        published(ratna, maria),
        channel,
        by=ratna,
        text="Ke #ntt!",
        hashtags="#NTT #Kupang",
    )
    assert payloads.draft_of(content, channel).text == "Ke #ntt!\n\n#Kupang"
