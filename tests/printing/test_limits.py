import json
import runpy
import subprocess
import sys

import pytest
from tests.printing.letters import letter

from sasando.printing import Limits, PrintError, press, render

LAYOUT = "This paper cannot be printed because its layout is faulty"
MEBIBYTE = 1024 * 1024
DATED = {"date": "2026-11-24", "secret": "Sari Adoe"}


def test_a_paper_beyond_the_memory_is_refused_in_one_sentence(caplog):
    small = Limits(memory_bytes=400 * MEBIBYTE)
    with pytest.raises(PrintError, match=r"^This paper is too long to print at once"):
        render("letter", letter(number="x" * 4_000_000), language="id", limits=small)
    assert caplog.records[0].message == "Printing failed"
    assert caplog.records[0].reason.startswith("status -6")


def test_a_paper_beyond_the_cpu_time_is_refused_in_one_sentence(tmp_path, caplog):
    slow = (
        '#set document(title: "a")\n#for i in range(9999) { for j in range(9999) {} }'
    )
    (tmp_path / "slow.typ").write_text(slow)
    with pytest.raises(PrintError, match=r"^Printing took too long and was stopped"):
        render(
            "slow",
            DATED,
            language="id",
            folder=tmp_path,
            limits=Limits(cpu_seconds=1),
        )
    assert caplog.records[0].reason.startswith("status -24")


def test_a_paper_beyond_the_wall_clock_is_refused_in_one_sentence(caplog):
    with pytest.raises(PrintError, match=r"^Printing took too long and was stopped"):
        render("letter", letter(), language="id", limits=Limits(wall_seconds=0))
    assert caplog.records[0].reason == "wall clock"


@pytest.mark.parametrize(
    "layout",
    [
        "#let",
        "#while true {}",
        "#let f(x) = f(x + 1)\n#f(1)",
        "text without a title",
        '#set document(title: "a")\n#read("/etc/passwd")',
        '#set document(title: "a")\n#read("../outside.txt")',
        '#import "@preview/cetz:0.3.0": *',
        "#panic(sys.inputs.data)",
    ],
)
def test_a_broken_layout_is_one_sentence_without_path_or_data(layout, tmp_path, caplog):
    (tmp_path / "outside.txt").write_text("outside")
    folder = tmp_path / "layouts"
    folder.mkdir()
    (folder / "broken.typ").write_text(layout)
    with pytest.raises(PrintError) as caught:
        render("broken", DATED, language="id", folder=folder)
    assert str(caught.value).startswith(LAYOUT)
    assert "/" not in str(caught.value)
    assert caplog.records[0].template == "broken"
    assert "Sari" not in caplog.records[0].reason


@pytest.mark.parametrize("name", ["none", "../letter", "/etc/passwd", "", "Letter"])
def test_an_unknown_layout_is_refused(name):
    with pytest.raises(PrintError, match=LAYOUT):
        render(name, letter(), language="id")


def test_a_layout_of_another_room_may_use_our_paper(tmp_path):
    (tmp_path / "note.typ").write_text(
        '#import "@sasando/paper:1.0.0": *\n'
        '#show: paper.with(title: field("title", "text"), author: "a")\n'
        '#heading(field("title", "text"))'
    )
    data = {"date": "2026-11-24", "title": "Pengumuman"}
    assert render("note", data, language="id", folder=tmp_path).startswith(b"%PDF")


def test_the_child_sees_nothing_of_our_environment(tmp_path, monkeypatch):
    monkeypatch.setenv("SASANDO_SECRET_KEY", "secret")
    spy = tmp_path / "spy.py"
    spy.write_text("import json, os\nprint(json.dumps(dict(os.environ)))")
    monkeypatch.setattr(press, "CHILD", spy)
    seen = json.loads(render("letter", letter(), language="id"))
    assert set(seen) - {"LC_CTYPE"} == set(press.ENVIRONMENT)


def test_the_child_loads_neither_django_nor_this_package():
    code = (
        f"import runpy, sys; runpy.run_path({str(press.CHILD)!r}); import typst;"
        "print(sorted({name.split('.')[0] for name in sys.modules}))"
    )
    seen = _run(code)
    assert "typst" in seen
    assert "django" not in seen
    assert "sasando" not in seen


def test_the_child_can_write_no_file(tmp_path):
    target = tmp_path / "written"
    code = (
        "import runpy, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        f"child = runpy.run_path({str(press.CHILD)!r});"
        "child['limit'](2**30, cpu_seconds=5, wall_seconds=5);"
        f"open({str(target)!r}, 'wb', buffering=0).write(b'x')"
    )
    assert "File too large" in _run(code)
    assert target.read_bytes() == b""


def test_statuses_of_child_and_parent_agree():
    child = runpy.run_path(str(press.CHILD))
    assert child["FAULT"] == press.FAULT_STATUS
    assert child["MEMORY"] == press.LARGE_STATUS


def test_a_host_that_starts_no_process_says_so(monkeypatch, caplog):
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with pytest.raises(PrintError, match=r"^Printing is not available right now"):
        render("letter", letter(), language="id")
    assert caplog.records[0].reason == "No such file or directory"


def _run(code):
    done = subprocess.run(
        [sys.executable, "-I", "-c", code], capture_output=True, text=True, check=False
    )
    return done.stdout + done.stderr
