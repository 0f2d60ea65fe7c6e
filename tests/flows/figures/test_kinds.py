import re

import pytest

from karabakh.flows.extraction.layout import lay_out
from karabakh.flows.figures import find_figures
from karabakh.flows.figures.kinds import KINDS, MASSES, MASSES_COUNTER_EXAMPLES, MASSES_EXAMPLES


def figures(text):
    layout = lay_out(text)
    return find_figures(layout.view.text, layout.read)


EXAMPLES = [(kind.name, example) for kind in KINDS for example in kind.examples]
COUNTER_EXAMPLES = [(kind.name, example) for kind in KINDS for example in kind.counter_examples]


@pytest.mark.parametrize(("kind", "example"), [*EXAMPLES, *((MASSES, example) for example in MASSES_EXAMPLES)])
def test_every_kind_is_found_in_its_examples(kind, example):
    surfaces = re.findall(r"\[(.+?)\]", example)
    text = example.replace("[", "").replace("]", "")
    assert [figure.surface for figure in figures(text) if figure.kind == kind] == surfaces


@pytest.mark.parametrize(
    ("kind", "example"), [*COUNTER_EXAMPLES, *((MASSES, example) for example in MASSES_COUNTER_EXAMPLES)]
)
def test_no_kind_is_found_in_its_counter_examples(kind, example):
    assert [figure.surface for figure in figures(example) if figure.kind == kind] == []


def test_every_kind_has_an_example():
    assert {name for name, _ in EXAMPLES} == {kind.name for kind in KINDS}
