"""What a mention was normalised to, in a few words."""

import pytest

from karabakh.flows.explain.explanation import explanation
from karabakh.flows.explain.meaning import meaning
from karabakh.flows.places import Gazetteer


@pytest.mark.parametrize(
    ("text", "meanings"),
    [
        ("They reached Goris.", ["Goris K0169"]),
        ("The First Karabakh War ended.", ["Karabakh K0004 (in an event's name)"]),
        ("It rained on 8 May 1992.", ["1992-05-08"]),
        ("It rained in the 1990s.", ["199X"]),
        ("It rained for two years.", ["duration P2Y"]),
        ("At least 12 people were killed.", ["killed at least 12 people"]),
        ("Some 4,400 square km burned.", ["area about 4,400 km²"]),
        ("Between 23 and 30 soldiers were wounded.", ["wounded 23–30 people (soldiers)"]),
        ("Half of them, 50 percent, left.", ["50 percent"]),
    ],
)
def test_places_dates_and_figures(text: str, meanings: list[str], gazetteer: Gazetteer) -> None:
    explained = explanation(text, gazetteer)
    found = [meaning(mention, gazetteer) for _, mentions in explained.sentences() for _, mention in mentions]
    assert found == meanings


def test_all_places_that_remain_are_named(gazetteer: Gazetteer) -> None:
    from karabakh.flows.places import PlaceMention

    mention = PlaceMention(0, 1, "x", None, ("K0038", "K0169"), "x", "shared", "exact", 0.5, False, ())
    assert meaning(mention, gazetteer) == f"{gazetteer.labels['K0038']} K0038 or Goris K0169"
