"""Many texts together hold what each of them holds by itself, whatever stands next to it."""

from datetime import date
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from karabakh.flows.dates import DateQuery, find_all_dates, find_all_timexes, find_dates, find_timexes, locate
from karabakh.flows.text.span import Mark, Span

PIECES = """
    May may 1992 3.5 5 93 ( ’ – p.m. BC the of at two years later zz Friday today . ŭay 😀 men 1992-03-05
""".split()
PIECES += ["\n", "\n\n"]
DAYS = st.one_of(st.none(), st.just(date(2020, 10, 30)))


@st.composite
def queries(draw: st.DrawFn) -> DateQuery:
    """Draw a text of words of dates in up to two sentences, and what may be known of it."""
    text = draw(st.sampled_from([" ", ""])).join(draw(st.lists(st.sampled_from(PIECES), max_size=12)))
    cut = draw(st.integers(0, len(text)))
    sentences = [Span(a, b) for a, b in ((0, cut), (cut, len(text))) if a < b]
    order = draw(st.sampled_from([None, "mdy"]))
    return DateQuery(text, sentences, draw(DAYS), order, draw(st.booleans()))


@settings(max_examples=100, deadline=None)
@given(st.lists(queries(), max_size=6), st.sampled_from([1, 30, 1 << 18]))
def test_texts_together_hold_what_they_hold_apart(texts: list[DateQuery], together: int) -> None:
    locate.forget()
    with patch("karabakh.flows.dates.scan.TOGETHER", together):
        found = find_all_dates(texts)
        timexes = find_all_timexes(texts)
    locate.forget()
    for query, mentions, tagged in zip(texts, found, timexes, strict=True):
        known = query._asdict()
        text, sentences, published = known.pop("text"), known.pop("sentences"), known.pop("published")
        assert mentions == find_dates(text, sentences, published=published, **known)
        assert tagged == find_timexes(text, sentences, published and published.isoformat(), **known)


@pytest.mark.parametrize(
    ("one", "two"), [("on 5", "May 1992"), ("in May", "1992 it"), ("two", "years later"), ("’", "93")]
)
def test_nothing_reaches_from_text_to_text(one: str, two: str) -> None:
    apart = [find_dates(text, [Span(0, len(text))]) for text in (one, two)]
    assert find_all_dates([DateQuery(text, [Span(0, len(text))]) for text in (one, two)]) == apart


def test_texts_without_words_or_sentences_hold_nothing() -> None:
    texts = [
        DateQuery("", []),
        DateQuery("May 1992", []),
        DateQuery(" ", [Span(0, 1)]),
        DateQuery("1992", [Span(0, 4)]),
    ]
    assert [len(found) for found in find_all_dates(texts)] == [0, 0, 0, 1]
    assert find_all_dates([]) == []


def test_what_a_text_leaves_out_the_others_keep() -> None:
    text, whole = "as in 1992 they met", [Span(0, 19)]
    found = find_all_dates([DateQuery(text, whole), DateQuery(text, whole, marks=[Mark(0, 10, "citation")])])
    assert [[mention.surface for mention in mentions] for mentions in found] == [["1992"], []]
