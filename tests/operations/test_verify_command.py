"""`sasando verify` proves the whole and names what does not hold."""

import json
import re
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from tests import make

from sasando.accounts.models import Unit, User
from sasando.core import triggers
from sasando.core.models import Entry
from sasando.newsroom.models import NewsPage


def note(unit: Unit, **data: Any) -> Entry:
    return Entry.write(unit, "unit.noted", by=None, at=make.NOW, data=data)


def verify(*options: str) -> tuple[int, dict[str, Any]]:
    """Return the exit code and what --json said."""
    out = StringIO()
    try:
        call_command("verify", "--json", *options, stdout=out)
    except SystemExit as end:
        return int(str(end.code)), json.loads(out.getvalue() or "{}")
    return 0, json.loads(out.getvalue())


def tamper(entry: Entry, **changes: Any) -> None:
    triggers.lift()
    Entry.objects.filter(pk=entry.pk).update(**changes)
    triggers.install()


def cut(entry: Entry) -> None:
    triggers.lift()
    Entry.objects.filter(pk=entry.pk)._raw_delete("default")
    triggers.install()


def test_a_whole_house_ends_with_zero(ratna: User, maria: User) -> None:
    make.published(by=ratna, approver=maria)
    code, said = verify()
    assert (code, said["ok"], said["faults"]) == (0, True, [])
    assert said["entries"] == Entry.objects.count() > 0


def test_a_changed_entry_is_named_with_its_place(kominfo: Unit) -> None:
    note(kominfo)
    tamper(note(kominfo), label="lain")
    code, said = verify()
    assert code == 1
    [fault] = said["faults"]
    assert fault["seq"] == 2
    assert fault["record"].endswith(f"/{kominfo.pk}")
    assert fault["what"] == "an entry was changed"


def test_a_missing_trigger_is_named(kominfo: Unit) -> None:
    triggers.lift()
    code, said = verify()
    triggers.install()
    assert code == 1
    assert "entry_no_update" in said["triggers_missing"]


def test_a_live_text_that_nobody_approved_is_named(ratna: User, maria: User) -> None:
    page = make.published(by=ratna, approver=maria)
    NewsPage.objects.filter(pk=page.pk).update(summary="Lain sama sekali.")
    code, said = verify()
    assert code == 1
    assert [row["id"] for row in said["pages_unapproved"]] == [page.pk]


def test_chains_may_grow_after_an_anchor(
    kominfo: Unit, dinkes: Unit, tmp_path: Path
) -> None:
    anchor = str(tmp_path / "anchor.json")
    note(kominfo)
    assert verify("--write", anchor)[0] == 0
    note(kominfo)
    note(dinkes)
    assert verify("--against", anchor)[0] == 0


def test_a_cut_tail_is_found_against_the_anchor(
    kominfo: Unit, dinkes: Unit, tmp_path: Path
) -> None:
    anchor = str(tmp_path / "anchor.json")
    note(dinkes)
    note(kominfo)
    last = note(kominfo)
    verify("--write", anchor)
    cut(last)
    assert verify()[0] == 0
    code, said = verify("--against", anchor)
    assert code == 1
    assert [(f["seq"], f["what"]) for f in said["faults"]] == [
        (2, "an entry of the anchor is gone")
    ]


def test_a_proof_that_fails_does_not_replace_the_anchor(
    kominfo: Unit, tmp_path: Path
) -> None:
    anchor = tmp_path / "anchor.json"
    note(kominfo)
    last = note(kominfo)
    verify("--write", str(anchor))
    before = anchor.read_text()
    cut(last)
    assert verify("--against", str(anchor), "--write", str(anchor))[0] == 1
    assert anchor.read_text() == before
    assert verify("--against", str(anchor))[0] == 1


def test_a_chain_written_anew_is_found_against_the_anchor(
    kominfo: Unit, tmp_path: Path
) -> None:
    anchor = str(tmp_path / "anchor.json")
    first = note(kominfo, text="asli")
    verify("--write", anchor)
    cut(first)
    note(kominfo, text="palsu")
    assert verify()[0] == 0
    code, said = verify("--against", anchor)
    assert code == 1
    assert said["faults"][0]["what"] == "an entry differs from the anchor"


def test_a_chain_removed_whole_is_found_against_the_anchor(
    kominfo: Unit, tmp_path: Path
) -> None:
    anchor = str(tmp_path / "anchor.json")
    only = note(kominfo)
    verify("--write", anchor)
    cut(only)
    assert verify("--against", anchor)[0] == 1


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"ends": 3}'])
def test_a_file_that_is_no_anchor_gets_one_sentence(
    db: None, tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    anchor = tmp_path / "anchor.json"
    anchor.write_text(text)
    assert verify("--against", str(anchor)) == (1, {})
    assert len(capsys.readouterr().err.strip().splitlines()) == 2


def test_an_altered_anchor_is_refused(kominfo: Unit, tmp_path: Path) -> None:
    anchor = tmp_path / "anchor.json"
    note(kominfo)
    verify("--write", str(anchor))
    anchor.write_text(anchor.read_text().replace("1,", "2,"))
    assert verify("--against", str(anchor)) == (1, {})


def test_the_words_are_for_people(
    kominfo: Unit, capsys: pytest.CaptureFixture[str]
) -> None:
    tamper(note(kominfo), label="lain")
    with pytest.raises(SystemExit):
        call_command("verify")
    assert f"/{kominfo.pk}" in capsys.readouterr().out


def test_it_says_the_hash_that_a_page_tells_of_itself(
    ratna: User, maria: User, client: Client, capsys: pytest.CaptureFixture[str]
) -> None:
    item = make.published(by=ratna, approver=maria)
    cited = re.findall(r"<code>([0-9a-f]{64})<", client.get(item.url).content.decode())
    _code, said = verify("--page", item.url or "")
    [version] = said["versions"]
    assert [version["digest"]] == sorted(set(cited))
    call_command("verify", "--page", f"{settings.PUBLIC_URL}{item.url}versi/1/")
    assert version["digest"] in capsys.readouterr().out
    draft = make.news(by=ratna, title="Belum terbit")
    for address in (draft.url, "/tidak-ada/", "https://lain.example.org/berita/"):
        with pytest.raises(SystemExit):
            call_command("verify", "--page", address)
