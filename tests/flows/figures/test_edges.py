"""What phrases begin and end with: where none of it stands, the phrase cannot match."""

import re

import pytest

from karabakh.flows.figures.edges import alternatives, edges, edges_of, ends, ends_of, openings
from karabakh.flows.figures.kinds import KINDS, PEOPLE, PERSONS

SORTS = ["nouns", "qualifiers", "passives", "verbs", "weak", "before", "of_people", "subjects"]
PHRASES = [(kind.name, sort, getattr(kind, sort)) for kind in KINDS for sort in SORTS if getattr(kind, sort)]
PHRASES += [("people", "nouns", PEOPLE), ("persons", "nouns", PERSONS)]


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("killed|slain", {"killed ", "slain "}),
        ("shot(?: dead)?(?! at)", {"shot "}),
        ("fle(?:d|eing)", {"fled ", "fleeing "}),
        (r"service\s?men", {"service ", "servicem"}),
        (r"peace-?keepers?", {"peace ", "peacekee"}),
        (r"(?<!\bwere\s)left(?=,|\.)", {"left "}),
        ("mobili[sz]ed", {"mobilise", "mobilize"}),
        ("wom[ae]n", {"woman ", "women "}),
        ("a?", {"a ", "*"}),
    ],
)
def test_a_phrase_begins_with_one_of_its_edges(pattern, expected):
    assert edges(pattern) == expected


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("killings?(?: of)?", {"killing ", "killings ", "killing of ", "killings of "}),
        ("deaths:", {"deaths "}),
        ("by [a-z]{1,9} of", {"* of "}),
    ],
)
def test_a_phrase_ends_with_one_of_its_ends(pattern, expected):
    assert {end.rstrip()[::-1] + " " for end in ends(pattern)} == expected


@pytest.mark.parametrize(("kind", "sort", "words"), PHRASES)
def test_whatever_a_phrase_matches_is_found_by_its_edges(kind, sort, words):
    texts = [text.replace("[", "").replace("]", "") for each in KINDS for text in each.examples]
    for phrase in alternatives(words):
        for match in (found for text in texts for found in re.finditer(rf"\b(?i:{phrase})(?!\w)", text)):
            first = re.match(r"\w+", match[0].lower())
            assert first is None or not edges(phrase).isdisjoint(edges_of(first[0]))
            assert not ends(phrase).isdisjoint(ends_of(match[0].lower()))
            flat = f" {re.sub(r'[^a-z0-9]+', ' ', match[0].lower())} "
            assert any(opening in flat for opening in openings(phrase))


def test_the_alternatives_together_are_the_pattern():
    for _, _, words in PHRASES:
        assert "|".join(alternatives(words)) == words
