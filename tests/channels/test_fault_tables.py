"""The tables that decide: by whole numbers, with a sentence in both languages."""

import re

import pytest

from sasando.channels.adapters import Post, adapter_of, kinds
from sasando.channels.adapters.facebook import Facebook
from sasando.channels.adapters.graph import on_commit, on_step
from sasando.channels.outcomes import Ambiguous, Fault, Kind, Refused, Sentence
from sasando.channels.sentences import SENTENCES, sentence
from sasando.channels.wire import Reply

HOLES = re.compile(r"%\((\w+)\)s")


def reply(code: int, subcode: int = 0, status: int = 400, said: str = "") -> Reply:
    text = f'{{"error":{{"code":{code},"error_subcode":{subcode},"message":"{said}"}}}}'
    return Reply(status, {}, text.encode())


def test_ours_are_found_as_anybodys_are() -> None:
    assert "facebook" in kinds()


@pytest.mark.parametrize(
    ("code", "subcode", "kind"),
    [
        (190, 463, Kind.REAUTH),
        (10, 0, Kind.REAUTH),
        (200, 0, Kind.REAUTH),
        (4, 0, Kind.RATE),
        (80001, 0, Kind.RATE),
        (368, 1390008, Kind.RATE),
        (368, 0, Kind.BLOCKED),
        (100, 33, Kind.LOST),
        (100, 0, Kind.PERMANENT),
        (100, 1366046, Kind.MEDIA),
    ],
)
def test_a_known_number_refuses(code: int, subcode: int, kind: Kind) -> None:
    answer = on_commit(reply(code, subcode))
    assert isinstance(answer, Refused)
    assert answer.mishap.kind == kind


@pytest.mark.parametrize(
    "answer",
    [
        reply(1),
        reply(2, status=503),
        reply(506),
        reply(368, 1404082),
        reply(100, 1366051),
        reply(987_654),
        Reply(500, {}, b"<html>"),
        Reply(200, {}, b"Service Unavailable"),
        Reply(200, {}, b"[]"),
        Reply(200, {}, b'{"error":"words"}'),
    ],
)
def test_what_nobody_knows_is_as_good_as_no_answer(answer: Reply) -> None:
    assert isinstance(on_commit(answer), Ambiguous)


def test_digits_in_the_words_of_an_error_decide_nothing() -> None:
    answer = on_commit(reply(987_654, said="490 and 190, 463"))
    assert isinstance(answer, Ambiguous)


def test_a_step_that_nobody_sees_is_taken_again_after_a_disturbance() -> None:
    for answer in (reply(2), Reply(502, {}, b"<html>")):
        assert on_step(answer).mishap.kind == Kind.RETRY


def test_every_sentence_has_both_languages_and_the_same_holes() -> None:
    said = [*SENTENCES.values()]
    for kind in kinds():
        said += [fault.says for fault in adapter_of(kind).faults.values()]
    for one in said:
        assert one.id
        assert one.en
        assert set(HOLES.findall(one.id)) == set(HOLES.findall(one.en)), one


def test_every_number_of_a_table_leads_to_its_own_sentence() -> None:
    for kind in kinds():
        faults = adapter_of(kind).faults
        for (code, subcode), fault in faults.items():
            assert isinstance(fault, Fault)
            said = sentence(f"{code}.{subcode}", {"item": 3}, faults)
            assert isinstance(said, Sentence)
            assert "%" not in said.id


def test_letters_are_counted_as_the_platform_counts() -> None:
    facebook = Facebook()
    assert facebook.validate(Post(text="😀" * 63_206)) == []
    assert [one.name for one in facebook.validate(Post(text="x" * 63_207))] == [
        "too_long"
    ]
