"""What must hold for every text on the whole way from characters to valid tables."""

from datetime import date
from hashlib import sha256
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from karabakh.flows.batches.harvest import completed
from karabakh.flows.extraction.extract import extract
from karabakh.flows.extraction.find import Found, find
from karabakh.flows.ingest.document import Document
from karabakh.flows.places import Gazetteer, load_gazetteer
from karabakh.flows.places.tables import gazetteer_tables
from karabakh.flows.validate import validate

PIECES = """
Khankendi|Şuşa|Xanke\u0301ndi|Stepanakert|Lachin corridor|Nagorno\u2011\nKarabakh|Գորիս|Battle of |villages of |’s |
8 May 1992|early |mid-|1988 to 1994|between | and |last week|two days later|on Sunday|
today|tomorrow| or | until |October|this year|29 February|03/04/1992|the 1990s|
at least |23|1.9million|tens of thousands| people were killed| displaced| percent| date 2021-03-02 |
[49]|[citation needed], |. |.\n\n|\u00ad|\u200b|\u202e|\r\n|\t|“|(|)|=1+1|\\|\U0001f600|ﬁ|İ
""".split("|")
TEXTS = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=8)), max_size=25).map("".join)
WHOLE = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


def check(text: str, found: Found) -> None:
    for mentions in (found.places, found.dates, found.figures):
        for mention in mentions:
            assert text[mention.start : mention.end] == mention.surface != ""
            inside = any(start <= mention.start and mention.end <= end for start, end in found.sentences)
            header = any(start <= mention.start and mention.end <= end for start, end, *_ in found.marks)
            assert inside or header
        assert all(one.end <= other.start for one, other in pairwise(mentions))
    assert all(one.end <= other.start for one, other in pairwise(found.sentences))


@WHOLE
@given(TEXTS)
def test_a_mention_stands_where_it_says_in_one_sentence_and_overlaps_none(text: str) -> None:
    check(text, find(text, load_gazetteer()))


@WHOLE
@given(TEXTS)
def test_no_character_of_a_text_but_marks_and_space_is_outside_every_sentence(text: str) -> None:
    found = find(text, load_gazetteer())
    outside = set(range(len(text)))
    for start, end in [*found.sentences, *((start, end) for start, end, *_ in found.marks)]:
        outside -= set(range(start, end))
    assert not [text[at] for at in outside if text[at].isalnum()]


@WHOLE
@given(st.lists(TEXTS, max_size=3), st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_every_text_gives_valid_tables(texts: list[str], published: date) -> None:
    documents = [
        Document(
            document_id=f"d{number}",
            text=text,
            source_file=f"d{number}.txt",
            encoding="utf-8",
            source_sha256=None,
            text_sha256=sha256(text.encode()).hexdigest(),
            status="ok" if text.strip() else "empty",
            redistributable=bool(number % 2),
            published=published if number else None,
        )
        for number, text in enumerate(["Goris.", *texts])
    ]
    tables = completed(documents, extract(documents, load_gazetteer()))
    valid = validate(tables, GAZETTEER)
    assert valid["rejected"].to_pylist() == []
    assert valid == tables


GAZETTEER = gazetteer_tables()


@pytest.mark.parametrize("unit", ["a", "1", " ", ".", "(", "\n", "\u00ad", "May ", "1992-", "Şuşa ", "killed 12, "])
def test_a_long_text_of_anything_is_done(unit: str, gazetteer: Gazetteer) -> None:
    text = unit * (200_000 // len(unit))
    check(text, find(text, gazetteer)._replace(sentences=[], marks=[(0, len(text), "whole")]))  # type: ignore[list-item]
