"""What commands say stands in Indonesian first, then in English."""

from io import StringIO

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from sasando.core.bilingual import Sentence, SpeakingCommand, both
from sasando.core.terminal import comma


def test_a_sentence_stands_in_both_languages_with_its_words() -> None:
    indonesian, english = both(
        _("“%(text)s” is not a date; write it as 2026-11-24."), text="besok"
    ).splitlines()
    assert english == "“besok” is not a date; write it as 2026-11-24."
    assert indonesian.startswith("“besok” bukan tanggal")


def test_indonesian_numbers_have_a_comma() -> None:
    assert comma(7.24) == "7,2"


def test_a_sentence_made_deep_inside_is_said_in_both_languages() -> None:
    with override("id"):
        inner = Sentence("Everything holds.")
        refusal = ValueError(
            Sentence("Cannot use %(file)s: %(error)s.")
            % {"file": "a.age", "error": inner}
        )
    indonesian, english = both(refusal).splitlines()
    assert english == "Cannot use a.age: Everything holds.."
    assert "Semua" in str(inner)
    assert indonesian == str(refusal)
    assert "Everything" not in indonesian


def test_a_command_speaks_indonesian_first_after_its_mark() -> None:
    command = SpeakingCommand(stdout=StringIO())
    command.say(Sentence("Everything holds."), mark="✓")
    first, second = command.stdout.getvalue().splitlines()
    assert first.startswith("✓ Semua")
    assert second == "  Everything holds."
