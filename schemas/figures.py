"""The table of figures: one row a reported number of people, land, distance, money or percent."""

from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from karabakh.schemas import codes, mentions, patterns
from karabakh.schemas.fields import Bool, Float64, Int32, String, Table, field
from karabakh.schemas.rules import Rule, not_after


def _unit_of_another_kind(table: pa.Table) -> Any:
    """Mark where the unit is not one in which such a figure is given; any code of three letters is a currency."""
    kind, unit = table["kind"], table["unit"]
    right = pc.equal(unit, "people")
    for other, pattern in {"area": "^km2$", "distance": "^k?m$", "money": "^[A-Z]{3}$", "percent": "^percent$"}.items():
        right = pc.if_else(pc.equal(kind, other), pc.match_substring_regex(unit, pattern), right)
    return pc.invert(right)


RULES = (
    not_after("low", "high"),
    Rule(
        "bounds",
        "low",
        "low or high must be given",
        lambda table: pc.and_(table["low"].is_null(), table["high"].is_null()),
    ),
    Rule(
        "unit_of_kind",
        "unit",
        "unit must be km2 for an area, km or m for a distance, a currency for money, percent for percent, else people",
        _unit_of_another_kind,
    ),
)


class Figures(
    Table,
    title="Figures",
    key=("figure_id",),
    foreign_keys=(mentions.DOCUMENT, mentions.SENTENCE),
    rules=(*mentions.rules("figure_id", "f"), *RULES),
):
    """One row for each number that a document reports of something the conflict's history counts."""

    figure_id: String = field(
        "Figure",
        "Identifier of the figure: the document, a colon, the letter f, the start, a hyphen and the end.",
        pattern=patterns.mention_id("f"),
        example="000_ea24fa6412025f7d:f80-94",
    )
    document_id: String = field("Document", mentions.DOCUMENT_ID, pattern=patterns.DOCUMENT_ID)
    sentence: Int32 = field("Sentence", mentions.SENTENCE_START, unit=mentions.UNIT, ge=0)
    start: Int32 = field("Start", mentions.START, unit=mentions.UNIT, ge=0)
    end: Int32 = field("End", mentions.END, unit=mentions.UNIT, ge=1)
    surface: String = field("Surface form", mentions.SURFACE)
    kind: String = field("Kind", "What is counted or measured.", codes=codes.FIGURE_KIND)
    low: Float64 = field(
        "Low", "Least number reported, in the row's unit; null where it is open.", nullable=True, unit="see unit", ge=0
    )
    high: Float64 = field(
        "High",
        "Greatest number reported, in the row's unit; null where it is open.",
        nullable=True,
        unit="see unit",
        ge=0,
    )
    approximate: Bool = field(
        "Approximate", "Whether the text gives the number as about, nearly, estimated or the like."
    )
    unit: String = field(
        "Unit",
        "Unit of low and high: people, percent, km, km2, m, or the ISO 4217 code of a currency; null if unknown.",
        nullable=True,
        pattern=patterns.UNIT,
    )
    group: String = field(
        "Group",
        "Whom the number counts, as the text names them: the people counted (Armenian soldiers, refugees from Baku);"
        " where these words name no people, state or place, the side that the sentence says lost them (Azerbaijan);"
        " else the noun (civilians, children); null where the text says no more than people.",
        nullable=True,
    )
