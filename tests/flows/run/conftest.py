"""An empty cache, with room for whatever a test puts into it."""

from pathlib import Path

import pytest

from karabakh.flows.cache.store import Cache


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "cache", 100_000_000)
