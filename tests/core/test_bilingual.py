"""What commands say stands in Indonesian first, then in English."""

from django.utils.translation import gettext_lazy as _

from sasando.core.bilingual import both
from sasando.core.terminal import comma


def test_a_sentence_stands_in_both_languages_with_its_words() -> None:
    indonesian, english = both(
        _("“%(text)s” is not a date; write it as 2026-11-24."), text="besok"
    ).splitlines()
    assert english == "“besok” is not a date; write it as 2026-11-24."
    assert indonesian.startswith("“besok” bukan tanggal")


def test_indonesian_numbers_have_a_comma() -> None:
    assert comma(7.24) == "7,2"
