"""Work products (hasil kerja): what one person did in one month, to be shown as proof.

Each source yields items of one kind; another room, or a later table of ours, offers its
own by `register`. What was revoked or withdrawn since is marked and stays in the list:
the work was done. Source of the duty: law.md R-41.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.fields.json import KT
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from sasando.core.models import Approval, Ending
from sasando.newsroom.address_words import VERSION, word
from sasando.newsroom.coverages import Coverage, Part
from sasando.newsroom.kinds import ReleasePage
from sasando.newsroom.stories import Author, Story


@dataclass(frozen=True, slots=True)
class Month:
    """One month, in the office's own time."""

    year: int
    number: int

    @property
    def first(self) -> date:
        return date(self.year, self.number, 1)

    @property
    def after(self) -> date:
        return (self.first + timedelta(days=31)).replace(day=1)

    @property
    def span(self) -> tuple[datetime, datetime]:
        """Return the first moment of the month, and the first after it."""
        zone = timezone.get_default_timezone()
        first, after = (
            datetime(day.year, day.month, 1, tzinfo=zone)
            for day in (self.first, self.after)
        )
        return first, after

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.number:02d}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """One piece of work: when, what, of which kind, in which roles, where to see it.

    `state` says what became of it since, "" while it stands; `note` what was changed.
    """

    at: datetime
    title: str
    kind: str
    roles: tuple[str, ...]
    url: str = ""
    state: str = ""
    note: str = ""


Source = Callable[[Any, Month], Iterable[Product]]
SOURCES: dict[str, Source] = {}


def register(name: str, source: Source) -> None:
    """Let the list ask `source(person, month)` for items, at one or two queries."""
    SOURCES[name] = source


def products(person: Any, month: Month) -> list[Product]:
    """Return all that a person did in a month, in the order of time.

    One query a source, however many items there are.
    """
    found = [item for source in SOURCES.values() for item in source(person, month)]
    return sorted(found, key=lambda item: (item.at, item.title))


def written(person: Any, month: Month) -> Iterator[Product]:
    """Yield the stories that first went out, with all that the person did for each."""
    start, end = month.span
    rows = (
        Author.objects.filter(user=person)
        .filter(page__first_published_at__gte=start, page__first_published_at__lt=end)
        .annotate(ending=ending_of("page_id"))
        .select_related("page__locale")
        .defer("page__body", "page__summary")
        .order_by("page_id", "sort_order", "pk")
    )
    parts: dict[int, list[Any]] = {}
    for row in rows:
        parts.setdefault(row.page_id, []).append(row)
    for mine in parts.values():
        roles = dict.fromkeys(str(each.get_part_display()) for each in mine)
        page = mine[0].page
        yield of_page(
            page, at=page.first_published_at, roles=tuple(roles), ending=mine[0].ending
        )


def signed(person: Any, month: Month) -> Iterator[Product]:
    """Yield the releases that this person signed and that went out."""
    start, end = month.span
    rows = (
        ReleasePage.objects.filter(signatory=person)
        .filter(first_published_at__gte=start, first_published_at__lt=end)
        .annotate(ending=ending_of("pk"))
        .select_related("locale")
        .defer("body", "summary")
    )
    for page in rows:
        role = (_("Signature"),)
        at = page.first_published_at
        yield of_page(page, at=at, roles=role, ending=page.ending)


def corrected(person: Any, month: Month) -> Iterator[Product]:
    """Yield the later versions that this person wrote, and pages that are no stories.

    A story's first version is the work of those whom it names: `written` has it.
    """
    for row in versions(month).filter(revision__user=person):
        is_first = row.number == 1
        if is_first and issubclass(model_of(row.page), Story):
            continue
        role = _("Text") if is_first else _("Correction")
        facts = {"at": row.published_at, "roles": (role,), "ending": row.ending}
        item = of_page(row.page, **facts, note=row.note or "")
        is_story = issubclass(model_of(row.page), Story)
        language = row.page.locale.language_code
        path = f"{word(VERSION, language=language)}/{row.number}/"
        yield item if not is_story else at_version(item, path)


def approved(person: Any, month: Month) -> Iterator[Product]:
    """Yield the texts that this person allowed to go out."""
    start, end = month.span
    rows = Approval.objects.filter(
        act=Approval.PUBLISH,
        approved_by=person,
        approved_at__gte=start,
        approved_at__lt=end,
    )
    for row in of_approvals(rows):
        role = (_("Approval"),)
        yield of_page(row.page, at=row.approved_at, roles=role, ending=row.ending)


def versions(month: Month) -> Any:
    """Return the versions of the month, each with its number and its note. No query."""
    start, end = month.span
    earlier = (
        Approval.objects.filter(page_id=OuterRef("page_id"), act=Approval.PUBLISH)
        .filter(
            Q(published_at__lt=OuterRef("published_at"))
            | Q(published_at=OuterRef("published_at"), pk__lte=OuterRef("pk"))
        )
        .order_by()
        .values("page_id")
    )
    counted = earlier.annotate(number=Count("pk")).values("number")
    rows = Approval.objects.filter(
        act=Approval.PUBLISH, published_at__gte=start, published_at__lt=end
    )
    return of_approvals(rows).annotate(
        number=Subquery(counted), note=KT("content__change_note")
    )


def of_approvals(rows: Any) -> Any:
    named = rows.annotate(ending=ending_of("page_id"))
    return named.select_related("page__locale").defer("content").order_by("pk")


def ending_of(key: str) -> Subquery:
    """Return how the page ended that is in force, as part of another query."""
    endings = Ending.objects.in_force().filter(page_id=OuterRef(key))
    return Subquery(endings.values("act")[:1])


def model_of(page: Page) -> Any:
    """Return the kind of a page; the table of kinds is kept in memory."""
    kind = ContentType.objects.get_for_id(page.content_type_id)
    return kind.model_class() or Page


def of_page(
    page: Any, *, at: datetime, roles: tuple[str, ...], ending: str | None, **facts: Any
) -> Product:
    return Product(
        at=at,
        title=page.title,
        kind=kind_of(page),
        roles=roles,
        url=page.get_full_url() or "",
        state=state_of(page, ending),
        **facts,
    )


def kind_of(page: Page) -> str:
    """Return the word for its kind, and its language where that is another one."""
    kind = str(model_of(page)._meta.verbose_name)
    if page.locale.language_code == settings.LANGUAGE_CODE:
        return kind
    return f"{kind} ({page.locale})"


def state_of(page: Page, ending: str | None) -> str:
    if ending == Ending.REVOKE:
        return _("revoked since")
    if ending == Ending.WITHDRAW:
        return _("withdrawn since")
    return "" if page.live else _("not public")


def at_version(item: Product, path: str) -> Product:
    """Return the item, led to the version itself: the page may have changed since."""
    return replace(item, url=f"{item.url}{path}") if item.url else item


def totals(items: Iterable[Product]) -> list[tuple[str, int]]:
    """Return how often the person did what, the most frequent first."""
    counted: dict[str, int] = {}
    for item in items:
        for role in item.roles:
            counted[role] = counted.get(role, 0) + 1
    return sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))


def covered(person: Any, month: Month) -> Iterator[Product]:
    """Yield what this person covered, with what became of it. One query."""
    start, end = month.span
    done = (Coverage.Status.COVERED, Coverage.Status.WRITTEN)
    rows = Part.objects.filter(
        user=person, answer=Part.Answer.ACCEPTED, coverage__status__in=done
    ).filter(coverage__starts_at__gte=start, coverage__starts_at__lt=end)
    for part in rows.select_related("coverage__story__locale"):
        coverage = part.coverage
        story = coverage.story
        yield Product(
            at=coverage.starts_at,
            title=coverage.title,
            kind=str(Coverage._meta.verbose_name),
            roles=(str(part),),
            url=(story.get_full_url() or "") if story and story.live else "",
            note=coverage.place,
        )


OURS = (written, signed, corrected, approved, covered)
