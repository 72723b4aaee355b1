"""Sentences of commands in both languages, from the catalogue."""

from collections.abc import Mapping
from typing import Any, Self

from django.core.management.base import BaseCommand, OutputWrapper
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext

Sayable = str | Promise | BaseException


class Sentence(str):
    """A translated sentence that knows how to be said in another language too.

    It stands for `gettext` where a refusal is made deep inside and said by a command.
    """

    __slots__ = ("source", "words")
    source: str
    words: Mapping[str, Any] | None

    def __new__(cls, source: str, words: Mapping[str, Any] | None = None) -> Self:
        said = gettext(source)
        one = super().__new__(cls, said if words is None else said % spoken(words))
        one.source, one.words = source, words
        return one

    def __mod__(self, words: Any) -> "Sentence":
        return Sentence(self.source, words)

    def again(self) -> "Sentence":
        """Return it in the language that is active now."""
        return Sentence(self.source, self.words)


def spoken(words: Mapping[str, Any]) -> dict[str, Any]:
    """Return the words of a sentence, those that are sentences said anew."""
    return {
        name: word.again() if isinstance(word, Sentence) else word
        for name, word in words.items()
    }


def both(sentence: Sayable, **words: Any) -> str:
    """Return a sentence in Indonesian and, on the next line, in English.

    Takes a lazy sentence, a `Sentence`, or a refusal that was made of one.
    """
    if isinstance(sentence, BaseException):
        sentence = sentence.args[0] if sentence.args else ""
    lines = []
    for code in ("id", "en"):
        with translation.override(code):
            said = sentence.again() if isinstance(sentence, Sentence) else sentence
            lines.append(str(said) % words if words else str(said))
    return "\n".join(lines)


class SpeakingCommand(BaseCommand):
    """A command that says each sentence in Indonesian, then in English."""

    def say(self, sentence: Sayable, *, mark: str = "") -> None:
        """Write it to stdout, after a mark such as ✓."""
        write(self.stdout, sentence, mark=mark)

    def warn(self, sentence: Sayable) -> None:
        """Write it to stderr."""
        write(self.stderr, sentence)


def write(out: OutputWrapper, sentence: Sayable, *, mark: str = "") -> None:
    first, _line, rest = both(sentence).partition("\n")
    out.write(f"{mark} {first}\n{' ' * len(mark)} {rest}" if mark else both(sentence))
