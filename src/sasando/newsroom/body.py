"""What the whole text of a story shows, and what it still lacks."""

from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from sasando.core.lacking import Lack
from sasando.files.alt import alt_fault
from sasando.files.models import OfficeDocument, Picture
from sasando.newsroom.blocks import BodyBlock

FILES = (Picture, OfficeDocument)


def files_in(body: Any) -> list[Any]:
    """Return the pictures and documents of a text, each once, in their order.

    Those to which a paragraph links count too. At most two queries.
    """
    block = body.stream_block
    named = [
        (model, int(key)) for model, key, *_where in block.extract_references(body)
    ]
    named = [each for each in dict.fromkeys(named) if each[0] in FILES]
    found: dict[Any, Any] = {}
    for model in FILES:
        keys = [key for kind, key in named if kind is model]
        rows = model._default_manager.in_bulk(keys) if keys else {}
        found |= {(model, key): row for key, row in rows.items()}
    return [found[each] for each in named if each in found]


def lacks_of(body: Any, *, title: str) -> list[str]:
    """Return what must be mended in this text before it can be approved."""
    block = strict_block()
    text = block.to_python(block.get_prep_value(body))
    return [
        Lack(placed(part, number, sentence), field="body")
        for number, part in enumerate(text, start=1)
        for sentence in [*faults_of(part), *repeats_of(part, title=title)]
    ]


@cache
def strict_block() -> BodyBlock:
    """Return a block of our own.

    While a form saves a draft, Wagtail loosens the blocks of the model's field for
    every thread; an approval beside it must not pass through that gap.
    """
    return deepcopy(BodyBlock())


def repeated_titles(body: Any, *, title: str) -> list[str]:
    """Return a sentence for each picture that says only what the title says."""
    return [
        placed(part, number, sentence)
        for number, part in enumerate(body, start=1)
        for sentence in repeats_of(part, title=title)
    ]


def placed(part: Any, number: int, sentence: str) -> str:
    words = {"number": number, "block": part.block.label, "sentence": sentence}
    return _("Part %(number)d (%(block)s): %(sentence)s") % words


def faults_of(part: Any) -> list[str]:
    try:
        part.block.clean(part.value)
    except ValidationError as error:
        return list(dict.fromkeys(sentences_in(error)))
    return []


def sentences_in(error: Any) -> Iterator[str]:
    """Yield what a fault says, however deep it lies."""
    within = [
        *getattr(error, "non_block_errors", []),
        *children(getattr(error, "block_errors", None)),
        *children(getattr(error, "cell_errors", None)),
    ]
    if within:
        for each in within:
            yield from sentences_in(each)
    else:
        yield from getattr(error, "messages", None) or [str(error)]


def children(errors: Any) -> list[Any]:
    flat: list[Any] = []
    for each in (errors or {}).values():
        flat += children(each) if isinstance(each, dict) else [each]
    return flat


def repeats_of(part: Any, *, title: str) -> list[str]:
    pictures = {"image": [part.value]}.get(part.block_type, [])
    if part.block_type == "gallery":
        pictures = list(part.value["pictures"])
    texts = [str(picture.get("alt") or "") for picture in pictures]
    return [
        alt_fault(text, caption="", title=title)
        for text in texts
        if not alt_fault(text, caption="", title="")
        and alt_fault(text, caption="", title=title)
    ]
