"""Plain functions that make rows for tests, by the real verbs where there is one."""

from datetime import UTC, date, datetime
from typing import Any

from wagtail.models import Locale, Page, Site

from sasando.accounts import workflow as accounts
from sasando.accounts.models import Unit, User
from sasando.core import approvals, digests
from sasando.newsroom.models import Author, NewsIndexPage, NewsPage
from sasando.website.models import HomePage, StandardPage

NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
PASSWORD = "kata-sandi-uji-42"


def unit(name: str = "Dinas Kominfo", **facts: Any) -> Unit:
    return Unit.objects.create(name=name, valid_from=date(2020, 1, 1), **facts)


def person(name: str, *roles: str, of: Unit | None = None) -> User:
    """Return a person with these roles, from long ago on."""
    email = f"{name.lower().replace(' ', '.')}@example.org"
    user = User.objects.create_user(email, PASSWORD, name=name)
    for role in roles:
        accounts.appoint(of, user, role, starts_on=date(2020, 1, 1), by=None, at=NOW)
    return User.objects.get(pk=user.pk)


def site() -> HomePage:
    """Return the home page of a site whose structure is published.

    Each test finds it there already; a database of its own gets it here.
    """
    if there := HomePage.objects.order_by("pk").first():
        return there
    root = Page.get_first_root_node()
    home = HomePage(title="Kantor Contoh", slug="beranda", locale=Locale.get_default())
    root.add_child(instance=home)
    home.save_revision()
    approvals.found(home, at=NOW)
    section = NewsIndexPage(title="Berita", slug="berita")
    home.add_child(instance=section)
    section.save_revision()
    approvals.found(section, at=NOW)
    Site.objects.create(
        hostname="localhost", root_page=home, is_default_site=True, site_name="Contoh"
    )
    return HomePage.objects.get(pk=home.pk)


def section() -> NewsIndexPage:
    return NewsIndexPage.objects.first() or NewsIndexPage.objects.child_of(site()).get()


def news(*, by: User, title: str = "Jalan baru dibuka", **facts: Any) -> NewsPage:
    """Return a draft by this author, complete enough to be approved."""
    facts.setdefault("summary", "Jalan Oelamasi dibuka hari ini.")
    facts.setdefault("body", [("paragraph", "<p>Warga boleh lewat.</p>")])
    facts.setdefault("unit", Unit.objects.first() or unit())
    item = NewsPage(title=title, owner=by, live=False, **facts)
    section().add_child(instance=item)
    item.authors = [Author(user=by)]
    item.save_revision(user=by)
    return NewsPage.objects.get(pk=item.pk)


def approve(item: Page, *, by: User, at: datetime = NOW) -> Any:
    """Approve the latest text as this person reads it."""
    text = item.specific.get_latest_revision_as_object()
    digest = digests.public_digest(text)
    return approvals.approve(item.specific, by=by, at=at, digest=digest)


def published(*, by: User, approver: User, **facts: Any) -> NewsPage:
    """Return a news item that went the whole way."""
    item = news(by=by, **facts)
    approve(item, by=approver)
    approvals.publish(item, by=approver, at=NOW)
    return NewsPage.objects.get(pk=item.pk)


def standard(
    *, by: User, below: Page, title: str = "Tentang kami", **facts: Any
) -> StandardPage:
    """Return the draft of a standard page, complete enough to be approved."""
    facts.setdefault("body", [("paragraph", "<p>Kami mengabarkan.</p>")])
    facts.setdefault("unit", Unit.objects.first() or unit())
    page = StandardPage(title=title, owner=by, live=False, **facts)
    below.add_child(instance=page)
    page.save_revision(user=by)
    return StandardPage.objects.get(pk=page.pk)


def standing(*, by: User, approver: User, at: datetime = NOW, **facts: Any) -> Any:
    """Return a standard page that is out."""
    page = standard(by=by, **facts)
    approve(page, by=approver, at=at)
    approvals.publish(page, by=approver, at=at)
    return StandardPage.objects.get(pk=page.pk)
