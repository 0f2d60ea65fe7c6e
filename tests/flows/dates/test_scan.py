"""The scan proposes all that may hold an expression, once, and its work does not depend on what the text is made of."""

import re
import sys
from collections.abc import Callable
from datetime import date
from itertools import pairwise
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from karabakh.flows.dates import DateMention, find_dates, locate
from karabakh.flows.dates.classes import WORDS
from karabakh.flows.dates.edges import edges
from karabakh.flows.dates.lexicon import TABLE
from karabakh.flows.dates.scan import AFTER, LONGEST, Run, scan
from karabakh.flows.dates.tokenarray import LONGEST_WORD
from karabakh.flows.text.span import Span

SEEDS = Path(__file__).resolve().parents[3] / "seeds" / "texts"


def runs(text: str, *cuts: int) -> list[Run]:
    edges = [0, *cuts, len(text)]
    return list(scan(text, [Span(a, b) for a, b in pairwise(edges)]))


def words(text: str) -> list[str]:
    return [text[run.start : run.end].strip() for run in runs(text)]


def test_a_run_is_what_stands_around_a_trigger_up_to_unknown_words() -> None:
    assert words("Envoys met in the autumn of 1992, near Zurich; nobody spoke.") == ["in the autumn of 1992"]
    assert words("Nobody spoke to the envoys.") == []
    assert words("") == []


def test_a_run_does_not_leave_its_sentence() -> None:
    text = "in May. In June we left"
    assert [text[run.start : run.end].strip() for run in runs(text, 7)] == ["in May.", "In June we"]
    assert [run.sentence for run in runs(text, 7)] == [0, 1]


def test_a_word_cut_by_its_sentence_is_none() -> None:
    text = "in June 1992"
    assert find_dates(text, [Span(0, 12)])[0].surface == "June 1992"
    for cut in (4, 5, 6, 9, 11):
        found = find_dates(text, [Span(0, cut), Span(cut, 12)])
        assert [mention.surface for mention in found] == (["June"] if cut > 7 else ["1992"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [("envoys may march in the second", []), ("in May envoys", ["in May"]), ("on 5 may envoys", ["5 may"])],
)
def test_months_without_a_capital_need_a_number(text: str, expected: list[str]) -> None:
    assert words(text) == expected


NUMBERS = """
1992; 480 BC; A.D. 301; 480 B.C.; 5 p.m.; 5pm; 1990s; the ’90s; ’93; 3/4/1992; 3.4.92; 15:30; 1–5; the 28th
"""


@pytest.mark.parametrize("text", [*NUMBERS.strip().split("; "), "at that moment"])
def test_numbers_and_moments_that_may_be_of_a_date_are_triggers(text: str) -> None:
    assert len(runs(f"zz {text} zz")) == 1


@pytest.mark.parametrize("text", ["145", "12", "10,000", "3.5", "35/143", "11-51372", "674th", "a moment", "§ 31 (b)"])
def test_other_numbers_and_moments_are_not(text: str) -> None:
    assert runs(f"zz {text} zz") == []


def test_letters_beyond_latin_belong_to_their_word() -> None:
    assert words("Mayının 𝐌ay ŭay Mаy") == []
    assert words("“May” – May… 😀May😀") == ["“May” – May… 😀May😀"]


def test_every_word_of_the_lexicon_keeps_a_run_together() -> None:
    for phrases in TABLE.values():
        for phrase in phrases:
            for part in re.findall(r"\w+", phrase):
                assert len(part) <= LONGEST_WORD, part
                assert words(f"zz 1991 {part} 1992 zz") == [f"1991 {part} 1992"], part


def read(text: str) -> list[DateMention]:
    return find_dates(text, [Span(0, len(text))], published=date(2020, 10, 30))


def test_a_text_reads_the_same_whatever_was_read_before() -> None:
    texts = [
        "On May 5,  1992 they",
        "On May 5, 1992 they",
        "on may 5, 1992 they",
        "On May 5, 1992 Baker",
        "On May 5 – 92",
    ]
    alone = []
    for text in texts:
        locate.forget()
        alone.append(read(text))
    locate.forget()
    assert [read(text) for text in texts] == alone
    assert [read(text) for text in texts] == alone


PIECES = ["May", "may", "1992", "5", "the", "of", "Baker", "said", ",", "–", "(", ")", "’s", "3pm", "\n", "\n\n", "ŭay"]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES)), st.sampled_from([" ", "", "  ", "\n"]))
def test_memory_changes_nothing(parts: list[str], glue: str) -> None:
    text = glue.join(parts)
    warm = read(text)
    assert read(text) == warm
    locate.forget()
    assert read(text) == warm


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from([*PIECES, *sorted(WORDS), "1992-03-05", "480 BC", "the 1990s", "zz"]), max_size=25))
def test_what_is_cut_off_a_run_does_not_matter(parts: list[str]) -> None:
    text = " ".join(parts)
    locate.forget()
    trimmed = read(text)
    locate.forget()
    everything = edges()._replace(leads=b"\1" * 65536, trails=b"\1" * 65536)
    with patch("karabakh.flows.dates.scan.edges", lambda: everything):
        assert read(text) == trimmed
    locate.forget()


@pytest.mark.parametrize("part", [8, 20, 31, 64])
def test_a_long_text_is_read_in_parts(part: int) -> None:
    text = "They met. In May 1992 we left. " * 5 + "word " * 40 + "on 5 June 1993 they met"
    sentences = [Span(m.start(), m.end()) for m in re.finditer(r"[^.]+\.?", text)]
    whole = [(run.start, run.end, run.sentence) for run in scan(text, sentences)]
    with patch("karabakh.flows.dates.scan.PART", part):
        parts = [(run.start, run.end, run.sentence) for run in scan(text, sentences)]
    short = {n for n, sentence in enumerate(sentences) if sentence.end - sentence.start <= part}
    assert [row for row in parts if row[2] in short] == [row for row in whole if row[2] in short]
    assert bool(short) == (part > 8)
    assert parts == sorted(parts)


def test_letters_of_all_planes_take_linear_work() -> None:
    text = "".join(map(chr, range(0x20000, 0x2A000))) * 4 + " May 1992"
    assert [mention.surface for mention in read(text)] == ["May 1992"]


def test_of_a_run_that_is_no_language_only_the_beginning_is_read() -> None:
    text = "1992 " * 5000
    assert LONGEST <= len(find_dates(text, [Span(0, len(text))])) <= LONGEST + AFTER


def test_a_trigger_far_behind_the_beginning_of_its_run_is_not_read() -> None:
    text = "the " * LONGEST + "1992"
    assert find_dates(text, [Span(0, len(text))]) == []


def calls(run: Callable[[], object]) -> int:
    """Count the calls of functions, ours and the interpreter's: the work that is done, on any machine."""
    number = 0

    def count(frame: object, event: str, argument: object) -> None:
        nonlocal number
        number += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        run()
    finally:
        sys.setprofile(before)
    return number


NASTY = {
    "digits": "1" * 20,
    "years": "1992 ",
    "years without spaces": "1992-",
    "months": "May ",
    "months and dashes": "May–",
    "days": "3, ",
    "listed days of months": "3, 4 and 5 May, ",
    "nested ranges": "from 3 to ",
    "ranges of ranges": "from May 1992 to ",
    "numbers with points": "1-1-1.",
    "brackets": "(1992",
    "letters": "a",
    "early": "the early ",
    "and": "1992 and ",
    "units": "two years or ",
    "spaces": "May" + " " * 30,
    "newlines": "\n 1992",
    "dots": "1.1.",
    "ordinals": "first and ",
    "apostrophes": "’90s",
    "clocks": "15:30:",
}


@pytest.mark.parametrize("piece", NASTY.values(), ids=NASTY.keys())
def test_the_nastiest_text_is_at_most_five_times_the_work_of_an_ordinary_one(piece: str) -> None:
    ordinary = "\n".join(path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.txt")))
    size = len(ordinary)
    nasty = (piece * (size // len(piece) + 1))[:size]

    def work(text: str, sentences: list[Span]) -> int:
        locate.forget()
        return calls(lambda: find_dates(text, sentences, published=date(2020, 10, 30)))

    expected = work(ordinary, [Span(m.start(), m.end()) for m in re.finditer(r"[^.\n]+[.\n]*", ordinary)])
    assert work(nasty, [Span(0, size)]) <= 5 * expected


@pytest.mark.parametrize("piece", NASTY.values(), ids=NASTY.keys())
def test_work_is_linear(piece: str) -> None:
    def work(size: int) -> int:
        text = (piece * (size // len(piece) + 1))[:size]
        locate.forget()
        return calls(lambda: find_dates(text, [Span(n, n + 2000) for n in range(0, size, 2000)]))

    small, large = work(20_000), work(160_000)
    assert large <= 9 * small
