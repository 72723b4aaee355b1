"""docs/terms.md says what the code says."""

from datetime import date
from pathlib import Path

from sasando.rules import terms
from sasando.rules.terms import Term

DOCUMENT = Path(__file__).parents[2] / "docs" / "terms.md"
CONSTANTS = {name: t for name, t in vars(terms).items() if isinstance(t, Term)}


def test_every_term_stands_in_the_document_as_it_is() -> None:
    assert _documented() == {name: _row(term) for name, term in CONSTANTS.items()}


def test_every_row_says_what_the_term_limits() -> None:
    assert all(len(row) == 7 and row[6] for row in _rows())


def test_no_term_stands_twice_in_the_document() -> None:
    assert len(_rows()) == len(_documented())


def test_every_term_names_its_source() -> None:
    assert len(CONSTANTS) >= 27
    assert all(term.source.strip() for term in CONSTANTS.values())


def test_the_validity_of_a_changed_law_is_written_out() -> None:
    term = Term(8, "workday", "UU baru", first_day=date(2028, 1, 1))
    assert _row(term)[4] == "from 2028-01-01"


def _row(term: Term) -> tuple[str, ...]:
    certain = "yes" if term.sure else "no"
    return (str(term.days), term.unit, term.source, certain, _in_force(term))


def _in_force(term: Term) -> str:
    limits = [f"from {term.first_day}"] if term.first_day else []
    limits += [f"to {term.last_day}"] if term.last_day else []
    return " ".join(limits) or "always"


def _rows() -> list[list[str]]:
    lines = DOCUMENT.read_text(encoding="utf-8").splitlines()
    table = [line for line in lines if line.startswith("| `")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table]


def _documented() -> dict[str, tuple[str, ...]]:
    return {row[0].strip("`"): tuple(row[1:6]) for row in _rows()}
