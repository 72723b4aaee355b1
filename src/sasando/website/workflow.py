"""Setting a new office up: its pages, its site, its approval workflow."""

from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override
from wagtail.models import Locale, Page, Site, Workflow, WorkflowPage, WorkflowTask

from sasando.accounts.workflow import role_groups
from sasando.core import approvals
from sasando.core.models import ApprovalTask, BasePage
from sasando.core.workflow import NotAllowed, verb
from sasando.newsroom.models import (
    NewsIndexPage,
    PublicationIndexPage,
    ReleaseIndexPage,
)
from sasando.website.models import HomePage, OfficeSettings

# What stands in the menu of a new site: the page, its name, its two addresses.
SECTIONS: tuple[tuple[Any, Any, str, str], ...] = (
    (NewsIndexPage, gettext_noop("News"), "berita", "news"),
    (ReleaseIndexPage, gettext_noop("Press releases"), "siaran-pers", "press-releases"),
    (PublicationIndexPage, gettext_noop("Publications"), "publikasi", "publications"),
)


@dataclass(frozen=True, slots=True)
class Office:
    """What a new office says about itself."""

    name: str
    name_en: str = ""
    short_name: str = ""
    body: str = ""
    body_en: str = ""
    intro: str = ""
    intro_en: str = ""
    address: str = ""
    address_en: str = ""
    hours: str = ""
    hours_en: str = ""
    email: str = ""
    phone: str = ""
    elsewhere: str = ""
    is_example: bool = False


@verb("website.set_up", system=True)
def set_up(office: Office, *, by: Any, at: datetime) -> HomePage:
    """Make the first pages in both languages, the site and the workflow; return home.

    Raises NotAllowed when there is a site already. About 150 queries, once.
    """
    if Site.objects.exists():
        raise NotAllowed(_("This site is set up already."))
    home = add_home(office, at=at)
    site = Site.objects.create(
        hostname=settings.PUBLIC.hostname or "localhost",
        port=settings.PUBLIC.port or (443 if settings.SECURE else 80),
        root_page=home,
        is_default_site=True,
        site_name=office.name,
    )
    of_home = {"intro", "intro_en"}
    facts = {each.name for each in fields(Office)} - of_home
    OfficeSettings.objects.create(
        site=site, **{fact: getattr(office, fact) for fact in facts}
    )
    add_twin(home, intro=office.intro_en, at=at)
    add_workflow(home.get_parent())
    role_groups()
    return home


def add_home(office: Office, *, at: datetime) -> HomePage:
    home = HomePage(
        title=office.name,
        slug="beranda",
        intro=office.intro,
        locale=Locale.get_default(),
    )
    found(home, below=Page.get_first_root_node(), at=at)
    with override(settings.LANGUAGE_CODE):
        for make, title, slug, _english in SECTIONS:
            page = make(title=_(title), slug=slug, show_in_menus=True)
            found(page, below=home, at=at)
    return home


def add_twin(home: HomePage, *, intro: str, at: datetime) -> None:
    """Publish the English home page and its section."""
    english, _made = Locale.objects.get_or_create(language_code="en")
    twin = home.copy_for_translation(english)
    twin.slug, twin.intro = "home", intro
    publish(twin, at=at)
    with override("en"):
        for make, title, _slug, slug in SECTIONS:
            below = make.objects.child_of(home).get().copy_for_translation(english)
            below.title, below.slug = _(title), slug
            publish(below, at=at)


def found(page: BasePage, *, below: Page, at: datetime) -> None:
    page.live = False
    below.add_child(instance=page)
    publish(page, at=at)


def publish(page: BasePage, *, at: datetime) -> None:
    page.save()
    page.save_revision()
    approvals.found(page, at=at)
    page.refresh_from_db()


def add_workflow(root: Page) -> None:
    """Let every page go through the eyes of a second person."""
    with override(settings.LANGUAGE_CODE):
        workflow = Workflow.objects.create(name=_("Approval by a second person"))
        task = ApprovalTask.objects.create(name=_("Approval by a second person"))
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=1)
    WorkflowPage.objects.create(workflow=workflow, page=root)
