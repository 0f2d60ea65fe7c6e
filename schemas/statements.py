"""The table of statements: one row a sentence that has a place, a date or a figure, with all of them together."""

import pyarrow.compute as pc

from karabakh.schemas import codes, mentions, patterns
from karabakh.schemas.fields import Date, ForeignKey, Int32, String, Strings, Table, field
from karabakh.schemas.rules import Rule, distinct_items, not_after

OF_ITS_DOCUMENT = Rule(
    "identifier",
    "statement_id",
    "statement_id must begin with {document_id}:s",
    lambda table: pc.not_equal(
        pc.replace_substring_regex(table["statement_id"], r":s[0-9]+-[0-9]+\z", ""), table["document_id"]
    ),
)


class Statements(
    Table,
    title="Statements",
    key=("statement_id",),
    foreign_keys=(
        mentions.DOCUMENT,
        ForeignKey(("statement_id",), "sentences", ("sentence_id",)),
        ForeignKey(("place_ids",), "places", ("place_id",)),
        ForeignKey(("figure_ids",), "figures", ("figure_id",)),
    ),
    rules=(
        OF_ITS_DOCUMENT,
        not_after("date_start", "date_end"),
        distinct_items("place_ids"),
        distinct_items("edtf"),
        distinct_items("figure_ids"),
    ),
):
    """One row for each sentence that has a place, a date or a figure, in documents that are not duplicates.

    A paragraph that repeats another of its document is left out.
    """

    statement_id: String = field(
        "Statement", "Identifier of the statement: that of its sentence.", pattern=patterns.mention_id("s")
    )
    document_id: String = field("Document", "The document of the sentence.", pattern=patterns.DOCUMENT_ID)
    place_ids: Strings = field(
        "Places",
        "The places that the sentence names, each once, in order of appearance; without those that remain undecided "
        "and those in names of events.",
        pattern=patterns.PLACE_ID,
    )
    edtf: Strings = field(
        "EDTF values", "The dates in the sentence, each once, in order of appearance.", pattern=patterns.EDTF
    )
    date_start: Date = field(
        "First day", "Least earliest day of these dates; null where a bound is open or there is none.", nullable=True
    )
    date_end: Date = field(
        "Last day", "Greatest latest day of these dates; null where a bound is open or there is none.", nullable=True
    )
    date_prec: Int32 = field(
        "Date precision",
        "How precise the sharpest of these dates is, in the codes of UCDP GED and one more; null if unknown.",
        nullable=True,
        codes=codes.DATE_PREC,
    )
    where_prec: Int32 = field(
        "Place precision",
        "How precise the sharpest of these places is, in the codes of UCDP GED; null if unknown.",
        nullable=True,
        codes=codes.WHERE_PREC,
    )
    published: Date = field("Published", "Day on which the document was published; null if unknown.", nullable=True)
    figure_ids: Strings = field(
        "Figures", "The figures in the sentence, in order of appearance.", pattern=patterns.mention_id("f")
    )
