"""What is remembered of the words around a name is what the rules say of them."""

import itertools
import random

import pytest

from karabakh.flows.places import Gazetteer, Laid, find_all_places, find_places, load_gazetteer
from karabakh.flows.places.answers import Answers
from karabakh.flows.places.contexts import classes
from karabakh.flows.places.cues import beside
from karabakh.flows.places.fold import fold_name
from karabakh.flows.places.hit import Hit
from karabakh.flows.places.index import index_of
from karabakh.flows.places.nonplaces import in_event, no_place
from karabakh.flows.text.span import Span

EXAMPLES = 30_000  # of words around a name, drawn at random: most of a list, some of none, some signs
LISTED = sorted(classes())
PLAIN = "garden Petrosyan Otto Aliyeva ALIYEVA J. 1992 12 NATO it Harvest e.g. well-known X IO Harrod's".split()
SIGNS = [*list(",.(-“;$‘–"), "'s"]
NAMES = ["Geneva", "Georgia", "Goris", "Jordan", "Lachin", "Nagorno-Karabakh", "Panama", "US", "Washington"]
JOINTS = [" ", " ", "", "’s ", "\n", "  "]


@pytest.fixture(scope="module")
def packaged() -> Gazetteer:
    return load_gazetteer()


def words(draw: random.Random) -> list[str]:
    shapes = [str, str.title, str.upper, str.capitalize]
    chosen = draw.choices([LISTED, PLAIN, SIGNS], [6, 3, 1], k=draw.randint(0, 4))
    return [draw.choice(shapes)(draw.choice(some)) for some in chosen]


def test_a_remembered_answer_is_the_rules_own(packaged: Gazetteer) -> None:
    answers, entries, draw = Answers(), index_of(packaged).by_form, random.Random(5)
    wrong = []
    for _ in range(EXAMPLES):
        name, before, after = draw.choice(NAMES), words(draw), words(draw)
        start = len(" ".join([*before, ""]))
        text = " ".join([*before, name]) + draw.choice(JOINTS) + " ".join(after)
        hit = Hit(text, start, start + len(name), Span(0, len(text)), entries[fold_name(name)])
        around, answer = hit.around, answers.of(hit)
        rules = tuple(beside(around)), no_place(hit, name, around), in_event(around)
        if (answer.own, answer.no_place, answer.event) != rules:
            wrong.append((text, name, rules))
    assert not wrong


def test_texts_found_at_once_are_found_as_one_by_one(packaged: Gazetteer) -> None:
    parts = ["In the Lachin district", "Shushi (Shusha) fell", "U.S.", "", "Stepana-\nkert's Karen Goris", "Şuşa\u00ad"]
    texts = [" ".join(pair) for pair in itertools.permutations(parts, 2)]
    laid = [Laid(text, [Span(0, len(text))] if text else []) for text in texts]
    alone = [find_places(text, sentences, packaged) for text, sentences, _ in laid]
    assert list(find_all_places(laid, packaged)) == alone
    assert sum(map(len, alone)) > len(texts)
