"""What Wagtail's frame asks the database for on every staff page, and we know."""

from collections.abc import Iterator

from wagtail.admin.templatetags import wagtailadmin_tags
from wagtail.coreutils import get_content_languages
from wagtail.models import Locale


class ContentLanguages:
    """Stands for the manager of `Locale` where scripts are told their names.

    The languages of an office are its settings; a language without a row names no page.
    """

    def all(self) -> Iterator[Locale]:
        return (Locale(language_code=code) for code in get_content_languages())


class Languages:
    objects = ContentLanguages()


def install() -> None:
    """Take the place of Wagtail's own; it offers no setting for this."""
    wagtailadmin_tags.Locale = Languages
