import time

import pytest

from karabakh.flows.clean import clean, plain
from karabakh.flows.text.view import View


def read(text):
    return " ".join(View(plain(text), clean(text)).text.split())


@pytest.mark.parametrize(
    "heading", ["References", "== Notes ==", "Bibliography", "NOTES", "Notes and references [edit]"]
)
@pytest.mark.parametrize(
    "entry",
    [
        '^ "Roads of Goris". Example News. 19 April 2011. Archived from the original. Retrieved 24 April 2011.',
        "Person, A. B. (2003). Roads of Goris. London: Example Books.",
        "1. Person, Anna, Roads of Goris, New York: Example, 1998, p. 12.",
        "[3] “Goris in June”, Example News, 3 June 2021",
        "Roads of Goris. ISBN 0-00-000000-0.",
    ],
)
def test_entries_below_the_heading_of_a_list_of_sources_are_not_read(heading, entry):
    assert read(f"They left.\n\n{heading}\n\n{entry}\n{entry}\n\nThey came back.") == "They left. They came back."


def test_text_below_such_a_heading_is_read():
    text = "They left.\n\nNotes\n\nAnna: They left on 3 June 2021.\n\nSources\n\nGoris, Kapan and Sisian fell in 1993."
    assert read(text) == " ".join(text.split())


def test_what_a_wiki_writes_of_sources_and_edits_is_not_read():
    text = "They left.{{sfn|Person|2003|p=178}} They<ref name=a>Goris, 1993</ref> came<ref name=a/> back."
    assert read(f"{text}\n\nThis page was last edited on 12 June 2022, at 10:00 (UTC).") == "They left. They came back."


@pytest.mark.parametrize(
    "unit",
    ["\nNotes\n", "\nNotes\n^ a\n", "{{sfn ", "<ref>", "<ref ", "^ a\n", "Aa: Bb ", "\nThis page was last edited on "],
)
def test_hostile_texts_take_linear_time(unit):
    text = "Notes\n" + unit * (200_000 // len(unit))
    started = time.process_time()
    clean(text)
    assert time.process_time() - started < 5
