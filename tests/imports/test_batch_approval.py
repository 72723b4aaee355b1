"""A second person approves an import as a whole; each page by its own approval."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.test import Client
from tests import make
from tests.imports.bringing import (
    approved,
    brought,
    faults,
    importer,
    page_of,
    sections,
    work,
)
from tests.imports.old_site import author, category, drawing, image, item
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from sasando.accounts.models import Unit, User
from sasando.core import approvals, entries, publication, replay
from sasando.core.models import Approval, Entry, Freeze
from sasando.core.refusals import NotAllowed
from sasando.imports import jobs, workflow
from sasando.imports.models import Import
from sasando.newsroom.models import NewsPage, ReleaseIndexPage, ReleasePage

pytestmark = pytest.mark.django_db
FIRST = datetime(2015, 3, 2, 2, 0, tzinfo=UTC)


@pytest.fixture
def ina(kominfo: Unit) -> User:
    """An editor, who imports."""
    sections()
    return importer(kominfo)


def test_each_page_goes_out_by_an_approval_of_its_own(
    tmp_path: Path, ina: User, maria: User
) -> None:
    batch = approved(brought(tmp_path, item(1), item(2), by=ina), by=maria)
    assert batch.status == Import.Status.DONE
    for number in (1, 2):
        page = page_of(batch, number)
        approval = Approval.objects.get(page=page)
        assert page.live
        assert (approval.via, approval.approved_by) == ("import", maria)
        assert approval.published_at == make.NOW
    assert publication.unapproved(Page.objects.all()) == []
    assert entries.verify(Entry).faults == ()
    assert replay.discords() == []


def test_the_first_date_is_shown_and_the_real_one_is_kept(
    tmp_path: Path, ina: User, maria: User
) -> None:
    batch = approved(brought(tmp_path, item(1), by=ina), by=maria)
    page = page_of(batch)
    assert page.first_published_at == page.last_published_at == FIRST
    # Feeds, sitemap and lists follow real changes: old news is not new.
    assert page.changed_at == FIRST
    assert page.versions().get().published_at == make.NOW


def test_the_old_address_leads_to_the_page_once_it_is_out(
    tmp_path: Path, ina: User, maria: User, client: Client
) -> None:
    batch = brought(tmp_path, item(1, slug="air-bersih"), by=ina)
    assert client.get("/2015/03/air-bersih/").status_code == 404
    approved(batch, by=maria)
    answer = client.get("/2015/03/air-bersih/")
    assert (answer.status_code, answer["Location"]) == (301, "/berita/air-bersih/")
    assert client.get(answer["Location"]).status_code == 200
    redirect = Redirect.objects.get()
    assert Entry.objects.for_instance(redirect).get().user == ina


def test_who_imported_cannot_approve(tmp_path: Path, kominfo: Unit) -> None:
    sections()
    both = make.person("Yos Contoh", "editor", "approver", of=kominfo)
    batch = brought(tmp_path, item(1), by=both)
    with pytest.raises(NotAllowed):
        workflow.approve(batch, by=both, at=make.NOW, seal=workflow.seal_of(batch))
    assert batch.status == Import.Status.DONE


def test_a_list_that_has_changed_is_read_again(
    tmp_path: Path, ina: User, maria: User
) -> None:
    batch = brought(tmp_path, item(1), item(2), by=ina)
    seal = workflow.seal_of(batch)
    Page.objects.get(pk=page_of(batch).pk).delete()
    with pytest.raises(NotAllowed):
        workflow.approve(batch, by=maria, at=make.NOW, seal=seal)


def test_what_was_changed_since_waits_for_a_decision_of_its_own(
    tmp_path: Path, ina: User, maria: User
) -> None:
    batch = brought(tmp_path, item(1), item(2), by=ina)
    changed = page_of(batch)
    changed.title = "Lain sama sekali"
    changed.save_revision(user=ina)
    approved(batch, by=maria)
    assert not page_of(batch, 1).live
    assert page_of(batch, 2).live
    assert "not_approved" in faults(batch.rows.get(place=1))


def test_drafts_of_the_old_site_are_in_no_batch(
    tmp_path: Path, ina: User, maria: User
) -> None:
    batch = brought(tmp_path, item(1), item(2, status="draft"), by=ina)
    approved(batch, by=maria)
    assert [page_of(batch, n).live for n in (1, 2)] == [True, False]


def test_who_is_named_as_author_approves_not_that_one(
    tmp_path: Path, ina: User, maria: User
) -> None:
    people = author("maria", email=maria.email)
    posts = [item(1, author="maria"), item(2)]
    batch = approved(brought(tmp_path, *posts, by=ina, authors=people), by=maria)
    assert [page_of(batch, n).live for n in (1, 2)] == [False, True]


def test_one_page_that_lacks_something_holds_up_no_other(
    tmp_path: Path, ina: User, maria: User
) -> None:
    drawing(tmp_path / "uploads", "a.png")
    shown = f"Satu {image('a.png', alt='')}"
    batch = brought(tmp_path, item(1), item(2, text=shown), item(3), by=ina)
    approved(batch, by=maria)
    assert [page_of(batch, n).live for n in (1, 2, 3)] == [True, False, True]


def test_an_old_release_is_a_draft_that_no_batch_numbers(
    tmp_path: Path, ina: User, maria: User
) -> None:
    section = ReleaseIndexPage(title="Siaran pers", slug="siaran-pers", live=False)
    section.first_published_at = make.NOW
    make.section().get_parent().add_child(instance=section)
    posts = [item(1, terms=category("siaran-pers", "Siaran Pers")), item(2)]
    chosen = {"siaran-pers": "release"}
    batch = approved(brought(tmp_path, *posts, by=ina, mapping=chosen), by=maria)
    release = page_of(batch, 1)
    assert isinstance(release, ReleasePage)
    # Who signed, and under which number, no export says: our number would be false.
    assert (release.live, release.number) == (False, "")
    assert "not_approved" in faults(batch.rows.get(place=1))
    assert page_of(batch, 2).live


def test_a_freeze_lets_nothing_out(tmp_path: Path, ina: User, maria: User) -> None:
    batch = brought(tmp_path, item(1), by=ina)
    Freeze.objects.create(reason="Berkabung", starts_at=make.NOW)
    approved(batch, by=maria)
    assert not page_of(batch).live
    assert not Redirect.objects.exists()


def test_a_stop_while_publishing_is_gone_on_from(
    tmp_path: Path, ina: User, maria: User
) -> None:
    batch = brought(tmp_path, *[item(n) for n in range(4)], by=ina)
    workflow.approve(batch, by=maria, at=make.NOW, seal=workflow.seal_of(batch))
    left = iter([False, False, True])
    jobs.step(batch, at=make.NOW, stopped=lambda: next(left))
    assert NewsPage.objects.filter(live=True).count() == 2
    work(batch)
    assert NewsPage.objects.filter(live=True).count() == 4


def test_a_page_approved_at_the_desk_gets_its_date_and_address_too(
    tmp_path: Path, ina: User, maria: User
) -> None:
    batch = brought(tmp_path, item(1), by=ina)
    page = page_of(batch)
    make.approve(page, by=maria)
    approvals.publish(page, by=maria, at=make.NOW)
    jobs.dates(make.NOW)
    assert page_of(batch).first_published_at == FIRST
    assert Redirect.objects.get().old_path == "/2015/03/kabar-1"
    jobs.dates(make.NOW)
    assert Redirect.objects.count() == 1


def test_a_redirect_that_stands_there_already_stays(
    tmp_path: Path, ina: User, maria: User
) -> None:
    Redirect.objects.create(old_path="/2015/03/kabar-1", redirect_link="/lain/")
    approved(brought(tmp_path, item(1), by=ina), by=maria)
    assert Redirect.objects.get().redirect_link == "/lain/"
