import time

import pytest

from karabakh.flows.clean import clean, plain
from karabakh.flows.clean.credits import RULES
from karabakh.flows.text.view import View


def read(text):
    return " ".join(View(plain(text), clean(text)).text.split())


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.example)
def test_every_rule_marks_its_example_and_not_its_counter_example(rule):
    assert rule.pattern.search(rule.example)
    assert read(rule.example) == "They withdrew."
    assert not rule.pattern.search(rule.counter_example)


@pytest.mark.parametrize("line", ["By Anna Person", "By Anna Person, in Goris", "BY ANNA PERSON AND B. PERSON"])
def test_a_line_with_the_name_of_the_author_is_not_read(line):
    line = line.replace("AND", "and")
    assert read(f"A title\n\n{line}\n\nThey withdrew.") == "A title They withdrew."


@pytest.mark.parametrize(
    "text",
    [
        "By Monday Night\n\nThey withdrew.", "By Anna Person\nand others it was said.", "By Goris they withdrew.",
        "They withdrew (as reported by Anna Person).", "By June 1993\n\nThey withdrew.",
    ],
)  # fmt: skip
def test_text_that_begins_like_a_credit_is_read(text):
    assert read(text) == " ".join(text.split())


@pytest.mark.parametrize("unit", ["(Reporting by A", "((+1 11 1", "((", "By Aa Aa\n", "AFP 1234 GMT ", "Z "])
def test_hostile_texts_take_linear_time(unit):
    text = unit * (200_000 // len(unit))
    started = time.process_time()
    clean(text)
    assert time.process_time() - started < 5
