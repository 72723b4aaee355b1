"""Every change of a row that readers may see is told in its own transaction."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.models import F
from tests import make
from wagtail.models import Page

from sasando.accounts.models import Unit, User
from sasando.core import hearing, touches, triggers
from sasando.core.models import Approval, Touch
from sasando.newsroom.models import Author, NewsPage
from sasando.website.store import heard

pytestmark = pytest.mark.django_db


def told() -> set[str]:
    """Return the words of all touches, and take them away."""
    words = {
        word
        for tag in Touch.objects.values_list("tag", flat=True)
        for word in tag.split()
    }
    Touch.objects.all().delete()
    return words


def test_each_heard_table_has_its_triggers_and_they_are_in_force() -> None:
    tables = {each.table for each in triggers.GUARDS.values() if "touch_" in each.name}
    assert tables == {hearing.table_of(model) for model in heard.heard()} | {
        heard.PRIVACY
    }
    assert triggers.missing() == []


def test_a_lost_one_is_missed() -> None:
    on = " ON accounts_unit" if connection.vendor == "postgresql" else ""
    name = f"touch_accounts_unit{'' if on else '_update'}"
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {name}{on}")
    assert triggers.missing() == [name]
    triggers.install()
    assert triggers.missing() == []


def test_update_bulk_create_and_raw_delete_are_heard(kominfo: Unit) -> None:
    told()
    Unit.objects.filter(pk=kominfo.pk).update(name="Dinas Baru")
    assert told() == {"accounts_unit", f"accounts_unit#{kominfo.pk}"}
    made = Unit.objects.bulk_create([Unit(name="B", valid_from="2020-01-01")])
    assert told() == {"accounts_unit", f"accounts_unit#{made[0].pk}"}
    Unit.objects.filter(pk=made[0].pk)._raw_delete("default")
    assert told() == {"accounts_unit", f"accounts_unit#{made[0].pk}"}


def test_an_update_that_changes_nothing_is_not_told(kominfo: Unit, ratna: User) -> None:
    told()
    Unit.objects.update(name=F("name"))
    kominfo.save()
    User.objects.filter(pk=ratna.pk).update(last_login=make.NOW)
    assert told() == set()


def test_a_page_is_told_under_one_word_whichever_of_its_tables_changed(
    ratna: User, maria: User
) -> None:
    item = make.published(by=ratna, approver=maria)
    row = f"wagtailcore_page#{item.pk}"
    told()
    NewsPage.objects.filter(pk=item.pk).update(summary="Lain.")
    assert told() == {"newsroom_story", row}
    Page.objects.filter(pk=item.pk).update(title="Lain")
    key = item.translation_key
    value = key if connection.vendor == "postgresql" else key.hex
    assert told() == {
        "wagtailcore_page",
        row,
        f"wagtailcore_page.path={item.path}",
        f"wagtailcore_page.translation_key={value}",
    }


def test_a_saved_draft_of_a_page_that_is_out_touches_no_page(
    ratna: User, maria: User
) -> None:
    item = make.published(by=ratna, approver=maria)
    told()
    item.title = "Konsep"
    item.save_revision(user=ratna)
    assert {word for word in told() if "page" in word or "story" in word} == set()


def test_a_list_of_a_page_is_told_under_the_page(ratna: User, maria: User) -> None:
    item = make.published(by=ratna, approver=maria)
    other = make.published(by=ratna, approver=maria, title="Lain")
    told()
    mine = Author.objects.get(page=item)
    Author.objects.filter(pk=mine.pk).update(page=other)
    assert told() == {
        "newsroom_author",
        f"newsroom_author#{mine.pk}",
        f"newsroom_author.page_id={item.pk}",
        f"newsroom_author.page_id={other.pk}",
    }


def test_what_is_rolled_back_was_never_told(kominfo: Unit) -> None:
    told()
    with transaction.atomic():
        Unit.objects.update(name="Dinas Baru")
        touches.touch("files")
        transaction.set_rollback(True)
    assert told() == set()


def test_the_verbs_are_heard(ratna: User, maria: User) -> None:
    from sasando.core import approvals

    item = make.published(by=ratna, approver=maria)
    told()
    approvals.withdraw(item, by=maria, at=make.NOW, reason="Salah.")
    words = told()
    assert {f"wagtailcore_page#{item.pk}", f"core_ending.page_id={item.pk}"} <= words
    assert Approval.objects.count() > 0


def test_privacy_touches_the_page_and_all_below_it(ratna: User, maria: User) -> None:
    item = make.published(by=ratna, approver=maria)
    section = make.section()
    told()
    refused = "page_not_hidden"
    with triggers.lifted(refused), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO wagtailcore_pageviewrestriction (password, page_id, "
            "restriction_type) VALUES ('', %s, 'login')",
            [section.pk],
        )
        if connection.vendor == "postgresql":
            # Keys that wait to be proved would forbid the trigger's return.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    assert {f"wagtailcore_page#{each.pk}" for each in (item, section)} <= told()


def test_the_clock_is_told_only_while_somebody_asks() -> None:
    touches.changes_at(make.NOW)
    with touches.moments() as said:
        touches.changes_at(make.NOW)
        touches.changes_at(None)
        touches.changes_at_midnight(make.NOW)
    # 10.00 in Kupang; its day ends fourteen hours later.
    assert said == [make.NOW, make.NOW + timedelta(hours=14)]
    touches.changes_at(make.NOW)
    assert len(said) == 2


def test_a_change_costs_no_further_query(
    kominfo: Unit, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(1):
        Unit.objects.filter(pk=kominfo.pk).update(name="Dinas Baru")
