"""Every row of the grammar finds its examples, with span and values, and leaves its counter-examples alone."""

import re
from collections import Counter

import pytest

from karabakh.flows.dates.classes import NAMES, SETS
from karabakh.flows.dates.lexicon import TABLE
from karabakh.flows.dates.rule import Example, Rule
from karabakh.flows.dates.rules import RULES

EXAMPLES = [(rule, example) for rule in RULES for example in rule.examples]
COUNTERS = [(rule, text) for rule in RULES for text in rule.counter]


@pytest.mark.parametrize(("rule", "example"), EXAMPLES, ids=[f"{r.name}: {e.text}" for r, e in EXAMPLES])
def test_example(rule: Rule, example: Example, find) -> None:
    before, surface, after = re.split(r"[\[\]]", example.text)
    mentions = find(before + surface + after)
    got = {(m.start, m.surface): m for m in mentions}
    assert (len(before), surface) in got, [(m.surface, m.rule) for m in mentions]
    mention = got[len(before), surface]
    assert (mention.timex_value, mention.edtf, mention.rule) == (example.timex, example.edtf, rule.name)


@pytest.mark.parametrize(("rule", "text"), COUNTERS, ids=[f"{r.name}: {t}" for r, t in COUNTERS])
def test_counter_example(rule: Rule, text: str, find) -> None:
    guard = not rule.examples
    found = [m for m in find(text) if guard or m.rule == rule.name]
    assert not found


def test_every_row_has_a_name_of_its_own_and_a_counter_example() -> None:
    assert [name for name, n in Counter(rule.name for rule in RULES).items() if n > 1] == []
    assert [rule.name for rule in RULES if not rule.counter] == []


def test_a_word_is_in_one_class_only() -> None:
    words = Counter(word for words in TABLE.values() for word in words)
    assert [word for word, n in words.items() if n > 1] == []


def test_sets_are_made_of_classes() -> None:
    assert {member for members in SETS.values() for member in members} <= set(NAMES)
