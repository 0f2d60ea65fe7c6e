"""What is relative counts from the right date, or stays unresolved."""

from datetime import date

import pytest

from karabakh.flows.dates import DateMention, find_dates
from karabakh.flows.span import Mark, Span

HISTORY = None


def sentences(*parts: str) -> tuple[str, list[Span]]:
    text, spans = "", []
    for part in parts:
        spans.append(Span(len(text), len(text) + len(part)))
        text += part + " "
    return text, spans


def run(*parts: str, **options) -> list[DateMention]:
    text, spans = sentences(*parts)
    return find_dates(text, spans, **options)


def last(*parts: str, **options) -> DateMention:
    return run(*parts, **options)[-1]


def test_a_stated_date_needs_nothing() -> None:
    mention = last("It began on 3 May 1994.")
    assert (mention.basis, mention.anchor, mention.earliest) == ("stated", None, date(1994, 5, 3))


def test_a_day_takes_the_year_of_the_last_date_before() -> None:
    mention = last("It began in May 1994.", "On 9 June it ended.")
    assert (mention.edtf, mention.basis, mention.anchor) == ("1994-06-09", "narrative", "1994")


def test_of_a_range_the_first_year_counts() -> None:
    assert last("The war of 1918–20.", "On 9 June it began.").edtf == "1918-06-09"


def test_a_range_that_runs_over_the_new_year_ends_in_the_next() -> None:
    assert last("In 1992 it began.", "Shelling went on from October to March.").edtf == "1992-10/1993-03"
    assert last("In 1992 it began.", "Shelling went on from 28 May to 3 June.").edtf == "1992-05-28/1992-06-03"


@pytest.mark.parametrize("end", ["it ended.", "it ended and two days later all was over."])
def test_a_day_that_the_year_of_the_narrative_lacks_stays_unknown(end: str) -> None:
    mentions = run("It began in 1993.", f"On 29 February {end}")
    assert (mentions[1].edtf, mentions[1].basis) == ("XXXX-02-29", "unresolved")
    assert all(mention.edtf is None for mention in mentions[2:])


def test_without_a_year_before_it_stays_unknown() -> None:
    mention = last("On 9 June it ended.")
    assert (mention.edtf, mention.earliest, mention.precision, mention.basis) == (
        "XXXX-06-09",
        None,
        "day",
        "unresolved",
    )
    assert last("On 9 June it ended.", "The next day it began again.").edtf == "XXXX-06-10"


def test_a_year_in_passing_does_not_pull() -> None:
    parts = "In May 1994 they met in a town founded in 1812.", "On 9 June they met again."
    assert last(*parts).edtf == "1994-06-09"


def test_nothing_is_resolved_across_shuffled_sentences() -> None:
    parts = "It began in May 1994.", "On 9 June it ended."
    assert last(*parts, shuffled=True).edtf == "XXXX-06-09"
    assert last("In May 1994 it began and on 9 June it ended.", shuffled=True).edtf == "1994-06-09"


@pytest.mark.parametrize("words", ["today", "last year", "this year", "one month ago", "last week", "Monday"])
def test_deictic_words_need_a_document_date(words: str) -> None:
    without, with_date = last(f"It rained {words}."), last(f"It rained {words}.", published=date(2020, 10, 30))
    assert (without.edtf, without.basis, without.anchor) == (None, "unresolved", None)
    assert (with_date.basis, with_date.anchor) == ("document_date", "2020-10-30")
    assert with_date.edtf is not None


def test_tense_gives_the_direction() -> None:
    today = date(2020, 10, 30)
    assert last("The town fell on Sunday.", published=today).edtf == "2020-10-25"
    assert last("They will meet on Sunday.", published=today).edtf == "2020-11-01"


def test_a_supplied_date_is_no_year_for_a_history() -> None:
    assert last("On 9 June they met.", published=date(2020, 10, 30)).edtf == "XXXX-06-09"
    assert last("Today they met as on 9 June.", published=date(2020, 10, 30)).edtf == "2020-06-09"


def test_the_header_is_the_publication_date() -> None:
    text = " date 2020-10-30 Today it rained."
    mentions = find_dates(text, [Span(17, len(text))], marks=[Mark(0, 17, "header")])
    assert [(m.surface, m.edtf, m.role) for m in mentions] == [
        ("2020-10-30", "2020-10-30", "publication"),
        ("Today", "2020-10-30", None),
    ]


@pytest.mark.parametrize(
    ("order", "edtf", "qualifier"),
    [("dmy", "1992-04-03", "exact"), ("mdy", "1992-03-04", "exact"), (None, "1992-04-03", "ambiguous")],
)
def test_the_source_says_how_numeric_dates_are_ordered(order: str | None, edtf: str, qualifier: str) -> None:
    mention = last("It is dated 03/04/1992.", date_order=order)
    assert (mention.edtf, mention.qualifier) == (edtf, qualifier)


def test_a_citation_is_no_text() -> None:
    text = "It fell (Smith 1999) in 1992."
    mentions = find_dates(text, [Span(0, len(text))], marks=[Mark(8, 20, "citation")])
    assert [m.surface for m in mentions] == ["1992"]


def test_the_day_after_a_night_of_two_days_is_the_second_of_them() -> None:
    mention = last("It began on the night of 9–10 June 1994.", "The next day it ended.")
    assert (mention.edtf, mention.anchor) == ("1994-06-10", "1994-06-09")


def test_a_number_word_may_be_broken_at_its_hyphen() -> None:
    (mention,) = run("It began in the twenty-\nfirst century.")
    assert (mention.surface, mention.edtf) == ("the twenty-\nfirst century", "20XX")


def test_this_year_in_a_text_without_a_date_ends_the_year_before() -> None:
    assert last("It began in May 1994.", "They will meet this year on 9 June.").edtf == "XXXX-06-09"
    assert last("This year they meet (founded in 1812).", "On 9 June they met.").edtf == "XXXX-06-09"
    assert last("This year they meet.", "In 1994 too.", "On 9 June they met.").edtf == "1994-06-09"
    assert last("It began in May 1994.", "This year they meet again.", published=date(2020, 10, 30)).edtf == "2020"
