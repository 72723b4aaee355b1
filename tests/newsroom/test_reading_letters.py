"""What a stranger writes is read in one pass, and never ends its reader."""

import email

import pytest

from sasando.newsroom.inbox import reading

# Each cost Python's parser minutes or hours, or an exception.
MARKS = ["<a ", "<br/ ", "<a b='", "<p", "<!--", "<![<![", "&", "<div>", "<"]


@pytest.mark.parametrize("mark", MARKS)
def test_marks_without_an_end_are_passed_over(mark):
    assert "Hai" in reading.text_of("<p>Hai</p>" + mark * 50_000)


@pytest.mark.parametrize("words", ["&#" + "9" * 5_000 + ";", "<" + "a" * 100_000])
def test_one_mark_without_measure_is_passed_over(words):
    assert "Hai" in reading.text_of("<p>Hai</p>" + words)


def test_only_the_words_that_people_see_are_kept():
    html = (
        "<!--[if mso]><p>Outlook</p><![endif]--><title>t</title><STYLE>p{}</STYLE>"
        "<p class=x>Warga&nbsp;<b>panen</b> 3 < 5 &amp; <script>a('<p>')</script>padi"
    )
    assert reading.text_of(html) == "Warga panen 3 < 5 & padi"


def test_a_header_that_is_no_encoding_stays_as_it_is():
    message = email.message_from_string("Subject: =?utf-8?b?abcde?=\n\nHai")
    assert reading.line(message, "Subject") == "=?utf-8?b?abcde?="


def test_a_header_without_measure_is_cut_before_it_is_searched(tmp_path):
    file = tmp_path / "a.eml"
    kind = b'Content-Type: multipart/mixed; a="' + b";" * 500_000
    file.write_bytes(kind + b"\r\n\r\nHai")
    message = reading.parsed(file)
    assert len(message["Content-Type"]) == reading.LONGEST_HEADER
