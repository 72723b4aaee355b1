"""One verb puts another picture in the place of one that may not be shown."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests import make
from tests.files.test_rights import TODAY, good
from tests.files.test_shown import picture
from wagtail import blocks
from wagtail.images.blocks import ImageBlock, ImageChooserBlock
from wagtail.models import WorkflowPage

from sasando.accounts.models import Unit, User
from sasando.core import approvals
from sasando.core.models import Entry, Personal
from sasando.core.workflow import NotAllowed
from sasando.files import places, rights, shown
from sasando.files.models import Picture
from sasando.files.screens import ROWS, listed
from sasando.files.workflow import replace_picture
from sasando.newsroom.models import NewsPage

pytestmark = pytest.mark.django_db
EMBED = '<embed alt="Lama" embedtype="image" format="left" id="{}"/>'


@pytest.fixture
def editor(kominfo: Unit) -> User:
    return make.person("Penyunting Contoh", "editor", of=kominfo)


@pytest.fixture
def old(ratna: User, maria: User) -> Picture:
    """A picture on a live page, in a block's text and in another's draft."""
    mine = good()
    make.published(
        by=ratna,
        approver=maria,
        picture=mine,
        picture_alt="Warga berjalan di jalan lama.",
    )
    make.news(
        by=ratna, title="Belum terbit", body=[("paragraph", EMBED.format(mine.pk))]
    )
    return mine


@pytest.fixture
def new() -> Picture:
    other = good()
    other.title, other.description = "Baru", "Jalan & jembatan."
    other.save()
    return other


def replace(old: Picture, new: Picture, by: User) -> Any:
    return replace_picture(old, new, by=by, at=make.NOW, reason="Izin ditarik.")


def test_every_page_gets_a_draft_and_none_goes_out(
    old: Picture, new: Picture, editor: User, second_person: Any
) -> None:
    found = replace(old, new, editor)
    assert (len(found.changed), found.left) == (2, [])
    live = NewsPage.objects.get(live=True)
    assert live.picture == old
    text = live.get_latest_revision_as_object()
    assert (text.picture, text.picture_alt) == (new, new.description)
    assert live.latest_revision.user == editor
    draft = NewsPage.objects.get(live=False)
    words = draft.get_latest_revision_as_object().body.raw_data[0]["value"]
    assert f'id="{new.pk}"' in words
    assert 'alt="Jalan &amp; jembatan."' in words
    states = [place.state for place in shown.where([old])[old.pk]]
    assert states == ["live"]


def test_a_live_page_asks_the_second_person_anew(
    old: Picture, new: Picture, editor: User, second_person: Any
) -> None:
    page = NewsPage.objects.get(live=True)
    WorkflowPage.objects.create(workflow=second_person, page=page.get_parent())
    changed = replace(old, new, editor).changed
    assert {change.page_id: change.asked for change in changed}[page.pk]
    page = NewsPage.objects.get(pk=page.pk)
    task = page.current_workflow_task_state
    assert task.revision == page.get_latest_revision()
    assert editor.pk in approvals.authors(page)


def test_the_log_names_who_replaced_it_and_keeps_the_reason_erasable(
    old: Picture, new: Picture, editor: User
) -> None:
    replace(old, new, editor)
    entry = Entry.objects.for_instance(old).first()
    assert (entry.action, entry.user) == ("picture.replaced", editor)
    assert entry.data["new"] == new.pk
    assert "Izin" not in str(entry.data)
    assert Personal.objects.get(entry=entry).facts == {"reason": "Izin ditarik."}


def test_a_replaced_picture_is_neither_chosen_nor_approved_nor_deleted(
    client: Client, old: Picture, new: Picture, editor: User
) -> None:
    client.force_login(editor)
    replace(old, new, editor)
    page = client.get(reverse("wagtailimages_chooser:choose")).content.decode()
    results = reverse("wagtailimages_chooser:choose_results")
    # One word of each title.
    found = client.get(results, {"q": old.title.split()[0]}).content.decode()
    found += client.get(results, {"q": new.title}).content.decode()
    chosen = [
        reverse("wagtailimages_chooser:chosen", args=[each.pk]) for each in (old, new)
    ]
    assert [address in page for address in chosen] == [False, True]
    assert [address in found for address in chosen] == [False, True]
    assert [client.get(address).status_code for address in chosen] == [302, 200]
    old.refresh_from_db()
    assert rights.faults([old], on=TODAY)
    with pytest.raises(NotAllowed):
        old.delete()
    assert old.file.storage.exists(old.file.name)


def test_a_kept_version_keeps_its_picture(
    old: Picture, new: Picture, editor: User, maria: User
) -> None:
    replace(old, new, editor)
    page = NewsPage.objects.get(live=True)
    text = page.get_latest_revision_as_object()
    text.change, text.change_note = "real", "Gambar diganti."
    text.save_revision(user=editor)
    page = NewsPage.objects.get(pk=page.pk)
    make.approve(page, by=maria)
    approvals.publish(page, by=maria, at=make.NOW)
    states = [place.state for place in shown.where([old])[old.pk]]
    assert states == ["version"]
    with pytest.raises(NotAllowed):
        Picture.objects.get(pk=old.pk).delete()


def test_only_a_sound_picture_takes_the_place(
    old: Picture, new: Picture, editor: User
) -> None:
    rights.state(new, by=None, at=make.NOW, consent="missing")
    with pytest.raises(NotAllowed):
        replace(old, new, editor)
    with pytest.raises(NotAllowed):
        replace(old, good(), editor)
    with pytest.raises(NotAllowed):
        replace(old, old, editor)
    assert Picture.objects.get(pk=old.pk).replaced_by is None


def test_of_two_replacements_the_second_is_refused(
    old: Picture, new: Picture, editor: User
) -> None:
    replace(old, new, editor)
    other = good()
    Picture.objects.filter(pk=other.pk).update(description="Lain.")
    with pytest.raises(NotAllowed):
        replace(old, Picture.objects.get(pk=other.pk), editor)
    assert replace(old, new, editor).changed == []


def test_a_locked_page_is_left_and_told(
    old: Picture, new: Picture, editor: User, ratna: User
) -> None:
    NewsPage.objects.filter(live=True).update(locked=True, locked_by=ratna)
    found = replace(old, new, editor)
    assert [change.title for change in found.left] == ["Jalan baru dibuka"]
    assert len(found.changed) == 1


# --- any depth ---------------------------------------------------------------


def test_blocks_are_changed_at_any_depth() -> None:
    inner = blocks.StructBlock(
        [("picture", ImageChooserBlock()), ("alt", blocks.CharBlock())]
    )
    stream = blocks.StreamBlock(
        [
            ("text", blocks.RichTextBlock()),
            ("album", blocks.StructBlock([("rows", blocks.ListBlock(inner))])),
            ("plain", blocks.ListBlock(ImageChooserBlock())),
            ("told", ImageBlock()),
        ]
    )
    raw = [
        {"type": "text", "value": EMBED.format(7) + EMBED.format(77), "id": "a"},
        {
            "type": "album",
            "value": {
                "rows": [
                    {"type": "item", "value": {"picture": 7, "alt": "x"}, "id": "b"}
                ]
            },
        },
        {"type": "plain", "value": [7, {"type": "item", "value": 8, "id": "c"}]},
        {"type": "told", "value": {"image": 7, "decorative": False, "alt_text": "x"}},
        {"type": "gone", "value": 7},
    ]
    walk = places.Walk({7: 9}, alt='"B"')
    found = walk.stream(stream, raw)
    assert walk.seen == {7, 8, 77}
    assert found[0]["value"].count('id="9"') == 1
    assert 'alt="&quot;B&quot;"' in found[0]["value"]
    assert found[1]["value"]["rows"][0]["value"] == {"picture": 9, "alt": '"B"'}
    assert found[2]["value"] == [9, {"type": "item", "value": 8, "id": "c"}]
    assert found[3]["value"] == {"image": 9, "decorative": False, "alt_text": '"B"'}
    assert found[4] == raw[4]
    assert raw[1]["value"]["rows"][0]["value"]["picture"] == 7  # type: ignore[index]


# --- the screen --------------------------------------------------------------


def test_the_screen_lists_each_page_and_offers_to_withdraw(
    client: Client, old: Picture, editor: User, maria: User, ratna: User
) -> None:
    rights.state(old, by=None, at=make.NOW, consent="withdrawn", withdrawn_on=TODAY)
    address = reverse("files_rights")
    client.force_login(maria)
    page = client.get(address).content.decode()
    live = NewsPage.objects.get(live=True)
    assert reverse("core_withdraw", args=[live.pk]) in page
    assert "Belum terbit" in page
    client.force_login(editor)
    assert (
        reverse("core_withdraw", args=[live.pk])
        not in client.get(address).content.decode()
    )
    client.force_login(ratna)
    # Of others' photos nothing; her own stand there.
    assert "photo-row" not in client.get(address).content.decode()
    assert client.get(reverse("files_replace", args=[old.pk])).status_code == 302
    client.force_login(make.person("Meja Contoh", "front_desk"))
    assert client.get(address).status_code == 302


def test_the_screen_replaces(
    client: Client, old: Picture, new: Picture, editor: User
) -> None:
    client.force_login(editor)
    address = reverse("files_replace", args=[old.pk])
    assert client.get(address).status_code == 200
    assert client.post(address, {"new": new.pk}).status_code == 200
    facts = {"new": new.pk, "reason": "Hak habis."}
    assert client.post(address, facts).status_code == 302
    assert Picture.objects.get(pk=old.pk).replaced_by == new


@pytest.mark.parametrize(
    "kind", ["withdrawn", "lapsed", "soon", "missing", "unstated", "x"]
)
def test_every_heading_opens(
    client: Client, old: Picture, editor: User, kind: str
) -> None:
    client.force_login(editor)
    address = reverse("files_rights")
    assert client.get(f"{address}?jenis={kind}&p=99").status_code == 200


@pytest.mark.parametrize("total", [60, 600])
def test_the_list_costs_ten_queries_at_most(
    total: int, old: Picture, django_assert_max_num_queries: Any
) -> None:
    rows = [
        Picture(title=f"P{n}", file=old.file.name, width=1, height=1, consent="missing")
        for n in range(total)
    ]
    Picture.objects.bulk_create(rows)
    old.get_rendition("max-165x165")
    with django_assert_max_num_queries(10):
        found = listed("missing", on=TODAY)
        assert found.count() == total
        shown.where(list(found[:ROWS]))


def test_where_says_nothing_of_no_picture() -> None:
    assert shown.where([]) == {}
    lone = picture()
    assert shown.where([lone]) == {lone.pk: []}
