-- Made by `make schema` from fdeb2124575ec81d121179a7f7707d9990f71836cfa8af85bf0f808ee0852c27
CREATE FUNCTION public.approval_alone_reasoned() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF NEW.via = 'urgent' AND (NEW.act <> 'publish' OR NEW.approved_by_id IS NULL OR length(trim(NEW.reason)) = 0) THEN RAISE EXCEPTION 'who publishes alone says why' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$;
CREATE FUNCTION public.approval_alone_told() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF NEW.via = 'urgent' AND NOT EXISTS (SELECT 1 FROM newsroom_urgentpublication u WHERE u.page_id = NEW.page_id AND u.digest = NEW.digest AND u.by_id = NEW.approved_by_id AND u.reason = NEW.reason AND u.approval_id IS NULL) THEN RAISE EXCEPTION 'who publishes alone is on record first' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$;
CREATE FUNCTION public.approval_born_whole() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF NEW.redacted_at IS NOT NULL THEN RAISE EXCEPTION 'an approval is not born redacted' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$;
CREATE FUNCTION public.approval_no_delete() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN  RAISE EXCEPTION 'approvals are kept as they were given' USING ERRCODE = 'integrity_constraint_violation';  RETURN OLD; END $$;
CREATE FUNCTION public.approval_no_truncate() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN  RAISE EXCEPTION 'approvals are kept as they were given' USING ERRCODE = 'integrity_constraint_violation';  RETURN NEW; END $$;
CREATE FUNCTION public.approval_no_update() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN  RAISE EXCEPTION 'approvals are kept as they were given' USING ERRCODE = 'integrity_constraint_violation';  RETURN NEW; END $$;
CREATE FUNCTION public.approval_text_stays() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF NOT (OLD.act = 'publish' AND OLD.redacted_at IS NULL AND NEW.redacted_at IS NOT NULL AND NEW.content = '{}' AND length(trim(NEW.redacted_reason)) > 0 AND NOT EXISTS (SELECT 1 FROM wagtailcore_page p WHERE p.id = OLD.page_id AND p.live AND p.live_revision_id = OLD.revision_id)) THEN RAISE EXCEPTION 'an approved text is kept, or redacted once and whole with a reason' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$;
CREATE FUNCTION public.approval_used_once() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF (OLD.revision_id IS NOT NULL AND NEW.revision_id IS DISTINCT FROM OLD.revision_id) OR (OLD.published_at IS NOT NULL AND NEW.published_at IS DISTINCT FROM OLD.published_at) THEN RAISE EXCEPTION 'an approval is used once' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$;
CREATE FUNCTION public.approval_void_stays() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF OLD.voided_at IS NOT NULL AND (NEW.voided_at IS DISTINCT FROM OLD.voided_at OR NEW.revision_id IS DISTINCT FROM OLD.revision_id OR NEW.published_at IS DISTINCT FROM OLD.published_at) THEN RAISE EXCEPTION 'what is void stays void' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$;
CREATE FUNCTION public.approved_text_stays() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF NEW.content IS DISTINCT FROM OLD.content AND EXISTS (SELECT 1 FROM core_approval a WHERE a.revision_id = OLD.id) AND NOT (NOT EXISTS (SELECT 1 FROM core_approval a WHERE a.revision_id = OLD.id AND a.act = 'publish' AND a.redacted_at IS NULL) AND NOT EXISTS (SELECT 1 FROM wagtailcore_page p WHERE p.live AND p.live_revision_id = OLD.id) AND NOT EXISTS (SELECT 1 FROM jsonb_each(NEW.content) WHERE NOT (key = 'pk' AND CAST(value AS text) = OLD.object_id) AND NOT (key = 'title' AND CAST(value AS text) IN ('—', '"—"')))) THEN RAISE EXCEPTION 'a text that went out is kept as it was' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$;
CREATE FUNCTION public.attempt_closed_once() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF OLD.ended_at IS NOT NULL OR NEW.ended_at IS NULL OR NEW.id IS DISTINCT FROM OLD.id OR NEW.delivery_id IS DISTINCT FROM OLD.delivery_id OR NEW.phase IS DISTINCT FROM OLD.phase OR NEW.fence IS DISTINCT FROM OLD.fence OR NEW.started_at IS DISTINCT FROM OLD.started_at OR NEW.fingerprint IS DISTINCT FROM OLD.fingerprint THEN RAISE EXCEPTION 'attempts are kept as they were' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$;
CREATE FUNCTION public.attempt_no_delete() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN  RAISE EXCEPTION 'attempts are kept as they were' USING ERRCODE = 'integrity_constraint_violation';  RETURN OLD; END $$;
CREATE FUNCTION public.attempt_no_truncate() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN  RAISE EXCEPTION 'attempts are kept as they were' USING ERRCODE = 'integrity_constraint_violation';  RETURN NEW; END $$;
CREATE FUNCTION public.delivery_tells() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF NEW.status <> OLD.status AND NEW.status IN ('published', 'needs_human', 'failed', 'media_failed', 'recalled', 'cancelled') AND OLD.status <> 'edit_requested' AND EXISTS (SELECT 1 FROM channels_hook WHERE removed_at IS NULL) THEN INSERT INTO channels_happening (name, kind, content_id, delivery_id, external_id, permalink, problem, at) VALUES (replace(gen_random_uuid()::text, '-', ''), CASE NEW.status WHEN 'published' THEN 'delivery.published' WHEN 'needs_human' THEN 'delivery.needs_human' WHEN 'failed' THEN 'delivery.failed' WHEN 'media_failed' THEN 'delivery.failed' WHEN 'recalled' THEN 'delivery.recalled' WHEN 'cancelled' THEN 'delivery.cancelled' END, NEW.content_id, NEW.id, NEW.external_id, NEW.permalink, NEW.problem, clock_timestamp()); END IF; RETURN NULL; END $$;
CREATE FUNCTION public.ending_no_delete() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN  RAISE EXCEPTION 'endings are kept as they were written' USING ERRCODE = 'integrity_constraint_violation';  RETURN OLD; END $$;
CREATE FUNCTION public.ending_no_truncate() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN  RAISE EXCEPTION 'endings are kept as they were written' USING ERRCODE = 'integrity_constraint_violation';  RETURN NEW; END $$;
CREATE FUNCTION public.ending_no_update() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN  RAISE EXCEPTION 'endings are kept as they were written' USING ERRCODE = 'integrity_constraint_violation';  RETURN NEW; END $$;
CREATE FUNCTION public.ending_over_allowed() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF OLD.over_at IS NULL AND NEW.over_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM core_approval a WHERE a.page_id = OLD.page_id AND a.voided_at IS NULL AND ((a.act = 'publish' AND a.published_at = NEW.over_at) OR (a.act = 'withdraw' AND a.approved_at = NEW.over_at))) THEN RAISE EXCEPTION 'an ending is over by a new approval, or by a withdrawal' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$;
CREATE FUNCTION public.ending_over_stays() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF OLD.over_at IS NOT NULL AND NEW.over_at IS DISTINCT FROM OLD.over_at THEN RAISE EXCEPTION 'what is over stays over' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$;
CREATE FUNCTION public.entry_no_delete() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN  RAISE EXCEPTION 'the log is append-only' USING ERRCODE = 'integrity_constraint_violation';  RETURN OLD; END $$;
CREATE FUNCTION public.entry_no_truncate() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN  RAISE EXCEPTION 'the log is append-only' USING ERRCODE = 'integrity_constraint_violation';  RETURN NEW; END $$;
CREATE FUNCTION public.entry_no_update() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN  RAISE EXCEPTION 'the log is append-only' USING ERRCODE = 'integrity_constraint_violation';  RETURN NEW; END $$;
CREATE FUNCTION public.page_approved_stays() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF EXISTS (SELECT 1 FROM core_approval a WHERE a.page_id = OLD.id) THEN RAISE EXCEPTION 'what was approved is kept' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN OLD; END $$;
CREATE FUNCTION public.page_born_draft() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF NEW.live AND (NEW.depth > 1 OR EXISTS (SELECT 1 FROM wagtailcore_page WHERE depth = 1)) THEN RAISE EXCEPTION 'nothing is born published' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$;
CREATE FUNCTION public.page_live_approved() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF NEW.depth > 1 AND ((NEW.live AND (NOT OLD.live OR OLD.live_revision_id IS DISTINCT FROM NEW.live_revision_id) AND NOT EXISTS (SELECT 1 FROM core_approval a WHERE a.page_id = NEW.id AND a.act = 'publish' AND a.revision_id = NEW.live_revision_id AND a.voided_at IS NULL)) OR (OLD.live AND NOT NEW.live AND NOT EXISTS (SELECT 1 FROM core_approval a WHERE a.page_id = NEW.id AND a.act = 'withdraw' AND a.revision_id = OLD.live_revision_id AND a.voided_at IS NULL))) THEN RAISE EXCEPTION 'nothing is published or withdrawn without an approval' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$;
CREATE FUNCTION public.page_not_hidden() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN  RAISE EXCEPTION 'every page is public' USING ERRCODE = 'integrity_constraint_violation';  RETURN NEW; END $$;
CREATE FUNCTION public.page_stays_in_place() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF (NEW.path IS DISTINCT FROM OLD.path OR NEW.depth IS DISTINCT FROM OLD.depth) AND EXISTS (SELECT 1 FROM core_approval a WHERE a.page_id = OLD.id AND a.published_at IS NOT NULL) THEN RAISE EXCEPTION 'what was published stays in its place' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$;
CREATE FUNCTION public.revision_author_stays() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF OLD.user_id IS DISTINCT FROM NEW.user_id OR OLD.object_id IS DISTINCT FROM NEW.object_id OR OLD.content_type_id IS DISTINCT FROM NEW.content_type_id THEN RAISE EXCEPTION 'who wrote a text stays on record' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$;
CREATE FUNCTION public.revision_of_page_stays() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF EXISTS (SELECT 1 FROM core_approval a WHERE CAST(a.page_id AS text) = OLD.object_id) AND EXISTS (SELECT 1 FROM django_content_type t WHERE t.id = OLD.base_content_type_id AND t.app_label = 'wagtailcore' AND t.model = 'page') AND (OLD.user_id IS NULL OR NOT EXISTS (SELECT 1 FROM wagtailcore_revision later WHERE later.object_id = OLD.object_id AND later.base_content_type_id = OLD.base_content_type_id AND later.user_id = OLD.user_id AND later.id > OLD.id)) THEN RAISE EXCEPTION 'who wrote a text stays on record' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN OLD; END $$;
CREATE FUNCTION public.touch_accounts_assignment() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF TG_OP = 'INSERT' THEN INSERT INTO core_touch (tag) SELECT 'accounts_assignment accounts_assignment#' || NEW."id"; ELSIF TG_OP = 'DELETE' THEN INSERT INTO core_touch (tag) SELECT 'accounts_assignment accounts_assignment#' || OLD."id"; ELSIF ROW(OLD."id", OLD."user_id", OLD."role", OLD."unit_id", OLD."acting", OLD."starts_on", OLD."ends_on") IS DISTINCT FROM ROW(NEW."id", NEW."user_id", NEW."role", NEW."unit_id", NEW."acting", NEW."starts_on", NEW."ends_on") THEN INSERT INTO core_touch (tag) SELECT 'accounts_assignment accounts_assignment#' || OLD."id" UNION SELECT 'accounts_assignment accounts_assignment#' || NEW."id"; END IF; RETURN NULL; END $$;
CREATE FUNCTION public.touch_accounts_unit() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF TG_OP = 'INSERT' THEN INSERT INTO core_touch (tag) SELECT 'accounts_unit accounts_unit#' || NEW."id"; ELSIF TG_OP = 'DELETE' THEN INSERT INTO core_touch (tag) SELECT 'accounts_unit accounts_unit#' || OLD."id"; ELSIF ROW(OLD."id", OLD."name", OLD."short_name", OLD."name_en", OLD."parent_id", OLD."valid_from", OLD."valid_until", OLD."successor_id") IS DISTINCT FROM ROW(NEW."id", NEW."name", NEW."short_name", NEW."name_en", NEW."parent_id", NEW."valid_from", NEW."valid_until", NEW."successor_id") THEN INSERT INTO core_touch (tag) SELECT 'accounts_unit accounts_unit#' || OLD."id" UNION SELECT 'accounts_unit accounts_unit#' || NEW."id"; END IF; RETURN NULL; END $$;
CREATE FUNCTION public.touch_accounts_user() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF TG_OP = 'INSERT' THEN INSERT INTO core_touch (tag) SELECT 'accounts_user accounts_user#' || NEW."id"; ELSIF TG_OP = 'DELETE' THEN INSERT INTO core_touch (tag) SELECT 'accounts_user accounts_user#' || OLD."id"; ELSIF ROW(OLD."id", OLD."is_superuser", OLD."email", OLD."name", OLD."title", OLD."is_active", OLD."date_joined") IS DISTINCT FROM ROW(NEW."id", NEW."is_superuser", NEW."email", NEW."name", NEW."title", NEW."is_active", NEW."date_joined") THEN INSERT INTO core_touch (tag) SELECT 'accounts_user accounts_user#' || OLD."id" UNION SELECT 'accounts_user accounts_user#' || NEW."id"; END IF; RETURN NULL; END $$;
CREATE FUNCTION public.touch_core_approval() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF TG_OP = 'INSERT' THEN INSERT INTO core_touch (tag) SELECT 'core_approval core_approval#' || NEW."id" || COALESCE(' core_approval.page_id=' || NEW."page_id", ''); ELSIF TG_OP = 'DELETE' THEN INSERT INTO core_touch (tag) SELECT 'core_approval core_approval#' || OLD."id" || COALESCE(' core_approval.page_id=' || OLD."page_id", ''); ELSIF ROW(OLD."id", OLD."page_id", OLD."act", OLD."digest", OLD."content", OLD."revision_id", OLD."approved_by_id", OLD."approved_at", OLD."via", OLD."reason", OLD."published_at", OLD."voided_at", OLD."redacted_at", OLD."redacted_reason") IS DISTINCT FROM ROW(NEW."id", NEW."page_id", NEW."act", NEW."digest", NEW."content", NEW."revision_id", NEW."approved_by_id", NEW."approved_at", NEW."via", NEW."reason", NEW."published_at", NEW."voided_at", NEW."redacted_at", NEW."redacted_reason") THEN INSERT INTO core_touch (tag) SELECT 'core_approval core_approval#' || OLD."id" || COALESCE(' core_approval.page_id=' || OLD."page_id", '') UNION SELECT 'core_approval core_approval#' || NEW."id" || COALESCE(' core_approval.page_id=' || NEW."page_id", ''); END IF; RETURN NULL; END $$;
CREATE FUNCTION public.touch_core_ending() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF TG_OP = 'INSERT' THEN INSERT INTO core_touch (tag) SELECT 'core_ending core_ending#' || NEW."id" || COALESCE(' core_ending.goes_to_id=' || NEW."goes_to_id", '') || COALESCE(' core_ending.page_id=' || NEW."page_id", ''); ELSIF TG_OP = 'DELETE' THEN INSERT INTO core_touch (tag) SELECT 'core_ending core_ending#' || OLD."id" || COALESCE(' core_ending.goes_to_id=' || OLD."goes_to_id", '') || COALESCE(' core_ending.page_id=' || OLD."page_id", ''); ELSIF ROW(OLD."id", OLD."page_id", OLD."act", OLD."at", OLD."by_id", OLD."reason", OLD."goes_to_id", OLD."redirects", OLD."over_at") IS DISTINCT FROM ROW(NEW."id", NEW."page_id", NEW."act", NEW."at", NEW."by_id", NEW."reason", NEW."goes_to_id", NEW."redirects", NEW."over_at") THEN INSERT INTO core_touch (tag) SELECT 'core_ending core_ending#' || OLD."id" || COALESCE(' core_ending.goes_to_id=' || OLD."goes_to_id", '') || COALESCE(' core_ending.page_id=' || OLD."page_id", '') UNION SELECT 'core_ending core_ending#' || NEW."id" || COALESCE(' core_ending.goes_to_id=' || NEW."goes_to_id", '') || COALESCE(' core_ending.page_id=' || NEW."page_id", ''); END IF; RETURN NULL; END $$;
CREATE FUNCTION public.touch_core_shortlink() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF TG_OP = 'INSERT' THEN INSERT INTO core_touch (tag) SELECT 'core_shortlink core_shortlink#' || NEW."id"; ELSIF TG_OP = 'DELETE' THEN INSERT INTO core_touch (tag) SELECT 'core_shortlink core_shortlink#' || OLD."id"; ELSIF ROW(OLD."id", OLD."code", OLD."title", OLD."target") IS DISTINCT FROM ROW(NEW."id", NEW."code", NEW."title", NEW."target") THEN INSERT INTO core_touch (tag) SELECT 'core_shortlink core_shortlink#' || OLD."id" UNION SELECT 'core_shortlink core_shortlink#' || NEW."id"; END IF; RETURN NULL; END $$;
CREATE FUNCTION public.touch_files_officedocument() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF TG_OP = 'INSERT' THEN INSERT INTO core_touch (tag) SELECT 'files_officedocument files_officedocument#' || NEW."id"; ELSIF TG_OP = 'DELETE' THEN INSERT INTO core_touch (tag) SELECT 'files_officedocument files_officedocument#' || OLD."id"; ELSIF ROW(OLD."id", OLD."collection_id", OLD."title", OLD."created_at", OLD."uploaded_by_user_id", OLD."file_size", OLD."file_hash", OLD."file") IS DISTINCT FROM ROW(NEW."id", NEW."collection_id", NEW."title", NEW."created_at", NEW."uploaded_by_user_id", NEW."file_size", NEW."file_hash", NEW."file") THEN INSERT INTO core_touch (tag) SELECT 'files_officedocument files_officedocument#' || OLD."id" UNION SELECT 'files_officedocument files_officedocument#' || NEW."id"; END IF; RETURN NULL; END $$;
CREATE FUNCTION public.touch_files_picture() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF TG_OP = 'INSERT' THEN INSERT INTO core_touch (tag) SELECT 'files_picture files_picture#' || NEW."id" || COALESCE(' files_picture.replaced_by_id=' || NEW."replaced_by_id", ''); ELSIF TG_OP = 'DELETE' THEN INSERT INTO core_touch (tag) SELECT 'files_picture files_picture#' || OLD."id" || COALESCE(' files_picture.replaced_by_id=' || OLD."replaced_by_id", ''); ELSIF ROW(OLD."id", OLD."collection_id", OLD."rights", OLD."rights_by", OLD."licence", OLD."licence_address", OLD."rights_start_on", OLD."rights_end_on", OLD."consent", OLD."consent_by", OLD."consent_on", OLD."consent_note", OLD."withdrawn_on", OLD."replaced_by_id", OLD."title", OLD."file", OLD."description", OLD."width", OLD."height", OLD."created_at", OLD."uploaded_by_user_id", OLD."focal_point_x", OLD."focal_point_y", OLD."focal_point_width", OLD."focal_point_height", OLD."file_size", OLD."file_hash", OLD."caption", OLD."photographer", OLD."copyright", OLD."taken_at") IS DISTINCT FROM ROW(NEW."id", NEW."collection_id", NEW."rights", NEW."rights_by", NEW."licence", NEW."licence_address", NEW."rights_start_on", NEW."rights_end_on", NEW."consent", NEW."consent_by", NEW."consent_on", NEW."consent_note", NEW."withdrawn_on", NEW."replaced_by_id", NEW."title", NEW."file", NEW."description", NEW."width", NEW."height", NEW."created_at", NEW."uploaded_by_user_id", NEW."focal_point_x", NEW."focal_point_y", NEW."focal_point_width", NEW."focal_point_height", NEW."file_size", NEW."file_hash", NEW."caption", NEW."photographer", NEW."copyright", NEW."taken_at") THEN INSERT INTO core_touch (tag) SELECT 'files_picture files_picture#' || OLD."id" || COALESCE(' files_picture.replaced_by_id=' || OLD."replaced_by_id", '') UNION SELECT 'files_picture files_picture#' || NEW."id" || COALESCE(' files_picture.replaced_by_id=' || NEW."replaced_by_id", ''); END IF; RETURN NULL; END $$;
CREATE FUNCTION public.touch_files_rendition() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF TG_OP = 'INSERT' THEN INSERT INTO core_touch (tag) SELECT 'files_rendition files_rendition#' || NEW."id" || COALESCE(' files_rendition.image_id=' || NEW."image_id", ''); ELSIF TG_OP = 'DELETE' THEN INSERT INTO core_touch (tag) SELECT 'files_rendition files_rendition#' || OLD."id" || COALESCE(' files_rendition.image_id=' || OLD."image_id", ''); ELSIF ROW(OLD."id", OLD."filter_spec", OLD."file", OLD."width", OLD."height", OLD."focal_point_key", OLD."image_id") IS DISTINCT FROM ROW(NEW."id", NEW."filter_spec", NEW."file", NEW."width", NEW."height", NEW."focal_point_key", NEW."image_id") THEN INSERT INTO core_touch (tag) SELECT 'files_rendition files_rendition#' || OLD."id" || COALESCE(' files_rendition.image_id=' || OLD."image_id", '') UNION SELECT 'files_rendition files_rendition#' || NEW."id" || COALESCE(' files_rendition.image_id=' || NEW."image_id", ''); END IF; RETURN NULL; END $$;
CREATE FUNCTION public.touch_newsroom_author() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF TG_OP = 'INSERT' THEN INSERT INTO core_touch (tag) SELECT 'newsroom_author newsroom_author#' || NEW."id" || COALESCE(' newsroom_author.page_id=' || NEW."page_id", ''); ELSIF TG_OP = 'DELETE' THEN INSERT INTO core_touch (tag) SELECT 'newsroom_author newsroom_author#' || OLD."id" || COALESCE(' newsroom_author.page_id=' || OLD."page_id", ''); ELSIF ROW(OLD."id", OLD."sort_order", OLD."page_id", OLD."user_id", OLD."name", OLD."part") IS DISTINCT FROM ROW(NEW."id", NEW."sort_order", NEW."page_id", NEW."user_id", NEW."name", NEW."part") THEN INSERT INTO core_touch (tag) SELECT 'newsroom_author newsroom_author#' || OLD."id" || COALESCE(' newsroom_author.page_id=' || OLD."page_id", '') UNION SELECT 'newsroom_author newsroom_author#' || NEW."id" || COALESCE(' newsroom_author.page_id=' || NEW."page_id", ''); END IF; RETURN NULL; END $$;
CREATE FUNCTION public.touch_newsroom_newsindexpage() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF TG_OP = 'INSERT' THEN INSERT INTO core_touch (tag) SELECT 'newsroom_newsindexpage wagtailcore_page#' || NEW."page_ptr_id"; ELSIF TG_OP = 'DELETE' THEN INSERT INTO core_touch (tag) SELECT 'newsroom_newsindexpage wagtailcore_page#' || OLD."page_ptr_id"; ELSIF ROW(OLD."page_ptr_id", OLD."embargo_until", OLD."intro") IS DISTINCT FROM ROW(NEW."page_ptr_id", NEW."embargo_until", NEW."intro") THEN INSERT INTO core_touch (tag) SELECT 'newsroom_newsindexpage wagtailcore_page#' || OLD."page_ptr_id" UNION SELECT 'newsroom_newsindexpage wagtailcore_page#' || NEW."page_ptr_id"; END IF; RETURN NULL; END $$;
CREATE FUNCTION public.touch_newsroom_newspage() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF TG_OP = 'INSERT' THEN INSERT INTO core_touch (tag) SELECT 'newsroom_newspage wagtailcore_page#' || NEW."story_ptr_id"; ELSIF TG_OP = 'DELETE' THEN INSERT INTO core_touch (tag) SELECT 'newsroom_newspage wagtailcore_page#' || OLD."story_ptr_id"; ELSIF ROW(OLD."story_ptr_id") IS DISTINCT FROM ROW(NEW."story_ptr_id") THEN INSERT INTO core_touch (tag) SELECT 'newsroom_newspage wagtailcore_page#' || OLD."story_ptr_id" UNION SELECT 'newsroom_newspage wagtailcore_page#' || NEW."story_ptr_id"; END IF; RETURN NULL; END $$;
CREATE FUNCTION public.touch_newsroom_newsroomsettings() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF TG_OP = 'INSERT' THEN INSERT INTO core_touch (tag) SELECT 'newsroom_newsroomsettings newsroom_newsroomsettings#' || NEW."id"; ELSIF TG_OP = 'DELETE' THEN INSERT INTO core_touch (tag) SELECT 'newsroom_newsroomsettings newsroom_newsroomsettings#' || OLD."id"; ELSIF ROW(OLD."id", OLD."site_id", OLD."number_form", OLD."morning_hour", OLD."morning_when_empty", OLD."review_months", OLD."reply_days", OLD."drafts_kept_days", OLD."mail_judge", OLD."takes_unproven_mail", OLD."urgent_after_minutes") IS DISTINCT FROM ROW(NEW."id", NEW."site_id", NEW."number_form", NEW."morning_hour", NEW."morning_when_empty", NEW."review_months", NEW."reply_days", NEW."drafts_kept_days", NEW."mail_judge", NEW."takes_unproven_mail", NEW."urgent_after_minutes") THEN INSERT INTO core_touch (tag) SELECT 'newsroom_newsroomsettings newsroom_newsroomsettings#' || OLD."id" UNION SELECT 'newsroom_newsroomsettings newsroom_newsroomsettings#' || NEW."id"; END IF; RETURN NULL; END $$;
CREATE FUNCTION public.touch_newsroom_publicationindexpage() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF TG_OP = 'INSERT' THEN INSERT INTO core_touch (tag) SELECT 'newsroom_publicationindexpage wagtailcore_page#' || NEW."page_ptr_id"; ELSIF TG_OP = 'DELETE' THEN INSERT INTO core_touch (tag) SELECT 'newsroom_publicationindexpage wagtailcore_page#' || OLD."page_ptr_id"; ELSIF ROW(OLD."page_ptr_id", OLD."embargo_until", OLD."intro") IS DISTINCT FROM ROW(NEW."page_ptr_id", NEW."embargo_until", NEW."intro") THEN INSERT INTO core_touch (tag) SELECT 'newsroom_publicationindexpage wagtailcore_page#' || OLD."page_ptr_id" UNION SELECT 'newsroom_publicationindexpage wagtailcore_page#' || NEW."page_ptr_id"; END IF; RETURN NULL; END $$;
CREATE FUNCTION public.touch_newsroom_publicationpage() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF TG_OP = 'INSERT' THEN INSERT INTO core_touch (tag) SELECT 'newsroom_publicationpage wagtailcore_page#' || NEW."story_ptr_id"; ELSIF TG_OP = 'DELETE' THEN INSERT INTO core_touch (tag) SELECT 'newsroom_publicationpage wagtailcore_page#' || OLD."story_ptr_id"; ELSIF ROW(OLD."story_ptr_id", OLD."form") IS DISTINCT FROM ROW(NEW."story_ptr_id", NEW."form") THEN INSERT INTO core_touch (tag) SELECT 'newsroom_publicationpage wagtailcore_page#' || OLD."story_ptr_id" UNION SELECT 'newsroom_publicationpage wagtailcore_page#' || NEW."story_ptr_id"; END IF; RETURN NULL; END $$;
CREATE FUNCTION public.touch_newsroom_releaseindexpage() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF TG_OP = 'INSERT' THEN INSERT INTO core_touch (tag) SELECT 'newsroom_releaseindexpage wagtailcore_page#' || NEW."page_ptr_id"; ELSIF TG_OP = 'DELETE' THEN INSERT INTO core_touch (tag) SELECT 'newsroom_releaseindexpage wagtailcore_page#' || OLD."page_ptr_id"; ELSIF ROW(OLD."page_ptr_id", OLD."embargo_until", OLD."intro") IS DISTINCT FROM ROW(NEW."page_ptr_id", NEW."embargo_until", NEW."intro") THEN INSERT INTO core_touch (tag) SELECT 'newsroom_releaseindexpage wagtailcore_page#' || OLD."page_ptr_id" UNION SELECT 'newsroom_releaseindexpage wagtailcore_page#' || NEW."page_ptr_id"; END IF; RETURN NULL; END $$;
CREATE FUNCTION public.touch_newsroom_releasenumber() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF TG_OP = 'INSERT' THEN INSERT INTO core_touch (tag) SELECT 'newsroom_releasenumber newsroom_releasenumber#' || NEW."id" || COALESCE(' newsroom_releasenumber.page_id=' || NEW."page_id", ''); ELSIF TG_OP = 'DELETE' THEN INSERT INTO core_touch (tag) SELECT 'newsroom_releasenumber newsroom_releasenumber#' || OLD."id" || COALESCE(' newsroom_releasenumber.page_id=' || OLD."page_id", ''); ELSIF ROW(OLD."id", OLD."page_id", OLD."year", OLD."count", OLD."text", OLD."given_at", OLD."cancelled_at", OLD."reason") IS DISTINCT FROM ROW(NEW."id", NEW."page_id", NEW."year", NEW."count", NEW."text", NEW."given_at", NEW."cancelled_at", NEW."reason") THEN INSERT INTO core_touch (tag) SELECT 'newsroom_releasenumber newsroom_releasenumber#' || OLD."id" || COALESCE(' newsroom_releasenumber.page_id=' || OLD."page_id", '') UNION SELECT 'newsroom_releasenumber newsroom_releasenumber#' || NEW."id" || COALESCE(' newsroom_releasenumber.page_id=' || NEW."page_id", ''); END IF; RETURN NULL; END $$;
CREATE FUNCTION public.touch_newsroom_releasepage() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF TG_OP = 'INSERT' THEN INSERT INTO core_touch (tag) SELECT 'newsroom_releasepage wagtailcore_page#' || NEW."story_ptr_id"; ELSIF TG_OP = 'DELETE' THEN INSERT INTO core_touch (tag) SELECT 'newsroom_releasepage wagtailcore_page#' || OLD."story_ptr_id"; ELSIF ROW(OLD."story_ptr_id", OLD."typed_number", OLD."dated_on", OLD."signatory_id", OLD."contact") IS DISTINCT FROM ROW(NEW."story_ptr_id", NEW."typed_number", NEW."dated_on", NEW."signatory_id", NEW."contact") THEN INSERT INTO core_touch (tag) SELECT 'newsroom_releasepage wagtailcore_page#' || OLD."story_ptr_id" UNION SELECT 'newsroom_releasepage wagtailcore_page#' || NEW."story_ptr_id"; END IF; RETURN NULL; END $$;
CREATE FUNCTION public.touch_newsroom_reply() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF TG_OP = 'INSERT' THEN INSERT INTO core_touch (tag) SELECT 'newsroom_reply newsroom_reply#' || NEW."id" || COALESCE(' newsroom_reply.page_id=' || NEW."page_id", '') || COALESCE(' newsroom_reply.reply_page_id=' || NEW."reply_page_id", ''); ELSIF TG_OP = 'DELETE' THEN INSERT INTO core_touch (tag) SELECT 'newsroom_reply newsroom_reply#' || OLD."id" || COALESCE(' newsroom_reply.page_id=' || OLD."page_id", '') || COALESCE(' newsroom_reply.reply_page_id=' || OLD."reply_page_id", ''); ELSIF ROW(OLD."id", OLD."page_id", OLD."person", OLD."contact", OLD."received_on", OLD."way", OLD."what", OLD."due_on", OLD."reckoning", OLD."calendar_version", OLD."status", OLD."reply_page_id", OLD."reason", OLD."recorded_by_id", OLD."recorded_at") IS DISTINCT FROM ROW(NEW."id", NEW."page_id", NEW."person", NEW."contact", NEW."received_on", NEW."way", NEW."what", NEW."due_on", NEW."reckoning", NEW."calendar_version", NEW."status", NEW."reply_page_id", NEW."reason", NEW."recorded_by_id", NEW."recorded_at") THEN INSERT INTO core_touch (tag) SELECT 'newsroom_reply newsroom_reply#' || OLD."id" || COALESCE(' newsroom_reply.page_id=' || OLD."page_id", '') || COALESCE(' newsroom_reply.reply_page_id=' || OLD."reply_page_id", '') UNION SELECT 'newsroom_reply newsroom_reply#' || NEW."id" || COALESCE(' newsroom_reply.page_id=' || NEW."page_id", '') || COALESCE(' newsroom_reply.reply_page_id=' || NEW."reply_page_id", ''); END IF; RETURN NULL; END $$;
CREATE FUNCTION public.touch_newsroom_story() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF TG_OP = 'INSERT' THEN INSERT INTO core_touch (tag) SELECT 'newsroom_story wagtailcore_page#' || NEW."page_ptr_id"; ELSIF TG_OP = 'DELETE' THEN INSERT INTO core_touch (tag) SELECT 'newsroom_story wagtailcore_page#' || OLD."page_ptr_id"; ELSIF ROW(OLD."page_ptr_id", OLD."embargo_until", OLD."summary", OLD."body", OLD."picture_id", OLD."picture_alt", OLD."unit_id", OLD."change", OLD."change_note", OLD."changed_at") IS DISTINCT FROM ROW(NEW."page_ptr_id", NEW."embargo_until", NEW."summary", NEW."body", NEW."picture_id", NEW."picture_alt", NEW."unit_id", NEW."change", NEW."change_note", NEW."changed_at") THEN INSERT INTO core_touch (tag) SELECT 'newsroom_story wagtailcore_page#' || OLD."page_ptr_id" UNION SELECT 'newsroom_story wagtailcore_page#' || NEW."page_ptr_id"; END IF; RETURN NULL; END $$;
CREATE FUNCTION public.touch_newsroom_storytag() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF TG_OP = 'INSERT' THEN INSERT INTO core_touch (tag) SELECT 'newsroom_storytag newsroom_storytag#' || NEW."id" || COALESCE(' newsroom_storytag.content_object_id=' || NEW."content_object_id", ''); ELSIF TG_OP = 'DELETE' THEN INSERT INTO core_touch (tag) SELECT 'newsroom_storytag newsroom_storytag#' || OLD."id" || COALESCE(' newsroom_storytag.content_object_id=' || OLD."content_object_id", ''); ELSIF ROW(OLD."id", OLD."tag_id", OLD."content_object_id") IS DISTINCT FROM ROW(NEW."id", NEW."tag_id", NEW."content_object_id") THEN INSERT INTO core_touch (tag) SELECT 'newsroom_storytag newsroom_storytag#' || OLD."id" || COALESCE(' newsroom_storytag.content_object_id=' || OLD."content_object_id", '') UNION SELECT 'newsroom_storytag newsroom_storytag#' || NEW."id" || COALESCE(' newsroom_storytag.content_object_id=' || NEW."content_object_id", ''); END IF; RETURN NULL; END $$;
CREATE FUNCTION public.touch_newsroom_translation() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF TG_OP = 'INSERT' THEN INSERT INTO core_touch (tag) SELECT 'newsroom_translation newsroom_translation#' || NEW."id" || COALESCE(' newsroom_translation.page_id=' || NEW."page_id", '') || COALESCE(' newsroom_translation.source_id=' || NEW."source_id", ''); ELSIF TG_OP = 'DELETE' THEN INSERT INTO core_touch (tag) SELECT 'newsroom_translation newsroom_translation#' || OLD."id" || COALESCE(' newsroom_translation.page_id=' || OLD."page_id", '') || COALESCE(' newsroom_translation.source_id=' || OLD."source_id", ''); ELSIF ROW(OLD."id", OLD."page_id", OLD."source_id", OLD."revision_id", OLD."digest", OLD."as_of") IS DISTINCT FROM ROW(NEW."id", NEW."page_id", NEW."source_id", NEW."revision_id", NEW."digest", NEW."as_of") THEN INSERT INTO core_touch (tag) SELECT 'newsroom_translation newsroom_translation#' || OLD."id" || COALESCE(' newsroom_translation.page_id=' || OLD."page_id", '') || COALESCE(' newsroom_translation.source_id=' || OLD."source_id", '') UNION SELECT 'newsroom_translation newsroom_translation#' || NEW."id" || COALESCE(' newsroom_translation.page_id=' || NEW."page_id", '') || COALESCE(' newsroom_translation.source_id=' || NEW."source_id", ''); END IF; RETURN NULL; END $$;
CREATE FUNCTION public.touch_taggit_tag() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF TG_OP = 'INSERT' THEN INSERT INTO core_touch (tag) SELECT 'taggit_tag taggit_tag#' || NEW."id"; ELSIF TG_OP = 'DELETE' THEN INSERT INTO core_touch (tag) SELECT 'taggit_tag taggit_tag#' || OLD."id"; ELSIF ROW(OLD."id", OLD."name", OLD."slug") IS DISTINCT FROM ROW(NEW."id", NEW."name", NEW."slug") THEN INSERT INTO core_touch (tag) SELECT 'taggit_tag taggit_tag#' || OLD."id" UNION SELECT 'taggit_tag taggit_tag#' || NEW."id"; END IF; RETURN NULL; END $$;
CREATE FUNCTION public.touch_taggit_taggeditem() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF TG_OP = 'INSERT' THEN INSERT INTO core_touch (tag) SELECT 'taggit_taggeditem taggit_taggeditem#' || NEW."id"; ELSIF TG_OP = 'DELETE' THEN INSERT INTO core_touch (tag) SELECT 'taggit_taggeditem taggit_taggeditem#' || OLD."id"; ELSIF ROW(OLD."id", OLD."tag_id", OLD."content_type_id", OLD."object_id") IS DISTINCT FROM ROW(NEW."id", NEW."tag_id", NEW."content_type_id", NEW."object_id") THEN INSERT INTO core_touch (tag) SELECT 'taggit_taggeditem taggit_taggeditem#' || OLD."id" UNION SELECT 'taggit_taggeditem taggit_taggeditem#' || NEW."id"; END IF; RETURN NULL; END $$;
CREATE FUNCTION public.touch_wagtailcore_locale() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF TG_OP = 'INSERT' THEN INSERT INTO core_touch (tag) SELECT 'wagtailcore_locale wagtailcore_locale#' || NEW."id"; ELSIF TG_OP = 'DELETE' THEN INSERT INTO core_touch (tag) SELECT 'wagtailcore_locale wagtailcore_locale#' || OLD."id"; ELSIF ROW(OLD."id", OLD."language_code") IS DISTINCT FROM ROW(NEW."id", NEW."language_code") THEN INSERT INTO core_touch (tag) SELECT 'wagtailcore_locale wagtailcore_locale#' || OLD."id" UNION SELECT 'wagtailcore_locale wagtailcore_locale#' || NEW."id"; END IF; RETURN NULL; END $$;
CREATE FUNCTION public.touch_wagtailcore_page() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF TG_OP = 'INSERT' THEN INSERT INTO core_touch (tag) SELECT 'wagtailcore_page wagtailcore_page#' || NEW."id" || COALESCE(' wagtailcore_page.path=' || NEW."path", '') || COALESCE(' wagtailcore_page.translation_key=' || NEW."translation_key", ''); ELSIF TG_OP = 'DELETE' THEN INSERT INTO core_touch (tag) SELECT 'wagtailcore_page wagtailcore_page#' || OLD."id" || COALESCE(' wagtailcore_page.path=' || OLD."path", '') || COALESCE(' wagtailcore_page.translation_key=' || OLD."translation_key", ''); ELSIF ROW(OLD."id", OLD."path", OLD."depth", OLD."translation_key", OLD."locale_id", OLD."live", OLD."first_published_at", OLD."last_published_at", OLD."live_revision_id", OLD."expire_at", OLD."expired", OLD."title", OLD."slug", OLD."content_type_id", OLD."url_path", OLD."seo_title", OLD."show_in_menus", OLD."search_description", OLD."alias_of_id") IS DISTINCT FROM ROW(NEW."id", NEW."path", NEW."depth", NEW."translation_key", NEW."locale_id", NEW."live", NEW."first_published_at", NEW."last_published_at", NEW."live_revision_id", NEW."expire_at", NEW."expired", NEW."title", NEW."slug", NEW."content_type_id", NEW."url_path", NEW."seo_title", NEW."show_in_menus", NEW."search_description", NEW."alias_of_id") THEN INSERT INTO core_touch (tag) SELECT 'wagtailcore_page wagtailcore_page#' || OLD."id" || COALESCE(' wagtailcore_page.path=' || OLD."path", '') || COALESCE(' wagtailcore_page.translation_key=' || OLD."translation_key", '') UNION SELECT 'wagtailcore_page wagtailcore_page#' || NEW."id" || COALESCE(' wagtailcore_page.path=' || NEW."path", '') || COALESCE(' wagtailcore_page.translation_key=' || NEW."translation_key", ''); END IF; RETURN NULL; END $$;
CREATE FUNCTION public.touch_wagtailcore_pageviewrestriction() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF TG_OP = 'INSERT' THEN INSERT INTO core_touch (tag) SELECT 'wagtailcore_page wagtailcore_page#' || p.id FROM wagtailcore_page p JOIN wagtailcore_page top ON substr(p.path, 1, length(top.path)) = top.path WHERE top.id = NEW.page_id; ELSIF TG_OP = 'DELETE' THEN INSERT INTO core_touch (tag) SELECT 'wagtailcore_page wagtailcore_page#' || p.id FROM wagtailcore_page p JOIN wagtailcore_page top ON substr(p.path, 1, length(top.path)) = top.path WHERE top.id = OLD.page_id; ELSIF ROW(OLD."page_id", OLD."restriction_type") IS DISTINCT FROM ROW(NEW."page_id", NEW."restriction_type") THEN INSERT INTO core_touch (tag) SELECT 'wagtailcore_page wagtailcore_page#' || p.id FROM wagtailcore_page p JOIN wagtailcore_page top ON substr(p.path, 1, length(top.path)) = top.path WHERE top.id = OLD.page_id UNION SELECT 'wagtailcore_page wagtailcore_page#' || p.id FROM wagtailcore_page p JOIN wagtailcore_page top ON substr(p.path, 1, length(top.path)) = top.path WHERE top.id = NEW.page_id; END IF; RETURN NULL; END $$;
CREATE FUNCTION public.touch_wagtailcore_revision() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF TG_OP = 'INSERT' THEN INSERT INTO core_touch (tag) SELECT 'wagtailcore_revision wagtailcore_revision#' || NEW."id"; ELSIF TG_OP = 'DELETE' THEN INSERT INTO core_touch (tag) SELECT 'wagtailcore_revision wagtailcore_revision#' || OLD."id"; ELSIF ROW(OLD."id", OLD."content_type_id", OLD."base_content_type_id", OLD."object_id", OLD."created_at", OLD."user_id", OLD."content") IS DISTINCT FROM ROW(NEW."id", NEW."content_type_id", NEW."base_content_type_id", NEW."object_id", NEW."created_at", NEW."user_id", NEW."content") THEN INSERT INTO core_touch (tag) SELECT 'wagtailcore_revision wagtailcore_revision#' || OLD."id" UNION SELECT 'wagtailcore_revision wagtailcore_revision#' || NEW."id"; END IF; RETURN NULL; END $$;
CREATE FUNCTION public.touch_wagtailcore_site() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF TG_OP = 'INSERT' THEN INSERT INTO core_touch (tag) SELECT 'wagtailcore_site wagtailcore_site#' || NEW."id" || COALESCE(' wagtailcore_site.root_page_id=' || NEW."root_page_id", ''); ELSIF TG_OP = 'DELETE' THEN INSERT INTO core_touch (tag) SELECT 'wagtailcore_site wagtailcore_site#' || OLD."id" || COALESCE(' wagtailcore_site.root_page_id=' || OLD."root_page_id", ''); ELSIF ROW(OLD."id", OLD."hostname", OLD."port", OLD."site_name", OLD."root_page_id", OLD."is_default_site") IS DISTINCT FROM ROW(NEW."id", NEW."hostname", NEW."port", NEW."site_name", NEW."root_page_id", NEW."is_default_site") THEN INSERT INTO core_touch (tag) SELECT 'wagtailcore_site wagtailcore_site#' || OLD."id" || COALESCE(' wagtailcore_site.root_page_id=' || OLD."root_page_id", '') UNION SELECT 'wagtailcore_site wagtailcore_site#' || NEW."id" || COALESCE(' wagtailcore_site.root_page_id=' || NEW."root_page_id", ''); END IF; RETURN NULL; END $$;
CREATE FUNCTION public.touch_wagtailredirects_redirect() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF TG_OP = 'INSERT' THEN INSERT INTO core_touch (tag) SELECT 'wagtailredirects_redirect wagtailredirects_redirect#' || NEW."id" || COALESCE(' wagtailredirects_redirect.redirect_page_id=' || NEW."redirect_page_id", ''); ELSIF TG_OP = 'DELETE' THEN INSERT INTO core_touch (tag) SELECT 'wagtailredirects_redirect wagtailredirects_redirect#' || OLD."id" || COALESCE(' wagtailredirects_redirect.redirect_page_id=' || OLD."redirect_page_id", ''); ELSIF ROW(OLD."id", OLD."old_path", OLD."site_id", OLD."is_permanent", OLD."redirect_page_id", OLD."redirect_page_route_path", OLD."redirect_link", OLD."automatically_created", OLD."created_at") IS DISTINCT FROM ROW(NEW."id", NEW."old_path", NEW."site_id", NEW."is_permanent", NEW."redirect_page_id", NEW."redirect_page_route_path", NEW."redirect_link", NEW."automatically_created", NEW."created_at") THEN INSERT INTO core_touch (tag) SELECT 'wagtailredirects_redirect wagtailredirects_redirect#' || OLD."id" || COALESCE(' wagtailredirects_redirect.redirect_page_id=' || OLD."redirect_page_id", '') UNION SELECT 'wagtailredirects_redirect wagtailredirects_redirect#' || NEW."id" || COALESCE(' wagtailredirects_redirect.redirect_page_id=' || NEW."redirect_page_id", ''); END IF; RETURN NULL; END $$;
CREATE FUNCTION public.touch_website_homepage() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF TG_OP = 'INSERT' THEN INSERT INTO core_touch (tag) SELECT 'website_homepage wagtailcore_page#' || NEW."page_ptr_id"; ELSIF TG_OP = 'DELETE' THEN INSERT INTO core_touch (tag) SELECT 'website_homepage wagtailcore_page#' || OLD."page_ptr_id"; ELSIF ROW(OLD."page_ptr_id", OLD."embargo_until", OLD."intro") IS DISTINCT FROM ROW(NEW."page_ptr_id", NEW."embargo_until", NEW."intro") THEN INSERT INTO core_touch (tag) SELECT 'website_homepage wagtailcore_page#' || OLD."page_ptr_id" UNION SELECT 'website_homepage wagtailcore_page#' || NEW."page_ptr_id"; END IF; RETURN NULL; END $$;
CREATE FUNCTION public.touch_website_officesettings() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF TG_OP = 'INSERT' THEN INSERT INTO core_touch (tag) SELECT 'website_officesettings website_officesettings#' || NEW."id"; ELSIF TG_OP = 'DELETE' THEN INSERT INTO core_touch (tag) SELECT 'website_officesettings website_officesettings#' || OLD."id"; ELSIF ROW(OLD."id", OLD."site_id", OLD."name", OLD."name_en", OLD."short_name", OLD."body", OLD."body_en", OLD."mark", OLD."address", OLD."address_en", OLD."hours", OLD."hours_en", OLD."email", OLD."phone", OLD."elsewhere", OLD."menu", OLD."paper", OLD."paper_dark", OLD."ink", OLD."ink_dark", OLD."nila", OLD."nila_dark", OLD."mengkudu", OLD."mengkudu_dark", OLD."lontar", OLD."lontar_dark", OLD."kunyit", OLD."kunyit_dark", OLD."is_example") IS DISTINCT FROM ROW(NEW."id", NEW."site_id", NEW."name", NEW."name_en", NEW."short_name", NEW."body", NEW."body_en", NEW."mark", NEW."address", NEW."address_en", NEW."hours", NEW."hours_en", NEW."email", NEW."phone", NEW."elsewhere", NEW."menu", NEW."paper", NEW."paper_dark", NEW."ink", NEW."ink_dark", NEW."nila", NEW."nila_dark", NEW."mengkudu", NEW."mengkudu_dark", NEW."lontar", NEW."lontar_dark", NEW."kunyit", NEW."kunyit_dark", NEW."is_example") THEN INSERT INTO core_touch (tag) SELECT 'website_officesettings website_officesettings#' || OLD."id" UNION SELECT 'website_officesettings website_officesettings#' || NEW."id"; END IF; RETURN NULL; END $$;
CREATE FUNCTION public.touch_website_official() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF TG_OP = 'INSERT' THEN INSERT INTO core_touch (tag) SELECT 'website_official website_official#' || NEW."id" || COALESCE(' website_official.page_id=' || NEW."page_id", ''); ELSIF TG_OP = 'DELETE' THEN INSERT INTO core_touch (tag) SELECT 'website_official website_official#' || OLD."id" || COALESCE(' website_official.page_id=' || OLD."page_id", ''); ELSIF ROW(OLD."id", OLD."sort_order", OLD."page_id", OLD."user_id", OLD."position") IS DISTINCT FROM ROW(NEW."id", NEW."sort_order", NEW."page_id", NEW."user_id", NEW."position") THEN INSERT INTO core_touch (tag) SELECT 'website_official website_official#' || OLD."id" || COALESCE(' website_official.page_id=' || OLD."page_id", '') UNION SELECT 'website_official website_official#' || NEW."id" || COALESCE(' website_official.page_id=' || NEW."page_id", ''); END IF; RETURN NULL; END $$;
CREATE FUNCTION public.touch_website_standardpage() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF TG_OP = 'INSERT' THEN INSERT INTO core_touch (tag) SELECT 'website_standardpage wagtailcore_page#' || NEW."page_ptr_id"; ELSIF TG_OP = 'DELETE' THEN INSERT INTO core_touch (tag) SELECT 'website_standardpage wagtailcore_page#' || OLD."page_ptr_id"; ELSIF ROW(OLD."page_ptr_id", OLD."embargo_until", OLD."intro", OLD."body", OLD."unit_id") IS DISTINCT FROM ROW(NEW."page_ptr_id", NEW."embargo_until", NEW."intro", NEW."body", NEW."unit_id") THEN INSERT INTO core_touch (tag) SELECT 'website_standardpage wagtailcore_page#' || OLD."page_ptr_id" UNION SELECT 'website_standardpage wagtailcore_page#' || NEW."page_ptr_id"; END IF; RETURN NULL; END $$;
CREATE FUNCTION public.urgent_no_delete() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN  RAISE EXCEPTION 'what was published alone stays on record' USING ERRCODE = 'integrity_constraint_violation';  RETURN OLD; END $$;
CREATE FUNCTION public.urgent_no_truncate() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN  RAISE EXCEPTION 'what was published alone stays on record' USING ERRCODE = 'integrity_constraint_violation';  RETURN NEW; END $$;
CREATE FUNCTION public.urgent_no_update() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN  RAISE EXCEPTION 'what was published alone stays on record' USING ERRCODE = 'integrity_constraint_violation';  RETURN NEW; END $$;
CREATE FUNCTION public.urgent_settled_stays() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF (OLD.approval_id IS NOT NULL AND NEW.approval_id IS DISTINCT FROM OLD.approval_id) OR (OLD.reviewed_at IS NOT NULL AND (NEW.reviewed_at IS DISTINCT FROM OLD.reviewed_at OR NEW.reviewed_by_id IS DISTINCT FROM OLD.reviewed_by_id OR NEW.verdict IS DISTINCT FROM OLD.verdict OR NEW.note IS DISTINCT FROM OLD.note)) THEN RAISE EXCEPTION 'what was published alone stays on record' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$;
CREATE TABLE public.account_emailaddress (
    id integer NOT NULL,
    email character varying(254) NOT NULL,
    verified boolean NOT NULL,
    "primary" boolean NOT NULL,
    user_id bigint NOT NULL
);
ALTER TABLE public.account_emailaddress ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.account_emailaddress_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.account_emailconfirmation (
    id integer NOT NULL,
    created timestamp with time zone NOT NULL,
    sent timestamp with time zone,
    key character varying(64) NOT NULL,
    email_address_id integer NOT NULL
);
ALTER TABLE public.account_emailconfirmation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.account_emailconfirmation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.accounts_assignment (
    id bigint NOT NULL,
    role character varying(20) NOT NULL,
    acting character varying(3) NOT NULL,
    starts_on date NOT NULL,
    ends_on date,
    user_id bigint NOT NULL,
    unit_id bigint,
    CONSTRAINT assignment_acting_ends CHECK ((((acting)::text = ''::text) OR (ends_on IS NOT NULL))),
    CONSTRAINT assignment_ends_after_it_begins CHECK (((ends_on IS NULL) OR (ends_on >= starts_on)))
);
ALTER TABLE public.accounts_assignment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_assignment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.accounts_emailchange (
    id bigint NOT NULL,
    was character varying(254) NOT NULL,
    wanted character varying(254) NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    told_at timestamp with time zone,
    settled_at timestamp with time zone,
    outcome character varying(10) NOT NULL,
    asked_by_id bigint NOT NULL,
    settled_by_id bigint,
    user_id bigint NOT NULL
);
ALTER TABLE public.accounts_emailchange ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_emailchange_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.accounts_unit (
    id bigint NOT NULL,
    name character varying(200) NOT NULL,
    short_name character varying(50) NOT NULL,
    valid_from date NOT NULL,
    valid_until date,
    parent_id bigint,
    successor_id bigint,
    name_en character varying(200) NOT NULL,
    CONSTRAINT unit_ends_after_it_begins CHECK (((valid_until IS NULL) OR (valid_until >= valid_from)))
);
ALTER TABLE public.accounts_unit ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_unit_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.accounts_user (
    id bigint NOT NULL,
    password character varying(128) NOT NULL,
    last_login timestamp with time zone,
    is_superuser boolean NOT NULL,
    email character varying(254) NOT NULL,
    name character varying(150) NOT NULL,
    title character varying(150) NOT NULL,
    is_active boolean NOT NULL,
    date_joined timestamp with time zone NOT NULL
);
CREATE TABLE public.accounts_user_groups (
    id bigint NOT NULL,
    user_id bigint NOT NULL,
    group_id integer NOT NULL
);
ALTER TABLE public.accounts_user_groups ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_user_groups_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE public.accounts_user ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_user_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.accounts_user_user_permissions (
    id bigint NOT NULL,
    user_id bigint NOT NULL,
    permission_id integer NOT NULL
);
ALTER TABLE public.accounts_user_user_permissions ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_user_user_permissions_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.auth_group (
    id integer NOT NULL,
    name character varying(150) NOT NULL
);
ALTER TABLE public.auth_group ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_group_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.auth_group_permissions (
    id bigint NOT NULL,
    group_id integer NOT NULL,
    permission_id integer NOT NULL
);
ALTER TABLE public.auth_group_permissions ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_group_permissions_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.auth_permission (
    id integer NOT NULL,
    name character varying(255) NOT NULL,
    content_type_id integer NOT NULL,
    codename character varying(100) NOT NULL
);
ALTER TABLE public.auth_permission ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_permission_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.channels_accesstoken (
    id bigint NOT NULL,
    name character varying(100) NOT NULL,
    scopes jsonb NOT NULL,
    digest character varying(64) NOT NULL,
    begins character varying(12) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    last_used_at timestamp with time zone,
    withdrawn_at timestamp with time zone,
    person_id bigint NOT NULL
);
ALTER TABLE public.channels_accesstoken ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.channels_accesstoken_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.channels_answer (
    id bigint NOT NULL,
    key character varying(100) NOT NULL,
    fingerprint character varying(64) NOT NULL,
    status smallint NOT NULL,
    body jsonb NOT NULL,
    created_at timestamp with time zone NOT NULL,
    token_id bigint NOT NULL,
    CONSTRAINT channels_answer_status_check CHECK ((status >= 0))
);
ALTER TABLE public.channels_answer ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.channels_answer_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.channels_attempt (
    id bigint NOT NULL,
    phase character varying(10) NOT NULL,
    fence integer NOT NULL,
    started_at timestamp with time zone NOT NULL,
    fingerprint character varying(64) NOT NULL,
    ended_at timestamp with time zone,
    outcome character varying(20) NOT NULL,
    code integer NOT NULL,
    subcode bigint NOT NULL,
    trace character varying(100) NOT NULL,
    evidence jsonb NOT NULL,
    delivery_id bigint NOT NULL,
    CONSTRAINT channels_attempt_fence_check CHECK ((fence >= 0))
);
ALTER TABLE public.channels_attempt ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.channels_attempt_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.channels_change (
    id bigint NOT NULL,
    status character varying(10) NOT NULL,
    payload jsonb NOT NULL,
    digest character varying(64) NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    approved_at timestamp with time zone,
    done_at timestamp with time zone,
    approved_by_id bigint,
    delivery_id bigint NOT NULL
);
ALTER TABLE public.channels_change ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.channels_change_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.channels_channel (
    id bigint NOT NULL,
    kind character varying(30) NOT NULL,
    name character varying(100) NOT NULL,
    account_id character varying(100) NOT NULL,
    base_url character varying(300) NOT NULL,
    options jsonb NOT NULL,
    secrets text NOT NULL,
    status character varying(20) NOT NULL,
    token_expires_at timestamp with time zone,
    data_access_expires_at timestamp with time zone,
    last_ok_at timestamp with time zone,
    paused_at timestamp with time zone,
    quiet_until timestamp with time zone,
    rests smallint NOT NULL,
    used_percent smallint NOT NULL,
    next_late_at timestamp with time zone,
    problem character varying(60) NOT NULL,
    live_checked_at timestamp with time zone,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT channels_channel_rests_check CHECK ((rests >= 0)),
    CONSTRAINT channels_channel_used_percent_check CHECK ((used_percent >= 0))
);
ALTER TABLE public.channels_channel ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.channels_channel_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.channels_content (
    id bigint NOT NULL,
    text text NOT NULL,
    link character varying(500) NOT NULL,
    key character varying(100),
    late_minutes integer NOT NULL,
    useless_at timestamp with time zone,
    created_at timestamp with time zone NOT NULL,
    created_by_id bigint,
    hashtags character varying(500) NOT NULL,
    language character varying(10) NOT NULL,
    page_id integer,
    page_seen_at timestamp with time zone,
    page_version bigint,
    unit_id bigint,
    CONSTRAINT channels_content_late_minutes_check CHECK ((late_minutes >= 0)),
    CONSTRAINT channels_content_page_version_check CHECK ((page_version >= 0))
);
ALTER TABLE public.channels_content ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.channels_content_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.channels_deadmetric (
    id bigint NOT NULL,
    of_post boolean NOT NULL,
    metric character varying(60) NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    channel_id bigint NOT NULL
);
ALTER TABLE public.channels_deadmetric ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.channels_deadmetric_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.channels_delivery (
    id bigint NOT NULL,
    slot_key character varying(60) NOT NULL,
    status character varying(20) NOT NULL,
    scheduled_at timestamp with time zone NOT NULL,
    expected_at timestamp with time zone NOT NULL,
    payload jsonb NOT NULL,
    approved_digest character varying(64) NOT NULL,
    due_at timestamp with time zone,
    fence integer NOT NULL,
    tries smallint NOT NULL,
    confirming_since timestamp with time zone,
    recall_asked_at timestamp with time zone,
    external_id character varying(200) NOT NULL,
    permalink character varying(500) NOT NULL,
    published_at timestamp with time zone,
    problem character varying(60) NOT NULL,
    problem_facts jsonb NOT NULL,
    channel_id bigint NOT NULL,
    content_id bigint NOT NULL,
    CONSTRAINT channels_delivery_fence_check CHECK ((fence >= 0)),
    CONSTRAINT channels_delivery_tries_check CHECK ((tries >= 0))
);
ALTER TABLE public.channels_delivery ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.channels_delivery_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.channels_firstcomment (
    id bigint NOT NULL,
    text text NOT NULL,
    status character varying(20) NOT NULL,
    due_at timestamp with time zone,
    fence integer NOT NULL,
    tries smallint NOT NULL,
    confirming_since timestamp with time zone,
    external_id character varying(200) NOT NULL,
    published_at timestamp with time zone,
    problem character varying(60) NOT NULL,
    delivery_id bigint NOT NULL,
    CONSTRAINT channels_firstcomment_fence_check CHECK ((fence >= 0)),
    CONSTRAINT channels_firstcomment_tries_check CHECK ((tries >= 0))
);
ALTER TABLE public.channels_firstcomment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.channels_firstcomment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.channels_halffilm (
    id bigint NOT NULL,
    key uuid NOT NULL,
    name character varying(150) NOT NULL,
    size bigint NOT NULL,
    stamp character varying(40) NOT NULL,
    got bigint NOT NULL,
    touched_at timestamp with time zone NOT NULL,
    by_id bigint NOT NULL,
    CONSTRAINT channels_halffilm_got_check CHECK ((got >= 0)),
    CONSTRAINT channels_halffilm_size_check CHECK ((size >= 0))
);
ALTER TABLE public.channels_halffilm ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.channels_halffilm_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.channels_happening (
    id bigint NOT NULL,
    name character varying(32) NOT NULL,
    kind character varying(40) NOT NULL,
    external_id character varying(200) NOT NULL,
    permalink character varying(500) NOT NULL,
    problem character varying(60) NOT NULL,
    at timestamp with time zone NOT NULL,
    told_at timestamp with time zone,
    content_id bigint NOT NULL,
    delivery_id bigint
);
ALTER TABLE public.channels_happening ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.channels_happening_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.channels_hook (
    id bigint NOT NULL,
    name character varying(100) NOT NULL,
    url character varying(500) NOT NULL,
    secret text NOT NULL,
    old_secret text NOT NULL,
    old_until timestamp with time zone,
    events jsonb NOT NULL,
    created_at timestamp with time zone NOT NULL,
    removed_at timestamp with time zone
);
ALTER TABLE public.channels_hook ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.channels_hook_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.channels_loosemedium (
    id bigint NOT NULL,
    kind character varying(5) NOT NULL,
    file character varying(60) NOT NULL,
    size bigint NOT NULL,
    alt character varying(1000) NOT NULL,
    sent_at timestamp with time zone NOT NULL,
    by_id bigint NOT NULL,
    CONSTRAINT channels_loosemedium_size_check CHECK ((size >= 0))
);
ALTER TABLE public.channels_loosemedium ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.channels_loosemedium_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.channels_mailbox (
    id bigint NOT NULL,
    mark character varying(64) NOT NULL,
    since timestamp with time zone NOT NULL,
    letters smallint NOT NULL,
    CONSTRAINT channels_mailbox_letters_check CHECK ((letters >= 0))
);
ALTER TABLE public.channels_mailbox ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.channels_mailbox_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.channels_medium (
    id bigint NOT NULL,
    ordinal smallint NOT NULL,
    kind character varying(5) NOT NULL,
    file character varying(200) NOT NULL,
    digest character varying(64) NOT NULL,
    size bigint NOT NULL,
    alt character varying(1000) NOT NULL,
    content_id bigint NOT NULL,
    focal_x smallint,
    focal_y smallint,
    height integer NOT NULL,
    picture_id bigint,
    seconds double precision NOT NULL,
    width integer NOT NULL,
    CONSTRAINT channels_medium_focal_x_check CHECK ((focal_x >= 0)),
    CONSTRAINT channels_medium_focal_y_check CHECK ((focal_y >= 0)),
    CONSTRAINT channels_medium_height_check CHECK ((height >= 0)),
    CONSTRAINT channels_medium_ordinal_check CHECK ((ordinal >= 0)),
    CONSTRAINT channels_medium_size_check CHECK ((size >= 0)),
    CONSTRAINT channels_medium_width_check CHECK ((width >= 0))
);
ALTER TABLE public.channels_medium ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.channels_medium_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.channels_message (
    id bigint NOT NULL,
    state character varying(10) NOT NULL,
    body text NOT NULL,
    tries smallint NOT NULL,
    due_at timestamp with time zone,
    log jsonb NOT NULL,
    taken_at timestamp with time zone,
    happening_id bigint NOT NULL,
    hook_id bigint NOT NULL,
    CONSTRAINT channels_message_tries_check CHECK ((tries >= 0))
);
ALTER TABLE public.channels_message ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.channels_message_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.channels_metricsnapshot (
    id bigint NOT NULL,
    metric character varying(60) NOT NULL,
    "on" date NOT NULL,
    value bigint NOT NULL,
    taken_at timestamp with time zone NOT NULL,
    channel_id bigint NOT NULL,
    delivery_id bigint
);
ALTER TABLE public.channels_metricsnapshot ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.channels_metricsnapshot_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.channels_officekey (
    id bigint NOT NULL,
    name character varying(30) NOT NULL,
    value text NOT NULL,
    made_at timestamp with time zone NOT NULL
);
ALTER TABLE public.channels_officekey ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.channels_officekey_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.channels_pace (
    id bigint NOT NULL,
    until timestamp with time zone NOT NULL,
    channel_id bigint NOT NULL
);
ALTER TABLE public.channels_pace ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.channels_pace_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.channels_pause (
    id bigint NOT NULL,
    reason character varying(200) NOT NULL,
    began_at timestamp with time zone NOT NULL,
    over_at timestamp with time zone,
    CONSTRAINT pause_ends_after_it_began CHECK (((over_at IS NULL) OR (over_at >= began_at)))
);
ALTER TABLE public.channels_pause ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.channels_pause_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.channels_preparedmedia (
    id bigint NOT NULL,
    name character varying(40) NOT NULL,
    value text NOT NULL,
    facts jsonb NOT NULL,
    expires_at timestamp with time zone,
    delivery_id bigint NOT NULL
);
ALTER TABLE public.channels_preparedmedia ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.channels_preparedmedia_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.channels_recipient (
    id bigint NOT NULL,
    ref uuid NOT NULL,
    status character varying(10) NOT NULL,
    fence integer NOT NULL,
    due_at timestamp with time zone NOT NULL,
    handed_at timestamp with time zone,
    tries smallint NOT NULL,
    code integer NOT NULL,
    external_id character varying(200) NOT NULL,
    seen character varying(10) NOT NULL,
    delivery_id bigint NOT NULL,
    subscription_id bigint,
    CONSTRAINT channels_recipient_fence_check CHECK ((fence >= 0)),
    CONSTRAINT channels_recipient_tries_check CHECK ((tries >= 0))
);
ALTER TABLE public.channels_recipient ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.channels_recipient_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.channels_registration (
    id bigint NOT NULL,
    kind character varying(30) NOT NULL,
    client_id character varying(200) NOT NULL,
    secret text NOT NULL,
    base_url character varying(300) NOT NULL
);
ALTER TABLE public.channels_registration ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.channels_registration_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.channels_seat (
    id bigint NOT NULL,
    starts_at timestamp with time zone NOT NULL,
    channel_id bigint NOT NULL,
    delivery_id bigint NOT NULL
);
ALTER TABLE public.channels_seat ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.channels_seat_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.channels_shaped (
    id bigint NOT NULL,
    source character varying(64) NOT NULL,
    recipe character varying(64) NOT NULL,
    kind character varying(5) NOT NULL,
    "order" jsonb NOT NULL,
    status character varying(10) NOT NULL,
    percent smallint NOT NULL,
    file character varying(200) NOT NULL,
    digest character varying(64) NOT NULL,
    size bigint NOT NULL,
    problem character varying(60) NOT NULL,
    tries smallint NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    CONSTRAINT channels_shaped_percent_check CHECK ((percent >= 0)),
    CONSTRAINT channels_shaped_size_check CHECK ((size >= 0)),
    CONSTRAINT channels_shaped_tries_check CHECK ((tries >= 0))
);
ALTER TABLE public.channels_shaped ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.channels_shaped_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.channels_sheet (
    id bigint NOT NULL,
    name character varying(200) NOT NULL,
    digest character varying(64) NOT NULL,
    rows jsonb NOT NULL,
    created_at timestamp with time zone NOT NULL,
    taken_at timestamp with time zone,
    made integer NOT NULL,
    by_id bigint NOT NULL,
    CONSTRAINT channels_sheet_made_check CHECK ((made >= 0))
);
ALTER TABLE public.channels_sheet ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.channels_sheet_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.channels_slot (
    id bigint NOT NULL,
    weekday smallint NOT NULL,
    hour time without time zone NOT NULL,
    channel_id bigint NOT NULL,
    CONSTRAINT channels_slot_weekday_check CHECK ((weekday >= 0))
);
ALTER TABLE public.channels_slot ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.channels_slot_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.channels_subscription (
    id bigint NOT NULL,
    way character varying(10) NOT NULL,
    address text NOT NULL,
    mark character varying(64),
    code character varying(12) NOT NULL,
    status character varying(10) NOT NULL,
    language character varying(5) NOT NULL,
    wording character varying(20) NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    confirmed_at timestamp with time zone,
    left_at timestamp with time zone,
    turn smallint NOT NULL,
    letter character varying(10) NOT NULL,
    lettered_at timestamp with time zone,
    refusals smallint NOT NULL,
    CONSTRAINT channels_subscription_refusals_check CHECK ((refusals >= 0)),
    CONSTRAINT channels_subscription_turn_check CHECK ((turn >= 0))
);
ALTER TABLE public.channels_subscription ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.channels_subscription_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.channels_unithashtags (
    id bigint NOT NULL,
    hashtags character varying(500) NOT NULL,
    unit_id bigint NOT NULL
);
ALTER TABLE public.channels_unithashtags ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.channels_unithashtags_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.channels_variant (
    id bigint NOT NULL,
    text text,
    link character varying(500),
    options jsonb NOT NULL,
    channel_id bigint NOT NULL,
    content_id bigint NOT NULL
);
ALTER TABLE public.channels_variant ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.channels_variant_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.channels_wish (
    id bigint NOT NULL,
    purpose character varying(10) NOT NULL,
    topic character varying(100) NOT NULL,
    subscription_id bigint NOT NULL,
    unit_id bigint
);
ALTER TABLE public.channels_wish ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.channels_wish_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.core_approval (
    id bigint NOT NULL,
    act character varying(10) NOT NULL,
    digest character varying(64) NOT NULL,
    content jsonb NOT NULL,
    approved_at timestamp with time zone NOT NULL,
    via character varying(20) NOT NULL,
    reason text NOT NULL,
    voided_at timestamp with time zone,
    approved_by_id bigint,
    page_id integer NOT NULL,
    revision_id integer,
    published_at timestamp with time zone,
    redacted_at timestamp with time zone,
    redacted_reason text NOT NULL
);
ALTER TABLE public.core_approval ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.core_approval_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.core_approvallink (
    id bigint NOT NULL,
    digest character varying(64) NOT NULL,
    token_hash character varying(64) NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone,
    approver_id bigint NOT NULL,
    page_id integer NOT NULL
);
ALTER TABLE public.core_approvallink ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.core_approvallink_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.core_approvaltask (
    task_ptr_id integer NOT NULL
);
CREATE TABLE public.core_counter (
    id bigint NOT NULL,
    name character varying(50) NOT NULL,
    year smallint NOT NULL,
    last integer NOT NULL,
    CONSTRAINT core_counter_last_check CHECK ((last >= 0)),
    CONSTRAINT core_counter_year_check CHECK ((year >= 0))
);
ALTER TABLE public.core_counter ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.core_counter_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.core_ending (
    id bigint NOT NULL,
    act character varying(10) NOT NULL,
    at timestamp with time zone NOT NULL,
    reason text NOT NULL,
    redirects smallint,
    over_at timestamp with time zone,
    by_id bigint NOT NULL,
    goes_to_id integer,
    page_id integer NOT NULL,
    CONSTRAINT core_ending_redirects_check CHECK ((redirects >= 0)),
    CONSTRAINT ending_redirects_somewhere CHECK (((redirects IS NULL) OR (goes_to_id IS NOT NULL)))
);
ALTER TABLE public.core_ending ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.core_ending_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.core_entry (
    id bigint NOT NULL,
    label text NOT NULL,
    action character varying(255) NOT NULL,
    data jsonb NOT NULL,
    "timestamp" timestamp with time zone NOT NULL,
    uuid uuid,
    content_changed boolean NOT NULL,
    deleted boolean NOT NULL,
    object_id character varying(255) NOT NULL,
    seq integer NOT NULL,
    before character varying(64) NOT NULL,
    digest character varying(64) NOT NULL,
    personal_digest character varying(64) NOT NULL,
    content_type_id integer,
    revision_id integer,
    user_id bigint,
    CONSTRAINT core_entry_seq_check CHECK ((seq >= 0))
);
ALTER TABLE public.core_entry ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.core_entry_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.core_freeze (
    id bigint NOT NULL,
    reason character varying(200) NOT NULL,
    starts_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone
);
ALTER TABLE public.core_freeze ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.core_freeze_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.core_holiday (
    id bigint NOT NULL,
    date date NOT NULL,
    name character varying(200) NOT NULL,
    kind character varying(20) NOT NULL,
    source character varying(200) NOT NULL,
    provisional boolean NOT NULL,
    removed boolean NOT NULL,
    imported_on date,
    imported_kind character varying(20) NOT NULL
);
ALTER TABLE public.core_holiday ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.core_holiday_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.core_job (
    id bigint NOT NULL,
    name character varying(100) NOT NULL,
    started_at timestamp with time zone,
    ended_at timestamp with time zone,
    leased_until timestamp with time zone,
    error text NOT NULL
);
ALTER TABLE public.core_job ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.core_job_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.core_leavedecree (
    id bigint NOT NULL,
    year smallint NOT NULL,
    source character varying(200) NOT NULL,
    CONSTRAINT core_leavedecree_year_check CHECK ((year >= 0))
);
ALTER TABLE public.core_leavedecree ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.core_leavedecree_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.core_personal (
    id bigint NOT NULL,
    salt character varying(32) NOT NULL,
    facts jsonb NOT NULL,
    entry_id bigint NOT NULL
);
ALTER TABLE public.core_personal ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.core_personal_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.core_review (
    id bigint NOT NULL,
    due_on date NOT NULL,
    reviewed_at timestamp with time zone,
    owner_id bigint,
    page_id integer NOT NULL,
    reviewed_by_id bigint
);
ALTER TABLE public.core_review ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.core_review_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.core_shortlink (
    id bigint NOT NULL,
    code character varying(20) NOT NULL,
    title character varying(200) NOT NULL,
    target character varying(500) NOT NULL
);
ALTER TABLE public.core_shortlink ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.core_shortlink_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.core_touch (
    id bigint NOT NULL,
    tag text NOT NULL
);
ALTER TABLE public.core_touch ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.core_touch_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.django_content_type (
    id integer NOT NULL,
    app_label character varying(100) NOT NULL,
    model character varying(100) NOT NULL
);
ALTER TABLE public.django_content_type ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.django_content_type_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.django_migrations (
    id bigint NOT NULL,
    app character varying(255) NOT NULL,
    name character varying(255) NOT NULL,
    applied timestamp with time zone NOT NULL
);
ALTER TABLE public.django_migrations ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.django_migrations_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.django_session (
    session_key character varying(40) NOT NULL,
    session_data text NOT NULL,
    expire_date timestamp with time zone NOT NULL
);
CREATE TABLE public.files_officedocument (
    id bigint NOT NULL,
    title character varying(255) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    file_size bigint,
    file_hash character varying(40) NOT NULL,
    file character varying(100) NOT NULL,
    collection_id integer NOT NULL,
    uploaded_by_user_id bigint,
    CONSTRAINT files_officedocument_file_size_check CHECK ((file_size >= 0))
);
ALTER TABLE public.files_officedocument ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.files_officedocument_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.files_picture (
    id bigint NOT NULL,
    title character varying(255) NOT NULL,
    file character varying(100) NOT NULL,
    description character varying(255) NOT NULL,
    width integer NOT NULL,
    height integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    focal_point_x integer,
    focal_point_y integer,
    focal_point_width integer,
    focal_point_height integer,
    file_size integer,
    file_hash character varying(40) NOT NULL,
    caption character varying(500) NOT NULL,
    photographer character varying(150) NOT NULL,
    copyright character varying(200) NOT NULL,
    taken_at timestamp with time zone,
    collection_id integer NOT NULL,
    uploaded_by_user_id bigint,
    consent character varying(10) NOT NULL,
    consent_by character varying(150) NOT NULL,
    consent_note character varying(250) NOT NULL,
    consent_on date,
    licence character varying(100) NOT NULL,
    licence_address character varying(500) NOT NULL,
    replaced_by_id bigint,
    rights character varying(10) NOT NULL,
    rights_by character varying(150) NOT NULL,
    rights_end_on date,
    rights_start_on date,
    withdrawn_on date,
    CONSTRAINT files_picture_file_size_check CHECK ((file_size >= 0)),
    CONSTRAINT files_picture_focal_point_height_check CHECK ((focal_point_height >= 0)),
    CONSTRAINT files_picture_focal_point_width_check CHECK ((focal_point_width >= 0)),
    CONSTRAINT files_picture_focal_point_x_check CHECK ((focal_point_x >= 0)),
    CONSTRAINT files_picture_focal_point_y_check CHECK ((focal_point_y >= 0))
);
ALTER TABLE public.files_picture ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.files_picture_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.files_rendition (
    id bigint NOT NULL,
    filter_spec character varying(255) NOT NULL,
    file character varying(100) NOT NULL,
    width integer NOT NULL,
    height integer NOT NULL,
    focal_point_key character varying(16) NOT NULL,
    image_id bigint NOT NULL
);
ALTER TABLE public.files_rendition ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.files_rendition_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.imports_feed (
    id bigint NOT NULL,
    name character varying(150) NOT NULL,
    address character varying(500) NOT NULL,
    is_active boolean NOT NULL,
    asked_at timestamp with time zone,
    by_id bigint NOT NULL,
    unit_id bigint NOT NULL,
    error jsonb NOT NULL
);
ALTER TABLE public.imports_feed ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.imports_feed_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.imports_feeditem (
    id bigint NOT NULL,
    key character varying(255) NOT NULL,
    at timestamp with time zone NOT NULL,
    feed_id bigint NOT NULL,
    page_id integer
);
ALTER TABLE public.imports_feeditem ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.imports_feeditem_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.imports_import (
    id bigint NOT NULL,
    status character varying(10) NOT NULL,
    name character varying(200) NOT NULL,
    file character varying(500) NOT NULL,
    media_folder character varying(500) NOT NULL,
    media_address character varying(500) NOT NULL,
    media_trusted character varying(260) NOT NULL,
    mapping jsonb NOT NULL,
    rights character varying(10) NOT NULL,
    rights_by character varying(150) NOT NULL,
    consent character varying(10) NOT NULL,
    credit character varying(150) NOT NULL,
    undescribed character varying(4) NOT NULL,
    at timestamp with time zone NOT NULL,
    approved_at timestamp with time zone,
    source character varying(200) NOT NULL,
    hosts jsonb NOT NULL,
    tally jsonb NOT NULL,
    approved_by_id bigint,
    by_id bigint NOT NULL,
    unit_id bigint NOT NULL,
    stopped jsonb NOT NULL,
    tries smallint NOT NULL,
    CONSTRAINT imports_import_tries_check CHECK ((tries >= 0))
);
ALTER TABLE public.imports_import ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.imports_import_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.imports_row (
    id bigint NOT NULL,
    place integer NOT NULL,
    line integer NOT NULL,
    source character varying(200) NOT NULL,
    key character varying(255) NOT NULL,
    kind character varying(12) NOT NULL,
    form character varying(20) NOT NULL,
    title character varying(255) NOT NULL,
    state character varying(10) NOT NULL,
    is_public boolean NOT NULL,
    dated_at timestamp with time zone,
    old_path character varying(255) NOT NULL,
    faults jsonb NOT NULL,
    is_faulty boolean NOT NULL,
    tries smallint NOT NULL,
    digest character varying(64) NOT NULL,
    out_at timestamp with time zone,
    batch_id bigint NOT NULL,
    document_id bigint,
    page_id integer,
    picture_id bigint,
    CONSTRAINT imports_row_line_check CHECK ((line >= 0)),
    CONSTRAINT imports_row_place_check CHECK ((place >= 0)),
    CONSTRAINT imports_row_tries_check CHECK ((tries >= 0))
);
ALTER TABLE public.imports_row ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.imports_row_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.mfa_authenticator (
    id bigint NOT NULL,
    type character varying(20) NOT NULL,
    data jsonb NOT NULL,
    user_id bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    last_used_at timestamp with time zone
);
ALTER TABLE public.mfa_authenticator ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.mfa_authenticator_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.newsroom_author (
    id bigint NOT NULL,
    sort_order integer,
    name character varying(150) NOT NULL,
    part character varying(10) NOT NULL,
    user_id bigint,
    page_id integer NOT NULL
);
ALTER TABLE public.newsroom_author ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.newsroom_author_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.newsroom_coverage (
    id bigint NOT NULL,
    title character varying(160) NOT NULL,
    brief text NOT NULL,
    place character varying(200) NOT NULL,
    starts_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone,
    deadline_at timestamp with time zone NOT NULL,
    status character varying(10) NOT NULL,
    reason character varying(500) NOT NULL,
    assigned_at timestamp with time zone NOT NULL,
    assigned_by_id bigint NOT NULL,
    story_id integer,
    unit_id bigint NOT NULL,
    CONSTRAINT coverage_cancelled_with_reason CHECK (((NOT ((status)::text = 'cancelled'::text)) OR (NOT ((reason)::text = ''::text)))),
    CONSTRAINT coverage_due_after_it_begins CHECK ((deadline_at >= starts_at)),
    CONSTRAINT coverage_ends_after_it_begins CHECK (((ends_at IS NULL) OR (ends_at >= starts_at)))
);
ALTER TABLE public.newsroom_coverage ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.newsroom_coverage_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.newsroom_fieldphoto (
    id bigint NOT NULL,
    key uuid NOT NULL,
    name character varying(150) NOT NULL,
    size integer NOT NULL,
    got integer NOT NULL,
    clock_said date,
    refusal character varying(300) NOT NULL,
    touched_at timestamp with time zone NOT NULL,
    picture_id bigint,
    report_id bigint NOT NULL,
    CONSTRAINT field_photo_not_too_long CHECK ((got <= size)),
    CONSTRAINT newsroom_fieldphoto_got_check CHECK ((got >= 0)),
    CONSTRAINT newsroom_fieldphoto_size_check CHECK ((size >= 0))
);
ALTER TABLE public.newsroom_fieldphoto ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.newsroom_fieldphoto_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.newsroom_idea (
    id bigint NOT NULL,
    title character varying(160) NOT NULL,
    note text NOT NULL,
    wished_on date,
    status character varying(10) NOT NULL,
    made_at timestamp with time zone NOT NULL,
    owner_id bigint NOT NULL,
    story_id integer,
    unit_id bigint
);
ALTER TABLE public.newsroom_idea ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.newsroom_idea_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.newsroom_keptashistory (
    id bigint NOT NULL,
    kept_at timestamp with time zone NOT NULL,
    reason character varying(250) NOT NULL,
    kept_by_id bigint NOT NULL,
    page_id integer NOT NULL,
    person_id bigint,
    unit_id bigint,
    CONSTRAINT history_of_one CHECK ((((person_id IS NOT NULL) AND (unit_id IS NULL)) OR ((person_id IS NULL) AND (unit_id IS NOT NULL))))
);
ALTER TABLE public.newsroom_keptashistory ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.newsroom_keptashistory_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.newsroom_letter (
    id bigint NOT NULL,
    identity character varying(64) NOT NULL,
    message_id character varying(250) NOT NULL,
    sender character varying(254) NOT NULL,
    sender_name character varying(150) NOT NULL,
    subject character varying(250) NOT NULL,
    status character varying(10) NOT NULL,
    why character varying(10) NOT NULL,
    is_cut boolean NOT NULL,
    is_to_answer boolean NOT NULL,
    tries smallint NOT NULL,
    came_at timestamp with time zone NOT NULL,
    answered_at timestamp with time zone,
    decided_at timestamp with time zone,
    reason character varying(500) NOT NULL,
    erased_at timestamp with time zone,
    decided_by_id bigint,
    report_id bigint,
    CONSTRAINT newsroom_letter_tries_check CHECK ((tries >= 0))
);
ALTER TABLE public.newsroom_letter ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.newsroom_letter_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.newsroom_link (
    id bigint NOT NULL,
    address text NOT NULL,
    key character varying(64) NOT NULL,
    is_own boolean NOT NULL,
    state character varying(10) NOT NULL,
    why character varying(40) NOT NULL,
    failed_at timestamp with time zone,
    checked_at timestamp with time zone,
    next_at timestamp with time zone NOT NULL,
    is_urgent boolean NOT NULL,
    ignored_at timestamp with time zone,
    ignored_why character varying(250) NOT NULL,
    ignored_by_id bigint
);
ALTER TABLE public.newsroom_link ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.newsroom_link_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.newsroom_linkharvest (
    id bigint NOT NULL,
    revision_key bigint,
    read_at timestamp with time zone NOT NULL,
    page_id integer NOT NULL
);
ALTER TABLE public.newsroom_linkharvest ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.newsroom_linkharvest_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.newsroom_linkplace (
    id bigint NOT NULL,
    link_id bigint NOT NULL,
    page_id integer NOT NULL
);
ALTER TABLE public.newsroom_linkplace ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.newsroom_linkplace_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.newsroom_member (
    id bigint NOT NULL,
    left_at timestamp with time zone,
    page_id integer NOT NULL,
    parcel_id bigint NOT NULL
);
ALTER TABLE public.newsroom_member ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.newsroom_member_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.newsroom_mistake (
    id bigint NOT NULL,
    words text NOT NULL,
    sent_at timestamp with time zone NOT NULL,
    status character varying(10) NOT NULL,
    settled_at timestamp with time zone,
    page_id integer NOT NULL,
    settled_by_id bigint
);
ALTER TABLE public.newsroom_mistake ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.newsroom_mistake_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.newsroom_morningmessage (
    id bigint NOT NULL,
    day date NOT NULL,
    user_id bigint NOT NULL
);
ALTER TABLE public.newsroom_morningmessage ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.newsroom_morningmessage_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.newsroom_newsindexpage (
    page_ptr_id integer NOT NULL,
    embargo_until timestamp with time zone,
    intro text NOT NULL
);
CREATE TABLE public.newsroom_newspage (
    story_ptr_id integer NOT NULL
);
CREATE TABLE public.newsroom_newsroomsettings (
    id bigint NOT NULL,
    number_form character varying(60) NOT NULL,
    site_id integer NOT NULL,
    morning_hour smallint NOT NULL,
    morning_when_empty boolean NOT NULL,
    review_months smallint NOT NULL,
    drafts_kept_days smallint NOT NULL,
    reply_days smallint NOT NULL,
    mail_judge character varying(200) NOT NULL,
    takes_unproven_mail boolean NOT NULL,
    urgent_after_minutes integer NOT NULL,
    CONSTRAINT newsroom_newsroomsettings_drafts_kept_days_check CHECK ((drafts_kept_days >= 0)),
    CONSTRAINT newsroom_newsroomsettings_morning_hour_check CHECK ((morning_hour >= 0)),
    CONSTRAINT newsroom_newsroomsettings_reply_days_check CHECK ((reply_days >= 0)),
    CONSTRAINT newsroom_newsroomsettings_review_months_check CHECK ((review_months >= 0)),
    CONSTRAINT newsroom_newsroomsettings_urgent_after_minutes_check CHECK ((urgent_after_minutes >= 0))
);
ALTER TABLE public.newsroom_newsroomsettings ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.newsroom_newsroomsettings_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.newsroom_parcel (
    id bigint NOT NULL,
    title character varying(160) NOT NULL,
    goes_out_at timestamp with time zone,
    status character varying(10) NOT NULL,
    made_at timestamp with time zone NOT NULL,
    approved_at timestamp with time zone,
    digest character varying(64) NOT NULL,
    out_at timestamp with time zone,
    held jsonb NOT NULL,
    approved_by_id bigint,
    made_by_id bigint NOT NULL,
    unit_id bigint,
    CONSTRAINT parcel_approved_by_somebody CHECK (((NOT ((status)::text = ANY ((ARRAY['approved'::character varying, 'out'::character varying])::text[]))) OR ((approved_by_id IS NOT NULL) AND (NOT ((digest)::text = ''::text)))))
);
ALTER TABLE public.newsroom_parcel ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.newsroom_parcel_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.newsroom_part (
    id bigint NOT NULL,
    kind character varying(10) NOT NULL,
    answer character varying(10) NOT NULL,
    reason character varying(500) NOT NULL,
    coverage_id bigint NOT NULL,
    user_id bigint NOT NULL
);
ALTER TABLE public.newsroom_part ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.newsroom_part_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.newsroom_publicationindexpage (
    page_ptr_id integer NOT NULL,
    embargo_until timestamp with time zone,
    intro text NOT NULL
);
CREATE TABLE public.newsroom_publicationpage (
    story_ptr_id integer NOT NULL,
    form character varying(20) NOT NULL
);
CREATE TABLE public.newsroom_releaseindexpage (
    page_ptr_id integer NOT NULL,
    embargo_until timestamp with time zone,
    intro text NOT NULL
);
CREATE TABLE public.newsroom_releasenumber (
    id bigint NOT NULL,
    year smallint NOT NULL,
    count integer,
    text character varying(80) NOT NULL,
    given_at timestamp with time zone NOT NULL,
    cancelled_at timestamp with time zone,
    reason character varying(250) NOT NULL,
    page_id integer NOT NULL,
    CONSTRAINT newsroom_releasenumber_count_check CHECK ((count >= 0)),
    CONSTRAINT newsroom_releasenumber_year_check CHECK ((year >= 0))
);
ALTER TABLE public.newsroom_releasenumber ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.newsroom_releasenumber_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.newsroom_releasepage (
    story_ptr_id integer NOT NULL,
    typed_number character varying(80) NOT NULL,
    dated_on date,
    contact text NOT NULL,
    signatory_id bigint
);
CREATE TABLE public.newsroom_reply (
    id bigint NOT NULL,
    person character varying(150) NOT NULL,
    contact character varying(250) NOT NULL,
    received_on date NOT NULL,
    way character varying(10) NOT NULL,
    what text NOT NULL,
    due_on date NOT NULL,
    reckoning jsonb NOT NULL,
    calendar_version character varying(16) NOT NULL,
    status character varying(10) NOT NULL,
    reason text NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    page_id integer NOT NULL,
    recorded_by_id bigint NOT NULL,
    reply_page_id integer,
    CONSTRAINT reply_published_somewhere CHECK (((NOT ((status)::text = 'published'::text)) OR (reply_page_id IS NOT NULL))),
    CONSTRAINT reply_refused_with_reason CHECK (((NOT ((status)::text = 'refused'::text)) OR (NOT (reason = ''::text))))
);
ALTER TABLE public.newsroom_reply ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.newsroom_reply_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.newsroom_report (
    id bigint NOT NULL,
    key uuid NOT NULL,
    via character varying(5) NOT NULL,
    place character varying(200) NOT NULL,
    people character varying(500) NOT NULL,
    notes jsonb NOT NULL,
    first_text bigint,
    started_at timestamp with time zone NOT NULL,
    received_at timestamp with time zone,
    by_id bigint NOT NULL,
    page_id integer
);
ALTER TABLE public.newsroom_report ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.newsroom_report_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.newsroom_sourceanswer (
    id bigint NOT NULL,
    number smallint NOT NULL,
    name character varying(150) NOT NULL,
    is_other boolean NOT NULL,
    verdict character varying(10) NOT NULL,
    comment text NOT NULL,
    parts jsonb NOT NULL,
    text_had_changed boolean NOT NULL,
    answered_at timestamp with time zone NOT NULL,
    read_at timestamp with time zone,
    read_by_id bigint,
    question_id bigint NOT NULL,
    CONSTRAINT newsroom_sourceanswer_number_check CHECK ((number >= 0))
);
ALTER TABLE public.newsroom_sourceanswer ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.newsroom_sourceanswer_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.newsroom_sourcequestion (
    id bigint NOT NULL,
    content jsonb NOT NULL,
    digest character varying(64) NOT NULL,
    files jsonb NOT NULL,
    name character varying(150) NOT NULL,
    email character varying(254) NOT NULL,
    phone character varying(150) NOT NULL,
    kind character varying(10) NOT NULL,
    question text NOT NULL,
    due_at timestamp with time zone NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    form_key uuid NOT NULL,
    token_hash character varying(64) NOT NULL,
    mailed_at timestamp with time zone,
    knocks integer NOT NULL,
    openings integer NOT NULL,
    opened_at timestamp with time zone,
    taken smallint NOT NULL,
    withdrawn_at timestamp with time zone,
    asked_by_id bigint NOT NULL,
    page_id integer NOT NULL,
    revision_id integer,
    CONSTRAINT newsroom_sourcequestion_knocks_check CHECK ((knocks >= 0)),
    CONSTRAINT newsroom_sourcequestion_openings_check CHECK ((openings >= 0)),
    CONSTRAINT newsroom_sourcequestion_taken_check CHECK ((taken >= 0))
);
ALTER TABLE public.newsroom_sourcequestion ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.newsroom_sourcequestion_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.newsroom_story (
    page_ptr_id integer NOT NULL,
    embargo_until timestamp with time zone,
    summary text NOT NULL,
    body jsonb NOT NULL,
    picture_alt character varying(250) NOT NULL,
    change character varying(5) NOT NULL,
    change_note character varying(250) NOT NULL,
    changed_at timestamp with time zone,
    picture_id bigint,
    unit_id bigint
);
CREATE TABLE public.newsroom_storytag (
    id bigint NOT NULL,
    content_object_id integer NOT NULL,
    tag_id integer NOT NULL
);
ALTER TABLE public.newsroom_storytag ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.newsroom_storytag_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.newsroom_translation (
    id bigint NOT NULL,
    digest character varying(64) NOT NULL,
    as_of timestamp with time zone,
    page_id integer NOT NULL,
    revision_id integer,
    source_id integer NOT NULL
);
ALTER TABLE public.newsroom_translation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.newsroom_translation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.newsroom_urgentpublication (
    id bigint NOT NULL,
    digest character varying(64) NOT NULL,
    title character varying(255) NOT NULL,
    reason text NOT NULL,
    at timestamp with time zone NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    wrote jsonb NOT NULL,
    due_on date NOT NULL,
    reviewed_at timestamp with time zone,
    verdict character varying(10) NOT NULL,
    note text NOT NULL,
    approval_id bigint,
    by_id bigint NOT NULL,
    page_id integer NOT NULL,
    reviewed_by_id bigint,
    CONSTRAINT urgent_review_whole CHECK ((((reviewed_at IS NULL) AND (reviewed_by_id IS NULL) AND ((verdict)::text = ''::text)) OR ((reviewed_at IS NOT NULL) AND (reviewed_by_id IS NOT NULL) AND (NOT ((verdict)::text = ''::text))))),
    CONSTRAINT urgent_reviewed_by_another CHECK (((reviewed_by_id IS NULL) OR (NOT ((reviewed_by_id = by_id) AND (reviewed_by_id IS NOT NULL)))))
);
ALTER TABLE public.newsroom_urgentpublication ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.newsroom_urgentpublication_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.search_text (
    page_id integer NOT NULL,
    revision bigint NOT NULL,
    language character varying(10) NOT NULL,
    kind character varying(30) NOT NULL,
    at timestamp with time zone,
    title text NOT NULL,
    words text NOT NULL,
    read_at timestamp with time zone NOT NULL,
    tokens tsvector GENERATED ALWAYS AS ((setweight(to_tsvector('simple'::regconfig, title), 'A'::"char") || setweight(to_tsvector('simple'::regconfig, words), 'D'::"char"))) STORED,
    CONSTRAINT search_text_revision_check CHECK ((revision >= 0))
);
CREATE TABLE public.simple_translation_simpletranslation (
    id integer NOT NULL
);
ALTER TABLE public.simple_translation_simpletranslation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.simple_translation_simpletranslation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.socialaccount_socialaccount (
    id integer NOT NULL,
    provider character varying(200) NOT NULL,
    uid character varying(191) NOT NULL,
    last_login timestamp with time zone NOT NULL,
    date_joined timestamp with time zone NOT NULL,
    extra_data jsonb NOT NULL,
    user_id bigint NOT NULL
);
ALTER TABLE public.socialaccount_socialaccount ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.socialaccount_socialaccount_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.socialaccount_socialapp (
    id integer NOT NULL,
    provider character varying(30) NOT NULL,
    name character varying(40) NOT NULL,
    client_id character varying(191) NOT NULL,
    secret character varying(191) NOT NULL,
    key character varying(191) NOT NULL,
    provider_id character varying(200) NOT NULL,
    settings jsonb NOT NULL
);
ALTER TABLE public.socialaccount_socialapp ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.socialaccount_socialapp_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.socialaccount_socialtoken (
    id integer NOT NULL,
    token text NOT NULL,
    token_secret text NOT NULL,
    expires_at timestamp with time zone,
    account_id integer NOT NULL,
    app_id integer
);
ALTER TABLE public.socialaccount_socialtoken ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.socialaccount_socialtoken_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.taggit_tag (
    id integer NOT NULL,
    name character varying(100) NOT NULL,
    slug character varying(100) NOT NULL
);
ALTER TABLE public.taggit_tag ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.taggit_tag_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.taggit_taggeditem (
    id integer NOT NULL,
    object_id integer NOT NULL,
    content_type_id integer NOT NULL,
    tag_id integer NOT NULL
);
ALTER TABLE public.taggit_taggeditem ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.taggit_taggeditem_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.usersessions_usersession (
    id bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    ip inet NOT NULL,
    last_seen_at timestamp with time zone NOT NULL,
    session_key character varying(40) NOT NULL,
    user_agent character varying(200) NOT NULL,
    data jsonb NOT NULL,
    user_id bigint NOT NULL
);
ALTER TABLE public.usersessions_usersession ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.usersessions_usersession_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.wagtailadmin_admin (
    id integer NOT NULL
);
ALTER TABLE public.wagtailadmin_admin ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailadmin_admin_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.wagtailadmin_editingsession (
    id integer NOT NULL,
    object_id character varying(255) NOT NULL,
    last_seen_at timestamp with time zone NOT NULL,
    content_type_id integer NOT NULL,
    user_id bigint NOT NULL,
    is_editing boolean NOT NULL
);
ALTER TABLE public.wagtailadmin_editingsession ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailadmin_editingsession_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.wagtailadmin_formstate (
    id integer NOT NULL,
    data text NOT NULL,
    object_id character varying(255) NOT NULL,
    parent_object_id character varying(255) NOT NULL,
    last_updated_at timestamp with time zone NOT NULL,
    content_type_id integer NOT NULL,
    user_id bigint NOT NULL
);
ALTER TABLE public.wagtailadmin_formstate ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailadmin_formstate_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.wagtailcore_collection (
    id integer NOT NULL,
    path character varying(255) NOT NULL COLLATE pg_catalog."C",
    depth integer NOT NULL,
    numchild integer NOT NULL,
    name character varying(255) NOT NULL,
    CONSTRAINT wagtailcore_collection_depth_check CHECK ((depth >= 0)),
    CONSTRAINT wagtailcore_collection_numchild_check CHECK ((numchild >= 0))
);
ALTER TABLE public.wagtailcore_collection ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_collection_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.wagtailcore_collectionviewrestriction (
    id integer NOT NULL,
    restriction_type character varying(20) NOT NULL,
    password character varying(255) NOT NULL,
    collection_id integer NOT NULL
);
CREATE TABLE public.wagtailcore_collectionviewrestriction_groups (
    id bigint NOT NULL,
    collectionviewrestriction_id integer NOT NULL,
    group_id integer NOT NULL
);
ALTER TABLE public.wagtailcore_collectionviewrestriction_groups ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_collectionviewrestriction_groups_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE public.wagtailcore_collectionviewrestriction ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_collectionviewrestriction_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.wagtailcore_comment (
    id integer NOT NULL,
    text text NOT NULL,
    contentpath text NOT NULL,
    "position" text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    resolved_at timestamp with time zone,
    page_id integer NOT NULL,
    resolved_by_id bigint,
    revision_created_id integer,
    user_id bigint NOT NULL
);
ALTER TABLE public.wagtailcore_comment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_comment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.wagtailcore_commentreply (
    id integer NOT NULL,
    text text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    comment_id integer NOT NULL,
    user_id bigint NOT NULL
);
ALTER TABLE public.wagtailcore_commentreply ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_commentreply_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.wagtailcore_groupapprovaltask (
    task_ptr_id integer NOT NULL
);
CREATE TABLE public.wagtailcore_groupapprovaltask_groups (
    id bigint NOT NULL,
    groupapprovaltask_id integer NOT NULL,
    group_id integer NOT NULL
);
ALTER TABLE public.wagtailcore_groupapprovaltask_groups ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_groupapprovaltask_groups_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.wagtailcore_groupcollectionpermission (
    id integer NOT NULL,
    collection_id integer NOT NULL,
    group_id integer NOT NULL,
    permission_id integer NOT NULL
);
ALTER TABLE public.wagtailcore_groupcollectionpermission ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_groupcollectionpermission_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.wagtailcore_grouppagepermission (
    id integer NOT NULL,
    group_id integer NOT NULL,
    page_id integer NOT NULL,
    permission_id integer NOT NULL
);
ALTER TABLE public.wagtailcore_grouppagepermission ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_grouppagepermission_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.wagtailcore_groupsitepermission (
    id integer NOT NULL,
    group_id integer NOT NULL,
    permission_id integer NOT NULL,
    site_id integer NOT NULL
);
ALTER TABLE public.wagtailcore_groupsitepermission ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_groupsitepermission_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.wagtailcore_locale (
    id integer NOT NULL,
    language_code character varying(100) NOT NULL
);
ALTER TABLE public.wagtailcore_locale ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_locale_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.wagtailcore_modellogentry (
    id integer NOT NULL,
    label text NOT NULL,
    action character varying(255) NOT NULL,
    data jsonb NOT NULL,
    "timestamp" timestamp with time zone NOT NULL,
    content_changed boolean NOT NULL,
    deleted boolean NOT NULL,
    object_id character varying(255) NOT NULL,
    content_type_id integer,
    user_id bigint,
    uuid uuid,
    revision_id integer
);
ALTER TABLE public.wagtailcore_modellogentry ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_modellogentry_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.wagtailcore_page (
    id integer NOT NULL,
    path character varying(255) NOT NULL COLLATE pg_catalog."C",
    depth integer NOT NULL,
    numchild integer NOT NULL,
    title character varying(255) NOT NULL,
    slug character varying(255) NOT NULL,
    live boolean NOT NULL,
    has_unpublished_changes boolean NOT NULL,
    url_path text NOT NULL,
    seo_title character varying(255) NOT NULL,
    show_in_menus boolean NOT NULL,
    search_description text NOT NULL,
    go_live_at timestamp with time zone,
    expire_at timestamp with time zone,
    expired boolean NOT NULL,
    content_type_id integer NOT NULL,
    owner_id bigint,
    locked boolean NOT NULL,
    latest_revision_created_at timestamp with time zone,
    first_published_at timestamp with time zone,
    live_revision_id integer,
    last_published_at timestamp with time zone,
    draft_title character varying(255) NOT NULL,
    locked_at timestamp with time zone,
    locked_by_id bigint,
    translation_key uuid NOT NULL,
    locale_id integer NOT NULL,
    alias_of_id integer,
    latest_revision_id integer,
    CONSTRAINT wagtailcore_page_depth_check CHECK ((depth >= 0)),
    CONSTRAINT wagtailcore_page_numchild_check CHECK ((numchild >= 0))
);
ALTER TABLE public.wagtailcore_page ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_page_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.wagtailcore_pagelogentry (
    id integer NOT NULL,
    label text NOT NULL,
    action character varying(255) NOT NULL,
    data jsonb NOT NULL,
    "timestamp" timestamp with time zone NOT NULL,
    content_changed boolean NOT NULL,
    deleted boolean NOT NULL,
    content_type_id integer,
    page_id integer NOT NULL,
    revision_id integer,
    user_id bigint,
    uuid uuid
);
ALTER TABLE public.wagtailcore_pagelogentry ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_pagelogentry_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.wagtailcore_revision (
    id integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    content jsonb NOT NULL,
    approved_go_live_at timestamp with time zone,
    object_id character varying(255) NOT NULL,
    user_id bigint,
    content_type_id integer NOT NULL,
    base_content_type_id integer NOT NULL,
    object_str text NOT NULL
);
ALTER TABLE public.wagtailcore_revision ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_pagerevision_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.wagtailcore_pagesubscription (
    id integer NOT NULL,
    comment_notifications boolean NOT NULL,
    page_id integer NOT NULL,
    user_id bigint NOT NULL
);
ALTER TABLE public.wagtailcore_pagesubscription ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_pagesubscription_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.wagtailcore_pageviewrestriction (
    id integer NOT NULL,
    password character varying(255) NOT NULL,
    page_id integer NOT NULL,
    restriction_type character varying(20) NOT NULL
);
CREATE TABLE public.wagtailcore_pageviewrestriction_groups (
    id bigint NOT NULL,
    pageviewrestriction_id integer NOT NULL,
    group_id integer NOT NULL
);
ALTER TABLE public.wagtailcore_pageviewrestriction_groups ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_pageviewrestriction_groups_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE public.wagtailcore_pageviewrestriction ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_pageviewrestriction_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.wagtailcore_referenceindex (
    id integer NOT NULL,
    object_id character varying(255) NOT NULL,
    to_object_id character varying(255) NOT NULL,
    model_path text NOT NULL,
    content_path text NOT NULL,
    content_path_hash uuid NOT NULL,
    base_content_type_id integer NOT NULL,
    content_type_id integer NOT NULL,
    to_content_type_id integer NOT NULL
);
ALTER TABLE public.wagtailcore_referenceindex ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_referenceindex_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.wagtailcore_site (
    id integer NOT NULL,
    hostname character varying(255) NOT NULL,
    port integer NOT NULL,
    is_default_site boolean NOT NULL,
    root_page_id integer NOT NULL,
    site_name character varying(255) NOT NULL
);
ALTER TABLE public.wagtailcore_site ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_site_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.wagtailcore_task (
    id integer NOT NULL,
    name character varying(255) NOT NULL,
    active boolean NOT NULL,
    content_type_id integer NOT NULL
);
ALTER TABLE public.wagtailcore_task ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_task_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.wagtailcore_taskstate (
    id integer NOT NULL,
    status character varying(50) NOT NULL,
    started_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone,
    content_type_id integer NOT NULL,
    revision_id integer NOT NULL,
    task_id integer NOT NULL,
    workflow_state_id integer NOT NULL,
    finished_by_id bigint,
    comment text NOT NULL
);
ALTER TABLE public.wagtailcore_taskstate ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_taskstate_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.wagtailcore_uploadedfile (
    id integer NOT NULL,
    file character varying(200) NOT NULL,
    for_content_type_id integer,
    uploaded_by_user_id bigint
);
ALTER TABLE public.wagtailcore_uploadedfile ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_uploadedfile_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.wagtailcore_workflow (
    id integer NOT NULL,
    name character varying(255) NOT NULL,
    active boolean NOT NULL
);
ALTER TABLE public.wagtailcore_workflow ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_workflow_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.wagtailcore_workflowcontenttype (
    content_type_id integer NOT NULL,
    workflow_id integer NOT NULL
);
CREATE TABLE public.wagtailcore_workflowpage (
    page_id integer NOT NULL,
    workflow_id integer NOT NULL
);
CREATE TABLE public.wagtailcore_workflowstate (
    id integer NOT NULL,
    status character varying(50) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    current_task_state_id integer,
    object_id character varying(255) NOT NULL,
    requested_by_id bigint,
    workflow_id integer NOT NULL,
    content_type_id integer NOT NULL,
    base_content_type_id integer NOT NULL
);
ALTER TABLE public.wagtailcore_workflowstate ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_workflowstate_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.wagtailcore_workflowtask (
    id integer NOT NULL,
    sort_order integer,
    task_id integer NOT NULL,
    workflow_id integer NOT NULL
);
ALTER TABLE public.wagtailcore_workflowtask ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_workflowtask_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.wagtaildocs_document (
    id integer NOT NULL,
    title character varying(255) NOT NULL,
    file character varying(100) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    uploaded_by_user_id bigint,
    collection_id integer NOT NULL,
    file_size bigint,
    file_hash character varying(40) NOT NULL,
    CONSTRAINT wagtaildocs_document_file_size_check CHECK ((file_size >= 0))
);
ALTER TABLE public.wagtaildocs_document ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtaildocs_document_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.wagtailembeds_embed (
    id integer NOT NULL,
    url text NOT NULL,
    max_width smallint,
    type character varying(10) NOT NULL,
    html text NOT NULL,
    title text NOT NULL,
    author_name text NOT NULL,
    provider_name text NOT NULL,
    thumbnail_url text NOT NULL,
    width integer,
    height integer,
    last_updated timestamp with time zone NOT NULL,
    hash character varying(32) NOT NULL,
    cache_until timestamp with time zone
);
ALTER TABLE public.wagtailembeds_embed ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailembeds_embed_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.wagtailimages_image (
    id integer NOT NULL,
    title character varying(255) NOT NULL,
    file character varying(100) NOT NULL,
    width integer NOT NULL,
    height integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    focal_point_x integer,
    focal_point_y integer,
    focal_point_width integer,
    focal_point_height integer,
    uploaded_by_user_id bigint,
    file_size integer,
    collection_id integer NOT NULL,
    file_hash character varying(40) NOT NULL,
    description character varying(255) NOT NULL,
    CONSTRAINT wagtailimages_image_file_size_check CHECK ((file_size >= 0)),
    CONSTRAINT wagtailimages_image_focal_point_height_check CHECK ((focal_point_height >= 0)),
    CONSTRAINT wagtailimages_image_focal_point_width_check CHECK ((focal_point_width >= 0)),
    CONSTRAINT wagtailimages_image_focal_point_x_check CHECK ((focal_point_x >= 0)),
    CONSTRAINT wagtailimages_image_focal_point_y_check CHECK ((focal_point_y >= 0))
);
ALTER TABLE public.wagtailimages_image ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailimages_image_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.wagtailimages_rendition (
    id integer NOT NULL,
    file character varying(100) NOT NULL,
    width integer NOT NULL,
    height integer NOT NULL,
    focal_point_key character varying(16) NOT NULL,
    filter_spec character varying(255) NOT NULL,
    image_id integer NOT NULL
);
ALTER TABLE public.wagtailimages_rendition ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailimages_rendition_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.wagtailredirects_redirect (
    id integer NOT NULL,
    old_path character varying(255) NOT NULL,
    is_permanent boolean NOT NULL,
    redirect_link character varying(255) NOT NULL,
    redirect_page_id integer,
    site_id integer,
    automatically_created boolean NOT NULL,
    created_at timestamp with time zone,
    redirect_page_route_path character varying(255) NOT NULL
);
ALTER TABLE public.wagtailredirects_redirect ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailredirects_redirect_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.wagtailsearch_indexentry (
    id integer NOT NULL,
    object_id character varying(50) NOT NULL,
    title_norm double precision NOT NULL,
    content_type_id integer NOT NULL,
    autocomplete tsvector NOT NULL,
    title tsvector NOT NULL,
    body tsvector NOT NULL,
    title_text text NOT NULL,
    body_text text NOT NULL
);
ALTER TABLE public.wagtailsearch_indexentry ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailsearch_indexentry_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.wagtailusers_userprofile (
    id integer NOT NULL,
    submitted_notifications boolean NOT NULL,
    approved_notifications boolean NOT NULL,
    rejected_notifications boolean NOT NULL,
    user_id bigint NOT NULL,
    preferred_language character varying(10) NOT NULL,
    current_time_zone character varying(40) NOT NULL,
    avatar character varying(100) NOT NULL,
    updated_comments_notifications boolean NOT NULL,
    dismissibles jsonb NOT NULL,
    theme character varying(40) NOT NULL,
    density character varying(40) NOT NULL,
    contrast character varying(40) NOT NULL,
    keyboard_shortcuts boolean NOT NULL
);
ALTER TABLE public.wagtailusers_userprofile ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailusers_userprofile_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.website_alert (
    id bigint NOT NULL,
    level smallint NOT NULL,
    text character varying(200) NOT NULL,
    text_en character varying(200) NOT NULL,
    link character varying(500) NOT NULL,
    starts_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone NOT NULL,
    said_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    said_by_id bigint NOT NULL,
    CONSTRAINT alert_ends_after_it_starts CHECK ((ends_at > starts_at)),
    CONSTRAINT website_alert_level_check CHECK ((level >= 0))
);
ALTER TABLE public.website_alert ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.website_alert_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.website_homepage (
    page_ptr_id integer NOT NULL,
    embargo_until timestamp with time zone,
    intro text NOT NULL
);
CREATE TABLE public.website_logplace (
    id bigint NOT NULL,
    name character varying(500) NOT NULL,
    inode bigint NOT NULL,
    head character varying(32) NOT NULL,
    "offset" bigint NOT NULL
);
ALTER TABLE public.website_logplace ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.website_logplace_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.website_missed (
    id bigint NOT NULL,
    day date NOT NULL,
    kind character varying(10) NOT NULL,
    words character varying(200) NOT NULL,
    count integer NOT NULL,
    CONSTRAINT website_missed_count_check CHECK ((count >= 0))
);
ALTER TABLE public.website_missed ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.website_missed_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.website_officesettings (
    id bigint NOT NULL,
    name character varying(150) NOT NULL,
    body character varying(150) NOT NULL,
    address character varying(250) NOT NULL,
    hours character varying(150) NOT NULL,
    email character varying(254) NOT NULL,
    phone character varying(50) NOT NULL,
    is_example boolean NOT NULL,
    site_id integer NOT NULL,
    address_en character varying(250) NOT NULL,
    body_en character varying(150) NOT NULL,
    elsewhere text NOT NULL,
    hours_en character varying(150) NOT NULL,
    ink character varying(7) NOT NULL,
    ink_dark character varying(7) NOT NULL,
    kunyit character varying(7) NOT NULL,
    kunyit_dark character varying(7) NOT NULL,
    lontar character varying(7) NOT NULL,
    lontar_dark character varying(7) NOT NULL,
    mark character varying(100) NOT NULL,
    mengkudu character varying(7) NOT NULL,
    mengkudu_dark character varying(7) NOT NULL,
    menu jsonb NOT NULL,
    name_en character varying(150) NOT NULL,
    nila character varying(7) NOT NULL,
    nila_dark character varying(7) NOT NULL,
    paper character varying(7) NOT NULL,
    paper_dark character varying(7) NOT NULL,
    short_name character varying(50) NOT NULL
);
ALTER TABLE public.website_officesettings ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.website_officesettings_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.website_official (
    id bigint NOT NULL,
    sort_order integer,
    "position" character varying(150) NOT NULL,
    user_id bigint NOT NULL,
    page_id integer NOT NULL
);
ALTER TABLE public.website_official ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.website_official_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.website_pagequery (
    query_id character varying(32) NOT NULL,
    stored_id bigint NOT NULL
);
CREATE TABLE public.website_pagereads (
    id bigint NOT NULL,
    day date NOT NULL,
    path character varying(1000) NOT NULL,
    page_id bigint,
    count integer NOT NULL,
    CONSTRAINT website_pagereads_count_check CHECK ((count >= 0)),
    CONSTRAINT website_pagereads_page_id_check CHECK ((page_id >= 0))
);
ALTER TABLE public.website_pagereads ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.website_pagereads_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.website_query (
    key character varying(32) NOT NULL,
    text text NOT NULL,
    quiet jsonb NOT NULL,
    digest character varying(32) NOT NULL,
    is_doubted boolean NOT NULL
);
CREATE TABLE public.website_queryword (
    word character varying(150) NOT NULL,
    query_id character varying(32) NOT NULL
);
CREATE TABLE public.website_rowtag (
    word character varying(150) NOT NULL,
    stored_id bigint NOT NULL
);
CREATE TABLE public.website_source (
    id bigint NOT NULL,
    day date NOT NULL,
    path character varying(1000) NOT NULL,
    page_id bigint,
    source character varying(100) NOT NULL,
    count integer NOT NULL,
    CONSTRAINT website_source_count_check CHECK ((count >= 0)),
    CONSTRAINT website_source_page_id_check CHECK ((page_id >= 0))
);
ALTER TABLE public.website_source ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.website_source_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.website_standardpage (
    page_ptr_id integer NOT NULL,
    embargo_until timestamp with time zone,
    intro text NOT NULL,
    body jsonb NOT NULL,
    unit_id bigint
);
CREATE TABLE public.website_storedpage (
    id bigint NOT NULL,
    path character varying(1000) NOT NULL,
    page_id bigint,
    status smallint,
    goes_to text NOT NULL,
    digest character varying(64) NOT NULL,
    stored_at timestamp with time zone,
    proved_at timestamp with time zone,
    changes_at timestamp with time zone,
    stale_since timestamp with time zone,
    rank smallint NOT NULL,
    place smallint NOT NULL,
    fault text NOT NULL,
    leaked_at timestamp with time zone,
    is_squeezed boolean NOT NULL,
    CONSTRAINT website_storedpage_page_id_check CHECK ((page_id >= 0)),
    CONSTRAINT website_storedpage_place_check CHECK ((place >= 0)),
    CONSTRAINT website_storedpage_rank_check CHECK ((rank >= 0)),
    CONSTRAINT website_storedpage_status_check CHECK ((status >= 0))
);
ALTER TABLE public.website_storedpage ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.website_storedpage_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.website_storestate (
    id bigint NOT NULL,
    token character varying(32) NOT NULL,
    code character varying(64) NOT NULL,
    begun_at timestamp with time zone
);
ALTER TABLE public.website_storestate ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.website_storestate_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE ONLY public.account_emailaddress
    ADD CONSTRAINT account_emailaddress_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.account_emailaddress
    ADD CONSTRAINT account_emailaddress_user_id_email_987c8728_uniq UNIQUE (user_id, email);
ALTER TABLE ONLY public.account_emailconfirmation
    ADD CONSTRAINT account_emailconfirmation_key_key UNIQUE (key);
ALTER TABLE ONLY public.account_emailconfirmation
    ADD CONSTRAINT account_emailconfirmation_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.accounts_assignment
    ADD CONSTRAINT accounts_assignment_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.accounts_emailchange
    ADD CONSTRAINT accounts_emailchange_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.accounts_unit
    ADD CONSTRAINT accounts_unit_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.accounts_user
    ADD CONSTRAINT accounts_user_email_key UNIQUE (email);
ALTER TABLE ONLY public.accounts_user_groups
    ADD CONSTRAINT accounts_user_groups_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.accounts_user_groups
    ADD CONSTRAINT accounts_user_groups_user_id_group_id_59c0b32f_uniq UNIQUE (user_id, group_id);
ALTER TABLE ONLY public.accounts_user
    ADD CONSTRAINT accounts_user_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.accounts_user_user_permissions
    ADD CONSTRAINT accounts_user_user_permi_user_id_permission_id_2ab516c2_uniq UNIQUE (user_id, permission_id);
ALTER TABLE ONLY public.accounts_user_user_permissions
    ADD CONSTRAINT accounts_user_user_permissions_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.channels_answer
    ADD CONSTRAINT answer_once_a_key UNIQUE (token_id, key);
ALTER TABLE ONLY public.auth_group
    ADD CONSTRAINT auth_group_name_key UNIQUE (name);
ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_group_id_permission_id_0cd325b0_uniq UNIQUE (group_id, permission_id);
ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.auth_group
    ADD CONSTRAINT auth_group_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_content_type_id_codename_01ab375a_uniq UNIQUE (content_type_id, codename);
ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.channels_accesstoken
    ADD CONSTRAINT channels_accesstoken_digest_key UNIQUE (digest);
ALTER TABLE ONLY public.channels_accesstoken
    ADD CONSTRAINT channels_accesstoken_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.channels_answer
    ADD CONSTRAINT channels_answer_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.channels_attempt
    ADD CONSTRAINT channels_attempt_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.channels_change
    ADD CONSTRAINT channels_change_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.channels_channel
    ADD CONSTRAINT channels_channel_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.channels_content
    ADD CONSTRAINT channels_content_key_key UNIQUE (key);
ALTER TABLE ONLY public.channels_content
    ADD CONSTRAINT channels_content_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.channels_deadmetric
    ADD CONSTRAINT channels_deadmetric_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.channels_delivery
    ADD CONSTRAINT channels_delivery_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.channels_firstcomment
    ADD CONSTRAINT channels_firstcomment_delivery_id_key UNIQUE (delivery_id);
ALTER TABLE ONLY public.channels_firstcomment
    ADD CONSTRAINT channels_firstcomment_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.channels_halffilm
    ADD CONSTRAINT channels_halffilm_key_key UNIQUE (key);
ALTER TABLE ONLY public.channels_halffilm
    ADD CONSTRAINT channels_halffilm_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.channels_happening
    ADD CONSTRAINT channels_happening_name_key UNIQUE (name);
ALTER TABLE ONLY public.channels_happening
    ADD CONSTRAINT channels_happening_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.channels_hook
    ADD CONSTRAINT channels_hook_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.channels_loosemedium
    ADD CONSTRAINT channels_loosemedium_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.channels_mailbox
    ADD CONSTRAINT channels_mailbox_mark_key UNIQUE (mark);
ALTER TABLE ONLY public.channels_mailbox
    ADD CONSTRAINT channels_mailbox_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.channels_medium
    ADD CONSTRAINT channels_medium_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.channels_message
    ADD CONSTRAINT channels_message_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.channels_metricsnapshot
    ADD CONSTRAINT channels_metricsnapshot_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.channels_officekey
    ADD CONSTRAINT channels_officekey_name_key UNIQUE (name);
ALTER TABLE ONLY public.channels_officekey
    ADD CONSTRAINT channels_officekey_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.channels_pace
    ADD CONSTRAINT channels_pace_channel_id_key UNIQUE (channel_id);
ALTER TABLE ONLY public.channels_pace
    ADD CONSTRAINT channels_pace_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.channels_pause
    ADD CONSTRAINT channels_pause_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.channels_preparedmedia
    ADD CONSTRAINT channels_preparedmedia_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.channels_recipient
    ADD CONSTRAINT channels_recipient_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.channels_recipient
    ADD CONSTRAINT channels_recipient_ref_key UNIQUE (ref);
ALTER TABLE ONLY public.channels_registration
    ADD CONSTRAINT channels_registration_kind_key UNIQUE (kind);
ALTER TABLE ONLY public.channels_registration
    ADD CONSTRAINT channels_registration_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.channels_seat
    ADD CONSTRAINT channels_seat_delivery_id_key UNIQUE (delivery_id);
ALTER TABLE ONLY public.channels_seat
    ADD CONSTRAINT channels_seat_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.channels_shaped
    ADD CONSTRAINT channels_shaped_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.channels_sheet
    ADD CONSTRAINT channels_sheet_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.channels_slot
    ADD CONSTRAINT channels_slot_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.channels_subscription
    ADD CONSTRAINT channels_subscription_mark_key UNIQUE (mark);
ALTER TABLE ONLY public.channels_subscription
    ADD CONSTRAINT channels_subscription_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.channels_unithashtags
    ADD CONSTRAINT channels_unithashtags_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.channels_unithashtags
    ADD CONSTRAINT channels_unithashtags_unit_id_key UNIQUE (unit_id);
ALTER TABLE ONLY public.channels_variant
    ADD CONSTRAINT channels_variant_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.channels_wish
    ADD CONSTRAINT channels_wish_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.core_approval
    ADD CONSTRAINT core_approval_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.core_approvallink
    ADD CONSTRAINT core_approvallink_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.core_approvallink
    ADD CONSTRAINT core_approvallink_token_hash_key UNIQUE (token_hash);
ALTER TABLE ONLY public.core_approvaltask
    ADD CONSTRAINT core_approvaltask_pkey PRIMARY KEY (task_ptr_id);
ALTER TABLE ONLY public.core_counter
    ADD CONSTRAINT core_counter_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.core_ending
    ADD CONSTRAINT core_ending_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.core_entry
    ADD CONSTRAINT core_entry_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.core_freeze
    ADD CONSTRAINT core_freeze_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.core_holiday
    ADD CONSTRAINT core_holiday_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.core_job
    ADD CONSTRAINT core_job_name_key UNIQUE (name);
ALTER TABLE ONLY public.core_job
    ADD CONSTRAINT core_job_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.core_leavedecree
    ADD CONSTRAINT core_leavedecree_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.core_personal
    ADD CONSTRAINT core_personal_entry_id_key UNIQUE (entry_id);
ALTER TABLE ONLY public.core_personal
    ADD CONSTRAINT core_personal_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.core_review
    ADD CONSTRAINT core_review_page_id_key UNIQUE (page_id);
ALTER TABLE ONLY public.core_review
    ADD CONSTRAINT core_review_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.core_shortlink
    ADD CONSTRAINT core_shortlink_code_key UNIQUE (code);
ALTER TABLE ONLY public.core_shortlink
    ADD CONSTRAINT core_shortlink_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.core_touch
    ADD CONSTRAINT core_touch_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.core_counter
    ADD CONSTRAINT counter_once UNIQUE (name, year);
ALTER TABLE ONLY public.newsroom_part
    ADD CONSTRAINT coverage_part_once UNIQUE (coverage_id, user_id, kind);
ALTER TABLE ONLY public.channels_deadmetric
    ADD CONSTRAINT dead_metric_once UNIQUE (channel_id, of_post, metric);
ALTER TABLE ONLY public.channels_delivery
    ADD CONSTRAINT delivery_once UNIQUE (content_id, channel_id, slot_key);
ALTER TABLE ONLY public.django_content_type
    ADD CONSTRAINT django_content_type_app_label_model_76bd3d3b_uniq UNIQUE (app_label, model);
ALTER TABLE ONLY public.django_content_type
    ADD CONSTRAINT django_content_type_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.django_migrations
    ADD CONSTRAINT django_migrations_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.django_session
    ADD CONSTRAINT django_session_pkey PRIMARY KEY (session_key);
ALTER TABLE ONLY public.core_entry
    ADD CONSTRAINT entry_one_chain UNIQUE (content_type_id, object_id, seq);
ALTER TABLE ONLY public.imports_feeditem
    ADD CONSTRAINT feed_item_once UNIQUE (feed_id, key);
ALTER TABLE ONLY public.newsroom_fieldphoto
    ADD CONSTRAINT field_photo_once UNIQUE (report_id, key);
ALTER TABLE ONLY public.files_officedocument
    ADD CONSTRAINT files_officedocument_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.files_picture
    ADD CONSTRAINT files_picture_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.files_rendition
    ADD CONSTRAINT files_rendition_image_id_filter_spec_foc_2d8f2e82_uniq UNIQUE (image_id, filter_spec, focal_point_key);
ALTER TABLE ONLY public.files_rendition
    ADD CONSTRAINT files_rendition_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.channels_halffilm
    ADD CONSTRAINT half_film_once UNIQUE (by_id, name, size, stamp);
ALTER TABLE ONLY public.imports_feed
    ADD CONSTRAINT imports_feed_address_key UNIQUE (address);
ALTER TABLE ONLY public.imports_feed
    ADD CONSTRAINT imports_feed_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.imports_feeditem
    ADD CONSTRAINT imports_feeditem_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.imports_import
    ADD CONSTRAINT imports_import_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.imports_row
    ADD CONSTRAINT imports_row_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.core_leavedecree
    ADD CONSTRAINT leave_decreed_once_a_year UNIQUE (year);
ALTER TABLE ONLY public.newsroom_linkplace
    ADD CONSTRAINT link_place_once UNIQUE (link_id, page_id);
ALTER TABLE ONLY public.channels_medium
    ADD CONSTRAINT medium_one_a_place UNIQUE (content_id, ordinal);
ALTER TABLE ONLY public.channels_message
    ADD CONSTRAINT message_once_a_hook UNIQUE (hook_id, happening_id);
ALTER TABLE ONLY public.mfa_authenticator
    ADD CONSTRAINT mfa_authenticator_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.website_missed
    ADD CONSTRAINT missed_a_day UNIQUE (day, kind, words);
ALTER TABLE ONLY public.newsroom_morningmessage
    ADD CONSTRAINT morning_once_a_day UNIQUE (user_id, day);
ALTER TABLE ONLY public.newsroom_author
    ADD CONSTRAINT newsroom_author_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.newsroom_coverage
    ADD CONSTRAINT newsroom_coverage_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.newsroom_fieldphoto
    ADD CONSTRAINT newsroom_fieldphoto_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.newsroom_idea
    ADD CONSTRAINT newsroom_idea_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.newsroom_keptashistory
    ADD CONSTRAINT newsroom_keptashistory_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.newsroom_letter
    ADD CONSTRAINT newsroom_letter_identity_key UNIQUE (identity);
ALTER TABLE ONLY public.newsroom_letter
    ADD CONSTRAINT newsroom_letter_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.newsroom_letter
    ADD CONSTRAINT newsroom_letter_report_id_key UNIQUE (report_id);
ALTER TABLE ONLY public.newsroom_link
    ADD CONSTRAINT newsroom_link_key_key UNIQUE (key);
ALTER TABLE ONLY public.newsroom_link
    ADD CONSTRAINT newsroom_link_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.newsroom_linkharvest
    ADD CONSTRAINT newsroom_linkharvest_page_id_key UNIQUE (page_id);
ALTER TABLE ONLY public.newsroom_linkharvest
    ADD CONSTRAINT newsroom_linkharvest_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.newsroom_linkplace
    ADD CONSTRAINT newsroom_linkplace_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.newsroom_member
    ADD CONSTRAINT newsroom_member_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.newsroom_mistake
    ADD CONSTRAINT newsroom_mistake_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.newsroom_morningmessage
    ADD CONSTRAINT newsroom_morningmessage_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.newsroom_newsindexpage
    ADD CONSTRAINT newsroom_newsindexpage_pkey PRIMARY KEY (page_ptr_id);
ALTER TABLE ONLY public.newsroom_newspage
    ADD CONSTRAINT newsroom_newspage_pkey PRIMARY KEY (story_ptr_id);
ALTER TABLE ONLY public.newsroom_newsroomsettings
    ADD CONSTRAINT newsroom_newsroomsettings_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.newsroom_newsroomsettings
    ADD CONSTRAINT newsroom_newsroomsettings_site_id_key UNIQUE (site_id);
ALTER TABLE ONLY public.newsroom_parcel
    ADD CONSTRAINT newsroom_parcel_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.newsroom_part
    ADD CONSTRAINT newsroom_part_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.newsroom_publicationindexpage
    ADD CONSTRAINT newsroom_publicationindexpage_pkey PRIMARY KEY (page_ptr_id);
ALTER TABLE ONLY public.newsroom_publicationpage
    ADD CONSTRAINT newsroom_publicationpage_pkey PRIMARY KEY (story_ptr_id);
ALTER TABLE ONLY public.newsroom_releaseindexpage
    ADD CONSTRAINT newsroom_releaseindexpage_pkey PRIMARY KEY (page_ptr_id);
ALTER TABLE ONLY public.newsroom_releasenumber
    ADD CONSTRAINT newsroom_releasenumber_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.newsroom_releasepage
    ADD CONSTRAINT newsroom_releasepage_pkey PRIMARY KEY (story_ptr_id);
ALTER TABLE ONLY public.newsroom_reply
    ADD CONSTRAINT newsroom_reply_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.newsroom_report
    ADD CONSTRAINT newsroom_report_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.newsroom_sourceanswer
    ADD CONSTRAINT newsroom_sourceanswer_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.newsroom_sourcequestion
    ADD CONSTRAINT newsroom_sourcequestion_form_key_key UNIQUE (form_key);
ALTER TABLE ONLY public.newsroom_sourcequestion
    ADD CONSTRAINT newsroom_sourcequestion_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.newsroom_sourcequestion
    ADD CONSTRAINT newsroom_sourcequestion_token_hash_key UNIQUE (token_hash);
ALTER TABLE ONLY public.newsroom_story
    ADD CONSTRAINT newsroom_story_pkey PRIMARY KEY (page_ptr_id);
ALTER TABLE ONLY public.newsroom_storytag
    ADD CONSTRAINT newsroom_storytag_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.newsroom_translation
    ADD CONSTRAINT newsroom_translation_page_id_key UNIQUE (page_id);
ALTER TABLE ONLY public.newsroom_translation
    ADD CONSTRAINT newsroom_translation_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.newsroom_urgentpublication
    ADD CONSTRAINT newsroom_urgentpublication_approval_id_key UNIQUE (approval_id);
ALTER TABLE ONLY public.newsroom_urgentpublication
    ADD CONSTRAINT newsroom_urgentpublication_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.website_pagereads
    ADD CONSTRAINT page_reads_a_day UNIQUE (day, path);
ALTER TABLE ONLY public.channels_preparedmedia
    ADD CONSTRAINT prepared_one_a_name UNIQUE (delivery_id, name);
ALTER TABLE ONLY public.channels_recipient
    ADD CONSTRAINT recipient_once UNIQUE (delivery_id, subscription_id);
ALTER TABLE ONLY public.newsroom_report
    ADD CONSTRAINT report_once UNIQUE (by_id, key);
ALTER TABLE ONLY public.imports_row
    ADD CONSTRAINT row_once_a_file UNIQUE (batch_id, key);
ALTER TABLE ONLY public.search_text
    ADD CONSTRAINT search_text_pkey PRIMARY KEY (page_id);
ALTER TABLE ONLY public.channels_seat
    ADD CONSTRAINT seat_for_one UNIQUE (channel_id, starts_at);
ALTER TABLE ONLY public.channels_shaped
    ADD CONSTRAINT shaped_once_a_recipe UNIQUE (source, recipe);
ALTER TABLE ONLY public.simple_translation_simpletranslation
    ADD CONSTRAINT simple_translation_simpletranslation_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.channels_slot
    ADD CONSTRAINT slot_once_a_week UNIQUE (channel_id, weekday, hour);
ALTER TABLE ONLY public.socialaccount_socialaccount
    ADD CONSTRAINT socialaccount_socialaccount_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.socialaccount_socialaccount
    ADD CONSTRAINT socialaccount_socialaccount_provider_uid_fc810c6e_uniq UNIQUE (provider, uid);
ALTER TABLE ONLY public.socialaccount_socialapp
    ADD CONSTRAINT socialaccount_socialapp_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.socialaccount_socialtoken
    ADD CONSTRAINT socialaccount_socialtoken_app_id_account_id_fca4e0ac_uniq UNIQUE (app_id, account_id);
ALTER TABLE ONLY public.socialaccount_socialtoken
    ADD CONSTRAINT socialaccount_socialtoken_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.newsroom_sourceanswer
    ADD CONSTRAINT source_answer_once UNIQUE (question_id, number);
ALTER TABLE ONLY public.website_source
    ADD CONSTRAINT source_of_reads_a_day UNIQUE (day, path, source);
ALTER TABLE ONLY public.taggit_tag
    ADD CONSTRAINT taggit_tag_name_key UNIQUE (name);
ALTER TABLE ONLY public.taggit_tag
    ADD CONSTRAINT taggit_tag_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.taggit_tag
    ADD CONSTRAINT taggit_tag_slug_key UNIQUE (slug);
ALTER TABLE ONLY public.taggit_taggeditem
    ADD CONSTRAINT taggit_taggeditem_content_type_id_object_id_tag_id_4bb97a8e_uni UNIQUE (content_type_id, object_id, tag_id);
ALTER TABLE ONLY public.taggit_taggeditem
    ADD CONSTRAINT taggit_taggeditem_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.wagtailcore_grouppagepermission
    ADD CONSTRAINT unique_permission UNIQUE (group_id, page_id, permission_id);
ALTER TABLE ONLY public.usersessions_usersession
    ADD CONSTRAINT usersessions_usersession_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.usersessions_usersession
    ADD CONSTRAINT usersessions_usersession_session_key_key UNIQUE (session_key);
ALTER TABLE ONLY public.channels_variant
    ADD CONSTRAINT variant_one_a_channel UNIQUE (content_id, channel_id);
ALTER TABLE ONLY public.wagtailadmin_admin
    ADD CONSTRAINT wagtailadmin_admin_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.wagtailadmin_editingsession
    ADD CONSTRAINT wagtailadmin_editingsession_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.wagtailadmin_formstate
    ADD CONSTRAINT wagtailadmin_formstate_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.wagtailcore_collection
    ADD CONSTRAINT wagtailcore_collection_path_key UNIQUE (path);
ALTER TABLE ONLY public.wagtailcore_collection
    ADD CONSTRAINT wagtailcore_collection_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.wagtailcore_collectionviewrestriction_groups
    ADD CONSTRAINT wagtailcore_collectionvi_collectionviewrestrictio_988995ae_uniq UNIQUE (collectionviewrestriction_id, group_id);
ALTER TABLE ONLY public.wagtailcore_collectionviewrestriction_groups
    ADD CONSTRAINT wagtailcore_collectionviewrestriction_groups_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.wagtailcore_collectionviewrestriction
    ADD CONSTRAINT wagtailcore_collectionviewrestriction_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.wagtailcore_comment
    ADD CONSTRAINT wagtailcore_comment_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.wagtailcore_commentreply
    ADD CONSTRAINT wagtailcore_commentreply_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.wagtailcore_groupapprovaltask_groups
    ADD CONSTRAINT wagtailcore_groupapprova_groupapprovaltask_id_gro_bb5ee7eb_uniq UNIQUE (groupapprovaltask_id, group_id);
ALTER TABLE ONLY public.wagtailcore_groupapprovaltask_groups
    ADD CONSTRAINT wagtailcore_groupapprovaltask_groups_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.wagtailcore_groupapprovaltask
    ADD CONSTRAINT wagtailcore_groupapprovaltask_pkey PRIMARY KEY (task_ptr_id);
ALTER TABLE ONLY public.wagtailcore_groupcollectionpermission
    ADD CONSTRAINT wagtailcore_groupcollect_group_id_collection_id_p_a21cefe9_uniq UNIQUE (group_id, collection_id, permission_id);
ALTER TABLE ONLY public.wagtailcore_groupcollectionpermission
    ADD CONSTRAINT wagtailcore_groupcollectionpermission_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.wagtailcore_grouppagepermission
    ADD CONSTRAINT wagtailcore_grouppagepermission_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.wagtailcore_groupsitepermission
    ADD CONSTRAINT wagtailcore_groupsiteper_group_id_site_id_permiss_a58ee30d_uniq UNIQUE (group_id, site_id, permission_id);
ALTER TABLE ONLY public.wagtailcore_groupsitepermission
    ADD CONSTRAINT wagtailcore_groupsitepermission_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.wagtailcore_locale
    ADD CONSTRAINT wagtailcore_locale_language_code_key UNIQUE (language_code);
ALTER TABLE ONLY public.wagtailcore_locale
    ADD CONSTRAINT wagtailcore_locale_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.wagtailcore_modellogentry
    ADD CONSTRAINT wagtailcore_modellogentry_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.wagtailcore_page
    ADD CONSTRAINT wagtailcore_page_path_key UNIQUE (path);
ALTER TABLE ONLY public.wagtailcore_page
    ADD CONSTRAINT wagtailcore_page_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.wagtailcore_page
    ADD CONSTRAINT wagtailcore_page_translation_key_locale_id_9b041bad_uniq UNIQUE (translation_key, locale_id);
ALTER TABLE ONLY public.wagtailcore_pagelogentry
    ADD CONSTRAINT wagtailcore_pagelogentry_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.wagtailcore_revision
    ADD CONSTRAINT wagtailcore_pagerevision_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.wagtailcore_pagesubscription
    ADD CONSTRAINT wagtailcore_pagesubscription_page_id_user_id_0cef73ed_uniq UNIQUE (page_id, user_id);
ALTER TABLE ONLY public.wagtailcore_pagesubscription
    ADD CONSTRAINT wagtailcore_pagesubscription_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.wagtailcore_pageviewrestriction_groups
    ADD CONSTRAINT wagtailcore_pageviewrest_pageviewrestriction_id_g_d23f80bb_uniq UNIQUE (pageviewrestriction_id, group_id);
ALTER TABLE ONLY public.wagtailcore_pageviewrestriction_groups
    ADD CONSTRAINT wagtailcore_pageviewrestriction_groups_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.wagtailcore_pageviewrestriction
    ADD CONSTRAINT wagtailcore_pageviewrestriction_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.wagtailcore_referenceindex
    ADD CONSTRAINT wagtailcore_referenceind_base_content_type_id_obj_9e6ccd6a_uniq UNIQUE (base_content_type_id, object_id, to_content_type_id, to_object_id, content_path_hash);
ALTER TABLE ONLY public.wagtailcore_referenceindex
    ADD CONSTRAINT wagtailcore_referenceindex_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.wagtailcore_site
    ADD CONSTRAINT wagtailcore_site_hostname_port_2c626d70_uniq UNIQUE (hostname, port);
ALTER TABLE ONLY public.wagtailcore_site
    ADD CONSTRAINT wagtailcore_site_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.wagtailcore_task
    ADD CONSTRAINT wagtailcore_task_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.wagtailcore_taskstate
    ADD CONSTRAINT wagtailcore_taskstate_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.wagtailcore_uploadedfile
    ADD CONSTRAINT wagtailcore_uploadedfile_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.wagtailcore_workflow
    ADD CONSTRAINT wagtailcore_workflow_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.wagtailcore_workflowcontenttype
    ADD CONSTRAINT wagtailcore_workflowcontenttype_pkey PRIMARY KEY (content_type_id);
ALTER TABLE ONLY public.wagtailcore_workflowpage
    ADD CONSTRAINT wagtailcore_workflowpage_pkey PRIMARY KEY (page_id);
ALTER TABLE ONLY public.wagtailcore_workflowstate
    ADD CONSTRAINT wagtailcore_workflowstate_current_task_state_id_key UNIQUE (current_task_state_id);
ALTER TABLE ONLY public.wagtailcore_workflowstate
    ADD CONSTRAINT wagtailcore_workflowstate_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.wagtailcore_workflowtask
    ADD CONSTRAINT wagtailcore_workflowtask_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.wagtailcore_workflowtask
    ADD CONSTRAINT wagtailcore_workflowtask_workflow_id_task_id_4ec7a62b_uniq UNIQUE (workflow_id, task_id);
ALTER TABLE ONLY public.wagtaildocs_document
    ADD CONSTRAINT wagtaildocs_document_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.wagtailembeds_embed
    ADD CONSTRAINT wagtailembeds_embed_hash_c9bd8c9a_uniq UNIQUE (hash);
ALTER TABLE ONLY public.wagtailembeds_embed
    ADD CONSTRAINT wagtailembeds_embed_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.wagtailimages_image
    ADD CONSTRAINT wagtailimages_image_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.wagtailimages_rendition
    ADD CONSTRAINT wagtailimages_rendition_image_id_filter_spec_foc_323c8fe0_uniq UNIQUE (image_id, filter_spec, focal_point_key);
ALTER TABLE ONLY public.wagtailimages_rendition
    ADD CONSTRAINT wagtailimages_rendition_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.wagtailredirects_redirect
    ADD CONSTRAINT wagtailredirects_redirect_old_path_site_id_783622d7_uniq UNIQUE (old_path, site_id);
ALTER TABLE ONLY public.wagtailredirects_redirect
    ADD CONSTRAINT wagtailredirects_redirect_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.wagtailsearch_indexentry
    ADD CONSTRAINT wagtailsearch_indexentry_content_type_id_object_i_bcd7ba73_uniq UNIQUE (content_type_id, object_id);
ALTER TABLE ONLY public.wagtailsearch_indexentry
    ADD CONSTRAINT wagtailsearch_indexentry_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.wagtailusers_userprofile
    ADD CONSTRAINT wagtailusers_userprofile_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.wagtailusers_userprofile
    ADD CONSTRAINT wagtailusers_userprofile_user_id_key UNIQUE (user_id);
ALTER TABLE ONLY public.website_alert
    ADD CONSTRAINT website_alert_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.website_homepage
    ADD CONSTRAINT website_homepage_pkey PRIMARY KEY (page_ptr_id);
ALTER TABLE ONLY public.website_logplace
    ADD CONSTRAINT website_logplace_name_key UNIQUE (name);
ALTER TABLE ONLY public.website_logplace
    ADD CONSTRAINT website_logplace_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.website_missed
    ADD CONSTRAINT website_missed_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.website_officesettings
    ADD CONSTRAINT website_officesettings_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.website_officesettings
    ADD CONSTRAINT website_officesettings_site_id_key UNIQUE (site_id);
ALTER TABLE ONLY public.website_official
    ADD CONSTRAINT website_official_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.website_pagequery
    ADD CONSTRAINT website_pagequery_pkey PRIMARY KEY (query_id, stored_id);
ALTER TABLE ONLY public.website_pagereads
    ADD CONSTRAINT website_pagereads_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.website_query
    ADD CONSTRAINT website_query_pkey PRIMARY KEY (key);
ALTER TABLE ONLY public.website_queryword
    ADD CONSTRAINT website_queryword_pkey PRIMARY KEY (word, query_id);
ALTER TABLE ONLY public.website_rowtag
    ADD CONSTRAINT website_rowtag_pkey PRIMARY KEY (word, stored_id);
ALTER TABLE ONLY public.website_source
    ADD CONSTRAINT website_source_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.website_standardpage
    ADD CONSTRAINT website_standardpage_pkey PRIMARY KEY (page_ptr_id);
ALTER TABLE ONLY public.website_storedpage
    ADD CONSTRAINT website_storedpage_path_key UNIQUE (path);
ALTER TABLE ONLY public.website_storedpage
    ADD CONSTRAINT website_storedpage_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.website_storestate
    ADD CONSTRAINT website_storestate_pkey PRIMARY KEY (id);
CREATE INDEX account_emailaddress_email_03be32b2 ON public.account_emailaddress USING btree (email);
CREATE INDEX account_emailaddress_email_03be32b2_like ON public.account_emailaddress USING btree (email varchar_pattern_ops);
CREATE INDEX account_emailaddress_user_id_2c513194 ON public.account_emailaddress USING btree (user_id);
CREATE INDEX account_emailconfirmation_email_address_id_5b7f8c58 ON public.account_emailconfirmation USING btree (email_address_id);
CREATE INDEX account_emailconfirmation_key_f43612bd_like ON public.account_emailconfirmation USING btree (key varchar_pattern_ops);
CREATE INDEX accounts_assignment_unit_id_d3a70816 ON public.accounts_assignment USING btree (unit_id);
CREATE INDEX accounts_assignment_user_id_5a8ad746 ON public.accounts_assignment USING btree (user_id);
CREATE INDEX accounts_emailchange_asked_by_id_ec6567d8 ON public.accounts_emailchange USING btree (asked_by_id);
CREATE INDEX accounts_emailchange_settled_by_id_e44d76f5 ON public.accounts_emailchange USING btree (settled_by_id);
CREATE INDEX accounts_emailchange_user_id_7a5ccb00 ON public.accounts_emailchange USING btree (user_id);
CREATE INDEX accounts_unit_parent_id_2488f696 ON public.accounts_unit USING btree (parent_id);
CREATE INDEX accounts_unit_successor_id_12b553bd ON public.accounts_unit USING btree (successor_id);
CREATE INDEX accounts_user_email_b2644a56_like ON public.accounts_user USING btree (email varchar_pattern_ops);
CREATE INDEX accounts_user_groups_group_id_bd11a704 ON public.accounts_user_groups USING btree (group_id);
CREATE INDEX accounts_user_groups_user_id_52b62117 ON public.accounts_user_groups USING btree (user_id);
CREATE INDEX accounts_user_user_permissions_permission_id_113bb443 ON public.accounts_user_user_permissions USING btree (permission_id);
CREATE INDEX accounts_user_user_permissions_user_id_e4f0a161 ON public.accounts_user_user_permissions USING btree (user_id);
CREATE INDEX auth_group_name_a6ea08ec_like ON public.auth_group USING btree (name varchar_pattern_ops);
CREATE INDEX auth_group_permissions_group_id_b120cbf9 ON public.auth_group_permissions USING btree (group_id);
CREATE INDEX auth_group_permissions_permission_id_84c5c92e ON public.auth_group_permissions USING btree (permission_id);
CREATE INDEX auth_permission_content_type_id_2f476e4b ON public.auth_permission USING btree (content_type_id);
CREATE INDEX base_content_object_idx ON public.wagtailcore_revision USING btree (base_content_type_id, object_id);
CREATE UNIQUE INDEX change_one_asked ON public.channels_change USING btree (delivery_id) WHERE ((status)::text = 'asked'::text);
CREATE INDEX channels_accesstoken_digest_4c93107e_like ON public.channels_accesstoken USING btree (digest varchar_pattern_ops);
CREATE INDEX channels_accesstoken_person_id_ad1d1033 ON public.channels_accesstoken USING btree (person_id);
CREATE INDEX channels_answer_created_at_ce3dc648 ON public.channels_answer USING btree (created_at);
CREATE INDEX channels_answer_token_id_4ad7a9fc ON public.channels_answer USING btree (token_id);
CREATE INDEX channels_attempt_delivery_id_defca938 ON public.channels_attempt USING btree (delivery_id);
CREATE INDEX channels_change_approved_by_id_7b910a78 ON public.channels_change USING btree (approved_by_id);
CREATE INDEX channels_change_delivery_id_c1c08d68 ON public.channels_change USING btree (delivery_id);
CREATE INDEX channels_channel_kind_56ab9df2 ON public.channels_channel USING btree (kind);
CREATE INDEX channels_channel_kind_56ab9df2_like ON public.channels_channel USING btree (kind varchar_pattern_ops);
CREATE INDEX channels_content_created_by_id_f2254467 ON public.channels_content USING btree (created_by_id);
CREATE INDEX channels_content_key_720a7086_like ON public.channels_content USING btree (key varchar_pattern_ops);
CREATE INDEX channels_content_page_id_8dcfc8ac ON public.channels_content USING btree (page_id);
CREATE INDEX channels_content_unit_id_3832a877 ON public.channels_content USING btree (unit_id);
CREATE INDEX channels_deadmetric_channel_id_7e261807 ON public.channels_deadmetric USING btree (channel_id);
CREATE INDEX channels_delivery_channel_id_59493e4b ON public.channels_delivery USING btree (channel_id);
CREATE INDEX channels_delivery_content_id_1188fde4 ON public.channels_delivery USING btree (content_id);
CREATE INDEX channels_halffilm_by_id_4dab0bc4 ON public.channels_halffilm USING btree (by_id);
CREATE INDEX channels_happening_content_id_954edadd ON public.channels_happening USING btree (content_id);
CREATE INDEX channels_happening_delivery_id_5318552d ON public.channels_happening USING btree (delivery_id);
CREATE INDEX channels_happening_name_8420a39b_like ON public.channels_happening USING btree (name varchar_pattern_ops);
CREATE INDEX channels_loosemedium_by_id_c0ebf5a5 ON public.channels_loosemedium USING btree (by_id);
CREATE INDEX channels_loosemedium_sent_at_d00cdf1e ON public.channels_loosemedium USING btree (sent_at);
CREATE INDEX channels_mailbox_mark_46f96d93_like ON public.channels_mailbox USING btree (mark varchar_pattern_ops);
CREATE INDEX channels_medium_content_id_5b42dd3f ON public.channels_medium USING btree (content_id);
CREATE INDEX channels_medium_picture_id_cfc731c8 ON public.channels_medium USING btree (picture_id);
CREATE INDEX channels_message_happening_id_ea6f05f3 ON public.channels_message USING btree (happening_id);
CREATE INDEX channels_message_hook_id_20275289 ON public.channels_message USING btree (hook_id);
CREATE INDEX channels_metricsnapshot_channel_id_752f3d46 ON public.channels_metricsnapshot USING btree (channel_id);
CREATE INDEX channels_metricsnapshot_delivery_id_0cff5f37 ON public.channels_metricsnapshot USING btree (delivery_id);
CREATE INDEX channels_officekey_name_0856dca2_like ON public.channels_officekey USING btree (name varchar_pattern_ops);
CREATE INDEX channels_preparedmedia_delivery_id_be13f0b6 ON public.channels_preparedmedia USING btree (delivery_id);
CREATE INDEX channels_recipient_delivery_id_211e0b6f ON public.channels_recipient USING btree (delivery_id);
CREATE INDEX channels_recipient_external_id_5de699f3 ON public.channels_recipient USING btree (external_id);
CREATE INDEX channels_recipient_external_id_5de699f3_like ON public.channels_recipient USING btree (external_id varchar_pattern_ops);
CREATE INDEX channels_recipient_subscription_id_5f3a3caa ON public.channels_recipient USING btree (subscription_id);
CREATE INDEX channels_registration_kind_4481c285_like ON public.channels_registration USING btree (kind varchar_pattern_ops);
CREATE INDEX channels_seat_channel_id_d80cbb37 ON public.channels_seat USING btree (channel_id);
CREATE INDEX channels_sheet_by_id_3ccf0623 ON public.channels_sheet USING btree (by_id);
CREATE INDEX channels_slot_channel_id_a9d4175c ON public.channels_slot USING btree (channel_id);
CREATE INDEX channels_subscription_code_14eaabb1 ON public.channels_subscription USING btree (code);
CREATE INDEX channels_subscription_code_14eaabb1_like ON public.channels_subscription USING btree (code varchar_pattern_ops);
CREATE INDEX channels_subscription_mark_8c303654_like ON public.channels_subscription USING btree (mark varchar_pattern_ops);
CREATE INDEX channels_variant_channel_id_639e9baf ON public.channels_variant USING btree (channel_id);
CREATE INDEX channels_variant_content_id_5e0f4b4b ON public.channels_variant USING btree (content_id);
CREATE INDEX channels_wish_subscription_id_6ff441d7 ON public.channels_wish USING btree (subscription_id);
CREATE INDEX channels_wish_topic_88beb7ec ON public.channels_wish USING btree (topic);
CREATE INDEX channels_wish_topic_88beb7ec_like ON public.channels_wish USING btree (topic varchar_pattern_ops);
CREATE INDEX channels_wish_unit_id_45bef014 ON public.channels_wish USING btree (unit_id);
CREATE INDEX content_object_idx ON public.wagtailcore_revision USING btree (content_type_id, object_id);
CREATE INDEX core_approval_approved_by_id_0323bf90 ON public.core_approval USING btree (approved_by_id);
CREATE INDEX core_approval_page_id_5b5cb421 ON public.core_approval USING btree (page_id);
CREATE INDEX core_approval_revision_id_e01bdcfb ON public.core_approval USING btree (revision_id);
CREATE INDEX core_approvallink_approver_id_40ec9601 ON public.core_approvallink USING btree (approver_id);
CREATE INDEX core_approvallink_page_id_c1f73319 ON public.core_approvallink USING btree (page_id);
CREATE INDEX core_approvallink_token_hash_f80be479_like ON public.core_approvallink USING btree (token_hash varchar_pattern_ops);
CREATE INDEX core_ending_by_id_34ab9604 ON public.core_ending USING btree (by_id);
CREATE INDEX core_ending_goes_to_id_f3a0bb52 ON public.core_ending USING btree (goes_to_id);
CREATE INDEX core_ending_page_id_66c0ab6c ON public.core_ending USING btree (page_id);
CREATE INDEX core_entry_action_6e1c9a0e ON public.core_entry USING btree (action);
CREATE INDEX core_entry_action_6e1c9a0e_like ON public.core_entry USING btree (action varchar_pattern_ops);
CREATE INDEX core_entry_content_changed_9b170946 ON public.core_entry USING btree (content_changed);
CREATE INDEX core_entry_content_type_id_e257fe94 ON public.core_entry USING btree (content_type_id);
CREATE INDEX core_entry_revision_id_7513a959 ON public.core_entry USING btree (revision_id);
CREATE INDEX core_entry_timestamp_c60dc511 ON public.core_entry USING btree ("timestamp");
CREATE INDEX core_entry_user_id_874a04ed ON public.core_entry USING btree (user_id);
CREATE INDEX core_job_name_bdbb2b57_like ON public.core_job USING btree (name varchar_pattern_ops);
CREATE INDEX core_review_due_on_2c478e2d ON public.core_review USING btree (due_on);
CREATE INDEX core_review_owner_id_48df95d2 ON public.core_review USING btree (owner_id);
CREATE INDEX core_review_reviewed_by_id_48ea3b5a ON public.core_review USING btree (reviewed_by_id);
CREATE INDEX core_shortlink_code_becdf384_like ON public.core_shortlink USING btree (code varchar_pattern_ops);
CREATE INDEX delivery_day ON public.channels_delivery USING btree (COALESCE(published_at, expected_at));
CREATE INDEX delivery_due ON public.channels_delivery USING btree (due_at, id) WHERE (due_at IS NOT NULL);
CREATE INDEX delivery_out ON public.channels_delivery USING btree (channel_id, published_at);
CREATE UNIQUE INDEX delivery_own_post ON public.channels_delivery USING btree (channel_id, external_id) WHERE (NOT ((external_id)::text = ''::text));
CREATE INDEX django_session_expire_date_a5c62663 ON public.django_session USING btree (expire_date);
CREATE INDEX django_session_session_key_c0390e0f_like ON public.django_session USING btree (session_key varchar_pattern_ops);
CREATE UNIQUE INDEX email_change_one_open ON public.accounts_emailchange USING btree (user_id) WHERE (settled_at IS NULL);
CREATE UNIQUE INDEX ending_once_in_force ON public.core_ending USING btree (page_id) WHERE (over_at IS NULL);
CREATE UNIQUE INDEX figure_once_a_channel ON public.channels_metricsnapshot USING btree (channel_id, metric, "on") WHERE (delivery_id IS NULL);
CREATE UNIQUE INDEX figure_once_a_post ON public.channels_metricsnapshot USING btree (delivery_id, metric, "on") WHERE (NOT (delivery_id IS NULL));
CREATE INDEX files_officedocument_collection_id_34f08fc1 ON public.files_officedocument USING btree (collection_id);
CREATE INDEX files_officedocument_uploaded_by_user_id_5616ea46 ON public.files_officedocument USING btree (uploaded_by_user_id);
CREATE INDEX files_picture_collection_id_3b25ea31 ON public.files_picture USING btree (collection_id);
CREATE INDEX files_picture_created_at_09801b1f ON public.files_picture USING btree (created_at);
CREATE INDEX files_picture_file_hash_2c6457e3 ON public.files_picture USING btree (file_hash);
CREATE INDEX files_picture_file_hash_2c6457e3_like ON public.files_picture USING btree (file_hash varchar_pattern_ops);
CREATE INDEX files_picture_replaced_by_id_50e7df6f ON public.files_picture USING btree (replaced_by_id);
CREATE INDEX files_picture_rights_end_on_17c3b094 ON public.files_picture USING btree (rights_end_on);
CREATE INDEX files_picture_uploaded_by_user_id_133e10fa ON public.files_picture USING btree (uploaded_by_user_id);
CREATE INDEX files_rendition_filter_spec_f4cbccb9 ON public.files_rendition USING btree (filter_spec);
CREATE INDEX files_rendition_filter_spec_f4cbccb9_like ON public.files_rendition USING btree (filter_spec varchar_pattern_ops);
CREATE INDEX files_rendition_image_id_c1448c27 ON public.files_rendition USING btree (image_id);
CREATE INDEX first_comment_due ON public.channels_firstcomment USING btree (due_at, id) WHERE (due_at IS NOT NULL);
CREATE INDEX formstate_user_object ON public.wagtailadmin_formstate USING btree (user_id, content_type_id, object_id, parent_object_id);
CREATE INDEX happening_new ON public.channels_happening USING btree (id) WHERE (told_at IS NULL);
CREATE UNIQUE INDEX history_person_once ON public.newsroom_keptashistory USING btree (page_id, person_id) WHERE (person_id IS NOT NULL);
CREATE UNIQUE INDEX history_unit_once ON public.newsroom_keptashistory USING btree (page_id, unit_id) WHERE (unit_id IS NOT NULL);
CREATE UNIQUE INDEX holiday_imported_once ON public.core_holiday USING btree (imported_on, imported_kind) WHERE (imported_on IS NOT NULL);
CREATE UNIQUE INDEX holiday_once_a_kind ON public.core_holiday USING btree (date, kind) WHERE (NOT removed);
CREATE INDEX imports_feed_address_8cc50070_like ON public.imports_feed USING btree (address varchar_pattern_ops);
CREATE INDEX imports_feed_by_id_8592cc90 ON public.imports_feed USING btree (by_id);
CREATE INDEX imports_feed_unit_id_3ebea138 ON public.imports_feed USING btree (unit_id);
CREATE INDEX imports_feeditem_feed_id_55ded6da ON public.imports_feeditem USING btree (feed_id);
CREATE INDEX imports_feeditem_page_id_163ce594 ON public.imports_feeditem USING btree (page_id);
CREATE INDEX imports_import_approved_by_id_62d9f74c ON public.imports_import USING btree (approved_by_id);
CREATE INDEX imports_import_by_id_8b8eb7fa ON public.imports_import USING btree (by_id);
CREATE INDEX imports_import_unit_id_a0857651 ON public.imports_import USING btree (unit_id);
CREATE INDEX imports_row_batch_i_39f585_idx ON public.imports_row USING btree (batch_id, state, place);
CREATE INDEX imports_row_batch_id_d8f60f4b ON public.imports_row USING btree (batch_id);
CREATE INDEX imports_row_document_id_f686b46e ON public.imports_row USING btree (document_id);
CREATE INDEX imports_row_page_id_21c36a70 ON public.imports_row USING btree (page_id);
CREATE INDEX imports_row_picture_id_c291d79a ON public.imports_row USING btree (picture_id);
CREATE INDEX message_due ON public.channels_message USING btree (due_at) WHERE (due_at IS NOT NULL);
CREATE INDEX mfa_authenticator_user_id_0c3a50c0 ON public.mfa_authenticator USING btree (user_id);
CREATE INDEX newsroom_author_page_id_1a6e9e8f ON public.newsroom_author USING btree (page_id);
CREATE INDEX newsroom_author_user_id_91653734 ON public.newsroom_author USING btree (user_id);
CREATE INDEX newsroom_coverage_assigned_by_id_2a03c4b6 ON public.newsroom_coverage USING btree (assigned_by_id);
CREATE INDEX newsroom_coverage_deadline_at_0439185b ON public.newsroom_coverage USING btree (deadline_at);
CREATE INDEX newsroom_coverage_status_3f15f624 ON public.newsroom_coverage USING btree (status);
CREATE INDEX newsroom_coverage_status_3f15f624_like ON public.newsroom_coverage USING btree (status varchar_pattern_ops);
CREATE INDEX newsroom_coverage_story_id_897909ff ON public.newsroom_coverage USING btree (story_id);
CREATE INDEX newsroom_coverage_unit_id_36702cd3 ON public.newsroom_coverage USING btree (unit_id);
CREATE INDEX newsroom_fieldphoto_picture_id_3849fcb9 ON public.newsroom_fieldphoto USING btree (picture_id);
CREATE INDEX newsroom_fieldphoto_report_id_8b949051 ON public.newsroom_fieldphoto USING btree (report_id);
CREATE INDEX newsroom_fieldphoto_touched_at_1105e983 ON public.newsroom_fieldphoto USING btree (touched_at);
CREATE INDEX newsroom_idea_owner_id_5d8b871b ON public.newsroom_idea USING btree (owner_id);
CREATE INDEX newsroom_idea_story_id_93634761 ON public.newsroom_idea USING btree (story_id);
CREATE INDEX newsroom_idea_unit_id_3c8b8121 ON public.newsroom_idea USING btree (unit_id);
CREATE INDEX newsroom_idea_wished_on_76b71c74 ON public.newsroom_idea USING btree (wished_on);
CREATE INDEX newsroom_keptashistory_kept_by_id_69670213 ON public.newsroom_keptashistory USING btree (kept_by_id);
CREATE INDEX newsroom_keptashistory_page_id_de36e699 ON public.newsroom_keptashistory USING btree (page_id);
CREATE INDEX newsroom_keptashistory_person_id_aafb8bc3 ON public.newsroom_keptashistory USING btree (person_id);
CREATE INDEX newsroom_keptashistory_unit_id_9f529fe1 ON public.newsroom_keptashistory USING btree (unit_id);
CREATE INDEX newsroom_letter_came_at_edd7d900 ON public.newsroom_letter USING btree (came_at);
CREATE INDEX newsroom_letter_decided_at_957d1847 ON public.newsroom_letter USING btree (decided_at);
CREATE INDEX newsroom_letter_decided_by_id_bd432881 ON public.newsroom_letter USING btree (decided_by_id);
CREATE INDEX newsroom_letter_identity_c478016b_like ON public.newsroom_letter USING btree (identity varchar_pattern_ops);
CREATE INDEX newsroom_link_ignored_by_id_7bade1c4 ON public.newsroom_link USING btree (ignored_by_id);
CREATE INDEX newsroom_link_key_f22dcfa7_like ON public.newsroom_link USING btree (key varchar_pattern_ops);
CREATE INDEX newsroom_link_next_at_916d89eb ON public.newsroom_link USING btree (next_at);
CREATE INDEX newsroom_link_state_ddf3dd35 ON public.newsroom_link USING btree (state);
CREATE INDEX newsroom_link_state_ddf3dd35_like ON public.newsroom_link USING btree (state varchar_pattern_ops);
CREATE INDEX newsroom_linkplace_link_id_e31991c0 ON public.newsroom_linkplace USING btree (link_id);
CREATE INDEX newsroom_linkplace_page_id_29334e5c ON public.newsroom_linkplace USING btree (page_id);
CREATE INDEX newsroom_member_page_id_a94e7ac5 ON public.newsroom_member USING btree (page_id);
CREATE INDEX newsroom_member_parcel_id_fd791f89 ON public.newsroom_member USING btree (parcel_id);
CREATE INDEX newsroom_mistake_page_id_746149db ON public.newsroom_mistake USING btree (page_id);
CREATE INDEX newsroom_mistake_settled_by_id_2e0acd3f ON public.newsroom_mistake USING btree (settled_by_id);
CREATE INDEX newsroom_morningmessage_day_2df2c6e9 ON public.newsroom_morningmessage USING btree (day);
CREATE INDEX newsroom_morningmessage_user_id_afa06b0d ON public.newsroom_morningmessage USING btree (user_id);
CREATE INDEX newsroom_parcel_approved_by_id_bee6f0c2 ON public.newsroom_parcel USING btree (approved_by_id);
CREATE INDEX newsroom_parcel_goes_out_at_2e24399e ON public.newsroom_parcel USING btree (goes_out_at);
CREATE INDEX newsroom_parcel_made_by_id_e3333c2a ON public.newsroom_parcel USING btree (made_by_id);
CREATE INDEX newsroom_parcel_unit_id_528bbe1f ON public.newsroom_parcel USING btree (unit_id);
CREATE INDEX newsroom_part_coverage_id_834faf27 ON public.newsroom_part USING btree (coverage_id);
CREATE INDEX newsroom_part_user_id_0b8e78b9 ON public.newsroom_part USING btree (user_id);
CREATE INDEX newsroom_releasenumber_page_id_71c8b59e ON public.newsroom_releasenumber USING btree (page_id);
CREATE INDEX newsroom_releasepage_signatory_id_fb4c3457 ON public.newsroom_releasepage USING btree (signatory_id);
CREATE INDEX newsroom_reply_due_on_d1bd03a4 ON public.newsroom_reply USING btree (due_on);
CREATE INDEX newsroom_reply_page_id_9b1639ff ON public.newsroom_reply USING btree (page_id);
CREATE INDEX newsroom_reply_recorded_by_id_8730cafa ON public.newsroom_reply USING btree (recorded_by_id);
CREATE INDEX newsroom_reply_reply_page_id_490ca629 ON public.newsroom_reply USING btree (reply_page_id);
CREATE INDEX newsroom_report_by_id_61aaa99b ON public.newsroom_report USING btree (by_id);
CREATE INDEX newsroom_report_page_id_cd48005a ON public.newsroom_report USING btree (page_id);
CREATE INDEX newsroom_report_received_at_457ea131 ON public.newsroom_report USING btree (received_at);
CREATE INDEX newsroom_sourceanswer_question_id_90150fac ON public.newsroom_sourceanswer USING btree (question_id);
CREATE INDEX newsroom_sourceanswer_read_by_id_ea46f33b ON public.newsroom_sourceanswer USING btree (read_by_id);
CREATE INDEX newsroom_sourcequestion_asked_by_id_ffc49cb6 ON public.newsroom_sourcequestion USING btree (asked_by_id);
CREATE INDEX newsroom_sourcequestion_page_id_ce1b2632 ON public.newsroom_sourcequestion USING btree (page_id);
CREATE INDEX newsroom_sourcequestion_revision_id_b679b475 ON public.newsroom_sourcequestion USING btree (revision_id);
CREATE INDEX newsroom_sourcequestion_token_hash_c0528310_like ON public.newsroom_sourcequestion USING btree (token_hash varchar_pattern_ops);
CREATE INDEX newsroom_story_changed_at_88911042 ON public.newsroom_story USING btree (changed_at);
CREATE INDEX newsroom_story_picture_id_4c781518 ON public.newsroom_story USING btree (picture_id);
CREATE INDEX newsroom_story_unit_id_0f86e8b8 ON public.newsroom_story USING btree (unit_id);
CREATE INDEX newsroom_storytag_content_object_id_e9f4e297 ON public.newsroom_storytag USING btree (content_object_id);
CREATE INDEX newsroom_storytag_tag_id_765e8838 ON public.newsroom_storytag USING btree (tag_id);
CREATE INDEX newsroom_translation_revision_id_4829375c ON public.newsroom_translation USING btree (revision_id);
CREATE INDEX newsroom_translation_source_id_e8922299 ON public.newsroom_translation USING btree (source_id);
CREATE INDEX newsroom_urgentpublication_at_ca185fae ON public.newsroom_urgentpublication USING btree (at);
CREATE INDEX newsroom_urgentpublication_by_id_3b35df56 ON public.newsroom_urgentpublication USING btree (by_id);
CREATE INDEX newsroom_urgentpublication_page_id_c9f349d0 ON public.newsroom_urgentpublication USING btree (page_id);
CREATE INDEX newsroom_urgentpublication_reviewed_by_id_92a416ef ON public.newsroom_urgentpublication USING btree (reviewed_by_id);
CREATE UNIQUE INDEX page_in_one_parcel ON public.newsroom_member USING btree (page_id) WHERE (left_at IS NULL);
CREATE INDEX page_reads_of_page ON public.website_pagereads USING btree (page_id, day);
CREATE INDEX query_doubted ON public.website_query USING btree (key) WHERE is_doubted;
CREATE INDEX recipient_handed ON public.channels_recipient USING btree (delivery_id, fence) WHERE ((status)::text = 'handing'::text);
CREATE INDEX recipient_waits ON public.channels_recipient USING btree (delivery_id, due_at, id) WHERE ((status)::text = 'waiting'::text);
CREATE INDEX referenceindex_source_object ON public.wagtailcore_referenceindex USING btree (base_content_type_id, object_id);
CREATE INDEX referenceindex_target_object ON public.wagtailcore_referenceindex USING btree (to_content_type_id, to_object_id);
CREATE UNIQUE INDEX release_number_once ON public.newsroom_releasenumber USING btree (year, lower((text)::text));
CREATE UNIQUE INDEX release_one_number ON public.newsroom_releasenumber USING btree (page_id) WHERE (cancelled_at IS NULL);
CREATE UNIQUE INDEX row_made_once ON public.imports_row USING btree (source, key) WHERE ((state)::text = 'made'::text);
CREATE INDEX search_text_read_at_9d9a2578 ON public.search_text USING btree (read_at);
CREATE INDEX search_text_tokens ON public.search_text USING gin (tokens);
CREATE INDEX shaped_waiting ON public.channels_shaped USING btree (id) WHERE ((status)::text = 'waiting'::text);
CREATE UNIQUE INDEX sheet_waits_once ON public.channels_sheet USING btree (by_id, digest) WHERE (taken_at IS NULL);
CREATE INDEX socialaccount_socialaccount_user_id_8146e70c ON public.socialaccount_socialaccount USING btree (user_id);
CREATE INDEX socialaccount_socialtoken_account_id_951f210e ON public.socialaccount_socialtoken USING btree (account_id);
CREATE INDEX socialaccount_socialtoken_app_id_636a42d7 ON public.socialaccount_socialtoken USING btree (app_id);
CREATE INDEX source_of_page ON public.website_source USING btree (page_id, day);
CREATE INDEX stored_page_loose ON public.website_storedpage USING btree (rank) WHERE (NOT is_squeezed);
CREATE INDEX stored_page_stale ON public.website_storedpage USING btree (rank, stale_since) WHERE (stale_since IS NOT NULL);
CREATE INDEX subscription_letter ON public.channels_subscription USING btree (id) WHERE (NOT ((letter)::text = ''::text));
CREATE INDEX subscription_who ON public.channels_subscription USING btree (way, status);
CREATE INDEX taggit_tag_name_58eb2ed9_like ON public.taggit_tag USING btree (name varchar_pattern_ops);
CREATE INDEX taggit_tag_slug_6be58b2c_like ON public.taggit_tag USING btree (slug varchar_pattern_ops);
CREATE INDEX taggit_tagg_content_8fc721_idx ON public.taggit_taggeditem USING btree (content_type_id, object_id);
CREATE INDEX taggit_taggeditem_content_type_id_9957a03c ON public.taggit_taggeditem USING btree (content_type_id);
CREATE INDEX taggit_taggeditem_object_id_e2d7d1df ON public.taggit_taggeditem USING btree (object_id);
CREATE INDEX taggit_taggeditem_tag_id_f4f5b767 ON public.taggit_taggeditem USING btree (tag_id);
CREATE UNIQUE INDEX unique_authenticator_type ON public.mfa_authenticator USING btree (user_id, type) WHERE ((type)::text = ANY ((ARRAY['totp'::character varying, 'recovery_codes'::character varying])::text[]));
CREATE UNIQUE INDEX unique_in_progress_workflow ON public.wagtailcore_workflowstate USING btree (base_content_type_id, object_id) WHERE ((status)::text = ANY ((ARRAY['in_progress'::character varying, 'needs_changes'::character varying])::text[]));
CREATE UNIQUE INDEX unique_primary_email ON public.account_emailaddress USING btree (user_id, "primary") WHERE "primary";
CREATE UNIQUE INDEX unique_verified_email ON public.account_emailaddress USING btree (email) WHERE verified;
CREATE INDEX usersessions_usersession_session_key_fd35de43_like ON public.usersessions_usersession USING btree (session_key varchar_pattern_ops);
CREATE INDEX usersessions_usersession_user_id_af5e0a6d ON public.usersessions_usersession USING btree (user_id);
CREATE INDEX wagtailadmi_content_717955_idx ON public.wagtailadmin_editingsession USING btree (content_type_id, object_id);
CREATE INDEX wagtailadmin_editingsession_content_type_id_4df7730e ON public.wagtailadmin_editingsession USING btree (content_type_id);
CREATE INDEX wagtailadmin_editingsession_user_id_6e1a9b70 ON public.wagtailadmin_editingsession USING btree (user_id);
CREATE INDEX wagtailadmin_formstate_content_type_id_e32438b3 ON public.wagtailadmin_formstate USING btree (content_type_id);
CREATE INDEX wagtailadmin_formstate_user_id_b910adc2 ON public.wagtailadmin_formstate USING btree (user_id);
CREATE INDEX wagtailcore_collection_path_d848dc19_like ON public.wagtailcore_collection USING btree (path varchar_pattern_ops);
CREATE INDEX wagtailcore_collectionview_collectionviewrestriction__47320efd ON public.wagtailcore_collectionviewrestriction_groups USING btree (collectionviewrestriction_id);
CREATE INDEX wagtailcore_collectionviewrestriction_collection_id_761908ec ON public.wagtailcore_collectionviewrestriction USING btree (collection_id);
CREATE INDEX wagtailcore_collectionviewrestriction_groups_group_id_1823f2a3 ON public.wagtailcore_collectionviewrestriction_groups USING btree (group_id);
CREATE INDEX wagtailcore_comment_page_id_108444b5 ON public.wagtailcore_comment USING btree (page_id);
CREATE INDEX wagtailcore_comment_resolved_by_id_a282aa0e ON public.wagtailcore_comment USING btree (resolved_by_id);
CREATE INDEX wagtailcore_comment_revision_created_id_1d058279 ON public.wagtailcore_comment USING btree (revision_created_id);
CREATE INDEX wagtailcore_comment_user_id_0c577ca6 ON public.wagtailcore_comment USING btree (user_id);
CREATE INDEX wagtailcore_commentreply_comment_id_afc7e027 ON public.wagtailcore_commentreply USING btree (comment_id);
CREATE INDEX wagtailcore_commentreply_user_id_d0b3b9c3 ON public.wagtailcore_commentreply USING btree (user_id);
CREATE INDEX wagtailcore_groupapprovalt_groupapprovaltask_id_9a9255ea ON public.wagtailcore_groupapprovaltask_groups USING btree (groupapprovaltask_id);
CREATE INDEX wagtailcore_groupapprovaltask_groups_group_id_2e64b61f ON public.wagtailcore_groupapprovaltask_groups USING btree (group_id);
CREATE INDEX wagtailcore_groupcollectionpermission_collection_id_5423575a ON public.wagtailcore_groupcollectionpermission USING btree (collection_id);
CREATE INDEX wagtailcore_groupcollectionpermission_group_id_05d61460 ON public.wagtailcore_groupcollectionpermission USING btree (group_id);
CREATE INDEX wagtailcore_groupcollectionpermission_permission_id_1b626275 ON public.wagtailcore_groupcollectionpermission USING btree (permission_id);
CREATE INDEX wagtailcore_grouppagepermission_group_id_fc07e671 ON public.wagtailcore_grouppagepermission USING btree (group_id);
CREATE INDEX wagtailcore_grouppagepermission_page_id_710b114a ON public.wagtailcore_grouppagepermission USING btree (page_id);
CREATE INDEX wagtailcore_grouppagepermission_permission_id_05acb22e ON public.wagtailcore_grouppagepermission USING btree (permission_id);
CREATE INDEX wagtailcore_groupsitepermission_group_id_e5cdbee4 ON public.wagtailcore_groupsitepermission USING btree (group_id);
CREATE INDEX wagtailcore_groupsitepermission_permission_id_459b1f38 ON public.wagtailcore_groupsitepermission USING btree (permission_id);
CREATE INDEX wagtailcore_groupsitepermission_site_id_245de488 ON public.wagtailcore_groupsitepermission USING btree (site_id);
CREATE INDEX wagtailcore_locale_language_code_03149338_like ON public.wagtailcore_locale USING btree (language_code varchar_pattern_ops);
CREATE INDEX wagtailcore_modellogentry_action_d2d856ee ON public.wagtailcore_modellogentry USING btree (action);
CREATE INDEX wagtailcore_modellogentry_action_d2d856ee_like ON public.wagtailcore_modellogentry USING btree (action varchar_pattern_ops);
CREATE INDEX wagtailcore_modellogentry_content_changed_8bc39742 ON public.wagtailcore_modellogentry USING btree (content_changed);
CREATE INDEX wagtailcore_modellogentry_content_type_id_68849e77 ON public.wagtailcore_modellogentry USING btree (content_type_id);
CREATE INDEX wagtailcore_modellogentry_object_id_e0e7d4ef ON public.wagtailcore_modellogentry USING btree (object_id);
CREATE INDEX wagtailcore_modellogentry_object_id_e0e7d4ef_like ON public.wagtailcore_modellogentry USING btree (object_id varchar_pattern_ops);
CREATE INDEX wagtailcore_modellogentry_revision_id_df6ca33a ON public.wagtailcore_modellogentry USING btree (revision_id);
CREATE INDEX wagtailcore_modellogentry_timestamp_9694521b ON public.wagtailcore_modellogentry USING btree ("timestamp");
CREATE INDEX wagtailcore_modellogentry_user_id_0278d1bf ON public.wagtailcore_modellogentry USING btree (user_id);
CREATE INDEX wagtailcore_page_alias_of_id_12945502 ON public.wagtailcore_page USING btree (alias_of_id);
CREATE INDEX wagtailcore_page_content_type_id_c28424df ON public.wagtailcore_page USING btree (content_type_id);
CREATE INDEX wagtailcore_page_first_published_at_2b5dd637 ON public.wagtailcore_page USING btree (first_published_at);
CREATE INDEX wagtailcore_page_latest_revision_id_e60fef51 ON public.wagtailcore_page USING btree (latest_revision_id);
CREATE INDEX wagtailcore_page_live_revision_id_930bd822 ON public.wagtailcore_page USING btree (live_revision_id);
CREATE INDEX wagtailcore_page_locale_id_3c7e30a6 ON public.wagtailcore_page USING btree (locale_id);
CREATE INDEX wagtailcore_page_locked_by_id_bcb86245 ON public.wagtailcore_page USING btree (locked_by_id);
CREATE INDEX wagtailcore_page_owner_id_fbf7c332 ON public.wagtailcore_page USING btree (owner_id);
CREATE INDEX wagtailcore_page_path_98eba2c8_like ON public.wagtailcore_page USING btree (path varchar_pattern_ops);
CREATE INDEX wagtailcore_page_slug_e7c11b8f ON public.wagtailcore_page USING btree (slug);
CREATE INDEX wagtailcore_page_slug_e7c11b8f_like ON public.wagtailcore_page USING btree (slug varchar_pattern_ops);
CREATE INDEX wagtailcore_pagelogentry_action_c2408198 ON public.wagtailcore_pagelogentry USING btree (action);
CREATE INDEX wagtailcore_pagelogentry_action_c2408198_like ON public.wagtailcore_pagelogentry USING btree (action varchar_pattern_ops);
CREATE INDEX wagtailcore_pagelogentry_content_changed_99f27ade ON public.wagtailcore_pagelogentry USING btree (content_changed);
CREATE INDEX wagtailcore_pagelogentry_content_type_id_74e7708a ON public.wagtailcore_pagelogentry USING btree (content_type_id);
CREATE INDEX wagtailcore_pagelogentry_page_id_8464e327 ON public.wagtailcore_pagelogentry USING btree (page_id);
CREATE INDEX wagtailcore_pagelogentry_revision_id_8043d103 ON public.wagtailcore_pagelogentry USING btree (revision_id);
CREATE INDEX wagtailcore_pagelogentry_timestamp_deb774c4 ON public.wagtailcore_pagelogentry USING btree ("timestamp");
CREATE INDEX wagtailcore_pagelogentry_user_id_604ccfd8 ON public.wagtailcore_pagelogentry USING btree (user_id);
CREATE INDEX wagtailcore_pagerevision_approved_go_live_at_e56afc67 ON public.wagtailcore_revision USING btree (approved_go_live_at);
CREATE INDEX wagtailcore_pagerevision_created_at_66954e3b ON public.wagtailcore_revision USING btree (created_at);
CREATE INDEX wagtailcore_pagerevision_user_id_2409d2f4 ON public.wagtailcore_revision USING btree (user_id);
CREATE INDEX wagtailcore_pagesubscription_page_id_a085e7a6 ON public.wagtailcore_pagesubscription USING btree (page_id);
CREATE INDEX wagtailcore_pagesubscription_user_id_89d7def9 ON public.wagtailcore_pagesubscription USING btree (user_id);
CREATE INDEX wagtailcore_pageviewrestri_pageviewrestriction_id_f147a99a ON public.wagtailcore_pageviewrestriction_groups USING btree (pageviewrestriction_id);
CREATE INDEX wagtailcore_pageviewrestriction_groups_group_id_6460f223 ON public.wagtailcore_pageviewrestriction_groups USING btree (group_id);
CREATE INDEX wagtailcore_pageviewrestriction_page_id_15a8bea6 ON public.wagtailcore_pageviewrestriction USING btree (page_id);
CREATE INDEX wagtailcore_referenceindex_base_content_type_id_313cf40f ON public.wagtailcore_referenceindex USING btree (base_content_type_id);
CREATE INDEX wagtailcore_referenceindex_content_type_id_766e0336 ON public.wagtailcore_referenceindex USING btree (content_type_id);
CREATE INDEX wagtailcore_referenceindex_to_content_type_id_93690bbd ON public.wagtailcore_referenceindex USING btree (to_content_type_id);
CREATE INDEX wagtailcore_revision_base_content_type_id_5b4ef7bd ON public.wagtailcore_revision USING btree (base_content_type_id);
CREATE INDEX wagtailcore_revision_content_type_id_c8cb69c0 ON public.wagtailcore_revision USING btree (content_type_id);
CREATE INDEX wagtailcore_site_hostname_96b20b46 ON public.wagtailcore_site USING btree (hostname);
CREATE INDEX wagtailcore_site_hostname_96b20b46_like ON public.wagtailcore_site USING btree (hostname varchar_pattern_ops);
CREATE INDEX wagtailcore_site_root_page_id_e02fb95c ON public.wagtailcore_site USING btree (root_page_id);
CREATE INDEX wagtailcore_task_content_type_id_249ab8ba ON public.wagtailcore_task USING btree (content_type_id);
CREATE INDEX wagtailcore_taskstate_content_type_id_0a758fdc ON public.wagtailcore_taskstate USING btree (content_type_id);
CREATE INDEX wagtailcore_taskstate_finished_by_id_13f98229 ON public.wagtailcore_taskstate USING btree (finished_by_id);
CREATE INDEX wagtailcore_taskstate_page_revision_id_9f52c88e ON public.wagtailcore_taskstate USING btree (revision_id);
CREATE INDEX wagtailcore_taskstate_task_id_c3677c34 ON public.wagtailcore_taskstate USING btree (task_id);
CREATE INDEX wagtailcore_taskstate_workflow_state_id_9239a775 ON public.wagtailcore_taskstate USING btree (workflow_state_id);
CREATE INDEX wagtailcore_uploadedfile_for_content_type_id_b0fc87b2 ON public.wagtailcore_uploadedfile USING btree (for_content_type_id);
CREATE INDEX wagtailcore_uploadedfile_uploaded_by_user_id_c7580fe8 ON public.wagtailcore_uploadedfile USING btree (uploaded_by_user_id);
CREATE INDEX wagtailcore_uuid_06a44d_idx ON public.wagtailcore_pagelogentry USING btree (uuid, action, "timestamp" DESC);
CREATE INDEX wagtailcore_uuid_d6363b_idx ON public.wagtailcore_modellogentry USING btree (uuid, action, "timestamp" DESC);
CREATE INDEX wagtailcore_workflowcontenttype_workflow_id_9aad7cd2 ON public.wagtailcore_workflowcontenttype USING btree (workflow_id);
CREATE INDEX wagtailcore_workflowpage_workflow_id_56f56ff6 ON public.wagtailcore_workflowpage USING btree (workflow_id);
CREATE INDEX wagtailcore_workflowstate_base_content_type_id_a30dc576 ON public.wagtailcore_workflowstate USING btree (base_content_type_id);
CREATE INDEX wagtailcore_workflowstate_content_type_id_2bb78ce1 ON public.wagtailcore_workflowstate USING btree (content_type_id);
CREATE INDEX wagtailcore_workflowstate_requested_by_id_4090bca3 ON public.wagtailcore_workflowstate USING btree (requested_by_id);
CREATE INDEX wagtailcore_workflowstate_workflow_id_1f18378f ON public.wagtailcore_workflowstate USING btree (workflow_id);
CREATE INDEX wagtailcore_workflowtask_task_id_ce7716fe ON public.wagtailcore_workflowtask USING btree (task_id);
CREATE INDEX wagtailcore_workflowtask_workflow_id_b9717175 ON public.wagtailcore_workflowtask USING btree (workflow_id);
CREATE INDEX wagtaildocs_document_collection_id_23881625 ON public.wagtaildocs_document USING btree (collection_id);
CREATE INDEX wagtaildocs_document_uploaded_by_user_id_17258b41 ON public.wagtaildocs_document USING btree (uploaded_by_user_id);
CREATE INDEX wagtailembeds_embed_cache_until_26c94bb0 ON public.wagtailembeds_embed USING btree (cache_until);
CREATE INDEX wagtailembeds_embed_hash_c9bd8c9a_like ON public.wagtailembeds_embed USING btree (hash varchar_pattern_ops);
CREATE INDEX wagtailimages_image_collection_id_c2f8af7e ON public.wagtailimages_image USING btree (collection_id);
CREATE INDEX wagtailimages_image_created_at_86fa6cd4 ON public.wagtailimages_image USING btree (created_at);
CREATE INDEX wagtailimages_image_file_hash_fb5bbb23 ON public.wagtailimages_image USING btree (file_hash);
CREATE INDEX wagtailimages_image_file_hash_fb5bbb23_like ON public.wagtailimages_image USING btree (file_hash varchar_pattern_ops);
CREATE INDEX wagtailimages_image_uploaded_by_user_id_5d73dc75 ON public.wagtailimages_image USING btree (uploaded_by_user_id);
CREATE INDEX wagtailimages_rendition_filter_spec_1cba3201 ON public.wagtailimages_rendition USING btree (filter_spec);
CREATE INDEX wagtailimages_rendition_filter_spec_1cba3201_like ON public.wagtailimages_rendition USING btree (filter_spec varchar_pattern_ops);
CREATE INDEX wagtailimages_rendition_image_id_3e1fd774 ON public.wagtailimages_rendition USING btree (image_id);
CREATE INDEX wagtailredirects_redirect_old_path_bb35247b ON public.wagtailredirects_redirect USING btree (old_path);
CREATE INDEX wagtailredirects_redirect_old_path_bb35247b_like ON public.wagtailredirects_redirect USING btree (old_path varchar_pattern_ops);
CREATE INDEX wagtailredirects_redirect_redirect_page_id_b5728a8f ON public.wagtailredirects_redirect USING btree (redirect_page_id);
CREATE INDEX wagtailredirects_redirect_site_id_780a0e1e ON public.wagtailredirects_redirect USING btree (site_id);
CREATE INDEX wagtailsear_autocom_476c89_gin ON public.wagtailsearch_indexentry USING gin (autocomplete);
CREATE INDEX wagtailsear_body_90c85d_gin ON public.wagtailsearch_indexentry USING gin (body);
CREATE INDEX wagtailsear_title_9caae0_gin ON public.wagtailsearch_indexentry USING gin (title);
CREATE INDEX wagtailsearch_indexentry_content_type_id_62ed694f ON public.wagtailsearch_indexentry USING btree (content_type_id);
CREATE INDEX website_alert_ends_at_d4b3b6f9 ON public.website_alert USING btree (ends_at);
CREATE INDEX website_alert_said_by_id_6b4ee371 ON public.website_alert USING btree (said_by_id);
CREATE INDEX website_logplace_name_1560ff60_like ON public.website_logplace USING btree (name varchar_pattern_ops);
CREATE INDEX website_newest_of_a_kind ON public.wagtailcore_page USING btree (content_type_id, first_published_at);
CREATE INDEX website_official_page_id_cf5bd262 ON public.website_official USING btree (page_id);
CREATE INDEX website_official_user_id_ce8107da ON public.website_official USING btree (user_id);
CREATE INDEX website_pagequery_query_id_5d7f6e33 ON public.website_pagequery USING btree (query_id);
CREATE INDEX website_pagequery_query_id_5d7f6e33_like ON public.website_pagequery USING btree (query_id varchar_pattern_ops);
CREATE INDEX website_pagequery_stored_id_56d564ad ON public.website_pagequery USING btree (stored_id);
CREATE INDEX website_query_key_6146edf0_like ON public.website_query USING btree (key varchar_pattern_ops);
CREATE INDEX website_queryword_query_id_4580bb84 ON public.website_queryword USING btree (query_id);
CREATE INDEX website_queryword_query_id_4580bb84_like ON public.website_queryword USING btree (query_id varchar_pattern_ops);
CREATE INDEX website_rowtag_stored_id_b7cc6724 ON public.website_rowtag USING btree (stored_id);
CREATE INDEX website_standardpage_unit_id_68be1a77 ON public.website_standardpage USING btree (unit_id);
CREATE INDEX website_storedpage_changes_at_ea7bd770 ON public.website_storedpage USING btree (changes_at);
CREATE INDEX website_storedpage_page_id_92c81e42 ON public.website_storedpage USING btree (page_id);
CREATE INDEX website_storedpage_path_ef95137a_like ON public.website_storedpage USING btree (path varchar_pattern_ops);
CREATE INDEX wish_what ON public.channels_wish USING btree (purpose, topic, unit_id);
CREATE INDEX workflowstate_base_ct_id_idx ON public.wagtailcore_workflowstate USING btree (base_content_type_id, object_id);
CREATE INDEX workflowstate_ct_id_idx ON public.wagtailcore_workflowstate USING btree (content_type_id, object_id);
CREATE TRIGGER approval_alone_reasoned BEFORE INSERT ON public.core_approval FOR EACH ROW EXECUTE FUNCTION public.approval_alone_reasoned();
ALTER TABLE public.core_approval ENABLE ALWAYS TRIGGER approval_alone_reasoned;
CREATE TRIGGER approval_alone_told BEFORE INSERT ON public.core_approval FOR EACH ROW EXECUTE FUNCTION public.approval_alone_told();
ALTER TABLE public.core_approval ENABLE ALWAYS TRIGGER approval_alone_told;
CREATE TRIGGER approval_born_whole BEFORE INSERT ON public.core_approval FOR EACH ROW EXECUTE FUNCTION public.approval_born_whole();
ALTER TABLE public.core_approval ENABLE ALWAYS TRIGGER approval_born_whole;
CREATE TRIGGER approval_no_delete BEFORE DELETE ON public.core_approval FOR EACH ROW EXECUTE FUNCTION public.approval_no_delete();
ALTER TABLE public.core_approval ENABLE ALWAYS TRIGGER approval_no_delete;
CREATE TRIGGER approval_no_truncate BEFORE TRUNCATE ON public.core_approval FOR EACH STATEMENT EXECUTE FUNCTION public.approval_no_truncate();
ALTER TABLE public.core_approval ENABLE ALWAYS TRIGGER approval_no_truncate;
CREATE TRIGGER approval_no_update BEFORE UPDATE OF id, page_id, act, digest, approved_by_id, approved_at, via, reason ON public.core_approval FOR EACH ROW EXECUTE FUNCTION public.approval_no_update();
ALTER TABLE public.core_approval ENABLE ALWAYS TRIGGER approval_no_update;
CREATE TRIGGER approval_text_stays BEFORE UPDATE OF content, redacted_at, redacted_reason ON public.core_approval FOR EACH ROW EXECUTE FUNCTION public.approval_text_stays();
ALTER TABLE public.core_approval ENABLE ALWAYS TRIGGER approval_text_stays;
CREATE TRIGGER approval_used_once BEFORE UPDATE OF revision_id, published_at ON public.core_approval FOR EACH ROW EXECUTE FUNCTION public.approval_used_once();
ALTER TABLE public.core_approval ENABLE ALWAYS TRIGGER approval_used_once;
CREATE TRIGGER approval_void_stays BEFORE UPDATE OF voided_at, revision_id, published_at ON public.core_approval FOR EACH ROW EXECUTE FUNCTION public.approval_void_stays();
ALTER TABLE public.core_approval ENABLE ALWAYS TRIGGER approval_void_stays;
CREATE TRIGGER approved_text_stays BEFORE UPDATE OF content ON public.wagtailcore_revision FOR EACH ROW EXECUTE FUNCTION public.approved_text_stays();
ALTER TABLE public.wagtailcore_revision ENABLE ALWAYS TRIGGER approved_text_stays;
CREATE TRIGGER attempt_closed_once BEFORE UPDATE ON public.channels_attempt FOR EACH ROW EXECUTE FUNCTION public.attempt_closed_once();
ALTER TABLE public.channels_attempt ENABLE ALWAYS TRIGGER attempt_closed_once;
CREATE TRIGGER attempt_no_delete BEFORE DELETE ON public.channels_attempt FOR EACH ROW EXECUTE FUNCTION public.attempt_no_delete();
ALTER TABLE public.channels_attempt ENABLE ALWAYS TRIGGER attempt_no_delete;
CREATE TRIGGER attempt_no_truncate BEFORE TRUNCATE ON public.channels_attempt FOR EACH STATEMENT EXECUTE FUNCTION public.attempt_no_truncate();
ALTER TABLE public.channels_attempt ENABLE ALWAYS TRIGGER attempt_no_truncate;
CREATE TRIGGER delivery_tells AFTER UPDATE OF status ON public.channels_delivery FOR EACH ROW EXECUTE FUNCTION public.delivery_tells();
ALTER TABLE public.channels_delivery ENABLE ALWAYS TRIGGER delivery_tells;
CREATE TRIGGER ending_no_delete BEFORE DELETE ON public.core_ending FOR EACH ROW EXECUTE FUNCTION public.ending_no_delete();
ALTER TABLE public.core_ending ENABLE ALWAYS TRIGGER ending_no_delete;
CREATE TRIGGER ending_no_truncate BEFORE TRUNCATE ON public.core_ending FOR EACH STATEMENT EXECUTE FUNCTION public.ending_no_truncate();
ALTER TABLE public.core_ending ENABLE ALWAYS TRIGGER ending_no_truncate;
CREATE TRIGGER ending_no_update BEFORE UPDATE OF id, page_id, act, at, by_id, reason, goes_to_id, redirects ON public.core_ending FOR EACH ROW EXECUTE FUNCTION public.ending_no_update();
ALTER TABLE public.core_ending ENABLE ALWAYS TRIGGER ending_no_update;
CREATE TRIGGER ending_over_allowed BEFORE UPDATE OF over_at ON public.core_ending FOR EACH ROW EXECUTE FUNCTION public.ending_over_allowed();
ALTER TABLE public.core_ending ENABLE ALWAYS TRIGGER ending_over_allowed;
CREATE TRIGGER ending_over_stays BEFORE UPDATE OF over_at ON public.core_ending FOR EACH ROW EXECUTE FUNCTION public.ending_over_stays();
ALTER TABLE public.core_ending ENABLE ALWAYS TRIGGER ending_over_stays;
CREATE TRIGGER entry_no_delete BEFORE DELETE ON public.core_entry FOR EACH ROW EXECUTE FUNCTION public.entry_no_delete();
ALTER TABLE public.core_entry ENABLE ALWAYS TRIGGER entry_no_delete;
CREATE TRIGGER entry_no_truncate BEFORE TRUNCATE ON public.core_entry FOR EACH STATEMENT EXECUTE FUNCTION public.entry_no_truncate();
ALTER TABLE public.core_entry ENABLE ALWAYS TRIGGER entry_no_truncate;
CREATE TRIGGER entry_no_update BEFORE UPDATE ON public.core_entry FOR EACH ROW EXECUTE FUNCTION public.entry_no_update();
ALTER TABLE public.core_entry ENABLE ALWAYS TRIGGER entry_no_update;
CREATE TRIGGER page_approved_stays BEFORE DELETE ON public.wagtailcore_page FOR EACH ROW EXECUTE FUNCTION public.page_approved_stays();
ALTER TABLE public.wagtailcore_page ENABLE ALWAYS TRIGGER page_approved_stays;
CREATE TRIGGER page_born_draft BEFORE INSERT ON public.wagtailcore_page FOR EACH ROW EXECUTE FUNCTION public.page_born_draft();
ALTER TABLE public.wagtailcore_page ENABLE ALWAYS TRIGGER page_born_draft;
CREATE TRIGGER page_live_approved BEFORE UPDATE OF live, live_revision_id ON public.wagtailcore_page FOR EACH ROW EXECUTE FUNCTION public.page_live_approved();
ALTER TABLE public.wagtailcore_page ENABLE ALWAYS TRIGGER page_live_approved;
CREATE TRIGGER page_not_hidden BEFORE INSERT ON public.wagtailcore_pageviewrestriction FOR EACH ROW EXECUTE FUNCTION public.page_not_hidden();
ALTER TABLE public.wagtailcore_pageviewrestriction ENABLE ALWAYS TRIGGER page_not_hidden;
CREATE TRIGGER page_stays_in_place BEFORE UPDATE OF path, depth ON public.wagtailcore_page FOR EACH ROW EXECUTE FUNCTION public.page_stays_in_place();
ALTER TABLE public.wagtailcore_page ENABLE ALWAYS TRIGGER page_stays_in_place;
CREATE TRIGGER revision_author_stays BEFORE UPDATE OF user_id, object_id, content_type_id ON public.wagtailcore_revision FOR EACH ROW EXECUTE FUNCTION public.revision_author_stays();
ALTER TABLE public.wagtailcore_revision ENABLE ALWAYS TRIGGER revision_author_stays;
CREATE TRIGGER revision_of_page_stays BEFORE DELETE ON public.wagtailcore_revision FOR EACH ROW EXECUTE FUNCTION public.revision_of_page_stays();
ALTER TABLE public.wagtailcore_revision ENABLE ALWAYS TRIGGER revision_of_page_stays;
CREATE TRIGGER touch_accounts_assignment AFTER INSERT OR DELETE OR UPDATE ON public.accounts_assignment FOR EACH ROW EXECUTE FUNCTION public.touch_accounts_assignment();
ALTER TABLE public.accounts_assignment ENABLE ALWAYS TRIGGER touch_accounts_assignment;
CREATE TRIGGER touch_accounts_unit AFTER INSERT OR DELETE OR UPDATE ON public.accounts_unit FOR EACH ROW EXECUTE FUNCTION public.touch_accounts_unit();
ALTER TABLE public.accounts_unit ENABLE ALWAYS TRIGGER touch_accounts_unit;
CREATE TRIGGER touch_accounts_user AFTER INSERT OR DELETE OR UPDATE ON public.accounts_user FOR EACH ROW EXECUTE FUNCTION public.touch_accounts_user();
ALTER TABLE public.accounts_user ENABLE ALWAYS TRIGGER touch_accounts_user;
CREATE TRIGGER touch_core_approval AFTER INSERT OR DELETE OR UPDATE ON public.core_approval FOR EACH ROW EXECUTE FUNCTION public.touch_core_approval();
ALTER TABLE public.core_approval ENABLE ALWAYS TRIGGER touch_core_approval;
CREATE TRIGGER touch_core_ending AFTER INSERT OR DELETE OR UPDATE ON public.core_ending FOR EACH ROW EXECUTE FUNCTION public.touch_core_ending();
ALTER TABLE public.core_ending ENABLE ALWAYS TRIGGER touch_core_ending;
CREATE TRIGGER touch_core_shortlink AFTER INSERT OR DELETE OR UPDATE ON public.core_shortlink FOR EACH ROW EXECUTE FUNCTION public.touch_core_shortlink();
ALTER TABLE public.core_shortlink ENABLE ALWAYS TRIGGER touch_core_shortlink;
CREATE TRIGGER touch_files_officedocument AFTER INSERT OR DELETE OR UPDATE ON public.files_officedocument FOR EACH ROW EXECUTE FUNCTION public.touch_files_officedocument();
ALTER TABLE public.files_officedocument ENABLE ALWAYS TRIGGER touch_files_officedocument;
CREATE TRIGGER touch_files_picture AFTER INSERT OR DELETE OR UPDATE ON public.files_picture FOR EACH ROW EXECUTE FUNCTION public.touch_files_picture();
ALTER TABLE public.files_picture ENABLE ALWAYS TRIGGER touch_files_picture;
CREATE TRIGGER touch_files_rendition AFTER INSERT OR DELETE OR UPDATE ON public.files_rendition FOR EACH ROW EXECUTE FUNCTION public.touch_files_rendition();
ALTER TABLE public.files_rendition ENABLE ALWAYS TRIGGER touch_files_rendition;
CREATE TRIGGER touch_newsroom_author AFTER INSERT OR DELETE OR UPDATE ON public.newsroom_author FOR EACH ROW EXECUTE FUNCTION public.touch_newsroom_author();
ALTER TABLE public.newsroom_author ENABLE ALWAYS TRIGGER touch_newsroom_author;
CREATE TRIGGER touch_newsroom_newsindexpage AFTER INSERT OR DELETE OR UPDATE ON public.newsroom_newsindexpage FOR EACH ROW EXECUTE FUNCTION public.touch_newsroom_newsindexpage();
ALTER TABLE public.newsroom_newsindexpage ENABLE ALWAYS TRIGGER touch_newsroom_newsindexpage;
CREATE TRIGGER touch_newsroom_newspage AFTER INSERT OR DELETE OR UPDATE ON public.newsroom_newspage FOR EACH ROW EXECUTE FUNCTION public.touch_newsroom_newspage();
ALTER TABLE public.newsroom_newspage ENABLE ALWAYS TRIGGER touch_newsroom_newspage;
CREATE TRIGGER touch_newsroom_newsroomsettings AFTER INSERT OR DELETE OR UPDATE ON public.newsroom_newsroomsettings FOR EACH ROW EXECUTE FUNCTION public.touch_newsroom_newsroomsettings();
ALTER TABLE public.newsroom_newsroomsettings ENABLE ALWAYS TRIGGER touch_newsroom_newsroomsettings;
CREATE TRIGGER touch_newsroom_publicationindexpage AFTER INSERT OR DELETE OR UPDATE ON public.newsroom_publicationindexpage FOR EACH ROW EXECUTE FUNCTION public.touch_newsroom_publicationindexpage();
ALTER TABLE public.newsroom_publicationindexpage ENABLE ALWAYS TRIGGER touch_newsroom_publicationindexpage;
CREATE TRIGGER touch_newsroom_publicationpage AFTER INSERT OR DELETE OR UPDATE ON public.newsroom_publicationpage FOR EACH ROW EXECUTE FUNCTION public.touch_newsroom_publicationpage();
ALTER TABLE public.newsroom_publicationpage ENABLE ALWAYS TRIGGER touch_newsroom_publicationpage;
CREATE TRIGGER touch_newsroom_releaseindexpage AFTER INSERT OR DELETE OR UPDATE ON public.newsroom_releaseindexpage FOR EACH ROW EXECUTE FUNCTION public.touch_newsroom_releaseindexpage();
ALTER TABLE public.newsroom_releaseindexpage ENABLE ALWAYS TRIGGER touch_newsroom_releaseindexpage;
CREATE TRIGGER touch_newsroom_releasenumber AFTER INSERT OR DELETE OR UPDATE ON public.newsroom_releasenumber FOR EACH ROW EXECUTE FUNCTION public.touch_newsroom_releasenumber();
ALTER TABLE public.newsroom_releasenumber ENABLE ALWAYS TRIGGER touch_newsroom_releasenumber;
CREATE TRIGGER touch_newsroom_releasepage AFTER INSERT OR DELETE OR UPDATE ON public.newsroom_releasepage FOR EACH ROW EXECUTE FUNCTION public.touch_newsroom_releasepage();
ALTER TABLE public.newsroom_releasepage ENABLE ALWAYS TRIGGER touch_newsroom_releasepage;
CREATE TRIGGER touch_newsroom_reply AFTER INSERT OR DELETE OR UPDATE ON public.newsroom_reply FOR EACH ROW EXECUTE FUNCTION public.touch_newsroom_reply();
ALTER TABLE public.newsroom_reply ENABLE ALWAYS TRIGGER touch_newsroom_reply;
CREATE TRIGGER touch_newsroom_story AFTER INSERT OR DELETE OR UPDATE ON public.newsroom_story FOR EACH ROW EXECUTE FUNCTION public.touch_newsroom_story();
ALTER TABLE public.newsroom_story ENABLE ALWAYS TRIGGER touch_newsroom_story;
CREATE TRIGGER touch_newsroom_storytag AFTER INSERT OR DELETE OR UPDATE ON public.newsroom_storytag FOR EACH ROW EXECUTE FUNCTION public.touch_newsroom_storytag();
ALTER TABLE public.newsroom_storytag ENABLE ALWAYS TRIGGER touch_newsroom_storytag;
CREATE TRIGGER touch_newsroom_translation AFTER INSERT OR DELETE OR UPDATE ON public.newsroom_translation FOR EACH ROW EXECUTE FUNCTION public.touch_newsroom_translation();
ALTER TABLE public.newsroom_translation ENABLE ALWAYS TRIGGER touch_newsroom_translation;
CREATE TRIGGER touch_taggit_tag AFTER INSERT OR DELETE OR UPDATE ON public.taggit_tag FOR EACH ROW EXECUTE FUNCTION public.touch_taggit_tag();
ALTER TABLE public.taggit_tag ENABLE ALWAYS TRIGGER touch_taggit_tag;
CREATE TRIGGER touch_taggit_taggeditem AFTER INSERT OR DELETE OR UPDATE ON public.taggit_taggeditem FOR EACH ROW EXECUTE FUNCTION public.touch_taggit_taggeditem();
ALTER TABLE public.taggit_taggeditem ENABLE ALWAYS TRIGGER touch_taggit_taggeditem;
CREATE TRIGGER touch_wagtailcore_locale AFTER INSERT OR DELETE OR UPDATE ON public.wagtailcore_locale FOR EACH ROW EXECUTE FUNCTION public.touch_wagtailcore_locale();
ALTER TABLE public.wagtailcore_locale ENABLE ALWAYS TRIGGER touch_wagtailcore_locale;
CREATE TRIGGER touch_wagtailcore_page AFTER INSERT OR DELETE OR UPDATE ON public.wagtailcore_page FOR EACH ROW EXECUTE FUNCTION public.touch_wagtailcore_page();
ALTER TABLE public.wagtailcore_page ENABLE ALWAYS TRIGGER touch_wagtailcore_page;
CREATE TRIGGER touch_wagtailcore_pageviewrestriction AFTER INSERT OR DELETE OR UPDATE ON public.wagtailcore_pageviewrestriction FOR EACH ROW EXECUTE FUNCTION public.touch_wagtailcore_pageviewrestriction();
ALTER TABLE public.wagtailcore_pageviewrestriction ENABLE ALWAYS TRIGGER touch_wagtailcore_pageviewrestriction;
CREATE TRIGGER touch_wagtailcore_revision AFTER INSERT OR DELETE OR UPDATE ON public.wagtailcore_revision FOR EACH ROW EXECUTE FUNCTION public.touch_wagtailcore_revision();
ALTER TABLE public.wagtailcore_revision ENABLE ALWAYS TRIGGER touch_wagtailcore_revision;
CREATE TRIGGER touch_wagtailcore_site AFTER INSERT OR DELETE OR UPDATE ON public.wagtailcore_site FOR EACH ROW EXECUTE FUNCTION public.touch_wagtailcore_site();
ALTER TABLE public.wagtailcore_site ENABLE ALWAYS TRIGGER touch_wagtailcore_site;
CREATE TRIGGER touch_wagtailredirects_redirect AFTER INSERT OR DELETE OR UPDATE ON public.wagtailredirects_redirect FOR EACH ROW EXECUTE FUNCTION public.touch_wagtailredirects_redirect();
ALTER TABLE public.wagtailredirects_redirect ENABLE ALWAYS TRIGGER touch_wagtailredirects_redirect;
CREATE TRIGGER touch_website_homepage AFTER INSERT OR DELETE OR UPDATE ON public.website_homepage FOR EACH ROW EXECUTE FUNCTION public.touch_website_homepage();
ALTER TABLE public.website_homepage ENABLE ALWAYS TRIGGER touch_website_homepage;
CREATE TRIGGER touch_website_officesettings AFTER INSERT OR DELETE OR UPDATE ON public.website_officesettings FOR EACH ROW EXECUTE FUNCTION public.touch_website_officesettings();
ALTER TABLE public.website_officesettings ENABLE ALWAYS TRIGGER touch_website_officesettings;
CREATE TRIGGER touch_website_official AFTER INSERT OR DELETE OR UPDATE ON public.website_official FOR EACH ROW EXECUTE FUNCTION public.touch_website_official();
ALTER TABLE public.website_official ENABLE ALWAYS TRIGGER touch_website_official;
CREATE TRIGGER touch_website_standardpage AFTER INSERT OR DELETE OR UPDATE ON public.website_standardpage FOR EACH ROW EXECUTE FUNCTION public.touch_website_standardpage();
ALTER TABLE public.website_standardpage ENABLE ALWAYS TRIGGER touch_website_standardpage;
CREATE TRIGGER urgent_no_delete BEFORE DELETE ON public.newsroom_urgentpublication FOR EACH ROW EXECUTE FUNCTION public.urgent_no_delete();
ALTER TABLE public.newsroom_urgentpublication ENABLE ALWAYS TRIGGER urgent_no_delete;
CREATE TRIGGER urgent_no_truncate BEFORE TRUNCATE ON public.newsroom_urgentpublication FOR EACH STATEMENT EXECUTE FUNCTION public.urgent_no_truncate();
ALTER TABLE public.newsroom_urgentpublication ENABLE ALWAYS TRIGGER urgent_no_truncate;
CREATE TRIGGER urgent_no_update BEFORE UPDATE OF id, page_id, digest, title, reason, by_id, at, asked_at, wrote, due_on ON public.newsroom_urgentpublication FOR EACH ROW EXECUTE FUNCTION public.urgent_no_update();
ALTER TABLE public.newsroom_urgentpublication ENABLE ALWAYS TRIGGER urgent_no_update;
CREATE TRIGGER urgent_settled_stays BEFORE UPDATE OF approval_id, reviewed_by_id, reviewed_at, verdict, note ON public.newsroom_urgentpublication FOR EACH ROW EXECUTE FUNCTION public.urgent_settled_stays();
ALTER TABLE public.newsroom_urgentpublication ENABLE ALWAYS TRIGGER urgent_settled_stays;
ALTER TABLE ONLY public.account_emailaddress
    ADD CONSTRAINT account_emailaddress_user_id_2c513194_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.account_emailconfirmation
    ADD CONSTRAINT account_emailconfirm_email_address_id_5b7f8c58_fk_account_e FOREIGN KEY (email_address_id) REFERENCES public.account_emailaddress(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_assignment
    ADD CONSTRAINT accounts_assignment_unit_id_d3a70816_fk_accounts_unit_id FOREIGN KEY (unit_id) REFERENCES public.accounts_unit(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_assignment
    ADD CONSTRAINT accounts_assignment_user_id_5a8ad746_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_emailchange
    ADD CONSTRAINT accounts_emailchange_asked_by_id_ec6567d8_fk_accounts_user_id FOREIGN KEY (asked_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_emailchange
    ADD CONSTRAINT accounts_emailchange_settled_by_id_e44d76f5_fk_accounts_user_id FOREIGN KEY (settled_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_emailchange
    ADD CONSTRAINT accounts_emailchange_user_id_7a5ccb00_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_unit
    ADD CONSTRAINT accounts_unit_parent_id_2488f696_fk_accounts_unit_id FOREIGN KEY (parent_id) REFERENCES public.accounts_unit(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_unit
    ADD CONSTRAINT accounts_unit_successor_id_12b553bd_fk_accounts_unit_id FOREIGN KEY (successor_id) REFERENCES public.accounts_unit(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_user_groups
    ADD CONSTRAINT accounts_user_groups_group_id_bd11a704_fk_auth_group_id FOREIGN KEY (group_id) REFERENCES public.auth_group(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_user_groups
    ADD CONSTRAINT accounts_user_groups_user_id_52b62117_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_user_user_permissions
    ADD CONSTRAINT accounts_user_user_p_permission_id_113bb443_fk_auth_perm FOREIGN KEY (permission_id) REFERENCES public.auth_permission(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_user_user_permissions
    ADD CONSTRAINT accounts_user_user_p_user_id_e4f0a161_fk_accounts_ FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissio_permission_id_84c5c92e_fk_auth_perm FOREIGN KEY (permission_id) REFERENCES public.auth_permission(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_group_id_b120cbf9_fk_auth_group_id FOREIGN KEY (group_id) REFERENCES public.auth_group(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_content_type_id_2f476e4b_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.channels_accesstoken
    ADD CONSTRAINT channels_accesstoken_person_id_ad1d1033_fk_accounts_user_id FOREIGN KEY (person_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.channels_answer
    ADD CONSTRAINT channels_answer_token_id_4ad7a9fc_fk_channels_accesstoken_id FOREIGN KEY (token_id) REFERENCES public.channels_accesstoken(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.channels_attempt
    ADD CONSTRAINT channels_attempt_delivery_id_defca938_fk_channels_delivery_id FOREIGN KEY (delivery_id) REFERENCES public.channels_delivery(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.channels_change
    ADD CONSTRAINT channels_change_approved_by_id_7b910a78_fk_accounts_user_id FOREIGN KEY (approved_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.channels_change
    ADD CONSTRAINT channels_change_delivery_id_c1c08d68_fk_channels_delivery_id FOREIGN KEY (delivery_id) REFERENCES public.channels_delivery(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.channels_content
    ADD CONSTRAINT channels_content_created_by_id_f2254467_fk_accounts_user_id FOREIGN KEY (created_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.channels_content
    ADD CONSTRAINT channels_content_page_id_8dcfc8ac_fk_wagtailcore_page_id FOREIGN KEY (page_id) REFERENCES public.wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.channels_content
    ADD CONSTRAINT channels_content_unit_id_3832a877_fk_accounts_unit_id FOREIGN KEY (unit_id) REFERENCES public.accounts_unit(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.channels_deadmetric
    ADD CONSTRAINT channels_deadmetric_channel_id_7e261807_fk_channels_channel_id FOREIGN KEY (channel_id) REFERENCES public.channels_channel(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.channels_delivery
    ADD CONSTRAINT channels_delivery_channel_id_59493e4b_fk_channels_channel_id FOREIGN KEY (channel_id) REFERENCES public.channels_channel(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.channels_delivery
    ADD CONSTRAINT channels_delivery_content_id_1188fde4_fk_channels_content_id FOREIGN KEY (content_id) REFERENCES public.channels_content(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.channels_firstcomment
    ADD CONSTRAINT channels_firstcommen_delivery_id_3a9ef277_fk_channels_ FOREIGN KEY (delivery_id) REFERENCES public.channels_delivery(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.channels_halffilm
    ADD CONSTRAINT channels_halffilm_by_id_4dab0bc4_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.channels_happening
    ADD CONSTRAINT channels_happening_content_id_954edadd_fk_channels_content_id FOREIGN KEY (content_id) REFERENCES public.channels_content(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.channels_happening
    ADD CONSTRAINT channels_happening_delivery_id_5318552d_fk_channels_delivery_id FOREIGN KEY (delivery_id) REFERENCES public.channels_delivery(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.channels_loosemedium
    ADD CONSTRAINT channels_loosemedium_by_id_c0ebf5a5_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.channels_medium
    ADD CONSTRAINT channels_medium_content_id_5b42dd3f_fk_channels_content_id FOREIGN KEY (content_id) REFERENCES public.channels_content(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.channels_medium
    ADD CONSTRAINT channels_medium_picture_id_cfc731c8_fk_files_picture_id FOREIGN KEY (picture_id) REFERENCES public.files_picture(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.channels_message
    ADD CONSTRAINT channels_message_happening_id_ea6f05f3_fk_channels_happening_id FOREIGN KEY (happening_id) REFERENCES public.channels_happening(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.channels_message
    ADD CONSTRAINT channels_message_hook_id_20275289_fk_channels_hook_id FOREIGN KEY (hook_id) REFERENCES public.channels_hook(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.channels_metricsnapshot
    ADD CONSTRAINT channels_metricsnaps_channel_id_752f3d46_fk_channels_ FOREIGN KEY (channel_id) REFERENCES public.channels_channel(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.channels_metricsnapshot
    ADD CONSTRAINT channels_metricsnaps_delivery_id_0cff5f37_fk_channels_ FOREIGN KEY (delivery_id) REFERENCES public.channels_delivery(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.channels_pace
    ADD CONSTRAINT channels_pace_channel_id_2129a641_fk_channels_channel_id FOREIGN KEY (channel_id) REFERENCES public.channels_channel(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.channels_preparedmedia
    ADD CONSTRAINT channels_preparedmed_delivery_id_be13f0b6_fk_channels_ FOREIGN KEY (delivery_id) REFERENCES public.channels_delivery(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.channels_recipient
    ADD CONSTRAINT channels_recipient_delivery_id_211e0b6f_fk_channels_delivery_id FOREIGN KEY (delivery_id) REFERENCES public.channels_delivery(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.channels_recipient
    ADD CONSTRAINT channels_recipient_subscription_id_5f3a3caa_fk_channels_ FOREIGN KEY (subscription_id) REFERENCES public.channels_subscription(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.channels_seat
    ADD CONSTRAINT channels_seat_channel_id_d80cbb37_fk_channels_channel_id FOREIGN KEY (channel_id) REFERENCES public.channels_channel(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.channels_seat
    ADD CONSTRAINT channels_seat_delivery_id_35c425a7_fk_channels_delivery_id FOREIGN KEY (delivery_id) REFERENCES public.channels_delivery(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.channels_sheet
    ADD CONSTRAINT channels_sheet_by_id_3ccf0623_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.channels_slot
    ADD CONSTRAINT channels_slot_channel_id_a9d4175c_fk_channels_channel_id FOREIGN KEY (channel_id) REFERENCES public.channels_channel(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.channels_unithashtags
    ADD CONSTRAINT channels_unithashtags_unit_id_197d2a5c_fk_accounts_unit_id FOREIGN KEY (unit_id) REFERENCES public.accounts_unit(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.channels_variant
    ADD CONSTRAINT channels_variant_channel_id_639e9baf_fk_channels_channel_id FOREIGN KEY (channel_id) REFERENCES public.channels_channel(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.channels_variant
    ADD CONSTRAINT channels_variant_content_id_5e0f4b4b_fk_channels_content_id FOREIGN KEY (content_id) REFERENCES public.channels_content(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.channels_wish
    ADD CONSTRAINT channels_wish_subscription_id_6ff441d7_fk_channels_ FOREIGN KEY (subscription_id) REFERENCES public.channels_subscription(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.channels_wish
    ADD CONSTRAINT channels_wish_unit_id_45bef014_fk_accounts_unit_id FOREIGN KEY (unit_id) REFERENCES public.accounts_unit(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.core_approval
    ADD CONSTRAINT core_approval_approved_by_id_0323bf90_fk_accounts_user_id FOREIGN KEY (approved_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.core_approval
    ADD CONSTRAINT core_approval_page_id_5b5cb421_fk_wagtailcore_page_id FOREIGN KEY (page_id) REFERENCES public.wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.core_approval
    ADD CONSTRAINT core_approval_revision_id_e01bdcfb_fk_wagtailcore_revision_id FOREIGN KEY (revision_id) REFERENCES public.wagtailcore_revision(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.core_approvallink
    ADD CONSTRAINT core_approvallink_approver_id_40ec9601_fk_accounts_user_id FOREIGN KEY (approver_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.core_approvallink
    ADD CONSTRAINT core_approvallink_page_id_c1f73319_fk_wagtailcore_page_id FOREIGN KEY (page_id) REFERENCES public.wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.core_approvaltask
    ADD CONSTRAINT core_approvaltask_task_ptr_id_8e8aa7c6_fk_wagtailcore_task_id FOREIGN KEY (task_ptr_id) REFERENCES public.wagtailcore_task(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.core_ending
    ADD CONSTRAINT core_ending_by_id_34ab9604_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.core_ending
    ADD CONSTRAINT core_ending_goes_to_id_f3a0bb52_fk_wagtailcore_page_id FOREIGN KEY (goes_to_id) REFERENCES public.wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.core_ending
    ADD CONSTRAINT core_ending_page_id_66c0ab6c_fk_wagtailcore_page_id FOREIGN KEY (page_id) REFERENCES public.wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.core_personal
    ADD CONSTRAINT core_personal_entry_id_eb51ebd0_fk_core_entry_id FOREIGN KEY (entry_id) REFERENCES public.core_entry(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.core_review
    ADD CONSTRAINT core_review_owner_id_48df95d2_fk_accounts_user_id FOREIGN KEY (owner_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.core_review
    ADD CONSTRAINT core_review_page_id_a05480d2_fk_wagtailcore_page_id FOREIGN KEY (page_id) REFERENCES public.wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.core_review
    ADD CONSTRAINT core_review_reviewed_by_id_48ea3b5a_fk_accounts_user_id FOREIGN KEY (reviewed_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.files_officedocument
    ADD CONSTRAINT files_officedocument_collection_id_34f08fc1_fk_wagtailco FOREIGN KEY (collection_id) REFERENCES public.wagtailcore_collection(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.files_officedocument
    ADD CONSTRAINT files_officedocument_uploaded_by_user_id_5616ea46_fk_accounts_ FOREIGN KEY (uploaded_by_user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.files_picture
    ADD CONSTRAINT files_picture_collection_id_3b25ea31_fk_wagtailco FOREIGN KEY (collection_id) REFERENCES public.wagtailcore_collection(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.files_picture
    ADD CONSTRAINT files_picture_replaced_by_id_50e7df6f_fk_files_picture_id FOREIGN KEY (replaced_by_id) REFERENCES public.files_picture(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.files_picture
    ADD CONSTRAINT files_picture_uploaded_by_user_id_133e10fa_fk_accounts_user_id FOREIGN KEY (uploaded_by_user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.files_rendition
    ADD CONSTRAINT files_rendition_image_id_c1448c27_fk_files_picture_id FOREIGN KEY (image_id) REFERENCES public.files_picture(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.imports_feed
    ADD CONSTRAINT imports_feed_by_id_8592cc90_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.imports_feed
    ADD CONSTRAINT imports_feed_unit_id_3ebea138_fk_accounts_unit_id FOREIGN KEY (unit_id) REFERENCES public.accounts_unit(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.imports_feeditem
    ADD CONSTRAINT imports_feeditem_feed_id_55ded6da_fk_imports_feed_id FOREIGN KEY (feed_id) REFERENCES public.imports_feed(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.imports_feeditem
    ADD CONSTRAINT imports_feeditem_page_id_163ce594_fk_wagtailcore_page_id FOREIGN KEY (page_id) REFERENCES public.wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.imports_import
    ADD CONSTRAINT imports_import_approved_by_id_62d9f74c_fk_accounts_user_id FOREIGN KEY (approved_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.imports_import
    ADD CONSTRAINT imports_import_by_id_8b8eb7fa_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.imports_import
    ADD CONSTRAINT imports_import_unit_id_a0857651_fk_accounts_unit_id FOREIGN KEY (unit_id) REFERENCES public.accounts_unit(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.imports_row
    ADD CONSTRAINT imports_row_batch_id_d8f60f4b_fk_imports_import_id FOREIGN KEY (batch_id) REFERENCES public.imports_import(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.imports_row
    ADD CONSTRAINT imports_row_document_id_f686b46e_fk_files_officedocument_id FOREIGN KEY (document_id) REFERENCES public.files_officedocument(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.imports_row
    ADD CONSTRAINT imports_row_page_id_21c36a70_fk_wagtailcore_page_id FOREIGN KEY (page_id) REFERENCES public.wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.imports_row
    ADD CONSTRAINT imports_row_picture_id_c291d79a_fk_files_picture_id FOREIGN KEY (picture_id) REFERENCES public.files_picture(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.mfa_authenticator
    ADD CONSTRAINT mfa_authenticator_user_id_0c3a50c0_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.newsroom_author
    ADD CONSTRAINT newsroom_author_page_id_1a6e9e8f_fk_newsroom_story_page_ptr_id FOREIGN KEY (page_id) REFERENCES public.newsroom_story(page_ptr_id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.newsroom_author
    ADD CONSTRAINT newsroom_author_user_id_91653734_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.newsroom_coverage
    ADD CONSTRAINT newsroom_coverage_assigned_by_id_2a03c4b6_fk_accounts_user_id FOREIGN KEY (assigned_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.newsroom_coverage
    ADD CONSTRAINT newsroom_coverage_story_id_897909ff_fk_newsroom_ FOREIGN KEY (story_id) REFERENCES public.newsroom_story(page_ptr_id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.newsroom_coverage
    ADD CONSTRAINT newsroom_coverage_unit_id_36702cd3_fk_accounts_unit_id FOREIGN KEY (unit_id) REFERENCES public.accounts_unit(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.newsroom_fieldphoto
    ADD CONSTRAINT newsroom_fieldphoto_picture_id_3849fcb9_fk_files_picture_id FOREIGN KEY (picture_id) REFERENCES public.files_picture(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.newsroom_fieldphoto
    ADD CONSTRAINT newsroom_fieldphoto_report_id_8b949051_fk_newsroom_report_id FOREIGN KEY (report_id) REFERENCES public.newsroom_report(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.newsroom_idea
    ADD CONSTRAINT newsroom_idea_owner_id_5d8b871b_fk_accounts_user_id FOREIGN KEY (owner_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.newsroom_idea
    ADD CONSTRAINT newsroom_idea_story_id_93634761_fk_newsroom_story_page_ptr_id FOREIGN KEY (story_id) REFERENCES public.newsroom_story(page_ptr_id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.newsroom_idea
    ADD CONSTRAINT newsroom_idea_unit_id_3c8b8121_fk_accounts_unit_id FOREIGN KEY (unit_id) REFERENCES public.accounts_unit(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.newsroom_keptashistory
    ADD CONSTRAINT newsroom_keptashistory_kept_by_id_69670213_fk_accounts_user_id FOREIGN KEY (kept_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.newsroom_keptashistory
    ADD CONSTRAINT newsroom_keptashistory_page_id_de36e699_fk_wagtailcore_page_id FOREIGN KEY (page_id) REFERENCES public.wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.newsroom_keptashistory
    ADD CONSTRAINT newsroom_keptashistory_person_id_aafb8bc3_fk_accounts_user_id FOREIGN KEY (person_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.newsroom_keptashistory
    ADD CONSTRAINT newsroom_keptashistory_unit_id_9f529fe1_fk_accounts_unit_id FOREIGN KEY (unit_id) REFERENCES public.accounts_unit(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.newsroom_letter
    ADD CONSTRAINT newsroom_letter_decided_by_id_bd432881_fk_accounts_user_id FOREIGN KEY (decided_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.newsroom_letter
    ADD CONSTRAINT newsroom_letter_report_id_8a34358f_fk_newsroom_report_id FOREIGN KEY (report_id) REFERENCES public.newsroom_report(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.newsroom_link
    ADD CONSTRAINT newsroom_link_ignored_by_id_7bade1c4_fk_accounts_user_id FOREIGN KEY (ignored_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.newsroom_linkharvest
    ADD CONSTRAINT newsroom_linkharvest_page_id_24ac7615_fk_wagtailcore_page_id FOREIGN KEY (page_id) REFERENCES public.wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.newsroom_linkplace
    ADD CONSTRAINT newsroom_linkplace_link_id_e31991c0_fk_newsroom_link_id FOREIGN KEY (link_id) REFERENCES public.newsroom_link(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.newsroom_linkplace
    ADD CONSTRAINT newsroom_linkplace_page_id_29334e5c_fk_wagtailcore_page_id FOREIGN KEY (page_id) REFERENCES public.wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.newsroom_member
    ADD CONSTRAINT newsroom_member_page_id_a94e7ac5_fk_wagtailcore_page_id FOREIGN KEY (page_id) REFERENCES public.wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.newsroom_member
    ADD CONSTRAINT newsroom_member_parcel_id_fd791f89_fk_newsroom_parcel_id FOREIGN KEY (parcel_id) REFERENCES public.newsroom_parcel(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.newsroom_mistake
    ADD CONSTRAINT newsroom_mistake_page_id_746149db_fk_wagtailcore_page_id FOREIGN KEY (page_id) REFERENCES public.wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.newsroom_mistake
    ADD CONSTRAINT newsroom_mistake_settled_by_id_2e0acd3f_fk_accounts_user_id FOREIGN KEY (settled_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.newsroom_morningmessage
    ADD CONSTRAINT newsroom_morningmessage_user_id_afa06b0d_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.newsroom_newsindexpage
    ADD CONSTRAINT newsroom_newsindexpa_page_ptr_id_f716848b_fk_wagtailco FOREIGN KEY (page_ptr_id) REFERENCES public.wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.newsroom_newspage
    ADD CONSTRAINT newsroom_newspage_story_ptr_id_219f2545_fk_newsroom_ FOREIGN KEY (story_ptr_id) REFERENCES public.newsroom_story(page_ptr_id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.newsroom_newsroomsettings
    ADD CONSTRAINT newsroom_newsroomset_site_id_f785ae9d_fk_wagtailco FOREIGN KEY (site_id) REFERENCES public.wagtailcore_site(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.newsroom_parcel
    ADD CONSTRAINT newsroom_parcel_approved_by_id_bee6f0c2_fk_accounts_user_id FOREIGN KEY (approved_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.newsroom_parcel
    ADD CONSTRAINT newsroom_parcel_made_by_id_e3333c2a_fk_accounts_user_id FOREIGN KEY (made_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.newsroom_parcel
    ADD CONSTRAINT newsroom_parcel_unit_id_528bbe1f_fk_accounts_unit_id FOREIGN KEY (unit_id) REFERENCES public.accounts_unit(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.newsroom_part
    ADD CONSTRAINT newsroom_part_coverage_id_834faf27_fk_newsroom_coverage_id FOREIGN KEY (coverage_id) REFERENCES public.newsroom_coverage(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.newsroom_part
    ADD CONSTRAINT newsroom_part_user_id_0b8e78b9_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.newsroom_publicationindexpage
    ADD CONSTRAINT newsroom_publication_page_ptr_id_c8b2c526_fk_wagtailco FOREIGN KEY (page_ptr_id) REFERENCES public.wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.newsroom_publicationpage
    ADD CONSTRAINT newsroom_publication_story_ptr_id_953f8050_fk_newsroom_ FOREIGN KEY (story_ptr_id) REFERENCES public.newsroom_story(page_ptr_id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.newsroom_releaseindexpage
    ADD CONSTRAINT newsroom_releaseinde_page_ptr_id_1db92318_fk_wagtailco FOREIGN KEY (page_ptr_id) REFERENCES public.wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.newsroom_releasenumber
    ADD CONSTRAINT newsroom_releasenumber_page_id_71c8b59e_fk_wagtailcore_page_id FOREIGN KEY (page_id) REFERENCES public.wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.newsroom_releasepage
    ADD CONSTRAINT newsroom_releasepage_signatory_id_fb4c3457_fk_accounts_user_id FOREIGN KEY (signatory_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.newsroom_releasepage
    ADD CONSTRAINT newsroom_releasepage_story_ptr_id_f53f7fdc_fk_newsroom_ FOREIGN KEY (story_ptr_id) REFERENCES public.newsroom_story(page_ptr_id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.newsroom_reply
    ADD CONSTRAINT newsroom_reply_page_id_9b1639ff_fk_wagtailcore_page_id FOREIGN KEY (page_id) REFERENCES public.wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.newsroom_reply
    ADD CONSTRAINT newsroom_reply_recorded_by_id_8730cafa_fk_accounts_user_id FOREIGN KEY (recorded_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.newsroom_reply
    ADD CONSTRAINT newsroom_reply_reply_page_id_490ca629_fk_wagtailcore_page_id FOREIGN KEY (reply_page_id) REFERENCES public.wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.newsroom_report
    ADD CONSTRAINT newsroom_report_by_id_61aaa99b_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.newsroom_report
    ADD CONSTRAINT newsroom_report_page_id_cd48005a_fk_newsroom_story_page_ptr_id FOREIGN KEY (page_id) REFERENCES public.newsroom_story(page_ptr_id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.newsroom_sourceanswer
    ADD CONSTRAINT newsroom_sourceanswe_question_id_90150fac_fk_newsroom_ FOREIGN KEY (question_id) REFERENCES public.newsroom_sourcequestion(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.newsroom_sourceanswer
    ADD CONSTRAINT newsroom_sourceanswer_read_by_id_ea46f33b_fk_accounts_user_id FOREIGN KEY (read_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.newsroom_sourcequestion
    ADD CONSTRAINT newsroom_sourcequest_asked_by_id_ffc49cb6_fk_accounts_ FOREIGN KEY (asked_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.newsroom_sourcequestion
    ADD CONSTRAINT newsroom_sourcequest_revision_id_b679b475_fk_wagtailco FOREIGN KEY (revision_id) REFERENCES public.wagtailcore_revision(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.newsroom_sourcequestion
    ADD CONSTRAINT newsroom_sourcequestion_page_id_ce1b2632_fk_wagtailcore_page_id FOREIGN KEY (page_id) REFERENCES public.wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.newsroom_story
    ADD CONSTRAINT newsroom_story_page_ptr_id_2afda42b_fk_wagtailcore_page_id FOREIGN KEY (page_ptr_id) REFERENCES public.wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.newsroom_story
    ADD CONSTRAINT newsroom_story_picture_id_4c781518_fk_files_picture_id FOREIGN KEY (picture_id) REFERENCES public.files_picture(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.newsroom_story
    ADD CONSTRAINT newsroom_story_unit_id_0f86e8b8_fk_accounts_unit_id FOREIGN KEY (unit_id) REFERENCES public.accounts_unit(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.newsroom_storytag
    ADD CONSTRAINT newsroom_storytag_content_object_id_e9f4e297_fk_newsroom_ FOREIGN KEY (content_object_id) REFERENCES public.newsroom_story(page_ptr_id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.newsroom_storytag
    ADD CONSTRAINT newsroom_storytag_tag_id_765e8838_fk_taggit_tag_id FOREIGN KEY (tag_id) REFERENCES public.taggit_tag(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.newsroom_translation
    ADD CONSTRAINT newsroom_translation_page_id_fc0b489a_fk_wagtailcore_page_id FOREIGN KEY (page_id) REFERENCES public.wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.newsroom_translation
    ADD CONSTRAINT newsroom_translation_revision_id_4829375c_fk_wagtailco FOREIGN KEY (revision_id) REFERENCES public.wagtailcore_revision(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.newsroom_translation
    ADD CONSTRAINT newsroom_translation_source_id_e8922299_fk_wagtailcore_page_id FOREIGN KEY (source_id) REFERENCES public.wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.newsroom_urgentpublication
    ADD CONSTRAINT newsroom_urgentpubli_approval_id_1aacfacb_fk_core_appr FOREIGN KEY (approval_id) REFERENCES public.core_approval(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.newsroom_urgentpublication
    ADD CONSTRAINT newsroom_urgentpubli_page_id_c9f349d0_fk_wagtailco FOREIGN KEY (page_id) REFERENCES public.wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.newsroom_urgentpublication
    ADD CONSTRAINT newsroom_urgentpubli_reviewed_by_id_92a416ef_fk_accounts_ FOREIGN KEY (reviewed_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.newsroom_urgentpublication
    ADD CONSTRAINT newsroom_urgentpublication_by_id_3b35df56_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.search_text
    ADD CONSTRAINT search_text_page_id_7ad05de6_fk_wagtailcore_page_id FOREIGN KEY (page_id) REFERENCES public.wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.socialaccount_socialtoken
    ADD CONSTRAINT socialaccount_social_account_id_951f210e_fk_socialacc FOREIGN KEY (account_id) REFERENCES public.socialaccount_socialaccount(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.socialaccount_socialtoken
    ADD CONSTRAINT socialaccount_social_app_id_636a42d7_fk_socialacc FOREIGN KEY (app_id) REFERENCES public.socialaccount_socialapp(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.socialaccount_socialaccount
    ADD CONSTRAINT socialaccount_social_user_id_8146e70c_fk_accounts_ FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.taggit_taggeditem
    ADD CONSTRAINT taggit_taggeditem_content_type_id_9957a03c_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.taggit_taggeditem
    ADD CONSTRAINT taggit_taggeditem_tag_id_f4f5b767_fk_taggit_tag_id FOREIGN KEY (tag_id) REFERENCES public.taggit_tag(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.usersessions_usersession
    ADD CONSTRAINT usersessions_usersession_user_id_af5e0a6d_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailadmin_editingsession
    ADD CONSTRAINT wagtailadmin_editing_content_type_id_4df7730e_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailadmin_editingsession
    ADD CONSTRAINT wagtailadmin_editing_user_id_6e1a9b70_fk_accounts_ FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailadmin_formstate
    ADD CONSTRAINT wagtailadmin_formsta_content_type_id_e32438b3_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailadmin_formstate
    ADD CONSTRAINT wagtailadmin_formstate_user_id_b910adc2_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailcore_collectionviewrestriction
    ADD CONSTRAINT wagtailcore_collecti_collection_id_761908ec_fk_wagtailco FOREIGN KEY (collection_id) REFERENCES public.wagtailcore_collection(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailcore_collectionviewrestriction_groups
    ADD CONSTRAINT wagtailcore_collecti_collectionviewrestri_47320efd_fk_wagtailco FOREIGN KEY (collectionviewrestriction_id) REFERENCES public.wagtailcore_collectionviewrestriction(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailcore_collectionviewrestriction_groups
    ADD CONSTRAINT wagtailcore_collecti_group_id_1823f2a3_fk_auth_grou FOREIGN KEY (group_id) REFERENCES public.auth_group(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailcore_comment
    ADD CONSTRAINT wagtailcore_comment_page_id_108444b5_fk_wagtailcore_page_id FOREIGN KEY (page_id) REFERENCES public.wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailcore_comment
    ADD CONSTRAINT wagtailcore_comment_resolved_by_id_a282aa0e_fk_accounts_user_id FOREIGN KEY (resolved_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailcore_comment
    ADD CONSTRAINT wagtailcore_comment_revision_created_id_1d058279_fk_wagtailco FOREIGN KEY (revision_created_id) REFERENCES public.wagtailcore_revision(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailcore_comment
    ADD CONSTRAINT wagtailcore_comment_user_id_0c577ca6_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailcore_commentreply
    ADD CONSTRAINT wagtailcore_commentr_comment_id_afc7e027_fk_wagtailco FOREIGN KEY (comment_id) REFERENCES public.wagtailcore_comment(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailcore_commentreply
    ADD CONSTRAINT wagtailcore_commentreply_user_id_d0b3b9c3_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailcore_groupapprovaltask_groups
    ADD CONSTRAINT wagtailcore_groupapp_group_id_2e64b61f_fk_auth_grou FOREIGN KEY (group_id) REFERENCES public.auth_group(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailcore_groupapprovaltask_groups
    ADD CONSTRAINT wagtailcore_groupapp_groupapprovaltask_id_9a9255ea_fk_wagtailco FOREIGN KEY (groupapprovaltask_id) REFERENCES public.wagtailcore_groupapprovaltask(task_ptr_id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailcore_groupapprovaltask
    ADD CONSTRAINT wagtailcore_groupapp_task_ptr_id_cfe58781_fk_wagtailco FOREIGN KEY (task_ptr_id) REFERENCES public.wagtailcore_task(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailcore_groupcollectionpermission
    ADD CONSTRAINT wagtailcore_groupcol_collection_id_5423575a_fk_wagtailco FOREIGN KEY (collection_id) REFERENCES public.wagtailcore_collection(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailcore_groupcollectionpermission
    ADD CONSTRAINT wagtailcore_groupcol_group_id_05d61460_fk_auth_grou FOREIGN KEY (group_id) REFERENCES public.auth_group(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailcore_groupcollectionpermission
    ADD CONSTRAINT wagtailcore_groupcol_permission_id_1b626275_fk_auth_perm FOREIGN KEY (permission_id) REFERENCES public.auth_permission(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailcore_grouppagepermission
    ADD CONSTRAINT wagtailcore_grouppag_group_id_fc07e671_fk_auth_grou FOREIGN KEY (group_id) REFERENCES public.auth_group(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailcore_grouppagepermission
    ADD CONSTRAINT wagtailcore_grouppag_page_id_710b114a_fk_wagtailco FOREIGN KEY (page_id) REFERENCES public.wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailcore_grouppagepermission
    ADD CONSTRAINT wagtailcore_grouppag_permission_id_05acb22e_fk_auth_perm FOREIGN KEY (permission_id) REFERENCES public.auth_permission(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailcore_groupsitepermission
    ADD CONSTRAINT wagtailcore_groupsit_group_id_e5cdbee4_fk_auth_grou FOREIGN KEY (group_id) REFERENCES public.auth_group(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailcore_groupsitepermission
    ADD CONSTRAINT wagtailcore_groupsit_permission_id_459b1f38_fk_auth_perm FOREIGN KEY (permission_id) REFERENCES public.auth_permission(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailcore_groupsitepermission
    ADD CONSTRAINT wagtailcore_groupsit_site_id_245de488_fk_wagtailco FOREIGN KEY (site_id) REFERENCES public.wagtailcore_site(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailcore_modellogentry
    ADD CONSTRAINT wagtailcore_modellog_content_type_id_68849e77_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailcore_page
    ADD CONSTRAINT wagtailcore_page_alias_of_id_12945502_fk_wagtailcore_page_id FOREIGN KEY (alias_of_id) REFERENCES public.wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailcore_page
    ADD CONSTRAINT wagtailcore_page_content_type_id_c28424df_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailcore_page
    ADD CONSTRAINT wagtailcore_page_latest_revision_id_e60fef51_fk_wagtailco FOREIGN KEY (latest_revision_id) REFERENCES public.wagtailcore_revision(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailcore_page
    ADD CONSTRAINT wagtailcore_page_live_revision_id_930bd822_fk_wagtailco FOREIGN KEY (live_revision_id) REFERENCES public.wagtailcore_revision(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailcore_page
    ADD CONSTRAINT wagtailcore_page_locale_id_3c7e30a6_fk_wagtailcore_locale_id FOREIGN KEY (locale_id) REFERENCES public.wagtailcore_locale(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailcore_page
    ADD CONSTRAINT wagtailcore_page_locked_by_id_bcb86245_fk_accounts_user_id FOREIGN KEY (locked_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailcore_page
    ADD CONSTRAINT wagtailcore_page_owner_id_fbf7c332_fk_accounts_user_id FOREIGN KEY (owner_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailcore_pagelogentry
    ADD CONSTRAINT wagtailcore_pageloge_content_type_id_74e7708a_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailcore_revision
    ADD CONSTRAINT wagtailcore_pagerevision_user_id_2409d2f4_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailcore_pagesubscription
    ADD CONSTRAINT wagtailcore_pagesubs_page_id_a085e7a6_fk_wagtailco FOREIGN KEY (page_id) REFERENCES public.wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailcore_pagesubscription
    ADD CONSTRAINT wagtailcore_pagesubs_user_id_89d7def9_fk_accounts_ FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailcore_pageviewrestriction_groups
    ADD CONSTRAINT wagtailcore_pageview_group_id_6460f223_fk_auth_grou FOREIGN KEY (group_id) REFERENCES public.auth_group(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailcore_pageviewrestriction
    ADD CONSTRAINT wagtailcore_pageview_page_id_15a8bea6_fk_wagtailco FOREIGN KEY (page_id) REFERENCES public.wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailcore_pageviewrestriction_groups
    ADD CONSTRAINT wagtailcore_pageview_pageviewrestriction__f147a99a_fk_wagtailco FOREIGN KEY (pageviewrestriction_id) REFERENCES public.wagtailcore_pageviewrestriction(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailcore_referenceindex
    ADD CONSTRAINT wagtailcore_referenc_base_content_type_id_313cf40f_fk_django_co FOREIGN KEY (base_content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailcore_referenceindex
    ADD CONSTRAINT wagtailcore_referenc_content_type_id_766e0336_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailcore_referenceindex
    ADD CONSTRAINT wagtailcore_referenc_to_content_type_id_93690bbd_fk_django_co FOREIGN KEY (to_content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailcore_revision
    ADD CONSTRAINT wagtailcore_revision_base_content_type_id_5b4ef7bd_fk_django_co FOREIGN KEY (base_content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailcore_revision
    ADD CONSTRAINT wagtailcore_revision_content_type_id_c8cb69c0_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailcore_site
    ADD CONSTRAINT wagtailcore_site_root_page_id_e02fb95c_fk_wagtailcore_page_id FOREIGN KEY (root_page_id) REFERENCES public.wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailcore_task
    ADD CONSTRAINT wagtailcore_task_content_type_id_249ab8ba_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailcore_taskstate
    ADD CONSTRAINT wagtailcore_taskstat_content_type_id_0a758fdc_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailcore_taskstate
    ADD CONSTRAINT wagtailcore_taskstat_finished_by_id_13f98229_fk_accounts_ FOREIGN KEY (finished_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailcore_taskstate
    ADD CONSTRAINT wagtailcore_taskstat_revision_id_df25a499_fk_wagtailco FOREIGN KEY (revision_id) REFERENCES public.wagtailcore_revision(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailcore_taskstate
    ADD CONSTRAINT wagtailcore_taskstat_workflow_state_id_9239a775_fk_wagtailco FOREIGN KEY (workflow_state_id) REFERENCES public.wagtailcore_workflowstate(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailcore_taskstate
    ADD CONSTRAINT wagtailcore_taskstate_task_id_c3677c34_fk_wagtailcore_task_id FOREIGN KEY (task_id) REFERENCES public.wagtailcore_task(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailcore_uploadedfile
    ADD CONSTRAINT wagtailcore_uploaded_for_content_type_id_b0fc87b2_fk_django_co FOREIGN KEY (for_content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailcore_uploadedfile
    ADD CONSTRAINT wagtailcore_uploaded_uploaded_by_user_id_c7580fe8_fk_accounts_ FOREIGN KEY (uploaded_by_user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailcore_workflowstate
    ADD CONSTRAINT wagtailcore_workflow_base_content_type_id_a30dc576_fk_django_co FOREIGN KEY (base_content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailcore_workflowstate
    ADD CONSTRAINT wagtailcore_workflow_content_type_id_2bb78ce1_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailcore_workflowcontenttype
    ADD CONSTRAINT wagtailcore_workflow_content_type_id_b261bb37_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailcore_workflowstate
    ADD CONSTRAINT wagtailcore_workflow_current_task_state_i_3a1a0632_fk_wagtailco FOREIGN KEY (current_task_state_id) REFERENCES public.wagtailcore_taskstate(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailcore_workflowpage
    ADD CONSTRAINT wagtailcore_workflow_page_id_81e7bab6_fk_wagtailco FOREIGN KEY (page_id) REFERENCES public.wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailcore_workflowstate
    ADD CONSTRAINT wagtailcore_workflow_requested_by_id_4090bca3_fk_accounts_ FOREIGN KEY (requested_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailcore_workflowtask
    ADD CONSTRAINT wagtailcore_workflow_task_id_ce7716fe_fk_wagtailco FOREIGN KEY (task_id) REFERENCES public.wagtailcore_task(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailcore_workflowstate
    ADD CONSTRAINT wagtailcore_workflow_workflow_id_1f18378f_fk_wagtailco FOREIGN KEY (workflow_id) REFERENCES public.wagtailcore_workflow(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailcore_workflowpage
    ADD CONSTRAINT wagtailcore_workflow_workflow_id_56f56ff6_fk_wagtailco FOREIGN KEY (workflow_id) REFERENCES public.wagtailcore_workflow(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailcore_workflowcontenttype
    ADD CONSTRAINT wagtailcore_workflow_workflow_id_9aad7cd2_fk_wagtailco FOREIGN KEY (workflow_id) REFERENCES public.wagtailcore_workflow(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailcore_workflowtask
    ADD CONSTRAINT wagtailcore_workflow_workflow_id_b9717175_fk_wagtailco FOREIGN KEY (workflow_id) REFERENCES public.wagtailcore_workflow(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtaildocs_document
    ADD CONSTRAINT wagtaildocs_document_collection_id_23881625_fk_wagtailco FOREIGN KEY (collection_id) REFERENCES public.wagtailcore_collection(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtaildocs_document
    ADD CONSTRAINT wagtaildocs_document_uploaded_by_user_id_17258b41_fk_accounts_ FOREIGN KEY (uploaded_by_user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailimages_image
    ADD CONSTRAINT wagtailimages_image_collection_id_c2f8af7e_fk_wagtailco FOREIGN KEY (collection_id) REFERENCES public.wagtailcore_collection(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailimages_image
    ADD CONSTRAINT wagtailimages_image_uploaded_by_user_id_5d73dc75_fk_accounts_ FOREIGN KEY (uploaded_by_user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailimages_rendition
    ADD CONSTRAINT wagtailimages_rendit_image_id_3e1fd774_fk_wagtailim FOREIGN KEY (image_id) REFERENCES public.wagtailimages_image(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailredirects_redirect
    ADD CONSTRAINT wagtailredirects_red_redirect_page_id_b5728a8f_fk_wagtailco FOREIGN KEY (redirect_page_id) REFERENCES public.wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailredirects_redirect
    ADD CONSTRAINT wagtailredirects_red_site_id_780a0e1e_fk_wagtailco FOREIGN KEY (site_id) REFERENCES public.wagtailcore_site(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailsearch_indexentry
    ADD CONSTRAINT wagtailsearch_indexe_content_type_id_62ed694f_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailusers_userprofile
    ADD CONSTRAINT wagtailusers_userprofile_user_id_59c92331_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.website_alert
    ADD CONSTRAINT website_alert_said_by_id_6b4ee371_fk_accounts_user_id FOREIGN KEY (said_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.website_homepage
    ADD CONSTRAINT website_homepage_page_ptr_id_8a7a9c53_fk_wagtailcore_page_id FOREIGN KEY (page_ptr_id) REFERENCES public.wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.website_officesettings
    ADD CONSTRAINT website_officesettings_site_id_2b41166c_fk_wagtailcore_site_id FOREIGN KEY (site_id) REFERENCES public.wagtailcore_site(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.website_official
    ADD CONSTRAINT website_official_page_id_cf5bd262_fk_website_s FOREIGN KEY (page_id) REFERENCES public.website_standardpage(page_ptr_id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.website_official
    ADD CONSTRAINT website_official_user_id_ce8107da_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.website_pagequery
    ADD CONSTRAINT website_pagequery_query_id_5d7f6e33_fk_website_query_key FOREIGN KEY (query_id) REFERENCES public.website_query(key) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.website_pagequery
    ADD CONSTRAINT website_pagequery_stored_id_56d564ad_fk_website_storedpage_id FOREIGN KEY (stored_id) REFERENCES public.website_storedpage(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.website_queryword
    ADD CONSTRAINT website_queryword_query_id_4580bb84_fk_website_query_key FOREIGN KEY (query_id) REFERENCES public.website_query(key) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.website_rowtag
    ADD CONSTRAINT website_rowtag_stored_id_b7cc6724_fk_website_storedpage_id FOREIGN KEY (stored_id) REFERENCES public.website_storedpage(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.website_standardpage
    ADD CONSTRAINT website_standardpage_page_ptr_id_13e47ca5_fk_wagtailco FOREIGN KEY (page_ptr_id) REFERENCES public.wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.website_standardpage
    ADD CONSTRAINT website_standardpage_unit_id_68be1a77_fk_accounts_unit_id FOREIGN KEY (unit_id) REFERENCES public.accounts_unit(id) DEFERRABLE INITIALLY DEFERRED;
INSERT INTO "auth_permission" VALUES('1','Can add locale','3','add_locale');
INSERT INTO "auth_permission" VALUES('2','Can change locale','3','change_locale');
INSERT INTO "auth_permission" VALUES('3','Can delete locale','3','delete_locale');
INSERT INTO "auth_permission" VALUES('4','Can view locale','3','view_locale');
INSERT INTO "auth_permission" VALUES('5','Can add site','4','add_site');
INSERT INTO "auth_permission" VALUES('6','Can change site','4','change_site');
INSERT INTO "auth_permission" VALUES('7','Can delete site','4','delete_site');
INSERT INTO "auth_permission" VALUES('8','Can view site','4','view_site');
INSERT INTO "auth_permission" VALUES('9','Can add group site permission','5','add_groupsitepermission');
INSERT INTO "auth_permission" VALUES('10','Can change group site permission','5','change_groupsitepermission');
INSERT INTO "auth_permission" VALUES('11','Can delete group site permission','5','delete_groupsitepermission');
INSERT INTO "auth_permission" VALUES('12','Can view group site permission','5','view_groupsitepermission');
INSERT INTO "auth_permission" VALUES('13','Can add model log entry','6','add_modellogentry');
INSERT INTO "auth_permission" VALUES('14','Can change model log entry','6','change_modellogentry');
INSERT INTO "auth_permission" VALUES('15','Can delete model log entry','6','delete_modellogentry');
INSERT INTO "auth_permission" VALUES('16','Can view model log entry','6','view_modellogentry');
INSERT INTO "auth_permission" VALUES('17','Can add revision','7','add_revision');
INSERT INTO "auth_permission" VALUES('18','Can change revision','7','change_revision');
INSERT INTO "auth_permission" VALUES('19','Can delete revision','7','delete_revision');
INSERT INTO "auth_permission" VALUES('20','Can view revision','7','view_revision');
INSERT INTO "auth_permission" VALUES('21','Can add collection view restriction','8','add_collectionviewrestriction');
INSERT INTO "auth_permission" VALUES('22','Can change collection view restriction','8','change_collectionviewrestriction');
INSERT INTO "auth_permission" VALUES('23','Can delete collection view restriction','8','delete_collectionviewrestriction');
INSERT INTO "auth_permission" VALUES('24','Can view collection view restriction','8','view_collectionviewrestriction');
INSERT INTO "auth_permission" VALUES('25','Can add collection','9','add_collection');
INSERT INTO "auth_permission" VALUES('26','Can change collection','9','change_collection');
INSERT INTO "auth_permission" VALUES('27','Can delete collection','9','delete_collection');
INSERT INTO "auth_permission" VALUES('28','Can view collection','9','view_collection');
INSERT INTO "auth_permission" VALUES('29','Can add group collection permission','10','add_groupcollectionpermission');
INSERT INTO "auth_permission" VALUES('30','Can change group collection permission','10','change_groupcollectionpermission');
INSERT INTO "auth_permission" VALUES('31','Can delete group collection permission','10','delete_groupcollectionpermission');
INSERT INTO "auth_permission" VALUES('32','Can view group collection permission','10','view_groupcollectionpermission');
INSERT INTO "auth_permission" VALUES('33','Can add uploaded file','11','add_uploadedfile');
INSERT INTO "auth_permission" VALUES('34','Can change uploaded file','11','change_uploadedfile');
INSERT INTO "auth_permission" VALUES('35','Can delete uploaded file','11','delete_uploadedfile');
INSERT INTO "auth_permission" VALUES('36','Can view uploaded file','11','view_uploadedfile');
INSERT INTO "auth_permission" VALUES('37','Can add workflow content type','12','add_workflowcontenttype');
INSERT INTO "auth_permission" VALUES('38','Can change workflow content type','12','change_workflowcontenttype');
INSERT INTO "auth_permission" VALUES('39','Can delete workflow content type','12','delete_workflowcontenttype');
INSERT INTO "auth_permission" VALUES('40','Can view workflow content type','12','view_workflowcontenttype');
INSERT INTO "auth_permission" VALUES('41','Can add Workflow state','13','add_workflowstate');
INSERT INTO "auth_permission" VALUES('42','Can change Workflow state','13','change_workflowstate');
INSERT INTO "auth_permission" VALUES('43','Can delete Workflow state','13','delete_workflowstate');
INSERT INTO "auth_permission" VALUES('44','Can view Workflow state','13','view_workflowstate');
INSERT INTO "auth_permission" VALUES('45','Can add workflow','14','add_workflow');
INSERT INTO "auth_permission" VALUES('46','Can change workflow','14','change_workflow');
INSERT INTO "auth_permission" VALUES('47','Can delete workflow','14','delete_workflow');
INSERT INTO "auth_permission" VALUES('48','Can view workflow','14','view_workflow');
INSERT INTO "auth_permission" VALUES('49','Can add workflow task order','15','add_workflowtask');
INSERT INTO "auth_permission" VALUES('50','Can change workflow task order','15','change_workflowtask');
INSERT INTO "auth_permission" VALUES('51','Can delete workflow task order','15','delete_workflowtask');
INSERT INTO "auth_permission" VALUES('52','Can view workflow task order','15','view_workflowtask');
INSERT INTO "auth_permission" VALUES('53','Can add task','16','add_task');
INSERT INTO "auth_permission" VALUES('54','Can change task','16','change_task');
INSERT INTO "auth_permission" VALUES('55','Can delete task','16','delete_task');
INSERT INTO "auth_permission" VALUES('56','Can view task','16','view_task');
INSERT INTO "auth_permission" VALUES('57','Can add Group approval task','2','add_groupapprovaltask');
INSERT INTO "auth_permission" VALUES('58','Can change Group approval task','2','change_groupapprovaltask');
INSERT INTO "auth_permission" VALUES('59','Can delete Group approval task','2','delete_groupapprovaltask');
INSERT INTO "auth_permission" VALUES('60','Can view Group approval task','2','view_groupapprovaltask');
INSERT INTO "auth_permission" VALUES('61','Can add Task state','17','add_taskstate');
INSERT INTO "auth_permission" VALUES('62','Can change Task state','17','change_taskstate');
INSERT INTO "auth_permission" VALUES('63','Can delete Task state','17','delete_taskstate');
INSERT INTO "auth_permission" VALUES('64','Can view Task state','17','view_taskstate');
INSERT INTO "auth_permission" VALUES('65','Can add page','1','add_page');
INSERT INTO "auth_permission" VALUES('66','Can change page','1','change_page');
INSERT INTO "auth_permission" VALUES('67','Can delete page','1','delete_page');
INSERT INTO "auth_permission" VALUES('68','Can view page','1','view_page');
INSERT INTO "auth_permission" VALUES('69','Delete pages with children','1','bulk_delete_page');
INSERT INTO "auth_permission" VALUES('70','Lock/unlock pages you''ve locked','1','lock_page');
INSERT INTO "auth_permission" VALUES('71','Publish any page','1','publish_page');
INSERT INTO "auth_permission" VALUES('72','Unlock any page','1','unlock_page');
INSERT INTO "auth_permission" VALUES('73','Can add group page permission','18','add_grouppagepermission');
INSERT INTO "auth_permission" VALUES('74','Can change group page permission','18','change_grouppagepermission');
INSERT INTO "auth_permission" VALUES('75','Can delete group page permission','18','delete_grouppagepermission');
INSERT INTO "auth_permission" VALUES('76','Can view group page permission','18','view_grouppagepermission');
INSERT INTO "auth_permission" VALUES('77','Can add page view restriction','19','add_pageviewrestriction');
INSERT INTO "auth_permission" VALUES('78','Can change page view restriction','19','change_pageviewrestriction');
INSERT INTO "auth_permission" VALUES('79','Can delete page view restriction','19','delete_pageviewrestriction');
INSERT INTO "auth_permission" VALUES('80','Can view page view restriction','19','view_pageviewrestriction');
INSERT INTO "auth_permission" VALUES('81','Can add workflow page','20','add_workflowpage');
INSERT INTO "auth_permission" VALUES('82','Can change workflow page','20','change_workflowpage');
INSERT INTO "auth_permission" VALUES('83','Can delete workflow page','20','delete_workflowpage');
INSERT INTO "auth_permission" VALUES('84','Can view workflow page','20','view_workflowpage');
INSERT INTO "auth_permission" VALUES('85','Can add page log entry','21','add_pagelogentry');
INSERT INTO "auth_permission" VALUES('86','Can change page log entry','21','change_pagelogentry');
INSERT INTO "auth_permission" VALUES('87','Can delete page log entry','21','delete_pagelogentry');
INSERT INTO "auth_permission" VALUES('88','Can view page log entry','21','view_pagelogentry');
INSERT INTO "auth_permission" VALUES('89','Can add comment','22','add_comment');
INSERT INTO "auth_permission" VALUES('90','Can change comment','22','change_comment');
INSERT INTO "auth_permission" VALUES('91','Can delete comment','22','delete_comment');
INSERT INTO "auth_permission" VALUES('92','Can view comment','22','view_comment');
INSERT INTO "auth_permission" VALUES('93','Can add comment reply','23','add_commentreply');
INSERT INTO "auth_permission" VALUES('94','Can change comment reply','23','change_commentreply');
INSERT INTO "auth_permission" VALUES('95','Can delete comment reply','23','delete_commentreply');
INSERT INTO "auth_permission" VALUES('96','Can view comment reply','23','view_commentreply');
INSERT INTO "auth_permission" VALUES('97','Can add page subscription','24','add_pagesubscription');
INSERT INTO "auth_permission" VALUES('98','Can change page subscription','24','change_pagesubscription');
INSERT INTO "auth_permission" VALUES('99','Can delete page subscription','24','delete_pagesubscription');
INSERT INTO "auth_permission" VALUES('100','Can view page subscription','24','view_pagesubscription');
INSERT INTO "auth_permission" VALUES('101','Can add reference index','25','add_referenceindex');
INSERT INTO "auth_permission" VALUES('102','Can change reference index','25','change_referenceindex');
INSERT INTO "auth_permission" VALUES('103','Can delete reference index','25','delete_referenceindex');
INSERT INTO "auth_permission" VALUES('104','Can view reference index','25','view_referenceindex');
INSERT INTO "auth_permission" VALUES('105','Can access Wagtail admin','26','access_admin');
INSERT INTO "auth_permission" VALUES('106','Can add document','27','add_document');
INSERT INTO "auth_permission" VALUES('107','Can change document','27','change_document');
INSERT INTO "auth_permission" VALUES('108','Can delete document','27','delete_document');
INSERT INTO "auth_permission" VALUES('109','Can choose document','27','choose_document');
INSERT INTO "auth_permission" VALUES('110','Can add image','28','add_image');
INSERT INTO "auth_permission" VALUES('111','Can change image','28','change_image');
INSERT INTO "auth_permission" VALUES('112','Can delete image','28','delete_image');
INSERT INTO "auth_permission" VALUES('113','Can choose image','28','choose_image');
INSERT INTO "auth_permission" VALUES('114','Can add feed','29','add_feed');
INSERT INTO "auth_permission" VALUES('115','Can change feed','29','change_feed');
INSERT INTO "auth_permission" VALUES('116','Can delete feed','29','delete_feed');
INSERT INTO "auth_permission" VALUES('117','Can view feed','29','view_feed');
INSERT INTO "auth_permission" VALUES('118','Can add import','30','add_import');
INSERT INTO "auth_permission" VALUES('119','Can change import','30','change_import');
INSERT INTO "auth_permission" VALUES('120','Can delete import','30','delete_import');
INSERT INTO "auth_permission" VALUES('121','Can view import','30','view_import');
INSERT INTO "auth_permission" VALUES('122','Can add item of a feed','31','add_feeditem');
INSERT INTO "auth_permission" VALUES('123','Can change item of a feed','31','change_feeditem');
INSERT INTO "auth_permission" VALUES('124','Can delete item of a feed','31','delete_feeditem');
INSERT INTO "auth_permission" VALUES('125','Can view item of a feed','31','view_feeditem');
INSERT INTO "auth_permission" VALUES('126','Can add row of an import','32','add_row');
INSERT INTO "auth_permission" VALUES('127','Can change row of an import','32','change_row');
INSERT INTO "auth_permission" VALUES('128','Can delete row of an import','32','delete_row');
INSERT INTO "auth_permission" VALUES('129','Can view row of an import','32','view_row');
INSERT INTO "auth_permission" VALUES('130','Can add home page','33','add_homepage');
INSERT INTO "auth_permission" VALUES('131','Can change home page','33','change_homepage');
INSERT INTO "auth_permission" VALUES('132','Can delete home page','33','delete_homepage');
INSERT INTO "auth_permission" VALUES('133','Can view home page','33','view_homepage');
INSERT INTO "auth_permission" VALUES('134','Can add office','34','add_officesettings');
INSERT INTO "auth_permission" VALUES('135','Can change office','34','change_officesettings');
INSERT INTO "auth_permission" VALUES('136','Can delete office','34','delete_officesettings');
INSERT INTO "auth_permission" VALUES('137','Can view office','34','view_officesettings');
INSERT INTO "auth_permission" VALUES('138','Can add standard page','35','add_standardpage');
INSERT INTO "auth_permission" VALUES('139','Can change standard page','35','change_standardpage');
INSERT INTO "auth_permission" VALUES('140','Can delete standard page','35','delete_standardpage');
INSERT INTO "auth_permission" VALUES('141','Can view standard page','35','view_standardpage');
INSERT INTO "auth_permission" VALUES('142','Can add official','36','add_official');
INSERT INTO "auth_permission" VALUES('143','Can change official','36','change_official');
INSERT INTO "auth_permission" VALUES('144','Can delete official','36','delete_official');
INSERT INTO "auth_permission" VALUES('145','Can view official','36','view_official');
INSERT INTO "auth_permission" VALUES('146','Can add query','37','add_query');
INSERT INTO "auth_permission" VALUES('147','Can change query','37','change_query');
INSERT INTO "auth_permission" VALUES('148','Can delete query','37','delete_query');
INSERT INTO "auth_permission" VALUES('149','Can view query','37','view_query');
INSERT INTO "auth_permission" VALUES('150','Can add state of the page store','38','add_storestate');
INSERT INTO "auth_permission" VALUES('151','Can change state of the page store','38','change_storestate');
INSERT INTO "auth_permission" VALUES('152','Can delete state of the page store','38','delete_storestate');
INSERT INTO "auth_permission" VALUES('153','Can view state of the page store','38','view_storestate');
INSERT INTO "auth_permission" VALUES('154','Can add word of a query','39','add_queryword');
INSERT INTO "auth_permission" VALUES('155','Can change word of a query','39','change_queryword');
INSERT INTO "auth_permission" VALUES('156','Can delete word of a query','39','delete_queryword');
INSERT INTO "auth_permission" VALUES('157','Can view word of a query','39','view_queryword');
INSERT INTO "auth_permission" VALUES('158','Can add stored page','40','add_storedpage');
INSERT INTO "auth_permission" VALUES('159','Can change stored page','40','change_storedpage');
INSERT INTO "auth_permission" VALUES('160','Can delete stored page','40','delete_storedpage');
INSERT INTO "auth_permission" VALUES('161','Can view stored page','40','view_storedpage');
INSERT INTO "auth_permission" VALUES('162','Can add row tag','41','add_rowtag');
INSERT INTO "auth_permission" VALUES('163','Can change row tag','41','change_rowtag');
INSERT INTO "auth_permission" VALUES('164','Can delete row tag','41','delete_rowtag');
INSERT INTO "auth_permission" VALUES('165','Can view row tag','41','view_rowtag');
INSERT INTO "auth_permission" VALUES('166','Can add query of a page','42','add_pagequery');
INSERT INTO "auth_permission" VALUES('167','Can change query of a page','42','change_pagequery');
INSERT INTO "auth_permission" VALUES('168','Can delete query of a page','42','delete_pagequery');
INSERT INTO "auth_permission" VALUES('169','Can view query of a page','42','view_pagequery');
INSERT INTO "auth_permission" VALUES('170','Can add alert','43','add_alert');
INSERT INTO "auth_permission" VALUES('171','Can change alert','43','change_alert');
INSERT INTO "auth_permission" VALUES('172','Can delete alert','43','delete_alert');
INSERT INTO "auth_permission" VALUES('173','Can view alert','43','view_alert');
INSERT INTO "auth_permission" VALUES('174','Can add place in a log','44','add_logplace');
INSERT INTO "auth_permission" VALUES('175','Can change place in a log','44','change_logplace');
INSERT INTO "auth_permission" VALUES('176','Can delete place in a log','44','delete_logplace');
INSERT INTO "auth_permission" VALUES('177','Can view place in a log','44','view_logplace');
INSERT INTO "auth_permission" VALUES('178','Can add what was not found','45','add_missed');
INSERT INTO "auth_permission" VALUES('179','Can change what was not found','45','change_missed');
INSERT INTO "auth_permission" VALUES('180','Can delete what was not found','45','delete_missed');
INSERT INTO "auth_permission" VALUES('181','Can view what was not found','45','view_missed');
INSERT INTO "auth_permission" VALUES('182','Can add reads of a page','46','add_pagereads');
INSERT INTO "auth_permission" VALUES('183','Can change reads of a page','46','change_pagereads');
INSERT INTO "auth_permission" VALUES('184','Can delete reads of a page','46','delete_pagereads');
INSERT INTO "auth_permission" VALUES('185','Can view reads of a page','46','view_pagereads');
INSERT INTO "auth_permission" VALUES('186','Can add source of reads','47','add_source');
INSERT INTO "auth_permission" VALUES('187','Can change source of reads','47','change_source');
INSERT INTO "auth_permission" VALUES('188','Can delete source of reads','47','delete_source');
INSERT INTO "auth_permission" VALUES('189','Can view source of reads','47','view_source');
INSERT INTO "auth_permission" VALUES('190','Can add news section','48','add_newsindexpage');
INSERT INTO "auth_permission" VALUES('191','Can change news section','48','change_newsindexpage');
INSERT INTO "auth_permission" VALUES('192','Can delete news section','48','delete_newsindexpage');
INSERT INTO "auth_permission" VALUES('193','Can view news section','48','view_newsindexpage');
INSERT INTO "auth_permission" VALUES('194','Can add author','49','add_author');
INSERT INTO "auth_permission" VALUES('195','Can change author','49','change_author');
INSERT INTO "auth_permission" VALUES('196','Can delete author','49','delete_author');
INSERT INTO "auth_permission" VALUES('197','Can view author','49','view_author');
INSERT INTO "auth_permission" VALUES('198','Can add story','50','add_story');
INSERT INTO "auth_permission" VALUES('199','Can change story','50','change_story');
INSERT INTO "auth_permission" VALUES('200','Can delete story','50','delete_story');
INSERT INTO "auth_permission" VALUES('201','Can view story','50','view_story');
INSERT INTO "auth_permission" VALUES('202','Can add news item','51','add_newspage');
INSERT INTO "auth_permission" VALUES('203','Can change news item','51','change_newspage');
INSERT INTO "auth_permission" VALUES('204','Can delete news item','51','delete_newspage');
INSERT INTO "auth_permission" VALUES('205','Can view news item','51','view_newspage');
INSERT INTO "auth_permission" VALUES('206','Can add story tag','52','add_storytag');
INSERT INTO "auth_permission" VALUES('207','Can change story tag','52','change_storytag');
INSERT INTO "auth_permission" VALUES('208','Can delete story tag','52','delete_storytag');
INSERT INTO "auth_permission" VALUES('209','Can view story tag','52','view_storytag');
INSERT INTO "auth_permission" VALUES('210','Can add section of publications','53','add_publicationindexpage');
INSERT INTO "auth_permission" VALUES('211','Can change section of publications','53','change_publicationindexpage');
INSERT INTO "auth_permission" VALUES('212','Can delete section of publications','53','delete_publicationindexpage');
INSERT INTO "auth_permission" VALUES('213','Can view section of publications','53','view_publicationindexpage');
INSERT INTO "auth_permission" VALUES('214','Can add section of press releases','54','add_releaseindexpage');
INSERT INTO "auth_permission" VALUES('215','Can change section of press releases','54','change_releaseindexpage');
INSERT INTO "auth_permission" VALUES('216','Can delete section of press releases','54','delete_releaseindexpage');
INSERT INTO "auth_permission" VALUES('217','Can view section of press releases','54','view_releaseindexpage');
INSERT INTO "auth_permission" VALUES('218','Can add newsroom','55','add_newsroomsettings');
INSERT INTO "auth_permission" VALUES('219','Can change newsroom','55','change_newsroomsettings');
INSERT INTO "auth_permission" VALUES('220','Can delete newsroom','55','delete_newsroomsettings');
INSERT INTO "auth_permission" VALUES('221','Can view newsroom','55','view_newsroomsettings');
INSERT INTO "auth_permission" VALUES('222','Can add publication','56','add_publicationpage');
INSERT INTO "auth_permission" VALUES('223','Can change publication','56','change_publicationpage');
INSERT INTO "auth_permission" VALUES('224','Can delete publication','56','delete_publicationpage');
INSERT INTO "auth_permission" VALUES('225','Can view publication','56','view_publicationpage');
INSERT INTO "auth_permission" VALUES('226','Can add press release','57','add_releasepage');
INSERT INTO "auth_permission" VALUES('227','Can change press release','57','change_releasepage');
INSERT INTO "auth_permission" VALUES('228','Can delete press release','57','delete_releasepage');
INSERT INTO "auth_permission" VALUES('229','Can view press release','57','view_releasepage');
INSERT INTO "auth_permission" VALUES('230','Can add number of a release','58','add_releasenumber');
INSERT INTO "auth_permission" VALUES('231','Can change number of a release','58','change_releasenumber');
INSERT INTO "auth_permission" VALUES('232','Can delete number of a release','58','delete_releasenumber');
INSERT INTO "auth_permission" VALUES('233','Can view number of a release','58','view_releasenumber');
INSERT INTO "auth_permission" VALUES('234','Can add assignment of coverage','59','add_coverage');
INSERT INTO "auth_permission" VALUES('235','Can change assignment of coverage','59','change_coverage');
INSERT INTO "auth_permission" VALUES('236','Can delete assignment of coverage','59','delete_coverage');
INSERT INTO "auth_permission" VALUES('237','Can view assignment of coverage','59','view_coverage');
INSERT INTO "auth_permission" VALUES('238','Can add morning message','60','add_morningmessage');
INSERT INTO "auth_permission" VALUES('239','Can change morning message','60','change_morningmessage');
INSERT INTO "auth_permission" VALUES('240','Can delete morning message','60','delete_morningmessage');
INSERT INTO "auth_permission" VALUES('241','Can view morning message','60','view_morningmessage');
INSERT INTO "auth_permission" VALUES('242','Can add part of a coverage','61','add_part');
INSERT INTO "auth_permission" VALUES('243','Can change part of a coverage','61','change_part');
INSERT INTO "auth_permission" VALUES('244','Can delete part of a coverage','61','delete_part');
INSERT INTO "auth_permission" VALUES('245','Can view part of a coverage','61','view_part');
INSERT INTO "auth_permission" VALUES('246','Can add link','62','add_link');
INSERT INTO "auth_permission" VALUES('247','Can change link','62','change_link');
INSERT INTO "auth_permission" VALUES('248','Can delete link','62','delete_link');
INSERT INTO "auth_permission" VALUES('249','Can view link','62','view_link');
INSERT INTO "auth_permission" VALUES('250','Can add harvest of links','63','add_linkharvest');
INSERT INTO "auth_permission" VALUES('251','Can change harvest of links','63','change_linkharvest');
INSERT INTO "auth_permission" VALUES('252','Can delete harvest of links','63','delete_linkharvest');
INSERT INTO "auth_permission" VALUES('253','Can view harvest of links','63','view_linkharvest');
INSERT INTO "auth_permission" VALUES('254','Can add place of a link','64','add_linkplace');
INSERT INTO "auth_permission" VALUES('255','Can change place of a link','64','change_linkplace');
INSERT INTO "auth_permission" VALUES('256','Can delete place of a link','64','delete_linkplace');
INSERT INTO "auth_permission" VALUES('257','Can view place of a link','64','view_linkplace');
INSERT INTO "auth_permission" VALUES('258','Can add what stays as history','65','add_keptashistory');
INSERT INTO "auth_permission" VALUES('259','Can change what stays as history','65','change_keptashistory');
INSERT INTO "auth_permission" VALUES('260','Can delete what stays as history','65','delete_keptashistory');
INSERT INTO "auth_permission" VALUES('261','Can view what stays as history','65','view_keptashistory');
INSERT INTO "auth_permission" VALUES('262','Can add question to a source','66','add_sourcequestion');
INSERT INTO "auth_permission" VALUES('263','Can change question to a source','66','change_sourcequestion');
INSERT INTO "auth_permission" VALUES('264','Can delete question to a source','66','delete_sourcequestion');
INSERT INTO "auth_permission" VALUES('265','Can view question to a source','66','view_sourcequestion');
INSERT INTO "auth_permission" VALUES('266','Can add translation','67','add_translation');
INSERT INTO "auth_permission" VALUES('267','Can change translation','67','change_translation');
INSERT INTO "auth_permission" VALUES('268','Can delete translation','67','delete_translation');
INSERT INTO "auth_permission" VALUES('269','Can view translation','67','view_translation');
INSERT INTO "auth_permission" VALUES('270','Can add right of reply','68','add_reply');
INSERT INTO "auth_permission" VALUES('271','Can change right of reply','68','change_reply');
INSERT INTO "auth_permission" VALUES('272','Can delete right of reply','68','delete_reply');
INSERT INTO "auth_permission" VALUES('273','Can view right of reply','68','view_reply');
INSERT INTO "auth_permission" VALUES('274','Can add answer of a source','69','add_sourceanswer');
INSERT INTO "auth_permission" VALUES('275','Can change answer of a source','69','change_sourceanswer');
INSERT INTO "auth_permission" VALUES('276','Can delete answer of a source','69','delete_sourceanswer');
INSERT INTO "auth_permission" VALUES('277','Can view answer of a source','69','view_sourceanswer');
INSERT INTO "auth_permission" VALUES('278','Can add report from the field','70','add_report');
INSERT INTO "auth_permission" VALUES('279','Can change report from the field','70','change_report');
INSERT INTO "auth_permission" VALUES('280','Can delete report from the field','70','delete_report');
INSERT INTO "auth_permission" VALUES('281','Can view report from the field','70','view_report');
INSERT INTO "auth_permission" VALUES('282','Can add e-mail from the field','71','add_letter');
INSERT INTO "auth_permission" VALUES('283','Can change e-mail from the field','71','change_letter');
INSERT INTO "auth_permission" VALUES('284','Can delete e-mail from the field','71','delete_letter');
INSERT INTO "auth_permission" VALUES('285','Can view e-mail from the field','71','view_letter');
INSERT INTO "auth_permission" VALUES('286','Can add photo from the field','72','add_fieldphoto');
INSERT INTO "auth_permission" VALUES('287','Can change photo from the field','72','change_fieldphoto');
INSERT INTO "auth_permission" VALUES('288','Can delete photo from the field','72','delete_fieldphoto');
INSERT INTO "auth_permission" VALUES('289','Can view photo from the field','72','view_fieldphoto');
INSERT INTO "auth_permission" VALUES('290','Can add idea','73','add_idea');
INSERT INTO "auth_permission" VALUES('291','Can change idea','73','change_idea');
INSERT INTO "auth_permission" VALUES('292','Can delete idea','73','delete_idea');
INSERT INTO "auth_permission" VALUES('293','Can view idea','73','view_idea');
INSERT INTO "auth_permission" VALUES('294','Can add parcel','74','add_parcel');
INSERT INTO "auth_permission" VALUES('295','Can change parcel','74','change_parcel');
INSERT INTO "auth_permission" VALUES('296','Can delete parcel','74','delete_parcel');
INSERT INTO "auth_permission" VALUES('297','Can view parcel','74','view_parcel');
INSERT INTO "auth_permission" VALUES('298','Can add page of a parcel','75','add_member');
INSERT INTO "auth_permission" VALUES('299','Can change page of a parcel','75','change_member');
INSERT INTO "auth_permission" VALUES('300','Can delete page of a parcel','75','delete_member');
INSERT INTO "auth_permission" VALUES('301','Can view page of a parcel','75','view_member');
INSERT INTO "auth_permission" VALUES('302','Can add publication without approval','76','add_urgentpublication');
INSERT INTO "auth_permission" VALUES('303','Can change publication without approval','76','change_urgentpublication');
INSERT INTO "auth_permission" VALUES('304','Can delete publication without approval','76','delete_urgentpublication');
INSERT INTO "auth_permission" VALUES('305','Can view publication without approval','76','view_urgentpublication');
INSERT INTO "auth_permission" VALUES('306','Can add reported mistake','77','add_mistake');
INSERT INTO "auth_permission" VALUES('307','Can change reported mistake','77','change_mistake');
INSERT INTO "auth_permission" VALUES('308','Can delete reported mistake','77','delete_mistake');
INSERT INTO "auth_permission" VALUES('309','Can view reported mistake','77','view_mistake');
INSERT INTO "auth_permission" VALUES('310','Can add channel','78','add_channel');
INSERT INTO "auth_permission" VALUES('311','Can change channel','78','change_channel');
INSERT INTO "auth_permission" VALUES('312','Can delete channel','78','delete_channel');
INSERT INTO "auth_permission" VALUES('313','Can view channel','78','view_channel');
INSERT INTO "auth_permission" VALUES('314','Can add content','79','add_content');
INSERT INTO "auth_permission" VALUES('315','Can change content','79','change_content');
INSERT INTO "auth_permission" VALUES('316','Can delete content','79','delete_content');
INSERT INTO "auth_permission" VALUES('317','Can view content','79','view_content');
INSERT INTO "auth_permission" VALUES('318','Can add delivery','80','add_delivery');
INSERT INTO "auth_permission" VALUES('319','Can change delivery','80','change_delivery');
INSERT INTO "auth_permission" VALUES('320','Can delete delivery','80','delete_delivery');
INSERT INTO "auth_permission" VALUES('321','Can view delivery','80','view_delivery');
INSERT INTO "auth_permission" VALUES('322','Can add attempt','81','add_attempt');
INSERT INTO "auth_permission" VALUES('323','Can change attempt','81','change_attempt');
INSERT INTO "auth_permission" VALUES('324','Can delete attempt','81','delete_attempt');
INSERT INTO "auth_permission" VALUES('325','Can view attempt','81','view_attempt');
INSERT INTO "auth_permission" VALUES('326','Can add medium','82','add_medium');
INSERT INTO "auth_permission" VALUES('327','Can change medium','82','change_medium');
INSERT INTO "auth_permission" VALUES('328','Can delete medium','82','delete_medium');
INSERT INTO "auth_permission" VALUES('329','Can view medium','82','view_medium');
INSERT INTO "auth_permission" VALUES('330','Can add pause of all channels','83','add_pause');
INSERT INTO "auth_permission" VALUES('331','Can change pause of all channels','83','change_pause');
INSERT INTO "auth_permission" VALUES('332','Can delete pause of all channels','83','delete_pause');
INSERT INTO "auth_permission" VALUES('333','Can view pause of all channels','83','view_pause');
INSERT INTO "auth_permission" VALUES('334','Can add prepared medium','84','add_preparedmedia');
INSERT INTO "auth_permission" VALUES('335','Can change prepared medium','84','change_preparedmedia');
INSERT INTO "auth_permission" VALUES('336','Can delete prepared medium','84','delete_preparedmedia');
INSERT INTO "auth_permission" VALUES('337','Can view prepared medium','84','view_preparedmedia');
INSERT INTO "auth_permission" VALUES('338','Can add variant','85','add_variant');
INSERT INTO "auth_permission" VALUES('339','Can change variant','85','change_variant');
INSERT INTO "auth_permission" VALUES('340','Can delete variant','85','delete_variant');
INSERT INTO "auth_permission" VALUES('341','Can view variant','85','view_variant');
INSERT INTO "auth_permission" VALUES('342','Can add hashtags of a work unit','86','add_unithashtags');
INSERT INTO "auth_permission" VALUES('343','Can change hashtags of a work unit','86','change_unithashtags');
INSERT INTO "auth_permission" VALUES('344','Can delete hashtags of a work unit','86','delete_unithashtags');
INSERT INTO "auth_permission" VALUES('345','Can view hashtags of a work unit','86','view_unithashtags');
INSERT INTO "auth_permission" VALUES('346','Can add change of a post','87','add_change');
INSERT INTO "auth_permission" VALUES('347','Can change change of a post','87','change_change');
INSERT INTO "auth_permission" VALUES('348','Can delete change of a post','87','delete_change');
INSERT INTO "auth_permission" VALUES('349','Can view change of a post','87','view_change');
INSERT INTO "auth_permission" VALUES('350','Can add picture or film in a shape','88','add_shaped');
INSERT INTO "auth_permission" VALUES('351','Can change picture or film in a shape','88','change_shaped');
INSERT INTO "auth_permission" VALUES('352','Can delete picture or film in a shape','88','delete_shaped');
INSERT INTO "auth_permission" VALUES('353','Can view picture or film in a shape','88','view_shaped');
INSERT INTO "auth_permission" VALUES('354','Can add first comment','89','add_firstcomment');
INSERT INTO "auth_permission" VALUES('355','Can change first comment','89','change_firstcomment');
INSERT INTO "auth_permission" VALUES('356','Can delete first comment','89','delete_firstcomment');
INSERT INTO "auth_permission" VALUES('357','Can view first comment','89','view_firstcomment');
INSERT INTO "auth_permission" VALUES('358','Can add film on its way','90','add_halffilm');
INSERT INTO "auth_permission" VALUES('359','Can change film on its way','90','change_halffilm');
INSERT INTO "auth_permission" VALUES('360','Can delete film on its way','90','delete_halffilm');
INSERT INTO "auth_permission" VALUES('361','Can view film on its way','90','view_halffilm');
INSERT INTO "auth_permission" VALUES('362','Can add key of the office','91','add_officekey');
INSERT INTO "auth_permission" VALUES('363','Can change key of the office','91','change_officekey');
INSERT INTO "auth_permission" VALUES('364','Can delete key of the office','91','delete_officekey');
INSERT INTO "auth_permission" VALUES('365','Can view key of the office','91','view_officekey');
INSERT INTO "auth_permission" VALUES('366','Can add pace of a channel','92','add_pace');
INSERT INTO "auth_permission" VALUES('367','Can change pace of a channel','92','change_pace');
INSERT INTO "auth_permission" VALUES('368','Can delete pace of a channel','92','delete_pace');
INSERT INTO "auth_permission" VALUES('369','Can view pace of a channel','92','view_pace');
INSERT INTO "auth_permission" VALUES('370','Can add subscription','93','add_subscription');
INSERT INTO "auth_permission" VALUES('371','Can change subscription','93','change_subscription');
INSERT INTO "auth_permission" VALUES('372','Can delete subscription','93','delete_subscription');
INSERT INTO "auth_permission" VALUES('373','Can view subscription','93','view_subscription');
INSERT INTO "auth_permission" VALUES('374','Can add recipient','94','add_recipient');
INSERT INTO "auth_permission" VALUES('375','Can change recipient','94','change_recipient');
INSERT INTO "auth_permission" VALUES('376','Can delete recipient','94','delete_recipient');
INSERT INTO "auth_permission" VALUES('377','Can view recipient','94','view_recipient');
INSERT INTO "auth_permission" VALUES('378','Can add wish of a subscription','95','add_wish');
INSERT INTO "auth_permission" VALUES('379','Can change wish of a subscription','95','change_wish');
INSERT INTO "auth_permission" VALUES('380','Can delete wish of a subscription','95','delete_wish');
INSERT INTO "auth_permission" VALUES('381','Can view wish of a subscription','95','view_wish');
INSERT INTO "auth_permission" VALUES('382','Can add access token','96','add_accesstoken');
INSERT INTO "auth_permission" VALUES('383','Can change access token','96','change_accesstoken');
INSERT INTO "auth_permission" VALUES('384','Can delete access token','96','delete_accesstoken');
INSERT INTO "auth_permission" VALUES('385','Can view access token','96','view_accesstoken');
INSERT INTO "auth_permission" VALUES('386','Can add kept answer','97','add_answer');
INSERT INTO "auth_permission" VALUES('387','Can change kept answer','97','change_answer');
INSERT INTO "auth_permission" VALUES('388','Can delete kept answer','97','delete_answer');
INSERT INTO "auth_permission" VALUES('389','Can view kept answer','97','view_answer');
INSERT INTO "auth_permission" VALUES('390','Can add happening','98','add_happening');
INSERT INTO "auth_permission" VALUES('391','Can change happening','98','change_happening');
INSERT INTO "auth_permission" VALUES('392','Can delete happening','98','delete_happening');
INSERT INTO "auth_permission" VALUES('393','Can view happening','98','view_happening');
INSERT INTO "auth_permission" VALUES('394','Can add webhook','99','add_hook');
INSERT INTO "auth_permission" VALUES('395','Can change webhook','99','change_hook');
INSERT INTO "auth_permission" VALUES('396','Can delete webhook','99','delete_hook');
INSERT INTO "auth_permission" VALUES('397','Can view webhook','99','view_hook');
INSERT INTO "auth_permission" VALUES('398','Can add webhook message','100','add_message');
INSERT INTO "auth_permission" VALUES('399','Can change webhook message','100','change_message');
INSERT INTO "auth_permission" VALUES('400','Can delete webhook message','100','delete_message');
INSERT INTO "auth_permission" VALUES('401','Can view webhook message','100','view_message');
INSERT INTO "auth_permission" VALUES('402','Can add taken slot','101','add_seat');
INSERT INTO "auth_permission" VALUES('403','Can change taken slot','101','change_seat');
INSERT INTO "auth_permission" VALUES('404','Can delete taken slot','101','delete_seat');
INSERT INTO "auth_permission" VALUES('405','Can view taken slot','101','view_seat');
INSERT INTO "auth_permission" VALUES('406','Can add table of drafts','102','add_sheet');
INSERT INTO "auth_permission" VALUES('407','Can change table of drafts','102','change_sheet');
INSERT INTO "auth_permission" VALUES('408','Can delete table of drafts','102','delete_sheet');
INSERT INTO "auth_permission" VALUES('409','Can view table of drafts','102','view_sheet');
INSERT INTO "auth_permission" VALUES('410','Can add slot','103','add_slot');
INSERT INTO "auth_permission" VALUES('411','Can change slot','103','change_slot');
INSERT INTO "auth_permission" VALUES('412','Can delete slot','103','delete_slot');
INSERT INTO "auth_permission" VALUES('413','Can view slot','103','view_slot');
INSERT INTO "auth_permission" VALUES('414','Can add app registered at a platform','104','add_registration');
INSERT INTO "auth_permission" VALUES('415','Can change app registered at a platform','104','change_registration');
INSERT INTO "auth_permission" VALUES('416','Can delete app registered at a platform','104','delete_registration');
INSERT INTO "auth_permission" VALUES('417','Can view app registered at a platform','104','view_registration');
INSERT INTO "auth_permission" VALUES('418','Can add metric that is gone','105','add_deadmetric');
INSERT INTO "auth_permission" VALUES('419','Can change metric that is gone','105','change_deadmetric');
INSERT INTO "auth_permission" VALUES('420','Can delete metric that is gone','105','delete_deadmetric');
INSERT INTO "auth_permission" VALUES('421','Can view metric that is gone','105','view_deadmetric');
INSERT INTO "auth_permission" VALUES('422','Can add figure of a day','106','add_metricsnapshot');
INSERT INTO "auth_permission" VALUES('423','Can change figure of a day','106','change_metricsnapshot');
INSERT INTO "auth_permission" VALUES('424','Can delete figure of a day','106','delete_metricsnapshot');
INSERT INTO "auth_permission" VALUES('425','Can view figure of a day','106','view_metricsnapshot');
INSERT INTO "auth_permission" VALUES('426','Can add medium without a post','107','add_loosemedium');
INSERT INTO "auth_permission" VALUES('427','Can change medium without a post','107','change_loosemedium');
INSERT INTO "auth_permission" VALUES('428','Can delete medium without a post','107','delete_loosemedium');
INSERT INTO "auth_permission" VALUES('429','Can view medium without a post','107','view_loosemedium');
INSERT INTO "auth_permission" VALUES('430','Can add mailbox','108','add_mailbox');
INSERT INTO "auth_permission" VALUES('431','Can change mailbox','108','change_mailbox');
INSERT INTO "auth_permission" VALUES('432','Can delete mailbox','108','delete_mailbox');
INSERT INTO "auth_permission" VALUES('433','Can view mailbox','108','view_mailbox');
INSERT INTO "auth_permission" VALUES('434','Can add text for search','109','add_text');
INSERT INTO "auth_permission" VALUES('435','Can change text for search','109','change_text');
INSERT INTO "auth_permission" VALUES('436','Can delete text for search','109','delete_text');
INSERT INTO "auth_permission" VALUES('437','Can view text for search','109','view_text');
INSERT INTO "auth_permission" VALUES('438','Can add document','110','add_officedocument');
INSERT INTO "auth_permission" VALUES('439','Can change document','110','change_officedocument');
INSERT INTO "auth_permission" VALUES('440','Can delete document','110','delete_officedocument');
INSERT INTO "auth_permission" VALUES('441','Can view document','110','view_officedocument');
INSERT INTO "auth_permission" VALUES('442','Can add picture','111','add_picture');
INSERT INTO "auth_permission" VALUES('443','Can change picture','111','change_picture');
INSERT INTO "auth_permission" VALUES('444','Can delete picture','111','delete_picture');
INSERT INTO "auth_permission" VALUES('445','Can view picture','111','view_picture');
INSERT INTO "auth_permission" VALUES('446','Can add picture size','112','add_rendition');
INSERT INTO "auth_permission" VALUES('447','Can change picture size','112','change_rendition');
INSERT INTO "auth_permission" VALUES('448','Can delete picture size','112','delete_rendition');
INSERT INTO "auth_permission" VALUES('449','Can view picture size','112','view_rendition');
INSERT INTO "auth_permission" VALUES('450','Can add person','113','add_user');
INSERT INTO "auth_permission" VALUES('451','Can change person','113','change_user');
INSERT INTO "auth_permission" VALUES('452','Can delete person','113','delete_user');
INSERT INTO "auth_permission" VALUES('453','Can view person','113','view_user');
INSERT INTO "auth_permission" VALUES('454','Can add work unit','114','add_unit');
INSERT INTO "auth_permission" VALUES('455','Can change work unit','114','change_unit');
INSERT INTO "auth_permission" VALUES('456','Can delete work unit','114','delete_unit');
INSERT INTO "auth_permission" VALUES('457','Can view work unit','114','view_unit');
INSERT INTO "auth_permission" VALUES('458','Can add role of a person','115','add_assignment');
INSERT INTO "auth_permission" VALUES('459','Can change role of a person','115','change_assignment');
INSERT INTO "auth_permission" VALUES('460','Can delete role of a person','115','delete_assignment');
INSERT INTO "auth_permission" VALUES('461','Can view role of a person','115','view_assignment');
INSERT INTO "auth_permission" VALUES('462','Can add change of an address','116','add_emailchange');
INSERT INTO "auth_permission" VALUES('463','Can change change of an address','116','change_emailchange');
INSERT INTO "auth_permission" VALUES('464','Can delete change of an address','116','delete_emailchange');
INSERT INTO "auth_permission" VALUES('465','Can view change of an address','116','view_emailchange');
INSERT INTO "auth_permission" VALUES('466','Can add approval by a second person','117','add_approvaltask');
INSERT INTO "auth_permission" VALUES('467','Can change approval by a second person','117','change_approvaltask');
INSERT INTO "auth_permission" VALUES('468','Can delete approval by a second person','117','delete_approvaltask');
INSERT INTO "auth_permission" VALUES('469','Can view approval by a second person','117','view_approvaltask');
INSERT INTO "auth_permission" VALUES('470','Can add freeze','118','add_freeze');
INSERT INTO "auth_permission" VALUES('471','Can change freeze','118','change_freeze');
INSERT INTO "auth_permission" VALUES('472','Can delete freeze','118','delete_freeze');
INSERT INTO "auth_permission" VALUES('473','Can view freeze','118','view_freeze');
INSERT INTO "auth_permission" VALUES('474','Can add job','119','add_job');
INSERT INTO "auth_permission" VALUES('475','Can change job','119','change_job');
INSERT INTO "auth_permission" VALUES('476','Can delete job','119','delete_job');
INSERT INTO "auth_permission" VALUES('477','Can view job','119','view_job');
INSERT INTO "auth_permission" VALUES('478','Can add short link','120','add_shortlink');
INSERT INTO "auth_permission" VALUES('479','Can change short link','120','change_shortlink');
INSERT INTO "auth_permission" VALUES('480','Can delete short link','120','delete_shortlink');
INSERT INTO "auth_permission" VALUES('481','Can view short link','120','view_shortlink');
INSERT INTO "auth_permission" VALUES('482','Can add touch','121','add_touch');
INSERT INTO "auth_permission" VALUES('483','Can change touch','121','change_touch');
INSERT INTO "auth_permission" VALUES('484','Can delete touch','121','delete_touch');
INSERT INTO "auth_permission" VALUES('485','Can view touch','121','view_touch');
INSERT INTO "auth_permission" VALUES('486','Can add approval','122','add_approval');
INSERT INTO "auth_permission" VALUES('487','Can change approval','122','change_approval');
INSERT INTO "auth_permission" VALUES('488','Can delete approval','122','delete_approval');
INSERT INTO "auth_permission" VALUES('489','Can view approval','122','view_approval');
INSERT INTO "auth_permission" VALUES('490','Can add approval link','123','add_approvallink');
INSERT INTO "auth_permission" VALUES('491','Can change approval link','123','change_approvallink');
INSERT INTO "auth_permission" VALUES('492','Can delete approval link','123','delete_approvallink');
INSERT INTO "auth_permission" VALUES('493','Can view approval link','123','view_approvallink');
INSERT INTO "auth_permission" VALUES('494','Can add log entry','124','add_entry');
INSERT INTO "auth_permission" VALUES('495','Can change log entry','124','change_entry');
INSERT INTO "auth_permission" VALUES('496','Can delete log entry','124','delete_entry');
INSERT INTO "auth_permission" VALUES('497','Can view log entry','124','view_entry');
INSERT INTO "auth_permission" VALUES('498','Can add day off','125','add_holiday');
INSERT INTO "auth_permission" VALUES('499','Can change day off','125','change_holiday');
INSERT INTO "auth_permission" VALUES('500','Can delete day off','125','delete_holiday');
INSERT INTO "auth_permission" VALUES('501','Can view day off','125','view_holiday');
INSERT INTO "auth_permission" VALUES('502','Can add personal data of an entry','126','add_personal');
INSERT INTO "auth_permission" VALUES('503','Can change personal data of an entry','126','change_personal');
INSERT INTO "auth_permission" VALUES('504','Can delete personal data of an entry','126','delete_personal');
INSERT INTO "auth_permission" VALUES('505','Can view personal data of an entry','126','view_personal');
INSERT INTO "auth_permission" VALUES('506','Can add decree on collective leave','127','add_leavedecree');
INSERT INTO "auth_permission" VALUES('507','Can change decree on collective leave','127','change_leavedecree');
INSERT INTO "auth_permission" VALUES('508','Can delete decree on collective leave','127','delete_leavedecree');
INSERT INTO "auth_permission" VALUES('509','Can view decree on collective leave','127','view_leavedecree');
INSERT INTO "auth_permission" VALUES('510','Can add counter','128','add_counter');
INSERT INTO "auth_permission" VALUES('511','Can change counter','128','change_counter');
INSERT INTO "auth_permission" VALUES('512','Can delete counter','128','delete_counter');
INSERT INTO "auth_permission" VALUES('513','Can view counter','128','view_counter');
INSERT INTO "auth_permission" VALUES('514','Can add ending','129','add_ending');
INSERT INTO "auth_permission" VALUES('515','Can change ending','129','change_ending');
INSERT INTO "auth_permission" VALUES('516','Can delete ending','129','delete_ending');
INSERT INTO "auth_permission" VALUES('517','Can view ending','129','view_ending');
INSERT INTO "auth_permission" VALUES('518','Can add review of a page','130','add_review');
INSERT INTO "auth_permission" VALUES('519','Can change review of a page','130','change_review');
INSERT INTO "auth_permission" VALUES('520','Can delete review of a page','130','delete_review');
INSERT INTO "auth_permission" VALUES('521','Can view review of a page','130','view_review');
INSERT INTO "auth_permission" VALUES('522','Can add redirect','131','add_redirect');
INSERT INTO "auth_permission" VALUES('523','Can change redirect','131','change_redirect');
INSERT INTO "auth_permission" VALUES('524','Can delete redirect','131','delete_redirect');
INSERT INTO "auth_permission" VALUES('525','Can view redirect','131','view_redirect');
INSERT INTO "auth_permission" VALUES('526','Can submit translations','132','submit_translation');
INSERT INTO "auth_permission" VALUES('527','Can add embed','133','add_embed');
INSERT INTO "auth_permission" VALUES('528','Can change embed','133','change_embed');
INSERT INTO "auth_permission" VALUES('529','Can delete embed','133','delete_embed');
INSERT INTO "auth_permission" VALUES('530','Can view embed','133','view_embed');
INSERT INTO "auth_permission" VALUES('531','Can add user profile','134','add_userprofile');
INSERT INTO "auth_permission" VALUES('532','Can change user profile','134','change_userprofile');
INSERT INTO "auth_permission" VALUES('533','Can delete user profile','134','delete_userprofile');
INSERT INTO "auth_permission" VALUES('534','Can view user profile','134','view_userprofile');
INSERT INTO "auth_permission" VALUES('535','Can view document','27','view_document');
INSERT INTO "auth_permission" VALUES('536','Can view image','28','view_image');
INSERT INTO "auth_permission" VALUES('537','Can add rendition','135','add_rendition');
INSERT INTO "auth_permission" VALUES('538','Can change rendition','135','change_rendition');
INSERT INTO "auth_permission" VALUES('539','Can delete rendition','135','delete_rendition');
INSERT INTO "auth_permission" VALUES('540','Can view rendition','135','view_rendition');
INSERT INTO "auth_permission" VALUES('541','Can add index entry','136','add_indexentry');
INSERT INTO "auth_permission" VALUES('542','Can change index entry','136','change_indexentry');
INSERT INTO "auth_permission" VALUES('543','Can delete index entry','136','delete_indexentry');
INSERT INTO "auth_permission" VALUES('544','Can view index entry','136','view_indexentry');
INSERT INTO "auth_permission" VALUES('545','Can add editing session','137','add_editingsession');
INSERT INTO "auth_permission" VALUES('546','Can change editing session','137','change_editingsession');
INSERT INTO "auth_permission" VALUES('547','Can delete editing session','137','delete_editingsession');
INSERT INTO "auth_permission" VALUES('548','Can view editing session','137','view_editingsession');
INSERT INTO "auth_permission" VALUES('549','Can add form state','138','add_formstate');
INSERT INTO "auth_permission" VALUES('550','Can change form state','138','change_formstate');
INSERT INTO "auth_permission" VALUES('551','Can delete form state','138','delete_formstate');
INSERT INTO "auth_permission" VALUES('552','Can view form state','138','view_formstate');
INSERT INTO "auth_permission" VALUES('553','Can add tag','139','add_tag');
INSERT INTO "auth_permission" VALUES('554','Can change tag','139','change_tag');
INSERT INTO "auth_permission" VALUES('555','Can delete tag','139','delete_tag');
INSERT INTO "auth_permission" VALUES('556','Can view tag','139','view_tag');
INSERT INTO "auth_permission" VALUES('557','Can add tagged item','140','add_taggeditem');
INSERT INTO "auth_permission" VALUES('558','Can change tagged item','140','change_taggeditem');
INSERT INTO "auth_permission" VALUES('559','Can delete tagged item','140','delete_taggeditem');
INSERT INTO "auth_permission" VALUES('560','Can view tagged item','140','view_taggeditem');
INSERT INTO "auth_permission" VALUES('561','Can add email address','141','add_emailaddress');
INSERT INTO "auth_permission" VALUES('562','Can change email address','141','change_emailaddress');
INSERT INTO "auth_permission" VALUES('563','Can delete email address','141','delete_emailaddress');
INSERT INTO "auth_permission" VALUES('564','Can view email address','141','view_emailaddress');
INSERT INTO "auth_permission" VALUES('565','Can add email confirmation','142','add_emailconfirmation');
INSERT INTO "auth_permission" VALUES('566','Can change email confirmation','142','change_emailconfirmation');
INSERT INTO "auth_permission" VALUES('567','Can delete email confirmation','142','delete_emailconfirmation');
INSERT INTO "auth_permission" VALUES('568','Can view email confirmation','142','view_emailconfirmation');
INSERT INTO "auth_permission" VALUES('569','Can add authenticator','143','add_authenticator');
INSERT INTO "auth_permission" VALUES('570','Can change authenticator','143','change_authenticator');
INSERT INTO "auth_permission" VALUES('571','Can delete authenticator','143','delete_authenticator');
INSERT INTO "auth_permission" VALUES('572','Can view authenticator','143','view_authenticator');
INSERT INTO "auth_permission" VALUES('573','Can add social account','144','add_socialaccount');
INSERT INTO "auth_permission" VALUES('574','Can change social account','144','change_socialaccount');
INSERT INTO "auth_permission" VALUES('575','Can delete social account','144','delete_socialaccount');
INSERT INTO "auth_permission" VALUES('576','Can view social account','144','view_socialaccount');
INSERT INTO "auth_permission" VALUES('577','Can add social application','145','add_socialapp');
INSERT INTO "auth_permission" VALUES('578','Can change social application','145','change_socialapp');
INSERT INTO "auth_permission" VALUES('579','Can delete social application','145','delete_socialapp');
INSERT INTO "auth_permission" VALUES('580','Can view social application','145','view_socialapp');
INSERT INTO "auth_permission" VALUES('581','Can add social application token','146','add_socialtoken');
INSERT INTO "auth_permission" VALUES('582','Can change social application token','146','change_socialtoken');
INSERT INTO "auth_permission" VALUES('583','Can delete social application token','146','delete_socialtoken');
INSERT INTO "auth_permission" VALUES('584','Can view social application token','146','view_socialtoken');
INSERT INTO "auth_permission" VALUES('585','Can add user session','147','add_usersession');
INSERT INTO "auth_permission" VALUES('586','Can change user session','147','change_usersession');
INSERT INTO "auth_permission" VALUES('587','Can delete user session','147','delete_usersession');
INSERT INTO "auth_permission" VALUES('588','Can view user session','147','view_usersession');
INSERT INTO "auth_permission" VALUES('589','Can add permission','148','add_permission');
INSERT INTO "auth_permission" VALUES('590','Can change permission','148','change_permission');
INSERT INTO "auth_permission" VALUES('591','Can delete permission','148','delete_permission');
INSERT INTO "auth_permission" VALUES('592','Can view permission','148','view_permission');
INSERT INTO "auth_permission" VALUES('593','Can add group','149','add_group');
INSERT INTO "auth_permission" VALUES('594','Can change group','149','change_group');
INSERT INTO "auth_permission" VALUES('595','Can delete group','149','delete_group');
INSERT INTO "auth_permission" VALUES('596','Can view group','149','view_group');
INSERT INTO "auth_permission" VALUES('597','Can add content type','150','add_contenttype');
INSERT INTO "auth_permission" VALUES('598','Can change content type','150','change_contenttype');
INSERT INTO "auth_permission" VALUES('599','Can delete content type','150','delete_contenttype');
INSERT INTO "auth_permission" VALUES('600','Can view content type','150','view_contenttype');
INSERT INTO "auth_permission" VALUES('601','Can add session','151','add_session');
INSERT INTO "auth_permission" VALUES('602','Can change session','151','change_session');
INSERT INTO "auth_permission" VALUES('603','Can delete session','151','delete_session');
INSERT INTO "auth_permission" VALUES('604','Can view session','151','view_session');
INSERT INTO "django_content_type" VALUES('1','wagtailcore','page');
INSERT INTO "django_content_type" VALUES('2','wagtailcore','groupapprovaltask');
INSERT INTO "django_content_type" VALUES('3','wagtailcore','locale');
INSERT INTO "django_content_type" VALUES('4','wagtailcore','site');
INSERT INTO "django_content_type" VALUES('5','wagtailcore','groupsitepermission');
INSERT INTO "django_content_type" VALUES('6','wagtailcore','modellogentry');
INSERT INTO "django_content_type" VALUES('7','wagtailcore','revision');
INSERT INTO "django_content_type" VALUES('8','wagtailcore','collectionviewrestriction');
INSERT INTO "django_content_type" VALUES('9','wagtailcore','collection');
INSERT INTO "django_content_type" VALUES('10','wagtailcore','groupcollectionpermission');
INSERT INTO "django_content_type" VALUES('11','wagtailcore','uploadedfile');
INSERT INTO "django_content_type" VALUES('12','wagtailcore','workflowcontenttype');
INSERT INTO "django_content_type" VALUES('13','wagtailcore','workflowstate');
INSERT INTO "django_content_type" VALUES('14','wagtailcore','workflow');
INSERT INTO "django_content_type" VALUES('15','wagtailcore','workflowtask');
INSERT INTO "django_content_type" VALUES('16','wagtailcore','task');
INSERT INTO "django_content_type" VALUES('17','wagtailcore','taskstate');
INSERT INTO "django_content_type" VALUES('18','wagtailcore','grouppagepermission');
INSERT INTO "django_content_type" VALUES('19','wagtailcore','pageviewrestriction');
INSERT INTO "django_content_type" VALUES('20','wagtailcore','workflowpage');
INSERT INTO "django_content_type" VALUES('21','wagtailcore','pagelogentry');
INSERT INTO "django_content_type" VALUES('22','wagtailcore','comment');
INSERT INTO "django_content_type" VALUES('23','wagtailcore','commentreply');
INSERT INTO "django_content_type" VALUES('24','wagtailcore','pagesubscription');
INSERT INTO "django_content_type" VALUES('25','wagtailcore','referenceindex');
INSERT INTO "django_content_type" VALUES('26','wagtailadmin','admin');
INSERT INTO "django_content_type" VALUES('27','wagtaildocs','document');
INSERT INTO "django_content_type" VALUES('28','wagtailimages','image');
INSERT INTO "django_content_type" VALUES('29','imports','feed');
INSERT INTO "django_content_type" VALUES('30','imports','import');
INSERT INTO "django_content_type" VALUES('31','imports','feeditem');
INSERT INTO "django_content_type" VALUES('32','imports','row');
INSERT INTO "django_content_type" VALUES('33','website','homepage');
INSERT INTO "django_content_type" VALUES('34','website','officesettings');
INSERT INTO "django_content_type" VALUES('35','website','standardpage');
INSERT INTO "django_content_type" VALUES('36','website','official');
INSERT INTO "django_content_type" VALUES('37','website','query');
INSERT INTO "django_content_type" VALUES('38','website','storestate');
INSERT INTO "django_content_type" VALUES('39','website','queryword');
INSERT INTO "django_content_type" VALUES('40','website','storedpage');
INSERT INTO "django_content_type" VALUES('41','website','rowtag');
INSERT INTO "django_content_type" VALUES('42','website','pagequery');
INSERT INTO "django_content_type" VALUES('43','website','alert');
INSERT INTO "django_content_type" VALUES('44','website','logplace');
INSERT INTO "django_content_type" VALUES('45','website','missed');
INSERT INTO "django_content_type" VALUES('46','website','pagereads');
INSERT INTO "django_content_type" VALUES('47','website','source');
INSERT INTO "django_content_type" VALUES('48','newsroom','newsindexpage');
INSERT INTO "django_content_type" VALUES('49','newsroom','author');
INSERT INTO "django_content_type" VALUES('50','newsroom','story');
INSERT INTO "django_content_type" VALUES('51','newsroom','newspage');
INSERT INTO "django_content_type" VALUES('52','newsroom','storytag');
INSERT INTO "django_content_type" VALUES('53','newsroom','publicationindexpage');
INSERT INTO "django_content_type" VALUES('54','newsroom','releaseindexpage');
INSERT INTO "django_content_type" VALUES('55','newsroom','newsroomsettings');
INSERT INTO "django_content_type" VALUES('56','newsroom','publicationpage');
INSERT INTO "django_content_type" VALUES('57','newsroom','releasepage');
INSERT INTO "django_content_type" VALUES('58','newsroom','releasenumber');
INSERT INTO "django_content_type" VALUES('59','newsroom','coverage');
INSERT INTO "django_content_type" VALUES('60','newsroom','morningmessage');
INSERT INTO "django_content_type" VALUES('61','newsroom','part');
INSERT INTO "django_content_type" VALUES('62','newsroom','link');
INSERT INTO "django_content_type" VALUES('63','newsroom','linkharvest');
INSERT INTO "django_content_type" VALUES('64','newsroom','linkplace');
INSERT INTO "django_content_type" VALUES('65','newsroom','keptashistory');
INSERT INTO "django_content_type" VALUES('66','newsroom','sourcequestion');
INSERT INTO "django_content_type" VALUES('67','newsroom','translation');
INSERT INTO "django_content_type" VALUES('68','newsroom','reply');
INSERT INTO "django_content_type" VALUES('69','newsroom','sourceanswer');
INSERT INTO "django_content_type" VALUES('70','newsroom','report');
INSERT INTO "django_content_type" VALUES('71','newsroom','letter');
INSERT INTO "django_content_type" VALUES('72','newsroom','fieldphoto');
INSERT INTO "django_content_type" VALUES('73','newsroom','idea');
INSERT INTO "django_content_type" VALUES('74','newsroom','parcel');
INSERT INTO "django_content_type" VALUES('75','newsroom','member');
INSERT INTO "django_content_type" VALUES('76','newsroom','urgentpublication');
INSERT INTO "django_content_type" VALUES('77','newsroom','mistake');
INSERT INTO "django_content_type" VALUES('78','channels','channel');
INSERT INTO "django_content_type" VALUES('79','channels','content');
INSERT INTO "django_content_type" VALUES('80','channels','delivery');
INSERT INTO "django_content_type" VALUES('81','channels','attempt');
INSERT INTO "django_content_type" VALUES('82','channels','medium');
INSERT INTO "django_content_type" VALUES('83','channels','pause');
INSERT INTO "django_content_type" VALUES('84','channels','preparedmedia');
INSERT INTO "django_content_type" VALUES('85','channels','variant');
INSERT INTO "django_content_type" VALUES('86','channels','unithashtags');
INSERT INTO "django_content_type" VALUES('87','channels','change');
INSERT INTO "django_content_type" VALUES('88','channels','shaped');
INSERT INTO "django_content_type" VALUES('89','channels','firstcomment');
INSERT INTO "django_content_type" VALUES('90','channels','halffilm');
INSERT INTO "django_content_type" VALUES('91','channels','officekey');
INSERT INTO "django_content_type" VALUES('92','channels','pace');
INSERT INTO "django_content_type" VALUES('93','channels','subscription');
INSERT INTO "django_content_type" VALUES('94','channels','recipient');
INSERT INTO "django_content_type" VALUES('95','channels','wish');
INSERT INTO "django_content_type" VALUES('96','channels','accesstoken');
INSERT INTO "django_content_type" VALUES('97','channels','answer');
INSERT INTO "django_content_type" VALUES('98','channels','happening');
INSERT INTO "django_content_type" VALUES('99','channels','hook');
INSERT INTO "django_content_type" VALUES('100','channels','message');
INSERT INTO "django_content_type" VALUES('101','channels','seat');
INSERT INTO "django_content_type" VALUES('102','channels','sheet');
INSERT INTO "django_content_type" VALUES('103','channels','slot');
INSERT INTO "django_content_type" VALUES('104','channels','registration');
INSERT INTO "django_content_type" VALUES('105','channels','deadmetric');
INSERT INTO "django_content_type" VALUES('106','channels','metricsnapshot');
INSERT INTO "django_content_type" VALUES('107','channels','loosemedium');
INSERT INTO "django_content_type" VALUES('108','channels','mailbox');
INSERT INTO "django_content_type" VALUES('109','search','text');
INSERT INTO "django_content_type" VALUES('110','files','officedocument');
INSERT INTO "django_content_type" VALUES('111','files','picture');
INSERT INTO "django_content_type" VALUES('112','files','rendition');
INSERT INTO "django_content_type" VALUES('113','accounts','user');
INSERT INTO "django_content_type" VALUES('114','accounts','unit');
INSERT INTO "django_content_type" VALUES('115','accounts','assignment');
INSERT INTO "django_content_type" VALUES('116','accounts','emailchange');
INSERT INTO "django_content_type" VALUES('117','core','approvaltask');
INSERT INTO "django_content_type" VALUES('118','core','freeze');
INSERT INTO "django_content_type" VALUES('119','core','job');
INSERT INTO "django_content_type" VALUES('120','core','shortlink');
INSERT INTO "django_content_type" VALUES('121','core','touch');
INSERT INTO "django_content_type" VALUES('122','core','approval');
INSERT INTO "django_content_type" VALUES('123','core','approvallink');
INSERT INTO "django_content_type" VALUES('124','core','entry');
INSERT INTO "django_content_type" VALUES('125','core','holiday');
INSERT INTO "django_content_type" VALUES('126','core','personal');
INSERT INTO "django_content_type" VALUES('127','core','leavedecree');
INSERT INTO "django_content_type" VALUES('128','core','counter');
INSERT INTO "django_content_type" VALUES('129','core','ending');
INSERT INTO "django_content_type" VALUES('130','core','review');
INSERT INTO "django_content_type" VALUES('131','wagtailredirects','redirect');
INSERT INTO "django_content_type" VALUES('132','simple_translation','simpletranslation');
INSERT INTO "django_content_type" VALUES('133','wagtailembeds','embed');
INSERT INTO "django_content_type" VALUES('134','wagtailusers','userprofile');
INSERT INTO "django_content_type" VALUES('135','wagtailimages','rendition');
INSERT INTO "django_content_type" VALUES('136','wagtailsearch','indexentry');
INSERT INTO "django_content_type" VALUES('137','wagtailadmin','editingsession');
INSERT INTO "django_content_type" VALUES('138','wagtailadmin','formstate');
INSERT INTO "django_content_type" VALUES('139','taggit','tag');
INSERT INTO "django_content_type" VALUES('140','taggit','taggeditem');
INSERT INTO "django_content_type" VALUES('141','account','emailaddress');
INSERT INTO "django_content_type" VALUES('142','account','emailconfirmation');
INSERT INTO "django_content_type" VALUES('143','mfa','authenticator');
INSERT INTO "django_content_type" VALUES('144','socialaccount','socialaccount');
INSERT INTO "django_content_type" VALUES('145','socialaccount','socialapp');
INSERT INTO "django_content_type" VALUES('146','socialaccount','socialtoken');
INSERT INTO "django_content_type" VALUES('147','usersessions','usersession');
INSERT INTO "django_content_type" VALUES('148','auth','permission');
INSERT INTO "django_content_type" VALUES('149','auth','group');
INSERT INTO "django_content_type" VALUES('150','contenttypes','contenttype');
INSERT INTO "django_content_type" VALUES('151','sessions','session');
INSERT INTO "django_migrations" VALUES('1','contenttypes','0001_initial','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('2','contenttypes','0002_remove_content_type_name','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('3','auth','0001_initial','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('4','auth','0002_alter_permission_name_max_length','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('5','auth','0003_alter_user_email_max_length','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('6','auth','0004_alter_user_username_opts','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('7','auth','0005_alter_user_last_login_null','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('8','auth','0006_require_contenttypes_0002','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('9','auth','0007_alter_validators_add_error_messages','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('10','auth','0008_alter_user_username_max_length','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('11','auth','0009_alter_user_last_name_max_length','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('12','auth','0010_alter_group_name_max_length','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('13','auth','0011_update_proxy_permissions','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('14','auth','0012_alter_user_first_name_max_length','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('15','accounts','0001_start','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('16','account','0001_initial','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('17','account','0002_email_max_length','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('18','account','0003_alter_emailaddress_create_unique_verified_email','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('19','account','0004_alter_emailaddress_drop_unique_email','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('20','account','0005_emailaddress_idx_upper_email','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('21','account','0006_emailaddress_lower','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('22','account','0007_emailaddress_idx_email','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('23','account','0008_emailaddress_unique_primary_email_fixup','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('24','account','0009_emailaddress_unique_primary_email','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('25','accounts','0002_email_change','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('26','accounts','0003_english_names','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('27','wagtailcore','0001_initial','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('28','wagtailcore','0002_initial_data','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('29','wagtailcore','0003_add_uniqueness_constraint_on_group_page_permission','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('30','wagtailcore','0004_page_locked','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('31','wagtailcore','0005_add_page_lock_permission_to_moderators','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('32','wagtailcore','0006_add_lock_page_permission','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('33','wagtailcore','0007_page_latest_revision_created_at','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('34','wagtailcore','0008_populate_latest_revision_created_at','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('35','wagtailcore','0009_remove_auto_now_add_from_pagerevision_created_at','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('36','wagtailcore','0010_change_page_owner_to_null_on_delete','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('37','wagtailcore','0011_page_first_published_at','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('38','wagtailcore','0012_extend_page_slug_field','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('39','wagtailcore','0013_update_golive_expire_help_text','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('40','wagtailcore','0014_add_verbose_name','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('41','wagtailcore','0015_add_more_verbose_names','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('42','wagtailcore','0016_change_page_url_path_to_text_field','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('43','wagtailcore','0017_change_edit_page_permission_description','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('44','wagtailcore','0018_pagerevision_submitted_for_moderation_index','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('45','wagtailcore','0019_verbose_names_cleanup','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('46','wagtailcore','0020_add_index_on_page_first_published_at','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('47','wagtailcore','0021_capitalizeverbose','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('48','wagtailcore','0022_add_site_name','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('49','wagtailcore','0023_alter_page_revision_on_delete_behaviour','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('50','wagtailcore','0024_collection','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('51','wagtailcore','0025_collection_initial_data','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('52','wagtailcore','0026_group_collection_permission','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('53','wagtailcore','0027_fix_collection_path_collation','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('54','wagtailcore','0024_alter_page_content_type_on_delete_behaviour','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('55','wagtailcore','0028_merge','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('56','wagtailcore','0029_unicode_slugfield_dj19','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('57','wagtailcore','0030_index_on_pagerevision_created_at','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('58','wagtailcore','0031_add_page_view_restriction_types','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('59','wagtailcore','0032_add_bulk_delete_page_permission','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('60','wagtailcore','0033_remove_golive_expiry_help_text','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('61','wagtailcore','0034_page_live_revision','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('62','wagtailcore','0035_page_last_published_at','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('63','wagtailcore','0036_populate_page_last_published_at','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('64','wagtailcore','0037_set_page_owner_editable','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('65','wagtailcore','0038_make_first_published_at_editable','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('66','wagtailcore','0039_collectionviewrestriction','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('67','wagtailcore','0040_page_draft_title','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('68','wagtailcore','0041_group_collection_permissions_verbose_name_plural','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('69','wagtailcore','0042_index_on_pagerevision_approved_go_live_at','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('70','wagtailcore','0043_lock_fields','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('71','wagtailcore','0044_add_unlock_grouppagepermission','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('72','wagtailcore','0045_assign_unlock_grouppagepermission','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('73','wagtailcore','0046_site_name_remove_null','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('74','wagtailcore','0047_add_workflow_models','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('75','wagtailcore','0048_add_default_workflows','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('76','wagtailcore','0049_taskstate_finished_by','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('77','wagtailcore','0050_workflow_rejected_to_needs_changes','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('78','wagtailcore','0051_taskstate_comment','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('79','wagtailcore','0052_pagelogentry','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('80','wagtailcore','0053_locale_model','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('81','wagtailcore','0054_initial_locale','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('82','wagtailcore','0055_page_locale_fields','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('83','wagtailcore','0056_page_locale_fields_populate','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('84','wagtailcore','0057_page_locale_fields_notnull','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('85','wagtailcore','0058_page_alias_of','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('86','wagtailcore','0059_apply_collection_ordering','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('87','wagtailcore','0060_fix_workflow_unique_constraint','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('88','wagtailcore','0061_change_promote_tab_helpt_text_and_verbose_names','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('89','wagtailcore','0062_comment_models_and_pagesubscription','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('90','wagtailcore','0063_modellogentry','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('91','wagtailcore','0064_log_timestamp_indexes','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('92','wagtailcore','0065_log_entry_uuid','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('93','wagtailcore','0066_collection_management_permissions','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('94','wagtailcore','0067_alter_pagerevision_content_json','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('95','wagtailcore','0068_log_entry_empty_object','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('96','wagtailcore','0069_log_entry_jsonfield','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('97','wagtailcore','0070_rename_pagerevision_revision','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('98','wagtailcore','0071_populate_revision_content_type','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('99','wagtailcore','0072_alter_revision_content_type_notnull','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('100','wagtailcore','0073_page_latest_revision','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('101','wagtailcore','0074_revision_object_str','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('102','wagtailcore','0075_populate_latest_revision_and_revision_object_str','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('103','wagtailcore','0076_modellogentry_revision','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('104','wagtailcore','0077_alter_revision_user','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('105','wagtailcore','0078_referenceindex','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('106','wagtailcore','0079_rename_taskstate_page_revision','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('107','wagtailcore','0080_generic_workflowstate','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('108','wagtailcore','0081_populate_workflowstate_content_type','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('109','wagtailcore','0082_alter_workflowstate_content_type_notnull','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('110','wagtailcore','0083_workflowcontenttype','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('111','wagtailcore','0084_add_default_page_permissions','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('112','wagtailcore','0085_add_grouppagepermission_permission','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('113','wagtailcore','0086_populate_grouppagepermission_permission','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('114','wagtailcore','0087_alter_grouppagepermission_unique_together_and_more','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('115','wagtailcore','0088_fix_log_entry_json_timestamps','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('116','wagtailcore','0089_log_entry_data_json_null_to_object','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('117','wagtailcore','0090_remove_grouppagepermission_permission_type','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('118','wagtailcore','0091_remove_revision_submitted_for_moderation','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('119','wagtailcore','0092_alter_collectionviewrestriction_password_and_more','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('120','wagtailcore','0093_uploadedfile','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('121','wagtailcore','0094_alter_page_locale','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('122','wagtailcore','0095_groupsitepermission','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('123','wagtailcore','0096_referenceindex_referenceindex_source_object_and_more','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('124','wagtailcore','0097_baselogentry_uuid_action_timestamp_indexes','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('125','taggit','0001_initial','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('126','taggit','0002_auto_20150616_2121','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('127','taggit','0003_taggeditem_add_unique_index','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('128','taggit','0004_alter_taggeditem_content_type_alter_taggeditem_tag','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('129','taggit','0005_auto_20220424_2025','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('130','taggit','0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('131','files','0001_start','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('132','files','0002_rights','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('133','channels','0001_start','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('134','channels','0002_shared','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('135','channels','0003_shapes','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('136','channels','0004_subscriptions','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('137','channels','0005_plan','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('138','channels','0006_measures','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('139','channels','0007_media','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('140','channels','0008_people','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('141','core','0001_start','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('142','core','0002_digests','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('143','core','0003_days_off','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('144','core','0004_approvals_told','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('145','core','0005_going_out','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('146','core','0006_endings','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('147','core','0007_reviews','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('148','core','0008_touches','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('149','imports','0001_start','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('150','imports','0002_sentences','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('151','imports','0003_tries','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('152','mfa','0001_initial','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('153','mfa','0002_authenticator_timestamps','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('154','mfa','0003_authenticator_type_uniq','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('155','newsroom','0001_start','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('156','newsroom','0002_stories','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('157','newsroom','0003_desk','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('158','newsroom','0004_reviews','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('159','newsroom','0005_links','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('160','newsroom','0006_history','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('161','newsroom','0007_source','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('162','newsroom','0008_field','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('163','newsroom','0009_plan','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('164','newsroom','0010_mistakes','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('165','search','0001_start','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('166','sessions','0001_initial','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('167','simple_translation','0001_initial','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('168','socialaccount','0001_initial','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('169','socialaccount','0002_token_max_lengths','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('170','socialaccount','0003_extra_data_default_dict','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('171','socialaccount','0004_app_provider_id_settings','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('172','socialaccount','0005_socialtoken_nullable_app','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('173','socialaccount','0006_alter_socialaccount_extra_data','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('174','usersessions','0001_initial','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('175','wagtailadmin','0001_create_admin_access_permissions','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('176','wagtailadmin','0002_admin','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('177','wagtailadmin','0003_admin_managed','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('178','wagtailadmin','0004_editingsession','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('179','wagtailadmin','0005_editingsession_is_editing','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('180','wagtailadmin','0006_formstate','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('181','wagtaildocs','0001_initial','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('182','wagtaildocs','0002_initial_data','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('183','wagtaildocs','0003_add_verbose_names','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('184','wagtaildocs','0004_capitalizeverbose','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('185','wagtaildocs','0005_document_collection','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('186','wagtaildocs','0006_copy_document_permissions_to_collections','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('187','wagtaildocs','0005_alter_uploaded_by_user_on_delete_action','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('188','wagtaildocs','0007_merge','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('189','wagtaildocs','0008_document_file_size','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('190','wagtaildocs','0009_document_verbose_name_plural','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('191','wagtaildocs','0010_document_file_hash','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('192','wagtaildocs','0011_add_choose_permissions','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('193','wagtaildocs','0012_uploadeddocument','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('194','wagtaildocs','0013_delete_uploadeddocument','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('195','wagtaildocs','0014_alter_document_file_size','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('196','wagtailembeds','0001_initial','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('197','wagtailembeds','0002_add_verbose_names','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('198','wagtailembeds','0003_capitalizeverbose','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('199','wagtailembeds','0004_embed_verbose_name_plural','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('200','wagtailembeds','0005_specify_thumbnail_url_max_length','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('201','wagtailembeds','0006_add_embed_hash','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('202','wagtailembeds','0007_populate_hash','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('203','wagtailembeds','0008_allow_long_urls','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('204','wagtailembeds','0009_embed_cache_until','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('205','wagtailimages','0001_initial','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('206','wagtailimages','0002_initial_data','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('207','wagtailimages','0003_fix_focal_point_fields','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('208','wagtailimages','0004_make_focal_point_key_not_nullable','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('209','wagtailimages','0005_make_filter_spec_unique','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('210','wagtailimages','0006_add_verbose_names','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('211','wagtailimages','0007_image_file_size','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('212','wagtailimages','0008_image_created_at_index','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('213','wagtailimages','0009_capitalizeverbose','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('214','wagtailimages','0010_change_on_delete_behaviour','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('215','wagtailimages','0011_image_collection','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('216','wagtailimages','0012_copy_image_permissions_to_collections','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('217','wagtailimages','0013_make_rendition_upload_callable','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('218','wagtailimages','0014_add_filter_spec_field','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('219','wagtailimages','0015_fill_filter_spec_field','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('220','wagtailimages','0016_deprecate_rendition_filter_relation','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('221','wagtailimages','0017_reduce_focal_point_key_max_length','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('222','wagtailimages','0018_remove_rendition_filter','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('223','wagtailimages','0019_delete_filter','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('224','wagtailimages','0020_add-verbose-name','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('225','wagtailimages','0021_image_file_hash','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('226','wagtailimages','0022_uploadedimage','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('227','wagtailimages','0023_add_choose_permissions','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('228','wagtailimages','0024_index_image_file_hash','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('229','wagtailimages','0025_alter_image_file_alter_rendition_file','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('230','wagtailimages','0026_delete_uploadedimage','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('231','wagtailimages','0027_image_description','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('232','wagtailredirects','0001_initial','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('233','wagtailredirects','0002_add_verbose_names','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('234','wagtailredirects','0003_make_site_field_editable','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('235','wagtailredirects','0004_set_unique_on_path_and_site','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('236','wagtailredirects','0005_capitalizeverbose','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('237','wagtailredirects','0006_redirect_increase_max_length','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('238','wagtailredirects','0007_add_autocreate_fields','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('239','wagtailredirects','0008_add_verbose_name_plural','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('240','wagtailsearch','0001_initial','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('241','wagtailsearch','0002_add_verbose_names','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('242','wagtailsearch','0003_remove_editors_pick','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('243','wagtailsearch','0004_querydailyhits_verbose_name_plural','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('244','wagtailsearch','0005_create_indexentry','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('245','wagtailsearch','0006_customise_indexentry','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('246','wagtailsearch','0007_delete_editorspick','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('247','wagtailsearch','0008_remove_query_and_querydailyhits_models','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('248','wagtailsearch','0009_remove_ngram_autocomplete','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('249','wagtailsearch','0010_add_text_fields','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('250','wagtailusers','0001_initial','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('251','wagtailusers','0002_add_verbose_name_on_userprofile','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('252','wagtailusers','0003_add_verbose_names','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('253','wagtailusers','0004_capitalizeverbose','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('254','wagtailusers','0005_make_related_name_wagtail_specific','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('255','wagtailusers','0006_userprofile_prefered_language','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('256','wagtailusers','0007_userprofile_current_time_zone','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('257','wagtailusers','0008_userprofile_avatar','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('258','wagtailusers','0009_userprofile_verbose_name_plural','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('259','wagtailusers','0010_userprofile_updated_comments_notifications','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('260','wagtailusers','0011_userprofile_dismissibles','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('261','wagtailusers','0012_userprofile_theme','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('262','wagtailusers','0013_userprofile_density','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('263','wagtailusers','0014_userprofile_contrast','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('264','wagtailusers','0015_userprofile_keyboard_shortcuts','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('265','website','0001_start','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('266','website','0002_empty_house','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('267','website','0003_standard_page','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('268','website','0004_page_store','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('269','website','0005_alert','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('270','website','0006_reads','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('271','website','0007_brand','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('272','website','0008_newest_of_a_kind','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('273','wagtailimages','0001_squashed_0021','2026-01-01 00:00:00+00');
INSERT INTO "django_migrations" VALUES('274','wagtailcore','0001_squashed_0016_change_page_url_path_to_text_field','2026-01-01 00:00:00+00');
INSERT INTO "wagtailcore_collection" VALUES('1','0001','1','0','Semua berkas');
INSERT INTO "wagtailcore_locale" VALUES('1','id');
INSERT INTO "wagtailcore_page" VALUES('1','0001','1','0','Semua halaman','root','true','false','/','','false','',NULL,NULL,'false','1',NULL,'false',NULL,NULL,NULL,NULL,'Semua halaman',NULL,NULL,'5a5a0000-0000-4000-8000-000000000000','1',NULL,NULL);
TRUNCATE public.core_touch RESTART IDENTITY;
SELECT pg_catalog.setval('public.auth_group_id_seq', 2, true);
SELECT pg_catalog.setval('public.auth_group_permissions_id_seq', 18, true);
SELECT pg_catalog.setval('public.auth_permission_id_seq', 604, true);
SELECT pg_catalog.setval('public.django_content_type_id_seq', 151, true);
SELECT pg_catalog.setval('public.django_migrations_id_seq', 274, true);
SELECT pg_catalog.setval('public.wagtailcore_collection_id_seq', 1, true);
SELECT pg_catalog.setval('public.wagtailcore_groupapprovaltask_groups_id_seq', 1, true);
SELECT pg_catalog.setval('public.wagtailcore_groupcollectionpermission_id_seq', 12, true);
SELECT pg_catalog.setval('public.wagtailcore_grouppagepermission_id_seq', 7, true);
SELECT pg_catalog.setval('public.wagtailcore_locale_id_seq', 1, true);
SELECT pg_catalog.setval('public.wagtailcore_page_id_seq', 2, true);
SELECT pg_catalog.setval('public.wagtailcore_site_id_seq', 1, true);
SELECT pg_catalog.setval('public.wagtailcore_task_id_seq', 1, true);
SELECT pg_catalog.setval('public.wagtailcore_workflow_id_seq', 1, true);
SELECT pg_catalog.setval('public.wagtailcore_workflowtask_id_seq', 1, true);
