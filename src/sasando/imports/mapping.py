"""What each item becomes here, by its kind and its categories on the old site."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sasando.core.refusals import NotAllowed
from sasando.newsroom.models import PublicationPage


class Kind(StrEnum):
    NEWS = "news"
    PUBLICATION = "publication"
    RELEASE = "release"
    PAGE = "page"
    FILE = "file"


LABELS = {
    Kind.NEWS: gettext_lazy("news item"),
    Kind.PUBLICATION: gettext_lazy("publication"),
    Kind.RELEASE: gettext_lazy("press release"),
    Kind.PAGE: gettext_lazy("standard page"),
    Kind.FILE: gettext_lazy("file"),
}
Form = PublicationPage.Form


@dataclass(frozen=True, slots=True)
class Target:
    """A kind of page; of a publication also its form."""

    kind: Kind
    form: str = ""

    def __str__(self) -> str:
        return f"{self.kind}:{self.form}" if self.form else str(self.kind)


# By the address word of a category. Old press releases are not here: an export has no
# numbers and signatories, and ours would be false. `release` is chosen by hand.
USUAL = {
    "infografis": Target(Kind.PUBLICATION, Form.INFOGRAPHIC),
    "infographic": Target(Kind.PUBLICATION, Form.INFOGRAPHIC),
    "video": Target(Kind.PUBLICATION, Form.VIDEO),
    "galeri-foto": Target(Kind.PUBLICATION, Form.PHOTO_STORY),
    "foto": Target(Kind.PUBLICATION, Form.PHOTO_STORY),
    "buletin": Target(Kind.PUBLICATION, Form.BULLETIN),
    "naskah-radio": Target(Kind.PUBLICATION, Form.RADIO_SCRIPT),
}
# WordPress gives these to whatever has no category.
NO_CATEGORY = {
    "uncategorized",
    "tak-berkategori",
    "tanpa-kategori",
    "tidak-terkategori",
}
TAG_LONGEST = 100


def target_of(
    post_type: str, terms: Iterable[tuple[str, str, str]], chosen: Mapping[str, str]
) -> Target:
    """Return what an item becomes; what the office chose wins over what is usual."""
    if post_type == "page":
        return Target(Kind.PAGE)
    slugs = [
        slugify(slug or name) for domain, slug, name in terms if domain == "category"
    ]
    for slug in slugs:
        if slug in chosen:
            return read(chosen[slug])
    return next((USUAL[slug] for slug in slugs if slug in USUAL), Target(Kind.NEWS))


def tags_of(terms: Iterable[tuple[str, str, str]]) -> list[str]:
    """Return categories and tags as tags, each once, in their order."""
    names = [
        " ".join(name.split())[:TAG_LONGEST].strip()
        for domain, slug, name in terms
        if domain in {"category", "post_tag", "tag"} and slug not in NO_CATEGORY
    ]
    return list({name.casefold(): name for name in reversed(names) if name}.values())[
        ::-1
    ]


def read(text: str) -> Target:
    """Return the target that “publication:infographic” names. Raises NotAllowed."""
    kind, _colon, form = text.partition(":")
    good = kind in {Kind.NEWS, Kind.RELEASE} and not form
    good = good or (kind == Kind.PUBLICATION and form in Form.values)
    if not good:
        wanted = ["news", "release", *(f"publication:{each}" for each in Form.values)]
        words = {"text": text, "wanted": ", ".join(wanted)}
        raise NotAllowed(_("“%(text)s” is none of: %(wanted)s.") % words)
    return Target(Kind(kind), form)


def chosen(lines: Iterable[str]) -> dict[str, str]:
    """Return the choices of lines such as “infografis=publication:infographic”."""
    found = {}
    for line in filter(None, map(str.strip, lines)):
        slug, equals, target = line.partition("=")
        if not (equals and slug.strip()):
            raise NotAllowed(
                _("Write category=kind, for example video=publication:video.")
            )
        found[slugify(slug)] = str(read(target.strip()))
    return found
