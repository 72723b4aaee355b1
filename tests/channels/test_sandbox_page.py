"""The page of the double: posts appear, and a button disturbs the next one."""

from collections.abc import Iterator

import httpx
import pytest

from sasando.channels.sandbox.server import running
from sasando.channels.sandbox.world import World

SAID = {"message": "Jalan <b>dibuka</b>", "access_token": "t"}


@pytest.fixture
def double() -> Iterator[tuple[World, httpx.Client]]:
    with running() as (world, address), httpx.Client(base_url=address) as client:
        world.platforms["facebook"].add({"id": "1001", "token": "t"})
        yield world, client


def test_a_post_appears_as_it_is_and_not_as_markup(
    double: tuple[World, httpx.Client],
) -> None:
    _world, client = double
    assert "Belum ada" in client.get("/").text
    client.post("/facebook/v26.0/1001/feed", data=SAID)
    page = client.get("/").text
    assert "Jalan &lt;b&gt;dibuka&lt;/b&gt;" in page
    assert "/facebook</code>" in page
    assert "What is out" in client.get("/?bahasa=en").text


def test_a_photo_is_shown(double: tuple[World, httpx.Client]) -> None:
    from io import BytesIO

    from PIL import Image

    file = BytesIO()
    Image.new("RGB", (8, 8), "teal").save(file, "PNG")
    _world, client = double
    files = {"source": ("a.png", file.getvalue())}
    client.post("/facebook/1001/photos", data={"access_token": "t"}, files=files)
    page = client.get("/").text
    address = page.split('<img src="')[1].split('"')[0]
    assert client.get(address).headers["content-type"] == "image/png"
    assert client.get("/__feed__/picture/facebook/x").status_code == 404
    assert client.get("/__feed__/picture/nobody/1").status_code == 404


def test_a_button_disturbs_the_next_post_and_no_reading(
    double: tuple[World, httpx.Client],
) -> None:
    world, client = double
    client.post("/__feed__/fault", data={"do": "facebook:accept_then_reset"})
    assert "menunggu: 1" in client.get("/").text
    assert client.get("/facebook/1001/feed", params=SAID).status_code == 200
    with pytest.raises(httpx.HTTPError):
        client.post("/facebook/1001/feed", data=SAID)
    assert len(world.ledger()) == 1
    assert "menunggu: 0" in client.get("/").text


@pytest.mark.parametrize("do", ["", "facebook:format", "nobody:delay", "delay"])
def test_other_words_set_no_fault(double: tuple[World, httpx.Client], do: str) -> None:
    world, client = double
    assert client.post("/__feed__/fault", data={"do": do}).status_code == 303
    assert world.faults == []


def test_the_faults_are_taken_away(double: tuple[World, httpx.Client]) -> None:
    world, client = double
    client.post("/__feed__/fault", data={"do": "facebook:refuse_5xx"})
    client.post("/__feed__/fault?bahasa=en", data={"do": "clear"})
    assert world.faults == []
