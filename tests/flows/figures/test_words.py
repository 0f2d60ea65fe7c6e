"""What a figure was read as, in words."""

from typing import Any

import pytest

from karabakh.flows.figures.words import in_words


def figure(**cells: Any) -> str:
    base = {"kind": "wounded", "low": None, "high": None, "approximate": False, "unit": "people", "group": None}
    return in_words(base | cells)


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"low": 20.0, "high": 20.0}, "wounded 20 people"),
        ({"low": 20.0, "high": 30.0, "approximate": True}, "wounded about 20–30 people"),
        ({"low": 2000.0}, "wounded at least 2,000 people"),
        ({"high": 2.0}, "wounded at most 2 people"),
        ({"high": float("inf"), "low": 5.0}, "wounded at least 5 people"),
        ({"low": 7.25, "high": 7.25, "kind": "area", "unit": "km2"}, "area 7.25 km²"),
        ({"low": 1.5e15, "high": 1.5e15, "kind": "money", "unit": "USD"}, "money 1,500,000,000,000,000 USD"),
        ({"low": 3.0, "high": 3.0, "unit": None, "kind": "money"}, "money 3"),
        ({"low": 3.0, "high": 3.0, "kind": "other_people", "group": "children"}, "other people 3 people (children)"),
    ],
)
def test_figures_in_words(cells: dict[str, Any], said: str) -> None:
    assert figure(**cells) == said
