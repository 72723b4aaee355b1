"""A film goes up while somebody writes, and on after a break; a press sets focus."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page
from tests.browser import let_in
from tests.channels.real_films import film, needs_ffmpeg
from tests.channels.saying import by_hand
from tests.channels.stage import picture

from sasando.accounts.models import User
from sasando.channels import workflow
from sasando.channels.models import Medium
from sasando.channels.workflow import File, Saying

pytestmark = [
    *(pytest.mark.django_db(transaction=True), pytest.mark.browser),
    *(pytest.mark.audit, pytest.mark.once, needs_ffmpeg),
]


@pytest.fixture
def composer(tab: Page, live_server: Any, ratna: User, settings: Any) -> Page:
    settings.FFMPEG = ""
    let_in(ratna, by=tab, at=live_server.url)
    return tab


def test_a_film_goes_up_in_pieces_and_on_when_the_connection_is_back(
    composer: Page, tmp_path: Path
) -> None:
    by_hand()
    heavy = ("-b:v", "9M", "-crf", "4")
    path = film(tmp_path, size="1280x720", seconds=4, more=heavy)
    pieces: list[str] = []

    def weak(route: Any) -> None:
        pieces.append(route.request.url)
        # The second piece never arrives; the next try finds the line again.
        if len(pieces) == 2:
            route.abort()
        else:
            route.continue_()

    composer.route("**/kiriman/film/*/?mulai=*", weak)
    composer.goto("/kantor/kiriman/baru/")
    composer.get_by_label("Teks", exact=True).fill("Tarian pembuka")
    composer.locator("[data-film]").set_input_files(str(path))
    composer.get_by_role("checkbox").first.check()
    # Pressed before the film is here: the form waits for it.
    composer.get_by_role("button", name="Simpan draf").click()
    composer.get_by_text("Tersimpan.").first.wait_for()
    medium = Medium.objects.get()
    assert (medium.kind, medium.width, medium.seconds) == ("video", 1280, 4.0)
    assert len(pieces) > 2
    assert pieces[1] in pieces[2:]


def test_a_press_on_a_picture_sets_its_focal_point(
    composer: Page, ratna: User, tmp_path: Path
) -> None:
    from django.utils import timezone

    saying = Saying(
        files=[File(picture(tmp_path))], channels=[by_hand().pk], is_draft=True
    )
    content = workflow.write(None, saying, by=ratna, at=timezone.now())
    composer.goto(f"/kantor/kiriman/{content.pk}/ubah/")
    shown = composer.locator("[data-focal-picture]")
    box = shown.bounding_box()
    assert box
    shown.click(position={"x": box["width"] * 0.25, "y": box["height"] * 0.75})
    composer.get_by_role("button", name="Simpan", exact=True).click()
    composer.get_by_text("Diubah.").first.wait_for()
    x, y = Medium.objects.get().focus or (0, 0)
    assert abs(x - 25) <= 2
    assert abs(y - 75) <= 2
