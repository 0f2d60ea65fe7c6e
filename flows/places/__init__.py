"""Text in, the places it names out: each with its identifier, the name that matched, and how it was found."""

from karabakh.flows.places.buffer import Laid
from karabakh.flows.places.gazetteer import Gazetteer, GazetteerError, load_gazetteer
from karabakh.flows.places.mention import PlaceMention
from karabakh.flows.places.toponyms import find_all_places, find_places

__all__ = [
    "Gazetteer", "GazetteerError", "Laid", "PlaceMention", "find_all_places", "find_places", "load_gazetteer",
]  # fmt: skip
