"""What must hold between the columns of a date mention: a table of them comes in, the bad rows go out as a mask."""

from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc

from karabakh.schemas.rules import Rule, not_after, null_where, only_where

# The days of the month are not looked at: 2020-02-30 is no day, so no earliest equals it.
_PLAIN: Final = r"\A[0-9]{4}(-(0[1-9]|1[0-2])(-[0-9]{2})?)?\z"


def _bounds_without_edtf(table: pa.Table) -> Any:
    bounds = [table[name].is_valid() for name in ("earliest", "latest", "year_start", "year_end")]
    return pc.and_(table["edtf"].is_null(), pc.or_(pc.or_(bounds[0], bounds[1]), pc.or_(bounds[2], bounds[3])))


def _not_in_year(day: str, year: str) -> Any:
    """Return the mask of rows that have a day but not its year."""
    return lambda table: pc.and_(
        table[day].is_valid(), pc.fill_null(pc.not_equal(pc.year(table[day]).cast(pa.int32()), table[year]), True)
    )


def _other_than_edtf(day: str) -> Any:
    """Return the mask of rows whose EDTF is a plain year, month or day, where a bound is not in it."""

    def bad(table: pa.Table) -> Any:
        edtf = table["edtf"]
        plain = pc.and_(pc.match_substring_regex(edtf, _PLAIN), pc.invert(pc.starts_with(edtf, "0000")))
        text = table[day].cast(pa.string())
        within = pc.equal(text, edtf)
        for length in (7, 4):
            within = pc.if_else(
                pc.equal(pc.utf8_length(edtf), length), pc.equal(pc.utf8_slice_codeunits(text, 0, length), edtf), within
            )
        return pc.and_(plain, pc.invert(pc.fill_null(within, False)))

    return bad


def _interval(table: pa.Table) -> Any:
    slash = pc.match_substring(table["edtf"], "/")
    interval = pc.equal(table["precision"], "interval")
    half = pc.equal(table["precision"], "half")
    return pc.and_(pc.xor(pc.fill_null(slash, False), interval), pc.invert(half))


def _qualifier(table: pa.Table) -> Any:
    edtf, qualifier = table["edtf"], table["qualifier"]
    about = pc.match_substring_regex(edtf, "[~%]")
    maybe = pc.match_substring_regex(edtf, "[?%]")
    plainly = pc.and_(pc.equal(qualifier, "exact"), pc.or_(about, maybe))
    vaguely = pc.and_(pc.equal(qualifier, "approximate"), pc.invert(about))
    possibly = pc.and_(pc.equal(qualifier, "uncertain"), pc.invert(maybe))
    return pc.or_(plainly, pc.or_(vaguely, possibly))


DATE_RULES: Final = (
    null_where("edtf", "timex_type", ("DURATION", "SET"), "edtf must be null for durations and recurring times"),
    Rule(
        "bounds", "edtf", "earliest, latest, year_start and year_end must be null where edtf is", _bounds_without_edtf
    ),
    not_after("earliest", "latest"),
    not_after("year_start", "year_end"),
    Rule("year", "year_start", "year_start must be the year of earliest", _not_in_year("earliest", "year_start")),
    Rule("year", "year_end", "year_end must be the year of latest", _not_in_year("latest", "year_end")),
    Rule("edtf", "earliest", "earliest must be the first day that edtf can mean", _other_than_edtf("earliest")),
    Rule("edtf", "latest", "latest must be the last day that edtf can mean", _other_than_edtf("latest")),
    Rule(
        "interval",
        "precision",
        "precision must be interval where edtf has a slash (halves aside), only there",
        _interval,
    ),
    Rule(
        "qualifier",
        "qualifier",
        "qualifier must be approximate where edtf has ~, uncertain where it has ?, exact where it has neither",
        _qualifier,
    ),
    only_where(
        "anchor",
        "basis",
        ("document_date", "narrative"),
        "anchor must be given where the basis is document_date or narrative, and only there",
    ),
    Rule(
        "header",
        "sentence",
        "sentence must be given, except for the date in a document's header, whose role is publication",
        lambda table: pc.and_(table["sentence"].is_null(), table["role"].is_null()),
    ),
)
