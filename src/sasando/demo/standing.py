"""Standard pages of the demo: written by one person, approved by another."""

from typing import Any

from wagtail.models import Locale

from sasando.demo.content import Standing
from sasando.demo.newsroom import Newsroom
from sasando.website.models import HomePage, Official, StandardPage


def write(newsroom: Newsroom, page: Standing) -> StandardPage:
    """Return the draft of one page, saved by its author."""
    author = newsroom.people[page.author]
    item = StandardPage(
        **shown(page),
        unit=newsroom.units[page.unit],
        owner=author,
        show_in_menus=not page.below,
        live=False,
    )
    home = HomePage.objects.get(pk=newsroom.section.get_parent().pk)
    above = StandardPage.objects.get(slug=page.below) if page.below else home
    above.add_child(instance=item)
    item.officials = list(officials(newsroom, page))
    item.save_revision(user=author)
    return item


def translate(newsroom: Newsroom, item: StandardPage, page: Standing) -> StandardPage:
    """Return the English draft of a page, saved by its translator."""
    translator = newsroom.people[page.author]
    english = Locale.objects.get(language_code="en")
    twin: StandardPage = item.copy_for_translation(english)
    for field, value in shown(page).items():
        setattr(twin, field, value)
    twin.owner = translator
    twin.officials = list(officials(newsroom, page))
    twin.save()
    twin.save_revision(user=translator, log_action=True)
    return twin


def shown(page: Standing) -> dict[str, Any]:
    """Return the fields that differ between the languages."""
    facts = ("title", "slug", "intro")
    return {fact: getattr(page, fact) for fact in facts} | {"body": page.blocks}


def officials(newsroom: Newsroom, page: Standing) -> Any:
    """Yield whom a page names: “Name = position; Name = position”."""
    for each in filter(None, page.officials.split(";")):
        name, position = each.split("=")
        person = newsroom.people[name.strip()]
        yield Official(user=person, position=position.strip())
