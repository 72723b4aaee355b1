"""The editor's form of every page: a slug that is never missed in an unseen field."""

from typing import Any

from wagtail.admin.forms import WagtailAdminPageForm


class PageForm(WagtailAdminPageForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields and self.has_no_address:
            # `BasePage` makes one of the title, or of the kind of page.
            self.fields["slug"].required = False

    @property
    def has_no_address(self) -> bool:
        """Return whether no reader has ever had the address of this page."""
        return self.instance.first_published_at is None

    def clean_slug(self) -> str:
        """Return the slug without the edges that a browser makes of an emoji."""
        slug: str = self.cleaned_data["slug"]
        return slug.strip("-") if self.has_no_address else slug
