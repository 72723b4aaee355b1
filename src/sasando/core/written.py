"""What a person wrote into a form, read from what the browser sent."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence

# Numbers with which the editor counts rows; nobody wrote them.
COUNTS = re.compile(
    r"-(TOTAL_FORMS|INITIAL_FORMS|M(IN|AX)_NUM_FORMS|ORDER|DELETE"
    r"|count|order|type|id|deleted)$"
)


def readable(sent: Iterable[tuple[str, Sequence[str]]]) -> Iterator[tuple[str, str]]:
    """Yield what a person can read of a form, field by field: the name, the words."""
    for name, values in sent:
        text = "\n".join(words_of(each) for each in values).strip()
        if text and not COUNTS.search(name):
            yield name, text


def words_of(value: str) -> str:
    """Return the words of a field; the editor sends a rich text as JSON."""
    try:
        blocks = json.loads(value)["blocks"]
        words = "\n".join(str(block["text"]) for block in blocks)
    except (ValueError, TypeError, KeyError, IndexError, RecursionError):
        return value
    # JSON can name half a character, which no page can show.
    return words.encode(errors="replace").decode()
