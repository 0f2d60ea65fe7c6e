"""The rules are general: the seed texts with other places, months and numbers in the same forms read as well."""

import re
from datetime import date
from pathlib import Path

import pytest

from karabakh.flows.extraction.find import Found, find
from karabakh.flows.header import read_header
from karabakh.flows.places import Gazetteer, load_gazetteer

OTHER_PLACES = {
    "Agdam": "Goranboy",
    "Baku": "Yerevan",
    "Belarus": "Kazakhstan",
    "Caucasus": "Middle East",
    "Kalbajar": "Fuzuli",
    "Khankendi": "Kelbajar",
    "Lachin": "Jabrayil",
    "Lacin": "Jebrail",
    "Ottoman Empire": "Qajar Iran",
    "Shusha": "Barda",
    "Stepanakert": "Karvachar",
    "Sumgait": "Ganja",
    "Turkey": "Iran",
    "Ukraine": "Estonia",
    "Washington": "Brussels",
}
# What is written, and what is written instead; of dates the EDTF value and of figures the bounds must follow.
OTHER_DATES = {
    "1988": "1991",
    "1992": "1995",
    "1993": "1997",
    "1994": "1996",
    "1917": "1913",
    "1919": "1921",
    "2020": "2021",
    "2023": "2022",
    "26 December": "14 February",
    "31 December": "9 March",
    "October": "June",
    "September": "March",
    "Spring": "Autumn",
    "Sunday": "Thursday",
    "nineteenth": "seventeenth",
    "twentieth": "eighteenth",
    "44 days": "61 days",
    "three years": "five years",
    "one-month-old": "two-week-old",
    "annual": "monthly",
}
OTHER_EDTF = {
    "1988/1994": "1991/1996",
    "1867~/1933~": "1667~/1733~",
    "1991-12-26": "1991-02-14",
    "1991-12-31": "1991-03-09",
    "1919-21": "1921-23",
    "1993-05~/1993-08~": "1997-05~/1997-08~",
    "2020-10": "2021-06",
    "2023-09": "2022-03",
    "2020-10-30": "2021-10-30",
    "2023-11-07": "2022-11-07",
}
OTHER_FIGURES = {
    "20,000": "35,000",
    "1 million": "3 million",
    "23 people": "47 people",
    "400,000": "270,000",
    "30,000": "12,500",
    "88 percent": "63 percent",
    "thousands": "hundreds",
    "millions": "tens of thousands",
}
OTHER_BOUNDS = {
    20_000: 35_000,
    1_000_000: 3_000_000,
    23: 47,
    400_000: 270_000,
    30_000: 12_500,
    88: 63,
    2_000: 200,
    2_000_000: 20_000,
}


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


def reworded(text: str) -> str:
    other = OTHER_PLACES | OTHER_DATES | OTHER_FIGURES
    pattern = "|".join(re.escape(words) for words in sorted(other, key=len, reverse=True))
    return re.sub(pattern, lambda match: other[match.group()], text)


def found_in(text: str, gazetteer: Gazetteer) -> Found:
    header = read_header(text)
    published: date | None = header.published if header else None
    return find(text, gazetteer, published=published)


@pytest.mark.parametrize("name", ["000_ea24fa6412025f7d", "001_94a815136f17aa42", "002_18ab8304e45c7120"])
def test_other_places_dates_and_numbers_are_found_as_these_are(name: str, root: Path, gazetteer: Gazetteer) -> None:
    text = (root / "seeds" / "texts" / f"{name}.txt").read_text(encoding="utf-8")
    first, second = found_in(text, gazetteer), found_in(reworded(text), gazetteer)
    assert [reworded(mention.surface) for mention in first.places] == [mention.surface for mention in second.places]
    assert [gazetteer.types[str(mention.place_id)] in ("town", "city") for mention in first.places] == [
        gazetteer.types[str(mention.place_id)] in ("town", "city") for mention in second.places
    ]
    assert [mention.in_event_name for mention in first.places] == [mention.in_event_name for mention in second.places]
    assert [
        OTHER_EDTF.get(str(mention.edtf), OTHER_DATES.get(str(mention.edtf), mention.edtf)) for mention in first.dates
    ] == [mention.edtf for mention in second.dates]
    assert [mention.basis for mention in first.dates] == [mention.basis for mention in second.dates]
    assert [(figure.kind, OTHER_BOUNDS[int(figure.low or 0)], figure.high is None) for figure in first.figures] == [
        (figure.kind, figure.low, figure.high is None) for figure in second.figures
    ]
