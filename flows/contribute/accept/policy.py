"""A draft of the gazetteer in; what its new rows have against the conventions for names and sources out.

The conventions hold between tables and languages, so no single column declares them: each language in its own
tradition, each fact with a source of a known form, and no word that takes a side.
"""

import re
from collections.abc import Callable, Iterator
from typing import Final

from karabakh.flows.contribute.accept.draft import Draft, Row

Check = Callable[[Row, Row | None, list[Row]], Iterator[str]]  # of a row, its place and the names of that

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


def problems(draft: Draft) -> Iterator[str]:
    """Yield what is wrong with the new and changed rows of the gazetteer."""
    names = draft.names()
    for name, checks in _CHECKS.items():
        for change in draft.of_table(name):
            place = draft.rows["places"].get((change.after["place_id"],))
            for check in checks if change.because is None else ():
                said = check(change.after, place, names.get(change.after["place_id"], []))
                yield from (f"{name} {change.name}: {one}" for one in said)


def _language(row: Row, place: Row | None, names: list[Row]) -> Iterator[str]:
    language = row["language"]
    if language == "az-Latn" and row["kind"] != "misspelling" and not set(row["name"]) <= AZERBAIJANI:
        strange = min(set(row["name"]) - AZERBAIJANI)
        yield f"{strange!r} (U+{ord(strange):04X}) is no letter of the Azerbaijani alphabet"
    if row["tradition"] not in TRADITIONS[language]:
        yield f"the tradition of a name in {language} must be one of {', '.join(TRADITIONS[language])}"


def _kind(row: Row, place: Row | None, names: list[Row]) -> Iterator[str]:
    if place is None or place["tier"] == "world":
        return
    language, allowed = row["language"], KINDS[row["language"]]
    if row["kind"] not in allowed:
        yield f"the kind of a name in {language} must be one of {', '.join(allowed)}"
    elif language == "en" and row["kind"] == "official" and row["tradition"] != "international":
        yield "an English name is official only in the international tradition; press is the kind of the others"


def _once(row: Row, place: Row | None, names: list[Row]) -> Iterator[str]:
    for other in names:
        if other != row and all(other[column] == row[column] for column in ("name", "language", "tradition")):
            since = f", valid from {other['valid_from']}" if other["valid_from"] else ""
            yield f"the place has this name already in this language and tradition (kind {other['kind']}{since})"


def _label(row: Row, place: Row | None, names: list[Row]) -> Iterator[str]:
    if names and row["label"] not in {name["name"] for name in names}:
        yield f"the label {row['label']} must be one of the place's names; send that name with it"
    languages, traditions = ({name[column] for name in names} for column in ("language", "tradition"))
    if names and row["tier"] == "core":
        if "en" not in languages or not languages & {"az-Latn", "hy"}:
            yield "a core place must have a name in English and one in Armenian or Azerbaijani"
        elif not traditions & {"armenian", "azerbaijani"}:
            yield "a core place must have a name of the Armenian or the Azerbaijani tradition"


def _sources(*columns: str) -> Check:
    def check(row: Row, place: Row | None, names: list[Row]) -> Iterator[str]:
        for column in columns:
            if row[column] and not all(map(SOURCE.fullmatch, row[column].split("; "))):
                yield f"{column} {row[column]!r} must have one of the forms {SOURCE_FORMS}"

    return check


def _neutral(*columns: str) -> Check:
    def check(row: Row, place: Row | None, names: list[Row]) -> Iterator[str]:
        for column in columns:
            word = PARTIAL.search((row[column] or "").lower())
            if word:
                yield f"{column} must take no side, and has a word with {word[0]!r}; state the fact alone"

    return check


_CHECKS: Final[dict[str, tuple[Check, ...]]] = {
    "places": (_label, _sources("label_source", "location_source"), _neutral("note", "label_source")),
    "place_names": (_language, _kind, _once, _sources("source"), _neutral("source")),
    "place_links": (_sources("source"), _neutral("source")),
}
