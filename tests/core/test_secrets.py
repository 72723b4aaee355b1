"""A key is written whole or not at all."""

import os
from pathlib import Path

import pytest

from sasando import env


def test_a_key_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    file = tmp_path / "keys" / "secret.key"
    first = env.secret("SASANDO_X", kept_in=file)
    assert env.secret("SASANDO_X", kept_in=file) == first
    assert file.stat().st_mode & 0o777 == 0o600
    assert [each.name for each in file.parent.iterdir()] == ["secret.key"]


def test_a_disk_that_fills_leaves_no_empty_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "secret.key"

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(env.ConfigError):
        env.secret("SASANDO_X", kept_in=file)
    assert list(tmp_path.iterdir()) == []
