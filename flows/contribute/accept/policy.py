"""A draft of the gazetteer in; what its new rows have against the conventions for names and sources out.

The conventions hold between tables and languages, so no single column declares them: each language in its own
tradition, each fact with a source of a known form, and no word that takes a side.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from karabakh.flows.contribute.accept.draft import Draft, Row
from karabakh.flows.contribute.accept.problem import Problem, of_row

TRADITIONS: Final = {
    "az-Cyrl": ("azerbaijani",),
    "az-Latn": ("azerbaijani",),
    "en": ("armenian", "azerbaijani", "international", "russian_soviet"),
    "fa": ("persian",),
    "hy": ("armenian",),
    "hy-Latn": ("armenian",),
    "ru": ("russian_soviet",),
    "ru-Latn": ("russian_soviet",),
    "tr": ("turkish",),
}
KINDS: Final = {
    "az-Cyrl": ("historical",),
    "az-Latn": ("historical", "misspelling", "official", "press"),
    "en": ("historical", "misspelling", "official", "press"),
    "fa": ("official", "press"),
    "hy": ("historical", "official", "press"),
    "hy-Latn": ("romanisation",),
    "ru": ("historical", "official", "press"),
    "ru-Latn": ("historical", "romanisation"),
    "tr": ("press",),
}
AZERBAIJANI: Final = frozenset("aAbBcCçÇdDeEəƏfFgGğĞhHxXıIiİjJkKqQlLmMnNoOöÖpPrRsSşŞtTuUüÜvVyYzZ -'’()–")
SOURCE: Final = re.compile(
    r"geonames:[1-9][0-9]*|whosonfirst:[1-9][0-9]*|wikidata:Q[1-9][0-9]*|cldr:[0-9]+|usage: \w[^;]*"
    r"|UN (S/RES/[0-9]+|A/RES/[0-9]+/[0-9]+) \([0-9]{4}\)|UN General Debate [A-Z]{2,4}_[0-9]+_[0-9]{4}"
    r"|act: [A-Z][^;]*[0-9]{4}\)?|reference: [A-Z][^;]*"
)
SOURCE_FORMS: Final = (
    "geonames:NUMBER, whosonfirst:NUMBER, wikidata:QNUMBER, cldr:NUMBER, UN S/RES/NUMBER (YEAR), act: NAME, YEAR, "
    "reference: NAME, or usage: WHO USES IT; several are joined by a semicolon and a blank"
)
# Beginnings of words that take a side; the files state facts and their sources.
PARTIAL: Final = re.compile(r"occup|liberat|separatis|terroris|so-called|illegal|aggress|puppet|regime|reunif")


@dataclass(slots=True)
class Names:
    """The names that there will be: those of each place, and those that differ only in kind, time or source."""

    of_place: dict[str, list[Row]]
    alike: dict[tuple[str, ...], list[Row]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        for rows in self.of_place.values():
            for row in rows:
                self.alike[_name(row)].append(row)


Broken = tuple[str, str, str]  # a rule, a column and what is wrong
Check = Callable[[Row, Row | None, Names], Iterator[Broken]]  # of a row, its place and all names


def _name(row: Row) -> tuple[str, ...]:
    return row["place_id"], row["name"], row["language"], row["tradition"]


def problems(draft: Draft) -> Iterator[Problem]:
    """Yield what is wrong with the new and changed rows of the gazetteer."""
    names = Names(draft.names())
    for table, checks in _CHECKS.items():
        for change in draft.of_table(table):
            place = draft.rows["places"].get((change.after["place_id"],))
            for check in checks if change.because is None else ():
                said = check(change.after, place, names)
                yield from (of_row(rule, table, change.key, column, one) for rule, column, one in said)


def _language(row: Row, place: Row | None, names: Names) -> Iterator[Broken]:
    language = row["language"]
    if language == "az-Latn" and row["kind"] != "misspelling" and not set(row["name"]) <= AZERBAIJANI:
        strange = min(set(row["name"]) - AZERBAIJANI)
        yield "alphabet", "name", f"{strange!r} (U+{ord(strange):04X}) is no letter of the Azerbaijani alphabet"
    allowed = TRADITIONS.get(language, ())
    if allowed and row["tradition"] not in allowed:
        yield "tradition", "tradition", f"the tradition of a name in {language} must be one of {', '.join(allowed)}"


def _kind(row: Row, place: Row | None, names: Names) -> Iterator[Broken]:
    language = row["language"]
    if place is None or place["tier"] == "world" or language not in KINDS:
        return
    if row["kind"] not in KINDS[language]:
        yield "kind", "kind", f"the kind of a name in {language} must be one of {', '.join(KINDS[language])}"
    elif language == "en" and row["kind"] == "official" and row["tradition"] != "international":
        told = "an English name is official only in the international tradition; press is the kind of the others"
        yield "kind", "kind", told


def _once(row: Row, place: Row | None, names: Names) -> Iterator[Broken]:
    other = next((one for one in names.alike[_name(row)] if one != row), None)
    if other:
        since = f", valid from {other['valid_from']}" if other["valid_from"] else ""
        told = f"the place has this name already in this language and tradition (kind {other['kind']}{since})"
        yield "same_name", "name", told


def _label(row: Row, place: Row | None, names: Names) -> Iterator[Broken]:
    own = names.of_place.get(row["place_id"], [])
    if own and row["label"] not in {name["name"] for name in own}:
        told = f"the label {row['label']} must be one of the place's names; send that name with it"
        yield "label", "label", told
    languages, traditions = ({name[column] for name in own} for column in ("language", "tradition"))
    if own and row["tier"] == "core":
        if "en" not in languages or not languages & {"az-Latn", "hy"}:
            yield "nameless", "tier", "a core place must have a name in English and one in Armenian or Azerbaijani"
        elif not traditions & {"armenian", "azerbaijani"}:
            told = "a core place must have a name of the Armenian or the Azerbaijani tradition"
            yield "nameless", "tier", told


def _sources(*columns: str) -> Check:
    def check(row: Row, place: Row | None, names: Names) -> Iterator[Broken]:
        for column in columns:
            if row[column] and not _is_source(row[column]):
                yield "source_form", column, f"{column} {row[column]!r} must have one of the forms {SOURCE_FORMS}"

    return check


@lru_cache(1 << 12)
def _is_source(text: str) -> bool:
    return all(map(SOURCE.fullmatch, text.split("; ")))


def _neutral(*columns: str) -> Check:
    def check(row: Row, place: Row | None, names: Names) -> Iterator[Broken]:
        for column in columns:
            word = PARTIAL.search((row[column] or "").lower())
            if word:
                told = f"{column} must take no side, and has a word with {word[0]!r}; state the fact alone"
                yield "neutral", column, told

    return check


_CHECKS: Final[dict[str, tuple[Check, ...]]] = {
    "places": (_label, _sources("label_source", "location_source"), _neutral("note", "label_source")),
    "place_names": (_language, _kind, _once, _sources("source"), _neutral("source")),
    "place_links": (_sources("source"), _neutral("source")),
}
