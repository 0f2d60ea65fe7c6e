"""What is relative counts from the right date, or stays unresolved."""

import re
from datetime import date

import pytest

from karabakh.flows.dates import DateMention, find_dates, find_timexes
from karabakh.flows.sentences import split
from karabakh.flows.text.span import Mark, Span

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
    publication = Span(6, 16), date(2020, 10, 30)
    mentions = find_dates(text, [Span(17, len(text))], marks=[Mark(1, 16, "header")], publication=publication)
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


# each yearless or relative expression with the value that a reader would give it
PASSAGES = (
    # the narrative goes on into a year it does not name
    "In November 1854 a storm sank the supply fleet. In [January|1855-01] the army starved before the walls.",
    "On 20 December 1915 the last boats left the beach. On [8 January|1916-01-08] the rearguard followed.",
    "The congress opened in September 1814. In [October|1814-10] it adjourned, and in [February|1815-02] it broke "
    "up in haste.",
    "By the end of October 1918 the front had given way. A week later delegates crossed the lines. In "
    "[January|1919-01] the conference opened.",
    "In December 1941 the convoy sailed. It docked in [February|1942-02]. In [April|1942-04] it sailed again.",
    "The revolt broke out in the autumn of 1830. In [spring|1831-SP] the army crossed the river.",
    # but steps back within the year it names
    "The blockade was lifted in June 1807. In [March|1807-03] the fleet had sailed past the straits.",
    "On 14 August 1974 the second landing began. The talks of [July|1974-07] had failed.",
    "In August 1990 the army crossed the border. In [May|1990-05] the two ministers had quarrelled over oil.",
    # a year that heads a passage holds the months in it
    "In 1863 the tide turned. In [July|1863-07] two fortresses fell. In [November|1863-11] the siege was raised.",
    "1912: War in the Balkans\n\nIn [March|1912-03] the allies signed a treaty. In [October|1912-10] they attacked.",
    "In 1921 the league was founded. In [December|1921-12] it met. In [March|1921-03] a first draft had been rejected.",
    "The war began in 1877. In [April|1877-04] the army crossed the border. In [December|1877-12] the fortress fell.",
    # a later year in passing: what was planned, foretold, or came of it
    "On 4 April 1949 twelve states signed. The bases were to be ready by 1952. On [24 August|1949-08-24] the "
    "treaty took effect.",
    "In March 1936 the troops marched in. A larger army was planned for 1940. In [May|1936-05] the emperor fled.",
    "In June 1982 the town surrendered. The minister, who would lead the party until 1990, flew out in [July|1982-07].",
    "The siege began in May 1565. The new city would not be finished until 1571. In [September|1565-09] relief came.",
    "On 3 July 1988 the aircraft was shot down. Compensation was paid in 1996. On [20 July|1988-07-20] the war "
    "ended in a truce.",
    "On 2 May 1982 the cruiser was sunk. Documents released in 2012 show who gave the order. On [4 May|1982-05-04] "
    "a destroyer was hit. On [21 May|1982-05-21] the troops landed.",
    # an earlier year in passing: what had been, laws, foundations, lives, comparisons
    "In May 1848 the assembly met in a church built in 1789. In [June|1848-06] the workers rose.",
    "In May 1848 the assembly met. It had last met in 1789. In [June|1848-06] the workers rose.",
    "On 1 March 1896 the column was routed. The treaty of 1889 was void. On [26 October|1896-10-26] peace was signed.",
    "In January 1905 the port surrendered. The general (1848–1915) was tried. In [March|1905-03] the last land "
    "battle was fought.",
    "On 28 June 1914 the archduke was shot. He had been heir since 1896. On [23 July|1914-07-23] a note was handed "
    "over.",
    "In June 1967 the war lasted six days. Losses were higher than in 1956. In [November|1967-11] the council voted.",
    "In October 1912 the allies attacked. The constitution of 1876 was suspended. In [December|1912-12] a truce "
    "was signed.",
    "In April 1982 the fleet sailed. Under the Act of 1947 the men could be called up. In [June|1982-06] it was over.",
    "The envoys met in Vienna on 9 June 1815. The 1806 boundary was dropped. On [18 June|1815-06-18] the battle "
    "was fought.",
    # a stated date that moves the narrative
    "The treaty was signed in 1648. In 1659 another followed. In [November|1659-11] the kings met on an island.",
    "In June 1801 the envoy was recalled. In 1803 war came back. In [May|1803-05] the embargo began.",
    "The truce of May 1994 held. In April 2001 the presidents met on an island. In [June|2001-06] they met again.",
    "In 1955 he became premier. He resigned in January 1957. In [March|1957-03] his successor met the president.",
    # demonstratives take the year told last, in passing or not
    "In May 1994 they met in a town burnt in 1812. Its mills were sold [that year|1812]. On [9 June|1994-06-09] "
    "they met again.",
    "The canal was opened in 1869. [Six years later|1875] the shares were sold. In [November|1875-11] the cabinet met.",
    "The junta fell in July 1974. [The following year|1975] a constitution was adopted. In [June|1975-06] it came "
    "into force.",
    "In October 1956 the troops went in. [The previous year|1955] the garrison had left. In [November|1956-11] a "
    "truce was called.",
    "On 30 April 1975 the palace fell. [The next day|1975-05-01] was quiet. [Two months later|1975-07] the name "
    "was changed.",
    # ranges
    "The war of 1740–48 was fought for a crown. In [December|1740-12] the province was invaded.",
    "The siege lasted from 12 October 1870 to 28 January 1871. On [1 March|1871-03-01] the victors marched in.",
    "In September 1939 the border was crossed. Little moved from [October|1939-10] to [April|1940-04].",
    "In March 1945 the river was crossed. The lines had not moved from [October|1944-10] to [February|1945-02]. On "
    "[7 May|1945-05-07] the army surrendered.",
    # lists out of order
    "The town changed hands in July 1920. It was taken in [April|1920-04], lost in [June|1920-06] and burnt in "
    "[August|1920-08].",
    # nothing to hang on
    "On [9 June|XXXX-06-09] they met. In [July|XXXX-07] they parted. In 1911 they met again.",
    "The order (1099) was poor. In [June|XXXX-06] its hospital burnt down.",
    # a text that speaks from a day of its own, which is not known
    "Last month we met in Geneva. By 2030 we shall have halved it. In [June|XXXX-06] my government signed the charter.",
    "This year has been hard. In 1994, after the truce, they promised us roads. In [April|1994-04] they built one.",
    # a time of day on a day stated after it
    "They waited. At [5 a.m.|1944-06-06T05:00] local time on 6 June 1944 the guns opened up.",
    # several of these in one paragraph
    "The war broke out on 18 October 1912. Within weeks the western front collapsed. On [8 November|1912-11-08] "
    "the city surrendered. An armistice was signed on [3 December|1912-12-03], but fighting resumed on [3 "
    "February|1913-02-03] and the fortress fell on [26 March|1913-03-26]. The Treaty of London followed on 30 "
    "May 1913. On [29 June|1913-06-29] the allies fell out.",
    "Elected president in 1970, he nationalised the mines in [July of the following year|1971-07]. In "
    "[March 1973|1973-03] his party gained seats. A first coup failed on [29 June|1973-06-29]. On [11 "
    "September|1973-09-11] the palace was bombed. A plebiscite held in 1988 ended the regime; the general handed "
    "over power in [March of the next year|1989-03].",
    "Korea, 1950–1953\n\nOn 25 June 1950 troops crossed the parallel. On [28 June|1950-06-28] the capital fell. "
    "The landing came on [15 September|1950-09-15]. By [late October|1950-10] the river was in sight. In "
    "[November|1950-11] the tide turned, and on [4 January|1951-01-04] the capital fell again. It was retaken in "
    "[March|1951-03]. Talks opened on [10 July|1951-07-10].",
    "In 1979, after years of unrest, the shah left. In [January|1979-01] he flew to Egypt. The cleric, exiled "
    "since 1964, came back on [1 February|1979-02-01]. A referendum in [March|1979-03] made the state a "
    "republic. Students took the embassy on [4 November|1979-11-04]. The hostages were not freed until [20 "
    "January 1981|1981-01-20]. A rescue in [April 1980|1980-04] failed.",
    "On 7 April 1939 the invasion began. The king, who had reigned since 1928, fled to Greece. By [12 "
    "April|1939-04-12] parliament had voted for union. A second invasion was launched from there on 28 October "
    "1940. It stalled in [November|1940-11]. In [March|1941-03] a new offensive failed. In [April|1941-04] "
    "another power stepped in.",
    "The canal treaty was signed on 18 November 1903, to take effect the following year. Work began on [4 "
    "May|1904-05-04].",
    "The 1858 treaty was reviewed in 1868. In [June|1868-06] the envoys sailed. In [January|1868-01] the old "
    "regime had been abolished.",
    "Fighting flared in August 2008. On [7 August|2008-08-07] shelling began. Russia, which had issued passports "
    "there since 2002, sent tanks on [8 August|2008-08-08]. A plan was agreed on [12 August|2008-08-12]. A "
    "report published in 2009 blamed both. On [26 August|2008-08-26] two regions were recognised. Diplomatic "
    "ties were cut on [29 August|2008-08-29]. Observers arrived on [1 October|2008-10-01].",
    "The emperor abdicated on 6 April 1814 and landed on Elba on [4 May|1814-05-04]. In [November|1814-11] the "
    "congress began. In [February|1815-02] he escaped. On [20 March|1815-03-20] he was back in the capital.",
    "He was born in 1769 and studied in Paris. In 1796 he took command in Italy. In [May|1796-05] the army "
    "crossed the bridge. By [October 1797|1797-10] peace was made. In [February|1798-02] the army made ready; in "
    "[August|1798-08] his fleet was lost.",
    "The Marshall Plan was announced in June 1947. Sixteen states met in Paris in [July|1947-07]. Congress "
    "passed the act in [April 1948|1948-04]; by 1952, when it ended, 13 billion dollars had been spent. In "
    "[June|1948-06] the blockade began. It was lifted in [May 1949|1949-05].",
    "The mutiny started on 10 May 1857. Delhi fell to the sepoys the next day. In [September|1857-09] it was "
    "stormed. Lucknow was relieved in [November|1857-11] and retaken in [March|1858-03]. Peace was proclaimed on "
    "[8 July|1858-07-08].",
    "In 1990 the wall between the two states was gone. On [3 October|1990-10-03] they became one. On [2 "
    "August|1990-08-02] another country had been annexed. The war that followed began on 17 January 1991. On [28 "
    "February|1991-02-28] it was over. In [April|1991-04] a no-fly zone was set up; it lasted until 2003. In "
    "[June|1991-06] two republics seceded.",
    "The fifth congress met in 1907. Until 1912 the party was one. In [January|1912-01] it split in Prague.",
    "The islands were seized on 2 April 1982. A task force, the largest since 1956, sailed on [5 "
    "April|1982-04-05]. South Georgia was retaken on [25 April|1982-04-25]. On [14 June|1982-06-14] the garrison "
    "gave up. In 1983 the government was re-elected. In [June|1983-06] it won by a landslide.",
    "The 1932 election made him chancellor in [January 1933|1933-01]. The Reichstag burned on [27 "
    "February|1933-02-27]. In [June 1934|1934-06] he purged his rivals. The president died on [2 "
    "August|1934-08-02].",
    # before Christ
    "In the autumn of 218 BC the army crossed the mountains. In [spring|BC0217-SP] it marched south.",
    "In 431 BC the war began. [Two years later|BC0429] the plague killed the general.",
)
REPORTS = (
    (
        "2011-03-05",
        "March 5, 2011\nThe ministry said on [Thursday|2011-03-03] that the talks, begun in 2009, would go on "
        "in [April|2011-04].",
    ),
    (
        "2011-03-05",
        "March 5, 2011\nThe bridge was closed in [November|2010-11]. It will open on [9 May|2011-05-09]. It "
        "was built in 1974. Trains stopped in [January|2011-01].",
    ),
    (
        "2011-03-05",
        "March 5, 2011\nThe works shut in 1998. In [October|2010-10] the heirs sued, and a judge will rule on "
        "[Monday|2011-03-07].",
    ),
    (
        "2011-03-05",
        "The minister resigned on [Wednesday|2011-03-02]. [Last month|2011-02] he had denied it. A vote is due "
        "on [20 March|2011-03-20].",
    ),
    (
        "2011-03-05",
        "March 5, 2011\nSales fell in [the fourth quarter|2010-Q4]. The firm hopes for a profit by 2013. It "
        "cut jobs in [December|2010-12].",
    ),
    (
        "2011-03-05",
        "March 5, 2011\nIn 2003 the mine was flooded. In [June|2003-06] it was closed. [Yesterday|2011-03-04] "
        "it caught fire.",
    ),
    (
        "2011-03-05",
        "March 5, 2011\nThe factory must close by [12 March|2011-03-12], a court ruled [two days ago|2011-03-03].",
    ),
    (
        None,
        "5 March 2011\n\nThe strike ended [today|2011-03-05]. It began on [Tuesday|2011-03-01].",
    ),
    (
        "2011-03-05",
        "March 5, 2011\nPrices had fallen in [January|2011-01], and ended [the day|2011-03-05] lower.",
    ),
    (
        "2011-03-05",
        "March 5, 2011\nThe road has been closed until [Monday|2011-03-07].",
    ),
    # of a supplied date alone a text with years of its own is a report if it speaks of that time
    (
        "2011-03-05",
        "He said on [Tuesday|2011-03-01] the talks of January 2011 had failed. They meet on [9 March|2011-03-09].",
    ),
    # a history, whatever the day on which it was retrieved
    (
        "2015-06-01",
        'In May 1968 the students struck. "We shall win [this year|1968]," one of them wrote. In '
        "[June|1968-06] it was over.",
    ),
    (
        "2015-06-01",
        'In January 1973 the parties signed. "[Two years ago|1971] you promised us this," the envoy said.',
    ),
    (
        "2015-06-01",
        "On 9 November 1989 the gates were opened. On [2 December|1989-12-02] the two leaders met at sea. The "
        "wall had stood since 1961. On [22 December|1989-12-22] a gate was opened.",
    ),
)
MARKED = re.compile(r"\[([^|\]]+)\|([^\]]+)\]")


def values(marked: str, dct: str | None = None) -> tuple[list[tuple[str, str]], list[tuple[str, str | None]]]:
    """Return what the marks of a passage say and, for the same expressions, what is found."""
    text, wanted = MARKED.sub(r"\1", marked), MARKED.findall(marked)
    found = iter([(text[t.start : t.end], t.value) for t in find_timexes(text, split(text), dct)])
    return wanted, [next((each for each in found if each[0] == words), (words, None)) for words, _ in wanted]


@pytest.mark.parametrize("passage", PASSAGES)
def test_a_history_is_read_as_a_reader_would(passage: str) -> None:
    wanted, found = values(passage)
    assert found == wanted


@pytest.mark.parametrize(("dct", "passage"), REPORTS)
def test_the_text_itself_tells_whether_it_is_a_report_of_its_date(dct: str | None, passage: str) -> None:
    wanted, found = values(passage, dct)
    assert found == wanted


def test_a_year_that_is_not_named_hangs_on_the_month_before() -> None:
    mention = last("In November 1854 a storm sank the fleet.", "In January the army starved.")
    assert (mention.edtf, mention.basis, mention.anchor) == ("1855-01", "narrative", "1854-11")


def test_what_follows_tells_which_year_came_in_passing() -> None:
    parts = "On 10 May 1873 it began.", "In 1876 another war came.", "On 2 June they met.", "On 9 June they fled."
    assert run(*parts)[-1].edtf == "1876-06-09"
    assert run(*parts, "On 12 June 1873 all was over.")[-2].edtf == "1873-06-09"


def test_a_day_alone_on_a_line_at_the_head_is_the_date_of_a_text() -> None:
    text = "Bridge closed\n\n5 March 2011\n\nIt was closed today."
    assert [m.edtf for m in find_dates(text, split(text))] == ["2011-03-05", "2011-03-05"]
    assert last("On 5 March 2011 it was closed.", "Today it is open.").edtf is None


def test_a_heading_makes_a_return_easy() -> None:
    text = "In 1877 it began. In May 1878 it ended.\n\nThe northern front\n\nIn 1877 it snowed. In April they met."
    assert find_dates(text, split(text))[-1].edtf == "1877-04"
