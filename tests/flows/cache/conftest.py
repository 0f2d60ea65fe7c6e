"""A cache that is empty, and the files of its entries."""

from collections.abc import Callable
from pathlib import Path

import pytest

from karabakh.flows.cache.store import Cache


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "cache", 10_000_000)


@pytest.fixture
def files(cache: Cache) -> Callable[[], list[Path]]:
    """The files of all entries."""
    return lambda: sorted(path for path in cache.folder.rglob("*") if path.is_file())
