"""The header on every answer, and nothing inline left in Wagtail that we install."""

import re
from pathlib import Path

import pytest
import wagtail
from django.apps import apps
from django.template.loader import get_template
from tests import make
from wagtail.admin.widgets import AdminDateInput, AdminPageChooser, BaseChooser

from sasando.core import csp

SCRIPT = Path("src/sasando/static/sasando/js/staff-start.js")
INLINE = re.compile(r"<script(?![^>]*(?:src=|application/json))[^>]*>|\son[a-z]+=\"")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/tidak-ada/",
        "/kantor/",
        "/kantor/akun/login/",
        "/kantor/jsi18n/",
        "/kantor/pages/%00/",
        "/static/sasando/js/sign-in.js",
        "/media/images/tidak-ada.jpg",
        "/dokumen/berkas/7/tidak-ada.pdf",
        "/s/tidak-ada",
        "/_health/",
    ],
)
def test_every_answer_bears_the_policy(client, address):
    make.site()
    policy = directives(client.get(address).headers[csp.HEADER])
    assert policy["script-src"] == "'self'"
    assert policy["object-src"] == "'none'"
    for name in ("base-uri", "frame-ancestors", "form-action", "default-src"):
        assert policy[name] == "'self'"


def test_unsafe_words_stand_nowhere_but_at_the_styles_of_the_page_editor(db):
    assert "unsafe" not in csp.policy_for("/")
    assert "unsafe" not in csp.policy_for("/kantor/images/")
    editor = directives(csp.policy_for("/kantor/pages/7/edit/"))
    loose = {name for name, sources in editor.items() if "unsafe" in sources}
    assert loose == {"style-src"}
    assert editor["style-src-attr"] == "'none'"


def directives(header: str) -> dict[str, str]:
    return dict(each.split(" ", 1) for each in header.split("; "))


def test_a_style_of_ours_is_let_in_by_its_hash(client, db):
    make.site()
    for address in ("/", "/tidak-ada/"):
        answer = client.get(address)
        [css] = re.findall("<style>(.*?)</style>", answer.content.decode(), re.S)
        csp_styles = len(csp.styles)
        csp.allow_style(css)
        assert csp.styles.pop() in answer.headers[csp.HEADER]
        assert len(csp.styles) == csp_styles


# --- what Wagtail would run inline --------------------------------------------


def test_no_template_of_wagtail_that_we_install_runs_a_script_inline():
    # Fails when a new Wagtail brings one: then it needs a mark of core.starts.
    installed = {Path(config.path) for config in apps.get_app_configs()}
    inline = set()
    for file in Path(wagtail.__file__).parent.rglob("templates/**/*.html"):
        app = next(part for part in file.parents if part.name == "templates").parent
        name = file.as_posix().split("/templates/", 1)[1]
        first = Path(get_template(name).origin.name) if app in installed else None
        if first == file and INLINE.search(file.read_text()):
            inline.add(name)
    # Extends ours by name, so that only the block is left, which ours fills; not used.
    assert inline <= {"wagtailadmin/panels/multiple_chooser_panel.html"}


def test_wagtail_writes_a_script_in_python_in_one_place_which_we_replaced():
    found = {
        file.relative_to(Path(wagtail.__file__).parent).as_posix()
        for file in Path(wagtail.__file__).parent.rglob("*.py")
        if not {"test", "tests"} & set(file.parts) and "<script" in file.read_text()
    }
    assert found == {"admin/widgets/chooser.py"}


def test_no_chooser_runs_a_script_inline_and_each_is_on_the_list_of_the_file(db):
    listed = set(re.findall(r'"(\w+)"', SCRIPT.read_text()))
    for chooser in every(BaseChooser):
        assert chooser.js_constructor in listed
        assert chooser.render is BaseChooser.render
    html = AdminPageChooser().render("page", None, {"id": "id_page"})
    assert "<script" not in html
    assert 'data-sasando-start-call-value="PageChooser"' in html


def every(kind: type) -> set[type]:
    below = set(kind.__subclasses__())
    return below.union(*map(every, below))


def test_a_date_is_picked_without_a_script_inline():
    html = AdminDateInput().render("on", None, {"id": '"><script>x</script>'})
    assert "<script" not in html
    assert 'data-sasando-start-call-value="initDateChooser"' in html
