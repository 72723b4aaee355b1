"""The rights Wagtail asks a person's groups for: one query, where it makes four."""

from functools import cached_property
from typing import Any

from django.contrib.auth.models import Permission
from django.db import DEFAULT_DB_ALIAS, models
from django.db.models import IntegerField, TextField, Value
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    GroupSitePermission,
    Page,
    Site,
)

# The row that gives a right, what it is a right to, and the facts known of that.
PLACE = ("path", "depth")
KINDS: dict[str, tuple[Any, Any, tuple[str, ...]]] = {
    "page": (GroupPagePermission, Page, PLACE),
    "collection": (GroupCollectionPermission, Collection, PLACE),
    "site": (GroupSitePermission, Site, ()),
}
NO_PLACE = (Value("", TextField()), Value(0, IntegerField()))


def rights_of(user_id: int) -> dict[str, list[Any]]:
    """Return what a person's groups give them, as Wagtail's own rows. One query.

    Of a page or a collection its place alone is read, which is what a right is compared
    with; Django reads the rest when somebody asks for it.
    """
    rights: dict[str, list[Any]] = {kind: [] for kind in KINDS}
    first, *others = (rows_of(kind, user_id) for kind in KINDS)
    for kind, *facts in first.union(*others, all=True):
        rights[kind].append(right_of(kind, *facts))
    return rights


def rows_of(kind: str, user_id: int) -> Any:
    model, _of, facts = KINDS[kind]
    place = [f"{kind}__{fact}" for fact in facts] or NO_PLACE
    permission = ("permission", "permission__content_type", "permission__codename")
    return model.objects.filter(group__user=user_id).values_list(
        Value(kind, TextField()), "pk", "group", *permission, kind, *place
    )


def right_of(kind: str, pk: int, group_id: int, *facts: Any) -> Any:
    permission_id, content_type_id, codename, key, *place = facts
    model, of, names = KINDS[kind]
    known = {"content_type_id": content_type_id, "codename": codename}
    permission = part_of(Permission, permission_id, **known)
    there = part_of(of, key, **dict(zip(names, place, strict=False)))
    return model(pk=pk, group_id=group_id, permission=permission, **{kind: there})


def part_of(model: Any, key: int, **known: Any) -> models.Model:
    """Return a row of which just this is known, named in the order of its fields."""
    row: models.Model = model.from_db(
        DEFAULT_DB_ALIAS, ["id", *known], [key, *known.values()]
    )
    return row


class AsksOnce:
    """Has the rights where Wagtail looks for them before it asks for each kind.

    They are read for each request, as Wagtail would: a right taken away is gone.
    """

    pk: Any
    is_superuser: Any

    @cached_property
    def rights(self) -> dict[str, list[Any]]:
        # Wagtail lets a superuser do everything without a row.
        return {kind: [] for kind in KINDS} if self.is_superuser else rights_of(self.pk)

    @property
    def _page_permission_cache(self) -> list[Any]:
        return self.rights["page"]

    @property
    def _collection_permission_cache(self) -> list[Any]:
        return self.rights["collection"]

    @property
    def _site_permission_cache(self) -> list[Any]:
        return self.rights["site"]

    @cached_property
    def _explorable_root_page_cache(self) -> Page | None:
        """Return where the explorer begins. A query unless all rights are in one place.

        Raises nothing: who has no right to a page begins nowhere.
        """
        if self.is_superuser:
            return Page.get_first_root_node()
        pages = {right.page_id: right.page for right in self.rights["page"]}
        if len(pages) < 2:
            return next(iter(pages.values()), None)
        try:
            return Page.objects.first_common_ancestor_of(
                list(pages.values()), include_self=True, strict=True
            )
        except Page.DoesNotExist:
            return None
