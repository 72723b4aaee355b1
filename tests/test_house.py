"""What the house rules say about every file, held by tests."""

import ast
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest

SOURCE = Path("src/sasando")
FUNCTION_LINES, FILE_LINES, TEMPLATE_LINES = 40, 400, 120
FORBIDDEN = {"utils", "helpers", "helper", "common", "services", "lib", "manager"}


def python_files() -> Iterator[Path]:
    for folder in (SOURCE, Path("tools"), Path("bench"), Path("tests")):
        for file in folder.rglob("*.py"):
            if "migrations" not in file.parts:
                yield file


def functions(file: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def test_no_function_is_longer_than_a_screen() -> None:
    long = [
        f"{file}:{node.lineno} {node.name}"
        for file in python_files()
        for node in functions(file)
        if (node.end_lineno or node.lineno) - node.lineno + 1 > FUNCTION_LINES
    ]
    assert long == []


def test_no_file_is_longer_than_four_hundred_lines() -> None:
    # The table of tests of one wall may be long; code may not.
    long = [
        str(file)
        for file in python_files()
        if "tests" not in file.parts and len(file.read_text().splitlines()) > FILE_LINES
    ]
    assert long == []


def test_no_template_is_longer_than_a_page() -> None:
    long = [
        str(file)
        for file in SOURCE.rglob("*.html")
        if len(file.read_text().splitlines()) > TEMPLATE_LINES
    ]
    assert long == []


# Somebody outside answers by a link alone; a kept text waits for its sign-in; a stored
# page holds nothing of one reader, and its form needs no right.
WITHOUT_SESSION = {
    *("newsroom/source_text.html", "account/kept_wait.html"),
    "newsroom/mistake_field.html",
    *(f"channels/people/{name}.html" for name in ("subscribe", "told", "choose")),
}
INCLUDE = re.compile(r'{%\s*include\s+"([^"]+)"([^%]*)%}')


def templates() -> dict[str, str]:
    folder = SOURCE / "templates"
    return {
        file.relative_to(folder).as_posix(): file.read_text()
        for file in folder.rglob("*.html")
    }


def test_every_form_bears_a_token() -> None:
    forms = re.compile(r'<form[^>]*method="post".*?</form>', re.DOTALL)
    lacking = [
        name
        for name, text in templates().items()
        if any("csrf_token" not in form for form in forms.findall(text))
    ]
    assert set(lacking) == WITHOUT_SESSION


def test_a_part_with_a_form_is_given_its_token() -> None:
    """An include with `only` knows nothing of the page around it."""
    read = templates()
    asking = {name for name, text in read.items() if "{% csrf_token %}" in text}
    while more := {
        name
        for name, text in read.items()
        if name not in asking and asking & {part for part, _ in INCLUDE.findall(text)}
    }:
        asking |= more
    forgotten = [
        (name, part)
        for name, text in read.items()
        for part, given in INCLUDE.findall(text)
        if part in asking and " only" in given and "csrf_token=" not in given
    ]
    assert forgotten == []


def test_no_room_is_a_drawer() -> None:
    names = {path.stem for path in SOURCE.rglob("*") if path.suffix in {"", ".py"}}
    assert names & FORBIDDEN == set()


def test_every_room_says_in_one_line_what_it_is_for() -> None:
    for file in SOURCE.glob("*/__init__.py"):
        assert ast.get_docstring(ast.parse(file.read_text())), file


def test_public_functions_of_the_named_rooms_say_what_they_return() -> None:
    silent = []
    for room in ("rules", "core", "channels", "casework", "search", "printing"):
        for file in (SOURCE / room).glob("*.py"):
            tree = ast.parse(file.read_text())
            silent += [
                f"{file}:{node.name}"
                for node in tree.body
                if isinstance(node, ast.FunctionDef)
                and not node.name.startswith("_")
                and not ast.get_docstring(node)
                and (node.end_lineno or 0) - node.lineno > 12
            ]
    assert silent == []


def test_every_setting_is_documented_and_every_documented_one_exists() -> None:
    named = set()
    for file in SOURCE.rglob("*.py"):
        named |= set(re.findall(r"\bSASANDO_[A-Z_]+[A-Z]\b", file.read_text()))
    named |= {f"SASANDO_OIDC_{part}" for part in ("NAME", "CLIENT_ID", "CLIENT_SECRET")}
    named |= {"SASANDO_OIDC_SERVER"}
    named -= {"SASANDO_OIDC", "SASANDO_X"}
    text = Path("docs/settings.md").read_text()
    documented = set(re.findall(r"^\| `(SASANDO_[A-Z_]+)`", text, re.MULTILINE))
    assert documented == named


def test_lock_files_name_no_host_and_hash_everything() -> None:
    for file in Path().glob("requirements*.lock"):
        text = file.read_text()
        assert "://" not in text, file
        for block in re.split(r"\n(?=\S)", text):
            if "==" in block:
                assert "--hash=sha256:" in block, (file, block[:40])


def test_no_file_names_a_place_of_somebodys_machine() -> None:
    places = re.compile(r"/(?:root|home)/\w")
    tracked = subprocess.run(
        ["git", "ls-files", "-z"], capture_output=True, text=True, check=True
    ).stdout.split("\0")
    named = [
        name
        for name in tracked
        if name
        and name != "tests/test_house.py"
        and Path(name).suffix in {".py", ".md", ".toml", ".html", ".css", ".lock", ""}
        and Path(name).is_file()
        and places.search(Path(name).read_text(errors="ignore"))
    ]
    assert named == []


# --- words ----------------------------------------------------------------


def catalogues() -> list[Path]:
    return sorted(SOURCE.glob("locale*/id/LC_MESSAGES/*.po"))


@pytest.mark.parametrize("file", catalogues(), ids=str)
def test_catalogues_are_complete_and_compiled(file: Path) -> None:
    catalogue = polib.pofile(str(file))
    assert [entry.msgid for entry in catalogue.untranslated_entries()] == []
    assert [entry.msgid for entry in catalogue.fuzzy_entries()] == []
    compiled = {
        (entry.msgctxt, entry.msgid): (entry.msgstr, entry.msgstr_plural)
        for entry in polib.mofile(str(file.with_suffix(".mo")))
    }
    assert compiled == {
        (entry.msgctxt, entry.msgid): (entry.msgstr, entry.msgstr_plural)
        for entry in catalogue
        if not entry.obsolete
    }


@pytest.mark.parametrize("file", catalogues(), ids=str)
def test_translations_keep_their_placeholders(file: Path) -> None:
    holes = re.compile(r"%\(\w+\)[sd]|\{\w*\}")
    wrong = []
    for entry in polib.pofile(str(file)):
        wanted = set(holes.findall(entry.msgid_plural or entry.msgid))
        said = entry.msgstr or "".join(entry.msgstr_plural.values())
        if set(holes.findall(said)) != wanted:
            wrong.append(entry.msgid)
    assert wrong == []


def test_no_message_of_ours_is_missing_from_the_catalogue(tmp_path: Path) -> None:
    if not shutil.which("xgettext"):
        reason = "GNU gettext is missing (Debian: apt-get install gettext)"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    copy = tmp_path / "src" / "sasando"
    shutil.copytree(SOURCE, copy, ignore=shutil.ignore_patterns("__pycache__", "*.ttf"))
    tool = tmp_path / "tools" / "catalogue.py"
    tool.parent.mkdir()
    shutil.copy("tools/catalogue.py", tool)
    env = os.environ | {"DJANGO_SETTINGS_MODULE": "sasando.settings"}
    env["SASANDO_DATA"] = str(tmp_path / "var")
    subprocess.run([sys.executable, str(tool), "extract"], check=True, env=env)
    file = "locale/id/LC_MESSAGES/django.po"
    fresh = {(entry.msgctxt, entry.msgid) for entry in polib.pofile(str(copy / file))}
    kept = {(entry.msgctxt, entry.msgid) for entry in polib.pofile(str(SOURCE / file))}
    assert fresh == kept


def test_every_translated_string_is_found_by_the_extractor() -> None:
    """It knows these names only; under another one a sentence stays English."""
    known = {None, "_"}
    renamed = [
        (str(file), name.asname)
        for file in sorted(SOURCE.rglob("*.py"))
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.ImportFrom)
        and node.module == "django.utils.translation"
        for name in node.names
        if name.name.startswith("gettext") and name.asname not in known
    ]
    assert renamed == []
