"""The forms of dates that are read, by kind, and what each means in a text published on 30 October 2020."""

import csv
import re
from pathlib import Path

import pytest

with (Path(__file__).parent / "inventory.csv").open(encoding="utf-8", newline="") as table:
    CASES = [tuple(cell or None for cell in row) for row in list(csv.reader(table))[1:]]
"""Kind, text with the expression in brackets, TIMEX3 type, value and mod, EDTF; an empty cell is None."""


@pytest.mark.parametrize(
    ("kind", "text", "timex_type", "value", "mod", "edtf"), CASES, ids=[f"{case[0]}: {case[1]}" for case in CASES]
)
def test_form(
    kind: str, text: str, timex_type: str, value: str | None, mod: str | None, edtf: str | None, find
) -> None:
    before, surface, after = re.split(r"[\[\]]", text)
    mentions = {(m.start, m.surface): m for m in find(before + surface + after)}
    assert (len(before), surface) in mentions, [(m.surface, m.rule) for m in mentions.values()]
    mention = mentions[len(before), surface]
    assert (mention.timex_type, mention.timex_value, mention.timex_mod, mention.edtf) == (timex_type, value, mod, edtf)


def test_a_length_counted_from_an_event_is_a_day_to_readers_and_a_length_in_timex3(find) -> None:
    text = "Two days after the ceasefire it rained."
    (mention,) = find(text)
    assert (mention.surface, mention.timex_type, mention.timex_value) == ("Two days after", "DATE", None)
    assert [part[:5] for part in mention.parts] == [(0, 8, "DURATION", "P2D", None)]


@pytest.mark.parametrize(
    ("order", "edtf", "qualifier"),
    [("mdy", "1994-07-03", "exact"), ("dmy", "1994-03-07", "exact"), (None, "1994-03-07", "ambiguous")],
)
def test_the_order_of_the_source_reads_an_ambiguous_date(order: str | None, edtf: str, qualifier: str, find) -> None:
    (mention,) = find("Dated 7/3/1994.", date_order=order)
    assert (mention.edtf, mention.qualifier) == (edtf, qualifier)


def test_no_form_stands_twice_under_one_heading() -> None:
    assert len(CASES) == len(set(CASES))
    assert len(CASES) >= 250
