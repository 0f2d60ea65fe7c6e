"""A draft of the gazetteer and the version that is published in; what would break an identifier out, in sentences.

A place_id is for ever: it means the same place in every version, no other identifier means that place, and the numbers
are given in turn.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Final

from karabakh.flows.contribute.accept.draft import Change, Draft, Row, key_of
from karabakh.flows.contribute.accept.problem import Problem

DEGREES: Final = 0.3  # how far a mended point may lie from the published one: some 30 km
SAME: Final = 0.03  # how near a place of one label and type is the same place: some 3 km
FIXED: Final = ("geonames_id", "wikidata_id", "country")  # once given, they are given for good or taken away
OUTSIDE: Final = ("geonames_id", "wikidata_id")
# Types that are the same kind of thing, so that one may be mended to the other.
KINDS: Final = (
    {"city", "quarter", "town", "village"},
    {"country", "de_facto_state", "historic_state"},
    {"district", "province", "region"},
    {"fortress", "monastery", "site"},
    {"corridor", "road"},
    {"lake", "reservoir", "river", "sea"},
    {"mountain", "pass", "valley"},
)


def first_free(ids: set[str]) -> int:
    """Return the first number that no place has had: numbers are given in turn, and retired rows keep theirs.

    >>> first_free({"K0001", "K0007", "G12"})
    8
    """
    return max((int(name[1:]) for name in ids if name.startswith("K")), default=0) + 1


def written(number: int) -> str:
    """Return the identifier of a number.

    >>> written(38)
    'K0038'
    """
    return f"K{number:04d}"


def problems(draft: Draft, before: Mapping[str, Row], published: Mapping[str, Row]) -> Iterator[Problem]:
    """Yield what is wrong with the identifiers. ``before`` and ``published`` are rows of places by place_id."""
    known = {**published, **before}
    free = written(first_free(set(known)))
    changes = draft.of_table("places")
    names = draft.names()
    added = {change.key for change in draft.of_table("place_names") if change.before is None}
    yield from _numbers({str(change.after["place_id"]) for change in changes} - known.keys(), first_free(set(known)))
    for change in changes:
        old = known.get(change.after["place_id"])
        if old is not None:
            own = [one for one in names.get(old["place_id"], []) if key_of("place_names", one) not in added]
            yield from _another_place(old, change.after, {one["name"] for one in own}, free)
    yield from _taken_outside(draft, changes)
    yield from _there_already(draft, changes)
    yield from _replacements(draft, changes)
    for change in changes:
        if change.after["place_id"] not in names:
            sent = "send its names (karabakh template place_names) with it: karabakh accept PLACES NAMES"
            yield _of("nameless", change.after["place_id"], "place_id", f"{change.name} has no name; {sent}")


def _of(rule: str, place_id: str, column: str, message: str, meant: str | None = None) -> Problem:
    return Problem(rule, "places", (place_id,), column, message, meant=meant)


def _numbers(ids: set[str], free: int) -> Iterator[Problem]:
    """Yield what is wrong with the numbers of new places."""
    numbers = {int(name[1:]): name for name in ids if name.startswith("K")}
    for expected, number in enumerate(sorted(numbers), start=free):
        if number != expected:
            jumps = f"jumps ahead: the first free is {written(expected)}" if number > free else "was passed over"
            told = f"place_id {numbers[number]} {jumps}; numbers are given in turn, from {written(free)} on"
            yield _of("number", numbers[number], "place_id", told, written(expected))
            return
    for number, name in numbers.items():
        if name != written(number):
            told = f"place_id {name} must be written {written(number)}"
            yield _of("number", name, "place_id", told, written(number))


def _another_place(old: Row, new: Row, names: set[str], free: str) -> Iterator[Problem]:
    """Yield in what a row means another place than the one that is published, or was accepted and will be.

    ``names`` are those that the place has already.
    """
    name = new["place_id"]
    remedy = f"for another place take a new row with {free}; to retire this one, name that in replaced_by"
    if new["label"] not in {old["label"], *names}:
        told = f"{name} is {old['label']}, which never had the name {new['label']}; {remedy}"
        yield _of("identity", name, "label", told)
    if new["type"] != old["type"] and not any({old["type"], new["type"]} <= kind for kind in KINDS):
        yield _of("identity", name, "type", f"{name} is a {old['type']} and cannot become a {new['type']}; {remedy}")
    if _apart(old, new) > DEGREES:
        was, is_ = (f"{row['lat']:g}, {row['lon']:g}" for row in (old, new))
        told = f"{name} lies at {was}, and {is_} is more than {DEGREES} degrees off; {remedy}"
        yield _of("identity", name, "lat", told)
    for column in FIXED:
        if old[column] and new[column] not in (old[column], None):
            yield _of("identity", name, column, f"{name} has {column} {old[column]}, not {new[column]}; {remedy}")


def _apart(one: Row, other: Row) -> float:
    """Return how many degrees two places are apart, by latitude or longitude; NaN where one has no location."""
    if None in (one["lat"], one["lon"], other["lat"], other["lon"]):
        return float("nan")
    return max(abs(float(one[column]) - float(other[column])) for column in ("lat", "lon"))


def _taken_outside(draft: Draft, changes: list[Change]) -> Iterator[Problem]:
    for column in OUTSIDE:
        owners: dict[str, list[str]] = defaultdict(list)
        for row in draft.rows["places"].values():
            if row[column]:
                owners[row[column]].append(row["place_id"])
        for change in changes:
            value = change.after[column]
            own = change.after["place_id"]
            other = next((name for name in owners[value] if name != own), None) if value else None
            if other:
                told = f"{change.name}: {column} {value} is {other} already; use that place_id"
                yield _of("double", own, column, told, other)


def _there_already(draft: Draft, changes: list[Change]) -> Iterator[Problem]:
    """Yield the new places that are known ones under another identifier: of one label and type, at one point."""
    new = {change.after["place_id"]: change.after for change in changes if change.before is None}
    alike: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in draft.rows["places"].values():
        if row["place_id"] not in new:
            alike[row["label"], row["type"]].append(row)
    for name, row in new.items():
        for other in alike[row["label"], row["type"]]:
            if _apart(row, other) <= SAME:
                told = f"{name} is {other['place_id']} already, by its label, type and location; use that place_id"
                yield _of("double", name, "label", told, other["place_id"])


def _replacements(draft: Draft, changes: list[Change]) -> Iterator[Problem]:
    rows = {row["place_id"]: row for row in draft.rows["places"].values()}
    touched = {change.after["place_id"] for change in changes}
    for name, row in rows.items():
        other = row["replaced_by"]
        further = rows[other]["replaced_by"] if other in rows else None
        if further and touched & {name, other}:
            told = (
                f"{name} is replaced by {other}, which is itself replaced by {further}; name a place in use"
                if further != name
                else f"{name} and {other} are each replaced by the other; one of them must stay in use"
            )
            yield _of("replacement", name if name in touched else other, "replaced_by", told)
