import time

import pytest

from karabakh.flows.clean import clean, plain
from karabakh.flows.text.view import View


def read(text):
    return View(plain(text), clean(text)).text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[00:12:41] We left Goris. [00:12:50] It rained.", "We left Goris. It rained."),
        ("We left (00:12:33) Goris.", "We left Goris."),
        ("We left.[01:12:41]It rained.[01:12:50]We came back.", "We left. It rained. We came back."),
        ("00:13:02 Q: When?\n00:13:09 A: In June.", "Q: When?\nA: In June."),
        ("[12:40] When?\n[12:45] In June.", "When?\nIn June."),
        ("1\n00:00:01,000 --> 00:00:04,000\nWe left\n\n2\n00:00:04,000 --> 00:00:07,000\nGoris.", "We left Goris."),
        ("WEBVTT\n\n00:01.000 --> 00:04.000\nWe left\n\n00:04.000 --> 00:07.000\nGoris.", "We left Goris."),
    ],
)
def test_stamps_of_recordings_are_not_read(text, expected):
    assert read(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "They left at 12:40 and at 12:45.", "They left (14:30:15) Goris.",
        "At\n14:30:15 they left, at\n14:31:16 they fled.",
        "They won 3:12:40 and 3:12:45.", "14:30:15 Shelling began.\n14:45:15 It ended.",
    ],
)  # fmt: skip
def test_times_of_the_clock_are_read(text):
    assert " ".join(read(text).split()) == " ".join(text.split())


def test_a_citation_of_a_page_is_none():
    assert [mark.reason for mark in clean("They left.[12:40] They came back.[13:12]")] == ["citation", "citation"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# 1994\n\nThey left.", "1994\n\nThey left."),
        ("### 1994 in Goris ###\nThey left.", "1994 in Goris\nThey left."),
        ("They left.\n## 1994\nThey left.", "They left.\n\n1994\nThey left."),
        ("Item # 5 and C# and #5 are read.", "Item # 5 and C# and #5 are read."),
    ],
)
def test_the_signs_of_a_heading_are_read_over(text, expected):
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("> On 9 June\n> 1993 they left Go-\n> ris.\n>\n> It rained.", "On 9 June 1993 they left Goris.\n\nIt rained."),
        (">> They left\n>> on foot.\n\nSo he wrote.", "They left on foot.\n\nSo he wrote."),
        ("He wrote:\n> They left\n> on foot.\nSo it was.", "He wrote:\nThey left on foot.\nSo it was."),
        ("Home > News > 1993 and 4 > 3", "Home > News > 1993 and 4 > 3"),
    ],
)
def test_quoted_mail_is_read_as_wrapped_text(text, expected):
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("![Goris 1993](a.png) They left.", "They left."),
        ('They left [Goris](https://example.org/1993 "Kapan 1994") on foot.', "They left Goris on foot."),
        ("They left [Goris](/wiki/Goris_(town)) and [Kapan](a/kapan.html#b).", "They left Goris and Kapan."),
        ('They left.\n\n[1]: https://example.org/a "Kapan 1992"\n[b]: /a', "They left.\n\n\n\n\n\n\n"),
        ("They left [the town](Goris) and [it] (in 1993).", "They left the town(Goris) and it (in 1993)."),
        ("He said [1]: they left /a.", "He said: they left /a."),
    ],
)
def test_of_a_link_the_words_are_read(text, expected):
    assert read(text) == expected


@pytest.mark.parametrize(
    "unit",
    ["[00:00:01]", "00:00:01,000 --> 00:00:04,000\n", "\n00:00:01 ", "[12:40] ", "# ", "\n# a #", "\n> ", "\n>>",
     ">-\n", "](",
     "](a.b", "![", "![a](b", '](/a "', "\n[a]: /b ", "a.1 ", "a,1 ", "1992.1 ",
     "Copyright 1992 a. ", "\nAa Bb 1", "[1]: 1-1, "],
)  # fmt: skip
def test_hostile_texts_take_linear_time(unit):
    text = unit * (200_000 // len(unit))
    started = time.process_time()
    clean(text)
    assert time.process_time() - started < 5
