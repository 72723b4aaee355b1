"""Old scripts, sheets and colours go when no stored page has named them for a while."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from tests import make

from sasando.core import assets
from sasando.website import brand
from sasando.website.models import HomePage, OfficeSettings
from sasando.website.store import keeping, pruning, sweeping
from sasando.website.store.folder import bundle

pytestmark = pytest.mark.django_db
LATER = make.NOW + pruning.STAYS
OLD = "sasando/js/lama.0123456789ab.js"
LOADED = "sasando/js/dimuat.0123456789ab.js"
SCRIPT = f'<script src="/static/{OLD}"></script>'.encode()


@pytest.fixture
def static(home: HomePage, settings: Any, tmp_path: Path) -> Iterator[Path]:
    """A release of before has left a script, and one that it loads."""
    settings.PAGE_STORE = tmp_path / "site"
    settings.STATIC_ROOT = tmp_path / "static"
    settings.MEDIA_ROOT = str(tmp_path / "media")
    assets.named.cache_clear()
    folder = settings.STATIC_ROOT / "sasando" / "js"
    folder.mkdir(parents=True)
    words = b'import "./dimuat.0123456789ab.js";'
    for name, content in ((OLD, words), (LOADED, b"1;")):
        assets.keep(settings.STATIC_ROOT / name, content)
    (folder / "tanpa-nama.js").write_text("1;")
    yield settings.STATIC_ROOT
    assets.named.cache_clear()


def prune(at: Any) -> list[str]:
    return sorted(pruning.prune(keeping.folder(), at=at))


def store(path: str, body: bytes) -> None:
    with keeping.folder().writing(path, bundle(200, [], body)):
        pass


def test_what_nobody_names_goes_after_thirty_days(static: Path) -> None:
    assert prune(make.NOW) == []
    assert prune(LATER - timedelta(days=1)) == []
    assert prune(LATER) == [f"static/{LOADED}", f"static/{OLD}"]
    left = {file.name for file in static.rglob("*") if "0123456789ab" in file.name}
    assert left == set()
    assert (static / "sasando/js/tanpa-nama.js").exists()


def test_what_a_stored_page_names_stays_with_what_it_loads(static: Path) -> None:
    store("/berita/", SCRIPT)
    assert prune(make.NOW) == prune(LATER) == []
    store("/berita/", b"")
    # The days begin when the last page stopped.
    assert prune(LATER + timedelta(days=1)) == []
    store("/berita/", SCRIPT)
    assert prune(LATER + timedelta(days=2)) == []
    store("/berita/", b"")
    assert prune(LATER + timedelta(days=40)) == []
    assert len(prune(LATER + timedelta(days=70))) == 2


def test_what_the_program_names_stays_and_a_clock_set_back_harms_nothing(
    static: Path,
) -> None:
    name = assets.named("sasando/js/video.js")
    assert prune(LATER) == []
    assert prune(make.NOW) == []
    # As by night.
    sweeping.tidy(at=LATER + pruning.STAYS)
    assert (static / name).exists()
    assert not (static / OLD).exists()


def test_old_colours_go_and_those_of_now_stay(static: Path) -> None:
    office = OfficeSettings.objects.get()
    addresses = []
    for colour in ("#20407a", "#1f3a6f"):
        office.nila = colour
        office.save()
        addresses.append(brand.address(office).lstrip("/"))
    prune(make.NOW)
    assert addresses[0] in prune(LATER)
    assert addresses[1] not in prune(LATER + pruning.STAYS)


def test_who_asks_for_what_was_pruned_gets_404(static: Path, client: Client) -> None:
    assert client.get(f"/static/{OLD}").status_code == 200
    (static / OLD).unlink()
    assert client.get(f"/static/{OLD}").status_code == 404
