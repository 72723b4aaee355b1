"""What the office's mail server says of a sender; words in it are the sender's own."""

import pytest
from tests.newsroom.letters_made import JUDGE

from sasando.newsroom.inbox import proofs

QUOTED_WORDS = [
    f'{JUDGE}; spf=pass smtp.mailfrom="x header.from=example.org"@evil.example;'
    " dkim=none; dmarc=none header.from=example.org",
    f'{JUDGE}; spf=fail smtp.mailfrom="a;dmarc=pass header.from=example.org"'
    "@evil.example; dkim=none",
    f'{JUDGE}; dkim=pass header.i="x header.d=example.org"@evil.example'
    " header.d=evil.example; dmarc=none",
    f'{JUDGE}; spf=pass smtp.mailfrom=example.org"x"@evil.example',
    f"{JUDGE}; spf=pass smtp.mailfrom=a@evil.example header.from=example.org",
    f"{JUDGE}; dkim=pass header.d=evil.example header.d=example.org",
    f"{JUDGE}; xdmarc=pass header.from=example.org; reason=dmarc=pass",
    f"{JUDGE}; none (a (b) ; dmarc=pass header.from=example.org)",
]


@pytest.mark.parametrize("said", QUOTED_WORDS)
def test_the_senders_own_words_in_the_servers_line_prove_nothing(said):
    found = proofs.verdict([said], "ratna.contoh@example.org", judge=JUDGE)
    assert found in {"none", "fail"}


@pytest.mark.parametrize(
    "said",
    [
        f'{JUDGE}; spf=pass (of "a) ; dmarc=pass header.from=example.org ("@evil)',
        f"{JUDGE}; spf=none (a \\) ; dmarc=pass header.from=example.org; \\( b)",
        f'{JUDGE}; dmarc=pass header.from=example.org; spf=none "',
        f"{JUDGE}; dmarc=pass header.from=example.org; {'x' * 2000}; dmarc=fail",
    ],
)
def test_a_line_that_can_be_read_in_two_ways_is_odd(said):
    found = proofs.verdict([said], "ratna.contoh@example.org", judge=JUDGE)
    assert found == "odd"


@pytest.mark.parametrize(
    "said",
    [
        f'{JUDGE}; dkim=pass reason="2048; ok" header.d=example.org header.b="a/"',
        f'{JUDGE}; dkim = pass (a (b) c) header.i=@"example.org"',
        f'{JUDGE}; spf=pass smtp.mailfrom="ratna@example.org"',
    ],
)
def test_quotes_of_the_server_itself_are_read(said):
    found = proofs.verdict([said], "ratna.contoh@example.org", judge=JUDGE)
    assert found == "pass"
