"""The triggers behind the wall: what passes by `save()` meets these."""

from sasando.core.triggers import Guard

MARK = (
    "EXISTS (SELECT 1 FROM core_approval a WHERE a.page_id = NEW.id AND a.act = '{act}'"
    " AND a.revision_id = {revision} AND a.voided_at IS NULL)"
)
OUT = MARK.format(act="publish", revision="NEW.live_revision_id")
BACK = MARK.format(act="withdraw", revision="OLD.live_revision_id")
KEPT = "EXISTS (SELECT 1 FROM core_approval a WHERE a.revision_id = OLD.id)"
# Every approval of this text is redacted, and no reader is shown it.
REDACTED = (
    "NOT EXISTS (SELECT 1 FROM core_approval a WHERE a.revision_id = OLD.id "
    "AND a.act = 'publish' AND a.redacted_at IS NULL) AND NOT EXISTS "
    "(SELECT 1 FROM wagtailcore_page p WHERE p.live AND p.live_revision_id = OLD.id)"
)
# A JSON text is "—" with its quotes on PostgreSQL, without them on SQLite.
BLANK = (
    "NOT EXISTS (SELECT 1 FROM {each}(NEW.content) WHERE NOT (key = 'pk' AND "
    "CAST(value AS text) = OLD.object_id) AND NOT (key = 'title' AND "
    "CAST(value AS text) IN ('—', '\"—\"')))"
)
ENDINGS_STAY = "endings are kept as they were written"
GUARDS = (
    Guard(
        "page_born_draft",
        "wagtailcore_page",
        "BEFORE INSERT",
        "nothing is born published",
        when="NEW.live AND (NEW.depth > 1 OR EXISTS "
        "(SELECT 1 FROM wagtailcore_page WHERE depth = 1))",
    ),
    Guard(
        "page_live_approved",
        "wagtailcore_page",
        "BEFORE UPDATE OF live, live_revision_id",
        "nothing is published or withdrawn without an approval",
        when="NEW.depth > 1 AND ((NEW.live AND (NOT OLD.live OR OLD.live_revision_id "
        f"{{differs}} NEW.live_revision_id) AND NOT {OUT}) "
        f"OR (OLD.live AND NOT NEW.live AND NOT {BACK}))",
    ),
    Guard(
        "page_stays_in_place",
        "wagtailcore_page",
        "BEFORE UPDATE OF path, depth",
        "what was published stays in its place",
        when="(NEW.path {differs} OLD.path OR NEW.depth {differs} OLD.depth) AND "
        "EXISTS (SELECT 1 FROM core_approval a WHERE a.page_id = OLD.id "
        "AND a.published_at IS NOT NULL)",
    ),
    Guard(
        "page_approved_stays",
        "wagtailcore_page",
        "BEFORE DELETE",
        "what was approved is kept",
        when="EXISTS (SELECT 1 FROM core_approval a WHERE a.page_id = OLD.id)",
    ),
    Guard(
        "approval_no_update",
        "core_approval",
        "BEFORE UPDATE OF id, page_id, act, digest, approved_by_id, "
        "approved_at, via, reason",
        "approvals are kept as they were given",
    ),
    Guard(
        "approval_text_stays",
        "core_approval",
        "BEFORE UPDATE OF content, redacted_at, redacted_reason",
        "an approved text is kept, or redacted once and whole with a reason",
        when="NOT (OLD.act = 'publish' AND OLD.redacted_at IS NULL "
        "AND NEW.redacted_at IS NOT NULL AND NEW.content = '{{}}' "
        "AND length(trim(NEW.redacted_reason)) > 0 AND NOT EXISTS "
        "(SELECT 1 FROM wagtailcore_page p WHERE p.id = OLD.page_id AND p.live "
        "AND p.live_revision_id = OLD.revision_id))",
    ),
    Guard(
        "approval_born_whole",
        "core_approval",
        "BEFORE INSERT",
        "an approval is not born redacted",
        when="NEW.redacted_at IS NOT NULL",
    ),
    Guard(
        "approval_alone_reasoned",
        "core_approval",
        "BEFORE INSERT",
        "who publishes alone says why",
        when="NEW.via = 'urgent' AND (NEW.act <> 'publish' "
        "OR NEW.approved_by_id IS NULL OR length(trim(NEW.reason)) = 0)",
    ),
    Guard(
        "approval_void_stays",
        "core_approval",
        "BEFORE UPDATE OF voided_at, revision_id, published_at",
        "what is void stays void",
        when="OLD.voided_at IS NOT NULL AND (NEW.voided_at {differs} OLD.voided_at "
        "OR NEW.revision_id {differs} OLD.revision_id "
        "OR NEW.published_at {differs} OLD.published_at)",
    ),
    Guard(
        "approval_used_once",
        "core_approval",
        "BEFORE UPDATE OF revision_id, published_at",
        "an approval is used once",
        when="(OLD.revision_id IS NOT NULL AND NEW.revision_id {differs} "
        "OLD.revision_id) OR (OLD.published_at IS NOT NULL AND NEW.published_at "
        "{differs} OLD.published_at)",
    ),
    Guard(
        "approval_no_replace",
        "core_approval",
        "BEFORE INSERT",
        "approvals are kept as they were given",
        when="EXISTS (SELECT 1 FROM core_approval WHERE id = NEW.id)",
        vendors=("sqlite",),
    ),
    Guard(
        "approval_no_truncate",
        "core_approval",
        "BEFORE TRUNCATE",
        "approvals are kept as they were given",
        vendors=("postgresql",),
        each="STATEMENT",
    ),
    Guard(
        "approved_text_stays",
        "wagtailcore_revision",
        "BEFORE UPDATE OF content",
        "a text that went out is kept as it was",
        when=f"NEW.content {{differs}} OLD.content AND {KEPT} "
        f"AND NOT ({REDACTED} AND {BLANK})",
    ),
    Guard(
        "revision_author_stays",
        "wagtailcore_revision",
        "BEFORE UPDATE OF user_id, object_id, content_type_id",
        "who wrote a text stays on record",
        when="OLD.user_id {differs} NEW.user_id OR OLD.object_id {differs} "
        "NEW.object_id OR OLD.content_type_id {differs} NEW.content_type_id",
    ),
    Guard(
        "revision_of_page_stays",
        "wagtailcore_revision",
        "BEFORE DELETE",
        "who wrote a text stays on record",
        when="EXISTS (SELECT 1 FROM core_approval a WHERE CAST(a.page_id AS text) = "
        "OLD.object_id) AND EXISTS (SELECT 1 FROM django_content_type t WHERE t.id = "
        "OLD.base_content_type_id AND t.app_label = 'wagtailcore' "
        "AND t.model = 'page') "
        # A later text of the same person says as well who wrote.
        "AND (OLD.user_id IS NULL OR NOT EXISTS (SELECT 1 FROM wagtailcore_revision "
        "later WHERE later.object_id = OLD.object_id AND later.base_content_type_id = "
        "OLD.base_content_type_id AND later.user_id = OLD.user_id "
        "AND later.id > OLD.id))",
    ),
    Guard(
        "page_not_hidden",
        "wagtailcore_pageviewrestriction",
        "BEFORE INSERT",
        "every page is public",
    ),
    Guard(
        "approval_no_delete",
        "core_approval",
        "BEFORE DELETE",
        "approvals are kept as they were given",
    ),
    Guard(
        "ending_no_update",
        "core_ending",
        "BEFORE UPDATE OF id, page_id, act, at, by_id, reason, goes_to_id, redirects",
        ENDINGS_STAY,
    ),
    Guard(
        "ending_over_stays",
        "core_ending",
        "BEFORE UPDATE OF over_at",
        "what is over stays over",
        when="OLD.over_at IS NOT NULL AND NEW.over_at {differs} OLD.over_at",
    ),
    Guard(
        "ending_over_allowed",
        "core_ending",
        "BEFORE UPDATE OF over_at",
        "an ending is over by a new approval, or by a withdrawal",
        when="OLD.over_at IS NULL AND NEW.over_at IS NOT NULL AND NOT EXISTS "
        "(SELECT 1 FROM core_approval a WHERE a.page_id = OLD.page_id AND "
        "a.voided_at IS NULL AND ((a.act = 'publish' AND a.published_at = "
        "NEW.over_at) OR (a.act = 'withdraw' AND a.approved_at = NEW.over_at)))",
    ),
    Guard("ending_no_delete", "core_ending", "BEFORE DELETE", ENDINGS_STAY),
    Guard(
        "ending_no_replace",
        "core_ending",
        "BEFORE INSERT",
        ENDINGS_STAY,
        # The unique rule of one page makes REPLACE delete a row as well as the key.
        when="EXISTS (SELECT 1 FROM core_ending WHERE id = NEW.id "
        "OR (page_id = NEW.page_id AND over_at IS NULL AND NEW.over_at IS NULL))",
        vendors=("sqlite",),
    ),
    Guard(
        "ending_no_truncate",
        "core_ending",
        "BEFORE TRUNCATE",
        ENDINGS_STAY,
        vendors=("postgresql",),
        each="STATEMENT",
    ),
)
