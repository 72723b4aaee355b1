"""Write approvals down that were given before the log told of each going out."""

from datetime import UTC

from django.db import migrations
from django.utils import timezone

from sasando.core.hashing import HASHED, chain_hash


def facts_of(approval):
    moment = approval.approved_at.astimezone(UTC)
    return {
        "approval": approval.pk,
        "act": approval.act,
        "digest": approval.digest,
        "via": approval.via,
        "reason": approval.reason,
        "approved_by": approval.approved_by_id,
        "approved_at": moment.isoformat(timespec="microseconds"),
        "void": approval.voided_at is not None,
        "revision": approval.revision_id,
    }


def tell(apps, schema_editor):
    pages = apps.get_model("wagtailcore", "Page").objects
    for page in pages.filter(approvals__isnull=False).distinct().order_by("pk"):
        tell_of(page, apps.get_model("core", "Entry"))


def tell_of(page, Entry):
    approvals = [facts_of(each) for each in page.approvals.order_by("pk")]
    out = page.live_revision_id if page.live else None
    chosen = [
        facts["approval"]
        for facts in approvals
        if facts["act"] == "publish" and not facts["void"] and facts["revision"] == out
    ]
    record = {"content_type_id": page.content_type_id, "object_id": str(page.pk)}
    last = Entry.objects.filter(**record).order_by("-seq").first()
    entry = Entry(
        **record,
        seq=last.seq + 1 if last else 1,
        before=last.digest if last else "",
        action="page.adopted",
        label=page.title,
        timestamp=timezone.now(),
        data={"approvals": approvals, "out": chosen[-1] if out and chosen else None},
    )
    facts = tuple(getattr(entry, name) for name in HASHED)
    entry.digest = chain_hash(entry.before, facts)
    entry.save(force_insert=True)


class Migration(migrations.Migration):
    dependencies = [("core", "0003_days_off")]

    operations = [migrations.RunPython(tell, migrations.RunPython.noop)]
