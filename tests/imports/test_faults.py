"""What was wrong is kept as a source with its words, and said to each reader."""

import pytest
from django.utils.translation import override

from sasando.core.bilingual import Sentence
from sasando.core.refusals import NotAllowed
from sasando.files.refusals import Reason, misnamed, refused
from sasando.imports import fetch
from sasando.imports.faults import Fault, fault


def again(found: Fault, language: str) -> str:
    with override(language):
        return str(Fault.read(found.stored()))


@pytest.mark.parametrize(
    ("why", "indonesian", "english"),
    [
        (refused(Reason.TOO_BIG, limit=25), "lebih besar dari 25 MB", "than 25 MB"),
        (misnamed(Reason.HTML, name="a.jpg"), "halaman web", "a web page (HTML)"),
        (NotAllowed(Sentence("The site broke off.")), "memutus", "broke off"),
    ],
)
def test_a_refusal_is_said_in_the_language_of_who_reads_it(
    why: Exception, indonesian: str, english: str
) -> None:
    with override("id"):
        found = fault("media_refused", name="a.jpg", why=why)
    assert indonesian in again(found, "id")
    assert english in again(found, "en")
    assert "tidak diterima" not in again(found, "en")


def test_what_the_web_answered_is_said_with_its_number() -> None:
    with override("id"), pytest.raises(fetch.NotFetched) as caught:
        fetch.refuse_failure(503)
    found = fault("media_failed", name="a.jpg", why=caught.value)
    assert "error 503" in again(found, "en")


def test_a_text_without_a_source_stays_as_it_was_said() -> None:
    found = fault("media_failed", name="a.jpg", why="Situsnya 100 % mati.")
    assert "Situsnya 100 % mati." in again(found, "en")
