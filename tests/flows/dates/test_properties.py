"""What must hold for every text: offsets, order, no overlap, no exception, values of the standards."""

import ast
import inspect
import locale
import pkgutil
import time
from datetime import date
from functools import cache
from importlib import import_module

import pytest
from edtf import parse_edtf
from hypothesis import given, settings
from hypothesis import strategies as st

import karabakh.flows.dates
from karabakh.flows.dates import DateMention, find_dates, find_timexes
from karabakh.flows.dates.classes import WORDS
from karabakh.flows.dates.edtf import read
from karabakh.flows.text.span import Span

SHAPES = [
    "1992",
    "3",
    "31",
    "1918",
    "18",
    "480",
    "26.12.1991",
    "15:00",
    "1990s",
    "25th",
    "May",
    "June",
    "Sunday",
    ",",
    "-",
    "–",
    "(",
    ")",
    "/",
    ".",
    "İ",
    "9999",
    "0000",
]
PIECES = [*sorted(WORDS), *SHAPES, " – ", "\n\n"]
TEXTS = st.one_of(
    st.text(alphabet=st.characters(exclude_categories=("Cs",)), max_size=200),
    st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join),
    st.lists(st.sampled_from(PIECES), max_size=30).map("".join),
)
DAYS = st.one_of(st.none(), st.dates())


@settings(max_examples=400, deadline=None)
@given(TEXTS, DAYS, st.booleans(), st.sampled_from([None, "dmy", "mdy", "ymd"]), st.data())
def test_mentions_are_sound(
    text: str, published: date | None, shuffled: bool, order: str | None, data: st.DataObject
) -> None:
    cut = data.draw(st.integers(0, len(text)))
    sentences = [Span(a, b) for a, b in ((0, cut), (cut, len(text))) if a < b]
    place = 0
    for mention in find_dates(text, sentences, published=published, shuffled=shuffled, date_order=order):
        assert place <= mention.start < mention.end
        assert text[mention.start : mention.end] == mention.surface
        assert any(s.start <= mention.start and mention.end <= s.end for s in sentences)
        assert mention.edtf is None or read(mention.edtf).earliest == mention.earliest
        assert (mention.precision == "interval") <= (mention.edtf is None or "/" in mention.edtf)
        assert mention.earliest is None or mention.latest is None or mention.earliest <= mention.latest
        assert all(mention.start <= part.start < part.end <= mention.end for part in mention.parts)
        assert (mention.anchor is None) or mention.basis in ("document_date", "narrative")
        place = mention.end


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_timexes_are_sound_and_hold_the_parts_of_the_mentions(text: str) -> None:
    sentences = [Span(0, len(text))]
    timexes = find_timexes(text, sentences, None)
    place = 0
    for timex in timexes:
        assert place <= timex.start < timex.end <= len(text)
        place = timex.end
    for mention in find_dates(text, sentences):
        assert {(part.start, part.end) for part in mention.parts} <= {(timex.start, timex.end) for timex in timexes}


@cache
def parses(value: str) -> bool:
    """Say whether an EDTF library reads a value; it raises where it does not."""
    return parse_edtf(value) is not None


@settings(max_examples=150, deadline=None)
@given(TEXTS, DAYS)
def test_an_edtf_library_reads_every_value(text: str, published: date | None) -> None:
    for mention in find_dates(text, [Span(0, len(text))], published=published):
        assert mention.edtf is None or parses(mention.edtf)


@settings(max_examples=200, deadline=None)
@given(TEXTS, DAYS, st.text(alphabet="\n \t\u00a0xyz.", max_size=20))
def test_a_prefix_shifts_the_offsets_and_nothing_else(text: str, published: date | None, prefix: str) -> None:
    prefix += "\n"
    plain = find_dates(text, [Span(0, len(text))], published=published)
    shifted = find_dates(prefix + text, [Span(len(prefix), len(prefix) + len(text))], published=published)
    assert [_moved(mention, len(prefix)) for mention in plain] == shifted


def _moved(mention: DateMention, by: int) -> DateMention:
    parts = tuple(part._replace(start=part.start + by, end=part.end + by) for part in mention.parts)
    return mention._replace(start=mention.start + by, end=mention.end + by, parts=parts)


@settings(max_examples=200, deadline=None)
@given(TEXTS, DAYS)
def test_the_bounds_of_a_range_contain_its_sides(text: str, published: date | None) -> None:
    for mention in find_dates(text, [Span(0, len(text))], published=published):
        if mention.edtf is None or "/" not in mention.edtf:
            continue
        for side in (read(side) for side in mention.edtf.split("/") if side != ".."):
            assert mention.earliest is None or side.earliest is None or mention.earliest <= side.earliest
            assert mention.latest is None or side.latest is None or side.latest <= mention.latest


def test_the_result_does_not_depend_on_time_zone_or_locale(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Today, on Monday last week, at 5 p.m. on 3/4/1992, and in May this year they met; Şuşa fell in İyun 1992."

    def found() -> list[DateMention]:
        return find_dates(text, [Span(0, len(text))], published=date(2020, 10, 30)) + find_dates(
            text, [Span(0, len(text))]
        )

    expected = found()
    before = locale.setlocale(locale.LC_ALL)
    try:
        for name in ("tr_TR.UTF-8", "az_AZ.UTF-8", "C"):
            try:
                locale.setlocale(locale.LC_ALL, name)
            except locale.Error:
                continue
            assert found() == expected
    finally:
        locale.setlocale(locale.LC_ALL, before)
    for zone in ("Asia/Baku", "America/Los_Angeles", "Pacific/Kiritimati"):
        monkeypatch.setenv("TZ", zone)
        time.tzset()
        assert found() == expected
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize("text", ["Friday – 1918", "from today to 3 May 1918", "from last year to 1918"])
def test_a_range_that_ends_before_it_begins_has_no_value(text: str) -> None:
    found = find_dates(text, [Span(0, len(text))], published=date(2020, 10, 30))
    assert [(m.edtf, m.timex_value, m.earliest, m.latest) for m in found] == [(None, None, None, None)]


def test_the_first_day_of_all_has_no_eve() -> None:
    text = "on the eve of New Year AD 1"
    assert [m.edtf for m in find_dates(text, [Span(0, len(text))])] != ["0000-12-31"]


def test_no_module_asks_for_the_time() -> None:
    names = [m.name for m in pkgutil.walk_packages(karabakh.flows.dates.__path__, "karabakh.flows.dates.")]
    assert len(names) > 20
    for name in names:
        for node in ast.walk(ast.parse(inspect.getsource(import_module(name)))):
            assert not (isinstance(node, ast.Attribute) and node.attr in ("today", "now", "utcnow")), name
            assert not (isinstance(node, ast.Import) and any(alias.name == "time" for alias in node.names)), name
