"""Reads a whole export and says what each item would become; writes nothing."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sasando.imports.faults import fault
from sasando.imports.mapping import Kind
from sasando.imports.media import Library, Store
from sasando.imports.models import as_key
from sasando.imports.plans import Plan, Wishes, is_taken, plan
from sasando.imports.wxr import Export, Item


@dataclass(slots=True)
class Scan:
    """One walk over an export. The counts are whole once `plans` has ended."""

    export: Export
    store: Store
    wishes: Wishes
    credit: str = ""
    library: Library = field(default_factory=lambda: Library(set()))
    files: dict[str, str] = field(default_factory=dict)
    skipped: Counter[str] = field(default_factory=Counter)
    comments: int = 0
    seen: set[str] = field(default_factory=set)
    # Where only some are wanted, the others cost no more than their XML.
    only: frozenset[str] | None = None

    def plans(self) -> Iterator[Plan]:
        """Yield a plan for each text, then one for each file that they show.

        Reads the export twice: a picture may stand after the text that shows it.
        Memory grows with the number of files and keys, not with the texts. Raises
        Unreadable.
        """
        self.learn()
        yield from self.texts()
        for key, title in self.files.items():
            yield self.file(key, title)

    def texts(self) -> Iterator[Plan]:
        """Yield a plan for each text that is wanted; `learn` was called before."""
        for item in self.export.items():
            self.comments += item.comments
            if item.kind == "attachment":
                continue
            if not is_taken(item):
                self.skipped[item.kind if item.kind != "post" else "trash"] += 1
            elif (found := self.one(item)) is not None:
                yield found

    def learn(self) -> None:
        """Take in what the export says of its files."""
        self.library.credit = self.credit
        for item in self.export.items():
            if item.kind == "attachment":
                self.library.hosts = self.export.site.hosts
                self.library.learn(item)
        self.library.hosts = self.export.site.hosts

    def one(self, item: Item) -> Plan | None:
        key = named = as_key(item.key or f"line={item.line}")
        is_second = key in self.seen
        if is_second:
            key = as_key(f"{key} ({item.line})")
        self.seen.add(key)
        if self.only is not None and key not in self.only:
            return None
        writers = self.export.site.writers
        found = plan(item, self.library, writers, wishes=self.wishes)
        found.key = key
        if is_second:
            found.faults.insert(0, fault("twice", key=named))
        elif not found.is_wrong:
            for each in found.files:
                self.files.setdefault(each, found.title)
        return found

    def file(self, key: str, title: str) -> Plan:
        shown = self.library.keyed.get(key)
        title = (shown.caption if shown else "") or title
        found = Plan(as_key(f"file:{key}"), 0, Kind.FILE, title=title, files=[key])
        if (why := self.store.has(key)) is not None:
            found.faults.append(why)
        return found

    def tally(self) -> dict[str, Any]:
        """Return what was counted beside the rows."""
        return {
            "version": self.export.site.version,
            "skipped": dict(self.skipped),
            "comments": self.comments,
            "removed": self.export.removed,
        }
