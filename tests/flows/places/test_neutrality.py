"""Whose name a text uses changes the name, its tradition and where it stands, never the place."""

from collections.abc import Iterator

import pytest

from karabakh.flows.places import Gazetteer, Laid, PlaceMention, find_all_places, load_gazetteer
from karabakh.flows.places.contexts import classes
from karabakh.flows.places.fold import fold_name
from karabakh.flows.places.gazetteer import Name
from karabakh.flows.places.index import index_of
from karabakh.flows.text.span import Span

FRAMES = {
    "alone": "They came to {} at dawn.",
    "possessive": "It was {}'s oldest house.",
    "list": "They passed Goris, {} and Gandzasar on foot.",
    "brackets": "They came to Goris ({}) at dawn.",
    "event": "after the Battle of {} had ended",
    "heading": "NEWS FROM {}: NOTHING NEW",
}
PAIRS = (("armenian", "azerbaijani"), ("armenian", "russian_soviet"), ("azerbaijani", "russian_soviet"))


@pytest.fixture(scope="module")
def packaged() -> Gazetteer:
    return load_gazetteer()


def own_names(gazetteer: Gazetteer) -> Iterator[tuple[str, dict[str, list[Name]]]]:
    """Yield each core place with the names, by tradition, that no other place has."""
    index = index_of(gazetteer)
    names: dict[str, dict[str, list[Name]]] = {}
    for name in gazetteer.names:
        place = gazetteer.places[name.place_id]
        usable = name.kind not in {"adjective", "misspelling"} and place.tier == "core" and len(name.name) > 4
        usable = usable and not name.name[0].islower() and name.name.lower() not in classes()
        entry = index.by_form.get(fold_name(name.name))
        if usable and entry and list(entry.places(derived=False)) == [name.place_id] and len(entry.places()) == 1:
            names.setdefault(name.place_id, {}).setdefault(name.tradition, []).append(name)
    yield from sorted(names.items())


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("pair", PAIRS, ids=" and ".join)
def test_the_name_of_another_tradition_means_the_same_place(
    packaged: Gazetteer, pair: tuple[str, str], frame: str
) -> None:
    one, other = pair
    both = [(place, names) for place, names in own_names(packaged) if {one, other} <= {*names}]
    swaps = [(place, names[one][0], names[other][0]) for place, names in both]
    assert len(swaps) > 100
    before, after = (found(packaged, FRAMES[frame], [swap[side] for swap in swaps]) for side in (1, 2))
    wrong = [
        (first.name, second.name, [m and m.place_id for m in (a, b)])
        for (place, first, second), a, b in zip(swaps, before, after, strict=True)
        if not a or not b or a.place_id != b.place_id or a.in_event_name != b.in_event_name
    ]
    assert not wrong


def found(gazetteer: Gazetteer, frame: str, names: list[Name]) -> list[PlaceMention | None]:
    """Return the mention of each name in the frame, None where there is none at that very place."""
    written = [name.name.upper() if "NEWS" in frame else name.name for name in names]
    texts = [frame.format(name) for name in written]
    start = frame.index("{")
    mentions = find_all_places([Laid(text, [Span(0, len(text))]) for text in texts], gazetteer)
    return [next((m for m in every if m.start == start), None) for every in mentions]
