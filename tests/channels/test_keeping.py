"""The double forgets nothing when it is started again, and has accounts to try."""

from pathlib import Path

import httpx
from PIL import Image

from sasando.channels.sandbox.accounts import ACCOUNTS, settle_in
from sasando.channels.sandbox.keeping import Shelf
from sasando.channels.sandbox.platforms import PLATFORMS
from sasando.channels.sandbox.server import running
from sasando.channels.sandbox.world import World


def picture(folder: Path) -> bytes:
    """Return a picture of more than a few bytes: those are kept in a file."""
    path = folder / "a.jpg"
    Image.new("RGB", (64, 64), "teal").save(path)
    return path.read_bytes()


def posted(folder: Path) -> World:
    """Return a world with a post on Facebook and on Telegram, each with a picture."""
    world = World(PLATFORMS)
    settle_in(world)
    with running(world) as (_world, address), httpx.Client(base_url=address) as client:
        files = {"source": ("a.jpg", picture(folder))}
        said = {"message": "Jalan dibuka", "access_token": "contoh-facebook"}
        client.post("/facebook/1001/photos", data=said, files=files)
        files = {"photo": files["source"]}
        said = {"chat_id": "-1005001", "caption": "Jalan dibuka"}
        client.post("/telegram/bot5001:contoh/sendPhoto", data=said, files=files)
    return world


def test_a_restart_of_the_double_forgets_no_post(tmp_path: Path) -> None:
    world, shelf, again = posted(tmp_path), Shelf(tmp_path / "kept"), World(PLATFORMS)
    shelf.keep(world)
    shelf.bring_back(again)
    settle_in(again)
    assert len(again.ledger()) == 2
    assert again.ledger() == world.ledger()
    for row in again.ledger():
        [name] = row.get("shown", row["photos"])
        shown = again.platforms[row["platform"]]
        assert shown.picture(name) == picture(tmp_path)  # type: ignore[attr-defined]
    assert again.name() not in {row["id"] for row in world.ledger()}


def test_nothing_is_written_where_nothing_was_asked(tmp_path: Path) -> None:
    world, shelf = World(PLATFORMS), Shelf(tmp_path)
    shelf.keep(world)
    (tmp_path / "state.json").unlink()
    shelf.keep(world)
    assert shelf.is_empty()


def test_an_account_that_is_there_is_not_made_anew() -> None:
    world = World(PLATFORMS)
    settle_in(world)
    page = world.platforms["facebook"].pages["1001"]  # type: ignore[attr-defined]
    page["token"] = "another"
    settle_in(world)
    assert page["token"] == "another"
    for one in ACCOUNTS:
        assert world.platforms[one.kind].logins()  # type: ignore[attr-defined]
