"""The log that cannot be unmade: one hash chain a record, personal data beside it.

Each entry's digest is SHA-256 over the digest before and this entry's own facts. What
is personal stands in a row of its own; the chain holds only its salted hash, and the
salt stands with the data, so that erasing that row leaves the chain whole and nothing
to guess from. Triggers refuse every change (`GUARDS`).
"""

import hashlib
import secrets
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar, Self

from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models, transaction
from django.db.models.functions import Collate
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop
from wagtail.log_actions import registry
from wagtail.models.audit_log import BaseLogEntry, BaseLogEntryManager

from sasando.core.hashing import HASHED, chain_hash, personal_hash, settled
from sasando.core.triggers import Guard

SAYS = "the log is append-only"
GUARDS = (
    Guard("entry_no_update", "core_entry", "BEFORE UPDATE", SAYS),
    Guard("entry_no_delete", "core_entry", "BEFORE DELETE", SAYS),
    # REPLACE INTO forges a row past the other two, because it deletes without a word.
    Guard(
        "entry_no_replace",
        "core_entry",
        "BEFORE INSERT",
        SAYS,
        when="EXISTS (SELECT 1 FROM core_entry WHERE id = NEW.id "
        "OR (content_type_id IS NEW.content_type_id "
        "AND object_id = NEW.object_id AND seq = NEW.seq))",
        vendors=("sqlite",),
    ),
    Guard(
        "entry_no_truncate",
        "core_entry",
        "BEFORE TRUNCATE",
        SAYS,
        vendors=("postgresql",),
        each="STATEMENT",
    ),
)
# The number and the digest of a chain's last entry.
End = tuple[int, str]


class EntryManager(BaseLogEntryManager):
    def get_queryset(self) -> models.QuerySet[Any]:
        # Wagtail's user_display_name raises for a deleted user that was not joined.
        return super().get_queryset().select_related("user")

    def for_instance(self, instance: models.Model) -> models.QuerySet[Any]:
        """Return the entries of one record, newest first."""
        return self.filter(
            content_type=type_of(instance), object_id=str(instance.pk)
        ).order_by("-seq")

    def log_action(self, instance: models.Model, action: str, **facts: Any) -> Any:
        """Write what Wagtail's own screens did to a record of ours."""
        return self.model.write(
            instance,
            action,
            by=facts.get("user"),
            data=facts.get("data"),
            at=facts.get("timestamp"),
            uuid=facts.get("uuid"),
        )


class BaseEntry(BaseLogEntry):
    content_type = models.ForeignKey(
        ContentType,
        on_delete=models.DO_NOTHING,
        null=True,
        blank=True,
        db_constraint=False,
        related_name="+",
        verbose_name=_("content type"),
    )
    object_id = models.CharField(_("record"), max_length=255)
    seq = models.PositiveIntegerField(_("number in the chain"))
    before = models.CharField(_("digest before"), max_length=64, blank=True)
    digest = models.CharField(_("digest"), max_length=64)
    personal_digest = models.CharField(
        _("hash of the personal data"), max_length=64, blank=True
    )

    objects = EntryManager()

    class Meta:
        abstract = True
        verbose_name = _("log entry")
        verbose_name_plural = _("log entries")
        ordering = ["-timestamp", "-seq"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["content_type", "object_id", "seq"], name="entry_one_chain"
            )
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        # Not the base class's full_clean(): it costs three queries an entry.
        if not registry.action_exists(self.action):
            raise ValueError(f"The log action {self.action} has not been registered.")
        models.Model.save(self, force_insert=True)

    @classmethod
    def write(
        cls,
        record: models.Model,
        action: str,
        *,
        by: Any,
        at: datetime | None = None,
        **facts: Any,
    ) -> Self:
        """Append one entry to the chain of `record` and return it.

        `facts` may hold `data` (public, JSON), `personal` (JSON, erasable) and `uuid`.
        Must run in the transaction of the change it tells of. Three or four queries.
        Raises ValueError for an action that no room has registered, and for facts
        that a database would not give back as they were written (`settled`).
        """
        with transaction.atomic():
            return cls.append(record, action, by=by, at=at, **facts)

    @classmethod
    def append(
        cls, record: models.Model, action: str, *, by: Any, at: Any, **facts: Any
    ) -> Self:
        content_type = type_of(record)
        hold_chain(content_type.pk, str(record.pk))
        chain = cls.objects.filter(content_type=content_type, object_id=str(record.pk))
        last = chain.order_by("-seq").values_list("seq", "digest").first()
        salt = secrets.token_hex(16)
        personal = settled(facts.get("personal") or {})
        entry = cls(
            content_type=content_type,
            object_id=str(record.pk),
            seq=last[0] + 1 if last else 1,
            before=last[1] if last else "",
            action=action,
            user=by,
            label=str(record),
            timestamp=at or timezone.now(),
            data=settled(facts.get("data") or {}),
            personal_digest=personal_hash(salt, personal) if personal else "",
            uuid=facts.get("uuid"),
        )
        entry.digest = chain_hash(
            entry.before, tuple(getattr(entry, name) for name in HASHED)
        )
        entry.save()
        if personal:
            related = cls._meta.get_field("personal").related_model
            related.objects.create(entry=entry, salt=salt, facts=personal)
        return entry


class BasePersonal(models.Model):
    salt = models.CharField(_("salt"), max_length=32)
    facts = models.JSONField(_("personal data"), encoder=DjangoJSONEncoder)

    class Meta:
        abstract = True
        verbose_name = _("personal data of an entry")
        verbose_name_plural = _("personal data of entries")

    def __str__(self) -> str:
        return f"#{self.pk}"


@dataclass(frozen=True, slots=True)
class Fault:
    """One place where a chain does not hold."""

    record: str
    seq: int
    what: str


@dataclass(frozen=True, slots=True)
class Proof:
    """What `verify` found: how many entries and chains, one digest over all heads.

    `ends` holds the last number and digest of each chain, when they were asked for.
    """

    entries: int
    chains: int
    heads: str
    faults: tuple[Fault, ...]
    ends: dict[str, End] = field(default_factory=dict)


class Heads:
    """One digest over the ends of all chains, which must be told in chain order."""

    def __init__(self) -> None:
        self.chains = 0
        self.sum = hashlib.sha256()

    def add(self, record: str, seq: int, digest: str) -> None:
        """Take in the end of one chain."""
        self.chains += 1
        self.sum.update(f"{record}:{seq}:{digest};".encode())


class Walk:
    """One pass over all chains in order: what was seen, and where it did not hold."""

    def __init__(self, kept: Iterable[Mapping[str, End]]) -> None:
        self.left: dict[str, set[End]] = {}
        for ends in kept:
            for name, end in ends.items():
                self.left.setdefault(name, set()).add(end)
        self.heads = Heads()
        self.faults: list[Fault] = []
        self.entries = 0
        self.here = ("", 0, "")

    def step(self, row: tuple[Any, ...], said_before: str, digest: str) -> bool:
        """Take in one entry; return whether it began another chain."""
        record, seq, before = self.here
        name = f"{row[0]}/{row[1]}"
        begins = name != record
        if begins:
            self.close()
            seq, before = 0, ""
        if row[2] != seq + 1:
            self.fault(name, seq + 1, gettext_noop("an entry is missing or inserted"))
        if said_before != before or digest != chain_hash(before, row):
            self.fault(name, row[2], gettext_noop("an entry was changed"))
        if self.left:
            self.compare(name, row[2], digest)
        self.entries += 1
        self.here = (name, row[2], digest)
        return begins

    def compare(self, name: str, seq: int, digest: str) -> None:
        left = self.left.get(name, set())
        met = {end for end in left if end[0] == seq}
        if not met:
            return
        if met == left:
            del self.left[name]
        left -= met
        if met != {(seq, digest)}:
            self.fault(name, seq, gettext_noop("an entry differs from the anchor"))

    def close(self) -> None:
        """End the chain that the walk stands in."""
        if self.here[0]:
            self.heads.add(*self.here)

    def fault(self, record: str, seq: int, what: str) -> None:
        self.faults.append(Fault(record, seq, what))


def verify(
    model: type[BaseEntry],
    *,
    kept: Iterable[Mapping[str, End]] = (),
    keep_ends: bool = False,
    only: models.Q | None = None,
) -> Proof:
    """Read every entry in chain order and return the proof. Two streamed queries.

    A changed, inserted, moved or missing entry is a `Fault`. A chain cut at its end
    shows only against the `ends` of earlier proofs, given as `kept`: hold them
    outside this machine. `only` limits the walk to some chains, for a quick look.
    About 2 s of CPU for 100,000 entries.
    """
    walk = Walk(kept)
    ends: dict[str, End] = {}
    for row in rows_in_order(model, only):
        last = walk.here
        if walk.step(row[:-2], row[-2], row[-1]) and keep_ends and last[0]:
            ends[last[0]] = last[1:]
    walk.close()
    if keep_ends and walk.entries:
        ends[walk.here[0]] = walk.here[1:]
    for record, left in walk.left.items():
        walk.fault(record, min(left)[0], gettext_noop("an entry of the anchor is gone"))
    faults = (*walk.faults, *changed_personal(model, only))
    heads = walk.heads
    return Proof(walk.entries, heads.chains, heads.sum.hexdigest(), faults, ends)


def rows_in_order(
    model: type[BaseEntry], only: models.Q | None
) -> Iterator[tuple[Any, ...]]:
    # "C": the digest over all heads must not depend on how a server sorts letters.
    postgres = connection.vendor == "postgresql"
    record = Collate("object_id", "C") if postgres else models.F("object_id")
    rows = model._base_manager.filter(only or models.Q())
    rows = rows.order_by("content_type_id", record, "seq")
    return rows.values_list(*HASHED, "before", "digest").iterator(chunk_size=5000)


def changed_personal(model: type[BaseEntry], only: models.Q | None) -> list[Fault]:
    """Return a fault for each personal row that no longer fits its salted hash."""
    related = model._meta.get_field("personal").related_model
    rows = related._base_manager.all()
    if only is not None:
        rows = rows.filter(entry__in=model._base_manager.filter(only))
    rows = rows.values_list(
        "salt",
        "facts",
        "entry__personal_digest",
        "entry__content_type_id",
        "entry__object_id",
        "entry__seq",
    )
    return [
        Fault(f"{kind}/{record}", seq, gettext_noop("personal data was changed"))
        for salt, facts, digest, kind, record, seq in rows.iterator(chunk_size=5000)
        if personal_hash(salt, facts) != digest
    ]


def type_of(record: models.Model) -> ContentType:
    return ContentType.objects.get_for_model(record, for_concrete_model=False)


def hold_chain(content_type_id: int, object_id: str) -> None:
    # On SQLite BEGIN IMMEDIATE already lets one writer in; PostgreSQL needs a lock
    # on a chain that may have no row yet.
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_advisory_xact_lock(%s, hashtext(%s))",
                [content_type_id, object_id],
            )
