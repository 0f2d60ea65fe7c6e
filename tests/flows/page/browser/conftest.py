"""The page of the edition, open in a browser."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def opened(opening: Callable[..., Any], page_file: Path) -> Any:
    return opening(page_file)


@pytest.fixture
def page(opened: Any) -> Any:
    return opened.page
