"""However its lines are broken and its words spaced, a text has the same figures."""

import re

import pytest

from karabakh.flows.extraction.layout import lay_out
from karabakh.flows.figures import find_figures
from karabakh.flows.figures.kinds import KINDS

TEXTS = [
    *(example.replace("[", "").replace("]", "") for kind in KINDS for example in kind.examples),
    "They took 60 prisoners, 20 Greeks among them, and a third of the inhabitants fled.",
    "Malta lost 60 men killed and wounded; about 75 square kilometres of its land burned for two weeks.",
    "Up to 90 Turkish soldiers were reported missing, roughly 12 per cent of the garrison.",
    "It cost USD 5 million, or between 20 and 30 percent of what was given.",
]


def read(text):
    layout = lay_out(text)
    figures = find_figures(layout.view.text, layout.read, marks=layout.kept)
    return [
        (" ".join(each.surface.split()), each.kind, each.low, each.high, each.approximate, each.unit, each.group)
        for each in figures
    ]


@pytest.mark.parametrize("gap", ["  ", "\n", "\r\n", " \n   "])
@pytest.mark.parametrize("text", TEXTS)
def test_gaps_between_words_change_nothing(text, gap):
    assert read(re.sub(r" (?=[^\W\d])|(?<=[^\W\d]) ", gap, text)) == read(text)
