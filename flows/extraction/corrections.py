"""What was found in a document and the corrections that people sent in; the same, corrected, out, and what failed.

A correction names a cell of a mention, what stands there without it, and what should. It is applied after extraction
and before anything is stated, so that statements and name usage follow. One that does not fit the text as it is read
today is not applied, and says so.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

import pyarrow as pa

from karabakh.flows.dates import edtf as edtf_values
from karabakh.flows.errors import DataError
from karabakh.flows.extraction.find import Found
from karabakh.flows.ingest.document import Rejection
from karabakh.flows.ingest.errors import SHOWN
from karabakh.flows.ingest.sheet import read_sheet
from karabakh.schemas import TABLES, patterns
from karabakh.schemas.arrow import arrow_schema
from karabakh.schemas.cells import converted
from karabakh.schemas.content import violations
from karabakh.schemas.contribution import TYPE_WORDS
from karabakh.schemas.csv import cell_text
from karabakh.schemas.fields import type_name
from karabakh.schemas.limits import VALUE_CHARACTERS

TABLE: Final = "corrections"
# The tables whose cells can be corrected: the part of what was found, and the letter of the key.
MENTIONS: Final = {"place_mentions": ("places", "p"), "date_mentions": ("dates", "d"), "figures": ("figures", "f")}
# The tables that cannot be, and where to correct instead.
ELSEWHERE: Final = {
    "documents": "what is known of a document stands in sources.csv; correct it there",
    "sentences": "sentences follow from the text; report a sentence that is cut wrongly as a defect",
    "statements": "statements follow from the mentions in them; correct a place, a date or a figure",
    "name_usage": "name usage follows from place mentions; correct one of those",
    "places": "the gazetteer is written by people; correct places.csv",
    "place_names": "the gazetteer is written by people; correct place_names.csv",
    "place_links": "the gazetteer is written by people; correct place_links.csv",
    "rejected": "rejected rows follow from the input; correct that",
    "quality": "scores are measured, by tests/benchmarks/bench_quality.py",
}
# Columns in which a row differs from any other: where another stretch of the text is right, this row is taken out.
FIXED: Final = frozenset({"document_id", "sentence", "start", "end", "surface", "role"})


@dataclass(frozen=True, slots=True)
class Correction:
    """One row of corrections.csv; its columns are these fields. ``expected`` and ``corrected`` are as CSV has them."""

    correction_id: str
    table: str
    key: str
    column: str
    expected: str | None
    corrected: str | None
    reason: str
    contributor: str
    text_sha256: str | None = None

    @property
    def document_id(self) -> str:
        """The document whose row it corrects."""
        return self.key.rpartition(":")[0]

    def rejection(self, rule: str, message: str, value: str | None = None) -> Rejection:
        """Return the row of `rejected` that says why the correction was not applied."""
        shown = value[:VALUE_CHARACTERS] if value else None
        where = f"{self.table}, {self.key}, {self.column}"
        return Rejection(self.correction_id, rule, f"{where}: {message}", self.column, None, shown, TABLE)


@dataclass(frozen=True, slots=True)
class Corrections:
    """The corrections of a run: those of each document, by its id, and those that no document can have."""

    by_document: Mapping[str, Sequence[Correction]] = field(default_factory=dict)
    refused: Sequence[Rejection] = ()

    def of(self, documents: Iterable[str]) -> dict[str, Sequence[Correction]]:
        """Return the corrections of some documents, of those that have any: what is sent along with a batch."""
        return {name: self.by_document[name] for name in documents if name in self.by_document}

    def unmet(self, searched: Collection[str]) -> list[Rejection]:
        """Return those that no document can have, and those of documents that were not read or not searched."""
        why = "no such document is among the texts, or none in which mentions are looked for; take the correction out"
        return [*self.refused] + [
            correction.rejection("correction_key", why)
            for name, corrections in self.by_document.items()
            if name not in searched
            for correction in corrections
        ]


def read_corrections(path: Path | None) -> Corrections:
    """Return the corrections of a file; none without a path.

    Raises ``CallError`` where the file is not there, and ``SourcesError`` that lists every row, column and value at
    fault and what would be right.
    """
    rows = read_sheet(path, TABLE).to_pylist() if path else []
    by_document: dict[str, list[Correction]] = defaultdict(list)
    refused: list[Rejection] = []
    for correction in (Correction(**row) for row in rows):
        why = refusal(correction)
        if why:
            refused.append(why)
        else:
            by_document[correction.document_id].append(correction)
    return Corrections(dict(by_document), tuple(refused))


def refusal(correction: Correction) -> Rejection | None:
    """Return why no row can have the correction; None where one can."""
    table, column = correction.table, correction.column
    if table not in MENTIONS:
        why = ELSEWHERE.get(table, f"there is no such table; those that can be corrected are {', '.join(MENTIONS)}")
        return correction.rejection("correction_table", why)
    names = arrow_schema(TABLES[table]).names
    if column in FIXED:
        why = f"{column} tells which mention it is; to take the mention out, correct {names[0]} to nothing"
        return correction.rejection("correction_column", why)
    if column not in names:
        free = ", ".join(name for name in names if name not in FIXED)
        return correction.rejection("correction_column", f"there is no such column; there are {free}")
    if column == names[0] and correction.corrected is not None:
        why = f"{column} is made of the place in the text; correct it to nothing, which takes the mention out"
        return correction.rejection("correction_column", why, correction.corrected)
    return None


def apply(
    document_id: str,
    text_sha256: str,
    found: Found,
    corrections: Iterable[Correction],
    places: Collection[str],
) -> tuple[Found, list[Rejection]]:
    """Return what was found with the corrections applied, and a rejection for each that was not.

    ``corrections`` are those of the document, ``places`` the ids of the gazetteer. Those of one row stand or fall
    together where the row as corrected is not valid; a row keeps what was found where none applies.
    """
    rejected: list[Rejection] = []
    rows: dict[tuple[str, str], list[Correction]] = defaultdict(list)
    for correction in corrections:
        if correction.text_sha256 not in (None, text_sha256):
            why = f"it was made for another text of the document (this one's checksum is {text_sha256}); check it again"
            rejected.append(correction.rejection("correction_text", why, correction.text_sha256))
        else:
            rows[correction.table, correction.key].append(correction)
    for table, (part, letter) in MENTIONS.items():
        wanted = {key: rows.pop((table, key)) for name, key in list(rows) if name == table}
        if not wanted:
            continue
        kept: list[Any] = []
        for mention in getattr(found, part):
            key = f"{document_id}:{letter}{mention.start}-{mention.end}"
            row = Row(table, key, mention)
            kept += row.corrected(wanted.pop(key, ()), places)
            rejected += row.rejected
        rejected += [one.rejection("correction_key", _NO_ROW) for ones in wanted.values() for one in ones]
        found = Found(**{**found._asdict(), part: kept})
    return found, rejected


_NO_ROW = "there is no such row: nothing is found at that place of the text; take the correction out or mend its key"


class Row:
    """A mention as a row of its table: what its cells hold, and which corrections of them were not applied."""

    def __init__(self, table: str, key: str, mention: Any) -> None:
        self.table, self.key, self.mention = table, key, mention
        self.schema = arrow_schema(TABLES[table])
        self.rejected: list[Rejection] = []

    def corrected(self, corrections: Sequence[Correction], places: Collection[str]) -> list[Any]:
        """Return the mention with the corrections that apply, in a list that is empty where it is taken out."""
        values: dict[str, Any] = {}
        applied: list[Correction] = []
        for correction in corrections:
            why = self._refusal(correction, values, places)
            if why:
                self.rejected.append(why)
            else:
                applied.append(correction)
        if self.schema.names[0] in values:
            return []
        mention = _with(self.mention, {**_DERIVED[self.table](self.mention, values), **values})
        wrong = self._violations(mention) if values else []
        if wrong:
            why_not = f"the row would not be valid: {'; '.join(wrong)}; correct that column of the row, too"
            self.rejected += [one.rejection("correction_value", why_not, one.corrected) for one in applied]
            return [self.mention]
        return [mention]

    def _refusal(self, correction: Correction, values: dict[str, Any], places: Collection[str]) -> Rejection | None:
        """Put the corrected value among ``values``, or return why it is none or nobody expects what it corrects."""
        type_ = self.schema.field(correction.column).type
        there = self.key if correction.column == self.schema.names[0] else getattr(self.mention, correction.column)
        is_, expected = _plain(there), _parsed(correction.expected, type_)
        shown = _shown(there, type_)
        if expected != is_:
            what = repr(shown) if shown else "nothing"
            why = f"expected was {correction.expected!r}" if correction.expected else "nothing was expected"
            right = is_ == _parsed(correction.corrected, type_)
            remedy = "as it should, so take the correction out" if right else "mend the correction or take it out"
            why = f"it holds {what} where {why}; {remedy}"
            return correction.rejection("correction_expected", why, shown)
        value = _parsed(correction.corrected, type_)
        if value is _NO_VALUE:
            why = f"corrected must be {TYPE_WORDS[type_name(type_)]}"
            return correction.rejection("correction_value", why, correction.corrected)
        if correction.column == "edtf" and value and not _is_edtf(value):
            why = "edtf must be a date in EDTF, such as 1993-05-28, 1993-05, 1990~ or 1988/1994"
            return correction.rejection("correction_value", why, correction.corrected)
        missing = [name for name in _place_ids(correction.column, value) if name not in places]
        if missing:
            why = f"the gazetteer has no place {', '.join(missing)}"
            return correction.rejection("correction_value", why, correction.corrected)
        values[correction.column] = value
        return None

    def _violations(self, mention: Any) -> list[str]:
        """Return what the table's model has against the row, in its words."""
        key, *_ = self.schema.names
        own = {name: getattr(mention, name) for name in self.schema.names[3:]}
        document_id = self.key.rpartition(":")[0]
        sentence = None if own.get("role") else mention.start
        row = {key: self.key, "document_id": document_id, "sentence": sentence, **own}
        table = pa.Table.from_pylist([row], schema=self.schema)
        return [violation.message for violation in violations(self.table, TABLES[self.table], table)]


class _NoValue:
    """What a cell is that holds no value of its column's type; equal to nothing else."""


_NO_VALUE: Final = _NoValue()


def _parsed(cell: str | None, type_: pa.DataType) -> Any:
    """Return the value of a cell in a type, as `_plain` has it; null is None, and an empty list of a list column."""
    if type_ == pa.string():
        return cell
    values, bad = converted([cell], type_)
    return _NO_VALUE if bad else _plain(values[0].as_py())


def _plain(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _shown(value: Any, type_: pa.DataType) -> str:
    """Return a value as the CSV file has it."""
    listed = [list(value)] if isinstance(value, tuple) else [value]
    return str(cell_text(pa.array(listed, type_), "")[0].as_py())


def _is_edtf(value: str) -> bool:
    try:
        edtf_values.read(value)
    except ValueError:
        return False
    return re.fullmatch(patterns.EDTF, value) is not None


def _place_ids(column: str, value: Any) -> Sequence[str]:
    if column == "place_id":
        return [value] if value else []
    return value if column == "candidates" else []


def _with(mention: Any, values: Mapping[str, Any]) -> Any:
    return mention._replace(**values) if hasattr(mention, "_replace") else replace(mention, **values)


def _of_place(mention: Any, values: Mapping[str, Any]) -> Mapping[str, Any]:
    """A place that is decided has no candidates left."""
    return {"candidates": ()} if values.get("place_id") else {}


def _of_date(mention: Any, values: Mapping[str, Any]) -> Mapping[str, Any]:
    """What follows from a date: its bounds, precision and qualifier, and its TIMEX3 value where both write it alike."""
    if "edtf" not in values:
        return {}
    if values["edtf"] is None:
        unknown = dict.fromkeys(("earliest", "latest", "year_start", "year_end", "timex_value", "timex_mod", "anchor"))
        return {**unknown, "basis": "unresolved", "qualifier": "exact"}
    known = edtf_values.read(values["edtf"])._asdict()
    bare, before = (_QUALIFIERS.sub("", edtf or "") for edtf in (values["edtf"], mention.edtf))
    if bare == before:  # the same date, only less or more sure
        return known
    return {**known, "timex_value": bare if _ALIKE.fullmatch(bare) else None, "timex_mod": None}


_QUALIFIERS: Final = re.compile(r"[~?%]")
_PLAIN: Final = r"[0-9]{4}(-(0[1-9]|1[0-2])(-[0-9]{2})?)?"
_ALIKE: Final = re.compile(f"{_PLAIN}(/{_PLAIN})?")


def _of_figure(mention: Any, values: Mapping[str, Any]) -> Mapping[str, Any]:
    return {}


_DERIVED: Final = {"place_mentions": _of_place, "date_mentions": _of_date, "figures": _of_figure}


def demand(rejected: pa.Table) -> None:
    """Raise DataError that lists the corrections among the rejected rows; what ``--strict`` asks for."""
    rows = [row for row in rejected.to_pylist() if row["table"] == TABLE]
    if not rows:
        return
    listed = [f"{row['key']}: {row['message']} [{row['rule']}]" for row in rows[:SHOWN]]
    more = [f"... and {len(rows) - SHOWN:,} more"] if len(rows) > SHOWN else []
    what = "1 correction does" if len(rows) == 1 else f"{len(rows):,} corrections do"
    raise DataError("\n".join([f"{what} not apply, and --strict asks that all do", *listed, *more]))
