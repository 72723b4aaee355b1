"""An office document fetches nothing by itself, however its relations are written."""

import io

import pytest
from tests.files import make_files as make

from sasando.files import intake
from sasando.files.intake import Kind, Reason

HEAD = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TEMPLATE = (
    f'<Relationships><Relationship Id="r1" Type="{HEAD}/attachedTemplate" '
    'Target="http://203.0.113.5/t.dotm" TargetMode="External"/></Relationships>'
)
SETTINGS = "word/_rels/settings.xml.rels"


def check(text: str | bytes, name: str = SETTINGS) -> Kind | Reason:
    content = text if isinstance(text, bytes) else text.encode()
    try:
        file = io.BytesIO(make.docx({name: content}))
        return intake.check(file, name="surat.docx").kind
    except intake.Refused as refused:
        return refused.reason


@pytest.mark.parametrize(
    "text",
    [
        TEMPLATE,
        TEMPLATE.replace('TargetMode="', "TargetMode = \n'").replace('nal"', "nal'"),
        TEMPLATE.replace("External", "&#69;xternal"),
        TEMPLATE.replace('Id="r1"', 'Id="a>b"'),
        TEMPLATE.replace("<Relationship ", "<r:Relationship xmlns:r='u' "),
        TEMPLATE.encode("utf-16"),
        "<!--" + "x" * 1_100_000 + "-->" + TEMPLATE,
        TEMPLATE.replace(' TargetMode="External"', ""),
        TEMPLATE.replace("http://203.0.113.5/", "\\\\203.0.113.5\\"),
        TEMPLATE.replace("attachedTemplate", "oleObject"),
        TEMPLATE.replace("attachedTemplate", "frame"),
        TEMPLATE.replace("attachedTemplate", "aFChunk"),
        TEMPLATE.replace("attachedTemplate", "video"),
    ],
    ids=range(13),
)
def test_what_is_fetched_unasked_is_refused(text: str | bytes) -> None:
    assert check(text) is Reason.REMOTE


def test_the_name_of_the_part_may_be_in_capitals() -> None:
    assert check(TEMPLATE, "word/_RELS/settings.xml.RELS") is Reason.REMOTE


@pytest.mark.parametrize(
    "text",
    [
        TEMPLATE.replace("attachedTemplate", "hyperlink"),
        TEMPLATE.replace("attachedTemplate", "externalLinkPath"),
        TEMPLATE.replace("http://203.0.113.5/t.dotm", "media/a.png").replace(
            "External", "Internal"
        ),
        TEMPLATE.replace("http://203.0.113.5/t.dotm", "/word/t.xml").replace(
            ' TargetMode="External"', ""
        ),
    ],
    ids=range(4),
)
def test_links_that_wait_for_a_click_and_parts_inside_are_taken(text: str) -> None:
    assert check(text) is Kind.DOCX


@pytest.mark.parametrize(
    "text",
    [
        "<Relationships>",
        "",
        "bukan XML",
        '<!DOCTYPE x [<!ENTITY e "External">]>' + TEMPLATE,
        '<?xml version="1.0" encoding="tidak-ada"?>' + TEMPLATE,
    ],
    ids=range(5),
)
def test_relations_that_cannot_be_read_are_damaged(text: str) -> None:
    assert check(text) is Reason.DAMAGED


def test_relations_have_a_limit() -> None:
    assert check("<!--" + "x" * 8_100_000 + "-->" + TEMPLATE) is Reason.TOO_MANY_PARTS
