import pytest

from karabakh.flows.clean import clean, plain
from karabakh.flows.text.view import View

TEXT = "The road through the valley was closed again that week, and the people of the villages stayed at home."


def read(text):
    return " ".join(View(plain(text), clean(text)).text.split())


def pages(head, count, break_):
    return break_.join(f"{head.format(12 + number)}{break_}{TEXT}" for number in range(count))


@pytest.mark.parametrize("break_", ["\n", "\n\n"])
@pytest.mark.parametrize(
    "head",
    [
        "Example Rights Team   {}   March 1996", "Roads Report N°12, 9 March 1996 Page {}", "Five Winters of Ice   {}",
        "{} Example Rights Group", "Example Rights Group | {}", "Five Winters of Snow, March 1996 – {}",
        "{}   Roads of the Caucasus: Example Report 12/96",
    ],
)  # fmt: skip
def test_the_heads_of_pages_are_not_read(head, break_):
    assert read(pages(head, 4, break_)) == " ".join([TEXT] * 4)
    assert {mark.reason for mark in clean(pages(head, 4, break_))} == {"page", "repeat"}


@pytest.mark.parametrize(
    "head",
    [
        "{} September", "September {}", "Fighting near Goris on {} September 2020", "Goris Diary {} September 2020",
        "Killed: {}", "{} people left Goris", "Day {}", "Chapter {}", "Left on foot {} of them",
    ],
)  # fmt: skip
def test_headings_that_count_on_are_read(head):
    text = pages(head, 4, "\n\n")
    assert read(text) == " ".join(text.split())


def test_years_and_tables_are_read():
    for text in (
        "\n\n".join(f"Goris Region in {year}\n\n{TEXT}" for year in (1991, 1992, 1993)),
        "Goris Region 12\nGoris Region 13\nGoris Region 14",
        "\n\n".join(f"Goris Region {count}\n\n{TEXT}" for count in (12, 40, 31)),
    ):
        assert read(text) == " ".join(text.split())
