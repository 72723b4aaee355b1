"""Whatever a screen of the office changes in public, no stored byte keeps the old."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from http import HTTPStatus
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone
from tests import make
from tests.imports import bringing, old_site
from tests.newsroom import test_forms_are_ours as desk_rows
from tests.newsroom.test_releases import again
from tests.website import staff_channels, staff_forms, storing
from tests.website.staff_forms import Address, Forms
from tests.website.storing import House
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import TaskState, Workflow

from sasando.accounts.models import Unit, User
from sasando.core import approvals
from sasando.core.models import Freeze, Holiday, LeaveDecree, Touch
from sasando.imports.models import Feed, Import
from sasando.newsroom import parcel_screens
from sasando.newsroom.models import NewsroomSettings
from sasando.website import alerts
from sasando.website.store import keeping

pytestmark = [pytest.mark.django_db, pytest.mark.audit]
# The screens that change what readers see. One that does, and is not named here, fails.
CHANGES = {
    "approve_by_link",
    # A post on a channel leads to our page by a short link.
    "channels_content",
    "core_decide",
    "core_redact",
    "core_withdraw",
    "imports_approve",
    "newsroom_reply",
    "newsroom_urgent",
    "unit:add",
    "unit:edit",
    "wagtailredirects:add",
    "wagtailredirects:delete",
    "wagtailredirects:edit",
    "wagtailsettings:edit",
    "wagtailusers_users:edit",
    "website_alerts",
    "website_lead_on",
}
# Addresses that are not filled in here, and why.
NOT_TRIED = {
    "wagtailadmin_tag_model_autocomplete": "answers a field",
    "wagtailadmin_editing_sessions:ping": "says who else writes",
    "wagtailadmin_editing_sessions:release": "says who else writes",
    "wagtailimages_chooser:chosen": "answers a field",
    "newsroom_photo": "a photo on its way, which no page shows yet",
    "": "a photo on its way, which no page shows yet",
    "simple_translation:submit_snippet_translation": "there are no snippets",
    "channels_sheet": "drafts, shown to none but who sent the table",
    "channels_film": "a film on its way, which no page shows yet",
    "channels_film_end": "a film on its way, which no page shows yet",
    "website_alert_end": "no alert stands; tests/website/test_alerts.py ends one",
    "wagtaildocs:create_multiple_from_uploaded_document": "a file no page shows yet",
    "wagtaildocs:delete_upload_multiple": "a file that no page shows yet",
    "wagtailimages:create_multiple_from_uploaded_image": "a file no page shows yet",
    "wagtailimages:delete_upload_multiple": "a file that no page shows yet",
}
MODELS = {
    "unit:": "accounts.Unit",
    "assignment:": "accounts.Assignment",
    "holiday:": "core.Holiday",
    "leavedecree:": "core.LeaveDecree",
    "freeze:": "core.Freeze",
    "feeds:": "imports.Feed",
    "coverage_hand_over": "newsroom.Part",
    "coverage": "newsroom.Coverage",
    "newsroom_idea": "newsroom.Idea",
    "newsroom_parcel": "newsroom.Parcel",
    "newsroom_review_alone": "newsroom.UrgentPublication",
    "newsroom_mistake": "newsroom.Mistake",
    "wagtailadmin_api:documents:": "files.OfficeDocument",
    "wagtailadmin_api:images:": "files.Picture",
    "wagtaildocs_chooser:": "files.OfficeDocument",
    "wagtailsettings:": "wagtailcore.Site",
}
HOLES = {
    "redirect_id": "wagtailredirects.Redirect",
    "reply_id": "newsroom.Reply",
    "link_id": "newsroom.Link",
    "question_id": "newsroom.SourceQuestion",
    "answer_id": "newsroom.SourceAnswer",
    "report_id": "newsroom.Report",
    "letter_id": "newsroom.Letter",
    "number": "imports.Import",
    "workflow_state_id": "wagtailcore.WorkflowState",
    "task_id": "wagtailcore.Task",
}


@pytest.fixture
def house(home: Any, ratna: User, maria: User, settings: Any, tmp_path: Any) -> House:
    """An office with a row of each thing, whose pages are all stored."""
    settings.PAGE_STORE = tmp_path / "site"
    found = storing.house(home, ratna=ratna, maria=maria)
    boss = make.person("Semua Contoh", "editor", "approver", "head", of=None)
    workflow = Workflow.objects.get()
    desk_rows.of_pages(ratna, maria)
    desk_rows.of_plans(ratna, maria, boss, workflow)
    desk_rows.of_the_field(boss)
    facts = {"title": "Pasar besar", "change": "real", "change_note": "Judul."}
    newer = again(found.item, by=ratna, **facts)
    make.approve(newer, by=maria, at=timezone.now())
    approvals.publish(newer, by=maria, at=timezone.now())
    workflow.start(again(found.other, by=ratna, **facts), ratna)
    # Long enough for an editor who acts alone.
    NewsroomSettings.objects.update(urgent_after_minutes=60)
    TaskState.objects.update(started_at=timezone.now() - timedelta(days=1))
    Redirect.add_redirect("/lama", found.about)
    of_the_office(boss, tmp_path)
    staff_channels.rows(found)
    storing.fill(at=timezone.now())
    return found


def of_the_office(boss: User, folder: Path) -> None:
    now, unit = timezone.now(), Unit.objects.get(short_name="Dinas Kominfo")
    facts = {"kind": Holiday.Kind.NATIONAL, "source": "SK"}
    Holiday.objects.create(date=now.date(), name="Hari", **facts)
    LeaveDecree.objects.create(year=2100, source="SK")
    over = {"starts_at": now - timedelta(days=2), "ends_at": now - timedelta(days=1)}
    Freeze.objects.create(reason="Duka", **over)
    Feed.objects.create(name="A", address="https://a.example.org/", unit=unit, by=boss)
    bringing.brought(folder, old_site.item(1), by=boss)


def values(house: House, address: Address) -> dict[str, list[Any]]:
    """Return what each hole of an address may be filled with."""
    waits = TaskState.objects.get(revision__object_id=str(house.other.pk))
    found: dict[str, list[Any]] = {
        "page_id": [house.item.pk, house.other.pk, house.release.pk],
        "parent_page_id": [make.section().pk],
        "page_to_move_id": [house.item.pk],
        "destination_id": [house.home.pk],
        "image_id": [house.picture.pk],
        "picture_id": [house.picture.pk],
        "document_id": [house.document.pk],
        "doc_id": [house.document.pk],
        "person_id": [house.maria.pk],
        "revision_id": [house.other.latest_revision_id],
        "task_state_id": [waits.pk],
        "action_name": ["approve", "publish", "unpublish", "delete"],
        "content_type_app_name": ["newsroom"],
        "content_type_model_name": ["newspage"],
        "filter_spec": ["width-360"],
        "action": ["delete", "publish", "unpublish", "move"],
        "app_label": ["files", "wagtailcore"],
        "model_name": ["picture", "officedocument", "page"],
        "name": sorted(parcel_screens.STEPS),
    }
    if address.name == "approve_by_link":
        by = {"by": house.ratna, "at": timezone.now(), "approver": house.maria}
        link = approvals.ask_by_link(house.other.specific, **by)
        found["token"] = [link.strip("/").rpartition("/")[2]]
    elif address.name.startswith("wagtailsettings:"):
        found |= {"app_name": ["website"], "model_name": ["officesettings"]}
    elif address.name.startswith("wagtailusers_users:"):
        found["pk"] = [house.maria.pk]
    elif address.name.startswith("wagtailadmin_api:pages:"):
        found["pk"] = [house.item.pk]
    return found | of_models(address) | staff_channels.values(address)


def of_models(address: Address) -> dict[str, list[Any]]:
    """Return the newest keys of the models that an address asks for."""
    found = {}
    for hole in address.holes:
        label = HOLES.get(hole, "")
        if hole in {"pk", "key"}:
            start = next((n for n in MODELS if address.name.startswith(n)), "")
            label = MODELS.get(start, "")
        if label:
            keys = apps.get_model(label)._default_manager.order_by("-pk")
            found[hole] = list(keys.values_list("pk", flat=True)[:2])
    return found


def typed(house: House) -> dict[str, dict[str, Any]]:
    """Return what a person types where a form is not sent as it stands."""
    return {
        "unit:add": {"name": "Biro Baru", "valid_from": "01-01-2020"},
        "wagtailredirects:add": {"old_path": "/tua", "redirect_page": house.item.pk},
        "wagtailredirects:edit": {"redirect_page": house.item.pk},
        "website_lead_on": {"old": "/salah", "page": house.item.pk},
        "newsroom_urgent": {"reason": "Banjir bandang."},
        "newsroom_reply": {"reply_page": house.release.pk},
        "core_redact": {"reason": "Nama warga."},
        # Its menu is filled in by a script.
        "wagtailsettings:edit": {
            "name": "Dinas Lain",
            "nila": "#20407a",
            "menu-count": "1",
            "menu-0-deleted": "",
            "menu-0-order": "0",
            "menu-0-type": "page",
            "menu-0-value": str(house.about.pk),
        },
        "website_alerts": {"level": "3", "text": "Banjir di Oelamasi."},
    }


@dataclass
class Desk:
    """Somebody who may do everything, and an office that is put back each time."""

    client: Client
    house: House
    folder: Path
    commits: Callable[..., Any]
    cookies: str
    before: dict[str, str]
    changed: set[str] = field(default_factory=set)
    wrong: list[Any] = field(default_factory=list)
    unknown: set[str] = field(default_factory=set)

    def walk(self) -> None:
        for address in staff_forms.addresses():
            with self.back_again():
                urls = list(staff_forms.filled(address, values(self.house, address)))
                if not urls:
                    self.unknown.add(address.name)
                for action, data in self.sendings(address, urls):
                    with self.back_again():
                        self.send(address.name, action, data)

    @contextmanager
    def back_again(self) -> Iterator[None]:
        """Put rows, bytes and the session back afterwards."""
        self.client.cookies = SimpleCookie(self.cookies)
        with transaction.atomic():
            yield
            touched = connection.needs_rollback or self.is_touched()
            transaction.set_rollback(True)
        cache.clear()
        if touched:
            shutil.rmtree(self.folder)
            shutil.copytree(self.folder.with_name("copy"), self.folder)

    def is_touched(self) -> bool:
        return Touch.objects.exists() or seen() != self.before

    def sendings(self, address: Address, urls: list[str]) -> list[tuple[str, Any]]:
        """Return what a browser would send from an address, and nothing at all."""
        found, words = [], typed(self.house).get(address.name, {})
        for url in urls:
            found.append((url, {}))
            answer = self.client.get(url)
            kind = answer.get("Content-Type", "")
            if answer.status_code == 200 and kind.startswith("text/html"):
                for form in Forms(url, answer.content.decode()).found:
                    found += form.sendings(words)
        ours = [each for each in found if each[0].startswith("/kantor/")]
        return [each for n, each in enumerate(ours) if each not in ours[:n]]

    def send(self, name: str, action: str, data: dict[str, Any]) -> None:
        with self.commits(execute=True):
            answer = self.client.post(action, data)
        if answer.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
            self.wrong.append((action, data, answer.status_code))
        # A view that broke has changed nothing.
        if connection.needs_rollback:
            return
        if name.startswith("imports_"):
            bringing.work(Import.objects.latest("pk"))
        # An alert is no row of a page: who refreshes looks for it.
        alerts.show(timezone.now())
        if not self.is_touched():
            return
        storing.fill(at=timezone.now())
        if seen() != self.before:
            self.changed.add(name)
        if old := storing.wrong():
            self.wrong.append((action, data, old))
        if faults := storing.faults():
            self.wrong.append((action, data, faults))


def seen() -> dict[str, str]:
    """Return all that readers get without Django."""
    moved = keeping.folder().get("redirects.json").decode()
    return storing.everything() | {"redirects": moved}


def test_whatever_a_screen_changes_no_stored_byte_keeps_the_old(
    house: House,
    client: Client,
    tmp_path: Path,
    django_capture_on_commit_callbacks: Any,
) -> None:
    """Each form of each address below /kantor/, sent as a browser does: 500 of them."""
    root = User.objects.create_superuser("akar@example.org", make.PASSWORD, name="Akar")
    client.force_login(root)
    client.raise_request_exception = False
    storing.fill(at=timezone.now())
    shutil.copytree(tmp_path / "site", tmp_path / "copy")
    assert storing.wrong() == []
    cookies = client.cookies.output(header="", sep=";")
    facts = (django_capture_on_commit_callbacks, cookies, seen())
    desk = Desk(client, house, tmp_path / "site", *facts)
    desk.walk()
    assert desk.wrong == []
    assert desk.unknown == set(NOT_TRIED)
    assert desk.changed == CHANGES
