"""Which spellings of a name are read as its place, and which words that merely look like a name are not.

spellings.csv: the forms that the romanisation systems give (Azerbaijani to the habits of the English, French, German
and Turkish press; Armenian by BGN/PCGN, ISO 9985, the Library of Congress, Hübschmann-Meillet and as read in Western
Armenian; Russian by BGN/PCGN, GOST and in scientific transliteration), forms in use, one name written in many hands,
misspellings and scanning errors. Written from the systems' tables and from use, not from what the reader can do.
Spellings of fewer than nine letters, names of small places or of fewer than ten letters with one wrong, and all
spellings of villages stand beside another place of the region, without which many are not read: too much elsewhere is
as near to them.
lookalikes.csv: words and phrases that are no place of the region but near one in spelling.
"""

import csv
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from karabakh.flows.places import Gazetteer, PlaceMention, find_places, load_gazetteer
from karabakh.flows.text.span import Span

CARRIERS = {
    "to": "The road to {} was closed.",
    "near": "There was heavy fighting near {} in the spring.",
    "from": "Refugees who had fled from {} arrived before winter.",
    "start": "{} was shelled at night.",
    "beside": "Between {} and Shusha the road was closed.",
    "alone": "{}",
}
FEW = 0.04  # of the look-alikes of a kind: Lachine, of Quebec, sounds as Latchine does
METHODS = ["exact", "folded", "transliterated", "fuzzy"]  # the surest first
LEAST, LEAST_OF_CATEGORY, LEAST_METHOD = 0.98, 0.95, 0.95


class Spelling(NamedTuple):
    """A row of spellings.csv."""

    category: str
    carrier: str
    form: str
    place_id: str
    place: str
    method: str


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (Path(__file__).parent / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


SPELLINGS = [Spelling(**row | {"form": json.loads(f'"{row["form"]}"')}) for row in _rows("spellings.csv")]
LOOKALIKES = [(row["kind"], row["word"], row["text"]) for row in _rows("lookalikes.csv")]


@pytest.fixture(scope="module")
def packaged() -> Gazetteer:
    return load_gazetteer()


def find(text: str, gazetteer: Gazetteer) -> list[PlaceMention]:
    return find_places(text, [Span(0, len(text))], gazetteer)


def read(spelling: Spelling, gazetteer: Gazetteer) -> PlaceMention | None:
    """Return the mention that covers the form, or but for an s or apostrophe at its end."""
    before, _ = CARRIERS[spelling.carrier].split("{}")
    text = CARRIERS[spelling.carrier].format(spelling.form)
    for mention in find(text, gazetteer):
        left = len(before) + len(spelling.form) - mention.end
        if mention.start == len(before) and 0 <= left <= 2:
            return mention
    return None


def test_spellings_of_all_traditions_mean_the_place(packaged: Gazetteer) -> None:
    missed, unsure, total = [], [], Counter(spelling.category for spelling in SPELLINGS)
    for spelling in SPELLINGS:
        mention = read(spelling, packaged)
        if not mention or mention.place_id != spelling.place_id:
            missed.append((spelling, mention and (mention.surface, mention.name, mention.method)))
        elif mention.method != "context" and METHODS.index(mention.method) > METHODS.index(spelling.method):
            unsure.append((spelling, mention.method))
    of_category = Counter(spelling.category for spelling, _ in missed)
    for spelling, got in sorted(missed):
        print(f"{spelling.category}: {spelling.form!r} ({spelling.place}) read as {got}")
    for spelling, method in unsure:
        print(f"{spelling.category}: {spelling.form!r} ({spelling.place}) is {method}, not {spelling.method}")
    print({category: f"{total[category] - of_category[category]}/{total[category]}" for category in sorted(total)})
    assert len(SPELLINGS) >= 600
    assert len(missed) <= (1 - LEAST) * len(SPELLINGS)
    assert all(of_category[category] <= (1 - LEAST_OF_CATEGORY) * total[category] for category in total)
    assert len(unsure) <= (1 - LEAST_METHOD) * len(SPELLINGS)


@pytest.mark.parametrize("kind", sorted({kind for kind, _, _ in LOOKALIKES}))
def test_words_that_look_like_names_are_no_places(packaged: Gazetteer, kind: str) -> None:
    taken = [
        (word, mention.surface, mention.name, mention.place_id, mention.method)
        for _, word, text in (row for row in LOOKALIKES if row[0] == kind)
        for mention in find(text.format(word), packaged)
        if mention.start < text.index("{}") + len(word)
        and text.index("{}") < mention.end
        and (not mention.place_id or packaged.places[mention.place_id].tier != "world")
    ]
    print(*taken, sep="\n")
    assert len(taken) <= FEW * sum(row[0] == kind for row in LOOKALIKES)


def test_there_are_many_lookalikes_of_each_kind() -> None:
    counts = Counter(kind for kind, _, _ in LOOKALIKES)
    assert len(LOOKALIKES) >= 250
    assert min(counts.values()) >= 10
