"""Which tables readers are shown something of: their triggers are made from these.

Each page class, each list that belongs to a page, each setting of the site, and the
models named here. A page that reads any other table is not stored, and `doctor` names
the table: so nobody can forget one here.
"""

from typing import Any

from django.apps import apps
from django.db import models
from modelcluster.models import get_all_child_relations
from wagtail.contrib.settings.models import BaseSiteSetting
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage
from wagtail.models import Page

from sasando.core import hearing
from sasando.core.hearing import Hearing

NAMED = (
    *("wagtailcore.Site", "wagtailcore.Locale", "wagtailcore.Revision"),
    *("wagtailredirects.Redirect", "taggit.Tag", "taggit.TaggedItem"),
    *("core.Approval", "core.Ending", "core.ShortLink"),
    *("accounts.Unit", "accounts.User", "accounts.Assignment"),
    *("files.Picture", "files.Rendition", "files.OfficeDocument"),
    *("newsroom.Reply", "newsroom.ReleaseNumber", "newsroom.Translation"),
)
# What a reader is shown of none of these rows; a change of it is no touch.
QUIET: dict[str, frozenset[str]] = {
    "wagtailcore.Page": frozenset(
        {
            *("numchild", "draft_title", "has_unpublished_changes", "owner"),
            *("latest_revision", "latest_revision_created_at", "go_live_at"),
            *("locked", "locked_at", "locked_by"),
        }
    ),
    "wagtailcore.Revision": frozenset({"approved_go_live_at", "object_str"}),
    "accounts.User": frozenset({"password", "last_login"}),
}
# Read, and yet nothing of a row is shown: Django's own register of models, and what
# the desk says beside a text.
NOT_SHOWN = frozenset({"django_content_type", "wagtailcore_comment"})
PRIVACY = "wagtailcore_pageviewrestriction"
# Privacy is shown on no page, so no read records it: the page and all below it.
BELOW = (
    "SELECT 'wagtailcore_page wagtailcore_page#' || p.id FROM wagtailcore_page p "
    "JOIN wagtailcore_page top ON substr(p.path, 1, length(top.path)) = top.path "
    "WHERE top.id = {row}.page_id"
)


def triggers() -> list[Hearing]:
    """Return the triggers of every heard table."""
    found = [each for model in heard() for each in hear(model)]
    columns = ("page_id", "restriction_type")
    return found + hearing.triggers_of(PRIVACY, columns, BELOW)


def heard() -> list[type[models.Model]]:
    """Return the models whose rows readers are shown, by table."""
    pages = [model for model in apps.get_models() if issubclass(model, Page)]
    found = {*pages, *map(apps.get_model, NAMED)}
    found |= {
        model for model in apps.get_models() if issubclass(model, BaseSiteSetting)
    }
    for page in pages:
        found |= {each.related_model for each in get_all_child_relations(page)}
    ours = [model for model in found if model._meta.managed and not is_desk(model)]
    return sorted(ours, key=hearing.table_of)


def is_desk(model: type[models.Model]) -> bool:
    """Return whether only the desk reads it: comments on a draft."""
    return bool(model._meta.label.startswith("wagtailcore.Comment"))


def hear(model: Any) -> list[Hearing]:
    quiet = QUIET.get(model._meta.label, frozenset())
    return hearing.hear(model, but=quiet, keys=keys_of(model))


def keys_of(model: Any) -> set[str]:
    """Return the fields by which the rows of one page or picture are found."""
    if model is Page:
        # By its path breadcrumbs find a page, by the other its translation.
        return {"path", "translation_key"}
    if issubclass(model, Page):
        return set()
    owners = (Page, AbstractImage, AbstractDocument)
    return {
        field.name
        for field in model._meta.local_concrete_fields
        if field.related_model and issubclass(field.related_model, owners)
    }
