"""What the log says of each page's approvals, set against the rows that decide.

The rows of `Approval` let a text be live; a forged or altered one would too. The log
tells the same story in a chain, so it is told again from there and compared.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_noop
from wagtail.models import Page, PageViewRestriction, Site

from sasando.core.cited import digest_of
from sasando.core.models import Approval, Ending, Entry, as_text

FORGED = gettext_noop("an approval that the log does not know")
GONE = gettext_noop("an approval of the log is gone")
ALTERED = gettext_noop("an approval is not as the log tells it")
OTHER_TEXT = gettext_noop("the text of an approval is not the one of its hash")
ENDING_FORGED = gettext_noop("an ending that the log does not know")
ENDING_GONE = gettext_noop("an ending of the log is gone")
ENDING_ALTERED = gettext_noop("an ending is not as the log tells it")
UNREAD = gettext_noop("an entry of the log cannot be read")
HIDDEN = gettext_noop("it is hidden from readers")
LOST = gettext_noop("it is live, but not at an address of the site")
NOT_OUT = gettext_noop("the log says another text is out, or none")

ACTS = {"page.approved": "publish", "page.withdrawn": "withdraw"}
ACTS |= {"page.ended": "withdraw", "page.urgent": "publish"}
OTHER = (
    *("page.published", "page.adopted", "page.revoked", "page.redacted"),
    "page.voided",
)
FACTS = ("digest", "via", "reason", "approved_by", "approved_at")
WHOLE = {"redacted_at": None, "redacted_reason": ""}
Rows = dict[int, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Discord:
    """One page whose rows and log disagree, and how."""

    page: int
    what: str


@dataclass(slots=True)
class Story:
    """One page as the log tells it: approvals, the one that is out, endings."""

    approvals: Rows = field(default_factory=dict)
    endings: Rows = field(default_factory=dict)
    out: int | None = None
    read: bool = True
    began: bool = False

    def hear(self, action: str, data: dict[str, Any], *, at: str) -> None:
        """Take in the next entry of this page, or note that it cannot be read."""
        try:
            self.follow(action, data, at=at)
        except (KeyError, TypeError, AttributeError):
            self.read = False

    def follow(self, action: str, data: dict[str, Any], *, at: str) -> None:
        if action == "page.adopted":
            self.adopt(data)
        elif action == "page.published":
            self.goes_out(data["approval"], data["revision"], at=at)
        elif action == "page.redacted":
            self.redacted(data["approvals"], data["reason"], at=at)
        elif action == "page.voided":
            self.end(data["approvals"])
        elif action == "page.revoked":
            self.end(self.waiting())
        else:
            self.allowed(action, data)
        # Those of before endings had rows have none in the log either.
        if "ending" in data:
            self.ends(data["ending"], at=at)

    def ends(self, facts: dict[str, Any], *, at: str) -> None:
        self.stands_again(at=at)
        told = {"at": at, "over_at": None}
        self.endings[facts["ending"]] = without_key(facts, "ending") | told

    def stands_again(self, *, at: str) -> None:
        for facts in self.endings.values():
            facts["over_at"] = facts["over_at"] or at

    def redacted(self, approvals: list[int], reason: str, *, at: str) -> None:
        self.end(approvals)
        for pk in approvals:
            facts = {"redacted_at": at, "redacted_reason": reason}
            self.approvals[pk].update(facts)

    def adopt(self, data: dict[str, Any]) -> None:
        """Take over approvals of before: once, before all else, none left out."""
        known = {each["approval"]: adopted(each) for each in data["approvals"]}
        if self.began or not self.approvals.keys() <= known.keys():
            raise KeyError
        self.approvals, self.out, self.began = known, data["out"], True
        # Entries of before did not yet carry all facts.
        self.read = True

    def allowed(self, action: str, data: dict[str, Any]) -> None:
        if (data.get("via") == Approval.ALONE) != (action == "page.urgent"):
            # What one person did alone is told as such, and nothing else is.
            raise KeyError
        act, revision = ACTS[action], None
        if act == "withdraw":
            revision = self.approvals.get(self.out or 0, {}).get("revision")
            self.withdrawn(all_of_them=action == "page.withdrawn")
        else:
            self.end(self.waiting())
        facts = {name: data.get(name) for name in FACTS}
        facts |= {"act": act, "void": False, "revision": revision, "published_at": None}
        facts |= WHOLE
        self.approvals[data["approval"]] = facts

    def waiting(self) -> list[int]:
        """Return the approvals of texts that are not out."""
        there = self.approvals.items()
        return [k for k, v in there if k != self.out and v["act"] == "publish"]

    def withdrawn(self, *, all_of_them: bool) -> None:
        """End what is out; a page that ends by its date keeps what waits."""
        for pk, facts in self.approvals.items():
            if all_of_them or pk == self.out or facts["act"] == "withdraw":
                facts["void"] = True
        self.out = None

    def goes_out(self, approval: int, revision: int, *, at: str) -> None:
        self.end(pk for pk in self.approvals if pk != approval)
        self.stands_again(at=at)
        facts = {"revision": revision, "published_at": at}
        self.approvals.setdefault(approval, {}).update(facts)
        self.out, self.began = approval, True

    def end(self, approvals: Any) -> None:
        for pk in approvals:
            self.approvals[pk]["void"] = True


def discords() -> list[Discord]:
    """Return every page on which approvals, log and what is live do not agree.

    Six streamed queries; memory grows with the number of approvals, not of texts.
    """
    stories, endings = told(), ended()
    rows: dict[int, Rows] = {}
    found = []
    for page, pk, facts, sound in stored():
        rows.setdefault(page, {})[pk] = facts
        if not sound:
            found.append(Discord(page, OTHER_TEXT))
    for page in sorted(stories.keys() | rows.keys() | endings.keys()):
        story = stories.get(page, Story())
        found += [Discord(page, what) for what in compare(rows.get(page, {}), story)]
        what = of_endings(endings.get(page, {}), story.endings)
        found += [Discord(page, each) for each in what]
    return found + wrongly_out(stories) + lost()


def told() -> dict[int, Story]:
    """Return each page's story from the log, in the order of its chain."""
    actions = [*ACTS, *OTHER]
    rows = Entry._base_manager.filter(action__in=actions)
    rows = rows.order_by("content_type_id", "object_id", "seq")
    stories: dict[int, Story] = {}
    rows = rows.values_list("object_id", "action", "data", "timestamp")
    for record, action, data, at in rows.iterator(chunk_size=2000):
        # A forged record is no page; it shows as one that the log tells of alone.
        page = int(record) if record.isdecimal() else 0
        stories.setdefault(page, Story()).hear(action, data, at=as_text(at))
    return stories


def stored() -> Iterator[tuple[int, int, dict[str, Any], bool]]:
    """Yield page, key and facts of each approval, and whether its text is sound."""
    for row in Approval._base_manager.order_by("pk").iterator(chunk_size=200):
        yield row.page_id, row.pk, facts_of(row), is_sound(row)


def adopted(facts: dict[str, Any]) -> dict[str, Any]:
    """Return an approval of before the log told of going out, as `Story` holds it."""
    out = facts["act"] == "publish" and facts["revision"] is not None
    facts["published_at"] = facts["approved_at"] if out else None
    return without_key(facts, "approval") | WHOLE


def without_key(facts: dict[str, Any], key: str) -> dict[str, Any]:
    return {name: value for name, value in facts.items() if name != key}


def ended() -> dict[int, Rows]:
    """Return the endings of each page by key, as `Story` holds them."""
    rows: dict[int, Rows] = {}
    for row in Ending._base_manager.order_by("pk").iterator(chunk_size=200):
        facts = without_key(row.facts(), "ending") | {"at": as_text(row.at)}
        facts["over_at"] = row.over_at and as_text(row.over_at)
        rows.setdefault(row.page_id, {})[row.pk] = facts
    return rows


def facts_of(row: Approval) -> dict[str, Any]:
    """Return an approval as `Story` holds it."""
    facts = row.facts() | {"act": row.act, "void": row.voided_at is not None}
    facts["revision"] = row.revision_id
    facts["published_at"] = row.published_at and as_text(row.published_at)
    facts["redacted_at"] = row.redacted_at and as_text(row.redacted_at)
    facts["redacted_reason"] = row.redacted_reason
    del facts["approval"]
    return facts


def is_sound(row: Approval) -> bool:
    if row.act != Approval.PUBLISH:
        return True
    if row.redacted_at:
        return bool(row.content == {})
    return digest_of(row) == row.digest


def compare(there: Rows, story: Story) -> Iterator[str]:
    """Yield what differs between the rows and the log of one page."""
    known = story.approvals
    if not story.read:
        yield UNREAD
    if there.keys() - known.keys():
        yield FORGED
    if known.keys() - there.keys():
        yield GONE
    if any(there[pk] != known[pk] for pk in there.keys() & known.keys()):
        yield ALTERED


def of_endings(there: Rows, known: Rows) -> Iterator[str]:
    """Yield what differs between the endings of one page and its log."""
    if there.keys() - known.keys():
        yield ENDING_FORGED
    if known.keys() - there.keys():
        yield ENDING_GONE
    if any(there[pk] != known[pk] for pk in there.keys() & known.keys()):
        yield ENDING_ALTERED


def wrongly_out(stories: dict[int, Story]) -> list[Discord]:
    """Return the pages that are live, or not, against what the log says.

    Only the root of the tree is exempt: it is no page for readers. A second one, or a
    page hidden behind a restriction, is named too.
    """
    root = Page.objects.filter(depth=1).order_by("path", "pk").first()
    live = Page.objects.filter(live=True).exclude(pk=root and root.pk)
    now = dict(live.values_list("pk", "live_revision_id"))
    wrong = []
    for page in sorted(stories.keys() | now.keys()):
        story = stories.get(page, Story())
        said = story.approvals.get(story.out or 0, {}).get("revision")
        if (story.out is not None) != (page in now) or said != now.get(page):
            wrong.append(Discord(page, NOT_OUT))
    hidden = PageViewRestriction.objects.values_list("page_id", flat=True)
    return wrong + [Discord(page, HIDDEN) for page in hidden]


def lost() -> list[Discord]:
    """Return the live pages that no reader reaches by the address they are told.

    Walks the tree from the root, in the order of its paths, with the addresses of
    those above each page in hand.
    """
    homes = Site.objects.values("root_page__translation_key")
    roots = set(
        Page.objects.filter(translation_key__in=homes).values_list("pk", flat=True)
    )
    above: list[tuple[str, bool]] = []
    facts = ("pk", "depth", "slug", "url_path", "live")
    wrong = []
    for pk, depth, slug, told, live in Page.objects.order_by("path").values_list(
        *facts
    ):
        whole, above = len(above) >= depth - 1, above[: depth - 1]
        address, inside = above[-1] if above else ("", False)
        address = f"{address}{slug}/" if depth > 1 else "/"
        inside = inside or pk in roots
        above.append((address, inside))
        if live and depth > 1 and not (whole and inside and told == address):
            wrong.append(Discord(pk, LOST))
    return wrong
