"""Literals of a pattern: what says cheaply that the pattern cannot match."""

import re

import pytest

from karabakh.flows.figures.kinds import KINDS
from karabakh.flows.figures.literals import literals


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("killed|slain", {"killed", "slain"}),
        ("shot(?: dead)?(?! at)", {"shot"}),
        ("in captivity", {"captivity"}),
        ("(?:taken|held) (?:as )?prisoners?", {"prisoner"}),
        ("fle(?:d|eing)", {"fle"}),
        ("(?:was|were|been) lost", {"lost"}),
        (r"(?<!\bwere\s)left(?=,|\.)", {"left"}),
        ("(?-i:[A-Z])[a-z]+ numbered", {"numbered"}),
        ("abc{0,2}d+e?", {"ab"}),
        ("a?", {""}),
    ],
)
def test_every_match_holds_one_of_the_literals(pattern, expected):
    assert literals(pattern) == expected


@pytest.mark.parametrize("name", ["passives", "verbs", "weak", "before", "of_people", "subjects"])
def test_the_words_of_every_kind_have_literals_that_they_match_with(name):
    for kind in KINDS:
        words = getattr(kind, name)
        if not words:
            continue
        found = literals(words)
        assert min(map(len, found)) > 1, kind.name
        for text in (*kind.examples, *kind.counter_examples):
            for match in re.finditer(words, text.lower(), re.IGNORECASE):
                assert any(literal in match[0] for literal in found)
