"""The table of date mentions: one row an expression of time in a document, normalised to TIMEX3 and EDTF."""

from karabakh.schemas import codes, mentions, patterns
from karabakh.schemas.date_rules import DATE_RULES
from karabakh.schemas.fields import Date, Int32, String, Table, field


class DateMentions(
    Table,
    title="Date mentions",
    key=("date_mention_id",),
    foreign_keys=(mentions.DOCUMENT, mentions.SENTENCE),
    rules=(*mentions.rules("date_mention_id", "d"), *DATE_RULES),
):
    """One row for each date, range, duration or recurring time in a document, with the calendar value it has."""

    date_mention_id: String = field(
        "Date mention",
        "Identifier of the mention: the document, a colon, the letter d, the start, a hyphen and the end.",
        pattern=patterns.mention_id("d"),
        example="000_ea24fa6412025f7d:d60-76",
    )
    document_id: String = field("Document", mentions.DOCUMENT_ID, pattern=patterns.DOCUMENT_ID)
    sentence: Int32 = field(
        "Sentence",
        f"{mentions.SENTENCE_START} Null for a date in the document's header.",
        nullable=True,
        unit=mentions.UNIT,
        ge=0,
    )
    start: Int32 = field("Start", mentions.START, unit=mentions.UNIT, ge=0)
    end: Int32 = field("End", mentions.END, unit=mentions.UNIT, ge=1)
    surface: String = field("Surface form", mentions.SURFACE)
    timex_type: String = field("TIMEX3 type", "What kind of time it is, by ISO-TimeML.", codes=codes.TIMEX_TYPE)
    timex_value: String = field(
        "TIMEX3 value",
        "The value by ISO-TimeML; the two sides of a range are joined by a slash, two alternatives by a vertical bar. "
        "Null where there is none.",
        nullable=True,
        example="1991-12-26",
    )
    timex_mod: String = field(
        "TIMEX3 modifier",
        "What modifies the value, by ISO-TimeML; null where nothing does.",
        nullable=True,
        codes=codes.TIMEX_MOD,
    )
    edtf: String = field(
        "EDTF value",
        "The date by ISO 8601-2, the Extended Date/Time Format, level 2; null for durations and recurring times and "
        "where the date cannot be known.",
        nullable=True,
        pattern=patterns.EDTF,
        example="1993-05~/1993-08~",
    )
    earliest: Date = field(
        "Earliest day",
        "First day that the EDTF value can mean; null where there is none, and before the year 1.",
        nullable=True,
    )
    latest: Date = field(
        "Latest day",
        "Last day that the EDTF value can mean; null where there is none, and before the year 1.",
        nullable=True,
    )
    year_start: Int32 = field(
        "First year",
        "First year that the EDTF value can mean, counted astronomically: 1 BC is 0 and 188 BC is -187.",
        nullable=True,
        unit="year (astronomical)",
    )
    year_end: Int32 = field(
        "Last year",
        "Last year that the EDTF value can mean, counted astronomically: 1 BC is 0 and 188 BC is -187.",
        nullable=True,
        unit="year (astronomical)",
    )
    precision: String = field("Precision", "How long a time the words name.", codes=codes.PRECISION)
    qualifier: String = field("Qualifier", "How sure the text is of the date.", codes=codes.QUALIFIER)
    basis: String = field("Basis", "What the value rests on.", codes=codes.BASIS)
    anchor: String = field(
        "Anchor",
        "The date, in EDTF, from which the value was counted; null where it was not counted from another.",
        nullable=True,
        pattern=patterns.EDTF,
    )
    rule: String = field("Rule", "Name of the rule of the grammar that read the words.", pattern=patterns.NAME)
    role: String = field(
        "Role", "What the date is to the document; null for dates in running text.", nullable=True, codes=codes.ROLE
    )
