"""What is in which sentence, as the text stands, where it is read without its noise."""

import pytest

from karabakh.flows.extraction.layout import lay_out

CASES = {
    "a citation belongs to the sentence before it": (
        "It fell.[4], The rest fled.[5]",
        ["It fell.[4],", "The rest fled.[5]"],
    ),
    "a block of boilerplate is a sentence by itself": (
        "Skip to main content\n\nIt fell in May.\n\nAll rights reserved.",
        ["Skip to main content", "It fell in May.", "All rights reserved."],
    ),
    "an address inside a sentence does not part it": (
        "They wrote on https://example.org/a that it fell. The rest fled.",
        ["They wrote on https://example.org/a that it fell.", "The rest fled."],
    ),
    "a header is in no sentence": (
        "---\ntitle: A\ndate: 2021-05-12\n---\nIt fell.",
        ["It fell."],
    ),
    "a dateline is in its sentence": (
        "GORIS, May 8, 1992 (Reuters) - It fell. The rest fled.",
        ["GORIS, May 8, 1992 (Reuters) - It fell.", "The rest fled."],
    ),
    "a paragraph in another language is a sentence by itself": (
        "The town fell in May.\n\nОбстрел города продолжался весь день, сообщили в министерстве.",
        ["The town fell in May.", "Обстрел города продолжался весь день, сообщили в министерстве."],
    ),
    "glued sentences are two": ("It fell that month.The rest fled.", ["It fell that month.", "The rest fled."]),
}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case)
def test_what_is_a_sentence(case: str) -> None:
    text, sentences = CASES[case]
    assert [sentence.of(text) for sentence in lay_out(text).sentences] == sentences
