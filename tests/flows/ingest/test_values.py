"""The cells of sources.csv and of corpora, one kind of value after the other."""

import re
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from karabakh.flows.ingest.sources import COLUMNS
from karabakh.flows.ingest.values import PARSERS, parse
from karabakh.schemas import patterns


@pytest.mark.parametrize(
    ("column", "cell", "value"),
    [
        ("published", "2020-11-10", date(2020, 11, 10)),
        ("published", "2020-11-10T08:00:00Z", date(2020, 11, 10)),
        ("published", datetime(2020, 11, 10, 8), date(2020, 11, 10)),
        ("published", date(2020, 11, 10), date(2020, 11, 10)),
        ("redistributable", "TRUE", True),
        ("redistributable", "false", False),
        ("language", "EN", "en"),
        ("language", "en_gb", "en-GB"),
        ("language", "AZ-cyrl-az", "az-Cyrl-AZ"),
        ("language", "hye", "hy"),
        ("url", " https://example.org/a?b ", "https://example.org/a?b"),
        ("publisher", " The \n Agency ", "The Agency"),
        ("date_order", "dmy", "dmy"),
        ("sentence_order", "shuffled", "shuffled"),
        ("licence", "", None),
        ("licence", "  ", None),
        ("licence", None, None),
    ],
)
def test_values_that_are_right(column: str, cell: object, value: object) -> None:
    assert parse(column, cell) == value


@pytest.mark.parametrize(
    ("column", "cell", "wanted"),
    [
        ("published", "10.11.2020", "a day such as"),
        ("published", "20201110", "a day such as"),
        ("published", "2020-W46-2", "a day such as"),
        ("published", "2021-02-30", "day is out of range|day 30"),
        ("published", 2020, "a day such as"),
        ("published", "2020", "a day such as"),
        ("redistributable", "maybe", "true or false"),
        ("language", "English", "a BCP 47 language tag"),
        ("url", "example.org", "an address such as"),
        ("url", "https://a b", "an address such as"),
        ("publisher", "a\x07b", "without control characters"),
        ("publisher", ["a"], "a single value"),
        ("date_order", "DMY", "one of dmy, mdy, ymd"),
        ("sentence_order", "random", "one of running, shuffled"),
    ],
)
def test_values_that_are_wrong_say_what_would_be_right(column: str, cell: object, wanted: str) -> None:
    with pytest.raises(ValueError, match=wanted):
        parse(column, cell)


def test_every_column_of_sources_has_a_parser() -> None:
    assert list(PARSERS) == list(COLUMNS[1:])


@given(st.sampled_from(sorted(PARSERS)), st.text())
def test_what_is_accepted_is_what_the_schema_accepts(column: str, cell: str) -> None:
    try:
        value = parse(column, cell)
    except ValueError:
        return
    forms = {"url": patterns.URL, "language": patterns.LANGUAGE}
    assert value is None or re.fullmatch(forms.get(column, r"(?s).+"), str(value))
