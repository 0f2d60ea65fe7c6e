import pytest

from karabakh.flows.clean import clean, plain
from karabakh.flows.text.view import View


def read(text):
    return " ".join(View(plain(text), clean(text)).text.split())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They met on 9 June 1993.41 It failed.", "They met on 9 June 1993. It failed."),
        ("They met in 1993.7", "They met in 1993."),
        ("They met in June 1993,7 and parted.", "They met in June 1993, and parted."),
        ("They met on 9 June.41 The talks failed,42 while others fled.43",
         "They met on 9 June. The talks failed, while others fled."),
        ("He called it “a mistake.”7 The talks failed.", "He called it “a mistake.” The talks failed."),
        ("The talks failed.7 The army left.8 Baku said so, in Terter,9 7,000 stayed.",
         "The talks failed. The army left. Baku said so, in Terter, 7,000 stayed."),
        ("The talks failed.7\nThe army left.", "The talks failed. The army left."),
    ],
)  # fmt: skip
def test_a_note_that_touches_a_word_or_a_year_is_not_read(text, expected):
    assert read(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "They left.30 Armenians stayed.",
        "In Terter,14 people stayed, and in Barda,15 more.",
        "The price was 1992.12 The tax was 1.7 per cent.",
        "See Art.7 The rule is old. See No.12 In this.",
        "At 7.30 In the morning they left, on Sept.12 The rest left.",
        "It rose to 3.5 Others fell to 2.4",
        "It weighs 1,200 The rest weighs 12,500.",
        "The score was 2:1 They left at 12:40 The game ended.",
        "On May 8,1992 they left, by June 9,1993 they were back.",
    ],
)
def test_numbers_that_are_no_notes_stay(text):
    assert read(text) == text
