"""Subject and audience in the composer, where a channel goes to people one by one."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _

from sasando.accounts.models import Unit
from sasando.channels.models import Content
from sasando.channels.people import addressing, audience, subjects
from sasando.channels.people.models import Wish
from sasando.channels.people.subjects import Want

# Who is told: as the linked page says, those ticked, or whoever asked for warnings.
OF_PAGE, TICKED, WARNED = "halaman", "pilihan", "darurat"
NAMES = ("subject", "whom", "audience")
SUBJECT_LETTERS = 150


def fields(content: Content | None, options: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields, as `options` of a channel stand. Up to nine queries."""
    wants = wants_in(content, options)
    subject = forms.CharField(
        label=_("Subject"),
        required=False,
        max_length=SUBJECT_LETTERS,
        initial=options.get("subject", ""),
        help_text=subject_help(content),
    )
    whom = forms.ChoiceField(
        label=_("Who gets it"),
        required=False,
        widget=forms.RadioSelect,
        initial=whom_of(options),
        choices=[
            (OF_PAGE, of_page(wants if addressing.is_inherited(options) else [])),
            (TICKED, _("Who wants all news, or something that is ticked below")),
            (WARNED, _("Who asked for urgent warnings")),
        ],
    )
    boxes = forms.MultipleChoiceField(
        label=_("Topics and work units"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        initial=[subjects.value_of(one) for one in wants],
        choices=groups(wants),
    )
    return dict(zip(NAMES, (subject, whom, boxes), strict=True))


def wants_in(content: Content | None, options: Mapping[str, Any]) -> list[Want]:
    """Return the topics and units that are chosen, else those of the linked page."""
    topics, units = audience.chosen(options)
    if content and addressing.is_inherited(options):
        topics, units = audience.of_link(content.link)
    of_topics = [Want(topic=one) for one in dict.fromkeys(topics)]
    return [*of_topics, *(Want(unit=one) for one in dict.fromkeys(units))]


def subject_help(content: Content | None) -> str:
    said = _("Of the letter, and of the notice of the browser.")
    title = content.page.title if content and content.page else ""
    if title:
        empty = _("Empty, it is the title of the page: “%(title)s”.") % {"title": title}
    else:
        empty = _("Empty, it is the title of the page, or the first line of the text.")
    return f"{said} {empty}"


def whom_of(options: Mapping[str, Any]) -> str:
    if options.get("purpose") == Wish.Purpose.ALERTS:
        return WARNED
    return OF_PAGE if addressing.is_inherited(options) else TICKED


def of_page(wants: list[Want]) -> str:
    said = _("Who wants all news, or what the linked page is about")
    names = [name for _value, name in named(wants)]
    return f"{said} ({', '.join(names)})" if names else str(said)


def named(wants: list[Want]) -> list[tuple[str, str]]:
    """Return wishes with their names, without the purpose. Two queries at most."""
    topics = dict(row for source in subjects.OFFERED for row in source())
    units = Unit.objects.in_bulk([one.unit for one in wants if one.unit])
    found = []
    for one in wants:
        unit = units.get(one.unit or 0)
        name = subjects.name_of(unit) if unit else topics.get(one.topic, one.topic)
        if name:
            found.append((subjects.value_of(one), name))
    return found


def groups(wants: list[Want]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the boxes: what is offered, and what is chosen though it is no more."""
    found = {
        False: {one.value: one.name for one, _want in subjects.topics()},
        True: {one.value: one.name for one, _want in subjects.units(timezone.now())},
    }
    for value, name in named(wants):
        found[":unit:" in value].setdefault(value, name)
    titles = {False: _("Topics"), True: _("Work units")}
    rows = [(titles[key], list(found[key].items())) for key in found]
    return [row for row in rows if row[1]]


def options_in(form: forms.Form) -> dict[str, Any]:
    """Return what was chosen, as options of a post; {} where it was not asked.

    "" takes a choice away: then it comes from the page again. Boxes that were changed
    count, whichever line above them is marked.
    """
    said = form.cleaned_data
    whom, ticked = said.get("whom"), said.get("audience", [])
    if not whom:
        return {}
    if whom == OF_PAGE and set(ticked) != set(form.fields["audience"].initial or []):
        whom = TICKED
    options: dict[str, Any] = {"subject": " ".join(said["subject"].split())}
    options["purpose"] = Wish.Purpose.ALERTS.value if whom == WARNED else ""
    options |= {"topics": "", "units": ""}
    if whom == TICKED:
        parts = [one.split(":", 2) for one in ticked]
        options["topics"] = [name for _news, kind, name in parts if kind == "topic"]
        options["units"] = [int(name) for _news, kind, name in parts if kind == "unit"]
    return options
