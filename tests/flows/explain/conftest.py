"""The gazetteer, once for all tests."""

import pytest

from karabakh.flows.places import Gazetteer, load_gazetteer


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    return load_gazetteer()
